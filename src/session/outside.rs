//! Carries out what the session wants done: threads for what takes time, one journal.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use crate::formats;
use crate::model::{Document, Schema, Step};
use crate::storage::journal::{Base, Journal, JournalWriter, Opened, journal_beside, new_unsaved};
use crate::storage::{Folders, Settings, Stamp, read_text, write_atomically};
use crate::text::units::UnitIndex;

use super::desk::changes;
use super::dialogs::{DialogAnswer, Dialogs, NoDialogs};
use super::draft;
use super::effect::{Effect, SaveJob};
use super::event::Event;
use super::export;
use super::find;
use super::folder_export;
use super::folder_import;
use super::jobs;
use super::review;
use super::state::Session;
use super::suggest::lexicon;

/// Events that may wait to be taken up.
const MOST_EVENTS: usize = 256;

type Wake = Box<dyn Fn() + Send + Sync>;

/// What jobs report to.
#[derive(Clone)]
struct Report {
    events: SyncSender<Event>,
    wake: Arc<OnceLock<Wake>>,
    n_running: Arc<AtomicUsize>,
}

impl Report {
    fn send(&self, event: Event) {
        if self.events.send(event).is_ok()
            && let Some(wake) = self.wake.get()
        {
            wake();
        }
    }
}

/// Where the steps of the open document go.
struct OpenJournal {
    /// Places in the article's text after the last step that was written down.
    units: Arc<Mutex<Units>>,
    /// The document as it was before the first step, where it has no file: its journal begins with
    /// the first step, so that looking at an article leaves nothing behind.
    base: Option<Start>,
    title: String,
    writer: Option<Arc<JournalWriter>>,
}

/// Places in a text: the thread of the journal finds them out when it first needs them.
enum Units {
    Of(Arc<str>),
    Known(Arc<UnitIndex>),
}

impl Units {
    fn of(document: &Document) -> Arc<Mutex<Self>> {
        Arc::new(Mutex::new(Self::Of(Arc::clone(document.article().text()))))
    }

    /// A step as a line of the journal; these are then the places in the text after it.
    fn line(&mut self, step: &Step) -> Result<String, String> {
        let mut known = match self {
            Self::Of(text) => Arc::new(UnitIndex::new(Arc::clone(text))),
            Self::Known(units) => Arc::clone(units),
        };
        let line = formats::ron::write_step(step, &mut known);
        *self = Self::Known(known);
        line.map_err(|error| jobs::explained(&error))
    }
}

/// A document without a file as it was before the first step, and its text once a thread has made it.
struct Start {
    document: Document,
    content: Arc<OnceLock<String>>,
}

/// See the module.
pub struct Outside {
    folders: Option<Folders>,
    dialogs: Arc<dyn Dialogs>,
    events: Receiver<Event>,
    report: Report,
    journal: Option<OpenJournal>,
    /// Settings that wait to be kept.
    settings: Arc<Mutex<Option<Settings>>>,
    /// Held by the thread that keeps them, so that the latest is written last.
    keeping: Arc<Mutex<()>>,
    /// The journal of the unsaved work that was found at the start.
    found: Option<PathBuf>,
}

impl Outside {
    /// The outside of a real app. Without `folders` nothing is kept: no settings, no journal of
    /// articles without a file.
    pub fn new(folders: Option<Folders>, dialogs: Arc<dyn Dialogs>) -> Self {
        let (sender, events) = sync_channel(MOST_EVENTS);
        let report = Report { events: sender, wake: Arc::default(), n_running: Arc::default() };
        Self {
            folders,
            dialogs,
            events,
            report,
            journal: None,
            settings: Arc::default(),
            keeping: Arc::default(),
            found: None,
        }
    }

    /// An outside that keeps nothing and has no desktop.
    pub fn nowhere() -> Self {
        Self::new(None, Arc::new(NoDialogs))
    }

