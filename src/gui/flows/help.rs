//! Every key, from the table of commands.

use egui::{Align, FontId, Id, Key, Layout, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::widgets::keycap;
use crate::session::{Action, Command, FlowInput, Group};

use super::card::{self, Card};

const ROW_HEIGHT: f32 = 25.0;
/// Height of a group's name with the space around it, points.
const HEADING: f32 = 34.0;
/// Width kept for keys, points.
const KEYS: f32 = 122.0;
/// How far a press of an arrow key scrolls, points.
const STEP: f32 = 60.0;

/// Keys that move the caret; they are no commands, so the table does not have them.
const CARET: [(&str, &str); 9] = [
    ("← →", "A word back or on"),
    ("Alt+← →", "A character back or on"),
    ("↑ ↓", "A line up or down"),
    ("Home End", "Start or end of the paragraph"),
    ("Alt+↑ ↓", "A paragraph up or down"),
    ("Ctrl+Home End", "Top or end of the article"),
    ("Shift+…", "With any of these: select"),
    ("Alt+[ ]", "The end by a character"),
    ("Alt+{ }", "The start by a character"),
];

/// A group of keys.
struct Section {
    name: &'static str,
    rows: Vec<Entry>,
}

struct Entry {
    keys: Vec<String>,
    words: String,
    more: &'static str,
}

impl Section {
    #[expect(clippy::cast_precision_loss, reason = "a group has a few dozen keys at most")]
    fn height(&self) -> f32 {
        HEADING + self.rows.len() as f32 * ROW_HEIGHT
    }
}

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let card = Card { id: Id::unique("help"), theme: scene.theme, width: 1080.0, top: 0.05, beside: None };
    let mut closed = false;
    let outside = card.show(ui.ctx(), |ui, place| {
        ui.horizontal(|ui| {
            card::title(ui, scene.theme, "Keys");
            let all = "Ctrl+K finds every command by its name, those without a key too.";
            ui.label(RichText::new(all).color(scene.theme.weak));
        });
        let by = scroll_keys(ui, place.height);
        let room = (place.height - ui.min_rect().height() - 44.0).max(120.0);
        ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
            ui.scroll_with_delta(vec2(0.0, by));
            columns(ui, scene);
        });
        let layout = Layout::right_to_left(Align::Center);
        let button = ui.with_layout(layout, |ui| ui.add(card::main_button(scene.theme, "Close"))).inner;
        super::list::take_keyboard(ui, &button);
        closed = button.clicked();
    });
    if closed || outside {
        actions.push(Action::Flow(FlowInput::Cancel));
    }
}

/// How far the keys pressed now scroll; negative is down.
fn scroll_keys(ui: &Ui, page: f32) -> f32 {
    let keys = [
        (Key::ArrowUp, STEP),
        (Key::ArrowDown, -STEP),
        (Key::PageUp, page * 0.8),
        (Key::PageDown, page * -0.8),
        (Key::Home, 1.0e5),
        (Key::End, -1.0e5),
    ];
    ui.input(|input| keys.iter().filter(|(key, _)| input.key_pressed(*key)).map(|(_, by)| by).sum())
}

fn columns(ui: &mut Ui, scene: &Scene<'_>) {
    let sections = sections(scene);
    let width = ui.available_width() - 12.0;
    let n_columns = if width > 900.0 { 3 } else { usize::from(width > 560.0) + 1 };
    let parts = spread(&sections, n_columns);
    #[expect(clippy::cast_precision_loss, reason = "there are three columns at most")]
    let column_width = width / parts.len().max(1) as f32;
    let height = parts.iter().map(|part| total(part)).fold(0.0, f32::max);
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let mut left = rect.left();
    for part in parts {
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(column_width - 20.0, height));
        let mut column = ui.new_child(UiBuilder::new().max_rect(place));
        column.spacing_mut().item_spacing = vec2(8.0, 0.0);
        for section in part {
            draw(&mut column, scene, section);
        }
        left += column_width;
    }
}

fn total(part: &[&Section]) -> f32 {
    part.iter().map(|section| section.height()).sum()
}

/// The sections in reading order in at most `n_columns`, the longest as short as can be.
fn spread(sections: &[Section], n_columns: usize) -> Vec<Vec<&Section>> {
    let pack = |limit: f32| {
        let mut parts: Vec<Vec<&Section>> = vec![Vec::new()];
        for section in sections {
            match parts.last_mut() {
                Some(part) if part.is_empty() || total(part) + section.height() <= limit => {
                    part.push(section);
                }
                _ => parts.push(vec![section]),
            }
        }
        parts
    };
    let mut limit =
        sections.iter().map(Section::height).sum::<f32>() / f32::from(u8::try_from(n_columns).unwrap_or(1));
    loop {
        let parts = pack(limit);
        if parts.len() <= n_columns.max(1) {
            return parts;
        }
        limit += ROW_HEIGHT;
    }
}

fn sections(scene: &Scene<'_>) -> Vec<Section> {
    let order = [
        Group::Tag,
        Group::Suggest,
        Group::Check,
        Group::Go,
        Group::Edit,
        Group::File,
        Group::View,
        Group::Help,
    ];
    let mut sections: Vec<Section> = order.into_iter().map(commands).collect();
    let tags = scene.session.schema().tags.iter();
    let tags = tags.filter_map(|tag| tag.key.map(|key| entry(&key.to_string(), &tag.name)));
    sections.insert(1, Section { name: "House tags", rows: tags.collect() });
    let caret = CARET.iter().map(|(keys, words)| entry(keys, words)).collect();
    sections.insert(4, Section { name: "Caret and selection", rows: caret });
    sections.retain(|section| !section.rows.is_empty());
    sections
}

fn commands(group: Group) -> Section {
    let own = Command::ALL.iter().filter(|command| command.group() == group && !command.keys().is_empty());
    let rows = own.map(|command| Entry {
        keys: command.keys().iter().map(|keys| keys.label()).collect(),
        words: command.title().trim_end_matches('…').to_owned(),
        more: command.help(),
    });
    Section { name: group.label(), rows: rows.collect() }
}

fn entry(keys: &str, words: &str) -> Entry {
    Entry { keys: vec![keys.to_owned()], words: words.to_owned(), more: "" }
}

fn draw(ui: &mut Ui, scene: &Scene<'_>, section: &Section) {
    let theme = scene.theme;
    let (heading, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEADING), Sense::hover());
    let mut place = ui.new_child(UiBuilder::new().max_rect(heading.with_min_y(heading.top() + 10.0)));
    place.label(RichText::new(section.name).font(FontId::new(13.5, fonts::ui_bold())).color(theme.accent));
    for row in &section.rows {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, row.keys.join(" or ")));
        let mut left = rect.left_center();
        for keys in &row.keys {
            left.x += keycap::paint(ui.painter(), theme, left, keys) + 4.0;
        }
        let words = Rect::from_min_max(pos2((rect.left() + KEYS).max(left.x + 4.0), rect.top()), rect.max);
        let layout = Layout::left_to_right(Align::Center);
        let mut place = ui.new_child(UiBuilder::new().max_rect(words).layout(layout));
        place.add(egui::Label::new(RichText::new(&row.words).color(theme.text)).truncate());
        if !row.more.is_empty() {
            response.on_hover_text(row.more);
        }
    }
}
