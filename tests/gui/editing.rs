//! Editing the text in place.

use copydesk::model::{AnnotationKind, BlockKind, ClaimState, Verdict};
use copydesk::session::dialogs::DialogAnswer;
use copydesk::session::{Action, Flow};
use egui::{Event, ImeEvent};

use crate::controls::click_row;
use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nThe city closed two piers on Monday, Jan Hoekstr said.\n\n\
    The ferry carries 41,000 people a year.\n";

fn caret_behind(desk: &mut Desk, words: &str) {
    let at = desk.document().text().find(words).unwrap() + words.len();
    desk.act(Action::PutCaret { at, extend: false });
}

fn typed(desk: &mut Desk, text: &str) {
    for letter in text.chars() {
        desk.type_text(&letter.to_string());
    }
}

fn blocks(desk: &Desk) -> Vec<(BlockKind, String)> {
    let (text, blocks) = (desk.document().text(), desk.document().article().blocks().iter());
    blocks.map(|block| (block.kind, block.span.of(text).to_owned())).collect()
}

fn checked(desk: &mut Desk, words: &str) {
    desk.select(words);
    desk.keys("c v");
    desk.focus("Or a reason why no source is needed");
    desk.type_text("Seen by myself.");
    desk.press("Ctrl+Enter");
}

#[test]
fn a_typo_in_a_name_is_mended_and_the_mention_has_the_new_letter() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("Jan Hoekstr");
    desk.keys("e p");
    caret_behind(&mut desk, "Hoekstr");
    desk.press("F4");
    assert!(desk.shows("Editing the text"), "the mode says so in words");
    typed(&mut desk, "a, the mayor,");
    desk.picture("editing");
    let mention = desk.all(AnnotationKind::Mention)[0];
    assert_eq!(desk.words_of(mention), "Jan Hoekstra");
    assert_eq!(desk.mentions("Jan Hoekstra").len(), 1, "nothing else names it: it is called so too");
    assert!(desk.document().text().contains("Jan Hoekstra, the mayor, said."));
    desk.press("Esc");
    assert!(!desk.shows("Editing the text"));
    assert_eq!(desk.document().drafts().len(), 1, "the text before is a revision");
    assert_eq!(desk.document().drafts()[0].article.text().as_ref(), TEXT);
    assert_eq!(desk.session().undo_name(), Some("Type “a, the mayor,”"), "one step");
    desk.press("Ctrl+Z");
    assert_eq!(desk.document().text(), TEXT);
    assert!(desk.document().drafts().is_empty());
    desk.press("Ctrl+Shift+Z");
    assert!(desk.document().text().contains("Hoekstra, the mayor,"));
}

#[test]
fn a_checked_claim_needs_a_recheck_once_its_words_are_others() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    checked(&mut desk, "The city closed two piers on Monday");
    desk.press("F4");
    desk.select("two");
    typed(&mut desk, "three");
    let claim = desk.all(AnnotationKind::Claim)[0];
    assert_eq!(desk.words_of(claim), "The city closed three piers on Monday");
    let record = claim.claim().unwrap();
    assert_eq!((record.state, record.verdict), (ClaimState::NeedsRecheck, Verdict::Verified));
    assert_eq!(record.checked_words, "The city closed two piers on Monday");
    for _ in 0..5 {
        desk.press("Backspace");
    }
    typed(&mut desk, "two");
    let claim = desk.all(AnnotationKind::Claim)[0];
    assert_eq!(claim.claim().unwrap().state, ClaimState::Checked, "the words are the old ones again");
}

#[test]
fn a_name_that_is_deleted_waits_in_the_review_and_comes_back_when_typed_anew() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("Jan Hoekstr");
    desk.keys("e p F4");
    desk.select("Jan Hoekstr");
    desk.press("Backspace");
    assert_eq!((desk.document().n_annotations(), desk.document().orphans().len()), (0, 1));
    assert!(desk.shows("lost their words"));
    typed(&mut desk, "Piet Smit");
    assert_eq!(desk.document().orphans().len(), 0);
    assert_eq!(desk.words_of(desk.all(AnnotationKind::Mention)[0]), "Piet Smit");
    desk.select("Piet Smit");
    desk.harness().event(Event::Cut);
    desk.settle();
    desk.keys("Esc Esc Ctrl+R");
    assert!(matches!(desk.session().flow(), Some(Flow::Review(_))), "{:?}", desk.session().notices());
}

#[test]
fn enter_divides_a_paragraph_and_backspace_joins_it_again() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    caret_behind(&mut desk, "on Monday,");
    desk.keys("F4 Enter");
    assert_eq!(blocks(&desk)[1].1, "The city closed two piers on Monday,");
    assert_eq!(blocks(&desk).len(), 4);
    desk.press("Backspace");
    assert_eq!(desk.document().text(), TEXT);
    caret_behind(&mut desk, "a year.");
    desk.press("Enter");
    assert!(desk.session().empty_paragraph().is_some());
    desk.picture("editing-empty");
    typed(&mut desk, "It is full.");
    assert_eq!(blocks(&desk)[3], (BlockKind::Paragraph, "It is full.".to_owned()));
    caret_behind(&mut desk, "Harbour");
    desk.press("Delete");
    assert_eq!(blocks(&desk).len(), 4, "a headline and a paragraph stay two");
    assert!(desk.shows("do not become one"));
}

