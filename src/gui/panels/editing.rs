//! The strip above the article that says that keys write now, and how to stop.

use egui::{Align, Layout, RichText, Ui};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::widgets::command_button::CommandButton;
use crate::session::{Action, Command};

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let theme = scene.theme;
    ui.horizontal(|ui| {
        ui.label(RichText::new("✎ Editing the text").family(fonts::ui_bold()).color(theme.accent));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            CommandButton::new(Command::EditText, "Done").show(ui, theme, actions);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let words = "Keys write. Annotations move with their words; Ctrl+Z takes back, Esc ends.";
                ui.add(egui::Label::new(RichText::new(words).color(theme.weak)).truncate());
            });
        });
    });
}
