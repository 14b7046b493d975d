//! Who changed what, when, from what to what.

use jiff::Timestamp;

use super::{Edit, Extra};

/// One step of work: what undo takes back at once, a line of the journal, an entry of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What they did, in words, for example "Tag Hoekstra as person".
    pub what: String,
    /// Exactly what changed, from old to new.
    pub edit: Edit,
    /// Fields of a newer file version.
    pub extra: Extra,
}

impl Step {
    /// The step that takes this one back.
    #[must_use]
    pub fn undone(&self, at: Timestamp, by: &str) -> Self {
        self.turned("Undo", at, by, self.edit.inverse())
    }

    /// The step that does this one again after it was taken back.
    #[must_use]
    pub fn redone(&self, at: Timestamp, by: &str) -> Self {
        self.turned("Redo", at, by, self.edit.clone())
    }

    fn turned(&self, how: &str, at: Timestamp, by: &str, edit: Edit) -> Self {
        let what = format!("{how}: {}", self.what);
        Self { at, by: by.to_owned(), what, edit, extra: Extra::new() }
    }
}
