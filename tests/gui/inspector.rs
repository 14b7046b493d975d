//! What is selected, in full: fields, drop-down lists, sources.

use std::sync::Arc;

use copydesk::model::{AnnotationKind, Claim, ClaimState, Disposition, EntityKind, QuoteCheck, Verdict};
use copydesk::session::{Action, Flow};
use copydesk::storage::{Layout, Settings};

use egui_kittest::kittest::Queryable;

use crate::controls::{choose, has_keyboard, into_field, text_in};
use crate::desk::Desk;

const CLAIM: &str = "The city of Port Ellery closed two of its nine piers on Tuesday";

/// The sample in a tall window where all of the inspector is in sight.
fn desk() -> Desk {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let layout = Layout { inspector_height: 1000.0, ..Layout::default() };
    let mut desk = Desk::at_home(home, Settings { layout, ..Settings::test() });
    desk.harness().set_size(egui::vec2(1280.0, 1500.0));
    desk.settle();
    desk
}

fn with_claim() -> Desk {
    let mut desk = desk();
    desk.select(CLAIM);
    desk.press("c");
    desk
}

fn claim(desk: &Desk) -> Claim {
    desk.all(AnnotationKind::Claim)[0].claim().unwrap().clone()
}

fn type_letters(desk: &mut Desk, words: &str) {
    for letter in words.chars() {
        desk.type_text(&letter.to_string());
    }
}

#[test]
fn a_comment_typed_letter_by_letter_is_one_step() {
    let mut desk = desk();
    desk.select("Tuesday");
    desk.press("1");
    into_field(&mut desk, "Comment");
    type_letters(&mut desk, "Why?");
    assert_eq!(desk.all(AnnotationKind::Passage)[0].comment, "Why?");
    desk.keys("Esc Ctrl+Z");
    assert_eq!(desk.all(AnnotationKind::Passage)[0].comment, "");
    assert_eq!(desk.all(AnnotationKind::Passage).len(), 1);
    desk.press("Ctrl+Shift+Z");
    assert_eq!(desk.all(AnnotationKind::Passage)[0].comment, "Why?");
}

#[test]
fn typing_in_a_field_again_later_is_another_step() {
    let mut desk = with_claim();
    into_field(&mut desk, "Note");
    type_letters(&mut desk, "Call");
    desk.press("Esc");
    into_field(&mut desk, "Note");
    desk.press("Ctrl+End");
    type_letters(&mut desk, " Ana");
    assert_eq!(claim(&desk).note, "Call Ana");
    desk.keys("Esc Ctrl+Z");
    assert_eq!(claim(&desk).note, "Call");
    desk.press("Ctrl+Z");
    assert_eq!(claim(&desk).note, "");
}

#[test]
fn two_fields_typed_in_one_after_the_other_are_two_steps() {
    let mut desk = with_claim();
    into_field(&mut desk, "Suggested text");
    type_letters(&mut desk, "Two piers");
    into_field(&mut desk, "Note");
    type_letters(&mut desk, "Ask");
    desk.keys("Esc Ctrl+Z");
    assert_eq!((claim(&desk).note.as_str(), claim(&desk).suggested_text.as_str()), ("", "Two piers"));
}

#[test]
fn an_entity_gets_another_type_name_role_and_spellings() {
    let mut desk = desk();
    desk.select("Port Ellery");
    desk.keys("e p");
    choose(&mut desk, "Type", EntityKind::Place.label());
    assert_eq!(desk.entity("Port Ellery").kind, EntityKind::Place);
    into_field(&mut desk, "Name");
    desk.keys("Ctrl+A");
    desk.type_text("City of Port Ellery");
    into_field(&mut desk, "Role in the story");
    desk.type_text("the city");
    into_field(&mut desk, "Other spellings");
    desk.type_text("Ellery");
    desk.press("Enter");
    desk.type_text("the port");
    desk.press("Esc");
    desk.picture("entity_inspector");
    let entity = desk.entity("City of Port Ellery");
    assert_eq!((entity.role.as_str(), entity.kind), ("the city", EntityKind::Place));
    assert_eq!(entity.aliases, ["Ellery", "the port"]);
    while desk.session().undo_name().is_some_and(|step| step.starts_with("Change")) {
        desk.press("Ctrl+Z");
    }
    let entity = desk.entity("Port Ellery");
    assert_eq!((entity.role.as_str(), entity.kind), ("", EntityKind::Person));
}

#[test]
fn an_entity_is_never_left_without_a_name() {
    let mut desk = desk();
    desk.select("Port Ellery");
    desk.keys("e l");
    into_field(&mut desk, "Name");
    desk.keys("Ctrl+A Delete");
    assert_eq!(text_in(&mut desk, "Name"), "", "the field itself may be empty while typing");
    assert_eq!(desk.document().entities().next().unwrap().name, "Port Ellery");
    desk.press("Esc");
    assert_eq!(text_in(&mut desk, "Name"), "Port Ellery");
}

