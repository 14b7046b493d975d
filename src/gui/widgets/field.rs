//! Text fields with their label. What is typed goes out with every change.

use egui::{Align2, Id, Margin, Sense, TextEdit, TextStyle, Ui, vec2};

use super::elide;
use crate::gui::theme::Theme;

/// Width of the column of labels left of controls, points.
const LABEL_WIDTH: f32 = 76.0;

/// What was done in a text field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The whole new text, if it changed.
    pub text: Option<String>,
    /// Whether the keyboard left the field.
    pub left: bool,
    /// What has the keyboard while the field does.
    pub id: Option<Id>,
}

/// A text field.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// What stands above it, and what assistive technology calls it.
    pub label: &'a str,
    /// What an empty field says.
    pub hint: &'a str,
    /// Lines it is high when empty; one that is 0 takes a single line only.
    pub rows: usize,
}

impl Field<'_> {
    /// Draws it with `value` in it. `salt` must tell it from the same field of another record.
    pub fn show(self, ui: &mut Ui, theme: &Theme, salt: impl egui::AsIdSalt, value: &str) -> Typed {
        self.show_named(ui, theme, self.label, salt, value)
    }

    /// The same where assistive technology calls it otherwise, so that it can tell two of one label apart.
    pub fn show_named(
        self,
        ui: &mut Ui,
        theme: &Theme,
        name: &str,
        salt: impl egui::AsIdSalt,
        value: &str,
    ) -> Typed {
        caption(ui, theme, self.label);
        let mut text = value.to_owned();
        self.edit(ui, name, salt, &mut text)
    }

    /// The same with a draft for text that is not what is kept: `keep` gives what a text means, or
    /// nothing where it may not be kept. A draft lives until the keyboard leaves the field.
    pub fn show_draft<T: PartialEq>(
        self,
        ui: &mut Ui,
        theme: &Theme,
        salt: impl egui::AsIdSalt,
        kept: (&T, String),
        keep: impl Fn(&str) -> Option<T>,
    ) -> (Option<T>, bool) {
        caption(ui, theme, self.label);
        let id = ui.make_persistent_id(("draft", &salt));
        let (value, shown) = kept;
        let draft = ui.data(|data| data.get_temp::<String>(id));
        let is_current = |draft: &String| keep(draft).is_none_or(|meant| meant == *value);
        let mut text = draft.filter(is_current).unwrap_or(shown);
        let typed = self.edit(ui, self.label, salt, &mut text);
        if typed.left {
            ui.data_mut(|data| data.remove::<String>(id));
        } else if let Some(text) = &typed.text {
            ui.data_mut(|data| data.insert_temp(id, text.clone()));
        }
        (typed.text.and_then(|text| keep(&text)), typed.left)
    }

    fn edit(self, ui: &mut Ui, name: &str, salt: impl egui::AsIdSalt, text: &mut String) -> Typed {
        let edit = if self.rows == 0 { TextEdit::singleline(text) } else { TextEdit::multiline(text) };
        let edit = edit.id_salt(salt).hint_text(self.hint).desired_rows(self.rows.max(1));
        let edit = edit.desired_width(f32::INFINITY).margin(Margin::symmetric(6, 4));
        let response = ui.add(edit).accessible_name(name);
        let left = response.lost_focus();
        Typed { text: response.changed().then(|| text.clone()), left, id: Some(response.id) }
    }
}

/// A small label above a control.
pub fn caption(ui: &mut Ui, theme: &Theme, label: &str) {
    let font = TextStyle::Small.resolve(ui.style());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 15.0), Sense::hover());
    ui.painter().text(rect.left_bottom(), Align2::LEFT_BOTTOM, label, font, theme.weak);
}

/// A control with its label to the left; the control must name itself.
pub fn beside<R>(ui: &mut Ui, theme: &Theme, label: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        let height = ui.spacing().interact_size.y;
        let (rect, _) = ui.allocate_exact_size(vec2(LABEL_WIDTH, height), Sense::hover());
        let font = TextStyle::Small.resolve(ui.style());
        let galley = elide::one_line(ui, label, font, theme.weak, LABEL_WIDTH);
        let top = rect.center().y - galley.size().y / 2.0;
        ui.painter().galley(egui::pos2(rect.left(), top), galley, theme.weak);
        add(ui)
    })
    .inner
}

/// The id that has the keyboard while the field with this name and place does.
pub fn id(name: &str) -> Id {
    Id::unique(("field", name))
}