    /// Calls `wake` whenever an event has come. Only the first call counts.
    pub fn wake_with(&self, wake: impl Fn() + Send + Sync + 'static) {
        let wake: Wake = Box::new(wake);
        self.report.wake.get_or_init(|| wake);
    }

    /// The next event, if one has come.
    pub fn next_event(&mut self) -> Option<Event> {
        self.events.try_recv().ok()
    }

    /// Whether no job is under way.
    pub fn is_quiet(&self) -> bool {
        self.report.n_running.load(Ordering::SeqCst) == 0
    }

    /// Looks for unsaved work on articles that never had a file, of this title where one is given;
    /// an event tells if there is some.
    pub fn look_for_unsaved(&mut self, title: Option<&str>) {
        let Some(folders) = &self.folders else { return };
        if let Some((journal, recovery)) = jobs::look_for_unsaved(folders, title) {
            self.found = Some(journal);
            self.report.send(Event::RecoveryFound(Box::new(recovery)));
        }
    }

    /// Does what the session wants done.
    pub fn carry_out(&mut self, effect: Effect, session: &Session) {
        match effect {
            Effect::Journal(step) => self.write_step(step),
            Effect::AskOpenPath => self.ask("open dialog", |dialogs| dialogs.open(), Event::OpenChosen),
            Effect::AskSavePath(suggested) => {
                self.ask("save dialog", move |dialogs| dialogs.save(&suggested), Event::SaveChosen);
            }
            Effect::AskFolder(suggested) => {
                self.ask("folder dialog", move |dialogs| dialogs.folder(&suggested), Event::FolderChosen);
            }
            Effect::Load(path) => self.run("load", move || jobs::load(&path, None)),
            Effect::LoadAs(path, encoding) => self.run("load", move || jobs::load(&path, Some(&encoding))),
            Effect::LoadIn(path, format) => self.run("load", move || jobs::load_in(&path, format)),
            Effect::LoadPasted(text) => {
                let dialogs = Arc::clone(&self.dialogs);
                self.run("load", move || jobs::load_pasted(&text, dialogs.copied_page().as_deref()));
            }
            Effect::AskCopiedPage => {
                let dialogs = Arc::clone(&self.dialogs);
                self.run("clipboard", move || Event::PageCopied(dialogs.copied_page()));
            }
            // The window has the clipboard.
            Effect::AskClipboard => {}
            Effect::LoadSample => self.run("load", jobs::load_sample),
            Effect::FindPlaces(job) => self.run("places", move || review::find_places(*job)),
            Effect::CompareRevisions(job) => self.run("compare", move || changes::compare(*job)),
            Effect::MakeDraft(job) => self.run("compare", move || draft::make(*job)),
            Effect::Save(job) => self.save(*job),
            Effect::Export(job) => self.run("export", move || export::write(*job)),
            Effect::ExportFolder(job) => {
                let report = self.report.clone();
                self.run("export folder", move || folder_export::carry_out(*job, |event| report.send(event)));
            }
            Effect::ImportFolder(job) => {
                let report = self.report.clone();
                self.run("import folder", move || folder_import::carry_out(*job, |event| report.send(event)));
            }
            Effect::PreviewReport(request) => {
                self.run("report preview", move || jobs::preview_report(&request));
            }
            Effect::CopyReport(request) => {
                self.run("report copy", move || jobs::copy_report(&request));
            }
            Effect::AskReportPath { kind, audience, suggested } => {
                let chosen = move |path| Event::ReportChosen { kind, audience, path };
                self.ask("save dialog", move |dialogs| dialogs.save(&suggested), chosen);
            }
            Effect::WriteReport { request, path, overwrite } => {
                self.run("report", move || jobs::write_report(&request, path, overwrite));
            }
            Effect::KeepSettings(settings) => self.keep_settings(*settings),
            Effect::BeginJournal => self.begin_journal(session),
            Effect::EnsureJournal => {
                if self.journal.as_ref().is_none_or(|journal| journal.writer.is_none()) {
                    self.begin_journal(session);
                }
            }
            Effect::TakeRecovery => self.take_recovery(session),
            Effect::DropRecovery => self.drop_recovery(),
            Effect::ProvideSchema => self.provide_schema(),
            Effect::Find(search) => self.run_quietly("find", move || find::search(&search)),
            Effect::GrowLexicon(new) => {
                let Some(folders) = self.folders.clone() else { return };
                self.run("house lexicon", move || lexicon::grow(&folders, &new));
            }
            Effect::Suggest(job) => {
                let report = self.report.clone();
                self.run_quietly("suggestions", move || {
                    job.run(&|event| report.send(event));
                    None
                });
            }
            Effect::AskOutsider(job) => self.run_quietly("outside suggester", move || job.run()),
            Effect::TellOutsider { outsider, told, accepted } => {
                self.run_quietly("suggester feedback", move || {
                    outsider.feedback(&told, accepted);
                    None
                });
            }
            Effect::JudgeHits(search, hits) => {
                self.run_quietly("longer names", move || find::list::judge(&search, &hits));
            }
            Effect::Quit => self.close_journal(),
        }
    }

