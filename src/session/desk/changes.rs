//! What changed in the text between any two of its revisions, a row a paragraph.
//!
//! The two texts are compared on a thread. Where a change stands in the text of today is kept with
//! it, so that a row can be gone to and the annotations on it told, whichever revisions were chosen.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::model::{AnnotationId, AnnotationKind, Document};
use crate::session::effect::Effect;
use crate::session::event::Event;
use crate::session::state::Session;
use crate::text::anchor::{Comparison, Splice};

use super::DeskView;

/// So much of a paragraph is shown on each side of what changed, bytes.
const CONTEXT: usize = 240;
/// At most so many annotations with a place, and so many without one, are told of for one change.
const MOST_TOUCHED: usize = 12;

/// Words of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both texts; bytes of the newer one.
    Same(Range<usize>),
    /// Only in the older one; its bytes.
    Removed(Range<usize>),
    /// Only in the newer one; its bytes.
    Added(Range<usize>),
}

/// What changed in one paragraph, or in several that are one now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The words with what stands around them, in order.
    pub pieces: Vec<Piece>,
    /// Where it is in the article of today, bytes; empty where all of it is gone.
    pub now: Range<usize>,
}

/// Two revisions compared.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The older text.
    pub old: Arc<str>,
    /// The newer one.
    pub new: Arc<str>,
    /// The text of today when they were compared.
    now: Arc<str>,
    /// The document's revision then.
    revision: u64,
    /// What changed, in the order of the newer text.
    pub changes: Vec<Change>,
    /// The annotations each change is about.
    touched: Vec<Touched>,
}

/// The annotations a change is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Those on it in reading order, then those that lost their place to it, told by their words; the
    /// first of many.
    pub ids: Vec<AnnotationId>,
    /// How many there are.
    pub n_all: usize,
}

/// The revisions to look at and what changed between them.
#[derive(Clone, Debug, Default)]
pub struct Revisions {
    /// Their numbers from 0, the oldest first.
    /// None: the last earlier one, and today's, which is none too.
    chosen: Option<(usize, Option<usize>)>,
    compared: Option<Arc<Compared>>,
    /// The change that is selected.
    row: usize,
    is_asked: bool,
}

/// Two texts to be compared.
#[derive(Clone, Debug)]
pub struct CompareJob {
    old: Arc<str>,
    new: Arc<str>,
    document: Document,
    revision: u64,
}

/// Compares them.
pub(in crate::session) fn compare(job: CompareJob) -> Event {
    let CompareJob { old, new, document, revision } = job;
    let now = Arc::clone(document.article().text());
    let changes = changes(&old, &new, &now);
    let mut compared = Compared { old, new, now, revision, changes, touched: Vec::new() };
    compared.touched = compared.changes.iter().map(|change| compared.touched_by(change, &document)).collect();
    Event::RevisionsCompared(Arc::new(compared))
}

/// What changed from `old` to `new`, and where that is in `now`.
fn changes(old: &str, new: &str, now: &str) -> Vec<Change> {
    let splices = Comparison::new(old, new).splices();
    let later = if new == now { Vec::new() } else { Comparison::new(new, now).splices() };
    let mut groups: Vec<Group> = Vec::new();
    let mut grown = 0_isize;
    for splice in splices {
        let at = splice.at.saturating_add_signed(grown);
        grown += splice.inserted.len().cast_signed() - splice.removed.len().cast_signed();
        let before = splice.at..splice.at + splice.removed.len();
        let stretch = Stretch { before, after: at..at + splice.inserted.len() };
        match groups.last_mut().filter(|group| stretch.after.start <= group.end) {
            Some(group) => group.add(stretch, new),
            None => groups.push(Group::new(stretch, new)),
        }
    }
    groups.iter().map(|group| group.change(new, &later)).collect()
}

struct Stretch {
    before: Range<usize>,
    after: Range<usize>,
}

/// Changes in the same lines of the newer text.
struct Group {
    /// Where its first line begins.
    start: usize,
    /// Where its last line ends.
    end: usize,
    stretches: Vec<Stretch>,
}

fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end)
}

impl Group {
    fn new(stretch: Stretch, new: &str) -> Self {
        let start = new.get(..stretch.after.start).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
        let end = line_end(new, stretch.after.end);
        Self { start, end, stretches: vec![stretch] }
    }

    fn add(&mut self, stretch: Stretch, new: &str) {
        self.end = self.end.max(line_end(new, stretch.after.end));
        self.stretches.push(stretch);
    }

