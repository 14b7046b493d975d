//! A new draft of the article, and the review of what it left in doubt.

use std::fs;
use std::path::PathBuf;

use copydesk::model::{AnnotationKind, ClaimState, Verdict};
use copydesk::session::dialogs::DialogAnswer;
use copydesk::session::{Action, Flow};

use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nThe city closed two piers on Monday because of cracks, the harbour master said. \
    Repairs will cost $1.2 million. Nobody had told the boats of it before the letter came.\n\n\
    The ferry to the island carries 41,000 people a year, and most of them come in summer.\n";

fn new_text(desk: &Desk, text: &str) -> PathBuf {
    let path = desk.home.path().join("second.txt");
    fs::write(&path, text).unwrap();
    path
}

fn claim(desk: &mut Desk, words: &str) {
    desk.select(words);
    desk.press("c");
}

fn checked(desk: &mut Desk, words: &str) {
    claim(desk, words);
    desk.press("v");
    desk.focus("Or a reason why no source is needed");
    desk.type_text("Seen by myself.");
    desk.press("Ctrl+Enter");
    let claim = desk.session().selected().and_then(|annotation| annotation.claim()).unwrap();
    assert_eq!((claim.state, claim.verdict), (ClaimState::Checked, Verdict::Verified));
}

fn new_draft(desk: &mut Desk, text: &str) {
    let path = new_text(desk, text);
    desk.dialog_answers(DialogAnswer::Chosen(path));
    desk.press("Ctrl+Shift+N");
    desk.settle();
    assert_eq!(desk.document().text(), text);
}

#[test]
fn a_new_draft_brings_everything_along_and_asks_about_what_changed() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    checked(&mut desk, "The city closed two piers on Monday because of cracks");
    claim(&mut desk, "Repairs will cost $1.2 million");
    claim(&mut desk, "The ferry to the island carries 41,000 people a year");
    let text = TEXT.replace("two piers", "three piers").replace(" Repairs will cost $1.2 million.", "");
    new_draft(&mut desk, &text);
    assert!(matches!(desk.session().flow(), Some(Flow::Review(_))), "{:?}", desk.session().flow());
    assert!(desk.shows("Review after a new draft"));
    desk.picture("review");
    let changed = desk.all(AnnotationKind::Claim)[0];
    assert_eq!(desk.words_of(changed), "The city closed three piers on Monday because of cracks");
    assert_eq!(changed.claim().unwrap().state, ClaimState::NeedsRecheck);
    assert_eq!(desk.document().orphans().len(), 1);
    desk.press("Enter");
    desk.picture("review-orphan");
    desk.press("g");
    assert!(desk.session().flow().is_none(), "the queue is done");
    assert_eq!(desk.session().to_review().count(), 0);
    assert_eq!(desk.document().orphans().len(), 1, "what is gone stays in the file");
    for _ in 0..3 {
        desk.press("Ctrl+Z");
    }
    assert_eq!(desk.document().text(), TEXT, "the new draft is taken back in one step");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 3);
    assert!(desk.document().drafts().is_empty());
}

#[test]
fn another_place_is_picked_or_the_words_are_selected_anew() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    claim(&mut desk, "Repairs will cost $1.2 million");
    let text = TEXT
        .replace(" Repairs will cost $1.2 million.", "")
        .replace("in summer.", "in summer. All of the repairs, he added, will cost the town $1.2 million.");
    new_draft(&mut desk, &text);
    desk.press("r");
    assert!(desk.session().flow().is_none());
    desk.select("the repairs, he added, will cost the town $1.2 million");
    desk.press("Ctrl+R");
    assert_eq!(desk.document().orphans().len(), 0);
    let claims = desk.all(AnnotationKind::Claim);
    assert_eq!(desk.words_of(claims[0]), "the repairs, he added, will cost the town $1.2 million");
}

