//! What comes back from outside.

use std::path::PathBuf;
use std::sync::Arc;

use crate::formats::Format;
use crate::model::{Document, HouseName};
use crate::report::{Audience, Kind, Preview, ReportError};
use crate::storage::Stamp;

use super::desk::changes::Compared;
use super::draft::MadeDraft;
use super::effect::Effect;
use super::find::hits::Found;
use super::flow::{Flow, LinePurpose};
use super::folder_export::FolderDone;
use super::folder_import::ImportDone;
use super::imported::Import;
use super::recovery::Recovery;
use super::review::PlacesFound;
use super::state::Session;
use super::suggest::{Answered, Suggested};

/// A document that was read.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The document.
    pub document: Document,
    /// Its file, where it is one of ours.
    pub path: Option<PathBuf>,
    /// The version on disk, where it is one of ours.
    pub stamp: Option<Stamp>,
    /// What to call it.
    pub name: String,
    /// The folder it is from.
    pub folder: Option<PathBuf>,
    /// Unsaved work that was found with it.
    pub recovery: Option<Recovery>,
    /// What there is to know about the reading.
    pub notes: Vec<String>,
    /// What came with it, where it is not one of ours.
    pub import: Option<Box<Import>>,
}

/// Something that happened outside.
#[derive(Debug)]
pub enum Event {
    /// The desktop's dialog to open a file was answered, or closed.
    OpenChosen(Option<PathBuf>),
    /// The desktop's dialog to save was answered, or closed.
    SaveChosen(Option<PathBuf>),
    /// No desktop service answered.
    NoDialog,
    /// What was copied last as HTML, if anything was.
    PageCopied(Option<String>),
    /// A document was read.
    Opened(Box<Opened>),
    /// It could not be read.
    OpenFailed(String),
    /// Another text of the article was compared with it.
    DraftMade(Box<MadeDraft>),
    /// Places that may be meant were looked for.
    PlacesFound(Box<PlacesFound>),
    /// Two revisions were compared.
    RevisionsCompared(Arc<Compared>),
    /// It could not be read.
    DraftFailed(String),
    /// The document was written.
    Saved {
        /// Where.
        path: PathBuf,
        /// The version now on disk.
        stamp: Stamp,
        /// The session's revision it holds.
        revision: u64,
        /// Why the work after it is not protected against a crash, if it is not.
        warning: Option<String>,
    },
    /// It could not be written.
    SaveFailed {
        /// Where.
        path: PathBuf,
        /// Why, and what to do.
        message: String,
    },
    /// Somebody else changed the file.
    SaveConflict {
        /// Which.
        path: PathBuf,
        /// What became of it.
        message: String,
    },
    /// Another file has that name.
    SaveWouldReplace(PathBuf),
    /// A file that an export would write is there already.
    ExportWouldReplace {
        /// What was chosen.
        path: PathBuf,
        /// What is there.
        there: PathBuf,
        /// The format.
        format: Format,
    },
    /// Work on many files went on.
    WorkWent {
        /// Files that are done.
        n_done: usize,
        /// Files there are.
        n_all: usize,
    },
    /// A folder was looked through, or exported.
    FolderDone(Box<FolderDone>),
    /// A folder was looked through to be imported, or imported.
    ImportDone(Box<ImportDone>),
    /// The desktop's dialog for a folder was answered, or closed.
    FolderChosen(Option<PathBuf>),
    /// What will be in a report was worked out.
    ReportPreviewed {
        /// Which report, for whom it was wanted, and of which revision.
        request: (Kind, Audience, u64),
        /// What will be in it.
        preview: Box<Result<Preview, ReportError>>,
    },
    /// The text of a report is to go to the clipboard.
    ReportCopied {
        /// The text.
        text: String,
        /// For whom it is.
        audience: Audience,
    },
    /// The desktop's dialog to save a report was answered, or closed.
    ReportChosen {
        /// Which report.
        kind: Kind,
        /// For whom.
        audience: Audience,
        /// Where to.
        path: Option<PathBuf>,
    },
    /// Another file has the name a report was to get.
    ReportWouldReplace {
        /// Which file.
        path: PathBuf,
        /// Which report.
        kind: Kind,
        /// For whom.
        audience: Audience,
    },
    /// Unsaved work of an article without a file was found at the start.
    RecoveryFound(Box<Recovery>),
    /// The house's lexicon has these names now; so many of them are new or have more aliases.
    LexiconGrown {
        /// All of them.
        names: Vec<HouseName>,
        /// How many changed.
        n_changed: usize,
    },
    /// Some more of the article was read for suggestions.
    SuggestRead,
    /// It was worked out what to suggest.
    Suggested(Box<Suggested>),
    /// An outside suggester answered, or failed.
    OutsiderAnswered(Box<Answered>),
    /// The article was searched.
    Found(Box<Found>),
    /// It was worked out which hits stand inside a longer name.
    HitsJudged {
        /// The search's number.
        number: u64,
        /// Their indices.
        inside: Vec<u32>,
    },
    /// Something the user should know.
    Notice {
        /// The words.
        words: String,
        /// Whether something failed.
        is_error: bool,
    },
}

