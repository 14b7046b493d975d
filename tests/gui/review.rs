//! What goes wrong only when two things happen at once.

use std::fs;
use std::sync::Arc;

use copydesk::model::{AnnotationKind, ClaimState, Document, Field, Verdict};
use copydesk::session::dialogs::DialogAnswer;
use copydesk::session::{Action, Command, Effect, Event, Flow, FlowInput, Opened, Recovery, Session};
use copydesk::storage::{Digest, Settings, Stamp};
use copydesk::text::Span;
use copydesk::{formats, ingest};

use crate::ambient::ambient;
use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nThe city closed two piers. It cost $1.2 million.\n";

fn saved_desk() -> (Desk, std::path::PathBuf) {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    let path = desk.home.path().join("story.desk.ron");
    desk.select("The city");
    desk.press("c");
    desk.dialog_answers(DialogAnswer::Chosen(path.clone()));
    desk.press("Ctrl+S");
    (desk, path)
}

#[test]
fn who_backs_out_of_saving_before_quitting_is_not_thrown_out_by_the_next_save() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city");
    desk.keys("c Ctrl+Q s");
    assert!(matches!(desk.session().flow(), Some(Flow::Line(_))), "{:?}", desk.session().flow());
    desk.press("Esc");
    assert!(desk.session().flow().is_none());
    let path = desk.home.path().join("story.desk.ron");
    desk.dialog_answers(DialogAnswer::Chosen(path));
    desk.press("Ctrl+S");
    assert!(!desk.session().is_unsaved());
    assert!(!desk.wants_to_quit(), "a plain save does not close the window");
}

#[test]
fn who_goes_on_working_after_a_conflict_is_not_thrown_out_by_the_next_save() {
    let (mut desk, path) = saved_desk();
    let theirs = fs::read_to_string(&path).unwrap().replacen("story.txt", "theirs.txt", 1);
    fs::write(&path, theirs).unwrap();
    desk.select("It cost");
    desk.keys("c Ctrl+Q s g");
    assert!(desk.session().flow().is_none());
    desk.keys("Ctrl+S k Enter");
    assert!(!desk.session().is_unsaved());
    assert!(!desk.wants_to_quit());
}

#[test]
fn an_article_started_by_name_is_offered_back_after_a_kill() {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let path = home.path().join("story.txt");
    fs::write(&path, TEXT).unwrap();
    let mut desk = Desk::opening(Arc::clone(&home), &path);
    desk.select("The city");
    desk.press("c");
    let before = desk.document().clone();
    let mut again = Desk::opening(desk.kill(), &path);
    assert!(matches!(again.session().flow(), Some(Flow::Question(_))), "{:?}", again.session().flow());
    again.press("Enter");
    assert!(again.document().same_content(&before));
    let mut third = Desk::opening(again.kill(), &path);
    third.press("Enter");
    assert!(third.document().same_content(&before));
}

#[test]
fn taking_theirs_does_not_offer_back_what_was_given_up() {
    let (mut desk, path) = saved_desk();
    let theirs = fs::read_to_string(&path).unwrap().replacen("story.txt", "theirs.txt", 1);
    fs::write(&path, theirs).unwrap();
    desk.select("It cost");
    desk.keys("c Ctrl+S t Enter");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 1);
    assert!(desk.session().flow().is_none(), "{:?}", desk.session().flow());
}

#[test]
fn a_file_open_in_another_window_is_not_called_a_crash() {
    let (mut desk, path) = saved_desk();
    desk.select("It cost");
    desk.press("c");
    let other = Desk::opening(Arc::clone(&desk.home), &path);
    assert!(other.session().flow().is_none(), "{:?}", other.session().flow());
    let words: Vec<&str> = other.session().notices().iter().map(|notice| notice.words.as_str()).collect();
    assert!(words.iter().any(|words| words.contains("window")), "{words:?}");
}

#[test]
fn work_on_the_sample_is_journalled_when_the_named_file_cannot_be_opened() {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let mut desk = Desk::opening(Arc::clone(&home), &home.path().join("missing.txt"));
    desk.select("Port Ellery");
    desk.keys("e l");
    let again = Desk::at_home(desk.kill(), Settings::test());
    assert!(matches!(again.session().flow(), Some(Flow::Question(_))));
}

