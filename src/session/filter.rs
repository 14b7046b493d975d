//! What the lists on the right show.

use crate::model::{
    Annotation, AnnotationKind, Body, ClaimKind, ClaimState, Document, Entity, EntityKind, Schema, Verdict,
};

/// The lists on the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pane {
    /// Who and what is named.
    #[default]
    Entities,
    /// What is quoted.
    Quotes,
    /// What is to be checked.
    Claims,
    /// What is highlighted.
    Passages,
    /// What the program proposes.
    Suggestions,
}

impl Pane {
    /// Every pane, from left to right.
    pub const ALL: [Self; 5] =
        [Self::Entities, Self::Quotes, Self::Claims, Self::Passages, Self::Suggestions];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Entities => "Entities",
            Self::Quotes => "Quotes",
            Self::Claims => "Claims",
            Self::Passages => "Passages",
            Self::Suggestions => "Suggested",
        }
    }

    /// The pane of this name, in capitals or not.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pane| pane.label().eq_ignore_ascii_case(name))
    }

    /// The pane that lists annotations of this kind (mentions are under their entity).
    pub fn of(kind: AnnotationKind) -> Self {
        match kind {
            AnnotationKind::Mention => Self::Entities,
            AnnotationKind::Quote => Self::Quotes,
            AnnotationKind::Claim => Self::Claims,
            AnnotationKind::Passage => Self::Passages,
        }
    }
}

/// What of a list is shown. What is not set does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must occur, in any order, ignoring case.
    pub text: String,
    /// Type of entity.
    pub entity: Option<EntityKind>,
    /// State of a claim.
    pub state: Option<StateFilter>,
    /// Verdict of a claim.
    pub verdict: Option<Verdict>,
    /// Type of claim.
    pub claim: Option<ClaimKind>,
}

/// Which states of claims are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateFilter {
    /// All that still need work.
    Unresolved,
    /// Just one.
    Only(ClaimState),
}

impl StateFilter {
    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Unresolved => "Unresolved",
            Self::Only(state) => state.label(),
        }
    }

    fn admits(self, state: ClaimState) -> bool {
        match self {
            Self::Unresolved => !state.is_resolved(),
            Self::Only(wanted) => wanted == state,
        }
    }
}

impl Filter {
    /// Whether nothing is left out.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an entity is shown.
    pub fn admits_entity(&self, entity: &Entity) -> bool {
        let of_kind = self.entity.is_none_or(|kind| kind == entity.kind);
        of_kind && self.admits_words(&[&entity.name, &entity.role, &entity.notes, &entity.aliases.join(" ")])
    }

    /// Whether a quote, claim or passage is shown.
    pub fn admits(&self, annotation: &Annotation, document: &Document, schema: &Schema) -> bool {
        let name = |id| document.entity(id).map_or("", |entity: &Entity| entity.name.as_str());
        let any_words = self.text.trim().is_empty();
        let words = if any_words { String::new() } else { document.words_of(annotation) };
        match &annotation.body {
            Body::Claim(claim) => {
                self.state.is_none_or(|state| state.admits(claim.state))
                    && self.verdict.is_none_or(|verdict| verdict == claim.verdict)
                    && self.claim.is_none_or(|kind| kind == claim.kind)
                    && self.admits_words(&[&words, &claim.assertion, &claim.note, &annotation.comment])
            }
            Body::Quote(quote) => {
                self.admits_words(&[&words, quote.speaker.map_or("", name), &annotation.comment])
            }
            Body::Passage(passage) => {
                let tag = schema.tag(&passage.tag).map_or(passage.tag.0.as_str(), |tag| tag.name.as_str());
                self.admits_words(&[&words, tag, &annotation.comment])
            }
            Body::Mention(mention) => self.admits_words(&[&words, name(mention.entity), &annotation.comment]),
        }
    }

    fn admits_words(&self, places: &[&str]) -> bool {
        if self.text.trim().is_empty() {
            return true;
        }
        let mut hay = places.join("\n");
        if hay.is_ascii() {
            hay.make_ascii_lowercase();
        } else {
            hay = hay.to_lowercase();
        }
        self.text.to_lowercase().split_whitespace().all(|word| hay.contains(word))
    }
}
