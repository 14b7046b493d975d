//! Text that must fit: cut with "…" where it does not.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align, Color32, FontFamily, FontId, FontSelection, Galley, Id, Label, Response, RichText, Role, Sense,
    TextStyle, Ui, WidgetInfo, WidgetText,
};

use super::turned;
use crate::text::invisible::marked;

/// At most so many characters of a passage are laid out for a row of a list.
const ROW_CHARS: usize = 160;

/// Few letters are narrower, as a multiple of the font size; a line of nothing else is cut early.
const NARROWEST: f32 = 0.25;

/// At most so many characters of a text are laid out for each line it may have.
const LINE_CHARS: usize = 400;

/// `text` on one line no wider than `width` points, with marks for what it hides.
pub fn one_line(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let text = &*marked(text);
    if turned::is_turned(text) {
        return in_order(ui, text, (font, colour), width, 1).0;
    }
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    ui.painter().layout_job(job)
}

/// The same to be painted in a row that has a name of its own: what is cut off is not shaped.
pub fn row_line(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let start = start_for(text, width / font.size);
    one_line(ui, &start, font, colour, width)
}

/// So much of `text` as can be seen on a line of this width, in multiples of the font size, and "…"
/// where there is more: what is cut off anyway is not worth shaping.
fn start_for(text: &str, width: f32) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "letters on a line")]
    let most = (width / NARROWEST).max(0.0) as usize + 2;
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
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
    let font = FontId::new(super::super::fonts::QUOTED, super::super::fonts::reading());
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
    let start = &*marked(text.get(..end).unwrap_or_default());
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
    let key = OrderedKey {
        text: text.to_owned(),
        family: font.family.clone(),
        numbers: [font.size, width, ui.pixels_per_point()].map(f32::to_bits),
        max_rows,
    };
    let id = Id::unique("lines in the order of reading");
    let known = ui.data(|data| data.get_temp::<Arc<Ordered>>(id)).unwrap_or_default();
    if let Some((lines, cut)) = known.0.get(&key) {
        return (lay(lines), *cut);
    }
    let (lines, cut) = turned::in_lines(text, width, max_rows, |line| lay(line).size().x);
    let galley = lay(&lines);
    ui.data_mut(|data| {
        drop(known);
        let all = Arc::make_mut(data.get_temp_mut_or_default::<Arc<Ordered>>(id));
        if all.0.len() >= KEPT {
            all.0.clear();
        }
        all.0.insert(key, (lines, cut));
    });
    (galley, cut)
}

/// So many texts are kept in order.
const KEPT: usize = 400;

/// Texts whose lines are found and ordered, and whether they were cut.
#[derive(Clone, Default)]
struct Ordered(HashMap<OrderedKey, (String, bool)>);

#[derive(Clone, PartialEq, Eq, Hash)]
struct OrderedKey {
    text: String,
    family: FontFamily,
    /// Font size, width and scale, as bits.
    numbers: [u32; 3],
    max_rows: usize,
}

/// The start of `text` as one line, for a row of a list.
pub fn first_words(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(ROW_CHARS) + 4);
    let (mut ends_word, mut letters) = (false, text.chars());
    for c in letters.by_ref().take(ROW_CHARS) {
        if c.is_whitespace() {
            ends_word = !line.is_empty();
            continue;
        }
        if std::mem::take(&mut ends_word) {
            line.push(' ');
        }
        line.push(c);
    }
    if let Cow::Owned(marked) = marked(&line) {
        line = marked;
    }
    if letters.next().is_some() {
        line.push('…');
    }
    line
}

/// A label cut to the width there is; the whole text on hover.
pub fn label(ui: &mut Ui, text: impl Into<RichText>) -> Response {
    let text = text.into();
    let marked = marked(text.text());
    let is_turned = turned::is_turned(&marked);
    if let (false, Cow::Borrowed(_)) = (is_turned, &marked) {
        return ui.add(Label::new(text).truncate());
    }
    let words = marked.into_owned();
    let job = WidgetText::from(text).into_layout_job(ui.style(), FontSelection::Default, Align::Center);
    let format = job.sections.first().map(|section| section.format.clone()).unwrap_or_default();
    if !is_turned {
        return ui.add(Label::new(LayoutJob::single_section(words, format)).truncate());
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_first_words_with_one_space_between_them() {
        assert_eq!(first_words("  Two\n piers\u{a0}closed "), "Two piers closed");
        assert_eq!(first_words(&"é ".repeat(200)), format!("{}é…", "é ".repeat(79)));
        assert_eq!(first_words(" \n"), "");
    }

    #[test]
    fn what_fits_is_whole_and_what_cannot_fit_is_not_shaped() {
        assert_eq!(start_for("Brännvik", 20.0), "Brännvik");
        assert_eq!(start_for(&"é".repeat(500), 10.0), format!("{}…", "é".repeat(42)));
        assert_eq!(start_for("ab", -1.0), "ab");
    }
}
