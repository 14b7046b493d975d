//! A passage: its house tag.

use egui::Ui;

use crate::gui::scene::Scene;
use crate::gui::widgets::choice::choice;
use crate::gui::widgets::field::beside;
use crate::model::{Annotation, Field, Passage, TagId};
use crate::session::Action;

/// Draws it.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (annotation, passage): (&Annotation, &Passage),
    actions: &mut Vec<Action>,
) {
    let schema = scene.session.schema();
    let unknown = schema.tag(&passage.tag).is_none().then(|| {
        let name = format!("{} (no such house tag)", passage.tag);
        (passage.tag.clone(), name)
    });
    let tags = schema.tags.iter().map(|tag| {
        let key = tag.key.map(|key| format!("  {key}")).unwrap_or_default();
        (tag.id.clone(), format!("{}{key}", tag.name))
    });
    let options: Vec<(TagId, String)> = unknown.into_iter().chain(tags).collect();
    beside(ui, scene.theme, "Tag", |ui| {
        if let Some(tag) = choice(ui, (annotation.id, "tag"), "Tag", &passage.tag, options) {
            actions.push(Action::SetField { id: annotation.id, field: Field::Tag(tag) });
        }
    });
}
