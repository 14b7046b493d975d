//! Names beside ids, for the people who read the file. They are not read back.

use crate::formats::notation::Page;
use crate::model::{Claimant, Document, EntityId};

/// Something that points at somebody with a name.
pub(in crate::formats) trait Named {
    /// The name in `document`.
    fn name<'a>(&self, document: &'a Document) -> Option<&'a str>;
}

impl Named for EntityId {
    fn name<'a>(&self, document: &'a Document) -> Option<&'a str> {
        document.entity(*self).map(|entity| entity.name.as_str())
    }
}

impl Named for Claimant {
    fn name<'a>(&self, document: &'a Document) -> Option<&'a str> {
        match self {
            Self::Entity(entity) => entity.name(document),
            Self::Quote(quote) => document.annotation(*quote)?.quote()?.speaker?.name(document),
        }
    }
}

impl<T: Named> Named for Option<T> {
    fn name<'a>(&self, document: &'a Document) -> Option<&'a str> {
        self.as_ref()?.name(document)
    }
}

impl Page<'_> {
    /// The field `field` with the name of whom `value` points at, where there is one.
    pub(in crate::formats) fn name_of(&mut self, field: &str, value: &impl Named) {
        if let Some(name) = self.names.and_then(|document| value.name(document)) {
            self.name(field);
            self.text(name);
        }
    }
}
