//! Checking claims: verdicts, states, sign-off, and what the guards ask for.

use crate::model::workflow::{self, Missing};
use crate::model::{AnnotationId, Claim, ClaimState, Edit, Field, Verdict};
use crate::text::Spans;

use super::flow::{Act, Answer, Claims, Flow, Purpose, Question};
use super::state::Session;
use super::tag::short;

impl Session {
    /// The claim meant: the selected one, else the shortest under the caret.
    pub(super) fn meant_claim(&self) -> Option<AnnotationId> {
        let is_claim = |id: &AnnotationId| self.document.annotation(*id).is_some_and(|a| a.claim().is_some());
        let selected = self.view.annotation.filter(is_claim);
        selected.or_else(|| self.document.index().at(self.view.caret).into_iter().find(|id| is_claim(id)))
    }

    pub(super) fn claim(&self, id: AnnotationId) -> Option<&Claim> {
        self.document.annotation(id)?.claim()
    }

    pub(super) fn with_claim(&mut self, act: impl FnOnce(&mut Self, AnnotationId)) {
        match self.meant_claim() {
            Some(id) => {
                self.view.annotation = Some(id);
                act(self, id);
            }
            None => self.say("Select a claim first (N goes to the next unresolved one)."),
        }
    }

    /// Gives a verdict with its state, or asks for what it lacks.
    pub(super) fn give_verdict(&mut self, id: AnnotationId, verdict: Verdict) {
        let Some(claim) = self.claim(id) else { return };
        if claim.state == ClaimState::SignedOff && claim.verdict == verdict {
            return self.say("This is signed off so already.");
        }
        if let Some(missing) = workflow::missing_for_verdict(claim, verdict) {
            let message = format!("{} needs more. {}", self.schema.verdict_name(verdict), missing.words());
            return self.open_source(id, None, Some(verdict), Some(missing), message);
        }
        let edits = self.verdict_edits(id, verdict);
        self.perform(self.verdict_name(id, verdict), Edit::Batch(edits));
        self.say_warnings(id);
    }

    pub(super) fn verdict_name(&self, id: AnnotationId, verdict: Verdict) -> String {
        let words =
            self.document.annotation(id).map(|a| short(&self.document.words_of(a))).unwrap_or_default();
        format!("Rate “{words}” {}", self.schema.verdict_name(verdict).to_lowercase())
    }

    pub(super) fn verdict_edits(&self, id: AnnotationId, verdict: Verdict) -> Vec<Edit> {
        self.edits_of(id, workflow::give_verdict(verdict, self.person(), &self.words_under(id)))
    }

    /// The edits that set these fields of an annotation, those it has already left out. Where a
    /// field comes twice the last one counts.
    pub(super) fn edits_of(&self, id: AnnotationId, fields: Vec<Field>) -> Vec<Edit> {
        let mut last: Vec<Field> = Vec::new();
        for field in fields {
            last.retain(|own| std::mem::discriminant(own) != std::mem::discriminant(&field));
            last.push(field);
        }
        last.into_iter().filter_map(|field| self.field_edit(id, field)).collect()
    }

    fn words_under(&self, id: AnnotationId) -> String {
        self.document.annotation(id).map(|claim| self.document.words_of(claim)).unwrap_or_default()
    }

    /// Says which house rules a claim does not meet; nothing is held up by them.
    pub(super) fn say_warnings(&mut self, id: AnnotationId) {
        let Some(claim) = self.claim(id) else { return };
        for warning in workflow::warnings(claim, &self.schema) {
            self.say(warning.words());
        }
    }

    pub(super) fn set_state(&mut self, id: AnnotationId, state: ClaimState) {
        let Some(claim) = self.claim(id).filter(|claim| claim.state != state) else { return };
        if let Some(missing) = workflow::missing_for_state(claim, state, self.person()) {
            return self.ask_for(id, missing);
        }
        let edits = self.state_edits(id, state);
        let words = short(&self.words_under(id));
        if self.perform(format!("Call “{words}” {}", state.label().to_lowercase()), Edit::Batch(edits)) {
            self.say_warnings(id);
        }
    }

    pub(super) fn state_edits(&self, id: AnnotationId, state: ClaimState) -> Vec<Edit> {
        let Some(claim) = self.claim(id) else { return Vec::new() };
        let by = workflow::approval(self.person(), self.role(), self.now());
        self.edits_of(id, workflow::move_to(claim, state, by, &self.words_under(id)))
    }

