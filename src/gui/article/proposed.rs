//! What the program proposes, drawn apart from what somebody has said: broken lines and question
//! marks, in no tint.

use egui::{Align2, Color32, FontId, Shape, Stroke, StrokeKind, pos2, vec2};

use super::Frame;
use super::paint::{Brush, line_y};
use crate::model::EntityKind;
use crate::session::suggest::{Proposal, What};
use crate::text::{Span, Spans};

/// Length of the strokes and gaps of a broken line, points.
const STROKE: f32 = 2.5;
const GAP: f32 = 2.5;
/// The lane of a proposed claim's line, below mentions and claims.
const CLAIM_LANE: usize = 2;

impl Brush<'_> {
    /// The proposals that touch this chunk.
    pub(super) fn proposals(&self, frame: &Frame) {
        let session = self.scene.session;
        let suggest = session.suggest();
        let theme = self.scene.theme;
        let current = session.current_suggestion().and_then(|idx| suggest.proposals().all.get(idx));
        for own in suggest.within(self.chunk.range.start, self.chunk.range.end) {
            match &own.what {
                What::Mention { kind, .. } => self.proposed_mention(own, *kind),
                What::Quote { .. } => self.proposed_quote(&own.spans),
                What::Claim(_) => self.proposed_claim(own, frame),
            }
        }
        let Some(current) = current else { return };
        for span in current.spans.iter() {
            for piece in self.pieces(span.start()..span.end()) {
                let rect = piece.rect.expand2(vec2(2.0, 0.0));
                self.painter.rect_stroke(rect, 3.0, Stroke::new(1.2, theme.focus), StrokeKind::Middle);
            }
        }
        if let What::Quote { cue, source, .. } = &current.what {
            for part in [cue, source].into_iter().flatten() {
                self.broken_under(*part, theme.quote);
            }
        }
    }

    /// A broken line in the colour of the type, and its letter with a question mark.
    fn proposed_mention(&self, own: &Proposal, kind: EntityKind) {
        let colour = self.scene.theme.entity(kind);
        let span = own.spans.first();
        self.broken_under(span, colour);
        let range = &self.chunk.range;
        if !(range.start < span.end() && span.end() <= range.end) {
            return;
        }
        let Some(end) = self.visible.laid.end_of(span.end() - range.start) else { return };
        let rect = end.rect.translate(self.visible.at.to_vec2());
        let letter = format!("{}?", kind.letter().to_ascii_uppercase());
        let (x, align) = if end.opens_right {
            (rect.left() - 0.5, Align2::RIGHT_TOP)
        } else {
            (rect.left() + 0.5, Align2::LEFT_TOP)
        };
        let font = FontId::new(7.0, crate::gui::fonts::ui_bold());
        self.painter.text(pos2(x, rect.top() + 1.0), align, letter, font, colour);
    }

    fn broken_under(&self, span: Span, colour: Color32) {
        for piece in self.pieces(span.start()..span.end()) {
            let y = line_y(&piece, 0);
            let ends = [pos2(piece.rect.left() + 0.5, y), pos2(piece.rect.right() - 0.5, y)];
            self.painter.extend(Shape::dashed_line(&ends, Stroke::new(1.4, colour), STROKE, GAP));
        }
    }

    /// A broken bar before and behind each part, where an annotated quote has brackets.
    fn proposed_quote(&self, spans: &Spans) {
        let range = &self.chunk.range;
        let stroke = Stroke::new(1.6, self.scene.theme.quote);
        for span in spans.iter() {
            let first =
                range.contains(&span.start()).then(|| self.visible.laid.start_of(span.start() - range.start));
            let ends_here = range.start < span.end() && span.end() <= range.end;
            let last = ends_here.then(|| self.visible.laid.end_of(span.end() - range.start));
            for end in [first, last].into_iter().flatten().flatten() {
                let outward = if end.opens_right { -2.0 } else { 2.0 };
                let rect = end.rect.translate(self.visible.at.to_vec2());
                let x = rect.left() + outward;
                let ends = [pos2(x, rect.top() + 3.0), pos2(x, rect.bottom() - 2.0)];
                self.painter.extend(Shape::dashed_line(&ends, stroke, 3.0, 2.5));
            }
        }
    }

    /// A question mark in the margin, and a faint broken line.
    fn proposed_claim(&self, own: &Proposal, frame: &Frame) {
        let span = own.spans.first();
        let theme = self.scene.theme;
        for piece in self.pieces(span.start()..span.end()) {
            let y = line_y(&piece, CLAIM_LANE);
            let ends = [pos2(piece.rect.left(), y), pos2(piece.rect.right(), y)];
            self.painter.extend(Shape::dashed_line(&ends, Stroke::new(1.0, theme.faint), 2.0, 6.0));
        }
        if !self.chunk.range.contains(&span.start()) {
            return;
        }
        let Some(piece) = self.pieces(span.start()..span.end()).first().copied() else { return };
        self.sign(pos2(frame.left - 18.0, piece.rect.center().y), "?", 13.0, theme.weak);
    }
}
