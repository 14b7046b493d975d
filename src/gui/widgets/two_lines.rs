//! A row of a list: a badge, a line of words, a smaller line below, something at the right.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Rect, TextFormat, TextStyle, Ui, pos2};

use super::badge::{Badge, SIDE};
use super::elide;
use crate::gui::theme::Theme;

/// Height of such a row, points.
pub const HEIGHT: f32 = 42.0;

/// Space around what is in a row, points.
const MARGIN: f32 = 6.0;

/// See the module.
#[derive(Clone, Debug)]
pub struct TwoLines {
    /// What it is.
    pub badge: Badge,
    /// The upper line.
    pub title: String,
    /// The lower line in pieces, each in its colour.
    pub below: Vec<(String, Color32)>,
    /// What stands at the right of the upper line.
    pub right: String,
}

impl TwoLines {
    /// Paints it into `rect`. On a selected row the lower line is not faded.
    pub fn paint(&self, ui: &Ui, rect: Rect, theme: &Theme, is_selected: bool) {
        self.badge.paint(ui, pos2(rect.left() + MARGIN + SIDE / 2.0, rect.center().y));
        let left = rect.left() + MARGIN + SIDE + 8.0;
        let right = rect.right() - MARGIN;
        let body = TextStyle::Body.resolve(ui.style());
        let small = TextStyle::Small.resolve(ui.style());
        let mut width = right - left;
        if !self.right.is_empty() {
            let galley = elide::row_line(ui, &self.right, small.clone(), theme.text, width / 2.0);
            width -= galley.size().x + 8.0;
            ui.painter().galley(pos2(right - galley.size().x, rect.top() + 6.0), galley, theme.text);
        }
        let title = elide::row_line(ui, &self.title, body, theme.text, width);
        ui.painter().galley(pos2(left, rect.top() + 3.0), title, theme.text);
        let below = self.lower_line(&small, right - left, theme, is_selected);
        let galley = ui.painter().layout_job(below);
        ui.painter().galley(pos2(left, rect.top() + 22.0), galley, theme.weak);
    }

    fn lower_line(&self, font: &FontId, width: f32, theme: &Theme, is_selected: bool) -> LayoutJob {
        let mut job = LayoutJob { wrap: TextWrapping::truncate_at_width(width), ..LayoutJob::default() };
        for (text, colour) in &self.below {
            let colour = if is_selected { theme.text } else { *colour };
            job.append(text, 0.0, TextFormat::simple(font.clone(), colour));
        }
        job
    }
}
