//! Finds spans of a text again in a later text.
//!
//! One comparison of the two texts ([`Comparison::new`]) places every span. A word counts as kept
//! where the comparison pairs it; where the words around a span do not agree enough with those
//! around its new place, there is no answer: a question is better than a wrong place.

mod ambiguous;
mod candidates;
mod evidence;
mod gap;
mod pairing;
mod place;
mod seeds;
mod splices;
mod tokens;

pub use candidates::Candidate;
pub use splices::Splice;

use super::Span;
use pairing::{Pairing, Side};

/// What became of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The same words, in the same order among the words around them that were kept.
    Same,
    /// The same words, found elsewhere.
    Moved,
    /// Some of its words are others now: somebody should look.
    Changed,
    /// Not found.
    Orphan,
}

impl Outcome {
    /// The word files and JSON have for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::Orphan => "orphan",
        }
    }
}

/// Where a span is in the new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// What became of it.
    pub outcome: Outcome,
    /// Its place in the new text; none for an orphan.
    pub span: Option<Span>,
    /// How sure that is, in percent.
    pub score: u8,
}

impl Placement {
    const ORPHAN: Self = Self { outcome: Outcome::Orphan, span: None, score: 0 };
}

/// Two texts, compared.
pub struct Comparison<'t> {
    pairing: Pairing<'t>,
}

impl<'t> Comparison<'t> {
    /// Compares two texts. Takes time in proportion to their length.
    pub fn new(old: &'t str, new: &'t str) -> Self {
        let (old_tokens, new_tokens, lexicon) = tokens::tokens(old, new);
        let (old, new) = (Side::new(old, old_tokens), Side::new(new, new_tokens));
        Self { pairing: Pairing::new(old, new, lexicon) }
    }

    /// Where a span of the old text is in the new one.
    pub fn place(&self, span: Span) -> Placement {
        place::place(&self.pairing, span)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests;