fn verified_desk() -> Desk {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city closed two piers");
    desk.keys("c v");
    desk.type_text("https://example.org");
    desk.press("Enter");
    let claim = desk.all(AnnotationKind::Claim)[0].claim().unwrap().clone();
    assert_eq!((claim.state, claim.verdict), (ClaimState::Checked, Verdict::Verified));
    desk
}

#[test]
fn a_claim_whose_only_source_is_removed_has_to_be_checked_again() {
    let mut desk = verified_desk();
    let id = desk.all(AnnotationKind::Claim)[0].id;
    desk.act(Action::RemoveEvidence { claim: id, at: 0 });
    assert_eq!(desk.all(AnnotationKind::Claim)[0].claim().unwrap().state, ClaimState::NeedsRecheck);
    desk.press("Ctrl+Z");
    assert_eq!(desk.all(AnnotationKind::Claim)[0].claim().unwrap().state, ClaimState::Checked);
}

#[test]
fn a_key_pressed_while_a_menu_is_open_changes_no_claim() {
    let mut desk = verified_desk();
    desk.click("Verdict");
    assert!(desk.shows("Misleading"), "the menu is open");
    let before = desk.document().clone();
    desk.press("u");
    assert!(desk.document().same_content(&before));
}

#[test]
fn what_was_typed_of_a_source_is_kept_until_it_has_a_title_or_address() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city closed two piers");
    desk.keys("c s");
    let Some(Flow::Source(form)) = desk.session().flow().cloned() else { panic!() };
    let mut form = form;
    form.draft.locator = "p. 4".into();
    desk.act(Action::ChangeSource(form));
    desk.press("Enter");
    let Some(Flow::Source(form)) = desk.session().flow() else { panic!("typed words are not thrown away") };
    assert_eq!(form.draft.locator, "p. 4");
    assert!(!form.message.is_empty());
}

fn article(words: &str) -> Document {
    Document::new(ingest::by_extension("story.txt", words).unwrap())
}

fn session() -> Session {
    let schema = formats::schema::read(formats::schema::DEFAULT).unwrap();
    Session::new(article(TEXT), "story.txt", Settings::test(), schema, ambient())
}

fn mark_a_claim(session: &mut Session) {
    let text = session.document().text().to_owned();
    let start = text.find("The city").unwrap();
    session.update(Action::Select(Span::new(&text, start, start + 8).unwrap()));
    session.update(Action::Command(Command::TagClaim));
}

fn opened(words: &str) -> Event {
    Event::Opened(Box::new(Opened {
        document: article(words),
        path: None,
        stamp: None,
        name: "other.txt".into(),
        folder: None,
        recovery: None,
        notes: Vec::new(),
        import: None,
    }))
}

fn stamp() -> Stamp {
    Stamp { len: 3, modified: None, sha256: Digest::of(b"old") }
}

fn take(session: &mut Session, row: usize) -> Vec<Effect> {
    session.update(Action::Flow(FlowInput::Take(row)))
}

/// A session that saves to `/a/story.desk.ron` just now.
fn saving() -> (Session, u64) {
    let mut session = session();
    mark_a_claim(&mut session);
    session.update(Action::Command(Command::Save));
    let effects = session.receive(Event::SaveChosen(Some("/a/story.desk.ron".into())));
    let Some(Effect::Save(job)) = effects.into_iter().next() else { panic!("it saves") };
    let revision = job.revision;
    (session, revision)
}

fn saved(session: &mut Session, revision: u64) -> Vec<Effect> {
    session.receive(Event::Saved {
        path: "/a/story.desk.ron".into(),
        stamp: stamp(),
        revision,
        warning: None,
    })
}

#[test]
fn an_article_opened_during_a_save_does_not_get_the_file_of_the_one_before() {
    let (mut session, revision) = saving();
    session.update(Action::OpenPath("/a/other.txt".into()));
    let effects = take(&mut session, 2);
    if effects.iter().any(|effect| matches!(effect, Effect::Load(_))) {
        session.receive(opened("Other\n\nAnother story.\n"));
        saved(&mut session, revision);
    } else {
        let effects = saved(&mut session, revision);
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Load(_))), "it opens once it is saved");
        session.receive(opened("Other\n\nAnother story.\n"));
    }
    assert!(session.document().text().starts_with("Other"));
    assert_eq!(session.file().path, None, "saving would write this article over the other one's file");
}

