//! Mentions, entities, highlights: made, changed, resized, undone.

use copydesk::model::{AnnotationKind, EntityKind, MentionForm};
use copydesk::session::{Action, Flow};

use crate::desk::Desk;

const TEXT: &str = "Hoekstra Speaks\n\nWopke Hoekstra met Zhao Lijian. Later Hoekstra’s office and Zhao agreed. Hoekstra left for the New Hoekstra Hall. “Yes,” he said.\n";

fn desk() -> Desk {
    Desk::with_text(TEXT, "story.txt")
}

#[test]
fn an_editor_tags_hoekstra_twice_and_gets_one_entity_with_two_mentions() {
    let mut desk = desk();
    desk.select("Wopke Hoekstra");
    desk.keys("e p");
    desk.select_nth("Hoekstra", 3);
    desk.keys("e Enter");
    assert_eq!(desk.document().entities().len(), 1);
    assert_eq!(desk.mentions("Wopke Hoekstra"), ["Wopke Hoekstra", "Hoekstra"]);
    let forms: Vec<MentionForm> =
        desk.all(AnnotationKind::Mention).iter().map(|mention| mention.mention().unwrap().form).collect();
    assert_eq!(forms, [MentionForm::Full, MentionForm::Partial]);
    assert_eq!(desk.entity("Wopke Hoekstra").kind, EntityKind::Person);
}

#[test]
fn without_a_selection_the_word_at_the_caret_is_tagged() {
    let mut desk = desk();
    let at = desk.document().text().find("Lijian").unwrap();
    desk.act(Action::PutCaret { at: at + 2, extend: false });
    desk.keys("e p");
    assert_eq!(desk.mentions("Lijian"), ["Lijian"]);
}

#[test]
fn a_capital_letter_searches_the_names() {
    let mut desk = desk();
    for name in ["Wopke Hoekstra", "Zhao Lijian"] {
        desk.select(name);
        desk.keys("e p");
    }
    desk.select("he said");
    desk.keys("e Shift+z");
    let Some(Flow::Picker(picker)) = desk.session().flow() else { panic!("the picker is open") };
    assert_eq!(picker.rows.first().unwrap().label, "Zhao Lijian");
    desk.type_text("h");
    desk.press("Enter");
    assert_eq!(desk.mentions("Zhao Lijian"), ["Zhao Lijian", "he said"]);
}

#[test]
fn all_other_occurrences_are_previewed_and_tagged_in_one_step() {
    let mut desk = desk();
    desk.select("Wopke Hoekstra");
    desk.keys("e p a");
    let Some(Flow::Occurrences(list)) = desk.session().flow() else { panic!("the list is open") };
    let rows: Vec<(&str, bool)> = list.rows.iter().map(|row| (row.words.as_str(), row.checked)).collect();
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert!(list.rows.iter().all(|row| !row.words.contains('’')), "possessives stay out of the span");
    let in_hall = list.rows.iter().find(|row| row.before.ends_with("New ")).unwrap();
    assert!(!in_hall.checked && in_hall.remark.contains("New Hoekstra Hall"), "{in_hall:?}");
    let n_checked = rows.iter().filter(|(_, checked)| *checked).count();
    desk.picture("occurrences");
    desk.press("Enter");
    assert_eq!(desk.mentions("Wopke Hoekstra").len(), 1 + n_checked);
    desk.press("Ctrl+Z");
    assert_eq!(desk.mentions("Wopke Hoekstra").len(), 1, "one step back takes all of them");
}

#[test]
fn a_row_can_be_left_out_of_all_occurrences() {
    let mut desk = desk();
    desk.select("Wopke Hoekstra");
    desk.keys("e p a Down Space Enter");
    let Some(name) = desk.session().undo_name() else { panic!("a step") };
    assert!(name.contains("1 more place"), "{name}");
}

