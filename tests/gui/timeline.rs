//! The history: who changed what, and the way back.

use copydesk::model::AnnotationKind;
use copydesk::session::{Action, Command};

use crate::controls::{choose, click_row, rows};
use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nThe city closed two piers. It cost $1.2 million. The mayor knew of it.\n";

fn work_as(desk: &mut Desk, name: &str) {
    desk.act(Action::Command(Command::SetName));
    desk.press("Ctrl+A");
    desk.type_text(name);
    desk.press("Enter");
}

/// Two claims and a tag by Robin, a verdict by Ben.
fn desk() -> Desk {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city closed two piers.");
    desk.press("c");
    desk.select("The mayor");
    desk.keys("e p");
    desk.select("It cost $1.2 million.");
    desk.press("c");
    work_as(&mut desk, "Ben");
    desk.press("v");
    desk.type_text("https://example.org");
    desk.press("Enter");
    desk
}

#[test]
fn the_timeline_tells_who_did_what_the_newest_first() {
    let mut desk = desk();
    desk.press("Alt+t");
    let steps = rows(&mut desk, "Step by ");
    assert_eq!(steps.len(), 4);
    assert!(steps[0].starts_with("Step by Ben: Rate “It cost"), "{steps:?}");
    desk.picture("timeline");
    choose(&mut desk, "Whose steps", "Robin Vega");
    assert_eq!(rows(&mut desk, "Step by ").len(), 3);
    choose(&mut desk, "Steps about", "Entities");
    assert_eq!(rows(&mut desk, "Step by ").len(), 1);
    choose(&mut desk, "Whose steps", "Everybody");
    choose(&mut desk, "Steps about", "Everything");
    desk.focus("Filter steps");
    desk.type_text("cost");
    assert_eq!(rows(&mut desk, "Step by ").len(), 2);
    desk.press("Ctrl+A");
    desk.type_text("zebra");
    assert!(desk.shows("No step matches the filter"));
}

#[test]
fn going_back_is_exact_and_one_step_that_can_be_undone() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city closed two piers.");
    desk.press("c");
    let early = desk.document().clone();
    desk.select("The mayor");
    desk.keys("e p");
    desk.keys("Ctrl+Z Ctrl+Shift+Z");
    desk.select("It cost $1.2 million.");
    desk.keys("c v");
    desk.type_text("https://example.org");
    desk.keys("Enter [");
    let late = desk.document().clone();
    desk.press("Alt+t");
    desk.press("End");
    click_row(&mut desk, "Mark the claim “The city");
    assert!(desk.shows("6 later steps would be taken back."), "undo and redo are steps too");
    desk.click("↶ Go back to after this step");
    assert!(desk.document().same_content(&early));
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 1);
    desk.press("Ctrl+Z");
    assert!(desk.document().same_content(&late));
    desk.press("Ctrl+Shift+Z");
    assert!(desk.document().same_content(&early));
}

#[test]
fn an_untouched_article_has_an_empty_timeline() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.press("Alt+t");
    assert!(desk.shows("Nothing was changed yet"));
    desk.press("Alt+t");
    assert_eq!(desk.session().view().desk, None);
}
