//! Shading of what nobody has dealt with, where the desk looks at coverage.

use egui::{Stroke, pos2, vec2};

use super::paint::Brush;
use crate::model::coverage;

/// Distance of two slanting lines, points.
const APART: f32 = 6.0;

impl Brush<'_> {
    /// Slanting lines on a tint behind the words no claim, quote or “no fact here” covers.
    pub(super) fn uncovered(&self) {
        if !self.scene.session.view().coverage || !coverage::counts(self.chunk.kind) {
            return;
        }
        let colour = self.scene.theme.warn;
        for open in coverage::uncovered(self.scene.session.document(), self.chunk.range.clone()) {
            for piece in self.pieces(open) {
                let rect = piece.rect.shrink2(vec2(0.0, 3.0));
                self.painter.rect_filled(rect, 2.0, colour.gamma_multiply(0.10));
                let painter = self.painter.with_clip_rect(rect.intersect(self.painter.clip_rect()));
                let mut x = (rect.left() / APART).floor() * APART - rect.height();
                while x < rect.right() {
                    let stroke = Stroke::new(1.0, colour.gamma_multiply(0.28));
                    painter
                        .line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], stroke);
                    x += APART;
                }
            }
        }
    }
}
