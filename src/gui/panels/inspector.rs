//! Placeholder.
use egui::Ui;

use crate::gui::scene::Scene;
use crate::session::Action;

/// Draws it.
pub fn show(_ui: &mut Ui, _scene: &Scene<'_>, _actions: &mut Vec<Action>) {}
