//! Checking claims: verdicts, states, evidence, and what the guards ask for.

use jiff::civil::Date;

use crate::model::workflow::{self, Missing};
use crate::model::{
    AnnotationId, Approval, Claim, ClaimState, Edit, Evidence, EvidenceId, Field, Stance, Verdict,
};

use super::flow::{Flow, Purpose, SourceForm};
use super::state::Session;
use super::tag::short;

impl Session {
    /// The claim meant: the selected one, else the shortest under the caret.
    pub(super) fn meant_claim(&self) -> Option<AnnotationId> {
        let is_claim = |id: &AnnotationId| self.document.annotation(*id).is_some_and(|a| a.claim().is_some());
        let selected = self.view.annotation.filter(is_claim);
        selected.or_else(|| self.document.index().at(self.view.caret).into_iter().find(|id| is_claim(id)))
    }

    fn claim(&self, id: AnnotationId) -> Option<&Claim> {
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
        self.warn_of_few_sources(id, verdict);
    }

    fn verdict_name(&self, id: AnnotationId, verdict: Verdict) -> String {
        let words =
            self.document.annotation(id).map(|a| short(&self.document.words_of(a))).unwrap_or_default();
        format!("Rate “{words}” {}", self.schema.verdict_name(verdict).to_lowercase())
    }

    fn verdict_edits(&self, id: AnnotationId, verdict: Verdict) -> Vec<Edit> {
        let checker = if verdict == Verdict::Unrated { String::new() } else { self.person().to_owned() };
        [
            Field::Verdict(verdict),
            Field::State(workflow::state_after(verdict)),
            Field::CheckedBy(checker),
            Field::Approvals(Vec::new()),
        ]
        .into_iter()
        .filter_map(|field| self.field_edit(id, field))
        .collect()
    }

    fn warn_of_few_sources(&mut self, id: AnnotationId, verdict: Verdict) {
        let wanted = self.schema.sources_wanted;
        let found = self
            .claim(id)
            .map_or(0, |claim| claim.evidence.iter().filter(|e| e.stance == Stance::Supports).count());
        if verdict == Verdict::Verified && found < wanted {
            self.say(format!("Verified with {found} of the {wanted} sources the house asks for."));
        }
    }

    pub(super) fn set_state(&mut self, id: AnnotationId, state: ClaimState) {
        let Some(claim) = self.claim(id).filter(|claim| claim.state != state) else { return };
        match workflow::missing_for_state(claim, state, self.person()) {
            Some(missing @ (Missing::EvidenceOrReason | Missing::BothSidesOrObjection)) => {
                let verdict = claim.verdict;
                let message = missing.words().to_owned();
                return self.open_source(id, None, Some(verdict), Some(missing), message);
            }
            Some(Missing::Verdict) => {
                self.say(Missing::Verdict.words());
                return self.open_picker(Purpose::Verdict(id));
            }
            Some(missing @ Missing::SecondPerson) => {
                return self.complain(format!("{} You work as {}.", missing.words(), self.who()));
            }
            None => {}
        }
        let mut edits: Vec<Edit> = self.field_edit(id, Field::State(state)).into_iter().collect();
        edits.extend(self.approval_edit(id, state));
        let words =
            self.document.annotation(id).map(|a| short(&self.document.words_of(a))).unwrap_or_default();
        self.perform(format!("Call “{words}” {}", state.label().to_lowercase()), Edit::Batch(edits));
    }

    fn approval_edit(&self, id: AnnotationId, state: ClaimState) -> Option<Edit> {
        let mut approvals = self.claim(id)?.approvals.clone();
        if state == ClaimState::SignedOff {
            let (by, role) = (self.person().to_owned(), self.settings.role.clone());
            approvals.push(Approval { by, role, at: self.now() });
        } else {
            approvals.clear();
        }
        self.field_edit(id, Field::Approvals(approvals))
    }

    fn who(&self) -> String {
        let name = self.person().trim();
        if name.is_empty() { "nobody named (File, Your name…)".to_owned() } else { name.to_owned() }
    }

    /// Opens the form for a new piece of evidence, or for the one at `at`.
    pub(super) fn open_source(
        &mut self,
        claim: AnnotationId,
        at: Option<usize>,
        then: Option<Verdict>,
        missing: Option<Missing>,
        message: String,
    ) {
        let Some(record) = self.claim(claim) else { return };
        let known = at.and_then(|at| record.evidence.get(at)).cloned();
        let today = (self.ambient.today)();
        let draft = known.unwrap_or_else(|| {
            let mut fresh = Evidence::new(EvidenceId(self.new_id()));
            fresh.accessed = Some(today);
            fresh.stance = wanted_stance(record, then, missing);
            fresh
        });
        let accessed = draft.accessed.map(|date| date.to_string()).unwrap_or_default();
        let (reason, objection) = (record.reason.clone(), record.objection.clone());
        let form = SourceForm { claim, at, draft, accessed, reason, objection, then, message };
        self.flow = Some(Flow::Source(Box::new(form)));
    }

