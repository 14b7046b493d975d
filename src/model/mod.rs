//! The document and every change to it, as pure values.
//!
//! Architecture invariant: the model does no I/O, reads no clock, starts no thread, knows no
//! screen, and nothing in it panics on content. Ids and times come from above.

pub mod annotation;
pub mod article;
pub mod claim;
pub mod coverage;
pub mod document;
pub mod edit;
pub mod entity;
mod hands;
pub mod history;
pub mod id;
pub mod index;
pub mod lexicon;
pub mod merge;
mod merge_place;
mod merge_text;
pub mod new_draft;
pub mod problems;
pub mod provenance;
pub mod quote;
pub mod quote_versions;
pub mod revision;
pub mod rewrite;
mod rewrite_blocks;
pub mod schema;
mod sorted;
pub mod text_change;
mod text_edits;
pub mod workflow;

pub use annotation::{Annotation, AnnotationKind, Body, Mention, MentionForm, Passage};
pub use article::{Article, ArticleMeta, Block, BlockKind};
pub use claim::{
    Approval, Claim, ClaimKind, ClaimState, Claimant, Correction, Disposition, Evidence, EvidenceKind,
    Priority, Query, Reply, Stance, Verdict,
};
pub use document::{Document, Past};
pub use edit::{Edit, EditError, Field};
pub use entity::{Entity, EntityKind, KnowledgeId};
pub use hands::{Hands, OneHand};
pub use history::{History, Step};
pub use id::{AnnotationId, EntityId, EvidenceId};
pub use lexicon::HouseName;
pub use new_draft::{Carried, NewDraft, new_draft};
pub use problems::Problem;
pub use provenance::{Provenance, Rejection};
pub use quote::{Quote, QuoteCheck, QuoteKind};
pub use revision::{Anchor, Draft, DraftStamp, Orphan, Review};
pub use rewrite::{Rewrite, Rewriting};
pub use rewrite_blocks::may_join;
pub use schema::{Schema, Tag, TagId};
pub use text_change::TextChange;

use std::collections::BTreeMap;

/// Fields of a newer minor version of the file, kept verbatim: name to RON text.
pub type Extra = BTreeMap<String, String>;
