//! Whether the story can run, and what is left to do: for whoever works here, for others, and
//! which rules of the house are not met.

use egui::{FontId, RichText, Sense, Ui, vec2};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::widgets::badge::Badge;
use crate::gui::widgets::row_list::{Row, RowList};
use crate::gui::widgets::two_lines::{self, TwoLines};
use crate::gui::widgets::{elide, signs};
use crate::session::Action;
use crate::session::desk::claims::due;
use crate::session::desk::story::{Counts, Task, ToDo};

const NAME: &str = "to do";

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let counts = scene.desk.story.counts();
    gate(ui, scene, counts);
    let queue = scene.desk.story.queue();
    if counts.claims == 0 && queue.is_empty() {
        return super::empty(
            ui,
            scene,
            "No claims yet",
            "Go back with Esc, select a sentence with J, mark it with C.",
        );
    }
    if queue.is_empty() {
        return super::empty(
            ui,
            scene,
            "Nothing is left to do",
            "Every claim is signed off, dropped or not checkable.",
        );
    }
    let n_mine = queue.iter().filter(|to_do| to_do.task.is_mine()).count();
    let who = scene.session.person().trim();
    let who = if who.is_empty() { "you" } else { who };
    let words = format!(
        "{n_mine} for {who} now, {} waiting or pointed out. G goes to the next.",
        queue.len() - n_mine
    );
    ui.label(RichText::new(words).color(scene.theme.weak));
    ui.add_space(4.0);
    let selected = scene.session.view().annotation;
    let is_selected = |row: usize| selected.is_some() && queue.get(row).map(|own| own.about) == selected;
    let place = || queue.iter().position(|own| Some(own.about) == selected);
    super::take_keyboard(ui, scene, NAME, place, queue.len());
    let list = RowList {
        name: NAME,
        n_rows: queue.len(),
        row_height: two_lines::HEIGHT,
        reveal: None,
        takes_keys: scene.session.flow().is_none(),
    };
    let event = list.show(ui, scene.theme, is_selected, |ui, row| {
        if let Some(to_do) = queue.get(row.index) {
            line(ui, scene, to_do, row);
        }
    });
    super::follow(event, |row| queue.get(row).map(|own| own.about), actions);
}

/// The verdict on the story itself.
fn gate(ui: &mut Ui, scene: &Scene<'_>, counts: Counts) {
    let theme = scene.theme;
    let ready = counts.is_ready();
    let (sign, words, colour) =
        if ready { ("✓", "Ready to run", theme.good) } else { ("…", "Not ready to run", theme.warn) };
    let title = RichText::new(format!("{sign} {words}")).font(FontId::new(22.0, fonts::reading_bold()));
    ui.label(title.color(colour));
    let overdue = if counts.overdue > 0 { format!(" ({} overdue)", counts.overdue) } else { String::new() };
    let rules = match counts.warnings {
        0 => String::new(),
        1 => "; 1 house rule not met".to_owned(),
        n => format!("; {n} house rules not met"),
    };
    if !ready || counts.warnings > 0 {
        ui.label(format!("{}{overdue}{rules}", counts.words()));
    }
    ui.allocate_exact_size(vec2(1.0, 4.0), Sense::hover());
}

fn line(ui: &Ui, scene: &Scene<'_>, to_do: &ToDo, row: &Row) {
    let document = scene.session.document();
    let Some(annotation) = document.annotation(to_do.about) else { return };
    let theme = scene.theme;
    let Some(claim) = annotation.claim() else {
        let words = elide::first_words(&document.words_of(annotation));
        let lines = TwoLines {
            badge: Badge::new("“", theme.warn, theme),
            title: words.clone(),
            below: vec![(to_do.task.label().to_owned(), theme.warn)],
            right: String::new(),
        };
        lines.paint(ui, row.rect, theme, row.is_selected);
        return row.name(&format!("{}: {words}", to_do.task.label()));
    };
    let (sign, colour) = match to_do.task {
        Task::Overdue => ("!", theme.bad),
        Task::Recheck | Task::RecheckQuote => {
            (signs::state(crate::model::ClaimState::NeedsRecheck), theme.warn)
        }
        Task::SignOff => (signs::state(crate::model::ClaimState::SignedOff), theme.accent),
        Task::Check => (signs::claim(claim.state, claim.verdict), theme.accent),
        Task::Answer | Task::SecondPerson => ("…", theme.weak),
        Task::HouseRule => ("⚠", theme.warn),
    };
    let says = match (to_do.warning, to_do.task) {
        (Some(warning), _) => warning.words(),
        (None, Task::SignOff) => format!("Sign off: {} checked it", claim.checked_by),
        (None, Task::Overdue | Task::Answer) => {
            let asked = claim.queries.iter().find(|query| query.is_open());
            let to = asked.map(|query| query.to.trim()).filter(|to| !to.is_empty()).unwrap_or("somebody");
            let until = due(claim).map(|due| format!(", due {due}")).unwrap_or_default();
            format!("{}: asked {to}{until}", to_do.task.label())
        }
        (None, task) => task.label().to_owned(),
    };
    let words = elide::first_words(&document.words_of(annotation));
    let verdict = scene.session.schema().verdict_name(claim.verdict);
    let lines = TwoLines {
        badge: Badge::new(sign, colour, theme),
        title: words.clone(),
        below: vec![(says.clone(), colour), (format!(" · {verdict}"), theme.weak)],
        right: if claim.priority == crate::model::Priority::High { "▲".to_owned() } else { String::new() },
    };
    lines.paint(ui, row.rect, theme, row.is_selected);
    row.name(&format!("{says}: {words}"));
}
