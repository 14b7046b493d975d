//! Articles of other programs: opened, pasted, asked about, and their parts put right.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::model::BlockKind;
use copydesk::session::{Action, Command, Flow};
use egui::Event;

use crate::controls::{menu, rows};
use crate::desk::Desk;

const STORY: &str = "Karl reopens its harbour\n\nBy Ana Lind\n\nThe harbour closed on March 4, 2025.\n\nA box about the reporter, who lives in Ellery.\n\nIt is the largest closure.\n";

fn opening(name: &str, bytes: &[u8]) -> Desk {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let path = home.path().join(name);
    fs::write(&path, bytes).unwrap();
    Desk::opening(home, &path)
}

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ingest").join(name)
}

fn answers(desk: &Desk) -> Vec<String> {
    let Some(Flow::Question(question)) = desk.session().flow() else {
        panic!("a question is open: {:?}", desk.session().flow())
    };
    question.answers.iter().map(|answer| answer.label.clone()).collect()
}

fn kind_of(desk: &Desk, words: &str) -> BlockKind {
    let article = desk.document().article();
    let block = article.blocks().iter().find(|block| block.span.of(article.text()).starts_with(words));
    block.unwrap_or_else(|| panic!("no block begins with “{words}”")).kind
}

#[test]
fn a_text_in_an_unknown_encoding_is_asked_about_and_read_as_chosen() {
    // Spanish in windows-1252, which looks like Polish.
    let bytes = b"Karl\n\n\xd1and\xfa \x96 \x93as\xed\x94.\n";
    let mut desk = opening("latin1.txt", bytes);
    assert!(desk.shows("Which line reads right?"));
    let offered = answers(&desk);
    assert_eq!(offered.len(), 2, "{offered:?}");
    assert!(offered[1].contains("Ñandú – “así”.") && offered[1].contains("(windows-1252)"), "{offered:?}");
    let Some(Flow::Question(question)) = desk.session().flow() else { panic!("it is asked") };
    assert_eq!(question.keys(), ['1', '2'], "numbers, where all begin with the same letter");
    desk.picture("encoding_question");
    desk.press("2");
    assert_eq!(desk.document().text(), "Karl\n\nÑandú – “así”.\n");
    assert!(desk.session().flow().is_none());
    let notes = desk.document().article().meta.import_notes.join(" ");
    assert!(notes.contains("windows-1252, as you chose"), "{notes}");
}

#[test]
fn the_encoding_that_was_used_is_kept_by_enter() {
    let mut desk = opening("latin1.txt", b"Caf\xe9 Karl\n\nDas Caf\xe9 \xf6ffnet sp\xe4t, f\xfcr alle.\n");
    if let Some(Flow::Question(_)) = desk.session().flow() {
        desk.press("Enter");
    }
    assert!(desk.document().text().contains("Das Café öffnet spät, für alle."));
    assert!(desk.session().flow().is_none());
}

#[test]
fn b_calls_a_block_furniture_and_gives_it_its_part_back() {
    let mut desk = Desk::with_text(STORY, "karl.txt");
    desk.press("Ctrl+7");
    desk.select("The harbour closed on March 4, 2025.");
    desk.press("c");
    assert!(desk.shows("Name Ellery, not covered"));
    desk.picture("furniture_before");
    desk.select("A box about");
    desk.press("b");
    assert_eq!(kind_of(&desk, "A box"), BlockKind::Furniture);
    assert!(desk.shows("Furniture: A box about the reporter"));
    assert!(
        rows(&mut desk, "").iter().all(|row| !row.contains("Ellery, not covered")),
        "{:?}",
        rows(&mut desk, "")
    );
    desk.picture("furniture_after");
    desk.press("b");
    assert_eq!(kind_of(&desk, "A box"), BlockKind::Paragraph);
    desk.select("By Ana");
    desk.keys("b b");
    assert_eq!(kind_of(&desk, "By Ana"), BlockKind::Byline, "it is what it was before");
    desk.keys("Ctrl+Z Ctrl+Z Ctrl+Z Ctrl+Z");
    assert_eq!(kind_of(&desk, "A box"), BlockKind::Paragraph);
}

#[test]
fn the_part_of_a_block_is_chosen_by_keys() {
    let mut desk = Desk::with_text(STORY, "karl.txt");
    desk.select("A box about");
    desk.press("Shift+B");
    assert!(desk.shows("What is “A box about the reporter"), "{:?}", desk.session().flow());
    desk.picture("part_of_block");
    desk.press("c");
    assert_eq!(kind_of(&desk, "A box"), BlockKind::Caption);
    assert!(desk.shows("Caption: A box about the reporter"));
    desk.press("Ctrl+Z");
    assert_eq!(kind_of(&desk, "A box"), BlockKind::Paragraph);
    desk.keys("Shift+B Esc");
    assert!(desk.session().flow().is_none());
}

