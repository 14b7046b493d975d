//! Which mentions are of the same: by the structure of names, acronyms and what stands in brackets.

mod brackets;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::EntityKind;

use super::kinds::has_name;
use super::lexicon::{
    is_before_title, is_continent, is_organisation_word, is_title, marks, one_way_of_writing,
};
use super::paragraph::of;

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

/// A way in which mentions are found to be of the same, in the order in which they are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameRule {
    /// Articles, titles and the possessive left off.
    Trimmed,
    /// One place in several ways of writing: "U.S.".
    Spellings,
    /// A part of a person's name for all of it.
    People,
    /// The letters of a long name.
    Acronyms,
    /// A part of the name of a body or place for all of it.
    ShortForms,
    /// An acronym and its long name, one of them in brackets behind the other.
    Brackets,
    /// A title by itself, where one person only bears it.
    Titles,
}

impl NameRule {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Trimmed,
        Self::Spellings,
        Self::People,
        Self::Acronyms,
        Self::ShortForms,
        Self::Brackets,
        Self::Titles,
    ];

    /// In words, for tables.
    pub fn label(self) -> &'static str {
        match self {
            Self::Trimmed => "articles, titles, possessives left off",
            Self::Spellings => "ways of writing",
            Self::People => "parts of people's names",
            Self::Acronyms => "acronyms",
            Self::ShortForms => "short forms of bodies and places",
            Self::Brackets => "brackets",
            Self::Titles => "titles by themselves",
        }
    }
}

/// A name as the rules see it.
struct Name<'t> {
    words: Vec<&'t str>,
    bare: String,
}

