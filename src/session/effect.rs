//! What the session wants done outside itself, and what comes back.

use std::path::PathBuf;
use std::sync::Arc;

use crate::formats::Format;
use crate::model::{Document, HouseName, Step};
use crate::report::{Audience, Kind};
use crate::storage::{Settings, Stamp};

use super::desk::changes::CompareJob;
use super::draft::DraftJob;
use super::find::hits::{Hits, Search};
use super::folder_export::FolderJob;
use super::folder_import::ImportJob;
use super::report::ReportRequest;
use super::review::PlacesJob;

use super::export::ExportJob;
use super::suggest::{OutsideJob, Outsider, SuggestJob};

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
    /// Read an article from text that was pasted.
    LoadPasted(String),
    /// Get what was copied last; it comes back as [`super::Action::PasteArticle`].
    AskClipboard,
    /// Get what was copied last as HTML; it comes back as [`super::Event::PageCopied`].
    AskCopiedPage,
    /// Read an article in the encoding of this name.
    LoadAs(PathBuf, String),
    /// Load the sample article.
    LoadSample,
    /// Read another text of the article and compare it.
    MakeDraft(Box<DraftJob>),
    /// Look for the places that may be meant by an annotation.
    FindPlaces(Box<PlacesJob>),
    /// Compare two revisions.
    CompareRevisions(Box<CompareJob>),
    /// Write the document.
    Save(Box<SaveJob>),
    /// Write the document in another tool's format.
    Export(Box<ExportJob>),
    /// Look through or write the Copydesk files of a folder in another tool's format.
    ExportFolder(Box<FolderJob>),
    /// Read this file of another tool, which is in this format.
    LoadIn(PathBuf, Format),
    /// Make Copydesk files of a folder's files, or look what would become of them.
    ImportFolder(Box<ImportJob>),
    /// Ask the desktop for a folder, beginning with this one.
    AskFolder(PathBuf),
    /// Work out what will be in a report.
    PreviewReport(Box<ReportRequest>),
    /// Make the text of a report for the clipboard.
    CopyReport(Box<ReportRequest>),
    /// Ask the desktop for a file to write a report to; the suggested name.
    AskReportPath {
        /// Which report.
        kind: Kind,
        /// For whom.
        audience: Audience,
        /// The suggested name.
        suggested: PathBuf,
    },
    /// Write a report.
    WriteReport {
        /// Which, of what.
        request: Box<ReportRequest>,
        /// Where to.
        path: PathBuf,
        /// Replace whatever is there.
        overwrite: bool,
    },
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
    /// Add names to the house's lexicon.
    GrowLexicon(Vec<HouseName>),
    /// Work out what to suggest.
    Suggest(Box<SuggestJob>),
    /// Ask an outside suggester.
    AskOutsider(Box<OutsideJob>),
    /// Tell one what became of its suggestions.
    TellOutsider {
        /// Whom.
        outsider: Outsider,
        /// The words of each, and what it would have been.
        told: Vec<(String, String)>,
        /// Whether they were accepted, and not rejected.
        accepted: bool,
    },
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
