//! A key as it looks on the keyboard.

use egui::{Align2, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::elide;
use crate::gui::theme::Theme;

/// Height of a key, points.
const HEIGHT: f32 = 20.0;

/// Draws the key called `label`.
pub fn show(ui: &mut Ui, label: &str, theme: &Theme) {
    let font = elide::sized(11.5);
    let galley = ui.painter().layout_no_wrap(label.to_owned(), font.clone(), theme.text);
    let size = vec2((galley.size().x + 10.0).max(HEIGHT + 2.0), HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
    let painter = ui.painter();
    let radius = CornerRadius::same(4);
    let shadow = Rect::from_min_max(rect.min + vec2(0.0, 1.0), rect.max);
    painter.rect(shadow, radius, theme.line, Stroke::NONE, StrokeKind::Inside);
    let face = Rect::from_min_max(rect.min, rect.max - vec2(0.0, 1.5));
    painter.rect(face, radius, theme.raised, Stroke::new(1.0, theme.line), StrokeKind::Inside);
    painter.text(face.center(), Align2::CENTER_CENTER, label, font, theme.text);
}
