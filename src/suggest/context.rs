//! What the words beside a name say it is.

use std::ops::Range;

use crate::model::EntityKind;
use crate::text::segment;

use super::lexicon::{is_role_noun, is_title};

/// How much each sign weighs, against up to 1 of the network for each mention.
const AGE: f32 = 1.5;
const APPOSITION: f32 = 1.5;
const ROLE_BEFORE: f32 = 1.0;
const HEADED: f32 = 2.5;
const KIND_OF_PLACE: f32 = 2.0;
const RELATIVE: f32 = 0.7;

/// Most words of a role behind a name, before its noun.
const LONGEST: usize = 6;

/// Role nouns that are said of bodies too: "the market leader", "the owner of the bridge".
const OF_BODIES: [&str; 8] =
    ["agent", "champion", "developer", "head", "leader", "manager", "owner", "producer"];

/// Who is at the head of a body, and not of a country or a town.
const HEADS_OF_BODIES: [&str; 9] = [
    "chief executive of ",
    "chief executive at ",
    "CEO of ",
    "chair of ",
    "chairman of ",
    "chairwoman of ",
    "spokesman for ",
    "spokesperson for ",
    "spokeswoman for ",
];

/// What is said of a place before its name.
const KINDS_OF_PLACES: [&str; 12] = [
    "island of ",
    "islands of ",
    "village of ",
    "town of ",
    "city of ",
    "port of ",
    "region of ",
    "province of ",
    "district of ",
    "suburb of ",
    "county of ",
    "valley of ",
];

/// What speaks for a kind of the name at this place of `text`, and how much.
pub(super) fn evidence(text: &str, name: &Range<usize>) -> Vec<(EntityKind, f32)> {
    let after = text.get(name.end..).unwrap_or_default();
    let before = text.get(..name.start).unwrap_or_default();
    let mut evidence = Vec::new();
    if let Some(behind) = after.strip_prefix(", ") {
        if has_age(behind) {
            evidence.push((EntityKind::Person, AGE));
        } else if apposition(behind).is_some() && !is_where(before) {
            evidence.push((EntityKind::Person, APPOSITION));
        } else if behind.starts_with("who ") {
            evidence.push((EntityKind::Person, RELATIVE));
        }
    }
    if after.strip_prefix(" (").is_some_and(|behind| age(behind).is_some_and(|rest| rest.starts_with(')'))) {
        evidence.push((EntityKind::Person, AGE));
    }
    let bare = before.strip_suffix("the ").unwrap_or(before);
    if HEADS_OF_BODIES.iter().any(|head| bare.ends_with(head)) {
        evidence.push((EntityKind::Organisation, HEADED));
    } else if KINDS_OF_PLACES.iter().any(|kind| before.ends_with(kind)) {
        evidence.push((EntityKind::Place, KIND_OF_PLACE));
    } else if let Some(stem) = before.strip_suffix(' ')
        && says_what_a_person_is(stem.rsplit(char::is_whitespace).next().unwrap_or_default())
    {
        evidence.push((EntityKind::Person, ROLE_BEFORE));
    }
    evidence
}

/// What is numbered and has a place: “Pier 7”.
#[rustfmt::skip] // One word a line would be pages long.
const NUMBERED: [&str; 25] = [
    "Bay", "Berth", "Block", "Building", "Camp", "Dock", "District", "Gate", "Hall", "Hangar", "Highway",
    "Interstate", "Junction", "Pad", "Pier", "Piers", "Platform", "Quay", "Reactor", "Road", "Room", "Route",
    "Runway", "Terminal", "Ward",
];

/// Parts of a whole that are also parts of a year or an hour.
const FRACTIONS: [&str; 3] = ["quarter", "third", "half"];

/// What a name or number is, where its form or the word behind it says so for certain; else `kind`.
pub(super) fn certain(text: &str, range: &Range<usize>, kind: EntityKind) -> EntityKind {
    let words = text.get(range.clone()).unwrap_or_default();
    let is_number = |word: &str| word.len() < 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    if words.split_once(' ').is_some_and(|(noun, number)| NUMBERED.contains(&noun) && is_number(number)) {
        return EntityKind::Place;
    }
    let last = words.rsplit(' ').next().unwrap_or_default();
    let of_something = text.get(range.end..).is_some_and(|after| after.starts_with(" of "));
    let of_a_year = ["of 1", "of 2", "of the year"];
    let is_time = of_a_year.iter().any(|year| text.get(range.end + 1..).is_some_and(|t| t.starts_with(year)));
    if kind == EntityKind::Date && FRACTIONS.contains(&last) && of_something && !is_time {
        return EntityKind::Quantity;
    }
    kind
}

/// “In Karlby, the engineer said” is not of an engineer of that name.
fn is_where(before: &str) -> bool {
    let word = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    matches!(word.to_lowercase().as_str(), "in" | "at" | "near" | "on" | "from" | "outside" | "across")
}

