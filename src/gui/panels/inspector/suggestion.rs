//! The suggestion that is selected: what it would be, why, and what can be done with it.

use egui::{Label, RichText, Ui};

use super::{buttons, title};
use crate::gui::panels::lists::{proposed_badge, proposed_words};
use crate::gui::scene::Scene;
use crate::gui::widgets::elide;
use crate::session::suggest::{Proposal, What};
use crate::session::{Action, Command};
use crate::text::Span;

/// What decides it.
const DECIDE: [(Command, &str); 3] = [
    (Command::AcceptSuggestion, "Accept"),
    (Command::RejectSuggestion, "Reject"),
    (Command::SkipSuggestion, "Skip"),
];
/// What decides all of its entity.
const ALL: [(Command, &str); 2] =
    [(Command::AcceptEntity, "Accept all of it"), (Command::RejectEntity, "Reject all")];
/// What makes something else of it.
const CHANGE: [(Command, &str); 4] = [
    (Command::TagEntity, "Entity"),
    (Command::TagQuote, "Quote"),
    (Command::TagClaim, "Claim"),
    (Command::Highlight, "Highlight"),
];

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let session = scene.session;
    let proposals = session.suggest().proposals();
    let Some(own) = session.current_suggestion().and_then(|idx| proposals.all.get(idx)) else { return };
    title(ui, &proposed_badge(scene, own), &format!("Suggested: {}", proposed_words(scene, own)));
    let text = session.document().text();
    for span in own.spans.iter() {
        elide::article_words(ui, span.of(text), 4);
    }
    let weak = |words: String| Label::new(RichText::new(words).color(scene.theme.weak)).wrap();
    for words in facts(scene, own) {
        ui.add(weak(words));
    }
    ui.add_space(4.0);
    buttons(ui, scene, &DECIDE, actions);
    if !matches!(own.what, What::Claim(_)) {
        buttons(ui, scene, &ALL, actions);
    }
    ui.add_space(2.0);
    ui.add(weak("Or make something else of these words".to_owned()));
    buttons(ui, scene, &CHANGE, actions);
    ui.add_space(4.0);
    let by = format!("{}, {} {}", own.by.label, own.by.id, own.by.version);
    ui.add(Label::new(RichText::new(by).small().color(scene.theme.weak)).wrap());
}

/// What there is to know, a line each.
fn facts(scene: &Scene<'_>, own: &Proposal) -> Vec<String> {
    let proposals = scene.session.suggest().proposals();
    let text = scene.session.document().text();
    let mut facts = vec![format!("{} %: {}", own.percent(), own.reason)];
    let entity = |idx: &usize| proposals.entities.get(*idx);
    match &own.what {
        What::Mention { entity: idx, .. } => {
            if let Some(entity) = entity(idx) {
                let known = scene.session.would_join(own);
                facts.push(match known {
                    Some(name) => format!("Joins {name}"),
                    None if entity.could_be.is_empty() => format!("New: {}", entity.name),
                    None => format!("Could be {}; it will be asked", entity.could_be.join(" or ")),
                });
                if !entity.role.is_empty() {
                    facts.push(format!("Role: {}", entity.role));
                }
            }
        }
        What::Quote { cue, source, speaker, .. } => {
            let said = |part: &Option<Span>| part.map(|part| format!("“{}”", part.of(text)));
            let speaker = speaker.as_ref().and_then(entity);
            facts.push(match (speaker, said(source)) {
                (Some(speaker), Some(source)) => format!("Speaker: {}, from {source}", speaker.name),
                (Some(speaker), None) => format!("Speaker: {}", speaker.name),
                (None, Some(source)) => format!("Speaker: asked, from {source}"),
                (None, None) => "Speaker: nobody is named; it will be asked".to_owned(),
            });
            facts.extend(said(cue).map(|cue| format!("Cue: {cue}")));
        }
        What::Claim(_) => {}
    }
    facts
}
