//! The house's own vocabulary: tags for passages, names for verdicts, rules.

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Verdict;

/// Names a tag in files, for example `check`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TagId(pub String);

impl fmt::Display for TagId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A colour as red, green and blue, 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A tag for passages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// What files say.
    pub id: TagId,
    /// What the screen says.
    pub name: String,
    /// Its tint.
    pub colour: Rgb,
    /// The key that applies it, `1` to `9`.
    pub key: Option<char>,
}

/// See [`super::coverage::NO_FACT`].
static NO_FACT_HERE: LazyLock<Tag> = LazyLock::new(|| Tag {
    id: TagId(super::coverage::NO_FACT.to_owned()),
    name: "No fact here".to_owned(),
    colour: Rgb(0x80, 0x86, 0x8f),
    key: None,
});

/// How the house calls a verdict, and whether it uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictName {
    /// Ours.
    pub verdict: Verdict,
    /// Theirs.
    pub name: String,
}

/// The house schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Name of the house.
    pub house: String,
    /// Tags in menu order, ids and keys distinct.
    pub tags: Vec<Tag>,
    /// The verdicts the house uses, in menu order, with its names for them; never empty.
    pub verdicts: Vec<VerdictName>,
    /// From how many independent sources a verified claim is free of a warning.
    pub sources_wanted: usize,
    /// Whether a claim that criticises somebody is pointed out while no reply is on record.
    pub reply_wanted: bool,
}

impl Schema {
    /// No tags, and all of our verdicts under our names.
    pub fn bare() -> Self {
        let verdicts = Verdict::ALL
            .iter()
            .map(|verdict| VerdictName { verdict: *verdict, name: verdict.label().to_owned() });
        Self {
            house: String::new(),
            tags: Vec::new(),
            verdicts: verdicts.collect(),
            sources_wanted: 1,
            reply_wanted: true,
        }
    }

    /// The tag with this id: the house's, or the one of our own that says there is no fact here.
    pub fn tag(&self, id: &TagId) -> Option<&Tag> {
        self.tags
            .iter()
            .find(|tag| tag.id == *id)
            .or_else(|| Some(&*NO_FACT_HERE).filter(|tag| tag.id == *id))
    }

    /// The tag this key applies.
    pub fn tag_for_key(&self, key: char) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.key == Some(key))
    }

    /// The house's name for a verdict, ours where it has none.
    pub fn verdict_name(&self, verdict: Verdict) -> &str {
        let own = self.verdicts.iter().find(|named| named.verdict == verdict);
        own.map_or(verdict.label(), |named| named.name.as_str())
    }
}
