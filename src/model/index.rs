//! Finds annotations by place, kind and entity without looking at all of them.
//!
//! Spans are kept in one ordered set per power of two of their length. A span of a class can
//! only reach a place if it starts less than twice the class's length before it, so each class is
//! one range scan: a query costs a look-up per class in use plus the hits, whatever the overlaps,
//! and every change costs one insertion or removal.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use crate::text::Span;

use super::{Annotation, AnnotationId, AnnotationKind, Body, ClaimState, Claimant, EntityId, Verdict};

/// Place of an annotation in reading order: start, then the longer first, then age.
type Place = (usize, Reverse<usize>, AnnotationId);

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct Index {
    classes: BTreeMap<u32, BTreeSet<(usize, usize, AnnotationId)>>,
    order: BTreeSet<Place>,
    order_of_kind: BTreeMap<AnnotationKind, BTreeSet<Place>>,
    mentions_of: BTreeMap<EntityId, BTreeSet<Place>>,
    uses_of: BTreeMap<EntityId, BTreeSet<AnnotationId>>,
    claims_of_quote: BTreeMap<AnnotationId, BTreeSet<AnnotationId>>,
    states: BTreeMap<ClaimState, usize>,
    verdicts: BTreeMap<Verdict, usize>,
}

fn place(annotation: &Annotation) -> Place {
    let hull = annotation.spans.hull();
    (hull.start(), Reverse(hull.end()), annotation.id)
}

fn class_of(span: Span) -> u32 {
    usize::BITS - span.len().leading_zeros()
}

fn drop_from<K: Ord, V: Ord>(map: &mut BTreeMap<K, BTreeSet<V>>, key: &K, value: &V) {
    if let Some(set) = map.get_mut(key) {
        set.remove(value);
        if set.is_empty() {
            map.remove(key);
        }
    }
}

fn count_down<K: Ord>(map: &mut BTreeMap<K, usize>, key: &K) {
    if let Some(count) = map.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            map.remove(key);
        }
    }
}

/// The spans of a class that share a byte with `start..end`.
fn in_class(
    class: u32,
    spans: &BTreeSet<(usize, usize, AnnotationId)>,
    start: usize,
    end: usize,
) -> impl Iterator<Item = &(usize, usize, AnnotationId)> {
    let longest = 1_usize.checked_shl(class).unwrap_or(usize::MAX);
    let from = (start.saturating_sub(longest), 0, AnnotationId(uuid::Uuid::nil()));
    let to = (end, 0, AnnotationId(uuid::Uuid::nil()));
    let range = (Bound::Included(from), Bound::Excluded(to));
    spans.range(range).filter(move |(_, span_end, _)| *span_end > start)
}

impl Index {
    /// Takes up an annotation that is not in the index.
    pub fn insert(&mut self, annotation: &Annotation) {
        let id = annotation.id;
        for span in annotation.spans.iter() {
            self.classes.entry(class_of(span)).or_default().insert((span.start(), span.end(), id));
        }
        let place = place(annotation);
        self.order.insert(place);
        self.order_of_kind.entry(annotation.kind()).or_default().insert(place);
        for entity in annotation.entities() {
            self.uses_of.entry(entity).or_default().insert(id);
        }
        match &annotation.body {
            Body::Mention(mention) => {
                self.mentions_of.entry(mention.entity).or_default().insert(place);
            }
            Body::Claim(claim) => {
                *self.states.entry(claim.state).or_default() += 1;
                *self.verdicts.entry(claim.verdict).or_default() += 1;
                if let Some(Claimant::Quote(quote)) = claim.claimant {
                    self.claims_of_quote.entry(quote).or_default().insert(id);
                }
            }
            Body::Passage(_) | Body::Quote(_) => {}
        }
    }

    /// Forgets an annotation, given exactly as it was inserted.
    pub fn remove(&mut self, annotation: &Annotation) {
        let id = annotation.id;
        for span in annotation.spans.iter() {
            drop_from(&mut self.classes, &class_of(span), &(span.start(), span.end(), id));
        }
        let place = place(annotation);
        self.order.remove(&place);
        drop_from(&mut self.order_of_kind, &annotation.kind(), &place);
        for entity in annotation.entities() {
            drop_from(&mut self.uses_of, &entity, &id);
        }
        match &annotation.body {
            Body::Mention(mention) => drop_from(&mut self.mentions_of, &mention.entity, &place),
            Body::Claim(claim) => {
                count_down(&mut self.states, &claim.state);
                count_down(&mut self.verdicts, &claim.verdict);
                if let Some(Claimant::Quote(quote)) = claim.claimant {
                    drop_from(&mut self.claims_of_quote, &quote, &id);
                }
            }
            Body::Passage(_) | Body::Quote(_) => {}
        }
    }

