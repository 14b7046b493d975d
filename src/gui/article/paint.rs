//! Painting what is in sight: tints below, text, then lines, marks and the caret.

use egui::{
    Align2, Color32, FontId, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use super::chunks::{Chunk, colour};
use super::decorate::{Decor, Hit, first_lines};
use super::lines::{Piece, Place};
use super::pattern::{Pattern, pattern};
use super::{Frame, Visible};
use crate::gui::scene::Scene;
use crate::gui::widgets::signs;
use crate::model::{Claim, coverage};
use crate::text::invisible::spelled;

/// Distance of a mention's line from the letters' base, points.
const MENTION_LINE: f32 = 3.5;
/// Distance between two lines under the same words, points.
const LANE: f32 = 3.0;
/// More lanes than this are drawn in the last one.
const MOST_LANES: usize = 3;

struct Brush<'a> {
    painter: &'a Painter,
    scene: &'a Scene<'a>,
    chunk: &'a Chunk,
    visible: &'a Visible,
}

/// Paints the page.
pub(super) fn page(
    painter: &Painter,
    scene: &Scene<'_>,
    chunks: &[Chunk],
    visible: &[Visible],
    frame: &Frame,
    caret: Option<(usize, Place)>,
    has_focus: bool,
) {
    let (Some(first), Some(last)) = (visible.first(), visible.last()) else { return };
    let decor = Decor::within(scene, chunks[first.idx].range.start, chunks[last.idx].range.end);
    for visible in visible {
        let chunk = &chunks[visible.idx];
        let brush = Brush { painter, scene, chunk, visible };
        brush.below_text(&decor);
        visible.laid.paint(painter, visible.at, colour(chunk.kind, scene.theme), scene.theme);
        brush.above_text(&decor);
        brush.margin(&decor, frame);
        if let Some((_, place)) = caret.filter(|(idx, _)| *idx == visible.idx) {
            brush.caret(place, has_focus);
        }
    }
}

/// Where the selected annotation, the selected words or else the caret's line are on screen.
pub(super) fn selection(scene: &Scene<'_>, chunks: &[Chunk], visible: &[Visible]) -> Option<Rect> {
    let view = scene.session.view();
    let annotation = scene.session.selected().map(|annotation| annotation.spans.first());
    let span = scene.session.selection().or(annotation);
    let (start, end) = span.map_or((view.caret, view.caret + 1), |span| (span.start(), span.end()));
    let mut hull: Option<Rect> = None;
    for visible in visible {
        let range = &chunks[visible.idx].range;
        let (from, to) = (start.max(range.start), end.min(range.end));
        if from < to {
            for piece in visible.laid.pieces(from - range.start, to - range.start) {
                let rect = piece.rect.translate(visible.at.to_vec2());
                hull = Some(hull.map_or(rect, |hull| hull.union(rect)));
            }
        }
    }
    hull
}

/// Tells AccessKit what each paragraph in sight says.
pub(super) fn describe(ui: &Ui, scene: &Scene<'_>, chunks: &[Chunk], visible: &[Visible], clip: Rect) {
    let text = scene.session.document().text();
    for visible in visible {
        let chunk = &chunks[visible.idx];
        let rect = Rect::from_min_size(visible.at, visible.laid.size()).intersect(clip);
        let response = ui.interact(rect, super::id().with(("chunk", visible.idx)), Sense::empty());
        let words = text.get(chunk.range.clone()).unwrap_or_default();
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spelled(words)));
    }
}

