//! Words in their context, one line, the words under one another (a "keyword in context" line).

use std::sync::Arc;

use egui::{Color32, FontFamily, FontId, Galley, Painter, Pos2, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::turned;
use crate::gui::fonts;
use crate::gui::theme::Theme;
use crate::text::invisible::marked;

/// Width of the column with the check box, points.
pub const BOX_COLUMN: f32 = 28.0;
/// Width kept for remarks where there are any, points.
const REMARKS: f32 = 170.0;
/// Where the words begin, as a part of the line's width from where it begins.
const WORDS_AT: f32 = 0.42;

/// A line.
#[derive(Clone, Copy, Debug)]
pub struct Kwic<'a> {
    /// What stands before the words.
    pub before: &'a str,
    /// The words.
    pub words: &'a str,
    /// What stands after them.
    pub after: &'a str,
    /// What there is to know about the place; nothing where no line of the list has a remark.
    pub remark: Option<&'a str>,
    /// Whether it is read from right to left: what stands before the words is then right of them.
    pub rtl: bool,
    /// Whether it is checked.
    pub checked: bool,
    /// Whether the line is the selected one.
    pub is_selected: bool,
}

impl Kwic<'_> {
    /// What a screen reader says of it.
    pub fn spoken(&self) -> String {
        let state = if self.checked { "checked" } else { "not checked" };
        let remark = self.remark.filter(|remark| !remark.is_empty());
        let remark = remark.map(|remark| format!(", {remark}")).unwrap_or_default();
        format!("{}{}{}, {state}{remark}", self.before, self.words, self.after)
    }

    /// Draws it.
    pub fn paint(&self, ui: &Ui, theme: &Theme, mut rect: Rect) {
        let context = if self.is_selected { theme.text } else { theme.weak };
        checkbox(ui.painter(), theme, pos2(rect.left() + 8.0, rect.center().y), self.checked);
        rect.min.x += BOX_COLUMN;
        let centre = rect.center().y;
        let middle = |galley: &Galley| centre - galley.size().y / 2.0;
        if let Some(remark) = self.remark {
            let room = REMARKS.min(rect.width() * 0.28);
            rect.max.x -= room;
            let remark = fitted(ui, remark, (&sans(), context, false), room - 12.0, Cut::End);
            ui.painter().galley(pos2(rect.right() + 12.0, middle(&remark)), remark, context);
        }
        let room = rect.width() * WORDS_AT;
        let style = (&reading(), context, self.rtl);
        let before = fitted(ui, &from_a_word(self.before), style, room, Cut::Start);
        let bold = (&FontId::new(14.0, fonts::reading_bold()), theme.text, self.rtl);
        let words = fitted(ui, self.words, bold, rect.width() - room, Cut::End);
        let room_after = rect.width() - room - words.size().x;
        let after = fitted(ui, &to_a_word(self.after), style, room_after, Cut::End);
        let [before_at, words_at, after_at] = if self.rtl {
            let words_at = rect.right() - room - words.size().x;
            [rect.right() - room, words_at, words_at - after.size().x]
        } else {
            let words_at = rect.left() + room;
            [words_at - before.size().x, words_at, words_at + words.size().x]
        };
        let painter = ui.painter();
        painter.galley(pos2(before_at, middle(&before)), before, context);
        painter.galley(pos2(words_at, middle(&words)), words, theme.text);
        painter.galley(pos2(after_at, middle(&after)), after, context);
    }
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
/// The style is font, colour and whether the line is read from right to left.
fn fitted(ui: &Ui, text: &str, style: (&FontId, Color32, bool), width: f32, cut: Cut) -> Arc<Galley> {
    let (font, colour, rtl) = style;
    let galley = |text: String| {
        ui.painter().layout_no_wrap(turned::shown_within(&text, rtl).into_owned(), font.clone(), colour)
    };
    let text = &*marked(text);
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
