//! A line of text: a comment, a name, a path.

use egui::{FontFamily, FontId, Id, Margin, TextEdit, Ui, vec2};

use crate::gui::scene::Scene;
use crate::session::flow::{LineForm, LinePurpose};
use crate::session::{Action, FlowInput};

use super::card::{self, Card, Cursor};

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, form: &LineForm, actions: &mut Vec<Action>) {
    let is_path = form.purpose.is_path();
    let width = if is_path { 720.0 } else { 520.0 };
    let id = Id::unique("line").with(&form.title);
    let card = Card { id, theme: scene.theme, width, top: 0.16, beside: None };
    let outside = card.show(ui.ctx(), |ui, place| {
        let title = card::title(ui, scene.theme, &form.title);
        if !form.hint.is_empty() {
            card::hint(ui, scene.theme, &form.hint);
        }
        let mut text = form.text.clone();
        let family = if is_path { FontFamily::Monospace } else { FontFamily::Proportional };
        let field = TextEdit::singleline(&mut text)
            .id(Id::unique("line field").with(&form.title))
            .font(FontId::new(14.0, family))
            .margin(Margin::symmetric(10, 6))
            .desired_width(f32::INFINITY)
            .return_key(None);
        let response = ui.add(field).labelled_by(title.id);
        card::hold_keyboard(ui, place, &response, &text, Cursor::All);
        card::mark_focus(ui, scene.theme, &response);
        card::message(ui, scene.theme, &form.message);
        if text != form.text {
            actions.push(Action::Flow(FlowInput::Text(text)));
        }
        if card::took_enter(ui, &response) {
            actions.push(Action::Flow(FlowInput::Confirm));
        }
        buttons(ui, scene, main_label(&form.purpose), actions);
    });
    if outside && form.text.trim().is_empty() {
        actions.push(Action::Flow(FlowInput::Cancel));
    }
}

fn main_label(purpose: &LinePurpose) -> &'static str {
    match purpose {
        LinePurpose::Comment(_) | LinePurpose::Name | LinePurpose::Role => "Keep",
        LinePurpose::Rename(_) => "Rename",
        LinePurpose::OpenPath => "Open",
        LinePurpose::SavePath | LinePurpose::ReportPath(..) => "Save",
        LinePurpose::ExportPath(_) | LinePurpose::ExportFolderPath(..) => "Export",
        LinePurpose::ImportFrom => "Look through",
        LinePurpose::ImportInto(_) | LinePurpose::ImportPath(_) => "Import",
        LinePurpose::DraftPath => "Compare",
    }
}

/// Cancel and the button that confirms, at the right.
pub(super) fn buttons(ui: &mut Ui, scene: &Scene<'_>, main: &str, actions: &mut Vec<Action>) {
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 28.0),
        egui::Layout::right_to_left(egui::Align::Center),
        |ui| {
            if ui.add(card::main_button(scene.theme, main)).clicked() {
                actions.push(Action::Flow(FlowInput::Confirm));
            }
            if ui.add(card::other_button(scene.theme, "Cancel")).clicked() {
                actions.push(Action::Flow(FlowInput::Cancel));
            }
        },
    );
}
