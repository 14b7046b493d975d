//! Sums of money, shares, measures, ages and calendar dates, by their form.

use std::ops::Range;

use crate::model::EntityKind;

use super::Suggester;
use super::paragraph::Raw;

/// Signs and codes that stand before an amount of money.
const CURRENCIES: [&str; 9] = ["US$", "A$", "C$", "HK$", "$", "£", "€", "¥", "₹"];
/// Words that belong to a number before them.
const MULTIPLES: [&str; 10] =
    [" hundred", " thousand", " million", " billion", " trillion", "bn", "tn", "m", "k", "b"];
/// Words and signs that make a number a share, with what it is.
const SHARES: [&str; 6] = ["%", " %", " percent", " per cent", " percentage points", " percentage point"];

/// What is found in `text`, apart and in order; ranges are bytes of `text`.
pub(super) fn find(text: &str) -> Vec<Raw> {
    let mut found: Vec<Raw> = Vec::new();
    let mut at = 0;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())) {
        let digits = number_at(text, at + offset);
        at = digits.end.max(at + offset + 1);
        if let Some((range, kind, reason)) = amount(text, &digits) {
            at = at.max(range.end);
            let name_start = range.start;
            let reason = reason.to_owned();
            if found.last().is_none_or(|last| last.range.end <= range.start) {
                found.push(Raw { range, name_start, kind, score: 0.95, by: Suggester::Rule, reason });
            }
        }
    }
    found
}

/// The number that starts at `start`: digits with commas and points between them.
fn number_at(text: &str, start: usize) -> Range<usize> {
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(rest.len());
    let number = rest.get(..end).unwrap_or_default().trim_end_matches([',', '.']);
    start..start + number.len()
}

fn amount(text: &str, digits: &Range<usize>) -> Option<(Range<usize>, EntityKind, &'static str)> {
    let before = text.get(..digits.start)?;
    let after = text.get(digits.end..)?;
    let follows = |words: &&&str| {
        after.strip_prefix(**words).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    };
    if let Some(sign) = CURRENCIES.iter().find(|sign| before.trim_end().ends_with(**sign)) {
        let start = before.trim_end().len() - sign.len();
        let multiple = MULTIPLES.iter().find(follows).map_or(0, |multiple| multiple.len());
        return Some((start..digits.end + multiple, EntityKind::Money, "a number with a currency"));
    }
    if let Some(share) = SHARES.iter().rev().find(follows) {
        return Some((digits.start..digits.end + share.len(), EntityKind::Quantity, "a share in per cent"));
    }
    let age =
        ["-year-old", " - year - old", " years old", " years of age", "-month-old"].iter().find(follows);
    if let Some(age) = age {
        return Some((digits.start..digits.end + age.len(), EntityKind::Quantity, "an age"));
    }
    if let Some(head) = before.strip_suffix("aged ").filter(|head| !head.ends_with(char::is_alphanumeric)) {
        return Some((head.len()..digits.end, EntityKind::Quantity, "an age"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::paragraph::of;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, EntityKind)]) {
        let found: Vec<_> =
            find(text).into_iter().map(|raw| (of(text, &raw.range).to_owned(), raw.kind)).collect();
        let expected: Vec<_> = expected.iter().map(|(words, kind)| ((*words).to_owned(), *kind)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn money_has_a_sign_and_a_multiple() {
        check(
            "It cost US$3.5 million, or £2bn, not € 12.",
            &[
                ("US$3.5 million", EntityKind::Money),
                ("£2bn", EntityKind::Money),
                ("€ 12", EntityKind::Money),
            ],
        );
    }

    #[test]
    fn shares_and_ages_are_quantities() {
        check(
            "Up 12 per cent, said the 45-year-old, and 3.2%.",
            &[
                ("12 per cent", EntityKind::Quantity),
                ("45-year-old", EntityKind::Quantity),
                ("3.2%", EntityKind::Quantity),
            ],
        );
        check("Room 12 on floor 3; it damaged 40 houses", &[]);
        check("aged 40", &[("aged 40", EntityKind::Quantity)]);
    }
}
