//! What is selected, in full, and what can be done with it.

use egui::{Margin, RichText, ScrollArea, Sense, TextStyle, Ui, vec2};

use crate::gui::scene::Scene;
use crate::gui::widgets::badge::{Badge, SIDE};
use crate::gui::widgets::command_button::CommandButton;
use crate::gui::widgets::field::Field;
use crate::gui::widgets::{elide, follow, signs};
use crate::model::{self, Annotation, AnnotationId, Body};
use crate::session::{Action, Command};

mod claim;
mod entity;
mod evidence;
mod exchange;
mod guide;
mod mention;
mod passage;
mod people;
mod quote;
mod recheck;
mod suggestion;
mod wanted;

/// How many other annotations at the same words are offered.
const MOST_NEIGHBOURS: usize = 4;

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let session = scene.session;
    if session.current_suggestion().is_some() {
        return scrolled(ui, "suggestion", |ui| suggestion::show(ui, scene, actions));
    }
    let entity = session.view().entity.and_then(|id| session.document().entity(id));
    match (session.selected(), entity) {
        (Some(annotation), _) => {
            head(ui, scene, annotation, actions);
            scrolled(ui, annotation.id, |ui| annotation_body(ui, scene, annotation, actions));
        }
        (None, Some(entity)) => {
            if session.selection().is_some() {
                guide::selection(ui, scene, actions);
                ui.separator();
            }
            title(ui, &Badge::entity(entity.kind, scene.theme), &entity.name);
            scrolled(ui, entity.id, |ui| entity::show(ui, scene, entity, actions));
        }
        (None, None) => scrolled(ui, "guide", |ui| guide::show(ui, scene, actions)),
    }
}

fn scrolled(ui: &mut Ui, salt: impl egui::AsIdSalt, add: impl FnOnce(&mut Ui)) {
    let area = ScrollArea::vertical().id_salt(("inspector", salt)).auto_shrink(false);
    area.content_margin(Margin { right: 10, bottom: 8, ..Margin::ZERO }).show(ui, |ui| {
        add(ui);
        follow::keyboard(ui, "inspector");
    });
}

/// The line that names what is shown.
fn title(ui: &mut Ui, badge: &Badge, words: &str) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(SIDE, SIDE + 2.0), Sense::hover());
        badge.paint(ui, rect.center());
        let font = elide::bold(ui, &TextStyle::Body);
        elide::label(ui, RichText::new(words).font(font));
    });
}

fn badge(scene: &Scene<'_>, annotation: &Annotation) -> Badge {
    let theme = scene.theme;
    match &annotation.body {
        Body::Mention(mention) => {
            let kind = scene.session.document().entity(mention.entity).map(|entity| entity.kind);
            Badge::entity(kind.unwrap_or(model::EntityKind::Other), theme)
        }
        Body::Quote(_) => Badge::new("“", theme.quote, theme),
        Body::Claim(claim) => Badge::new(
            signs::claim(claim.state, claim.verdict),
            theme.claim(claim.state, claim.verdict),
            theme,
        ),
        Body::Passage(passage) => {
            let tag = scene.session.schema().tag(&passage.tag);
            tag.map_or_else(
                || Badge::new("?", theme.weak, theme),
                |tag| Badge::patch(theme.solid(tag.colour), theme),
            )
        }
    }
}

/// What an annotation is called in a line.
fn name(scene: &Scene<'_>, annotation: &Annotation) -> String {
    let document = scene.session.document();
    match &annotation.body {
        Body::Mention(mention) => {
            let name = document.entity(mention.entity).map_or("nobody", |entity| entity.name.as_str());
            format!("Mention of {name}")
        }
        Body::Quote(quote) => format!("{} quote", quote.kind.label()),
        Body::Claim(claim) => format!("Claim · {}", scene.session.schema().verdict_name(claim.verdict)),
        Body::Passage(passage) => {
            let tag = scene.session.schema().tag(&passage.tag);
            tag.map_or_else(|| passage.tag.to_string(), |tag| tag.name.clone())
        }
    }
}

