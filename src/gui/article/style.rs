//! How the text of a chunk is set, and who shapes it.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Galley, Ui};

/// Height of a line as a multiple of its font size.
pub(super) const LEADING: f32 = 1.52;

/// How a chunk is set.
pub(super) struct Style<'a> {
    ui: &'a Ui,
    pub(super) font: FontId,
    /// Width of the column, points.
    pub(super) width: f32,
}

impl<'a> Style<'a> {
    pub(super) fn new(ui: &'a Ui, font: FontId, width: f32) -> Self {
        Self { ui, font, width }
    }

    /// Height of a line, points.
    pub(super) fn line_height(&self) -> f32 {
        (self.font.size * LEADING).round()
    }

    /// The format of its letters; the colour is given when they are painted.
    pub(super) fn format(&self) -> TextFormat {
        TextFormat {
            font_id: self.font.clone(),
            color: Color32::PLACEHOLDER,
            line_height: Some(self.line_height()),
            ..TextFormat::default()
        }
    }

    /// Shapes a job.
    pub(super) fn lay(&self, job: LayoutJob) -> Arc<Galley> {
        self.ui.painter().layout_job(job)
    }

    /// Shapes letters that stand in one row.
    pub(super) fn row(&self, letters: &str) -> Arc<Galley> {
        let mut job = LayoutJob::single_section(letters.to_owned(), self.format());
        job.break_on_newline = false;
        self.lay(job)
    }

    /// Shapes the label of an invisible character.
    pub(super) fn label(&self, label: &str) -> Arc<Galley> {
        let font = FontId::new((self.font.size * 0.5).max(7.0), crate::gui::fonts::ui_bold());
        self.ui.painter().layout_no_wrap(label.to_owned(), font, Color32::PLACEHOLDER)
    }
}
