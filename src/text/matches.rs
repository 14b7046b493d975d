//! Other occurrences of the same words, and parts of a name.

use std::collections::HashMap;
use std::ops::Range;

use super::lexicon::{PARTICLES, TITLES, listed};
use super::words::{part, words};

/// The score of a name that is written exactly alike.
const SAME: u8 = 100;
/// Alike but for case, a leading "the", a possessive or full stops.
const SAME_BUT_FOR_FORM: u8 = 90;
/// The last words of the full name: a family name, mostly.
const LAST_WORDS: u8 = 80;
/// The first words: a given name, or a family name put first.
const FIRST_WORDS: u8 = 70;
/// Words of the full name in its order.
const SOME_WORDS: u8 = 60;
/// The initials of the full name.
const ACRONYM: u8 = 50;

/// How far back the start of a hyphenated compound is looked for, in characters.
const LONGEST_COMPOUND: usize = 40;

/// The whole-word occurrences of `needle` in `haystack`, in order and apart.
///
/// Case counts; a run of white space equals any other. A possessive ’s behind an occurrence is
/// left out. A part of a hyphenated name ("Jean" in "Jean-Luc") or of "O’Brien" is no occurrence.
pub fn phrase_matches(haystack: &str, needle: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut pieces = needle.split_whitespace();
    let Some(first) = pieces.next() else { return found };
    for (start, _) in haystack.match_indices(first) {
        if found.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let end =
            pieces.clone().try_fold(start + first.len(), |end, piece| piece_after(haystack, end, piece));
        if let Some(end) = end.filter(|end| stands_alone(haystack, &(start..*end))) {
            found.push(start..end);
        }
    }
    found
}

/// Whether `part` can be a shorter form of the name `full`: some of its words, or its acronym.
pub fn name_parts_match(full: &str, part: &str) -> bool {
    name_score(full, part) > 0
}

/// How well `part` names what `full` names: 0 not at all, 100 when they are the same.
///
/// Between them, best first: the same but for its form, the last words, the first words, some
/// words, the acronym. Case, a leading "the", a possessive and titles such as "Mr." are ignored.
pub fn name_score(full: &str, part: &str) -> u8 {
    let (full, part) = (full.trim(), part.trim());
    let (full_words, part_words) = (name_words(full), name_words(part));
    if full_words.is_empty() || part_words.is_empty() {
        return 0;
    }
    if full == part {
        return SAME;
    }
    if full_words == part_words {
        return SAME_BUT_FOR_FORM;
    }
    let untitled = without_titles(&part_words);
    let says_who =
        untitled.iter().any(|word| word.chars().count() > 1 && !listed(PARTICLES, word) && !is_small(word));
    let mut rest = full_words.iter();
    let score = if !says_who {
        0
    } else if full_words.ends_with(untitled) {
        LAST_WORDS
    } else if full_words.starts_with(untitled) {
        FIRST_WORDS
    } else if untitled.iter().all(|word| rest.any(|own| own == word)) {
        SOME_WORDS
    } else {
        0
    };
    if score == 0 && is_acronym_of(part, full) { ACRONYM } else { score }
}

/// The end of `piece` behind white space at `end`.
fn piece_after(haystack: &str, end: usize, piece: &str) -> Option<usize> {
    let rest = haystack.get(end..)?;
    let visible = rest.trim_start();
    let gap = rest.len() - visible.len();
    (gap > 0 && visible.starts_with(piece)).then_some(end + gap + piece.len())
}

/// Whether no letter, digit or combining mark goes on at either end of `range`. A hyphen or an
/// apostrophe ends a word here.
pub(super) fn is_whole(haystack: &str, range: &Range<usize>) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || c == '_' || is_mark(c);
    let own = part(haystack, range);
    let before = part(haystack, &(0..range.start));
    let after = part(haystack, &(range.end..haystack.len()));
    let free_before = !own.starts_with(goes_on) || !before.ends_with(goes_on);
    let free_after = !own.ends_with(goes_on) || !after.starts_with(goes_on);
    free_before && free_after && !after.starts_with(is_mark)
}

/// Whether no letter goes on at either end of `range`.
fn stands_alone(haystack: &str, range: &Range<usize>) -> bool {
    let (before, after) = (part(haystack, &(0..range.start)), part(haystack, &(range.end..haystack.len())));
    let own = part(haystack, range);
    let free_before = !own.starts_with(char::is_alphanumeric) || is_free_before(before);
    let free_after =
        if own.ends_with(char::is_alphanumeric) { is_free_after(after) } else { !after.starts_with(is_mark) };
    free_before && free_after
}

