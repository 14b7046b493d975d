//! What is left to do before the story can run, and for whom.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::model::workflow::{self, Warning};
use crate::model::{AnnotationId, AnnotationKind, Claim, ClaimState, Priority, Query};
use crate::session::Session;

use super::SLICE;

/// Of more claims and quotes than [`SLICE`] so many are looked at between two frames: every frame has
/// this to do until it is through, the first of a window included.
const LOOKED_AT: usize = SLICE / 5;

/// What is to be done about a claim or a quote. The earlier ones come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Task {
    /// A question is unanswered and its day has passed.
    Overdue,
    /// Its words changed, or it lost its source.
    Recheck,
    /// The words of a quote changed since they were checked.
    RecheckQuote,
    /// Somebody else checked it and waits for a second person.
    SignOff,
    /// It has no verdict yet.
    Check,
    /// A question is open, and there is time.
    Answer,
    /// It waits for somebody else to sign off what you checked.
    SecondPerson,
    /// It is resolved, and a rule of the house is not met.
    HouseRule,
}

impl Task {
    /// Whether whoever works here can do it now.
    pub fn is_mine(self) -> bool {
        !matches!(self, Self::Answer | Self::SecondPerson | Self::HouseRule)
    }

    /// What is to be done, in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overdue => "Answer overdue",
            Self::Recheck => "Check again",
            Self::RecheckQuote => "Check the quote again: its words changed",
            Self::SignOff => "Sign off",
            Self::Check => "Check",
            Self::Answer => "Waiting for an answer",
            Self::SecondPerson => "Waiting for a second person",
            Self::HouseRule => "House rule",
        }
    }
}

/// What `person` has to do about `claim` on the day `today`, if anything.
pub fn task(claim: &Claim, person: &str, today: Date) -> Option<Task> {
    let mut open = claim.queries.iter().filter(|query| query.is_open());
    if claim.state == ClaimState::Dropped {
        return None;
    }
    if open.any(|query| query.due.is_some_and(|due| due < today)) {
        return Some(Task::Overdue);
    }
    let has_open = claim.queries.iter().any(Query::is_open);
    match claim.state {
        ClaimState::NeedsRecheck => Some(Task::Recheck),
        ClaimState::Checked => match workflow::missing_for_state(claim, ClaimState::SignedOff, person) {
            Some(workflow::Missing::SecondPerson) => Some(Task::SecondPerson),
            _ => Some(Task::SignOff),
        },
        ClaimState::Marked | ClaimState::InProgress => Some(Task::Check),
        ClaimState::WaitingForSource | ClaimState::WaitingForAuthor | ClaimState::WaitingForReply => {
            Some(if has_open { Task::Answer } else { Task::Check })
        }
        _ if has_open => Some(Task::Answer),
        ClaimState::SignedOff | ClaimState::NotCheckable | ClaimState::Dropped => None,
    }
}

/// What the queue is ordered by: the task, the priority, the day an answer is due (none last), the place.
type Urgency = (Task, Reverse<Priority>, bool, Option<Date>, usize);

/// A line of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToDo {
    /// What.
    pub task: Task,
    /// About which claim, or which quote.
    pub about: AnnotationId,
    /// The rule of the house, where that is what it is about.
    pub warning: Option<Warning>,
    urgency: Urgency,
}

impl ToDo {
    fn order(&self) -> (Urgency, AnnotationId, bool) {
        (self.urgency, self.about, matches!(self.warning, Some(Warning::NoReply)))
    }
}

/// How many of what stand between the story and its publication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Claims without a verdict, or to be checked again.
    pub unresolved: usize,
    /// Checked claims nobody signed off.
    pub unsigned: usize,
    /// Questions nobody answered yet.
    pub open_queries: usize,
    /// Those of them whose day has passed.
    pub overdue: usize,
    /// Quotes that were checked for other words.
    pub changed_quotes: usize,
    /// Rules of the house that are not met.
    pub warnings: usize,
    /// All claims.
    pub claims: usize,
}

impl Counts {
    /// Whether there are claims and nothing stands in the way.
    pub fn is_ready(&self) -> bool {
        self.claims > 0 && self.in_the_way().is_empty()
    }

    /// "3 unresolved, 1 sign-off missing, 2 questions open", or that it can run.
    pub fn words(&self) -> String {
        let parts = self.in_the_way();
        match (parts.is_empty(), self.claims) {
            (true, 0) => "No claims yet".to_owned(),
            (true, _) => "Ready to run".to_owned(),
            (false, _) => parts.join(", "),
        }
    }

