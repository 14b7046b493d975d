//! A date in a text field: typed in any of the ways [`crate::session::dates`] knows, checked as it is
//! typed. What is no date stays in the field, with what is wrong below it, until it is mended.

use egui::{Margin, RichText, TextEdit, Ui};
use jiff::civil::Date;

use super::field::caption;
use crate::gui::theme::Theme;
use crate::session::dates;

/// See the module.
#[derive(Clone, Copy, Debug)]
pub struct DateField<'a> {
    /// What stands above it.
    pub label: &'a str,
    /// What assistive technology calls it.
    pub name: &'a str,
    /// The day it is.
    pub today: Date,
}

impl DateField<'_> {
    /// Draws it; what is typed goes into `date` as soon as it is one. Says whether the keyboard left
    /// the field. `salt` must tell it from the same field of another record.
    pub fn show(
        self,
        ui: &mut Ui,
        theme: &Theme,
        salt: impl egui::AsIdSalt,
        date: &mut Option<Date>,
    ) -> bool {
        let kept = *date;
        caption(ui, theme, self.label);
        let draft_id = ui.make_persistent_id(("date draft", &salt));
        let draft = ui.data(|data| data.get_temp::<String>(draft_id));
        let meaning = |text: &str| dates::parse(text, self.today);
        let still_meant = |text: &String| meaning(text).map_or(true, |date| date == kept);
        let shown = kept.map(|date| date.to_string()).unwrap_or_default();
        let mut text = draft.filter(still_meant).unwrap_or(shown);
        let wrong = meaning(&text).err();
        let edit = TextEdit::singleline(&mut text).id_salt(salt).hint_text("+3d, Fri, 29 March");
        let edit = edit.desired_width(f32::INFINITY).margin(Margin::symmetric(6, 4));
        let response = ui.add(edit).accessible_name(self.name);
        let left = response.lost_focus();
        if response.changed() {
            ui.data_mut(|data| data.insert_temp(draft_id, text.clone()));
        }
        if left && meaning(&text).is_ok() {
            ui.data_mut(|data| data.remove::<String>(draft_id));
        }
        match (&wrong, kept) {
            (Some(error), _) => {
                let label = ui.add(
                    egui::Label::new(RichText::new(format!("⚠ {error}")).small().color(theme.bad)).wrap(),
                );
                response.labelled_by(label.id);
            }
            (None, Some(date)) if response.has_focus() => {
                ui.label(RichText::new(dates::readable(date)).small().color(theme.weak));
            }
            _ => {}
        }
        if let Ok(meant) = meaning(&text) {
            *date = meant;
        }
        left
    }
}
