//! Where a story was written and who took its pictures: "OSLO (AP) —", "Jon Bakke/AFP via Getty Images".

use std::ops::Range;

use crate::model::EntityKind;

use super::Suggester;
use super::lexicon::marks;
use super::paragraph::{Raw, of};

/// Words of the name of who took a picture.
const WORDS_OF_A_NAME: std::ops::RangeInclusive<usize> = 2..=4;
/// Longest name of an agency in capitals, in bytes.
const LONGEST_AGENCY: usize = 8;
/// Within so many bytes of its place a dateline has its dash.
const DATELINE: usize = 80;
/// Agencies that are not written in capitals.
const AGENCIES: [&str; 4] = ["Getty Images", "Getty", "Reuters", "Bloomberg"];

/// What is found in a paragraph; ranges are bytes of `text`, apart and in order.
pub(super) fn find(text: &str) -> Vec<Raw> {
    let mut found: Vec<Raw> = dateline(text).into_iter().collect();
    for (slash, _) in text.match_indices('/') {
        let Some(agency) = agency_at(text, slash + 1) else { continue };
        if let Some(name) = name_before(text, slash) {
            found.push(raw(name, EntityKind::Person, "who took a picture"));
        } else if found.last().is_none_or(|last| last.range.end != slash) {
            continue;
        }
        let via = text.get(agency.end..).and_then(|rest| rest.strip_prefix(" via "));
        let via = via.and_then(|rest| agency_at(text, text.len() - rest.len()));
        let agencies = std::iter::once(agency).chain(via);
        found.extend(agencies.map(|own| raw(own, EntityKind::Organisation, "the agency of a picture")));
    }
    found
}

fn raw(range: Range<usize>, kind: EntityKind, reason: &str) -> Raw {
    let reason = format!("{}: {reason}", kind.label().to_lowercase());
    Raw { name_start: range.start, range, kind, score: 0.8, by: Suggester::Rule, reason }
}

/// The town in capitals which a story begins with.
fn dateline(text: &str) -> Option<Raw> {
    let near = text.get(..text.floor_char_boundary(DATELINE))?;
    let (head, _) =
        near.split_once(" — ").or_else(|| near.split_once(" – ")).or_else(|| near.split_once(" - "))?;
    let name = head.split([',', '(']).next()?.trim_end();
    let is_capital = name.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '-'));
    let town: Vec<String> = name.split(' ').map(as_a_name).collect();
    let marks = marks(&town.join(" "));
    let is_place = is_capital && (marks.is_town() || marks.is_country());
    is_place.then(|| raw(0..name.len(), EntityKind::Place, "where the story was written"))
}

/// A word in capitals as a name is written.
fn as_a_name(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
}

/// The agency that starts at `at`.
fn agency_at(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let named = AGENCIES.iter().find(|agency| rest.starts_with(**agency)).map(|agency| agency.len());
    let length = named.or_else(|| {
        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let is_agency = (2..=LONGEST_AGENCY).contains(&length)
            && rest.get(..length).is_some_and(|word| word.chars().all(char::is_uppercase));
        is_agency.then_some(length)
    })?;
    let ends = !text.get(at + length..)?.starts_with(char::is_alphanumeric);
    ends.then_some(at..at + length)
}

/// The name that ends before a slash at `at`.
fn name_before(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text.get(..at)?;
    let is_of_name = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.contains(char::is_lowercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''))
    };
    let words: Vec<&str> = before.rsplit(' ').take_while(is_of_name).collect();
    let length = words.iter().map(|word| word.len() + 1).sum::<usize>().checked_sub(1)?;
    WORDS_OF_A_NAME
        .contains(&words.len())
        .then_some(at - length..at)
        .filter(|name| !of(text, name).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, EntityKind)]) {
        let found: Vec<_> =
            find(text).into_iter().map(|raw| (of(text, &raw.range).to_owned(), raw.kind)).collect();
        let expected: Vec<_> = expected.iter().map(|(words, kind)| ((*words).to_owned(), *kind)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_picture_has_who_took_it_and_their_agencies() {
        let (person, agency) = (EntityKind::Person, EntityKind::Organisation);
        check(
            "The pier on Friday. Jon Bakke/NTB/AFP via Getty Images",
            &[("Jon Bakke", person), ("NTB", agency), ("AFP", agency), ("Getty Images", agency)],
        );
        check("(Photo: Ana Lind/Reuters)", &[("Ana Lind", person), ("Reuters", agency)]);
        check("It rained and/or snowed on 9/11 in Oslo/Bergen for HIV/AIDS.", &[]);
    }

    #[test]
    fn a_story_begins_with_the_town_it_was_written_in() {
        check("OSLO (AP) — It rained.", &[("OSLO", EntityKind::Place)]);
        check("NEW YORK, March 2 - It rained.", &[("NEW YORK", EntityKind::Place)]);
        check("NATO — an alliance.", &[]);
        check("OSLO IS SHUT", &[]);
    }
}
