//! Keys that need to know where lines break: up, down, page up, page down.

use egui::{Key, Ui};

use super::layout::{LEADING, byte_at};
use super::{ArticlePane, Frame};
use crate::gui::scene::Scene;
use crate::session::Action;

impl ArticlePane {
    pub(super) fn keys(&mut self, ui: &Ui, scene: &Scene<'_>, frame: &Frame, actions: &mut Vec<Action>) {
        if scene.session.flow().is_some() || !ui.memory(|memory| memory.has_focus(super::id())) {
            return;
        }
        let line = f64::from((frame.measure.size * LEADING).round());
        let page = (f64::from(frame.rect.height()) - 2.0 * line).max(line);
        for (key, distance) in [
            (Key::ArrowDown, line),
            (Key::ArrowUp, -line),
            (Key::PageDown, page),
            (Key::PageUp, -page),
        ] {
            let (n_presses, shift) = ui.input(|input| {
                let plain = !input.modifiers.command && !input.modifiers.alt;
                let n_presses = if plain { input.num_presses(key) } else { 0 };
                (n_presses, input.modifiers.shift)
            });
            for _ in 0..n_presses {
                self.move_vertically(ui, scene, frame, distance, shift, actions);
            }
        }
        let other = ui.input(|input| [Key::ArrowLeft, Key::ArrowRight, Key::Home, Key::End].iter().any(|key| input.key_pressed(*key)));
        if other {
            self.wanted_x = None;
        }
    }

    fn move_vertically(&mut self, ui: &Ui, scene: &Scene<'_>, frame: &Frame, distance: f64, extend: bool, actions: &mut Vec<Action>) {
        let caret = scene.session.view().caret;
        let Some(idx) = self.chunk_at(caret) else { return };
        let laid = self.lay(ui, scene, idx, frame.measure);
        let rect = self.caret_in(scene, idx, &laid, caret);
        let x = self.wanted_x.unwrap_or(rect.center().x + laid.indent);
        let y = self.heights.top_of(idx) + f64::from(laid.before + rect.center().y) + distance;
        let to = self.offset_at(ui, scene, frame, x, y, (distance > 0.0).then_some(idx));
        self.wanted_x = Some(x);
        actions.push(Action::PutCaret { at: to, extend });
        self.follow(ui, scene, frame, to);
    }

    /// The offset at a place of the page; a step down out of chunk `leaving` never falls back into it.
    fn offset_at(&mut self, ui: &Ui, scene: &Scene<'_>, frame: &Frame, x: f32, y: f64, leaving: Option<usize>) -> usize {
        let (mut idx, mut into) = self.heights.at(y);
        self.lay(ui, scene, idx, frame.measure);
        if let Some(from) = leaving
            && idx == from + 1
        {
            into = into.max(0.0);
        }
        if into > self.heights.get(idx) && idx + 1 < self.chunks.len() {
            into -= self.heights.get(idx);
            idx += 1;
        }
        let laid = self.lay(ui, scene, idx, frame.measure);
        let range = self.chunks[idx].range.clone();
        let words = scene.session.document().text().get(range.clone()).unwrap_or_default();
        #[allow(clippy::cast_possible_truncation, reason = "within a chunk")]
        let inside = (into as f32 - laid.before).clamp(1.0, (laid.galley.rect.height() - 1.0).max(1.0));
        range.start + byte_at(&laid.galley, words, egui::vec2(x - laid.indent, inside))
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
