//! Two versions of some words, with those that differ marked: by a line as well as by colour.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Label, RichText, Role, Stroke, Ui, WidgetInfo};

use crate::gui::fonts;
use crate::gui::theme::Theme;
use crate::text::word_diff::Stretch;

/// Characters of what is the same before the first word that differs, in a line that cannot show all.
const BEFORE: usize = 36;

/// Which of two versions it is: what is marked is gone, or new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The words before.
    Before,
    /// The words of today.
    Now,
}

impl Side {
    fn colour(self, theme: &Theme) -> Color32 {
        match self {
            Self::Before => theme.bad,
            Self::Now => theme.good,
        }
    }

    fn format(self, theme: &Theme, plain: &TextFormat) -> TextFormat {
        let colour = self.colour(theme);
        let line = Stroke::new(1.5, colour);
        let (underline, strikethrough) = match self {
            Self::Before => (Stroke::NONE, line),
            Self::Now => (line, Stroke::NONE),
        };
        TextFormat { background: colour.gamma_multiply(0.18), underline, strikethrough, ..plain.clone() }
    }
}

/// One version under its name, on as many lines as it needs.
pub fn version(ui: &mut Ui, theme: &Theme, name: &str, (text, stretches): (&str, &[Stretch]), side: Side) {
    ui.label(RichText::new(name).small().color(theme.weak));
    let mut job = marked(theme, (text, 0), stretches, (13.5, side));
    job.wrap.max_width = ui.available_width();
    // Laid out here, for a label in a column of equal parts would stretch its lines to the edge.
    let galley = ui.painter().layout_job(job);
    let label = ui.add(Label::new(galley));
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name}: {text}")));
}

/// One version on a line no wider than `width` points, from shortly before the first word that differs.
pub fn line(
    theme: &Theme,
    text: &str,
    stretches: &[Stretch],
    (size, side): (f32, Side),
    width: f32,
) -> LayoutJob {
    let mut job = marked(theme, (text, start_of(text, stretches)), stretches, (size, side));
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    job
}

/// The byte from which a line that cannot show all is shown: the start of a word.
fn start_of(text: &str, stretches: &[Stretch]) -> usize {
    let first = stretches.iter().find(|stretch| stretch.differs).map_or(0, |stretch| stretch.range.start);
    let head = text.get(..first).unwrap_or_default();
    let Some((from, _)) = head.char_indices().rev().nth(BEFORE) else { return 0 };
    head.get(from..).and_then(|rest| rest.find(' ')).map_or(from, |blank| from + blank + 1)
}

fn marked(
    theme: &Theme,
    (text, from): (&str, usize),
    stretches: &[Stretch],
    (size, side): (f32, Side),
) -> LayoutJob {
    let plain = TextFormat::simple(FontId::new(size, fonts::reading()), theme.text);
    let other = side.format(theme, &plain);
    let mut job = LayoutJob::default();
    if from > 0 {
        job.append("…", 0.0, plain.clone());
    }
    for stretch in stretches.iter().filter(|stretch| stretch.range.end > from) {
        let words = text.get(stretch.range.start.max(from)..stretch.range.end).unwrap_or_default();
        let words = words.replace(['\n', '\r'], " ");
        let bare = words.trim_end();
        job.append(bare, 0.0, if stretch.differs { other.clone() } else { plain.clone() });
        job.append(words.get(bare.len()..).unwrap_or_default(), 0.0, plain.clone());
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::word_diff::word_diff;

    #[test]
    fn a_long_line_begins_shortly_before_the_first_change() {
        let text = |number: &str| format!("{}carried {number} people", "word ".repeat(40));
        let (before, now) = (text("41,000"), text("14,000"));
        let (gone, _) = word_diff(&before, &now);
        let shown = before.get(start_of(&before, &gone)..).unwrap_or_default();
        assert!(shown.starts_with("word ") && shown.ends_with("carried 41,000 people"), "{shown}");
        assert!(shown.chars().count() < 70, "{shown}");
        let (gone, _) = word_diff("closed two piers", "closed three piers");
        assert_eq!(start_of("closed two piers", &gone), 0);
    }
}