impl<'t> Name<'t> {
    fn new(text: &'t str, is_trimmed: bool) -> Self {
        if !is_trimmed {
            return Self { words: text.split_whitespace().collect(), bare: text.to_owned() };
        }
        let article = if text.starts_with("The Hague") { None } else { text.get(..4) };
        let is_article = matches!(article, Some("the " | "The "));
        let text = if is_article { text.get(4..).unwrap_or(text) } else { text };
        let text =
            ["’s", "'s"].iter().fold(text, |text, tail| text.strip_suffix(*tail).unwrap_or(text)).trim_end();
        let mut words: Vec<&str> = text.split_whitespace().collect();
        if words.iter().all(|word| is_title(word) || is_before_title(word)) {
            return Self { bare: words.join(" "), words };
        }
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

    fn key(&self, has_spellings: bool) -> String {
        if !has_spellings {
            return self.bare.clone();
        }
        one_way_of_writing(&self.bare).to_lowercase().replace(['.', '’', '\''], "")
    }
}

/// The clusters of `mentions` (bytes of `text` and kind, in text order), in order of their first
/// mention.
pub fn clusters(text: &str, mentions: &[(Range<usize>, EntityKind)]) -> Vec<Cluster> {
    clusters_by(text, mentions, &NameRule::ALL)
}

/// The same by some of the rules only, for measuring what each adds.
pub fn clusters_by(text: &str, mentions: &[(Range<usize>, EntityKind)], rules: &[NameRule]) -> Vec<Cluster> {
    let is_trimmed = rules.contains(&NameRule::Trimmed);
    let names: Vec<Name<'_>> =
        mentions.iter().map(|(range, _)| Name::new(of(text, range), is_trimmed)).collect();
    let mut found: Vec<Cluster> = Vec::new();
    let mut by_key: BTreeMap<(EntityKind, String), usize> = BTreeMap::new();
    // Whole names first, longest first within a person's, so that short forms find them.
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|idx| (std::cmp::Reverse(names[*idx].words.len()), *idx));
    for idx in order {
        let (name, kind) = (&names[idx], mentions[idx].1);
        let key = (kind, name.key(rules.contains(&NameRule::Spellings)));
        if let Some(known) = by_key.get(&key) {
            found[*known].mentions.push(idx);
            continue;
        }
        let bearers = if has_name(kind) { bearers(name, kind, idx, &found, rules) } else { Vec::new() };
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
    if rules.contains(&NameRule::Brackets) {
        join(&mut found, &brackets::ties(text, mentions));
    }
    if rules.contains(&NameRule::Titles) {
        let ties = titles_alone(text, mentions, &found);
        join(&mut found, &ties);
    }
    for cluster in &mut found {
        cluster.mentions.sort_unstable();
    }
    found.sort_by_key(|cluster| cluster.mentions.first().copied());
    found
}

/// Puts the clusters of tied mentions together, under the name of the second.
fn join(found: &mut Vec<Cluster>, ties: &[(usize, usize)]) {
    for (one, other) in ties {
        let holding = |mention: &usize| found.iter().position(|cluster| cluster.mentions.contains(mention));
        if let (Some(from), Some(to)) = (holding(one), holding(other))
            && from != to
        {
            let mentions = std::mem::take(&mut found[from].mentions);
            found[to].mentions.extend(mentions);
            found.remove(from);
        }
    }
}

/// Mentions that are a title and nothing else, with a mention of the one person who bears it before
/// their name: "the Home Secretary" and "Home Secretary Ana Lind".
fn titles_alone(
    text: &str,
    mentions: &[(Range<usize>, EntityKind)],
    found: &[Cluster],
) -> Vec<(usize, usize)> {
    let is_part = |word: &str| is_title(word) || is_before_title(word);
    let people = mentions.iter().enumerate().filter(|(_, (_, kind))| *kind == EntityKind::Person);
    let (alone, named): (Vec<_>, Vec<_>) = people
        .map(|(idx, (range, _))| (idx, of(text, range), range))
        .partition(|(_, words, _)| words.split_whitespace().all(is_part));
    let holding = |mention: usize| found.iter().position(|cluster| cluster.mentions.contains(&mention));
    let bearer = |(idx, title, range): &(usize, &str, &Range<usize>)| {
        // Directly before a name it is that person's.
        let next = named
            .iter()
            .find(|(_, _, name)| name.start > range.end && of(text, &(range.end..name.start)) == " ");
        let bears = |words: &str, name: &Range<usize>| {
            let before = text.get(..name.start).unwrap_or_default();
            let longest = before.rsplit(' ').skip(1).take_while(|word| is_part(word)).count();
            let title_before: Vec<&str> = before.trim_end().rsplitn(longest + 1, ' ').take(longest).collect();
            let is_before = title_before.iter().rev().copied().eq(title.split(' '));
            words.strip_prefix(title).is_some_and(|rest| rest.starts_with(' ')) || is_before
        };
        let bearers = named.iter().filter(|(_, words, name)| bears(words, name));
        let chosen: Vec<usize> =
            next.map_or_else(|| bearers.map(|(own, ..)| *own).collect(), |(own, ..)| vec![*own]);
        let who: BTreeSet<Option<usize>> = chosen.iter().map(|own| holding(*own)).collect();
        let first = chosen.first().filter(|_| who.len() == 1)?;
        Some((*idx, *first))
    };
    alone.iter().filter_map(bearer).collect()
}

/// The known clusters whose name this may be a shorter form of.
/// `first` is the first mention of it.
fn bearers(
    name: &Name<'_>,
    kind: EntityKind,
    first: usize,
    found: &[Cluster],
    rules: &[NameRule],
) -> Vec<usize> {
    let fits: &dyn Fn(&Cluster) -> bool = &|known| is_short_for(name, kind, &known.name, rules);
    let all = found.iter().enumerate();
    let mut all = all.filter(|(_, known)| same_sort(known.kind, kind) && known.could_be.is_empty());
    if kind != EntityKind::Person {
        return all.filter(|(_, known)| fits(known)).map(|(idx, _)| idx).collect();
    }
    match name.words.as_slice() {
        _ if !rules.contains(&NameRule::People) => Vec::new(),
        [] => Vec::new(),
        [word] => people_called(word, first, &all.collect::<Vec<_>>()),
        // "Donald J. Trump" and "Donald Trump"; "J. Bakke" and "Jon Bakke"; "Goalkeeper Jon Bakke".
        [given, .., family] => all
            .by_ref()
            .filter(|(_, known)| {
                let parts: Vec<&str> = known.name.split_whitespace().collect();
                let initial = given.trim_end_matches('.');
                let same_first = parts.first().is_some_and(|part| {
                    part == given || (initial.chars().count() == 1 && part.starts_with(initial))
                });
                (same_first && parts.last() == Some(family))
                    || (parts.ends_with(&name.words) && !is_title(family))
            })
            .map(|(idx, _)| idx)
            .collect(),
    }
}

/// The people one of whose names is `word`: the family name stands at the end, or at the front as
/// in Chinese and Hungarian names. Where it is the one's first and the other's last name, it is who
/// was named in full before `first`, its first mention.
fn people_called(word: &str, first: usize, people: &[(usize, &Cluster)]) -> Vec<usize> {
    let which = |fits: &dyn Fn(&[&str]) -> bool| -> Vec<usize> {
        let with =
            people.iter().filter(|(_, known)| fits(&known.name.split_whitespace().collect::<Vec<_>>()));
        with.map(|(idx, _)| *idx).collect()
    };
    let ends = which(&|parts| parts.last() == Some(&word));
    let begins = which(&|parts| parts.first() == Some(&word));
    if !ends.is_empty() && !begins.is_empty() {
        let is_introduced =
            |(_, known): &&(usize, &Cluster)| known.mentions.iter().any(|mention| *mention < first);
        let able = people.iter().filter(|(idx, _)| ends.contains(idx) || begins.contains(idx));
        let introduced: Vec<usize> = able.filter(is_introduced).map(|(idx, _)| *idx).collect();
        if introduced.len() == 1 {
            return introduced;
        }
    }
    if marks(word).is_first_name() && !ends.is_empty() && !begins.is_empty() {
        return begins;
    }
    let mut both = [ends, begins].concat();
    both.sort_unstable();
    both.dedup();
    if both.is_empty() { which(&|parts| parts.contains(&word)) } else { both }
}

/// Whether a body or place with the name `known` may be called `name` for short.
fn is_short_for(name: &Name<'_>, kind: EntityKind, known: &str, rules: &[NameRule]) -> bool {
    let letters: String = name.bare.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_acronym =
        letters.len() >= 2 && name.bare.chars().all(|c| c.is_uppercase() || c == '.' || c == '&');
    if is_acronym {
        return rules.contains(&NameRule::Acronyms) && initials(known) == letters;
    }
    if !rules.contains(&NameRule::ShortForms) {
        return false;
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
                || is_head_alone(name, known)
                || is_team(&name.bare, known)
                || begins_alike(name, known)
                || (name.words.len() > 1 && head.ends_with(' '))
                || head.ends_with(" of ")
                || goes_on.iter().any(|next| rest.starts_with(next))
        }
        EntityKind::Place => rest == " City" || is_without_compass(&name.bare, known),
        _ => false,
    }
}

