//! Laying chunks out, and the way between byte offsets and places in a galley.

use std::collections::HashMap;
use std::sync::Arc;

use egui::text::{CCursor, CharIndex, LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Galley, Rect, Ui, Vec2, pos2};

use super::chunks::{Chunk, setting};

/// How many galleys are kept.
const KEPT: usize = 96;
/// Height of a line as a multiple of its font size.
pub(super) const LEADING: f32 = 1.52;
/// Average width of a character as a multiple of the font size, for estimates.
const CHAR_WIDTH: f32 = 0.5;

/// What a layout depends on beside the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    /// Width of the column, points.
    pub(super) width: f32,
    /// Size of the text, points.
    pub(super) size: f32,
    /// Pixels per point.
    pub(super) pixels_per_point: f32,
}

/// A chunk laid out.
#[derive(Clone)]
pub(super) struct Laid {
    pub(super) galley: Arc<Galley>,
    /// Space above the text, points.
    pub(super) before: f32,
    /// Indentation, points.
    pub(super) indent: f32,
}

impl Laid {
    /// Height with the space above, points.
    pub(super) fn height(&self) -> f64 {
        f64::from(self.before + self.galley.rect.height())
    }
}

/// Galleys of the chunks laid out last.
#[derive(Default)]
pub(super) struct Layouts {
    kept: HashMap<usize, (Laid, u64)>,
    measure: Option<Measure>,
    sentinel: Option<Arc<Galley>>,
    frame: u64,
}

impl Layouts {
    /// Starts a frame: drops everything if the measure or the font atlas has changed.
    pub(super) fn begin(&mut self, ui: &Ui, measure: Measure) {
        self.frame += 1;
        let font = FontId::new(measure.size, crate::gui::fonts::reading());
        let sentinel = ui.painter().layout_no_wrap("¶".to_owned(), font, Color32::PLACEHOLDER);
        let same_atlas = self.sentinel.as_ref().is_some_and(|old| Arc::ptr_eq(old, &sentinel));
        if !same_atlas || self.measure != Some(measure) {
            self.kept.clear();
        }
        self.sentinel = Some(sentinel);
        self.measure = Some(measure);
    }

    /// Forgets every galley: the text is another one.
    pub(super) fn clear(&mut self) {
        self.kept.clear();
    }

    /// Lays a chunk out, or finds it laid out.
    pub(super) fn get(&mut self, ui: &Ui, idx: usize, chunk: &Chunk, text: &str, measure: Measure) -> Laid {
        let frame = self.frame;
        if let Some((laid, used)) = self.kept.get_mut(&idx) {
            *used = frame;
            return laid.clone();
        }
        let laid = lay_out(ui, chunk, text, measure);
        if self.kept.len() >= KEPT {
            self.kept.retain(|_, (_, used)| *used + 2 > frame);
        }
        self.kept.insert(idx, (laid.clone(), frame));
        laid
    }
}

fn lay_out(ui: &Ui, chunk: &Chunk, text: &str, measure: Measure) -> Laid {
    let setting = setting(chunk.kind);
    let size = (measure.size * setting.scale).round();
    let indent = setting.indent * measure.size;
    let format = TextFormat {
        font_id: FontId::new(size, setting.family),
        color: Color32::PLACEHOLDER,
        line_height: Some((size * LEADING).round()),
        ..TextFormat::default()
    };
    let words = text.get(chunk.range.clone()).unwrap_or_default();
    let mut job = LayoutJob::single_section(words.to_owned(), format);
    job.wrap = TextWrapping::wrap_at_width((measure.width - indent).max(40.0));
    let before = if chunk.first { (setting.before * measure.size).round() } else { 0.0 };
    Laid { galley: ui.painter().layout_job(job), before, indent }
}

/// A chunk's height before it is laid out, points.
pub(super) fn estimate(chunk: &Chunk, measure: Measure) -> f64 {
    let setting = setting(chunk.kind);
    let size = measure.size * setting.scale;
    let per_line = ((measure.width - setting.indent * measure.size) / (size * CHAR_WIDTH)).max(8.0);
    #[allow(clippy::cast_precision_loss, reason = "an estimate")]
    let n_lines = (chunk.range.len() as f32 / per_line).ceil().max(1.0);
    let before = if chunk.first { setting.before * measure.size } else { 0.0 };
    f64::from(before + n_lines * (size * LEADING).round())
}

/// The byte offset in `words` of its character number `n`.
pub(super) fn byte_of_char(words: &str, n: usize) -> usize {
    if words.is_ascii() {
        return n.min(words.len());
    }
    words.char_indices().nth(n).map_or(words.len(), |(at, _)| at)
}

/// The number of the character of `words` that begins at byte `at`.
pub(super) fn char_of_byte(words: &str, at: usize) -> usize {
    if words.is_ascii() {
        return at.min(words.len());
    }
    words.get(..at).map_or_else(|| words.chars().count(), |before| before.chars().count())
}

/// Byte offset in `words` of the place in its galley.
pub(super) fn byte_at(galley: &Galley, words: &str, place: Vec2) -> usize {
    byte_of_char(words, galley.cursor_from_pos(place).index.0)
}

/// Rectangle of a caret at byte `at` of `words`, in its galley.
pub(super) fn caret_rect(galley: &Galley, words: &str, at: usize) -> Rect {
    let cursor = CCursor { index: CharIndex(char_of_byte(words, at)), prefer_next_row: true };
    galley.pos_from_cursor(cursor)
}

/// What a stretch of text covers of a row, in the galley.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) rect: Rect,
    /// Where the letters stand.
    pub(super) baseline: f32,
}

impl Piece {
    pub(super) fn translate(self, by: Vec2) -> Self {
        Self { rect: self.rect.translate(by), baseline: self.baseline + by.y }
    }
}

/// The pieces that `start..end` (bytes of `words`) covers, one a row.
pub(super) fn pieces(galley: &Galley, words: &str, start: usize, end: usize) -> Vec<Piece> {
    let (first, last) = (char_of_byte(words, start), char_of_byte(words, end));
    let mut pieces = Vec::new();
    let mut row_start = 0;
    for row in &galley.rows {
        let n_chars = row.row.glyphs.len();
        let row_end = row_start + n_chars;
        if first < row_end && last > row_start {
            let left = row.row.x_offset(CharIndex(first.saturating_sub(row_start)));
            let right = row.row.x_offset(CharIndex((last - row_start).min(n_chars)));
            let trailing = last > row_end && ends_in_space(row);
            let right = if trailing { visible_end(row) } else { right };
            if right > left {
                let (top, bottom) = (row.pos.y, row.pos.y + row.row.size.y);
                let rect = Rect::from_min_max(pos2(row.pos.x + left, top), pos2(row.pos.x + right, bottom));
                let baseline = row.pos.y + row.row.glyphs.first().map_or(row.row.size.y, |glyph| glyph.pos.y);
                pieces.push(Piece { rect, baseline });
            }
        }
        row_start = row_end + usize::from(row.ends_with_newline);
        if row_start > last {
            break;
        }
    }
    pieces
}

fn ends_in_space(row: &egui::epaint::text::PlacedRow) -> bool {
    row.row.glyphs.last().is_some_and(|glyph| glyph.chr.is_whitespace())
}

/// Right edge of the last visible glyph of a row.
fn visible_end(row: &egui::epaint::text::PlacedRow) -> f32 {
    let last = row.row.glyphs.iter().rev().find(|glyph| !glyph.chr.is_whitespace());
    last.map_or(0.0, |glyph| glyph.pos.x + glyph.advance_width)
}
