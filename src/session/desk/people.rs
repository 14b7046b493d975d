//! Who can be asked: people asked before about this story, claimants and speakers, by name.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{AnnotationId, AnnotationKind, EntityId};
use crate::session::Session;

use super::SLICE;

/// Somebody who can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// As written.
    pub name: String,
    /// In small letters.
    lower: String,
    /// How many questions were put to them.
    pub n_asked: usize,
    /// Whether they claim something.
    pub is_claimant: bool,
}

impl Person {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), lower: name.to_lowercase(), n_asked: 0, is_claimant: false }
    }

    /// Why they are offered, in a few words.
    pub fn remark(&self) -> &'static str {
        match (self.n_asked, self.is_claimant) {
            (0, false) => "named in the article",
            (0, true) => "claims something here",
            (1.., _) => "asked before",
        }
    }

    fn begins_with(&self, typed: &str) -> bool {
        self.lower.starts_with(typed)
            || self.lower.match_indices(typed).any(|(at, _)| {
                self.lower
                    .get(..at)
                    .and_then(|head| head.chars().next_back())
                    .is_some_and(|c| !c.is_alphanumeric())
            })
    }
}

/// The people, and how far the work on the next list has come. It is only worked on while somebody
/// looks for one.
#[derive(Default)]
pub struct People {
    wanted: Cell<bool>,
    key: Option<u64>,
    waiting: std::vec::IntoIter<AnnotationId>,
    entities: std::vec::IntoIter<EntityId>,
    making: BTreeMap<String, Person>,
    claimants: BTreeSet<EntityId>,
    all: Vec<Person>,
}

impl People {
    /// At most `most` people one of whose names begins with `typed`, but not who is called just that:
    /// those asked most often first, then claimants, then the rest by name.
    pub fn offered(&self, typed: &str, most: usize) -> Vec<Person> {
        self.wanted.set(true);
        let typed = typed.trim().to_lowercase();
        let found = self.all.iter().filter(|person| person.lower != typed && person.begins_with(&typed));
        found.take(most).cloned().collect()
    }

    /// Whether somebody looked for people and not all are known yet.
    pub fn is_behind(&self, session: &Session) -> bool {
        self.wanted.get() && (self.key != Some(session.revision()) || !self.is_done())
    }

    /// Goes on for the session as it is if somebody looks for people; says whether there is more to do.
    pub fn advance(&mut self, session: &Session) -> bool {
        if !self.wanted.replace(false) {
            return false;
        }
        let document = session.document();
        if self.key != Some(session.revision()) {
            let claims: Vec<AnnotationId> = document.index().of_kind(AnnotationKind::Claim).collect();
            let entities: Vec<EntityId> = document.entities().map(|entity| entity.id).collect();
            (self.waiting, self.entities) = (claims.into_iter(), entities.into_iter());
            self.making.clear();
            self.claimants.clear();
            self.key = Some(session.revision());
        } else if self.is_done() {
            return false;
        }
        let mut left = SLICE;
        while left > 0
            && let Some(id) = self.waiting.next()
        {
            left -= 1;
            let Some(claim) = document.annotation(id).and_then(|annotation| annotation.claim()) else {
                continue;
            };
            self.claimants.extend(claim.claimant_entity());
            let asked = claim.queries.iter().map(|query| query.to.trim());
            let replied = claim.replies.iter().map(|reply| reply.from.trim());
            for name in asked.chain(replied).filter(|name| !name.is_empty()) {
                self.person(name).n_asked += 1;
            }
        }
        while left > 0
            && let Some(id) = self.entities.next()
        {
            left -= 1;
            let Some(entity) = document.entity(id).filter(|entity| entity.kind.can_speak()) else { continue };
            let claims = self.claimants.contains(&id);
            self.person(entity.name.trim()).is_claimant |= claims;
        }
        if self.is_done() {
            self.all = std::mem::take(&mut self.making).into_values().collect();
            self.all.sort_by_key(|person| (std::cmp::Reverse(person.n_asked), !person.is_claimant));
        }
        !self.is_done()
    }

    fn is_done(&self) -> bool {
        self.waiting.len() == 0 && self.entities.len() == 0
    }

    fn person(&mut self, name: &str) -> &mut Person {
        self.making.entry(name.to_lowercase()).or_insert_with(|| Person::new(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_offered_has_a_name_that_begins_so() {
        let people = People {
            all: ["Ida Krog", "Jon Bakke", "Krog & Sons"].map(Person::new).to_vec(),
            ..People::default()
        };
        let offered = |typed: &str| -> Vec<String> {
            people.offered(typed, 6).into_iter().map(|person| person.name).collect()
        };
        assert_eq!(offered("kro"), ["Ida Krog", "Krog & Sons"]);
        assert_eq!(offered("og"), [""; 0]);
        assert_eq!(offered("ida krog "), [""; 0], "who is called just that needs no offer");
        assert_eq!(offered("").len(), 3);
    }
}
