//! The checklist built from the text: every number, date, name and superlative, and whether
//! somebody has dealt with it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::model::coverage::{Share, counts, uncovered};
use crate::model::{AnnotationId, BlockKind, Body, Edit, Passage, TagId, coverage};
use crate::session::Session;
use crate::session::tag::short;
use crate::text::checkable::{Checkable, checkables, checkables_in_title, known_name};
use crate::text::{Span, Spans, segment};

/// At most so many bytes of text are searched between two frames.
const BYTES: usize = 24_000;
/// At most so many blocks, and about so many bytes, are compared with the annotations between two frames.
const BLOCKS: usize = 400;
const COMPARED: usize = 120_000;

/// In a headline of no more words than this the capital of the first one tells nothing.
const SHORT_TITLE: usize = 3;

/// A thing in the text that can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What sort of thing.
    pub kind: Checkable,
    /// Where.
    pub span: Span,
    /// Whether a claim, a quote or “no fact here” covers any of it.
    pub covered: bool,
}

/// What the checklist shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Only this sort.
    pub kind: Option<Checkable>,
    /// Also what is covered.
    pub covered_too: bool,
}

/// The checklist, and how far the work on the next one has come. What stands in the text is looked
/// for once an article; a change only compares it with the annotations again.
#[derive(Default)]
pub struct Checklist {
    text: Option<Arc<str>>,
    found: Vec<Vec<(Checkable, Span)>>,
    /// Names of the running text, and the headlines in which they are still to be looked for.
    known: BTreeSet<String>,
    titles: Vec<usize>,
    key: Option<(u64, Shown)>,
    next: usize,
    making: Vec<Item>,
    making_shares: Vec<Option<Share>>,
    shares: Vec<Option<Share>>,
    making_share: Share,
    making_open: usize,
    items: Vec<Item>,
    share: Share,
    n_open: usize,
}

impl Checklist {
    /// What is shown, in reading order, as it was finished last.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// How much of the story is dealt with.
    pub fn share(&self) -> Share {
        self.share
    }

    /// How much of a block is dealt with; nothing for one that is no part of the story.
    pub fn share_of(&self, block: usize) -> Option<Share> {
        self.shares.get(block).copied().flatten()
    }

    /// How many things nobody has dealt with, whatever is shown.
    pub fn n_open(&self) -> usize {
        self.n_open
    }

    /// Goes on for the session as it is; says whether there is more to do.
    pub fn advance(&mut self, session: &Session) -> bool {
        let article = session.document().article();
        if self.text.as_ref().is_none_or(|text| !Arc::ptr_eq(text, article.text())) {
            *self = Self { text: Some(Arc::clone(article.text())), ..Self::default() };
        }
        if self.found.len() < article.blocks().len() || !self.titles.is_empty() {
            self.search(session);
            return true;
        }
        let key = (session.revision(), session.view().checklist);
        if self.key != Some(key) {
            self.key = Some(key);
            self.next = 0;
            self.making.clear();
            self.making_shares.clear();
            (self.making_share, self.making_open) = (Share::default(), 0);
        } else if self.next >= article.blocks().len() {
            return false;
        }
        let mut left = COMPARED;
        for block in article.blocks().iter().skip(self.next).take(BLOCKS) {
            self.compare(session, self.next);
            self.next += 1;
            left = left.saturating_sub(block.span.len());
            if left == 0 {
                break;
            }
        }
        if self.next >= article.blocks().len() {
            self.items = std::mem::take(&mut self.making);
            self.shares = std::mem::take(&mut self.making_shares);
            (self.share, self.n_open) = (self.making_share, self.making_open);
        }
        self.next < article.blocks().len()
    }

    fn search(&mut self, session: &Session) {
        let text = session.document().text();
        let mut left = BYTES;
        let blocks = session.document().article().blocks();
        for (idx, block) in blocks.iter().enumerate().skip(self.found.len()) {
            let words = block.span.of(text);
            if is_title(block.kind, words) {
                self.titles.push(idx);
                self.found.push(Vec::new());
            } else {
                let found = checkables(words);
                let names = found.iter().filter(|(kind, _)| *kind == Checkable::Name);
                let names = names.filter_map(|(_, range)| words.get(range.clone()));
                self.known.extend(names.map(known_name));
                self.found.push(placed(text, block.span, found));
            }
            left = left.saturating_sub(block.span.len());
            if left == 0 {
                return;
            }
        }
        while left > 0
            && let Some(idx) = self.titles.pop()
        {
            let Some((block, own)) = blocks.get(idx).zip(self.found.get_mut(idx)) else { continue };
            *own = placed(text, block.span, checkables_in_title(block.span.of(text), &self.known));
            left = left.saturating_sub(block.span.len());
        }
    }

