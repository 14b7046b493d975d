//! Opening, saving, quitting, and what may stand in the way.

use std::path::{Path, PathBuf};

use crate::formats::Format;
use crate::model::Document;
use crate::storage::Stamp;

use super::effect::{Effect, SaveJob};
use super::event::Opened;
use super::flow::{Act, Answer, Flow, LineForm, LinePurpose, Purpose, Question};
use super::state::{FileState, Session};

/// How files of ours end.
pub const ENDING: &str = ".desk.ron";

impl Question {
    /// Whether Esc may not leave it: the program cannot go on without an answer.
    pub fn must_be_answered(&self) -> bool {
        self.answers.iter().all(|answer| answer.act != Act::Nothing)
    }
}

pub(super) fn answer(label: &str, act: Act) -> Answer {
    Answer { label: label.to_owned(), act }
}

impl Session {
    pub(super) fn ask(&mut self, title: impl Into<String>, text: impl Into<String>, answers: Vec<Answer>) {
        let (title, text) = (title.into(), text.into());
        self.flow = Some(Flow::Question(Question { title, text, answers, highlighted: 0 }));
    }

    /// Asks at once, or where something is being filled in or chosen, after that.
    pub(super) fn ask_when_free(&mut self, title: &str, text: String, answers: Vec<Answer>) {
        let question = Question { title: title.to_owned(), text, answers, highlighted: 0 };
        match self.flow {
            None | Some(Flow::Help) => self.flow = Some(Flow::Question(question)),
            Some(_) => self.later = Some(question),
        }
    }

    /// Does `act`, after asking what becomes of unsaved work.
    fn leaving(&mut self, act: Act, leave_label: &str) {
        if !self.is_unsaved() {
            return self.answer(act);
        }
        let title = format!("Save {} first?", self.display_name());
        let unsaved = self.revision.abs_diff(self.file.saved_revision);
        let steps = if unsaved == 1 { "1 step is".to_owned() } else { format!("{unsaved} steps are") };
        let answers = vec![
            answer("Save", Act::SaveThen(Box::new(act.clone()))),
            answer("Go on working", Act::Nothing),
            answer(leave_label, act),
        ];
        self.ask(title, format!("{steps} not in the file yet."), answers);
    }

    pub(super) fn ask_quit(&mut self) {
        if let Some(Flow::Source(form)) = &mut self.flow
            && form.draft.is_stated()
        {
            "Keep this source (Ctrl+Enter) or leave it (Esc) before you quit.".clone_into(&mut form.message);
            return;
        }
        self.leaving(Act::Quit, "Quit without saving");
    }

    pub(super) fn ask_open(&mut self) {
        self.leaving(Act::AskOpen, "Open without saving");
    }

    pub(super) fn ask_import(&mut self) {
        self.leaving(Act::AskImport, "Import without saving");
    }

    pub(super) fn ask_import_path(&mut self, format: Option<Format>) {
        self.ask_path(LinePurpose::ImportPath(format), String::new());
        self.effects.push(Effect::AskOpenPath);
    }

    /// Opens what was chosen in the dialog for a file to import.
    pub(super) fn import_path(&mut self, path: PathBuf, format: Option<Format>) {
        self.answer(match format {
            Some(format) => Act::OpenIn(path, format),
            None => Act::Open(path),
        });
    }

    pub(super) fn ask_open_sample(&mut self) {
        self.leaving(Act::OpenSample, "Open without saving");
    }

    pub(super) fn open_path(&mut self, path: PathBuf) {
        if matches!(&self.flow, Some(Flow::Question(question)) if question.must_be_answered()) {
            return self.say("Answer the question first.");
        }
        self.leaving(Act::Open(path), "Open without saving");
    }

    pub(super) fn paste_article(&mut self, text: String) {
        if text.trim().is_empty() {
            return self.effects.push(Effect::AskCopiedPage);
        }
        self.leaving(Act::OpenPasted(text), "Open without saving");
    }

    /// What was copied as HTML, which is asked for where it was not copied as text too.
    pub(super) fn paste_page(&mut self, page: Option<String>) {
        match page.filter(|page| !page.trim().is_empty()) {
            Some(page) => self.leaving(Act::OpenPasted(page), "Open without saving"),
            None => self.say("There is no text in the clipboard. Copy the article first."),
        }
    }