#[test]
fn entities_are_merged_and_split_and_both_can_be_undone() {
    let mut desk = desk();
    desk.select("Wopke Hoekstra");
    desk.keys("e p");
    desk.select_nth("Hoekstra", 3);
    desk.keys("e o");
    assert_eq!(desk.document().entities().len(), 2);
    desk.keys("m Enter");
    assert_eq!(desk.document().entities().len(), 1);
    assert_eq!(desk.entity("Wopke Hoekstra").aliases, ["Hoekstra"]);
    desk.keys("Shift+m");
    assert_eq!(desk.mentions("Hoekstra"), ["Hoekstra"]);
    desk.keys("Ctrl+Z Ctrl+Z");
    assert_eq!(desk.document().entities().len(), 2);
    assert_eq!(desk.entity("Hoekstra").kind, EntityKind::Organisation);
}

#[test]
fn brackets_move_the_ends_of_an_annotation_by_words_and_characters() {
    let mut desk = desk();
    desk.select("Hoekstra");
    desk.keys("e p");
    let words = |desk: &Desk| desk.words_of(desk.all(AnnotationKind::Mention)[0]);
    desk.press("]");
    assert_eq!(words(&desk), "Hoekstra Speaks");
    desk.press("}");
    assert_eq!(words(&desk), "Speaks");
    desk.press("{");
    desk.press("[");
    assert_eq!(words(&desk), "Hoekstra");
    desk.act(Action::NudgeEnd { start: false, on: false });
    assert_eq!(words(&desk), "Hoekstr");
}

#[test]
fn number_keys_highlight_with_the_house_tags_and_enter_retags() {
    let mut desk = desk();
    desk.select("Later");
    desk.press("1");
    let tags = desk.session().schema().tags.clone();
    let tag = |desk: &Desk| desk.all(AnnotationKind::Passage)[0].passage().unwrap().tag.clone();
    assert_eq!(tag(&desk), tags[0].id);
    desk.press("Enter");
    desk.press("2");
    assert_eq!(tag(&desk), tags[1].id);
    desk.keys("Ctrl+Z");
    assert_eq!(tag(&desk), tags[0].id);
}

#[test]
fn annotations_may_overlap_and_nest_and_the_smallest_is_chosen() {
    let mut desk = desk();
    desk.select("Wopke Hoekstra met Zhao Lijian.");
    desk.press("c");
    desk.select("Hoekstra met Zhao");
    desk.press("1");
    desk.select("Zhao Lijian");
    desk.keys("e p");
    let at = desk.document().text().find("Zhao").unwrap();
    desk.act(Action::PutCaret { at: at + 1, extend: false });
    assert_eq!(desk.session().selected().unwrap().kind(), AnnotationKind::Mention);
    desk.press("i");
    let Some(Flow::Picker(picker)) = desk.session().flow() else { panic!("the stack is open") };
    assert_eq!(picker.rows.len(), 3);
    desk.press("3");
    assert_eq!(desk.session().selected().unwrap().kind(), AnnotationKind::Claim);
}

#[test]
fn deleting_the_only_mention_takes_its_entity_along_and_undo_brings_both_back() {
    let mut desk = desk();
    desk.select("Zhao Lijian");
    desk.keys("e p Delete");
    assert_eq!((desk.document().n_annotations(), desk.document().entities().len()), (0, 0));
    desk.press("Ctrl+Z");
    assert_eq!(desk.mentions("Zhao Lijian"), ["Zhao Lijian"]);
    desk.press("Ctrl+Shift+Z");
    assert_eq!(desk.document().n_annotations(), 0);
}

#[test]
fn undo_goes_back_to_the_start_and_redo_to_the_end_and_both_say_what_they_do() {
    let mut desk = desk();
    let start = desk.document().clone();
    desk.select("Wopke Hoekstra");
    desk.keys("e p");
    desk.select("“Yes,”");
    desk.keys("q 0 0");
    desk.select("Hoekstra left");
    desk.press("c");
    let end = desk.document().clone();
    assert!(desk.session().undo_name().unwrap().contains("Mark the claim"));
    while desk.session().undo_name().is_some() {
        desk.press("Ctrl+Z");
    }
    assert!(desk.document().same_content(&start));
    while desk.session().redo_name().is_some() {
        desk.press("Ctrl+Y");
    }
    assert!(desk.document().same_content(&end));
    assert!(desk.document().history().len() > 6, "the history tells of the undoing too");
}