    fn in_the_way(&self) -> Vec<String> {
        let many = |n: usize, one: &str, more: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {more}")),
        };
        let parts = [
            many(self.unresolved, "unresolved", "unresolved"),
            many(self.unsigned, "sign-off missing", "sign-offs missing"),
            many(self.open_queries, "question open", "questions open"),
            many(self.changed_quotes, "quote changed since its check", "quotes changed since their check"),
        ];
        parts.into_iter().flatten().collect()
    }

    fn add(&mut self, own: Tally) {
        for (all, own) in self.each(own) {
            *all += own;
        }
    }

    fn take_off(&mut self, own: Tally) {
        for (all, own) in self.each(own) {
            *all = all.saturating_sub(own);
        }
    }

    fn each(&mut self, own: Tally) -> [(&mut usize, usize); 7] {
        [
            (&mut self.claims, usize::from(own.claims)),
            (&mut self.unresolved, usize::from(own.unresolved)),
            (&mut self.unsigned, usize::from(own.unsigned)),
            (&mut self.changed_quotes, usize::from(own.changed_quotes)),
            (&mut self.open_queries, usize::from(own.open_queries)),
            (&mut self.overdue, usize::from(own.overdue)),
            (&mut self.warnings, usize::from(own.warnings)),
        ]
    }
}

/// What one claim or quote adds to the counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    claims: u16,
    unresolved: u16,
    unsigned: u16,
    changed_quotes: u16,
    open_queries: u16,
    overdue: u16,
    warnings: u16,
}

impl Tally {
    fn of(claim: &Claim, today: Date) -> Self {
        let mut tally = Self {
            claims: 1,
            unresolved: u16::from(!claim.state.is_resolved()),
            unsigned: u16::from(claim.state == ClaimState::Checked),
            ..Self::default()
        };
        if claim.state == ClaimState::Dropped {
            return tally;
        }
        for query in claim.queries.iter().filter(|query| query.is_open()) {
            tally.open_queries = tally.open_queries.saturating_add(1);
            let overdue = query.due.is_some_and(|due| due < today);
            tally.overdue = tally.overdue.saturating_add(u16::from(overdue));
        }
        tally
    }
}

/// What is to be done, most urgent first, kept up with each step. A list is made anew some claims at
/// a time; until it is through, the one of before stays.
#[derive(Debug, Default)]
pub struct Story {
    key: Option<(u64, String, Date)>,
    waiting: std::vec::IntoIter<AnnotationId>,
    /// How many of them are looked at between two frames.
    at_a_time: usize,
    sorting: BTreeMap<(Urgency, AnnotationId, bool), ToDo>,
    making: Vec<ToDo>,
    making_tallies: BTreeMap<AnnotationId, Tally>,
    making_counts: Counts,
    tallies: BTreeMap<AnnotationId, Tally>,
    counts: Counts,
    queue: Vec<ToDo>,
    is_making: bool,
}

impl Story {
    /// The numbers that were finished last.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What is to be done: what can be done now first, what waits for others next, rules last.
    pub fn queue(&self) -> &[ToDo] {
        &self.queue
    }

    /// Goes on for the session as it is; says whether there is more to do.
    fn advance(&mut self, session: &Session) -> bool {
        let is_same = self
            .key
            .as_ref()
            .is_some_and(|(_, person, today)| person == session.person() && *today == session.today());
        let revision = self.key.as_ref().map_or(0, |(revision, ..)| *revision);
        if is_same && revision == session.revision() {
            return self.go_on(session);
        }
        let changes = session.changes_since(revision).filter(|_| is_same && !self.is_making);
        self.key = Some((session.revision(), session.person().to_owned(), session.today()));
        if let Some(changes) = changes {
            self.follow(session, &changes.annotations);
            return false;
        }
        let kinds = [AnnotationKind::Claim, AnnotationKind::Quote].into_iter();
        let index = session.document().index();
        let all: Vec<AnnotationId> = kinds.flat_map(|kind| index.of_kind(kind)).collect();
        self.at_a_time = if all.len() > SLICE { LOOKED_AT } else { SLICE };
        self.waiting = all.into_iter();
        self.sorting.clear();
        self.making.clear();
        self.making_tallies.clear();
        self.making_counts = Counts::default();
        self.is_making = true;
        self.go_on(session)
    }

