//! Keys that need to know where lines break: up, down, page up, page down.

use egui::{Key, Ui};

use super::layout::{LEADING, byte_at};
use super::{ArticlePane, Frame};
use crate::gui::scene::Scene;
use crate::session::Action;

/// How the caret moves by lines.
#[derive(Clone, Copy)]
struct Lines {
    count: usize,
    /// Down instead of up.
    on: bool,
    extend: bool,
}

impl ArticlePane {
    pub(super) fn keys(&mut self, ui: &Ui, scene: &Scene<'_>, frame: &Frame, actions: &mut Vec<Action>) {
        if scene.session.flow().is_some() || !ui.memory(|memory| memory.has_focus(super::id())) {
            return;
        }
        for (key, on) in
            [(Key::ArrowDown, true), (Key::ArrowUp, false), (Key::PageDown, true), (Key::PageUp, false)]
        {
            let (n_presses, extend) = ui.input(|input| {
                let plain = !input.modifiers.command && !input.modifiers.alt;
                (if plain { input.num_presses(key) } else { 0 }, input.modifiers.shift)
            });
            for _ in 0..n_presses {
                let n_lines =
                    if matches!(key, Key::ArrowDown | Key::ArrowUp) { 1 } else { lines_on_page(frame) };
                self.move_lines(ui, scene, frame, Lines { count: n_lines, on, extend }, actions);
            }
        }
        copy(ui, scene);
        let other = ui.input(|input| {
            [Key::ArrowLeft, Key::ArrowRight, Key::Home, Key::End].iter().any(|key| input.key_pressed(*key))
        });
        if other {
            self.wanted_x = None;
        }
    }

    fn move_lines(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        frame: &Frame,
        by: Lines,
        actions: &mut Vec<Action>,
    ) {
        let Lines { count, on, extend } = by;
        let caret = scene.session.view().caret;
        let Some(mut idx) = self.chunk_at(caret) else { return };
        let mut laid = self.lay(ui, scene, idx, frame.measure);
        let rect = self.caret_in(scene, idx, &laid, caret);
        let x = self.wanted_x.unwrap_or(rect.center().x + laid.indent);
        let mut row =
            laid.galley.rows.iter().rposition(|row| row.pos.y <= rect.center().y).unwrap_or_default();
        for _ in 0..count {
            if on && row + 1 < laid.galley.rows.len() {
                row += 1;
            } else if !on && row > 0 {
                row -= 1;
            } else {
                let next = if on { idx + 1 } else { idx.wrapping_sub(1) };
                if next >= self.chunks.len() {
                    break;
                }
                idx = next;
                laid = self.lay(ui, scene, idx, frame.measure);
                row = if on { 0 } else { laid.galley.rows.len().saturating_sub(1) };
            }
        }
        self.wanted_x = Some(x);
        let range = self.chunks[idx].range.clone();
        let words = scene.session.document().text().get(range.clone()).unwrap_or_default();
        let y = laid.galley.rows.get(row).map_or(0.0, |row| row.pos.y + row.row.size.y / 2.0);
        let to = range.start + byte_at(&laid.galley, words, egui::vec2(x - laid.indent, y));
        actions.push(Action::PutCaret { at: to, extend });
        self.follow(ui, scene, frame, to);
    }

    /// Scrolls just so far that the caret stays in sight.
    fn follow(&mut self, ui: &Ui, scene: &Scene<'_>, frame: &Frame, offset: usize) {
        let Some((idx, y)) = self.place_of(ui, scene, frame, offset) else { return };
        let line = f64::from(frame.measure.size * LEADING);
        let on_page = self.heights.top_of(idx) + y;
        let (top, height) = (self.scrolled(), f64::from(frame.rect.height()));
        if on_page < top + line {
            self.scroll_to(on_page - line);
        } else if on_page > top + height - 2.0 * line {
            self.scroll_to(on_page - height + 2.0 * line);
        }
        self.normalise(ui, scene, frame);
        ui.ctx().request_repaint();
    }
}

fn lines_on_page(frame: &Frame) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of a screen")]
    let n_lines = (frame.rect.height() / (frame.measure.size * LEADING)) as usize;
    n_lines.saturating_sub(4).max(1)
}

/// Ctrl+C copies the selected words, or those of the selected annotation.
fn copy(ui: &Ui, scene: &Scene<'_>) {
    if !ui.input(|input| input.events.contains(&egui::Event::Copy)) {
        return;
    }
    let document = scene.session.document();
    let selection = scene.session.selection().map(|span| span.of(document.text()).to_owned());
    let words =
        selection.or_else(|| scene.session.selected().map(|annotation| document.words_of(annotation)));
    if let Some(words) = words {
        ui.ctx().copy_text(words);
    }
}
