//! Painting what is in sight: tints below, text, then lines, marks and the caret.

use egui::{
    Align2, Color32, FontId, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::chunks::{Chunk, colour};
use super::crowd::Crowd;
use super::decorate::{Hit, Layer, Layers, Sign, Standing};
use super::ink::Ink;
use super::lines::{Piece, Place};
use super::pattern::{Pattern, pattern};
use super::{Frame, Visible};
use crate::gui::scene::Scene;
use crate::gui::widgets::signs;
use crate::model::{ClaimState, EntityKind, TagId, Verdict};
use crate::text::Span;
use crate::text::invisible::spelled;

/// Distance of the first line from the letters' base, points.
const FIRST_LINE: f32 = 3.2;
/// Distance between two lines under the same words, points.
const LANE: f32 = 2.8;
/// Distance between two brackets around the same words, points.
const BRACKET_LANE: f32 = 3.0;

pub(super) struct Brush<'a> {
    pub(super) painter: &'a Painter,
    pub(super) scene: &'a Scene<'a>,
    pub(super) chunk: &'a Chunk,
    pub(super) visible: &'a Visible,
}

/// What the page is painted with.
pub(super) struct Page<'a> {
    pub(super) chunks: &'a [Chunk],
    pub(super) visible: &'a [Visible],
    pub(super) frame: &'a Frame,
    pub(super) standing: &'a Standing,
    pub(super) caret: Option<(usize, Place)>,
    pub(super) has_focus: bool,
}

/// Paints the page; says where there are more annotations than are drawn.
pub(super) fn page(painter: &Painter, scene: &Scene<'_>, layers: &mut Layers, page: &Page<'_>) -> Vec<Crowd> {
    let mut crowds = Vec::new();
    let (Some(first), Some(last)) = (page.visible.first(), page.visible.last()) else { return crowds };
    let (start, end) = (page.chunks[first.idx].range.start, page.chunks[last.idx].range.end);
    let found = scene.session.find().marks(start, end);
    layers.begin(scene.session);
    for visible in page.visible {
        let chunk = &page.chunks[visible.idx];
        let layer = layers.of(scene.session.document(), &chunk.range);
        let brush = Brush { painter, scene, chunk, visible };
        brush.uncovered();
        brush.tints(&layer);
        brush.grounds(page.standing, &layer);
        for bytes in &found {
            brush.found(bytes);
        }
        if let Some(span) = scene.session.selection() {
            brush.fill(span.start()..span.end(), scene.theme.selection, 0.0);
        }
        visible.laid.paint(painter, visible.at, colour(chunk.kind, scene.theme), scene.theme);
        let mut ink = Ink::new(page.frame.measure.pixels_per_point);
        brush.lines(&layer, &mut ink);
        ink.paint(painter);
        brush.proposals(page.frame);
        brush.standing_out(page.standing, &layer);
        brush.margin(&layer, page.frame);
        crowds.extend(brush.crowds(&layer, page.frame));
        if let Some((_, place)) = page.caret.filter(|(idx, _)| *idx == visible.idx) {
            brush.caret(place, page.has_focus);
        }
    }
    crowds
}

