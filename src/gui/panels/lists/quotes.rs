//! A row of the list of quotes.

use egui::Ui;

use crate::gui::scene::Scene;
use crate::gui::widgets::badge::Badge;
use crate::gui::widgets::elide;
use crate::gui::widgets::row_list::Row;
use crate::gui::widgets::two_lines::TwoLines;
use crate::model::{Annotation, QuoteCheck};

/// Draws it.
pub(super) fn row(ui: &mut Ui, scene: &Scene<'_>, annotation: &Annotation, row: &Row) {
    let Some(quote) = annotation.quote() else { return };
    let theme = scene.theme;
    let document = scene.session.document();
    let words = document.words_of(annotation);
    let speaker = quote.speaker.and_then(|id| document.entity(id)).map(|entity| entity.name.as_str());
    let mut below = match speaker {
        Some(name) => vec![(name.to_owned(), theme.text)],
        None => vec![("⚠ Speaker not set".to_owned(), theme.warn)],
    };
    below.push((format!(" · {}", quote.kind.label()), theme.weak));
    if quote.has_changed(&words) {
        below.push((" · ↻ Changed since its check".to_owned(), theme.warn));
    } else if quote.check != QuoteCheck::NotChecked {
        below.push((format!(" · ✓ {}", quote.check.label()), theme.good));
    }
    let lines = TwoLines {
        badge: Badge::new("“", theme.quote, theme),
        title: elide::first_words(&words),
        below,
        right: String::new(),
    };
    lines.paint(ui, row.rect, theme, row.is_selected);
    let said = speaker.map_or_else(|| "speaker not set".to_owned(), |name| format!("said by {name}"));
    row.name(&format!("Quote {}, {said}", elide::first_words(&words)));
    row.response.clone().on_hover_text(words);
}
