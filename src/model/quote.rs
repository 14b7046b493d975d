//! Quotes: what was said, by whom, and the words that say so.

use serde::{Deserialize, Serialize};

use crate::text::Span;

use super::EntityId;
use super::workflow::same_words;

/// How the words are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum QuoteKind {
    /// The speaker's own words, in quotation marks.
    #[default]
    Direct,
    /// Told in the writer's words.
    Indirect,
    /// Told, with some of the speaker's own words in quotation marks.
    Mixed,
}

impl QuoteKind {
    /// Every kind, in the order menus show them.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Indirect, Self::Mixed];

    /// The word for it on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Direct => "Direct",
            Self::Indirect => "Indirect",
            Self::Mixed => "Mixed",
        }
    }
}

/// Against what the quote was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum QuoteCheck {
    /// Not yet.
    #[default]
    NotChecked,
    /// A recording.
    Recording,
    /// A transcript.
    Transcript,
    /// The same words published elsewhere.
    Published,
}

impl QuoteCheck {
    /// Every kind, in the order menus show them.
    pub const ALL: [Self; 4] = [Self::NotChecked, Self::Recording, Self::Transcript, Self::Published];

    /// The words for it on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotChecked => "Not checked",
            Self::Recording => "Against a recording",
            Self::Transcript => "Against a transcript",
            Self::Published => "Published elsewhere",
        }
    }
}

/// What is said of a quote beside its content, which is the annotation's spans
/// (with their quotation marks).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// The words that announce it ("said").
    pub cue: Option<Span>,
    /// The words that name the speaker ("the minister").
    pub source: Option<Span>,
    /// Who said it.
    pub speaker: Option<EntityId>,
    /// To whom.
    pub addressee: Option<EntityId>,
    /// Against what it was checked.
    pub check: QuoteCheck,
    /// The words of the article it was checked for; empty where it was not checked.
    pub checked_words: String,
}

impl Quote {
    /// Whether it was checked for words that are known.
    pub fn is_bound(&self) -> bool {
        self.check != QuoteCheck::NotChecked && !self.checked_words.is_empty()
    }

    /// Whether it was checked for other words than those it stands on, `now`.
    pub fn has_changed(&self, now: &str) -> bool {
        self.is_bound() && !same_words(&self.checked_words, now)
    }
}
