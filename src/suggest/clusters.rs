//! Which mentions are of the same: by the structure of names, acronyms and what stands in brackets.

use std::collections::BTreeMap;

use crate::model::EntityKind;

use super::kinds::has_name;
use super::lexicon::{is_before_title, is_title, marks, one_way_of_writing};

/// An entity and the numbers of its mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The fullest form of the name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Names of which a short form could stand for each of several; it is then kept by itself.
    pub could_be: Vec<String>,
    /// Indices of its mentions.
    pub mentions: Vec<usize>,
}

/// A name as the rules see it.
struct Name<'t> {
    words: Vec<&'t str>,
    bare: String,
}

impl<'t> Name<'t> {
    fn new(text: &'t str) -> Self {
        let article = if text.starts_with("The Hague") { None } else { text.get(..4) };
        let is_article = matches!(article, Some("the " | "The "));
        let text = if is_article { text.get(4..).unwrap_or(text) } else { text };
        let text =
            ["’s", "'s"].iter().fold(text, |text, tail| text.strip_suffix(*tail).unwrap_or(text)).trim_end();
        let mut words: Vec<&str> = text.split_whitespace().collect();
        while let [first, rest @ ..] = words.as_slice()
            && !rest.is_empty()
            && (is_title(first)
                || (is_before_title(first) && rest.iter().any(|word| is_title(word)) && rest.len() > 1))
        {
            words.remove(0);
        }
        let bare = words.join(" ");
        Self { words, bare }
    }

    fn key(&self) -> String {
        one_way_of_writing(&self.bare).to_lowercase().replace(['.', '’', '\''], "")
    }
}

/// The clusters of `mentions` (words and kind, in text order), in order of their first mention.
pub fn clusters(mentions: &[(&str, EntityKind)]) -> Vec<Cluster> {
    let names: Vec<Name<'_>> = mentions.iter().map(|(words, _)| Name::new(words)).collect();
    let mut found: Vec<Cluster> = Vec::new();
    let mut by_key: BTreeMap<(EntityKind, String), usize> = BTreeMap::new();
    // Whole names first, longest first within a person's, so that short forms find them.
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|idx| (std::cmp::Reverse(names[*idx].words.len()), *idx));
    for idx in order {
        let (name, kind) = (&names[idx], mentions[idx].1);
        let key = (kind, name.key());
        if let Some(known) = by_key.get(&key) {
            found[*known].mentions.push(idx);
            continue;
        }
        let bearers = if has_name(kind) { bearers(name, kind, &found) } else { Vec::new() };
        match bearers.as_slice() {
            [one] => {
                found[*one].mentions.push(idx);
                by_key.insert(key, *one);
            }
            several => {
                let could_be = several.iter().map(|known| found[*known].name.clone()).collect();
                by_key.insert(key, found.len());
                found.push(Cluster { name: name.bare.clone(), kind, could_be, mentions: vec![idx] });
            }
        }
    }
    for cluster in &mut found {
        cluster.mentions.sort_unstable();
    }
    found.sort_by_key(|cluster| cluster.mentions.first().copied());
    found
}

/// The known clusters whose name this may be a shorter form of.
fn bearers(name: &Name<'_>, kind: EntityKind, found: &[Cluster]) -> Vec<usize> {
    let fits: &dyn Fn(&Cluster) -> bool = &|known| is_short_for(name, kind, &known.name);
    let all = found.iter().enumerate();
    let mut all = all.filter(|(_, known)| same_sort(known.kind, kind) && known.could_be.is_empty());
    if kind != EntityKind::Person {
        return all.filter(|(_, known)| fits(known)).map(|(idx, _)| idx).collect();
    }
    match name.words.as_slice() {
        [] => Vec::new(),
        [word] => people_called(word, &all.collect::<Vec<_>>()),
        // "Donald J. Trump" and "Donald Trump"; "J. Bakke" and "Jon Bakke".
        [first, .., last] => all
            .by_ref()
            .filter(|(_, known)| {
                let parts: Vec<&str> = known.name.split_whitespace().collect();
                let initial = first.trim_end_matches('.');
                let same_first = parts.first().is_some_and(|part| {
                    part == first || (initial.chars().count() == 1 && part.starts_with(initial))
                });
                same_first && parts.last() == Some(last)
            })
            .map(|(idx, _)| idx)
            .collect(),
    }
}