#[test]
fn a_comment_can_be_put_on_anything_and_on_plain_text() {
    let mut desk = desk();
    desk.select("Zhao Lijian");
    desk.keys("e p ;");
    desk.type_text("Spelling?");
    desk.press("Enter");
    assert_eq!(desk.all(AnnotationKind::Mention)[0].comment, "Spelling?");
    desk.select("agreed");
    desk.press(";");
    desk.type_text("On what?");
    desk.press("Enter");
    assert_eq!(desk.all(AnnotationKind::Passage)[0].comment, "On what?");
}

#[test]
fn the_next_name_is_found_and_tagged_ones_are_passed() {
    let mut desk = desk();
    desk.keys("w e p");
    let first = desk.all(AnnotationKind::Mention)[0].spans.first();
    desk.press("w");
    let second = desk.session().selection().unwrap();
    assert!(second.start() >= first.end());
    desk.press("Shift+w");
    assert_ne!(desk.session().selection().unwrap(), first);
}

#[test]
fn an_entity_is_deleted_with_all_its_mentions_and_comes_back_with_undo() {
    let mut desk = desk();
    desk.select("Wopke Hoekstra");
    desk.keys("e p a Enter");
    let id = desk.entity("Wopke Hoekstra").id;
    let n_mentions = desk.mentions("Wopke Hoekstra").len();
    desk.select("“Yes,”");
    desk.keys("q 0");
    let Some(Flow::Picker(picker)) = desk.session().flow() else { panic!("the speaker is asked for") };
    let row = picker.rows.iter().find(|row| row.label == "Wopke Hoekstra").unwrap();
    let key = row.key.unwrap().to_string();
    desk.press(&key);
    assert_eq!(desk.all(AnnotationKind::Quote)[0].quote().unwrap().speaker, Some(id));
    desk.act(Action::ShowEntity(id));
    desk.press("Delete");
    assert_eq!(desk.document().entities().len(), 0);
    assert_eq!(desk.all(AnnotationKind::Quote)[0].quote().unwrap().speaker, None);
    desk.press("Ctrl+Z");
    assert_eq!(desk.mentions("Wopke Hoekstra").len(), n_mentions);
    assert_eq!(desk.all(AnnotationKind::Quote)[0].quote().unwrap().speaker, Some(id));
}

#[test]
fn a_part_of_an_annotation_is_added_with_plus_and_taken_out_with_minus() {
    let mut desk = desk();
    desk.select("Wopke Hoekstra met");
    desk.press("c");
    desk.select("Zhao agreed");
    desk.press("+");
    assert_eq!(desk.words_of(desk.all(AnnotationKind::Claim)[0]), "Wopke Hoekstra met … Zhao agreed");
    desk.press("-");
    assert_eq!(desk.words_of(desk.all(AnnotationKind::Claim)[0]), "Zhao agreed");
    desk.press("-");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 1, "the last part stays");
}

#[test]
fn the_same_words_are_not_tagged_twice_with_the_same() {
    let mut desk = desk();
    for _ in 0..2 {
        desk.select("Hoekstra left");
        desk.press("c");
        desk.select("Zhao Lijian");
        desk.keys("e Enter");
        desk.select("Later");
        desk.press("1");
    }
    assert_eq!(desk.document().n_annotations(), 3);
    desk.select("Later");
    desk.press("2");
    assert_eq!(desk.document().n_annotations(), 4, "another tag on the same words is another highlight");
}

#[test]
fn an_entity_just_tagged_is_renamed_when_its_only_mention_grows() {
    let mut desk = desk();
    desk.select_nth("Hoekstra", 2);
    desk.keys("e p {");
    assert_eq!(desk.mentions("Wopke Hoekstra"), ["Wopke Hoekstra"]);
    desk.press("Ctrl+Z");
    assert_eq!(desk.mentions("Hoekstra"), ["Hoekstra"]);
}
