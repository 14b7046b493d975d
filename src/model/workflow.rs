//! What a claim needs before it may be called checked, disputed or signed off, and what becomes of
//! it when its words change.
//!
//! Every function is a decision on a [`Claim`] alone. Those that decide on a change return the
//! [`Field`]s to set ([`super::Annotation::set`] makes the edits), so that a verdict given by key,
//! in bulk or by a revision of the text comes out the same.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{
    Annotation, Approval, Body, Claim, ClaimState, Evidence, Field, QuoteCheck, Schema, Stance, Verdict,
};

/// What a claim lacks for a step. The screen offers to add it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// Evidence, or a reason why none is needed.
    EvidenceOrReason,
    /// Evidence on both sides, or a recorded objection.
    BothSidesOrObjection,
    /// A verdict.
    Verdict,
    /// A look at the words, which are others than those the verdict was given for.
    Recheck,
    /// The name of who works here.
    Name,
    /// The name of who checked it.
    Checker,
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
            Self::Recheck => {
                "Its words are not those it was checked for. Confirm the verdict for the new words (Y), or reopen it (R)."
            }
            Self::Name => "A claim is signed off under a name. Say who you are.",
            Self::Checker => {
                "Nobody is named as the one who checked it. Give the verdict again under a name."
            }
            Self::SecondPerson => "Somebody other than the one who checked it must sign it off.",
        }
    }
}

/// A rule of the house that a claim does not meet. It is pointed out and blocks nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Verified on fewer independent sources than the house asks for.
    FewSources {
        /// So many there are.
        found: usize,
        /// So many are asked for.
        wanted: usize,
    },
    /// It criticises somebody whose reply is not on record.
    NoReply,
    /// It counts as resolved while a question is open.
    OpenQuery,
}

impl Warning {
    /// What is pointed out, a sentence.
    pub fn words(self) -> String {
        match self {
            Self::FewSources { found, wanted } => {
                format!("Verified with {found} of the {wanted} independent sources the house asks for.")
            }
            Self::NoReply => "It criticises somebody, and no reply is on record.".to_owned(),
            Self::OpenQuery => "A question about it is still open.".to_owned(),
        }
    }
}

/// The house rules that `claim` does not meet.
pub fn warnings(claim: &Claim, house: &Schema) -> Vec<Warning> {
    let rated = matches!(claim.state, ClaimState::Checked | ClaimState::SignedOff);
    let mut found = Vec::new();
    let (n_found, wanted) = (independent_sources(claim), house.sources_wanted);
    if rated && claim.verdict == Verdict::Verified && n_found < wanted && claim.reason.trim().is_empty() {
        found.push(Warning::FewSources { found: n_found, wanted });
    }
    let has_reply = claim.replies.iter().any(|reply| !reply.words.trim().is_empty());
    if house.reply_wanted && claim.criticism && !has_reply && claim.state != ClaimState::Dropped {
        found.push(Warning::NoReply);
    }
    if claim.state.is_resolved() && claim.queries.iter().any(super::Query::is_open) {
        found.push(Warning::OpenQuery);
    }
    found
}

/// How many sources support `claim` without sharing a publisher, or where none is named a host.
pub fn independent_sources(claim: &Claim) -> usize {
    let supports = |evidence: &&Evidence| evidence.stance == Stance::Supports && evidence.is_stated();
    let mut origins = BTreeSet::new();
    let mut n_unknown = 0;
    for evidence in claim.evidence.iter().filter(supports) {
        match origin(evidence) {
            Some(origin) => drop(origins.insert(origin)),
            None => n_unknown += 1,
        }
    }
    origins.len() + n_unknown
}

fn origin(evidence: &Evidence) -> Option<String> {
    let publisher = evidence.publisher.trim();
    if !publisher.is_empty() {
        return Some(publisher.to_lowercase());
    }
    let (_, rest) = evidence.url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    let host = host.trim_start_matches("www.").to_owned();
    (!host.is_empty()).then_some(host)
}