    /// Says what a claim lacks, and opens what adds it.
    fn ask_for(&mut self, id: AnnotationId, missing: Missing) {
        let Some(claim) = self.claim(id) else { return };
        let (verdict, checker) = (claim.verdict, claim.checked_by.clone());
        match missing {
            Missing::EvidenceOrReason | Missing::BothSidesOrObjection => {
                let message = missing.words().to_owned();
                self.open_source(id, None, Some(verdict), Some(missing), message);
            }
            Missing::Verdict | Missing::Checker => {
                self.say(missing.words());
                self.open_picker(Purpose::Verdict(Claims::One(id)));
            }
            Missing::Recheck => {
                self.show_annotation(id, true);
                self.complain(missing.words());
            }
            Missing::Name => {
                self.ask_name();
                if let Some(Flow::Line(form)) = &mut self.flow {
                    missing.words().clone_into(&mut form.message);
                }
            }
            Missing::SecondPerson => {
                self.complain(format!("{} You work as {}.", missing.words(), self.person()));
                let answer = |label: &str, act| Answer { label: label.to_owned(), act };
                self.flow = Some(Flow::Question(Question {
                    title: "Somebody else must sign this off".into(),
                    text: format!(
                        "{} {checker} checked it, and you work as {}.",
                        missing.words(),
                        self.person()
                    ),
                    answers: vec![
                        answer("Leave it for a colleague", Act::Nothing),
                        answer("Work under another name…", Act::AskName),
                    ],
                    highlighted: 0,
                }));
            }
        }
    }

    /// Confirms the verdict on a claim whose words changed, or signs a checked one off.
    pub(super) fn agree(&mut self, id: AnnotationId) {
        let Some(claim) = self.claim(id) else { return };
        match claim.state {
            ClaimState::NeedsRecheck => {
                if let Some(missing) = workflow::missing_for_state(claim, ClaimState::Checked, "") {
                    return self.ask_for(id, missing);
                }
                let verdict = claim.verdict;
                let edits = self.verdict_edits(id, verdict);
                let words = short(&self.words_under(id));
                let verdict = self.schema.verdict_name(verdict).to_lowercase();
                self.perform(format!("Confirm {verdict} for “{words}”"), Edit::Batch(edits));
                self.say_warnings(id);
            }
            ClaimState::SignedOff => self.say("This is signed off already."),
            ClaimState::NotCheckable | ClaimState::Dropped => {
                self.say("There is nothing to sign off: it is not checkable, or dropped.");
            }
            _ if claim.state != ClaimState::Checked => {
                self.say("Give it a verdict first: V for verified, full stop for all verdicts.");
                self.open_picker(Purpose::Verdict(Claims::One(id)));
            }
            _ => self.set_state(id, ClaimState::SignedOff),
        }
    }

    /// Takes the verdict away and goes back to work on a claim.
    pub(super) fn reopen(&mut self, id: AnnotationId) {
        let Some(claim) = self.claim(id) else { return };
        if claim.state == ClaimState::InProgress && claim.verdict == Verdict::Unrated {
            return self.say("It is open already.");
        }
        let edits = self.edits_of(id, workflow::reopen());
        let words = short(&self.words_under(id));
        self.perform(format!("Reopen “{words}”"), Edit::Batch(edits));
    }

    /// What else changes with the words under an annotation once it stands on `spans`.
    pub(super) fn words_edits(&self, id: AnnotationId, spans: &Spans) -> Vec<Edit> {
        let Some(annotation) = self.document.annotation(id) else { return Vec::new() };
        let now = spans.words(self.document.text());
        self.edits_of(id, workflow::words_changed_under(annotation, &self.words_under(id), &now))
    }

    /// What else changes with this field: other words, or a checked claim left without ground, are
    /// to be checked again.
    pub(super) fn edits_along(&self, id: AnnotationId, field: &Field) -> Vec<Edit> {
        match field {
            Field::Spans(spans) => return self.words_edits(id, spans),
            Field::QuoteCheck(check) => {
                let mut fields = workflow::check_quote(*check, &self.words_under(id));
                fields.retain(|field| !matches!(field, Field::QuoteCheck(_)));
                return self.edits_of(id, fields);
            }
            _ => {}
        }
        let Some(mut after) = self.claim(id).cloned() else { return Vec::new() };
        match field {
            Field::Reason(reason) => after.reason.clone_from(reason),
            Field::Objection(objection) => after.objection.clone_from(objection),
            _ => return Vec::new(),
        }
        groundless(&after).map(|from| recheck(id, from)).into_iter().collect()
    }
}

/// The state of a claim that counts as checked but lacks what that asks for.
pub(super) fn groundless(claim: &Claim) -> Option<ClaimState> {
    workflow::has_lost_its_ground(claim).then_some(claim.state)
}

pub(super) fn recheck(id: AnnotationId, from: ClaimState) -> Edit {
    Edit::Set { id, from: Field::State(from), to: Field::State(ClaimState::NeedsRecheck) }
}
