//! Who and what is named.

use serde::{Deserialize, Serialize};

use super::{EntityId, Extra};

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntityKind {
    /// A person.
    Person,
    /// A company, agency, party, club.
    Organisation,
    /// A place, from a building to a continent.
    Place,
    /// A date or a time.
    Date,
    /// Something that took place.
    Event,
    /// A work of art or a law.
    Work,
    /// Something made to be sold or used.
    Product,
    /// An amount of money.
    Money,
    /// Any other number with what it counts.
    Quantity,
    /// A nationality, or a religious or political group.
    Group,
    /// An office or a function.
    Role,
    /// Anything else.
    Other,
}

impl EntityKind {
    /// Every kind, in the order menus show them.
    pub const ALL: [Self; 12] = [
        Self::Person,
        Self::Organisation,
        Self::Place,
        Self::Date,
        Self::Event,
        Self::Work,
        Self::Product,
        Self::Money,
        Self::Quantity,
        Self::Group,
        Self::Role,
        Self::Other,
    ];

    /// The word for it on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Organisation => "Organisation",
            Self::Place => "Place",
            Self::Date => "Date or time",
            Self::Event => "Event",
            Self::Work => "Work or law",
            Self::Product => "Product",
            Self::Money => "Money",
            Self::Quantity => "Quantity",
            Self::Group => "Nationality or group",
            Self::Role => "Role",
            Self::Other => "Other",
        }
    }

    /// Whether it can say or claim something. A place can, as in “Moscow denies it”.
    pub fn can_speak(self) -> bool {
        matches!(
            self,
            Self::Person | Self::Organisation | Self::Place | Self::Group | Self::Role | Self::Other
        )
    }

    /// The one key that picks it, and the letter that marks it in the text.
    pub fn letter(self) -> char {
        match self {
            Self::Person => 'p',
            Self::Organisation => 'o',
            Self::Place => 'l',
            Self::Date => 'd',
            Self::Event => 'e',
            Self::Work => 'w',
            Self::Product => 't',
            Self::Money => 'm',
            Self::Quantity => 'n',
            Self::Group => 'g',
            Self::Role => 'r',
            Self::Other => 'x',
        }
    }
}

/// An id in a knowledge base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnowledgeId {
    /// Which base, for example `wikidata`.
    pub scheme: String,
    /// Its id there, for example `Q42`.
    pub id: String,
}

/// Someone or something the article names. Its mentions are annotations that point here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Stable id.
    pub id: EntityId,
    /// What it is.
    pub kind: EntityKind,
    /// Canonical name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// What they are in this story, for example "foreign minister".
    pub role: String,
    /// Anything the desk should know.
    pub notes: String,
    /// The same in knowledge bases.
    pub links: Vec<KnowledgeId>,
    /// Fields of a newer file version.
    pub extra: Extra,
}

impl Entity {
    /// Whether nobody wrote anything about it beside its names.
    pub fn is_bare(&self) -> bool {
        self.notes.is_empty() && self.role.is_empty() && self.links.is_empty()
    }

    /// An entity with a name and nothing else yet.
    pub fn new(id: EntityId, kind: EntityKind, name: impl Into<String>) -> Self {
        Self {
            id,
            kind,
            name: name.into(),
            aliases: Vec::new(),
            role: String::new(),
            notes: String::new(),
            links: Vec::new(),
            extra: Extra::new(),
        }
    }
}
