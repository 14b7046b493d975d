//! The record of a claim: what changed under a verdict, questions, replies, sources as pasted.

use copydesk::model::{AnnotationKind, Claim, ClaimState, Field, Verdict};
use copydesk::session::{Action, Command, Flow};
use copydesk::storage::{Layout, Settings};
use egui_kittest::kittest::Queryable;

use crate::controls::{click_far, has_keyboard, into_field, text_in};
use crate::desk::Desk;

const CLAIM: &str = "closed two of its nine piers on Tuesday";

/// The sample with one claim, in a tall window where all of the inspector is in sight.
fn desk() -> Desk {
    let home = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let layout = Layout { inspector_height: 1600.0, right_width: 400.0, ..Layout::default() };
    let mut desk = Desk::at_home(home, Settings { layout, ..Settings::test() });
    desk.harness().set_size(egui::vec2(1280.0, 2000.0));
    desk.settle();
    desk.select(CLAIM);
    desk.press("c");
    desk
}

fn claim(desk: &Desk) -> Claim {
    desk.all(AnnotationKind::Claim)[0].claim().unwrap().clone()
}

fn verified() -> Desk {
    let mut desk = desk();
    desk.press("v");
    desk.type_text("https://example.org/council/minutes-of-march");
    desk.press("Enter");
    assert_eq!(claim(&desk).state, ClaimState::Checked);
    desk
}

fn work_as(desk: &mut Desk, name: &str) {
    desk.act(Action::Command(Command::SetName));
    desk.press("Ctrl+A");
    desk.type_text(name);
    desk.press("Enter");
}

#[test]
fn a_verdict_is_bound_to_its_words_and_confirmed_with_one_key() {
    let mut desk = verified();
    assert_eq!(claim(&desk).checked_words, CLAIM);
    desk.press("[");
    let changed = claim(&desk);
    assert_eq!((changed.state, changed.checked_words.as_str()), (ClaimState::NeedsRecheck, CLAIM));
    assert!(desk.shows("Its words changed since it was checked"));
    assert!(desk.shows(&format!("Checked for: {CLAIM}")));
    assert!(desk.shows("Now: closed two of its nine piers on"));
    desk.picture("recheck");
    work_as(&mut desk, "Ben");
    desk.press("y");
    let confirmed = claim(&desk);
    assert_eq!((confirmed.state, confirmed.verdict), (ClaimState::Checked, Verdict::Verified));
    assert_eq!(confirmed.checked_by, "Ben");
    assert_eq!(confirmed.checked_words, "closed two of its nine piers on");
    assert!(!desk.shows("Its words changed"));
    desk.keys("Ctrl+Z Ctrl+Z");
    let back = claim(&desk);
    assert_eq!((back.state, back.checked_by.as_str()), (ClaimState::Checked, "Robin Vega"));
}

#[test]
fn a_changed_claim_is_reopened_with_one_key() {
    let mut desk = verified();
    desk.keys("[ r");
    let open = claim(&desk);
    assert_eq!((open.state, open.verdict), (ClaimState::InProgress, Verdict::Unrated));
    assert!(open.checked_by.is_empty() && open.checked_words.is_empty() && open.evidence.len() == 1);
}

#[test]
fn the_buttons_of_the_recheck_do_what_the_keys_do() {
    let mut desk = verified();
    desk.press("[");
    click_far(&mut desk, "Confirm the verdict");
    assert_eq!(claim(&desk).state, ClaimState::Checked);
    click_far(&mut desk, "Reopen");
    assert_eq!(claim(&desk).state, ClaimState::InProgress);
}

#[test]
fn a_second_person_signs_off_with_one_key() {
    let mut desk = verified();
    desk.press("y");
    assert!(matches!(desk.session().flow(), Some(Flow::Question(_))), "the checker cannot");
    assert!(desk.shows("Work under another name…"));
    desk.picture("second_person");
    desk.click("Work under another name…");
    desk.press("Ctrl+A");
    desk.type_text("Ben");
    desk.keys("Enter y");
    let signed = claim(&desk);
    assert_eq!(signed.state, ClaimState::SignedOff);
    assert_eq!(signed.approvals[0].by, "Ben");
    assert!(desk.shows("Signed off by Ben"));
    desk.press("[");
    assert_eq!(claim(&desk).state, ClaimState::NeedsRecheck);
    desk.press("y");
    assert_eq!((claim(&desk).state, claim(&desk).approvals.len()), (ClaimState::Checked, 0));
}

#[test]
fn an_answer_is_noted_from_anywhere_without_the_mouse() {
    let mut desk = desk();
    desk.keys("Esc A");
    assert!(desk.shows("No question is open. Ask one with ?."));
    desk.press("?");
    assert!(has_keyboard(&mut desk, "Question 1: to"));
    desk.type_text("The council");
    desk.press("Esc");
    desk.select("harbour");
    assert!(desk.session().selected().is_none(), "another place is looked at");
    desk.press("A");
    assert!(has_keyboard(&mut desk, "Question 1: answer"), "the claim with the open question is gone to");
    desk.type_text("Two, on Tuesday");
    desk.press("Esc");
    assert!(!claim(&desk).queries[0].is_open());
    desk.press("A");
    assert!(desk.shows("No question is open. Ask one with ?."));
}

