//! Runs of words that look like proper names, to jump to and offer for tagging.

use std::collections::VecDeque;
use std::ops::Range;

use super::lexicon::{
    BEFORE_MONTHS, COMMON_OPENERS, COMPOUND_ENDINGS, DATE_WORDS, DOUBTFUL_MONTHS, FUNCTION_WORDS,
    NAMES_LIKE_COMMON_WORDS, ORGANISATION_HEADS, PARTICLES, TITLES, listed,
};
use super::sentences::sentences;
use super::words::{part, words};

/// Most lower-case words that may stand between two capitalised ones of a name.
const LONGEST_LINK: usize = 3;

/// Words that are put in capitals for emphasis.
const SHOUTED: [&str; 12] =
    ["ALL", "AND", "BUT", "EVERY", "NEVER", "NO", "NOT", "ONLY", "THE", "VERY", "YES", "YOU"];

/// The runs of `text` that look like a name of a person, place or organisation, in order.
///
/// A run is a row of capitalised words with the particles, initials and "&" between them, without
/// the possessive ’s, without weekdays and months, and without the function words that begin
/// sentences. Scripts without capitals have none.
pub fn names(text: &str) -> Vec<Range<usize>> {
    let starts = sentences(text).into_iter().map(|sentence| sentence.start).collect();
    let is_mixed_case = is_mixed_case(text);
    let mut finder =
        Finder { text, starts, is_mixed_case, run: None, found: Vec::new(), links: Vec::new(), last: None };
    for range in words(text) {
        finder.take(&range);
    }
    finder.close();
    finder.found
}

/// The name among `names` (of this `text`) that holds `range` and more letters than it.
pub fn longer_name(text: &str, names: &[Range<usize>], range: &Range<usize>) -> Option<Range<usize>> {
    let letters = |range: &Range<usize>| part(text, range).chars().filter(|c| c.is_alphabetic()).count();
    let holds = |name: &&Range<usize>| name.start <= range.start && range.end <= name.end;
    // One letter more is a possessive or an initial's mark, no longer name.
    names.iter().find(|name| holds(name) && letters(name) > letters(range) + 1).cloned()
}

/// Whether a line of some words is set in title case: capitals then tell nothing of names.
pub fn is_title_case(words: &str) -> bool {
    let (mut n_capital, mut n_words) = (0, 0);
    for word in words.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_alphabetic)) {
        n_words += 1;
        n_capital += usize::from(word.chars().next().is_some_and(char::is_uppercase));
    }
    n_words >= 4 && n_capital * 4 >= n_words * 3
}

/// Whether `word` is one that begins sentences and no name: "However".
pub fn is_function_word(word: &str) -> bool {
    listed(FUNCTION_WORDS, word)
}

/// A word as far as names are concerned.
struct Word {
    /// Without a possessive, with the full stop of an acronym.
    range: Range<usize>,
    shape: Shape,
    /// Whether nothing may follow it in a name: it had a possessive or a lower-case tail.
    ends_run: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// May be part of a name.
    Capital,
    /// Capitalised, but a function word, a date or a contraction.
    Common,
    /// May stand inside a name: "van", "of".
    Link,
    Other,
}

/// A run being put together.
struct Run {
    range: Range<usize>,
    first: Range<usize>,
    n_words: usize,
    /// Whether it opens a sentence, so that its first capital tells nothing.
    opens_sentence: bool,
    /// Whether it has an organisation's head, which takes "for" and "and" too.
    has_head: bool,
}

struct Finder<'t> {
    text: &'t str,
    /// Where the sentences still to come start.
    starts: VecDeque<usize>,
    /// Whether most letters are small, so that capitals tell something.
    is_mixed_case: bool,
    run: Option<Run>,
    found: Vec<Range<usize>>,
    /// Lower-case words since the last word of the run.
    links: Vec<Range<usize>>,
    last: Option<Range<usize>>,
}

