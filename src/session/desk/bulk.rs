//! One change for many claims, as one step. What the guards refuse is left out and named.

use std::collections::BTreeMap;

use crate::model::workflow::{self, Missing};
use crate::model::{AnnotationId, ClaimState, Edit, Field, Priority, Verdict};
use crate::session::Session;

/// The change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bulk {
    /// Move them to a state; to sign off is one.
    State(ClaimState),
    /// Give them a verdict.
    Verdict(Verdict),
    /// Look at them sooner or later.
    Priority(Priority),
}

impl Session {
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
        let name = match change {
            Bulk::State(state) => state.label().to_lowercase(),
            Bulk::Verdict(verdict) => self.schema.verdict_name(verdict).to_lowercase(),
            Bulk::Priority(priority) => format!("{} priority", priority.label().to_lowercase()),
        };
        let claims = if n_changed == 1 { "1 claim".to_owned() } else { format!("{n_changed} claims") };
        if !self.perform(format!("Call {claims} {name}"), Edit::Batch(edits)) {
            return;
        }
        let reasons =
            left_out.iter().map(|(missing, ids)| format!(" Left out {}: {}", ids.len(), missing.words()));
        let words = format!("{claims} called {name}.{}", reasons.collect::<String>());
        let refused: Vec<AnnotationId> = left_out.into_values().flatten().collect();
        if refused.is_empty() {
            self.say(words);
        } else {
            self.complain(words);
        }
        self.view.picked = refused.into_iter().collect();
    }

    fn edits_for(&self, id: AnnotationId, change: Bulk) -> Result<Vec<Edit>, Missing> {
        let Some(claim) = self.claim(id) else { return Ok(Vec::new()) };
        match change {
            Bulk::Priority(priority) => Ok(self.edits_of(id, vec![Field::Priority(priority)])),
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
