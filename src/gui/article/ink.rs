//! Straight strokes, gathered into one mesh: there are many, and each by itself would be a shape to
//! be smoothed. They lie on whole pixels instead, which is as sharp as they can be.

use egui::emath::GuiRounding;
use egui::{Color32, Mesh, Painter, Rect, Shape, pos2, vec2};

/// Strokes on their way to the screen.
pub(super) struct Ink {
    mesh: Mesh,
    pixels_per_point: f32,
}

impl Ink {
    pub(super) fn new(pixels_per_point: f32) -> Self {
        Self { mesh: Mesh::default(), pixels_per_point }
    }

    /// A filled rectangle, at least a pixel wide and high.
    pub(super) fn fill(&mut self, rect: Rect, colour: Color32) {
        let pixel = 1.0 / self.pixels_per_point;
        let corner = rect.min.round_to_pixels(self.pixels_per_point);
        let size = rect.size().round_to_pixels(self.pixels_per_point);
        self.mesh.add_colored_rect(Rect::from_min_size(corner, size.max(vec2(pixel, pixel))), colour);
    }

    /// A level line from `left` to `right` around `y`.
    pub(super) fn line(&mut self, [left, right]: [f32; 2], y: f32, width: f32, colour: Color32) {
        let (top, bottom) = (y - width / 2.0, y + width / 2.0);
        self.fill(Rect::from_min_max(pos2(left, top), pos2(right, bottom)), colour);
    }

    /// A level line of strokes of this length, `gap` apart.
    pub(super) fn dashes(
        &mut self,
        [left, right]: [f32; 2],
        y: f32,
        (length, gap, width): (f32, f32, f32),
        colour: Color32,
    ) {
        let mut x = left;
        while x < right {
            self.line([x, (x + length).min(right)], y, width, colour);
            x += length + gap;
        }
    }

    /// Puts it on the screen.
    pub(super) fn paint(self, painter: &Painter) {
        if !self.mesh.is_empty() {
            painter.add(Shape::mesh(self.mesh));
        }
    }
}
