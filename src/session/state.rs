//! The app without a screen: the document, what is selected, what is open, what is saved.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::model::{Annotation, AnnotationId, Document, Edit, EntityId, Schema, Step};
use crate::storage::{Settings, Stamp};
use crate::text::Span;

use super::desk::DeskView;
use super::desk::claims::{Arrangement, TableFilter};
use super::desk::coverage::Shown;
use super::desk::timeline::StepFilter;
use super::effect::Effect;
use super::filter::{Filter, Pane};
use super::flow::{Act, Flow, Question};
use super::many::Work;

/// What the session takes from the world: the time and fresh ids.
#[derive(Clone, Copy, Debug)]
pub struct Ambient {
    /// The time.
    pub now: fn() -> Timestamp,
    /// The day, where the user is.
    pub today: fn() -> Date,
    /// A UUID of version 7.
    pub new_id: fn() -> Uuid,
}

/// Who works here for this time, where that is not what the settings say.
#[derive(Clone, Debug, Default)]
pub struct Guest {
    /// Who.
    pub name: Option<String>,
    /// As what.
    pub role: Option<String>,
}

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Byte offset of the caret.
    pub caret: usize,
    /// The other end of the selection; the caret where nothing is selected.
    pub anchor: usize,
    /// The annotation that is selected.
    pub annotation: Option<AnnotationId>,
    /// The entity that is selected.
    pub entity: Option<EntityId>,
    /// Counts up each time the article should scroll to the caret.
    pub reveal: u64,
    /// The list on the right.
    pub pane: Pane,
    /// What each list shows, in the order of [`Pane::ALL`].
    pub filters: [Filter; 5],
    /// Counts up each time the keyboard should go back to the article.
    pub focus_article: u64,
    /// Counts up each time the keyboard should go to the pane's filter.
    pub focus_filter: u64,
    /// What stands in the place of the article, if anything does.
    pub desk: Option<DeskView>,
    /// Counts up each time the keyboard should go to the desk's view.
    pub focus_desk: u64,
    /// How the table of claims is arranged.
    pub arrangement: Arrangement,
    /// Which claims the table shows, beside the filter it shares with the list.
    pub table_filter: TableFilter,
    /// Whether what nobody has dealt with is shaded, with a checklist beside the article.
    pub coverage: bool,
    /// What the checklist shows.
    pub checklist: Shown,
    /// Which steps of the history are shown.
    pub step_filter: StepFilter,
    /// The step of the history that is selected, by its place.
    pub step: Option<usize>,
    /// The claims picked for a change of many at once.
    pub picked: BTreeSet<AnnotationId>,
    /// The field of the inspector that should get the keyboard.
    pub wanted_field: Option<WantedField>,
}

/// A field that should get the keyboard, by its name on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WantedField {
    /// Its name.
    pub name: String,
    /// Another number each time.
    pub count: u64,
}

/// Where the document lives and what of it is saved.
#[derive(Clone, Debug, Default)]
pub struct FileState {
    /// The file; none for an article that was never saved as `.desk.ron`.
    pub path: Option<PathBuf>,
    /// What the article is called before it has a file.
    pub name: String,
    /// The folder it was imported from.
    pub folder: Option<PathBuf>,
    /// The version on disk that was read or written last.
    pub stamp: Option<Stamp>,
    /// The document's revision that is on disk.
    pub saved_revision: u64,
    /// Whether a save is under way.
    pub saving: bool,
    /// Whether a file is being read.
    pub loading: bool,
    /// What to do once a save has succeeded.
    pub after_save: Option<Act>,
}

/// Something the user should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub words: String,
    /// Whether something failed.
    pub is_error: bool,
}

/// See the module.
#[derive(Debug)]
pub struct Session {
    pub(super) document: Document,
    pub(super) undo: Vec<Arc<Step>>,
    pub(super) redo: Vec<Arc<Step>>,
    pub(super) typing: bool,
    pub(super) revision: u64,
    pub(super) view: View,
    pub(super) flow: Option<Flow>,
    pub(super) file: FileState,
    pub(super) settings: Settings,
    pub(super) guest: Guest,
    pub(super) schema: Schema,
    pub(super) notices: Vec<Notice>,
    pub(super) ambient: Ambient,
    pub(super) effects: Vec<Effect>,
    pub(super) work: Option<Work>,
    pub(super) recovery: Option<super::recovery::Recovery>,
    /// A question that came up while a form was open; asked once that is closed.
    pub(super) later: Option<Question>,
    /// The revision at which the file that is being read was asked for.
    pub(super) load_revision: u64,
    /// What is to go to the clipboard.
    pub(super) clipboard: Option<String>,
    /// The mode in which keys write, while it is on.
    pub(super) editing: Option<super::editing::Editing>,
    /// Whether another text is being compared with the article.
    pub(super) drafting: bool,
    /// The annotation whose words are to be selected anew.
    pub(super) reselecting: Option<AnnotationId>,
    pub(super) revisions: super::desk::changes::Revisions,
    pub(super) find: super::find::Find,
    pub(super) recent: super::recent::Recent,
    pub(super) suggest: super::suggest::Suggest,
    pub(super) story: super::desk::story::Story,
}

