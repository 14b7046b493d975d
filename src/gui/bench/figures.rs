//! Many times of the same thing, as three numbers.

use std::time::Duration;

/// How long something took, each time it was done.
#[derive(Clone, Debug)]
pub struct Figures {
    /// What was done.
    pub what: String,
    /// Milliseconds, ascending.
    times: Vec<f64>,
}

impl Figures {
    /// Of these times.
    pub fn new(what: &str, times: impl IntoIterator<Item = Duration>) -> Self {
        let mut times: Vec<f64> = times.into_iter().map(|time| time.as_secs_f64() * 1000.0).collect();
        times.sort_by(f64::total_cmp);
        Self { what: what.to_owned(), times }
    }

    /// What at least this percentage of the times came to at most, milliseconds: 50 is the median,
    /// 100 the longest. The nearest-rank method. Zero where nothing was measured.
    pub fn at(&self, percent: usize) -> f64 {
        let rank = (self.times.len() * percent).div_ceil(100).max(1) - 1;
        self.times.get(rank).or(self.times.last()).copied().unwrap_or_default()
    }

    /// Median, 99th percentile, longest, for a table; something done once is one number.
    pub fn columns(&self) -> String {
        match self.times.len() {
            0 => format!("{:>10}", "left out"),
            1 => format!("{:>10.2} {:>10} {:>10}", self.at(50), "", ""),
            _ => format!("{:>10.2} {:>10.2} {:>10.2}", self.at(50), self.at(99), self.at(100)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle_and_the_longest_at_the_end() {
        let figures = Figures::new("idle", (1..=200).rev().map(Duration::from_millis));
        assert!(figures.columns().contains("100.00     198.00     200.00"), "{}", figures.columns());
        let once = Figures::new("once", [Duration::from_millis(7)]);
        assert_eq!(once.columns().trim(), "7.00");
        assert_eq!(Figures::new("never", []).columns().trim(), "left out");
    }
}
