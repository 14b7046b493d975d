//! The records whose fields in the file are those of the model.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::formats::notation::record;
use crate::model::DraftStamp;
use crate::model::{
    AnnotationId, AnnotationKind, Approval, ArticleMeta, Claim, ClaimKind, ClaimState, Claimant, Correction,
    Disposition, Edit, Entity, EntityId, EntityKind, Evidence, EvidenceId, EvidenceKind, Extra, KnowledgeId,
    Mention, MentionForm, Passage, Priority, Provenance, Query, Quote, QuoteCheck, QuoteKind, Rejection,
    Reply, Review, Stance, Step, TagId, Verdict,
};
use crate::text::{Span, Spans};

record! { ArticleMeta, "what is known of the article", short, none:
    title: String = optional,
    byline: String = optional,
    published: String = optional,
    language: String = optional,
    site: String = optional,
    url: String = optional,
    imported_from: String = optional,
    import_notes: Vec<String> = optional,
}

record! { Entity, "an entity", long, extra:
    id: EntityId = required,
    kind: EntityKind = required,
    name: String = required,
    aliases: Vec<String> = optional,
    role: String = optional,
    notes: String = optional,
    links: Vec<KnowledgeId> = optional,
}

record! { KnowledgeId, "a link to a knowledge base", short, none:
    scheme: String = required,
    id: String = required,
}

/// What every annotation has, whatever its kind.
pub(super) struct Head {
    pub(super) id: AnnotationId,
    pub(super) spans: Spans,
    pub(super) comment: String,
    pub(super) review: Option<Box<Review>>,
    pub(super) provenance: Option<Box<Provenance>>,
    pub(super) extra: Extra,
}

record! { Head, "an annotation", long, extra:
    id: AnnotationId = required,
    spans: Spans = required,
    comment: String = optional,
    review: Option<Box<Review>> = optional,
    provenance: Option<Box<Provenance>> = optional,
}

record! { Provenance, "who proposed it", short, none:
    suggester: String = required,
    version: String = optional,
    score: usize = optional,
    reason: String = optional,
}

record! { Rejection, "something rejected", short, none:
    kind: AnnotationKind = required,
    words: String = required,
    before: String = optional,
    after: String = optional,
}

record! { DraftStamp, "when and by whom", short, none:
    at: Timestamp = required,
    by: String = optional,
}

record! { Passage, "a passage", long, none:
    tag: TagId = required,
}

record! { Mention, "a mention", long, none:
    entity: EntityId = required as "name",
    form: MentionForm = optional,
}

record! { Quote, "a quote", long, none:
    kind: QuoteKind = optional,
    cue: Option<Span> = optional,
    source: Option<Span> = optional,
    speaker: Option<EntityId> = optional as "speaker_name",
    addressee: Option<EntityId> = optional as "addressee_name",
    check: QuoteCheck = optional,
    checked_words: String = optional,
}

record! { Claim, "a claim", long, none:
    assertion: String = optional,
    claimant: Option<Claimant> = optional as "claimant_name",
    kind: ClaimKind = optional,
    criticism: bool = optional,
    priority: Priority = optional,
    state: ClaimState = optional,
    verdict: Verdict = optional,
    disposition: Disposition = optional,
    suggested_text: String = optional,
    evidence: Vec<Evidence> = optional,
    reason: String = optional,
    objection: String = optional,
    note: String = optional,
    checked_by: String = optional,
    checked_words: String = optional,
    approvals: Vec<Approval> = optional,
    queries: Vec<Query> = optional,
    replies: Vec<Reply> = optional,
    corrections: Vec<Correction> = optional,
}

record! { Evidence, "a piece of evidence", long, extra:
    id: EvidenceId = required,
    title: String = optional,
    url: String = optional,
    publisher: String = optional,
    author: String = optional,
    published: String = optional,
    accessed: Option<Date> = optional,
    archived: String = optional,
    excerpt: String = optional,
    locator: String = optional,
    kind: EvidenceKind = optional,
    stance: Stance = optional,
    independent_of: String = optional,
    confidential: bool = optional,
    publish: bool = optional,
}

record! { Query, "a query", long, none:
    to: String = optional,
    question: String = optional,
    asked: Option<Date> = optional,
    due: Option<Date> = optional,
    answered: Option<Date> = optional,
    answer: String = optional,
}

record! { Reply, "a reply", long, none:
    from: String = optional,
    asked: Option<Date> = optional,
    received: Option<Date> = optional,
    words: String = optional,
}

record! { Correction, "a correction", long, none:
    published: Option<Date> = optional,
    was: String = optional,
    now: String = optional,
    notice: String = optional,
}

record! { Approval, "an approval", short, none:
    by: String = required,
    role: String = optional,
    at: Timestamp = required,
}

record! { Step, "a step of the history", long, extra:
    at: Timestamp = required,
    by: String = optional,
    what: String = optional,
    edit: Edit = required,
}
