//! The article as evidence: a name is one kind of thing throughout, and what was found once is
//! found again.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::EntityKind;

use super::Suggester;
use super::context::evidence;
use super::kinds::has_name;
use super::known::first_word;
use super::lexicon::{is_known_organisation, is_organisation_word, is_place_word, is_title, marks};
use super::paragraph::{Raw, of, overlaps, stands_alone};

/// Shortest name, in characters, that is looked for again.
const SHORTEST: usize = 2;
/// What a mention needs to be proposed, and a name to be looked for again.
const LEAST_SCORE: f32 = 0.3;

/// What stands before the name of a place.
const BEFORE_PLACES: [&str; 8] = [
    "mayor of ",
    "city of ",
    "town of ",
    "village of ",
    "capital of ",
    "province of ",
    "port of ",
    "residents of ",
];

/// What speaks for each kind of a name.
type Votes = BTreeMap<EntityKind, f32>;

/// Gives each name one kind, and adds the places where a known name was missed. `blocks` are
/// where to look and whether a block is set in title case; ranges are bytes of `text`.
/// `runs` are capitalised words which nothing explains.
pub(super) fn settle(
    text: &str,
    blocks: &[(Range<usize>, bool)],
    mut mentions: Vec<Raw>,
    runs: &[Range<usize>],
) -> Vec<Raw> {
    mentions.extend(explained(text, runs));
    let in_title = |range: &Range<usize>| {
        let here = blocks.get(blocks.partition_point(|(block, _)| block.end <= range.start));
        here.is_some_and(|(block, is_title_case)| *is_title_case && overlaps(block, range))
    };
    let common: BTreeSet<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.starts_with(char::is_lowercase))
        .collect();
    let small = SmallWords::of(text);
    let mut seen: BTreeMap<&str, bool> = BTreeMap::new();
    mentions.retain(|raw| {
        let name = of(text, &raw.range);
        let is_body = matches!(raw.kind, EntityKind::Organisation | EntityKind::Place | EntityKind::Other);
        if is_body && *seen.entry(name).or_insert_with(|| small.have(text, name)) {
            return false;
        }
        !has_name(raw.kind)
            || !opens_sentence(text, &raw.range)
            || !common.contains(name.to_lowercase().as_str())
    });
    let votes = votes(text, &mentions, in_title);
    let only_titles = blocks.iter().all(|(_, is_title_case)| *is_title_case);
    mentions.retain_mut(|raw| {
        if !has_name(raw.kind) {
            return true;
        }
        let name = of(text, &(raw.name_start..raw.range.end));
        let settled = votes.get(name).and_then(best);
        if in_title(&raw.range) && !only_titles {
            let Some((kind, _)) = settled else {
                let is_formed = raw.by == Suggester::Rule;
                return is_formed || marks(name).is_country() || marks(name).is_group();
            };
            set_kind(raw, kind);
            return true;
        }
        if let Some((kind, _)) = settled {
            set_kind(raw, kind);
        }
        raw.score >= LEAST_SCORE
    });
    let known: BTreeMap<&str, EntityKind> = votes
        .iter()
        .filter(|(name, _)| name.chars().count() >= SHORTEST && name.starts_with(char::is_uppercase))
        .filter_map(|(name, votes)| Some((*name, best(votes)?)))
        .filter(|(_, (_, weight))| *weight >= 0.6)
        .map(|(name, (kind, _))| (name, kind))
        .collect();
    add_missed(text, blocks, &known, &mut mentions);
    if is_about_matches(text) {
        for raw in &mut mentions {
            take_for_team(text, raw);
        }
    }
    mentions.sort_by_key(|raw| (raw.range.start, std::cmp::Reverse(raw.range.end)));
    mentions
}

/// Where each word in small letters starts.
struct SmallWords<'t>(BTreeMap<&'t str, Vec<usize>>);