    /// Has the desktop asked for a path.
    fn ask(
        &self,
        name: &str,
        ask: impl FnOnce(&dyn Dialogs) -> DialogAnswer + Send + 'static,
        chosen: impl FnOnce(Option<PathBuf>) -> Event + Send + 'static,
    ) {
        let dialogs = Arc::clone(&self.dialogs);
        self.run(name, move || match ask(dialogs.as_ref()) {
            DialogAnswer::Chosen(path) => chosen(Some(path)),
            DialogAnswer::Closed => chosen(None),
            DialogAnswer::NoService => Event::NoDialog,
        });
    }

    fn run(&self, name: &str, job: impl FnOnce() -> Event + Send + 'static) {
        self.run_quietly(name, move || Some(job()));
    }

    fn run_quietly(&self, name: &str, job: impl FnOnce() -> Option<Event> + Send + 'static) {
        let report = self.report.clone();
        report.n_running.fetch_add(1, Ordering::SeqCst);
        let work = {
            let report = report.clone();
            move || {
                if let Some(event) = job() {
                    report.send(event);
                }
                report.n_running.fetch_sub(1, Ordering::SeqCst);
            }
        };
        if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(work) {
            report.n_running.fetch_sub(1, Ordering::SeqCst);
            report.send(failure(format!(
                "This could not be started: {error}. Close other programs and try again."
            )));
        }
    }

    fn complain(&self, words: String) {
        self.report.send(failure(words));
    }

    fn save(&self, job: SaveJob) {
        let writer = self.journal.as_ref().and_then(|journal| journal.writer.clone());
        let noted = writer.map(|writer| writer.mark().map(|mark| (writer, mark)));
        match noted.transpose() {
            Ok(noted) => self.run("save", move || jobs::save(job, noted)),
            Err(error) => {
                self.complain(jobs::explained(&error));
                self.run("save", move || jobs::save(job, None));
            }
        }
    }

    /// Keeps the settings on a thread; of several that wait, the latest.
    fn keep_settings(&self, settings: Settings) {
        let Some(folders) = self.folders.clone() else { return };
        let waiting = Arc::clone(&self.settings);
        *waiting.lock().unwrap_or_else(PoisonError::into_inner) = Some(settings);
        let keeping = Arc::clone(&self.keeping);
        self.run_quietly("settings", move || {
            let _kept_in_order = keeping.lock().unwrap_or_else(PoisonError::into_inner);
            let latest = waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
            let saved = latest.map(|settings| settings.save(&folders));
            let error = saved.and_then(Result::err)?;
            Some(failure(format!("Your settings could not be kept. {}", jobs::explained(&error))))
        });
    }

    fn write_step(&mut self, step: Arc<Step>) {
        if let Err(message) = self.try_write_step(step) {
            self.complain(message);
        }
    }

