//! A row of the list of passages.

use egui::Ui;

use crate::gui::scene::Scene;
use crate::gui::widgets::badge::Badge;
use crate::gui::widgets::elide;
use crate::gui::widgets::row_list::Row;
use crate::gui::widgets::two_lines::TwoLines;
use crate::model::Annotation;

/// Draws it.
pub(super) fn row(ui: &mut Ui, scene: &Scene<'_>, annotation: &Annotation, row: &Row) {
    let Some(passage) = annotation.passage() else { return };
    let theme = scene.theme;
    let words = scene.session.document().words_of(annotation);
    let tag = scene.session.schema().tag(&passage.tag);
    let name = tag.map_or_else(|| format!("{} (no such house tag)", passage.tag), |tag| tag.name.clone());
    let mut below = vec![(name.clone(), theme.text)];
    let comment = elide::first_words(&annotation.comment);
    if !comment.is_empty() {
        below.push((format!(" · ✎ {comment}"), theme.weak));
    }
    let lines = TwoLines {
        badge: tag.map_or_else(
            || Badge::new("?", theme.weak, theme),
            |tag| Badge::patch(theme.solid(tag.colour), theme),
        ),
        title: elide::first_words(&words),
        below,
        right: String::new(),
    };
    lines.paint(ui, row.rect, theme, row.is_selected);
    row.name_by(|| format!("{name}: {}", elide::first_words(&words)));
    row.tip_by(|| match annotation.comment.as_str() {
        "" => words.clone(),
        comment => format!("{words}\n\n✎ {comment}"),
    });
}
