//! One window in a test, and what a person can do with it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use copydesk::formats;
use copydesk::gui::app::App;
use copydesk::ingest;
use copydesk::model::{Annotation, AnnotationKind, Document, Entity};
use copydesk::session::dialogs::{DialogAnswer, Dialogs};
use copydesk::session::outside::Outside;
use copydesk::session::{Action, Session};
use copydesk::storage::{ExternalSuggester, Folders, Settings, Theme};
use copydesk::text::Span;
use egui::{Event, Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ambient::ambient;
use crate::renderer::CpuRenderer;

/// A window's content, made when egui is ready.
pub(crate) struct Content {
    start: Option<(Session, Outside, Option<PathBuf>)>,
    app: Option<App>,
}

/// A window with an article, a home of its own and a desktop that answers what the test says.
pub(crate) struct Desk {
    harness: Harness<'static, Content>,
    pub(crate) home: Arc<tempfile::TempDir>,
    dialogs: Arc<Answers>,
    n_keys: usize,
    log: Vec<String>,
}

#[derive(Default)]
struct Answers {
    files: Mutex<Vec<DialogAnswer>>,
    copied_page: Mutex<Option<String>>,
}

impl Answers {
    fn next(&self) -> DialogAnswer {
        self.files.lock().unwrap().pop().unwrap_or(DialogAnswer::NoService)
    }
}

impl Dialogs for Answers {
    fn open(&self) -> DialogAnswer {
        self.next()
    }

    fn save(&self, _suggested: &Path) -> DialogAnswer {
        self.next()
    }

    fn folder(&self, _suggested: &Path) -> DialogAnswer {
        self.next()
    }

    fn copied_page(&self) -> Option<String> {
        self.copied_page.lock().unwrap().clone()
    }
}

impl Desk {
    /// Copies a piece of a page as HTML alone.
    pub(crate) fn copy_page(&self, html: &str) {
        *self.dialogs.copied_page.lock().unwrap() = Some(html.to_owned());
    }

    /// The sample article.
    pub(crate) fn with_sample() -> Self {
        Self::with_text(ingest::SAMPLE, ingest::SAMPLE_NAME)
    }

    /// An article of this text.
    pub(crate) fn with_text(text: &str, name: &str) -> Self {
        let home = Arc::new(tempfile::tempdir().unwrap());
        Self::start(home, text, name, None, Settings::test())
    }

    /// An article of this text, for which the program proposes names, quotes and claims.
    pub(crate) fn suggesting(text: &str, name: &str) -> Self {
        Self::suggesting_in(Theme::Dark, text, name)
    }

    /// The same in the light or the dark.
    pub(crate) fn suggesting_in(theme: Theme, text: &str, name: &str) -> Self {
        let home = Arc::new(tempfile::tempdir().unwrap());
        Self::start(home, text, name, None, Settings { theme, ..Self::with_suggestions() })
    }

    /// The program as it starts with this file, proposing.
    pub(crate) fn opening_suggesting(home: Arc<tempfile::TempDir>, path: &Path) -> Self {
        let path = Some(path.to_owned());
        Self::start(home, ingest::SAMPLE, ingest::SAMPLE_NAME, path, Self::with_suggestions())
    }

    /// The same with other programs that propose.
    pub(crate) fn suggesting_besides(external: Vec<ExternalSuggester>, text: &str, name: &str) -> Self {
        let home = Arc::new(tempfile::tempdir().unwrap());
        let mut settings = Self::with_suggestions();
        settings.suggestions.external = external;
        Self::start(home, text, name, None, settings)
    }

    fn with_suggestions() -> Settings {
        let mut settings = Settings::test();
        settings.suggestions.on = true;
        settings
    }

    /// The program as it starts with this file.
    pub(crate) fn opening(home: Arc<tempfile::TempDir>, path: &Path) -> Self {
        Self::start(home, ingest::SAMPLE, ingest::SAMPLE_NAME, Some(path.to_owned()), Settings::test())
    }

    /// The program as it starts at home, on the sample.
    pub(crate) fn at_home(home: Arc<tempfile::TempDir>, settings: Settings) -> Self {
        Self::start(home, ingest::SAMPLE, ingest::SAMPLE_NAME, None, settings)
    }

    /// The program at a home that others look into afterwards, with a file or on a text.
    pub(crate) fn living_at(folder: &Path, text: &str, path: Option<&Path>) -> Self {
        let own = Arc::new(tempfile::tempdir().unwrap());
        let folders = Folders::below(folder);
        Self::start_in(folders, own, (text, "words.txt"), path.map(Path::to_owned), Settings::test())
    }

    fn start(
        home: Arc<tempfile::TempDir>,
        text: &str,
        name: &str,
        path: Option<PathBuf>,
        settings: Settings,
    ) -> Self {
        Self::start_in(Folders::below(home.path()), home, (text, name), path, settings)
    }

    fn start_in(
        folders: Folders,
        home: Arc<tempfile::TempDir>,
        (text, name): (&str, &str),
        path: Option<PathBuf>,
        settings: Settings,
    ) -> Self {
        let schema = formats::schema::read(formats::schema::DEFAULT).unwrap();
        let document = Document::new(ingest::by_extension(name, text).unwrap());
        let session = Session::new(document, name, settings, schema, ambient());
        let dialogs = Arc::new(Answers::default());
        let outside = Outside::new(Some(folders), Arc::<Answers>::clone(&dialogs));
        let content = Content { start: Some((session, outside, path)), app: None };
        let harness = Harness::builder()
            .with_size(Vec2::new(1280.0, 800.0))
            .with_theme(egui::Theme::Dark)
            .with_max_steps(64)
            .with_step_dt(1.0 / 60.0)
            .renderer(CpuRenderer::default())
            .with_context_setup(copydesk::gui::fonts::install)
            .build_ui_state(
                |ui, content: &mut Content| {
                    if let Some((session, outside, path)) = content.start.take() {
                        let mut app = App::new(ui.ctx(), session, outside);
                        app.begin(path);
                        content.app = Some(app);
                    }
                    content.app.as_mut().unwrap().frame(ui);
                },
                content,
            );
        let mut desk = Self { harness, home, dialogs, n_keys: 0, log: Vec::new() };
        desk.settle();
        desk
    }

    fn app(&self) -> &App {
        self.harness.state().app.as_ref().unwrap()
    }

    pub(crate) fn session(&self) -> &Session {
        self.app().session()
    }

    pub(crate) fn document(&self) -> &Document {
        self.session().document()
    }

    /// Whether the window is about to close.
    pub(crate) fn wants_to_quit(&self) -> bool {
        self.app().wants_to_quit()
    }

    /// Frames drawn so far.
    pub(crate) fn n_frames(&self) -> u64 {
        self.app().n_frames()
    }

    /// Keys pressed so far; typed text does not count.
    pub(crate) fn n_keys(&self) -> usize {
        self.n_keys
    }

    /// Keys pressed and text typed so far.
    pub(crate) fn log(&self) -> &[String] {
        &self.log
    }

    /// Runs until nothing is under way, on screen or outside.
    pub(crate) fn settle(&mut self) {
        let patience = Instant::now() + Duration::from_secs(20);
        loop {
            self.harness.run_ok();
            let app = self.harness.state_mut().app.as_mut().unwrap();
            let came = app.take_events();
            if !came && app.is_quiet() && !app.take_events() {
                break;
            }
            assert!(Instant::now() < patience, "something outside takes more than 20 s");
            std::thread::sleep(Duration::from_millis(2));
        }
        self.harness.run_ok();
    }

    /// The desktop's next file dialog answers this.
    pub(crate) fn dialog_answers(&mut self, answer: DialogAnswer) {
        self.dialogs.files.lock().unwrap().insert(0, answer);
    }

    pub(crate) fn act(&mut self, action: Action) {
        self.harness.state_mut().app.as_mut().unwrap().act(action);
        self.settle();
    }

    /// Does something, and leaves it at what is there before any thread has answered.
    pub(crate) fn act_unanswered(&mut self, action: Action) {
        self.harness.state_mut().app.as_mut().unwrap().act(action);
    }

    /// Does something that takes time, and looks on until it has come as far as `until` says.
    pub(crate) fn act_and_watch(&mut self, action: Action, until: impl Fn(&Session) -> bool) {
        self.harness.state_mut().app.as_mut().unwrap().act(action);
        let patience = Instant::now() + Duration::from_secs(20);
        while !until(self.session()) {
            self.harness.state_mut().app.as_mut().unwrap().take_events();
            assert!(Instant::now() < patience, "it has not come so far in 20 s");
            std::thread::sleep(Duration::from_millis(2));
        }
        self.harness.run_ok();
    }

    /// Presses one key: "e", "Ctrl+S", "Shift+Tab", "Enter".
    pub(crate) fn press(&mut self, keys: &str) {
        self.n_keys += 1;
        self.log.push(keys.to_owned());
        let (modifiers, name) = modifiers_and_name(keys);
        let key = key_of(name);
        self.harness.event_modifiers(key_event(key, true, modifiers), modifiers);
        // A letter with Alt comes as text too, as it does in a window.
        let plain = !modifiers.command;
        if plain && name == "Space" {
            self.harness.event_modifiers(Event::Text(" ".to_owned()), modifiers);
        } else if plain && name.chars().count() == 1 {
            let typed = if modifiers.shift { name.to_uppercase() } else { name.to_owned() };
            self.harness.event_modifiers(Event::Text(typed), modifiers);
        }
        self.harness.event_modifiers(key_event(key, false, modifiers), modifiers);
        self.settle();
    }

    /// Presses several keys, separated by spaces.
    pub(crate) fn keys(&mut self, keys: &str) {
        for key in keys.split(' ') {
            self.press(key);
        }
    }

    /// Types text into the field that has the focus.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.log.push(format!("type {text}"));
        self.harness.event(Event::Text(text.to_owned()));
        self.settle();
    }

    /// Selects the nth occurrence (from 1) of these words.
    pub(crate) fn select_nth(&mut self, words: &str, n: usize) {
        let text = self.document().text().to_owned();
        let (start, _) = text
            .match_indices(words)
            .nth(n - 1)
            .unwrap_or_else(|| panic!("“{words}” is not there {n} times"));
        self.act(Action::Select(Span::new(&text, start, start + words.len()).unwrap()));
    }

    /// Selects the first occurrence of these words.
    pub(crate) fn select(&mut self, words: &str) {
        self.select_nth(words, 1);
    }

    /// Clicks what has this accessible name.
    pub(crate) fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.settle();
    }

    /// Whether something on screen has this accessible name, or holds it.
    pub(crate) fn shows(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    /// Gives a control the keyboard.
    pub(crate) fn focus(&mut self, name: &str) {
        self.harness.get_by_label(name).focus();
        self.settle();
    }

    pub(crate) fn harness(&mut self) -> &mut Harness<'static, Content> {
        &mut self.harness
    }

    /// Writes the window's picture where `COPYDESK_PICTURES` says, for people to look at.
    pub(crate) fn picture(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("COPYDESK_PICTURES") else { return };
        let picture = self.harness.render().unwrap();
        picture.save(Path::new(&folder).join(format!("{name}.png"))).unwrap();
    }

    pub(crate) fn words_of(&self, annotation: &Annotation) -> String {
        self.document().words_of(annotation)
    }

    /// The annotations of one kind in reading order.
    pub(crate) fn all(&self, kind: AnnotationKind) -> Vec<&Annotation> {
        self.document().annotations_of(kind).collect()
    }

    pub(crate) fn entity(&self, name: &str) -> &Entity {
        let found = self.document().entities().find(|entity| entity.name == name);
        found.unwrap_or_else(|| panic!("no entity is called “{name}”"))
    }

    /// The words of an entity's mentions in reading order.
    pub(crate) fn mentions(&self, name: &str) -> Vec<String> {
        let id = self.entity(name).id;
        let mentions = self.document().index().mentions_of(id);
        mentions
            .filter_map(|id| self.document().annotation(id))
            .map(|mention| self.words_of(mention))
            .collect()
    }

    /// Closes the window as a kill would: nothing is saved or tidied.
    pub(crate) fn kill(self) -> Arc<tempfile::TempDir> {
        let home = Arc::clone(&self.home);
        // The journal's thread is given the moment in which a real kill would come later.
        std::thread::sleep(Duration::from_millis(50));
        drop(self.harness);
        home
    }
}

fn modifiers_and_name(keys: &str) -> (Modifiers, &str) {
    let mut modifiers = Modifiers::NONE;
    let mut rest = keys;
    while let Some((name, after)) = rest.split_once('+').filter(|(_, after)| !after.is_empty()) {
        modifiers |= match name {
            "Ctrl" => Modifiers::COMMAND | Modifiers::CTRL,
            "Shift" => Modifiers::SHIFT,
            "Alt" => Modifiers::ALT,
            other => panic!("no modifier is called {other}"),
        };
        rest = after;
    }
    (modifiers, rest)
}

fn key_of(name: &str) -> Key {
    match name {
        "Esc" => Key::Escape,
        "Up" => Key::ArrowUp,
        "Down" => Key::ArrowDown,
        "Left" => Key::ArrowLeft,
        "Right" => Key::ArrowRight,
        "\"" => Key::Quote,
        "{" => Key::OpenCurlyBracket,
        "}" => Key::CloseCurlyBracket,
        name => Key::from_name(name).or_else(|| Key::from_name(&name.to_uppercase())).unwrap_or(Key::F35),
    }
}

fn key_event(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
}
