//! Finding words, going from hit to hit, and tagging a list of hits in one step.

use copydesk::model::AnnotationKind;
use copydesk::session::Flow;
use copydesk::storage::{Layout, Theme};
use egui::vec2;

use crate::desk::Desk;
use crate::looks::{looks_like, window};

const TEXT: &str = "Mayor to close piers\n\n\
    Mayor Ana Hoekstra closed two piers. Hoekstra’s plan cost 41,000 euros, the Hoekstra Foundation said.\n\n\
    “We had no choice,” Hoekstra told reporters. Divers found cracks in 233 piles.\n\n\
    The hoekstras of this world pay 7.3 percent, others 12 percent. Hoekstra did not answer.\n";

fn desk() -> Desk {
    Desk::with_text(TEXT, "story.txt")
}

fn find(desk: &mut Desk, words: &str) {
    desk.press("Ctrl+F");
    desk.type_text(words);
}

fn selected(desk: &Desk) -> String {
    let session = desk.session();
    session.selection().map(|span| span.of(session.document().text()).to_owned()).unwrap_or_default()
}

fn selected_at(desk: &Desk) -> usize {
    desk.session().selection().map_or(0, copydesk::text::Span::start)
}

#[test]
fn every_hit_is_counted_while_typing_and_the_first_is_shown() {
    let mut desk = desk();
    find(&mut desk, "hoek");
    assert!(desk.shows("1 of 6"), "six of them");
    assert_eq!(selected(&desk), "Hoek");
    desk.type_text("stra f");
    assert!(desk.shows("1 of 1"));
    assert_eq!(selected(&desk), "Hoekstra F");
    desk.picture("find");
}

#[test]
fn enter_and_f3_go_from_hit_to_hit_and_round_the_end() {
    let mut desk = desk();
    find(&mut desk, "hoekstra");
    let first = selected_at(&desk);
    desk.press("Enter");
    assert!(desk.shows("2 of 6"));
    desk.press("Shift+Enter");
    assert_eq!(selected_at(&desk), first);
    desk.press("Esc");
    assert!(!desk.session().find().is_open());
    assert_eq!(selected_at(&desk), first, "the hit stays selected, to be tagged");
    desk.press("Shift+F3");
    assert!(desk.shows("6 of 6"), "backwards round the start");
    desk.press("F3");
    assert_eq!(selected_at(&desk), first);
}

#[test]
fn capitals_whole_words_and_expressions_are_switched_by_key_and_button() {
    let mut desk = desk();
    find(&mut desk, "hoekstra");
    desk.press("Alt+W");
    assert!(desk.shows("of 5"), "not hoekstras");
    desk.click("Capitals count");
    assert!(desk.shows("No hit"));
    desk.keys("Alt+C Alt+W Ctrl+A");
    desk.press("Alt+R");
    desk.type_text(r"\d[\d.,]*");
    assert!(desk.shows("of 4"), "41,000, 233, 7.3 and 12");
}

#[test]
fn a_half_typed_expression_is_told_and_hurts_nothing() {
    let mut desk = desk();
    find(&mut desk, "(piers");
    desk.press("Alt+R");
    assert!(desk.shows("unclosed group"));
    desk.type_text("|piles)");
    assert!(desk.shows("of 3"));
    assert!(!desk.shows("unclosed group"));
}

#[test]
fn slash_types_to_select_and_goes_on_with_a_tag() {
    let mut desk = desk();
    desk.press("/");
    desk.type_text("divers");
    desk.press("Enter");
    assert_eq!(selected(&desk), "Divers");
    assert!(!desk.session().find().is_open());
    desk.keys("e p");
    assert_eq!(desk.mentions("Divers"), ["Divers"]);
}

#[test]
fn slash_and_escape_leave_everything_where_it_was() {
    let mut desk = desk();
    desk.select("Mayor Ana");
    desk.press("/");
    desk.type_text("divers");
    desk.press("Esc");
    assert_eq!(selected(&desk), "Mayor Ana");
}

