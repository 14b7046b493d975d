//! Every other place with the same words, each with its context, to be tagged in one step.

use std::sync::Arc;

use egui::{
    Align, Color32, FontFamily, FontId, Galley, Id, Layout, Painter, Pos2, Rect, RichText, Stroke,
    StrokeKind, Ui, pos2, vec2,
};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::theme::Theme;
use crate::gui::widgets::keycap;
use crate::session::flow::{Occurrence, Occurrences};
use crate::session::{Action, FlowInput};
use crate::text::counted::counted;

use super::card::{self, Card};
use super::list::List;

const ROW_HEIGHT: f32 = 31.0;
const BOX_COLUMN: f32 = 28.0;
/// Width kept for remarks where there are any, points.
const REMARKS: f32 = 170.0;

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
            let context = if idx == flow.highlighted { scene.theme.text } else { scene.theme.weak };
            paint(ui, scene.theme, row, rect, (context, has_remarks));
            spoken(row)
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

/// What a screen reader says of a row.
fn spoken(row: &Occurrence) -> String {
    let state = if row.checked { "checked" } else { "not checked" };
    let remark = if row.remark.is_empty() { String::new() } else { format!(", {}", row.remark) };
    format!("{}{}{}, {state}{remark}", row.before, row.words, row.after)
}

fn paint(ui: &Ui, theme: &Theme, row: &Occurrence, mut rect: Rect, (context, has_remarks): (Color32, bool)) {
    checkbox(ui.painter(), theme, pos2(rect.left() + 8.0, rect.center().y), row.checked);
    rect.min.x += BOX_COLUMN;
    if has_remarks {
        let room = REMARKS.min(rect.width() * 0.28);
        rect.max.x -= room;
        let remark = fitted(ui, &row.remark, &sans(), context, room - 12.0, Cut::End);
        let middle = rect.center().y - remark.size().y / 2.0;
        ui.painter().galley(pos2(rect.right() + 12.0, middle), remark, context);
    }
    let words_at = rect.left() + rect.width() * 0.42;
    let before =
        fitted(ui, &from_a_word(&row.before), &reading(), context, words_at - rect.left(), Cut::Start);
    let bold = FontId::new(14.0, fonts::reading_bold());
    let words = fitted(ui, &row.words, &bold, theme.text, rect.right() - words_at, Cut::End);
    let after_at = words_at + words.size().x;
    let after = fitted(ui, &to_a_word(&row.after), &reading(), context, rect.right() - after_at, Cut::End);
    let base = |galley: &Galley| rect.center().y - galley.size().y / 2.0;
    let painter = ui.painter();
    painter.galley(pos2(words_at - before.size().x, base(&before)), before, context);
    painter.galley(pos2(words_at, base(&words)), words, theme.text);
    painter.galley(pos2(after_at, base(&after)), after, context);
}

/// Context as long as this was cut short, perhaps inside a word.
const CUT_FROM: usize = 36;

fn from_a_word(before: &str) -> String {
    match before.split_once(' ') {
        Some((_, words)) if before.chars().count() >= CUT_FROM => format!("…{words}"),
        _ => before.to_owned(),
    }
}

fn to_a_word(after: &str) -> String {
    match after.rsplit_once(' ') {
        Some((words, _)) if after.chars().count() >= CUT_FROM => format!("{words}…"),
        _ => after.to_owned(),
    }
}

fn sans() -> FontId {
    FontId::new(12.5, FontFamily::Proportional)
}

fn reading() -> FontId {
    FontId::new(14.0, fonts::reading())
}

/// A check box; on it a tick, so that it is not told by colour alone.
fn checkbox(painter: &Painter, theme: &Theme, centre: Pos2, checked: bool) {
    let square = Rect::from_center_size(centre, vec2(16.0, 16.0));
    if checked {
        painter.rect_filled(square, 4, theme.accent);
        let tick = vec![centre + vec2(-4.0, 0.5), centre + vec2(-1.2, 3.3), centre + vec2(4.2, -3.3)];
        painter.line(tick, Stroke::new(2.0, theme.on_accent));
    } else {
        painter.rect(square, 4, theme.page, Stroke::new(1.0, theme.weak), StrokeKind::Inside);
    }
}

/// Which end of a text goes where there is no room for all of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    Start,
    End,
}

/// The text on one line, as much of it as `width` holds, cut between words where there are any.
fn fitted(ui: &Ui, text: &str, font: &FontId, colour: Color32, width: f32, cut: Cut) -> Arc<Galley> {
    let galley = |text: String| ui.painter().layout_no_wrap(text, font.clone(), colour);
    let whole = galley(text.to_owned());
    if whole.size().x <= width {
        return whole;
    }
    let mut chars: Vec<char> = text.chars().collect();
    loop {
        let shorter = match cut {
            Cut::Start => chars.iter().position(|c| *c == ' ').map(|at| chars.split_off(at + 1)),
            Cut::End => {
                chars.iter().rposition(|c| *c == ' ').map(|at| chars.iter().take(at).copied().collect())
            }
        };
        let Some(shorter) = shorter else { return galley("…".to_owned()) };
        chars = shorter;
        let words: String = chars.iter().collect();
        let shown = galley(if cut == Cut::Start { format!("…{words}") } else { format!("{words}…") });
        if shown.size().x <= width {
            return shown;
        }
    }
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
