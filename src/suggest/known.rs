//! Names somebody has told of: those tagged in this article, and the house's own.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::EntityKind;
use crate::text::segment;

use super::Suggester;
use super::kinds::has_name;
use super::paragraph::{Raw, covers, of, overlaps, stands_alone};

/// A name and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The words, as they are written.
    pub name: String,
    /// What they name.
    pub kind: EntityKind,
    /// Who says so: [`Suggester::Editor`] or [`Suggester::House`].
    pub by: Suggester,
}

/// What a known name is worth against what was found otherwise.
const SCORE: f32 = 0.95;

/// Tags the known names in `blocks` as what they are known to be. What somebody has said wins over
/// what was found; only a longer name around one stays. Ranges are bytes of `text`.
pub(super) fn apply(text: &str, blocks: &[(Range<usize>, bool)], known: &[Known], mentions: &mut Vec<Raw>) {
    let mut by_first: BTreeMap<&str, Vec<&Known>> = BTreeMap::new();
    for name in known.iter().filter(|known| has_name(known.kind)) {
        by_first.entry(first_word(&name.name)).or_default().push(name);
    }
    by_first.remove("");
    if by_first.is_empty() {
        return;
    }
    for names in by_first.values_mut() {
        names.sort_by_key(|known| (std::cmp::Reverse(known.name.len()), known.by));
    }
    let mut found: Vec<Raw> = Vec::new();
    for (block, _) in blocks {
        let words = of(text, block);
        for word in segment::words(words) {
            let start = block.start + word.start;
            if found.last().is_some_and(|last| start < last.range.end) {
                continue;
            }
            let rest = of(text, &(start..block.end));
            let Some(names) = by_first.get(first_word(rest)) else { continue };
            let fits = |known: &&&Known| {
                let range = start..start + known.name.len();
                ends_word(rest, &known.name) && (known.name.contains(' ') || stands_alone(text, &range))
            };
            found.extend(names.iter().find(fits).map(|known| raw(start, known)));
        }
    }
    // A longer name around it is another name: "Karlby Shipping" is not Karlby.
    let longer = |own: &Raw, other: &Raw| {
        covers(&(other.name_start..other.range.end), &own.range)
            && other.range.end - other.name_start > own.range.len()
    };
    mentions.sort_by_key(|raw| raw.range.start);
    let around = |own: &Raw, mentions: &[Raw]| -> Vec<usize> {
        let first = mentions.partition_point(|raw| raw.range.end <= own.range.start);
        let behind = mentions.iter().enumerate().skip(first.saturating_sub(2));
        let near = behind.take_while(|(_, raw)| raw.range.start < own.range.end);
        near.filter(|(_, raw)| overlaps(&raw.range, &own.range)).map(|(idx, _)| idx).collect()
    };
    let mut replaced = vec![false; mentions.len()];
    let mut added = Vec::new();
    for mut own in found {
        let others = around(&own, mentions);
        if others.iter().any(|idx| longer(&own, &mentions[*idx])) {
            continue;
        }
        for idx in others {
            replaced[idx] = true;
            // Titles before a person's name stay with it.
            if own.kind == EntityKind::Person && mentions[idx].range.start < own.range.start {
                own.range.start = mentions[idx].range.start;
            }
        }
        added.push(own);
    }
    let mut kept = replaced.iter().map(|replaced| !replaced);
    mentions.retain(|_| kept.next().unwrap_or(true));
    mentions.extend(added);
    mentions.sort_by_key(|raw| (raw.range.start, std::cmp::Reverse(raw.range.end)));
}

fn raw(start: usize, known: &Known) -> Raw {
    let kind = known.kind.label().to_lowercase();
    let reason = match known.by {
        Suggester::House => format!("{kind} in the house lexicon"),
        _ => format!("{kind} by a tag in this article"),
    };
    let range = start..start + known.name.len();
    Raw { name_start: start, range, kind: known.kind, score: SCORE, by: known.by, reason }
}

/// Whether `rest` begins with all of `name` and not with a longer word.
fn ends_word(rest: &str, name: &str) -> bool {
    let after = rest.strip_prefix(name);
    after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
}

/// The letters and digits a text begins with.
pub(super) fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::Engine;
    use super::*;
    use crate::ingest::plain;

    #[track_caller]
    fn check(text: &str, known: &[(&str, EntityKind, Suggester)], words: &str, expected: &[EntityKind]) {
        let article = plain(text, "a.txt").unwrap();
        let known: Vec<Known> = known
            .iter()
            .map(|(name, kind, by)| Known { name: (*name).to_owned(), kind: *kind, by: *by })
            .collect();
        let found = Engine::default().suggest_knowing(&article, &known);
        let of_words = found.mentions.iter().filter(|mention| of(text, &mention.range) == words);
        let kinds: Vec<EntityKind> = of_words.map(|mention| found.entities[mention.entity].kind).collect();
        assert_eq!(kinds, expected);
    }

    #[test]
    fn what_somebody_tagged_once_is_the_same_everywhere() {
        let text = "The Karlby sank.\n\nLater the Karlby was raised.";
        let ship = [("Karlby", EntityKind::Product, Suggester::Editor)];
        check(text, &ship, "Karlby", &[EntityKind::Product; 2]);
    }

    #[test]
    fn a_longer_name_around_it_is_another_name() {
        let text = "Jon Bakke said he will stay. Bakke laughed.";
        let town = [("Bakke", EntityKind::Place, Suggester::House)];
        check(text, &town, "Jon Bakke", &[EntityKind::Person]);
        check(text, &town, "Bakke", &[EntityKind::Place]);
    }
}
