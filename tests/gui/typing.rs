//! Keys as a desktop sends them: the key and its letter together, fast hands, held keys.

use copydesk::model::{AnnotationKind, Claim};
use copydesk::session::Flow;
use egui::{Event, Key, Modifiers};

use crate::controls::{has_keyboard, into_field, text_in};
use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nAna Lopes met the press. The city closed two piers. It cost $1.2 million.\n";

fn desk() -> Desk {
    Desk::with_text(TEXT, "story.txt")
}

fn key(key: Key, pressed: bool, repeat: bool) -> Event {
    Event::Key { key, physical_key: Some(key), pressed, repeat, modifiers: Modifiers::NONE }
}

/// What the system sends for one press and release of the key with this sign.
fn tap(sign: &str) -> Vec<Event> {
    let (name, text) = match sign {
        "\n" => (Key::Enter, None),
        "\u{1b}" => (Key::Escape, None),
        "\t" => (Key::Tab, None),
        " " => (Key::Space, Some(" ")),
        ";" => (Key::Semicolon, Some(";")),
        "." => (Key::Period, Some(".")),
        "[" => (Key::OpenBracket, Some("[")),
        sign => (Key::from_name(&sign.to_uppercase()).unwrap(), Some(sign)),
    };
    let text = text.map(|text| Event::Text(text.to_owned()));
    [key(name, true, false)].into_iter().chain(text).chain([key(name, false, false)]).collect()
}

/// All of these keys within one frame.
fn at_once(desk: &mut Desk, signs: &str) {
    let events: Vec<Event> = signs.chars().flat_map(|sign| tap(&sign.to_string())).collect();
    desk.harness().input_mut().events.extend(events);
    desk.harness().step();
    desk.settle();
}

/// A key that is held down: what the system sends again and again, a frame each.
fn hold(desk: &mut Desk, name: Key, text: Option<&str>, times: usize) {
    for n in 0..times {
        let events = &mut desk.harness().input_mut().events;
        events.push(key(name, true, n > 0));
        events.extend(text.map(|text| Event::Text(text.to_owned())));
        desk.harness().step();
    }
    desk.harness().input_mut().events.push(key(name, false, false));
    desk.harness().step();
    desk.settle();
}

fn is_open(desk: &Desk) -> bool {
    desk.session().flow().is_some()
}

#[test]
fn the_key_that_opens_a_list_takes_no_row_of_it() {
    for sign in ["e", "h", "i", "l", "t", ".", "k", "m"] {
        let mut desk = desk();
        desk.select("Ana Lopes");
        desk.keys("e p");
        desk.select("The city closed two piers.");
        desk.keys("q Esc");
        desk.select("The city closed two piers.");
        desk.press("c");
        desk.select("press");
        desk.keys("e o");
        desk.select(if sign == "e" || sign == "h" { "Harbour" } else { "press" });
        if !matches!(sign, "e" | "h" | "m") {
            let at = TEXT.find("city").unwrap();
            desk.act(copydesk::session::Action::PutCaret { at, extend: false });
        }
        let before = desk.document().clone();
        at_once(&mut desk, sign);
        assert!(matches!(desk.session().flow(), Some(Flow::Picker(_))), "{sign} opens a list");
        assert!(desk.document().same_content(&before), "{sign} changed something");
    }
}

#[test]
fn a_flow_opened_and_answered_within_one_frame_does_all_of_it() {
    let mut desk = desk();
    desk.select("Ana Lopes");
    at_once(&mut desk, "ep");
    assert_eq!(desk.mentions("Ana Lopes"), ["Ana Lopes"]);
    assert!(!is_open(&desk));
}

#[test]
fn a_comment_typed_faster_than_a_frame_is_kept_whole() {
    let mut desk = desk();
    desk.select("press");
    at_once(&mut desk, ";abc\n");
    assert!(!is_open(&desk));
    assert_eq!(desk.all(AnnotationKind::Passage)[0].comment, "abc");
    assert_eq!(desk.document().n_annotations(), 1, "c marked no claim");
}

#[test]
fn letters_after_the_comment_key_go_into_the_field_and_not_into_commands() {
    let mut desk = desk();
    desk.select("press");
    at_once(&mut desk, ";echq");
    let Some(Flow::Line(form)) = desk.session().flow() else { panic!("the comment is open") };
    assert_eq!(form.text, "echq");
    assert_eq!(desk.document().n_annotations(), 1);
}

#[test]
fn a_name_searched_for_faster_than_a_frame_is_found() {
    let mut desk = desk();
    desk.select("Ana Lopes");
    desk.keys("e p");
    desk.select("press");
    desk.keys("e o");
    desk.select("Harbour");
    at_once(&mut desk, "e/lop\n");
    assert_eq!(desk.mentions("Ana Lopes"), ["Harbour", "Ana Lopes"]);
}

#[test]
fn a_held_key_opens_its_list_and_chooses_nothing() {
    for (name, text) in [(Key::E, "e"), (Key::H, "h")] {
        let mut desk = desk();
        desk.select("Ana Lopes");
        hold(&mut desk, name, Some(text), 12);
        assert!(matches!(desk.session().flow(), Some(Flow::Picker(picker)) if picker.query.is_empty()));
        assert_eq!(desk.document().n_annotations(), 0, "{text}");
    }
}

#[test]
fn a_held_enter_takes_one_row_and_opens_nothing_after_it() {
    let mut desk = desk();
    desk.select("Ana Lopes");
    desk.press("e");
    hold(&mut desk, Key::Enter, None, 12);
    assert_eq!(desk.document().n_annotations(), 1);
    assert!(!is_open(&desk));
}