/// "the Court" for "Supreme Court": the word that tells what sort of body it is, by itself.
fn is_head_alone(name: &Name<'_>, known: &str) -> bool {
    name.words.len() == 1
        && is_organisation_word(&name.bare)
        && known.contains(' ')
        && known.split_whitespace().any(|word| word == name.bare)
}

/// "Korea" for "South Korea" or "Korea Republic", where the short form is no place of its own.
fn is_without_compass(name: &str, known: &str) -> bool {
    let bare = ["South ", "North ", "East ", "West ", "Southern ", "Northern ", "Eastern ", "Western "]
        .iter()
        .find_map(|side| known.strip_prefix(side))
        .or_else(|| known.strip_suffix(" Republic"));
    bare == Some(name) && !marks(name).is_country() && !marks(name).is_town() && !is_continent(name)
}

/// "the Belgians" for "Belgium", "Korea" for "South Korea": a country's team by its people, or for short.
fn is_team(name: &str, known: &str) -> bool {
    if is_without_compass(name, known) {
        return true;
    }
    let (people, country) = if marks(known).is_country() { (name, known) } else { (known, name) };
    if !marks(country).is_country() || marks(people).is_country() || people.contains(' ') {
        return false;
    }
    let common = people.chars().zip(country.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8());
    let common = common.sum::<usize>();
    let (people, country) =
        (people.get(common..).unwrap_or_default(), country.get(common..).unwrap_or_default());
    common >= 4
        && matches!(
            people,
            "an" | "ans" | "ian" | "ians" | "n" | "ns" | "s" | "es" | "ese" | "i" | "is" | "ish"
        )
        && matches!(country, "" | "a" | "y" | "e" | "o" | "um" | "ia" | "en" | "land")
}

