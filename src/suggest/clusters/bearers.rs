//! Whose name may be called by a shorter one. Long names are looked up by what a short form has of
//! them, so that an article of many names is not compared name by name.

use std::collections::HashMap;

use crate::model::EntityKind;

use super::super::kinds::has_name;
use super::super::lexicon::{is_continent, is_organisation_word, is_title, marks};
use super::{Cluster, Name, NameRule, same_sort};

/// Fewest large words that begin alike in two names of one body.
const LEAST_ALIKE: usize = 3;
/// Fewest bytes that the name of a country and of its people begin with alike.
const LEAST_OF_COUNTRY: usize = 4;

/// What a long name and a short form of it have in common; only names that share one are compared.
#[derive(PartialEq, Eq, Hash)]
enum Clue<'n> {
    /// A word of the long name.
    Word(&'n str),
    /// Its first and last word.
    Ends(&'n str, &'n str),
    /// The first letter of its first word, and its last word.
    Initial(char, &'n str),
    /// Its last two words.
    LastTwo(&'n str, &'n str),
    /// What stands before one of its spaces.
    Start(&'n str),
    /// What stands behind one of its spaces.
    End(&'n str),
    /// The letters of its acronym.
    Letters(String),
    /// Itself in small letters without spaces.
    RunTogether(String),
    /// Its first large words.
    LargeWords(Vec<&'n str>),
    /// How a country begins.
    Country(&'n str),
    /// How a name of one word begins.
    OneWord(&'n str),
}

/// The names found so far, by their clues.
#[derive(Default)]
pub(super) struct Known<'n>(HashMap<Clue<'n>, Vec<usize>>);

impl<'n> Known<'n> {
    /// Remembers the cluster `idx` of this name.
    pub(super) fn add(&mut self, name: &'n str, kind: EntityKind, idx: usize) {
        for clue in clues_of_long(name, kind) {
            self.0.entry(clue).or_default().push(idx);
        }
    }

    /// The clusters of which this may be a shorter name, and some of which it is none; ascending.
    pub(super) fn candidates(&self, name: &Name<'_>, kind: EntityKind) -> Vec<usize> {
        let clues = clues_of_short(name, kind);
        let mut found: Vec<usize> =
            clues.iter().filter_map(|clue| self.0.get(clue)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The clues by which a name is found.
fn clues_of_long(name: &str, kind: EntityKind) -> Vec<Clue<'_>> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut clues: Vec<Clue<'_>> = words.iter().map(|word| Clue::Word(word)).collect();
    if kind == EntityKind::Person {
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            clues.push(Clue::Ends(first, last));
            clues.extend(first.chars().next().map(|letter| Clue::Initial(letter, last)));
        }
        if let [.., before, last] = words.as_slice() {
            clues.push(Clue::LastTwo(before, last));
        }
        return clues;
    }
    for (at, _) in name.match_indices(' ') {
        clues.extend(name.get(..at).map(Clue::Start));
        clues.extend(name.get(at + 1..).map(Clue::End));
    }
    clues.push(Clue::Letters(initials(name)));
    if name.contains(' ') {
        clues.push(Clue::RunTogether(name.replace(' ', "").to_ascii_lowercase()));
    } else {
        clues.extend(beginning(name).map(Clue::OneWord));
    }
    if marks(name).is_country() {
        clues.extend(beginning(name).map(Clue::Country));
    }
    clues.extend(first_large_words(&words).map(Clue::LargeWords));
    clues
}

/// The clues one of which every name has that this may be short for.
fn clues_of_short<'n>(name: &'n Name<'_>, kind: EntityKind) -> Vec<Clue<'n>> {
    if kind == EntityKind::Person {
        return match name.words.as_slice() {
            [] => Vec::new(),
            [word] => vec![Clue::Word(word)],
            [given, .., family] => {
                let initial = given.chars().next().map(|letter| Clue::Initial(letter, family));
                let before = name.words.iter().rev().nth(1);
                let last_two = before.map(|before| Clue::LastTwo(before, family));
                std::iter::once(Clue::Ends(given, family)).chain(initial).chain(last_two).collect()
            }
        };
    }
    let bare = name.bare.as_str();
    let letters = Clue::Letters(letters_of(bare));
    let mut clues = vec![letters, Clue::Start(bare), Clue::End(bare)];
    if name.words.len() == 1 {
        clues.extend([Clue::Word(bare), Clue::RunTogether(bare.to_ascii_lowercase())]);
    }
    clues.extend(beginning(bare).map(Clue::Country));
    if marks(bare).is_country() {
        clues.extend(beginning(bare).map(Clue::OneWord));
    }
    clues.extend(first_large_words(&name.words).map(Clue::LargeWords));
    clues
}

/// The first characters of a name, as many as a country and its people need in common.
fn beginning(name: &str) -> Option<&str> {
    let ends = name.char_indices().map(|(at, letter)| at + letter.len_utf8());
    ends.into_iter().find(|end| *end >= LEAST_OF_COUNTRY).and_then(|end| name.get(..end))
}

fn is_large(word: &str) -> bool {
    !matches!(word, "of" | "for" | "the" | "and" | "&")
}

fn first_large_words<'n>(words: &[&'n str]) -> Option<Vec<&'n str>> {
    let first: Vec<&str> = words.iter().copied().filter(|word| is_large(word)).take(LEAST_ALIKE).collect();
    (first.len() == LEAST_ALIKE).then_some(first)
}

/// The letters and digits of a name, which are an acronym's letters if it is one.
fn letters_of(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Which of the `candidates` among the clusters `found` this may be a shorter name of. `first` is
/// the first mention of it.
pub(super) fn bearers(
    name: &Name<'_>,
    kind: EntityKind,
    first: usize,
    (found, candidates): (&[Cluster], &[usize]),
    rules: &[NameRule],
) -> Vec<usize> {
    if !has_name(kind) {
        return Vec::new();
    }
    let able = candidates.iter().filter_map(|idx| Some((*idx, found.get(*idx)?)));
    let able = able.filter(|(_, known)| same_sort(known.kind, kind) && known.could_be.is_empty());
    let among = |fits: &dyn Fn(&Cluster) -> bool| -> Vec<usize> {
        able.clone().filter(|(_, known)| fits(known)).map(|(idx, _)| idx).collect()
    };
    if kind != EntityKind::Person {
        return among(&|known| is_short_for(name, kind, &known.name, rules));
    }
    match name.words.as_slice() {
        _ if !rules.contains(&NameRule::People) => Vec::new(),
        [] => Vec::new(),
        [word] => people_called(word, first, &able.collect::<Vec<_>>()),
        // "Donald J. Trump" and "Donald Trump"; "J. Bakke" and "Jon Bakke"; "Goalkeeper Jon Bakke".
        [given, .., family] => among(&|known| {
            let parts: Vec<&str> = known.name.split_whitespace().collect();
            let initial = given.trim_end_matches('.');
            let same_first = parts.first().is_some_and(|part| {
                part == given || (initial.chars().count() == 1 && part.starts_with(initial))
            });
            (same_first && parts.last() == Some(family))
                || (parts.ends_with(&name.words) && !is_title(family))
        }),
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
    let letters = letters_of(&name.bare);
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
    common >= LEAST_OF_COUNTRY
        && matches!(
            people,
            "an" | "ans" | "ian" | "ians" | "n" | "ns" | "s" | "es" | "ese" | "i" | "is" | "ish"
        )
        && matches!(country, "" | "a" | "y" | "e" | "o" | "um" | "ia" | "en" | "land")
}

/// "Food Standards of Ellery" for "Food Standards Ellery Bay": three words or more begin alike, but
/// for the small words between them.
fn begins_alike(name: &Name<'_>, known: &str) -> bool {
    let own: Vec<&str> = name.words.iter().copied().filter(|word| is_large(word)).collect();
    let other: Vec<&str> = known.split_whitespace().filter(|word| is_large(word)).collect();
    let rest = other.get(own.len()..).unwrap_or_default();
    own.len() >= LEAST_ALIKE && other.starts_with(&own) && !rest.iter().any(|word| is_organisation_word(word))
}

/// The letters an acronym of this name has.
fn initials(name: &str) -> String {
    let words = name.split([' ', '-']).filter(|word| word.starts_with(char::is_uppercase));
    words.filter_map(|word| word.chars().next()).collect()
}
