//! What can be done now, where nothing is selected.

use egui::{RichText, TextStyle, Ui};

use super::buttons;
use crate::gui::scene::Scene;
use crate::gui::widgets::{elide, keycap};
use crate::session::{Action, Command};

/// What makes an annotation of selected words.
const TAG: [(Command, &str); 4] = [
    (Command::TagEntity, "Entity"),
    (Command::TagQuote, "Quote"),
    (Command::TagClaim, "Claim"),
    (Command::Highlight, "Highlight"),
];

/// What finds something to annotate.
const FIND: [Command; 7] = [
    Command::NextSuggestion,
    Command::NextName,
    Command::NextQuotation,
    Command::NextSentence,
    Command::NextAnnotation,
    Command::NextUnresolved,
    Command::Palette,
];

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    if scene.session.selection().is_some() {
        selection(ui, scene, actions);
        ui.add_space(6.0);
        ui.label(
            RichText::new("Move its ends with [ and ], its start with { and }.")
                .small()
                .color(scene.theme.weak),
        );
        return;
    }
    ui.label(RichText::new("Nothing selected").font(elide::bold(ui, &TextStyle::Body)));
    ui.label(RichText::new("Click an annotation, or select words to annotate them.").color(scene.theme.weak));
    ui.add_space(4.0);
    egui::Grid::new("guide").num_columns(2).spacing([10.0, 5.0]).show(ui, |ui| {
        let n_open = scene.session.suggest().n_open();
        let find = FIND.into_iter().filter(|command| *command != Command::NextSuggestion || n_open > 0);
        for command in find {
            let Some(keys) = command.keys().last() else { continue };
            ui.horizontal(|ui| keycap::show(ui, scene.theme, &keys.label()));
            if ui.link(command.title()).on_hover_text(command.help()).clicked() {
                actions.push(Action::Command(command));
            }
            ui.end_row();
        }
    });
}

/// The selected words, and what can be made of them.
pub(super) fn selection(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let Some(span) = scene.session.selection() else { return };
    ui.label(RichText::new("Selected words").font(elide::bold(ui, &TextStyle::Body)));
    let words = span.of(scene.session.document().text());
    elide::article_words(ui, &elide::first_words(words), 3);
    ui.add_space(2.0);
    buttons(ui, scene, &TAG, actions);
}
