//! One change for many claims, as one step. What the guards refuse is left out and named.

use std::collections::BTreeMap;

use crate::model::workflow::{self, Missing};
use crate::model::{AnnotationId, ClaimKind, ClaimState, Disposition, Edit, Field, Priority, Verdict};
use crate::session::desk::DeskView;
use crate::session::flow::{Claims, Purpose};
use crate::session::{Session, View};
use crate::text::counted::counted;

/// The change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bulk {
    /// Move them to a state; to sign off is one.
    State(ClaimState),
    /// Give them a verdict.
    Verdict(Verdict),
    /// Look at them sooner or later.
    Priority(Priority),
    /// Say what sort of thing they claim.
    Kind(ClaimKind),
    /// Say what becomes of their lines.
    Disposition(Disposition),
    /// Confirm the verdict where the words changed, sign off what is checked.
    Agree,
    /// Take the verdict away and go back to work.
    Reopen,
}

impl Session {
    /// Whether keys mean the claims picked in the table: several are, the table is what is looked at,
    /// and the row that is selected is one of them.
    pub(in crate::session) fn has_picked(&self) -> bool {
        let View { desk, picked, annotation, .. } = &self.view;
        let among = annotation.is_none_or(|selected| picked.contains(&selected));
        *desk == Some(DeskView::Claims) && picked.len() > 1 && among
    }

    /// Does the change to the claims that are picked.
    pub(in crate::session) fn change_picked(&mut self, change: Bulk) {
        let ids: Vec<AnnotationId> = self.view.picked.iter().copied().collect();
        self.change_many(&ids, change);
    }

    /// Gives the claims that are picked a verdict, else the claim meant.
    pub(in crate::session) fn rate(&mut self, verdict: Verdict) {
        if self.has_picked() {
            self.change_picked(Bulk::Verdict(verdict));
        } else {
            self.with_claim(|session, id| session.give_verdict(id, verdict));
        }
    }

    /// Opens a list of what the claims that are picked can be called, else the claim meant.
    pub(in crate::session) fn choose_for_claims(&mut self, purpose: impl FnOnce(Claims) -> Purpose) {
        if self.has_picked() {
            self.open_picker(purpose(Claims::Picked));
        } else {
            self.with_claim(|session, id| session.open_picker(purpose(Claims::One(id))));
        }
    }

    /// Does the change to each of these claims that allows it; the others stay picked.
    pub(in crate::session) fn change_many(&mut self, ids: &[AnnotationId], change: Bulk) {
        let mut edits = Vec::new();
        let mut n_changed = 0;
        let mut left_out: BTreeMap<Missing, Vec<AnnotationId>> = BTreeMap::new();
        for id in ids {
            match self.edits_for(*id, change) {
                Ok(own) => {
                    n_changed += usize::from(!own.is_empty());
                    edits.extend(own);
                }
                Err(missing) => left_out.entry(missing).or_default().push(*id),
            }
        }
        let claims = counted(n_changed, "claim", "claims");
        let (what, said) = self.bulk_words(change, &claims);
        if n_changed == 0 && left_out.is_empty() {
            return self.say("They are all like this already.");
        }
        if !self.perform(what, Edit::Batch(edits)) {
            return;
        }
        let reasons =
            left_out.iter().map(|(missing, ids)| format!(" Left out {}: {}", ids.len(), missing.words()));
        let words = format!("{said}{}", reasons.collect::<String>());
        let refused: Vec<AnnotationId> = left_out.into_values().flatten().collect();
        if refused.is_empty() {
            self.say(words);
        } else {
            self.complain(words);
        }
        self.view.picked = refused.into_iter().collect();
    }

    /// The name of the step, and what is said of it.
    fn bulk_words(&self, change: Bulk, claims: &str) -> (String, String) {
        let called = |name: &str| {
            let name = name.to_lowercase();
            (format!("Call {claims} {name}"), format!("{claims} called {name}."))
        };
        match change {
            Bulk::State(state) => called(state.label()),
            Bulk::Verdict(verdict) => called(self.schema.verdict_name(verdict)),
            Bulk::Priority(priority) => called(&format!("{} priority", priority.label())),
            Bulk::Kind(kind) => {
                let kind = kind.label().to_lowercase();
                (
                    format!("Set the type of {claims} to {kind}"),
                    format!("The type of {claims} is {kind} now."),
                )
            }
            Bulk::Disposition(disposition) => {
                let line = disposition.label().to_lowercase();
                (format!("Set the disposition of {claims} to {line}"), format!("{claims}: {line}."))
            }
            Bulk::Agree => {
                (format!("Confirm or sign off {claims}"), format!("{claims} confirmed or signed off."))
            }
            Bulk::Reopen => (format!("Reopen {claims}"), format!("{claims} reopened.")),
        }
    }

    fn edits_for(&self, id: AnnotationId, change: Bulk) -> Result<Vec<Edit>, Missing> {
        let Some(claim) = self.claim(id) else { return Ok(Vec::new()) };
        match change {
            Bulk::Priority(priority) => Ok(self.edits_of(id, vec![Field::Priority(priority)])),
            Bulk::Kind(kind) => Ok(self.edits_of(id, vec![Field::ClaimKind(kind)])),
            Bulk::Disposition(disposition) => Ok(self.edits_of(id, vec![Field::Disposition(disposition)])),
            Bulk::Agree if claim.state == ClaimState::NeedsRecheck => {
                self.edits_for(id, Bulk::State(ClaimState::Checked))
            }
            Bulk::Agree => self.edits_for(id, Bulk::State(ClaimState::SignedOff)),
            Bulk::Reopen => Ok(self.edits_of(id, workflow::reopen())),
            Bulk::State(state) if claim.state == state => Ok(Vec::new()),
            Bulk::State(state) => match workflow::missing_for_state(claim, state, self.person()) {
                Some(missing) => Err(missing),
                None => Ok(self.state_edits(id, state)),
            },
            Bulk::Verdict(verdict) if claim.state == ClaimState::SignedOff && claim.verdict == verdict => {
                Ok(Vec::new())
            }
            Bulk::Verdict(verdict) => match workflow::missing_for_verdict(claim, verdict) {
                Some(missing) => Err(missing),
                None => Ok(self.verdict_edits(id, verdict)),
            },
        }
    }
}
