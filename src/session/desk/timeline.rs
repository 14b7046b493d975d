//! The history: who changed what and when, and the way back to how it was.

use std::collections::BTreeSet;

use crate::model::{AnnotationKind, ClaimState, Edit, Field, Step, Verdict};
use crate::session::Session;
use crate::session::state::first_annotation;
use crate::session::tag::short;

use super::SLICE;

/// What a step was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Entities and their mentions.
    Entities,
    /// Quotes.
    Quotes,
    /// Claims and all of their record.
    Claims,
    /// Highlights.
    Passages,
    /// The article itself.
    Article,
}

impl Subject {
    /// Every subject, in the order lists show them.
    pub const ALL: [Self; 5] = [Self::Entities, Self::Quotes, Self::Claims, Self::Passages, Self::Article];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Entities => "Entities",
            Self::Quotes => "Quotes",
            Self::Claims => "Claims",
            Self::Passages => "Passages",
            Self::Article => "Article",
        }
    }

    /// What `edit` is about; of a batch, what its first part with a subject is.
    pub fn of(edit: &Edit) -> Option<Self> {
        match edit {
            Edit::AddEntity(_) | Edit::RemoveEntity(_) | Edit::ChangeEntity { .. } => Some(Self::Entities),
            Edit::Set { to, .. } => Self::of_field(to),
            Edit::Evidence { .. } => Some(Self::Claims),
            Edit::AddAnnotation(annotation)
            | Edit::RemoveAnnotation(annotation)
            | Edit::Lose { annotation, .. }
            | Edit::Recover { annotation, .. } => Some(Self::of_kind(annotation.kind())),
            Edit::Reject(rejection) | Edit::TakeBackRejection(rejection) => {
                Some(Self::of_kind(rejection.kind))
            }
            Edit::ChangeOrphan { to, .. } => Some(Self::of_kind(to.annotation.kind())),
            Edit::BlockKind { .. }
            | Edit::Meta { .. }
            | Edit::Text(_)
            | Edit::KeepDraft(_)
            | Edit::DropDraft(_) => Some(Self::Article),
            Edit::Batch(edits) => edits.iter().find_map(Self::of),
        }
    }

    fn of_kind(kind: AnnotationKind) -> Self {
        match kind {
            AnnotationKind::Mention => Self::Entities,
            AnnotationKind::Quote => Self::Quotes,
            AnnotationKind::Claim => Self::Claims,
            AnnotationKind::Passage => Self::Passages,
        }
    }

    fn of_field(field: &Field) -> Option<Self> {
        match field {
            Field::Spans(_) | Field::Comment(_) | Field::Review(_) | Field::CheckedWords(_) => None,
            Field::Tag(_) => Some(Self::Passages),
            Field::Entity(_) | Field::Form(_) => Some(Self::Entities),
            Field::QuoteKind(_)
            | Field::Cue(_)
            | Field::Source(_)
            | Field::Speaker(_)
            | Field::Addressee(_)
            | Field::QuoteCheck(_) => Some(Self::Quotes),
            _ => Some(Self::Claims),
        }
    }
}

/// Which steps are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepFilter {
    /// Words that must occur in what was done, ignoring case.
    pub text: String,
    /// Only this person's.
    pub person: Option<String>,
    /// Only about this.
    pub subject: Option<Subject>,
}

impl StepFilter {
    /// Whether a step is shown.
    pub fn admits(&self, step: &Step) -> bool {
        let what = step.what.to_lowercase();
        self.person.as_ref().is_none_or(|person| *person == step.by)
            && self.subject.is_none_or(|subject| Subject::of(&step.edit) == Some(subject))
            && self.text.to_lowercase().split_whitespace().all(|word| what.contains(word))
    }
}

/// The steps shown, the newest first, and how far the work on the next ones has come.
#[derive(Default)]
pub struct Timeline {
    key: Option<(u64, StepFilter)>,
    left: usize,
    making: Vec<usize>,
    steps: Vec<usize>,
    making_people: BTreeSet<String>,
    people: BTreeSet<String>,
}

impl Timeline {
    /// Places in the history of the steps shown, newest first.
    pub fn steps(&self) -> &[usize] {
        &self.steps
    }

    /// Everybody who has changed something.
    pub fn people(&self) -> &BTreeSet<String> {
        &self.people
    }

