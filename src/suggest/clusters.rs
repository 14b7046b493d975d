//! Which mentions are of the same: by the structure of names, acronyms and what stands in brackets.

mod bearers;
mod brackets;
mod titles;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::EntityKind;

use super::lexicon::{is_before_title, is_title, one_way_of_writing};
use super::paragraph::of;

use bearers::{Known, bearers};

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
    let joined = joined(text, mentions, rules, &|known, name, kind| known.candidates(name, kind));
    joined.in_text_order()
}

/// What mentions are held against: clusters of the names known so far, to which one like this may belong.
type Candidates<'f> = &'f dyn Fn(&Known<'_>, &Name<'_>, EntityKind) -> Vec<usize>;

fn joined(
    text: &str,
    mentions: &[(Range<usize>, EntityKind)],
    rules: &[NameRule],
    candidates: Candidates<'_>,
) -> Joined {
    let is_trimmed = rules.contains(&NameRule::Trimmed);
    let names: Vec<Name<'_>> =
        mentions.iter().map(|(range, _)| Name::new(of(text, range), is_trimmed)).collect();
    let mut known = Known::default();
    let mut found: Vec<Cluster> = Vec::new();
    let mut by_key: BTreeMap<(EntityKind, String), usize> = BTreeMap::new();
    // Whole names first, longest first within a person's, so that short forms find them.
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|idx| (std::cmp::Reverse(names[*idx].words.len()), *idx));
    for idx in order {
        let (name, kind) = (&names[idx], mentions[idx].1);
        let key = (kind, name.key(rules.contains(&NameRule::Spellings)));
        if let Some(own) = by_key.get(&key) {
            found[*own].mentions.push(idx);
            continue;
        }
        let candidates = candidates(&known, name, kind);
        match bearers(name, kind, idx, (&found, &candidates), rules).as_slice() {
            [one] => {
                found[*one].mentions.push(idx);
                by_key.insert(key, *one);
            }
            several => {
                let could_be: Vec<String> = several.iter().map(|known| found[*known].name.clone()).collect();
                if could_be.is_empty() {
                    known.add(&name.bare, kind, found.len());
                }
                by_key.insert(key, found.len());
                found.push(Cluster { name: name.bare.clone(), kind, could_be, mentions: vec![idx] });
            }
        }
    }
    let mut joined = Joined::new(found, mentions.len());
    if rules.contains(&NameRule::Brackets) {
        joined.join(&brackets::ties(text, mentions));
    }
    if rules.contains(&NameRule::Titles) {
        let ties = titles::alone(text, mentions, &joined.cluster_of);
        joined.join(&ties);
    }
    joined
}

/// Clusters that are put together, and in which of them each mention is.
struct Joined {
    clusters: Vec<Cluster>,
    cluster_of: Vec<usize>,
}

impl Joined {
    fn new(clusters: Vec<Cluster>, n_mentions: usize) -> Self {
        let mut cluster_of = vec![0; n_mentions];
        for (idx, cluster) in clusters.iter().enumerate() {
            for mention in &cluster.mentions {
                cluster_of[*mention] = idx;
            }
        }
        Self { clusters, cluster_of }
    }

    /// Puts the clusters of tied mentions together, under the name of the second.
    fn join(&mut self, ties: &[(usize, usize)]) {
        for (one, other) in ties {
            let (from, to) = (self.cluster_of[*one], self.cluster_of[*other]);
            if from == to {
                continue;
            }
            let mentions = std::mem::take(&mut self.clusters[from].mentions);
            for mention in &mentions {
                self.cluster_of[*mention] = to;
            }
            self.clusters[to].mentions.extend(mentions);
        }
    }

    /// The clusters that have mentions, in the order of their first.
    fn in_text_order(self) -> Vec<Cluster> {
        let mut found = self.clusters;
        found.retain(|cluster| !cluster.mentions.is_empty());
        for cluster in &mut found {
            cluster.mentions.sort_unstable();
        }
        found.sort_by_key(|cluster| cluster.mentions.first().copied());
        found
    }
}

/// A place that acts is often taken for an organisation, and the other way round.
fn same_sort(one: EntityKind, other: EntityKind) -> bool {
    let is_body = |kind| matches!(kind, EntityKind::Organisation | EntityKind::Product | EntityKind::Other);
    one == other || (is_body(one) && is_body(other))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    /// Words that names of the same and of others are made of.
    const WORDS: [&str; 36] = [
        "Ana",
        "Jon",
        "J.",
        "A.",
        "J",
        "Lind",
        "Bakke",
        "Li",
        "Mr.",
        "Minister",
        "Harbour",
        "Workers",
        "Union",
        "Bank",
        "Court",
        "Supreme",
        "Food",
        "Standards",
        "of",
        "the",
        "and",
        "for",
        "City",
        "South",
        "Korea",
        "Korean",
        "Norway",
        "Norwegians",
        "Republic",
        "Inc",
        "Magazine",
        "HWU",
        "U.S.",
        "Karlcourier",
        "Karl",
        "Éire’s",
    ];
    const KINDS: [EntityKind; 5] = [
        EntityKind::Person,
        EntityKind::Organisation,
        EntityKind::Place,
        EntityKind::Product,
        EntityKind::Group,
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]
        #[test]
        fn names_looked_up_by_their_clues_are_those_found_by_comparing_each_with_each(
            few in prop::collection::vec(0..WORDS.len(), 6),
            names in prop::collection::vec((prop::collection::vec(0..6_usize, 1..6), 0..KINDS.len()), 1..40),
            n_rules in 0..=NameRule::ALL.len(),
        ) {
            let (mut text, mut mentions) = (String::new(), Vec::new());
            for (words, kind) in names {
                let start = text.len();
                let words: Vec<&str> = words.into_iter().map(|word| WORDS[few[word]]).collect();
                text.push_str(&words.join(" "));
                mentions.push((start..text.len(), KINDS[kind]));
                text.push('\n');
            }
            let rules = &NameRule::ALL[..n_rules];
            let all = |_: &Known<'_>, _: &Name<'_>, _| (0..mentions.len()).collect();
            let each_with_each = joined(&text, &mentions, rules, &all).in_text_order();
            prop_assert_eq!(clusters_by(&text, &mentions, rules), each_with_each);
        }
    }
}
