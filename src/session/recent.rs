//! The last steps, for what follows the document without looking at all of it.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::Step;

use super::state::Session;

/// So many steps are remembered; what lags further behind starts anew.
const KEPT: usize = 64;

/// The last steps, each with the revision it led to.
#[derive(Clone, Debug, Default)]
pub(super) struct Recent(VecDeque<(u64, Arc<Step>)>);

impl Recent {
    pub(super) fn push(&mut self, revision: u64, step: Arc<Step>) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back((revision, step));
    }
}

impl Session {
    /// The steps that lead from `revision` to the document as it is, oldest first. None where they
    /// are not known: another document was opened since, or it was too long ago.
    pub fn steps_since(&self, revision: u64) -> Option<impl Iterator<Item = &Step>> {
        let n_steps = usize::try_from(self.revision.checked_sub(revision)?).ok()?;
        let first = self.recent.0.len().checked_sub(n_steps)?;
        let steps = self.recent.0.range(first..);
        let follow = steps.clone().zip(revision + 1..).all(|((known, _), wanted)| *known == wanted);
        follow.then(|| steps.map(|(_, step)| step.as_ref()))
    }
}
