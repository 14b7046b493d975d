//! One of a few values, in a drop-down list.

use egui::{ComboBox, Ui};

/// Width of the arrow that says there are more, points.
const ARROW_WIDTH: f32 = 10.0;

/// A drop-down list as wide as there is room; the value the user took, if another than `current`.
/// `name` is what assistive technology calls it.
pub fn choice<T: PartialEq>(
    ui: &mut Ui,
    salt: impl egui::AsIdSalt,
    name: &str,
    current: &T,
    options: impl IntoIterator<Item = (T, String)>,
) -> Option<T> {
    let options: Vec<(T, String)> = options.into_iter().collect();
    let closed = options.iter().find(|(value, _)| value == current).map(|(_, label)| label.clone());
    titled_choice(ui, salt, name, (current, &closed.unwrap_or_default()), options)
}

/// The same where what the closed list says is given; the options are not made until it opens.
pub fn titled_choice<T: PartialEq>(
    ui: &mut Ui,
    salt: impl egui::AsIdSalt,
    name: &str,
    (current, closed): (&T, &str),
    options: impl IntoIterator<Item = (T, String)>,
) -> Option<T> {
    let combo = ComboBox::from_id_salt(salt).truncate().height(320.0).selected_text(closed.to_owned());
    let mut taken = None;
    let shown = ui.scope(|ui| {
        ui.spacing_mut().icon_width = ARROW_WIDTH;
        combo.width(ui.available_width()).show_ui(ui, |ui| {
            for (value, label) in options {
                let is_current = value == *current;
                if ui.selectable_label(is_current, label).clicked() {
                    // A click closes the list by itself, Enter does not.
                    ui.close();
                    if !is_current {
                        taken = Some(value);
                    }
                }
            }
        })
    });
    shown.inner.response.accessible_name(name).on_hover_text(closed);
    taken
}
