//! A small square with a sign: what a row is, by letter as well as by colour.

use egui::{Align2, Color32, CornerRadius, FontId, Pos2, Rect, Stroke, StrokeKind, Ui, Vec2, vec2};

use crate::gui::fonts;
use crate::gui::theme::Theme;
use crate::model::EntityKind;

/// Side of a badge, points.
pub const SIDE: f32 = 20.0;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Badge {
    /// One or two characters.
    pub sign: String,
    /// Colour of sign and edge.
    pub colour: Color32,
    /// What the square is filled with.
    pub fill: Color32,
}

impl Badge {
    /// A sign on the ground of the page.
    pub fn new(sign: impl Into<String>, colour: Color32, theme: &Theme) -> Self {
        Self { sign: sign.into(), colour, fill: theme.page }
    }

    /// The letter of a type of entity.
    pub fn entity(kind: EntityKind, theme: &Theme) -> Self {
        Self::new(kind.letter().to_uppercase().to_string(), theme.entity(kind), theme)
    }

    /// A patch of colour.
    pub fn patch(fill: Color32, theme: &Theme) -> Self {
        Self { sign: String::new(), colour: theme.line, fill }
    }

    /// Paints it around `centre`.
    pub fn paint(&self, ui: &Ui, centre: Pos2) {
        self.paint_sized(ui, centre, SIDE);
    }

    /// Paints it around `centre` with sides of `side` points.
    pub fn paint_sized(&self, ui: &Ui, centre: Pos2, side: f32) {
        let rect = Rect::from_center_size(centre, Vec2::splat(side));
        let painter = ui.painter();
        painter.rect(
            rect,
            CornerRadius::same(5),
            self.fill,
            Stroke::new(1.0, self.colour),
            StrokeKind::Inside,
        );
        if !self.sign.is_empty() {
            let is_quotation_mark = self.sign == "“";
            let (size, lowered) = if is_quotation_mark { (0.9, 0.22) } else { (0.6, -0.025) };
            let font = FontId::new(side * size, fonts::ui_bold());
            painter.text(
                centre + vec2(0.0, side * lowered),
                Align2::CENTER_CENTER,
                &self.sign,
                font,
                self.colour,
            );
        }
    }
}