/// "Food Standards of Ellery" for "Food Standards Ellery Bay": three words or more begin alike, but
/// for the small words between them.
fn begins_alike(name: &Name<'_>, known: &str) -> bool {
    let large = |word: &&str| !matches!(*word, "of" | "for" | "the" | "and" | "&");
    let own: Vec<&str> = name.words.iter().copied().filter(large).collect();
    let other: Vec<&str> = known.split_whitespace().filter(large).collect();
    let rest = other.get(own.len()..).unwrap_or_default();
    own.len() >= 3 && other.starts_with(&own) && !rest.iter().any(|word| is_organisation_word(word))
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

    /// The clusters of names that stand in lines of their own.
    fn of_names(names: &[&str], kind: EntityKind) -> Vec<Cluster> {
        let text = names.join("\n");
        let mut at = 0;
        let mut next = |name: &&str| {
            at += name.len() + 1;
            (at - name.len() - 1..at - 1, kind)
        };
        clusters(&text, &names.iter().map(&mut next).collect::<Vec<_>>())
    }

    #[track_caller]
    fn check_kind(kind: EntityKind, names: &[&str], expected: &[&[usize]]) {
        let found: Vec<Vec<usize>> =
            of_names(names, kind).into_iter().map(|cluster| cluster.mentions).collect();
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn check(people: &[&str], expected: &[&[usize]]) {
        check_kind(EntityKind::Person, people, expected);
    }

    #[test]
    fn a_name_at_either_end_is_whose_whole_name_came_before() {
        check(&["Karim Ali", "Ali", "Ali Hassan"], &[&[0, 1], &[2]]);
        check(&["Goalkeeper Jon Bakke", "Jon Bakke", "Bakke"], &[&[0, 1, 2]]);
    }

    #[test]
    fn a_title_by_itself_is_the_one_person_who_bears_it() {
        check(&["Home Secretary Ana Lind", "Home Secretary", "Mr Bakke"], &[&[0, 1], &[2]]);
        check(&["Mayor Ana Lind", "Mayor Jon Bakke", "Mayor"], &[&[0], &[1], &[2]]);
        check(
            &["Shadow Home Secretary Jon Bakke", "Home Secretary Ana Lind", "Home Secretary"],
            &[&[0], &[1, 2]],
        );
        check(&["Shadow Home Secretary", "Home Secretary"], &[&[0], &[1]]);
    }

    #[test]
    fn a_body_may_be_called_by_what_sort_it_is_or_its_country() {
        let org = EntityKind::Organisation;
        check_kind(org, &["Supreme Court", "Court"], &[&[0, 1]]);
        check_kind(org, &["Supreme Court", "County Court", "Court"], &[&[0], &[1], &[2]]);
        check_kind(org, &["Norway", "Norwegians", "South Korea", "Korea"], &[&[0], &[1], &[2, 3]]);
        check_kind(org, &["Belgium", "Belgians", "Austria", "Australians"], &[&[0, 1], &[2], &[3]]);
        check_kind(org, &["Food Standards Ellery Bay", "Food Standards of Ellery"], &[&[0, 1]]);
    }

    #[test]
    fn a_place_of_its_own_is_no_short_form() {
        let place = EntityKind::Place;
        check_kind(
            place,
            &["South Africa", "Africa", "West Virginia", "Virginia"],
            &[&[0], &[1], &[2], &[3]],
        );
    }

    #[test]
    fn either_end_of_a_name_may_stand_for_it() {
        check(&["Li Weiming", "Weiming", "Ana Lind", "Lind", "Ana"], &[&[0, 1], &[2, 3, 4]]);
    }

    #[test]
    fn a_town_keeps_the_article_of_its_name() {
        let found = of_names(&["The Hague", "the Netherlands"], EntityKind::Place);
        assert_eq!([&*found[0].name, &*found[1].name], ["The Hague", "Netherlands"]);
    }

    #[test]
    fn titles_and_initials_do_not_part_a_person() {
        check(&["Dr. Ana Lind", "Ms. Lind", "Ana M. Lind", "Prime Minister Lind"], &[&[0, 1, 2, 3]]);
    }

    #[test]
    fn a_name_two_people_share_is_nobodys_until_somebody_says() {
        let found = of_names(&["Li Weiming", "Li Jun", "Li"], EntityKind::Person);
        assert_eq!(found.len(), 3);
        assert_eq!(found[2].could_be, ["Li Weiming", "Li Jun"]);
    }

    #[test]
    fn an_acronym_is_its_long_name() {
        check_kind(
            EntityKind::Organisation,
            &["Harbour Workers Union", "HWU", "Karl Courier", "Karlcourier"],
            &[&[0, 1], &[2, 3]],
        );
    }
}