/// The people one of whose names is `word`: the family name stands at the end, or at the front as
/// in Chinese and Hungarian names.
fn people_called(word: &str, people: &[(usize, &Cluster)]) -> Vec<usize> {
    let which = |fits: &dyn Fn(&[&str]) -> bool| -> Vec<usize> {
        let with =
            people.iter().filter(|(_, known)| fits(&known.name.split_whitespace().collect::<Vec<_>>()));
        with.map(|(idx, _)| *idx).collect()
    };
    let ends = which(&|parts| parts.last() == Some(&word));
    let begins = which(&|parts| parts.first() == Some(&word));
    if marks(word).is_first_name() && !ends.is_empty() && !begins.is_empty() {
        return begins;
    }
    let mut both = [ends, begins].concat();
    both.sort_unstable();
    both.dedup();
    if both.is_empty() { which(&|parts| parts.contains(&word)) } else { both }
}

/// Whether a body or place with the name `known` may be called `name` for short.
fn is_short_for(name: &Name<'_>, kind: EntityKind, known: &str) -> bool {
    let letters: String = name.bare.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_acronym =
        letters.len() >= 2 && name.bare.chars().all(|c| c.is_uppercase() || c == '.' || c == '&');
    if is_acronym {
        return initials(known) == letters;
    }
    let rest = known.strip_prefix(name.bare.as_str()).unwrap_or_default();
    let head = known.strip_suffix(name.bare.as_str()).unwrap_or_default();
    match kind {
        EntityKind::Organisation => {
            let goes_on = [" of ", " for ", " Inc", " Corp", " Company", " Magazine"];
            // "Harbourworkers" as in an address.
            let is_run_together = name.words.len() == 1
                && known.contains(' ')
                && known.replace(' ', "").eq_ignore_ascii_case(&name.bare);
            is_run_together
                || (name.words.len() > 1 && head.ends_with(' '))
                || head.ends_with(" of ")
                || goes_on.iter().any(|next| rest.starts_with(next))
        }
        EntityKind::Place => rest == " City",
        _ => false,
    }
}

/// A place that acts is often taken for an organisation, and the other way round.
fn same_sort(one: EntityKind, other: EntityKind) -> bool {
    let is_body = |kind| matches!(kind, EntityKind::Organisation | EntityKind::Product | EntityKind::Other);
    one == other || (is_body(one) && is_body(other))
}

/// The letters an acronym of this name has.
fn initials(name: &str) -> String {
    let words = name.split([' ', '-']).filter(|word| word.starts_with(char::is_uppercase));
    words.filter_map(|word| word.chars().next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(people: &[&str], expected: &[&[usize]]) {
        let mentions: Vec<_> = people.iter().map(|name| (*name, EntityKind::Person)).collect();
        let found: Vec<Vec<usize>> =
            clusters(&mentions).into_iter().map(|cluster| cluster.mentions).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn either_end_of_a_name_may_stand_for_it() {
        check(&["Li Weiming", "Weiming", "Ana Lind", "Lind", "Ana"], &[&[0, 1], &[2, 3, 4]]);
    }

    #[test]
    fn a_town_keeps_the_article_of_its_name() {
        let found = clusters(&[("The Hague", EntityKind::Place), ("the Netherlands", EntityKind::Place)]);
        assert_eq!([&*found[0].name, &*found[1].name], ["The Hague", "Netherlands"]);
    }

    #[test]
    fn titles_and_initials_do_not_part_a_person() {
        check(&["Dr. Ana Lind", "Ms. Lind", "Ana M. Lind", "Prime Minister Lind"], &[&[0, 1, 2, 3]]);
    }

    #[test]
    fn a_name_two_people_share_is_nobodys_until_somebody_says() {
        let mentions: Vec<_> =
            ["Li Weiming", "Li Jun", "Li"].iter().map(|name| (*name, EntityKind::Person)).collect();
        let found = clusters(&mentions);
        assert_eq!(found.len(), 3);
        assert_eq!(found[2].could_be, ["Li Weiming", "Li Jun"]);
    }

    #[test]
    fn an_acronym_is_its_long_name() {
        let org = EntityKind::Organisation;
        let names = ["Harbour Workers Union", "HWU", "Karl Courier", "Karlcourier"];
        let found = clusters(&names.map(|name| (name, org)));
        assert_eq!(
            found.iter().map(|cluster| cluster.mentions.clone()).collect::<Vec<_>>(),
            [vec![0, 1], vec![2, 3]]
        );
    }
}