    fn change(&self, new: &str, later: &[Splice]) -> Change {
        let mut pieces = Vec::new();
        let mut at = self.start;
        for (place, stretch) in self.stretches.iter().enumerate() {
            let head = at..stretch.after.start;
            pieces.push(Piece::Same(if place == 0 { last_part(new, head) } else { head }));
            pieces.push(Piece::Removed(stretch.before.clone()));
            pieces.push(Piece::Added(stretch.after.clone()));
            at = stretch.after.end;
        }
        pieces.push(Piece::Same(first_part(new, at..self.end)));
        pieces.retain(|piece| {
            let (Piece::Same(range) | Piece::Removed(range) | Piece::Added(range)) = piece;
            !range.is_empty()
        });
        let first = self.stretches.first().map_or(at, |stretch| stretch.after.start);
        Change { pieces, now: place_later(later, first)..place_later(later, at) }
    }
}

fn last_part(text: &str, range: Range<usize>) -> Range<usize> {
    text.ceil_char_boundary(range.start.max(range.end.saturating_sub(CONTEXT)))..range.end
}

fn first_part(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..text.floor_char_boundary(range.end.min(range.start + CONTEXT))
}

/// Where byte `at` of a text is after these splices.
fn place_later(splices: &[Splice], at: usize) -> usize {
    let mut grown = 0_isize;
    for splice in splices.iter().take_while(|splice| splice.at <= at) {
        if at < splice.at + splice.removed.len() {
            return splice.at.saturating_add_signed(grown);
        }
        grown += splice.inserted.len().cast_signed() - splice.removed.len().cast_signed();
    }
    at.saturating_add_signed(grown)
}

impl Compared {
    /// The words of a piece.
    pub fn words(&self, piece: &Piece) -> &str {
        let (text, range) = match piece {
            Piece::Same(range) | Piece::Added(range) => (&self.new, range),
            Piece::Removed(range) => (&self.old, range),
        };
        text.get(range.clone()).unwrap_or_default()
    }

    /// The annotations that the change with this number is about.
    pub fn touched(&self, row: usize) -> Option<&Touched> {
        self.touched.get(row)
    }

    fn touched_by(&self, change: &Change, document: &Document) -> Touched {
        let Range { start, end } = change.now;
        let index = document.index();
        let mut found = index.overlapping(start.saturating_sub(1), end.max(start + 1));
        found.retain(|(from, to, _)| {
            *from < end.max(start + 1) && (start < *to || start == end && start <= *to)
        });
        found.sort_unstable();
        let mut seen = BTreeSet::new();
        let mut ids: Vec<AnnotationId> =
            found.into_iter().map(|(_, _, id)| id).filter(|id| seen.insert(*id)).collect();
        let n_placed = ids.len();
        ids.truncate(MOST_TOUCHED);
        let removed: Vec<&str> = change
            .pieces
            .iter()
            .filter(|piece| matches!(piece, Piece::Removed(_)))
            .map(|piece| self.words(piece))
            .collect();
        let lost = document.orphans().filter(|orphan| {
            let words = orphan.annotation.spans.first().of(&orphan.text);
            removed
                .iter()
                .any(|own| own.contains(words) || words.contains(own.trim()) && own.trim().len() > 8)
        });
        let lost: Vec<AnnotationId> = lost.map(|orphan| orphan.annotation.id).collect();
        let n_all = n_placed + lost.len();
        ids.extend(lost.into_iter().take(MOST_TOUCHED));
        Touched { ids, n_all }
    }
}

/// What an annotation is and its words, whether or not it has a place.
pub fn named(document: &Document, id: AnnotationId) -> Option<(AnnotationKind, String, bool)> {
    match (document.annotation(id), document.orphan(id)) {
        (Some(own), _) => Some((own.kind(), document.words_of(own), true)),
        (None, Some(orphan)) => Some((orphan.annotation.kind(), orphan.words(), false)),
        (None, None) => None,
    }
}

impl Revisions {
    /// What changed; none while it is being worked out.
    pub fn compared(&self) -> Option<&Arc<Compared>> {
        self.compared.as_ref()
    }

    /// The change that is selected, by its place.
    pub fn row(&self) -> usize {
        self.row
    }
}

impl Session {
    /// The revisions that are looked at.
    pub fn revisions(&self) -> &Revisions {
        &self.revisions
    }

    /// The numbers of the two revisions that are compared, the older one first; none where there is
    /// only today's.
    pub fn chosen_revisions(&self) -> Option<(usize, usize)> {
        let today = self.document.drafts().len();
        let last = (today.checked_sub(1)?, today);
        let chosen = self.revisions.chosen.map(|(old, new)| (old, new.unwrap_or(today)));
        Some(chosen.filter(|(old, new)| old < new && *new <= today).unwrap_or(last))
    }

