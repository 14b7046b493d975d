//! What nobody has dealt with: shading, per cent, the checklist of the text.

use copydesk::model::AnnotationKind;
use copydesk::model::coverage::NO_FACT;

use crate::controls::{choose, click_row, menu, rows};
use crate::desk::Desk;

const TEXT: &str =
    "Harbour\n\nThe city closed two piers on March 4, 2025. It is the largest closure. Well, so be it.\n";

fn desk() -> Desk {
    Desk::with_text(TEXT, "story.txt")
}

#[test]
fn the_checklist_is_built_from_the_text_and_shrinks_as_it_is_dealt_with() {
    let mut desk = desk();
    desk.press("Ctrl+7");
    assert!(desk.shows("0 % of the story is covered"));
    let all =
        ["Number two, not covered", "Date March 4, 2025, not covered", "Superlative largest, not covered"];
    assert_eq!(
        rows(&mut desk, "").into_iter().filter(|row| row.ends_with("covered")).collect::<Vec<_>>(),
        all
    );
    desk.picture("coverage");
    click_row(&mut desk, "Number two");
    assert_eq!(desk.session().selection().unwrap().of(TEXT), "two");
    desk.select("The city closed two piers on March 4, 2025.");
    desk.press("c");
    assert!(!desk.shows("Number two") && desk.shows("Superlative largest"));
    desk.click("Also what is covered");
    assert!(desk.shows("Number two, covered"));
    choose(&mut desk, "Kind of thing", "Dates");
    assert!(desk.shows("Date March 4, 2025, covered") && !desk.shows("Number two"));
    desk.press("Ctrl+Z");
    assert!(desk.shows("Date March 4, 2025, not covered"));
}

#[test]
fn f_says_there_is_no_fact_in_a_sentence_and_takes_it_back() {
    let mut desk = desk();
    desk.select("so be it");
    desk.press("Right");
    desk.press("f");
    let passage = desk.all(AnnotationKind::Passage)[0];
    assert_eq!(
        (desk.words_of(passage).as_str(), passage.passage().unwrap().tag.0.as_str()),
        ("Well, so be it.", NO_FACT)
    );
    desk.select("Well");
    desk.press("f");
    assert!(desk.all(AnnotationKind::Passage).is_empty());
    desk.keys("Ctrl+Z");
    assert_eq!(desk.all(AnnotationKind::Passage).len(), 1);
}

#[test]
fn a_story_that_is_dealt_with_is_covered_wholly() {
    let mut desk = desk();
    desk.press("Ctrl+7");
    for sentence in ["Harbour", "The city closed two piers on March 4, 2025.", "It is the largest closure."] {
        desk.select(sentence);
        desk.press("c");
    }
    assert!(desk.shows("Everything that can be checked is covered"));
    desk.select("Well, so be it.");
    desk.press("f");
    assert!(desk.shows("100 % of the story is covered"));
    assert!(desk.shows("Paragraph, 100 % covered"));
    desk.picture("covered");
    desk.press("Ctrl+7");
    assert!(!desk.shows("of the story is covered"));
}

#[test]
fn the_sample_is_shaded_in_both_themes() {
    let mut desk = Desk::with_sample();
    desk.select("The city of Port Ellery closed two of its nine piers on Tuesday");
    desk.keys("c Ctrl+7");
    desk.picture("coverage_sample_dark");
    menu(&mut desk, "View", "Light theme");
    desk.picture("coverage_sample_light");
    assert!(desk.shows("things that can be checked are not covered"));
}

#[test]
fn ordinary_words_of_a_headline_in_capitals_are_no_names() {
    let text = "Port Ellery Closes Two Piers After Survey\n\nThe mayor of Port Ellery said so on Tuesday.\n";
    let mut desk = Desk::with_text(text, "story.txt");
    desk.press("Ctrl+7");
    let found: Vec<String> =
        rows(&mut desk, "").into_iter().filter(|row| row.ends_with("not covered")).collect();
    let expected = [
        "Name Port Ellery, not covered",
        "Number Two, not covered",
        "Name Port Ellery, not covered",
        "Date Tuesday, not covered",
    ];
    assert_eq!(found, expected);
}
