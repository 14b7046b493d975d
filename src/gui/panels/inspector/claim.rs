//! A claim: how it stands, on what ground, what is claimed by whom, what becomes of the line.

use std::iter;

use egui::{Checkbox, RichText, Ui};

use super::{evidence, exchange, people, recheck, section, text};
use crate::gui::scene::Scene;
use crate::gui::widgets::choice::{choice, titled_choice};
use crate::gui::widgets::field::{Field as TextField, beside};
use crate::gui::widgets::signs;
use crate::model::{
    Annotation, AnnotationId, Claim, ClaimKind, ClaimState, Claimant, Disposition, Field, Priority, workflow,
};
use crate::session::{Action, Command};

/// Nobody else is named as the one who claims it.
const THE_ARTICLE: &str = "The article itself";

/// Draws it.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (annotation, claim): (&Annotation, &Claim),
    actions: &mut Vec<Action>,
) {
    recheck::show(ui, scene, (annotation, claim), actions);
    standing(ui, scene, (annotation.id, claim), actions);
    sources(ui, scene, (annotation.id, claim), actions);
    ground(ui, scene, (annotation.id, claim), actions);
    section(ui, "What is claimed");
    assertion(ui, scene, (annotation, claim), actions);
    exchange::queries(ui, scene, (annotation.id, claim), actions);
    exchange::replies(ui, scene, (annotation.id, claim), actions);
    section(ui, "The line in the article");
    line(ui, scene, (annotation.id, claim), actions);
    let note = TextField { label: "Note", hint: "How it was checked, what to watch", rows: 1 };
    text(ui, scene, note, (annotation.id, &claim.note), Field::Note, actions);
    exchange::corrections(ui, scene, (annotation.id, claim), actions);
}

/// Verdict, state, and who answers for them.
fn standing(ui: &mut Ui, scene: &Scene<'_>, (id, claim): (AnnotationId, &Claim), actions: &mut Vec<Action>) {
    let schema = scene.session.schema();
    beside(ui, scene.theme, "Verdict", |ui| {
        let named = |verdict| format!("{} {}", signs::verdict(verdict), schema.verdict_name(verdict));
        let mut verdicts: Vec<_> = schema.verdicts.iter().map(|own| own.verdict).collect();
        if !verdicts.contains(&claim.verdict) {
            verdicts.push(claim.verdict);
        }
        let options = verdicts.into_iter().map(|verdict| (verdict, named(verdict)));
        if let Some(verdict) = choice(ui, (id, "verdict"), "Verdict", &claim.verdict, options) {
            actions.push(Action::SetField { id, field: Field::Verdict(verdict) });
        }
    });
    beside(ui, scene.theme, "State", |ui| {
        let states = ClaimState::ALL
            .iter()
            .map(|state| (*state, format!("{} {}", signs::state(*state), state.label())));
        if let Some(state) = choice(ui, (id, "state"), "State", &claim.state, states) {
            actions.push(Action::SetField { id, field: Field::State(state) });
        }
    });
    let mut lines = Vec::new();
    if !claim.checked_by.is_empty() {
        lines.push(format!("Checked by {}", claim.checked_by));
    }
    for approval in &claim.approvals {
        let role = if approval.role.is_empty() { String::new() } else { format!(" ({})", approval.role) };
        lines.push(format!(
            "Signed off by {}{role}, {}",
            approval.by,
            approval.at.strftime("%Y-%m-%d %H:%M")
        ));
    }
    for line in lines {
        ui.label(RichText::new(line).small().color(scene.theme.weak));
    }
    for warning in workflow::warnings(claim, scene.session.schema()) {
        let words = RichText::new(format!("⚠ {}", warning.words())).small().color(scene.theme.warn);
        ui.add(egui::Label::new(words).wrap());
    }
    if claim.state == ClaimState::Checked {
        super::buttons(ui, scene, &[(Command::Agree, "Sign off"), (Command::Reopen, "Reopen")], actions);
    } else if claim.state == ClaimState::SignedOff {
        super::buttons(ui, scene, &[(Command::Reopen, "Reopen")], actions);
    }
}

fn sources(ui: &mut Ui, scene: &Scene<'_>, (id, claim): (AnnotationId, &Claim), actions: &mut Vec<Action>) {
    let count = crate::text::counted::counted(claim.evidence.len(), "source", "sources");
    section(ui, if claim.evidence.is_empty() { "No source yet" } else { &count });
    for (at, source) in claim.evidence.iter().enumerate() {
        ui.push_id(source.id, |ui| evidence::card(ui, scene, (id, at), source, actions));
    }
    super::buttons(ui, scene, &[(Command::AddSource, "Add source…")], actions);
}

