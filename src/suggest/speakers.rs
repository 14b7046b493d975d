//! Who the source of a quote is: a name, a role phrase or a pronoun, resolved by evidence.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::EntityKind;

use super::lexicon::marks;
use super::paragraph::of;
use super::quotes::RawQuote;
use super::{SuggestedEntity, SuggestedMention};

/// How far back a pronoun's person is looked for, in bytes.
const PRONOUN_REACH: usize = 700;

/// Those who speak for a body, and what it says something in.
const SPEAK_FOR: [&str; 18] = [
    "spokesman",
    "spokesmen",
    "spokeswoman",
    "spokesperson",
    "spokespeople",
    "spokespersons",
    "representative",
    "representatives",
    "official",
    "officials",
    "leadership",
    "management",
    "statement",
    "report",
    "release",
    "announcement",
    "website",
    "account",
];
/// Words that tie a name to the noun before it.
const TIES: [&str; 12] =
    ["in", "of", "at", "from", "with", "to", "by", "for", "near", "on", "against", "outside"];

/// What the text says of a person's pronouns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gender {
    She,
    He,
}

/// The entities and mentions of an article, for the question who speaks.
pub(super) struct Speakers<'a> {
    text: &'a str,
    entities: &'a [SuggestedEntity],
    /// Those of the story: who wrote it does not speak in it.
    mentions: Vec<&'a SuggestedMention>,
    /// Of each entity.
    genders: Vec<Option<Gender>>,
    /// The people with a word in their role, in small letters.
    by_role: BTreeMap<String, Vec<usize>>,
}

impl<'a> Speakers<'a> {
    pub(super) fn new(
        text: &'a str,
        entities: &'a [SuggestedEntity],
        mentions: Vec<&'a SuggestedMention>,
    ) -> Self {
        let mut genders: Vec<Option<Gender>> = vec![None; entities.len()];
        for mention in &mentions {
            let gender = &mut genders[mention.entity];
            *gender = gender.or_else(|| by_title(of(text, &mention.range)));
        }
        let mut by_role: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (idx, entity) in entities.iter().enumerate() {
            genders[idx] = genders[idx].or_else(|| by_first_name(&entity.name));
            if entity.kind == EntityKind::Person {
                for word in entity.role.to_lowercase().split_whitespace() {
                    let bearers = by_role.entry(word.to_owned()).or_default();
                    if bearers.last() != Some(&idx) {
                        bearers.push(idx);
                    }
                }
            }
        }
        Self { text, entities, mentions, genders, by_role }
    }

    /// The entity that speaks the quote; `None` where the text leaves it open.
    pub(super) fn of(&self, quote: &RawQuote, last: Option<(usize, Option<usize>)>) -> Option<usize> {
        let source = quote.source.as_ref()?;
        let words = of(self.text, source).trim().to_lowercase();
        match words.as_str() {
            "he" | "she" => {
                let gender = if words == "he" { Gender::He } else { Gender::She };
                self.person_before(source.start, gender, last)
            }
            "they" | "it" | "we" | "who" | "i" => None,
            _ => self.named(source).or_else(|| self.by_role(source)),
        }
    }

    /// The speaker named in the source: its person, else the body or place it speaks of as one that
    /// speaks.
    fn named(&self, source: &Range<usize>) -> Option<usize> {
        let inside = self.within(source.start, source.end);
        let mut people = inside.iter().filter(|mention| self.kind(mention) == EntityKind::Person).peekable();
        if people.peek().is_some() {
            let speaks = |mention: &&&SuggestedMention| !self.is_anothers(&mention.range, source);
            let speakers: BTreeSet<usize> = people.filter(speaks).map(|mention| mention.entity).collect();
            // Of two nobody knows which.
            return speakers.first().copied().filter(|_| speakers.len() == 1);
        }
        let can = |mention: &&&SuggestedMention| self.kind(mention).can_speak();
        let speaks = |mention: &&&SuggestedMention| self.speaks_itself(mention, source);
        inside.iter().rev().filter(can).find(speaks).map(|mention| mention.entity)
    }