    pub(super) fn answer(&mut self, act: Act) {
        match act {
            Act::Nothing => self.file.after_save = None,
            Act::AskName => self.ask_name(),
            Act::SaveThen(then) => {
                self.file.after_save = Some(*then);
                self.save();
            }
            Act::Quit => self.effects.push(Effect::Quit),
            Act::Open(_) | Act::OpenAs { .. } | Act::OpenIn(..) | Act::OpenPasted(_) | Act::OpenSample
                if self.file.saving =>
            {
                self.file.after_save = Some(act);
            }
            Act::Open(path) => self.load(Effect::Load(path)),
            Act::OpenPasted(text) => self.load(Effect::LoadPasted(text)),
            Act::OpenAs { path, encoding } => self.load(Effect::LoadAs(path, encoding)),
            Act::OpenIn(path, format) => self.load(Effect::LoadIn(path, format)),
            Act::AskImport => self.open_picker(Purpose::Import),
            Act::OpenSample => self.load(Effect::LoadSample),
            Act::AskOpen => {
                self.ask_path(LinePurpose::OpenPath, String::new());
                self.effects.push(Effect::AskOpenPath);
            }
            Act::KeepMine => self.write(self.file.path.clone(), None, true),
            Act::Replace(path) => self.write(Some(path), None, true),
            Act::ReplaceReport { path, kind, audience } => self.write_report(path, kind, audience, true),
            Act::TakeTheirs => {
                self.file.after_save = None;
                if let Some(path) = self.file.path.clone() {
                    self.load(Effect::Load(path));
                }
            }
            Act::SaveBeside => {
                if let Some(path) = &self.file.path {
                    let beside = beside(path, self.person());
                    self.write(Some(beside), None, false);
                }
            }
            Act::ExportAs(format) => self.ask_export_path(format),
            Act::ExportFolder(from, format) => self.ask_folder_path(from, format),
            Act::ImportFolder(from) => self.ask_import_target(from),
            Act::ExportOver(path, format) => self.export_to(path, format, true),
            Act::Recover => self.recover(),
            Act::DiscardRecovery => {
                if self.recovery.take().is_some_and(|recovery| recovery.document.is_some()) {
                    self.effects.push(Effect::DropRecovery);
                }
                self.effects.push(Effect::BeginJournal);
                self.welcome();
            }
        }
    }

    fn load(&mut self, effect: Effect) {
        self.file.loading = true;
        self.load_revision = self.revision;
        self.effects.push(effect);
    }

    pub(super) fn save(&mut self) {
        match self.file.path.clone() {
            Some(path) => self.write(Some(path), self.file.stamp.clone(), false),
            None => self.save_as(),
        }
    }

    pub(super) fn save_as(&mut self) {
        let suggested = self.suggested_path();
        self.ask_path(LinePurpose::SavePath, suggested.display().to_string());
        self.effects.push(Effect::AskSavePath(suggested));
    }

    pub(super) fn suggested_path(&self) -> PathBuf {
        if let Some(path) = &self.file.path {
            return path.clone();
        }
        let name = Path::new(&self.file.name);
        let stem =
            name.file_stem().map_or_else(|| "article".into(), |stem| stem.to_string_lossy().into_owned());
        let file_name = format!("{stem}{ENDING}");
        match &self.file.folder {
            Some(folder) => folder.join(file_name),
            None => PathBuf::from(file_name),
        }
    }

    /// The desktop's dialog is asked, and a field beside it works where none answers.
    pub(super) fn ask_path(&mut self, purpose: LinePurpose, text: String) {
        let title = match purpose {
            LinePurpose::OpenPath => "Open",
            LinePurpose::ImportPath(_) => "Import",
            LinePurpose::ExportPath(_) => "Export as",
            LinePurpose::ExportFolderPath(..) => "Export to the folder",
            LinePurpose::ImportFrom => "Import the files of the folder",
            LinePurpose::ImportInto(_) => "Import into the folder",
            LinePurpose::ReportPath(..) => "Save report as",
            LinePurpose::DraftPath => "New draft",
            _ => "Save as",
        };
        self.flow = Some(Flow::Line(LineForm {
            title: title.into(),
            hint: "Choose in the desktop's file dialog, or type a path here.".into(),
            text,
            purpose,
            message: String::new(),
        }));
    }

    /// The same for a folder, beginning with one of this path.
    pub(super) fn ask_folder(&mut self, purpose: LinePurpose, suggested: PathBuf) {
        self.ask_path(purpose, suggested.display().to_string());
        self.effects.push(Effect::AskFolder(suggested));
    }

    /// Saves to a path that was typed or chosen; asks before it replaces another file.
    pub(super) fn save_to(&mut self, path: PathBuf) {
        let path = with_ending(path);
        let own = self.file.path.as_deref() == Some(path.as_path());
        let expected = self.file.stamp.clone().filter(|_| own);
        self.write(Some(path), expected, false);
    }

    fn write(&mut self, path: Option<PathBuf>, expected: Option<Stamp>, overwrite: bool) {
        let Some(path) = path else { return self.save_as() };
        if self.file.saving {
            return self.say("A save is under way already.");
        }
        self.typing = false;
        self.file.saving = true;
        let (document, revision) = (self.document.clone(), self.revision);
        self.effects.push(Effect::Save(Box::new(SaveJob { path, document, expected, overwrite, revision })));
    }

    pub(super) fn saved(&mut self, path: PathBuf, stamp: Stamp, revision: u64) {
        self.file.saving = false;
        self.settings.remember_recent(&path);
        self.keep_settings();
        self.say(format!("Saved {}", path.display()));
        self.file.path = Some(path);
        self.file.stamp = Some(stamp);
        self.file.saved_revision = revision;
        self.effects.push(Effect::EnsureJournal);
        if let Some(act) = self.file.after_save.take() {
            if self.is_unsaved() { self.leaving(act, "Leave without saving") } else { self.answer(act) }
        }
    }