#[test]
fn work_done_while_a_file_is_read_is_not_lost() {
    let mut session = session();
    session.update(Action::OpenPath("/slow/other.txt".into()));
    mark_a_claim(&mut session);
    session.receive(opened("Other\n\nAnother story.\n"));
    assert_eq!(session.document().n_annotations(), 1, "the claim is still there, or somebody was asked");
    assert!(!session.is_busy());
}

#[test]
fn a_conflict_does_not_throw_a_half_filled_form_away() {
    let (mut session, _) = saving();
    session.update(Action::Command(Command::AddSource));
    let Some(Flow::Source(form)) = session.flow().cloned() else { panic!("the form is open") };
    session.receive(Event::SaveConflict { path: "/a/story.desk.ron".into(), message: "Changed".into() });
    assert_eq!(session.flow(), Some(&Flow::Source(form)));
    session.update(Action::Flow(FlowInput::Cancel));
    assert!(matches!(session.flow(), Some(Flow::Question(_))), "then it is asked: {:?}", session.flow());
}

fn recovery(document: Option<Document>) -> Recovery {
    Recovery { title: "x".into(), document: document.map(Box::new), steps: Vec::new(), damage: Vec::new() }
}

#[test]
fn throwing_the_work_on_one_file_away_leaves_the_work_on_another_article() {
    let mut session = session();
    session.update(Action::OpenPath("/a/story.desk.ron".into()));
    session.receive(Event::RecoveryFound(Box::new(recovery(Some(article("Other\n"))))));
    let Event::Opened(mut found) = opened("Harbour\n\nStory.\n") else { panic!() };
    found.path = Some("/a/story.desk.ron".into());
    found.stamp = Some(stamp());
    found.recovery = Some(recovery(None));
    session.receive(Event::Opened(found));
    let effects = take(&mut session, 1);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::DropRecovery)), "{effects:?}");
}

#[test]
fn a_file_dropped_on_the_question_after_a_kill_waits_for_the_answer() {
    let mut session = session();
    session.receive(Event::RecoveryFound(Box::new(recovery(Some(article("Other\n"))))));
    assert!(session.update(Action::OpenPath("/a/b.txt".into())).is_empty());
    assert!(matches!(session.flow(), Some(Flow::Question(_))));
}

#[test]
fn a_claim_whose_reason_is_taken_away_has_to_be_checked_again() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city closed two piers");
    desk.press("c");
    let id = desk.all(AnnotationKind::Claim)[0].id;
    desk.act(Action::SetField { id, field: Field::Reason("Seen".into()) });
    desk.press("v");
    let state = |desk: &Desk| desk.all(AnnotationKind::Claim)[0].claim().unwrap().state;
    assert_eq!(state(&desk), ClaimState::Checked);
    desk.act(Action::SetField { id, field: Field::Reason(String::new()) });
    assert_eq!(state(&desk), ClaimState::NeedsRecheck);
    desk.press("Ctrl+Z");
    assert_eq!(state(&desk), ClaimState::Checked);
}

#[test]
fn the_caret_never_stands_inside_what_a_reader_calls_a_character() {
    let text = "A family 👩\u{200d}👧 came.\n";
    let mut desk = Desk::with_text(text, "story.txt");
    let start = text.find('👩').unwrap();
    desk.act(Action::PutCaret { at: start + 4, extend: false });
    assert_eq!(desk.session().view().caret, start);
    desk.act(Action::PutCaret { at: start + 11, extend: false });
    assert_eq!(desk.session().view().caret, start + 11);
}

#[test]
fn who_signs_off_twice_has_agreed_once() {
    let mut desk = verified_desk();
    let id = desk.all(AnnotationKind::Claim)[0].id;
    desk.act(Action::Command(Command::SetName));
    desk.press("Ctrl+A");
    desk.type_text("Ben");
    desk.press("Enter");
    for _ in 0..2 {
        desk.act(Action::SetField { id, field: Field::State(ClaimState::SignedOff) });
    }
    assert_eq!(desk.all(AnnotationKind::Claim)[0].claim().unwrap().approvals.len(), 1);
}
