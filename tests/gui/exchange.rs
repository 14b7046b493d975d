//! Export… and Import…: what is left out is said first, and what is there is not replaced unasked.

use std::fs;

use copydesk::model::AnnotationKind;
use copydesk::session::dialogs::DialogAnswer;
use copydesk::session::flow::{LinePurpose, Purpose};
use copydesk::session::{Action, Flow};

use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nThe city closed two piers. It cost $1.2 million.\n";

/// A desk with a claim that has a comment, at the list of formats.
fn exporting() -> Desk {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city");
    desk.keys("c ;");
    desk.type_text("Which piers?");
    desk.press("Enter");
    desk.press("Ctrl+K");
    desk.type_text("export");
    desk.press("Enter");
    let Some(Flow::Picker(picker)) = desk.session().flow() else {
        panic!("formats: {:?}", desk.session().flow())
    };
    assert_eq!(picker.purpose, Purpose::Export);
    desk
}

#[test]
fn the_formats_say_what_they_are_good_for() {
    let mut desk = exporting();
    assert!(desk.shows("W3C Web Annotation") && desk.shows("For spreadsheets"));
    desk.picture("export formats");
}

#[test]
fn what_is_left_out_is_said_before_anything_is_written() {
    let mut desk = exporting();
    let out = desk.home.path().join("story.doccano.jsonl");
    desk.dialog_answers(DialogAnswer::Chosen(out.clone()));
    desk.press("4");
    assert!(desk.shows("Export as doccano?") && desk.shows("1 comment"));
    desk.picture("export losses");
    assert!(!out.exists());
    desk.press("Enter");
    assert!(fs::read_to_string(&out).unwrap().contains("\"Claim\""));
    assert!(desk.session().is_unsaved(), "an export is no save");
    desk.picture("export done");
}

#[test]
fn a_format_of_several_files_replaces_none_of_them_unasked() {
    let mut desk = exporting();
    let out = desk.home.path().join("story.ann");
    let text = desk.home.path().join("story.txt");
    fs::write(&text, "somebody's").unwrap();
    desk.dialog_answers(DialogAnswer::Chosen(out.clone()));
    desk.press("3");
    desk.press("Enter");
    assert!(desk.shows("Replace the file?"), "{:?}", desk.session().flow());
    assert_eq!(fs::read_to_string(&text).unwrap(), "somebody's");
    assert!(!out.exists());
    desk.click("Replace it");
    assert_eq!(fs::read_to_string(&text).unwrap(), TEXT);
    assert!(out.exists());
}

#[test]
fn without_a_desktop_service_the_path_of_an_export_is_typed() {
    let mut desk = exporting();
    desk.press("1");
    desk.press("Enter");
    let Some(Flow::Line(form)) = desk.session().flow() else { panic!("the path is asked for") };
    assert!(matches!(form.purpose, LinePurpose::ExportPath(_)));
    assert_eq!(form.text, "story.w3c.jsonld");
    let out = desk.home.path().join("typed.jsonld");
    desk.press("Ctrl+A");
    desk.type_text(&out.display().to_string());
    desk.press("Enter");
    assert!(out.exists());
}

#[test]
fn what_another_tool_wrote_is_opened_with_its_text_and_annotations() {
    let mut desk = exporting();
    let out = desk.home.path().join("story.ann");
    desk.dialog_answers(DialogAnswer::Chosen(out.clone()));
    desk.press("3");
    desk.press("Enter");
    let home = std::sync::Arc::clone(&desk.home);
    let mut again = Desk::opening(home, &out);
    assert_eq!(again.document().text(), TEXT);
    assert_eq!(again.all(AnnotationKind::Claim).len(), 1);
    assert_eq!(again.document().annotations().next().unwrap().comment, "Which piers?");
    again.act(Action::Command(copydesk::session::Command::Save));
    let Some(Flow::Line(form)) = again.session().flow() else { panic!("the path is asked for") };
    assert!(form.text.ends_with("story.desk.ron"), "our own file is another one: {}", form.text);
}