#[test]
fn a_held_enter_keeps_a_comment_once_and_opens_nothing_after_it() {
    let mut desk = desk();
    desk.select("press");
    desk.press(";");
    desk.type_text("Which?");
    hold(&mut desk, Key::Enter, None, 12);
    assert!(!is_open(&desk));
    assert_eq!(desk.all(AnnotationKind::Passage)[0].comment, "Which?");
    desk.press("Ctrl+Z");
    assert_eq!(desk.all(AnnotationKind::Passage)[0].comment, "", "one step");
}

#[test]
fn a_held_claim_key_marks_one_claim() {
    let mut desk = desk();
    desk.select("The city closed two piers.");
    hold(&mut desk, Key::C, Some("c"), 12);
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 1);
}

#[test]
fn a_held_esc_leaves_one_thing() {
    let mut desk = desk();
    desk.select("press");
    desk.press("e");
    hold(&mut desk, Key::Escape, None, 12);
    assert!(!is_open(&desk));
    assert!(desk.session().selection().is_some(), "the selection is left for another Esc");
}

#[test]
fn esc_leaves_one_thing_at_a_time() {
    let mut desk = desk();
    desk.select("press");
    desk.press("e");
    at_once(&mut desk, "\u{1b}");
    assert!(!is_open(&desk) && desk.session().selection().is_some());
    at_once(&mut desk, "\u{1b}");
    assert!(desk.session().selection().is_none());
}

#[test]
fn no_key_of_the_article_does_anything_while_a_field_is_typed_in() {
    let mut desk = desk();
    desk.select("The city closed two piers.");
    desk.press("c");
    let before = desk.document().clone();
    desk.press("Ctrl+Shift+F");
    at_once(&mut desk, "eqchamvdxunwojpi1.;[");
    desk.keys("Backspace Delete Home End Left Right");
    assert!(desk.document().same_content(&before));
    assert!(!is_open(&desk));
    assert_eq!(text_in(&mut desk, "Filter claims"), "eqchamvdxunwojpi1.;");
}

#[test]
fn no_key_of_the_article_does_anything_while_a_note_is_typed() {
    let mut desk = desk();
    desk.select("The city closed two piers.");
    desk.press("c");
    into_field(&mut desk, "Reason no source is needed");
    at_once(&mut desk, "vdxe c\n1");
    let claim = desk.all(AnnotationKind::Claim)[0].claim().unwrap().clone();
    assert_eq!(claim, Claim { reason: "vdxe c\n1".into(), ..Claim::default() });
    assert!(!is_open(&desk));
    assert_eq!(desk.document().n_annotations(), 1);
}

#[test]
fn letters_typed_while_a_drop_down_list_is_open_mark_nothing_behind_it() {
    let mut desk = desk();
    desk.select("The city closed two piers.");
    desk.press("c");
    desk.select("press");
    desk.click("Filter by state");
    at_once(&mut desk, "c");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 1);
}

#[test]
fn letters_typed_while_a_menu_is_open_mark_nothing_behind_it() {
    let mut desk = desk();
    desk.select("press");
    desk.click("Tag");
    at_once(&mut desk, "c");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 0);
}

#[test]
fn ctrl_s_while_a_form_is_open_loses_nothing_that_was_typed() {
    let mut desk = desk();
    desk.select("The city closed two piers.");
    desk.keys("c s");
    desk.type_text("https://example.org/council");
    desk.keys("Ctrl+S Ctrl+K Ctrl+F Ctrl+O");
    let Some(Flow::Source(form)) = desk.session().flow() else { panic!("the form is still open") };
    assert_eq!(form.draft.url, "https://example.org/council");
    desk.press("Enter");
    let claim = desk.all(AnnotationKind::Claim)[0].claim().unwrap().clone();
    assert_eq!(claim.evidence[0].url, "https://example.org/council");

    desk.press(";");
    desk.type_text("Ask Ana");
    desk.press("Ctrl+S");
    let Some(Flow::Line(form)) = desk.session().flow() else { panic!("the comment is still open") };
    assert_eq!(form.text, "Ask Ana");
}

#[test]
fn ctrl_z_in_a_field_takes_back_typing_there_and_not_a_step_of_the_article() {
    let mut desk = desk();
    desk.select("The city closed two piers.");
    desk.press("c");
    desk.press("Ctrl+Shift+F");
    desk.type_text("piers");
    desk.press("Ctrl+Z");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 1);
    assert_eq!(text_in(&mut desk, "Filter claims"), "");
    assert!(has_keyboard(&mut desk, "Filter claims"));
    desk.keys("Esc Ctrl+Z");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 0);
}

#[test]
fn enter_in_the_source_form_confirms_once_though_a_second_form_opens() {
    let mut desk = desk();
    desk.select("The city closed two piers.");
    desk.keys("c d");
    desk.type_text("https://example.org/for");
    hold(&mut desk, Key::Enter, None, 8);
    let Some(Flow::Source(form)) = desk.session().flow() else { panic!("the other side is asked for") };
    assert_eq!(form.draft.url, "");
    let claim = desk.all(AnnotationKind::Claim)[0].claim().unwrap().clone();
    assert_eq!(claim.evidence.len(), 1);
}

#[test]
fn pasted_text_goes_into_the_field_that_has_just_opened() {
    let mut desk = desk();
    desk.select("The city closed two piers.");
    desk.press("c");
    let mut events = tap("s");
    events.push(Event::Paste("https://example.org/pasted".into()));
    events.extend(tap("\n"));
    desk.harness().input_mut().events.extend(events);
    desk.harness().step();
    desk.settle();
    let claim = desk.all(AnnotationKind::Claim)[0].claim().unwrap().clone();
    assert_eq!(claim.evidence.len(), 1);
    assert_eq!(claim.evidence[0].url, "https://example.org/pasted");
}