#[test]
fn nobody_writes_who_checked_by_hand() {
    let mut desk = verified();
    let id = desk.all(AnnotationKind::Claim)[0].id;
    desk.act(Action::SetField { id, field: Field::CheckedBy("Somebody".into()) });
    assert_eq!(claim(&desk).checked_by, "Robin Vega");
}

#[test]
fn a_question_is_asked_with_a_due_date_and_answered() {
    let mut desk = desk();
    click_far(&mut desk, "Ask a question…");
    assert!(has_keyboard(&mut desk, "Question 1: to"), "the keyboard is in the new question");
    desk.type_text("Inês Valadares-Roth");
    desk.press("Tab");
    desk.type_text("Which two?");
    desk.press("Tab");
    assert!(has_keyboard(&mut desk, "Question 1: asked"));
    desk.press("Tab");
    desk.type_text("+3");
    assert!(desk.shows("“+3” is not a date"), "what is wrong is said beside the field");
    assert_eq!(claim(&desk).queries[0].due, None);
    desk.type_text("d");
    let query = claim(&desk).queries[0].clone();
    assert_eq!(query.due, Some(jiff::civil::date(2023, 11, 17)));
    assert_eq!(query.asked, Some(jiff::civil::date(2023, 11, 14)));
    assert_eq!((query.to.as_str(), query.question.as_str()), ("Inês Valadares-Roth", "Which two?"));
    assert_eq!(claim(&desk).state, ClaimState::WaitingForSource);
    desk.press("Tab");
    assert_eq!(text_in(&mut desk, "Question 1: due"), "2023-11-17");
    desk.type_text("4 and 7");
    assert_eq!(claim(&desk).queries[0].answered, Some(jiff::civil::date(2023, 11, 14)));
    desk.picture("question");
    desk.press("Esc");
    click_far(&mut desk, "Remove question 1");
    assert!(claim(&desk).queries.is_empty());
    desk.press("Ctrl+Z");
    assert_eq!(claim(&desk).queries[0].answer, "4 and 7");
}

#[test]
fn whom_to_ask_is_offered_from_those_asked_before_and_those_named() {
    let mut desk = desk();
    desk.select("Tomasz Brännvik");
    desk.keys("e p");
    desk.select(CLAIM);
    let id = desk.all(AnnotationKind::Claim)[0].id;
    desk.act(Action::ShowAnnotation { id, reveal: true });
    click_far(&mut desk, "Ask a question…");
    desk.type_text("Council press office");
    desk.press("Esc");
    click_far(&mut desk, "Ask a question…");
    assert!(desk.shows("Council press office, asked before"));
    assert!(desk.shows("Tomasz Brännvik, named in the article"));
    desk.picture("whom_to_ask");
    desk.type_text("bränn");
    assert!(!desk.shows("Council press office, asked before"));
    desk.keys("Down Enter");
    assert_eq!(claim(&desk).queries[1].to, "Tomasz Brännvik");
    assert!(has_keyboard(&mut desk, "Question 2: to"), "the keyboard stays, Tab goes on");
    desk.press("Tab");
    assert!(has_keyboard(&mut desk, "Question 2: question"));
    desk.press("Esc");
    click_far(&mut desk, "Criticises somebody (right of reply)");
    click_far(&mut desk, "Add a reply…");
    desk.click("Council press office, asked before");
    assert_eq!(claim(&desk).replies[0].from, "Council press office", "the mouse takes one too");
    desk.press("Ctrl+Z");
    assert_eq!(claim(&desk).replies[0].from, "");
}

#[test]
fn a_question_asked_from_the_palette_has_the_keyboard_at_once() {
    let mut desk = desk();
    desk.press("Ctrl+K");
    desk.type_text("ask a question");
    desk.press("Enter");
    assert!(has_keyboard(&mut desk, "Question 1: to"));
    desk.press("s");
    assert!(desk.session().flow().is_none(), "a letter goes into the field, it calls no command");
    assert_eq!(claim(&desk).queries[0].to, "s");
}

#[test]
fn a_question_typed_letter_by_letter_is_one_step() {
    let mut desk = desk();
    click_far(&mut desk, "Ask a question…");
    for letter in ["B", "e", "n"] {
        desk.type_text(letter);
    }
    desk.keys("Esc Ctrl+Z");
    assert_eq!(claim(&desk).queries[0].to, "");
    desk.press("Ctrl+Z");
    assert!(claim(&desk).queries.is_empty());
    assert_eq!(claim(&desk).state, ClaimState::Marked);
}

