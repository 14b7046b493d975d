//! The pages of a PDF, one behind the other: paragraphs that go on across columns and pages, heads
//! and feet put behind them, headline and headings by the size of their letters.

use std::collections::BTreeMap;

use super::hyphens::Words;
use super::order::ordered;
use super::paragraphs::{Paragraph, lines, n_right_to_left, paragraphs};
use super::segments::Segment;
use crate::ingest::Notes;
use crate::ingest::assemble::Assembly;
use crate::model::BlockKind;
use crate::text::counted::counted;

/// A headline's letters are at least so many times as high as the text's.
const HEADLINE: f64 = 1.25;
/// Doubtful words that a note names.
const NAMED: usize = 5;

/// A block under way.
struct Block {
    kind: BlockKind,
    paragraph: Paragraph,
}

/// The text of a file as its pages are added.
pub(super) struct Flow {
    words: Words,
    blocks: Vec<Block>,
    /// The paragraph that the next column may go on with, as its place among the blocks.
    open: Option<usize>,
    n_pages: usize,
    /// Height of the letters most of the text is set in, points.
    usual: f64,
    right_to_left: bool,
}

impl Flow {
    pub(super) fn new(pages: &[Vec<Segment>]) -> Self {
        let mut words = Words::default();
        // In tenths of a point.
        let mut letters: BTreeMap<u64, usize> = BTreeMap::new();
        let (mut n_letters, mut n_right) = (0, 0);
        for segment in pages.iter().flatten() {
            words.learn(&segment.text);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size of letters")]
            let size = (segment.size * 10.0).round() as u64;
            let n_own = segment.text.chars().filter(|c| c.is_alphabetic()).count();
            *letters.entry(size).or_default() += n_own;
            n_letters += n_own;
            n_right += n_right_to_left(&segment.text);
        }
        let usual = letters.iter().max_by_key(|(_, n)| **n).map_or(0, |(size, _)| *size);
        #[allow(clippy::cast_precision_loss, reason = "a size of letters")]
        let usual = usual as f64 / 10.0;
        Self {
            words,
            blocks: Vec::new(),
            open: None,
            n_pages: 0,
            usual,
            right_to_left: n_right * 2 > n_letters,
        }
    }

    /// Adds a page; says whether it is in columns.
    pub(super) fn add(&mut self, page: Vec<Segment>, turned: Vec<Vec<Segment>>) -> bool {
        self.n_pages += 1;
        let (running, text): (Vec<Segment>, Vec<Segment>) =
            page.into_iter().partition(|segment| segment.is_running);
        let edge = median_height(&text);
        let (heads, feet): (Vec<Segment>, Vec<Segment>) =
            running.into_iter().partition(|segment| segment.y >= edge);
        self.furniture(heads);
        let columns = ordered(text, self.right_to_left);
        let is_in_columns = columns.len() > 1;
        for column in columns {
            self.column(column);
        }
        for stretch in turned {
            self.closed(|flow| flow.column(stretch));
        }
        self.furniture(feet);
        is_in_columns
    }

    /// Heads and feet come behind the paragraph that they part.
    fn furniture(&mut self, segments: Vec<Segment>) {
        let found = paragraphs(&lines(segments), self.usual, &mut Words::default());
        let blocks = found.into_iter().map(|paragraph| Block { kind: BlockKind::Furniture, paragraph });
        self.blocks.extend(blocks);
    }

    /// Does something that no paragraph goes on across.
    fn closed(&mut self, adds: impl FnOnce(&mut Self)) {
        let open = self.open.take();
        adds(self);
        self.open = open;
    }

    fn column(&mut self, column: Vec<Segment>) {
        let found = paragraphs(&lines(column), self.usual, &mut self.words);
        for (idx, next) in found.into_iter().enumerate() {
            let open = self.open.filter(|_| idx == 0).and_then(|open| self.blocks.get_mut(open));
            if let Some(open) = open.filter(|open| open.paragraph.goes_on_in(&next)) {
                self.words.join(&mut open.paragraph.text, &next.text);
                open.paragraph.take_end_of(&next);
                continue;
            }
            let kind = if next.is_row { BlockKind::Table } else { BlockKind::Paragraph };
            let is_text = !next.is_heading(self.usual);
            self.blocks.push(Block { kind, paragraph: next });
            if is_text {
                self.open = Some(self.blocks.len() - 1);
            }
        }
    }

    /// Puts the blocks into `assembly`.
    pub(super) fn finish(mut self, assembly: &mut Assembly, notes: &mut Notes) {
        self.mark_headings();
        for Block { kind, paragraph } in &self.blocks {
            assembly.expect(*kind);
            assembly.kept(&paragraph.text);
            assembly.end(*kind);
        }
        let doubtful = &mut self.words.doubtful;
        doubtful.sort();
        doubtful.dedup();
        if !doubtful.is_empty() {
            let named: Vec<&str> = doubtful.iter().take(NAMED).map(String::as_str).collect();
            let more = if doubtful.len() > NAMED { " and others" } else { "" };
            notes.warn(format!(
                "{} broken at line ends put together, which may have had a hyphen: {}{more}.",
                counted(doubtful.len(), "word was", "words were"),
                named.join(", ")
            ));
        }
    }

    fn mark_headings(&mut self) {
        let usual = self.usual;
        let candidates = self.blocks.iter_mut().filter(|block| block.kind == BlockKind::Paragraph);
        let mut texts: Vec<&mut Block> = candidates.collect();
        let last_text = texts.iter().rposition(|block| !block.paragraph.is_heading(usual));
        let first_text = texts.iter().position(|block| !block.paragraph.is_heading(usual));
        // The headline is the largest line above the first text, or the first text itself is below it.
        let above = first_text.unwrap_or(texts.len()).min(8);
        let largest = texts.iter().take(above).map(|block| block.paragraph.size).fold(0.0, f64::max);
        let headline = texts.iter().take(above).position(|block| {
            block.paragraph.size >= largest - 0.1 && block.paragraph.size >= HEADLINE * usual
        });
        for (idx, block) in texts.iter_mut().enumerate() {
            if Some(idx) == headline {
                block.kind = BlockKind::Headline;
            } else if last_text.is_some_and(|last| idx < last)
                && block.paragraph.is_heading(usual)
                && idx > above
            {
                block.kind = BlockKind::Heading;
            }
        }
    }
}

/// The height in the middle between the outermost lines.
fn median_height(segments: &[Segment]) -> f64 {
    let low = segments.iter().map(|segment| segment.y).fold(f64::INFINITY, f64::min);
    let high = segments.iter().map(|segment| segment.y).fold(f64::NEG_INFINITY, f64::max);
    if low > high { 0.0 } else { f64::midpoint(low, high) }
}
