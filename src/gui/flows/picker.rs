//! The picker: a list to choose from by key, by arrow, by mouse or by typing.

use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align2, Color32, CursorIcon, EventFilter, FontFamily, FontId, Galley, Id, Margin, Rect, Sense, Stroke,
    StrokeKind, TextEdit, Ui, pos2, vec2,
};
use std::sync::Arc;

use crate::gui::article;
use crate::gui::scene::Scene;
use crate::gui::theme::Theme;
use crate::gui::widgets::keycap;
use crate::session::flow::{Choice, Picker, Purpose, Row};
use crate::session::{Action, FlowInput};

use super::card::{self, Card, Cursor, Place};
use super::list::{self, List};
use super::sign;

const ROW_HEIGHT: f32 = 30.0;
/// Height of the search field, and of the hint that stands in its place, points.
const FIELD_HEIGHT: f32 = 32.0;
/// Where a row's words begin after a keycap, points.
const KEY_COLUMN: f32 = 32.0;
const SIGN_COLUMN: f32 = 28.0;

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, picker: &Picker, actions: &mut Vec<Action>) {
    let id = Id::unique("picker").with(&picker.title);
    let in_text = picker.purpose != Purpose::Palette;
    let beside = article::selection_on_screen(ui.ctx()).filter(|_| in_text);
    let card = Card { id, theme: scene.theme, width: 600.0, top: 0.11, beside };
    let outside = card.show(ui.ctx(), |ui, place| {
        let title = card::title(ui, scene.theme, &picker.title);
        if picker.typing {
            search(ui, scene.theme, picker, &title, place, actions);
        } else {
            search_hint(ui, scene.theme, picker, actions);
        }
        rows(ui, scene, picker, place, actions);
        legend(ui, scene.theme);
    });
    if outside {
        actions.push(Action::Flow(FlowInput::Cancel));
    }
}

fn search(
    ui: &mut Ui,
    theme: &Theme,
    picker: &Picker,
    title: &egui::Response,
    place: Place,
    actions: &mut Vec<Action>,
) {
    let mut query = picker.query.clone();
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
    let field = TextEdit::singleline(&mut query)
        .id(Id::unique("search").with(&picker.title))
        .hint_text("Type to search")
        .font(FontId::new(15.0, FontFamily::Proportional))
        .margin(Margin::symmetric(10, 6))
        .min_size(vec2(0.0, FIELD_HEIGHT))
        .desired_width(f32::INFINITY)
        .return_key(None)
        .event_filter(filter);
    let response = ui.add(field).labelled_by(title.id);
    let just_started = Place { is_new: place.is_new || !response.has_focus(), ..place };
    card::hold_keyboard(ui, just_started, &response, &query, Cursor::End);
    card::mark_focus(ui, theme, &response);
    if query != picker.query {
        actions.push(Action::Flow(FlowInput::Text(query)));
    }
    if card::took_enter(ui, &response) {
        actions.push(Action::Flow(FlowInput::Confirm));
    }
}

/// Where letters choose rows the field is not there yet; a hint that can be clicked says so.
fn search_hint(ui: &mut Ui, theme: &Theme, picker: &Picker, actions: &mut Vec<Action>) {
    let has_letters = picker.rows.iter().any(|row| row.key.is_some_and(char::is_alphabetic));
    let has_keys = picker.rows.iter().any(|row| row.key.is_some());
    let words = match (has_letters, has_keys) {
        (true, _) => "Press a key, or type a capital letter or / to search",
        (false, true) => "Press a number, or type to search",
        (false, false) => "Type to search",
    };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), FIELD_HEIGHT), Sense::hover());
    let response =
        ui.interact(rect, Id::unique("search hint"), Sense::CLICK).on_hover_cursor(CursorIcon::Text);
    let edge = if response.hovered() { theme.accent } else { theme.line };
    ui.painter().rect(rect, 5, theme.panel, Stroke::new(1.0, edge), StrokeKind::Inside);
    let left = rect.left_center() + vec2(11.0, 0.0);
    ui.painter().text(
        left,
        Align2::LEFT_CENTER,
        words,
        FontId::new(13.5, FontFamily::Proportional),
        theme.weak,
    );
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, words));
    if list::was_clicked(ui, &response) {
        actions.push(Action::Flow(FlowInput::Letter('/')));
    }
}

