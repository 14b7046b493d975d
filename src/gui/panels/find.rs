//! The find bar above the article: what is looked for and how, how often it stands there.

use egui::{
    Align, Button, Context, EventFilter, Id, Key, Layout, Margin, Modifiers, RichText, TextEdit, Ui, vec2,
};

use crate::gui::scene::Scene;
use crate::gui::widgets::row_list::RowList;
use crate::gui::widgets::{field as fields, seen};
use crate::session::{Action, FindInput, Session};
use crate::text::counted::grouped;
use crate::text::search::Query;

/// A bar narrower than this is set in two rows, points.
const NARROW: f32 = 560.0;

/// The id of the field.
pub fn field() -> Id {
    fields::id("find")
}

/// The row of the list of hits that has the keyboard if the list has.
pub fn row_with_keyboard(session: &Session) -> Option<Id> {
    let list = session.find().list();
    (session.find().is_open() && list.is_open()).then(|| RowList::row_id(super::hits::NAME, list.row()))
}

/// Whether a row of the list of hits has the keyboard.
pub fn list_has_keyboard(ctx: &Context, session: &Session) -> bool {
    let row = row_with_keyboard(session);
    row.is_some() && ctx.memory(egui::Memory::focused) == row
}

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let find = scene.session.find();
    let mut wanted = find.query().clone();
    keys(ui, &mut wanted);
    ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
    if ui.available_width() < NARROW {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                close(ui, actions);
                text(ui, scene, &mut wanted, actions);
            });
        });
        ui.horizontal(|ui| {
            ways(ui, &mut wanted);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                tools(ui, scene, actions);
                count(ui, scene);
            });
        });
    } else {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                close(ui, actions);
                tools(ui, scene, actions);
                count(ui, scene);
                ui.add_space(6.0);
                ways_from_the_right(ui, &mut wanted);
                text(ui, scene, &mut wanted, actions);
            });
        });
    }
    if !find.message().is_empty() {
        ui.horizontal(|ui| {
            ui.label(RichText::new("⚠").color(scene.theme.warn));
            ui.label(RichText::new(find.message()).small().color(scene.theme.warn));
        });
    }
    let is_other_way = Query { text: String::new(), ..wanted.clone() }
        != Query { text: String::new(), ..find.query().clone() };
    if wanted != *find.query() {
        actions.push(Action::Find(FindInput::Look(wanted)));
    }
    if is_other_way && !list_has_keyboard(ui.ctx(), scene.session) {
        actions.push(Action::Find(FindInput::GoToField));
    }
}

/// With Alt, a letter changes how it is looked for, wherever the keyboard is.
fn keys(ui: &Ui, wanted: &mut Query) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::ALT, key));
    wanted.case ^= pressed(Key::C);
    wanted.whole_word ^= pressed(Key::W);
    wanted.regex ^= pressed(Key::R);
}

fn text(ui: &mut Ui, scene: &Scene<'_>, wanted: &mut Query, actions: &mut Vec<Action>) {
    let find = scene.session.find();
    let id = field();
    let hint = if find.takes() { "Find and select" } else { "Find in the article" };
    let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
    let edit = TextEdit::singleline(&mut wanted.text)
        .id(id)
        .hint_text(hint)
        .margin(Margin::symmetric(8, 5))
        .desired_width(ui.available_width())
        .return_key(None)
        .event_filter(filter);
    let response = ui.add(edit).accessible_name(hint);
    let wants_keyboard = seen::new_or_changed(ui.ctx(), "focus find", find.focus_field());
    if wants_keyboard && find.focus_field() > 0 {
        response.request_focus();
        if find.selects_all() {
            select_all(ui, id, &wanted.text);
        }
    }
    if !response.has_focus() {
        return;
    }
    let (enter, back, down) = ui.input_mut(|input| {
        let back = input.modifiers.shift;
        let enter =
            input.consume_key(Modifiers::NONE, Key::Enter) || input.consume_key(Modifiers::SHIFT, Key::Enter);
        (enter, back, input.consume_key(Modifiers::NONE, Key::ArrowDown))
    });
    if wanted.text != find.query().text {
        actions.push(Action::Find(FindInput::Look(wanted.clone())));
    }
    if enter {
        actions.push(Action::Find(FindInput::Enter { back }));
    }
    if down {
        actions.push(Action::Find(FindInput::GoToList));
    }
}