    fn go_on(&mut self, session: &Session) -> bool {
        if !self.is_making {
            return false;
        }
        for id in self.waiting.by_ref().take(self.at_a_time) {
            let (tally, to_do) = look_at(session, id);
            self.making_counts.add(tally);
            if tally != Tally::default() {
                self.making_tallies.insert(id, tally);
            }
            self.sorting.extend(to_do.into_iter().map(|own| (own.order(), own)));
        }
        if self.waiting.len() == 0 {
            let sorted = std::iter::from_fn(|| self.sorting.pop_first());
            self.making.extend(sorted.take(2 * SLICE).map(|(_, to_do)| to_do));
            self.is_making = !self.sorting.is_empty();
        }
        if !self.is_making {
            self.counts = self.making_counts;
            self.queue = std::mem::take(&mut self.making);
            self.tallies = std::mem::take(&mut self.making_tallies);
        }
        self.is_making
    }

    /// Takes up what some steps have changed.
    fn follow(&mut self, session: &Session, changed: &BTreeSet<AnnotationId>) {
        if changed.is_empty() {
            return;
        }
        self.queue.retain(|to_do| !changed.contains(&to_do.about));
        for id in changed {
            self.counts.take_off(self.tallies.remove(id).unwrap_or_default());
            let (tally, to_do) = look_at(session, *id);
            self.counts.add(tally);
            if tally != Tally::default() {
                self.tallies.insert(*id, tally);
            }
            for own in to_do {
                let at = self.queue.partition_point(|other| other.order() < own.order());
                self.queue.insert(at, own);
            }
        }
    }
}

/// What is to be done about a claim or a quote, and what it adds to the counts.
fn look_at(session: &Session, id: AnnotationId) -> (Tally, Vec<ToDo>) {
    let document = session.document();
    let mut to_do = Vec::new();
    let Some(annotation) = document.annotation(id) else { return (Tally::default(), to_do) };
    let at = annotation.spans.first().start();
    if let Some(quote) = annotation.quote() {
        let changed_quote = quote.is_bound() && quote.has_changed(&document.words_of(annotation));
        if changed_quote {
            let urgency = (Task::RecheckQuote, Reverse(Priority::Normal), true, None, at);
            to_do.push(ToDo { task: Task::RecheckQuote, about: id, warning: None, urgency });
        }
        return (Tally { changed_quotes: u16::from(changed_quote), ..Tally::default() }, to_do);
    }
    let Some(claim) = annotation.claim() else { return (Tally::default(), to_do) };
    let mut tally = Tally::of(claim, session.today());
    let due = super::claims::due(claim);
    let mut add = |task, warning| {
        let urgency = (task, Reverse(claim.priority), due.is_none(), due, at);
        to_do.push(ToDo { task, about: id, warning, urgency });
    };
    if let Some(task) = task(claim, session.person(), session.today()) {
        add(task, None);
    }
    if claim.state.is_resolved() {
        let warnings = workflow::warnings(claim, session.schema());
        for warning in warnings.into_iter().filter(|warning| *warning != Warning::OpenQuery) {
            tally.warnings += 1;
            add(Task::HouseRule, Some(warning));
        }
    }
    (tally, to_do)
}

impl Session {
    /// What is left to do, as it was finished last.
    pub fn story(&self) -> &Story {
        &self.story
    }

    /// Brings what is left to do up to date, some claims at a time; says whether there is more to do.
    pub fn work_on_story(&mut self) -> bool {
        let mut story = std::mem::take(&mut self.story);
        let more = story.advance(self);
        self.story = story;
        more
    }

    /// Goes to the next claim that whoever works here can do something about, round the queue.
    pub(in crate::session) fn next_for_me(&mut self) {
        while self.work_on_story() {}
        let story = &self.story;
        // What can be done now stands before all else.
        let n_mine = story.queue.partition_point(|to_do| to_do.task.is_mine());
        let mine = story.queue.get(..n_mine).unwrap_or_default();
        let current = mine.iter().position(|to_do| Some(to_do.about) == self.view.annotation);
        let next = current.map_or(0, |at| (at + 1) % mine.len());
        let Some(next) = mine.get(next) else {
            let words = match (story.counts.claims, story.counts.is_ready()) {
                (0, false) if story.counts == Counts::default() => {
                    "There is no claim yet. Select a sentence with J and press C.".to_owned()
                }
                (_, true) => "Nothing is left to do: the story is ready to run.".to_owned(),
                (_, false) => format!("Nothing for you now. {}.", story.counts.words()),
            };
            return self.say(words);
        };
        let (task, about) = (next.task, next.about);
        self.show_annotation(about, true);
        self.say(match task {
            Task::SignOff => "For you: sign off what a colleague checked (Y).".to_owned(),
            Task::Recheck | Task::RecheckQuote => "For you: check again. Y confirms, R reopens.".to_owned(),
            Task::Overdue => "For you: an answer is overdue.".to_owned(),
            _ => "For you: check this claim.".to_owned(),
        });
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "tests")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::{Field, Verdict};
    use crate::session::{Action, Command};

    const TODAY: Date = date(2023, 11, 14);

