//! Passages worth checking, ranked by what stands in them.
//!
//! The weights are set by hand, and not blindly: after a first setting by the desk's own reasons
//! (numbers, changes, what somebody did or said; down with opinions, plans and questions), words and
//! weights were altered with an eye on which sentences of one half of a corpus of American
//! presidential debates (`ClaimBuster`) stood too high or too low, and on a model fitted to it. That
//! corpus may be measured on and not shipped: no fitted number and no sentence of it is here, but the
//! choice of words leans to the matters of those debates, and figures measured on it are too good for
//! other texts. A claim's score ranks within one article; it is no probability.

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
/// Reasons that name the word they are by.
const SUPERLATIVE: &str = "a superlative or a whole";
const ACCUSATION: &str = "an accusation";
/// Where a sentence without any sign stands.
const BASE: f32 = -3.0;

/// A sort of sign that a sentence is worth checking or not, in the order in which they are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimSign {
    /// Numbers, shares, sums and amounts.
    Number,
    /// Superlatives, wholes, changes, comparisons.
    Degree,
    /// What somebody did, said, wants or is accused of, and causes.
    Deed,
    /// Public affairs, bodies, countries, names.
    Matter,
    /// Times, and verbs of the past.
    Time,
    /// Who it is about: somebody else, or who speaks.
    Person,
    /// Opinions, plans, questions and courtesies, which speak against it.
    Opinion,
    /// How long it is.
    Length,
}

impl ClaimSign {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Number,
        Self::Degree,
        Self::Deed,
        Self::Matter,
        Self::Time,
        Self::Person,
        Self::Opinion,
        Self::Length,
    ];

    /// In words, for tables.
    pub fn label(self) -> &'static str {
        match self {
            Self::Number => "numbers",
            Self::Degree => "superlatives, changes",
            Self::Deed => "deeds, causes",
            Self::Matter => "public matters, names",
            Self::Time => "times, the past",
            Self::Person => "who it is about",
            Self::Opinion => "opinions, plans, questions",
            Self::Length => "length",
        }
    }
}

/// Words of one sort: what the first of them in a sentence adds, what a second one adds, and the
/// reason they give.
struct Sign {
    words: &'static [&'static str],
    weight: f32,
    again: f32,
    reason: Option<&'static str>,
    sort: ClaimSign,
}

const fn sign(
    words: &'static [&'static str],
    weight: f32,
    again: f32,
    reason: Option<&'static str>,
    sort: ClaimSign,
) -> Sign {
    Sign { words, weight, again, reason, sort }
}

