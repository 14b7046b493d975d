//! The text of one draft, its blocks and where it came from.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::Span;

use super::Extra;

/// What part a block plays in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum BlockKind {
    /// The title of the story.
    Headline,
    /// Who wrote it.
    Byline,
    /// Place and date line.
    Dateline,
    /// Text of a picture.
    Caption,
    /// Who made the picture.
    Credit,
    /// A heading between paragraphs.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    List,
    /// A row of a table.
    Table,
    /// What the site put around the story.
    Furniture,
}

impl BlockKind {
    /// Every kind, in the order menus show them.
    pub const ALL: [Self; 10] = [
        Self::Headline,
        Self::Byline,
        Self::Dateline,
        Self::Caption,
        Self::Credit,
        Self::Heading,
        Self::Paragraph,
        Self::List,
        Self::Table,
        Self::Furniture,
    ];

    /// The word for it on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Headline => "Headline",
            Self::Byline => "Byline",
            Self::Dateline => "Dateline",
            Self::Caption => "Caption",
            Self::Credit => "Credit",
            Self::Heading => "Heading",
            Self::Paragraph => "Paragraph",
            Self::List => "List item",
            Self::Table => "Table",
            Self::Furniture => "Furniture",
        }
    }
}

/// A stretch of the article with one part to play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its part.
    pub kind: BlockKind,
    /// Where it stands, without the line break behind it.
    pub span: Span,
    /// Fields of a newer file version.
    pub extra: Extra,
}

/// What is known of the article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArticleMeta {
    /// Headline, or the best name for it.
    pub title: String,
    /// Author as printed.
    pub byline: String,
    /// When published, as printed or ISO 8601.
    pub published: String,
    /// BCP 47 language tag.
    pub language: String,
    /// Publication.
    pub site: String,
    /// Canonical address.
    pub url: String,
    /// The file it was imported from, by name.
    pub imported_from: String,
    /// What the import did, a sentence each.
    pub import_notes: Vec<String>,
}

/// The immutable text of one draft.
///
/// Invariant: blocks are sorted, disjoint and fit the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    text: Arc<str>,
    blocks: Arc<Vec<Block>>,
    /// What is known beside the text.
    pub meta: ArticleMeta,
    /// Fields of a newer file version.
    pub extra: Extra,
}

impl Article {
    /// An article of `text` with its `blocks`; `None` where a block does not fit the text or two overlap.
    pub fn new(text: impl Into<Arc<str>>, blocks: Vec<Block>, meta: ArticleMeta) -> Option<Self> {
        let text = text.into();
        let in_order = blocks.iter().zip(blocks.iter().skip(1)).all(|(a, b)| a.span.end() <= b.span.start());
        let fit = blocks.iter().all(|block| block.span.fits(&text));
        (in_order && fit).then(|| Self { text, blocks: Arc::new(blocks), meta, extra: Extra::new() })
    }

    /// The whole text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Its blocks in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Its blocks, shared: who keeps them sees by [`Arc::ptr_eq`] whether any has changed since.
    pub fn shared_blocks(&self) -> &Arc<Vec<Block>> {
        &self.blocks
    }

    /// The block at `block_idx` becomes a `kind`; says what it was.
    pub(super) fn set_block_kind(&mut self, block_idx: usize, kind: BlockKind) -> Option<BlockKind> {
        let block = Arc::make_mut(&mut self.blocks).get_mut(block_idx)?;
        Some(std::mem::replace(&mut block.kind, kind))
    }

    /// Index of the block a caret at `offset` stands in, or of the nearest one before it
    /// (the first where there is none before); `None` in an article without blocks.
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start() <= offset);
        (!self.blocks.is_empty()).then(|| after.saturating_sub(1))
    }
}
