//! What every part of the window is drawn from.

use crate::session::Session;

use super::desk::Desk;
use super::rows::Rows;
use super::theme::Theme;
use super::widgets::turned;

/// What there is to show. Panels read it and send actions; they change nothing.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The app without a screen.
    pub session: &'a Session,
    /// Colours.
    pub theme: &'a Theme,
    /// What the open list shows.
    pub rows: &'a Rows,
    /// What stands in the place of the article.
    pub desk: &'a Desk,
}

/// So much of a paragraph is searched for the letter that tells its direction, bytes.
const STRONG_WITHIN: usize = 4096;

impl Scene<'_> {
    /// Whether the paragraph at a byte offset of the article is read from right to left.
    pub fn is_read_from_the_right(&self, offset: usize) -> bool {
        let article = self.session.document().article();
        let block = article.block_at(offset).and_then(|idx| article.blocks().get(idx));
        block.is_some_and(|block| {
            let words = block.span.of(article.text());
            let start = words.floor_char_boundary(STRONG_WITHIN);
            turned::begins_at_the_right(words.get(..start).unwrap_or_default())
        })
    }
}