    /// Whether the person named is another than who speaks: "Lind’s lawyer", "a lawyer for Lind".
    fn is_anothers(&self, name: &Range<usize>, source: &Range<usize>) -> bool {
        let after = of(self.text, &(name.end..source.end));
        let before = of(self.text, &(source.start..name.start)).trim_end();
        let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        ["’s ", "'s ", " 's ", "’ ", "' "].iter().any(|owns| after.starts_with(owns))
            || matches!(last, "for" | "of" | "with" | "against" | "about" | "to")
    }

    /// Whether a body, place or group is itself the one who speaks, or those who speak for it do: a
    /// "spokesman for Nordhavn Lines", not the "police in Oslo" or the "Norwegian media".
    fn speaks_itself(&self, mention: &SuggestedMention, source: &Range<usize>) -> bool {
        let is_body = matches!(self.kind(mention), EntityKind::Organisation | EntityKind::Other);
        let lower = |range: Range<usize>| of(self.text, &range).to_lowercase();
        let (before, after) =
            (lower(source.start..mention.range.start), lower(mention.range.end..source.end));
        let speaks_for = |word: &str| is_body && SPEAK_FOR.contains(&word.trim_matches([',', '.', '(']));
        let is_tied = before.split_whitespace().any(|word| TIES.contains(&word));
        let rest = ["’s", "'s", "’", "'"].iter().find_map(|owns| after.strip_prefix(owns)).unwrap_or(&after);
        let mut words = rest.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
        (!is_tied || before.split_whitespace().any(speaks_for))
            && (after.trim_start().starts_with([',', '(']) || words.all(speaks_for))
    }

    /// "the minister": the only person with that role. Where it is said of what ("the mayor of
    /// Bergen"), the role beside the name says so too.
    fn by_role(&self, source: &Range<usize>) -> Option<usize> {
        let words = of(self.text, source).to_lowercase();
        let role = words.strip_prefix("the ")?;
        let (role, whose) = match role.split_once(" of ") {
            Some((role, whose)) => (role, Some(whose.trim_start_matches("the "))),
            None => (role, None),
        };
        let [one] = self.by_role.get(role.split_whitespace().last()?)?.as_slice() else { return None };
        let mut whose = whose.into_iter().flat_map(str::split_whitespace);
        whose.all(|word| self.by_role.get(word).is_some_and(|bearers| bearers.contains(one))).then_some(*one)
    }

    fn person_before(
        &self,
        at: usize,
        gender: Gender,
        last: Option<(usize, Option<usize>)>,
    ) -> Option<usize> {
        let from = at.saturating_sub(PRONOUN_REACH);
        let fits = |entity: usize| self.gender(entity).is_none_or(|own| own == gender);
        if let Some((end, Some(speaker))) = last
            && end >= from
            && self.entities[speaker].kind == EntityKind::Person
            && fits(speaker)
            && self.others_since(end, at, speaker, gender).is_empty()
        {
            return Some(speaker);
        }
        let people: Vec<usize> = self
            .within(from, at)
            .iter()
            .rev()
            .filter(|mention| self.kind(mention) == EntityKind::Person)
            .map(|mention| mention.entity)
            .collect();
        let sure = people.iter().find(|entity| self.gender(**entity) == Some(gender));
        let nearest = people.iter().find(|entity| fits(**entity));
        match (nearest, sure) {
            (Some(nearest), _) if people.first() == Some(nearest) => Some(*nearest),
            (_, Some(sure)) => Some(*sure),
            _ => None,
        }
    }

