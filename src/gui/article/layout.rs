//! The chunks laid out last, kept as long as they are right.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, FontId, Galley, Ui};
use unicode_bidi::{Direction, get_base_direction};

use super::chunks::{Chunk, setting};
use super::laid::Laid;
use super::style::Style;
use super::{mixed, plain};
use crate::model::BlockKind;

/// How many chunks are kept laid out.
const KEPT: usize = 96;
/// So much of a paragraph is searched for the character that tells its direction, bytes.
const STRONG_WITHIN: usize = 4096;

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

/// What a chunk is known by in one text and measure.
type Key = (Range<usize>, BlockKind, bool);

/// The chunks laid out last.
#[derive(Default)]
pub(super) struct Layouts {
    kept: HashMap<Key, (Arc<Laid>, u64)>,
    text: Option<Arc<str>>,
    measure: Option<Measure>,
    sentinel: Option<Arc<Galley>>,
    frame: u64,
}

impl Layouts {
    /// Starts a frame: drops everything if text, measure or font atlas are other ones.
    pub(super) fn begin(&mut self, ui: &Ui, text: &Arc<str>, measure: Measure) {
        self.frame += 1;
        let font = FontId::new(measure.size, crate::gui::fonts::reading());
        let sentinel = ui.painter().layout_no_wrap("¶".to_owned(), font, Color32::PLACEHOLDER);
        let same_atlas = self.sentinel.as_ref().is_some_and(|old| Arc::ptr_eq(old, &sentinel));
        let same_text = self.text.as_ref().is_some_and(|old| Arc::ptr_eq(old, text));
        if !same_atlas || !same_text || self.measure != Some(measure) {
            self.kept.clear();
        }
        self.text = Some(Arc::clone(text));
        self.sentinel = Some(sentinel);
        self.measure = Some(measure);
    }

    /// Lays a chunk out, or finds it laid out.
    pub(super) fn get(&mut self, ui: &Ui, chunk: &Chunk, block: Range<usize>, measure: Measure) -> Arc<Laid> {
        let frame = self.frame;
        let key = (chunk.range.clone(), chunk.kind, chunk.first);
        if let Some((laid, used)) = self.kept.get_mut(&key) {
            *used = frame;
            return Arc::clone(laid);
        }
        let text = self.text.as_deref().unwrap_or_default();
        let laid = Arc::new(lay_out(ui, chunk, (text, block), measure));
        if self.kept.len() >= KEPT {
            self.kept.retain(|_, (_, used)| *used + 2 > frame);
        }
        self.kept.insert(key, (Arc::clone(&laid), frame));
        laid
    }
}

fn lay_out(ui: &Ui, chunk: &Chunk, (text, block): (&str, Range<usize>), measure: Measure) -> Laid {
    let setting = setting(chunk.kind);
    let size = (measure.size * setting.scale).round();
    let indent = setting.indent * measure.size;
    let style = Style::new(ui, FontId::new(size, setting.family), (measure.width - indent).max(40.0));
    let words = text.get(chunk.range.clone()).unwrap_or_default();
    let begun = direction_before(text, &block, chunk.range.start);
    let plain = if begun != Some(true) && plain::is_plain(words) { plain::lay(&style, words) } else { None };
    let parts = plain.unwrap_or_else(|| mixed::lay(&style, words, begun));
    let before = if chunk.first { (setting.before * measure.size).round() } else { 0.0 };
    // The column of a paragraph that begins at the right is indented there.
    let indent = if parts.rtl { 0.0 } else { indent };
    let mixed::Parts { runs, marks, lines, rtl } = parts;
    Laid { runs, marks, lines, before, indent, rtl }
}

/// Whether the paragraph that goes on at `at`, inside its block, is read from right to left; `None`
/// where it begins there.
fn direction_before(text: &str, block: &Range<usize>, at: usize) -> Option<bool> {
    let before = text.get(block.start..at)?;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let begun = before.get(start..before.floor_char_boundary(start + STRONG_WITHIN))?;
    match get_base_direction(begun) {
        Direction::Ltr => Some(false),
        Direction::Rtl => Some(true),
        Direction::Mixed => None,
    }
}

/// Average width of a character as a multiple of the font size, for estimates.
const CHAR_WIDTH: f32 = 0.5;

/// A chunk's height before it is laid out, points.
pub(super) fn estimate(chunk: &Chunk, measure: Measure) -> f64 {
    let setting = setting(chunk.kind);
    let size = measure.size * setting.scale;
    let per_line = ((measure.width - setting.indent * measure.size) / (size * CHAR_WIDTH)).max(8.0);
    #[allow(clippy::cast_precision_loss, reason = "an estimate")]
    let n_lines = (chunk.range.len() as f32 / per_line).ceil().max(1.0);
    let before = if chunk.first { setting.before * measure.size } else { 0.0 };
    f64::from(before + n_lines * (size * super::style::LEADING).round())
}
