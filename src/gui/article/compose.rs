//! The edge of a page that is written on, and what an input method would put in at its caret.

use egui::output::IMEOutput;
use egui::{FontId, IMEPurpose, Rect, Stroke, StrokeKind, Ui, vec2};

use crate::gui::fonts;
use crate::gui::scene::Scene;

/// Width of the edge, points.
const EDGE: f32 = 2.0;

/// Draws both, and tells the input method where the caret is. `page` is all of the page.
pub(super) fn show(ui: &Ui, scene: &Scene<'_>, composed: &str, (page, caret): (Rect, Option<Rect>)) {
    let theme = scene.theme;
    let painter = ui.painter_at(page);
    painter.rect_stroke(page, 0, Stroke::new(EDGE, theme.accent), StrokeKind::Inside);
    let Some(caret) = caret.filter(|caret| page.intersects(*caret)) else { return };
    if ui.memory(|memory| memory.has_focus(super::id())) {
        let ime = IMEOutput {
            purpose: IMEPurpose::Normal,
            rect: page,
            cursor_rect: caret,
            should_interrupt_composition: false,
        };
        ui.output_mut(|output| output.ime = Some(ime));
    }
    if composed.is_empty() {
        return;
    }
    let font = FontId::new(scene.session.settings().text_size, fonts::reading());
    let galley = painter.layout_no_wrap(composed.to_owned(), font, theme.text);
    let ground = Rect::from_min_size(caret.left_top(), vec2(galley.size().x + 4.0, caret.height()));
    painter.rect_filled(ground, 0, theme.raised);
    let line = ground.bottom() - 1.0;
    painter.hline(ground.x_range(), line, Stroke::new(1.5, theme.accent));
    painter.galley(ground.left_top() + vec2(2.0, 0.0), galley, theme.text);
}
