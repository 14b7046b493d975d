//! Something said about spans of the article.

use serde::{Deserialize, Serialize};

use crate::text::Spans;

use super::{AnnotationId, Claim, EntityId, Extra, Provenance, Quote, Review, TagId};

/// How much of its entity a mention names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MentionForm {
    /// The whole name.
    #[default]
    Full,
    /// A part of it.
    Partial,
    /// A pronoun.
    Pronoun,
    /// A title or description.
    Title,
    /// An abbreviation.
    Abbreviation,
}

impl MentionForm {
    /// Every form, in the order menus show them.
    pub const ALL: [Self; 5] = [Self::Full, Self::Partial, Self::Pronoun, Self::Title, Self::Abbreviation];

    /// The word for it on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Full => "Full name",
            Self::Partial => "Part of the name",
            Self::Pronoun => "Pronoun",
            Self::Title => "Title",
            Self::Abbreviation => "Abbreviation",
        }
    }
}

/// A place where an entity is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Who or what.
    pub entity: EntityId,
    /// How.
    pub form: MentionForm,
}

/// A highlight with one of the house's tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The tag's id in the house schema. A tag the schema lacks is kept and shown as such.
    pub tag: TagId,
}

/// What an annotation says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A highlight.
    Passage(Passage),
    /// An entity is named here.
    Mention(Mention),
    /// Someone is quoted here.
    Quote(Quote),
    /// Something checkable is asserted here.
    Claim(Box<Claim>),
}

/// The four kinds of annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AnnotationKind {
    /// See [`Passage`].
    Passage,
    /// See [`Mention`].
    Mention,
    /// See [`Quote`].
    Quote,
    /// See [`Claim`].
    Claim,
}

impl AnnotationKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Passage, Self::Mention, Self::Quote, Self::Claim];

    /// The word for it on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Passage => "Passage",
            Self::Mention => "Mention",
            Self::Quote => "Quote",
            Self::Claim => "Claim",
        }
    }
}

/// Something said about one or more spans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Stable id.
    pub id: AnnotationId,
    /// What it is about.
    pub spans: Spans,
    /// What a colleague should know.
    pub comment: String,
    /// What somebody should look at, where its place is in doubt.
    pub review: Option<Box<Review>>,
    /// Who proposed it, where it was not made by hand.
    pub provenance: Option<Box<Provenance>>,
    /// What it says.
    pub body: Body,
    /// Fields of a newer file version.
    pub extra: Extra,
}

impl Annotation {
    /// An annotation without a comment.
    pub fn new(id: AnnotationId, spans: Spans, body: Body) -> Self {
        let comment = String::new();
        Self { id, spans, comment, review: None, provenance: None, body, extra: Extra::new() }
    }

    /// Which of the four it is.
    pub fn kind(&self) -> AnnotationKind {
        match self.body {
            Body::Passage(_) => AnnotationKind::Passage,
            Body::Mention(_) => AnnotationKind::Mention,
            Body::Quote(_) => AnnotationKind::Quote,
            Body::Claim(_) => AnnotationKind::Claim,
        }
    }

    /// Its mention, if it is one.
    pub fn mention(&self) -> Option<&Mention> {
        match &self.body {
            Body::Mention(mention) => Some(mention),
            _ => None,
        }
    }

    /// Its quote, if it is one.
    pub fn quote(&self) -> Option<&Quote> {
        match &self.body {
            Body::Quote(quote) => Some(quote),
            _ => None,
        }
    }

    /// Its claim, if it is one.
    pub fn claim(&self) -> Option<&Claim> {
        match &self.body {
            Body::Claim(claim) => Some(claim),
            _ => None,
        }
    }

    /// Its passage, if it is one.
    pub fn passage(&self) -> Option<&Passage> {
        match &self.body {
            Body::Passage(passage) => Some(passage),
            _ => None,
        }
    }

    /// The entities it points at.
    pub fn entities(&self) -> Vec<EntityId> {
        match &self.body {
            Body::Passage(_) => Vec::new(),
            Body::Mention(mention) => vec![mention.entity],
            Body::Quote(quote) => quote.speaker.into_iter().chain(quote.addressee).collect(),
            Body::Claim(claim) => claim.claimant_entity().into_iter().collect(),
        }
    }
}
