//! The lists on the right: entities, quotes, claims, passages, suggestions, one at a time.

use egui::{Align, Key, Layout, Margin, RichText, ScrollArea, Sense, TextEdit, TextStyle, Ui, vec2};

use crate::gui::scene::Scene;
use crate::gui::widgets::row_list::{RowEvent, RowList};
use crate::gui::widgets::{elide, field, keycap, seen};
use crate::model::AnnotationKind;
use crate::session::{Action, Command, Filter, Pane};
use crate::text::counted::{counted, grouped};

mod claims;
mod entities;
mod passages;
mod quotes;
mod suggested;

pub(in crate::gui) use claims::filter as claim_filters;
pub(in crate::gui) use suggested::{badge as proposed_badge, would_be as proposed_words};

/// A list lower than this says in a line how it is filled, points.
const HEIGHT_FOR_STEPS: f32 = 104.0;
/// Height of the strip of tabs, points.
const TABS_HEIGHT: f32 = 42.0;

/// Draws them.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    tabs(ui, scene, actions);
    if scene.session.view().pane == Pane::Suggestions {
        return suggested::show(ui, scene, actions);
    }
    filter(ui, scene, actions);
    let n_shown = n_shown(scene);
    if !scene.session.filter().is_open() {
        count(ui, scene, n_shown, actions);
    }
    ui.add_space(2.0);
    if n_shown == 0 {
        return empty(ui, scene, actions);
    }
    match scene.session.view().pane {
        Pane::Entities => entities::show(ui, scene, actions),
        Pane::Quotes | Pane::Claims | Pane::Passages | Pane::Suggestions => {
            annotations(ui, scene, actions);
        }
    }
}

fn n_shown(scene: &Scene<'_>) -> usize {
    match scene.session.view().pane {
        Pane::Entities => scene.rows.entities.len(),
        _ => scene.rows.annotations.len(),
    }
}

/// How many there are for a list, whatever its filter.
fn n_in(scene: &Scene<'_>, pane: Pane) -> usize {
    let document = scene.session.document();
    match pane {
        Pane::Entities => document.entities().len(),
        Pane::Quotes => document.index().count_of_kind(AnnotationKind::Quote),
        Pane::Claims => document.index().count_of_kind(AnnotationKind::Claim),
        Pane::Passages => document.index().count_of_kind(AnnotationKind::Passage),
        Pane::Suggestions => scene.session.suggest().n_open(),
    }
}

fn command_of(pane: Pane) -> Command {
    match pane {
        Pane::Entities => Command::ShowEntities,
        Pane::Quotes => Command::ShowQuotes,
        Pane::Claims => Command::ShowClaims,
        Pane::Passages => Command::ShowPassages,
        Pane::Suggestions => Command::ShowSuggestions,
    }
}

/// One and many of what a list holds.
fn nouns(pane: Pane) -> (&'static str, &'static str) {
    match pane {
        Pane::Entities => ("entity", "entities"),
        Pane::Quotes => ("quote", "quotes"),
        Pane::Claims => ("claim", "claims"),
        Pane::Passages => ("passage", "passages"),
        Pane::Suggestions => ("suggestion", "suggestions"),
    }
}

fn tabs(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let (strip, _) = ui.allocate_exact_size(vec2(ui.available_width(), TABS_HEIGHT), Sense::hover());
    let theme = scene.theme;
    ui.painter().hline(strip.x_range(), strip.bottom() - 0.5, (1.0, theme.line));
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let width = strip.width() / Pane::ALL.len() as f32;
    let mut left = strip.left();
    for pane in Pane::ALL {
        let rect = egui::Rect::from_min_size(egui::pos2(left, strip.top()), vec2(width, TABS_HEIGHT));
        left += width;
        let id = ui.make_persistent_id(("tab", pane.label()));
        let response = ui.interact(rect, id, Sense::click());
        let is_open = scene.session.view().pane == pane;
        let colour = if is_open || response.hovered() { theme.text } else { theme.weak };
        if response.hovered() && !is_open {
            ui.painter().rect_filled(rect.shrink(2.0), 5.0, ui.visuals().widgets.hovered.bg_fill);
        }
        let number = grouped(n_in(scene, pane));
        let big = egui::FontId::new(16.0, crate::gui::fonts::ui_bold());
        let label =
            if is_open { elide::bold(ui, &TextStyle::Small) } else { TextStyle::Small.resolve(ui.style()) };
        let at = |y| egui::pos2(rect.center().x, rect.top() + y);
        ui.painter().text(at(12.0), egui::Align2::CENTER_CENTER, &number, big, colour);
        ui.painter().text(at(29.0), egui::Align2::CENTER_CENTER, pane.label(), label, colour);
        if is_open {
            let bar = egui::Rect::from_min_max(
                egui::pos2(rect.left() + 6.0, rect.bottom() - 3.0),
                rect.right_bottom() - vec2(6.0, 0.0),
            );
            ui.painter().rect_filled(bar, 1.5, theme.accent);
        }
        if response.has_focus() {
            ui.painter().rect_stroke(rect, 5.0, (1.5, theme.focus), egui::StrokeKind::Inside);
        }
        let name = format!("{} {number}", pane.label());
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, is_open, &name));
        if response.clicked() {
            actions.push(Action::SetPane(pane));
        }
        let keys = command_of(pane).keys().first().map(|keys| keys.label()).unwrap_or_default();
        response.on_hover_text(format!("{}\n{keys}", tip(scene, pane)));
    }
    ui.add_space(4.0);
}

