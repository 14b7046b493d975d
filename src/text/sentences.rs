//! Sentences of news prose: those of UAX #29, put together again where an abbreviation, an
//! initial or a quotation did not end one.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::cues::is_reporting_verb;
use super::lexicon::{
    ABBREVIATIONS, BEFORE_NUMBERS, DATE_WORDS, DOUBTFUL_ABBREVIATIONS, DOUBTFUL_MONTHS, FUNCTION_WORDS,
    listed,
};
use super::words::{part, words};

/// How far back the last word of a sentence is looked for, in characters.
const LAST_WORD_REACH: usize = 24;

/// Longest mark of a note between brackets, in characters: "note 2".
const LONGEST_NOTE: usize = 8;

/// Months that stand behind "3." in German.
const MONTHS_AFTER_ORDINALS: [&str; 12] = [
    "Januar",
    "Jänner",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "Dezember",
];

/// The sentences of `text` in order, without the white space around them.
///
/// Closing quotation marks and brackets belong to the sentence they close. A line break inside a
/// sentence does not end it; a blank line does. Every visible character lies in one sentence.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Piece> = Vec::new();
    let mut start = 0;
    for (at, piece) in text.split_sentence_bound_indices() {
        let end = behind_notes(text, at + piece.len());
        if end <= start {
            continue;
        }
        for next in split_at_ellipses(text, std::mem::replace(&mut start, end)..end) {
            let Some(next) = Piece::trimmed(text, next) else { continue };
            match found.last_mut() {
                Some(last) if goes_on(text, last, &next) => last.join(&next),
                _ => found.push(next),
            }
        }
    }
    found.into_iter().map(|piece| piece.range).collect()
}

/// The sentence a caret at byte `at` touches, or else the one before it, or else the first.
pub fn sentence_at(text: &str, at: usize) -> Option<Range<usize>> {
    let found = sentences(text);
    let after = found.partition_point(|sentence| sentence.start <= at);
    found.get(after.saturating_sub(1)).cloned()
}

/// A sentence without the numbers of notes behind its stop.
pub fn without_notes(sentence: &str) -> &str {
    let mut rest = sentence;
    while let Some((before, note)) = rest.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
        if note.is_empty() || note.chars().count() > LONGEST_NOTE {
            break;
        }
        rest = before;
    }
    if rest.trim_end_matches(is_closer).ends_with(is_stop) { rest } else { sentence }
}

/// A sentence as far as it is known, never empty.
struct Piece {
    range: Range<usize>,
    has_letters: bool,
}

impl Piece {
    fn trimmed(text: &str, range: Range<usize>) -> Option<Self> {
        let words = part(text, &range);
        let visible = words.trim();
        let start = range.start + (words.len() - words.trim_start().len());
        let has_letters = visible.chars().any(char::is_alphanumeric);
        (!visible.is_empty()).then(|| Self { range: start..start + visible.len(), has_letters })
    }

    fn join(&mut self, next: &Self) {
        self.range.end = next.range.end;
        self.has_letters |= next.has_letters;
    }
}

/// Where a sentence that would end at `at` ends when numbers of notes stand behind its stop, in whose
/// first bracket UAX #29 parts it: "It rained.[1][2]".
fn behind_notes(text: &str, at: usize) -> usize {
    let (before, after) = (part(text, &(0..at)), part(text, &(at..text.len())));
    let Some(stopped) = before.strip_suffix('[') else { return at };
    if !stopped.trim_end_matches(is_closer).ends_with(is_stop) {
        return at;
    }
    let mut rest = after;
    loop {
        let near = part(rest, &(0..rest.floor_char_boundary(4 * LONGEST_NOTE + 1)));
        let Some((note, _)) = near.split_once(']') else { return at };
        let behind = part(rest, &(note.len() + 1..rest.len()));
        if note.is_empty() || note.chars().count() > LONGEST_NOTE || note.contains(['[', '\n']) {
            return at;
        }
        match behind.strip_prefix('[') {
            Some(next) => rest = next,
            None => return text.len() - behind.len(),
        }
    }
}