    fn compare(&mut self, session: &Session, idx: usize) {
        let document = session.document();
        let Some(block) = document.article().blocks().get(idx) else { return };
        if !counts(block.kind) {
            self.making_shares.push(None);
            return;
        }
        let range = block.span.start()..block.span.end();
        let share = Share::of(document, range.clone());
        self.making_shares.push(Some(share));
        self.making_share = self.making_share.with(share);
        let open = uncovered(document, range);
        let shown = session.view().checklist;
        for (kind, span) in self.found.get(idx).into_iter().flatten() {
            let after = open.partition_point(|stretch| stretch.end <= span.start());
            let covered = open
                .get(after)
                .is_none_or(|stretch| stretch.start > span.start() || stretch.end < span.end());
            self.making_open += usize::from(!covered);
            let of_kind = shown.kind.is_none_or(|wanted| wanted == *kind);
            if of_kind && (shown.covered_too || !covered) {
                self.making.push(Item { kind: *kind, span: *span, covered });
            }
        }
    }
}

/// Whether a block is a headline whose capitals tell nothing of names.
fn is_title(kind: BlockKind, words: &str) -> bool {
    let is_heading = matches!(kind, BlockKind::Headline | BlockKind::Heading);
    is_heading && (segment::is_title_case(words) || words.split_whitespace().nth(SHORT_TITLE).is_none())
}

fn placed(text: &str, block: Span, found: Vec<(Checkable, Range<usize>)>) -> Vec<(Checkable, Span)> {
    let base = block.start();
    let spans = found.into_iter().filter_map(|(kind, range)| {
        Some((kind, Span::new(text, base + range.start, base + range.end).ok()?))
    });
    spans.collect()
}

impl Session {
    /// Shows or hides what is not dealt with yet; the article is needed for that.
    pub(in crate::session) fn toggle_coverage(&mut self) {
        if self.view.desk.is_some() {
            self.leave_desk();
            self.view.coverage = true;
        } else {
            self.view.coverage = !self.view.coverage;
        }
        if self.view.coverage && !self.settings.layout.right_open {
            self.toggle_panes();
        }
    }

    /// Says that there is no fact in the selected words, or in the sentence at the caret; takes that
    /// back where it is said already.
    pub(in crate::session) fn mark_no_fact(&mut self) {
        let Some(span) =
            self.selection().and_then(|span| self.trimmed(span)).or_else(|| self.sentence_here())
        else {
            return self.say("There is no sentence here.");
        };
        let said =
            self.document.index().overlapping(span.start(), span.end()).into_iter().find_map(|(_, _, id)| {
                let annotation = self.document.annotation(id)?;
                let is_said = annotation.passage().is_some_and(|passage| passage.tag.0 == coverage::NO_FACT);
                (is_said && annotation.spans.hull().encloses(span)).then(|| annotation.clone())
            });
        let words = short(span.of(self.document.text()));
        if let Some(annotation) = said {
            self.perform(
                format!("Look for facts in “{words}” again"),
                Edit::RemoveAnnotation(Box::new(annotation)),
            );
            return;
        }
        let body = Body::Passage(Passage { tag: TagId(coverage::NO_FACT.to_owned()) });
        let id = AnnotationId(self.new_id());
        let annotation = crate::model::Annotation::new(id, Spans::one(span), body);
        if self.perform(format!("No fact in “{words}”"), Edit::AddAnnotation(Box::new(annotation))) {
            self.place_caret(span.end());
        }
    }

    fn sentence_here(&self) -> Option<Span> {
        let text = self.document.text();
        let article = self.document.article();
        let block = article.blocks().get(article.block_at(self.view.caret)?)?;
        let base = block.span.start();
        let at = self.view.caret.saturating_sub(base).min(block.span.len());
        let sentence = segment::sentence_at(block.span.of(text), at)?;
        self.trimmed(Span::new(text, base + sentence.start, base + sentence.end).ok()?)
    }
}
