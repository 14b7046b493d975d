//! The article pane.

use egui::{Id, Ui};

use super::scene::Scene;
use crate::session::Action;

/// The pane.
#[derive(Default)]
pub struct ArticlePane {}

/// The id that has the keyboard while the article does.
pub fn id() -> Id {
    Id::new("article")
}

impl ArticlePane {
    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, _actions: &mut Vec<Action>) {
        ui.label(scene.session.document().text());
    }
}
