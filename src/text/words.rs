//! Words, for selecting by a click and for moving the caret.

use std::iter::{self, Peekable};
use std::ops::Range;

use unicode_segmentation::{UWordBoundIndices, UnicodeSegmentation};

/// A run without white space is looked at so far to each side, bytes: what is longer is no word
/// that anybody reads, and falls into words there.
const LONGEST_RUN: usize = 1024;

/// The words of `text` in order: those of UAX #29, hyphenated compounds and "R&D" joined. An
/// apostrophe between letters belongs to the word, a possessive ’s too.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    words_from(text, 0)
}

/// The word under a caret at byte `at`, or the one that ends there.
pub fn word_at(text: &str, at: usize) -> Option<Range<usize>> {
    let at = text.floor_char_boundary(at);
    let mut ending_here = None;
    for word in Words::of(text, run_around(text, at)) {
        if word.contains(&at) {
            return Some(word);
        }
        if word.end == at {
            ending_here = Some(word);
        }
    }
    ending_here
}

/// The start of the first word that starts after byte `at`; the end of `text` where there is none.
pub fn next_word_start(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let from = run_around(text, at).start;
    words_from(text, from).map(|word| word.start).find(|start| *start > at).unwrap_or(text.len())
}

/// The end of the first word that ends after byte `at`; the end of `text` where there is none.
pub fn word_end(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let from = run_around(text, at).start;
    words_from(text, from).map(|word| word.end).find(|end| *end > at).unwrap_or(text.len())
}

/// The start of the last word that starts before byte `at`; 0 where there is none.
pub fn previous_word_start(text: &str, at: usize) -> usize {
    let mut at = text.floor_char_boundary(at);
    loop {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let run = run_around(text, before.len());
        let starts = Words::of(text, run.clone()).map(|word| word.start);
        if let Some(start) = starts.take_while(|start| *start < at).last() {
            return start;
        }
        if run.start == 0 {
            return 0;
        }
        at = run.start;
    }
}

/// The stretch of `text` that `range` covers; empty where it does not fit.
pub(super) fn part<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    text.get(range.clone()).unwrap_or_default()
}

/// The words from the run of visible characters that begins at or after `from`.
fn words_from(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let runs = iter::successors(run_from(text, from), |run| run_from(text, run.end));
    runs.flat_map(|run| Words::of(text, run))
}

/// The first run of characters without white space from `from` on.
fn run_from(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let start = from + rest.find(|c: char| !c.is_whitespace())?;
    Some(start..run_end(text, start))
}

/// The characters without white space on both sides of `at`; empty between two white spaces.
fn run_around(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let reach = text.floor_char_boundary(before.len().saturating_sub(LONGEST_RUN));
    let near = before.get(reach..).unwrap_or_default();
    let start = reach + near.trim_end_matches(|c: char| !c.is_whitespace()).len();
    let end = if after.starts_with(char::is_whitespace) { at } else { run_end(text, at) };
    start..end
}

/// The end of the characters without white space from `at` on, within reach.
fn run_end(text: &str, at: usize) -> usize {
    let reach = text.floor_char_boundary((at + LONGEST_RUN).min(text.len()));
    let near = text.get(at..reach).unwrap_or_default();
    near.find(char::is_whitespace).map_or(reach, |length| at + length)
}

/// The words of one run without white space, found as they are asked for.
struct Words<'t> {
    pieces: Peekable<UWordBoundIndices<'t>>,
    base: usize,
}

impl<'t> Words<'t> {
    fn of(text: &'t str, run: Range<usize>) -> Self {
        let pieces = part(text, &run).split_word_bound_indices().peekable();
        Self { pieces, base: run.start }
    }

    /// The end of the word piece behind a joining character, if both follow.
    fn take_joined(&mut self) -> Option<usize> {
        let joins = |(_, piece): &(usize, &str)| matches!(*piece, "-" | "\u{2010}" | "\u{2011}" | "&");
        self.pieces.peek().filter(|next| joins(next))?;
        let mut ahead = self.pieces.clone();
        ahead.next();
        let (at, piece) = ahead.next().filter(|(_, piece)| is_word(piece))?;
        self.pieces = ahead;
        Some(at + piece.len())
    }
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let (start, piece) = self.pieces.by_ref().find(|(_, piece)| is_word(piece))?;
        let mut end = start + piece.len();
        while let Some(joined) = self.take_joined() {
            end = joined;
        }
        Some(self.base + start..self.base + end)
    }
}

fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).map(|word| &text[word]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_contraction_and_a_hyphenated_name_are_one_word_each() {
        check("“It’s Al-Qaeda,” he said.", &["It’s", "Al-Qaeda", "he", "said"]);
        check("R&D in the U.S.-led talks", &["R&D", "in", "the", "U.S", "led", "talks"]);
    }

    #[test]
    fn numbers_keep_their_commas_and_points() {
        check("230,000 suspects, 3.5% more", &["230,000", "suspects", "3.5", "more"]);
    }

    #[test]
    fn dashes_and_ellipses_part_words() {
        check("clarification … conducts—slowly", &["clarification", "conducts", "slowly"]);
    }

    #[test]
    fn a_click_on_either_edge_of_a_word_selects_it() {
        let text = "said Hoekstra.";
        for at in 5..=13 {
            assert_eq!(word_at(text, at), Some(5..13), "{at}");
        }
        assert_eq!(word_at("a  b", 2), None);
        assert_eq!(word_at("", 0), None);
    }

    #[test]
    fn the_caret_jumps_word_by_word_and_back() {
        let text = "“Yes,” said Zoë";
        assert_eq!(next_word_start(text, 0), 3);
        assert_eq!(next_word_start(text, 3), text.find("said").unwrap_or(0));
        assert_eq!(previous_word_start(text, text.len()), text.find("Zoë").unwrap_or(0));
        assert_eq!(previous_word_start(text, 3), 0);
        assert_eq!(word_end(text, 0), 6);
        assert_eq!(next_word_start(text, text.len()), text.len());
    }

    #[test]
    fn the_caret_jumps_back_over_a_run_of_marks() {
        assert_eq!(previous_word_start("one — — two", 15), 12);
        assert_eq!(previous_word_start("one — — ", 12), 0);
    }

    proptest! {
        #[test]
        fn moving_by_words_meets_exactly_the_words(text in "[a’'&\u{301}é👩 \n.,—-]{0,40}") {
            let found: Vec<_> = words(&text).collect();
            let mut at = 0;
            let mut starts = Vec::new();
            while at < text.len() {
                let next = next_word_start(&text, at);
                prop_assert!(next > at);
                starts.push(next);
                at = next;
            }
            let expected: Vec<_> =
                found.iter().map(|word| word.start).filter(|start| *start > 0).chain((!text.is_empty()).then_some(text.len())).collect();
            prop_assert_eq!(starts, expected);
            for word in &found {
                prop_assert_eq!(word_at(&text, word.start), Some(word.clone()));
                prop_assert_eq!(previous_word_start(&text, word.end), word.start);
                prop_assert_eq!(word_end(&text, word.start), word.end);
            }
        }

        #[test]
        fn any_offset_is_answered(text in "\\PC{0,30}", at in 0..150usize) {
            for found in [next_word_start(&text, at), previous_word_start(&text, at), word_end(&text, at)] {
                prop_assert!(text.is_char_boundary(found));
            }
            if let Some(word) = word_at(&text, at) {
                prop_assert!(!text[word].is_empty());
            }
        }
    }
}
