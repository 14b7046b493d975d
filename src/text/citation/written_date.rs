//! Dates as they are printed.

use std::ops::Range;

const MONTHS: [&str; 12] = [
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
];

/// The month of this English name or of its first three letters or more.
pub(super) fn month_named(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let at = (word.len() >= 3).then(|| MONTHS.iter().position(|month| month.starts_with(&word)))??;
    u8::try_from(at + 1).ok()
}

/// The first date in `text`, and where it stands: year-month-day where all three are there, else
/// year-month.
pub(super) fn find(text: &str) -> Option<(String, Range<usize>)> {
    let words = words(text);
    (0..words.len()).find_map(|at| {
        let (date, n_words) = at_words(text, words.get(at..)?)?;
        let start = words.get(at)?.start;
        let end = words.get(at + n_words - 1)?.end;
        Some((date, start..end))
    })
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, sign) in text.char_indices() {
        let belongs = sign.is_alphanumeric() || sign == '-';
        match (belongs, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

fn at_words(text: &str, words: &[Range<usize>]) -> Option<(String, usize)> {
    let word = |at: usize| words.get(at).and_then(|range| text.get(range.clone())).unwrap_or_default();
    if let [year, month, day] = word(0).split('-').collect::<Vec<_>>().as_slice()
        && let (Some(year), Ok(month), Ok(day)) = (year_in(year), month.parse::<u8>(), day.parse::<u8>())
    {
        return Some((format!("{year}-{month:02}-{day:02}"), 1));
    }
    let day = |word: &str| {
        let bare = word.trim_end_matches(|sign: char| sign.is_ascii_alphabetic());
        bare.parse::<u8>().ok().filter(|day| (1..=31).contains(day) && word.len() <= 4)
    };
    let whole = |year: &str, month: Option<u8>, day: Option<u8>| {
        Some(format!("{}-{:02}-{:02}", year_in(year)?, month?, day?))
    };
    if let Some(date) = whole(word(2), month_named(word(0)), day(word(1))) {
        return Some((date, 3));
    }
    if let Some(date) = whole(word(2), month_named(word(1)), day(word(0))) {
        return Some((date, 3));
    }
    if let Some(date) = whole(word(0), month_named(word(1)), day(word(2))) {
        return Some((date, 3));
    }
    let month = month_named(word(0))?;
    Some((format!("{}-{month:02}", year_in(word(1))?), 2))
}

/// A year of four digits, from the first newspapers on.
pub(super) fn year_in(word: &str) -> Option<&str> {
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.get(..4).filter(|year| is_year && ("1600".."2200").contains(year))
}
