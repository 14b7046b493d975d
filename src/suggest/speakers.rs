//! Who the source of a quote is: a name, a role phrase or a pronoun, resolved by evidence.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::EntityKind;

use super::lexicon::marks;
use super::paragraph::of;
use super::quotes::RawQuote;
use super::{SuggestedEntity, SuggestedMention};

/// How far back a pronoun's person is looked for, in bytes.
const PRONOUN_REACH: usize = 700;

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
    mentions: &'a [SuggestedMention],
    /// Of each entity.
    genders: Vec<Option<Gender>>,
    /// The people with a word in their role, in small letters.
    by_role: BTreeMap<String, Vec<usize>>,
}

impl<'a> Speakers<'a> {
    pub(super) fn new(
        text: &'a str,
        entities: &'a [SuggestedEntity],
        mentions: &'a [SuggestedMention],
    ) -> Self {
        let mut genders: Vec<Option<Gender>> = vec![None; entities.len()];
        for mention in mentions {
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

    /// The speaker named in the source: its last person, else its last body or place.
    fn named(&self, source: &Range<usize>) -> Option<usize> {
        let inside = self.within(source.start, source.end);
        let can = |mention: &&SuggestedMention| self.entities[mention.entity].kind.can_speak();
        let person = inside.iter().rev().find(|mention| self.kind(mention) == EntityKind::Person);
        let words = of(self.text, source);
        if let Some(mention) = person {
            // "Lind's lawyer" is not Lind.
            let after = of(self.text, &(mention.range.end..source.end));
            let owns = after.starts_with("’s ") || after.starts_with("'s ") || after.starts_with(" 's ");
            return (!owns).then_some(mention.entity);
        }
        let covers_most = |mention: &&SuggestedMention| {
            mention.range.end + 3 >= source.end || mention.range.len() * 2 >= words.len()
        };
        inside.iter().rev().filter(can).find(covers_most).map(|mention| mention.entity)
    }

    /// "the minister": the only person with that role.
    fn by_role(&self, source: &Range<usize>) -> Option<usize> {
        let words = of(self.text, source).to_lowercase();
        let head = words.strip_prefix("the ")?.split_whitespace().last()?;
        match self.by_role.get(head)?.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
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

    fn within(&self, from: usize, to: usize) -> &[SuggestedMention] {
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
