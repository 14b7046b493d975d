//! A chunk laid out: what is painted, and where its letters stand.

use std::ops::{Deref, Range};
use std::sync::Arc;

use egui::{Color32, Galley, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

use super::lines::Lines;
use crate::gui::theme::Theme;
use crate::text::invisible::Weight;

/// Glyphs that are painted at one place.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) galley: Arc<Galley>,
    /// Top left corner, points from the chunk's.
    pub(super) at: Vec2,
}

/// What stands for an invisible character.
#[derive(Clone)]
pub(super) struct Mark {
    /// All of it, points from the chunk's top left corner.
    pub(super) rect: Rect,
    /// Its letters; none for a space, which is marked where it stands.
    pub(super) label: Option<Arc<Galley>>,
    pub(super) weight: Weight,
}

/// A chunk laid out. It finds places as its [`Lines`] do.
pub(super) struct Laid {
    pub(super) runs: Vec<Run>,
    pub(super) marks: Vec<Mark>,
    pub(super) lines: Lines,
    /// Space above the text, points.
    pub(super) before: f32,
    /// Indentation, points.
    pub(super) indent: f32,
    /// Whether its first line is read from right to left.
    pub(super) rtl: bool,
}

impl Deref for Laid {
    type Target = Lines;

    fn deref(&self) -> &Lines {
        &self.lines
    }
}

impl Laid {
    /// Height with the space above, points.
    pub(super) fn outer_height(&self) -> f64 {
        f64::from(self.before + self.lines.height())
    }

    /// Width and height of the text.
    pub(super) fn size(&self) -> Vec2 {
        vec2(self.lines.right(), self.lines.height())
    }

    /// Paints the letters in one colour, and the marks of what cannot be seen.
    pub(super) fn paint(&self, painter: &Painter, at: Pos2, colour: Color32, theme: &Theme) {
        for run in &self.runs {
            painter.galley(at + run.at, Arc::clone(&run.galley), colour);
        }
        for mark in &self.marks {
            mark.paint(painter, at, theme);
        }
    }
}

impl Mark {
    fn paint(&self, painter: &Painter, at: Pos2, theme: &Theme) {
        let colour = match self.weight {
            Weight::Hides => theme.warn,
            Weight::Space | Weight::Typesetting => theme.faint,
        };
        let rect = self.rect.translate(at.to_vec2());
        if let Some(label) = &self.label {
            let stroke = Stroke::new(1.0, colour);
            painter.rect_stroke(rect.shrink2(vec2(1.0, 0.0)), 3.0, stroke, StrokeKind::Inside);
            let corner = rect.center() - label.rect.size() / 2.0;
            painter.galley(corner, Arc::clone(label), colour);
        } else {
            let (left, right) = (rect.left() + 0.5, rect.right() - 0.5);
            let (top, bottom) = (rect.bottom() - 3.0, rect.bottom());
            let points = vec![pos2(left, top), pos2(left, bottom), pos2(right, bottom), pos2(right, top)];
            painter.add(Shape::line(points, Stroke::new(1.0, colour)));
        }
    }
}

/// The graphemes of `range` of `words` as spans of bytes, with the number of characters of each.
pub(super) fn counted(words: &str, range: Range<usize>) -> Vec<(Range<usize>, usize)> {
    let part = words.get(range.clone()).unwrap_or_default();
    if part.is_ascii() && !part.contains('\r') {
        return range.map(|at| (at..at + 1, 1)).collect();
    }
    let found = crate::text::segment::graphemes(part);
    found
        .map(|grapheme| {
            let n_chars = part.get(grapheme.clone()).unwrap_or_default().chars().count();
            (range.start + grapheme.start..range.start + grapheme.end, n_chars)
        })
        .collect()
}