/// Where a caret is on screen.
pub(super) fn caret_on_screen(visible: &[Visible], idx: usize, place: Place) -> Option<Rect> {
    let shown = visible.iter().find(|shown| shown.idx == idx)?;
    Some(shown.laid.caret(place).translate(shown.at.to_vec2()))
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
    pub(super) fn pieces(&self, bytes: std::ops::Range<usize>) -> Vec<Piece> {
        let range = &self.chunk.range;
        let (from, to) = (bytes.start.max(range.start), bytes.end.min(range.end));
        if from >= to {
            return Vec::new();
        }
        let found = self.visible.laid.pieces(from - range.start, to - range.start);
        found.into_iter().map(|piece| piece.translate(self.visible.at.to_vec2())).collect()
    }

    pub(super) fn fill(&self, bytes: std::ops::Range<usize>, colour: Color32, inset: f32) {
        for piece in self.pieces(bytes) {
            self.painter.rect_filled(piece.rect.shrink2(vec2(0.0, inset)), 2.0, colour);
        }
    }

    fn tints(&self, layer: &Layer) {
        for hit in &layer.hits {
            match &hit.sign {
                Sign::Tint(tag) => self.tint(hit, tag),
                Sign::Brackets => {
                    self.fill(hit.bytes.clone(), self.scene.theme.quote.gamma_multiply(0.09), 2.0);
                }
                Sign::Claim { .. } | Sign::Mention(_) => {}
            }
        }
    }

    /// A highlight over shorter ones is taller, so that both edges are seen.
    fn tint(&self, hit: &Hit, tag: &TagId) {
        let tag = self.scene.session.schema().tag(tag);
        let tint = tag.map_or(self.scene.theme.line, |tag| self.scene.theme.tint(tag.colour));
        #[allow(clippy::cast_precision_loss, reason = "a handful")]
        let inset = (4.0 - hit.lane as f32 * 1.3).max(0.0);
        self.fill(hit.bytes.clone(), tint, inset);
    }

    fn lines(&self, layer: &Layer, ink: &mut Ink) {
        for hit in &layer.hits {
            match &hit.sign {
                Sign::Brackets => self.brackets(hit, ink),
                Sign::Claim { state, verdict, .. } => self.claim_line(hit, *state, *verdict, ink),
                Sign::Mention(kind) => self.mention_line(hit, *kind, ink),
                Sign::Tint(_) => {}
            }
        }
    }

    /// A bracket before the first and behind the last words of a quote's span.
    fn brackets(&self, hit: &Hit, ink: &mut Ink) {
        let range = &self.chunk.range;
        let laid = &self.visible.laid;
        let first =
            range.contains(&hit.bytes.start).then(|| laid.start_of(hit.bytes.start - range.start)).flatten();
        let ends_here = range.start < hit.bytes.end && hit.bytes.end <= range.end;
        let last = ends_here.then(|| laid.end_of(hit.bytes.end - range.start)).flatten();
        #[allow(clippy::cast_precision_loss, reason = "a handful")]
        let away = 2.0 + hit.lane as f32 * BRACKET_LANE;
        for end in [first, last].into_iter().flatten() {
            let outward = if end.opens_right { -1.0 } else { 1.0 };
            let rect = end.rect.translate(self.visible.at.to_vec2());
            self.bracket(rect.left() + outward * away, rect, outward * -3.5, ink);
        }
    }

    fn bracket(&self, x: f32, row: Rect, foot: f32, ink: &mut Ink) {
        let (top, bottom, colour) = (row.top() + 3.0, row.bottom() - 2.0, self.scene.theme.quote);
        let upright = Rect::from_min_max(pos2(x - 0.75, top - 0.75), pos2(x + 0.75, bottom + 0.75));
        ink.fill(upright, colour);
        for y in [top, bottom] {
            ink.line([x.min(x + foot), x.max(x + foot)], y, 1.5, colour);
        }
    }

    fn claim_line(&self, hit: &Hit, state: ClaimState, verdict: Verdict, ink: &mut Ink) {
        let colour = self.scene.theme.claim(state, verdict);
        for piece in self.pieces(hit.bytes.clone()) {
            let ends = [piece.rect.left(), piece.rect.right()];
            self.line(ends, line_y(&piece, hit.lane), (pattern(verdict), colour), ink);
        }
    }

    fn line(&self, ends: [f32; 2], y: f32, (pattern, colour): (Pattern, Color32), ink: &mut Ink) {
        match pattern {
            Pattern::Solid => ink.line(ends, y, 1.8, colour),
            Pattern::Double => {
                ink.line(ends, y - 1.2, 1.0, colour);
                ink.line(ends, y + 1.2, 1.0, colour);
            }
            Pattern::Dotted => ink.dashes(ends, y, (1.8, 2.2, 1.8), colour),
            Pattern::Dashed => ink.dashes(ends, y, (7.0, 4.0, 1.8), colour),
            Pattern::Zigzag => {
                let [left, right] = ends;
                let mut points = Vec::new();
                let (mut x, mut up) = (left, true);
                while x <= right {
                    points.push(pos2(x, if up { y - 1.3 } else { y + 1.3 }));
                    x += 3.0;
                    up = !up;
                }
                self.painter.add(Shape::line(points, Stroke::new(1.4, colour)));
            }
        }
    }

    /// A line in the colour of the entity's type, with the type's letter behind the last words.
    fn mention_line(&self, hit: &Hit, kind: EntityKind, ink: &mut Ink) {
        let colour = self.scene.theme.entity(kind);
        for piece in self.pieces(hit.bytes.clone()) {
            let y = line_y(&piece, hit.lane);
            ink.line([piece.rect.left() + 0.5, piece.rect.right() - 0.5], y, 1.8, colour);
        }
        let range = &self.chunk.range;
        if hit.is_last
            && hit.lane == 0
            && range.start < hit.bytes.end
            && hit.bytes.end <= range.end
            && let Some(end) = self.visible.laid.end_of(hit.bytes.end - range.start)
        {
            let rect = end.rect.translate(self.visible.at.to_vec2());
            let font = FontId::new(7.5, crate::gui::fonts::ui_bold());
            let letter = kind.letter().to_ascii_uppercase();
            let (at, align) = if end.opens_right {
                (pos2(rect.left() - 0.5, rect.top() + 1.0), Align2::RIGHT_TOP)
            } else {
                (pos2(rect.left() + 0.5, rect.top() + 1.0), Align2::LEFT_TOP)
            };
            self.painter.text(at, align, letter, font, colour);
        }
    }

    /// The signs of the claims that begin in this chunk, left of their lines, drawn or not; where more
    /// than two begin in one line, the first that has a verdict and how many more.
    fn margin(&self, layer: &Layer, frame: &Frame) {
        let mut lines: Vec<(f32, Vec<Begun>)> = Vec::new();
        for (bytes, state, verdict) in &layer.begun {
            if !self.chunk.range.contains(&bytes.start) {
                continue;
            }
            let Some(piece) = self.pieces(bytes.clone()).first().copied() else { continue };
            let y = piece.rect.center().y;
            let claim = (bytes.start, *state, *verdict);
            match lines.iter_mut().find(|(line, _)| (*line - y).abs() < 2.0) {
                Some((_, claims)) => claims.push(claim),
                None => lines.push((y, vec![claim])),
            }
        }
        for (y, mut claims) in lines {
            claims.sort_by_key(|(start, _, _)| *start);
            let shown = if claims.len() > 2 { 1 } else { claims.len() };
            if claims.len() > 2 {
                let told = claims.iter().position(|(_, _, verdict)| *verdict != Verdict::Unrated);
                claims.swap(0, told.unwrap_or_default());
            }
            for ((_, state, verdict), x) in
                claims.iter().take(shown).zip([frame.left - 18.0, frame.left - 34.0])
            {
                let colour = self.scene.theme.claim(*state, *verdict);
                self.sign(pos2(x, y), signs::claim(*state, *verdict), 15.0, colour);
            }
            if claims.len() > shown {
                let more = format!("+{}", claims.len() - shown);
                self.sign(pos2(frame.left - 35.0, y), &more, 11.0, self.scene.theme.weak);
            }
        }
    }

    /// The lines of this chunk in which annotations begin that are not drawn.
    fn crowds(&self, layer: &Layer, frame: &Frame) -> Vec<Crowd> {
        let (base, text) = (self.chunk.range.start, self.scene.session.document().text());
        let mut crowds = Vec::new();
        let mut hidden = layer.hidden.iter().peekable();
        for line in &self.visible.laid.lines.0 {
            let end = base + line.range.end;
            let (mut n_hidden, mut hull) = (0, (end, base));
            while let Some(bytes) = hidden.next_if(|bytes| bytes.start < end) {
                n_hidden += 1;
                let (from, to) = (bytes.start.max(base + line.range.start), bytes.end.min(end));
                hull = (hull.0.min(from), hull.1.max(to));
            }
            let top = self.visible.at.y + line.top;
            let rect = Rect::from_min_size(pos2(frame.rect.right() - 29.0, top), vec2(28.0, line.height));
            if n_hidden > 0
                && let Ok(span) =
                    Span::new(text, text.floor_char_boundary(hull.0), text.ceil_char_boundary(hull.1))
            {
                crowds.push(Crowd { rect, n_hidden, span });
            }
        }
        crowds
    }

    pub(super) fn sign(&self, at: Pos2, sign: &str, size: f32, colour: Color32) {
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

/// Where a claim begins, its state and verdict.
type Begun = (usize, ClaimState, Verdict);

/// Height of the line in a lane under a piece of a line of text.
pub(super) fn line_y(piece: &Piece, lane: usize) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "a handful")]
    let below = lane as f32 * LANE;
    piece.baseline + FIRST_LINE + below
}