impl Session {
    /// A session on an article that has no file yet.
    pub fn new(document: Document, name: &str, settings: Settings, schema: Schema, ambient: Ambient) -> Self {
        let pane = Pane::named(&settings.layout.right_tab).unwrap_or_default();
        let mut session = Self {
            document,
            undo: Vec::new(),
            redo: Vec::new(),
            typing: false,
            revision: 0,
            view: View { pane, ..View::default() },
            flow: None,
            file: FileState { name: name.to_owned(), ..FileState::default() },
            settings,
            guest: Guest::default(),
            schema,
            notices: Vec::new(),
            ambient,
            effects: Vec::new(),
            work: None,
            recovery: None,
            later: None,
            load_revision: 0,
            clipboard: None,
            editing: None,
            drafting: false,
            reselecting: None,
            revisions: super::desk::changes::Revisions::default(),
            find: super::find::Find::default(),
            recent: super::recent::Recent::default(),
            suggest: super::suggest::Suggest::default(),
            story: super::desk::story::Story::default(),
        };
        session.show_top();
        session
    }

    /// Lets somebody else than the settings say work here, or as something else, for this time.
    #[must_use]
    pub fn with_guest(mut self, guest: Guest) -> Self {
        self.guest = guest;
        self
    }

    /// As what whoever works here does so; empty where nobody said.
    pub fn role(&self) -> &str {
        match (&self.guest.role, &self.guest.name) {
            (Some(role), _) => role,
            (None, Some(_)) => "",
            (None, None) => &self.settings.role,
        }
    }

    /// Who works here; empty where nobody said.
    pub fn person(&self) -> &str {
        self.guest.name.as_deref().unwrap_or(&self.settings.user_name)
    }

    /// Suggests this folder for the first save.
    #[must_use]
    pub fn in_folder(mut self, folder: Option<PathBuf>) -> Self {
        self.file.folder = folder;
        self
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Counts up with every change of the document.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What is looked at.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// What is open above the article.
    pub fn flow(&self) -> Option<&Flow> {
        self.flow.as_ref()
    }

    /// Where the document lives.
    pub fn file(&self) -> &FileState {
        &self.file
    }

    /// What the user chose.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The house's vocabulary.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// What the user should know, oldest first.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Whether there is work that is not in the file.
    pub fn is_unsaved(&self) -> bool {
        self.revision != self.file.saved_revision
    }

    /// Whether the session waits for a job.
    pub fn is_busy(&self) -> bool {
        self.file.saving || self.file.loading || self.drafting
    }

    /// Name of the step that undo takes back.
    pub fn undo_name(&self) -> Option<&str> {
        self.undo.last().map(|step| step.what.as_str())
    }

    /// Name of the step that redo does again.
    pub fn redo_name(&self) -> Option<&str> {
        self.redo.last().map(|step| step.what.as_str())
    }

    /// What is to go to the clipboard, once.
    pub fn take_clipboard(&mut self) -> Option<String> {
        self.clipboard.take()
    }

    /// The selected words, if any.
    pub fn selection(&self) -> Option<Span> {
        let (start, end) = (self.view.caret.min(self.view.anchor), self.view.caret.max(self.view.anchor));
        Span::new(self.document.text(), start, end).ok()
    }

    /// The selected annotation.
    pub fn selected(&self) -> Option<&Annotation> {
        self.view.annotation.and_then(|id| self.document.annotation(id))
    }

    /// The filter of the list on the right.
    pub fn filter(&self) -> &Filter {
        &self.view.filters[self.view.pane as usize]
    }

    /// How many claims need no more work, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let index = self.document.index();
        let all = crate::model::ClaimState::ALL.iter();
        let count = |resolved: bool| {
            all.clone()
                .filter(|state| !resolved || state.is_resolved())
                .map(|state| index.claims_in(*state))
                .sum()
        };
        (count(true), count(false))
    }

    /// The work on many files that is under way.
    pub fn work(&self) -> Option<&Work> {
        self.work.as_ref()
    }

    /// What the title bar calls the article.
    pub fn display_name(&self) -> String {
        let file_name = self.file.path.as_deref().and_then(|path| path.file_name());
        file_name.map_or_else(|| self.file.name.clone(), |name| name.to_string_lossy().into_owned())
    }

    /// The day it is, where the user is.
    pub fn today(&self) -> Date {
        (self.ambient.today)()
    }