fn tip(scene: &Scene<'_>, pane: Pane) -> String {
    let (one, many) = nouns(pane);
    let all = counted(n_in(scene, pane), one, many);
    let (resolved, n_claims) = scene.session.progress();
    if pane == Pane::Claims && resolved < n_claims {
        format!("{all}, {} unresolved", grouped(n_claims - resolved))
    } else {
        all
    }
}

fn filter(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let session = scene.session;
    let pane = session.view().pane;
    let mut wanted = session.filter().clone();
    match pane {
        Pane::Entities => {
            ui.horizontal(|ui| {
                let combo_width = (ui.available_width() * 0.4).min(150.0);
                let text_width = ui.available_width() - combo_width - ui.spacing().item_spacing.x;
                filter_text(ui, scene, &mut wanted, text_width);
                entities::filter(ui, &mut wanted);
            });
        }
        Pane::Claims => {
            let width = ui.available_width();
            filter_text(ui, scene, &mut wanted, width);
            claims::filter(ui, scene, &mut wanted);
        }
        Pane::Quotes | Pane::Passages | Pane::Suggestions => {
            let width = ui.available_width();
            filter_text(ui, scene, &mut wanted, width);
        }
    }
    if wanted != *session.filter() {
        actions.push(Action::SetFilter(wanted));
    }
}

fn filter_text(ui: &mut Ui, scene: &Scene<'_>, wanted: &mut Filter, width: f32) {
    let pane = scene.session.view().pane;
    let many = nouns(pane).1;
    let id = field::id(many);
    let edit = TextEdit::singleline(&mut wanted.text).id(id).desired_width(width);
    let edit = edit.hint_text(format!("Filter {many}")).margin(Margin::symmetric(6, 4));
    let response = ui.add(edit).accessible_name(format!("Filter {many}"));
    if seen::changed(ui.ctx(), "focus filter", scene.session.view().focus_filter) {
        response.request_focus();
    }
    let goes_down = ui.input(|input| input.key_pressed(Key::ArrowDown));
    if response.has_focus() && goes_down && n_shown(scene) > 0 {
        ui.memory_mut(|memory| memory.request_focus(RowList::row_id(pane.label(), 0)));
    }
}

fn count(ui: &mut Ui, scene: &Scene<'_>, n_shown: usize, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let more = if scene.rows.is_making() { "…" } else { "" };
        let words = format!("{} of {}{more}", grouped(n_shown), grouped(scene.rows.n_unfiltered));
        ui.label(RichText::new(words).small().color(scene.theme.weak));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| clear_button(ui, actions));
    });
}

fn clear_button(ui: &mut Ui, actions: &mut Vec<Action>) {
    let button = egui::Button::new(RichText::new("× Clear filter").small()).small();
    if ui.add(button).accessible_name("Clear filter").clicked() {
        actions.push(Action::SetFilter(Filter::default()));
    }
}

/// What to do where there is nothing to show.
fn empty(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let is_low = ui.available_height() < HEIGHT_FOR_STEPS;
    let area = ScrollArea::vertical().id_salt("empty list").auto_shrink(false).min_scrolled_height(0.0);
    area.show(ui, |ui| {
        ui.add_space(if is_low { 4.0 } else { 18.0 });
        let pane = scene.session.view().pane;
        if n_in(scene, pane) > 0 {
            ui.vertical_centered(|ui| nothing_matches(ui, scene, nouns(pane).1, actions));
        } else if is_low {
            steps_in_a_line(ui, scene);
        } else {
            ui.vertical_centered(|ui| steps(ui, scene));
        }
    });
}

fn nothing_matches(ui: &mut Ui, scene: &Scene<'_>, many: &str, actions: &mut Vec<Action>) {
    if scene.rows.is_making() {
        ui.label(RichText::new(format!("Looking through the {many}…")).color(scene.theme.weak));
        return;
    }
    ui.label(format!("None of the {many} matches the filter."));
    ui.add_space(4.0);
    if ui.button("Show all").clicked() {
        actions.push(Action::SetFilter(Filter::default()));
    }
}

