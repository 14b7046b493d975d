//! What in a text can be checked against the world: numbers, dates, names and superlatives.

use std::collections::BTreeSet;
use std::ops::Range;

use super::names::names;
use super::words::words;

/// What sort of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Checkable {
    /// A number in digits or words.
    Number,
    /// A day, month, year or weekday.
    Date,
    /// Who or what is named.
    Name,
    /// First, largest, only, never.
    Superlative,
}

impl Checkable {
    /// Every sort, in the order lists show them.
    pub const ALL: [Self; 4] = [Self::Number, Self::Date, Self::Name, Self::Superlative];

    /// The word for it on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Number => "Number",
            Self::Date => "Date",
            Self::Name => "Name",
            Self::Superlative => "Superlative",
        }
    }
}

/// Words of the longest name that is looked for in a headline.
const LONGEST_NAME: usize = 8;

const MONTHS: [&str; 24] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const DAYS: [&str; 3] = ["today", "yesterday", "tomorrow"];

const NUMBERS: [&str; 40] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "dozen",
    "dozens",
    "half",
    "quarter",
    "quarters",
    "third",
    "thirds",
    "twice",
    "double",
    "triple",
];

const SCALES: [&str; 9] =
    ["hundred", "thousand", "million", "billion", "trillion", "percent", "per", "dozen", "cent"];

const SUPERLATIVES: [&str; 19] = [
    "first",
    "last",
    "only",
    "best",
    "worst",
    "most",
    "least",
    "never",
    "always",
    "ever",
    "every",
    "nobody",
    "everybody",
    "record",
    "unprecedented",
    "unique",
    "sole",
    "none",
    "all-time",
];

/// Words that end like a superlative and are none.
const NO_SUPERLATIVES: [&str; 40] = [
    "forest",
    "interest",
    "guest",
    "honest",
    "request",
    "protest",
    "harvest",
    "arrest",
    "suggest",
    "invest",
    "test",
    "contest",
    "modest",
    "priest",
    "digest",
    "manifest",
    "west",
    "east",
    "northwest",
    "southwest",
    "northeast",
    "southeast",
    "midwest",
    "nest",
    "rest",
    "unrest",
    "quest",
    "conquest",
    "inquest",
    "chest",
    "crest",
    "zest",
    "pest",
    "jest",
    "vest",
    "lest",
    "attest",
    "behest",
    "bequest",
    "tempest",
];

