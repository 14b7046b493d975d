//! What is left to do before the story can run, and for whom.

use std::cmp::Reverse;

use jiff::civil::Date;

use crate::model::workflow::{self, Warning};
use crate::model::{AnnotationId, AnnotationKind, Claim, ClaimState, Priority, Query};
use crate::session::Session;

use super::SLICE;

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

/// A line of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToDo {
    /// What.
    pub task: Task,
    /// About which claim, or which quote.
    pub about: AnnotationId,
    /// The rule of the house, where that is what it is about.
    pub warning: Option<Warning>,
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

    fn count(&mut self, claim: &Claim, today: Date) {
        self.claims += 1;
        self.unresolved += usize::from(!claim.state.is_resolved());
        self.unsigned += usize::from(claim.state == ClaimState::Checked);
        if claim.state == ClaimState::Dropped {
            return;
        }
        for query in claim.queries.iter().filter(|query| query.is_open()) {
            self.open_queries += 1;
            self.overdue += usize::from(query.due.is_some_and(|due| due < today));
        }
    }
}

/// What the queue is ordered by: the task, the priority, the day an answer is due (none last), the place.
type Urgency = (Task, Reverse<Priority>, bool, Option<Date>, usize);

/// What is to be done, most urgent first, and how far the work on the next list has come.
#[derive(Default)]
pub struct Story {
    key: Option<(u64, String, Date)>,
    waiting: std::vec::IntoIter<AnnotationId>,
    found: Vec<(Urgency, ToDo)>,
    counting: Counts,
    counts: Counts,
    queue: Vec<ToDo>,
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
    pub fn advance(&mut self, session: &Session) -> bool {
        let key = (session.revision(), session.person().to_owned(), session.today());
        let document = session.document();
        if self.key.as_ref() != Some(&key) {
            let kinds = [AnnotationKind::Claim, AnnotationKind::Quote].into_iter();
            let all: Vec<AnnotationId> = kinds.flat_map(|kind| document.index().of_kind(kind)).collect();
            self.waiting = all.into_iter();
            self.found.clear();
            self.counting = Counts::default();
            self.key = Some(key);
        } else if self.waiting.len() == 0 {
            return false;
        }
        for id in self.waiting.by_ref().take(SLICE) {
            let Some(annotation) = document.annotation(id) else { continue };
            let at = annotation.spans.first().start();
            if let Some(quote) = annotation.quote() {
                if quote.is_bound() && quote.has_changed(&document.words_of(annotation)) {
                    self.counting.changed_quotes += 1;
                    let urgency = (Task::RecheckQuote, Reverse(Priority::Normal), true, None, at);
                    self.found.push((urgency, ToDo { task: Task::RecheckQuote, about: id, warning: None }));
                }
                continue;
            }
            let Some(claim) = annotation.claim() else { continue };
            self.counting.count(claim, session.today());
            let due = super::claims::due(claim);
            let mut add = |task, warning| {
                let urgency = (task, Reverse(claim.priority), due.is_none(), due, at);
                self.found.push((urgency, ToDo { task, about: id, warning }));
            };
            if let Some(task) = task(claim, session.person(), session.today()) {
                add(task, None);
            }
            if claim.state.is_resolved() {
                let warnings = workflow::warnings(claim, session.schema());
                for warning in warnings.into_iter().filter(|warning| *warning != Warning::OpenQuery) {
                    self.counting.warnings += 1;
                    add(Task::HouseRule, Some(warning));
                }
            }
        }
        if self.waiting.len() == 0 {
            self.counts = self.counting;
            let mut found = std::mem::take(&mut self.found);
            found.sort_by_key(|(urgency, _)| *urgency);
            self.queue = found.into_iter().map(|(_, to_do)| to_do).collect();
        }
        self.waiting.len() > 0
    }
}

impl Session {
    /// Goes to the next claim that whoever works here can do something about, round the queue.
    pub(in crate::session) fn next_for_me(&mut self) {
        let mut story = Story::default();
        while story.advance(self) {}
        let mine: Vec<&ToDo> = story.queue.iter().filter(|to_do| to_do.task.is_mine()).collect();
        let current = mine.iter().position(|to_do| Some(to_do.about) == self.view.annotation);
        let next = current.map_or(0, |at| (at + 1) % mine.len());
        let Some(next) = mine.get(next) else {
            let words = match (story.counts.claims, story.counts.is_ready()) {
                (0, _) => "There is no claim yet. Select a sentence with J and press C.".to_owned(),
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
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::Verdict;

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
            counts.count(&claim, TODAY);
        }
        assert_eq!(counts.words(), "2 unresolved, 1 sign-off missing, 1 question open");
        assert!(!counts.is_ready());
        let mut done = Counts::default();
        done.count(&Claim { state: ClaimState::SignedOff, ..checked_by("Ana") }, TODAY);
        assert_eq!((done.words().as_str(), done.is_ready()), ("Ready to run", true));
        done.changed_quotes = 1;
        assert_eq!((done.words().as_str(), done.is_ready()), ("1 quote changed since its check", false));
    }
}