/// Parts `range` behind an ellipsis that is tied to a word and followed by a capital; UAX #29
/// knows no ellipsis character.
fn split_at_ellipses(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let words = part(text, &range);
    let mut ends: Vec<usize> = Vec::new();
    for (at, mark) in words.match_indices('…') {
        let (before, after) = (part(words, &(0..at)), part(words, &(at + mark.len()..words.len())));
        let rest = after.trim_start_matches(is_closer);
        let tied = before.chars().next_back().is_some_and(char::is_alphanumeric);
        let capital = rest.starts_with(char::is_whitespace)
            && rest.trim_start().trim_start_matches(is_opener).starts_with(char::is_uppercase);
        if tied && capital {
            ends.push(range.start + words.len() - rest.len());
        }
    }
    ends.push(range.end);
    let mut start = range.start;
    ends.into_iter().map(move |end| std::mem::replace(&mut start, end)..end)
}

/// Whether `next` belongs to the same sentence as `last`.
fn goes_on(text: &str, last: &Piece, next: &Piece) -> bool {
    let gap = part(text, &(last.range.end..next.range.start));
    if gap.matches('\n').count() > 1 || gap.contains('\u{2029}') {
        return false;
    }
    if !last.has_letters || !next.has_letters {
        return true;
    }
    let so_far = part(text, &last.range);
    if so_far.len() <= 4 && so_far.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_digit()) {
        return true; // The number of a list item: "1. First".
    }
    let ending = ending_of(so_far);
    let words = part(text, &next.range);
    let bare = words.trim_start_matches(|c: char| is_opener(c) || is_closer(c));
    let first = bare.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
    if first.is_some_and(char::is_lowercase) {
        return true;
    }
    match ending.stop {
        None => gap.contains(['\n', '\r']),
        Some('.') => goes_on_after_full_stop(&ending, words),
        Some('?' | '!') => ending.closed && names_speaker(words),
        Some(_) => false,
    }
}

/// How a sentence ends.
struct Ending<'t> {
    /// Its last word, without the stop.
    word: &'t str,
    /// The mark that ends it.
    stop: Option<char>,
    /// Whether a quotation mark or bracket stands behind the mark.
    closed: bool,
}

fn ending_of(sentence: &str) -> Ending<'_> {
    let reach = sentence.char_indices().rev().take(LAST_WORD_REACH).last().map_or(0, |(at, _)| at);
    let tail = part(sentence, &(reach..sentence.len()));
    let bare = tail.trim_end_matches(is_closer);
    let stop = bare.chars().next_back().filter(|c| is_stop(*c));
    let unstopped = stop.map_or(bare, |stop| bare.strip_suffix(stop).unwrap_or(bare));
    let word = unstopped.rsplit(|c: char| c.is_whitespace() || is_opener(c) || c == '-').next().unwrap_or("");
    Ending { word, stop, closed: bare.len() < tail.len() }
}

fn goes_on_after_full_stop(ending: &Ending<'_>, next: &str) -> bool {
    let starts_with_digit = next.starts_with(|c: char| c.is_ascii_digit());
    let word = ending.word;
    if word.ends_with('.') || (ending.closed && !is_initials(word)) {
        return false;
    }
    if word.len() < 3 && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return first_word(next).is_some_and(|first| MONTHS_AFTER_ORDINALS.contains(&first));
    }
    if listed(BEFORE_NUMBERS, word) && starts_with_digit {
        return true;
    }
    if listed(ABBREVIATIONS, word) {
        return true;
    }
    if is_clock_half(word) {
        return first_word(next).is_some_and(is_time_word);
    }
    let may_go_on = is_initials(word) || listed(DOUBTFUL_ABBREVIATIONS, word);
    may_go_on && !starts_with_digit && first_word(next).is_some_and(|first| !listed(FUNCTION_WORDS, first))
}

/// `"Stop!" Jane Doe said`: capitalised words and then a verb of reporting.
fn names_speaker(next: &str) -> bool {
    let mut found = words(next).take(5).map(|word| part(next, &word));
    let Some(first) = found.next() else { return false };
    if listed(FUNCTION_WORDS, first) {
        return false;
    }
    found.find(|word| !word.starts_with(char::is_uppercase)).is_some_and(is_reporting_verb)
}

fn first_word(text: &str) -> Option<&str> {
    words(text).next().map(|word| part(text, &word))
}

/// "J", "U.S", "J.K": capitals with full stops between them.
fn is_initials(word: &str) -> bool {
    let mut letters = word.split('.').map(str::chars);
    !word.is_empty()
        && letters.all(|mut chars| chars.next().is_some_and(char::is_uppercase) && chars.next().is_none())
}

fn is_clock_half(word: &str) -> bool {
    ["a.m", "p.m", "A.M", "P.M"].contains(&word)
}

