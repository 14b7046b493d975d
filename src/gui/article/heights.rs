//! Where each chunk stands, from the top, with the heights of those never laid out estimated.
//!
//! An estimate is linear in two factors that are the same for all chunks, so their sums are kept
//! once a text, and another width or size costs nothing but the two factors. What was laid out
//! differs from its estimate; these differences are in a Fenwick tree, in which a height changes and
//! a position is looked up in O(log n).

/// What a chunk's height is estimated from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Extent {
    /// What has to be shared out over lines: grows as the column narrows.
    pub(super) flowing: f64,
    /// What has the same height in a column of any width.
    pub(super) fixed: f64,
}

/// Heights of all chunks, points.
#[derive(Clone, Debug, Default)]
pub(super) struct Heights {
    /// What lies before each chunk; one more than there are chunks.
    before: Vec<Extent>,
    /// Points a unit of each.
    scale: Extent,
    /// How much higher than estimated each chunk is.
    more: Vec<f64>,
    sums: Vec<f64>,
    /// The chunks laid out since the last estimate, so that nothing else has to be forgotten at a
    /// new one.
    measured: Vec<usize>,
}

impl Heights {
    pub(super) fn new(extents: impl Iterator<Item = Extent>) -> Self {
        let mut sum = Extent::default();
        let mut before = vec![sum];
        before.extend(extents.map(|extent| {
            sum = Extent { flowing: sum.flowing + extent.flowing, fixed: sum.fixed + extent.fixed };
            sum
        }));
        let n_chunks = before.len() - 1;
        let scale = Extent { flowing: 1.0, fixed: 1.0 };
        Self { before, scale, more: vec![0.0; n_chunks], sums: vec![0.0; n_chunks + 1], measured: Vec::new() }
    }

    /// Estimates all heights with these factors, and forgets what was measured.
    pub(super) fn estimate(&mut self, scale: Extent) {
        self.scale = scale;
        for idx in self.measured.drain(..) {
            self.more[idx] = 0.0;
            let mut at = idx + 1;
            while at < self.sums.len() {
                self.sums[at] = 0.0;
                at += lowest_bit(at);
            }
        }
    }

    /// Estimated height of the chunks `from..to`.
    fn estimated(&self, from: usize, to: usize) -> f64 {
        let (Some(a), Some(b)) = (self.before.get(from), self.before.get(to)) else { return 0.0 };
        (b.flowing - a.flowing) * self.scale.flowing + (b.fixed - a.fixed) * self.scale.fixed
    }

    fn n_chunks(&self) -> usize {
        self.more.len()
    }

    pub(super) fn get(&self, idx: usize) -> f64 {
        self.more.get(idx).map_or(0.0, |more| self.estimated(idx, idx + 1) + more)
    }

    pub(super) fn set(&mut self, idx: usize, height: f64) {
        let estimated = self.estimated(idx, idx + 1);
        let Some(own) = self.more.get_mut(idx) else { return };
        let change = height - estimated - *own;
        if change == 0.0 {
            return;
        }
        if *own == 0.0 {
            self.measured.push(idx);
        }
        *own += change;
        let mut at = idx + 1;
        while at < self.sums.len() {
            self.sums[at] += change;
            at += lowest_bit(at);
        }
    }

    /// Height of everything.
    pub(super) fn total(&self) -> f64 {
        self.top_of(self.n_chunks())
    }

    /// Top of the chunk at `idx`.
    pub(super) fn top_of(&self, idx: usize) -> f64 {
        let mut at = idx.min(self.n_chunks());
        let mut sum = self.estimated(0, at);
        while at > 0 {
            sum += self.sums[at];
            at -= lowest_bit(at);
        }
        sum
    }

    /// The chunk at `y` from the top, and how far into it `y` is.
    pub(super) fn at(&self, y: f64) -> (usize, f64) {
        let (mut idx, mut rest) = (0, y.max(0.0));
        let mut step = self.n_chunks().next_power_of_two();
        while step > 0 {
            let next = idx + step;
            if next < self.sums.len() {
                let height = self.sums[next] + self.estimated(idx, next);
                if height <= rest {
                    rest -= height;
                    idx = next;
                }
            }
            step /= 2;
        }
        if idx >= self.n_chunks() {
            let last = self.n_chunks().saturating_sub(1);
            return (last, self.get(last));
        }
        (idx, rest)
    }
}

fn lowest_bit(at: usize) -> usize {
    at & at.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn positions_agree_with_adding_up(
            start in prop::collection::vec((0..50_u32, 1..20_u32), 1..40),
            changes in prop::collection::vec((0..40_usize, 1..90_u32), 0..20),
            narrower in any::<bool>(),
            earlier in prop::collection::vec((0..40_usize, 1..90_u32), 0..20),
            y in 0..2500_u32,
        ) {
            let extents: Vec<Extent> = start
                .into_iter()
                .map(|(flowing, fixed)| Extent { flowing: f64::from(flowing), fixed: f64::from(fixed) })
                .collect();
            let mut heights = Heights::new(extents.iter().copied());
            let scale = if narrower { Extent { flowing: 2.0, fixed: 1.5 } } else { heights.scale };
            for (idx, height) in earlier {
                heights.set(idx % extents.len(), f64::from(height));
            }
            heights.estimate(scale);
            let mut plain: Vec<f64> =
                extents.iter().map(|extent| extent.flowing * scale.flowing + extent.fixed * scale.fixed).collect();
            for (idx, height) in changes {
                let idx = idx % plain.len();
                plain[idx] = f64::from(height);
                heights.set(idx, f64::from(height));
            }
            let sum = |n: usize| plain.iter().take(n).sum::<f64>();
            for idx in 0..=plain.len() {
                prop_assert!((heights.top_of(idx) - sum(idx)).abs() < 1e-6);
            }
            let (idx, rest) = heights.at(f64::from(y));
            if f64::from(y) < sum(plain.len()) {
                prop_assert!((sum(idx) + rest - f64::from(y)).abs() < 1e-6);
                prop_assert!(rest < plain[idx] + 1e-6);
            } else {
                prop_assert_eq!(idx, plain.len() - 1);
            }
        }
    }
}
