//! Which suggestions are shown, in the list and in the text.

use crate::model::{AnnotationKind, EntityKind};

use crate::session::filter::Wanted;

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

    /// Whether this one is shown; `words` are those the filter looks for.
    pub(super) fn admits(&self, words: &mut Wanted, own: &Proposal, of: &Proposals) -> bool {
        self.kind.is_none_or(|kind| kind.admits(&own.what))
            && self.by.as_ref().is_none_or(|by| *by == own.by.id)
            && own.percent() >= self.least
            && admits_words(words, own, of)
    }
}

fn admits_words(wanted: &mut Wanted, own: &Proposal, of: &Proposals) -> bool {
    let text = of.text.as_deref().unwrap_or_default();
    let name = match own.what {
        What::Mention { entity, .. } | What::Quote { speaker: Some(entity), .. } => {
            of.entities.get(entity).map_or("", |entity| entity.name.as_str())
        }
        _ => "",
    };
    let kind = if own.what.kind() == AnnotationKind::Claim { "claim" } else { "" };
    let pieces = own.spans.iter().map(|span| span.of(text));
    wanted.are_in(pieces.chain([name, own.reason.as_str(), kind]))
}
