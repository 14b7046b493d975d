//! What can be done to many claims at once.

use egui::{Button, RichText, Ui};

use crate::gui::scene::Scene;
use crate::gui::widgets::choice::titled_choice;
use crate::gui::widgets::signs;
use crate::model::{ClaimKind, ClaimState, Disposition, Priority};
use crate::session::{Action, Bulk};

/// The line with what is picked and what can be done to it; nothing is lost where nothing is picked.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let picked = &scene.session.view().picked;
    if picked.is_empty() {
        let words = "Pick claims with Space or their boxes to change many in one step: V, D, X, U, full stop, T, Y and R then mean all of them.";
        ui.label(RichText::new(words).small().color(scene.theme.weak));
        return;
    }
    let mut change = None;
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("{} picked", picked.len())).strong());
        let mut list = |ui: &mut Ui, name: &str, options: Vec<(Option<Bulk>, String)>| {
            ui.allocate_ui(egui::vec2(118.0, 24.0), |ui| {
                if let Some(Some(bulk)) = titled_choice(ui, ("picked", name), name, (&None, name), options) {
                    change = Some(bulk);
                }
            });
        };
        let states = ClaimState::ALL
            .iter()
            .map(|state| (Some(Bulk::State(*state)), format!("{} {}", signs::state(*state), state.label())));
        list(ui, "Set state", states.collect());
        let verdicts = scene.session.schema().verdicts.iter().map(|named| {
            (Some(Bulk::Verdict(named.verdict)), format!("{} {}", signs::verdict(named.verdict), named.name))
        });
        list(ui, "Set verdict", verdicts.collect());
        let priorities = Priority::ALL.iter().map(|own| (Some(Bulk::Priority(*own)), own.label().to_owned()));
        list(ui, "Set priority", priorities.collect());
        let kinds = ClaimKind::ALL.iter().map(|own| (Some(Bulk::Kind(*own)), own.label().to_owned()));
        list(ui, "Set type", kinds.collect());
        let lines =
            Disposition::ALL.iter().map(|own| (Some(Bulk::Disposition(*own)), own.label().to_owned()));
        list(ui, "Set disposition", lines.collect());
        if ui.button("★ Sign off picked").clicked() {
            change = Some(Bulk::State(ClaimState::SignedOff));
        }
        let clear = Button::new("× None").frame_when_inactive(false);
        if ui.add(clear).accessible_name("Pick none").clicked() {
            actions.push(Action::Pick { ids: picked.iter().copied().collect(), on: false });
        }
    });
    if let Some(change) = change {
        actions.push(Action::ChangeMany { ids: picked.iter().copied().collect(), change });
    }
}
