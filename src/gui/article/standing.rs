//! What stands out: the selected annotation by a thick frame, the one under the mouse by a thin one,
//! the mentions of their entity by a ground and a bar at both ends, cue, source and linked words by
//! a dashed frame; words that are looked for by a box. None by colour alone.

use std::ops::Range;

use egui::{Shape, Stroke, StrokeKind, pos2, vec2};

use super::decorate::{Layer, Standing};
use super::paint::Brush;

impl Brush<'_> {
    /// What lies behind the letters.
    pub(super) fn grounds(&self, standing: &Standing, layer: &Layer) {
        for (bytes, entity) in &layer.mentions {
            if standing.entities.contains(entity) {
                let kind = self.scene.session.document().entity(*entity).map(|entity| entity.kind);
                let theme = self.scene.theme;
                let colour = kind.map_or(theme.line, |kind| theme.entity(kind));
                self.fill(bytes.clone(), colour.gamma_multiply(0.2), 3.0);
            }
        }
    }

    /// Words that are looked for.
    pub(super) fn found(&self, bytes: &Range<usize>) {
        let theme = self.scene.theme;
        for piece in self.pieces(bytes.clone()) {
            let rect = piece.rect.shrink2(vec2(0.0, 2.0));
            let edge = Stroke::new(1.0, theme.found_edge);
            self.painter.rect(rect, 2.0, theme.found, edge, StrokeKind::Inside);
        }
    }

    /// What lies over the letters.
    pub(super) fn standing_out(&self, standing: &Standing, layer: &Layer) {
        let theme = self.scene.theme;
        for (bytes, entity) in &layer.mentions {
            if standing.entities.contains(entity) {
                let kind = self.scene.session.document().entity(*entity).map(|entity| entity.kind);
                self.bars(bytes, Stroke::new(1.4, kind.map_or(theme.weak, |kind| theme.entity(kind))));
            }
        }
        for span in &standing.parts {
            self.dashed(span.start()..span.end(), Stroke::new(1.3, theme.quote));
        }
        for span in &standing.hovered {
            self.framed(span.start()..span.end(), Stroke::new(1.0, theme.text));
        }
        for span in &standing.selected {
            self.framed(span.start()..span.end(), Stroke::new(2.0, theme.accent));
        }
    }

    fn framed(&self, bytes: Range<usize>, stroke: Stroke) {
        for piece in self.pieces(bytes) {
            self.painter.rect_stroke(piece.rect.expand2(vec2(2.0, -0.5)), 4.0, stroke, StrokeKind::Outside);
        }
    }

    fn dashed(&self, bytes: Range<usize>, stroke: Stroke) {
        for piece in self.pieces(bytes) {
            let rect = piece.rect.expand2(vec2(1.5, -1.0));
            let corners =
                [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
            self.painter.extend(Shape::dashed_line(&corners, stroke, 3.5, 2.5));
        }
    }

    /// An upright bar at the first and behind the last of the words.
    fn bars(&self, bytes: &Range<usize>, stroke: Stroke) {
        let pieces = self.pieces(bytes.clone());
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
        for (x, rect) in [(first.rect.left() - 0.5, first.rect), (last.rect.right() + 0.5, last.rect)] {
            self.painter.line_segment([pos2(x, rect.top() + 3.0), pos2(x, rect.bottom() - 3.0)], stroke);
        }
    }
}