fn is_free_before(before: &str) -> bool {
    let mut characters = before.chars().rev();
    match (characters.next(), characters.next()) {
        (Some(near), _) if near.is_alphanumeric() || near == '_' || is_mark(near) => false,
        (Some('’' | '\''), Some(far)) => !far.is_uppercase(),
        (Some('-' | '\u{2010}' | '\u{2011}'), Some(far)) if far.is_alphanumeric() => {
            let compound = before.chars().rev().take(LONGEST_COMPOUND);
            let first = compound.take_while(|c| c.is_alphanumeric() || is_hyphen(*c)).last();
            !first.is_some_and(char::is_uppercase)
        }
        _ => true,
    }
}

fn is_free_after(after: &str) -> bool {
    let mut characters = after.chars();
    match (characters.next(), characters.next()) {
        (Some(near), _) if near.is_alphanumeric() || near == '_' || is_mark(near) => false,
        (Some('’' | '\''), Some('s' | 'S')) => !characters.next().is_some_and(char::is_alphanumeric),
        (Some('’' | '\''), Some(far)) => !far.is_alphanumeric(),
        (Some(near), Some(far)) if is_hyphen(near) => !far.is_uppercase(),
        _ => true,
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// A combining diacritic or joiner, which belongs to the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}')
}

/// The words of a name in lower case, without possessive, full stops and a leading "the".
fn name_words(name: &str) -> Vec<String> {
    let plain = |word: Range<usize>| {
        let word = part(name, &word).to_lowercase().replace('’', "'");
        word.strip_suffix("'s").unwrap_or(&word).replace('.', "")
    };
    let mut found: Vec<String> = words(name).map(plain).collect();
    if found.len() > 1 && found.first().is_some_and(|word| word == "the") {
        found.remove(0);
    }
    found
}

fn without_titles(words: &[String]) -> &[String] {
    let n_titles = words.iter().take_while(|word| listed(TITLES, word)).count();
    words.get(n_titles..).filter(|rest| !rest.is_empty()).unwrap_or(words)
}

/// A word that is skipped when initials are taken.
fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "for" | "in" | "on" | "to" | "at" | "a" | "&")
}

/// Whether the capitals `short` are the initials of `full`, small words counted or not.
fn is_acronym_of(short: &str, full: &str) -> bool {
    let short: Vec<char> = without_possessive(short).chars().filter(|c| *c != '.').collect();
    if short.len() < 2 || !short.iter().all(|c| c.is_uppercase()) {
        return false;
    }
    let mut own =
        full.split(|c: char| c.is_whitespace() || is_hyphen(c)).filter(|word| !word.is_empty()).peekable();
    let is_the = |word: &&str| word.eq_ignore_ascii_case("the");
    own.next_if(is_the);
    let initials = |with_small: bool| {
        let counted = own.clone().filter(move |word| with_small || !is_small(&word.to_lowercase()));
        counted.filter_map(|word| word.chars().find(|c| c.is_alphanumeric())).flat_map(char::to_uppercase)
    };
    initials(false).eq(short.iter().copied()) || initials(true).eq(short.iter().copied())
}

/// `words` without a possessive ’s at their end, unless nothing is left then.
pub fn without_possessive(words: &str) -> &str {
    let stripped = words.strip_suffix("’s").or_else(|| words.strip_suffix("'s"));
    stripped.filter(|rest| !rest.trim().is_empty()).unwrap_or(words)
}

/// Words of a text as a name: on one line, without a possessive.
pub fn as_name(words: &str) -> String {
    let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
    without_possessive(&name).to_owned()
}

/// Whether `name` stands in `text` as whole words.
pub fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| has_borders(text, at, name.len()))
}