    /// Goes on for the session as it is; says whether there is more to do.
    pub fn advance(&mut self, session: &Session) -> bool {
        let history = session.document().history();
        let key = (session.revision(), session.view().step_filter.clone());
        if self.key.as_ref() != Some(&key) {
            self.left = history.len();
            self.making.clear();
            self.making_people.clear();
            self.key = Some(key);
        } else if self.left == 0 {
            return false;
        }
        let filter = &session.view().step_filter;
        let to = self.left.saturating_sub(SLICE);
        for place in (to..self.left).rev() {
            let Some(step) = history.get(place) else { continue };
            if !self.making_people.contains(&step.by) {
                self.making_people.insert(step.by.clone());
            }
            if filter.admits(step) {
                self.making.push(place);
            }
        }
        self.left = to;
        if self.left == 0 {
            self.steps = std::mem::take(&mut self.making);
            self.people = std::mem::take(&mut self.making_people);
        }
        self.left > 0
    }
}

impl Session {
    /// Selects a step of the history, and what it was about as far as that still exists.
    pub(in crate::session) fn show_step(&mut self, place: usize) {
        self.view.step = Some(place);
        let history = self.document.history();
        let about = history.get(place).and_then(|step| first_annotation(&step.edit));
        if let Some(id) = about {
            self.show_annotation(id, true);
        }
    }

    /// Brings everything back to how it was after the step at `place`, as one step that can be
    /// undone: the later steps taken back exactly, last first.
    pub(in crate::session) fn go_back_to(&mut self, place: usize) {
        let history = self.document.history();
        let Some(step) = history.get(place) else { return };
        let n_steps = history.len() - place - 1;
        if n_steps == 0 {
            return self.say("This is how it is now.");
        }
        let what = format!("Go back to {} (“{}”)", step.at.strftime("%Y-%m-%d %H:%M"), short(&step.what));
        let edits = history.since(place + 1).rev().map(|step| step.edit.inverse()).collect();
        if self.perform(what, Edit::Batch(edits)) {
            let steps =
                if n_steps == 1 { "1 later step".to_owned() } else { format!("{n_steps} later steps") };
            self.say(format!("Taken back: {steps}. Ctrl+Z brings them again."));
        }
    }
}

/// What `edit` changed, from old to new, as far as it can be said in a line.
pub fn changes(edit: &Edit) -> String {
    let mut parts = Vec::new();
    collect(edit, &mut parts);
    parts.truncate(4);
    parts.join(", ")
}

fn collect(edit: &Edit, parts: &mut Vec<String>) {
    match edit {
        Edit::Batch(edits) => {
            for edit in edits.iter().take(8) {
                collect(edit, parts);
            }
        }
        Edit::Set { from, to, .. } => {
            if let Some((name, from, to)) = said(from, to) {
                parts.push(format!("{name} {from} → {to}"));
            }
        }
        Edit::ChangeEntity { from, to } if from.name != to.name => {
            parts.push(format!("{} → {}", short(&from.name), short(&to.name)));
        }
        _ => {}
    }
}

fn said(from: &Field, to: &Field) -> Option<(&'static str, String, String)> {
    let state = |state: &ClaimState| state.label().to_lowercase();
    let verdict = |verdict: &Verdict| verdict.label().to_lowercase();
    let words =
        |text: &String| if text.is_empty() { "nothing".to_owned() } else { format!("“{}”", short(text)) };
    let said = match (from, to) {
        (Field::State(from), Field::State(to)) => ("state", state(from), state(to)),
        (Field::Verdict(from), Field::Verdict(to)) => ("verdict", verdict(from), verdict(to)),
        (Field::Priority(from), Field::Priority(to)) => {
            ("priority", from.label().to_lowercase(), to.label().to_lowercase())
        }
        (Field::Disposition(from), Field::Disposition(to)) => {
            ("disposition", from.label().to_lowercase(), to.label().to_lowercase())
        }
        (Field::CheckedBy(from), Field::CheckedBy(to)) => ("checked by", words(from), words(to)),
        (Field::Note(from), Field::Note(to))
        | (Field::Comment(from), Field::Comment(to))
        | (Field::Assertion(from), Field::Assertion(to))
        | (Field::SuggestedText(from), Field::SuggestedText(to))
        | (Field::Reason(from), Field::Reason(to))
        | (Field::Objection(from), Field::Objection(to)) => ("", words(from), words(to)),
        _ => return None,
    };
    Some(said)
}