#[test]
fn words_are_pasted_cut_and_composed_by_an_input_method() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.press("F4");
    caret_behind(&mut desk, "a year.");
    desk.harness().event(Event::Paste(" New.\r\nSecond line.\n".to_owned()));
    desk.settle();
    assert!(
        desk.document().text().ends_with("a year. New.\n\nSecond line.\n"),
        "{:?}",
        desk.document().text()
    );
    desk.harness().event(Event::Ime(ImeEvent::Preedit { text: "αθ".into(), active_range_chars: None }));
    desk.settle();
    assert_eq!(desk.session().editing().unwrap().composed(), "αθ");
    assert!(!desk.document().text().contains('θ'), "nothing is in the text yet");
    desk.harness().event(Event::Ime(ImeEvent::Commit("αθήνα".into())));
    desk.settle();
    assert!(desk.document().text().contains("Second line.αθήνα"));
    assert_eq!(desk.session().editing().unwrap().composed(), "");
    desk.select("41,000 ");
    desk.harness().event(Event::Cut);
    desk.settle();
    assert!(desk.document().text().contains("carries people"));
}

#[test]
fn letters_call_no_commands_while_writing_and_arrows_go_by_letters() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.press("F4");
    caret_behind(&mut desk, "The city");
    desk.keys("q c Left Left Delete");
    assert!(desk.document().text().contains("The cityc closed"), "{}", desk.document().text());
    assert_eq!(desk.document().n_annotations(), 0);
    desk.keys("Ctrl+Backspace");
    assert!(desk.document().text().contains("The c closed"), "{}", desk.document().text());
}

#[test]
fn what_was_written_survives_saving_and_a_kill() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("41,000");
    desk.press("c");
    let path = desk.home.path().join("story.desk.ron");
    desk.dialog_answers(DialogAnswer::Chosen(path.clone()));
    desk.press("Ctrl+S");
    caret_behind(&mut desk, "Jan Hoekstr");
    desk.press("F4");
    typed(&mut desk, "a");
    desk.press("Ctrl+S");
    caret_behind(&mut desk, "Harbour");
    typed(&mut desk, " closed");
    let text = desk.document().text().to_owned();
    let home = desk.kill();
    let mut again = Desk::opening(home, &path);
    assert!(again.document().text().contains("Hoekstra"), "saved");
    again.press("Enter");
    assert_eq!(again.document().text(), text);
    assert_eq!(again.words_of(again.all(AnnotationKind::Claim)[0]), "41,000");
    assert_eq!(again.document().drafts().len(), 1, "one revision for the whole time in the mode");
}

#[test]
fn whoever_goes_to_a_claim_in_the_list_while_editing_goes_on_writing() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city closed two piers on Monday");
    desk.press("c");
    desk.press("F4");
    desk.press("Ctrl+3");
    click_row(&mut desk, "Marked");
    typed(&mut desk, "xt");
    desk.press("Backspace");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 1, "nothing is deleted");
    assert!(desk.session().flow().is_none(), "no picker opens");
    let claim = desk.all(AnnotationKind::Claim)[0];
    assert_eq!(claim.claim().unwrap().verdict, Verdict::Unrated, "no letter is a verdict");
    assert!(
        desk.document().text().contains('x') && !desk.document().text().contains("xt"),
        "the article has them"
    );
}

#[test]
fn a_key_with_alt_writes_nothing() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.press("F4");
    desk.select("two");
    desk.keys("Alt+d Alt+d Escape");
    desk.press("Alt+r");
    assert_eq!(desk.document().text(), TEXT);
}

#[test]
fn undo_in_the_mode_leaves_the_caret_where_the_words_were() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    checked(&mut desk, "The city closed two piers on Monday");
    caret_behind(&mut desk, "closed two");
    desk.press("F4");
    typed(&mut desk, "xy");
    desk.press("Ctrl+Z");
    assert_eq!(desk.document().text(), TEXT);
    typed(&mut desk, "!");
    assert!(desk.document().text().contains("closed two! piers"), "{}", desk.document().text());
}

#[test]
fn a_name_with_a_possessive_is_called_by_what_is_typed_into_it() {
    let mut desk = Desk::with_text("Harbour\n\nBakke's boat sank.\n", "story.txt");
    desk.select("Bakke's");
    desk.keys("e p");
    caret_behind(&mut desk, "Bakke");
    desk.press("F4");
    typed(&mut desk, "r");
    assert_eq!(desk.document().entities().next().unwrap().name, "Bakker");
}
