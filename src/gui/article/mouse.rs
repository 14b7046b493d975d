//! Clicks and drags: a click puts the caret, a double click takes a word, a triple click the
//! block; a drag selects by words, with Alt by characters.

use egui::{Pos2, Response, Ui};

use super::Visible;
use super::chunks::Chunk;
use super::lines::Lean;
use crate::gui::scene::Scene;
use crate::model::AnnotationId;
use crate::session::Action;
use crate::text::invisible::invisible;
use crate::text::{Span, segment};

/// At most so many annotations are told of at once.
const MOST_TOLD: usize = 6;

/// Where a drag began.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mouse {
    from: Option<usize>,
}

impl Mouse {
    /// Acts on the mouse; says where a click put the caret, and at which neighbour it is drawn.
    pub(super) fn act(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        chunks: &[Chunk],
        visible: &[Visible],
        response: &Response,
        actions: &mut Vec<Action>,
    ) -> Option<(usize, Lean)> {
        if response.hovered() {
            ui.set_cursor_icon(egui::CursorIcon::Text);
        }
        let text = scene.session.document().text();
        let offset = |place: Pos2| place_at(chunks, visible, place).map(|(at, _)| at);
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
        } else if let Some((at, lean)) = pointer.and_then(|place| place_at(chunks, visible, place)) {
            if response.triple_clicked() {
                actions.extend(block_at(scene, at).map(Action::Select));
            } else if response.double_clicked() {
                let word =
                    segment::word_at(text, at).and_then(|word| Span::new(text, word.start, word.end).ok());
                actions.extend(word.map(Action::Select));
            } else if response.clicked() {
                actions.push(Action::PutCaret { at, extend: modifiers.shift });
                return Some((at, lean));
            }
        }
        None
    }
}

/// Tells what the annotations under a resting mouse say.
pub(super) fn tell(scene: &Scene<'_>, chunks: &[Chunk], visible: &[Visible], response: &Response) {
    let Some(place) = response.hover_pos().filter(|_| scene.session.flow().is_none()) else { return };
    let document = scene.session.document();
    let Some((at, hidden)) = letter_at(document.text(), chunks, visible, place) else { return };
    let ids = document.index().at(at);
    if (ids.is_empty() && hidden.is_empty()) || response.dragged() {
        return;
    }
    let annotations = ids.iter().take(MOST_TOLD).filter_map(|id| document.annotation(*id));
    response.clone().on_hover_ui_at_pointer(|ui| {
        for name in hidden {
            ui.label(format!("Invisible character: {name}"));
        }
        for annotation in annotations {
            ui.label(scene.session.describe(annotation));
            if !annotation.comment.is_empty() {
                ui.label(egui::RichText::new(&annotation.comment).color(scene.theme.weak));
            }
        }
    });
}

/// The smallest annotation under the mouse.
pub(super) fn hovered(
    scene: &Scene<'_>,
    chunks: &[Chunk],
    visible: &[Visible],
    response: &Response,
) -> Option<AnnotationId> {
    let point = response.hover_pos().filter(|_| scene.session.flow().is_none() && !response.dragged())?;
    let document = scene.session.document();
    let (at, _) = letter_at(document.text(), chunks, visible, point)?;
    document.index().smallest_over(at)
}

/// The caret nearest to a place on screen: a byte offset and the neighbour it is drawn at.
pub(super) fn place_at(chunks: &[Chunk], visible: &[Visible], point: Pos2) -> Option<(usize, Lean)> {
    let below = visible.iter().find(|chunk| point.y < chunk.at.y + chunk.laid.size().y);
    let chunk = below.or(visible.last())?;
    let place = chunk.laid.place_at(point - chunk.at);
    Some((chunks.get(chunk.idx)?.range.start + place.at, place.lean))
}

/// The byte offset of the letter at a place on screen, and the names of the invisible characters in it.
fn letter_at(text: &str, chunks: &[Chunk], visible: &[Visible], point: Pos2) -> Option<(usize, Vec<String>)> {
    let shown = visible.iter().find(|chunk| {
        let bottom = chunk.at.y + chunk.laid.size().y;
        (chunk.at.y..bottom).contains(&point.y)
    })?;
    let start = chunks.get(shown.idx)?.range.start;
    let letter = shown.laid.grapheme_at((point - shown.at).to_pos2())?;
    let (from, to) = (start + letter.start, start + letter.end);
    let chars = text.get(from..to).unwrap_or_default().char_indices();
    let hidden = chars.filter_map(|(at, _)| invisible(text, from + at));
    Some((from, hidden.map(|found| found.name.into_owned()).collect()))
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
