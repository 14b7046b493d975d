//! The small sign before a row that tells at a glance what kind of thing it is.

use egui::{Align2, Color32, FontId, Pos2, Rect, Stroke, StrokeKind, Ui, vec2};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::widgets::signs;
use crate::model::{AnnotationId, Body, ClaimState, Claimant, EntityId, EntityKind, Verdict};
use crate::session::flow::Choice;

/// Side of a sign, points.
pub(super) const SIZE: f32 = 18.0;

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sign {
    /// A letter on a filled square.
    Letter(char, Color32),
    /// A plus in the outline of a square: something new.
    New(Color32),
    /// A swatch.
    Swatch(Color32),
    /// A sign of a state or verdict.
    Standing(&'static str, Color32),
}

/// The sign for what a row means; none where words say enough.
pub(super) fn for_choice(scene: &Scene<'_>, choice: &Choice) -> Option<Sign> {
    match choice {
        Choice::Entity(id) | Choice::NamedSpeaker(_, id) | Choice::Claimant(Claimant::Entity(id)) => {
            for_entity(scene, *id)
        }
        Choice::NewEntity(kind) => Some(Sign::New(scene.theme.entity(*kind))),
        Choice::NewSpeaker(_) => Some(Sign::New(scene.theme.entity(EntityKind::Person))),
        Choice::Claimant(Claimant::Quote(_)) => Some(Sign::Letter('”', scene.theme.quote)),
        Choice::Tag(tag) => {
            scene.session.schema().tag(tag).map(|tag| Sign::Swatch(scene.theme.solid(tag.colour)))
        }
        Choice::Verdict(verdict) => {
            Some(Sign::Standing(signs::verdict(*verdict), scene.theme.claim(ClaimState::Checked, *verdict)))
        }
        Choice::State(state) => {
            Some(Sign::Standing(signs::state(*state), scene.theme.claim(*state, verdict_in(*state))))
        }
        Choice::Annotation(id) => for_annotation(scene, *id),
        Choice::Cue(_)
        | Choice::NoEntity
        | Choice::NoCue
        | Choice::Command(_)
        | Choice::Format(_)
        | Choice::AnyFormat
        | Choice::Part(_) => None,
    }
}

/// The verdict whose colour stands for a state.
fn verdict_in(state: ClaimState) -> Verdict {
    match state {
        ClaimState::Checked | ClaimState::SignedOff => Verdict::Verified,
        _ => Verdict::Unrated,
    }
}

fn for_entity(scene: &Scene<'_>, id: EntityId) -> Option<Sign> {
    let kind = scene.session.document().entity(id)?.kind;
    Some(Sign::Letter(kind.letter().to_ascii_uppercase(), scene.theme.entity(kind)))
}

fn for_annotation(scene: &Scene<'_>, id: AnnotationId) -> Option<Sign> {
    let annotation = scene.session.document().annotation(id)?;
    match &annotation.body {
        Body::Mention(mention) => for_entity(scene, mention.entity),
        Body::Quote(_) => Some(Sign::Letter('”', scene.theme.quote)),
        Body::Claim(claim) => {
            let sign = signs::claim(claim.state, claim.verdict);
            Some(Sign::Standing(sign, scene.theme.claim(claim.state, claim.verdict)))
        }
        Body::Passage(passage) => {
            scene.session.schema().tag(&passage.tag).map(|tag| Sign::Swatch(scene.theme.solid(tag.colour)))
        }
    }
}

/// Paints a sign around `centre`.
pub(super) fn paint(ui: &Ui, scene: &Scene<'_>, sign: Sign, centre: Pos2) {
    let square = Rect::from_center_size(centre, vec2(SIZE, SIZE));
    let font = FontId::new(11.0, fonts::ui_bold());
    let painter = ui.painter();
    match sign {
        Sign::Letter(letter, colour) => {
            painter.rect_filled(square, 4, colour);
            painter.text(centre, Align2::CENTER_CENTER, letter, font, scene.theme.page);
        }
        Sign::New(colour) => {
            painter.rect_stroke(square, 4, Stroke::new(1.5, colour), StrokeKind::Inside);
            let arm = 4.0;
            painter.hline(centre.x - arm..=centre.x + arm, centre.y, Stroke::new(1.5, colour));
            painter.vline(centre.x, centre.y - arm..=centre.y + arm, Stroke::new(1.5, colour));
        }
        Sign::Swatch(colour) => {
            painter.rect(
                square.shrink(1.0),
                4,
                colour,
                Stroke::new(1.0, scene.theme.line),
                StrokeKind::Inside,
            );
        }
        Sign::Standing(sign, colour) => {
            painter.text(centre, Align2::CENTER_CENTER, sign, FontId::new(14.0, fonts::ui_bold()), colour);
        }
    }
}
