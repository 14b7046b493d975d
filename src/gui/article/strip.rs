//! The strip at the right: where the viewport is, where the claims are and how they stand, where
//! the words stand that are looked for.
//!
//! Claims are counted in [`BUCKETS`] parts of the text, so that a frame costs the same however many
//! there are, and a step counts anew only the parts it touches. What is typed moves all parts by a few
//! bytes: they are counted anew one after the other, some in each frame.

use std::ops::Range;

use egui::{Color32, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::chunks::Chunk;
use super::heights::Heights;
use super::ink::Ink;
use crate::gui::scene::Scene;
use crate::gui::theme::Theme;
use crate::model::{ClaimState, Document, Verdict};
use crate::session::Session;

/// Parts of the text in which claims are counted.
const BUCKETS: usize = 2048;
/// Parts counted anew in one frame while the text is edited.
const A_FRAME: usize = 64;
/// Height of a mark with the space below it, points.
const ROW: f32 = 3.0;
/// Least height of the viewport's mark, points.
const LEAST_THUMB: f32 = 14.0;

/// How pressing a claim is; of several in one row the most pressing is shown.
const RANKS: usize = 5;

/// What a row of the strip shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Row {
    /// The rank of the most pressing claim.
    claim: Option<usize>,
    /// Whether words that are looked for stand there.
    found: bool,
}

/// What the rows were worked out from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    revision: u64,
    n_rows: usize,
    found: Option<u64>,
    /// Height of the article in rows' heights: what moves nothing by a row is no change.
    height: u64,
}

/// See the module.
#[derive(Default)]
pub(super) struct Strip {
    revision: Option<u64>,
    /// Claims by part of the text and rank.
    counts: Vec<[u32; RANKS]>,
    /// How many parts are to be counted anew, and from which one on.
    stale: (usize, usize),
    key: Option<Key>,
    rows: Vec<Row>,
    /// How far below the top of the viewport's mark the mouse took hold of it.
    held: Option<f32>,
}

/// What the strip shows a part of.
pub(super) struct Shown<'a> {
    pub(super) chunks: &'a [Chunk],
    pub(super) heights: &'a Heights,
    /// Distance of the viewport's top from the article's, points.
    pub(super) scrolled: f64,
    /// Height of the viewport, points.
    pub(super) viewport: f64,
}