    /// Moves everything that starts at byte `from` or behind it `by` bytes on, as a change of the
    /// text before it does. Takes time in proportion to the number of annotations.
    pub fn shift(&mut self, from: usize, by: isize) {
        let moved = |at: usize| at.saturating_add_signed(if at >= from { by } else { 0 });
        for spans in self.classes.values_mut() {
            let old = std::mem::take(spans).into_iter();
            // A span that starts behind `from` ends behind it too; no other one moves.
            let by_start = |(start, end, id)| {
                if start >= from { (moved(start), moved(end), id) } else { (start, end, id) }
            };
            *spans = old.map(by_start).collect();
        }
        let kinds = self.order_of_kind.values_mut();
        for places in kinds.chain(self.mentions_of.values_mut()).chain([&mut self.order]) {
            if places.last().is_none_or(|(start, _, _)| *start < from) {
                continue;
            }
            let old = std::mem::take(places).into_iter();
            let by_start = |(start, Reverse(end), id)| {
                if start >= from {
                    (moved(start), Reverse(moved(end)), id)
                } else {
                    (start, Reverse(end), id)
                }
            };
            *places = old.map(by_start).collect();
        }
    }

    /// The spans that share a byte with `start..end`, with their annotations, in no order that means anything.
    pub fn overlapping(&self, start: usize, end: usize) -> Vec<(usize, usize, AnnotationId)> {
        let mut hits = Vec::new();
        for (class, spans) in &self.classes {
            hits.extend(in_class(*class, spans, start, end));
        }
        hits
    }

    /// The annotations that touch a caret at `offset`, the shortest span first.
    pub fn at(&self, offset: usize) -> Vec<AnnotationId> {
        let mut hits = self.overlapping(offset.saturating_sub(1), offset + 1);
        hits.retain(|(start, end, _)| *start <= offset && offset <= *end);
        hits.sort_by_key(|(start, end, id)| (end - start, *start, *id));
        let mut seen = BTreeSet::new();
        hits.into_iter().map(|(_, _, id)| id).filter(|id| seen.insert(*id)).collect()
    }

    /// The annotation with the shortest span over the byte at `offset`.
    pub fn smallest_over(&self, offset: usize) -> Option<AnnotationId> {
        self.classes.iter().find_map(|(class, spans)| {
            let over = in_class(*class, spans, offset, offset + 1);
            over.min_by_key(|(start, end, id)| (end - start, *start, *id)).map(|(_, _, id)| *id)
        })
    }

