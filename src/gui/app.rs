//! The window: input to actions, actions to the session, the session to pixels.

use egui::{CentralPanel, Context, Frame, Margin, Panel, Ui};

use crate::session::outside::Outside;
use crate::session::{Action, Effect, Event, PanelSizes, Session};
use crate::storage::Theme as ThemeChoice;

use super::article::ArticlePane;
use super::desk::{self, Desk};
use super::letters::Letters;
use super::rows::Rows;
use super::scene::Scene;
use super::theme::Theme;
use super::{flows, panels, shortcuts};

/// In a window narrower than this, points, the outline gives way to the article.
const NARROW: f32 = 860.0;
/// The panes on the right are at least and at most so wide, points; beside a view of the desk they take
/// at most this part of the window.
const LEAST_PANES: f32 = 260.0;
const WIDEST_PANES: f32 = 620.0;
const BESIDE_DESK: f32 = 0.4;
/// Least heights of the inspector, of the list above it and of the checklist, points. Where the
/// checklist has less it stands alone.
const LEAST_INSPECTOR: f32 = 120.0;
const LEAST_LIST: f32 = 230.0;
const LEAST_CHECKLIST: f32 = 300.0;
/// So much of the article stays in sight above the list of hits, points.
const LEAST_ARTICLE: f32 = 88.0;

/// The app in its window.
pub struct App {
    session: Session,
    outside: Outside,
    light: Theme,
    dark: Theme,
    rows: Rows,
    desk: Desk,
    article: ArticlePane,
    letters: Letters,
    keyboard: shortcuts::Keyboard,
    themed: Option<ThemeChoice>,
    n_frames: u64,
    quit: bool,
    /// Whether what was copied last is wanted.
    wants_clipboard: bool,
    /// Whether what the desk shows is not made to its end.
    desk_under_way: bool,
}

impl App {
    /// The app on a session. `outside` carries out what the session wants done.
    pub fn new(ctx: &Context, session: Session, outside: Outside) -> Self {
        super::fonts::install(ctx);
        let app = Self {
            session,
            outside,
            light: Theme::light(),
            dark: Theme::dark(),
            rows: Rows::default(),
            desk: Desk::default(),
            article: ArticlePane::default(),
            letters: Letters::default(),
            keyboard: shortcuts::Keyboard::default(),
            themed: None,
            n_frames: 0,
            quit: false,
            wants_clipboard: false,
            desk_under_way: false,
        };
        super::style::install(ctx, &app.light, &app.dark);
        let wake = ctx.clone();
        app.outside.wake_with(move || wake.request_repaint());
        app
    }

    /// The session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Begins with a file, or with the article the session has, and looks for unsaved work on it.
    pub fn begin(&mut self, path: Option<std::path::PathBuf>) {
        let effects = self.session.begin();
        self.carry_out(effects);
        let title = path.as_deref().map(|path| path.file_name().unwrap_or_default().to_string_lossy());
        self.outside.look_for_unsaved(title.as_deref());
        if let Some(path) = path {
            self.act(Action::OpenPath(path));
        }
    }

    /// Tells the user that something failed.
    pub fn complain(&mut self, words: String) {
        let effects = self.session.receive(Event::Notice { words, is_error: true });
        self.carry_out(effects);
    }

    /// What the title bar says.
    pub fn title(&self) -> String {
        let mark = if self.session.is_unsaved() { "• " } else { "" };
        format!("{mark}{} — Copydesk", self.session.display_name())
    }

    /// How many frames were drawn so far.
    pub fn n_frames(&self) -> u64 {
        self.n_frames
    }

    /// Whether the window should close.
    pub fn wants_to_quit(&self) -> bool {
        self.quit
    }

