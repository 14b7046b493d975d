//! A scroll area that goes with the keyboard: the control that gets it comes into sight.

use egui::{Id, Ui};

/// Space kept around the control, points.
const AROUND: f32 = 24.0;

/// Scrolls to the control that has got the keyboard since the last frame, where it is one of those drawn
/// in `ui`, the content of a scroll area. `name` tells the area from others.
pub fn keyboard(ui: &Ui, name: &str) {
    let focused = ui.memory(egui::Memory::focused);
    let key = Id::unique(("keyboard was at", name));
    let before = ui.data(|data| data.get_temp::<Option<Id>>(key)).flatten();
    if focused == before {
        return;
    }
    ui.data_mut(|data| data.insert_temp(key, focused));
    let response = focused.and_then(|id| ui.ctx().read_response(id));
    let Some(response) = response.filter(|response| response.layer_id == ui.layer_id()) else { return };
    if ui.min_rect().contains(response.rect.center()) && !ui.clip_rect().contains_rect(response.rect) {
        ui.scroll_to_rect(response.rect.expand(AROUND), None);
        ui.ctx().request_repaint();
    }
}