fn is_time_word(word: &str) -> bool {
    let zones =
        ["Eastern", "Pacific", "Central", "Mountain", "GMT", "UTC", "ET", "PT", "EST", "EDT", "CET", "BST"];
    listed(DATE_WORDS, word) || listed(DOUBTFUL_MONTHS, word) || zones.contains(&word)
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔' | '։' | '።' | '‽')
}

fn is_closer(c: char) -> bool {
    matches!(c, '”' | '"' | '’' | '\'' | ')' | ']' | '»' | '›' | '」' | '』' | '）')
}

fn is_opener(c: char) -> bool {
    matches!(c, '“' | '"' | '‘' | '\'' | '(' | '[' | '«' | '‹' | '„' | '‚' | '「' | '『' | '（')
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Sentences are written parted by `|`.
    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let found: Vec<&str> = sentences(&text).into_iter().map(|sentence| &text[sentence]).collect();
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviated_months_and_countries_do_not_end_a_sentence() {
        check("On Nov. 2, Dutch officials met U.S. President Doe. |They left at 3 p.m. Monday. |It rained.");
        check("He lives in the U.S. |The house is old.");
        check("Order No. 12 of the St. Mary court, i.e. the old one, e.g. Mr. Roe’s. |Done.");
    }

    #[test]
    fn initials_and_firms_do_not_end_a_sentence() {
        check("J. K. Rowling and George W. Bush bought Acme Inc. shares. |Then it closed.");
        check("She joined Acme Inc. |The firm grew.");
    }

    #[test]
    fn closing_marks_belong_to_the_sentence_they_close() {
        check("“We left.” |“They stayed.” |(Nobody knew.) |He slept.");
        check("She said, “I am here.” |Then she left.");
    }

    #[test]
    fn the_numbers_of_notes_belong_to_the_sentence_they_stand_behind() {
        check("It rained.[1] |Nobody “left.”[2][3] |The end.[4]");
        check("It rained. |[Nobody left.] |He slept.");
        check("It rained.[");
        assert_eq!(without_notes("It rained.”[1][note 2]"), "It rained.”");
        assert_eq!(without_notes("as he [Bakke]"), "as he [Bakke]");
    }

    #[test]
    fn the_speaker_after_a_quoted_question_stays_in_its_sentence() {
        check("“Stop!” he said. |“Why?” Hoekstra asked. |“Why?” |He left.");
        check("“What?!” the mayor said. |What?! |Yes.");
    }

    #[test]
    fn an_ellipsis_ends_a_sentence_only_before_a_capital() {
        check("He asked for clarification … and left. |I don’t know… |He slept. |So ... it goes.");
    }

    #[test]
    fn a_wrapped_line_does_not_end_a_sentence_but_a_blank_line_does() {
        check("The harbour was\nclosed. |It opened\nlater.");
        check("Headline without stop|\n\nThe story.");
    }

    #[test]
    fn decimals_addresses_and_lists_stay_whole() {
        check("It rose 3.5 percent at example.com. |Fine.");
        check("1. First things first. |2. Then the rest.");
    }

    #[test]
    fn other_languages_are_parted_too() {
        check("Il est là. |Où est-elle ? |Elle dort.");
        check("Er kommt am 3. Mai. |Sie geht.");
        check("他来了。|她走了。");
        check("वह आया। |वह गई।");
        check("هل جاء؟ |نعم.");
    }

    #[test]
    fn a_caret_between_sentences_belongs_to_the_one_before() {
        let text = "  One.  Two.";
        assert_eq!(sentence_at(text, 0), Some(2..6));
        assert_eq!(sentence_at(text, 7), Some(2..6));
        assert_eq!(sentence_at(text, 8), Some(8..12));
        assert_eq!(sentence_at(text, 99), Some(8..12));
        assert_eq!(sentence_at("   ", 1), None);
    }

    proptest! {
        #[test]
        fn every_visible_character_lies_in_exactly_one_sentence(
            text in prop_oneof!["\\PC{0,60}", "[aA1é.?!…”“\"’() \n\u{301}👩]{0,60}"],
        ) {
            let mut at = 0;
            for sentence in sentences(&text) {
                prop_assert!(sentence.start >= at && sentence.end > sentence.start);
                prop_assert!(text[at..sentence.start].trim().is_empty());
                prop_assert_eq!(text[sentence.clone()].trim(), &text[sentence.clone()]);
                at = sentence.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