fn head(ui: &mut Ui, scene: &Scene<'_>, annotation: &Annotation, actions: &mut Vec<Action>) {
    title(ui, &badge(scene, annotation), &name(scene, annotation));
    let document = scene.session.document();
    let hull = annotation.spans.hull();
    let mut others: Vec<AnnotationId> =
        document.index().overlapping(hull.start(), hull.end()).into_iter().map(|(_, _, id)| id).collect();
    others.sort_unstable();
    others.dedup();
    let others =
        others.into_iter().filter(|id| *id != annotation.id).filter_map(|id| document.annotation(id));
    let others: Vec<&Annotation> = others.take(MOST_NEIGHBOURS).collect();
    if others.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        ui.label(RichText::new("Also here").small().color(scene.theme.weak));
        for other in others {
            let words = format!("{} {}", badge(scene, other).sign, short_name(scene, other));
            if ui.link(RichText::new(words.trim()).small()).clicked() {
                actions.push(Action::ShowAnnotation { id: other.id, reveal: false });
            }
        }
    });
}

fn short_name(scene: &Scene<'_>, annotation: &Annotation) -> String {
    match &annotation.body {
        Body::Mention(mention) => {
            let entity = scene.session.document().entity(mention.entity);
            entity.map_or_else(String::new, |entity| elide_name(&entity.name))
        }
        Body::Quote(_) => "Quote".to_owned(),
        Body::Claim(_) => "Claim".to_owned(),
        Body::Passage(_) => name(scene, annotation),
    }
}

fn elide_name(name: &str) -> String {
    const MOST: usize = 20;
    let start: String = name.chars().take(MOST).collect();
    if start.len() < name.len() { format!("{start}…") } else { start }
}

fn annotation_body(ui: &mut Ui, scene: &Scene<'_>, annotation: &Annotation, actions: &mut Vec<Action>) {
    for span in annotation.spans.iter() {
        elide::article_words(ui, span.of(scene.session.document().text()), 4);
    }
    ui.add_space(2.0);
    match &annotation.body {
        Body::Mention(mention) => mention::show(ui, scene, (annotation, mention), actions),
        Body::Quote(quote) => quote::show(ui, scene, (annotation, quote), actions),
        Body::Claim(claim) => claim::show(ui, scene, (annotation, claim), actions),
        Body::Passage(passage) => passage::show(ui, scene, (annotation, passage), actions),
    }
    provenance(ui, scene, annotation);
    if !matches!(annotation.body, Body::Mention(_)) {
        comment(ui, scene, annotation, actions);
    }
    ui.add_space(4.0);
    buttons(ui, scene, &[(Command::Delete, "Delete")], actions);
}

/// Who proposed it, where somebody accepted a suggestion.
fn provenance(ui: &mut Ui, scene: &Scene<'_>, annotation: &Annotation) {
    let Some(provenance) = &annotation.provenance else { return };
    let model::Provenance { suggester, version, score, reason } = provenance.as_ref();
    let words = format!("Suggested by {suggester} {version}, {score} %: {reason}");
    ui.add(egui::Label::new(RichText::new(words).small().color(scene.theme.weak)).wrap());
}

fn comment(ui: &mut Ui, scene: &Scene<'_>, annotation: &Annotation, actions: &mut Vec<Action>) {
    let field = Field { label: "Comment", hint: "What a colleague should know", rows: 1 };
    text(ui, scene, field, (annotation.id, &annotation.comment), model::Field::Comment, actions);
}

/// A text field of an annotation.
fn text(
    ui: &mut Ui,
    scene: &Scene<'_>,
    field: Field<'_>,
    (id, value): (AnnotationId, &str),
    to: impl FnOnce(String) -> model::Field,
    actions: &mut Vec<Action>,
) {
    let typed = field.show(ui, scene.theme, (id, field.label), value);
    wanted::take(ui, scene, field.label, typed.id);
    actions.extend(typed.text.map(|text| Action::SetField { id, field: to(text) }));
    if typed.left {
        actions.push(Action::EndTyping);
    }
}

/// A line of small buttons that call commands.
fn buttons(ui: &mut Ui, scene: &Scene<'_>, commands: &[(Command, &str)], actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        ui.spacing_mut().button_padding = vec2(6.0, 2.0);
        for (command, words) in commands {
            CommandButton::new(*command, words).show(ui, scene.theme, actions);
        }
    });
}

/// The title of a part of the inspector.
fn section(ui: &mut Ui, words: &str) {
    ui.add_space(6.0);
    let font = elide::bold(ui, &TextStyle::Small);
    ui.label(RichText::new(words).font(font));
}