impl<'t> SmallWords<'t> {
    fn of(text: &'t str) -> Self {
        let mut starts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut at = 0;
        for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            if word.starts_with(char::is_lowercase) {
                starts.entry(word).or_default().push(at);
            }
            at += piece.len();
        }
        Self(starts)
    }

    /// Whether several words that look like a name stand in small letters elsewhere: “Service
    /// Stations” in a caption are the service stations of the story.
    fn have(&self, text: &str, name: &str) -> bool {
        if !name.contains(' ') || !name.is_ascii() {
            return false;
        }
        let small = name.to_ascii_lowercase();
        let first = small.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let starts = self.0.get(first).map_or(&[] as &[usize], Vec::as_slice);
        starts.iter().any(|start| text.get(*start..).is_some_and(|rest| rest.starts_with(&small)))
    }
}

/// Whether a range stands where any word has a capital.
fn opens_sentence(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let bare = before.trim_end_matches([' ', '“', '"', '‘']);
    // Behind the number of a note: "[1] Harbour report".
    let bare = bare.strip_suffix(']').map_or(bare, |note| {
        note.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('[').unwrap_or(bare)
    });
    bare.is_empty() || bare.ends_with(['\n', '\r', '.', '!', '?', ':'])
}

/// The runs that are a name by their own words or by coming back.
fn explained(text: &str, runs: &[Range<usize>]) -> Vec<Raw> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for run in runs {
        *counts.entry(of(text, run)).or_default() += 1;
    }
    let explained = runs.iter().filter_map(|run| {
        let name = of(text, run);
        let by_words = prior(name).into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(kind, _)| kind);
        let comes_back = counts.get(name).is_some_and(|count| *count > 1);
        let (kind, reason, score) = match by_words {
            Some(kind) => (kind, "by the words of the name", 0.6),
            None if comes_back => (EntityKind::Organisation, "a name that comes back", 0.5),
            None => return None,
        };
        let reason = format!("{} {reason}", kind.label().to_lowercase());
        let (range, name_start) = (run.clone(), run.start);
        Some(Raw { range, name_start, kind, score, by: Suggester::Rule, reason })
    });
    explained.collect()
}

fn set_kind(raw: &mut Raw, kind: EntityKind) {
    if raw.kind == kind {
        return;
    }
    raw.kind = kind;
    raw.by = Suggester::Repeat;
    raw.reason = format!("{} elsewhere in the article", kind.label().to_lowercase());
    raw.score = raw.score.max(LEAST_SCORE);
    if kind != EntityKind::Person {
        raw.range.start = raw.name_start;
    }
}

fn best(votes: &Votes) -> Option<(EntityKind, f32)> {
    votes.iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(kind, weight)| (*kind, *weight))
}

/// What the mentions and the forms of the names say of each name. A person's first and last name
/// by themselves have the votes of the whole name too.
fn votes<'t>(
    text: &'t str,
    mentions: &[Raw],
    in_title: impl Fn(&Range<usize>) -> bool,
) -> BTreeMap<&'t str, Votes> {
    let mut votes: BTreeMap<&str, Votes> = BTreeMap::new();
    let named = mentions.iter().filter(|raw| has_name(raw.kind) && !in_title(&raw.range));
    for raw in named {
        let name = of(text, &(raw.name_start..raw.range.end));
        let own = votes.entry(name).or_default();
        *own.entry(raw.kind).or_default() += raw.score;
        if raw.name_start > raw.range.start {
            *own.entry(EntityKind::Person).or_default() += 1.0;
        }
        let before = text.get(..raw.name_start).unwrap_or_default();
        if BEFORE_PLACES.iter().any(|words| before.ends_with(words)) {
            *own.entry(EntityKind::Place).or_default() += 1.5;
        }
        for (kind, weight) in evidence(text, &(raw.name_start..raw.range.end)) {
            *own.entry(kind).or_default() += weight;
        }
    }
    for (name, votes) in &mut votes {
        for (kind, weight) in prior(name) {
            *votes.entry(kind).or_default() += weight;
        }
    }
    let people: Vec<(&str, f32)> = votes
        .iter()
        .filter_map(|(name, votes)| Some((*name, best(votes)?)))
        .filter(|(name, (kind, _))| *kind == EntityKind::Person && name.contains(' '))
        .map(|(name, (_, weight))| (name, weight))
        .collect();
    for (name, weight) in people {
        let parts: Vec<&str> = name.split_whitespace().collect();
        // "Ó Faoláin", "van der Berg": what is behind the first name, where that is more than a word.
        if let Some((_, family)) = name.split_once(' ').filter(|(_, family)| family.contains(' '))
            && let Some(own) = votes.get_mut(family)
        {
            *own.entry(EntityKind::Person).or_default() += weight.min(2.0) + 0.5;
        }
        for part in [parts.first(), parts.last()].into_iter().flatten() {
            let is_name =
                part.chars().count() > 2 && part.chars().all(|c| c.is_alphabetic() || "-’'".contains(c));
            if is_name && !is_title(part) {
                let marks = marks(part);
                let unmistakable = if marks.is_country() || marks.is_town() { 0.0 } else { 1.5 };
                *votes.entry(part).or_default().entry(EntityKind::Person).or_default() +=
                    weight.min(2.0) + unmistakable;
            }
        }
    }
    votes
}