fn rows(ui: &mut Ui, scene: &Scene<'_>, picker: &Picker, place: Place, actions: &mut Vec<Action>) {
    if picker.rows.is_empty() {
        let words = if picker.query.trim().is_empty() {
            "There is nothing to choose from.".to_owned()
        } else {
            format!("Nothing answers to “{}”.", picker.query.trim())
        };
        ui.add_space(6.0);
        card::hint(ui, scene.theme, &words);
        ui.add_space(6.0);
        return;
    }
    let used = ui.min_rect().height();
    let list = List {
        id: Id::unique("rows").with(&picker.title),
        theme: scene.theme,
        n_rows: picker.rows.len(),
        row_height: ROW_HEIGHT,
        max_height: (place.height - used - 36.0).clamp(ROW_HEIGHT * 3.0, ROW_HEIGHT * 14.0),
        highlighted: picker.highlighted,
        has_keyboard: !picker.typing,
    };
    let columns = Columns::of(scene, picker);
    let clicked = list.show(ui, |ui, rect, idx| {
        let Some(row) = picker.rows.get(idx) else { return String::new() };
        columns.paint(ui, scene, row, rect, idx == picker.highlighted);
        if row.detail.is_empty() { row.label.clone() } else { format!("{}, {}", row.label, row.detail) }
    });
    if let Some(idx) = clicked {
        actions.push(Action::Flow(FlowInput::Take(idx)));
    }
}

/// Which columns this list needs before the words. Keys take no row while they are typed.
#[derive(Clone, Copy)]
struct Columns {
    keys: bool,
    signs: bool,
}

impl Columns {
    fn of(scene: &Scene<'_>, picker: &Picker) -> Self {
        Self {
            keys: !picker.typing && picker.rows.iter().any(|row| row.key.is_some()),
            signs: picker.rows.iter().any(|row| sign::for_choice(scene, &row.choice).is_some()),
        }
    }

    fn paint(self, ui: &Ui, scene: &Scene<'_>, row: &Row, mut rect: Rect, highlighted: bool) {
        let theme = scene.theme;
        if let Some(key) = row.key.filter(|_| self.keys) {
            let name = key.to_uppercase().to_string();
            keycap::paint(ui.painter(), theme, rect.left_center(), &name);
        }
        rect.min.x += if self.keys { KEY_COLUMN } else { 0.0 };
        if let Some(sign) = sign::for_choice(scene, &row.choice) {
            sign::paint(ui, scene, sign, pos2(rect.left() + sign::SIZE / 2.0, rect.center().y));
        }
        rect.min.x += if self.signs { SIGN_COLUMN } else { 0.0 };
        if matches!(row.choice, Choice::Command(_)) {
            if !row.detail.is_empty() {
                let width = keycap::width(ui.painter(), theme, &row.detail);
                rect.max.x -= width;
                keycap::paint(ui.painter(), theme, rect.right_center(), &row.detail);
            }
            words(ui, theme, rect, &row.label, "", highlighted);
        } else {
            let says_it_again = matches!(row.choice, Choice::NewEntity(_)) && !highlighted;
            let detail = if says_it_again { "" } else { &row.detail };
            words(ui, theme, rect, &row.label, detail, highlighted);
        }
    }
}

/// The label at the left and the detail at the right; the longer of them is cut short first.
fn words(ui: &Ui, theme: &Theme, rect: Rect, label: &str, detail: &str, highlighted: bool) {
    let detail_colour = if highlighted { theme.text } else { theme.weak };
    let full_label = elided(ui, label, 14.0, theme.text, f32::INFINITY);
    let full_detail = elided(ui, detail, 12.5, detail_colour, f32::INFINITY);
    let room = rect.width() - if detail.is_empty() { 0.0 } else { 16.0 };
    let label_room = (room - full_detail.size().x).max(room * 0.55).min(full_label.size().x);
    let label = elided(ui, label, 14.0, theme.text, label_room + 0.5);
    let detail = elided(ui, detail, 12.5, detail_colour, (room - label.size().x).max(0.0));
    let middle = rect.center().y;
    ui.painter().galley(pos2(rect.left(), middle - label.size().y / 2.0), label, theme.text);
    let left = rect.right() - detail.size().x;
    ui.painter().galley(pos2(left, middle - detail.size().y / 2.0), detail, detail_colour);
}

fn elided(ui: &Ui, text: &str, size: f32, colour: Color32, width: f32) -> Arc<Galley> {
    let font = FontId::new(size, FontFamily::Proportional);
    let mut job = LayoutJob::simple_singleline(text.replace('\n', " "), font, colour);
    job.wrap =
        TextWrapping { max_width: width, max_rows: 1, break_anywhere: true, ..TextWrapping::default() };
    ui.painter().layout_job(job)
}

fn legend(ui: &mut Ui, theme: &Theme) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        for (keys, words) in [("↑ ↓", "choose"), ("Enter", "take it"), ("Esc", "leave")] {
            keycap::show(ui, theme, keys);
            ui.label(egui::RichText::new(words).small().color(theme.weak));
            ui.add_space(8.0);
        }
    });
}