#[test]
fn a_plain_text_is_pasted_as_a_new_article() {
    let mut desk = Desk::with_sample();
    desk.harness().event(Event::Paste(STORY.to_owned()));
    desk.settle();
    assert_eq!(desk.document().article().meta.title, "Karl reopens its harbour");
    assert_eq!(kind_of(&desk, "By Ana"), BlockKind::Byline);
    assert!(!desk.shows("Port Ellery"));
}

#[test]
fn a_page_is_pasted_as_its_words() {
    let mut desk = Desk::with_sample();
    let page = "<article><h1>Karl reopens</h1><p>The harbour <b>opened</b> &ndash; at last.</p>\
        <script>alert(1)</script><ul><li>One ship sank.</li></ul></article>";
    desk.harness().event(Event::Paste(page.to_owned()));
    desk.settle();
    assert!(desk.document().text().contains("The harbour opened – at last."));
    assert!(!desk.document().text().contains("alert"));
    assert_eq!(desk.document().article().meta.title, "Karl reopens");
    assert_eq!(kind_of(&desk, "One ship"), BlockKind::List);
    desk.picture("pasted_page");
}

#[test]
fn a_page_that_was_copied_without_its_text_is_pasted_by_ctrl_v() {
    let mut desk = Desk::with_sample();
    // The press is used up where no text was copied.
    let ctrl_v = || Event::Key {
        key: egui::Key::V,
        physical_key: None,
        pressed: false,
        repeat: false,
        modifiers: egui::Modifiers::COMMAND,
    };
    desk.harness().event(ctrl_v());
    desk.settle();
    assert!(desk.shows("There is no text in the clipboard."));
    desk.copy_page("<meta charset='utf-8'><h1>Karl reopens</h1><p>The harbour opened &ndash; at last.</p>");
    desk.harness().event(ctrl_v());
    desk.settle();
    assert!(desk.document().text().contains("The harbour opened – at last."));
    assert_eq!(desk.document().article().meta.title, "Karl reopens");
    menu(&mut desk, "File", "New article from the clipboard");
    desk.settle();
    assert!(!desk.shows("There is no text in the clipboard."));
}

#[test]
fn what_an_import_did_is_told_and_kept() {
    let page = "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Karl reopens | Coast News</title></head>\
        <body><nav><a href=/>Home</a></nav><article><h1>Karl reopens</h1><p>The harbour of Karl opened again on Monday after three weeks of storms, and the first ships came in before noon, the mayor said.</p>\
        <p>Some two hundred people had come to the quay, among them many who had lost work, boats and patience.</p></article><footer>All rights reserved.</footer></body></html>";
    let mut desk = opening("karl.html", page.as_bytes());
    desk.act(Action::Command(Command::ImportNotes));
    assert!(desk.shows("What the import did"));
    assert!(desk.shows("Imported from karl.html as a web page (HTML)."), "{:?}", desk.session().flow());
    desk.picture("import_notes");
    desk.press("Enter");
    let notes = &desk.document().article().meta.import_notes;
    assert!(notes.iter().any(|note| note.contains("UTF-8")), "{notes:?}");
    menu(&mut desk, "File", "What the import did…");
    assert!(desk.shows("What the import did"));
}

#[test]
fn a_pdf_opens_with_its_warning() {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let mut desk = Desk::opening(home, &case("pdf/without-table.pdf"));
    assert!(desk.document().text().contains("The harbour of Karl opened again on Monday."));
    assert!(desk.shows("The reading order may be wrong"));
    desk.picture("pdf_warning");
}

#[test]
fn control_characters_are_marked_in_the_text_and_said() {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let mut desk = Desk::opening(home, &case("txt/control-characters.txt"));
    assert!(desk.shows("3 control characters (NUL, SOH, ESC)"));
    assert!(desk.shows("Paragraph: The harbour[NUL] opened[ESC] again."));
    desk.picture("control_characters");
}

#[test]
fn what_cannot_be_read_says_why_and_leaves_the_article_open() {
    for (name, words) in [
        ("txt/is-a-picture.txt", "is a picture: import the text that goes with it"),
        ("docx/old-word.docx", "save it as .docx"),
        ("pdf/empty.pdf", "cut short or damaged"),
        ("rtf/empty.rtf", "holds no text"),
    ] {
        let mut desk = Desk::opening(Arc::new(tempfile::tempdir().unwrap()), &case(name));
        assert!(desk.shows(words), "{name}");
        desk.picture(&format!("refused_{}", name.replace('/', "_")));
    }
}
