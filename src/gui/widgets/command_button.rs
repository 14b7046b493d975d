//! A button that calls a command: words, key, help on hover.

use egui::{Button, Color32, Response, RichText, Ui, WidgetText};

use crate::gui::theme::Theme;
use crate::session::{Action, Command};

/// See the module.
#[derive(Clone, Copy, Debug)]
pub struct CommandButton<'a> {
    command: Command,
    words: &'a str,
    sign: Option<(&'a str, Color32)>,
    with_key: bool,
    enabled: bool,
    quiet: bool,
}

impl<'a> CommandButton<'a> {
    /// A button with `words` on it and the command's first key.
    pub fn new(command: Command, words: &'a str) -> Self {
        Self { command, words, sign: None, with_key: true, enabled: true, quiet: false }
    }

    /// A sign in a colour before the words.
    #[must_use]
    pub fn sign(mut self, sign: &'a str, colour: Color32) -> Self {
        self.sign = Some((sign, colour));
        self
    }

    /// Whether the key is printed behind the words.
    #[must_use]
    pub fn with_key(mut self, with_key: bool) -> Self {
        self.with_key = with_key;
        self
    }

    /// Whether it can be pressed.
    #[must_use]
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Without a frame until the mouse is over it.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    fn key(&self) -> Option<String> {
        self.command.keys().first().filter(|_| self.with_key).map(|keys| keys.label())
    }

    /// How wide it is, points.
    pub fn width(&self, ui: &Ui) -> f32 {
        let font = egui::TextStyle::Button.resolve(ui.style());
        let small = egui::TextStyle::Small.resolve(ui.style());
        let measure = |text: &str, font: &egui::FontId| {
            ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x
        };
        let gap = ui.spacing().icon_spacing;
        let sign = self.sign.map_or(0.0, |(sign, _)| measure(sign, &font) + gap);
        let words = if self.words.is_empty() { 0.0 } else { measure(self.words, &font) };
        let key = self.key().map_or(0.0, |key| measure(&key, &small) + gap);
        sign + words + key + 2.0 * ui.spacing().button_padding.x
    }

    /// Draws it and sends the command when it is pressed.
    pub fn show(self, ui: &mut Ui, theme: &Theme, actions: &mut Vec<Action>) -> Response {
        let mut atoms = egui::Atoms::default();
        if let Some((sign, colour)) = self.sign {
            let text = RichText::new(sign);
            atoms.push_right(WidgetText::from(if self.enabled { text.color(colour) } else { text }));
        }
        if !self.words.is_empty() {
            atoms.push_right(self.words);
        }
        if let Some(key) = self.key() {
            atoms.push_right(WidgetText::from(RichText::new(key).small().color(theme.weak)));
        }
        let button = Button::new(atoms).frame_when_inactive(!self.quiet);
        let name = if self.words.is_empty() { self.command.title() } else { self.words };
        let response = ui.add_enabled(self.enabled, button).accessible_name(name);
        if response.clicked() {
            response.surrender_focus();
            actions.push(Action::Command(self.command));
        }
        let key = self.command.keys().first().map(|keys| format!("\n{}", keys.label())).unwrap_or_default();
        response.on_hover_text(format!("{}{key}", self.command.help()))
    }
}