#[rustfmt::skip] // One word a line would be pages long.
const SIGNS: &[Sign] = &[
    sign(&[
        "average", "billion", "billions", "dozen", "dozens", "fraction", "hundred", "hundreds", "majority",
        "million", "millions", "per", "percent", "percentage", "rate", "rates", "thousand", "thousands",
        "total", "trillion",
    ], 1.5, 0.5, Some("an amount"), ClaimSign::Number),
    sign(&[
        "double", "doubled", "eight", "eleven", "fifteen", "fifty", "five", "fold", "forty", "four", "half",
        "nine", "quarter", "seven", "six", "sixty", "third", "thirty", "three", "triple", "tripled", "twelve",
        "twenty", "twice", "two",
    ], 0.9, 0.0, Some("a number in words"), ClaimSign::Number),
    sign(&[
        "biggest", "ever", "every", "fastest", "fewest", "first", "highest", "largest", "least", "longest",
        "lowest", "majority", "most", "never", "nobody", "none", "only", "record", "single", "unprecedented",
        "worst",
    ], 0.7, 0.0, Some(SUPERLATIVE), ClaimSign::Degree),
    sign(&[
        "added", "cut", "cuts", "decline", "declined", "decrease", "decreased", "doubled", "down", "dropped",
        "eliminated", "expanded", "fallen", "fell", "fewer", "gained", "grew", "growing", "grown", "higher",
        "increase", "increased", "increases", "increasing", "less", "lost", "lower", "raise", "raised",
        "raising", "reduce", "reduced", "rise", "risen", "rose", "saved", "shrunk", "tripled",
    ], 0.9, 0.1, Some("a change"), ClaimSign::Degree),
    sign(&[
        "about", "almost", "more", "nearly", "over", "than",
    ], 0.3, 0.0, Some("a comparison"), ClaimSign::Degree),
    sign(&[
        "all", "any", "enough", "many", "much", "no", "number", "numbers", "other", "several", "zero",
    ], 0.4, 0.0, Some("a quantity"), ClaimSign::Degree),
    sign(&[
        "appointed", "attacked", "banned", "bought", "built", "called", "cast", "closed", "created", "ended",
        "failed", "filed", "gave", "given", "introduced", "invaded", "moved", "opposed", "opposes", "opposing",
        "paid", "passed", "pays", "promised", "proposed", "proposes", "ran", "refused", "repealed", "sent",
        "signed", "sold", "spent", "sponsored", "supported", "supports", "taken", "took", "veto", "vetoed",
        "vote", "voted", "votes", "worked",
    ], 1.1, 0.0, Some("what somebody did"), ClaimSign::Deed),
    sign(&[
        "admitted", "announced", "claimed", "claims", "indicated", "report", "reported", "said", "saying",
        "says", "stated", "told",
    ], 0.9, 0.0, Some("what somebody said"), ClaimSign::Deed),
    sign(&[
        "believes", "calls", "favors", "plans", "supports", "thinks", "wants",
    ], 0.4, 0.0, Some("what somebody wants"), ClaimSign::Deed),
    sign(&[
        "abortion", "administration", "agreement", "amendment", "arms", "bankruptcy", "benefits", "bill",
        "border", "borders", "budget", "congress", "court", "courts", "coverage", "crime", "debt", "deficit",
        "deficits", "drug", "drugs", "economy", "energy", "exports", "gun", "guns", "housing", "imports",
        "income", "inflation", "insurance", "interest", "investment", "jobs", "law", "laws", "legislation",
        "loan", "loans", "medicaid", "medicare", "military", "nuclear", "oil", "plan", "policies", "policy",
        "poverty", "premiums", "prices", "production", "program", "programs", "proposal", "recession",
        "regulation", "regulations", "relief", "sanctions", "schools", "spending", "subsidies", "tax", "taxes",
        "trade", "treaty", "troops", "unemployment", "wages", "weapons",
    ], 0.8, 0.4, Some("public affairs"), ClaimSign::Matter),
    sign(&[
        "army", "bank", "banks", "commission", "committee", "companies", "company", "corporations", "court",
        "democrat", "democratic", "democrats", "department", "federal", "government", "governor", "house",
        "industry", "office", "opponent", "party", "police", "president's", "republican", "republicans",
        "senate", "senator", "states", "supreme", "union", "workers",
    ], 0.6, 0.0, Some("a public body or firm"), ClaimSign::Matter),
    sign(&[
        "afghanistan", "border", "britain", "california", "china", "chinese", "countries", "country's", "cuba",
        "eastern", "europe", "france", "germany", "iran", "iraq", "israel", "japan", "korea", "mexico",
        "nations", "north", "russia", "russians", "south", "soviet", "syria", "texas", "vietnam", "world",
        "york",
    ], 0.7, 0.0, Some("a country"), ClaimSign::Matter),
    sign(&[
        "accused", "alleged", "arrested", "convicted", "corrupt", "criminal", "criminals", "dead", "denied",
        "died", "fraud", "illegal", "illegally", "killed", "killing", "shot", "stole", "terrorists", "violated",
    ], 0.9, 0.0, Some(ACCUSATION), ClaimSign::Deed),
    sign(&[
        "ago", "already", "annual", "annually", "april", "august", "currently", "decade", "decades", "december",
        "february", "history", "january", "july", "june", "last", "later", "march", "month", "months",
        "november", "now", "october", "past", "recently", "september", "since", "today", "until", "year",
        "yesterday",
    ], 0.5, 0.0, Some("a time"), ClaimSign::Time),
    sign(&[
        "aren't", "been", "came", "couldn't", "did", "didn't", "doesn't", "don't", "had", "hadn't", "has",
        "hasn't", "haven't", "isn't", "was", "wasn't", "went", "were", "weren't",
    ], 0.5, 0.2, None, ClaimSign::Time),
    sign(&[
        "didn't", "hadn't", "hasn't", "haven't", "wasn't", "weren't",
    ], 0.7, 0.0, None, ClaimSign::Time),
    sign(&[
        "he", "he's", "her", "himself", "his", "she", "she's", "their", "they", "they're", "they've",
    ], 0.2, 0.0, None, ClaimSign::Person),
    sign(&[
        "governor", "mayor", "minister", "mr", "mrs", "ms", "president", "secretary", "senator",
    ], 0.4, 0.0, None, ClaimSign::Person),
    sign(&[
        "i", "i'd", "i'll", "i'm", "i've", "me", "my", "myself",
    ], -0.6, 0.0, None, ClaimSign::Person),
    sign(&[
        "you", "you're", "your",
    ], -0.15, 0.0, None, ClaimSign::Person),
    sign(&[
        "agree", "believe", "certainly", "disagree", "feel", "guess", "hope", "idea", "know", "like", "maybe",
        "obviously", "opinion", "perhaps", "probably", "sense", "suppose", "think", "view", "want", "wish",
    ], -1.0, 0.0, None, ClaimSign::Opinion),
    sign(&[
        "can", "could", "future", "going", "gonna", "he'll", "i'll", "let", "let's", "must", "need", "needs",
        "next", "ought", "shall", "should", "they'll", "tomorrow", "we'll", "will", "won't",
    ], -1.0, 0.0, None, ClaimSign::Opinion),
    sign(&[
        "could", "may", "might", "should", "would",
    ], -0.2, 0.0, None, ClaimSign::Opinion),
    sign(&[
        "answer", "ask", "debate", "evening", "gentlemen", "how", "ladies", "minutes", "moderator", "please",
        "question", "questions", "sorry", "thank", "thanks", "welcome", "whether", "why",
    ], -1.0, 0.0, None, ClaimSign::Opinion),
    sign(&[
        "able", "best", "better", "challenge", "character", "courage", "difficult", "dream", "fair", "faith",
        "freedom", "future", "god", "good", "great", "greatest", "hard", "heart", "hopes", "important",
        "judgment", "leader", "leadership", "love", "mean", "moral", "opportunities", "opportunity", "peace",
        "proud", "respect", "responsibility", "special", "strong", "sure", "together", "tough", "trust",
        "values", "vision", "well", "wonderful", "wrong",
    ], -0.9, -0.4, None, ClaimSign::Opinion),
    sign(&[
        "am", "anybody", "anything", "be", "bring", "do", "get", "give", "go", "here", "issue", "issues",
        "kind", "look", "make", "matter", "point", "see", "somebody", "something", "talk", "thing", "things",
        "tonight", "way", "whole",
    ], -0.9, 0.0, None, ClaimSign::Opinion),
    sign(&[
        "if",
    ], -0.5, 0.0, None, ClaimSign::Opinion),
    sign(&["because", "caused", "causes", "due", "led", "result", "therefore"], 0.1, 0.0, Some("a cause"), ClaimSign::Deed),
];

