//! Passages worth checking, ranked by what stands in them; the weights are set by hand.

use std::ops::Range;

use crate::model::ClaimKind;
use crate::text::segment;

use super::SuggestedClaim;
use super::paragraph::of;

/// Share of an article's sentences that is proposed, and the least number.
const SHARE: f32 = 0.3;
const LEAST: usize = 5;
/// Most passages of one article.
const MOST: usize = 40;
/// Fewer words than this assert little.
const SHORT: usize = 6;

/// Words that count once a sentence, what they add, and the reason they give.
struct Sign {
    words: &'static [&'static str],
    weight: f32,
    reason: Option<&'static str>,
}

const fn sign(words: &'static [&'static str], weight: f32, reason: Option<&'static str>) -> Sign {
    Sign { words, weight, reason }
}

#[rustfmt::skip] // One word a line would be pages long.
const SIGNS: &[Sign] = &[
    sign(&[
        "percent", "percentage", "million", "billion", "trillion", "thousand", "hundred", "dozen", "dozens",
        "thousands", "millions", "hundreds", "billions",
    ], 1.6, Some("an amount")),
    sign(&[
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty", "forty", "fifty",
        "half", "third", "quarter", "twice", "double", "doubled", "tripled",
    ], 0.7, Some("a number in words")),
    sign(&[
        "first", "only", "most", "largest", "biggest", "highest", "lowest", "worst", "best", "greatest", "fastest",
        "least", "record", "ever", "never", "every", "unprecedented", "all", "no", "nobody",
    ], 0.45, Some("a superlative or a whole")),
    sign(&[
        "more", "less", "fewer", "higher", "lower", "than", "increase", "increased", "decreased", "cut", "raised",
        "rise", "rose", "fell", "grew", "dropped", "decline", "lost", "gained", "growing", "reduced", "up", "down",
    ], 0.6, Some("a comparison or a change")),
    sign(&[
        "voted", "vote", "signed", "passed", "vetoed", "supported", "opposed", "proposed", "introduced", "promised",
        "spent", "paid", "created", "appointed", "elected", "said", "called", "built", "gave", "took", "made", "put",
    ], 0.7, Some("what somebody did or said")),
    sign(&["because", "caused", "due", "led", "result", "therefore"], 0.15, Some("a cause")),
    sign(&[
        "law", "laws", "tax", "taxes", "budget", "deficit", "unemployment", "jobs", "inflation", "debt", "crime",
        "spending", "income", "health", "insurance", "security", "medicare", "program", "programs", "energy", "oil",
        "troops", "nuclear", "weapons", "schools", "bill", "congress", "administration", "military", "trade",
    ], 0.6, Some("public affairs")),
    sign(&["accused", "denied", "alleged", "claimed", "illegal", "fraud", "killed", "arrested", "convicted"], 0.6, Some("an accusation")),
    sign(&[
        "year", "years", "months", "ago", "since", "last", "today", "history", "month", "january", "february", "march",
        "april", "june", "july", "august", "september", "october", "november", "december", "decade",
    ], 0.5, Some("a time")),
    sign(&["was", "were", "had", "has", "have", "did", "been", "got", "went", "came"], 0.45, None),
    sign(&["he", "his", "they", "their", "country", "president", "government"], 0.3, None),
    sign(&["i", "me", "my", "you", "your", "i'm", "i'd"], -0.5, None),
    sign(&["think", "believe", "hope", "want", "feel", "like", "know", "opinion"], -0.6, None),
    sign(&["should", "would", "could", "might", "maybe", "let", "let's", "must", "will", "going", "ought", "can"], -0.7, None),
    sign(&["if", "please", "thank", "question", "good", "well", "why", "what", "how", "mr", "senator"], -0.6, None),
];

/// How much a sentence is worth checking, 0 to 1, and why.
pub fn check_worthiness(sentence: &str) -> (f32, String) {
    let lower = sentence.to_lowercase().replace('’', "'");
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
    let mut total = -1.9_f32;
    let mut reasons: Vec<&str> = Vec::new();
    let parts = sentence.split(|c: char| c.is_whitespace() || c == '-');
    let n_numbers = parts.filter(|word| word.contains(|c: char| c.is_ascii_digit())).count();
    if n_numbers > 0 {
        total += if n_numbers > 1 { 2.0 } else { 1.4 };
        reasons.push("a number");
    }
    if lower.contains(['%', '$', '€', '£']) {
        total += 0.8;
        reasons.push("a share or a sum");
    }
    for sign in SIGNS {
        if words.iter().any(|word| sign.words.contains(word)) {
            total += sign.weight;
            reasons.extend(sign.reason);
        }
    }
    if !segment::names(sentence).is_empty() {
        total += 0.3;
        reasons.push("a name");
    }
    if sentence.trim_end().ends_with('?') {
        total -= 1.5;
    }
    total += match words.len() {
        0..SHORT => -1.8,
        SHORT..10 => -0.5,
        10..=20 => 0.2,
        _ => 0.5,
    };
    if reasons.is_empty() {
        reasons.push("a statement of fact");
    }
    (1.0 / (1.0 + (-total).exp()), reasons.join(", "))
}

/// What sort of claim the reasons speak of; the surest sign decides.
fn kind_by(reason: &str) -> ClaimKind {
    const KINDS: [(&str, ClaimKind); 6] = [
        ("a share or a sum", ClaimKind::Quantity),
        ("an amount", ClaimKind::Quantity),
        ("a superlative or a whole", ClaimKind::Superlative),
        ("a number", ClaimKind::Quantity),
        ("a cause", ClaimKind::Causal),
        ("a time", ClaimKind::Event),
    ];
    let named = |sign: &str| reason.split(", ").any(|own| own == sign);
    KINDS.iter().find(|(sign, _)| named(sign)).map_or(ClaimKind::Other, |(_, kind)| *kind)
}

/// The passages of an article most worth checking, in text order. `blocks` are where to look.
pub(super) fn rank(text: &str, blocks: &[Range<usize>], quoted: &[Range<usize>]) -> Vec<SuggestedClaim> {
    let mut all: Vec<SuggestedClaim> = Vec::new();
    for block in blocks {
        for sentence in segment::sentences(of(text, block)) {
            let range = block.start + sentence.start..block.start + sentence.end;
            let (score, mut reason) = check_worthiness(of(text, &range));
            let kind = kind_by(&reason);
            if quoted.iter().any(|quote| super::paragraph::overlaps(quote, &range)) {
                reason.push_str(", somebody's words");
            }
            all.push(SuggestedClaim { range, kind, score, reason });
        }
    }
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a count"
    )]
    let wanted = ((all.len() as f32 * SHARE).ceil() as usize).clamp(LEAST, MOST);
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.range.start.cmp(&b.range.start)));
    all.truncate(wanted);
    all.sort_by_key(|claim| claim.range.start);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_worth_checking_and_a_greeting_is_not() {
        let (number, reason) =
            check_worthiness("The harbour lost 41,000 passengers last year, more than ever.");
        let (greeting, _) = check_worthiness("Thank you, and good night.");
        assert!(number > 0.5 && greeting < 0.2, "{number} {greeting}");
        assert!(reason.contains("a number") && reason.contains("a superlative"), "{reason}");
    }

    #[test]
    fn the_best_are_kept_however_low_they_score() {
        let text = "Hello there. It was good. She left. They came. So it goes. Fine.";
        assert_eq!(rank(text, std::slice::from_ref(&(0..text.len())), &[]).len(), 5);
    }
}
