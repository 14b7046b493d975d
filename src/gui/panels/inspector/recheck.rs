//! What changed under a claim or a quote since it was checked: the words before and now, side by side.

use std::sync::Arc;

use egui::{Frame, Id, Margin, RichText, Ui};

use crate::gui::scene::Scene;
use crate::gui::widgets::elide;
use crate::gui::widgets::versions::{Side, version};
use crate::model::{Annotation, AnnotationId, Claim, ClaimState, Quote, workflow};
use crate::session::{Action, Command};
use crate::text::word_diff::{Stretch, word_diff};

/// Below this width the two versions stand below each other, points.
const BESIDE: f32 = 250.0;

/// Draws it where there is something to confirm about a claim.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (annotation, claim): (&Annotation, &Claim),
    actions: &mut Vec<Action>,
) {
    let now = scene.session.document().words_of(annotation);
    let changed = !claim.checked_words.is_empty() && !workflow::same_words(&claim.checked_words, &now);
    let counts = matches!(claim.state, ClaimState::Checked | ClaimState::SignedOff);
    if claim.state != ClaimState::NeedsRecheck && !(changed && counts) {
        return;
    }
    boxed(ui, scene, |ui| {
        if changed {
            title(ui, "↻ Its words changed since it was checked");
            both(ui, scene, annotation.id, (&claim.checked_words, &now));
        } else {
            title(ui, "↻ It has to be checked again");
            if let Some(missing) = workflow::missing_for_state(claim, ClaimState::Checked, "") {
                ui.label(missing.words());
            }
        }
        let commands = [(Command::Agree, "Confirm the verdict"), (Command::Reopen, "Reopen")];
        super::buttons(ui, scene, &commands, actions);
    });
}

/// Draws it where a quote was checked for other words.
pub(super) fn quote(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (annotation, quote): (&Annotation, &Quote),
    actions: &mut Vec<Action>,
) {
    let now = scene.session.document().words_of(annotation);
    if !quote.has_changed(&now) {
        return;
    }
    boxed(ui, scene, |ui| {
        title(ui, "↻ Its words changed since they were checked");
        both(ui, scene, annotation.id, (&quote.checked_words, &now));
        let commands = [(Command::Agree, "Confirm the check"), (Command::Reopen, "Not checked")];
        super::buttons(ui, scene, &commands, actions);
    });
}

fn boxed(ui: &mut Ui, scene: &Scene<'_>, add: impl FnOnce(&mut Ui)) {
    let theme = scene.theme;
    let frame = Frame::new().fill(theme.warn.gamma_multiply(0.12)).corner_radius(6);
    let frame = frame.stroke((1.0, theme.warn.gamma_multiply(0.5))).inner_margin(Margin::symmetric(8, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        add(ui);
    });
    ui.add_space(4.0);
}

fn title(ui: &mut Ui, words: &str) {
    let font = elide::bold(ui, &egui::TextStyle::Body);
    ui.label(RichText::new(words).font(font));
}

fn both(ui: &mut Ui, scene: &Scene<'_>, id: AnnotationId, (before, now): (&str, &str)) {
    let theme = scene.theme;
    let (gone, new) = &*compared(ui, scene, id, (before, now));
    let was = |ui: &mut Ui| version(ui, theme, "Checked for", (before, gone), Side::Before);
    let is = |ui: &mut Ui| version(ui, theme, "Now", (now, new), Side::Now);
    if ui.available_width() < BESIDE {
        was(ui);
        is(ui);
        return;
    }
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        was(left);
        is(right);
    });
}

type Compared = (Vec<Stretch>, Vec<Stretch>);

/// What differs, worked out once a change.
fn compared(
    ui: &Ui,
    scene: &Scene<'_>,
    annotation: AnnotationId,
    (before, now): (&str, &str),
) -> Arc<Compared> {
    let key = (scene.session.revision(), annotation);
    let id = Id::unique("compared words");
    if let Some((known, compared)) = ui.data(|data| data.get_temp::<((u64, AnnotationId), Arc<Compared>)>(id))
        && known == key
    {
        return compared;
    }
    let fresh = Arc::new(word_diff(before, now));
    ui.data_mut(|data| data.insert_temp(id, (key, Arc::clone(&fresh))));
    fresh
}
