//! Edits, one a line in the history.

use crate::formats::notation::{Page, Read, Reader, Value, Wrote, fill, required, variants};
use crate::model::{
    Annotation, AnnotationId, ArticleMeta, BlockKind, DraftStamp, Edit, Entity, Evidence, Field, Orphan,
    Rejection, TextChange,
};

variants! { Field:
    Spans, Comment, Review, Tag, Entity, Form, QuoteKind, Cue, Source, Speaker, Addressee, QuoteCheck, Assertion,
    Claimant, ClaimKind, Criticism, Priority, State, Verdict, Disposition, SuggestedText, Reason,
    Objection, Note, CheckedBy, CheckedWords, Approvals, Queries, Replies, Corrections,
}

const KINDS: [&str; 18] = [
    "AddEntity",
    "RemoveEntity",
    "ChangeEntity",
    "AddAnnotation",
    "RemoveAnnotation",
    "Set",
    "Evidence",
    "BlockKind",
    "Meta",
    "Text",
    "KeepDraft",
    "DropDraft",
    "Lose",
    "Recover",
    "ChangeOrphan",
    "Reject",
    "TakeBackRejection",
    "Batch",
];

impl Value for Edit {
    const SHORT: bool = false;

    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        let at = reader.at();
        let kind = reader.word()?;
        match kind {
            "AddEntity" => Box::<Entity>::read(reader).map(Self::AddEntity),
            "RemoveEntity" => Box::<Entity>::read(reader).map(Self::RemoveEntity),
            "AddAnnotation" => reader.wrapped::<Box<Annotation>>().map(Self::AddAnnotation),
            "RemoveAnnotation" => reader.wrapped::<Box<Annotation>>().map(Self::RemoveAnnotation),
            "Batch" => reader.wrapped().map(Self::Batch),
            "Reject" => Box::<Rejection>::read(reader).map(Self::Reject),
            "TakeBackRejection" => Box::<Rejection>::read(reader).map(Self::TakeBackRejection),
            "Text" => Box::<TextChange>::read(reader).map(Self::Text),
            "KeepDraft" => Box::<DraftStamp>::read(reader).map(Self::KeepDraft),
            "DropDraft" => Box::<DraftStamp>::read(reader).map(Self::DropDraft),
            "Lose" | "Recover" => read_place(reader, kind),
            "ChangeOrphan" => {
                let Change { from, to, .. } = Change::<Box<Orphan>>::read(reader, kind, None, None)?;
                Ok(Self::ChangeOrphan {
                    from: required(from, "from", kind, at)?,
                    to: required(to, "to", kind, at)?,
                })
            }
            "ChangeEntity" => {
                let Change { from, to, .. } = Change::<Box<Entity>>::read(reader, kind, None, None)?;
                Ok(Self::ChangeEntity {
                    from: required(from, "from", kind, at)?,
                    to: required(to, "to", kind, at)?,
                })
            }
            "Meta" => {
                let Change { from, to, .. } = Change::<Box<ArticleMeta>>::read(reader, kind, None, None)?;
                Ok(Self::Meta { from: required(from, "from", kind, at)?, to: required(to, "to", kind, at)? })
            }
            "Set" => {
                let Change { owner, from, to, .. } = Change::<Field>::read(reader, kind, Some("id"), None)?;
                let id = required(owner, "id", kind, at)?;
                Ok(Self::Set {
                    id,
                    from: required(from, "from", kind, at)?,
                    to: required(to, "to", kind, at)?,
                })
            }
            "Evidence" => {
                let change = Change::<Box<Evidence>>::read(reader, kind, Some("claim"), Some("at"))?;
                let claim = required(change.owner, "claim", kind, at)?;
                let at = required(change.place, "at", kind, at)?;
                Ok(Self::Evidence { claim, at, from: change.from, to: change.to })
            }
            "BlockKind" => {
                let Change { place, from, to, .. } =
                    Change::<BlockKind>::read(reader, kind, None, Some("block"))?;
                let block = required(place, "block", kind, at)?;
                Ok(Self::BlockKind {
                    block,
                    from: required(from, "from", kind, at)?,
                    to: required(to, "to", kind, at)?,
                })
            }
            _ => Err(reader.unknown_word(at, kind, &KINDS)),
        }
    }

    fn write(&self, page: &mut Page<'_>) -> Wrote {
        match self {
            // A line for each of several edits; one line for one.
            Self::Batch(edits) => page.wrapped("Batch", edits),
            _ => page.inline(|page| self.write_single(page)),
        }
    }
}

