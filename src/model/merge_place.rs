//! What a merge does about places: annotations that have lost theirs, and sides whose text is newer.

use jiff::Timestamp;

use super::{
    Annotation, AnnotationId, Body, Document, DraftStamp, EditError, Orphan, Review, Step, new_draft,
};
use crate::text::Spans;

/// An annotation, with its place or without one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Placed {
    Here(Annotation),
    Lost(Orphan),
}

/// What says where an annotation is: its spans, what is doubted about them, and of one that has
/// lost its place the text they are in and whether its words are gone.
type Place<'a> = (&'a Spans, Option<&'a Review>, Option<(&'a str, bool)>);

impl Placed {
    /// The annotation of this id, wherever it is.
    pub(super) fn of(document: &Document, id: AnnotationId) -> Option<Self> {
        let here = document.annotation(id).map(|own| Self::Here(own.clone()));
        here.or_else(|| document.orphan(id).map(|own| Self::Lost(own.clone())))
    }

    pub(super) fn annotation(&self) -> &Annotation {
        match self {
            Self::Here(own) => own,
            Self::Lost(own) => &own.annotation,
        }
    }

    pub(super) fn annotation_mut(&mut self) -> &mut Annotation {
        match self {
            Self::Here(own) => own,
            Self::Lost(own) => &mut own.annotation,
        }
    }

    /// Its words, in the text it is in.
    pub(super) fn words(&self, document: &Document) -> String {
        match self {
            Self::Here(own) => document.words_of(own),
            Self::Lost(own) => own.words(),
        }
    }

    pub(super) fn place(&self) -> Place<'_> {
        let own = self.annotation();
        let lost = match self {
            Self::Here(_) => None,
            Self::Lost(orphan) => Some((orphan.text.as_ref(), orphan.gone)),
        };
        (&own.spans, own.review.as_deref(), lost)
    }

    /// Whether its body holds places of its own, which mean nothing in another text.
    pub(super) fn has_inner_places(&self) -> bool {
        matches!(&self.annotation().body, Body::Quote(quote) if quote.cue.is_some() || quote.source.is_some())
    }

    /// This place, with `annotation` in it.
    pub(super) fn with(&self, annotation: Annotation) -> Self {
        let own = self.annotation();
        let annotation = Annotation { spans: own.spans.clone(), review: own.review.clone(), ..annotation };
        match self {
            Self::Here(_) => Self::Here(annotation),
            Self::Lost(orphan) => Self::Lost(Orphan { annotation, ..orphan.clone() }),
        }
    }
}

/// Every id of an annotation of a document, of those without a place too.
pub(super) fn placed_ids(document: &Document) -> impl Iterator<Item = AnnotationId> {
    let orphans = document.orphans().map(|orphan| orphan.annotation.id);
    document.annotations().map(|own| own.id).chain(orphans)
}

/// `document`, with everything said in it brought to the text of `revised`, as a new draft is.
pub(super) fn brought_to(document: &Document, revised: &Document) -> Result<Document, EditError> {
    let mut article = revised.article().clone();
    article.meta.clone_from(&document.article().meta);
    let stamp = DraftStamp { at: Timestamp::UNIX_EPOCH, by: String::new() };
    let mut brought = document.clone();
    brought.apply(&new_draft(document, &article, stamp).edit)?;
    Ok(brought)
}

/// Whether the changes of the text in `steps` lead from one text to another.
pub(super) fn leads<'a>(steps: impl Iterator<Item = &'a Step>, from: &str, to: &str) -> bool {
    let mut text = from.to_owned();
    for change in steps.flat_map(|step| step.edit.text_changes()) {
        match change.applied_to(&text) {
            Some(next) => text = next,
            None => return false,
        }
    }
    text == to
}

/// Blocks that `theirs` gave another part than `base` has, whose words the text of `revised` has in no
/// block: what each would have become, in words.
pub(super) fn parts_without_a_block(base: &Document, theirs: &Document, revised: &Document) -> Vec<String> {
    let pairs = base.article().blocks().iter().zip(theirs.article().blocks());
    let changed = pairs.filter(|(old, new)| old.span == new.span && old.kind != new.kind);
    let stands =
        |words: &str| revised.article().blocks().iter().any(|block| block.span.of(revised.text()) == words);
    let gone = changed.map(|(_, block)| (block.span.of(theirs.text()), block.kind));
    gone.filter(|(words, _)| !stands(words))
        .map(|(words, kind)| {
            let shown: String = words.chars().take(60).collect();
            format!(
                "The block “{shown}” became a {} on the other side, and its words are others here.",
                kind.label().to_lowercase()
            )
        })
        .collect()
}
