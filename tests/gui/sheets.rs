//! The names sheet and the quote sheet.

use copydesk::model::{AnnotationKind, EntityKind, QuoteCheck};

use crate::controls::{choose, click_row, rows};
use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nWopke Hoekstra spoke. Hoekstra said: “We wait.” Then Hoeksta left. “No,” said Lin Meihua. Hoekstra agreed.\n";

/// The rows of the names sheet.
fn sheet(desk: &mut Desk) -> Vec<String> {
    rows(desk, "").into_iter().filter(|row| row.contains(" ×") && !row.starts_with("Mention")).collect()
}

#[test]
fn the_names_sheet_tells_spellings_and_slips_in_untagged_text() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.press("Ctrl+8");
    assert!(desk.shows("W selects the next name"));
    desk.press("Esc");
    desk.select("Wopke Hoekstra");
    desk.keys("e p a");
    desk.press("Enter");
    desk.select("Lin Meihua");
    desk.keys("e p Ctrl+8");
    let names = sheet(&mut desk);
    assert_eq!(
        names,
        [
            "Wopke Hoekstra, Hoekstra ×2, Wopke Hoekstra ×1, warning: looks like Hoeksta (not tagged)",
            "Lin Meihua, Lin Meihua ×1"
        ]
    );
    desk.picture("names");
    desk.keys("Home Enter");
    assert_eq!(desk.session().view().desk, None);
    assert_eq!(desk.session().view().caret, TEXT.find("Hoeksta").unwrap(), "Enter goes to the slip");
}

#[test]
fn two_entities_one_letter_apart_are_pointed_out_on_both() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("Wopke Hoekstra");
    desk.keys("e p");
    desk.select("Hoeksta");
    desk.keys("e p");
    assert_eq!(desk.entity("Hoeksta").kind, EntityKind::Person);
    desk.press("Ctrl+8");
    let names = sheet(&mut desk);
    assert!(names.iter().all(|name| name.contains("warning")), "{names:?}");
    assert!(names.iter().any(|name| name.contains("looks like Hoeksta")), "{names:?}");
}

#[test]
fn the_quote_sheet_goes_by_speaker_and_says_what_was_checked() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.press("Ctrl+9");
    assert!(desk.shows("O selects the next quotation"));
    desk.press("Esc");
    for quote in ["“We wait.”", "“No,”"] {
        desk.select(quote);
        desk.keys("q Esc");
    }
    desk.press("Ctrl+9");
    assert_eq!(rows(&mut desk, "Speaker "), ["Speaker ⚠ Speaker not set · 2 · 2 not checked"]);
    desk.picture("quotes");
    choose(&mut desk, "Checked against: “We wait.”", "Against a recording");
    assert_eq!(desk.all(AnnotationKind::Quote)[0].quote().unwrap().check, QuoteCheck::Recording);
    assert_eq!(rows(&mut desk, "Speaker "), ["Speaker ⚠ Speaker not set · 2 · 1 not checked"]);
    click_row(&mut desk, "not checked: “No,”");
    desk.press("Enter");
    assert_eq!(desk.session().view().desk, None);
    assert_eq!(desk.words_of(desk.session().selected().unwrap()), "“No,”");
}

#[test]
fn a_quote_whose_words_changed_since_its_check_shows_both_and_one_key_confirms() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("“We wait.” Then Hoeksta left");
    desk.keys("q Esc Ctrl+9");
    choose(&mut desk, "Checked against: “We wait.” Then Hoeksta left", "Against a transcript");
    assert_eq!(rows(&mut desk, "Checked for"), [""; 0], "it was checked for the words it has");
    desk.press("Esc");
    for _ in 0..3 {
        desk.press("[");
    }
    let quote = |desk: &Desk| desk.all(AnnotationKind::Quote)[0].quote().unwrap().clone();
    assert_eq!(quote(&desk).checked_words, "“We wait.” Then Hoeksta left");
    assert!(desk.shows("Its words changed since they were checked"), "the inspector says so");
    assert!(desk.shows("Checked for: “We wait.” Then Hoeksta left") && desk.shows("Now: “We wait"));
    desk.press("Ctrl+9");
    let changed = "Speaker ⚠ Speaker not set · 1 · all checked · 1 changed since its check";
    assert_eq!(rows(&mut desk, "Speaker "), [changed]);
    assert_eq!(rows(&mut desk, "Checked for"), ["Checked for: “We wait.” Then Hoeksta left"]);
    desk.picture("quotes_changed");
    desk.press("Ctrl+6");
    assert!(desk.shows("1 quote changed since its check"), "the story cannot run like this");
    assert_eq!(rows(&mut desk, "Check the quote again").len(), 1);
    desk.keys("Esc g y");
    assert!(!desk.shows("Its words changed since they were checked"));
    assert_eq!(quote(&desk).checked_words, desk.words_of(desk.all(AnnotationKind::Quote)[0]));
    assert_eq!(quote(&desk).check, QuoteCheck::Transcript);
    desk.keys("Ctrl+Z r");
    assert_eq!((quote(&desk).check, quote(&desk).checked_words.as_str()), (QuoteCheck::NotChecked, ""));
}

#[test]
fn a_quote_nobody_checked_shows_its_words_in_the_draft_before() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("“No,” said Lin Meihua. Hoekstra agreed");
    desk.keys("q Esc");
    let path = desk.home.path().join("second.txt");
    std::fs::write(&path, TEXT.replace("Meihua", "Meihui")).unwrap();
    desk.dialog_answers(copydesk::session::dialogs::DialogAnswer::Chosen(path));
    desk.keys("Ctrl+Shift+N Enter Esc Ctrl+9");
    assert_eq!(
        rows(&mut desk, "In the draft"),
        ["In the draft before: “No,” said Lin Meihua. Hoekstra agreed"]
    );
    desk.picture("quotes_draft");
    // A letter written and taken back leaves the draft the last one.
    desk.keys("Esc F4");
    desk.type_text("x");
    desk.keys("Esc Ctrl+Z Ctrl+9");
    assert_eq!(rows(&mut desk, "In the draft").len(), 1);
}
