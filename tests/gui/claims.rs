//! Claims: marked, checked with sources, guarded, filtered.

use copydesk::model::{AnnotationKind, Claim, ClaimState, Stance, Verdict};
use copydesk::session::{Action, Filter, Flow, Pane, StateFilter};

use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nThe city closed two piers. It cost $1.2 million. No one was hurt.\n";

fn desk() -> Desk {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.keys("j j c j c j c");
    desk
}

fn claim(desk: &Desk, n: usize) -> Claim {
    desk.all(AnnotationKind::Claim)[n].claim().unwrap().clone()
}

#[test]
fn three_sentences_become_three_claims_by_two_keys_each() {
    let desk = desk();
    let words: Vec<String> =
        desk.all(AnnotationKind::Claim).iter().map(|claim| desk.words_of(claim)).collect();
    assert_eq!(words, ["The city closed two piers.", "It cost $1.2 million.", "No one was hurt."]);
    assert_eq!(desk.session().progress(), (0, 3));
}

#[test]
fn verified_asks_for_a_source_and_then_sets_state_verdict_and_checker() {
    let mut desk = desk();
    desk.press("n");
    desk.press("v");
    assert!(matches!(desk.session().flow(), Some(Flow::Source(_))));
    desk.picture("source");
    desk.type_text("https://example.org/council");
    desk.press("Enter");
    assert!(desk.session().flow().is_none());
    let checked = claim(&desk, 0);
    assert_eq!((checked.state, checked.verdict), (ClaimState::Checked, Verdict::Verified));
    assert_eq!(checked.checked_by, "Robin Vega");
    assert_eq!(checked.evidence[0].url, "https://example.org/council");
    assert_eq!(checked.evidence[0].accessed.unwrap().to_string(), "2023-11-14");
    assert_eq!(desk.session().progress(), (1, 3));
    desk.press("Ctrl+Z");
    assert_eq!(claim(&desk, 0), Claim::default(), "source and verdict are one step");
}

#[test]
fn leaving_the_form_gives_no_verdict() {
    let mut desk = desk();
    desk.keys("n v Esc");
    assert_eq!(claim(&desk, 0), Claim::default());
}

#[test]
fn disputed_asks_for_both_sides() {
    let mut desk = desk();
    desk.keys("n d");
    desk.type_text("https://example.org/for");
    desk.press("Enter");
    let Some(Flow::Source(form)) = desk.session().flow() else { panic!("the other side is asked for") };
    assert_eq!(form.draft.stance, Stance::Contradicts);
    desk.type_text("https://example.org/against");
    desk.press("Enter");
    let disputed = claim(&desk, 0);
    assert_eq!((disputed.state, disputed.verdict), (ClaimState::Checked, Verdict::Disputed));
    assert_eq!(disputed.evidence.len(), 2);
}

#[test]
fn nobody_signs_off_what_they_checked_themselves() {
    let mut desk = desk();
    desk.keys("n v");
    desk.type_text("https://example.org");
    desk.press("Enter");
    desk.press("t");
    let Some(Flow::Picker(picker)) = desk.session().flow() else { panic!("the states are listed") };
    let row = picker.rows.iter().find(|row| row.label == ClaimState::SignedOff.label()).unwrap();
    let key = row.key.unwrap().to_string();
    desk.press(&key);
    assert_eq!(claim(&desk, 0).state, ClaimState::Checked);
    let notice = desk.session().notices().last().unwrap();
    assert!(notice.is_error && notice.words.contains("Somebody other"), "{notice:?}");
}

#[test]
fn unrated_takes_the_verdict_back_and_keeps_the_sources() {
    let mut desk = desk();
    desk.keys("n v");
    desk.type_text("https://example.org");
    desk.press("Enter");
    desk.press("u");
    let back = claim(&desk, 0);
    assert_eq!((back.state, back.verdict, back.evidence.len()), (ClaimState::Marked, Verdict::Unrated, 1));
}

#[test]
fn a_checked_claim_whose_words_change_needs_a_recheck() {
    let mut desk = desk();
    desk.keys("n v");
    desk.type_text("https://example.org");
    desk.press("Enter");
    desk.press("[");
    let changed = claim(&desk, 0);
    assert_eq!((changed.state, changed.verdict), (ClaimState::NeedsRecheck, Verdict::Verified));
    desk.press("Ctrl+Z");
    assert_eq!(claim(&desk, 0).state, ClaimState::Checked);
}

#[test]
fn the_next_unresolved_claim_passes_resolved_ones() {
    let mut desk = desk();
    desk.keys("n v");
    desk.type_text("https://example.org");
    desk.keys("Enter n");
    let selected = desk.session().selected().unwrap();
    assert_eq!(desk.words_of(selected), "It cost $1.2 million.");
}

#[test]
fn the_list_filters_by_state_and_text_and_jumps_to_the_article() {
    let mut desk = desk();
    desk.keys("n v");
    desk.type_text("https://example.org");
    desk.press("Enter");
    desk.act(Action::SetPane(Pane::Claims));
    desk.act(Action::SetFilter(Filter {
        state: Some(StateFilter::Unresolved),
        text: "cost".into(),
        ..Filter::default()
    }));
    let shown: Vec<String> = desk
        .all(AnnotationKind::Claim)
        .into_iter()
        .filter(|annotation| {
            desk.session().filter().admits(annotation, desk.document(), desk.session().schema())
        })
        .map(|annotation| desk.words_of(annotation))
        .collect();
    assert_eq!(shown, ["It cost $1.2 million."]);
}

#[test]
fn a_wrong_date_of_access_is_refused_with_an_example() {
    let mut desk = desk();
    desk.keys("n s");
    let Some(Flow::Source(form)) = desk.session().flow().cloned() else { panic!("the form is open") };
    let mut form = form;
    form.draft.title = "Council minutes".into();
    form.accessed = "14.11.2023".into();
    desk.act(Action::ChangeSource(form));
    assert!(desk.shows("“14.11.2023” is not a date"), "it is said beside the field before Enter");
    desk.picture("wrong_date");
    desk.press("Ctrl+Enter");
    let Some(Flow::Source(form)) = desk.session().flow() else { panic!("the form stays open") };
    assert!(form.message.contains("year-month-day"), "{}", form.message);
    assert!(claim(&desk, 0).evidence.is_empty());
}
