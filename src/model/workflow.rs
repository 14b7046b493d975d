//! What a claim needs before it may be called checked, disputed or signed off.

use super::{Claim, ClaimState, Stance, Verdict};

/// What a claim lacks for a step. The screen offers to add it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Evidence, or a reason why none is needed.
    EvidenceOrReason,
    /// Evidence on both sides, or a recorded objection.
    BothSidesOrObjection,
    /// A verdict.
    Verdict,
    /// Somebody other than the one who checked it.
    SecondPerson,
}

impl Missing {
    /// What is missing and how to add it.
    pub fn words(self) -> &'static str {
        match self {
            Self::EvidenceOrReason => "A checked claim needs a source, or a reason why none is needed.",
            Self::BothSidesOrObjection => {
                "A disputed claim needs a source for it and one against it, or a recorded objection."
            }
            Self::Verdict => "A claim needs a verdict before it is signed off.",
            Self::SecondPerson => "Somebody other than the one who checked it must sign it off.",
        }
    }
}

fn has_ground(claim: &Claim) -> bool {
    !claim.reason.trim().is_empty() || claim.evidence.iter().any(super::Evidence::is_stated)
}

fn has_dispute(claim: &Claim) -> bool {
    let both = claim.has_evidence(Stance::Supports) && claim.has_evidence(Stance::Contradicts);
    both || !claim.objection.trim().is_empty()
}

/// What `claim` lacks to be checked with `verdict`; nothing where it may be.
pub fn missing_for_verdict(claim: &Claim, verdict: Verdict) -> Option<Missing> {
    match verdict {
        Verdict::Disputed if !has_dispute(claim) => Some(Missing::BothSidesOrObjection),
        Verdict::Unrated | Verdict::Disputed => None,
        _ if has_ground(claim) => None,
        _ => Some(Missing::EvidenceOrReason),
    }
}

/// What `claim` lacks for `person` to move it to `state`; nothing where they may.
pub fn missing_for_state(claim: &Claim, state: ClaimState, person: &str) -> Option<Missing> {
    match state {
        ClaimState::Checked => missing_to_be_checked(claim),
        ClaimState::SignedOff => missing_to_be_checked(claim).or_else(|| {
            let own_work = claim.checked_by.trim().is_empty() || same_person(&claim.checked_by, person);
            (own_work || person.trim().is_empty()).then_some(Missing::SecondPerson)
        }),
        _ => None,
    }
}

fn missing_to_be_checked(claim: &Claim) -> Option<Missing> {
    if claim.verdict == Verdict::Unrated {
        return Some(Missing::Verdict);
    }
    missing_for_verdict(claim, claim.verdict)
}

fn same_person(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// The state a claim has after a verdict: checked, or back to marked when unrated.
pub fn state_after(verdict: Verdict) -> ClaimState {
    match verdict {
        Verdict::Unrated => ClaimState::Marked,
        _ => ClaimState::Checked,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::{Evidence, EvidenceId};

    fn source(stance: Stance) -> Evidence {
        let mut evidence = Evidence::new(EvidenceId(Uuid::from_u128(stance as u128)));
        evidence.url = "https://example.org".into();
        evidence.stance = stance;
        evidence
    }

    #[test]
    fn verified_needs_a_source_or_a_reason() {
        let mut claim = Claim::default();
        assert_eq!(missing_for_verdict(&claim, Verdict::Verified), Some(Missing::EvidenceOrReason));
        claim.evidence.push(Evidence::new(EvidenceId(Uuid::nil())));
        assert!(missing_for_verdict(&claim, Verdict::Verified).is_some(), "an empty source is none");
        claim.evidence[0].url = "https://example.org".into();
        assert_eq!(missing_for_verdict(&claim, Verdict::Verified), None);
        let common_knowledge = Claim { reason: "Common knowledge".into(), ..Claim::default() };
        assert_eq!(missing_for_verdict(&common_knowledge, Verdict::Verified), None);
    }

    #[test]
    fn disputed_needs_both_sides_or_an_objection() {
        let mut claim = Claim { evidence: vec![source(Stance::Supports)], ..Claim::default() };
        assert_eq!(missing_for_verdict(&claim, Verdict::Disputed), Some(Missing::BothSidesOrObjection));
        claim.evidence.push(source(Stance::Contradicts));
        assert_eq!(missing_for_verdict(&claim, Verdict::Disputed), None);
        let objected = Claim { objection: "The ministry denies it".into(), ..Claim::default() };
        assert_eq!(missing_for_verdict(&objected, Verdict::Disputed), None);
    }

    #[test]
    fn the_one_who_checked_cannot_sign_off() {
        let claim = Claim {
            evidence: vec![source(Stance::Supports)],
            verdict: Verdict::Verified,
            state: ClaimState::Checked,
            checked_by: "Ana".into(),
            ..Claim::default()
        };
        let sign_off = |person| missing_for_state(&claim, ClaimState::SignedOff, person);
        assert_eq!(sign_off(" ana"), Some(Missing::SecondPerson));
        assert_eq!(sign_off(""), Some(Missing::SecondPerson));
        assert_eq!(sign_off("Ben"), None);
    }
}
