//! What the bodies of another tool's annotation say.

use serde_json::{Map, Value};

use crate::formats::ExchangeError;
use crate::formats::json::{At, text_of};
use crate::formats::labelled::Label;
use crate::formats::left_out::LeftOut;
use crate::model::EntityKind;

use super::{OWN, many};

/// Stands before the ids of Wikidata where they are addresses.
const WIKIDATA: [&str; 4] = [
    "http://www.wikidata.org/entity/",
    "https://www.wikidata.org/entity/",
    "http://www.wikidata.org/wiki/",
    "https://www.wikidata.org/wiki/",
];

/// The keys of an annotation that are read, or say nothing by themselves.
const UNDERSTOOD: [&str; 11] =
    ["@context", "id", "type", "motivation", "body", "bodyValue", "target", "canonical", "text", "tags", OWN];

/// What an annotation says.
#[derive(Default)]
pub(super) struct Said {
    pub(super) motivation: Option<String>,
    /// What it is called.
    pub(super) tag: Option<String>,
    /// The address of what it is about.
    pub(super) identity: Option<String>,
    pub(super) comments: Vec<String>,
}

impl Said {
    pub(super) fn of(
        fields: &Map<String, Value>,
        left_out: &mut LeftOut,
        at: &At<'_>,
    ) -> Result<Self, ExchangeError> {
        let mut said = Self { motivation: first_word(fields.get("motivation")), ..Self::default() };
        for body in many(fields.get("body")).into_iter().chain(many(fields.get("bodyValue"))) {
            said.body(body, left_out, at)?;
        }
        // Hypothesis has these two instead of bodies.
        let tags = many(fields.get("tags")).into_iter().filter_map(Value::as_str);
        said.comments.extend(text_of(fields, "text", at)?.filter(|text| !text.is_empty()).map(str::to_owned));
        for tag in tags.filter(|tag| !tag.is_empty()).map(str::to_owned) {
            if said.tag.is_none() {
                said.tag = Some(tag);
            } else {
                said.comments.push(tag);
            }
        }
        for key in fields.keys().filter(|key| !UNDERSTOOD.contains(&key.as_str())) {
            left_out.add(key);
        }
        Ok(said)
    }

    fn body(&mut self, body: &Value, left_out: &mut LeftOut, at: &At<'_>) -> Result<(), ExchangeError> {
        let (value, purpose) = match body {
            Value::String(value) => (value.as_str(), None),
            Value::Object(body) if body.get("type").and_then(Value::as_str) == Some("Choice") => {
                // The first one is for those who cannot choose.
                let mut items = many(body.get("items")).into_iter();
                let first = items.next();
                items.for_each(|_| left_out.add("Choice"));
                return first.map_or(Ok(()), |first| self.body(first, left_out, at));
            }
            Value::Object(body) => {
                let value = text_of(body, "value", at)?.or(text_of(body, "source", at)?);
                let value = value.or(text_of(body, "id", at)?).unwrap_or_default();
                (value, first_word(body.get("purpose")))
            }
            _ => return Ok(()),
        };
        match purpose.as_deref().or(self.motivation.as_deref()) {
            _ if value.is_empty() => {}
            // A tag may be the address of what it means.
            Some("tagging" | "classifying" | "identifying" | "linking")
                if self.identity.is_none() && is_address(value) =>
            {
                self.identity = Some(value.to_owned());
            }
            Some("tagging" | "classifying") if self.tag.is_none() => self.tag = Some(value.to_owned()),
            _ => self.comments.push(value.to_owned()),
        }
        Ok(())
    }

    /// The kind of entity that is named, if one is.
    pub(super) fn kind(&self) -> Option<EntityKind> {
        let by_tag = self.tag.as_deref().and_then(|tag| {
            let by_label = EntityKind::ALL.into_iter().find(|kind| kind.label().eq_ignore_ascii_case(tag));
            by_label.or_else(|| match Label::named(tag) {
                Label::Mention(kind) => Some(kind),
                _ => None,
            })
        });
        by_tag.or_else(|| (self.tag.is_none() && self.identity.is_some()).then_some(EntityKind::Other))
    }

    /// Everything it says, where there is no place for it in the text.
    pub(super) fn in_words(&self) -> String {
        let Self { motivation, tag, identity, comments } = self;
        let words: Vec<&str> = tag.iter().chain(identity).chain(comments).map(String::as_str).collect();
        if words.is_empty() { motivation.clone().unwrap_or_default() } else { words.join(", ") }
    }
}

/// The scheme and the id that an address stands for.
pub(super) fn knowledge(address: &str) -> (&'static str, &str) {
    let item = WIKIDATA.iter().find_map(|before| address.strip_prefix(before));
    item.map_or(("iri", address), |item| ("wikidata", item))
}

/// A word of the standard's vocabulary, the first of several.
fn first_word(value: Option<&Value>) -> Option<String> {
    many(value).into_iter().find_map(Value::as_str).map(|word| word.trim_start_matches("oa:").to_owned())
}

fn is_address(value: &str) -> bool {
    ["http://", "https://", "urn:"].iter().any(|scheme| value.starts_with(scheme))
}
