//! What is copied for readers is the readers' edition.

use std::time::{Duration, Instant};

use copydesk::report::{Audience, Kind};
use copydesk::session::outside::Outside;
use copydesk::session::{Action, Command, FlowInput, Session};
use copydesk::storage::Settings;

use super::files::{every_report, night_ferry, schema, text};
use super::marks::{SECRET, marked_document};
use crate::ambient::ambient;

/// The program on a document, without a screen.
struct Desk {
    session: Session,
    outside: Outside,
}

impl Desk {
    fn act(&mut self, action: Action) {
        let mut effects = self.session.update(action);
        let patience = Instant::now() + Duration::from_secs(20);
        loop {
            for effect in effects.drain(..) {
                self.outside.carry_out(effect, &self.session);
            }
            // An event that came before it was quiet may still wait.
            let was_quiet = self.outside.is_quiet();
            match self.outside.next_event() {
                Some(event) => effects = self.session.receive(event),
                None if was_quiet => break,
                None => assert!(Instant::now() < patience, "the report is made"),
            }
        }
    }

    fn press(&mut self, letter: char) {
        self.act(Action::Flow(FlowInput::Letter(letter)));
    }
}

fn desk(document: copydesk::model::Document) -> Desk {
    let session = Session::new(document, "story.txt", Settings::test(), schema(), ambient());
    let mut desk = Desk { session, outside: Outside::nowhere() };
    desk.act(Action::Command(Command::Report));
    desk
}

#[test]
fn nothing_of_the_desk_is_copied_for_readers() {
    let mut desk = desk(marked_document());
    desk.press('r');
    for (place, kind) in Kind::ALL.into_iter().enumerate() {
        desk.act(Action::Flow(FlowInput::Take(place)));
        desk.press('c');
        let copied = desk.session.take_clipboard();
        let is_for_readers = every_report().contains(&(kind, Audience::Readers));
        assert_eq!(copied.is_some(), is_for_readers, "{kind:?}");
        assert!(!copied.unwrap_or_default().to_lowercase().contains(SECRET), "{kind:?}");
    }
}

#[test]
fn the_desk_copies_a_report_as_text() {
    let mut desk = desk(night_ferry());
    desk.act(Action::Flow(FlowInput::Take(3)));
    desk.press('c');
    let date = copydesk::report::Options { audience: Audience::Desk, date: (ambient().today)() };
    let sources = copydesk::report::write(Kind::Sources, &night_ferry(), &schema(), date).unwrap();
    assert_eq!(desk.session.take_clipboard().unwrap().as_bytes(), sources.bytes);
    desk.act(Action::Flow(FlowInput::Take(0)));
    desk.press('c');
    let copied = desk.session.take_clipboard().unwrap();
    assert!(copied.contains("[^1]: ✓ **Claim"), "a page is copied as Markdown: {copied}");
    assert!(!text(Kind::Html, &night_ferry(), Audience::Desk).contains("[^1]"));
}
