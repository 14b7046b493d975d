//! Text that must fit: cut with "…" where it does not.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontFamily, FontId, Galley, Label, Response, RichText, Sense, TextStyle, Ui};

/// At most so many characters of a passage are laid out for a row of a list.
const ROW_CHARS: usize = 160;

/// `text` on one line no wider than `width` points.
pub fn one_line(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
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
    let mut job = LayoutJob::simple(text.to_owned(), font, colour, width.max(1.0));
    job.wrap.max_rows = max_rows;
    ui.painter().layout_job(job)
}

/// Words of the article in its own face, on at most `max_rows` lines; all of them on hover.
pub fn article_words(ui: &mut Ui, text: &str, max_rows: usize) -> Response {
    let font = FontId::new(14.0, super::super::fonts::reading());
    let galley = some_lines(ui, text, (font, ui.visuals().text_color()), ui.available_width(), max_rows);
    let cut = galley.elided;
    let response = ui.add(Label::new(galley).sense(Sense::hover()));
    if cut { response.on_hover_text(text) } else { response }
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
    ui.add(Label::new(text.into()).truncate())
}

/// The font of a text style, in the bold face.
pub fn bold(ui: &Ui, style: &TextStyle) -> FontId {
    FontId::new(style.resolve(ui.style()).size, super::super::fonts::ui_bold())
}

/// The font of a text style in points other than its own.
pub fn sized(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}