impl Edit {
    fn write_single(&self, page: &mut Page<'_>) -> Wrote {
        match self {
            Self::AddEntity(entity) => named("AddEntity", entity, page),
            Self::RemoveEntity(entity) => named("RemoveEntity", entity, page),
            Self::AddAnnotation(annotation) => page.wrapped("AddAnnotation", annotation),
            Self::RemoveAnnotation(annotation) => page.wrapped("RemoveAnnotation", annotation),
            Self::Batch(edits) => page.wrapped("Batch", edits),
            Self::Reject(rejection) => named("Reject", rejection, page),
            Self::TakeBackRejection(rejection) => named("TakeBackRejection", rejection, page),
            Self::Text(change) => named("Text", change, page),
            Self::KeepDraft(stamp) => named("KeepDraft", stamp, page),
            Self::DropDraft(stamp) => named("DropDraft", stamp, page),
            Self::Lose { annotation, orphan } => page.record("Lose", |page| {
                page.field("annotation", annotation)?;
                page.field("orphan", orphan)
            }),
            Self::Recover { orphan, annotation } => page.record("Recover", |page| {
                page.field("orphan", orphan)?;
                page.field("annotation", annotation)
            }),
            Self::ChangeOrphan { from, to } => page.record("ChangeOrphan", |page| from_to(from, to, page)),
            Self::ChangeEntity { from, to } => page.record("ChangeEntity", |page| from_to(from, to, page)),
            Self::Meta { from, to } => page.record("Meta", |page| from_to(from, to, page)),
            Self::Set { id, from, to } => page.record("Set", |page| {
                page.field("id", id)?;
                from_to(from, to, page)
            }),
            Self::BlockKind { block, from, to } => page.record("BlockKind", |page| {
                page.field("block", block)?;
                from_to(from, to, page)
            }),
            Self::Evidence { claim, at, from, to } => page.record("Evidence", |page| {
                page.field("claim", claim)?;
                page.field("at", at)?;
                page.said("from", from)?;
                page.said("to", to)
            }),
        }
    }
}

/// An annotation that loses its place, or gets one.
fn read_place(reader: &mut Reader<'_>, kind: &str) -> Read<Edit> {
    let at = reader.at();
    let (mut annotation, mut orphan) = (None::<Box<Annotation>>, None::<Box<Orphan>>);
    reader.fields(|reader, name| {
        let took = match name {
            "annotation" => fill(&mut annotation, name, reader)?,
            "orphan" => fill(&mut orphan, name, reader)?,
            _ => false,
        };
        if took { Ok(()) } else { Err(reader.no_such_field(kind, name, &["annotation", "orphan"])) }
    })?;
    let annotation = required(annotation, "annotation", kind, at)?;
    let orphan = required(orphan, "orphan", kind, at)?;
    Ok(match kind {
        "Lose" => Edit::Lose { annotation, orphan },
        _ => Edit::Recover { orphan, annotation },
    })
}

fn named(kind: &str, value: &impl Value, page: &mut Page<'_>) -> Wrote {
    page.raw(kind);
    value.write(page)
}

fn from_to<T: Value>(from: &T, to: &T, page: &mut Page<'_>) -> Wrote {
    page.field("from", from)?;
    page.field("to", to)
}

/// The fields of an edit that replaces something.
struct Change<T> {
    owner: Option<AnnotationId>,
    place: Option<usize>,
    from: Option<T>,
    to: Option<T>,
}

impl<T: Value> Change<T> {
    /// `owner` and `place` are the names of these fields in an edit that has them.
    fn read(
        reader: &mut Reader<'_>,
        kind: &str,
        owner: Option<&'static str>,
        place: Option<&'static str>,
    ) -> Read<Self> {
        let mut change = Self { owner: None, place: None, from: None, to: None };
        let known: Vec<&str> = owner.into_iter().chain(place).chain(["from", "to"]).collect();
        reader.fields(|reader, name| {
            let took = match name {
                "from" => fill(&mut change.from, name, reader)?,
                "to" => fill(&mut change.to, name, reader)?,
                _ if owner == Some(name) => fill(&mut change.owner, name, reader)?,
                _ if place == Some(name) => fill(&mut change.place, name, reader)?,
                _ => false,
            };
            if took { Ok(()) } else { Err(reader.no_such_field(kind, name, &known)) }
        })?;
        Ok(change)
    }
}