    /// Keeps the form's evidence, and gives the verdict it was opened for once nothing is missing.
    pub(super) fn keep_source(&mut self, mut form: SourceForm) {
        match parse_date(&form.accessed) {
            Ok(date) => form.draft.accessed = date,
            Err(message) => {
                form.message = message;
                self.flow = Some(Flow::Source(Box::new(form)));
                return;
            }
        }
        if !form.draft.is_stated() && (form.at.is_some() || has_details(&form.draft)) {
            "A source needs a URL, a title or an excerpt. Fill in one of them, or press Esc to leave it as it was."
                .clone_into(&mut form.message);
            self.flow = Some(Flow::Source(Box::new(form)));
            return;
        }
        let mut edits = self.source_edits(&form);
        let Some(claim) = self.claim(form.claim).cloned() else { return };
        if edits.is_empty() && form.then.is_none() {
            return;
        }
        let after = with_form(claim, &form);
        let recheck = groundless(&after).map(|from| recheck(form.claim, from));
        let Some(verdict) = form.then else {
            edits.extend(recheck);
            self.perform("Add a source", Edit::Batch(edits));
            return;
        };
        if let Some(missing) = workflow::missing_for_verdict(&after, verdict) {
            edits.extend(recheck);
            if !edits.is_empty() {
                self.perform("Add a source", Edit::Batch(edits));
            }
            let message = format!(
                "Still missing for {}: {}",
                self.schema.verdict_name(verdict).to_lowercase(),
                missing.words()
            );
            return self.open_source(form.claim, None, Some(verdict), Some(missing), message);
        }
        edits.extend(self.verdict_edits(form.claim, verdict));
        self.perform(self.verdict_name(form.claim, verdict), Edit::Batch(edits));
        self.warn_of_few_sources(form.claim, verdict);
    }

    fn source_edits(&self, form: &SourceForm) -> Vec<Edit> {
        let id = form.claim;
        let Some(claim) = self.claim(id) else { return Vec::new() };
        let mut edits: Vec<Edit> =
            [Field::Reason(form.reason.clone()), Field::Objection(form.objection.clone())]
                .into_iter()
                .filter_map(|field| self.field_edit(id, field))
                .collect();
        let from = form.at.and_then(|at| claim.evidence.get(at)).cloned().map(Box::new);
        let at = if from.is_some() { form.at.unwrap_or_default() } else { claim.evidence.len() };
        let to = Some(Box::new(form.draft.clone()));
        if form.draft.is_stated() && from != to {
            edits.push(Edit::Evidence { claim: id, at, from, to });
        }
        edits
    }

    pub(super) fn remove_evidence(&mut self, claim: AnnotationId, at: usize) {
        let Some(mut after) = self.claim(claim).cloned() else { return };
        if at >= after.evidence.len() {
            return;
        }
        let evidence = after.evidence.remove(at);
        let name = if evidence.title.is_empty() { &evidence.url } else { &evidence.title };
        let what = format!("Remove the source “{}”", short(name));
        let removal = Edit::Evidence { claim, at, from: Some(Box::new(evidence)), to: None };
        let recheck = groundless(&after).map(|from| recheck(claim, from));
        self.perform(what, Edit::Batch(std::iter::once(removal).chain(recheck).collect()));
    }

    /// What a checked claim needs when its words change: to be checked again.
    pub(super) fn recheck_edit(&self, id: AnnotationId) -> Option<Edit> {
        let state = self.claim(id)?.state;
        matches!(state, ClaimState::Checked | ClaimState::SignedOff).then(|| recheck(id, state))
    }

    /// What a checked claim needs once this field leaves it without ground: to be checked again.
    pub(super) fn recheck_without(&self, id: AnnotationId, field: &Field) -> Option<Edit> {
        let mut after = self.claim(id)?.clone();
        match field {
            Field::Reason(reason) => after.reason.clone_from(reason),
            Field::Objection(objection) => after.objection.clone_from(objection),
            _ => return None,
        }
        groundless(&after).map(|from| recheck(id, from))
    }
}

/// The state of a claim that counts as checked but lacks what that asks for.
fn groundless(claim: &Claim) -> Option<ClaimState> {
    let checked = matches!(claim.state, ClaimState::Checked | ClaimState::SignedOff);
    let lacks = workflow::missing_for_state(claim, ClaimState::Checked, "").is_some();
    (checked && lacks).then_some(claim.state)
}

fn recheck(id: AnnotationId, from: ClaimState) -> Edit {
    Edit::Set { id, from: Field::State(from), to: Field::State(ClaimState::NeedsRecheck) }
}

/// Whether anything was written about the source beside what it must have.
fn has_details(evidence: &Evidence) -> bool {
    let Evidence { publisher, author, published, archived, locator, independent_of, .. } = evidence;
    [publisher, author, published, archived, locator, independent_of]
        .iter()
        .any(|detail| !detail.trim().is_empty())
}

fn wanted_stance(claim: &Claim, then: Option<Verdict>, missing: Option<Missing>) -> Stance {
    let against = match (then, missing) {
        (_, Some(Missing::BothSidesOrObjection)) => claim.has_evidence(Stance::Supports),
        (Some(verdict), _) => matches!(verdict, Verdict::False | Verdict::MostlyFalse | Verdict::Outdated),
        (None, _) => false,
    };
    if against { Stance::Contradicts } else { Stance::Supports }
}

fn with_form(mut claim: Claim, form: &SourceForm) -> Claim {
    claim.reason.clone_from(&form.reason);
    claim.objection.clone_from(&form.objection);
    if form.draft.is_stated() {
        match form.at.and_then(|at| claim.evidence.get_mut(at)) {
            Some(own) => *own = form.draft.clone(),
            None => claim.evidence.push(form.draft.clone()),
        }
    }
    claim
}

fn parse_date(typed: &str) -> Result<Option<Date>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let date = typed.parse::<Date>();
    date.map(Some).map_err(|error| {
        format!("“{typed}” is not a date: {error}. Write it as year-month-day, for example 2024-03-29.")
    })
}
