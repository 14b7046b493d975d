//! What the desk looks at beside the article: claims as a table, what is left to do, names,
//! quotes, the history, and what in the text nobody has dealt with.
//!
//! Each is worked out from the document some claims at a time ([`SLICE`]), so that the frame after a
//! change stays short whatever the size of the article.

mod bulk;
pub mod changes;
pub mod claims;
pub mod coverage;
pub mod names;
pub mod people;
pub mod quotes;
pub mod story;
pub mod timeline;

pub use bulk::Bulk;

use super::state::Session;

/// At most so many annotations are looked at between two frames.
pub const SLICE: usize = 2500;

/// What stands in the place of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeskView {
    /// Every claim, a row each.
    Claims,
    /// Whether the story can run, and what is left to do by whom.
    Story,
    /// Every name with its spellings.
    Names,
    /// Every quote by speaker.
    Quotes,
    /// Who changed what and when.
    Timeline,
    /// What changed in the text between two revisions.
    Changes,
}

impl DeskView {
    /// Every view, from left to right.
    pub const ALL: &'static [Self] =
        &[Self::Claims, Self::Story, Self::Names, Self::Quotes, Self::Timeline, Self::Changes];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Claims => "Claims table",
            Self::Story => "Story",
            Self::Names => "Names",
            Self::Quotes => "Quotes",
            Self::Timeline => "Timeline",
            Self::Changes => "Changes",
        }
    }
}

impl Session {
    /// Opens a view in the place of the article, or gives the article back where it is open.
    pub(super) fn toggle_desk(&mut self, view: DeskView) {
        self.view.desk = (self.view.desk != Some(view)).then_some(view);
        self.view.focus_article += u64::from(self.view.desk.is_none());
        self.view.reveal += u64::from(self.view.desk.is_none());
        self.view.focus_desk += u64::from(self.view.desk.is_some());
    }

    /// Gives the article back.
    pub(super) fn leave_desk(&mut self) {
        if let Some(view) = self.view.desk {
            self.toggle_desk(view);
        }
    }
}