impl Session {
    /// Takes up what happened outside; returns what is to be done next.
    pub fn receive(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::OpenChosen(path) => self.open_chosen(path),
            Event::SaveChosen(path) => self.save_chosen(path),
            Event::ReportPreviewed { request, preview } => self.report_previewed(request, *preview),
            Event::ReportCopied { text, audience } => {
                self.clipboard = Some(text);
                self.say(format!("Report copied {} as text.", audience.label().to_lowercase()));
            }
            Event::ReportChosen { kind, audience, path } => {
                if self.close_path_field(&LinePurpose::ReportPath(kind, audience))
                    && let Some(path) = path
                {
                    self.write_report(path, kind, audience, false);
                }
            }
            Event::ReportWouldReplace { path, kind, audience } => {
                self.report_would_replace(path, kind, audience);
            }
            Event::NoDialog => {
                if let Some(Flow::Line(form)) = &mut self.flow
                    && form.purpose.is_path()
                {
                    "No file dialog of the desktop answered. Type the path, then press Enter."
                        .clone_into(&mut form.hint);
                }
            }
            Event::PageCopied(page) => self.paste_page(page),
            Event::Opened(opened) => self.opened(*opened),
            Event::OpenFailed(message) => self.open_failed(message),
            Event::PlacesFound(found) => self.places_found(*found),
            Event::RevisionsCompared(compared) => self.take_compared(compared),
            Event::DraftMade(made) => self.draft_made(*made),
            Event::DraftFailed(message) => self.draft_failed(message),
            Event::Saved { path, stamp, revision, warning } => {
                self.saved(path, stamp, revision);
                if let Some(words) = warning {
                    self.complain(words);
                }
            }
            Event::SaveFailed { path, message } => self.save_failed(&path, &message),
            Event::SaveConflict { path, message } => self.save_conflict(&path, &message),
            Event::SaveWouldReplace(path) => self.save_would_replace(&path),
            Event::ExportWouldReplace { path, there, format } => {
                self.export_would_replace(path, &there, format);
            }
            Event::WorkWent { n_done, n_all } => self.work_went(n_done, n_all),
            Event::FolderDone(done) => self.folder_done(*done),
            Event::ImportDone(done) => self.import_done(&done),
            Event::FolderChosen(path) => self.folder_chosen(path),
            Event::RecoveryFound(recovery) => self.offer_recovery(*recovery),
            Event::LexiconGrown { names, n_changed } => self.lexicon_grown(&names, n_changed),
            Event::SuggestRead => {}
            Event::Suggested(found) => self.take_suggested(*found),
            Event::OutsiderAnswered(answered) => self.take_answer(*answered),
            Event::Found(found) => self.take_found(*found),
            Event::HitsJudged { number, inside } => {
                if number == self.find.answered() {
                    self.find.list.take_longer(&inside);
                }
            }
            Event::Notice { words, is_error: true } => self.complain(words),
            Event::Notice { words, is_error: false } => self.say(words),
        }
        self.refresh_find();
        self.refresh_changes();
        self.refresh_suggest();
        std::mem::take(&mut self.effects)
    }

    /// The format whose path is being asked for.
    /// What the open path field is for.
    fn path_field(&self) -> Option<LinePurpose> {
        match &self.flow {
            Some(Flow::Line(form)) if form.purpose.is_path() => Some(form.purpose.clone()),
            _ => None,
        }
    }

    fn open_chosen(&mut self, path: Option<PathBuf>) {
        let Some(purpose) = self.path_field() else { return };
        let opens =
            matches!(purpose, LinePurpose::DraftPath | LinePurpose::ImportPath(_) | LinePurpose::OpenPath);
        if !opens || !self.close_path_field(&purpose) {
            return;
        }
        match (purpose, path) {
            (LinePurpose::DraftPath, Some(path)) => self.begin_draft(path),
            (LinePurpose::ImportPath(format), Some(path)) => self.import_path(path, format),
            (_, Some(path)) => self.answer(super::flow::Act::Open(path)),
            (_, None) => {}
        }
    }

    fn save_chosen(&mut self, path: Option<PathBuf>) {
        let Some(purpose) = self.path_field() else { return };
        let saves = matches!(purpose, LinePurpose::ExportPath(_) | LinePurpose::SavePath);
        if !saves || !self.close_path_field(&purpose) {
            return;
        }
        match (purpose, path) {
            (LinePurpose::ExportPath(format), Some(path)) => self.export_to(path, format, false),
            (LinePurpose::ExportPath(_), None) => {}
            (_, Some(path)) => self.save_to(path),
            (_, None) => self.file.after_save = None,
        }
    }

    /// Goes on with the folder that the open path field asks for, or closes it.
    fn folder_chosen(&mut self, path: Option<PathBuf>) {
        let Some(purpose) = self.path_field().filter(LinePurpose::is_folder) else { return };
        self.close_path_field(&purpose);
        match (purpose, path) {
            (LinePurpose::ExportFolderPath(from, format), Some(to)) => {
                self.export_folder_to(from, to, format);
            }
            (LinePurpose::ImportFrom, Some(from)) => self.look_through_import(from),
            (LinePurpose::ImportInto(from), Some(to)) => self.import_folder(from, Some(to)),
            _ => {}
        }
    }

    /// Closes the path field that was opened with the dialog; says whether it was still open.
    fn close_path_field(&mut self, purpose: &LinePurpose) -> bool {
        let open = matches!(&self.flow, Some(Flow::Line(form)) if form.purpose == *purpose);
        if open {
            self.flow = None;
            self.view.focus_article += 1;
        }
        open
    }
}