#[test]
fn letters_typed_in_one_burst_with_ctrl_f_land_in_the_field() {
    let mut desk = desk();
    let press = |key, modifiers| egui::Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    };
    let ctrl = egui::Modifiers::COMMAND | egui::Modifiers::CTRL;
    desk.harness().event_modifiers(press(egui::Key::F, ctrl), ctrl);
    desk.harness().event(egui::Event::Text("cracks".into()));
    desk.settle();
    assert!(desk.shows("1 of 1"));
    assert_eq!(desk.document().n_annotations(), 0, "no letter was taken for a command");
}

#[test]
fn the_selected_words_are_what_is_looked_for() {
    let mut desk = desk();
    desk.select("piers");
    desk.press("Ctrl+F");
    assert!(desk.shows("of 2"));
    assert_eq!(desk.session().find().query().text, "piers");
}

#[test]
fn a_list_of_hits_is_tagged_as_one_entity_in_one_step_without_possessives_and_longer_names() {
    let mut desk = desk();
    find(&mut desk, "Hoekstra");
    desk.keys("Alt+W Down");
    assert!(desk.shows("in “Hoekstra Foundation”, not checked") || desk.shows("in “Hoekstra Foundation”"));
    desk.picture("hits");
    desk.press("e");
    assert!(matches!(desk.session().flow(), Some(Flow::Picker(_))));
    desk.press("p");
    assert_eq!(desk.mentions("Hoekstra"), ["Hoekstra"; 3], "not in Ana Hoekstra, not in the foundation");
    assert_eq!(desk.document().history().len(), 1);
    assert!(desk.shows("Tagged 3"));
    desk.press("Ctrl+Z");
    assert_eq!(desk.document().n_annotations(), 0);
}

#[test]
fn an_expression_that_takes_the_possessive_along_tags_the_name_alone() {
    let mut desk = desk();
    find(&mut desk, "Hoekstra’s");
    desk.keys("Down e p");
    assert_eq!(desk.mentions("Hoekstra"), ["Hoekstra"]);
}

#[test]
fn what_is_tagged_already_is_retagged_or_untagged_from_the_list() {
    let mut desk = desk();
    desk.select_nth("Hoekstra", 2);
    desk.keys("e o");
    find(&mut desk, "Hoekstra");
    desk.keys("Alt+W Down");
    assert!(desk.shows("Not tagged 4") && desk.shows("Tagged 1"));
    desk.press("b");
    desk.press("e");
    desk.press("p");
    let mentions = desk.mentions("Hoekstra");
    assert_eq!(
        (mentions.len(), desk.document().entities().len()),
        (1, 1),
        "retagged, and the old one is gone"
    );
    assert_eq!(desk.document().history().len(), 2);
    desk.press("Delete");
    assert_eq!((desk.document().n_annotations(), desk.document().entities().len()), (0, 0));
    desk.press("Ctrl+Z");
    assert_eq!(desk.mentions("Hoekstra"), ["Hoekstra"]);
}

#[test]
fn space_checks_one_a_all_or_none_and_a_number_highlights_them() {
    let mut desk = desk();
    find(&mut desk, "percent");
    desk.press("Down");
    assert!(desk.shows("2 checked"));
    desk.press("Space");
    assert!(desk.shows("1 checked"));
    desk.press("a");
    assert!(desk.shows("2 checked"));
    desk.press("a");
    assert!(desk.shows("0 checked"));
    desk.press("1");
    assert_eq!(desk.document().n_annotations(), 0, "nothing is checked");
    desk.keys("a Down Space 1");
    let words: Vec<String> =
        desk.all(AnnotationKind::Passage).into_iter().map(|own| desk.words_of(own)).collect();
    assert_eq!(words, ["percent"]);
}

