//! Signs that say in a character what a colour also says.

use egui::Color32;

use crate::gui::theme::Theme;
use crate::model::{ClaimState, Stance, Verdict};

/// The sign of a claim's verdict.
pub fn verdict(verdict: Verdict) -> &'static str {
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

/// The sign of a claim's state.
pub fn state(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Marked => "○",
        ClaimState::InProgress => "▶",
        ClaimState::WaitingForSource | ClaimState::WaitingForAuthor | ClaimState::WaitingForReply => "…",
        ClaimState::Checked => "✓",
        ClaimState::SignedOff => "★",
        ClaimState::NeedsRecheck => "↻",
        ClaimState::NotCheckable => "−",
        ClaimState::Dropped => "×",
    }
}

/// The one sign of a claim: its verdict once there is one to rely on, else how far it has come.
pub fn claim(of: ClaimState, found: Verdict) -> &'static str {
    match of {
        ClaimState::NeedsRecheck | ClaimState::NotCheckable | ClaimState::Dropped => state(of),
        _ if found != Verdict::Unrated => verdict(found),
        _ => state(of),
    }
}

/// The sign of what evidence does to a claim, with its colour.
pub fn stance(stance: Stance, theme: &Theme) -> (&'static str, Color32) {
    match stance {
        Stance::Supports => ("✓", theme.good),
        Stance::Contradicts => ("✗", theme.bad),
        Stance::Context => ("●", theme.weak),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checked_claim_shows_its_verdict_and_an_unchecked_one_how_far_it_has_come() {
        assert_eq!(claim(ClaimState::Checked, Verdict::Verified), "✓");
        assert_eq!(claim(ClaimState::SignedOff, Verdict::False), "✗");
        assert_eq!(claim(ClaimState::InProgress, Verdict::Unrated), "▶");
        assert_eq!(claim(ClaimState::NeedsRecheck, Verdict::Verified), "↻");
    }

    #[test]
    fn no_two_verdicts_look_the_same_without_colour() {
        let mut signs: Vec<_> = Verdict::ALL.iter().map(|found| verdict(*found)).collect();
        signs.sort_unstable();
        signs.dedup();
        assert_eq!(signs.len(), Verdict::ALL.len());
    }
}
