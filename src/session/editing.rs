//! Editing the text in place: a mode of its own, in which keys write instead of calling commands.
//!
//! What was written in one go is one step of the history ([`Rewrite`]); what was written between
//! entering and leaving the mode is one revision: the text as it was is kept with the first step.

use std::ops::Range;

use crate::model::{DraftStamp, Edit, Rewrite, Rewriting, may_join};
use crate::text::counted::counted;
use crate::text::segment;

use super::state::Session;
use super::tag::short;

/// So many bytes typed, and twice as many as they replaced, end a step at the next blank.
const LONG: usize = 64;
/// A run that touches more annotations than this ends: each of its keys would do with all of them.
const MOST_TOUCHED: usize = 256;

/// What was done with the keyboard in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Writing {
    /// Typed or pasted this.
    Insert(String),
    /// Began a new paragraph.
    Break,
    /// Took out what is before the caret.
    Back {
        /// A word instead of a character.
        by_word: bool,
    },
    /// Took out what is behind the caret.
    On {
        /// A word instead of a character.
        by_word: bool,
    },
    /// Cut the selection.
    Cut,
    /// An input method shows what it would put in; empty where it no longer does.
    Compose(String),
}

/// The mode, from entering to leaving it.
#[derive(Clone, Debug, Default)]
pub struct Editing {
    /// So many earlier revisions there were.
    n_drafts: usize,
    run: Option<Run>,
    /// What an input method would put in.
    composed: String,
}

/// What is being written in one go.
#[derive(Clone, Debug)]
struct Run {
    rewrite: Rewrite,
    /// Where the caret was left.
    caret: usize,
    /// The session's revision it led to.
    revision: u64,
    /// What its step keeps of the text before.
    keeps: Option<DraftStamp>,
}

impl Editing {
    /// What an input method would put in at the caret.
    pub fn composed(&self) -> &str {
        &self.composed
    }
}

impl Session {
    /// The mode in which keys write, while it is on.
    pub fn editing(&self) -> Option<&Editing> {
        self.editing.as_ref()
    }

    /// Where a caret stands that is in no block: an empty paragraph, to be shown while it is there.
    pub fn empty_paragraph(&self) -> Option<usize> {
        let caret = self.view.caret;
        let gap = self.gap_around(caret)?;
        (self.editing.is_some() && gap.start < caret && caret < gap.end || self.document.text().is_empty())
            .then_some(caret)
    }

    pub(super) fn toggle_editing(&mut self) {
        if self.editing.is_some() {
            return self.leave_editing();
        }
        if self.view.desk.is_some() {
            self.leave_desk();
        }
        self.leave_gap();
        self.editing = Some(Editing { n_drafts: self.document.drafts().len(), ..Editing::default() });
        self.view.reveal += 1;
        self.view.focus_article += 1;
    }

    /// A caret between two paragraphs goes to the end of the one before.
    fn leave_gap(&mut self) {
        let caret = self.view.caret;
        if let Some(gap) = self.gap_around(caret).filter(|gap| gap.start < caret && caret < gap.end) {
            self.place_caret(if gap.start == 0 { gap.end } else { gap.start });
        }
    }

    pub(super) fn leave_editing(&mut self) {
        let Some(editing) = self.editing.take() else { return };
        self.leave_gap();
        if self.document.drafts().len() > editing.n_drafts {
            self.say("The text before your changes is kept as an earlier revision.");
        }
        self.view.focus_article += 1;
    }

    pub(super) fn write_text(&mut self, writing: Writing) {
        let Some(editing) = &mut self.editing else { return };
        editing.composed.clear();
        let caret = self.view.caret;
        let selected = self.selection().map(|span| span.start()..span.end());
        match writing {
            Writing::Compose(text) => {
                if let Some(editing) = &mut self.editing {
                    editing.composed = text;
                }
            }
            Writing::Insert(text) => {
                let words = self.in_paragraphs(&text);
                if words.is_empty() && !text.is_empty() {
                    return self.write_text(Writing::Break);
                }
                self.replace(selected.unwrap_or(caret..caret), words);
            }
            Writing::Break => {
                self.end_run();
                let range = selected.unwrap_or(caret..caret);
                let words = self.paragraph_break().to_owned();
                self.replace(range, words);
                self.end_run();
            }
            Writing::Cut => {
                let Some(range) = selected else { return };
                self.clipboard = self.document.text().get(range.clone()).map(str::to_owned);
                self.replace(range, String::new());
            }
            Writing::Back { by_word } => match selected.or_else(|| self.before_caret(by_word)) {
                Some(range) => self.take_out(range),
                None => self.say("There is nothing before this to take out."),
            },
            Writing::On { by_word } => match selected.or_else(|| self.behind_caret(by_word)) {
                Some(range) => self.take_out(range),
                None => self.say("There is nothing behind this to take out."),
            },
        }
    }

    fn end_run(&mut self) {
        if let Some(editing) = &mut self.editing {
            editing.run = None;
        }
    }

