//! Words that are told rather than quoted: what follows "said that", "According to …," and the like.

use std::ops::Range;

use super::cues::cues;
use super::quotations::quotations;
use super::sentences::sentences;

/// How far behind a cue its "that" may stand, in bytes: "told the city council on Tuesday that".
const THAT_REACH: usize = 90;
/// After a cue at the end of its sentence come at most so many words: ", said the mayor of Ellery."
const MOST_TRAILING_WORDS: usize = 7;

/// The stretches of `text` that tell what somebody said, at most one a sentence, in order.
///
/// An aid for going from one to the next, by three patterns: "… said … that TOLD", "According to
/// NAME, TOLD" and "TOLD, said NAME". What stands in quotation marks for the most part is left out.
pub fn told(text: &str) -> Vec<Range<usize>> {
    let quoted = quotations(text);
    let mostly_quoted = |range: &Range<usize>| {
        let covered: usize = quoted
            .iter()
            .map(|quote| quote.end.min(range.end).saturating_sub(quote.start.max(range.start)))
            .sum();
        covered * 2 > range.len()
    };
    let all = cues(text);
    let in_sentence = |sentence: Range<usize>| {
        let mut own = all.iter().filter(|cue| sentence.start <= cue.start && cue.end <= sentence.end);
        own.find_map(|cue| told_by(text, &sentence, cue))
    };
    let found = sentences(text).into_iter().filter_map(in_sentence);
    found.filter(|range| !range.is_empty() && !mostly_quoted(range)).collect()
}

fn told_by(text: &str, sentence: &Range<usize>, cue: &Range<usize>) -> Option<Range<usize>> {
    let words = |range: Range<usize>| text.get(range).unwrap_or_default();
    let (before, after) = (words(sentence.start..cue.start), words(cue.end..sentence.end));
    if words(cue.clone()).eq_ignore_ascii_case("according to") {
        return if before.trim().is_empty() {
            let comma = after.find(", ")? + 2;
            Some(cue.end + comma..sentence.end)
        } else {
            Some(sentence.start..sentence.start + before.trim_end_matches([' ', ',', ';']).len())
        };
    }
    if let Some(at) = after.find(" that ").filter(|at| *at <= THAT_REACH) {
        return Some(cue.end + at + 1..sentence.end);
    }
    let comma = before.rfind(", ")?;
    let is_last =
        after.split_whitespace().count() <= MOST_TRAILING_WORDS && !before.contains(['“', '"', '«']);
    is_last.then(|| sentence.start..sentence.start + comma)
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = told(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_follows_that_is_told() {
        check(
            "The mayor told the council on Tuesday that the piers stay shut.",
            &["that the piers stay shut."],
        );
        check("Lopes denied that it was so. She left.", &["that it was so."]);
    }

    #[test]
    fn what_somebody_is_cited_for_is_told() {
        check("According to Lopes, nobody was hurt.", &["nobody was hurt."]);
        check("Nobody was hurt, according to Lopes.", &["Nobody was hurt"]);
    }

    #[test]
    fn what_stands_before_the_cue_at_the_end_is_told() {
        check("The piers would stay shut, said the mayor.", &["The piers would stay shut"]);
    }

    #[test]
    fn quoted_words_are_not_told() {
        check("“We close the piers tonight,” said Lopes.", &[]);
        check("She walked to the pier and looked at it.", &[]);
    }

    #[test]
    fn a_cue_with_nothing_before_it_tells_nothing() {
        check(", according to ", &[]);
    }

    proptest! {
        #[test]
        fn every_range_is_within_the_text_and_on_char_boundaries(text in "(said|that|, |\\. |according to |“|”|\\PC){0,60}") {
            for range in told(&text) {
                prop_assert!(text.get(range.clone()).is_some_and(|words| !words.is_empty()), "{range:?}");
            }
        }
    }
}