    fn try_write_step(&mut self, step: Arc<Step>) -> Result<(), String> {
        if let Some(journal) = &self.journal
            && journal.writer.is_none()
        {
            self.begin_unsaved_journal()?;
        }
        let Some(journal) = &self.journal else { return Ok(()) };
        let Some(writer) = &journal.writer else { return Ok(()) };
        let units = Arc::clone(&journal.units);
        let make = move || units.lock().unwrap_or_else(PoisonError::into_inner).line(&step);
        writer.append(make).map_err(|error| explained_loss(&error))
    }

    /// The journal of an article without a file begins with its first step.
    fn begin_unsaved_journal(&mut self) -> Result<(), String> {
        let (Some(folders), Some(open)) = (&self.folders, &mut self.journal) else { return Ok(()) };
        let Some(base) = open.base.take() else { return Ok(()) };
        let content = match base.content.get() {
            Some(content) => content.clone(),
            None => formats::ron::write(&base.document).map_err(|error| explained_loss(&error))?,
        };
        let path = new_unsaved(folders).map_err(|error| explained_loss(&error))?;
        let base = Base::Unsaved { title: open.title.clone(), content };
        match Journal::open(&path, &base).map_err(|error| explained_loss(&error))? {
            Opened::New { journal, .. } => open.writer = Some(start(journal, &self.report)?),
            Opened::Found(_) => return Err("Unsaved work of this name exists already.".to_owned()),
        }
        Ok(())
    }

    /// Begins the journal of the document that was opened; the last one's is given up.
    fn begin_journal(&mut self, session: &Session) {
        self.close_journal();
        let document = session.document();
        let units = Units::of(document);
        let (title, file) = (session.display_name(), session.file());
        let (base, writer) = match (&file.path, &file.stamp) {
            (Some(path), Some(stamp)) => (None, self.journal_of_file(path, stamp)),
            _ => (Some(self.start(document.clone())), None),
        };
        self.journal = Some(OpenJournal { units, base, title, writer });
    }

    /// Has the text made that the journal will begin with.
    fn start(&self, document: Document) -> Start {
        let content = Arc::new(OnceLock::new());
        if self.folders.is_some() {
            let (copy, place) = (document.clone(), Arc::clone(&content));
            self.run_quietly("journal base", move || {
                if let Ok(text) = formats::ron::write(&copy) {
                    place.get_or_init(|| text);
                }
                None
            });
        }
        Start { document, content }
    }

    fn journal_of_file(&self, path: &Path, stamp: &Stamp) -> Option<Arc<JournalWriter>> {
        let base = Base::file(path, stamp.clone());
        let opened = Journal::open(&journal_beside(path), &base);
        let journal = opened.and_then(|opened| match opened {
            Opened::New { journal, .. } => Ok(journal),
            Opened::Found(found) => found.resume(base, &[]),
        });
        let writer =
            journal.map_err(|error| explained_loss(&error)).and_then(|journal| start(journal, &self.report));
        writer.map_err(|message| self.complain(message)).ok()
    }

    fn take_recovery(&mut self, session: &Session) {
        self.close_journal();
        let document = session.document();
        let units = Units::of(document);
        let writer = self
            .resumed(session)
            .and_then(|journal| journal.map(|journal| start(journal, &self.report)).transpose());
        let writer = writer.map_err(|message| self.complain(message)).ok().flatten();
        self.journal = Some(OpenJournal { units, base: None, title: session.display_name(), writer });
    }

