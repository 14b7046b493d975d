//! Where each chunk stands, from the top, with the heights of those never laid out estimated.
//!
//! A Fenwick tree of `f64`: a height changes and a position is looked up in O(log n).

/// Heights of all chunks, points.
#[derive(Clone, Debug, Default)]
pub(super) struct Heights {
    each: Vec<f64>,
    sums: Vec<f64>,
}

impl Heights {
    pub(super) fn new(each: Vec<f64>) -> Self {
        let mut sums = vec![0.0; each.len() + 1];
        for (idx, height) in each.iter().enumerate() {
            sums[idx + 1] += height;
            let parent = (idx + 1) + lowest_bit(idx + 1);
            if parent < sums.len() {
                sums[parent] += sums[idx + 1];
            }
        }
        Self { each, sums }
    }

    pub(super) fn get(&self, idx: usize) -> f64 {
        self.each.get(idx).copied().unwrap_or_default()
    }

    pub(super) fn set(&mut self, idx: usize, height: f64) {
        let Some(own) = self.each.get_mut(idx) else { return };
        let change = height - *own;
        if change == 0.0 {
            return;
        }
        *own = height;
        let mut at = idx + 1;
        while at < self.sums.len() {
            self.sums[at] += change;
            at += lowest_bit(at);
        }
    }

    /// Height of everything.
    pub(super) fn total(&self) -> f64 {
        self.top_of(self.each.len())
    }

    /// Top of the chunk at `idx`.
    pub(super) fn top_of(&self, idx: usize) -> f64 {
        let (mut at, mut sum) = (idx.min(self.each.len()), 0.0);
        while at > 0 {
            sum += self.sums[at];
            at -= lowest_bit(at);
        }
        sum
    }

    /// The chunk at `y` from the top, and how far into it `y` is.
    pub(super) fn at(&self, y: f64) -> (usize, f64) {
        let (mut idx, mut rest) = (0, y.max(0.0));
        let mut step = self.each.len().next_power_of_two();
        while step > 0 {
            let next = idx + step;
            if next < self.sums.len() && self.sums[next] <= rest {
                rest -= self.sums[next];
                idx = next;
            }
            step /= 2;
        }
        if idx >= self.each.len() {
            let last = self.each.len().saturating_sub(1);
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
            start in prop::collection::vec(1..50u32, 1..40),
            changes in prop::collection::vec((0..40usize, 1..90u32), 0..20),
            y in 0..2500u32,
        ) {
            let mut plain: Vec<f64> = start.into_iter().map(f64::from).collect();
            let mut heights = Heights::new(plain.clone());
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
                prop_assert!(rest < plain[idx]);
            } else {
                prop_assert_eq!(idx, plain.len() - 1);
            }
        }
    }
}