    /// What a revision is called.
    pub fn revision_name(&self, number: usize) -> String {
        match self.document.drafts().get(number) {
            Some(draft) => {
                let until = draft.stamp.at.strftime("%Y-%m-%d %H:%M");
                let by = draft.stamp.by.trim();
                let by = if by.is_empty() { String::new() } else { format!(" by {by}") };
                format!("Draft {}, replaced {until}{by}", number + 1)
            }
            None => format!("Draft {}, as it is now", number + 1),
        }
    }

    /// Chooses the two revisions, in whichever order.
    pub(in crate::session) fn choose_revisions(&mut self, one: usize, other: usize) {
        if one != other {
            let newer = Some(one.max(other)).filter(|newer| *newer < self.document.drafts().len());
            self.revisions.chosen = Some((one.min(other), newer));
        }
    }

    /// Selects a change, and puts the caret where it is.
    pub(in crate::session) fn show_change(&mut self, row: usize) {
        self.revisions.row = row;
        let place = self.revisions.compared.as_ref().and_then(|compared| {
            let is_today = Arc::ptr_eq(&compared.now, self.document.article().text());
            compared.changes.get(row).filter(|_| is_today).map(|change| change.now.start)
        });
        if let Some(at) = place {
            self.place_caret(at);
            self.view.annotation = None;
            self.view.reveal += 1;
        }
    }

    /// Has the two revisions compared anew where they are looked at and others than before.
    pub(in crate::session) fn refresh_changes(&mut self) {
        if self.view.desk != Some(DeskView::Changes) || self.revisions.is_asked {
            return;
        }
        let Some((old, new)) = self.chosen_revisions() else { return };
        let now = self.document.article().text();
        let text =
            |number: usize| self.document.drafts().get(number).map_or(now, |draft| draft.article.text());
        let (old, new) = (text(old), text(new));
        let compared = self.revisions.compared.as_ref();
        let has_these = compared.is_some_and(|known| {
            [(&known.old, old), (&known.new, new), (&known.now, now)].iter().all(|(a, b)| Arc::ptr_eq(a, b))
        });
        if has_these && compared.is_some_and(|known| known.revision == self.revision) {
            return;
        }
        let (old, new) = (Arc::clone(old), Arc::clone(new));
        let job = CompareJob { old, new, document: self.document.clone(), revision: self.revision };
        // Where the texts are the same, what was found of them stays in sight.
        if !has_these {
            self.revisions.compared = None;
            self.revisions.row = 0;
        }
        self.revisions.is_asked = true;
        self.effects.push(Effect::CompareRevisions(Box::new(job)));
    }

    pub(in crate::session) fn take_compared(&mut self, compared: Arc<Compared>) {
        self.revisions.is_asked = false;
        self.revisions.compared = Some(compared);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(old: &str, new: &str, now: &str, changes: Vec<Change>) -> Compared {
        let (old, new, now) = (old.into(), new.into(), now.into());
        Compared { old, new, now, revision: 0, changes, touched: Vec::new() }
    }

    /// What changed, removed words in brackets and added ones in braces.
    #[track_caller]
    fn check(old: &str, new: &str, expected: &[&str]) {
        let found = changes(old, new, new);
        let compared = of(old, new, new, found);
        let shown: Vec<String> = compared
            .changes
            .iter()
            .map(|change| {
                let pieces = change.pieces.iter().map(|piece| match piece {
                    Piece::Same(_) => compared.words(piece).to_owned(),
                    Piece::Removed(_) => format!("[{}]", compared.words(piece)),
                    Piece::Added(_) => format!("{{{}}}", compared.words(piece)),
                });
                pieces.collect()
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_that_changed_are_told_in_their_paragraph() {
        check(
            "The city closed two piers on Monday.\nNobody knew of it.\nThe ferry still ran.\n",
            "The city closed three piers on Monday.\nNobody knew of it.\nThe ferry still ran at night.\n",
            &["The city closed [two]{three} piers on Monday.", "The ferry still ran{ at night}."],
        );
        check("One and the same text.\n", "One and the same text.\n", &[]);
    }

    proptest! {
        #[test]
        fn the_pieces_are_of_their_texts_and_the_places_of_the_text_of_today(
            old in "[a-d .\n]{0,80}", new in "[a-d .\n]{0,80}", now in "[a-dé .\n]{0,80}",
        ) {
            let found = changes(&old, &new, &now);
            let compared = of(&old, &new, &now, found);
            for change in &compared.changes {
                prop_assert!(change.now.start <= change.now.end && now.get(change.now.clone()).is_some());
                prop_assert!(change.pieces.iter().all(|piece| !compared.words(piece).is_empty()));
            }
        }
    }
}