fn has_borders(text: &str, at: usize, length: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + length..).and_then(|after| after.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// The places of the runs of letters and digits in a text, to look for many names in it.
pub struct Runs<'a> {
    text: &'a str,
    places: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Runs<'a> {
    /// The runs of `text`.
    pub fn of(text: &'a str) -> Self {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut at = 0;
        for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let run = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            if !run.is_empty() {
                places.entry(run).or_default().push(at);
            }
            at += piece.len();
        }
        Self { text, places }
    }

    /// Whether `name` stands in the text as whole words, as [`stands_in`] has it.
    pub fn have(&self, name: &str) -> bool {
        let run = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if run.is_empty() {
            return stands_in(self.text, name);
        }
        let stands_at = |at: &usize| {
            self.text.get(*at..).is_some_and(|rest| rest.starts_with(name))
                && has_borders(self.text, *at, name.len())
        };
        self.places.get(run).is_some_and(|places| places.iter().any(stands_at))
    }
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Occurrences are written `[so]` in the text.
    #[track_caller]
    fn check(marked: &str, needle: &str) {
        let text = marked.replace(['[', ']'], "");
        let mut again = text.clone();
        for found in phrase_matches(&text, needle).into_iter().rev() {
            again.insert(found.end, ']');
            again.insert(found.start, '[');
        }
        assert_eq!(again, marked);
    }

    #[test]
    fn tagging_all_occurrences_finds_whole_words_and_leaves_the_possessive_out() {
        check("[Wang]’s claim. Wangari met [Wang], not WANG or wang. “[Wang]”", "Wang");
        check("the [Netherlands]’ and [Netherlands]' and Netherlandish", "Netherlands");
    }

    #[test]
    fn a_name_broken_by_a_line_end_is_found() {
        check("[Wopke  Hoekstra] and [Wopke\nHoekstra], WopkeHoekstra", "Wopke Hoekstra");
        check("[Bora Bora] Bora", "Bora Bora");
    }

    #[test]
    fn a_part_of_another_name_is_not_an_occurrence() {
        check("Jean-Luc and [Jean]", "Jean");
        check("[Beijing]-based, pro-[Beijing], U.S.-[Beijing]", "Beijing");
        check("O’Brien, [Brien]", "Brien");
        check("Jose\u{301} and [Jose]", "Jose");
    }

    #[test]
    fn an_empty_needle_is_nowhere() {
        check("some words", "  ");
    }

    #[test]
    fn a_later_part_of_a_name_is_known_as_its_part() {
        assert!(name_parts_match("Wang Jingyu", "Jingyu"));
        assert!(name_parts_match("Wopke Hoekstra", "Hoekstra’s"));
        assert!(name_parts_match("the Netherlands", "Netherlands"));
        assert!(name_parts_match("Netherlands", "The Netherlands"));
        assert!(name_parts_match("Wopke Hoekstra", "Mr. Hoekstra"));
        assert!(!name_parts_match("Wang Jingyu", "Jing"));
        assert!(!name_parts_match("Ursula von der Leyen", "von der"));
        assert!(!name_parts_match("Wopke Hoekstra", "Hoekstra Jansen"));
        assert!(!name_parts_match("", "Hoekstra"));
    }

    #[test]
    fn an_acronym_stands_for_the_full_name() {
        assert!(name_parts_match("European Union", "EU"));
        assert!(name_parts_match("Centers for Disease Control", "CDC"));
        assert!(name_parts_match("Department of Justice", "DOJ"));
        assert!(name_parts_match("United States", "U.S."));
        assert!(!name_parts_match("European Union", "UN"));
        assert!(!name_parts_match("European Union", "eu"));
    }

    #[test]
    fn better_parts_score_higher() {
        let full = "Jan Peter de Vries";
        let ranked = [full, "JAN PETER DE VRIES", "de Vries", "Jan", "Peter", "Mark"];
        let scores: Vec<u8> = ranked.iter().map(|part| name_score(full, part)).collect();
        assert!(scores.windows(2).all(|pair| pair[0] > pair[1]), "{scores:?}");
        assert_eq!(name_score("U.S.", "US"), 90);
    }

    proptest! {
        #[test]
        fn occurrences_say_what_was_asked_for(text in "[ab ’s.\n\u{301}é👩-]{0,40}", needle in "[ab é]{1,4}") {
            let mut at = 0;
            for found in phrase_matches(&text, &needle) {
                prop_assert!(found.start >= at);
                at = found.end;
                let same = text[found].split_whitespace().eq(needle.split_whitespace());
                prop_assert!(same);
            }
        }

        #[test]
        fn any_two_strings_have_a_score_and_a_name_is_itself(full in "\\PC{0,20}", part in "\\PC{0,20}") {
            prop_assert!(name_score(&full, &part) <= 100);
            prop_assert_eq!(name_score(&full, &full) == 100, full.chars().any(char::is_alphanumeric));
        }
    }

    #[test]
    fn a_name_stands_in_a_text_as_whole_words() {
        assert!(stands_in("said Bakke.", "Bakke"));
        assert!(!stands_in("said Bakkeson.", "Bakke"));
    }

    proptest! {
        #[test]
        fn looking_for_many_names_finds_what_looking_for_one_does(
            text in "[ab .’]{0,12}",
            name in "[ab .’]{1,4}",
        ) {
            prop_assert_eq!(Runs::of(&text).have(&name), stands_in(&text, &name));
        }
    }
}
