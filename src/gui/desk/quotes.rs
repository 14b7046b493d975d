//! The quote sheet: every quote by speaker, with what it was checked against.

use egui::{Align2, FontId, Rect, TextStyle, Ui, vec2};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::widgets::choice::choice;
use crate::gui::widgets::elide;
use crate::gui::widgets::row_list::{Row, RowList};
use crate::model::{AnnotationId, Field, QuoteCheck};
use crate::session::Action;
use crate::session::desk::quotes::QuoteRow;

const NAME: &str = "quote sheet";
const ROW_HEIGHT: f32 = 30.0;
/// Width of the list of what a quote was checked against, points.
const CHECK: f32 = 178.0;

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let rows = scene.desk.quotes.rows();
    if rows.is_empty() {
        let words = "Go back with Esc; O selects the next quotation, Q marks it.";
        return super::empty(ui, scene, "No quotes yet", words);
    }
    let quote_at = |row: usize| match rows.get(row) {
        Some(QuoteRow::Quote(id)) => Some(*id),
        _ => None,
    };
    let selected = scene.session.view().annotation;
    let is_selected = |row: usize| selected.is_some() && quote_at(row) == selected;
    super::take_keyboard(ui, scene, NAME, || (0..rows.len()).find(|row| is_selected(*row)), rows.len());
    let list = RowList {
        name: NAME,
        n_rows: rows.len(),
        row_height: ROW_HEIGHT,
        reveal: None,
        takes_keys: scene.session.flow().is_none(),
    };
    let event = list.show(ui, scene.theme, is_selected, |ui, row| match rows.get(row.index) {
        Some(QuoteRow::Quote(id)) => line(ui, scene, *id, row, actions),
        Some(QuoteRow::Speaker { entity, n_quotes, n_unchecked }) => {
            let name = entity.and_then(|id| scene.session.document().entity(id));
            let name = name.map_or("⚠ Speaker not set", |entity| entity.name.as_str());
            let open = if *n_unchecked == 0 {
                "all checked".to_owned()
            } else {
                format!("{n_unchecked} not checked")
            };
            let words = format!("{name} · {n_quotes} · {open}");
            let font = elide::bold(ui, &TextStyle::Body);
            let colour = if entity.is_none() { scene.theme.warn } else { scene.theme.weak };
            let at = row.rect.left_center() + vec2(6.0, 0.0);
            ui.painter().text(at, Align2::LEFT_CENTER, &words, font, colour);
            row.name(&format!("Speaker {words}"));
        }
        None => {}
    });
    super::follow(event, quote_at, actions);
}

fn line(ui: &mut Ui, scene: &Scene<'_>, id: AnnotationId, row: &Row, actions: &mut Vec<Action>) {
    let document = scene.session.document();
    let Some(annotation) = document.annotation(id) else { return };
    let Some(quote) = annotation.quote() else { return };
    let theme = scene.theme;
    let words = elide::first_words(&document.words_of(annotation));
    let place = Rect::from_min_size(row.rect.right_top() + vec2(-CHECK - 4.0, 3.0), vec2(CHECK, 24.0));
    let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(place));
    let checks = QuoteCheck::ALL.map(|check| (check, check.label().to_owned()));
    let name = format!("Checked against: {words}");
    if let Some(check) = choice(&mut inside, (id, "sheet check"), &name, &quote.check, checks) {
        actions.push(Action::SetField { id, field: Field::QuoteCheck(check) });
    }
    let kind = quote.kind.label();
    let font = TextStyle::Small.resolve(ui.style());
    let kind_at = place.left_center() - vec2(8.0, 0.0);
    let drawn = ui.painter().text(kind_at, Align2::RIGHT_CENTER, kind, font, theme.weak);
    let left = row.rect.left() + 20.0;
    let font = FontId::new(14.0, fonts::reading());
    let galley = elide::one_line(ui, &words, font, theme.text, drawn.left() - left - 10.0);
    ui.painter().galley(egui::pos2(left, row.rect.center().y - galley.size().y / 2.0), galley, theme.text);
    row.name(&format!("{kind} quote, {}: {words}", quote.check.label().to_lowercase()));
}