/// What stands in for sources.
fn ground(ui: &mut Ui, scene: &Scene<'_>, (id, claim): (AnnotationId, &Claim), actions: &mut Vec<Action>) {
    let reason = TextField {
        label: "Reason no source is needed",
        hint: "For example “seen by the reporter”",
        rows: 1,
    };
    text(ui, scene, reason, (id, &claim.reason), Field::Reason, actions);
    let objection = TextField { label: "Recorded objection", hint: "Who disputes it, and how", rows: 1 };
    text(ui, scene, objection, (id, &claim.objection), Field::Objection, actions);
}

fn assertion(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (annotation, claim): (&Annotation, &Claim),
    actions: &mut Vec<Action>,
) {
    let id = annotation.id;
    let assertion = TextField {
        label: "As its claimant asserts it",
        hint: "Where the article words it otherwise",
        rows: 1,
    };
    text(ui, scene, assertion, (id, &claim.assertion), Field::Assertion, actions);
    beside(ui, scene.theme, "Claimant", |ui| claimant(ui, scene, (annotation, claim), actions));
    super::buttons(ui, scene, &[(Command::LinkSpeaker, "Find the claimant…")], actions);
    beside(ui, scene.theme, "Type", |ui| {
        let kinds = ClaimKind::ALL.iter().map(|kind| (*kind, kind.label().to_owned()));
        if let Some(kind) = choice(ui, (id, "type"), "Type of claim", &claim.kind, kinds) {
            actions.push(Action::SetField { id, field: Field::ClaimKind(kind) });
        }
    });
    beside(ui, scene.theme, "Priority", |ui| {
        let priorities = Priority::ALL.iter().map(|priority| (*priority, priority.label().to_owned()));
        if let Some(priority) = choice(ui, (id, "priority"), "Priority", &claim.priority, priorities) {
            actions.push(Action::SetField { id, field: Field::Priority(priority) });
        }
    });
    let mut criticism = claim.criticism;
    if ui.add(Checkbox::new(&mut criticism, "Criticises somebody (right of reply)")).changed() {
        actions.push(Action::SetField { id, field: Field::Criticism(criticism) });
    }
}

fn claimant(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (annotation, claim): (&Annotation, &Claim),
    actions: &mut Vec<Action>,
) {
    let set = claim.claimant_entity();
    let quotes = quotes_around(scene, annotation, claim.claimant);
    let quoted = quotes.iter().find(|(quote, _)| *quote == claim.claimant).map(|(_, label)| label.clone());
    let named = set.and_then(|set| scene.session.document().entity(set)).map(|entity| entity.name.clone());
    let closed = named.or(quoted).unwrap_or_else(|| THE_ARTICLE.to_owned());
    let people = iter::once_with(|| people::speakers(scene, set)).flatten();
    let people = people.map(|(id, name)| (Some(Claimant::Entity(id)), name));
    let options = iter::once((None, THE_ARTICLE.to_owned())).chain(quotes).chain(people);
    let salt = (annotation.id, "claimant");
    if let Some(claimant) = titled_choice(ui, salt, "Claimant", (&claim.claimant, &closed), options) {
        actions.push(Action::SetField { id: annotation.id, field: Field::Claimant(claimant) });
    }
}

/// The quotes that share words with the claim, and the one that is set.
fn quotes_around(
    scene: &Scene<'_>,
    annotation: &Annotation,
    set: Option<Claimant>,
) -> Vec<(Option<Claimant>, String)> {
    let document = scene.session.document();
    let hull = annotation.spans.hull();
    let mut ids: Vec<AnnotationId> =
        document.index().overlapping(hull.start(), hull.end()).into_iter().map(|(_, _, id)| id).collect();
    if let Some(Claimant::Quote(id)) = set {
        ids.push(id);
    }
    ids.sort_unstable();
    ids.dedup();
    let quotes = ids.into_iter().filter_map(|id| Some((id, document.annotation(id)?.quote()?)));
    quotes
        .map(|(id, quote)| {
            let speaker = quote.speaker.and_then(|speaker| document.entity(speaker));
            let name = speaker.map_or("not set yet", |entity| entity.name.as_str());
            (Some(Claimant::Quote(id)), format!("Speaker of the quote ({name})"))
        })
        .collect()
}

/// What becomes of the line.
fn line(ui: &mut Ui, scene: &Scene<'_>, (id, claim): (AnnotationId, &Claim), actions: &mut Vec<Action>) {
    beside(ui, scene.theme, "Disposition", |ui| {
        let options = Disposition::ALL.iter().map(|own| (*own, own.label().to_owned()));
        if let Some(disposition) = choice(ui, (id, "disposition"), "Disposition", &claim.disposition, options)
        {
            actions.push(Action::SetField { id, field: Field::Disposition(disposition) });
        }
    });
    let suggested = TextField { label: "Suggested text", hint: "Words to print instead", rows: 1 };
    text(ui, scene, suggested, (id, &claim.suggested_text), Field::SuggestedText, actions);
}
