//! The form for a piece of evidence: opening it, filling it from what is pasted, keeping it.

use crate::model::workflow::{self, Missing};
use crate::model::{AnnotationId, Claim, Edit, Evidence, EvidenceId, Field, Stance, Verdict};
use crate::text::citation::{self, Cited};

use super::check::{groundless, recheck};
use super::dates;
use super::flow::{Flow, SourceForm};
use super::state::Session;
use super::tag::short;

/// What comes into the address field at once and is longer than this many bytes was pasted, not typed.
const PASTED: usize = 6;

impl Session {
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
        let today = self.today();
        let draft = known.unwrap_or_else(|| {
            let mut fresh = Evidence::new(EvidenceId(self.new_id()));
            fresh.accessed = Some(today);
            fresh.stance = wanted_stance(record, then, missing);
            fresh
        });
        let accessed = draft.accessed.map(|date| date.to_string()).unwrap_or_default();
        let (reason, objection) = (record.reason.clone(), record.objection.clone());
        let filled = Cited::default();
        let form = SourceForm { claim, at, draft, accessed, reason, objection, filled, then, message };
        self.flow = Some(Flow::Source(Box::new(form)));
    }

    /// Keeps the form's evidence, and gives the verdict it was opened for once nothing is missing.
    pub(super) fn keep_source(&mut self, mut form: SourceForm) {
        take_apart(&mut form);
        match dates::parse(&form.accessed, self.today()) {
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
        self.say_warnings(form.claim);
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

    /// Takes up what was typed in the form; an address or a citation fills what is still empty.
    pub(super) fn change_source(&mut self, mut form: SourceForm) {
        let Some(Flow::Source(last)) = &self.flow else { return };
        if form.draft.url != last.draft.url {
            fill(&mut form, last.draft.url.len());
        }
        self.flow = Some(Flow::Source(Box::new(form)));
    }
}

/// Fills the form from its address field, which was `last_len` bytes long before. What somebody
/// wrote stays; what an earlier address filled in is replaced.
fn fill(form: &mut SourceForm, last_len: usize) {
    let typed = form.draft.url.trim().to_owned();
    let is_pasted = typed.len() > last_len + PASTED;
    if typed.contains(char::is_whitespace) && !is_pasted {
        return;
    }
    let cited = citation::read(&typed);
    if is_pasted && !cited.is_empty() {
        form.draft.url.clone_from(&cited.url);
    }
    // The first word of a citation that is being typed tells nothing yet.
    let tells = is_pasted || !cited.url.is_empty();
    fill_from(form, if tells { cited } else { Cited::default() });
}

/// Reads the citation that was typed into the address field, as if it had been pasted.
fn take_apart(form: &mut SourceForm) {
    if !form.draft.url.trim().contains(char::is_whitespace) {
        return;
    }
    let cited = citation::read(&form.draft.url);
    if !cited.is_empty() {
        form.draft.url.clone_from(&cited.url);
        fill_from(form, cited);
    }
}

/// Fills what nobody wrote in.
fn fill_from(form: &mut SourceForm, cited: Cited) {
    let draft = &mut form.draft;
    for (own, last, new) in [
        (&mut draft.title, &form.filled.title, &cited.title),
        (&mut draft.publisher, &form.filled.publisher, &cited.publisher),
        (&mut draft.author, &form.filled.author, &cited.author),
        (&mut draft.published, &form.filled.published, &cited.published),
        (&mut draft.archived, &form.filled.archived, &cited.archived),
    ] {
        if own.trim().is_empty() || own == last {
            own.clone_from(new);
        }
    }
    form.filled = cited;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> SourceForm {
        SourceForm {
            claim: AnnotationId(uuid::Uuid::nil()),
            at: None,
            draft: Evidence::new(EvidenceId(uuid::Uuid::nil())),
            accessed: String::new(),
            reason: String::new(),
            objection: String::new(),
            filled: Cited::default(),
            then: None,
            message: String::new(),
        }
    }

    fn paste(form: &mut SourceForm, text: &str) {
        let last = form.draft.url.len();
        text.clone_into(&mut form.draft.url);
        fill(form, last);
    }

    #[test]
    fn another_address_replaces_what_the_first_filled_in_and_nothing_else() {
        let mut form = form();
        paste(&mut form, "https://www.reuters.com/a/port-closes-two-piers");
        assert_eq!(form.draft.title, "Port closes two piers");
        assert!(form.title_is_guess());
        form.draft.publisher = "Reuters, Ellery bureau".into();
        form.draft.url.clear();
        paste(&mut form, "https://example.org/the-second-survey");
        assert_eq!(form.draft.title, "The second survey");
        assert_eq!(form.draft.publisher, "Reuters, Ellery bureau");
        form.draft.title = "The survey".into();
        assert!(!form.title_is_guess());
    }

    #[test]
    fn a_pasted_citation_is_taken_apart() {
        let mut form = form();
        paste(&mut form, "Weisz A (2024) Tides and walls. Journal of Harbours. doi:10.1000/182");
        assert_eq!(form.draft.url, "https://doi.org/10.1000/182");
        assert_eq!((form.draft.title.as_str(), form.draft.author.as_str()), ("Tides and walls", "Weisz A"));
    }

    fn type_in(form: &mut SourceForm, text: &str) {
        for (at, _) in text.char_indices() {
            let last = form.draft.url.len();
            form.draft.url = text.get(..=at).unwrap_or_default().to_owned();
            fill(form, last);
        }
    }

    #[test]
    fn a_typed_citation_is_taken_apart_once_it_is_kept() {
        let mut form = form();
        type_in(&mut form, "Ellery Times, 26 October 2022, https://ellerytimes.example/stations");
        assert_eq!(form.draft.title, "", "its first word is no title");
        take_apart(&mut form);
        assert_eq!(form.draft.url, "https://ellerytimes.example/stations");
        assert_eq!(
            (form.draft.publisher.as_str(), form.draft.published.as_str()),
            ("Ellery Times", "2022-10-26")
        );
    }

    #[test]
    fn an_address_typed_letter_by_letter_stays_as_typed() {
        let mut form = form();
        type_in(&mut form, "www.example.org ok");
        assert_eq!(form.draft.url, "www.example.org ok");
        assert_eq!(form.draft.publisher, "example.org");
    }
}
