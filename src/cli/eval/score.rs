//! Precision, recall and F1 of sets.

use std::collections::BTreeSet;

/// Counts over a corpus.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Score {
    pub(super) gold: usize,
    pub(super) found: usize,
    pub(super) right: usize,
}

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
impl Score {
    pub(super) fn add<T: Ord>(&mut self, gold: &BTreeSet<T>, found: &BTreeSet<T>) {
        self.gold += gold.len();
        self.found += found.len();
        self.right += gold.intersection(found).count();
    }

    /// In per cent, as are the others.
    pub(super) fn precision(&self) -> f64 {
        100.0 * self.right as f64 / self.found.max(1) as f64
    }

    pub(super) fn recall(&self) -> f64 {
        100.0 * self.right as f64 / self.gold.max(1) as f64
    }

    pub(super) fn f1(&self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}
