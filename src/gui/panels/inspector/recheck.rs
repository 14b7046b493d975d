//! What changed under a claim since it was checked: the words before and now, side by side.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Frame, Id, Margin, RichText, Role, Stroke, Ui, WidgetInfo};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::theme::Theme;
use crate::gui::widgets::elide;
use crate::model::{Annotation, AnnotationId, Claim, ClaimState, workflow};
use crate::session::{Action, Command};
use crate::text::word_diff::{Stretch, word_diff};

/// Draws it where there is something to confirm.
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
    let theme = scene.theme;
    let frame = Frame::new().fill(theme.warn.gamma_multiply(0.12)).corner_radius(6);
    frame.stroke((1.0, theme.warn.gamma_multiply(0.5))).inner_margin(Margin::symmetric(8, 6)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            let font = elide::bold(ui, &egui::TextStyle::Body);
            if changed {
                ui.label(RichText::new("↻ Its words changed since it was checked").font(font));
                let (before, after) = &*compared(ui, scene, (annotation, claim), &now);
                ui.columns(2, |columns| {
                    let [left, right] = columns else { return };
                    version(left, theme, ("Checked for", &claim.checked_words), before, theme.bad);
                    version(right, theme, ("Now", &now), after, theme.good);
                });
            } else {
                ui.label(RichText::new("↻ It has to be checked again").font(font));
                if let Some(missing) = workflow::missing_for_state(claim, ClaimState::Checked, "") {
                    ui.label(missing.words());
                }
            }
            let commands = [(Command::Agree, "Confirm the verdict"), (Command::Reopen, "Reopen")];
            super::buttons(ui, scene, &commands, actions);
        },
    );
    ui.add_space(4.0);
}

type Compared = (Vec<Stretch>, Vec<Stretch>);

/// What differs, worked out once a change.
fn compared(
    ui: &Ui,
    scene: &Scene<'_>,
    (annotation, claim): (&Annotation, &Claim),
    now: &str,
) -> Arc<Compared> {
    let key = (scene.session.revision(), annotation.id);
    let id = Id::unique("compared words");
    if let Some((known, compared)) = ui.data(|data| data.get_temp::<((u64, AnnotationId), Arc<Compared>)>(id))
        && known == key
    {
        return compared;
    }
    let fresh = Arc::new(word_diff(&claim.checked_words, now));
    ui.data_mut(|data| data.insert_temp(id, (key, Arc::clone(&fresh))));
    fresh
}

/// One version, with the words that the other lacks marked: by a line as well as by colour.
fn version(
    ui: &mut Ui,
    theme: &Theme,
    (name, text): (&str, &str),
    stretches: &[Stretch],
    colour: egui::Color32,
) {
    ui.label(RichText::new(name).small().color(theme.weak));
    let font = FontId::new(13.5, fonts::reading());
    let plain = TextFormat::simple(font.clone(), theme.text);
    let marked = TextFormat {
        background: colour.gamma_multiply(0.18),
        underline: Stroke::new(1.5, colour),
        ..TextFormat::simple(font, theme.text)
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width();
    for stretch in stretches {
        let words = text.get(stretch.range.clone()).unwrap_or_default();
        let bare = words.trim_end();
        job.append(bare, 0.0, if stretch.differs { marked.clone() } else { plain.clone() });
        job.append(words.get(bare.len()..).unwrap_or_default(), 0.0, plain.clone());
    }
    let label = ui.add(egui::Label::new(job));
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name}: {text}")));
}
