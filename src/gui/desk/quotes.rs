//! The quote sheet: every quote by speaker, with what it was checked against and what changed since.

use egui::{Align2, FontId, Rect, TextStyle, Ui, pos2, vec2};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::widgets::choice::choice;
use crate::gui::widgets::elide;
use crate::gui::widgets::row_list::{Row, RowList};
use crate::gui::widgets::versions::{self, Side};
use crate::model::{AnnotationId, Field, QuoteCheck};
use crate::session::Action;
use crate::session::desk::quotes::QuoteRow;

const NAME: &str = "quote sheet";
const ROW_HEIGHT: f32 = 30.0;
/// Width of the list of what a quote was checked against, points.
const CHECK: f32 = 178.0;
/// Where the words of a quote begin, points from the left.
const INDENT: f32 = 20.0;

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let rows = scene.desk.quotes.rows();
    if rows.is_empty() {
        let words = "Go back with Esc; O selects the next quotation, Q marks it.";
        return super::empty(ui, scene, "No quotes yet", words);
    }
    let quote_at = |row: usize| rows.get(row).and_then(QuoteRow::quote);
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
        Some(QuoteRow::Before(id)) => before(ui, scene, *id, row),
        Some(QuoteRow::Speaker { entity, n_quotes, n_unchecked, n_changed }) => {
            let name = entity.and_then(|id| scene.session.document().entity(id));
            let name = name.map_or("⚠ Speaker not set", |entity| entity.name.as_str());
            let open = if *n_unchecked == 0 {
                "all checked".to_owned()
            } else {
                format!("{n_unchecked} not checked")
            };
            let changed = if *n_changed == 0 {
                String::new()
            } else {
                format!(
                    " · {n_changed} changed since {}",
                    if *n_changed == 1 { "its check" } else { "their check" }
                )
            };
            let words = format!("{name} · {n_quotes} · {open}{changed}");
            let font = elide::bold(ui, &TextStyle::Body);
            let warned = entity.is_none() || *n_changed > 0;
            let colour = if warned { scene.theme.warn } else { scene.theme.weak };
            let galley = elide::one_line(ui, &words, font, colour, row.rect.width() - 12.0);
            let at = pos2(row.rect.left() + 6.0, row.rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, colour);
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
    let all = document.words_of(annotation);
    let words = elide::first_words(&all);
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
    let left = row.rect.left() + INDENT;
    let room = drawn.left() - left - 10.0;
    let compared = scene.desk.quotes.versions(id).filter(|versions| versions.now == all);
    let galley = match compared {
        Some(both) => {
            let job = versions::line(theme, &both.now, &both.new, (14.0, Side::Now), room);
            ui.painter().layout_job(job)
        }
        None => elide::one_line(ui, &words, FontId::new(14.0, fonts::reading()), theme.text, room),
    };
    ui.painter().galley(pos2(left, row.rect.center().y - galley.size().y / 2.0), galley, theme.text);
    let changed = if quote.has_changed(&all) { ", changed since" } else { "" };
    row.name(&format!("{kind} quote, {}{changed}: {words}", quote.check.label().to_lowercase()));
}

/// The words of the other version, with what is gone marked.
fn before(ui: &Ui, scene: &Scene<'_>, id: AnnotationId, row: &Row) {
    let Some(both) = scene.desk.quotes.versions(id) else { return };
    let theme = scene.theme;
    let label = format!("↻ {}", both.version.label());
    let font = TextStyle::Small.resolve(ui.style());
    let at = row.rect.left_center() + vec2(INDENT + 14.0, 0.0);
    let drawn = ui.painter().text(at, Align2::LEFT_CENTER, &label, font, theme.warn);
    let left = drawn.right() + 8.0;
    let room = row.rect.right() - left - 6.0;
    let job = versions::line(theme, &both.before, &both.gone, (14.0, Side::Before), room);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(left, row.rect.center().y - galley.size().y / 2.0), galley, theme.text);
    row.name(&format!("{}: {}", both.version.label(), elide::first_words(&both.before)));
}
