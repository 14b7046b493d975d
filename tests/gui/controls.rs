//! What a person does with lists, menus and drop-down lists, by accessible name.

use egui::Rect;
use egui::accesskit::Role;
use egui_kittest::kittest::{By, NodeT, Queryable};

use crate::desk::Desk;

/// The names of everything on screen that has one.
pub(crate) fn names(desk: &mut Desk) -> Vec<String> {
    let nodes = desk.harness().query_all(By::new().predicate(|_| true));
    let name = |node: egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        if node.role() == Role::Label { node.value() } else { node.label() }
    };
    nodes.filter_map(name).collect()
}

/// The names on screen that were not there before.
pub(crate) fn new_names(desk: &mut Desk, before: Vec<String>) -> Vec<String> {
    let mut now = names(desk);
    for name in before {
        if let Some(at) = now.iter().position(|other| *other == name) {
            now.remove(at);
        }
    }
    now
}

/// Whether a paragraph with these words is in sight in the article.
pub(crate) fn reads(desk: &mut Desk, words: &str) -> bool {
    let page = place(desk, "Article");
    let paragraphs = desk.harness().query_all(By::new().role(Role::Label).label_contains(words));
    paragraphs.into_iter().any(|node| page.contains(node.rect().left_center()))
}

/// The names of the rows in sight that begin with these words, from the top down.
pub(crate) fn rows(desk: &mut Desk, start: &str) -> Vec<String> {
    let nodes = desk.harness().query_all(By::new().role(Role::ListBoxOption));
    let named = nodes.filter_map(|node| Some((node.rect().top(), node.accesskit_node().label()?)));
    let mut named: Vec<(f32, String)> = named.filter(|(_, name)| name.starts_with(start)).collect();
    named.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    named.into_iter().map(|(_, name)| name).collect()
}

/// Clicks the row whose name holds these words.
pub(crate) fn click_row(desk: &mut Desk, words: &str) {
    let row = By::new().role(Role::ListBoxOption).label_contains(words);
    desk.harness().get(row).click();
    desk.settle();
}

/// Opens a drop-down list and takes the option of this name.
pub(crate) fn choose(desk: &mut Desk, list: &str, option: &str) {
    desk.harness().get(By::new().role(Role::ComboBox).label(list)).scroll_to_me();
    desk.settle();
    desk.harness().get(By::new().role(Role::ComboBox).label(list)).click();
    desk.settle();
    desk.click(option);
}

/// Clicks what has this accessible name, scrolled into sight first.
pub(crate) fn click_far(desk: &mut Desk, name: &str) {
    desk.harness().get_by_label(name).scroll_to_me();
    desk.settle();
    desk.click(name);
}

/// Opens a menu and takes the entry that begins with these words.
pub(crate) fn menu(desk: &mut Desk, menu: &str, entry: &str) {
    desk.click(menu);
    desk.harness().get_by_label_contains(entry).click();
    desk.settle();
}

/// Clicks the button of this name that stands highest in the window.
pub(crate) fn click_topmost(desk: &mut Desk, name: &str) {
    let nodes: Vec<_> = desk.harness().query_all(By::new().role(Role::Button).label(name)).collect();
    let highest = nodes.into_iter().min_by(|a, b| a.rect().top().total_cmp(&b.rect().top()));
    highest.unwrap_or_else(|| panic!("no button is called “{name}”")).click();
    desk.settle();
}

/// What stands in the text field of this name.
pub(crate) fn text_in(desk: &mut Desk, field: &str) -> String {
    desk.harness().get(is_field(field)).value().unwrap_or_default()
}

/// Puts the keyboard into the text field of this name.
pub(crate) fn into_field(desk: &mut Desk, field: &str) {
    desk.harness().get(is_field(field)).focus();
    desk.settle();
}

/// Whether the control of this name has the keyboard.
pub(crate) fn has_keyboard(desk: &mut Desk, name: &str) -> bool {
    desk.harness().query_all_by_label(name).any(|node| node.is_focused())
}

/// Where the control of this name is.
pub(crate) fn place(desk: &mut Desk, name: &str) -> Rect {
    desk.harness().get_by_label(name).rect()
}

fn is_field(name: &str) -> By<'_> {
    By::new().label(name).predicate(|node| matches!(node.role(), Role::TextInput | Role::MultilineTextInput))
}
