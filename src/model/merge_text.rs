//! What a merge does where both sides wrote in the text. Where they wrote in other lines, the text has what
//! both wrote; else ours stands, the other side's text becomes an earlier revision, and what it says is
//! brought to ours.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;

use super::merge_place::{Placed, brought_to, placed_ids};
use super::{AnnotationId, Document, Draft, DraftStamp, Edit, EditError, Extra, Rewrite, Step, TextChange};
use crate::text::anchor::{Comparison, Splice};

/// Places times bytes of the text up to which they are rewritten one by one, which takes a few seconds.
const MOST_WORK: usize = 1 << 31;

/// What is said of it.
pub(super) const TWO_TEXTS: &str = "The text was changed on both sides: one stands, the other is kept as an earlier draft, to be compared with it.";

/// The three with what both sides wrote in the text, and the step of ours that takes in the other's.
pub(super) struct OneText {
    pub(super) documents: [Document; 3],
    pub(super) step: Step,
    /// What each side did no more to than the texts do.
    pub(super) left: [BTreeSet<AnnotationId>; 2],
}

/// The text with what both sides wrote, each in lines of its own; nothing where they met in one.
pub(super) fn one_text(base: &Document, ours: &Document, theirs: &Document) -> Option<OneText> {
    let [mine, other] = [ours, theirs].map(|side| Comparison::new(base.text(), side.text()).splices());
    if (mine.len() + other.len()).saturating_mul(base.text().len()) > MOST_WORK {
        return None;
    }
    let lines = |splices: &[Splice]| -> Vec<(usize, usize)> {
        splices.iter().map(|splice| lines_of(splice, base.text())).collect()
    };
    let (ours_in, theirs_in) = (lines(&mine), lines(&other));
    let meet = |a: &(usize, usize)| theirs_in.iter().any(|b| a.0 <= b.1 && b.0 <= a.1);
    if ours_in.iter().any(meet) {
        return None;
    }
    let (ours_now, edit) = rewritten(ours, &moved(&other, &mine))?;
    let (theirs_now, _) = rewritten(theirs, &moved(&mine, &other))?;
    let (base_ours, _) = rewritten(base, &mine)?;
    // In one order, whoever is called ours.
    let mut all: Vec<Splice> = mine.iter().chain(&other).cloned().collect();
    all.sort_by_key(|splice| splice.at);
    let (base_now, _) = rewritten(base, &all)?;
    let (base_theirs, _) = rewritten(base, &other)?;
    let documents = [base_now, ours_now, theirs_now];
    let like = |one: &Document| {
        let [first, ..] = &documents;
        one.text() == first.text() && one.article().blocks().len() == first.article().blocks().len()
    };
    if !documents.iter().all(like) {
        return None;
    }
    let left = [(ours, base_ours), (theirs, base_theirs)].map(|(side, moved)| {
        placed_ids(side).filter(|id| Placed::of(side, *id) == Placed::of(&moved, *id)).collect()
    });
    let DraftStamp { at, by } = last_of(theirs);
    let what = "What the other side wrote in the text, merged".to_owned();
    Some(OneText { documents, step: Step { at, by, what, edit, extra: Extra::new() }, left })
}

/// First and last line of a text that a splice touches; with the lines beside it where it makes or takes
/// away line breaks.
fn lines_of(splice: &Splice, text: &str) -> (usize, usize) {
    let count = |text: Option<&str>| text.unwrap_or_default().matches('\n').count();
    let first = count(text.get(..splice.at));
    let last = first + count(Some(&splice.removed));
    let beside = usize::from(splice.removed.contains('\n') || splice.inserted.contains('\n'));
    (first.saturating_sub(beside), last + beside)
}

/// The places of `splices` in the text that `others` make.
fn moved(splices: &[Splice], others: &[Splice]) -> Vec<Splice> {
    let at = |at: usize| {
        let before = others.iter().filter(|other| other.at < at);
        before.fold(at, |at, other| (at + other.inserted.len()).saturating_sub(other.removed.len()))
    };
    splices.iter().map(|splice| Splice { at: at(splice.at), ..splice.clone() }).collect()
}

/// A document rewritten by hand in these places, and what that took.
fn rewritten(document: &Document, splices: &[Splice]) -> Option<(Document, Edit)> {
    let (mut document, mut edits) = (document.clone(), Vec::new());
    for Splice { at, removed, inserted } in splices.iter().rev() {
        let made = Rewrite::new(&document, *at).replaced(&document, *at..*at + removed.len(), inserted)?;
        document.apply(&made.change).ok()?;
        edits.push(made.change);
    }
    Some((document, Edit::Batch(edits)))
}

/// The earlier revisions that are on both sides or new on one, ours last as our steps are. Of two texts
/// the other side's is one of them.
pub(super) fn drafts(base: &Document, ours: &Document, theirs: &Document, is_one_text: bool) -> Vec<Draft> {
    let [old, own, other] = [base, ours, theirs].map(Document::drafts);
    let shared = own.iter().filter(|draft| old.contains(draft) && other.contains(draft));
    let theirs_alone = other.iter().filter(|draft| !old.contains(draft) && !own.contains(draft));
    let ours_alone = own.iter().filter(|draft| !old.contains(draft));
    let text = (is_two_texts(base, ours, theirs) && !is_one_text)
        .then(|| Draft { article: theirs.article().clone(), stamp: last_of(theirs) });
    let kept = |draft: &Arc<Draft>| draft.as_ref().clone();
    shared.chain(theirs_alone).map(kept).chain(text).chain(ours_alone.map(kept)).collect()
}

/// Whether there are two new texts.
pub(super) fn is_two_texts(base: &Document, ours: &Document, theirs: &Document) -> bool {
    ours.text() != base.text() && theirs.text() != base.text() && ours.text() != theirs.text()
}

/// The step from the other side's text to the one both began with: steps of ours, which follow, are
/// places in that.
pub(super) fn way_back(base: &Document, theirs: &Document) -> Step {
    let change = TextChange {
        splices: Comparison::new(theirs.text(), base.text()).splices(),
        first_block: 0,
        from: theirs.article().blocks().to_vec(),
        to: base.article().blocks().to_vec(),
    };
    let DraftStamp { at, by } = last_of(theirs);
    let what = "Back to the text both sides began with, to merge them".to_owned();
    Step { at, by, what, edit: Edit::Text(Box::new(change)), extra: Extra::new() }
}

/// When and by whom a document was changed last.
fn last_of(document: &Document) -> DraftStamp {
    let last = document.history().iter().last();
    last.map_or(DraftStamp { at: Timestamp::UNIX_EPOCH, by: String::new() }, |step| DraftStamp {
        at: step.at,
        by: step.by.clone(),
    })
}

/// The annotations a side left as they were, other than that its text moved them.
pub(super) fn only_moved(base: &Document, side: &Document) -> Result<BTreeSet<AnnotationId>, EditError> {
    let moved = brought_to(base, side)?;
    Ok(placed_ids(side).filter(|id| Placed::of(side, *id) == Placed::of(&moved, *id)).collect())
}
