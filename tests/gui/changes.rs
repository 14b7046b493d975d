//! What changed between two revisions of the text.

use std::fs;

use copydesk::model::AnnotationKind;
use copydesk::session::dialogs::DialogAnswer;
use copydesk::session::{Action, DeskView};

use crate::controls::{choose, click_row, rows};
use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nThe city closed two piers on Monday because of cracks.\n\nRepairs will cost \
    $1.2 million. Nobody had told the boats of it before the letter came.\n\nThe ferry carries 41,000 people a year.\n";

fn new_draft(desk: &mut Desk, text: &str, name: &str) {
    let path = desk.home.path().join(name);
    fs::write(&path, text).unwrap();
    desk.dialog_answers(DialogAnswer::Chosen(path));
    desk.press("Ctrl+Shift+N");
    desk.settle();
    if desk.session().flow().is_some() {
        desk.press("Escape");
    }
    assert_eq!(desk.document().text(), text);
}

#[test]
fn any_two_revisions_are_compared_and_each_change_tells_what_it_touches() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.press("Alt+d");
    assert!(desk.shows("There is one revision only"));
    desk.press("Escape");
    desk.select("The city closed two piers on Monday");
    desk.press("c");
    desk.select("Repairs will cost $1.2 million");
    desk.press("c");
    let closed_three = TEXT.replace("two piers", "three piers");
    new_draft(&mut desk, &closed_three, "second.txt");
    let third = closed_three
        .replace(" Nobody had told the boats of it before the letter came.", " It is said to be enough.");
    new_draft(&mut desk, &third, "third.txt");

    desk.press("Alt+d");
    desk.settle();
    let last = rows(&mut desk, "Change: ");
    assert_eq!(last.len(), 1, "{last:?}");
    assert!(last[0].contains("added “It is said to be enough"), "{last:?}");
    let first = desk.session().revision_name(0);
    choose(&mut desk, "Older revision", &first);
    let all = rows(&mut desk, "Change: ");
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all[0].contains("removed “two” added “three”"), "{all:?}");
    assert!(all[0].contains("touches claim “The city closed three piers on Monday”"), "{all:?}");
    desk.picture("changes");
    let second = desk.session().revision_name(1);
    choose(&mut desk, "Newer revision", &second);
    assert_eq!(rows(&mut desk, "Change: ").len(), 1, "an earlier one with an earlier one");

    click_row(&mut desk, "Change: removed “two”");
    desk.press("Enter");
    assert_eq!(desk.session().view().desk, None);
    let caret = desk.session().view().caret;
    assert!(desk.document().text()[caret..].starts_with("three piers"));
    desk.press("Alt+d");
    desk.click("Claim “The city closed three piers on Monday”");
    assert_eq!(desk.session().view().annotation, Some(desk.all(AnnotationKind::Claim)[0].id));
}

#[test]
fn the_view_follows_what_is_taken_back() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    new_draft(&mut desk, &TEXT.replace("41,000", "14,000"), "second.txt");
    desk.act(Action::ToggleDesk(DeskView::Changes));
    assert_eq!(rows(&mut desk, "Change: ").len(), 1);
    desk.press("Ctrl+Z");
    assert!(desk.shows("There is one revision only"));
    desk.press("Ctrl+Shift+Z");
    desk.settle();
    assert_eq!(rows(&mut desk, "Change: ").len(), 1);
}

#[test]
fn as_it_is_now_stays_so_when_the_text_goes_on_changing() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    let second = TEXT.replace("two piers", "three piers");
    new_draft(&mut desk, &second, "second.txt");
    new_draft(&mut desk, &second.replace("$1.2", "$1.4"), "third.txt");
    desk.press("Alt+d");
    let (first, now) = (desk.session().revision_name(0), desk.session().revision_name(2));
    choose(&mut desk, "Older revision", &first);
    assert!(now.ends_with("as it is now"));
    desk.press("Escape");
    desk.press("F4");
    let at = desk.document().text().find("ferry").unwrap();
    desk.act(Action::PutCaret { at, extend: false });
    desk.type_text("old ");
    desk.press("Escape");
    desk.press("Alt+d");
    assert_eq!(desk.session().chosen_revisions(), Some((0, 3)));
    assert_eq!(rows(&mut desk, "Change: ").len(), 3, "the word typed since is among them");
}