    /// Does an action as if the user had done it.
    pub fn act(&mut self, action: Action) {
        let effects = self.session.update(action);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.quit |= matches!(effect, Effect::Quit);
            self.wants_clipboard |= matches!(effect, Effect::AskClipboard);
            self.outside.carry_out(effect, &self.session);
        }
    }

    /// Takes up what came back from outside; says whether anything did.
    pub fn take_events(&mut self) -> bool {
        let mut any = false;
        while let Some(event) = self.outside.next_event() {
            any = true;
            let effects = self.session.receive(event);
            self.carry_out(effects);
        }
        any
    }

    /// Whether nothing is under way outside.
    pub fn is_quiet(&self) -> bool {
        self.outside.is_quiet()
    }

    /// Whether the list on the right is not made to its end.
    pub fn is_making_rows(&self) -> bool {
        self.rows.is_making()
    }

    /// Whether what the desk shows is not made to its end.
    pub fn is_desk_under_way(&self) -> bool {
        self.desk_under_way
    }

    /// Prepares letters that will be needed, so that the first look at another part of the article is
    /// as quick as the second; says whether there are more.
    pub fn prepare_letters(&mut self, ctx: &Context) -> bool {
        self.letters.prepare(ctx, self.session.settings().text_size)
    }

    /// Draws one frame.
    pub fn frame(&mut self, ui: &mut Ui) {
        self.n_frames += 1;
        self.take_events();
        if let Some(text) = self.session.take_clipboard() {
            ui.ctx().copy_text(text);
        }
        self.apply_theme(ui.ctx());
        self.keyboard.begin(ui.ctx(), &self.session);
        while let Some(action) = self.keyboard.next(ui.ctx(), &self.session) {
            let action = self.article.as_seen(ui, &self.session, action);
            self.act(action);
        }
        let more_suggestions = self.session.work_on_suggestions();
        if self.session.work_on_hits() || more_suggestions {
            ui.ctx().request_repaint();
        }
        let more_rows = self.rows.refresh(&self.session);
        let more_story = self.session.work_on_story();
        self.desk_under_way = self.desk.advance(&self.session) || more_story;
        if self.desk_under_way || more_rows {
            ui.ctx().request_repaint();
        }
        let mut actions = Vec::new();
        self.draw(ui, &mut actions);
        if !actions.is_empty() || self.desk.is_behind(&self.session) {
            ui.ctx().request_repaint();
        }
        for action in actions {
            self.act(action);
        }
        if std::mem::take(&mut self.wants_clipboard) {
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::RequestPaste);
            self.keyboard.await_clipboard();
            ui.ctx().request_repaint();
        }
    }

    fn apply_theme(&mut self, ctx: &Context) {
        let chosen = self.session.settings().theme;
        if self.themed != Some(chosen) {
            self.themed = Some(chosen);
            ctx.set_theme(match chosen {
                ThemeChoice::System => egui::ThemePreference::System,
                ThemeChoice::Light => egui::ThemePreference::Light,
                ThemeChoice::Dark => egui::ThemePreference::Dark,
            });
        }
    }

    fn draw(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let theme = if ui.ctx().theme() == egui::Theme::Dark { &self.dark } else { &self.light };
        let scene = Scene { session: &self.session, theme, rows: &self.rows, desk: &self.desk };
        let layout = &self.session.settings().layout;

        let bar = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(8, 4));
        Panel::top("menu and tools").frame(bar).resizable(false).show(ui, |ui| {
            panels::menu::show(ui, &scene, actions);
            panels::toolbar::show(ui, &scene, actions);
        });
        Panel::bottom("status")
            .frame(bar)
            .resizable(false)
            .show(ui, |ui| panels::status::show(ui, &scene, actions));

        let side = Frame::new().fill(theme.panel).inner_margin(Margin::same(8));
        let mut sizes = PanelSizes {
            left: layout.left_width,
            right: layout.right_width,
            inspector: layout.inspector_height,
        };
        let has_room = ui.available_width() >= NARROW;
        if layout.left_open && has_room && self.session.view().desk.is_none() {
            let panel =
                Panel::left("outline").frame(side).default_size(layout.left_width).size_range(140.0..=420.0);
            let shown = panel.show(ui, |ui| panels::outline::show(ui, &scene, actions));
            sizes.left = shown.response.rect.width();
        }
        if layout.right_open {
            self.right(ui, &scene, side, &mut sizes, actions);
        }
        self.remember(ui.ctx(), sizes, actions);
        if self.session.find().is_open() {
            Panel::top("find")
                .frame(bar)
                .resizable(false)
                .show(ui, |ui| panels::find::show(ui, &scene, actions));
            if self.session.find().list().is_open() {
                let panel =
                    Panel::bottom("hits").frame(side).default_size((ui.available_height() * 0.5).min(300.0));
                let panel = panel.size_range(120.0..=(ui.available_height() - LEAST_ARTICLE).max(121.0));
                panel.show(ui, |ui| panels::hits::show(ui, &scene, actions));
            }
        }

        if self.session.editing().is_some() {
            let strip = bar.fill(theme.raised);
            Panel::top("editing")
                .frame(strip)
                .resizable(false)
                .show(ui, |ui| panels::editing::show(ui, &scene, actions));
        }

        let page = Frame::new().fill(theme.page);
        CentralPanel::default().frame(page).show(ui, |ui| match self.session.view().desk {
            Some(view) => desk::show(ui, &scene, view, actions),
            None => self.article.show(ui, &scene, actions),
        });
        flows::show(ui, &scene, actions);
    }

    /// The panes on the right: lists or checklist with the inspector below, or the inspector alone.
    fn right(
        &self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        side: Frame,
        sizes: &mut PanelSizes,
        actions: &mut Vec<Action>,
    ) {
        let layout = &self.session.settings().layout;
        if self.session.view().desk.is_some() {
            // A view of the desk needs more room beside it than the article does.
            let widest = (ui.available_width() * BESIDE_DESK).clamp(LEAST_PANES, WIDEST_PANES);
            let panel = Panel::right("record").frame(side).default_size(layout.right_width.min(widest));
            let panel = panel.size_range(LEAST_PANES..=widest);
            let shown = panel.show(ui, |ui| panels::inspector::show(ui, scene, actions));
            if layout.right_width <= widest {
                sizes.right = shown.response.rect.width();
            }
            return;
        }
        let panel = Panel::right("panes").frame(side).default_size(layout.right_width);
        let shown = panel.size_range(LEAST_PANES..=WIDEST_PANES).show(ui, |ui| {
            let coverage = self.session.view().coverage;
            let kept = if coverage { LEAST_CHECKLIST } else { LEAST_LIST };
            if coverage && ui.available_height() < kept + LEAST_INSPECTOR {
                desk::coverage::show(ui, scene, actions);
                return layout.inspector_height;
            }
            let inspector = Panel::bottom("inspector")
                .frame(Frame::new().inner_margin(Margin { top: 8, ..Margin::ZERO }))
                .default_size(layout.inspector_height)
                .size_range(LEAST_INSPECTOR..=(ui.available_height() - kept).max(LEAST_INSPECTOR + 1.0));
            let shown = inspector.show(ui, |ui| panels::inspector::show(ui, scene, actions));
            if coverage {
                desk::coverage::show(ui, scene, actions);
            } else {
                panels::lists::show(ui, scene, actions);
            }
            shown.response.rect.height()
        });
        sizes.right = shown.response.rect.width();
        sizes.inspector = shown.inner;
    }

    /// Keeps the panels' sizes once the mouse lets go of their edge.
    fn remember(&self, ctx: &Context, sizes: PanelSizes, actions: &mut Vec<Action>) {
        let layout = &self.session.settings().layout;
        let moved = [
            (sizes.left, layout.left_width),
            (sizes.right, layout.right_width),
            (sizes.inspector, layout.inspector_height),
        ]
        .iter()
        .any(|(now, kept)| (now - kept).abs() > 1.0);
        let released = ctx.input(|input| input.pointer.any_released());
        if moved && released {
            actions.push(Action::ResizePanels(sizes));
        }
    }
}
