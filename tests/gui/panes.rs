//! The lists on the right: tabs, filters, rows, and the way between them and the text.

use copydesk::model::{AnnotationKind, ClaimKind, EntityKind, Field, Verdict};
use copydesk::session::{Action, Pane};
use copydesk::storage::{Layout, Theme};
use egui::vec2;

use crate::controls::{
    choose, click_row, has_keyboard, into_field, names, new_names, place, reads, rows, text_in,
};
use crate::desk::Desk;
use crate::looks::window;

const TEXT: &str = "Harbour\n\nAna Lopes of the Port Authority spoke. “We close,” said Lopes.\n\nThe city closed two piers. It cost $1.2 million. No one was hurt.\n";

/// Two entities, a quote, three claims of which one is false, a highlight.
fn desk() -> Desk {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("Ana Lopes");
    desk.keys("e p");
    desk.select("Port Authority");
    desk.keys("e o");
    desk.select("“We close,”");
    desk.keys("q Esc");
    for words in ["The city closed two piers.", "It cost $1.2 million.", "No one was hurt."] {
        desk.select(words);
        desk.press("c");
    }
    let cost = desk.all(AnnotationKind::Claim)[1].id;
    desk.act(Action::SetField { id: cost, field: Field::ClaimKind(ClaimKind::Quantity) });
    desk.act(Action::SetField { id: cost, field: Field::Reason("Seen by the reporter".into()) });
    desk.act(Action::SetField { id: cost, field: Field::Verdict(Verdict::False) });
    desk.select("spoke");
    desk.press("1");
    desk
}

fn claims(desk: &mut Desk) -> Vec<String> {
    let rows = rows(desk, "Claim, ");
    rows.iter().map(|name| name.split_once(": ").unwrap().1.to_owned()).collect()
}

#[test]
fn each_tab_says_how_many_there_are_and_shows_its_list() {
    let mut desk = desk();
    desk.picture("tabs");
    for (tab, pane, row) in [
        ("Entities 2", Pane::Entities, "Ana Lopes, Person, 1 mention"),
        ("Quotes 1", Pane::Quotes, "Quote “We close,”, speaker not set"),
        ("Claims 3", Pane::Claims, "Claim, Marked, 0 sources: The city closed two piers."),
        ("Passages 1", Pane::Passages, ": spoke"),
    ] {
        desk.click(tab);
        assert_eq!(desk.session().view().pane, pane);
        assert!(desk.shows(row), "{tab} shows {row}");
    }
    desk.press("Ctrl+3");
    assert_eq!(desk.session().view().pane, Pane::Claims);
    desk.press("Ctrl+1");
    assert_eq!(desk.session().view().pane, Pane::Entities);
}

#[test]
fn a_tab_counts_along_with_what_is_tagged_and_undone() {
    let mut desk = desk();
    desk.select("Harbour");
    desk.press("c");
    assert!(desk.shows("Claims 4"));
    desk.press("Ctrl+Z");
    assert!(desk.shows("Claims 3"));
}

#[test]
fn claims_are_filtered_by_words_state_verdict_and_type() {
    let mut desk = desk();
    desk.click("Claims 3");
    into_field(&mut desk, "Filter claims");
    desk.type_text("PIERS city");
    assert_eq!(claims(&mut desk), ["The city closed two piers."]);
    assert!(desk.shows("1 of 3"));
    desk.click("Clear filter");
    assert_eq!(claims(&mut desk).len(), 3);
    assert!(!desk.shows("Clear filter"));

    choose(&mut desk, "Filter by state", "Unresolved");
    assert_eq!(claims(&mut desk), ["The city closed two piers.", "No one was hurt."]);
    choose(&mut desk, "Filter by state", "Any state");
    choose(&mut desk, "Filter by verdict", "✗ False");
    assert_eq!(claims(&mut desk), ["It cost $1.2 million."]);
    choose(&mut desk, "Filter by verdict", "Any verdict");
    choose(&mut desk, "Filter by type", ClaimKind::Quantity.label());
    assert_eq!(claims(&mut desk), ["It cost $1.2 million."]);
    choose(&mut desk, "Filter by state", "Unresolved");
    assert!(claims(&mut desk).is_empty(), "all filters must agree");
    desk.click("Clear filter");
    assert_eq!(claims(&mut desk).len(), 3);
}