    fn checked_by(person: &str) -> Claim {
        Claim {
            state: ClaimState::Checked,
            verdict: Verdict::Verified,
            reason: "Seen".into(),
            checked_by: person.into(),
            ..Claim::default()
        }
    }

    #[test]
    fn what_i_checked_waits_for_somebody_else() {
        assert_eq!(task(&checked_by("Ana"), "Ana", TODAY), Some(Task::SecondPerson));
        assert_eq!(task(&checked_by("Ana"), "Ben", TODAY), Some(Task::SignOff));
    }

    #[test]
    fn an_overdue_answer_comes_before_all_else() {
        let mut claim = checked_by("Ana");
        claim.queries.push(Query { due: Some(TODAY), ..Query::default() });
        assert_eq!(task(&claim, "Ben", TODAY), Some(Task::SignOff), "due today is not overdue");
        assert_eq!(task(&claim, "Ben", date(2023, 11, 15)), Some(Task::Overdue));
        claim.queries[0].answer = "Yes".into();
        assert_eq!(task(&claim, "Ben", date(2023, 11, 15)), Some(Task::SignOff));
    }

    #[test]
    fn nothing_is_left_of_a_claim_that_is_signed_off_or_dropped() {
        for state in [ClaimState::SignedOff, ClaimState::Dropped, ClaimState::NotCheckable] {
            assert_eq!(task(&Claim { state, ..checked_by("Ana") }, "Ben", TODAY), None);
        }
    }

    #[test]
    fn the_gate_says_what_is_missing() {
        let mut counts = Counts::default();
        assert_eq!(counts.words(), "No claims yet");
        let mut waiting = Claim::default();
        waiting.queries.push(Query::default());
        for claim in [Claim::default(), waiting, checked_by("Ana")] {
            counts.add(Tally::of(&claim, TODAY));
        }
        assert_eq!(counts.words(), "2 unresolved, 1 sign-off missing, 1 question open");
        assert!(!counts.is_ready());
        let mut done = Counts::default();
        done.add(Tally::of(&Claim { state: ClaimState::SignedOff, ..checked_by("Ana") }, TODAY));
        assert_eq!((done.words().as_str(), done.is_ready()), ("Ready to run", true));
        done.changed_quotes = 1;
        assert_eq!((done.words().as_str(), done.is_ready()), ("1 quote changed since its check", false));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(40))]
        #[test]
        fn a_story_kept_up_step_by_step_is_the_story_made_anew(
            steps in proptest::collection::vec((0..11_u8, 0..400_usize, 1..60_usize), 1..30),
        ) {
            let article = crate::ingest::plain(&"“We wait,” said Ana. Two piers closed. ".repeat(12), "a.txt");
            let document = crate::model::Document::new(article.expect("plain text"));
            let (schema, _) = crate::session::outside::load_schema(None);
            let ambient = crate::session::Ambient {
                now: crate::storage::now, today: crate::storage::today, new_id: crate::storage::new_id,
            };
            let settings = crate::storage::Settings::test();
            let mut session = Session::new(document, "a.txt", settings, schema, ambient);
            for (kind, at, len) in steps {
                let text = session.document().text();
                let (start, end) = (text.floor_char_boundary(at), text.floor_char_boundary(at + len));
                if let Ok(span) = crate::text::Span::new(text, start, end) {
                    session.update(Action::Select(span));
                }
                let selected = session.selected().map(|annotation| annotation.id);
                let set = |field| selected.map(|id| Action::SetField { id, field });
                let action = match kind {
                    0 | 1 => Some(Action::Command(Command::TagClaim)),
                    2 => Some(Action::Command(Command::TagQuote)),
                    3 => Some(Action::Command(Command::Undo)),
                    4 => Some(Action::Command(Command::Redo)),
                    5 => Some(Action::Command(Command::Delete)),
                    6 => Some(Action::Command(Command::EndBack)),
                    7 => set(Field::Reason("Seen".into())),
                    8 => set(Field::Verdict(Verdict::Verified)),
                    9 => set(Field::Queries(vec![Query { due: Some(TODAY), ..Query::default() }])),
                    _ => set(Field::QuoteCheck(crate::model::QuoteCheck::Recording)),
                };
                session.update(Action::Flow(crate::session::FlowInput::Cancel));
                if let Some(action) = action {
                    drop(session.update(action));
                }
                while session.work_on_story() {}
                let mut fresh = Story::default();
                while fresh.advance(&session) {}
                proptest::prop_assert_eq!(session.story().counts(), fresh.counts());
                proptest::prop_assert_eq!(session.story().queue(), fresh.queue());
            }
        }
    }
}