fn steps(ui: &mut Ui, scene: &Scene<'_>) {
    let pane = scene.session.view().pane;
    ui.label(RichText::new(format!("No {} yet", nouns(pane).1)).font(elide::bold(ui, &TextStyle::Body)));
    ui.add_space(4.0);
    for (command, words) in first_steps(pane) {
        let Some(keys) = command.keys().last() else { continue };
        ui.horizontal(|ui| {
            ui.add_space((ui.available_width() - 210.0).max(0.0) / 2.0);
            keycap::show(ui, scene.theme, &keys.label());
            ui.add(egui::Label::new(RichText::new(*words).color(scene.theme.weak)).wrap());
        });
    }
}

/// The same where there is no height for a line a step.
fn steps_in_a_line(ui: &mut Ui, scene: &Scene<'_>) {
    let pane = scene.session.view().pane;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 2.0);
        let title = format!("No {} yet", nouns(pane).1);
        ui.label(RichText::new(title).font(elide::bold(ui, &TextStyle::Small)));
        for (command, words) in first_steps(pane) {
            let Some(keys) = command.keys().last() else { continue };
            keycap::show(ui, scene.theme, &keys.label());
            ui.label(RichText::new(*words).small().color(scene.theme.weak));
        }
    });
}

/// The keys that make the first of what a list holds.
fn first_steps(pane: Pane) -> &'static [(Command, &'static str)] {
    match pane {
        Pane::Entities => &[(Command::NextName, "selects the next name,"), (Command::TagEntity, "tags it.")],
        Pane::Quotes => {
            &[(Command::NextQuotation, "selects the next quotation,"), (Command::TagQuote, "marks it.")]
        }
        Pane::Claims => &[
            (Command::NextSentence, "selects the next sentence,"),
            (Command::TagClaim, "marks it as a claim."),
        ],
        Pane::Passages => {
            &[(Command::NextSentence, "selects the next sentence,"), (Command::Highlight, "highlights it.")]
        }
        Pane::Suggestions => &[],
    }
}

/// A list of annotations.
fn annotations(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let view = scene.session.view();
    let ids = &scene.rows.annotations;
    let document = scene.session.document();
    let event = list(scene, view.annotation.and_then(|id| reveal(ui, view.pane, ids, id))).show(
        ui,
        scene.theme,
        |row| ids.get(row).copied() == view.annotation && view.annotation.is_some(),
        |ui, row| {
            let Some(annotation) = ids.get(row.index).and_then(|id| document.annotation(*id)) else { return };
            match view.pane {
                Pane::Quotes => quotes::row(ui, scene, annotation, row),
                Pane::Claims => claims::row(ui, scene, annotation, row),
                Pane::Entities | Pane::Passages | Pane::Suggestions => {
                    passages::row(ui, scene, annotation, row);
                }
            }
        },
    );
    let Some(event) = event else { return };
    let (RowEvent::Clicked(row)
    | RowEvent::Moved(row)
    | RowEvent::Entered(row)
    | RowEvent::Deleted(row)
    | RowEvent::Toggled(row)
    | RowEvent::Stepped { row, .. }) = event;
    let Some(id) = ids.get(row).copied() else { return };
    match event {
        RowEvent::Stepped { .. } => {}
        RowEvent::Deleted(_) => {
            actions.push(Action::ShowAnnotation { id, reveal: false });
            actions.push(Action::Command(Command::Delete));
        }
        _ => actions.push(Action::ShowAnnotation { id, reveal: true }),
    }
    if matches!(event, RowEvent::Entered(_)) {
        let row_id = RowList::row_id(view.pane.label(), row);
        ui.memory_mut(|memory| memory.surrender_focus(row_id));
    }
}

/// The list of the open pane, scrolled to `reveal`.
fn list(scene: &Scene<'_>, reveal: Option<usize>) -> RowList<'static> {
    RowList {
        name: scene.session.view().pane.label(),
        n_rows: n_shown(scene),
        row_height: crate::gui::widgets::two_lines::HEIGHT,
        reveal,
        takes_keys: scene.session.flow().is_none(),
    }
}

/// The row to scroll to, once after another was selected, another list opened or its height changed.
fn reveal<T: Copy + PartialEq + Send + Sync + 'static>(
    ui: &Ui,
    pane: Pane,
    ids: &[T],
    selected: T,
) -> Option<usize> {
    let is_new = seen::new_or_changed(ui.ctx(), pane.label(), selected);
    let is_other_view = seen::new_or_changed(ui.ctx(), "pane and its height", (pane, ui.available_height()));
    if is_new || is_other_view { ids.iter().position(|id| *id == selected) } else { None }
}