#[test]
fn a_verdict_from_the_drop_down_list_asks_for_a_source_as_the_key_does() {
    let mut desk = with_claim();
    choose(&mut desk, "Verdict", "✓ Verified");
    assert!(
        matches!(desk.session().flow(), Some(Flow::Source(form)) if form.then == Some(Verdict::Verified))
    );
    desk.press("Esc");
    assert_eq!(claim(&desk), Claim::default());
    choose(&mut desk, "State", "✓ Checked");
    assert!(desk.session().flow().is_some(), "a state that needs a verdict or a source asks for it");
    desk.press("Esc");
    assert_eq!(claim(&desk).state, ClaimState::Marked);
    choose(&mut desk, "State", "▶ In progress");
    assert_eq!(claim(&desk).state, ClaimState::InProgress);
}

#[test]
fn a_reason_in_the_inspector_stands_in_for_a_source() {
    let mut desk = with_claim();
    into_field(&mut desk, "Reason no source is needed");
    type_letters(&mut desk, "Seen");
    desk.press("Esc");
    choose(&mut desk, "Verdict", "✓ Verified");
    assert_eq!((claim(&desk).verdict, claim(&desk).state), (Verdict::Verified, ClaimState::Checked));
}

#[test]
fn a_source_is_edited_and_removed_on_its_card() {
    let mut desk = with_claim();
    desk.press("v");
    desk.type_text("https://example.org/council");
    desk.press("Enter");
    desk.picture("claim_inspector");
    desk.click("Edit… source https://example.org/council");
    into_field(&mut desk, "Title");
    desk.type_text("Council minutes");
    desk.press("Enter");
    assert_eq!(claim(&desk).evidence[0].title, "Council minutes");
    assert_eq!(claim(&desk).evidence.len(), 1, "edited, not added");
    desk.press("Ctrl+Z");
    assert_eq!(claim(&desk).evidence[0].title, "");
    desk.press("Ctrl+Shift+Z");
    desk.click("Remove source Council minutes");
    assert!(claim(&desk).evidence.is_empty());
    desk.press("Ctrl+Z");
    assert_eq!(claim(&desk).evidence[0].title, "Council minutes");
}

#[test]
fn type_disposition_and_criticism_of_a_claim_are_set_in_the_inspector() {
    let mut desk = with_claim();
    choose(&mut desk, "Type of claim", copydesk::model::ClaimKind::Quantity.label());
    choose(&mut desk, "Disposition", Disposition::Attributed.label());
    desk.harness().get_by_label("Criticises somebody (right of reply)").scroll_to_me();
    desk.settle();
    desk.click("Criticises somebody (right of reply)");
    let claim = claim(&desk);
    assert_eq!(claim.kind, copydesk::model::ClaimKind::Quantity);
    assert_eq!(claim.disposition, Disposition::Attributed);
    assert!(claim.criticism);
}

#[test]
fn a_quote_says_against_what_it_was_checked_and_its_speaker_can_be_taken_away() {
    let mut desk = desk();
    desk.select("Inês Valadares-Roth");
    desk.keys("e p o q Enter Enter");
    let quote = |desk: &Desk| desk.all(AnnotationKind::Quote)[0].quote().unwrap().clone();
    assert!(quote(&desk).speaker.is_some());
    choose(&mut desk, "Checked against", QuoteCheck::Recording.label());
    assert_eq!(quote(&desk).check, QuoteCheck::Recording);
    desk.click("Remove speaker");
    assert_eq!(quote(&desk).speaker, None);
    assert!(desk.shows("Speaker not set"));
}

#[test]
fn a_highlight_gets_another_tag_in_the_inspector() {
    let mut desk = desk();
    desk.select("Tuesday");
    desk.press("1");
    let tags = desk.session().schema().tags.clone();
    let option = format!("{}  {}", tags[2].name, tags[2].key.unwrap());
    choose(&mut desk, "Tag", &option);
    assert_eq!(desk.all(AnnotationKind::Passage)[0].passage().unwrap().tag, tags[2].id);
}

#[test]
fn what_else_is_said_of_the_same_words_is_one_click_away() {
    let mut desk = with_claim();
    desk.select("city of Port Ellery closed");
    desk.keys("e l");
    assert_eq!(desk.session().selected().unwrap().kind(), AnnotationKind::Mention);
    let link = crate::controls::names(&mut desk).into_iter().find(|name| name.ends_with(" Claim")).unwrap();
    desk.click(&link);
    assert_eq!(desk.session().selected().unwrap().kind(), AnnotationKind::Claim);
}

#[test]
fn a_field_belongs_to_its_annotation_when_another_is_selected() {
    let mut desk = with_claim();
    into_field(&mut desk, "Note");
    type_letters(&mut desk, "First");
    desk.press("Esc");
    desk.select("Tuesday");
    desk.press("c");
    assert_eq!(text_in(&mut desk, "Note"), "");
    let first = desk.all(AnnotationKind::Claim)[0].id;
    desk.act(Action::ShowAnnotation { id: first, reveal: true });
    assert_eq!(text_in(&mut desk, "Note"), "First");
    assert!(!has_keyboard(&mut desk, "Note"));
}

#[test]
fn nothing_selected_says_what_to_do_and_selected_words_offer_the_tags() {
    let mut desk = desk();
    assert!(desk.shows("Nothing selected"));
    assert!(desk.shows("Click an annotation, or select words to annotate them."));
    desk.select("Tuesday");
    assert!(desk.shows("Selected words"));
}