#[test]
fn a_claim_that_is_rated_leaves_the_list_of_the_unresolved_at_once() {
    let mut desk = desk();
    desk.click("Claims 3");
    choose(&mut desk, "Filter by state", "Unresolved");
    desk.keys("n v");
    desk.type_text("https://example.org");
    desk.press("Enter");
    assert!(desk.shows("1 of 3"));
}

#[test]
fn entities_are_filtered_by_name_and_type() {
    let mut desk = desk();
    desk.press("Ctrl+1");
    choose(&mut desk, "Filter by type", EntityKind::Organisation.label());
    assert!(desk.shows("Port Authority, Organisation") && !desk.shows("Ana Lopes, Person"));
    choose(&mut desk, "Filter by type", "Any type");
    desk.focus("Filter entities");
    desk.type_text("lop");
    assert!(desk.shows("Ana Lopes, Person") && !desk.shows("Port Authority, Organisation"));
}

#[test]
fn each_list_keeps_a_filter_of_its_own() {
    let mut desk = desk();
    desk.click("Quotes 1");
    desk.focus("Filter quotes");
    desk.type_text("open");
    assert!(desk.shows("None of the quotes matches the filter."));
    desk.press("Esc");
    desk.click("Claims 3");
    assert_eq!(claims(&mut desk).len(), 3);
    desk.click("Quotes 1");
    assert_eq!(text_in(&mut desk, "Filter quotes"), "open");
    desk.click("Show all");
    assert!(desk.shows("Quote “We close,”"));
}

#[test]
fn an_empty_list_says_which_keys_fill_it() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    for (tab, title, steps) in [
        ("Entities 0", "No entities yet", ["W", "selects the next name,", "E"]),
        ("Quotes 0", "No quotes yet", ["O", "selects the next quotation,", "Q"]),
        ("Claims 0", "No claims yet", ["J", "marks it as a claim.", "C"]),
        ("Passages 0", "No passages yet", ["J", "highlights it.", "H"]),
    ] {
        desk.press("Ctrl+Shift+B");
        let before = names(&mut desk);
        desk.press("Ctrl+Shift+B");
        desk.click(tab);
        assert!(desk.shows(title), "{title}");
        let shown = new_names(&mut desk, before);
        assert!(steps.iter().all(|step| shown.iter().any(|name| name == step)), "{steps:?}: {shown:?}");
    }
    desk.keys("Ctrl+3 j c");
    assert!(desk.shows("Claims 1"), "what it says works");
}

#[test]
fn a_click_on_a_claim_goes_to_its_place_in_the_text() {
    let mut desk = Desk::with_sample();
    let last = desk.document().text().rfind("Related Topics").unwrap();
    desk.select("Related Topics");
    desk.press("c");
    desk.keys("Alt+Home Ctrl+3");
    assert!(!reads(&mut desk, "Related Topics"), "it is far down");
    let before = desk.session().view().reveal;
    click_row(&mut desk, ": Related Topics");
    assert_eq!(desk.session().view().caret, last);
    assert!(desk.session().view().reveal > before);
    assert_eq!(desk.session().selected().unwrap().kind(), AnnotationKind::Claim);
    assert!(reads(&mut desk, "Related Topics"), "the paragraph is in sight");
}