    /// Takes out what was selected, or a gap between two blocks that may become one.
    fn take_out(&mut self, range: Range<usize>) {
        let blocks = self.document.article().blocks();
        let before = blocks.iter().rev().find(|block| block.span.end() <= range.start);
        let behind = blocks.iter().find(|block| range.end <= block.span.start());
        if let (Some(first), Some(second)) = (before, behind)
            && first.span.end() == range.start
            && second.span.start() == range.end
            && !may_join(first.kind, second.kind)
        {
            let (first, second) = (first.kind.label().to_lowercase(), second.kind.label().to_lowercase());
            return self.say(format!(
                "A {first} and a {second} do not become one. Change what the block is in the outline first."
            ));
        }
        self.replace(range, String::new());
    }

    /// Puts `words` in the place of `range`, as part of what is being written where it goes on there.
    fn replace(&mut self, range: Range<usize>, mut words: String) {
        if range.is_empty() && words.is_empty() {
            return;
        }
        if !words.contains('\n') && self.divides(&range) {
            words += self.paragraph_break();
        }
        let (caret, n_lost) = (range.start + words.len(), self.document.orphans().len());
        let done = match self.run_that_goes_on(&range, &words) {
            Some((run, made)) => self.write_on(run, made),
            None => self.begin_run(range, &words),
        };
        let Some((rewrite, keeps)) = done else { return self.end_run() };
        self.view.caret = caret;
        self.view.anchor = caret;
        self.notices.retain(|notice| notice.is_error);
        let lost = self.document.orphans().len().saturating_sub(n_lost);
        if lost > 0 {
            let lost = counted(lost, "annotation has", "annotations have");
            self.say(format!("{lost} lost their words. Undo with Ctrl+Z, or find a place with Ctrl+R."));
        }
        let splice = rewrite.splice();
        let is_long = splice.inserted.len() > LONG + 2 * splice.removed.len();
        let is_heavy = rewrite.n_touched() > MOST_TOUCHED;
        let ends =
            rewrite.is_empty() || is_heavy || is_long && splice.inserted.ends_with(char::is_whitespace);
        let run = Run { rewrite, caret, revision: self.revision, keeps };
        if let Some(editing) = &mut self.editing {
            editing.run = (!ends).then_some(run);
        }
    }

    /// What is being written, where `words` in the place of `range` go on with it.
    fn run_that_goes_on(&self, range: &Range<usize>, words: &str) -> Option<(Run, Rewriting)> {
        let run = self.editing.as_ref()?.run.as_ref()?;
        let goes_on = run.revision == self.revision && (run.caret == range.start || run.caret == range.end);
        let made = run.rewrite.replaced(&self.document, range.clone(), words).filter(|_| goes_on)?;
        Some((run.clone(), made))
    }

    /// Goes on with what is being written, as part of the same step.
    fn write_on(&mut self, run: Run, made: Rewriting) -> Option<(Rewrite, Option<DraftStamp>)> {
        let nothing = Edit::Batch(Vec::new());
        let (change, whole) = match (&run.keeps, made.rewrite.is_empty()) {
            (Some(stamp), true) => {
                (Edit::Batch(vec![made.change, Edit::DropDraft(Box::new(stamp.clone()))]), nothing)
            }
            (None, true) => (made.change, nothing),
            (stamp, false) => (made.change, keeping(stamp.as_ref(), made.whole)),
        };
        let what = name_of(&made.rewrite);
        self.continue_step(what, change, whole).then_some((made.rewrite, run.keeps))
    }

    /// Begins to write, as a step of its own; the first keeps the text as it is.
    fn begin_run(&mut self, range: Range<usize>, words: &str) -> Option<(Rewrite, Option<DraftStamp>)> {
        let n_drafts = self.editing.as_ref()?.n_drafts;
        let keeps = (self.document.drafts().len() <= n_drafts)
            .then(|| DraftStamp { at: self.now(), by: self.person().to_owned() });
        let made = Rewrite::new(&self.document, range.start).replaced(&self.document, range, words)?;
        let (what, edit) = (name_of(&made.rewrite), keeping(keeps.as_ref(), made.change));
        self.perform(what, edit).then_some((made.rewrite, keeps))
    }

    /// Whether taking `range` out would join two blocks that do not become one.
    fn divides(&self, range: &Range<usize>) -> bool {
        let article = self.document.article();
        let block = |at| article.block_at(at).and_then(|block| article.blocks().get(block));
        let (Some(first), Some(last)) = (block(range.start), block(range.end)) else { return false };
        let leaves_both = first.span.start() < range.start && range.end < last.span.end();
        first.span != last.span
            && leaves_both
            && range.start <= first.span.end()
            && range.start < last.span.start()
            && !may_join(first.kind, last.kind)
    }