#[test]
fn a_place_that_may_be_meant_is_picked_by_its_number() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    checked(&mut desk, "Repairs will cost $1.2 million");
    let text = TEXT
        .replace(" Repairs will cost $1.2 million.", "")
        .replace("in summer.", "in summer. Repairs of all piers will cost $1.2 million.");
    new_draft(&mut desk, &text);
    let place = desk.session().flow().cloned();
    let Some(Flow::Review(review)) = place else { panic!("{place:?}") };
    assert_eq!((review.n_waiting, review.is_looking), (1, false));
    assert!(!review.places.is_empty(), "a place like it is offered");
    assert!(desk.shows("Places that may be meant"));
    desk.picture("review-places");
    desk.press("1");
    let claims = desk.all(AnnotationKind::Claim);
    assert_eq!(claims[0].spans.first(), review.places[0].span);
    assert_eq!(claims[0].claim().unwrap().state, ClaimState::NeedsRecheck, "its words are others now");
    assert!(desk.session().flow().is_none() && desk.document().orphans().len() == 0);
}

#[test]
fn what_is_gone_stays_in_the_list_and_can_get_a_place_later() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    claim(&mut desk, "Repairs will cost $1.2 million");
    new_draft(&mut desk, &TEXT.replace(" Repairs will cost $1.2 million.", ""));
    desk.press("g");
    desk.press("Ctrl+R");
    assert!(desk.shows("marked as gone"), "it is in the list still");
    desk.press("r");
    desk.select("The ferry to the island");
    desk.press("Ctrl+R");
    assert_eq!(desk.words_of(desk.all(AnnotationKind::Claim)[0]), "The ferry to the island");
    assert_eq!(desk.document().orphans().len(), 0);
}

#[test]
fn the_queue_survives_saving() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    claim(&mut desk, "The ferry to the island carries 41,000 people a year");
    new_draft(&mut desk, &TEXT.replace("41,000", "14,000"));
    desk.press("Escape");
    let path = desk.home.path().join("story.desk.ron");
    desk.dialog_answers(DialogAnswer::Chosen(path.clone()));
    desk.press("Ctrl+S");
    let mut again = Desk::opening(std::sync::Arc::clone(&desk.home), &path);
    assert_eq!(again.session().to_review().count(), 1);
    assert_eq!(again.document().drafts().len(), 1);
    again.press("Ctrl+R");
    assert!(again.shows("Review after a new draft"));
}

#[test]
fn the_same_text_and_an_unreadable_one_say_so() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.press("Ctrl+R");
    assert!(desk.session().notices()[0].words.contains("No annotation waits"));
    new_draft(&mut desk, TEXT);
    assert!(desk.session().notices()[0].words.contains("same text"), "{:?}", desk.session().notices());
    desk.dialog_answers(DialogAnswer::Chosen(desk.home.path().join("missing.txt")));
    desk.press("Ctrl+Shift+N");
    desk.settle();
    assert!(desk.session().notices().iter().any(|notice| notice.is_error));
    desk.act(Action::DismissNotice);
    assert_eq!(desk.document().text(), TEXT);
}

#[test]
fn work_on_a_new_draft_survives_a_kill() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    claim(&mut desk, "The ferry to the island carries 41,000 people a year");
    let path = desk.home.path().join("story.desk.ron");
    desk.dialog_answers(DialogAnswer::Chosen(path.clone()));
    desk.press("Ctrl+S");
    new_draft(&mut desk, &TEXT.replace("Harbour\n", "Harbour news\n").replace("41,000", "14,000"));
    desk.press("Enter");
    claim(&mut desk, "Repairs will cost $1.2 million");
    let home = desk.kill();
    let mut again = Desk::opening(home, &path);
    again.press("Enter");
    assert!(again.document().text().starts_with("Harbour news"), "{:?}", again.session().flow());
    assert_eq!(again.all(AnnotationKind::Claim).len(), 2);
}