impl Strip {
    /// Draws the strip; says where the mouse wants the viewport's top.
    pub(super) fn show(&mut self, ui: &Ui, scene: &Scene<'_>, rect: Rect, shown: &Shown<'_>) -> Option<f64> {
        let grabbed = rect.with_max_x(rect.right() - super::EDGE);
        let response = ui.interact(grabbed, Id::unique("article strip"), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Position in the article"));
        let painter = ui.painter_at(rect);
        painter.rect_filled(rect, 0.0, scene.theme.panel);
        self.count(scene.session);
        if self.go_on(scene.session.document()) {
            ui.ctx().request_repaint();
        }
        self.refresh(scene.session, rect, shown);
        let mut ink = Ink::new(ui.pixels_per_point());
        for (idx, row) in self.rows.iter().enumerate() {
            #[allow(clippy::cast_precision_loss, reason = "rows of a screen")]
            let y = rect.top() + idx as f32 * ROW;
            let mark = |left: f32, width: f32| {
                Rect::from_min_size(pos2(rect.left() + left, y), vec2(width, ROW - 1.0))
            };
            if let Some(rank) = row.claim {
                ink.fill(mark(2.0, width(rank)), colour(scene.theme, rank));
            }
            if row.found {
                ink.fill(mark(rect.width() - 5.0, 4.0), scene.theme.found_edge);
            }
        }
        ink.paint(&painter);
        let total = shown.heights.total().max(1.0);
        let share = |y: f64| {
            #[allow(clippy::cast_possible_truncation, reason = "a place on screen")]
            let part = (y / total).clamp(0.0, 1.0) as f32;
            rect.top() + part * rect.height()
        };
        let (top, bottom) = (share(shown.scrolled), share(shown.scrolled + shown.viewport));
        let thumb = Rect::from_min_max(
            pos2(rect.left() + 1.0, top),
            pos2(rect.right() - 1.0, bottom.max(top + LEAST_THUMB)),
        );
        if bottom - top < rect.height() - 1.0 {
            let is_held = response.hovered() || response.dragged();
            let strength = if is_held { 0.45 } else { 0.28 };
            painter.rect_filled(thumb, 4.0, scene.theme.faint.gamma_multiply(strength));
        }
        self.wanted(ui, &response, rect, thumb).map(|part| f64::from(part) * total)
    }

    /// The top of the viewport that the mouse asks for, as a part of the article's height. A click
    /// puts the middle of the viewport there; its mark can be dragged by any place of it.
    fn wanted(&mut self, ui: &Ui, response: &Response, rect: Rect, thumb: Rect) -> Option<f32> {
        let pressed = response.is_pointer_button_down_on();
        let Some(place) = response.interact_pointer_pos().filter(|_| pressed || response.clicked()) else {
            self.held = None;
            return None;
        };
        let origin = ui.input(|input| input.pointer.press_origin()).unwrap_or(place);
        let middle = thumb.height() / 2.0;
        let held = *self
            .held
            .get_or_insert_with(|| if thumb.contains(origin) { origin.y - thumb.top() } else { middle });
        Some((place.y - held - rect.top()) / rect.height())
    }

    /// Counts the claims, or those in the parts of the text that steps have touched.
    fn count(&mut self, session: &Session) {
        let now = session.revision();
        let known = self.revision.replace(now);
        if known == Some(now) {
            return;
        }
        let document = session.document();
        let Some(changes) = known.and_then(|known| session.changes_since(known)) else {
            if session.editing().is_some() && !self.counts.is_empty() {
                self.stale.0 = BUCKETS;
                return self.count_bucket(document, bucket_of(session.view().caret, document.text().len()));
            }
            self.stale.0 = 0;
            self.counts = vec![[0; RANKS]; BUCKETS];
            for bucket in 0..BUCKETS {
                self.count_bucket(document, bucket);
            }
            return;
        };
        let annotations = changes.annotations.iter().filter_map(|id| document.annotation(*id));
        let here = annotations.map(|annotation| annotation.spans.hull().start());
        let len = document.text().len();
        let mut buckets: Vec<usize> =
            here.chain(changes.places.iter().map(|place| place.start)).map(|at| bucket_of(at, len)).collect();
        buckets.sort_unstable();
        buckets.dedup();
        for bucket in buckets {
            self.count_bucket(document, bucket);
        }
    }

    /// Counts the next parts anew; says whether more are left.
    fn go_on(&mut self, document: &Document) -> bool {
        let (left, from) = self.stale;
        if left == 0 {
            return false;
        }
        let n = left.min(A_FRAME);
        for step in 0..n {
            self.count_bucket(document, (from + step) % BUCKETS);
        }
        self.stale = (left - n, (from + n) % BUCKETS);
        self.key = None;
        left > n
    }

    fn count_bucket(&mut self, document: &Document, bucket: usize) {
        let len = document.text().len();
        let (from, to) = (start_of(bucket, len), start_of(bucket + 1, len));
        let mut counts = [0; RANKS];
        for (state, verdict) in document.index().standings_within(from, to) {
            counts[rank(state, verdict)] += 1;
        }
        if let Some(own) = self.counts.get_mut(bucket) {
            *own = counts;
        }
    }

    /// Works out what each row shows, where that may be something else than before.
    fn refresh(&mut self, session: &Session, rect: Rect, shown: &Shown<'_>) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows of a screen")]
        let n_rows = (rect.height() / ROW).max(1.0) as usize;
        let (find, total) = (session.find(), shown.heights.total());
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "rows of a screen"
        )]
        let key = Key {
            revision: session.revision(),
            n_rows,
            found: find.is_open().then(|| find.answered()),
            height: (total.ln() * n_rows as f64) as u64,
        };
        if self.key.replace(key) == Some(key) {
            return;
        }
        let len = session.document().text().len();
        #[allow(clippy::cast_precision_loss, reason = "rows of a screen")]
        let at = |row: usize| byte_at(shown, total * row as f64 / n_rows as f64).min(len);
        let mut from = at(0);
        self.rows.clear();
        for row in 0..n_rows {
            let to = if row + 1 == n_rows { len } else { at(row + 1) };
            self.rows.push(Row {
                claim: self.most_pressing(from..to, len),
                found: find.is_open() && !find.hits().within(from, to.max(from + 1)).is_empty(),
            });
            from = to;
        }
    }

    /// The rank of the most pressing claim in a stretch of the text.
    fn most_pressing(&self, bytes: Range<usize>, len: usize) -> Option<usize> {
        if bytes.is_empty() {
            return None;
        }
        let buckets = bucket_of(bytes.start, len)..=bucket_of(bytes.end - 1, len);
        let counts = self.counts.get(buckets)?;
        (0..RANKS).rev().find(|rank| counts.iter().any(|count| count[*rank] > 0))
    }
}

