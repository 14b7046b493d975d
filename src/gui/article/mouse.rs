//! Clicks and drags: a click puts the caret, a double click takes a word, a triple click the
//! block; a drag selects by words, with Alt by characters.

use egui::{Pos2, Response, Ui};

use super::Visible;
use super::chunks::Chunk;
use super::layout::byte_at;
use crate::gui::scene::Scene;
use crate::session::Action;
use crate::text::{Span, segment};

/// At most so many annotations are told of at once.
const MOST_TOLD: usize = 6;

/// Where a drag began.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mouse {
    from: Option<usize>,
}

impl Mouse {
    pub(super) fn act(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        chunks: &[Chunk],
        visible: &[Visible],
        response: &Response,
        actions: &mut Vec<Action>,
    ) {
        if response.hovered() {
            ui.set_cursor_icon(egui::CursorIcon::Text);
        }
        let text = scene.session.document().text();
        let offset = |place: Pos2| offset_at(text, chunks, visible, place);
        let modifiers = ui.input(|input| input.modifiers);
        if response.drag_started()
            && let Some(origin) = ui.input(|input| input.pointer.press_origin())
        {
            self.from = offset(origin);
        }
        let pointer = response.interact_pointer_pos();
        if response.dragged()
            && let (Some(from), Some(to)) = (self.from, pointer.and_then(offset))
        {
            actions.extend(dragged(text, from, to, modifiers.alt).map(Action::Select));
        } else if response.drag_stopped() {
            self.from = None;
        } else if let Some(at) = pointer.and_then(offset) {
            if response.triple_clicked() {
                actions.extend(block_at(scene, at).map(Action::Select));
            } else if response.double_clicked() {
                let word =
                    segment::word_at(text, at).and_then(|word| Span::new(text, word.start, word.end).ok());
                actions.extend(word.map(Action::Select));
            } else if response.clicked() {
                actions.push(Action::PutCaret { at, extend: modifiers.shift });
            }
        }
    }
}

/// Tells what the annotations under a resting mouse say.
pub(super) fn tell(scene: &Scene<'_>, chunks: &[Chunk], visible: &[Visible], response: &Response) {
    let Some(place) = response.hover_pos().filter(|_| scene.session.flow().is_none()) else { return };
    let document = scene.session.document();
    let on_text =
        visible.iter().any(|chunk| chunk.laid.galley.rect.translate(chunk.at.to_vec2()).contains(place));
    let here = offset_at(document.text(), chunks, visible, place).filter(|_| on_text);
    let ids = here.map(|at| document.index().at(at)).unwrap_or_default();
    if ids.is_empty() || response.dragged() {
        return;
    }
    let annotations = ids.iter().take(MOST_TOLD).filter_map(|id| document.annotation(*id));
    response.clone().on_hover_ui_at_pointer(|ui| {
        for annotation in annotations {
            ui.label(scene.session.describe(annotation));
            if !annotation.comment.is_empty() {
                ui.label(egui::RichText::new(&annotation.comment).color(scene.theme.weak));
            }
        }
    });
}

/// The byte offset at a place on screen; the nearest one where there is no text.
pub(super) fn offset_at(text: &str, chunks: &[Chunk], visible: &[Visible], place: Pos2) -> Option<usize> {
    let below = visible.iter().find(|chunk| place.y < chunk.at.y + chunk.laid.galley.rect.height());
    let chunk = below.or(visible.last())?;
    let range = chunks.get(chunk.idx)?.range.clone();
    let words = text.get(range.clone())?;
    Some(range.start + byte_at(&chunk.laid.galley, words, place - chunk.at))
}

/// What a drag between two offsets selects.
fn dragged(text: &str, from: usize, to: usize, by_chars: bool) -> Option<Span> {
    let (mut start, mut end) = (from.min(to), from.max(to));
    if !by_chars && start < end {
        start = segment::word_at(text, start)
            .filter(|word| word.contains(&start))
            .map_or(start, |word| word.start);
        end = segment::word_at(text, end).filter(|word| word.start < end).map_or(end, |word| word.end);
    }
    Span::new(text, start, end).ok()
}

fn block_at(scene: &Scene<'_>, at: usize) -> Option<Span> {
    let article = scene.session.document().article();
    article.blocks().get(article.block_at(at)?).map(|block| block.span)
}
