//! What stays where it is while the text around it is laid out anew: in another width, size or zoom.
//!
//! The caret's line where it is in sight, else the first line. The same words are held until the
//! reader scrolls or moves the caret, so that a window dragged wider and narrower again shows what
//! it showed before.

use egui::Ui;

use super::lines::{Lean, Place};
use super::{ArticlePane, Frame, Top, Visible};
use crate::gui::scene::Scene;

/// Words that stay where they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    /// Byte offset of the article.
    offset: usize,
    /// Distance of its line from the viewport's top, pixels.
    y: f64,
    /// Where the caret was when it was chosen.
    caret: usize,
}

impl Anchor {
    /// The same place on screen for the caret of a text that replaces this one; `None` where other
    /// words than the caret's were held.
    pub(super) fn for_caret(self, caret: usize) -> Option<Self> {
        (self.offset == self.caret).then_some(Self { offset: caret, caret, ..self })
    }
}

impl ArticlePane {
    /// Scrolls so that the held words stand where they stood.
    pub(super) fn put_back(&mut self, ui: &Ui, scene: &Scene<'_>, frame: &Frame) {
        let Some(anchor) = self.anchor else { return };
        let Some((chunk, y)) = self.place_of(ui, scene, frame, anchor.offset) else { return };
        self.top = Top { chunk, into: y - anchor.y / f64::from(frame.measure.pixels_per_point) };
    }

    /// Holds what is to stay, unless it is held already.
    pub(super) fn hold(&mut self, scene: &Scene<'_>, visible: &[Visible], frame: &Frame) {
        let caret = scene.session.view().caret;
        let scale = f64::from(frame.measure.pixels_per_point);
        let in_sight = |y: f64| y < f64::from(frame.rect.height()) * scale;
        if self.anchor.is_some_and(|anchor| anchor.caret == caret && in_sight(anchor.y)) {
            return;
        }
        let of_caret = self.caret(scene).and_then(|(idx, place)| {
            let shown = visible.iter().find(|shown| shown.idx == idx)?;
            Some((caret, f64::from(shown.at.y + shown.laid.caret(place).top() - frame.rect.top()) * scale))
        });
        let found = of_caret.filter(|(_, y)| *y >= 0.0 && in_sight(*y)).or_else(|| {
            let shown = visible.first()?;
            let line = shown.laid.line_at(frame.rect.top() - shown.at.y);
            let start = shown.laid.start_of_line(line);
            let top = shown.laid.caret(Place { at: start, lean: Lean::On }).top();
            let y = f64::from(shown.at.y + top - frame.rect.top()) * scale;
            Some((self.chunks.get(shown.idx)?.range.start + start, y))
        });
        self.anchor = found.map(|(offset, y)| Anchor { offset, y, caret });
    }
}