/// The byte at a height of the article.
fn byte_at(shown: &Shown<'_>, y: f64) -> usize {
    let (idx, into) = shown.heights.at(y);
    let Some(chunk) = shown.chunks.get(idx) else { return 0 };
    let part = (into / shown.heights.get(idx).max(1.0)).clamp(0.0, 1.0);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place on screen"
    )]
    let within = (part * chunk.range.len() as f64) as usize;
    chunk.range.start + within
}

fn bucket_of(at: usize, len: usize) -> usize {
    (at * BUCKETS / len.max(1)).min(BUCKETS - 1)
}

/// The first byte of a part of the text.
fn start_of(bucket: usize, len: usize) -> usize {
    (bucket * len).div_ceil(BUCKETS)
}

/// How pressing a claim is: what is wrong comes before what is open, that before what is done.
fn rank(state: ClaimState, verdict: Verdict) -> usize {
    match (state, verdict) {
        (ClaimState::NotCheckable | ClaimState::Dropped, _) => 0,
        (ClaimState::NeedsRecheck, _)
        | (_, Verdict::Disputed | Verdict::Mixed | Verdict::Unproven | Verdict::Outdated) => 3,
        (_, Verdict::Verified | Verdict::MostlyTrue) => 1,
        (_, Verdict::False | Verdict::MostlyFalse | Verdict::Misleading) => 4,
        (_, Verdict::Unrated) => 2,
    }
}

fn colour(theme: &Theme, rank: usize) -> Color32 {
    match rank {
        0 => theme.faint,
        1 => theme.good,
        2 => theme.accent,
        3 => theme.warn,
        _ => theme.bad,
    }
}

/// The more pressing the wider, so that it is not told by colour alone.
fn width(rank: usize) -> f32 {
    match rank {
        0 | 1 => 3.0,
        2 => 5.0,
        3 => 7.0,
        _ => 9.0,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_in_the_part_that_begins_at_or_before_it() {
        for len in [1, 7, 2047, 2048, 2049, 10_000_000] {
            for at in (0..len).step_by((len / 97).max(1)) {
                let bucket = bucket_of(at, len);
                assert!(
                    start_of(bucket, len) <= at && (bucket + 1 == BUCKETS || at < start_of(bucket + 1, len)),
                    "{at} of {len}"
                );
            }
        }
    }

    #[test]
    fn of_several_claims_the_wrong_one_shows() {
        let mut strip = Strip { counts: vec![[0; RANKS]; BUCKETS], ..Strip::default() };
        strip.counts[0][rank(ClaimState::Checked, Verdict::Verified)] = 9;
        strip.counts[1][rank(ClaimState::Checked, Verdict::False)] = 1;
        assert_eq!(strip.most_pressing(0..1, BUCKETS), Some(1));
        assert_eq!(strip.most_pressing(0..2, BUCKETS), Some(4));
        assert_eq!(strip.most_pressing(2..9, BUCKETS), None);
    }

    #[test]
    fn counting_on_frame_by_frame_comes_to_what_counting_at_once_does() {
        use crate::model::{Annotation, AnnotationId, Body, Edit};
        use crate::text::{Span, Spans};
        let mut document = Document::new(crate::ingest::plain(&"Nine words. ".repeat(900), "a.txt").unwrap());
        for number in 0..300 {
            let span = Span::new(document.text(), number * 36, number * 36 + 4).unwrap();
            let id = AnnotationId(uuid::Uuid::from_u128(number as u128));
            let claim = Annotation::new(id, Spans::one(span), Body::Claim(Box::default()));
            document.apply(&Edit::AddAnnotation(Box::new(claim))).unwrap();
        }
        let mut at_once = Strip { counts: vec![[0; RANKS]; BUCKETS], ..Strip::default() };
        (0..BUCKETS).for_each(|bucket| at_once.count_bucket(&document, bucket));
        let mut strip =
            Strip { counts: vec![[7; RANKS]; BUCKETS], stale: (BUCKETS, 1000), ..Strip::default() };
        while strip.go_on(&document) {}
        assert_eq!((strip.counts, strip.stale), (at_once.counts, (0, 1000)));
    }
}
