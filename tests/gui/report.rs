//! Looking at a report and saving it, from the keyboard.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::report::{Audience, Kind};
use copydesk::session::Flow;
use copydesk::session::dialogs::DialogAnswer;
use copydesk::session::flow::LinePurpose;
use copydesk::session::report::ReportForm;

use crate::desk::Desk;

/// A word that stands only in a confidential source of the story.
const CONFIDENTIAL: &str = "former director";

fn story() -> (Desk, PathBuf) {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let path = home.path().join("ferry.desk.ron");
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/report/night-ferry.desk.ron");
    fs::copy(case, &path).unwrap();
    (Desk::opening(home, &path), path)
}

#[track_caller]
fn form(desk: &Desk) -> ReportForm {
    let Some(Flow::Report(form)) = desk.session().flow() else {
        panic!("a report is being chosen: {:?}", desk.session().flow())
    };
    form.clone()
}

fn words(desk: &Desk) -> String {
    desk.session().notices().iter().map(|notice| notice.words.clone()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_report_is_looked_at_and_what_readers_do_not_get_is_said_before_it_is_saved() {
    let (mut desk, _) = story();
    desk.press("Ctrl+Shift+E");
    let shown = form(&desk);
    assert_eq!((shown.kind, shown.audience), (Kind::Html, Audience::Desk));
    let preview = shown.preview.expect("it is worked out");
    assert!(preview.lines.iter().any(|line| line.text.contains(CONFIDENTIAL)));
    assert!(preview.remarks.is_empty());
    desk.picture("report-desk");

    desk.press("r");
    desk.press("c");
    assert!(words(&desk).contains("Report copied for readers as text."), "{}", words(&desk));
    let shown = form(&desk);
    let preview = shown.preview.expect("it is worked out");
    assert!(!preview.lines.iter().any(|line| line.text.contains(CONFIDENTIAL)));
    assert!(desk.shows("1 confidential source left out."));
    desk.picture("report-readers");
    let path = desk.home.path().join("page.html");
    desk.dialog_answers(DialogAnswer::Chosen(path.clone()));
    desk.press("Enter");
    let page = fs::read_to_string(&path).unwrap();
    assert!(page.contains("How this article was checked") && !page.contains(CONFIDENTIAL));
    assert!(words(&desk).contains("Report saved for readers"), "{}", words(&desk));
    assert!(desk.session().flow().is_none());
}

#[test]
fn keys_choose_the_report_and_a_list_of_the_desk_is_not_made_for_readers() {
    let (mut desk, _) = story();
    desk.press("Ctrl+Shift+E");
    desk.press("7");
    assert_eq!(form(&desk).kind, Kind::Log);
    desk.picture("report-log");
    desk.press("r");
    assert!(form(&desk).message.contains("belongs to the desk"), "{}", form(&desk).message);
    desk.press("Enter");
    assert!(matches!(desk.session().flow(), Some(Flow::Report(_))), "nothing is saved");
    desk.press("d");
    assert!(form(&desk).message.is_empty());
    desk.press("Down");
    assert_eq!(form(&desk).kind, Kind::ClaimReview);
    assert_eq!(form(&desk).preview.unwrap().audience, Audience::Readers, "it has no other");
    desk.press("Down");
    assert_eq!(form(&desk).kind, Kind::Quotes);
    desk.press("Down");
    assert_eq!(form(&desk).kind, Kind::Html);
    desk.press("Esc");
    assert!(desk.session().flow().is_none());
}

#[test]
fn without_a_desktop_service_the_report_s_path_is_typed_and_nothing_is_replaced_unasked() {
    let (mut desk, path) = story();
    desk.press("Ctrl+Shift+E");
    desk.press("4");
    desk.press("Enter");
    let Some(Flow::Line(line)) = desk.session().flow() else { panic!("{:?}", desk.session().flow()) };
    assert_eq!(line.purpose, LinePurpose::ReportPath(Kind::Sources, Audience::Desk));
    let target = path.with_file_name("ferry.sources.md");
    assert_eq!(line.text, target.display().to_string());
    fs::write(&target, "mine").unwrap();
    desk.press("Enter");
    let Some(Flow::Question(question)) = desk.session().flow() else { panic!("{:?}", desk.session().flow()) };
    assert_eq!(question.title, "Replace this file?");
    assert_eq!(fs::read_to_string(&target).unwrap(), "mine");
    desk.press("Down");
    desk.press("Enter");
    assert!(fs::read_to_string(&target).unwrap().starts_with("# Sources"));
}

#[test]
fn a_report_never_takes_the_place_of_the_article_s_own_file() {
    let (mut desk, path) = story();
    let before = fs::read(&path).unwrap();
    desk.press("Ctrl+Shift+E");
    desk.dialog_answers(DialogAnswer::Chosen(path.clone()));
    desk.press("Enter");
    assert_eq!(fs::read(&path).unwrap(), before);
    assert!(words(&desk).contains("is the name of a Copydesk file"), "{}", words(&desk));
}
