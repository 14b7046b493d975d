//! Whatever anybody presses in whatever order: nothing panics, every file that could be saved can
//! be read, and undo leads back to the start and redo to the end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "common/ambient.rs"]
mod ambient;

use ambient::ambient;
use copydesk::formats;
use copydesk::ingest;
use copydesk::model::{AnnotationKind, ClaimState, Document, Field, Verdict, workflow};
use copydesk::session::flow::FlowInput;
use copydesk::session::{Action, Command, Flow, Motion, Session};
use copydesk::storage::Settings;
use copydesk::text::Span;
use proptest::prelude::*;

const TEXT: &str = "Überschrift der Küste\n\nWang Jingyu, a dissident, met Wopke Hoekstra 🐟 on Nov. 2.\r\n\n“It’s naïve,” said Jingyu, “to wait.” Hoekstra told Wang that 38 stations would close.\n\nقال المتحدث إن العدد 12 فقط. e\u{301}tude\u{200b}!\n";

fn session() -> Session {
    let document = Document::new(ingest::by_extension("story.txt", TEXT).unwrap());
    let schema = formats::schema::read(formats::schema::DEFAULT).unwrap();
    Session::new(document, "story.txt", Settings::test(), schema, ambient())
}

#[derive(Clone, Debug)]
enum Deed {
    Command(Command),
    Select(usize, usize),
    Caret(usize, bool),
    Move(Motion, bool),
    Nudge(bool, bool),
    Key(char),
    Input(FlowInput),
    Url,
}

fn deed() -> impl Strategy<Value = Deed> {
    let harmless =
        |command: &Command| !matches!(command, Command::Quit | Command::Open | Command::OpenSample);
    let commands: Vec<Command> = Command::ALL.iter().copied().filter(harmless).collect();
    let motions = vec![
        Motion::WordOn,
        Motion::WordBack,
        Motion::CharOn,
        Motion::CharBack,
        Motion::BlockOn,
        Motion::BlockBack,
        Motion::BlockStart,
        Motion::BlockEnd,
        Motion::Top,
        Motion::Bottom,
    ];
    let inputs = prop_oneof![
        "[a-z0-9A-Z/ ]".prop_map(|key| FlowInput::Letter(key.chars().next().unwrap())),
        "[a-zA-Z]{0,3}".prop_map(FlowInput::Text),
        Just(FlowInput::Up),
        Just(FlowInput::Down),
        Just(FlowInput::Confirm),
        (0..12usize).prop_map(FlowInput::Take),
        (0..6usize).prop_map(FlowInput::Toggle),
        Just(FlowInput::Cancel),
    ];
    prop_oneof![
        6 => prop::sample::select(commands).prop_map(Deed::Command),
        3 => (0..TEXT.len() + 4, 0..40usize).prop_map(|(start, len)| Deed::Select(start, start + len)),
        2 => (0..TEXT.len() + 4, any::<bool>()).prop_map(|(at, extend)| Deed::Caret(at, extend)),
        2 => (prop::sample::select(motions), any::<bool>()).prop_map(|(motion, extend)| Deed::Move(motion, extend)),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(start, on)| Deed::Nudge(start, on)),
        1 => "[1-9]".prop_map(|key| Deed::Key(key.chars().next().unwrap())),
        8 => inputs.prop_map(Deed::Input),
        1 => Just(Deed::Url),
    ]
}

fn act(session: &mut Session, deed: Deed) {
    let action = match deed {
        Deed::Command(command) => Action::Command(command),
        Deed::Select(start, end) => match Span::new(TEXT, start, end) {
            Ok(span) => Action::Select(span),
            Err(_) => return,
        },
        Deed::Caret(at, extend) => Action::PutCaret { at, extend },
        Deed::Move(motion, extend) => Action::Move { motion, extend },
        Deed::Nudge(start, on) => Action::NudgeEnd { start, on },
        Deed::Key(key) => Action::ApplyTagKey(key),
        Deed::Input(input) => Action::Flow(input),
        Deed::Url => match session.flow().cloned() {
            Some(Flow::Source(mut form)) => {
                form.draft.url = "https://example.org".into();
                Action::ChangeSource(form)
            }
            _ => return,
        },
    };
    session.update(action);
}