/// Selects what is in the field, so that typing replaces it.
fn select_all(ui: &Ui, id: Id, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), end)));
    state.store(ui.ctx(), id);
}

const WAYS: [(&str, &str, &str); 3] = [
    ("Aa", "Capitals count", "Alt+C"),
    ("Word", "Whole words only", "Alt+W"),
    (".*", "Regular expression", "Alt+R"),
];

fn ways(ui: &mut Ui, wanted: &mut Query) {
    for (way, on) in WAYS.into_iter().zip([&mut wanted.case, &mut wanted.whole_word, &mut wanted.regex]) {
        self::way(ui, way, on);
    }
}

fn ways_from_the_right(ui: &mut Ui, wanted: &mut Query) {
    let all = [&mut wanted.case, &mut wanted.whole_word, &mut wanted.regex];
    for (way, on) in WAYS.into_iter().zip(all).rev() {
        self::way(ui, way, on);
    }
}

fn way(ui: &mut Ui, (sign, name, keys): (&str, &str, &str), on: &mut bool) {
    let button = Button::selectable(*on, sign).min_size(vec2(28.0, 24.0));
    let response = ui.add(button).accessible_name(name);
    if response.clicked() {
        *on = !*on;
    }
    response.on_hover_text(format!("{name}\n{keys}"));
}

fn count(ui: &mut Ui, scene: &Scene<'_>) {
    let words = count_words(scene.session);
    let missing = words == "No hit";
    let colour = if missing { scene.theme.warn } else { scene.theme.text };
    ui.label(RichText::new(words).color(colour));
}

/// "3 of 128".
fn count_words(session: &Session) -> String {
    let find = session.find();
    let n_hits = find.hits().len();
    let all = if find.is_cut() { format!("over {}", grouped(n_hits)) } else { grouped(n_hits) };
    match session.current_hit() {
        _ if !find.has_pattern() => String::new(),
        _ if find.is_searching() => "Searching…".to_owned(),
        _ if n_hits == 0 => "No hit".to_owned(),
        Some(idx) => format!("{} of {all}", grouped(idx + 1)),
        None if n_hits == 1 => "1 hit".to_owned(),
        None => format!("{all} hits"),
    }
}

/// From the right.
fn tools(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let find = scene.session.find();
    let has_hits = !find.hits().is_empty();
    let on = find.list().is_open();
    let list = ui.add_enabled(has_hits || on, Button::selectable(on, "List").min_size(vec2(28.0, 24.0)));
    let list = list.accessible_name("List of hits");
    if list.clicked() {
        actions.push(Action::Find(if on { FindInput::ShowList(false) } else { FindInput::GoToList }));
    }
    list.on_hover_text("Every hit with its words around it, to tag them in one step\n↓");
    for (sign, name, keys, back) in [("↓", "Next hit", "F3", false), ("↑", "Previous hit", "Shift+F3", true)]
    {
        let button = ui.add_enabled(has_hits, Button::new(sign).min_size(vec2(24.0, 24.0)));
        let button = button.accessible_name(name);
        if button.clicked() {
            actions.push(Action::Find(FindInput::Step { back }));
        }
        button.on_hover_text(format!("{name}\n{keys}"));
    }
}

fn close(ui: &mut Ui, actions: &mut Vec<Action>) {
    let button = ui.add(Button::new("×").frame_when_inactive(false)).accessible_name("Close find");
    if button.clicked() {
        actions.push(Action::Find(FindInput::Close));
    }
    button.on_hover_text("Close (Esc)");
}
