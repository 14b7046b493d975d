//! What a merge does where both sides wrote in the text: ours stands, the other side's text becomes an
//! earlier revision, and what it says is brought to ours.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;

use super::merge_place::{Placed, brought_to, placed_ids};
use super::{AnnotationId, Document, Draft, DraftStamp, Edit, EditError, Extra, Step, TextChange};
use crate::text::anchor::Comparison;

/// What is said of it.
pub(super) const TWO_TEXTS: &str = "The text was changed on both sides: one stands, the other is kept as an earlier draft, to be compared with it.";

/// The earlier revisions that are on both sides or new on one, ours last as our steps are. Of two texts
/// the other side's is one of them.
pub(super) fn drafts(base: &Document, ours: &Document, theirs: &Document) -> Vec<Draft> {
    let [old, own, other] = [base, ours, theirs].map(Document::drafts);
    let shared = own.iter().filter(|draft| old.contains(draft) && other.contains(draft));
    let theirs_alone = other.iter().filter(|draft| !old.contains(draft) && !own.contains(draft));
    let ours_alone = own.iter().filter(|draft| !old.contains(draft));
    let text = is_two_texts(base, ours, theirs)
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