#[test]
fn hits_become_quotes_and_their_sentences_claims() {
    let mut desk = desk();
    find(&mut desk, r"\d+ percent");
    desk.keys("Alt+R Down c");
    let claims: Vec<String> =
        desk.all(AnnotationKind::Claim).into_iter().map(|own| desk.words_of(own)).collect();
    assert_eq!(claims, ["The hoekstras of this world pay 7.3 percent, others 12 percent."]);
    desk.press("q");
    assert_eq!(desk.all(AnnotationKind::Quote).len(), 2);
}

#[test]
fn a_row_shows_its_hit_and_enter_goes_on_working_there() {
    let mut desk = desk();
    find(&mut desk, "piers");
    desk.keys("Down Down");
    let second = TEXT.match_indices("piers").nth(1).unwrap().0;
    assert_eq!(selected_at(&desk), second);
    desk.keys("Enter h 1");
    assert_eq!(desk.words_of(desk.all(AnnotationKind::Passage)[0]), "piers");
    desk.press("Ctrl+Z");
    desk.press("Esc");
    desk.press("Esc");
    assert!(!desk.session().find().is_open());
}

#[test]
fn the_list_stays_as_high_as_it_is_while_one_goes_through_it() {
    let line = "The harbour master closed the piers of the harbour.\n\n";
    let mut desk = Desk::with_text(&line.repeat(80), "long.txt");
    find(&mut desk, "harbour");
    desk.press("Down");
    let top = |desk: &mut Desk| {
        let label = "Leave out parts of longer names";
        egui_kittest::kittest::Queryable::get_by_label(desk.harness(), label).rect().top()
    };
    let before = top(&mut desk);
    for _ in 0..25 {
        desk.press("Down");
    }
    desk.press("Space");
    assert!((top(&mut desk) - before).abs() < 0.5, "the article above moves: {} {before}", top(&mut desk));
}

#[test]
fn escape_goes_back_from_the_list_to_the_field_and_from_there_to_the_article() {
    let mut desk = desk();
    find(&mut desk, "piers");
    desk.press("Down");
    desk.press("Esc");
    assert!(desk.session().find().is_open() && !desk.session().find().list().is_open());
    desk.type_text("cracks");
    assert_eq!(desk.session().find().query().text, "cracks", "typing replaces what was looked for");
    desk.press("Esc");
    assert!(!desk.session().find().is_open());
    desk.press("c");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 1, "the article has the keyboard");
}

#[test]
fn the_find_bar_fits_a_small_window_in_the_dark_and_in_the_light() {
    for (theme, name) in [(Theme::Dark, "find_small_dark"), (Theme::Light, "find_small_light")] {
        let mut desk = window(TEXT, theme, Layout::default(), vec2(720.0, 480.0));
        find(&mut desk, "hoekstra");
        desk.picture(name);
        desk.press("Down");
        let article = crate::controls::place(&mut desk, "Article");
        for _ in 0..20 {
            desk.harness().step();
        }
        desk.picture(&format!("{name}_list"));
        assert_eq!(crate::controls::place(&mut desk, "Article"), article, "the list keeps its height");
    }
}

/// Words in a Hebrew, an Arabic and an English paragraph, some of them after a number or a comma.
const TURNED: &str = "Press review\n\n\
    ראש העיר אמר ש־World Bank, לפי דו״ח משנת 2023, סגר שני רציפים בנמל. World Bank לא הגיב.\n\n\
    قال الوزير إن World Bank أغلق رصيفين، حسب تقرير عام 2024 (صفحة 12).\n\n\
    The mayor said שלום to the World Bank, which closed two piers.\n";

#[test]
fn hits_in_hebrew_and_arabic_stand_in_their_context_as_it_is_read() {
    let mut desk = window(TURNED, Theme::Light, Layout::default(), vec2(1100.0, 640.0));
    find(&mut desk, "World Bank");
    desk.press("Down");
    assert!(desk.shows("World Bank לא הגיב"), "read out in the order of the text");
    looks_like(&mut desk, "hits_from_right_to_left");
}