/// Whether a word in small letters says what somebody is, and not what a body is.
fn says_what_a_person_is(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && is_role_noun(word) && !OF_BODIES.contains(&word)
}

/// What is behind an age in years.
fn age(words: &str) -> Option<&str> {
    let digits = words.find(|c: char| !c.is_ascii_digit()).unwrap_or(words.len());
    let years = words.get(..digits)?.parse::<u8>().ok()?;
    (5..=115).contains(&years).then(|| words.get(digits..).unwrap_or_default())
}

/// “63, said” as against “63 boats” and “7, 2025”.
fn has_age(words: &str) -> bool {
    let no_digit = |behind: &str| !behind.starts_with(|c: char| c.is_ascii_digit());
    age(words).is_some_and(|rest| {
        rest.strip_prefix(", ").or_else(|| rest.strip_prefix(['.', ';', ')'])).is_some_and(no_digit)
    })
}

/// How many bytes at the start of `words` say what somebody is, as far as a comma or the end of the
/// sentence: “the chief executive of Karlby”, “a marine engineer at sea”, “Alvania’s former prosecutor”.
/// “the engineer was ill” does not.
pub(super) fn apposition(words: &str) -> Option<usize> {
    let end = words.find([',', '.', ';', ':', '\n', '“', '”', '"', '(']).unwrap_or(words.len());
    let part = words.get(..end)?;
    let mut has_article = false;
    for (place, word) in part.split_whitespace().take(LONGEST).enumerate() {
        if says_what_a_person_is(word) {
            let next = part.split_whitespace().nth(place + 1);
            let ends =
                next.is_none_or(|next| matches!(next, "of" | "at" | "for" | "in" | "from" | "with" | "who"));
            if ends {
                return (has_article || place == 0).then_some(end);
            }
            // "chief executive": the next noun tells.
            if !next.is_some_and(says_what_a_person_is) {
                return None;
            }
        }
        let opens = place == 0 && matches!(word, "the" | "a" | "an" | "its" | "their" | "his" | "her");
        has_article |= opens || word.ends_with("’s") || word.ends_with("'s");
        let goes_on = has_article || word.starts_with(char::is_uppercase);
        if !goes_on || (!opens && word != "former" && segment::is_function_word(word)) || is_title(word) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: &str, expected: &[EntityKind]) {
        let start = text.find(name).unwrap_or_default();
        let kinds: Vec<EntityKind> =
            evidence(text, &(start..start + name.len())).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, expected, "{text}");
    }

    #[test]
    fn who_has_an_age_or_a_profession_is_a_person() {
        let person = &[EntityKind::Person];
        check("Declan Harrowgate, the chief executive of Karlby, left.", "Declan Harrowgate", person);
        check("Núria Solé, a marine engineer at the university, left.", "Núria Solé", person);
        check("Ada Okoro, Alvania’s former prosecutor, left.", "Ada Okoro", person);
        check("Ada Okoro, 63, left.", "Ada Okoro", person);
        check("Ada Okoro (63) left.", "Ada Okoro", person);
        check("It was for the skipper Ada Okoro to leave.", "Ada Okoro", person);
        check("Ada Okoro, who left.", "Ada Okoro", person);
    }

    #[test]
    fn what_stands_beside_by_chance_is_no_evidence() {
        for text in [
            "Karlby, 63 boats and a ferry left.",
            "In Karlby, the engineers left.",
            "Of Karlby, 63.5 percent is harbour.",
            "Karlby, the market leader, left.",
            "In Karlby, the engineer left.",
            "Of Karlby, a man told the chief executive.",
            "Karlby, May 7, 2025.",
            "The owner Karlby left.",
            "Of Karlby, the engineer was ill.",
        ] {
            check(text, "Karlby", &[]);
        }
    }

    #[test]
    fn a_pier_is_a_place_and_a_part_of_the_freight_no_date() {
        let of = |text: &str, words: &str, kind| {
            let start = text.find(words).unwrap_or_default();
            certain(text, &(start..start + words.len()), kind)
        };
        assert_eq!(of("boats from Pier 7 since", "Pier 7", EntityKind::Date), EntityKind::Place);
        assert_eq!(of("a quarter of all freight", "a quarter", EntityKind::Date), EntityKind::Quantity);
        assert_eq!(of("the third quarter of 2021", "third quarter", EntityKind::Date), EntityKind::Date);
        assert_eq!(of("Boeing 737 flew", "Boeing 737", EntityKind::Product), EntityKind::Product);
    }

    #[test]
    fn what_has_a_chief_executive_is_a_body() {
        check("She is the chief executive of Northreach.", "Northreach", &[EntityKind::Organisation]);
        check("A spokesman for the Kestrel said no.", "Kestrel", &[EntityKind::Organisation]);
        check("He is president of Alvania.", "Alvania", &[]);
        check("Ferries to the island of Little Skerrow left.", "Little Skerrow", &[EntityKind::Place]);
    }
}