#[test]
fn the_caret_in_an_annotation_selects_it_and_opens_its_list() {
    let mut desk = desk();
    for (words, pane) in [
        ("Lopes of", Pane::Entities),
        ("close,", Pane::Quotes),
        ("million", Pane::Claims),
        ("poke.", Pane::Passages),
    ] {
        let at = desk.document().text().find(words).unwrap();
        desk.act(Action::PutCaret { at: at + 1, extend: false });
        assert_eq!(desk.session().view().pane, pane, "{words}");
        assert!(desk.session().selected().is_some());
    }
    let outside = desk.document().text().find("Harbour").unwrap();
    desk.act(Action::PutCaret { at: outside + 2, extend: false });
    assert!(desk.session().selected().is_none());
}

#[test]
fn clicks_on_an_entity_go_through_its_mentions() {
    let mut desk = desk();
    desk.select_nth("Lopes", 2);
    desk.keys("e Enter Alt+Home Ctrl+1");
    let mut places = Vec::new();
    for _ in 0..4 {
        click_row(&mut desk, "Ana Lopes, Person");
        places.push(desk.session().view().caret);
    }
    let (first, second) = (TEXT.find("Ana Lopes").unwrap(), TEXT.rfind("Lopes").unwrap());
    assert_eq!(places, [first, second, first, second]);
}

#[test]
fn the_list_is_walked_with_the_arrows_and_enter_gives_the_keyboard_to_the_text() {
    let mut desk = desk();
    desk.keys("Ctrl+3 Ctrl+Shift+F");
    assert!(has_keyboard(&mut desk, "Filter claims"));
    desk.keys("Down Down Down");
    assert_eq!(desk.words_of(desk.session().selected().unwrap()), "No one was hurt.");
    desk.press("Up");
    assert_eq!(desk.words_of(desk.session().selected().unwrap()), "It cost $1.2 million.");
    desk.press("Enter");
    assert!(has_keyboard(&mut desk, "Article"));
    desk.press("Delete");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 2);
}

#[test]
fn delete_in_a_list_removes_the_row_and_can_be_undone() {
    let mut desk = desk();
    desk.keys("Ctrl+3");
    click_row(&mut desk, ": It cost");
    desk.press("Delete");
    assert_eq!(claims(&mut desk), ["The city closed two piers.", "No one was hurt."]);
    desk.press("Ctrl+Z");
    assert_eq!(claims(&mut desk).len(), 3);
}

#[test]
fn ctrl_f_filters_the_open_list_and_esc_gives_the_keyboard_back() {
    let mut desk = desk();
    desk.keys("Ctrl+3 Ctrl+Shift+F");
    assert!(has_keyboard(&mut desk, "Filter claims"));
    desk.type_text("hurt");
    assert_eq!(claims(&mut desk), ["No one was hurt."]);
    desk.press("Esc");
    assert!(has_keyboard(&mut desk, "Article"));
    assert_eq!(claims(&mut desk), ["No one was hurt."], "the filter stays");
}

#[test]
fn ctrl_f_opens_the_panes_where_they_are_closed() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.press("Ctrl+Shift+B");
    assert!(!desk.shows("Claims 0"));
    desk.press("Ctrl+Shift+F");
    assert!(has_keyboard(&mut desk, "Filter entities"));
}

#[test]
fn f6_moves_the_keyboard_to_the_list_and_back() {
    let mut desk = desk();
    desk.keys("Ctrl+3 F6");
    assert!(has_keyboard(&mut desk, "Filter claims"));
    desk.press("F6");
    assert!(has_keyboard(&mut desk, "Article"));
}

#[test]
fn the_keys_of_an_empty_list_fit_above_the_inspector_of_a_low_window() {
    let mut desk = window(TEXT, Theme::Dark, Layout::default(), vec2(1000.0, 600.0));
    for (tab, step) in [
        ("Entities 0", "tags it."),
        ("Quotes 0", "marks it."),
        ("Claims 0", "marks it as a claim."),
        ("Passages 0", "highlights it."),
    ] {
        desk.click(tab);
        desk.picture(&format!("empty list, {tab}"));
        let inspector = place(&mut desk, "Nothing selected");
        assert!(place(&mut desk, step).bottom() <= inspector.top(), "{tab}");
    }
}
