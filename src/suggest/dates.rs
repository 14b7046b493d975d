//! Calendar dates as words, resolved against the day of publication.

use jiff::civil::{Date, Weekday};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

const PARTS_OF_DAY: [&str; 4] = ["morning", "afternoon", "evening", "night"];

/// Whether `word` makes a day more exact: "evening" behind "Tuesday".
pub(super) fn is_part_of_day(word: &str) -> bool {
    PARTS_OF_DAY.contains(&word)
}

/// The day or interval that `words` mean, in ISO 8601: "2022-11-02", "2021-04", "2021-04/2022-07",
/// "2016"; `None` where they do not say it. A day without a year is the last such day up to the
/// day of publication, a weekday the last such one before or on it.
pub(super) fn resolve(words: &str, published: Option<Date>) -> Option<String> {
    let lower = words.to_lowercase();
    let lower = ["on ", "in ", "during "].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
    let day = lower.rsplit_once(' ').filter(|(_, part)| is_part_of_day(part)).map(|(day, _)| day);
    if let Some(day) = day.filter(|day| WEEKDAYS.iter().any(|(name, _)| name == day) || *day == "yesterday") {
        return one(day, published);
    }
    for (from, to) in [("between ", " and "), ("from ", " to "), ("", " to ")] {
        if let Some((start, end)) = lower.strip_prefix(from).and_then(|rest| rest.split_once(to)) {
            return Some(format!("{}/{}", one(start, published)?, one(end, published)?));
        }
    }
    one(lower, published)
}

fn one(words: &str, published: Option<Date>) -> Option<String> {
    let parts: Vec<&str> =
        words.split(|c: char| c.is_whitespace() || c == ',').filter(|part| !part.is_empty()).collect();
    let month = parts.iter().find_map(|part| month_of(part));
    let year = parts.iter().find_map(|part| {
        part.parse::<i16>().ok().filter(|year| part.len() == 4 && (1000..=2999).contains(year))
    });
    let day = parts.iter().find_map(|part| {
        let digits = part.trim_end_matches(|c: char| c.is_alphabetic());
        digits.parse::<i8>().ok().filter(|day| (1..=31).contains(day) && digits.len() < 3)
    });
    match (year, month, day, published) {
        (Some(year), Some(month), Some(day), _) => {
            Date::new(year, month, day).ok().map(|date| date.to_string())
        }
        (Some(year), Some(month), None, _) => Some(format!("{year:04}-{month:02}")),
        (None, Some(month), Some(day), Some(published)) => {
            let this_year = Date::new(published.year(), month, day).ok()?;
            let date = if this_year > published {
                Date::new(published.year() - 1, month, day).ok()?
            } else {
                this_year
            };
            Some(date.to_string())
        }
        // Of another month the words alone do not say whether it is past or to come.
        (None, Some(month), None, Some(published)) if parts.len() == 1 && month == published.month() => {
            Some(format!("{:04}-{month:02}", published.year()))
        }
        (Some(year), None, None, _) if parts.len() == 1 => Some(format!("{year:04}")),
        (None, None, None, Some(published)) => match parts.as_slice() {
            [word] => relative(word, published),
            ["last" | "this", period] => period_of(parts[0] == "last", period, published),
            _ => None,
        },
        _ => None,
    }
}

/// "last year", "this month". A week begins on different days, and "last Tuesday" may be either of
/// two unless it is the day of publication itself: those stay words.
fn period_of(is_last: bool, period: &str, published: Date) -> Option<String> {
    let back = i16::from(is_last);
    match period {
        "year" => Some(format!("{:04}", published.year() - back)),
        "month" if is_last && published.month() == 1 => Some(format!("{:04}-12", published.year() - 1)),
        "month" => Some(format!("{:04}-{:02}", published.year(), i16::from(published.month()) - back)),
        weekday if is_last => {
            let (_, weekday) = WEEKDAYS.iter().find(|(name, _)| *name == weekday)?;
            let is_today = published.weekday() == *weekday;
            is_today.then(|| published.nth_weekday(-1, *weekday).ok()).flatten().map(|day| day.to_string())
        }
        _ => None,
    }
}

fn month_of(part: &str) -> Option<i8> {
    let word = part.trim_end_matches('.');
    let at = MONTHS.iter().position(|month| word.starts_with(month))?;
    let is_month = word.len() == 3
        || word == "sept"
        || [
            "january",
            "february",
            "march",
            "april",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ]
        .contains(&word);
    is_month.then(|| i8::try_from(at + 1).unwrap_or(1))
}

fn relative(word: &str, published: Date) -> Option<String> {
    let date = match word {
        "today" | "tonight" => published,
        "yesterday" => published.yesterday().ok()?,
        "tomorrow" => published.tomorrow().ok()?,
        _ => {
            let (_, weekday) = WEEKDAYS.iter().find(|(name, _)| *name == word)?;
            if published.weekday() == *weekday {
                published
            } else {
                published.nth_weekday(-1, *weekday).ok()?
            }
        }
    };
    Some(date.to_string())
}

/// The day an article was published, from what is known beside its text.
pub(super) fn day_of(published: &str) -> Option<Date> {
    published
        .get(..10)
        .and_then(|day| day.parse().ok())
        .or_else(|| one(&published.to_lowercase(), None)?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        assert_eq!(resolve(words, day_of("2022-11-03")).unwrap_or_default(), expected, "{words}");
    }

    #[test]
    fn a_date_is_resolved_against_the_day_of_publication() {
        check("Nov. 2", "2022-11-02");
        check("December 24", "2021-12-24");
        check("March 29, 2022", "2022-03-29");
        check("between April 2021 and July 2022", "2021-04/2022-07");
        check("Thursday", "2022-11-03");
        check("Friday", "2022-10-28");
        check("yesterday", "2022-11-02");
        check("Thursday evening", "2022-11-03");
        check("2016", "2016");
        check("on 3 March", "2022-03-03");
        check("on 20 November", "2021-11-20");
        check("in November", "2022-11");
        check("last year", "2021");
        check("last month", "2022-10");
        check("this month", "2022-11");
        check("last Thursday", "2022-10-27");
    }

    #[test]
    fn what_is_no_day_stays_words() {
        check("decades", "");
        check("last summer", "");
        check("last Tuesday", "");
        check("last May", "");
        check("in May", "");
        check("last week", "");
        check("February 31", "");
    }

    #[test]
    fn the_day_of_publication_may_be_printed() {
        assert_eq!(day_of("November 3, 2022").map(|day| day.to_string()).as_deref(), Some("2022-11-03"));
    }
}