/// What can be checked in a block's text, in order. A date is no number as well.
pub fn checkables(text: &str) -> Vec<(Checkable, Range<usize>)> {
    let all: Vec<Range<usize>> = words(text).collect();
    let mut found: Vec<(Checkable, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(word) = all.get(at) {
        let rest = all.get(at..).unwrap_or_default();
        if let Some(n_words) = date_words(text, rest) {
            found.push((Checkable::Date, joined(rest, n_words)));
            at += n_words;
        } else if let Some(n_words) = number_words(text, rest) {
            found.push((Checkable::Number, with_signs(text, joined(rest, n_words))));
            at += n_words;
        } else {
            if is_superlative(&lower(text, word)) {
                found.push((Checkable::Superlative, word.clone()));
            }
            at += 1;
        }
    }
    let in_date = |name: &Range<usize>, found: &[(Checkable, Range<usize>)]| {
        found.iter().any(|(kind, range)| {
            *kind == Checkable::Date && range.start <= name.start && name.end <= range.end
        })
    };
    let named: Vec<_> = names(text)
        .into_iter()
        .filter(|name| !in_date(name, &found))
        .map(|name| (Checkable::Name, name))
        .collect();
    found.extend(named);
    found.sort_by_key(|(kind, range)| (range.start, range.end, *kind));
    found
}

/// The same for a headline whose capitals tell nothing: of its words only those are names that are
/// `known` from the running text, in small letters with one space between words.
pub fn checkables_in_title(text: &str, known: &BTreeSet<String>) -> Vec<(Checkable, Range<usize>)> {
    let mut found = checkables(text);
    found.retain(|(kind, _)| *kind != Checkable::Name);
    let all: Vec<Range<usize>> = words(text).collect();
    let mut at = 0;
    while at < all.len() {
        let longest = (1..=LONGEST_NAME.min(all.len() - at)).rev().find(|n_words| {
            let name = all.get(at..at + n_words).unwrap_or_default().iter().map(|word| lower(text, word));
            known.contains(&name.collect::<Vec<_>>().join(" "))
        });
        if let Some(n_words) = longest {
            found.push((Checkable::Name, joined(all.get(at..).unwrap_or_default(), n_words)));
        }
        at += longest.unwrap_or(1);
    }
    found.sort_by_key(|(kind, range)| (range.start, range.end, *kind));
    found
}

/// A name as [`checkables_in_title`] knows it.
pub fn known_name(name: &str) -> String {
    words(name).map(|word| lower(name, &word)).collect::<Vec<_>>().join(" ")
}

fn joined(words: &[Range<usize>], n_words: usize) -> Range<usize> {
    let start = words.first().map_or(0, |word| word.start);
    start..words.get(n_words.saturating_sub(1)).map_or(start, |word| word.end)
}

fn lower(text: &str, word: &Range<usize>) -> String {
    text.get(word.clone()).unwrap_or_default().to_lowercase()
}

/// With the currency before it and the percent sign after it.
fn with_signs(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let sign = before.chars().next_back().filter(|sign| "$€£¥".contains(*sign)).map_or(0, char::len_utf8);
    let gap = after.len() - after.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let unit = after.get(gap..).and_then(|rest| rest.chars().next()).filter(|sign| "%‰°€".contains(*sign));
    range.start - sign..range.end + unit.map_or(0, |sign| gap + sign.len_utf8())
}

fn is_year(word: &str) -> bool {
    let bare = word.strip_suffix('s').unwrap_or(word);
    bare.len() == 4 && bare.bytes().all(|byte| byte.is_ascii_digit()) && ("1500".."2100").contains(&bare)
}

fn is_day(word: &str) -> bool {
    let bare = word.trim_end_matches(|sign: char| sign.is_ascii_alphabetic());
    word.len() <= 4 && bare.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

/// How many words from here on make a date.
fn date_words(text: &str, rest: &[Range<usize>]) -> Option<usize> {
    let word = |at: usize| rest.get(at).map(|word| lower(text, word)).unwrap_or_default();
    let near = |at: usize| match (rest.get(at), rest.get(at + 1)) {
        (Some(one), Some(next)) => {
            let between = text.get(one.end..next.start).unwrap_or_default();
            between.len() <= 3 && between.chars().all(|sign| matches!(sign, ' ' | ',' | '.' | '\u{a0}'))
        }
        _ => false,
    };
    let first = word(0);
    let starts_upper = rest
        .first()
        .and_then(|word| text.get(word.clone()))
        .is_some_and(|word| word.starts_with(char::is_uppercase));
    let is_month = |word: &str| MONTHS.contains(&word.trim_end_matches('.'));
    if starts_upper && is_month(&first) {
        let day = near(0) && is_day(&word(1));
        let year = |at: usize| near(at) && is_year(&word(at + 1));
        return match (day, first.as_str()) {
            (true, _) if year(1) => Some(3),
            (true, _) => Some(2),
            (false, _) if year(0) => Some(2),
            // Alone, these are a verb, a name or an abbreviation as often as a month.
            (false, "may" | "march" | "mar" | "jan" | "dec" | "jun") => None,
            (false, _) => Some(1),
        };
    }
    if is_day(&first) && near(0) && is_month(&word(1)) && word(1) != "may" {
        return Some(if near(1) && is_year(&word(2)) { 3 } else { 2 });
    }
    let named = WEEKDAYS.contains(&first.as_str()) || DAYS.contains(&first.as_str());
    let has_currency = rest.first().is_some_and(|word| {
        text.get(..word.start).is_some_and(|before| before.ends_with(['$', '€', '£', '¥']))
    });
    (named || (is_year(&first) && !has_currency && !(near(0) && SCALES.contains(&word(1).as_str()))))
        .then_some(1)
}

/// How many words from here on make a number.
fn number_words(text: &str, rest: &[Range<usize>]) -> Option<usize> {
    let word = |at: usize| rest.get(at).map(|word| lower(text, word)).unwrap_or_default();
    let first = word(0);
    let parts: Vec<&str> = first.split('-').collect();
    let is_number = first.bytes().any(|byte| byte.is_ascii_digit())
        || parts.iter().any(|part| NUMBERS.contains(part)) && parts.len() <= 2;
    if !is_number {
        return None;
    }
    let adjoins = |at: usize| match (rest.get(at), rest.get(at + 1)) {
        (Some(one), Some(next)) => {
            text.get(one.end..next.start).is_some_and(|gap| matches!(gap, " " | "\u{a0}"))
        }
        _ => false,
    };
    let mut n_words = 1;
    while adjoins(n_words - 1) && SCALES.contains(&word(n_words).as_str()) {
        if word(n_words) == "per" && !(adjoins(n_words) && word(n_words + 1) == "cent") {
            break;
        }
        n_words += 1;
    }
    Some(n_words)
}

fn is_superlative(word: &str) -> bool {
    SUPERLATIVES.contains(&word)
        || (word.len() >= 6 && word.ends_with("est") && !NO_SUPERLATIVES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found: Vec<String> = checkables(text)
            .into_iter()
            .map(|(kind, range)| format!("{}:{}", kind.label(), text.get(range).unwrap_or_default()))
            .collect();
        assert_eq!(found.join(" | "), expected, "{text}");
    }

    #[test]
    fn numbers_come_with_their_currency_scale_and_percent() {
        check("it cost $1.2 million and 38 percent", "Number:$1.2 million | Number:38 percent");
        check("up 6 % or 7%", "Number:6 % | Number:7%");
        check("two of its nine piers, twenty-one boats", "Number:two | Number:nine | Number:twenty-one");
        check("1,150 members pay 3 per cent", "Number:1,150 | Number:3 per cent");
        check("$2000 a night", "Number:$2000");
    }

    #[test]
    fn dates_are_whole_and_no_numbers() {
        check("on March 4, 2025 and on Nov. 18", "Date:March 4, 2025 | Date:Nov. 18");
        check("in June 2022, since 1988, on 5 March 2024", "Date:June 2022 | Date:1988 | Date:5 March 2024");
        check("on Tuesday they may march", "Date:Tuesday");
        check("in the 1990s", "Date:1990s");
    }

    #[test]
    fn superlatives_are_found_and_forests_are_not() {
        check("the largest forest and the only test", "Superlative:largest | Superlative:only");
        check("he never said the most", "Superlative:never | Superlative:most");
    }

    #[test]
    fn of_a_headline_in_capitals_only_known_names_are_names() {
        let known = ["Port Ellery", "Jean-Luc Thibault"].map(known_name).into();
        let text = "PORT ELLERY Closes Two Piers, Jean-Luc Thibault Finds";
        let found: Vec<&str> =
            checkables_in_title(text, &known).into_iter().filter_map(|(_, range)| text.get(range)).collect();
        assert_eq!(found, ["PORT ELLERY", "Two", "Jean-Luc Thibault"]);
    }

    #[test]
    fn names_are_found() {
        check("said Tomasz Brännvik of it", "Name:Tomasz Brännvik");
    }

    proptest::proptest! {
        #[test]
        fn what_is_found_lies_in_the_text(text in "\\PC{0,60}") {
            for (_, range) in checkables(&text) {
                proptest::prop_assert!(text.get(range).is_some_and(|found| !found.is_empty()));
            }
        }
    }
}
