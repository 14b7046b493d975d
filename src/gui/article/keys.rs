//! Keys that need to know where lines break: up, down, page up, page down.

use egui::{Key, Ui};

use super::style::LEADING;
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
        let Some((mut idx, place)) = self.place_in_chunk(caret) else { return };
        let mut laid = self.lay(ui, scene, idx, frame.measure);
        let x = self.wanted_x.unwrap_or(laid.caret(place).left() + laid.indent);
        let mut line = laid.line_of(place);
        for _ in 0..count {
            if on && line + 1 < laid.count() {
                line += 1;
            } else if !on && line > 0 {
                line -= 1;
            } else {
                let next = if on { idx + 1 } else { idx.wrapping_sub(1) };
                if next >= self.chunks.len() {
                    break;
                }
                idx = next;
                laid = self.lay(ui, scene, idx, frame.measure);
                line = if on { 0 } else { laid.count() - 1 };
            }
        }
        self.wanted_x = Some(x);
        let place = laid.place_in(line, x - laid.indent);
        let to = self.chunks[idx].range.start + place.at;
        self.leaning = Some((to, place.lean));
        actions.push(Action::PutCaret { at: to, extend });
        self.follow(ui, scene, frame, to);
    }

    /// Scrolls just so far that the caret stays in sight.
    pub(super) fn follow(&mut self, ui: &Ui, scene: &Scene<'_>, frame: &Frame, offset: usize) {
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
