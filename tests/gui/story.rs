//! The desk's views: the table of claims, what is left to do, and a story from first mark to sign-off.

use copydesk::model::{AnnotationKind, ClaimState, Disposition, Priority, Verdict};
use copydesk::session::{Action, Command, DeskView, Flow};
use egui_kittest::kittest::Queryable;

use crate::controls::{choose, click_row, rows};
use crate::desk::Desk;

const TEXT: &str =
    "Harbour\n\nThe city closed two piers. It cost $1.2 million. The mayor knew of it. Nobody was hurt.\n";

/// Four sentences, each a claim.
fn desk() -> Desk {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    for sentence in
        ["The city closed two piers.", "It cost $1.2 million.", "The mayor knew of it.", "Nobody was hurt."]
    {
        desk.select(sentence);
        desk.press("c");
    }
    desk
}

fn states(desk: &Desk) -> Vec<ClaimState> {
    desk.all(AnnotationKind::Claim).iter().map(|claim| claim.claim().unwrap().state).collect()
}

fn work_as(desk: &mut Desk, name: &str) {
    desk.act(Action::Command(Command::SetName));
    desk.press("Ctrl+A");
    desk.type_text(name);
    desk.press("Enter");
}

#[test]
fn the_table_takes_the_place_of_the_article_and_esc_gives_it_back() {
    let mut desk = desk();
    desk.press("Ctrl+5");
    assert_eq!(rows(&mut desk, "Claim, ").len(), 4);
    assert!(!desk.shows("Position in the article"));
    desk.picture("claims_table");
    desk.press("Esc");
    assert_eq!(desk.session().view().desk, None);
    assert!(desk.shows("Position in the article"));
    desk.keys("Ctrl+5 Ctrl+5");
    assert_eq!(desk.session().view().desk, None);
}

#[test]
fn the_table_is_sorted_filtered_and_grouped() {
    let mut desk = desk();
    desk.keys("n v");
    desk.type_text("https://example.org");
    desk.press("Enter");
    let id = desk.all(AnnotationKind::Claim)[0].id;
    desk.act(Action::ShowAnnotation { id, reveal: true });
    desk.press("Ctrl+5");
    desk.click("Sort by verdict");
    desk.click("Sort by verdict");
    let first = rows(&mut desk, "Claim, ")[0].clone();
    assert!(first.contains("Verified"), "{first}");
    choose(&mut desk, "Group by", "By state");
    let all = rows(&mut desk, "");
    assert!(
        all.contains(&"Group Marked · 3".to_owned()) && all.contains(&"Group Checked · 1".to_owned()),
        "{all:?}"
    );
    desk.picture("claims_grouped");
    desk.focus("Filter the table");
    desk.type_text("million");
    assert_eq!(rows(&mut desk, "Claim, "), ["Claim, Marked, Unrated: It cost $1.2 million."]);
    desk.press("Ctrl+A");
    desk.type_text("zebra");
    desk.click("Show all claims");
    assert_eq!(rows(&mut desk, "Claim, ").len(), 4);
}

#[test]
fn many_claims_change_in_one_step_and_what_the_guards_refuse_is_named() {
    let mut desk = desk();
    desk.keys("n v");
    desk.type_text("https://example.org");
    desk.press("Enter");
    work_as(&mut desk, "Ben");
    desk.press("Ctrl+5");
    desk.click("Pick all shown");
    desk.picture("picked");
    desk.click("★ Sign off picked");
    assert_eq!(states(&desk).iter().filter(|state| **state == ClaimState::SignedOff).count(), 1);
    assert!(desk.shows("Left out 3: A claim needs a verdict"));
    assert_eq!(desk.session().view().picked.len(), 3, "those left out stay picked");
    choose(&mut desk, "Set priority", "High");
    let high = |desk: &Desk| {
        let claims = desk.all(AnnotationKind::Claim);
        claims.iter().filter(|claim| claim.claim().unwrap().priority == Priority::High).count()
    };
    assert_eq!(high(&desk), 3);
    desk.press("Ctrl+Z");
    assert_eq!(high(&desk), 0, "one step");
}

#[test]
fn rows_are_picked_and_rated_from_the_keyboard() {
    let mut desk = desk();
    desk.keys("Ctrl+5 Home Space Down Space");
    assert_eq!(desk.session().view().picked.len(), 2);
    desk.press("Space");
    assert_eq!(desk.session().view().picked.len(), 1);
    desk.press("v");
    assert!(matches!(desk.session().flow(), Some(Flow::Source(_))), "keys of the article work on the row");
    desk.press("Esc");
    desk.press("Enter");
    assert_eq!(desk.session().view().desk, None, "Enter goes to the claim in the article");
    assert_eq!(desk.session().selected().unwrap().spans.first().of(TEXT), "It cost $1.2 million.");
}

#[test]
fn keys_on_a_picked_row_mean_all_that_are_picked_and_are_one_step() {
    let mut desk = desk();
    for _ in 0..2 {
        desk.keys("n v");
        desk.type_text("https://example.org");
        desk.press("Enter");
    }
    work_as(&mut desk, "Ben");
    let signed = |desk: &Desk| states(desk).iter().filter(|state| **state == ClaimState::SignedOff).count();
    desk.keys("Ctrl+5 Home Space Down Space y");
    assert_eq!(signed(&desk), 2);
    desk.press("Ctrl+Z");
    assert_eq!(signed(&desk), 0, "one step");
    desk.keys("Home Space Down Space .");
    assert!(desk.shows("Verdict on 2 picked claims"));
    desk.press("Esc");
    desk.keys("Home r");
    assert_eq!(states(&desk).iter().filter(|state| **state == ClaimState::InProgress).count(), 2);
    desk.keys("Home Space Down Space");
    choose(&mut desk, "Set disposition", "Cut");
    let cut = desk.all(AnnotationKind::Claim);
    assert_eq!(cut.iter().filter(|claim| claim.claim().unwrap().disposition == Disposition::Cut).count(), 2);
}

