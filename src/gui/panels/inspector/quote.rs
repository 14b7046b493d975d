//! A quote: who said it, to whom, what announces it, against what it was checked.

use std::iter;

use egui::{Button, RichText, Ui};

use super::people;
use crate::gui::scene::Scene;
use crate::gui::widgets::choice::{choice, titled_choice};
use crate::gui::widgets::elide;
use crate::gui::widgets::field::beside;
use crate::model::{Annotation, AnnotationId, Field, Quote, QuoteCheck, QuoteKind};
use crate::session::{Action, Command};

/// Nobody in particular was spoken to.
const NOBODY: &str = "Nobody named";

/// Draws it.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (annotation, quote): (&Annotation, &Quote),
    actions: &mut Vec<Action>,
) {
    let id = annotation.id;
    super::recheck::quote(ui, scene, (annotation, quote), actions);
    if quote.speaker.is_none() {
        let words = "⚠ Speaker not set. Press L to say who said it.";
        ui.label(RichText::new(words).color(scene.theme.warn));
    }
    speaker(ui, scene, (id, quote), actions);
    words(ui, scene, "Cue", (id, quote.cue.map(|span| (span, Field::Cue(None)))), actions);
    if let Some(source) = quote.source {
        words(ui, scene, "Source", (id, Some((source, Field::Source(None)))), actions);
    }
    let commands = [(Command::LinkSpeaker, "Speaker…"), (Command::LinkCue, "Cue…")];
    super::buttons(ui, scene, &commands, actions);
    ui.add_space(2.0);
    beside(ui, scene.theme, "Said to", |ui| addressee(ui, scene, (id, quote), actions));
    beside(ui, scene.theme, "Kind", |ui| {
        let kinds = QuoteKind::ALL.map(|kind| (kind, kind.label().to_owned()));
        if let Some(kind) = choice(ui, (id, "kind"), "Kind of quote", &quote.kind, kinds) {
            actions.push(Action::SetField { id, field: Field::QuoteKind(kind) });
        }
    });
    beside(ui, scene.theme, "Checked", |ui| {
        let checks = QuoteCheck::ALL.map(|check| (check, check.label().to_owned()));
        if let Some(check) = choice(ui, (id, "check"), "Checked against", &quote.check, checks) {
            actions.push(Action::SetField { id, field: Field::QuoteCheck(check) });
        }
    });
}

fn speaker(ui: &mut Ui, scene: &Scene<'_>, (id, quote): (AnnotationId, &Quote), actions: &mut Vec<Action>) {
    let Some(entity) = quote.speaker.and_then(|speaker| scene.session.document().entity(speaker)) else {
        return;
    };
    beside(ui, scene.theme, "Speaker", |ui| {
        if remove(ui, "speaker") {
            actions.push(Action::SetField { id, field: Field::Speaker(None) });
        }
        let role = if entity.role.is_empty() { String::new() } else { format!(", {}", entity.role) };
        let font = elide::bold(ui, &egui::TextStyle::Body);
        elide::label(ui, RichText::new(format!("{}{role}", entity.name)).font(font));
    });
}

/// A stretch of the article that belongs to the quote.
fn words(
    ui: &mut Ui,
    scene: &Scene<'_>,
    label: &str,
    (id, set): (AnnotationId, Option<(crate::text::Span, Field)>),
    actions: &mut Vec<Action>,
) {
    beside(ui, scene.theme, label, |ui| match set {
        Some((span, none)) => {
            if remove(ui, &label.to_lowercase()) {
                actions.push(Action::SetField { id, field: none });
            }
            let words = span.of(scene.session.document().text());
            elide::label(ui, RichText::new(format!("“{}”", elide::first_words(words))));
        }
        None => {
            ui.label(RichText::new("None").color(scene.theme.weak));
        }
    });
}

fn remove(ui: &mut Ui, what: &str) -> bool {
    let button = Button::new("×").frame_when_inactive(false).small();
    let words = format!("Remove {what}");
    ui.add(button).accessible_name(&words).on_hover_text(&words).clicked()
}

fn addressee(ui: &mut Ui, scene: &Scene<'_>, (id, quote): (AnnotationId, &Quote), actions: &mut Vec<Action>) {
    let set = quote.addressee.and_then(|set| scene.session.document().entity(set));
    let closed = set.map_or(NOBODY, |entity| entity.name.as_str());
    let people = iter::once_with(|| people::speakers(scene, quote.addressee)).flatten();
    let options = iter::once((None, NOBODY.to_owned())).chain(people.map(|(id, name)| (Some(id), name)));
    if let Some(addressee) =
        titled_choice(ui, (id, "addressee"), "Said to", (&quote.addressee, closed), options)
    {
        actions.push(Action::SetField { id, field: Field::Addressee(addressee) });
    }
}