    /// The people of this gender named between two places, but for one of them.
    fn others_since(&self, from: usize, to: usize, but: usize, gender: Gender) -> Vec<usize> {
        let between = self.within(from, to).iter();
        between
            .filter(|mention| mention.entity != but && self.kind(mention) == EntityKind::Person)
            .filter(|mention| self.gender(mention.entity).is_none_or(|own| own == gender))
            .map(|mention| mention.entity)
            .collect()
    }

    fn within(&self, from: usize, to: usize) -> &[&'a SuggestedMention] {
        let first = self.mentions.partition_point(|mention| mention.range.start < from);
        let end = self.mentions.partition_point(|mention| mention.range.start < to);
        self.mentions.get(first..end.max(first)).unwrap_or_default()
    }

    fn kind(&self, mention: &SuggestedMention) -> EntityKind {
        self.entities[mention.entity].kind
    }

    fn gender(&self, entity: usize) -> Option<Gender> {
        self.genders[entity]
    }
}

/// What the title before a name says.
fn by_title(mention: &str) -> Option<Gender> {
    let title = mention.split_whitespace().next().unwrap_or_default();
    match title.trim_end_matches('.') {
        "Mr" | "Sir" | "Lord" | "King" | "Prince" | "Father" | "Spokesman" | "Congressman" => {
            Some(Gender::He)
        }
        "Mrs" | "Ms" | "Miss" | "Lady" | "Dame" | "Queen" | "Princess" | "Spokeswoman" | "Congresswoman" => {
            Some(Gender::She)
        }
        _ => None,
    }
}

/// What a first name says that one gender alone bears.
fn by_first_name(name: &str) -> Option<Gender> {
    let marks = marks(name.split_whitespace().next()?);
    match (marks.is_male(), marks.is_female()) {
        (true, false) => Some(Gender::He),
        (false, true) => Some(Gender::She),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::Engine;
    use crate::ingest::plain;

    /// Who speaks the quotes of an article, in order; nobody is "?".
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = Engine::default().suggest(&plain(text, "a.txt").unwrap());
        let name = |speaker: Option<usize>| speaker.map_or("?", |speaker| &*found.entities[speaker].name);
        let speakers: Vec<&str> = found.quotes.iter().map(|quote| name(quote.speaker)).collect();
        assert_eq!(speakers, expected);
    }

    #[test]
    fn a_name_tied_to_another_noun_does_not_speak() {
        check("Chinese media claimed that the pier was lost to the sea.", &["?"]);
        check("Police in Norway said that two men were arrested there.", &["?"]);
        check("Norway said that it would pay for the pier.", &["Norway"]);
        check("The Norwegians said that they would pay for the pier.", &["Norwegians"]);
        check("A spokesman for Amnesty International said that it would help.", &["Amnesty International"]);
        check("The Amnesty International’s report said that it would help.", &["Amnesty International"]);
        check("Engineers at Amnesty International said that it would help.", &["?"]);
    }

    #[test]
    fn a_person_who_is_only_named_in_the_source_does_not_speak() {
        check("Jon Bakke, a lawyer for Ana Lind, said that the pier was safe.", &["Jon Bakke"]);
        check("Ana Lind’s lawyer said that the pier was safe.", &["?"]);
        check("Ana Lind and Jon Bakke said that the pier was safe.", &["?"]);
    }

    #[test]
    fn a_role_is_the_one_who_bears_it_in_that_town() {
        let text = "Bergen mayor Ana Lind was there, as was director Jon Bakke.\n\n";
        check(&format!("{text}The mayor said that the pier was safe."), &["Ana Lind"]);
        check(&format!("{text}The mayor of Bergen said that the pier was safe."), &["Ana Lind"]);
        check(&format!("{text}The mayor of Stavanger said that the pier was safe."), &["?"]);
    }

    #[test]
    fn who_wrote_the_article_does_not_speak_in_it() {
        let text = "Harbour closes after storm\n\nBy Jane Doe\n\nThe harbour was shut on Friday.\n\n";
        check(&format!("{text}She added that nobody was hurt."), &["?"]);
    }
}