/// How much a sentence is worth checking, 0 to 1, and why.
fn check_worthiness(sentence: &str) -> (f32, String) {
    check_worthiness_by(sentence, &ClaimSign::ALL)
}

/// The same by some of the signs only, for measuring what each adds.
pub fn check_worthiness_by(sentence: &str, signs: &[ClaimSign]) -> (f32, String) {
    let counts = |sign: ClaimSign| signs.contains(&sign);
    let lower = sentence.to_lowercase().replace('’', "'");
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
    let mut total = BASE;
    let mut reasons: Vec<String> = Vec::new();
    let parts = sentence.split(|c: char| c.is_whitespace() || c == '-');
    match parts.filter(|word| word.contains(|c: char| c.is_ascii_digit())).count() {
        n_numbers if n_numbers > 0 && counts(ClaimSign::Number) => {
            total += if n_numbers > 1 { 2.0 } else { 1.8 };
            reasons.push("a number".to_owned());
        }
        _ => {}
    }
    if lower.contains(['%', '$', '€', '£']) && counts(ClaimSign::Number) {
        total += 0.8;
        reasons.push("a share or a sum".to_owned());
    }
    for sign in SIGNS.iter().filter(|sign| counts(sign.sort)) {
        let mut found = words.iter().filter(|word| sign.words.contains(word));
        let Some(first) = found.next() else { continue };
        total += sign.weight + if found.next().is_some() { sign.again } else { 0.0 };
        let names_its_word = matches!(sign.reason, Some(SUPERLATIVE | ACCUSATION));
        let named =
            |reason: &str| if names_its_word { format!("{reason}: {first}") } else { reason.to_owned() };
        reasons.extend(sign.reason.map(named));
    }
    total += if counts(ClaimSign::Time) { past_forms(&words) } else { 0.0 };
    total += if counts(ClaimSign::Matter) { names_in(sentence, &mut reasons) } else { 0.0 };
    let opens_with = words.first().copied().unwrap_or_default();
    if matches!(opens_with, "he" | "she" | "they" | "his" | "her" | "their" | "he's" | "she's" | "they've")
        && counts(ClaimSign::Person)
    {
        total += 0.7;
    }
    if counts(ClaimSign::Deed) {
        total += words.windows(2).map(what_is_asserted).fold(0.0, f32::max);
    }
    if sentence.trim_end().ends_with('?') && counts(ClaimSign::Opinion) {
        total -= 1.5;
    }
    total -= match words.len() {
        _ if !counts(ClaimSign::Length) => 0.0,
        0..SHORT => 0.9,
        SHORT..11 => 0.2,
        _ => 0.0,
    };
    if reasons.is_empty() {
        reasons.push("a statement of fact".to_owned());
    }
    (1.0 / (1.0 + (-total).exp()), reasons.join(", "))
}

