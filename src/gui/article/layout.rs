//! The chunks laid out last, kept as long as they are right.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, FontId, Galley, Ui};
use unicode_bidi::{Direction, get_base_direction};

use super::chunks::{Chunk, setting};
use super::heights::Extent;
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
    let size = setting.size(measure.size);
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

/// Average width of a letter as a multiple of the font size, for estimates; ideographs have twice it.
const CHAR_WIDTH: f64 = 0.5;
/// So many letters are a line at any width, for estimates.
const SHORT: f64 = 50.0;
/// The first bytes of a chunk that tell how many bytes its letters have.
const SAMPLE: usize = 64;

/// What a chunk's height is estimated from before it is laid out, in multiples of the text size.
pub(super) fn extent(text: &str, chunk: &Chunk) -> Extent {
    let setting = setting(chunk.kind);
    let (scale, leading) = (f64::from(setting.scale), f64::from(super::style::LEADING));
    let before = if chunk.first { f64::from(setting.before) } else { 0.0 };
    let sample_end = text.floor_char_boundary(chunk.range.end.min(chunk.range.start + SAMPLE));
    let sample = text.get(chunk.range.start..sample_end).unwrap_or_default();
    #[allow(clippy::cast_precision_loss, reason = "an estimate")]
    let (n_bytes, bytes_each) =
        (chunk.range.len() as f64, sample.len() as f64 / sample.chars().count().max(1) as f64);
    let n_letters = n_bytes / bytes_each.max(1.0) * if bytes_each > 2.5 { 2.0 } else { 1.0 };
    if n_letters < SHORT {
        return Extent { flowing: 0.0, fixed: before + scale * leading };
    }
    // On average the last line is half full.
    let flowing = n_letters * CHAR_WIDTH * scale * scale * leading;
    Extent { flowing, fixed: before + 0.5 * scale * leading }
}

impl Measure {
    /// Points a unit of an [`extent`].
    pub(super) fn scale(self) -> Extent {
        let (size, width) = (f64::from(self.size), f64::from(self.width));
        Extent { flowing: size * size / width, fixed: size }
    }
}