    /// What divides two paragraphs of this article where the caret is.
    fn paragraph_break(&self) -> &'static str {
        let article = self.document.article();
        let blocks = article.blocks();
        let near = article.block_at(self.view.caret).unwrap_or_default();
        let gap = |at: usize| {
            let (a, b) = (blocks.get(at)?, blocks.get(at + 1)?);
            article.text().get(a.span.end()..b.span.start())
        };
        let known = gap(near).or_else(|| gap(near.checked_sub(1)?));
        match known.map(|gap| gap.matches('\n').count()) {
            Some(1) => "\n",
            _ => "\n\n",
        }
    }

    /// Text as it is put in: its paragraphs divided as those of the article are.
    fn in_paragraphs(&self, text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let paragraphs: Vec<&str> = text.split('\n').filter(|line| !line.trim().is_empty()).collect();
        if text.contains('\n') { paragraphs.join(self.paragraph_break()) } else { text }
    }

    /// The blank text between two blocks that `at` lies in, its ends included; none inside a block.
    fn gap_around(&self, at: usize) -> Option<Range<usize>> {
        let (text, blocks) = (self.document.text(), self.document.article().blocks());
        let behind = blocks.partition_point(|block| block.span.start() < at);
        let start =
            behind.checked_sub(1).and_then(|before| blocks.get(before)).map_or(0, |block| block.span.end());
        let end = blocks.get(behind).map_or(text.len(), |block| block.span.start());
        let is_blank = text.get(start..end).is_some_and(|gap| gap.trim().is_empty());
        (start <= at && at <= end && is_blank && start < end).then_some(start..end)
    }

    /// What Backspace takes out where nothing is selected.
    fn before_caret(&self, by_word: bool) -> Option<Range<usize>> {
        let (text, caret) = (self.document.text(), self.view.caret);
        if let Some(gap) = self.gap_around(caret).filter(|gap| gap.start < caret) {
            let part = text.get(gap.start..caret)?;
            let one = self.paragraph_break();
            let is_one_of_several = part.len() > one.len() && part.ends_with(one);
            let is_first = gap.start == 0 && !is_one_of_several;
            return (!is_first)
                .then_some(if is_one_of_several { caret - one.len() } else { gap.start }..caret);
        }
        let article = self.document.article();
        let block = article.block_at(caret).and_then(|block| article.blocks().get(block));
        let floor = block.map_or(0, |block| block.span.start()).min(caret);
        let from = if by_word {
            segment::previous_word_start(text, caret)
        } else {
            segment::previous_grapheme(text, caret)
        };
        let from = if floor < caret { from.max(floor) } else { from };
        (from < caret).then_some(from..caret)
    }

    /// What Delete takes out where nothing is selected.
    fn behind_caret(&self, by_word: bool) -> Option<Range<usize>> {
        let (text, caret) = (self.document.text(), self.view.caret);
        if let Some(gap) = self.gap_around(caret).filter(|gap| caret < gap.end) {
            let part = text.get(caret..gap.end)?;
            let one = self.paragraph_break();
            let is_one_of_several = part.len() > one.len() && part.starts_with(one);
            let is_last = gap.end == text.len() && !is_one_of_several;
            return (!is_last).then_some(caret..if is_one_of_several { caret + one.len() } else { gap.end });
        }
        let article = self.document.article();
        let block = article.block_at(caret).and_then(|block| article.blocks().get(block));
        let ceiling = block.map_or(text.len(), |block| block.span.end()).max(caret);
        let to =
            if by_word { segment::next_word_start(text, caret) } else { segment::next_grapheme(text, caret) };
        let to = if caret < ceiling { to.min(ceiling) } else { to };
        (caret < to).then_some(caret..to)
    }

    /// The place next to `from` a caret that writes may have: no place between two paragraphs, but
    /// one in each empty one.
    pub(super) fn next_to_write(&self, from: usize, on: bool) -> usize {
        let text = self.document.text();
        let to = if on { segment::next_grapheme(text, from) } else { segment::previous_grapheme(text, from) };
        let Some(gap) = self.gap_around(to).filter(|gap| gap.start < to && to < gap.end) else { return to };
        let one = self.paragraph_break();
        let is_even = text.get(gap.clone()).is_some_and(|blank| blank.bytes().all(|byte| byte == b'\n'));
        let step = if is_even && gap.len().is_multiple_of(one.len()) { one.len() } else { gap.len() };
        if on { (from + step).min(gap.end) } else { from.saturating_sub(step).max(gap.start) }
    }
}

/// An edit that first keeps the text as it is as an earlier revision.
fn keeping(stamp: Option<&DraftStamp>, edit: Edit) -> Edit {
    match stamp {
        Some(stamp) => Edit::Batch(vec![Edit::KeepDraft(Box::new(stamp.clone())), edit]),
        None => edit,
    }
}

/// What a step is called.
fn name_of(rewrite: &Rewrite) -> String {
    let splice = rewrite.splice();
    let (removed, inserted) = (splice.removed.trim(), splice.inserted.trim());
    match (removed.is_empty(), inserted.is_empty()) {
        (true, true) if splice.inserted.contains('\n') => "Divide a paragraph".into(),
        (true, true) if splice.removed.contains('\n') => "Join two paragraphs".into(),
        (true, true) => "Change a blank".into(),
        (true, false) => format!("Type “{}”", short(inserted)),
        (false, true) => format!("Delete “{}”", short(removed)),
        (false, false) => format!("Replace “{}” by “{}”", short(removed), short(inserted)),
    }
}
