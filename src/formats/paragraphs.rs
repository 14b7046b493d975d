//! Blocks for a text of which only the text is known.

use crate::model::{Block, BlockKind, Extra};
use crate::text::Span;

/// Each line with something on it, as a paragraph.
pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if let Ok(span) = Span::new(text, start, end) {
            blocks.push(Block { kind: BlockKind::Paragraph, span, extra: Extra::new() });
        }
        start += line.len();
    }
    blocks
}
