//! A mention, and the entity it names.

use egui::Ui;

use super::entity;
use crate::gui::scene::Scene;
use crate::gui::widgets::choice::choice;
use crate::gui::widgets::field::beside;
use crate::model::{Annotation, Field, Mention, MentionForm};
use crate::session::{Action, Command};

/// Draws it.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (annotation, mention): (&Annotation, &Mention),
    actions: &mut Vec<Action>,
) {
    let commands = [(Command::Retag, "Change…"), (Command::AllOccurrences, "All other occurrences…")];
    super::buttons(ui, scene, &commands, actions);
    beside(ui, scene.theme, "Form", |ui| {
        let forms = MentionForm::ALL.map(|form| (form, form.label().to_owned()));
        if let Some(form) = choice(ui, (annotation.id, "form"), "Form", &mention.form, forms) {
            actions.push(Action::SetField { id: annotation.id, field: Field::Form(form) });
        }
    });
    super::comment(ui, scene, annotation, actions);
    if let Some(entity) = scene.session.document().entity(mention.entity) {
        super::section(ui, "Entity");
        entity::show(ui, scene, entity, actions);
    }
}
