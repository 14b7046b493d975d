//! Every change to a document is one of these values, and each carries what it replaces.
//!
//! So the inverse is exact and needs no document, a stale edit is noticed instead of applied, and
//! undo, journal, history and merge are the same mechanism.

use thiserror::Error;

use crate::text::{Span, Spans};

use super::{
    Annotation, AnnotationId, AnnotationKind, Approval, ArticleMeta, BlockKind, Body, ClaimKind, ClaimState,
    Claimant, Correction, Disposition, DraftStamp, Entity, EntityId, Evidence, EvidenceId, MentionForm,
    Orphan, Priority, Query, QuoteCheck, QuoteKind, Rejection, Reply, Review, TagId, TextChange, Verdict,
};

/// A change to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// An entity comes in.
    AddEntity(Box<Entity>),
    /// An entity nothing points at goes.
    RemoveEntity(Box<Entity>),
    /// An entity changes; both have the same id.
    ChangeEntity {
        /// As it was.
        from: Box<Entity>,
        /// As it will be.
        to: Box<Entity>,
    },
    /// An annotation comes in.
    AddAnnotation(Box<Annotation>),
    /// An annotation goes.
    RemoveAnnotation(Box<Annotation>),
    /// One field of an annotation changes.
    Set {
        /// Whose.
        id: AnnotationId,
        /// As it was.
        from: Field,
        /// As it will be; the same field.
        to: Field,
    },
    /// Evidence of a claim comes in (no `from`), goes (no `to`) or changes.
    Evidence {
        /// Whose.
        claim: AnnotationId,
        /// Its place in the list.
        at: usize,
        /// As it was.
        from: Option<Box<Evidence>>,
        /// As it will be.
        to: Option<Box<Evidence>>,
    },
    /// A block plays another part.
    BlockKind {
        /// Its index.
        block: usize,
        /// As it was.
        from: BlockKind,
        /// As it will be.
        to: BlockKind,
    },
    /// What is known beside the text changes.
    Meta {
        /// As it was.
        from: Box<ArticleMeta>,
        /// As it will be.
        to: Box<ArticleMeta>,
    },
    /// The article's text changes. Refused where an annotation could not be carried along and back:
    /// that one loses its place first.
    Text(Box<TextChange>),
    /// The article as it is becomes an earlier revision.
    KeepDraft(Box<DraftStamp>),
    /// The last of the earlier revisions, which is the article as it is, goes.
    DropDraft(Box<DraftStamp>),
    /// An annotation loses its place in the article.
    Lose {
        /// As it was.
        annotation: Box<Annotation>,
        /// What is kept.
        orphan: Box<Orphan>,
    },
    /// An annotation without a place gets one.
    Recover {
        /// As it was kept.
        orphan: Box<Orphan>,
        /// As it will be.
        annotation: Box<Annotation>,
    },
    /// What is known of an annotation without a place changes; both have the same id.
    ChangeOrphan {
        /// As it was.
        from: Box<Orphan>,
        /// As it will be.
        to: Box<Orphan>,
    },
    /// Something proposed is rejected.
    Reject(Box<Rejection>),
    /// It may be proposed again.
    TakeBackRejection(Box<Rejection>),
    /// Several changes as one: all or none.
    Batch(Vec<Edit>),
}

/// One field of an annotation with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the field of the same name in the annotation's parts")]
pub enum Field {
    Spans(Spans),
    Comment(String),
    Review(Option<Box<Review>>),
    Tag(TagId),
    Entity(EntityId),
    Form(MentionForm),
    QuoteKind(QuoteKind),
    Cue(Option<Span>),
    Source(Option<Span>),
    Speaker(Option<EntityId>),
    Addressee(Option<EntityId>),
    QuoteCheck(QuoteCheck),
    Assertion(String),
    Claimant(Option<Claimant>),
    ClaimKind(ClaimKind),
    Criticism(bool),
    Priority(Priority),
    State(ClaimState),
    Verdict(Verdict),
    Disposition(Disposition),
    SuggestedText(String),
    Reason(String),
    Objection(String),
    Note(String),
    CheckedBy(String),
    CheckedWords(String),
    Approvals(Vec<Approval>),
    Queries(Vec<Query>),
    Replies(Vec<Reply>),
    Corrections(Vec<Correction>),
}