    /// All annotations in reading order.
    pub fn in_order(&self) -> impl DoubleEndedIterator<Item = AnnotationId> + '_ {
        self.order.iter().map(|(_, _, id)| *id)
    }

    /// All annotations of one kind in reading order.
    pub fn of_kind(&self, kind: AnnotationKind) -> impl DoubleEndedIterator<Item = AnnotationId> + '_ {
        self.order_of_kind.get(&kind).into_iter().flatten().map(|(_, _, id)| *id)
    }

    /// The annotations of one kind behind another in reading order; all where none is given.
    pub fn of_kind_behind(
        &self,
        kind: AnnotationKind,
        behind: Option<&Annotation>,
    ) -> impl Iterator<Item = AnnotationId> + '_ {
        let first = behind.map_or(Bound::Unbounded, |annotation| Bound::Excluded(place(annotation)));
        let places = self.order_of_kind.get(&kind).map(|places| places.range((first, Bound::Unbounded)));
        places.into_iter().flatten().map(|(_, _, id)| *id)
    }

    /// The annotations of one kind that start in the bytes `from..to`, in reading order.
    pub fn of_kind_within(
        &self,
        kind: AnnotationKind,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = AnnotationId> + '_ {
        let least = (from, Reverse(usize::MAX), AnnotationId(uuid::Uuid::nil()));
        let later = self.order_of_kind.get(&kind).map(|places| places.range(least..));
        let here = later.into_iter().flatten().take_while(move |(start, _, _)| *start < to);
        here.map(|(_, _, id)| *id)
    }

    /// How many annotations of one kind there are.
    pub fn count_of_kind(&self, kind: AnnotationKind) -> usize {
        self.order_of_kind.get(&kind).map_or(0, BTreeSet::len)
    }

    /// The mentions of an entity in reading order.
    pub fn mentions_of(&self, entity: EntityId) -> impl DoubleEndedIterator<Item = AnnotationId> + '_ {
        self.mentions_of.get(&entity).into_iter().flatten().map(|(_, _, id)| *id)
    }

    /// How many mentions an entity has.
    pub fn count_mentions_of(&self, entity: EntityId) -> usize {
        self.mentions_of.get(&entity).map_or(0, BTreeSet::len)
    }

    /// Every annotation that points at an entity, as mention, speaker, addressee or claimant.
    pub fn uses_of(&self, entity: EntityId) -> impl Iterator<Item = AnnotationId> + '_ {
        self.uses_of.get(&entity).into_iter().flatten().copied()
    }

    /// The claims whose claimant is the speaker of this quote.
    pub fn claims_of_quote(&self, quote: AnnotationId) -> impl Iterator<Item = AnnotationId> + '_ {
        self.claims_of_quote.get(&quote).into_iter().flatten().copied()
    }

    /// How many claims are in this state.
    pub fn claims_in(&self, state: ClaimState) -> usize {
        self.states.get(&state).copied().unwrap_or_default()
    }

    /// How many claims have this verdict.
    pub fn claims_rated(&self, verdict: Verdict) -> usize {
        self.verdicts.get(&verdict).copied().unwrap_or_default()
    }

    /// The next annotation in reading order after `from` that `wanted` accepts, round the end once.
    /// `from` is a place in the text and, where one is selected there, an annotation to pass.
    pub fn next(
        &self,
        from: usize,
        current: Option<&Annotation>,
        wanted: impl Fn(AnnotationId) -> bool,
    ) -> Option<AnnotationId> {
        let after = current.map_or((from, Reverse(usize::MAX), AnnotationId(uuid::Uuid::nil())), place);
        let later = self.order.range((Bound::Excluded(after), Bound::Unbounded));
        let round = self.order.range(..=after);
        later.chain(round).map(|(_, _, id)| *id).find(|id| wanted(*id))
    }

    /// The same backwards.
    pub fn previous(
        &self,
        from: usize,
        current: Option<&Annotation>,
        wanted: impl Fn(AnnotationId) -> bool,
    ) -> Option<AnnotationId> {
        let before = current.map_or((from, Reverse(usize::MAX), AnnotationId(uuid::Uuid::nil())), place);
        let earlier = self.order.range(..before).rev();
        let round = self.order.range(before..).rev();
        earlier.chain(round).map(|(_, _, id)| *id).find(|id| wanted(*id))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::model::{Passage, TagId};
    use crate::text::{Span, Spans};

    const TEXT_LEN: usize = 300;

    fn passage(number: usize, start: usize, len: usize) -> Annotation {
        let text = "x".repeat(TEXT_LEN);
        let end = (start + len).min(TEXT_LEN);
        let span = Span::new(&text, start.min(end - 1), end).unwrap();
        let id = AnnotationId(Uuid::from_u128(number as u128 + 1));
        Annotation::new(id, Spans::one(span), Body::Passage(Passage { tag: TagId("a".into()) }))
    }

    proptest! {
        #[test]
        fn the_index_answers_as_a_look_at_every_span_does(
            spans in prop::collection::vec((0..TEXT_LEN - 1, 1..TEXT_LEN), 0..60),
            removed in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
            from in 0..TEXT_LEN, len in 1..80usize,
        ) {
            let mut all: Vec<Annotation> = spans.iter().enumerate().map(|(n, (start, len))| passage(n, *start, *len)).collect();
            let mut index = Index::default();
            for annotation in &all { index.insert(annotation); }
            for pick in removed {
                if all.is_empty() { break; }
                let gone = all.remove(pick.index(all.len()));
                index.remove(&gone);
            }
            let mut found: Vec<AnnotationId> = index.overlapping(from, from + len).into_iter().map(|(_, _, id)| id).collect();
            found.sort_unstable();
            let mut naive: Vec<AnnotationId> = all.iter()
                .filter(|a| a.spans.iter().any(|s| s.start() < from + len && from < s.end()))
                .map(|a| a.id).collect();
            naive.sort_unstable();
            prop_assert_eq!(found, naive);

            let mut touching: Vec<AnnotationId> = index.at(from);
            touching.sort_unstable();
            let mut naive: Vec<AnnotationId> = all.iter().filter(|a| a.spans.first().touches(from)).map(|a| a.id).collect();
            naive.sort_unstable();
            prop_assert_eq!(touching, naive);
            let smallest = all.iter()
                .filter(|a| a.spans.iter().any(|s| s.contains(from)))
                .min_by_key(|a| (a.spans.first().len(), a.spans.first().start(), a.id)).map(|a| a.id);
            prop_assert_eq!(index.smallest_over(from), smallest);
            prop_assert_eq!(index.in_order().count(), all.len());
        }
    }
}