/// What a name's own form says.
fn prior(name: &str) -> Vec<(EntityKind, f32)> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let marks_of_all = marks(name);
    let mut prior = Vec::new();
    if is_known_organisation(name) {
        prior.push((EntityKind::Organisation, 20.0));
    } else if words.len() > 1 && words.iter().any(|word| is_organisation_word(word)) {
        prior.push((EntityKind::Organisation, 1.5));
    } else if words.len() > 1 && words.last().is_some_and(|word| is_place_word(word)) {
        prior.push((EntityKind::Place, 1.0));
    }
    if marks_of_all.is_country() {
        prior.push((EntityKind::Place, 1.5));
    } else if marks_of_all.is_group() {
        prior.push((EntityKind::Group, 1.5));
    } else if marks_of_all.is_town() {
        prior.push((EntityKind::Place, 0.4));
    }
    if let (2..=3, Some(first), Some(last)) = (words.len(), words.first(), words.last())
        && marks(first).is_first_name()
        && marks(last).is_surname()
        && !is_organisation_word(last)
        && !is_place_word(last)
    {
        prior.push((EntityKind::Person, 1.0));
    }
    prior
}

/// Looks for the known names where nothing is tagged, longest first.
fn add_missed(
    text: &str,
    blocks: &[(Range<usize>, bool)],
    known: &BTreeMap<&str, EntityKind>,
    mentions: &mut Vec<Raw>,
) {
    let mut names: Vec<(&str, EntityKind)> = known.iter().map(|(name, kind)| (*name, *kind)).collect();
    names.sort_by_key(|(name, _)| (std::cmp::Reverse(name.len()), *name));
    let by_first: BTreeMap<&str, Vec<(&str, EntityKind)>> =
        names.iter().fold(BTreeMap::new(), |mut map, entry| {
            map.entry(first_word(entry.0)).or_insert_with(Vec::new).push(*entry);
            map
        });
    let mut taken: BTreeSet<(usize, usize)> =
        mentions.iter().map(|raw| (raw.range.start, raw.range.end)).collect();
    for (block, is_title_case) in blocks {
        let words = of(text, block);
        for word in crate::text::segment::words(words) {
            let start = block.start + word.start;
            let rest = of(text, &(start..block.end));
            let Some(names) = by_first.get(first_word(rest)) else { continue };
            let hit = names.iter().find(|(name, _)| {
                rest.starts_with(name)
                    && !rest.get(name.len()..).unwrap_or_default().starts_with(|c: char| c.is_alphanumeric())
            });
            let Some((name, kind)) = hit else { continue };
            let range = start..start + name.len();
            let before = taken.range(..(range.end, 0)).next_back();
            let is_free = before.is_none_or(|(_, end)| *end <= range.start);
            // In a line of capitals the word beside a surname tells nothing but for a first name before it.
            let in_headline =
                *is_title_case && *kind == EntityKind::Person && !follows_first_name(text, &range);
            if is_free && (name.contains(' ') || in_headline || stands_alone(text, &range)) {
                taken.insert((range.start, range.end));
                let reason = format!("{} elsewhere in the article", kind.label().to_lowercase());
                let name_start = range.start;
                mentions.push(Raw {
                    range,
                    name_start,
                    kind: *kind,
                    score: 0.7,
                    by: Suggester::Repeat,
                    reason,
                });
            }
        }
    }
}

/// Whether the word before is a first name: "Jon Lopes" is not the Lopes known.
fn follows_first_name(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default().strip_suffix([' ', '-']).unwrap_or_default();
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    marks(word).is_first_name()
}