    /// The found journal, going on from the steps that were brought back.
    fn resumed(&mut self, session: &Session) -> Result<Option<Journal>, String> {
        let file = session.file();
        let (path, stamp) = match (self.found.take(), &file.path, &file.stamp) {
            (Some(found), None, _) => (found, None),
            (_, Some(path), Some(stamp)) => (journal_beside(path), Some(Base::file(path, stamp.clone()))),
            _ => return Ok(None),
        };
        let base = stamp
            .clone()
            .unwrap_or_else(|| Base::Unsaved { title: session.display_name(), content: String::new() });
        match Journal::open(&path, &base).map_err(|error| explained_loss(&error))? {
            Opened::New { journal, .. } => Ok(Some(journal)),
            Opened::Found(found) => {
                let lines = match (&file.stamp, stamp.is_some()) {
                    (Some(stamp), true) => jobs::lines_onto(&found.recovered, &stamp.sha256).0,
                    _ => found.recovered.lines.clone(),
                };
                let base = stamp.unwrap_or_else(|| found.recovered.header.base.clone());
                found.resume(base, &lines).map(Some).map_err(|error| explained_loss(&error))
            }
        }
    }

    /// Throws the unsaved work away that the user does not want.
    fn drop_recovery(&mut self) {
        let Some(path) = self.found.take() else { return };
        let base = Base::Unsaved { title: String::new(), content: String::new() };
        let closed = Journal::open(&path, &base).and_then(|opened| match opened {
            Opened::New { journal, .. } => journal.close_clean(),
            Opened::Found(found) => found.resume(base.clone(), &[])?.close_clean(),
        });
        if let Err(error) = closed {
            self.complain(jobs::explained(&error));
        }
    }

    fn close_journal(&mut self) {
        let writer = self.journal.take().and_then(|journal| journal.writer).and_then(Arc::into_inner);
        if let Some(Err(error)) = writer.map(JournalWriter::close_clean) {
            self.complain(jobs::explained(&error));
        }
    }

    fn provide_schema(&self) {
        let Some(folders) = self.folders.clone() else { return };
        self.run("house tags", move || {
            let path = folders.schema_path();
            if !path.exists()
                && let Err(error) = write_default_schema(&folders, &path)
            {
                return failure(error);
            }
            let place = path.display();
            let words = format!(
                "The house's tags are kept in {place}. Change them there, then start Copydesk again."
            );
            Event::Notice { words, is_error: false }
        });
    }
}

fn failure(words: String) -> Event {
    Event::Notice { words, is_error: true }
}

fn explained_loss(error: &dyn std::error::Error) -> String {
    format!("Until you save, this work is not protected against a crash. {}", jobs::explained(error))
}

fn start(journal: Journal, report: &Report) -> Result<Arc<JournalWriter>, String> {
    let report = report.clone();
    let writer = JournalWriter::start(journal, move |change| match change {
        Ok(()) => {
            report.send(Event::Notice { words: "Unsaved work is protected again.".into(), is_error: false });
        }
        Err(error) => report.send(failure(explained_loss(&error))),
    });
    writer.map(Arc::new).map_err(|error| explained_loss(&error))
}

fn write_default_schema(folders: &Folders, path: &Path) -> Result<(), String> {
    folders.make_config().map_err(|error| jobs::explained(&error))?;
    write_atomically(path, formats::schema::DEFAULT.as_bytes(), None)
        .map(|_| ())
        .map_err(|error| jobs::explained(&error))
}

/// The house's schema, or the one that comes with Copydesk and why.
pub fn load_schema(folders: Option<&Folders>) -> (Schema, Option<String>) {
    let own = || formats::schema::read(formats::schema::DEFAULT);
    let path = folders.map(Folders::schema_path).filter(|path| path.exists());
    let house = path.map(|path| {
        let (text, _) = read_text(&path).map_err(|error| jobs::explained(&error))?;
        formats::schema::read(&text).map_err(|error| format!("{}: {error}", path.display()))
    });
    let (schema, warning) = match house {
        Some(Ok(schema)) => (Some(schema), None),
        Some(Err(message)) => (
            own().ok(),
            Some(format!("The house's tags could not be used, so Copydesk starts with its own. {message}")),
        ),
        None => (own().ok(), None),
    };
    (schema.unwrap_or_else(Schema::bare), warning)
}
