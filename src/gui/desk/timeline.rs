//! The history, the newest step first, with the way back.

use egui::{RichText, TextEdit, Ui, vec2};

use crate::gui::scene::Scene;
use crate::gui::widgets::badge::Badge;
use crate::gui::widgets::choice::titled_choice;
use crate::gui::widgets::row_list::{Row, RowEvent, RowList};
use crate::gui::widgets::two_lines::{self, TwoLines};
use crate::model::Step;
use crate::session::Action;
use crate::session::desk::timeline::{StepFilter, Subject, changes};

const NAME: &str = "timeline";

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let history = scene.session.document().history();
    let view = scene.session.view();
    filter(ui, scene, actions);
    let steps = scene.desk.timeline.steps();
    let selected = view.step.filter(|place| *place < history.len());
    ui.horizontal_wrapped(|ui| {
        let words = "↶ Go back to after this step";
        let later = selected.filter(|place| place + 1 < history.len());
        let button = ui.add_enabled(later.is_some(), egui::Button::new(words));
        if button.on_hover_text("Takes every later step back, as one step that can be undone").clicked() {
            actions.extend(later.map(Action::GoBackTo));
        }
        let words = match selected {
            None => "Choose a step with the arrows, then go back to it with Delete.".to_owned(),
            Some(place) => format!("{} later steps would be taken back.", history.len() - place - 1),
        };
        ui.label(RichText::new(words).small().color(scene.theme.weak));
    });
    ui.add_space(2.0);
    if steps.is_empty() {
        let (title, words) = if history.is_empty() {
            ("Nothing was changed yet", "Every step of work on the article will be listed here.")
        } else {
            ("No step matches the filter", "Choose everybody and everything to see all steps.")
        };
        return super::empty(ui, scene, title, words);
    }
    let is_selected = |row: usize| selected.is_some() && steps.get(row).copied() == selected;
    super::take_keyboard(ui, scene, NAME, || (0..steps.len()).find(|row| is_selected(*row)), steps.len());
    let list = RowList {
        name: NAME,
        n_rows: steps.len(),
        row_height: two_lines::HEIGHT,
        reveal: None,
        takes_keys: scene.session.flow().is_none(),
    };
    let event = list.show(ui, scene.theme, is_selected, |ui, row| {
        if let Some(step) = steps.get(row.index).and_then(|place| history.get(*place)) {
            line(ui, scene, step, row);
        }
    });
    match event {
        Some(RowEvent::Clicked(row) | RowEvent::Moved(row) | RowEvent::Toggled(row)) => {
            actions.extend(steps.get(row).map(|place| Action::ShowStep(*place)));
        }
        Some(RowEvent::Entered(row)) => {
            actions.extend(steps.get(row).map(|place| Action::ShowStep(*place)));
            actions.push(Action::LeaveDesk);
        }
        Some(RowEvent::Deleted(row)) => actions.extend(steps.get(row).map(|place| Action::GoBackTo(*place))),
        _ => {}
    }
}

fn filter(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let kept = &scene.session.view().step_filter;
    let mut wanted: StepFilter = kept.clone();
    ui.horizontal(|ui| {
        // The two lists give way to each other and the field where there is little room.
        let room = ui.available_width().min(530.0);
        let gaps = 2.0 * ui.spacing().item_spacing.x + 12.0;
        let list = ((room - gaps) * 0.32).max(60.0);
        let field = TextEdit::singleline(&mut wanted.text)
            .hint_text("Filter steps")
            .desired_width(room - gaps - 2.0 * list);
        ui.add(field.margin(egui::Margin::symmetric(6, 4))).accessible_name("Filter steps");
        ui.allocate_ui(vec2(list, 24.0), |ui| {
            let people = scene.desk.timeline.people().iter();
            let name =
                |person: &String| if person.is_empty() { "Nobody named".to_owned() } else { person.clone() };
            let options = people.map(|person| (Some(person.clone()), name(person)));
            let options = std::iter::once((None, "Everybody".to_owned())).chain(options);
            let closed = wanted.person.as_ref().map_or("Everybody".to_owned(), name);
            if let Some(person) =
                titled_choice(ui, "step person", "Whose steps", (&wanted.person, &closed), options)
            {
                wanted.person = person;
            }
        });
        ui.allocate_ui(vec2(list, 24.0), |ui| {
            let options = Subject::ALL.map(|subject| (Some(subject), subject.label().to_owned()));
            let options = std::iter::once((None, "Everything".to_owned())).chain(options);
            let closed = wanted.subject.map_or("Everything", Subject::label);
            if let Some(subject) =
                titled_choice(ui, "step subject", "Steps about", (&wanted.subject, closed), options)
            {
                wanted.subject = subject;
            }
        });
    });
    if wanted != *kept {
        actions.push(Action::FilterSteps(wanted));
    }
}

fn line(ui: &Ui, scene: &Scene<'_>, step: &Step, row: &Row) {
    let theme = scene.theme;
    let sign = match Subject::of(&step.edit) {
        Some(Subject::Entities) => "E",
        Some(Subject::Quotes) => "“",
        Some(Subject::Claims) => "C",
        Some(Subject::Passages) => "H",
        Some(Subject::Article) | None => "¶",
    };
    let by = if step.by.trim().is_empty() { "Nobody named" } else { step.by.trim() };
    let what = changes(&step.edit);
    let mut below = vec![(by.to_owned(), theme.accent)];
    if !what.is_empty() {
        below.push((format!(" · {what}"), theme.weak));
    }
    let at = step.at.strftime("%Y-%m-%d %H:%M").to_string();
    let lines =
        TwoLines { badge: Badge::new(sign, theme.weak, theme), title: step.what.clone(), below, right: at };
    lines.paint(ui, row.rect, theme, row.is_selected);
    row.name(&format!("Step by {by}: {}", step.what));
}
