//! A key as it looks on a keyboard.

use std::sync::Arc;

use egui::{
    FontFamily, FontId, Galley, Painter, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::gui::theme::Theme;

/// Height of a keycap, points.
pub const HEIGHT: f32 = 20.0;

fn letters(painter: &Painter, theme: &Theme, text: &str) -> Arc<Galley> {
    painter.layout_no_wrap(text.to_owned(), FontId::new(11.5, FontFamily::Proportional), theme.text)
}

fn width_of(galley: &Galley) -> f32 {
    (galley.size().x + 11.0).max(HEIGHT + 2.0).round()
}

/// How wide a keycap with this text is.
pub fn width(painter: &Painter, theme: &Theme, text: &str) -> f32 {
    width_of(&letters(painter, theme, text))
}

/// Paints a keycap with its left edge in the middle at `left`; returns its width.
pub fn paint(painter: &Painter, theme: &Theme, left: Pos2, text: &str) -> f32 {
    let galley = letters(painter, theme, text);
    let width = width_of(&galley);
    let cap = Rect::from_min_size(pos2(left.x, left.y - HEIGHT / 2.0), vec2(width, HEIGHT));
    let edge = Stroke::new(1.0, theme.faint.gamma_multiply(0.7));
    painter.rect(cap, 4, theme.faint.gamma_multiply(0.35), Stroke::NONE, StrokeKind::Inside);
    let face = cap.with_max_y(cap.bottom() - 1.5);
    painter.rect(face, 4, theme.panel, edge, StrokeKind::Inside);
    painter.galley(face.center() - galley.size() / 2.0, galley, theme.text);
    width
}

/// A keycap in the flow of other widgets.
pub fn show(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let width = width(ui.painter(), theme, text);
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    paint(ui.painter(), theme, rect.left_center(), text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}
