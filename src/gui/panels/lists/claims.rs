//! A row of the list of claims, and what the list can be filtered by.

use egui::Ui;

use crate::gui::scene::Scene;
use crate::gui::widgets::badge::Badge;
use crate::gui::widgets::choice::titled_choice;
use crate::gui::widgets::row_list::Row;
use crate::gui::widgets::two_lines::TwoLines;
use crate::gui::widgets::{elide, signs};
use crate::model::{Annotation, Claim, ClaimKind, ClaimState, Priority, Verdict};
use crate::session::{Filter, StateFilter};

/// Draws it.
pub(super) fn row(ui: &mut Ui, scene: &Scene<'_>, annotation: &Annotation, row: &Row) {
    let Some(claim) = annotation.claim() else { return };
    let theme = scene.theme;
    let words = scene.session.document().words_of(annotation);
    let colour = theme.claim(claim.state, claim.verdict);
    let says = standing(scene, claim);
    let sources = super::counted(claim.evidence.len(), "source", "sources");
    let readable = if colour == theme.faint { theme.weak } else { colour };
    let mut below = vec![(says.clone(), readable)];
    below
        .push((format!(" · {}", if claim.evidence.is_empty() { "no source" } else { &sources }), theme.weak));
    if claim.criticism {
        below.push((" · criticism".to_owned(), theme.weak));
    }
    let lines = TwoLines {
        badge: Badge::new(signs::claim(claim.state, claim.verdict), readable, theme),
        title: elide::first_words(&words),
        below,
        right: match claim.priority {
            Priority::High => "▲".to_owned(),
            Priority::Low => "▽".to_owned(),
            Priority::Normal => String::new(),
        },
    };
    lines.paint(ui, row.rect, theme, row.is_selected);
    row.name_by(|| format!("Claim, {says}, {sources}: {}", elide::first_words(&words)));
    row.tip_by(|| words.clone());
}

/// How the claim stands in words: its verdict and its state, the one that matters first.
fn standing(scene: &Scene<'_>, claim: &Claim) -> String {
    let verdict = scene.session.schema().verdict_name(claim.verdict);
    match (claim.state, claim.verdict) {
        (state, Verdict::Unrated) => state.label().to_owned(),
        (ClaimState::Checked, _) => verdict.to_owned(),
        (ClaimState::SignedOff, _) => format!("{verdict}, signed off"),
        (state, _) => format!("{} (was {})", state.label(), verdict.to_lowercase()),
    }
}

/// The filters by state, verdict and type, side by side.
pub(in crate::gui) fn filter(ui: &mut Ui, scene: &Scene<'_>, wanted: &mut Filter) {
    ui.columns(3, |columns| {
        let [state, verdict, kind] = columns else { return };
        state_filter(state, wanted);
        verdict_filter(verdict, scene, wanted);
        kind_filter(kind, wanted);
    });
}

fn state_filter(ui: &mut Ui, wanted: &mut Filter) {
    let states = ClaimState::ALL.iter().map(|state| StateFilter::Only(*state));
    let states = std::iter::once(StateFilter::Unresolved).chain(states);
    let options = states.map(|state| (Some(state), state.label().to_owned()));
    let options = std::iter::once((None, "Any state".to_owned())).chain(options);
    let closed = wanted.state.map_or("State", StateFilter::label);
    if let Some(state) = titled_choice(ui, "claim state", "Filter by state", (&wanted.state, closed), options)
    {
        wanted.state = state;
    }
}

fn verdict_filter(ui: &mut Ui, scene: &Scene<'_>, wanted: &mut Filter) {
    let named = scene.session.schema().verdicts.iter();
    let named =
        named.map(|named| (Some(named.verdict), format!("{} {}", signs::verdict(named.verdict), named.name)));
    let options = std::iter::once((None, "Any verdict".to_owned())).chain(named);
    let closed = wanted.verdict.map_or("Verdict", |verdict| scene.session.schema().verdict_name(verdict));
    if let Some(verdict) =
        titled_choice(ui, "claim verdict", "Filter by verdict", (&wanted.verdict, closed), options)
    {
        wanted.verdict = verdict;
    }
}

fn kind_filter(ui: &mut Ui, wanted: &mut Filter) {
    let kinds = ClaimKind::ALL.iter().map(|kind| (Some(*kind), kind.label().to_owned()));
    let options = std::iter::once((None, "Any type".to_owned())).chain(kinds);
    let closed = wanted.claim.map_or("Type", ClaimKind::label);
    if let Some(kind) = titled_choice(ui, "claim type", "Filter by type", (&wanted.claim, closed), options) {
        wanted.claim = kind;
    }
}
