//! Words that attribute: verbs of reporting and phrases such as "according to".

use std::ops::Range;

use super::lexicon::listed;
use super::words::{part, words};

/// The cues of attribution in English `text`, in order: a verb of reporting in one of its forms,
/// or a phrase. Offered for review, not proof that something is attributed.
pub fn cues(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = words(text);
    while let Some(word) = rest.next() {
        let is_phrase = |follower: &&str| {
            let end = word.end + follower.len();
            let goes_on = text.get(word.end..end).is_some_and(|next| next.eq_ignore_ascii_case(follower));
            let ends = !text.get(end..).unwrap_or_default().starts_with(char::is_alphanumeric);
            goes_on && ends
        };
        let first = part(text, &word);
        let phrase = PHRASES.iter().find(|(head, _)| head.eq_ignore_ascii_case(first));
        let follower =
            phrase.and_then(|(_, followers)| followers.iter().find(|follower| is_phrase(follower)));
        if let Some(follower) = follower {
            let end = word.end + follower.len();
            found.push(word.start..end);
            rest.by_ref().find(|skipped| skipped.end >= end);
        } else if is_reporting_verb(first) {
            found.push(word);
        }
    }
    found
}

/// Whether `word` is a form of a verb that reports speech.
pub(super) fn is_reporting_verb(word: &str) -> bool {
    listed(REPORTING_VERBS, word)
}

/// First words of phrases, and what follows them.
const PHRASES: &[(&str, &[&str])] = &[
    ("according", &[" to"]),
    ("as", &[" told to", " reported by"]),
    ("called", &[" for", " on"]),
    ("calling", &[" for", " on"]),
    ("calls", &[" for", " on"]),
    ("in", &[" the words of"]),
    ("laid", &[" out"]),
    ("made", &[" clear"]),
    ("makes", &[" clear"]),
    ("point", &[" out"]),
    ("pointed", &[" out"]),
    ("pointing", &[" out"]),
    ("points", &[" out"]),
    ("went", &[" on to say"]),
];

/// Forms of verbs of reporting, sorted. Bare forms that are mostly nouns (claim, report, post,
/// state, note, demand) are left out.
#[rustfmt::skip] // One word a line would be pages long.
const REPORTING_VERBS: &[&str] = &[
    "accused", "accuses", "accusing", "acknowledge", "acknowledged", "acknowledges", "acknowledging",
    "add", "added", "adding", "adds", "admit", "admits", "admitted", "admitting", "advised", "advises",
    "affirmed", "affirms", "agreed", "agrees", "allege", "alleged", "alleges", "alleging", "announce",
    "announced", "announces", "announcing", "answered", "argue", "argued", "argues", "arguing", "ask",
    "asked", "asking", "asks", "assert", "asserted", "asserting", "asserts", "assured", "assures",
    "attacked", "believe", "believed", "believes", "blamed", "blames", "blasted", "boasted", "boasts",
    "branded", "brands", "called", "calling", "calls", "cautioned", "cautions", "characterised",
    "characterized", "charged", "cited", "cites", "citing", "claimed", "claiming", "claims",
    "commented", "commenting", "complained", "complains", "conceded", "concedes", "concluded",
    "concludes", "condemned", "condemns", "confirm", "confirmed", "confirming", "confirms", "contended",
    "contends", "continued", "countered", "counters", "criticised", "criticises", "criticized",
    "criticizes", "declared", "declares", "declaring", "declined", "demanded", "demanding", "denied",
    "denies", "deny", "denying", "derided", "described", "describes", "describing", "disagreed",
    "disagrees", "disclosed", "discloses", "dismissed", "dismisses", "dismissing", "disputed",
    "disputes", "dubbed", "dubs", "echoed", "echoes", "emphasised", "emphasises", "emphasising",
    "emphasized", "emphasizes", "emphasizing", "estimated", "estimates", "exclaimed", "exhorted",
    "exhorts", "expects", "explained", "explaining", "explains", "expressed", "expresses", "expressing",
    "indicated", "indicates", "indicating", "informed", "informs", "insist", "insisted", "insisting",
    "insists", "joked", "labeled", "labelled", "lamented", "laments", "likened", "likens", "maintained",
    "maintains", "mention", "mentioned", "mentions", "mocked", "mocking", "noted", "notes", "noting",
    "objected", "objects", "observed", "opined", "ordered", "pledged", "pledges", "posted", "posting",
    "praised", "praises", "predicted", "predicting", "predicts", "proclaimed", "promised", "promises",
    "proposed", "proposes", "protested", "questioned", "quipped", "quoted", "quotes", "quoting", "read",
    "reads", "recalled", "recalls", "recounted", "recounts", "reiterated", "reiterates", "rejected",
    "rejects", "remarked", "repeated", "replied", "replies", "reported", "reportedly", "reports",
    "responded", "responding", "responds", "reveal", "revealed", "revealing", "reveals", "ridiculed",
    "said", "say", "saying", "says", "shouted", "slammed", "stated", "stating", "stress", "stressed",
    "stresses", "stressing", "suggest", "suggested", "suggesting", "suggests", "swore", "tell",
    "telling", "tells", "testified", "testifies", "testify", "testifying", "threatened", "threatens",
    "told", "tweeted", "tweeting", "urge", "urged", "urges", "urging", "vowed", "vowing", "vows",
    "warn", "warned", "warning", "warns", "wondered", "write", "writes", "writing", "wrote", "yelled", "yelling", "yells",
];

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = cues(text).into_iter().map(|cue| &text[cue]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_verb_of_a_quote_is_its_cue() {
        check("“No,” said Hoekstra. “Never,” he added.", &["said", "added"]);
        check("She told Reuters that it failed, and Doe DENIED it.", &["told", "DENIED"]);
    }

    #[test]
    fn phrases_are_one_cue() {
        check("According to Doe, he pointed out the flaw.", &["According to", "pointed out"]);
        check("according\ntotal", &[]);
    }

    #[test]
    fn a_noun_that_looks_like_a_verb_is_no_cue() {
        check("Wang’s claim in the report is a post.", &[]);
        check("unsaid, hearsay", &[]);
    }

    #[test]
    fn the_list_is_sorted_so_that_it_can_be_searched() {
        for pair in REPORTING_VERBS.windows(2) {
            assert!(pair[0] < pair[1], "{pair:?}");
        }
    }

    proptest! {
        #[test]
        fn cues_are_sorted_and_apart(text in "(\\PC{0,6}|said| to |according| in |the words of|told|’s|é| ){0,12}") {
            let mut at = 0;
            for cue in cues(&text) {
                prop_assert!(cue.start >= at && !text[cue.clone()].is_empty());
                at = cue.end;
            }
        }
    }
}
