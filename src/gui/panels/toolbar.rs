//! The tools in words, for hands that do not know the keys yet.

use egui::containers::menu::MenuButton;
use egui::{Align, Button, Layout, RichText, Ui};

use crate::gui::scene::Scene;
use crate::gui::widgets::badge::Badge;
use crate::gui::widgets::command_button::CommandButton;
use crate::session::{Action, Command};

/// How much each button says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    /// Words and keys.
    Full,
    /// Words and keys; undo, redo and save by sign.
    Shorter,
    /// Words alone, undo, redo and save by sign.
    Shortest,
}

/// Space between two groups, points.
const BETWEEN_GROUPS: f32 = 17.0;

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let room = ui.available_width();
    let fits = |detail: &Detail| needed_width(ui, scene, *detail) <= room;
    let detail = [Detail::Full, Detail::Shorter].into_iter().find(fits).unwrap_or(Detail::Shortest);
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (place, button) in tagging(detail).into_iter().enumerate() {
            button.show(ui, scene.theme, actions);
            if place + 1 == tagging(detail).len() {
                ui.add_space(-4.0);
                house_tags(ui, scene, actions);
            }
        }
        gap(ui, scene);
        for button in checking(scene, detail) {
            button.show(ui, scene.theme, actions);
        }
        if ui.available_width() >= files_width(ui, scene, detail) + BETWEEN_GROUPS {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for button in files(scene, detail).into_iter().rev() {
                    button.show(ui, scene.theme, actions);
                }
            });
        } else {
            for button in files(scene, detail) {
                button.show(ui, scene.theme, actions);
            }
        }
    });
    ui.add_space(2.0);
}

fn tagging(detail: Detail) -> [CommandButton<'static>; 4] {
    [
        CommandButton::new(Command::TagEntity, "Entity"),
        CommandButton::new(Command::TagQuote, "Quote"),
        CommandButton::new(Command::TagClaim, "Claim"),
        CommandButton::new(Command::Highlight, "Highlight"),
    ]
    .map(|button| button.with_key(detail != Detail::Shortest))
}

fn checking(scene: &Scene<'_>, detail: Detail) -> [CommandButton<'static>; 3] {
    [
        CommandButton::new(Command::Verified, "Verified").sign("✓", scene.theme.good),
        CommandButton::new(Command::Disputed, "Disputed").sign("≠", scene.theme.warn),
        CommandButton::new(Command::AddSource, "Add source"),
    ]
    .map(|button| button.with_key(detail != Detail::Shortest))
}

fn files<'a>(scene: &Scene<'_>, detail: Detail) -> [CommandButton<'a>; 3] {
    let session = scene.session;
    let words = |words| if detail == Detail::Full { words } else { "" };
    let theme = scene.theme;
    [
        CommandButton::new(Command::Undo, words("Undo"))
            .sign("↶", theme.text)
            .enabled(session.undo_name().is_some()),
        CommandButton::new(Command::Redo, words("Redo"))
            .sign("↷", theme.text)
            .enabled(session.redo_name().is_some()),
        CommandButton::new(Command::Save, "Save").with_key(detail == Detail::Full),
    ]
    .map(|button| button.with_key(false).quiet())
}

fn needed_width(ui: &Ui, scene: &Scene<'_>, detail: Detail) -> f32 {
    let first: f32 = tagging(detail).iter().map(|button| button.width(ui) + 4.0).sum();
    let second: f32 = checking(scene, detail).iter().map(|button| button.width(ui) + 4.0).sum();
    first + second + files_width(ui, scene, detail) + 24.0 + 2.0 * BETWEEN_GROUPS
}

fn files_width(ui: &Ui, scene: &Scene<'_>, detail: Detail) -> f32 {
    files(scene, detail).iter().map(|button| button.width(ui) + 4.0).sum()
}

/// The line between two groups.
fn gap(ui: &mut Ui, scene: &Scene<'_>) {
    let size = egui::vec2(BETWEEN_GROUPS - 8.0, ui.spacing().interact_size.y);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    ui.painter().vline(rect.center().x, rect.y_range().shrink(3.0), (1.0, scene.theme.line));
}

/// The house's tags with their colours and keys.
fn house_tags(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let arrow = Button::new(RichText::new("▼").size(9.0).color(scene.theme.weak));
    let (response, _) = MenuButton::from_button(arrow).ui(ui, |ui| {
        ui.set_min_width(200.0);
        for tag in &scene.session.schema().tags {
            let key = tag.key.map(String::from).unwrap_or_default();
            let name = format!("       {}", tag.name);
            let button = Button::new(name).shortcut_text(RichText::new(key).color(scene.theme.weak));
            let response = ui.add(button).accessible_name(&tag.name);
            let at = response.rect.left_center() + egui::vec2(14.0, 0.0);
            Badge::patch(scene.theme.solid(tag.colour), scene.theme).paint_sized(ui, at, 14.0);
            if response.clicked() {
                actions.push(Action::ApplyTag(tag.id.clone()));
                ui.close();
            }
        }
    });
    response.accessible_name("House tags").on_hover_text("Highlight with one of the house's tags");
}
