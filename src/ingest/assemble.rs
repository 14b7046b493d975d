//! Blocks put one after the other into the text of an article.

use std::ops::Range;

use crate::model::BlockKind;

/// Text and blocks as they grow. Between two blocks stands an empty line, between two rows or items
/// of one list a line break.
#[derive(Clone, Debug, Default)]
pub(super) struct Assembly {
    pub(super) text: String,
    pub(super) parts: Vec<(BlockKind, Range<usize>)>,
    /// Where the block under way begins, once it has a visible character.
    start: Option<usize>,
    /// White space that is written if something visible follows.
    pending: String,
    /// What the next block will be.
    expected: Option<BlockKind>,
}

impl Assembly {
    /// Where the block under way begins, once it has a visible character.
    pub(super) fn block_start(&self) -> Option<usize> {
        self.start
    }

    /// Whether the block under way has nothing visible yet.
    pub(super) fn is_empty(&self) -> bool {
        self.start.is_none()
    }

    /// Adds `words` to the block under way, its white space folded as a browser does.
    pub(super) fn folded(&mut self, words: &str) {
        for piece in words.split_inclusive([' ', '\t', '\n', '\r', '\u{c}']) {
            let visible = piece.trim_end_matches([' ', '\t', '\n', '\r', '\u{c}']);
            self.visible(visible);
            let goes_on = self.start.is_some() && self.pending.is_empty();
            if visible.len() < piece.len() && goes_on {
                self.pending.push(' ');
            }
        }
    }

    /// Adds `words` to the block under way as they are.
    pub(super) fn kept(&mut self, words: &str) {
        for piece in words.split_inclusive(char::is_whitespace) {
            let visible = piece.trim_end_matches(char::is_whitespace);
            self.visible(visible);
            if self.start.is_some() {
                self.pending.push_str(piece.get(visible.len()..).unwrap_or_default());
            }
        }
    }

    /// Breaks the line within the block under way.
    pub(super) fn line_break(&mut self) {
        if self.start.is_some() {
            self.pending.truncate(self.pending.trim_end_matches(' ').len());
            self.pending.push('\n');
        }
    }

    fn visible(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if self.start.is_none() {
            let separator = self.separator();
            self.text.push_str(separator);
            self.pending.clear();
            self.start = Some(self.text.len());
        }
        self.text.push_str(&self.pending);
        self.pending.clear();
        self.text.push_str(words);
    }

    /// Says what the block that begins next will be, as far as it is known.
    pub(super) fn expect(&mut self, kind: BlockKind) {
        self.expected = Some(kind);
    }

    /// Ends the block under way as a `kind`; one without a visible character is none.
    pub(super) fn end(&mut self, kind: BlockKind) {
        self.pending.clear();
        self.expected = None;
        if let Some(start) = self.start.take() {
            self.parts.push((kind, start..self.text.len()));
        }
    }

    /// What stands before a block that begins here.
    fn separator(&self) -> &'static str {
        let below = [BlockKind::List, BlockKind::Table].into_iter().any(|kind| {
            self.expected == Some(kind) && self.parts.last().is_some_and(|(before, _)| *before == kind)
        });
        match (self.text.is_empty(), below) {
            (true, _) => "",
            (false, true) => "\n",
            (false, false) => "\n\n",
        }
    }

    /// Adds the blocks of `other`.
    pub(super) fn append(&mut self, other: &Self) {
        for (kind, range) in &other.parts {
            self.expect(*kind);
            self.kept(other.text.get(range.clone()).unwrap_or_default());
            self.end(*kind);
        }
    }

    /// A whole block.
    pub(super) fn block(&mut self, kind: BlockKind, words: &str) {
        self.expect(kind);
        self.folded(words);
        self.end(kind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{List, Paragraph};

    #[test]
    fn white_space_is_folded_and_kept_as_asked() {
        let mut assembly = Assembly::default();
        assembly.folded("  The\n  harbour ");
        assembly.folded(" opened\u{a0}again. ");
        assembly.line_break();
        assembly.folded(" It rained.");
        assembly.end(Paragraph);
        assembly.kept(" a  b\tc ");
        assembly.end(Paragraph);
        assembly.folded(" \n ");
        assembly.end(Paragraph);
        assert_eq!(assembly.text, "The harbour opened\u{a0}again.\nIt rained.\n\na  b\tc");
        assert_eq!(assembly.parts.len(), 2);
    }

    #[test]
    fn items_of_a_list_stand_on_lines_below_each_other() {
        let mut assembly = Assembly::default();
        for (kind, words) in [(Paragraph, "Head"), (List, "é"), (List, "two"), (Paragraph, "End")] {
            assembly.block(kind, words);
        }
        assert_eq!(assembly.text, "Head\n\né\ntwo\n\nEnd");
        let found: Vec<_> =
            assembly.parts.iter().filter_map(|(_, range)| assembly.text.get(range.clone())).collect();
        assert_eq!(found, ["Head", "é", "two", "End"]);
    }
}
