//! Which suggestions are shown, in the list and in the text.

use crate::model::{AnnotationKind, EntityKind};

use super::proposals::{Proposal, Proposals, What};

/// What is shown of the suggestions. What is not set does not restrict.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SuggestFilter {
    /// Words that must occur in it, its name or its reason, in any order, ignoring case.
    pub text: String,
    /// What it would be.
    pub kind: Option<Sort>,
    /// The id of who proposes it.
    pub by: Option<String>,
    /// The least score, in percent.
    pub least: usize,
}

/// What a suggestion would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Any mention.
    Mentions,
    /// A mention of an entity of this kind.
    Of(EntityKind),
    /// A quote.
    Quotes,
    /// A claim.
    Claims,
}

impl Sort {
    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Mentions => "Mentions",
            Self::Of(kind) => kind.label(),
            Self::Quotes => "Quotes",
            Self::Claims => "Claims",
        }
    }

    fn admits(self, what: &What) -> bool {
        match (self, what) {
            (Self::Mentions, What::Mention { .. })
            | (Self::Quotes, What::Quote { .. })
            | (Self::Claims, What::Claim(_)) => true,
            (Self::Of(wanted), What::Mention { kind, .. }) => wanted == *kind,
            _ => false,
        }
    }
}

impl SuggestFilter {
    /// The scores one can ask for at least, in percent.
    pub const SCORES: [usize; 4] = [0, 50, 70, 90];

    /// Whether nothing is left out.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Whether this one is shown.
    pub(super) fn admits(&self, own: &Proposal, of: &Proposals) -> bool {
        self.kind.is_none_or(|kind| kind.admits(&own.what))
            && self.by.as_ref().is_none_or(|by| *by == own.by.id)
            && own.percent() >= self.least
            && self.admits_words(own, of)
    }

    fn admits_words(&self, own: &Proposal, of: &Proposals) -> bool {
        let wanted = self.text.trim().to_lowercase();
        if wanted.is_empty() {
            return true;
        }
        let words = of.text.as_ref().map(|text| own.spans.words(text)).unwrap_or_default();
        let name = match own.what {
            What::Mention { entity, .. } | What::Quote { speaker: Some(entity), .. } => {
                of.entities.get(entity).map_or("", |entity| entity.name.as_str())
            }
            _ => "",
        };
        let kind = if own.what.kind() == AnnotationKind::Claim { "claim" } else { "" };
        let hay = format!("{words}\n{name}\n{}\n{kind}", own.reason).to_lowercase();
        wanted.split_whitespace().all(|word| hay.contains(word))
    }
}
