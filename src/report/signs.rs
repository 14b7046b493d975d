//! Signs and words that tell a verdict without colour.

use crate::model::Verdict;

/// The sign of a verdict; the words stand beside it.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unrated => "○",
        Verdict::Verified => "✓",
        Verdict::MostlyTrue => "≈",
        Verdict::Mixed => "±",
        Verdict::MostlyFalse => "⊘",
        Verdict::False => "✗",
        Verdict::Misleading => "⚠",
        Verdict::Disputed => "≠",
        Verdict::Unproven => "?",
        Verdict::Outdated => "↺",
    }
}

/// The name of the style of a claim with this verdict.
pub(super) fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unrated => "open",
        Verdict::Verified | Verdict::MostlyTrue => "good",
        Verdict::Mixed | Verdict::Disputed | Verdict::Unproven | Verdict::Outdated => "mixed",
        Verdict::MostlyFalse | Verdict::False | Verdict::Misleading => "bad",
    }
}