    /// Asks for the inspector's field of this name to get the keyboard.
    pub(super) fn want_field(&mut self, name: impl Into<String>) {
        let count = self.view.wanted_field.as_ref().map_or(1, |last| last.count + 1);
        self.view.wanted_field = Some(WantedField { name: name.into(), count });
        if !self.settings.layout.right_open {
            self.toggle_panes();
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        (self.ambient.now)()
    }

    pub(super) fn new_id(&self) -> Uuid {
        (self.ambient.new_id)()
    }

    pub(super) fn say(&mut self, words: impl Into<String>) {
        self.notices.push(Notice { words: words.into(), is_error: false });
    }

    pub(super) fn complain(&mut self, words: impl Into<String>) {
        self.notices.push(Notice { words: words.into(), is_error: true });
    }

    /// Does an edit as one step; says whether it was done. An edit that changes nothing is no step.
    pub(super) fn perform(&mut self, what: impl Into<String>, edit: Edit) -> bool {
        if edit.is_empty() {
            return true;
        }
        self.typing = false;
        let step = self.step(what.into(), edit);
        match self.document.perform(step.clone()) {
            Ok(()) => {
                let step = Arc::new(step);
                self.undo.push(Arc::clone(&step));
                self.redo.clear();
                self.changed(step);
                true
            }
            Err(error) => {
                self.complain(format!("This could not be done: {error}."));
                false
            }
        }
    }

    pub(super) fn step(&self, what: String, edit: Edit) -> Step {
        let by = self.person().to_owned();
        Step { at: self.now(), by, what, edit, extra: crate::model::Extra::new() }
    }

    pub(super) fn changed(&mut self, step: Arc<Step>) {
        self.revision += 1;
        self.recent.push(self.revision, Arc::clone(&step));
        self.effects.push(Effect::Journal(step));
        let gone = |id: &AnnotationId| self.document.annotation(*id).is_none();
        if self.view.annotation.as_ref().is_some_and(gone) {
            self.view.annotation = None;
        }
        self.view.picked.retain(|id| self.document.annotation(*id).is_some());
        if self.view.entity.is_some_and(|id| self.document.entity(id).is_none()) {
            self.view.entity = None;
        }
    }

    /// Takes the last step back.
    pub(super) fn undo(&mut self) {
        let Some(step) = self.undo.pop() else { return };
        let undone = step.undone(self.now(), self.person());
        if self.replay(undone, &step) {
            self.say(format!("Undone: {}", step.what));
            self.redo.push(step);
        }
    }

    /// Does the last undone step again.
    pub(super) fn redo(&mut self) {
        let Some(step) = self.redo.pop() else { return };
        let redone = step.redone(self.now(), self.person());
        if self.replay(redone, &step) {
            self.say(format!("Done again: {}", step.what));
            self.undo.push(step);
        }
    }

    fn replay(&mut self, step: Step, of: &Step) -> bool {
        self.typing = false;
        let place = self.carried_caret(&step.edit);
        match self.document.perform(step.clone()) {
            Ok(()) => {
                let is_rewritten = !step.edit.text_changes().is_empty();
                self.changed(Arc::new(step));
                if is_rewritten {
                    self.place_caret(place);
                    self.view.reveal += 1;
                } else {
                    self.show_what_changed(&of.edit);
                }
                true
            }
            Err(error) => {
                self.complain(format!("“{}” could not be taken back: {error}.", of.what));
                false
            }
        }
    }

    fn show_what_changed(&mut self, edit: &Edit) {
        let touched = first_annotation(edit);
        if let Some(annotation) = touched.and_then(|id| self.document.annotation(id)) {
            let (id, start) = (annotation.id, annotation.spans.first().start());
            self.view.annotation = Some(id);
            self.place_caret(start);
            self.view.reveal += 1;
        }
    }
}

pub(super) fn first_annotation(edit: &Edit) -> Option<AnnotationId> {
    match edit {
        Edit::AddAnnotation(annotation)
        | Edit::RemoveAnnotation(annotation)
        | Edit::Recover { annotation, .. } => Some(annotation.id),
        Edit::Set { id, .. } => Some(*id),
        Edit::Evidence { claim, .. } => Some(*claim),
        Edit::Batch(edits) => edits.iter().find_map(first_annotation),
        Edit::AddEntity(_)
        | Edit::RemoveEntity(_)
        | Edit::ChangeEntity { .. }
        | Edit::BlockKind { .. }
        | Edit::Meta { .. }
        | Edit::Text(_)
        | Edit::KeepDraft(_)
        | Edit::DropDraft(_)
        | Edit::Lose { .. }
        | Edit::ChangeOrphan { .. }
        | Edit::Reject(_)
        | Edit::TakeBackRejection(_) => None,
    }
}
