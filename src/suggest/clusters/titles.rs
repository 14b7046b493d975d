//! Titles that stand for the one person who bears them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::EntityKind;

use super::super::lexicon::{is_before_title, is_title};
use super::super::paragraph::of;

/// Mentions that are a title and nothing else, with a mention of the one person who bears it before
/// their name: "the Home Secretary" and "Home Secretary Ana Lind". `cluster_of` has the cluster of
/// each mention.
pub(super) fn alone(
    text: &str,
    mentions: &[(Range<usize>, EntityKind)],
    cluster_of: &[usize],
) -> Vec<(usize, usize)> {
    let people = mentions.iter().enumerate().filter(|(_, (_, kind))| *kind == EntityKind::Person);
    let (alone, named): (Vec<_>, Vec<_>) = people
        .map(|(idx, (range, _))| (idx, of(text, range), range))
        .partition(|(_, words, _)| words.split_whitespace().all(is_part));
    let mut by_title: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut by_start: BTreeMap<usize, usize> = BTreeMap::new();
    for (idx, words, range) in &named {
        let heads = words.match_indices(' ').filter_map(|(at, _)| words.get(..at));
        for title in heads.chain(title_before(text, range.start)) {
            by_title.entry(title).or_default().insert(*idx);
        }
        by_start.entry(range.start).or_insert(*idx);
    }
    let bearer = |(idx, title, range): &(usize, &str, &Range<usize>)| {
        // Directly before a name it is that person's.
        let next = by_start.get(&(range.end + 1)).filter(|_| of(text, &(range.end..range.end + 1)) == " ");
        let bearers = by_title.get(title);
        let chosen: Vec<usize> =
            next.map_or_else(|| bearers.into_iter().flatten().copied().collect(), |own| vec![*own]);
        let first = *chosen.first()?;
        let is_one = chosen.iter().all(|own| cluster_of.get(*own) == cluster_of.get(first));
        is_one.then_some((*idx, first))
    };
    alone.iter().filter_map(bearer).collect()
}

fn is_part(word: &str) -> bool {
    is_title(word) || is_before_title(word)
}

/// All words of a title before a name at `at`.
fn title_before(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let n_words = before.rsplit(' ').skip(1).take_while(|word| is_part(word)).count();
    let stem = before.trim_end();
    let start = stem.rmatch_indices(' ').nth(n_words.checked_sub(1)?).map_or(0, |(at, _)| at + 1);
    stem.get(start..)
}