/// What verbs of the past add.
fn past_forms(words: &[&str]) -> f32 {
    match words.iter().filter(|word| word.len() > 4 && word.ends_with("ed")).count() {
        0 => 0.0,
        1 => 0.5,
        _ => 0.8,
    }
}

/// What names add.
fn names_in(sentence: &str, reasons: &mut Vec<String>) -> f32 {
    let n_names = segment::names(sentence).len();
    reasons.extend((n_names > 0).then(|| "a name".to_owned()));
    match n_names {
        0 => 0.0,
        1 => 0.3,
        _ => 0.5,
    }
}

/// What two words together add: "there is", "you voted", "we lost".
fn what_is_asserted(pair: &[&str]) -> f32 {
    let &[subject, verb] = pair else { return 0.0 };
    let is_past = verb.ends_with("ed") || matches!(verb, "have" | "had" | "has" | "lost" | "were" | "was");
    match subject {
        "there" if matches!(verb, "are" | "is" | "were" | "was" | "have" | "has") => 0.4,
        "it" if matches!(verb, "was" | "has") => 0.4,
        "you" if matches!(verb, "said" | "voted" | "did" | "were" | "had" | "called" | "took") => 0.5,
        "we" | "they" | "i" | "he" | "she" if is_past => 0.4,
        "we've" | "they've" | "i've" | "you've" => 0.4,
        _ => 0.0,
    }
}

/// What sort of claim the reasons speak of; the surest sign decides.
fn kind_by(reason: &str) -> ClaimKind {
    const KINDS: [(&str, ClaimKind); 6] = [
        ("a share or a sum", ClaimKind::Quantity),
        ("an amount", ClaimKind::Quantity),
        (SUPERLATIVE, ClaimKind::Superlative),
        ("a number", ClaimKind::Quantity),
        ("a cause", ClaimKind::Causal),
        ("a time", ClaimKind::Event),
    ];
    let named = |sign: &str| reason.split(", ").any(|own| own.split(": ").next() == Some(sign));
    KINDS.iter().find(|(sign, _)| named(sign)).map_or(ClaimKind::Other, |(_, kind)| *kind)
}

/// The ranges in order, those that overlap as one.
fn joined(ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut sorted = ranges.to_vec();
    sorted.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in sorted {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// The passages of an article most worth checking, in text order. `blocks` are where to look.
pub(super) fn rank(text: &str, blocks: &[Range<usize>], quoted: &[Range<usize>]) -> Vec<SuggestedClaim> {
    let quoted = joined(quoted);
    let mut all: Vec<SuggestedClaim> = Vec::new();
    for block in blocks {
        for sentence in segment::sentences(of(text, block)) {
            let start = block.start + sentence.start;
            let range =
                start..start + segment::without_notes(of(text, &(start..block.start + sentence.end))).len();
            let (score, mut reason) = check_worthiness(of(text, &range));
            let kind = kind_by(&reason);
            let next = quoted.partition_point(|quote| quote.end <= range.start);
            if quoted.get(next).is_some_and(|quote| quote.start < range.end) {
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
        assert!(reason.contains("a number") && reason.contains("a superlative or a whole: ever"), "{reason}");
    }

    #[test]
    fn the_best_are_kept_however_low_they_score() {
        let text = "Hello there. It was good. She left. They came. So it goes. Fine.";
        assert_eq!(rank(text, std::slice::from_ref(&(0..text.len())), &[]).len(), 5);
    }
}