fn has_ground(claim: &Claim) -> bool {
    !claim.reason.trim().is_empty() || claim.evidence.iter().any(Evidence::is_stated)
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
            if claim.state == ClaimState::NeedsRecheck {
                Some(Missing::Recheck)
            } else if person.trim().is_empty() {
                Some(Missing::Name)
            } else if claim.state != ClaimState::Checked || claim.checked_by.trim().is_empty() {
                Some(Missing::Checker)
            } else {
                same_person(&claim.checked_by, person).then_some(Missing::SecondPerson)
            }
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

/// Whether two names are one person's: case and space around them do not count.
pub fn same_person(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Whether `claim` counts as checked and no longer has what that asks for: it is then to be called
/// [`ClaimState::NeedsRecheck`].
pub fn has_lost_its_ground(claim: &Claim) -> bool {
    let checked = matches!(claim.state, ClaimState::Checked | ClaimState::SignedOff);
    checked && missing_to_be_checked(claim).is_some()
}

/// The state a claim has after a verdict: checked, or back to marked when unrated.
pub fn state_after(verdict: Verdict) -> ClaimState {
    match verdict {
        Verdict::Unrated => ClaimState::Marked,
        _ => ClaimState::Checked,
    }
}

/// What changes when `person` gives `verdict` for `words`, the words of the article the claim
/// stands on: the verdict is bound to them. Ask [`missing_for_verdict`] first.
pub fn give_verdict(verdict: Verdict, person: &str, words: &str) -> Vec<Field> {
    let rated = verdict != Verdict::Unrated;
    let only_if_rated = |text: &str| if rated { text.to_owned() } else { String::new() };
    vec![
        Field::Verdict(verdict),
        Field::State(state_after(verdict)),
        Field::CheckedBy(only_if_rated(person)),
        Field::CheckedWords(only_if_rated(words)),
        Field::Approvals(Vec::new()),
    ]
}

/// What changes when `by` moves `claim`, which stands on `words`, to `state`. To call it checked is
/// to give its verdict for these words; to sign it off is to agree to it. Ask [`missing_for_state`]
/// first.
pub fn move_to(claim: &Claim, state: ClaimState, by: Approval, words: &str) -> Vec<Field> {
    match state {
        ClaimState::Checked if claim.state == ClaimState::SignedOff => {
            vec![Field::State(state), Field::Approvals(Vec::new())]
        }
        ClaimState::Checked => give_verdict(claim.verdict, &by.by, words),
        ClaimState::SignedOff => {
            let mut approvals = claim.approvals.clone();
            approvals.push(by);
            vec![Field::State(state), Field::Approvals(approvals)]
        }
        _ => vec![Field::State(state), Field::Approvals(Vec::new())],
    }
}

/// An approval by somebody, at a time.
pub fn approval(by: &str, role: &str, at: Timestamp) -> Approval {
    Approval { by: by.to_owned(), role: role.to_owned(), at }
}

/// What changes when a claim is opened again: it has no verdict any more, and is worked on.
/// What it was is in the history.
pub fn reopen() -> Vec<Field> {
    let mut fields = give_verdict(Verdict::Unrated, "", "");
    fields.push(Field::State(ClaimState::InProgress));
    fields
}

/// What changes when the words of the article under `claim` were `before` and are `now`, because
/// its ends moved or the text did: a claim that counts as checked has to be checked again, and
/// remembers the words it was checked for. Nothing where it does not count as checked or only space
/// changed. The verdict, who gave it and who agreed stay on record until somebody confirms or
/// reopens it.
///
/// Whoever changes spans or text calls this for each claim it touches and puts the edits into the
/// same batch, so that one undo takes back both.
pub fn words_changed(claim: &Claim, before: &str, now: &str) -> Vec<Field> {
    let checked = matches!(claim.state, ClaimState::Checked | ClaimState::SignedOff);
    let bound_to = if claim.checked_words.is_empty() { before } else { &claim.checked_words };
    if !checked || same_words(bound_to, now) {
        return Vec::new();
    }
    vec![Field::CheckedWords(bound_to.to_owned()), Field::State(ClaimState::NeedsRecheck)]
}

/// The same for whatever `annotation` says. A quote that was checked before its words were kept
/// remembers those it had until now.
pub fn words_changed_under(annotation: &Annotation, before: &str, now: &str) -> Vec<Field> {
    match &annotation.body {
        Body::Claim(claim) => words_changed(claim, before, now),
        Body::Quote(quote) => {
            let unknown = quote.check != QuoteCheck::NotChecked && quote.checked_words.is_empty();
            let bound = (unknown && !same_words(before, now)).then(|| Field::CheckedWords(before.to_owned()));
            bound.into_iter().collect()
        }
        Body::Passage(_) | Body::Mention(_) => Vec::new(),
    }
}

/// What changes when a quote that stands on `words` was checked in this way: it was for these words.
pub fn check_quote(check: QuoteCheck, words: &str) -> Vec<Field> {
    let words = if check == QuoteCheck::NotChecked { "" } else { words };
    vec![Field::QuoteCheck(check), Field::CheckedWords(words.to_owned())]
}

/// Whether two texts are the same word for word, whatever the space between them.
pub fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::{AnnotationId, Evidence, EvidenceId, Quote};
    use crate::text::{Span, Spans};

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
        assert_eq!(sign_off(""), Some(Missing::Name));
        assert_eq!(sign_off("Ben"), None);
    }

    fn checked() -> Claim {
        let mut claim = Claim { evidence: vec![source(Stance::Supports)], ..Claim::default() };
        claim.verdict = Verdict::Verified;
        claim.state = ClaimState::Checked;
        claim.checked_by = "Ana".into();
        claim.checked_words = "two piers".into();
        claim
    }

    #[test]
    fn a_verdict_is_bound_to_its_words() {
        let claim = checked();
        assert_eq!(words_changed(&claim, "two piers", "two  piers"), []);
        let fields = words_changed(&claim, "two piers", "three piers");
        assert_eq!(fields, [Field::CheckedWords("two piers".into()), Field::State(ClaimState::NeedsRecheck)]);
        let open = Claim { state: ClaimState::InProgress, ..checked() };
        assert_eq!(words_changed(&open, "two piers", "three piers"), []);
    }

    #[test]
    fn the_check_of_a_quote_is_bound_to_its_words() {
        let fields = check_quote(QuoteCheck::Recording, "two piers");
        assert_eq!(fields[1], Field::CheckedWords("two piers".into()));
        let mut quote = Quote { check: QuoteCheck::Recording, ..Quote::default() };
        assert!(!quote.has_changed("three piers"), "a file that does not know the words says nothing");
        let on = |quote: &Quote| {
            let spans = Spans::one(Span::new("x", 0, 1).unwrap());
            Annotation::new(AnnotationId(Uuid::nil()), spans, Body::Quote(quote.clone()))
        };
        let bound = words_changed_under(&on(&quote), "two piers", "three piers");
        assert_eq!(
            bound,
            [Field::CheckedWords("two piers".into())],
            "but remembers them at the first change"
        );
        quote.checked_words = "two piers".into();
        assert_eq!(words_changed_under(&on(&quote), "three piers", "four piers"), []);
        assert!(quote.has_changed("three piers") && !quote.has_changed("two  piers"));
        assert_eq!(check_quote(QuoteCheck::NotChecked, "two piers")[1], Field::CheckedWords(String::new()));
    }

    #[test]
    fn a_verdict_of_an_older_file_is_bound_to_the_words_before_the_change() {
        let claim = Claim { checked_words: String::new(), ..checked() };
        let fields = words_changed(&claim, "two piers", "three piers");
        assert!(fields.contains(&Field::CheckedWords("two piers".into())), "{fields:?}");
    }

    #[test]
    fn what_needs_a_recheck_is_not_signed_off() {
        let claim = Claim { state: ClaimState::NeedsRecheck, ..checked() };
        assert_eq!(missing_for_state(&claim, ClaimState::SignedOff, "Ben"), Some(Missing::Recheck));
    }

    #[test]
    fn house_rules_warn() {
        let house = Schema { sources_wanted: 2, reply_wanted: true, ..Schema::bare() };
        let mut claim = checked();
        assert_eq!(warnings(&claim, &house), [Warning::FewSources { found: 1, wanted: 2 }]);
        claim.evidence.push(Evidence { id: EvidenceId(Uuid::from_u128(9)), ..source(Stance::Supports) });
        assert_eq!(independent_sources(&claim), 1, "two pages of one publisher are one source");
        claim.evidence[1].url = "https://www.other.example/a".into();
        assert_eq!(warnings(&claim, &house), []);
        claim.criticism = true;
        claim.queries.push(crate::model::Query::default());
        assert_eq!(warnings(&claim, &house), [Warning::NoReply, Warning::OpenQuery]);
        claim.replies.push(crate::model::Reply { words: "No.".into(), ..Default::default() });
        claim.queries[0].answer = "Yes".into();
        assert_eq!(warnings(&claim, &house), []);
    }
}