#[test]
fn criticism_without_a_reply_is_pointed_out_and_a_reply_ends_it() {
    let mut desk = desk();
    click_far(&mut desk, "Criticises somebody (right of reply)");
    assert!(desk.shows("It criticises somebody, and no reply is on record."));
    click_far(&mut desk, "Add a reply…");
    desk.type_text("Declan Harrowgate");
    into_field(&mut desk, "Reply 1: reply");
    desk.type_text("Every repair was signed for.");
    assert!(!desk.shows("no reply is on record"));
}

#[test]
fn a_correction_begins_with_the_words_that_were_printed() {
    let mut desk = desk();
    click_far(&mut desk, "Add a correction…");
    desk.type_text("closed three piers");
    let correction = claim(&desk).corrections[0].clone();
    assert_eq!((correction.was.as_str(), correction.now.as_str()), (CLAIM, "closed three piers"));
}

#[test]
fn a_claimant_whom_the_article_does_not_name_is_typed() {
    let mut desk = desk();
    click_far(&mut desk, "Find the claimant…");
    desk.press("/");
    for letter in "The dockers".chars() {
        desk.type_text(&letter.to_string());
    }
    desk.keys("Down Enter");
    let id = claim(&desk).claimant_entity().unwrap();
    assert_eq!(desk.document().entity(id).unwrap().name, "The dockers");
    desk.press("Ctrl+Z");
    assert!(desk.document().entities().len() == 0 && claim(&desk).claimant.is_none());
}

#[test]
fn a_pasted_address_fills_what_it_can_and_says_what_is_a_guess() {
    let mut desk = desk();
    desk.press("s");
    desk.type_text("https://web.archive.org/web/2025/https://www.reuters.com/a/two-piers-closed-2025-03-05/");
    let Some(Flow::Source(form)) = desk.session().flow() else { panic!() };
    assert_eq!(form.draft.url, "https://www.reuters.com/a/two-piers-closed-2025-03-05/");
    assert!(form.draft.archived.starts_with("https://web.archive.org/"));
    assert_eq!((form.draft.title.as_str(), form.draft.publisher.as_str()), ("Two piers closed", "Reuters"));
    assert_eq!(form.accessed, "2023-11-14");
    assert!(desk.shows("Guessed from the address"));
    desk.picture("pasted_source");
    desk.focus("Title");
    desk.press("End");
    desk.type_text(" for weeks");
    assert!(!desk.shows("Guessed from the address"));
    desk.press("Ctrl+Enter");
    let source = &claim(&desk).evidence[0];
    assert_eq!(
        (source.title.as_str(), source.published.as_str()),
        ("Two piers closed for weeks", "2025-03-05")
    );
}

#[test]
fn the_house_warns_of_few_sources_and_holds_nothing_up() {
    let mut desk = verified();
    assert!(desk.shows("Verified with 1 of the 2 independent sources"));
    work_as(&mut desk, "Ben");
    desk.press("y");
    assert_eq!(claim(&desk).state, ClaimState::SignedOff);
}

#[test]
fn every_field_of_the_record_is_reached_with_tab_in_order() {
    const FIELDS: [&str; 32] = [
        "Edit… source Council minutes",
        "Remove source Council minutes",
        "Add source…",
        "Reason no source is needed",
        "Recorded objection",
        "As its claimant asserts it",
        "Claimant",
        "Find the claimant…",
        "Type of claim",
        "Priority",
        "Criticises somebody (right of reply)",
        "Question 1: to",
        "Question 1: question",
        "Question 1: asked",
        "Question 1: due",
        "Question 1: answer",
        "Question 1: answered",
        "Remove question 1",
        "Ask a question…",
        "Reply 1: from",
        "Reply 1: asked",
        "Reply 1: received",
        "Reply 1: reply",
        "Disposition",
        "Suggested text",
        "Note",
        "Correction 1: corrected",
        "Correction 1: it said",
        "Correction 1: it says now",
        "Correction 1: notice to readers",
        "Add a correction…",
        "Comment",
    ];
    let mut desk = desk();
    desk.press("s");
    desk.focus("Title");
    desk.type_text("Council minutes");
    desk.press("Ctrl+Enter");
    for command in [Command::AddQuery, Command::AddReply, Command::AddCorrection] {
        desk.act(Action::Command(command));
        desk.press("Esc");
    }
    let id = desk.all(AnnotationKind::Claim)[0].id;
    desk.act(Action::ShowAnnotation { id, reveal: true });
    desk.harness().get_by_role_and_label(egui::accesskit::Role::ComboBox, "Verdict").scroll_to_me();
    desk.settle();
    desk.harness().get_by_role_and_label(egui::accesskit::Role::ComboBox, "State").focus();
    desk.settle();
    let mut reached: Vec<&str> = Vec::new();
    for _ in 0..40 {
        desk.press("Tab");
        reached.extend(FIELDS.into_iter().filter(|name| has_keyboard(&mut desk, name)));
    }
    reached.truncate(FIELDS.len());
    assert_eq!(reached, FIELDS);
}