impl Finder<'_> {
    fn take(&mut self, range: &Range<usize>) {
        let opens_sentence = self.passes_sentence_start(range);
        if opens_sentence || !self.is_tied_to_last(range) {
            self.close();
        }
        let word = self.classify(range);
        match word.shape {
            Shape::Capital => self.extend(&word, opens_sentence),
            Shape::Link if self.run.is_some() && self.links.len() < LONGEST_LINK => {
                self.links.push(word.range.clone());
            }
            Shape::Common if part(self.text, &word.range) == "The" && !opens_sentence => {
                self.close();
                self.start(&word, false, 0);
            }
            Shape::Link | Shape::Common | Shape::Other => self.close(),
        }
        if word.ends_run {
            self.close();
        }
        self.last = Some(word.range.start..range.end.max(word.range.end));
    }

    fn extend(&mut self, word: &Word, opens_sentence: bool) {
        let text = self.text;
        let links_hold = self.links_hold();
        let is_head = is_head(part(text, &word.range));
        match &mut self.run {
            Some(run) if links_hold => {
                run.range.end = word.range.end;
                run.n_words += 1;
                run.has_head |= is_head;
                self.links.clear();
            }
            _ => {
                self.close();
                self.start(word, opens_sentence, 1);
            }
        }
    }

    fn start(&mut self, word: &Word, opens_sentence: bool, n_words: usize) {
        let has_head = is_head(part(self.text, &word.range));
        let range = word.range.clone();
        self.run = Some(Run { first: range.clone(), range, n_words, opens_sentence, has_head });
    }

    /// Whether the lower-case words since the run may stand inside its name.
    fn links_hold(&self) -> bool {
        let Some(run) = &self.run else { return false };
        let links = self.links.iter().map(|link| part(self.text, link));
        let all_particles = links.clone().all(|link| listed(PARTICLES, link));
        let mut rest = links;
        let head_takes = match rest.next() {
            Some("of" | "for" | "on") => run.has_head,
            Some("and") => run.has_head && self.lists_fields(run),
            _ => false,
        };
        all_particles || (head_takes && rest.all(|link| link == "the"))
    }

    /// Whether "and" goes on with a list as in "Department of Health and Human Services".
    fn lists_fields(&self, run: &Run) -> bool {
        let words = part(self.text, &run.range);
        let one_place = ["University", "Institute of Tech", "Bank", "Church", "Court", "Republic", "College"];
        (words.contains(" of ") || words.contains(" for "))
            && !one_place.iter().any(|head| words.contains(head))
    }

    /// Ends the run and keeps it if it looks like a name.
    fn close(&mut self) {
        self.links.clear();
        let Some(run) = self.run.take() else { return };
        if run.n_words == 0 {
            return;
        }
        let first = part(self.text, &run.first);
        let single = run.n_words == 1 && run.first.end == run.range.end;
        let is_doubtful = is_common_opener(first) || is_head(first);
        if single && (listed(TITLES, first) || (run.opens_sentence && is_doubtful)) {
            return;
        }
        self.found.push(run.range);
    }

    fn passes_sentence_start(&mut self, range: &Range<usize>) -> bool {
        let mut passed = false;
        while self.starts.front().is_some_and(|start| *start <= range.start) {
            self.starts.pop_front();
            passed = true;
        }
        let before = part(self.text, &(0..range.start));
        passed || before.ends_with(['“', '"', '‘', '«', '„'])
    }

    /// Whether only a space stands between this word and the last one, or what initials and
    /// titles allow.
    fn is_tied_to_last(&self, range: &Range<usize>) -> bool {
        let Some(last) = &self.last else { return false };
        let gap = part(self.text, &(last.end..range.start));
        let word = part(self.text, last);
        match gap.trim_end() {
            "" => true,
            "." => {
                !gap.trim_start_matches('.').is_empty()
                    && (is_initial(word) || listed(TITLES, word) || is_saint(word))
            }
            mark => mark == " &" && part(self.text, range).starts_with(char::is_uppercase),
        }
    }

    fn classify(&self, range: &Range<usize>) -> Word {
        let whole = part(self.text, range);
        let (stem, tail) = split_contraction(whole);
        if !matches!(tail, "" | "s" | "S") {
            return Word { range: range.clone(), shape: Shape::Common, ends_run: true };
        }
        let (bare, cut) = cut_compound(stem);
        let mut end = range.start + bare.len();
        if bare == whole
            && bare.contains('.')
            && is_initial(bare)
            && self.text.get(end..).is_some_and(|rest| rest.starts_with('.'))
        {
            end += 1;
        }
        let range = range.start..end;
        let shape = self.shape_of(bare, &range);
        let ends_run = !tail.is_empty() || cut;
        Word { range, shape, ends_run }
    }

    fn shape_of(&self, word: &str, range: &Range<usize>) -> Shape {
        if is_name_like(word) {
            let is_date =
                listed(DATE_WORDS, word) || (listed(DOUBTFUL_MONTHS, word) && self.is_month_here(range));
            let is_function_word = listed(FUNCTION_WORDS, word) && !self.is_letters_here(word, range);
            return if is_function_word || is_date { Shape::Common } else { Shape::Capital };
        }
        let is_link = listed(PARTICLES, word) || matches!(word, "of" | "for" | "the" | "and" | "on");
        if is_link { Shape::Link } else { Shape::Other }
    }

    /// Whether a word that reads like a function word is an initial ("A. Doe") or, where the text
    /// around it is not in capitals, an acronym ("US", "WHO").
    fn is_letters_here(&self, word: &str, range: &Range<usize>) -> bool {
        let rest = part(self.text, &(range.end..self.text.len()));
        let is_initial = rest.starts_with('.') && is_initial(word);
        let in_capitals = word.len() > 1 && word.chars().all(char::is_uppercase);
        is_initial || (in_capitals && self.is_mixed_case && !SHOUTED.contains(&word))
    }

    /// "on May 3", "since March", "March 2": not "Theresa May".
    fn is_month_here(&self, range: &Range<usize>) -> bool {
        let last = self.last.as_ref().map_or("", |last| part(self.text, last));
        let follows_date_word = listed(BEFORE_MONTHS, last) || last.ends_with(|c: char| c.is_ascii_digit());
        let rest = self.text.get(range.end..).unwrap_or_default().trim_start_matches(['.', ' ']);
        follows_date_word || rest.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Parts "it’s" into "it" and "s"; a word without such an ending stays whole.
fn split_contraction(word: &str) -> (&str, &str) {
    let parted = word.rsplit_once(['’', '\'']);
    parted
        .filter(|(stem, tail)| {
            !stem.is_empty() && matches!(*tail, "s" | "S" | "t" | "ve" | "re" | "ll" | "d" | "m")
        })
        .unwrap_or((word, ""))
}

/// "Beijing-based" without its tail, and whether it had one. "Jong-un" keeps its own.
fn cut_compound(word: &str) -> (&str, bool) {
    let Some((head, tail)) = word.rsplit_once(['-', '\u{2010}', '\u{2011}']) else { return (word, false) };
    let is_participle = tail.len() > 3 && (tail.ends_with("ed") || tail.ends_with("ing"));
    let is_tail = tail.starts_with(char::is_lowercase) && (is_participle || listed(COMPOUND_ENDINGS, tail));
    if is_tail && head.starts_with(char::is_uppercase) { (head, true) } else { (word, false) }
}

/// Whether small letters outnumber capitals.
fn is_mixed_case(text: &str) -> bool {
    let n_small = text.chars().filter(|c| c.is_lowercase()).count();
    let n_capital = text.chars().filter(|c| c.is_uppercase()).count();
    n_small > n_capital
}

/// A capital at the start, or in it as in "iPhone", "7-Eleven" and "al-Assad".
fn is_name_like(word: &str) -> bool {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if first.is_uppercase() => true,
        Some(first) if first.is_ascii_digit() => word.contains(char::is_uppercase),
        Some(_) => {
            let camel = letters.next().is_some_and(char::is_uppercase)
                && letters.next().is_some_and(char::is_lowercase);
            let after_particle =
                word.split_once(['-', '\u{2010}', '\u{2011}', '’', '\'']).is_some_and(|(head, tail)| {
                    (listed(PARTICLES, head) || matches!(head, "d" | "l"))
                        && tail.starts_with(char::is_uppercase)
                });
            camel || after_particle
        }
        None => false,
    }
}

