//! Dates as people type them: 2024-03-29, 29 March, today, +3d, Fri.

use jiff::Span;
use jiff::civil::{Date, Weekday};

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

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// The date meant by what was typed on the day `today`; none for an empty field. The error says
/// what can be typed.
///
/// A weekday is the next one after today; a day and month without a year are this year's.
pub fn parse(typed: &str, today: Date) -> Result<Option<Date>, String> {
    let words = typed.trim().to_lowercase();
    if words.is_empty() {
        return Ok(None);
    }
    let found = exact(&words)
        .or_else(|| named(&words, today))
        .or_else(|| away(&words, today))
        .or_else(|| with_month(&words, today));
    found.map(Some).ok_or_else(|| {
        let typed = typed.trim();
        format!("“{typed}” is not a date. Type it year-month-day, as 2024-03-29, or as 29 March, today, +3d or Fri.")
    })
}

/// A date with its weekday, as a reader of a list wants it: "Fri 29 Mar 2024".
pub fn readable(date: Date) -> String {
    date.strftime("%a %-d %b %Y").to_string()
}

fn exact(words: &str) -> Option<Date> {
    words.replace(['/', '.'], "-").parse().ok()
}

fn named(words: &str, today: Date) -> Option<Date> {
    let days = match words {
        "today" | "now" => 0,
        "tomorrow" => 1,
        "yesterday" => -1,
        _ => {
            let named = |(name, _): &&(&str, Weekday)| words.len() >= 3 && name.starts_with(words);
            let (_, weekday) = WEEKDAYS.iter().find(named)?;
            return today.nth_weekday(1, *weekday).ok();
        }
    };
    today.checked_add(Span::new().days(days)).ok()
}

/// "+3d", "-2w", "+1m", "+1y".
fn away(words: &str, today: Date) -> Option<Date> {
    let (sign, rest) = match words.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, words.strip_prefix('+')?),
    };
    let at = rest.find(|sign: char| !sign.is_ascii_digit())?;
    let (number, unit) = (rest.get(..at)?, rest.get(at..)?.trim());
    let number = number.parse::<i64>().ok().filter(|number| *number <= 5000)? * sign;
    let span = match unit {
        "d" | "day" | "days" => Span::new().days(number),
        "w" | "week" | "weeks" => Span::new().weeks(number),
        "m" | "month" | "months" => Span::new().months(number),
        "y" | "year" | "years" => Span::new().years(number),
        _ => return None,
    };
    today.checked_add(span).ok()
}

/// "29 March", "Mar 29, 2024".
fn with_month(words: &str, today: Date) -> Option<Date> {
    let parts: Vec<&str> = words.split([' ', ',', '.']).filter(|part| !part.is_empty()).collect();
    let (first, second, year) = match parts.as_slice() {
        [first, second] => (first, second, today.year()),
        [first, second, year] if year.len() == 4 => (first, second, year.parse().ok()?),
        _ => return None,
    };
    let month_of = |word: &str| {
        let named = |month: &str| word.len() >= 3 && month.starts_with(word);
        let at = MONTHS.iter().position(|month| named(month))?;
        i8::try_from(at + 1).ok()
    };
    let (month, day) = match month_of(first) {
        Some(month) => (month, second.parse().ok()?),
        None => (month_of(second)?, first.parse().ok()?),
    };
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// 14 November 2023 was a Tuesday.
    const TODAY: Date = date(2023, 11, 14);

    #[track_caller]
    fn check(typed: &str, expected: Date) {
        assert_eq!(parse(typed, TODAY), Ok(Some(expected)), "{typed}");
    }

    #[test]
    fn dates_are_typed_as_people_do() {
        check("2024-03-29", date(2024, 3, 29));
        check("2024/03/29", date(2024, 3, 29));
        check(" Today ", TODAY);
        check("tomorrow", date(2023, 11, 15));
        check("yesterday", date(2023, 11, 13));
        check("+3d", date(2023, 11, 17));
        check("-2w", date(2023, 10, 31));
        check("+1m", date(2023, 12, 14));
        check("+ 1m".replace(' ', "").as_str(), date(2023, 12, 14));
        check("Fri", date(2023, 11, 17));
        check("tuesday", date(2023, 11, 21));
        check("29 March", date(2023, 3, 29));
        check("Mar 29, 2024", date(2024, 3, 29));
        check("29 mar 2024", date(2024, 3, 29));
    }

    #[test]
    fn an_empty_field_is_no_date() {
        assert_eq!(parse("  ", TODAY), Ok(None));
    }

    #[test]
    fn what_is_no_date_says_what_would_be() {
        for wrong in
            ["2024-13-01", "31 February", "+3", "+9999999999999999999d", "Fr", "soon", "3/4/24", "+99999y"]
        {
            let error = parse(wrong, TODAY).expect_err(wrong);
            assert!(error.contains(wrong) && error.contains("+3d"), "{error}");
        }
    }

    #[test]
    fn a_date_reads_with_its_weekday() {
        assert_eq!(readable(TODAY), "Tue 14 Nov 2023");
    }
}
