//! Asking the desktop for a path, and for what was copied.

use std::path::{Path, PathBuf};

/// What the desktop answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogAnswer {
    /// A path.
    Chosen(PathBuf),
    /// The dialog was closed.
    Closed,
    /// No service of the desktop showed a dialog.
    NoService,
}

/// Asks for a path. May block as long as the dialog is open, so it is called on a thread of its own.
pub trait Dialogs: Send + Sync {
    /// A file to open.
    fn open(&self) -> DialogAnswer;
    /// A file to save to.
    fn save(&self, suggested: &Path) -> DialogAnswer;
    /// A folder, beginning with this one; it need not exist.
    fn folder(&self, suggested: &Path) -> DialogAnswer;
    /// What was copied last as a piece of HTML, where it was copied with its markup.
    fn copied_page(&self) -> Option<String> {
        None
    }
}

/// A desktop that never answers with a dialog.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoDialogs;

impl Dialogs for NoDialogs {
    fn open(&self) -> DialogAnswer {
        DialogAnswer::NoService
    }

    fn save(&self, _suggested: &Path) -> DialogAnswer {
        DialogAnswer::NoService
    }

    fn folder(&self, _suggested: &Path) -> DialogAnswer {
        DialogAnswer::NoService
    }
}
