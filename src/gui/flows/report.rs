//! Which report, for whom, and what will be in it.

use egui::{
    Align, Align2, FontFamily, FontId, Id, Key, Label, Layout, Rect, RichText, Role, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::theme::Theme;
use crate::gui::widgets::keycap;
use crate::report::{Audience, Kind, Preview, PreviewLine, Rank};
use crate::session::report::ReportForm;
use crate::session::{Action, FlowInput};

use super::card::{self, Card};
use super::list::{List, was_clicked};

/// Width of the list of kinds, points.
const KINDS: f32 = 262.0;
const KIND_HEIGHT: f32 = 31.0;
/// Height of a line of the preview, points.
const LINE_HEIGHT: f32 = 21.0;
/// Height kept below the preview, points.
const FOOTER: f32 = 46.0;

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, form: &ReportForm, actions: &mut Vec<Action>) {
    let card = Card { id: Id::unique("report"), theme: scene.theme, width: 1060.0, top: 0.05, beside: None };
    let outside = card.show(ui.ctx(), |ui, place| {
        card::title(ui, scene.theme, "Report");
        let height = (place.height - ui.min_rect().height() - FOOTER).max(160.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 18.0;
            let width = KINDS.min(ui.available_width() * 0.4);
            column(ui, vec2(width, height), |ui| choices(ui, scene.theme, form, actions));
            let width = ui.available_width();
            column(ui, vec2(width, height), |ui| shown(ui, scene.theme, form));
        });
        footer(ui, scene.theme, form, actions);
    });
    if outside {
        actions.push(Action::Flow(FlowInput::Cancel));
    }
}

fn column(ui: &mut Ui, size: egui::Vec2, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(size);
        ui.set_max_size(size);
        add(ui);
    });
}

fn choices(ui: &mut Ui, theme: &Theme, form: &ReportForm, actions: &mut Vec<Action>) {
    let highlighted = Kind::ALL.iter().position(|kind| *kind == form.kind).unwrap_or_default();
    let list = List {
        id: Id::unique("report kinds"),
        theme,
        n_rows: Kind::ALL.len(),
        row_height: KIND_HEIGHT,
        max_height: KIND_HEIGHT * 9.0,
        highlighted,
        has_keyboard: true,
    };
    let clicked = list.show(ui, |ui, rect, idx| {
        let label = Kind::ALL.get(idx).map_or("", |kind| kind.label());
        keycap::paint(ui.painter(), theme, rect.left_center(), &(idx + 1).to_string());
        let font = FontId::new(14.0, FontFamily::Proportional);
        let left = rect.left_center() + vec2(30.0, 0.0);
        ui.painter().with_clip_rect(rect).text(left, Align2::LEFT_CENTER, label, font, theme.text);
        label.to_owned()
    });
    if let Some(idx) = clicked {
        actions.push(Action::Flow(FlowInput::Take(idx)));
    }
    ui.add_space(6.0);
    for (idx, audience) in Audience::ALL.into_iter().enumerate() {
        let key = if audience == Audience::Desk { "D" } else { "R" };
        if radio(ui, theme, audience.label(), key, audience == form.audience) {
            actions.push(Action::Flow(FlowInput::Toggle(idx)));
        }
    }
    card::hint(ui, theme, explained(form.audience));
}

fn explained(audience: Audience) -> &'static str {
    match audience {
        Audience::Desk => "Everything, with confidential sources marked as such. Not for publication.",
        Audience::Readers => {
            "Signed-off claims, and the sources marked for readers. Confidential sources and all that is the desk’s own stay here."
        }
    }
}

