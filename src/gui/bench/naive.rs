//! The way a text box shows text: all of it in one layout, highlights as its sections. What the
//! article pane is held against.

use std::time::Duration;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Context, FontId, RawInput};

use crate::gui::{fonts, theme::Theme};
use crate::model::Document;
use crate::storage::thread_time;

/// A text longer than this takes seconds and gigabytes, so that nothing is learnt from it. Bytes.
const LONGEST: usize = 2_000_000;

/// Width of the column, points.
const WIDTH: f32 = 640.0;

/// What a change of width costs where everything is laid out at once, which a changed highlight
/// costs too. Not once where the text is too long.
pub(super) fn layouts(document: &Document) -> Vec<Duration> {
    if document.text().len() > LONGEST {
        return Vec::new();
    }
    let ctx = Context::default();
    fonts::install(&ctx);
    let mut times = Vec::new();
    for n in 0..4_u8 {
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let start = thread_time();
            let mut job = job(document);
            job.wrap.max_width = WIDTH + f32::from(n);
            let galley = ui.painter().layout_job(job);
            ui.painter().galley(egui::Pos2::ZERO, galley, Color32::PLACEHOLDER);
            times.push(thread_time().saturating_sub(start));
        });
        let start = thread_time();
        let shapes = std::mem::take(&mut output.shapes);
        std::hint::black_box(ctx.tessellate(shapes, output.pixels_per_point));
        output.textures_delta.clear();
        if let Some(last) = times.last_mut() {
            *last += thread_time().saturating_sub(start);
        }
    }
    times.into_iter().skip(1).collect()
}

/// The text in sections, each from one end of a span to the next.
fn job(document: &Document) -> LayoutJob {
    let theme = Theme::light();
    let text = document.text();
    let mut changes: Vec<(usize, i32)> = Vec::new();
    for annotation in document.annotations() {
        for span in annotation.spans.iter() {
            changes.extend([(span.start(), 1), (span.end(), -1)]);
        }
    }
    changes.sort_unstable();
    let mut job = LayoutJob::default();
    let (mut at, mut depth) = (0, 0);
    for (place, change) in changes.into_iter().chain([(text.len(), 0)]) {
        if place > at {
            let background = if depth > 0 { theme.selection } else { Color32::TRANSPARENT };
            let font_id = FontId::new(16.0, fonts::reading());
            let format = TextFormat { font_id, background, color: theme.text, ..TextFormat::default() };
            job.append(text.get(at..place).unwrap_or_default(), 0.0, format);
            at = place;
        }
        depth += change;
    }
    job
}
