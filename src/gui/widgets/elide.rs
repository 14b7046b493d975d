//! Text that must fit: cut with "…" where it does not.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align, Color32, FontFamily, FontId, FontSelection, Galley, Label, Response, RichText, Role, Sense,
    TextStyle, Ui, WidgetInfo, WidgetText,
};

use super::turned;

/// At most so many characters of a passage are laid out for a row of a list.
const ROW_CHARS: usize = 160;

/// At most so many characters of a text are laid out for each line it may have.
const LINE_CHARS: usize = 400;

/// `text` on one line no wider than `width` points.
pub fn one_line(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    if turned::is_turned(text) {
        return in_order(ui, text, (font, colour), width, 1).0;
    }
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    ui.painter().layout_job(job)
}

/// `text` on at most `max_rows` lines no wider than `width` points.
pub fn some_lines(
    ui: &Ui,
    text: &str,
    (font, colour): (FontId, Color32),
    width: f32,
    max_rows: usize,
) -> Arc<Galley> {
    cut_to_lines(ui, text, (font, colour), width, max_rows).0
}

/// Words of the article in its own face, on at most `max_rows` lines; all of them on hover.
pub fn article_words(ui: &mut Ui, text: &str, max_rows: usize) -> Response {
    let font = FontId::new(14.0, super::super::fonts::reading());
    let style = (font, ui.visuals().text_color());
    let (galley, cut) = cut_to_lines(ui, text, style, ui.available_width(), max_rows);
    let response = ui.add(Label::new(galley).sense(Sense::hover()));
    if turned::is_turned(text) {
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    }
    if cut { response.on_hover_text(text) } else { response }
}

/// The lines, and whether something is left out.
fn cut_to_lines(
    ui: &Ui,
    text: &str,
    (font, colour): (FontId, Color32),
    width: f32,
    max_rows: usize,
) -> (Arc<Galley>, bool) {
    let end = text.char_indices().nth(LINE_CHARS.saturating_mul(max_rows)).map_or(text.len(), |(at, _)| at);
    let start = text.get(..end).unwrap_or_default();
    if turned::is_turned(start) {
        return in_order(ui, start, (font, colour), width, max_rows);
    }
    let mut job = LayoutJob::simple(start.to_owned(), font, colour, width.max(1.0));
    job.wrap.max_rows = max_rows;
    let galley = ui.painter().layout_job(job);
    let cut = galley.elided || end < text.len();
    (galley, cut)
}

/// The same for text with words from right to left.
fn in_order(
    ui: &Ui,
    text: &str,
    (font, colour): (FontId, Color32),
    width: f32,
    max_rows: usize,
) -> (Arc<Galley>, bool) {
    let lay = |line: &str| ui.painter().layout_no_wrap(line.to_owned(), font.clone(), colour);
    let (lines, cut) = turned::in_lines(text, width, max_rows, |line| lay(line).size().x);
    (lay(&lines), cut)
}

/// The start of `text` as one line, for a row of a list.
pub fn first_words(text: &str) -> String {
    let start: String = text.chars().take(ROW_CHARS).collect();
    let mut line = start.split_whitespace().collect::<Vec<_>>().join(" ");
    if start.len() < text.len() {
        line.push('…');
    }
    line
}

/// A label cut to the width there is; the whole text on hover.
pub fn label(ui: &mut Ui, text: impl Into<RichText>) -> Response {
    let text = text.into();
    if !turned::is_turned(text.text()) {
        return ui.add(Label::new(text).truncate());
    }
    let words = text.text().to_owned();
    let job = WidgetText::from(text).into_layout_job(ui.style(), FontSelection::Default, Align::Center);
    let format = job.sections.first().map(|section| section.format.clone()).unwrap_or_default();
    let (galley, cut) = in_order(ui, &words, (format.font_id, format.color), ui.available_width(), 1);
    let response = ui.add(Label::new(galley));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    if cut { response.on_hover_text(words) } else { response }
}

/// The font of a text style, in the bold face.
pub fn bold(ui: &Ui, style: &TextStyle) -> FontId {
    FontId::new(style.resolve(ui.style()).size, super::super::fonts::ui_bold())
}

/// The font of a text style in points other than its own.
pub fn sized(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}
