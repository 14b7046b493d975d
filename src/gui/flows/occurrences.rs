//! Every other place with the same words, each with its context, to be tagged in one step.

use egui::{Align, Id, Layout, RichText, Ui};

use crate::gui::scene::Scene;
use crate::gui::widgets::keycap;
use crate::gui::widgets::kwic::Kwic;
use crate::session::flow::Occurrences;
use crate::session::{Action, FlowInput};
use crate::text::counted::counted;

use super::card::{self, Card};
use super::list::List;

const ROW_HEIGHT: f32 = 31.0;

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, flow: &Occurrences, actions: &mut Vec<Action>) {
    let id = Id::unique("occurrences").with(flow.like);
    let card = Card { id, theme: scene.theme, width: 860.0, top: 0.1, beside: None };
    let outside = card.show(ui.ctx(), |ui, place| {
        card::title(ui, scene.theme, "All other occurrences");
        card::hint(ui, scene.theme, &subtitle(scene, flow));
        let used = ui.min_rect().height();
        let list = List {
            id: Id::unique("occurrence rows"),
            theme: scene.theme,
            n_rows: flow.rows.len(),
            row_height: ROW_HEIGHT,
            max_height: (place.height - used - 52.0).clamp(ROW_HEIGHT * 3.0, ROW_HEIGHT * 16.0),
            highlighted: flow.highlighted,
            has_keyboard: true,
        };
        let has_remarks = flow.rows.iter().any(|row| !row.remark.is_empty());
        let clicked = list.show(ui, |ui, rect, idx| {
            let Some(row) = flow.rows.get(idx) else { return String::new() };
            let line = Kwic {
                before: &row.before,
                words: &row.words,
                after: &row.after,
                remark: &row.remark,
                rtl: scene.is_read_from_the_right(row.span.start()),
                checked: row.checked,
                has_remarks,
                is_selected: idx == flow.highlighted,
            };
            line.paint(ui, scene.theme, rect);
            line.spoken()
        });
        if let Some(idx) = clicked {
            actions.push(Action::Flow(FlowInput::Toggle(idx)));
        }
        footer(ui, scene, flow, actions);
    });
    if outside {
        actions.push(Action::Flow(FlowInput::Cancel));
    }
}

fn subtitle(scene: &Scene<'_>, flow: &Occurrences) -> String {
    let document = scene.session.document();
    let Some(like) = document.annotation(flow.like) else { return String::new() };
    format!(
        "What is checked is tagged like “{}” ({}), as one step.",
        document.words_of(like),
        scene.session.describe(like)
    )
}

fn footer(ui: &mut Ui, scene: &Scene<'_>, flow: &Occurrences, actions: &mut Vec<Action>) {
    let theme = scene.theme;
    let n_checked = flow.rows.iter().filter(|row| row.checked).count();
    ui.horizontal(|ui| {
        ui.label(RichText::new(format!("{n_checked} of {} checked", flow.rows.len())).color(theme.text));
        ui.add_space(10.0);
        ui.spacing_mut().item_spacing.x = 5.0;
        for (key, words) in [("Space", "check"), ("A", "all or none")] {
            keycap::show(ui, theme, key);
            ui.label(RichText::new(words).small().color(theme.weak));
            ui.add_space(6.0);
        }
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let places = format!("Tag {}", counted(n_checked, "place", "places"));
            if ui.add(card::main_button(theme, &places)).clicked() {
                actions.push(Action::Flow(FlowInput::Confirm));
            }
            if ui.add(card::other_button(theme, "Cancel")).clicked() {
                actions.push(Action::Flow(FlowInput::Cancel));
            }
        });
    });
}
