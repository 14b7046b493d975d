//! Who changed what, when, from what to what.

use std::sync::Arc;

use jiff::Timestamp;

use super::sorted::Sorted;
use super::{Edit, Extra};

/// One step of work: what undo takes back at once, a line of the journal, an entry of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What they did, in words, for example "Tag Hoekstra as person".
    pub what: String,
    /// Exactly what changed, from old to new.
    pub edit: Edit,
    /// Fields of a newer file version.
    pub extra: Extra,
}

impl Step {
    /// The step that takes this one back.
    #[must_use]
    pub fn undone(&self, at: Timestamp, by: &str) -> Self {
        self.turned("Undo", at, by, self.edit.inverse())
    }

    /// The step that does this one again after it was taken back.
    #[must_use]
    pub fn redone(&self, at: Timestamp, by: &str) -> Self {
        self.turned("Redo", at, by, self.edit.clone())
    }

    fn turned(&self, how: &str, at: Timestamp, by: &str, edit: Edit) -> Self {
        let what = format!("{how}: {}", self.what);
        Self { at, by: by.to_owned(), what, edit, extra: Extra::new() }
    }
}

/// Every step so far, oldest first. A clone shares them all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History(Sorted<usize, Arc<Step>>);

impl History {
    /// How many steps there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was done yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The steps, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Step>> + ExactSizeIterator {
        self.0.values()
    }

    /// The step at a place, counted from the oldest.
    pub fn get(&self, place: usize) -> Option<&Arc<Step>> {
        self.0.get(&place)
    }

    /// The latest step.
    pub fn last(&self) -> Option<&Arc<Step>> {
        self.iter().next_back()
    }

    /// The steps from a place on, oldest first.
    pub fn since(&self, place: usize) -> impl DoubleEndedIterator<Item = &Arc<Step>> + ExactSizeIterator {
        self.0.range(place..).map(|(_, step)| step)
    }

    pub(super) fn push(&mut self, step: Step) {
        self.0.insert(self.len(), Arc::new(step));
    }

    pub(super) fn pop(&mut self) {
        self.0.remove(&self.len().saturating_sub(1));
    }
}

impl FromIterator<Step> for History {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        Self(steps.into_iter().map(Arc::new).enumerate().collect())
    }
}