/// Why an edit was not applied. The document is then as it was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// No annotation has this id.
    #[error("there is no annotation {0}")]
    UnknownAnnotation(AnnotationId),
    /// No entity has this id.
    #[error("there is no entity {0}")]
    UnknownEntity(EntityId),
    /// The claim has no such evidence at that place.
    #[error("claim {0} has no evidence at place {1}")]
    UnknownEvidence(AnnotationId, usize),
    /// The article has no such block.
    #[error("the article has no block {0}")]
    UnknownBlock(usize),
    /// An annotation has this id already.
    #[error("annotation {0} exists already")]
    DuplicateAnnotation(AnnotationId),
    /// An entity has this id already.
    #[error("entity {0} exists already")]
    DuplicateEntity(EntityId),
    /// The claim has this evidence already.
    #[error("evidence {0} exists already")]
    DuplicateEvidence(EvidenceId),
    /// No annotation without a place has this id.
    #[error("no annotation without a place is called {0}")]
    UnknownOrphan(AnnotationId),
    /// An annotation could not be carried to the new text.
    #[error("the text under annotation {0} would be cut")]
    TextUnder(AnnotationId),
    /// The entity is still named.
    #[error("entity {0} is still used by annotation {1}")]
    EntityInUse(EntityId, AnnotationId),
    /// The quote is still some claim's claimant.
    #[error("quote {0} is still the claimant of claim {1}")]
    QuoteInUse(AnnotationId, AnnotationId),
    /// A claimant that is not a quote.
    #[error("{0} is not a quote")]
    NotAQuote(AnnotationId),
    /// A span does not fit the article.
    #[error("the span {0} does not fit the article")]
    SpanOutside(Span),
    /// The document is not as the edit expects.
    #[error("{0} has changed since")]
    Stale(String),
    /// A field of another kind of annotation.
    #[error("a {} has no such field", .0.label().to_lowercase())]
    WrongField(AnnotationKind),
}

impl Edit {
    /// The edit that takes this one back exactly.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::AddEntity(entity) => Self::RemoveEntity(entity),
            Self::RemoveEntity(entity) => Self::AddEntity(entity),
            Self::ChangeEntity { from, to } => Self::ChangeEntity { from: to, to: from },
            Self::AddAnnotation(annotation) => Self::RemoveAnnotation(annotation),
            Self::RemoveAnnotation(annotation) => Self::AddAnnotation(annotation),
            Self::Set { id, from, to } => Self::Set { id, from: to, to: from },
            Self::Evidence { claim, at, from, to } => Self::Evidence { claim, at, from: to, to: from },
            Self::BlockKind { block, from, to } => Self::BlockKind { block, from: to, to: from },
            Self::Meta { from, to } => Self::Meta { from: to, to: from },
            Self::Text(change) => Self::Text(Box::new(change.inverse())),
            Self::KeepDraft(stamp) => Self::DropDraft(stamp),
            Self::DropDraft(stamp) => Self::KeepDraft(stamp),
            Self::Lose { annotation, orphan } => Self::Recover { orphan, annotation },
            Self::Recover { orphan, annotation } => Self::Lose { annotation, orphan },
            Self::ChangeOrphan { from, to } => Self::ChangeOrphan { from: to, to: from },
            Self::Reject(rejection) => Self::TakeBackRejection(rejection),
            Self::TakeBackRejection(rejection) => Self::Reject(rejection),
            Self::Batch(edits) => Self::Batch(edits.iter().rev().map(Self::inverse).collect()),
        }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::ChangeEntity { from, to } => from == to,
            Self::Set { from, to, .. } => from == to,
            Self::Evidence { from, to, .. } => from == to,
            Self::BlockKind { from, to, .. } => from == to,
            Self::Meta { from, to } => from == to,
            Self::Text(change) => change.is_empty(),
            Self::ChangeOrphan { from, to } => from == to,
            Self::Batch(edits) => edits.iter().all(Self::is_empty),
            Self::AddEntity(_)
            | Self::RemoveEntity(_)
            | Self::AddAnnotation(_)
            | Self::RemoveAnnotation(_)
            | Self::KeepDraft(_)
            | Self::DropDraft(_)
            | Self::Lose { .. }
            | Self::Recover { .. }
            | Self::Reject(_)
            | Self::TakeBackRejection(_) => false,
        }
    }
}

