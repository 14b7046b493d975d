//! The blocks of an article a stretch of which was rewritten: a line break put in divides a block, a
//! gap taken out joins two.

use std::ops::Range;

use crate::text::Span;
use crate::text::anchor::Splice;

use super::{Block, BlockKind, Extra};

/// The blocks that a stretch touches, before and after.
pub(super) struct Rewritten {
    /// The numbers of those before.
    pub(super) old: Range<usize>,
    /// Those after.
    pub(super) new: Vec<Block>,
}

/// What `splice` makes of the blocks it touches; `after` is the text after.
///
/// What is left of the first block it touches stays that block, and what is left of the last one
/// that one, unless it has been joined to the first. A paragraph between is what
/// [`follows`] a block of the first one's kind. A block without words is none.
pub(super) fn rewritten(blocks: &[Block], splice: &Splice, after: &str) -> Option<Rewritten> {
    let (at, gone) = (splice.at, splice.at + splice.removed.len());
    let first = blocks.partition_point(|block| block.span.end() < at);
    let mut behind = blocks.partition_point(|block| block.span.start() <= gone).max(first);
    if splice.removed.is_empty() {
        behind = behind.min(first + 1);
    }
    let touched = blocks.get(first..behind)?;
    if splice.removed == splice.inserted {
        return Some(Rewritten { old: first..behind, new: touched.to_vec() });
    }
    let head = touched.first().filter(|block| block.span.start() < at);
    let tail = touched.last().filter(|block| block.span.end() > gone);
    let end = at + splice.inserted.len();
    let from = head.map_or(at, |block| block.span.start());
    let to = tail.map_or(end, |block| block.span.end() - gone + end);

    let mut new = Vec::new();
    let mut push = |range: Range<usize>, kind: BlockKind, extra: Option<&Extra>| {
        let has_words = after.get(range.clone()).is_some_and(|words| !words.trim().is_empty());
        if let Ok(span) = Span::new(after, range.start, range.end)
            && has_words
        {
            new.push(Block { kind, span, extra: extra.cloned().unwrap_or_default() });
        }
    };
    let before = first.checked_sub(1).and_then(|before| blocks.get(before));
    let Some((opening, closing)) = splice.inserted.find('\n').zip(splice.inserted.rfind('\n')) else {
        let own = head.or(tail).or(touched.first());
        let kind = own.or(before).map_or(BlockKind::Paragraph, |block| block.kind);
        let kind = if own.is_some() { kind } else { follows(kind) };
        push(from..to, kind, own.map(|block| &block.extra));
        return Some(Rewritten { old: first..behind, new });
    };
    let replaced = touched.first().filter(|block| tail.is_none_or(|tail| tail.span != block.span));
    let own = head.or(replaced);
    let kind = own.map_or_else(
        || tail.or(before).map_or(BlockKind::Paragraph, |block| follows(block.kind)),
        |block| block.kind,
    );
    push(from..at + opening, kind, own.map(|block| &block.extra));
    let mut line = opening + 1;
    for between in splice.inserted.get(opening + 1..closing).unwrap_or_default().split('\n') {
        push(at + line..at + line + between.len(), follows(kind), None);
        line += between.len() + 1;
    }
    let other = tail.filter(|tail| head.is_none_or(|head| head.span != tail.span));
    push(
        at + closing + 1..to,
        tail.map_or(follows(kind), |block| block.kind),
        other.map(|block| &block.extra),
    );
    Some(Rewritten { old: first..behind, new })
}

/// What a new paragraph behind a block of this kind is.
fn follows(kind: BlockKind) -> BlockKind {
    match kind {
        BlockKind::List | BlockKind::Table | BlockKind::Furniture => kind,
        BlockKind::Headline
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Caption
        | BlockKind::Credit
        | BlockKind::Heading
        | BlockKind::Paragraph => BlockKind::Paragraph,
    }
}

/// Whether two blocks that follow each other may become one: two of a kind, or text that runs on.
pub fn may_join(first: BlockKind, second: BlockKind) -> bool {
    let runs_on = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::List);
    first == second || runs_on(first) && runs_on(second)
}
