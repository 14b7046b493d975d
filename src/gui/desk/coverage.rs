//! The checklist of everything in the text that can be checked, beside the article that shades
//! what nobody has dealt with.

use egui::{Button, ProgressBar, RichText, Ui};

use crate::gui::scene::Scene;
use crate::gui::widgets::badge::Badge;
use crate::gui::widgets::choice::choice;
use crate::gui::widgets::row_list::{Row, RowEvent, RowList};
use crate::gui::widgets::two_lines::{self, TwoLines};
use crate::gui::widgets::{elide, keycap};
use crate::session::desk::coverage::{Item, Shown};
use crate::session::{Action, Command};
use crate::text::checkable::Checkable;

const NAME: &str = "checklist";
/// So many characters of the text stand before a thing in its row.
const BEFORE: usize = 28;

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    head(ui, scene, actions);
    let items = scene.desk.checklist.items();
    if items.is_empty() {
        return empty(ui, scene);
    }
    let caret = scene.session.view().caret;
    let is_selected = |row: usize| items.get(row).is_some_and(|item| item.span.touches(caret));
    let list = RowList {
        name: NAME,
        n_rows: items.len(),
        row_height: two_lines::HEIGHT,
        reveal: None,
        takes_keys: scene.session.flow().is_none(),
    };
    let event = list.show(ui, scene.theme, is_selected, |ui, row| {
        if let Some(item) = items.get(row.index) {
            line(ui, scene, *item, row);
        }
    });
    let Some(RowEvent::Clicked(row) | RowEvent::Moved(row) | RowEvent::Entered(row) | RowEvent::Toggled(row)) =
        event
    else {
        return;
    };
    let Some(item) = items.get(row) else { return };
    actions.push(Action::Reveal(item.span.start()));
    actions.push(Action::Select(item.span));
    if matches!(event, Some(RowEvent::Entered(_))) {
        ui.memory_mut(|memory| memory.surrender_focus(RowList::row_id(NAME, row)));
    }
}

fn head(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let theme = scene.theme;
    let share = scene.desk.checklist.share();
    let percent = share.percent();
    ui.horizontal(|ui| {
        ui.label(RichText::new("Coverage").font(elide::bold(ui, &egui::TextStyle::Body)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let button = Button::new("×").frame_when_inactive(false);
            if ui.add(button).accessible_name("Close coverage").on_hover_text("Ctrl+7").clicked() {
                actions.push(Action::Command(Command::ShowCoverage));
            }
            ui.label(RichText::new(format!("{percent} %")).strong());
        });
    });
    #[expect(clippy::cast_precision_loss, reason = "a share for the eye")]
    let part = if share.all == 0 { 1.0 } else { share.covered as f32 / share.all as f32 };
    let words = format!("{percent} % of the story is covered");
    ui.add(ProgressBar::new(part).desired_height(6.0).fill(theme.good)).accessible_name(&words);
    let n_open = scene.desk.checklist.n_open();
    let open = match n_open {
        0 => "Everything that can be checked is covered".to_owned(),
        1 => "1 thing that can be checked is not covered".to_owned(),
        n => format!("{n} things that can be checked are not covered"),
    };
    ui.label(RichText::new(open).small().color(theme.weak));
    ui.horizontal(|ui| {
        keycap::show(ui, theme, "C");
        ui.label(RichText::new("claim").small().color(theme.weak));
        keycap::show(ui, theme, "F");
        ui.label(RichText::new("no fact here").small().color(theme.weak));
    });
    let mut shown = scene.session.view().checklist;
    let kinds = Checkable::ALL.into_iter().map(|kind| (Some(kind), format!("{}s", kind.label())));
    let kinds = std::iter::once((None, "Numbers, dates, names, superlatives".to_owned())).chain(kinds);
    if let Some(kind) = choice(ui, "checklist kind", "Kind of thing", &shown.kind, kinds) {
        shown.kind = kind;
    }
    ui.checkbox(&mut shown.covered_too, "Also what is covered");
    if shown != scene.session.view().checklist {
        actions.push(Action::ShowInChecklist(shown));
    }
    ui.separator();
}

fn empty(ui: &mut Ui, scene: &Scene<'_>) {
    let nothing = Shown { covered_too: true, kind: None };
    let words = if scene.session.view().checklist == nothing {
        "The text has no number, date, name or superlative."
    } else {
        "Nothing is left here."
    };
    ui.add_space(18.0);
    ui.vertical_centered(|ui| ui.label(RichText::new(words).color(scene.theme.weak)));
}

fn line(ui: &Ui, scene: &Scene<'_>, item: Item, row: &Row) {
    let theme = scene.theme;
    let text = scene.session.document().text();
    let words = elide::first_words(item.span.of(text));
    let (sign, colour) = match item.kind {
        Checkable::Number => ("#", theme.accent),
        Checkable::Date => ("D", theme.accent),
        Checkable::Name => ("N", theme.accent),
        Checkable::Superlative => ("↑", theme.accent),
    };
    let (mark, says) = if item.covered { ("✓", "covered") } else { ("○", "not covered") };
    let lines = TwoLines {
        badge: Badge::new(sign, if item.covered { theme.weak } else { colour }, theme),
        title: words.clone(),
        below: vec![(around(text, item), theme.weak)],
        right: mark.to_owned(),
    };
    lines.paint(ui, row.rect, theme, row.is_selected);
    row.name(&format!("{} {words}, {says}", item.kind.label()));
}

/// Some words of the text around it, on one line.
fn around(text: &str, item: Item) -> String {
    let before = text.get(..item.span.start()).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let start = line.char_indices().rev().take(BEFORE).last().map_or(line.len(), |(at, _)| at);
    let head = line.get(start..).unwrap_or_default();
    let after = text.get(item.span.start()..).unwrap_or_default().lines().next().unwrap_or_default();
    let tail: String = after.chars().take(3 * BEFORE).collect();
    let dots = if start > 0 { "…" } else { "" };
    format!("{dots}{head}{tail}")
}
