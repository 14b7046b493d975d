//! What the session wants done outside itself, and what comes back.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::{Document, Step};
use crate::storage::{Settings, Stamp};

use super::draft::DraftJob;
use super::find::hits::{Hits, Search};

/// Something to be done outside the session.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Write a step into the journal.
    Journal(Arc<Step>),
    /// Ask the desktop for a file to open.
    AskOpenPath,
    /// Ask the desktop for a file to save to; the suggested name.
    AskSavePath(PathBuf),
    /// Read a file.
    Load(PathBuf),
    /// Load the sample article.
    LoadSample,
    /// Read another text of the article and compare it.
    MakeDraft(Box<DraftJob>),
    /// Write the document.
    Save(Box<SaveJob>),
    /// Keep the settings.
    KeepSettings(Box<Settings>),
    /// A document was opened: begin its journal.
    BeginJournal,
    /// The document has a file now: begin its journal if it has none.
    EnsureJournal,
    /// Bring back the unsaved work that was found.
    TakeRecovery,
    /// Throw the unsaved work that was found away.
    DropRecovery,
    /// Copy the default house schema to where it can be changed and say where that is.
    ProvideSchema,
    /// Search the article.
    Find(Box<Search>),
    /// Tell which hits of a search stand inside a longer name.
    JudgeHits(Box<Search>, Hits),
    /// Close the window.
    Quit,
}

/// A document to be written.
#[derive(Clone, Debug)]
pub struct SaveJob {
    /// Where to.
    pub path: PathBuf,
    /// What; shares its records with the session's.
    pub document: Document,
    /// The version expected on disk; none for a file that must not exist, or may be replaced.
    pub expected: Option<Stamp>,
    /// Replace whatever is there.
    pub overwrite: bool,
    /// The session's revision it holds.
    pub revision: u64,
}
