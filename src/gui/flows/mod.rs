//! What opens above the article: pickers, forms, questions, help. Each file draws one kind of flow
//! and keeps nothing of its own; what was typed and chosen lives in the session.

mod card;
mod help;
mod line;
mod list;
mod occurrences;
mod picker;
mod question;
mod report;
mod review;
mod sign;
mod source;

use egui::Ui;

use crate::gui::scene::Scene;
use crate::session::{Action, Flow};

/// Draws the open flow, if any, on a card above everything else.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    match scene.session.flow() {
        Some(Flow::Picker(picker)) => picker::show(ui, scene, picker, actions),
        Some(Flow::Occurrences(list)) => occurrences::show(ui, scene, list, actions),
        Some(Flow::Review(flow)) => review::show(ui, scene, flow, actions),
        Some(Flow::Source(form)) => source::show(ui, scene, form, actions),
        Some(Flow::Line(form)) => line::show(ui, scene, form, actions),
        Some(Flow::Report(form)) => report::show(ui, scene, form, actions),
        Some(Flow::Question(question)) => question::show(ui, scene, question, actions),
        Some(Flow::Help) => help::show(ui, scene, actions),
        None => {}
    }
}
