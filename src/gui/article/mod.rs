//! The article pane: only what is near the viewport is laid out, and highlights are painted from
//! the rows of the layout, so that tagging never lays text out again.
//!
//! The scroll position is a chunk and a distance into it. So heights that turn out other than
//! estimated move nothing on screen.

mod anchor;
mod chunks;
mod compose;
mod crowd;
mod decorate;
mod glyphs;
mod heights;
mod ink;
mod keys;
mod laid;
mod layout;
mod lines;
#[cfg(test)]
mod mapping;
mod mixed;
mod motion;
mod mouse;
mod paint;
mod pattern;
mod plain;
mod proposed;
mod shade;
mod standing;
mod strip;
mod style;

use std::sync::Arc;

use egui::{Context, EventFilter, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use self::anchor::Anchor;
pub(super) use self::chunks::sizes;
use self::chunks::{Chunk, chunks};
use self::decorate::{Layers, Standing};
use self::heights::Heights;
use self::laid::Laid;
use self::layout::{Layouts, Measure, extent};
use self::lines::{Lean, Place};
use super::scene::Scene;
use crate::model::Block;
use crate::session::{Action, Session};

/// Space for marks left of the text, points.
const GUTTER: f32 = 46.0;
/// Width of the strip at the right, points.
const STRIP: f32 = 16.0;
/// So much at the pane's edges is left to the edges of the panels beside it, to be dragged, points.
const EDGE: f32 = 5.0;
/// Space above the first and below the last line, points.
const MARGIN: f64 = 28.0;

/// The id that has the keyboard while the article does.
pub fn id() -> Id {
    Id::unique("article")
}

/// The pane. It keeps how the text is laid out and scrolled; what is selected is the session's.
#[derive(Default)]
pub struct ArticlePane {
    text: Option<Arc<str>>,
    blocks: Option<Arc<Vec<Block>>>,
    /// The empty paragraph that is shown because the caret is in it.
    empty: Option<usize>,
    chunks: Vec<Chunk>,
    heights: Heights,
    measure: Option<Measure>,
    layouts: Layouts,
    layers: Layers,
    top: Top,
    anchor: Option<Anchor>,
    strip: strip::Strip,
    mouse: mouse::Mouse,
    seen_reveal: u64,
    seen_focus: u64,
    wanted_x: Option<f32>,
    /// Which neighbour the caret at this offset is drawn at, where it was put by sight.
    leaning: Option<(usize, Lean)>,
    /// The caret was moved by sight and has to stay in sight.
    follows: bool,
    /// Where the caret was while the text was edited.
    written_at: Option<usize>,
}

/// What stands at the top of the viewport.
#[derive(Clone, Copy, Debug, Default)]
struct Top {
    chunk: usize,
    /// How far into the chunk, points. Negative above the first.
    into: f64,
}

/// A chunk in the viewport.
struct Visible {
    idx: usize,
    laid: Arc<Laid>,
    /// Top left corner of its text on screen.
    at: egui::Pos2,
}

/// The pane's places on screen in this frame.
#[derive(Clone, Copy)]
struct Frame {
    /// All of it.
    rect: Rect,
    /// Left edge of the text.
    left: f32,
    measure: Measure,
}

/// Where the selected words are on screen, so that what opens does not hide them.
pub fn selection_on_screen(ctx: &Context) -> Option<Rect> {
    ctx.data(|data| data.get_temp(id().with("selection"))).flatten()
}

impl ArticlePane {
    /// Draws the article and sends what the mouse and keys do to it.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let whole = ui.available_rect_before_wrap();
        let rect = whole.with_max_x(whole.right() - STRIP);
        let grabbed = rect.with_min_x(rect.left() + EDGE);
        let response = ui.interact(grabbed, id(), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, "Article"));
        self.take_focus(ui, scene, &response);
        self.refresh(scene);
        if self.chunks.is_empty() {
            return empty_state(ui, rect, scene);
        }
        let frame = frame(ui, scene, rect);
        self.layouts.begin(ui, scene.session.document().article().text(), frame.measure);
        if self.measure.replace(frame.measure) != Some(frame.measure) {
            self.heights.estimate(frame.measure.scale());
            self.put_back(ui, scene, &frame);
        }
        self.scroll(ui, scene, &frame, &response);
        self.reveal(ui, scene, &frame);
        let written_at = scene.session.editing().map(|_| scene.session.view().caret);
        self.follows |= written_at.is_some() && self.written_at != written_at;
        self.written_at = written_at;
        if std::mem::take(&mut self.follows) {
            self.follow(ui, scene, &frame, scene.session.view().caret);
        }
        let visible = self.visible(ui, scene, &frame);
        self.hold(scene, &visible, &frame);
        let painter = ui.painter_at(whole);
        let hovered = mouse::hovered(scene, &self.chunks, &visible, &response);
        let standing = Standing::of(scene, hovered);
        let page = paint::Page {
            chunks: &self.chunks,
            visible: &visible,
            frame: &frame,
            standing: &standing,
            caret: self.caret(scene),
            has_focus: response.has_focus(),
        };
        let crowds = paint::page(&painter.with_clip_rect(rect), scene, &mut self.layers, &page);
        crowd::numbers(ui, scene, &crowds, rect, actions);
        crowd::list_at(&self.chunks, &visible, &response, actions);
        if let Some(editing) = scene.session.editing() {
            let caret = page.caret.and_then(|(idx, place)| paint::caret_on_screen(&visible, idx, place));
            compose::show(ui, scene, editing.composed(), (rect, caret));
        }
        paint::describe(ui, scene, &self.chunks, &visible, rect);
        let selection = paint::selection(scene, &self.chunks, &visible).map(|words| words.intersect(rect));
        ui.ctx().data_mut(|data| data.insert_temp(id().with("selection"), selection));
        self.keys(ui, scene, &frame, actions);
        if let Some(place) = self.mouse.act(ui, scene, &self.chunks, &visible, &response, actions) {
            self.leaning = Some(place);
        }
        mouse::tell(scene, &self.chunks, &visible, &response);
        let strip_rect = Rect::from_min_max(pos2(rect.right(), whole.top()), whole.max);
        let shown = strip::Shown {
            chunks: &self.chunks,
            heights: &self.heights,
            scrolled: self.scrolled(),
            viewport: f64::from(frame.rect.height()),
        };
        if let Some(to) = self.strip.show(ui, scene, strip_rect, &shown) {
            self.scroll_to(to);
            ui.ctx().request_repaint();
        }
        ui.advance_cursor_after_rect(whole);
    }

    fn take_focus(&mut self, ui: &Ui, scene: &Scene<'_>, response: &Response) {
        let view = scene.session.view();
        let nobody = scene.session.flow().is_none() && ui.memory(egui::Memory::focused).is_none();
        if self.seen_focus != view.focus_article || response.clicked() || response.drag_started() || nobody {
            self.seen_focus = view.focus_article;
            if scene.session.flow().is_none() {
                response.request_focus();
            }
        }
        let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), all));
    }

    /// Cuts the text anew where it is another one, or its blocks play other parts.
    fn refresh(&mut self, scene: &Scene<'_>) {
        let article = scene.session.document().article();
        let same_text = self.text.as_ref().is_some_and(|text| Arc::ptr_eq(text, article.text()));
        let blocks = article.shared_blocks();
        let same_blocks = self.blocks.as_ref().is_some_and(|known| Arc::ptr_eq(known, blocks));
        let empty = scene.session.empty_paragraph();
        if same_text && same_blocks && self.empty == empty {
            return;
        }
        self.empty = empty;
        self.text = Some(Arc::clone(article.text()));
        self.blocks = Some(Arc::clone(blocks));
        self.chunks = chunks(article);
        if let Some(at) = empty {
            chunks::insert_empty(&mut self.chunks, at);
        }
        self.heights = Heights::new(self.chunks.iter().map(|chunk| extent(article.text(), chunk)));
        self.measure = None;
        if !same_text {
            self.anchor = self.anchor.and_then(|anchor| anchor.for_caret(scene.session.view().caret));
            self.leaning = None;
        }
    }

    fn lay(&mut self, ui: &Ui, scene: &Scene<'_>, idx: usize, measure: Measure) -> Arc<Laid> {
        let laid = self.laid(ui, scene.session, idx, measure);
        self.heights.set(idx, laid.outer_height());
        laid
    }

    fn laid(&mut self, ui: &Ui, session: &Session, idx: usize, measure: Measure) -> Arc<Laid> {
        let chunk = &self.chunks[idx];
        let block = chunk.block.and_then(|block| session.document().article().blocks().get(block));
        let block = block.map_or(chunk.range.clone(), |block| block.span.start()..block.span.end());
        self.layouts.get(ui, chunk, block, measure)
    }

    /// Distance of the viewport's top from the article's, points.
    fn scrolled(&self) -> f64 {
        self.heights.top_of(self.top.chunk) + self.top.into
    }

    fn scroll_to(&mut self, y: f64) {
        self.anchor = None;
        if y < 0.0 {
            self.top = Top { chunk: 0, into: y.max(-MARGIN) };
        } else {
            let (chunk, into) = self.heights.at(y);
            self.top = Top { chunk, into };
        }
    }

    fn scroll(&mut self, ui: &Ui, scene: &Scene<'_>, frame: &Frame, response: &Response) {
        if response.contains_pointer() && scene.session.flow().is_none() {
            let delta = ui.input(|input| input.smooth_scroll_delta().y);
            if delta != 0.0 {
                self.anchor = None;
                self.top.into -= f64::from(delta);
            }
        }
        self.normalise(ui, scene, frame);
    }

    /// Brings the top into its chunk, and keeps the last line at the bottom.
    fn normalise(&mut self, ui: &Ui, scene: &Scene<'_>, frame: &Frame) {
        self.top.chunk = self.top.chunk.min(self.chunks.len() - 1);
        while self.top.into < 0.0 && self.top.chunk > 0 {
            self.top.chunk -= 1;
            self.lay(ui, scene, self.top.chunk, frame.measure);
            self.top.into += self.heights.get(self.top.chunk);
        }
        while self.top.chunk + 1 < self.chunks.len() && self.top.into >= self.heights.get(self.top.chunk) {
            self.lay(ui, scene, self.top.chunk, frame.measure);
            let height = self.heights.get(self.top.chunk);
            if self.top.into < height {
                break;
            }
            self.top.into -= height;
            self.top.chunk += 1;
        }
        let height = f64::from(frame.rect.height());
        let mut below = -self.top.into;
        for idx in self.top.chunk..self.chunks.len() {
            self.lay(ui, scene, idx, frame.measure);
            below += self.heights.get(idx);
            if below > height {
                break;
            }
        }
        let missing = height - (below + MARGIN);
        if missing > 0.0 {
            self.top.into -= missing;
            while self.top.into < 0.0 && self.top.chunk > 0 {
                self.top.chunk -= 1;
                self.lay(ui, scene, self.top.chunk, frame.measure);
                self.top.into += self.heights.get(self.top.chunk);
            }
        }
        if self.top.chunk == 0 {
            self.top.into = self.top.into.max(-MARGIN);
        }
    }

    /// Scrolls to the caret where the session asks for it and it is not in sight.
    fn reveal(&mut self, ui: &Ui, scene: &Scene<'_>, frame: &Frame) {
        let view = scene.session.view();
        if self.seen_reveal == view.reveal {
            return;
        }
        self.seen_reveal = view.reveal;
        self.wanted_x = None;
        let Some((idx, y)) = self.place_of(ui, scene, frame, view.caret) else { return };
        let on_page = self.heights.top_of(idx) + y;
        let height = f64::from(frame.rect.height());
        let scrolled = self.scrolled();
        let line = f64::from(frame.measure.size * style::LEADING);
        if on_page < scrolled + line || on_page > scrolled + height - 3.0 * line {
            // From its own chunk upwards: only what is in sight then is laid out.
            self.anchor = None;
            self.top = Top { chunk: idx, into: y - height / 3.0 };
            self.normalise(ui, scene, frame);
        }
    }

    /// The chunk of a byte offset, and how far down in it the offset stands.
    fn place_of(&mut self, ui: &Ui, scene: &Scene<'_>, frame: &Frame, offset: usize) -> Option<(usize, f64)> {
        let (idx, place) = self.place_in_chunk(offset)?;
        let laid = self.lay(ui, scene, idx, frame.measure);
        Some((idx, f64::from(laid.before + laid.caret(place).top())))
    }

    fn chunk_at(&self, offset: usize) -> Option<usize> {
        let after = self.chunks.partition_point(|chunk| chunk.range.start <= offset);
        (!self.chunks.is_empty()).then(|| after.saturating_sub(1))
    }

    /// The chunk a caret at a byte offset stands in, and where in it.
    fn place_in_chunk(&self, offset: usize) -> Option<(usize, Place)> {
        let lean = self.leaning.filter(|(at, _)| *at == offset).map(|(_, lean)| lean).unwrap_or_default();
        let mut idx = self.chunk_at(offset)?;
        let goes_on = idx > 0 && self.chunks[idx - 1].range.end == offset;
        if lean == Lean::Back && goes_on && self.chunks[idx].range.start == offset {
            idx -= 1;
        }
        let range = &self.chunks[idx].range;
        Some((idx, Place { at: offset.clamp(range.start, range.end) - range.start, lean }))
    }

    /// Where the caret is drawn.
    fn caret(&self, scene: &Scene<'_>) -> Option<(usize, Place)> {
        let caret = scene.session.view().caret;
        let (idx, place) = self.place_in_chunk(caret)?;
        (self.chunks[idx].range.start + place.at == caret).then_some((idx, place))
    }

    fn visible(&mut self, ui: &Ui, scene: &Scene<'_>, frame: &Frame) -> Vec<Visible> {
        let mut visible = Vec::new();
        let mut y = f64::from(frame.rect.top()) - self.top.into;
        for idx in self.top.chunk..self.chunks.len() {
            if y > f64::from(frame.rect.bottom()) {
                break;
            }
            let laid = self.lay(ui, scene, idx, frame.measure);
            #[allow(clippy::cast_possible_truncation, reason = "on screen by now")]
            let top = (y as f32).round();
            let at = pos2(frame.left + laid.indent, top + laid.before);
            y += laid.outer_height();
            visible.push(Visible { idx, laid, at });
        }
        visible
    }
}

/// Column and measure.
fn frame(ui: &Ui, scene: &Scene<'_>, rect: Rect) -> Frame {
    let settings = scene.session.settings();
    let room = rect.width() - GUTTER - 24.0;
    let width = settings.reading_width.min(room).max(120.0).floor();
    let left = (rect.left() + GUTTER + ((room - width) / 2.0).max(0.0)).round();
    let measure = Measure { width, size: settings.text_size, pixels_per_point: ui.pixels_per_point() };
    Frame { rect, left, measure }
}

fn empty_state(ui: &mut Ui, rect: Rect, scene: &Scene<'_>) {
    let area = Rect::from_center_size(rect.center(), vec2(rect.width().min(420.0), 120.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(area), |ui| {
        ui.vertical_centered(|ui| {
            ui.heading("Nothing to read here");
            ui.label(
                egui::RichText::new("Press Ctrl+O to open an article, or drop a file on this window.")
                    .color(scene.theme.weak),
            );
        });
    });
}