/// "J", "J.K", "U.S".
fn is_initial(word: &str) -> bool {
    let one_capital = |piece: &str| {
        let mut letters = piece.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    };
    word.trim_end_matches('.').split('.').all(one_capital)
}

fn is_saint(word: &str) -> bool {
    matches!(
        word,
        "St" | "Ste"
            | "Ft"
            | "Mt"
            | "Messrs"
            | "Mme"
            | "Hon"
            | "Supt"
            | "Cmdr"
            | "Cpl"
            | "Brig"
            | "Jr"
            | "Sr"
    )
}

fn is_head(word: &str) -> bool {
    listed(ORGANISATION_HEADS, word)
}

/// Whether a capitalised word that opens a sentence is likely a common word.
fn is_common_opener(word: &str) -> bool {
    let has_common_ending = word.len() > 4 && ["ly", "ing", "ed"].iter().any(|ending| word.ends_with(ending));
    listed(COMMON_OPENERS, word) || (has_common_ending && !listed(NAMES_LIKE_COMMON_WORDS, word))
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Names are written `[so]` in the text.
    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace(['[', ']'], "");
        let mut again = text.clone();
        for name in names(&text).into_iter().rev() {
            again.insert(name.end, ']');
            again.insert(name.start, '[');
        }
        assert_eq!(again, marked);
    }

    #[test]
    fn a_person_with_particles_initials_and_hyphens_is_one_name() {
        check("We met [Ursula von der Leyen], [J. K. Rowling], [Kim Jong-un] and [Abdul al-Rahman].");
        check("It was [Osama bin Laden] or [Bashar al-Assad], said [Dr. Jane O’Neill] of [St. Ives].");
    }

    #[test]
    fn the_possessive_is_left_out_and_ends_the_name() {
        check("It is [China]’s [Foreign Ministry] and [Wang]'s claim.");
        check("a [Beijing]-based firm");
    }

    #[test]
    fn words_that_begin_sentences_are_no_names() {
        check("The mayor left. In [Paris] it rained. Earlier, he slept. “We stay,” [Doe] said. “It’s over.”");
        check("Police said no. Previously, [Chinese] media slept. Officials agreed. Residents left.");
        check("However [Doe] stayed. In the end, I’m here. Don’t go.");
    }

    #[test]
    fn a_name_that_begins_a_sentence_is_found() {
        check("[Hoekstra] said so. [Wang Jingyu] left. [Beijing] denied it. [Italy] won.");
    }

    #[test]
    fn the_article_belongs_to_a_name_inside_a_sentence() {
        check("in [The Hague], he told [The Epoch Times]. The [Netherlands] won.");
    }

    #[test]
    fn organisations_keep_their_of_and_for() {
        check(
            "the [Ministry of Foreign Affairs], the [Centers for Disease Control and Prevention], [Marks & Spencer]",
        );
        check("[NATO], the [EU] and [Oslo] of [Norway]");
        check("the [Bank of the West], the [U.S. Senate] and the [U.S.]");
    }

    #[test]
    fn days_and_months_are_dates_and_not_names() {
        check("On Tuesday [Biden] met [Theresa May] in May, on Nov. 2 and on March 3.");
    }

    #[test]
    fn a_comma_or_bracket_ends_a_name() {
        check("[Rotterdam], [Amsterdam] ([North Holland]) – “[Oslo]”");
    }

    #[test]
    fn scripts_without_capitals_have_no_names_and_accents_are_letters() {
        check("他来了 وصل الوزير");
        check("by [Émile Zola] in [Ålesund]");
    }

    proptest! {
        #[test]
        fn names_are_sorted_and_apart(
            text in prop_oneof!["\\PC{0,40}", "([A-Z][a-z]{0,4}|van |of |the |The |’s|-|&|[. ,“👩é\u{301}]| ){0,20}"],
        ) {
            let mut at = 0;
            for name in names(&text) {
                prop_assert!(name.start >= at && !text[name.clone()].is_empty());
                prop_assert_eq!(text[name.clone()].trim(), &text[name.clone()]);
                at = name.end;
            }
        }
    }
}