fn radio(ui: &mut Ui, theme: &Theme, label: &str, key: &str, chosen: bool) -> bool {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), KIND_HEIGHT), Sense::hover());
    let response = ui.interact(rect, Id::unique("audience").with(label), Sense::click());
    let (edge, ground) = if chosen { (theme.accent, theme.selection) } else { (theme.line, theme.panel) };
    ui.painter().rect(rect, 6, ground, Stroke::new(1.0, edge), StrokeKind::Inside);
    let inner = Rect::from_min_max(rect.min + vec2(8.0, 0.0), rect.max - vec2(8.0, 0.0));
    keycap::paint(ui.painter(), theme, inner.left_center(), key);
    let dot = inner.right_center() - vec2(8.0, 0.0);
    ui.painter().circle_stroke(dot, 5.5, Stroke::new(1.2, edge));
    if chosen {
        ui.painter().circle_filled(dot, 3.0, theme.accent);
    }
    let left = inner.left_center() + vec2(30.0, 0.0);
    let font = FontId::new(14.0, FontFamily::Proportional);
    ui.painter().text(left, Align2::LEFT_CENTER, label, font, theme.text);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, label));
    was_clicked(ui, &response)
}

fn shown(ui: &mut Ui, theme: &Theme, form: &ReportForm) {
    card::message(ui, theme, &form.message);
    match &form.preview {
        Some(preview) => {
            header(ui, theme, preview);
            lines(ui, theme, preview);
        }
        None if form.message.is_empty() => {
            card::hint(ui, theme, "Working out what will be in it…");
        }
        None => {}
    }
}

fn header(ui: &mut Ui, theme: &Theme, preview: &Preview) {
    let head = format!("{}: {}", preview.audience.label(), preview.summary);
    ui.add(Label::new(RichText::new(head).family(fonts::ui_bold()).color(theme.text)).wrap());
    if !preview.remarks.is_empty() {
        ui.add(Label::new(RichText::new(preview.remarks.join(" ")).small().color(theme.warn)).wrap());
    }
}

/// The lines in sight. Page up and Page down scroll.
fn lines(ui: &mut Ui, theme: &Theme, preview: &Preview) {
    let height = ui.available_height();
    let page = ui.input(|input| {
        f32::from(u8::from(input.key_pressed(Key::PageUp)))
            - f32::from(u8::from(input.key_pressed(Key::PageDown)))
    });
    let frame = egui::Frame::new().fill(theme.page).stroke(Stroke::new(1.0, theme.line)).corner_radius(6);
    frame.inner_margin(egui::Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let salt = ("report preview", preview.kind, preview.audience);
        let area =
            ScrollArea::vertical().id_salt(salt).auto_shrink(false).max_height(height - 18.0).animated(false);
        area.show_rows(ui, LINE_HEIGHT, preview.lines.len(), |ui, rows| {
            for line in preview.lines.get(rows).unwrap_or_default() {
                self::line(ui, theme, line);
            }
            if page != 0.0 {
                ui.scroll_with_delta(vec2(0.0, page * (height - 2.0 * LINE_HEIGHT)));
            }
        });
    });
}

fn line(ui: &mut Ui, theme: &Theme, line: &PreviewLine) {
    let (font, colour, indent) = match line.rank {
        Rank::Title => (FontId::new(15.0, fonts::reading_bold()), theme.text, 0.0),
        Rank::Text => (FontId::new(13.5, fonts::reading()), theme.text, 0.0),
        Rank::Note => (FontId::new(13.0, fonts::ui_bold()), theme.text, 0.0),
        Rank::Detail => (FontId::new(13.0, FontFamily::Proportional), theme.text, 20.0),
        Rank::Verbatim => (FontId::new(12.0, FontFamily::Monospace), theme.text, 0.0),
    };
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), LINE_HEIGHT),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.set_min_height(LINE_HEIGHT);
            ui.add_space(indent);
            ui.add(
                Label::new(RichText::new(&line.text).font(font).color(colour)).truncate().selectable(false),
            );
        },
    );
}

fn footer(ui: &mut Ui, theme: &Theme, form: &ReportForm, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        for (key, words) in [("↑ ↓", "report"), ("PageDown", "scroll"), ("Enter", "save")] {
            keycap::show(ui, theme, key);
            ui.label(RichText::new(words).small().color(theme.weak));
            ui.add_space(6.0);
        }
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let can_save = form.kind.audience(form.audience).is_some();
            if ui.add_enabled(can_save, card::main_button(theme, "Save as…")).clicked() {
                actions.push(Action::Flow(FlowInput::Confirm));
            }
            if ui.add(card::other_button(theme, "Cancel")).clicked() {
                actions.push(Action::Flow(FlowInput::Cancel));
            }
        });
    });
}
