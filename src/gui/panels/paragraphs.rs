//! Numbers of the paragraphs, worked out once the blocks change.

use std::sync::Arc;

use egui::{Context, Id};

use crate::model::{Block, BlockKind};
use crate::session::Session;

/// Which paragraph each block is.
#[derive(Clone, Debug)]
pub(super) struct Paragraphs {
    blocks: Arc<Vec<Block>>,
    up_to: Vec<u32>,
}

impl Paragraphs {
    /// The numbers for the session's article; kept until its blocks are other ones.
    pub(super) fn of(ctx: &Context, session: &Session) -> Arc<Self> {
        let blocks = session.document().article().shared_blocks();
        let id = Id::unique("paragraph numbers");
        if let Some(known) = ctx.data(|data| data.get_temp::<Arc<Self>>(id))
            && Arc::ptr_eq(&known.blocks, blocks)
        {
            return known;
        }
        let up_to = count(blocks.iter().map(|block| block.kind));
        let fresh = Arc::new(Self { blocks: Arc::clone(blocks), up_to });
        ctx.data_mut(|data| data.insert_temp(id, Arc::clone(&fresh)));
        fresh
    }

    /// How many paragraphs there are up to this block, itself included.
    pub(super) fn up_to(&self, block_idx: usize) -> u32 {
        self.up_to.get(block_idx).copied().unwrap_or_default()
    }

    /// How many paragraphs there are.
    pub(super) fn n_paragraphs(&self) -> u32 {
        self.up_to.last().copied().unwrap_or_default()
    }
}

fn count(kinds: impl Iterator<Item = BlockKind>) -> Vec<u32> {
    let mut n_paragraphs = 0;
    kinds
        .map(|kind| {
            n_paragraphs += u32::from(kind == BlockKind::Paragraph);
            n_paragraphs
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_no_number_of_their_own() {
        use BlockKind::{Heading, Headline, Paragraph};
        let numbers = count([Headline, Paragraph, Heading, Paragraph].into_iter());
        assert_eq!(numbers, [0, 1, 1, 2]);
    }
}