/// What people of a desk do with the claims of an article.
#[derive(Clone, Debug)]
enum Check {
    As(&'static str),
    Claim(usize),
    Verdict(usize, Verdict),
    State(usize, ClaimState),
    Command(usize, Command),
    Source(usize),
    Reason(usize, &'static str),
    RemoveSource(usize),
    Resize(usize, bool),
}

fn check() -> impl Strategy<Value = Check> {
    let commands =
        vec![Command::Agree, Command::Agree, Command::Reopen, Command::Undo, Command::Redo, Command::Unrated];
    prop_oneof![
        3 => prop::sample::select(vec!["Ana", "Ben", "ana ", ""]).prop_map(Check::As),
        1 => (0..4usize).prop_map(Check::Claim),
        4 => (0..3usize, prop::sample::select(Verdict::ALL)).prop_map(|(n, verdict)| Check::Verdict(n, verdict)),
        6 => (0..3usize, prop::sample::select(ClaimState::ALL)).prop_map(|(n, state)| Check::State(n, state)),
        8 => (0..3usize, prop::sample::select(commands)).prop_map(|(n, command)| Check::Command(n, command)),
        3 => (0..3usize).prop_map(Check::Source),
        2 => (0..3usize, prop::sample::select(vec!["Seen", ""])).prop_map(|(n, reason)| Check::Reason(n, reason)),
        1 => (0..3usize).prop_map(Check::RemoveSource),
        2 => (0..3usize, any::<bool>()).prop_map(|(n, start)| Check::Resize(n, start)),
    ]
}

fn do_check(session: &mut Session, check: &Check) {
    while session.flow().is_some() {
        session.update(Action::Flow(FlowInput::Cancel));
    }
    let claim = |session: &Session, n: usize| {
        session.document().annotations_of(AnnotationKind::Claim).nth(n).map(|claim| claim.id)
    };
    let set = |session: &mut Session, n: usize, field: Field| {
        let Some(id) = claim(session, n) else { return };
        session.update(Action::SetField { id, field });
    };
    match check {
        Check::As(name) => {
            session.update(Action::Command(Command::SetName));
            session.update(Action::Flow(FlowInput::Text((*name).to_owned())));
            session.update(Action::Flow(FlowInput::Confirm));
        }
        Check::Claim(n) => {
            let start = TEXT.find("Wang").unwrap() + 5 * n;
            let span = Span::new(TEXT, start, start + 9).unwrap();
            session.update(Action::Select(span));
            session.update(Action::Command(Command::TagClaim));
        }
        Check::Verdict(n, verdict) => set(session, *n, Field::Verdict(*verdict)),
        Check::State(n, state) => set(session, *n, Field::State(*state)),
        Check::Reason(n, reason) => set(session, *n, Field::Reason((*reason).to_owned())),
        Check::Command(n, command) => {
            let Some(id) = claim(session, *n) else { return };
            session.update(Action::ShowAnnotation { id, reveal: false });
            session.update(Action::Command(*command));
        }
        Check::Source(n) => {
            let Some(id) = claim(session, *n) else { return };
            session.update(Action::ShowAnnotation { id, reveal: false });
            session.update(Action::Command(Command::AddSource));
            let Some(Flow::Source(mut form)) = session.flow().cloned() else { return };
            form.draft.url = "https://example.org".into();
            session.update(Action::ChangeSource(form));
            session.update(Action::Flow(FlowInput::Confirm));
        }
        Check::RemoveSource(n) => {
            let Some(claim) = claim(session, *n) else { return };
            session.update(Action::RemoveEvidence { claim, at: 0 });
        }
        Check::Resize(n, start) => {
            let Some(id) = claim(session, *n) else { return };
            session.update(Action::ShowAnnotation { id, reveal: false });
            session.update(Action::NudgeEnd { start: *start, on: !*start });
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn nothing_anybody_presses_breaks_the_document(deeds in prop::collection::vec(deed(), 1..120)) {
        let mut session = session();
        let start = session.document().clone();
        for deed in deeds {
            act(&mut session, deed);
            let view = session.view();
            prop_assert!(TEXT.is_char_boundary(view.caret) && TEXT.is_char_boundary(view.anchor));
        }
        let written = formats::ron::write_checked(session.document());
        prop_assert!(written.is_ok(), "{:?}", written.err());

        let end = session.document().clone();
        while session.undo_name().is_some() {
            session.update(Action::Command(Command::Undo));
        }
        prop_assert!(session.document().same_content(&start));
        let mut n_redone = 0;
        while session.redo_name().is_some() {
            session.update(Action::Command(Command::Redo));
            n_redone += 1;
            prop_assert!(n_redone < 1000);
        }
        let undid = end.history().iter().any(|step| step.what.starts_with("Undo: "));
        prop_assert!(undid || session.document().same_content(&end));
    }

    #[test]
    fn nobody_ever_signs_off_what_they_checked_and_a_verdict_stands_for_its_words(
        checks in prop::collection::vec(check(), 1..80),
    ) {
        let mut session = session();
        session.update(Action::Select(Span::new(TEXT, 0, 10).unwrap()));
        session.update(Action::Command(Command::TagClaim));
        let start = session.document().clone();
        for check in &checks {
            do_check(&mut session, check);
            for annotation in session.document().annotations_of(AnnotationKind::Claim) {
                let claim = annotation.claim().unwrap();
                if claim.state == ClaimState::SignedOff {
                    let by = &claim.approvals.last().unwrap().by;
                    prop_assert!(!by.trim().is_empty() && !workflow::same_person(by, &claim.checked_by));
                    prop_assert!(!claim.checked_by.trim().is_empty());
                }
                if matches!(claim.state, ClaimState::Checked | ClaimState::SignedOff) {
                    let words = session.document().words_of(annotation);
                    prop_assert!(workflow::same_words(&claim.checked_words, &words), "{:?}", claim);
                    prop_assert!(!workflow::has_lost_its_ground(claim));
                }
            }
        }
        while session.undo_name().is_some() {
            session.update(Action::Command(Command::Undo));
        }
        prop_assert_eq!(session.document().n_annotations(), 0);
        prop_assert!(start.article() == session.document().article());
    }

    #[test]
    fn the_way_back_in_the_timeline_leads_to_exactly_what_was(
        deeds in prop::collection::vec(deed(), 1..60), pick in any::<prop::sample::Index>(),
    ) {
        let mut session = session();
        let mut states = vec![session.document().clone()];
        for deed in deeds {
            act(&mut session, deed);
            let document = session.document();
            if document.history().len() >= states.len() {
                states.truncate(document.history().len());
                states.push(document.clone());
            }
        }
        while session.flow().is_some() {
            session.update(Action::Flow(FlowInput::Cancel));
        }
        let n_steps = session.document().history().len();
        prop_assume!(n_steps > 1 && states.len() == n_steps + 1);
        let place = pick.index(n_steps - 1);
        let end = session.document().clone();
        session.update(Action::GoBackTo(place));
        prop_assert!(session.document().same_content(&states[place + 1]));
        if session.document().history().len() > n_steps {
            session.update(Action::Command(Command::Undo));
            prop_assert!(session.document().same_content(&end));
        }
    }
}