#[test]
fn the_table_shows_whose_claims_and_what_is_due() {
    let mut desk = desk();
    desk.press("n");
    desk.act(Action::Command(Command::AddQuery));
    desk.type_text("The council");
    desk.keys("Tab Tab Tab");
    desk.type_text("yesterday");
    desk.keys("Esc Ctrl+5");
    choose(&mut desk, "Filter by person asked", "The council");
    let asked = ["Claim, Waiting for source, Unrated: The city closed two piers."];
    assert_eq!(rows(&mut desk, "Claim, "), asked);
    choose(&mut desk, "Filter by person asked", "Nobody asked");
    assert_eq!(rows(&mut desk, "Claim, ").len(), 3);
    choose(&mut desk, "Filter by person asked", "Everybody");
    choose(&mut desk, "Filter by due date", "Overdue");
    assert_eq!(rows(&mut desk, "Claim, "), asked);
    choose(&mut desk, "Filter by due date", "Due in 7 days");
    assert!(desk.shows("No claim matches the filter"));
    desk.click("Show all claims");
    choose(&mut desk, "Filter by claimant", "The article itself");
    assert_eq!(rows(&mut desk, "Claim, ").len(), 4);
    desk.picture("claims_filtered");
}

#[test]
fn a_sign_off_bears_the_role_of_who_gives_it_and_of_nobody_else() {
    let mut desk = desk();
    desk.keys("n v");
    desk.type_text("https://example.org");
    desk.press("Enter");
    work_as(&mut desk, "Ben");
    assert_eq!(desk.session().role(), "", "the role of the one before is not Ben’s");
    desk.press("Ctrl+K");
    desk.type_text("your role");
    desk.press("Enter");
    desk.type_text("Night editor");
    desk.keys("Enter y");
    let signed = desk.all(AnnotationKind::Claim)[0].claim().unwrap().approvals[0].clone();
    assert_eq!((signed.by.as_str(), signed.role.as_str()), ("Ben", "Night editor"));
}

#[test]
fn the_story_says_what_is_left_and_for_whom() {
    let mut desk = desk();
    assert!(desk.shows("4 unresolved"));
    desk.keys("n v");
    desk.type_text("https://example.org");
    desk.press("Enter");
    desk.act(Action::Command(Command::AddQuery));
    desk.type_text("The council");
    desk.press("Esc");
    desk.press("Ctrl+6");
    assert!(desk.shows("Not ready to run"));
    assert!(desk.shows("1 sign-off missing"));
    desk.picture("story");
    click_row(&mut desk, "Check: The mayor");
    assert_eq!(desk.session().view().desk, Some(DeskView::Story), "the record is shown beside it");
    assert_eq!(desk.words_of(desk.session().selected().unwrap()), "The mayor knew of it.");
    work_as(&mut desk, "Ben");
    assert!(
        !rows(&mut desk, "Sign off: Robin Vega checked it").is_empty() || desk.shows("asked The council")
    );
}

#[test]
fn an_article_without_claims_says_how_to_begin() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.press("Ctrl+5");
    assert!(desk.shows("select a sentence with J, mark it with C"));
    desk.press("Ctrl+6");
    assert!(desk.shows("select a sentence with J, mark it with C"));
    desk.press("Esc");
    desk.press("g");
    assert!(desk.session().notices().last().unwrap().words.contains("no claim yet"));
}

#[test]
fn a_whole_story_goes_from_the_first_mark_to_sign_off_by_two_people_without_the_mouse() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.keys("j");
    for _ in 0..4 {
        desk.keys("j c");
    }
    let n_claims = desk.all(AnnotationKind::Claim).len();
    assert_eq!(
        n_claims,
        4,
        "{:?}",
        desk.all(AnnotationKind::Claim).iter().map(|c| desk.words_of(c)).collect::<Vec<_>>()
    );
    for at in 0..3 {
        desk.keys("g v");
        desk.type_text(&format!("https://source-{at}.example/minutes-of-the-council"));
        desk.press("Enter");
    }
    desk.press("g");
    desk.keys("t");
    let Some(Flow::Picker(picker)) = desk.session().flow() else { panic!("the states are listed") };
    let key =
        picker.rows.iter().find(|row| row.label == ClaimState::NotCheckable.label()).unwrap().key.unwrap();
    desk.press(&key.to_string());
    desk.press("y");
    desk.press("g");
    assert!(desk.session().notices().last().unwrap().words.contains("3 sign-offs missing"));
    desk.keys("Ctrl+K");
    desk.type_text("your name");
    desk.keys("Enter Ctrl+A");
    desk.type_text("Ben Okafor");
    desk.press("Enter");
    for _ in 0..3 {
        desk.keys("g y");
    }
    let signed = desk.all(AnnotationKind::Claim);
    let signed: Vec<_> = signed.iter().map(|claim| claim.claim().unwrap()).collect();
    assert_eq!(signed.iter().filter(|claim| claim.state == ClaimState::SignedOff).count(), 3);
    assert!(signed.iter().filter(|claim| claim.verdict == Verdict::Verified).all(|claim| {
        claim.checked_by == "Robin Vega" && claim.approvals.iter().all(|own| own.by == "Ben Okafor")
    }));
    desk.press("g");
    assert!(desk.session().notices().last().unwrap().words.contains("ready to run"));
    desk.press("Ctrl+6");
    assert!(desk.shows("Ready to run"));
    desk.picture("ready");
    assert!(desk.harness().query_by_label("Back to the article").is_some());
}