impl Annotation {
    /// The edit that gives a field its new value; `None` where it has that already, or no such field.
    pub fn set(&self, to: Field) -> Option<Edit> {
        let from = to.as_in(self)?;
        (from != to).then_some(Edit::Set { id: self.id, from, to })
    }
}

macro_rules! fields {
    ($($part:ident: $($field:ident => $place:ident),+;)+) => {
        impl Field {
            /// Puts the value into its field and returns the value it had.
            /// `None`, and nothing changed, where the annotation has no such field.
            pub(super) fn swap_into(self, annotation: &mut Annotation) -> Option<Self> {
                match self {
                    Self::Spans(new) => Some(Self::Spans(std::mem::replace(&mut annotation.spans, new))),
                    Self::Comment(new) => Some(Self::Comment(std::mem::replace(&mut annotation.comment, new))),
                    Self::Review(new) => Some(Self::Review(std::mem::replace(&mut annotation.review, new))),
                    Self::CheckedWords(new) => {
                        let own = match &mut annotation.body {
                            Body::Quote(quote) => &mut quote.checked_words,
                            Body::Claim(claim) => &mut claim.checked_words,
                            Body::Passage(_) | Body::Mention(_) => return None,
                        };
                        Some(Self::CheckedWords(std::mem::replace(own, new)))
                    }
                    $($(Self::$field(new) => match &mut annotation.body {
                        Body::$part(part) => Some(Self::$field(std::mem::replace(&mut part.$place, new))),
                        _ => None,
                    },)+)+
                }
            }

            /// The value `annotation` has in the field this one is of; `None` where it has no such field.
            #[must_use]
            pub fn as_in(&self, annotation: &Annotation) -> Option<Self> {
                match self {
                    Self::Spans(_) => Some(Self::Spans(annotation.spans.clone())),
                    Self::Comment(_) => Some(Self::Comment(annotation.comment.clone())),
                    Self::Review(_) => Some(Self::Review(annotation.review.clone())),
                    Self::CheckedWords(_) => match &annotation.body {
                        Body::Quote(quote) => Some(Self::CheckedWords(quote.checked_words.clone())),
                        Body::Claim(claim) => Some(Self::CheckedWords(claim.checked_words.clone())),
                        Body::Passage(_) | Body::Mention(_) => None,
                    },
                    $($(Self::$field(_) => match &annotation.body {
                        Body::$part(part) => Some(Self::$field(part.$place.clone())),
                        _ => None,
                    },)+)+
                }
            }
        }
    };
}

fields! {
    Passage: Tag => tag;
    Mention: Entity => entity, Form => form;
    Quote: QuoteKind => kind, Cue => cue, Source => source, Speaker => speaker, Addressee => addressee,
        QuoteCheck => check;
    Claim: Assertion => assertion, Claimant => claimant, ClaimKind => kind, Criticism => criticism,
        Priority => priority, State => state, Verdict => verdict, Disposition => disposition,
        SuggestedText => suggested_text, Reason => reason, Objection => objection, Note => note,
        CheckedBy => checked_by, Approvals => approvals, Queries => queries, Replies => replies,
        Corrections => corrections;
}

impl Edit {
    /// The changes of the text in it, in the order they are made.
    pub fn text_changes(&self) -> Vec<&TextChange> {
        match self {
            Self::Text(change) => vec![change],
            Self::Batch(edits) => edits.iter().flat_map(Self::text_changes).collect(),
            _ => Vec::new(),
        }
    }
}
