//! How a claim is underlined, so that its verdict shows without colour.

use crate::model::Verdict;

/// How a claim is underlined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// Dots.
    Dotted,
    /// One line.
    Solid,
    /// Two lines.
    Double,
    /// Short strokes.
    Dashed,
    /// A saw.
    Zigzag,
}

/// The pattern under a claim with this verdict.
pub(super) fn pattern(verdict: Verdict) -> Pattern {
    match verdict {
        Verdict::Unrated => Pattern::Dotted,
        Verdict::Verified | Verdict::MostlyTrue => Pattern::Solid,
        Verdict::Disputed | Verdict::Mixed => Pattern::Double,
        Verdict::Unproven | Verdict::Outdated => Pattern::Dashed,
        Verdict::False | Verdict::MostlyFalse | Verdict::Misleading => Pattern::Zigzag,
    }
}