/// Words that reports of matches are full of.
const SPORT: [&str; 20] = [
    "goal",
    "goals",
    "match",
    "half",
    "penalty",
    "midfielder",
    "striker",
    "goalkeeper",
    "team",
    "coach",
    "season",
    "game",
    "league",
    "scored",
    "minute",
    "referee",
    "defeated",
    "tournament",
    "final",
    "cup",
];
/// From so many of them on, each counted once, a report is about a match.
const LEAST_SPORT: usize = 7;

fn is_about_matches(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: BTreeSet<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    SPORT.iter().filter(|word| words.contains(**word)).count() >= LEAST_SPORT
}

/// In a report of a match a country that plays is a team, but for "in Belgium".
fn take_for_team(text: &str, raw: &mut Raw) {
    let name = of(text, &raw.range);
    let before = text.get(..raw.range.start).unwrap_or_default();
    let last = before.rsplit(char::is_whitespace).find(|word| !word.is_empty()).unwrap_or_default();
    let is_where =
        matches!(last, "in" | "In" | "from" | "to" | "across" | "of" | "near" | ",") || last.ends_with(',');
    if raw.kind == EntityKind::Place && marks(name).is_country() && !is_where {
        raw.kind = EntityKind::Organisation;
        "organisation: a team in a report of matches".clone_into(&mut raw.reason);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Engine;
    use super::*;
    use crate::ingest::plain;

    #[track_caller]
    fn check(text: &str, kind: EntityKind, expected: &[&str]) {
        let article = plain(text, "a.txt").unwrap();
        let found = Engine::default().suggest(&article);
        let of_kind = found.mentions.iter().filter(|mention| found.entities[mention.entity].kind == kind);
        let words: Vec<&str> = of_kind.map(|mention| of(text, &mention.range)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn a_common_word_at_the_start_of_a_sentence_is_no_name() {
        check(
            "Ferry to stop\n\nThe ferry stops in March, said Jon Bakke of Oslo.",
            EntityKind::Person,
            &["Jon Bakke"],
        );
    }

    #[test]
    fn capitalised_words_that_are_common_elsewhere_are_no_body() {
        check(
            "The “Service Stations” are found in Oslo.\n\nThe service stations were shut, said Jon Bakke.",
            EntityKind::Organisation,
            &[],
        );
        let named = "The “Service Stations” are found in Oslo.";
        check(named, EntityKind::Organisation, &["Service Stations"]);
    }

    #[test]
    fn what_has_a_mayor_is_a_place() {
        check("The mayor of Bergen said the road was open.", EntityKind::Place, &["Bergen"]);
    }

    #[test]
    fn the_title_of_a_novel_is_nobody() {
        check("Her novel “The Long Winter” won a prize.", EntityKind::Person, &[]);
        check("Her novel “The Long Winter” won a prize.", EntityKind::Work, &["The Long Winter"]);
    }

    #[test]
    fn who_took_a_picture_is_found_in_a_line_of_names() {
        let line = "Ana Lind, Mayor of Oslo, in Bergen, March 29, 2022. Jon Bakke/NTB via Getty Images";
        check(
            &format!("The pier is shut\n\n{line}\n\nThe harbour was shut, said Ana Lind of Oslo."),
            EntityKind::Person,
            &["Ana Lind", "Jon Bakke", "Ana Lind"],
        );
    }

    #[test]
    fn a_surname_in_a_headline_of_capitals_is_the_person_of_the_story() {
        let story = "The harbour master, Maria Lopes, shut the pier in Oslo. “We had no choice,” Lopes said.";
        let person = EntityKind::Person;
        let headed = format!("Lopes Closes the Old Harbour\n\n{story}");
        check(&headed, person, &["Lopes", "Maria Lopes", "Lopes"]);
        let other = format!("Jon Lopes Closes the Old Harbour\n\n{story}");
        check(&other, person, &["Maria Lopes", "Lopes"]);
    }

    #[test]
    fn a_short_form_is_what_the_whole_name_is() {
        let text = "Li Weiming, a dissident, left China. Weiming said nothing. Weiming was silent.";
        check(text, EntityKind::Person, &["Li Weiming", "Weiming", "Weiming"]);
    }
}