    pub(super) fn save_failed(&mut self, path: &Path, message: &str) {
        self.file.saving = false;
        self.file.after_save = None;
        self.complain(format!("Not saved. {message}"));
        if self.file.path.is_none() && self.flow.is_none() {
            self.ask_path(LinePurpose::SavePath, path.display().to_string());
        }
    }

    /// Somebody else changed the file since it was read.
    pub(super) fn save_conflict(&mut self, path: &Path, message: &str) {
        self.file.saving = false;
        let beside = beside(path, self.person());
        let name = beside.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let answers = vec![
            answer(&format!("Save beside, as {name}"), Act::SaveBeside),
            answer("Keep mine (the other version stays as .bak)", Act::KeepMine),
            answer("Take theirs (my changes since the last save go)", Act::TakeTheirs),
            answer("Go on working", Act::Nothing),
        ];
        self.ask_when_free(
            "The file changed on disk",
            format!("{message}. Nothing was overwritten."),
            answers,
        );
    }

    /// There is another file of the name chosen.
    pub(super) fn save_would_replace(&mut self, path: &Path) {
        self.file.saving = false;
        let answers = vec![
            answer("Go on working", Act::Nothing),
            answer("Replace it (the old one stays as .bak)", Act::Replace(path.to_owned())),
        ];
        self.ask_when_free(
            "Replace this file?",
            format!("There is a file of this name already: {}", path.display()),
            answers,
        );
    }

    pub(super) fn opened(&mut self, opened: Opened) {
        if self.file.loading && self.revision != self.load_revision {
            self.file.loading = false;
            return self.complain(format!(
                "{} was not opened, because you went on working here while it was read. Open it again.",
                opened.name
            ));
        }
        let Opened { document, path, stamp, name, folder, recovery, notes, import } = opened;
        self.file = FileState { path, name, folder, stamp, ..FileState::default() };
        self.replace_document(document);
        let imported = self.file.folder.as_ref().map(|folder| folder.join(&self.file.name));
        if let Some(path) = self.file.path.clone().or(imported) {
            self.settings.remember_recent(&path);
            self.keep_settings();
        }
        match import {
            Some(import) => self.take_import(&import),
            None => notes.into_iter().for_each(|note| self.say(note)),
        }
        if let Some(recovery) = recovery {
            self.offer_recovery(recovery);
        } else {
            self.effects.push(Effect::BeginJournal);
            self.welcome();
        }
    }

    pub(super) fn replace_document(&mut self, document: Document) {
        self.document = document;
        self.undo.clear();
        self.redo.clear();
        self.revision += 1;
        self.file.saved_revision = self.revision;
        self.view.annotation = None;
        self.view.entity = None;
        self.view.filters = Default::default();
        self.typing = false;
        self.editing = None;
        self.revisions = super::desk::changes::Revisions::default();
        self.suggest.begin_anew();
        self.drafting = false;
        self.reselecting = None;
        self.show_top();
    }

    /// Begins work on the article the session was made with.
    pub fn begin(&mut self) -> Vec<Effect> {
        self.effects.push(Effect::BeginJournal);
        self.welcome();
        self.refresh_suggest();
        std::mem::take(&mut self.effects)
    }

    /// At the first start: who is working here?
    pub(super) fn welcome(&mut self) {
        if self.person().trim().is_empty() && self.flow.is_none() {
            self.ask_name();
        }
    }

    pub(super) fn open_failed(&mut self, message: String) {
        self.file.loading = false;
        self.effects.push(Effect::EnsureJournal);
        self.complain(message);
    }
}

/// `path` with our ending where it has none.
fn with_ending(path: PathBuf) -> PathBuf {
    if path.to_string_lossy().ends_with(".ron") {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(ENDING);
    name.into()
}

/// A name beside `path` that says whose version it is.
fn beside(path: &Path, who: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = name.strip_suffix(ENDING).unwrap_or(&name);
    let who: String = who.trim().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let who = if who.is_empty() { "mine".to_owned() } else { who.to_lowercase() };
    path.with_file_name(format!("{stem}.{who}{ENDING}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_saved_beside_says_whose_it_is() {
        assert_eq!(
            beside(Path::new("/a/story.desk.ron"), "Ana Lúcia"),
            PathBuf::from("/a/story.ana-lúcia.desk.ron")
        );
        assert_eq!(beside(Path::new("story.desk.ron"), " "), PathBuf::from("story.mine.desk.ron"));
    }

    #[test]
    fn a_name_without_ending_gets_ours() {
        assert_eq!(with_ending("story".into()), PathBuf::from("story.desk.ron"));
        assert_eq!(with_ending("story.desk.ron".into()), PathBuf::from("story.desk.ron"));
    }
}
