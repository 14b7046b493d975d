//! The list of hits below the article, each with the words around it, to tag them in one step.

use egui::{Align, Button, Layout, RichText, Sense, Ui, UiBuilder, vec2};

use crate::gui::scene::Scene;
use crate::gui::widgets::kwic::{BOX_COLUMN, Kwic};
use crate::gui::widgets::row_list::{Row, RowEvent, RowList};
use crate::gui::widgets::{keycap, seen};
use crate::session::find::list::Scope;
use crate::session::{Action, FindInput};
use crate::text::counted::grouped;

/// What the list is called.
pub const NAME: &str = "Hits";
/// Height of a row, points.
const ROW_HEIGHT: f32 = 27.0;
/// A list narrower than this leaves the help on keys out, points.
const WIDTH_FOR_KEYS: f32 = 620.0;
/// A list narrower than this counts above the rows, for want of room below them, points.
const NARROW: f32 = 430.0;

/// Draws it, in the height that the panel has and whatever it would like to have: a panel takes on the
/// height of what is in it, and the article above must not move under its reader.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let rect = ui.available_rect_before_wrap();
    let mut inside = ui.new_child(UiBuilder::new().max_rect(rect));
    inside.shrink_clip_rect(rect.expand(ui.spacing().item_spacing.y));
    within(&mut inside, scene, actions);
    ui.advance_cursor_after_rect(rect);
}

fn within(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
    top(ui, scene, actions);
    // From the bottom up, so that the rows get what is left.
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
        tools(ui, scene, actions);
        let rest = ui.available_rect_before_wrap();
        let rows = UiBuilder::new().max_rect(rest).layout(Layout::top_down(Align::Min));
        ui.scope_builder(rows, |ui| {
            if scene.session.find().list().n_rows() == 0 {
                nothing(ui, scene);
            } else {
                self::rows(ui, scene, actions);
            }
            ui.take_available_height();
        });
    });
}

fn top(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let list = scene.session.find().list();
    ui.horizontal_wrapped(|ui| {
        for scope in Scope::ALL {
            let more = if list.is_judging() && scope != Scope::All { "…" } else { "" };
            let words = format!("{} {}{more}", scope.label(), grouped(list.n_in(scope)));
            let button = ui.add(Button::selectable(scope == list.scope(), &words)).accessible_name(&words);
            if button.clicked() {
                actions.push(Action::Find(FindInput::Scope(scope)));
            }
            button.on_hover_text("B goes from one to the next");
        }
        if ui.max_rect().width() < NARROW {
            checked(ui, scene);
        } else {
            ui.add_space(8.0);
        }
        let mut leaves_out = list.leaves_out_longer();
        let label = "Leave out parts of longer names";
        if ui.checkbox(&mut leaves_out, label).on_hover_text("L").changed() {
            actions.push(Action::Find(FindInput::LeaveOutLonger(leaves_out)));
        }
    });
}

fn nothing(ui: &mut Ui, scene: &Scene<'_>) {
    let find = scene.session.find();
    let words = match find.list().scope() {
        _ if find.is_searching() || find.list().is_judging() => "Looking…",
        _ if find.hits().is_empty() => "Nothing was found.",
        Scope::Untagged => "Every hit is tagged.",
        Scope::Tagged => "No hit is tagged.",
        Scope::All => "",
    };
    ui.add_space(10.0);
    ui.vertical_centered(|ui| ui.label(RichText::new(words).color(scene.theme.weak)));
}

fn rows(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let list = scene.session.find().list();
    let wants_keyboard = seen::new_or_changed(ui.ctx(), "focus hits", list.focus()) && list.focus() > 0;
    let place = (list.row(), list.scope(), list.n_rows() > 0, scene.session.find().answered());
    let has_moved = seen::new_or_changed(ui.ctx(), "hit", place);
    if wants_keyboard {
        ui.memory_mut(|memory| memory.request_focus(RowList::row_id(NAME, list.row())));
    }
    let shown = RowList {
        name: NAME,
        n_rows: list.n_rows(),
        row_height: ROW_HEIGHT,
        reveal: Some(list.row()).filter(|_| has_moved || wants_keyboard),
        takes_keys: scene.session.flow().is_none(),
    };
    let current = list.row();
    let event = shown.show(ui, scene.theme, |row| row == current, |ui, row| hit(ui, scene, row, actions));
    let input = match event {
        Some(RowEvent::Clicked(row) | RowEvent::Moved(row) | RowEvent::Toggled(row)) => {
            Some(FindInput::Row(row))
        }
        Some(RowEvent::Entered(row)) => Some(FindInput::Take(row)),
        Some(RowEvent::Deleted(_)) => Some(FindInput::Untag),
        Some(RowEvent::Stepped { .. }) | None => None,
    };
    actions.extend(input.map(Action::Find));
}

fn hit(ui: &mut Ui, scene: &Scene<'_>, row: &Row, actions: &mut Vec<Action>) {
    let hit = scene.session.find().list().hit_of(row.index);
    let Some(line) = hit.and_then(|hit| scene.session.hit_line(hit)) else { return };
    let bytes = hit.and_then(|hit| scene.session.find().hits().get(hit));
    let kwic = Kwic {
        before: &line.before,
        words: &line.words,
        after: &line.after,
        remark: Some(&line.remark),
        rtl: bytes.is_some_and(|bytes| scene.is_read_from_the_right(bytes.start)),
        checked: line.checked,
        is_selected: row.is_selected,
    };
    let rect = row.rect.shrink2(vec2(6.0, 0.0));
    kwic.paint(ui, scene.theme, rect);
    row.name(&kwic.spoken());
    let column = rect.with_max_x(rect.left() + BOX_COLUMN);
    let column = ui.interact(column, row.response.id.with("check"), Sense::CLICK);
    column
        .widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, line.checked, "Tag this hit"));
    if column.clicked() {
        actions.push(Action::Find(FindInput::Toggle(row.index)));
    }
}

fn checked(ui: &mut Ui, scene: &Scene<'_>) {
    ui.label(format!("{} checked", grouped(scene.session.find().list().n_checked())));
}

fn tools(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let list = scene.session.find().list();
    let has_checked = list.n_checked() > 0;
    ui.horizontal(|ui| {
        for (words, name, key) in [
            ("Entity…", "Tag the checked hits as an entity", 'e'),
            ("Quote", "Tag the checked hits as quotes", 'q'),
            ("Claim", "Tag the sentences of the checked hits as claims", 'c'),
            ("Highlight…", "Highlight the checked hits", 'h'),
        ] {
            let button = ui.add_enabled(has_checked, Button::new(words)).accessible_name(name);
            if button.clicked() {
                actions.push(Action::Find(FindInput::Letter(key)));
            }
            button.on_hover_text(format!("{name}\n{}", key.to_uppercase()));
        }
        let name = "Remove the tags of the checked hits";
        let button = ui.add_enabled(has_checked, Button::new("Untag")).accessible_name(name);
        if button.clicked() {
            actions.push(Action::Find(FindInput::Untag));
        }
        button.on_hover_text(format!("{name}\nDelete"));
        if ui.max_rect().width() < NARROW {
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            checked(ui, scene);
            if ui.available_width() > WIDTH_FOR_KEYS - 420.0 {
                for (key, words) in [("A", "all, none"), ("Space", "check")] {
                    ui.label(RichText::new(words).small().color(scene.theme.weak));
                    keycap::show(ui, scene.theme, key);
                }
            }
        });
    });
}
