//! Signs and patterns that tell states and verdicts apart without colour.

use crate::model::{ClaimState, Verdict};

/// The sign of a claim in margin and lists.
pub fn of_claim(state: ClaimState, verdict: Verdict) -> &'static str {
    match (state, verdict) {
        (ClaimState::NotCheckable, _) => "—",
        (ClaimState::Dropped, _) => "∅",
        (ClaimState::NeedsRecheck, _) => "!",
        (_, Verdict::Unrated) => match state {
            ClaimState::InProgress => "◐",
            ClaimState::WaitingForSource | ClaimState::WaitingForAuthor | ClaimState::WaitingForReply => "…",
            _ => "○",
        },
        (_, Verdict::Verified) => "✓",
        (_, Verdict::MostlyTrue) => "≈",
        (_, Verdict::Mixed) => "±",
        (_, Verdict::MostlyFalse | Verdict::False) => "✗",
        (_, Verdict::Misleading) => "↯",
        (_, Verdict::Disputed) => "≠",
        (_, Verdict::Unproven) => "?",
        (_, Verdict::Outdated) => "↺",
    }
}

/// How a claim is underlined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
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
pub fn pattern(verdict: Verdict) -> Pattern {
    match verdict {
        Verdict::Unrated => Pattern::Dotted,
        Verdict::Verified | Verdict::MostlyTrue => Pattern::Solid,
        Verdict::Disputed | Verdict::Mixed => Pattern::Double,
        Verdict::Unproven | Verdict::Outdated => Pattern::Dashed,
        Verdict::False | Verdict::MostlyFalse | Verdict::Misleading => Pattern::Zigzag,
    }
}
