//! Puts the keyboard into the field that the session asks for, once.

use egui::{Id, Ui};

use crate::gui::scene::Scene;

/// Gives the field `id` the keyboard where the session wants the field of this `name` filled in and
/// that was not done yet.
pub(super) fn take(ui: &Ui, scene: &Scene<'_>, name: &str, id: Option<Id>) {
    let Some(wanted) = &scene.session.view().wanted_field else { return };
    let key = Id::unique("wanted field");
    let done = ui.data(|data| data.get_temp::<u64>(key));
    if wanted.name != name || done == Some(wanted.count) {
        return;
    }
    let Some(id) = id else { return };
    ui.data_mut(|data| data.insert_temp(key, wanted.count));
    ui.memory_mut(|memory| memory.request_focus(id));
    if let Some(response) = ui.ctx().read_response(id) {
        ui.scroll_to_rect(response.rect.expand(24.0), None);
    }
    ui.ctx().request_repaint();
}