impl Brush<'_> {
    /// What a byte range of the article covers of this chunk, on screen.
    fn pieces(&self, start: usize, end: usize) -> Vec<Piece> {
        let range = &self.chunk.range;
        let (from, to) = (start.max(range.start), end.min(range.end));
        if from >= to {
            return Vec::new();
        }
        let found = self.visible.laid.pieces(from - range.start, to - range.start);
        found.into_iter().map(|piece| piece.translate(self.visible.at.to_vec2())).collect()
    }

    fn below_text(&self, decor: &Decor<'_>) {
        let theme = self.scene.theme;
        if self.scene.session.view().coverage && coverage::counts(self.chunk.kind) {
            for open in coverage::uncovered(self.scene.session.document(), self.chunk.range.clone()) {
                self.hatch(open.start, open.end, theme.warn);
            }
        }
        let mut passages: Vec<&Hit<'_>> = decor.passages.iter().collect();
        passages.sort_by_key(|hit| std::cmp::Reverse(hit.end - hit.start));
        for hit in passages {
            let tag =
                hit.annotation.passage().and_then(|passage| self.scene.session.schema().tag(&passage.tag));
            let tint = tag.map_or(theme.line, |tag| theme.tint(tag.colour));
            self.fill(hit.start, hit.end, tint, 3.0);
        }
        for hit in &decor.quotes {
            self.fill(hit.start, hit.end, theme.quote.gamma_multiply(0.09), 2.0);
        }
        for hit in &decor.mentions {
            let entity = hit.annotation.mention().map(|mention| mention.entity);
            if entity.is_some() && entity == decor.entity {
                let kind =
                    entity.and_then(|id| self.scene.session.document().entity(id)).map(|entity| entity.kind);
                let ground = kind.map_or(theme.line, |kind| theme.entity(kind).gamma_multiply(0.2));
                self.fill(hit.start, hit.end, ground, 3.0);
            }
        }
        for hit in &decor.found {
            self.found(hit);
        }
        if let Some(span) = decor.selection {
            self.fill(span.start(), span.end(), theme.selection, 0.0);
        }
    }

    /// Slanting lines on a tint: nobody has dealt with these words.
    fn hatch(&self, start: usize, end: usize, colour: Color32) {
        const APART: f32 = 6.0;
        for piece in self.pieces(start, end) {
            let rect = piece.rect.shrink2(vec2(0.0, 3.0));
            self.painter.rect_filled(rect, 2.0, colour.gamma_multiply(0.10));
            let painter = self.painter.with_clip_rect(rect.intersect(self.painter.clip_rect()));
            let mut x = (rect.left() / APART).floor() * APART - rect.height();
            while x < rect.right() {
                let stroke = Stroke::new(1.0, colour.gamma_multiply(0.28));
                painter.line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], stroke);
                x += APART;
            }
        }
    }

    /// Words that are looked for: a box, so that they are not told from tints by colour alone.
    fn found(&self, hit: &std::ops::Range<usize>) {
        let theme = self.scene.theme;
        for piece in self.pieces(hit.start, hit.end) {
            let rect = piece.rect.shrink2(vec2(0.0, 2.0));
            let edge = Stroke::new(1.0, theme.found_edge);
            self.painter.rect(rect, 2.0, theme.found, edge, StrokeKind::Inside);
        }
    }

    fn fill(&self, start: usize, end: usize, colour: Color32, inset: f32) {
        for piece in self.pieces(start, end) {
            self.painter.rect_filled(piece.rect.shrink2(vec2(0.0, inset)), 2.0, colour);
        }
    }

    fn above_text(&self, decor: &Decor<'_>) {
        for hit in &decor.quotes {
            self.brackets(hit);
        }
        for hit in &decor.claims {
            self.claim_line(hit);
        }
        for hit in &decor.mentions {
            self.mention_line(hit);
        }
        for span in &decor.parts {
            self.outline(span.start(), span.end(), Stroke::new(1.0, self.scene.theme.quote));
        }
        let all = decor.passages.iter().chain(&decor.quotes).chain(&decor.claims).chain(&decor.mentions);
        for hit in all.filter(|hit| Some(hit.annotation.id) == decor.selected) {
            self.outline(hit.start, hit.end, Stroke::new(1.6, self.scene.theme.accent));
        }
    }

    fn outline(&self, start: usize, end: usize, stroke: Stroke) {
        for piece in self.pieces(start, end) {
            self.painter.rect_stroke(piece.rect.expand2(vec2(2.0, -0.5)), 4.0, stroke, StrokeKind::Outside);
        }
    }

    /// A bracket before the first and behind the last words of a quote's span.
    fn brackets(&self, hit: &Hit<'_>) {
        let range = &self.chunk.range;
        let laid = &self.visible.laid;
        let first = range.contains(&hit.start).then(|| laid.start_of(hit.start - range.start)).flatten();
        let ends_here = range.start < hit.end && hit.end <= range.end;
        let last = ends_here.then(|| laid.end_of(hit.end - range.start)).flatten();
        let stroke = Stroke::new(1.5, self.scene.theme.quote);
        for end in [first, last].into_iter().flatten() {
            let outward = if end.opens_right { -2.0 } else { 2.0 };
            let rect = end.rect.translate(self.visible.at.to_vec2());
            self.bracket(rect.left() + outward, rect, outward * -1.75, stroke);
        }
    }

    fn bracket(&self, x: f32, row: Rect, foot: f32, stroke: Stroke) {
        let (top, bottom) = (row.top() + 3.0, row.bottom() - 2.0);
        let points = vec![pos2(x + foot, top), pos2(x, top), pos2(x, bottom), pos2(x + foot, bottom)];
        self.painter.add(Shape::line(points, stroke));
    }

    fn claim_line(&self, hit: &Hit<'_>) {
        let Some(claim) = hit.annotation.claim() else { return };
        let colour = self.scene.theme.claim(claim.state, claim.verdict);
        for piece in self.pieces(hit.start, hit.end) {
            let y = piece.rect.bottom() - 1.0 - lane(hit);
            self.line(piece.rect.left(), piece.rect.right(), y, pattern(claim.verdict), colour);
        }
    }

    fn line(&self, left: f32, right: f32, y: f32, pattern: Pattern, colour: Color32) {
        let ends = [pos2(left, y), pos2(right, y)];
        let stroke = Stroke::new(1.6, colour);
        match pattern {
            Pattern::Solid => {
                self.painter.line_segment(ends, Stroke::new(2.0, colour));
            }
            Pattern::Double => {
                let thin = Stroke::new(1.2, colour);
                self.painter.line_segment([pos2(left, y - 1.5), pos2(right, y - 1.5)], thin);
                self.painter.line_segment([pos2(left, y + 1.5), pos2(right, y + 1.5)], thin);
            }
            Pattern::Dotted => {
                self.painter.extend(Shape::dotted_line(&ends, colour, 4.0, 1.0));
            }
            Pattern::Dashed => {
                self.painter.extend(Shape::dashed_line(&ends, stroke, 7.0, 4.0));
            }
            Pattern::Zigzag => {
                let mut points = Vec::new();
                let (mut x, mut up) = (left, true);
                while x <= right {
                    points.push(pos2(x, if up { y - 1.5 } else { y + 1.5 }));
                    x += 3.0;
                    up = !up;
                }
                self.painter.add(Shape::line(points, stroke));
            }
        }
    }

    /// A line in the colour of the entity's type, with the type's letter behind the last words.
    fn mention_line(&self, hit: &Hit<'_>) {
        let entity =
            hit.annotation.mention().and_then(|mention| self.scene.session.document().entity(mention.entity));
        let Some(entity) = entity else { return };
        let colour = self.scene.theme.entity(entity.kind);
        let pieces = self.pieces(hit.start, hit.end);
        for piece in &pieces {
            let y = piece.baseline + MENTION_LINE + lane(hit);
            let ends = [pos2(piece.rect.left() + 0.5, y), pos2(piece.rect.right() - 0.5, y)];
            self.painter.line_segment(ends, Stroke::new(2.0, colour));
        }
        let range = &self.chunk.range;
        if hit.is_last
            && range.start < hit.end
            && hit.end <= range.end
            && let Some(end) = self.visible.laid.end_of(hit.end - range.start)
        {
            let rect = end.rect.translate(self.visible.at.to_vec2());
            let font = FontId::new(7.5, crate::gui::fonts::ui_bold());
            let letter = entity.kind.letter().to_ascii_uppercase();
            let (at, align) = if end.opens_right {
                (pos2(rect.left() - 0.5, rect.top() + 1.0), Align2::RIGHT_TOP)
            } else {
                (pos2(rect.left() + 0.5, rect.top() + 1.0), Align2::LEFT_TOP)
            };
            self.painter.text(at, align, letter, font, colour);
        }
    }

    /// The signs of the claims that begin in this chunk, left of their lines; where more than two
    /// begin in one line, the first and how many more.
    fn margin(&self, decor: &Decor<'_>, frame: &Frame) {
        let mut lines: Vec<(f32, Vec<&Claim>)> = Vec::new();
        for hit in first_lines(&decor.claims) {
            if !self.chunk.range.contains(&hit.start) {
                continue;
            }
            let Some(claim) = hit.annotation.claim() else { continue };
            let Some(piece) = self.pieces(hit.start, hit.end).first().copied() else { continue };
            let y = piece.rect.center().y;
            match lines.iter_mut().find(|(line, _)| (*line - y).abs() < 2.0) {
                Some((_, claims)) => claims.push(claim),
                None => lines.push((y, vec![claim])),
            }
        }
        for (y, claims) in lines {
            let shown = if claims.len() > 2 { 1 } else { claims.len() };
            for (claim, x) in claims.iter().take(shown).zip([frame.left - 18.0, frame.left - 34.0]) {
                let colour = self.scene.theme.claim(claim.state, claim.verdict);
                self.sign(pos2(x, y), signs::claim(claim.state, claim.verdict), 15.0, colour);
            }
            if claims.len() > shown {
                let more = format!("+{}", claims.len() - shown);
                self.sign(pos2(frame.left - 35.0, y), &more, 11.0, self.scene.theme.weak);
            }
        }
    }

    fn sign(&self, at: Pos2, sign: &str, size: f32, colour: Color32) {
        let font = FontId::new(size, crate::gui::fonts::ui_bold());
        self.painter.text(at, Align2::CENTER_CENTER, sign, font, colour);
    }

    fn caret(&self, place: Place, has_focus: bool) {
        let rect = self.visible.laid.caret(place).translate(self.visible.at.to_vec2());
        let width = if has_focus { 2.0 } else { 1.0 };
        let colour = if has_focus { self.scene.theme.caret } else { self.scene.theme.faint };
        let bar = Rect::from_min_max(
            pos2(rect.center().x - width / 2.0, rect.top() + 1.0),
            pos2(rect.center().x + width / 2.0, rect.bottom() - 1.0),
        );
        self.painter.rect_filled(bar, 0.0, colour);
    }
}

fn lane(hit: &Hit<'_>) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "a handful")]
    let lane = hit.lane.min(MOST_LANES) as f32;
    lane * LANE
}
