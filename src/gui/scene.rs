//! What every part of the window is drawn from.

use crate::session::Session;

use super::desk::Desk;
use super::rows::Rows;
use super::theme::Theme;

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
