//! Finds annotations by place, kind and entity without looking at all of them.
//!
//! Spans are kept in one ordered set per power of two of their length. A span of a class can
//! only reach a place if it starts less than twice the class's length before it, so each class is
//! one range scan: a query costs a look-up per class in use plus the hits, whatever the overlaps,
//! and every change costs one insertion or removal.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use uuid::Uuid;

use crate::text::Span;

use super::sorted::{Entries, Sorted};
use super::{Annotation, AnnotationId, AnnotationKind, Body, Claim, ClaimState, Claimant, EntityId, Verdict};

/// Place of an annotation in reading order: start, then the longer first, then age.
type Place = (usize, Reverse<usize>, AnnotationId);

/// A span and its annotation: start, end, whose.
type Stretch = (usize, usize, AnnotationId);

/// How a claim stands.
pub type Standing = (ClaimState, Verdict);

/// See the module. A clone shares everything with the original until one of them changes.
#[derive(Clone, Debug, Default)]
pub struct Index {
    classes: BTreeMap<u32, Sorted<Stretch>>,
    order: Sorted<Place>,
    order_of_kind: BTreeMap<AnnotationKind, Sorted<Place>>,
    /// Claims that still need work.
    unresolved: Sorted<Place>,
    /// How each claim stands.
    standings: Sorted<Place, Standing>,
    mentions_of: Sorted<(EntityId, Place)>,
    uses_of: Sorted<(EntityId, AnnotationId)>,
    claims_of_quote: Sorted<(AnnotationId, AnnotationId)>,
    /// Those that stand at several places or point at further ones.
    spread: Sorted<AnnotationId>,
    states: BTreeMap<ClaimState, usize>,
    verdicts: BTreeMap<Verdict, usize>,
}

/// The least and the greatest id.
const IDS: [AnnotationId; 2] = [AnnotationId(Uuid::nil()), AnnotationId(Uuid::max())];
/// Before every annotation, and behind every one.
const PLACES: [Place; 2] = [(0, Reverse(usize::MAX), IDS[0]), (usize::MAX, Reverse(0), IDS[1])];

/// Before every annotation that starts at `at` or later.
fn from(at: usize) -> Place {
    (at, Reverse(usize::MAX), IDS[0])
}

fn place(annotation: &Annotation) -> Place {
    let hull = annotation.spans.hull();
    (hull.start(), Reverse(hull.end()), annotation.id)
}

fn stands(claim: &Claim) -> Standing {
    (claim.state, claim.verdict)
}

fn is_spread(annotation: &Annotation) -> bool {
    let points_on = annotation.quote().is_some_and(|quote| quote.cue.is_some() || quote.source.is_some());
    points_on || annotation.spans.iter().nth(1).is_some()
}

fn class_of(span: Span) -> u32 {
    usize::BITS - span.len().leading_zeros()
}

fn drop_from<K: Ord, P: Ord + Clone>(map: &mut BTreeMap<K, Sorted<P>>, key: &K, place: &P) {
    if let Some(set) = map.get_mut(key) {
        set.remove(place);
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
fn in_class(class: u32, spans: &Sorted<Stretch>, start: usize, end: usize) -> impl Iterator<Item = &Stretch> {
    let longest = 1_usize.checked_shl(class).unwrap_or(usize::MAX);
    let here = spans.range((start.saturating_sub(longest), 0, IDS[0])..(end, 0, IDS[0]));
    here.map(|(stretch, ())| stretch).filter(move |(_, span_end, _)| *span_end > start)
}

fn ids(places: Entries<'_, Place, ()>) -> impl DoubleEndedIterator<Item = AnnotationId> {
    places.map(|((_, _, id), ())| *id)
}

/// What an index is made from.
#[derive(Default)]
struct Parts {
    classes: BTreeMap<u32, Vec<Stretch>>,
    order: Vec<Place>,
    order_of_kind: BTreeMap<AnnotationKind, Vec<Place>>,
    unresolved: Vec<Place>,
    standings: Vec<(Place, Standing)>,
    mentions_of: Vec<(EntityId, Place)>,
    uses_of: Vec<(EntityId, AnnotationId)>,
    claims_of_quote: Vec<(AnnotationId, AnnotationId)>,
    spread: Vec<AnnotationId>,
}

impl Index {
    /// An index of these annotations, each there once.
    pub fn of<'a>(annotations: impl IntoIterator<Item = &'a Annotation>) -> Self {
        fn all<T: Ord + Clone>(keys: Vec<T>) -> Sorted<T> {
            keys.into_iter().map(|key| (key, ())).collect()
        }
        let (mut index, mut parts) = (Self::default(), Parts::default());
        for annotation in annotations {
            let (id, place) = (annotation.id, place(annotation));
            for span in annotation.spans.iter() {
                parts.classes.entry(class_of(span)).or_default().push((span.start(), span.end(), id));
            }
            parts.spread.extend(is_spread(annotation).then_some(id));
            parts.order.push(place);
            parts.order_of_kind.entry(annotation.kind()).or_default().push(place);
            parts.uses_of.extend(annotation.entities().into_iter().map(|entity| (entity, id)));
            parts.mentions_of.extend(annotation.mention().map(|mention| (mention.entity, place)));
            if let Some(claim) = annotation.claim() {
                index.count(claim);
                parts.unresolved.extend((!claim.state.is_resolved()).then_some(place));
                parts.standings.push((place, stands(claim)));
                parts.claims_of_quote.extend(quote_of(claim).map(|quote| (quote, id)));
            }
        }
        Self {
            classes: parts.classes.into_iter().map(|(class, spans)| (class, all(spans))).collect(),
            order: all(parts.order),
            order_of_kind: parts.order_of_kind.into_iter().map(|(kind, own)| (kind, all(own))).collect(),
            unresolved: all(parts.unresolved),
            standings: parts.standings.into_iter().collect(),
            mentions_of: all(parts.mentions_of),
            uses_of: all(parts.uses_of),
            claims_of_quote: all(parts.claims_of_quote),
            spread: all(parts.spread),
            ..index
        }
    }

    /// Takes up an annotation that is not in the index.
    pub fn insert(&mut self, annotation: &Annotation) {
        let id = annotation.id;
        for span in annotation.spans.iter() {
            self.classes.entry(class_of(span)).or_default().insert((span.start(), span.end(), id), ());
        }
        if is_spread(annotation) {
            self.spread.insert(id, ());
        }
        let place = place(annotation);
        self.order.insert(place, ());
        self.order_of_kind.entry(annotation.kind()).or_default().insert(place, ());
        for entity in annotation.entities() {
            self.uses_of.insert((entity, id), ());
        }
        match &annotation.body {
            Body::Mention(mention) => {
                self.mentions_of.insert((mention.entity, place), ());
            }
            Body::Claim(claim) => {
                self.count(claim);
                self.standings.insert(place, stands(claim));
                if !claim.state.is_resolved() {
                    self.unresolved.insert(place, ());
                }
                if let Some(quote) = quote_of(claim) {
                    self.claims_of_quote.insert((quote, id), ());
                }
            }
            Body::Passage(_) | Body::Quote(_) => {}
        }
    }

    fn count(&mut self, claim: &Claim) {
        *self.states.entry(claim.state).or_default() += 1;
        *self.verdicts.entry(claim.verdict).or_default() += 1;
    }

    /// Forgets an annotation, given exactly as it was inserted.
    pub fn remove(&mut self, annotation: &Annotation) {
        let id = annotation.id;
        for span in annotation.spans.iter() {
            drop_from(&mut self.classes, &class_of(span), &(span.start(), span.end(), id));
        }
        self.spread.remove(&id);
        let place = place(annotation);
        self.order.remove(&place);
        drop_from(&mut self.order_of_kind, &annotation.kind(), &place);
        for entity in annotation.entities() {
            self.uses_of.remove(&(entity, id));
        }
        match &annotation.body {
            Body::Mention(mention) => {
                self.mentions_of.remove(&(mention.entity, place));
            }
            Body::Claim(claim) => {
                count_down(&mut self.states, &claim.state);
                count_down(&mut self.verdicts, &claim.verdict);
                self.unresolved.remove(&place);
                self.standings.remove(&place);
                if let Some(quote) = quote_of(claim) {
                    self.claims_of_quote.remove(&(quote, id));
                }
            }
            Body::Passage(_) | Body::Quote(_) => {}
        }
    }

    /// Moves everything that starts at byte `first` or behind it `by` bytes on, as a change of the
    /// text before it does. Takes time in proportion to the number of annotations.
    pub(super) fn shift(&mut self, first: usize, by: isize) {
        let on = |at: usize| at.saturating_add_signed(by);
        // What starts behind the byte ends behind it too; nothing else moves.
        for spans in self.classes.values_mut() {
            spans.move_keys(&(first, 0, IDS[0]), |(start, end, _)| (*start, *end) = (on(*start), on(*end)));
        }
        let moved = |(start, Reverse(end), id): Place| (on(start), Reverse(on(end)), id);
        for places in self.order_of_kind.values_mut().chain([&mut self.order, &mut self.unresolved]) {
            places.move_keys(&from(first), |place| *place = moved(*place));
        }
        self.standings.move_keys(&from(first), |place| *place = moved(*place));
        self.mentions_of.remake(|(entity, old), ()| (old.0 >= first).then(|| ((*entity, moved(*old)), ())));
    }

    /// The spans that share a byte with `start..end`, with their annotations, in no order that means anything.
    pub fn overlapping(&self, start: usize, end: usize) -> Vec<(usize, usize, AnnotationId)> {
        let mut hits = Vec::new();
        for (class, spans) in &self.classes {
            hits.extend(in_class(*class, spans, start, end));
        }
        hits
    }

    /// The annotations that stand at several places, or point at further ones as a quote at its cue.
    pub(super) fn spread(&self) -> impl Iterator<Item = AnnotationId> + '_ {
        self.spread.iter().map(|(id, ())| *id)
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
        ids(self.order.iter())
    }

    /// All annotations of one kind in reading order.
    pub fn of_kind(&self, kind: AnnotationKind) -> impl DoubleEndedIterator<Item = AnnotationId> + '_ {
        self.order_of_kind.get(&kind).map(|places| ids(places.iter())).into_iter().flatten()
    }

    /// The annotations of one kind behind another in reading order; all where none is given.
    pub fn of_kind_behind(
        &self,
        kind: AnnotationKind,
        behind: Option<&Annotation>,
    ) -> impl Iterator<Item = AnnotationId> + '_ {
        let first = behind.map_or(Bound::Unbounded, |annotation| Bound::Excluded(place(annotation)));
        let places = self.order_of_kind.get(&kind).map(|places| ids(places.range((first, Bound::Unbounded))));
        places.into_iter().flatten()
    }

    /// How many annotations of one kind start in the bytes `start..end`.
    pub fn count_of_kind_within(&self, kind: AnnotationKind, start: usize, end: usize) -> usize {
        self.order_of_kind.get(&kind).map_or(0, |places| places.range(from(start)..from(end)).len())
    }

    /// How the claims stand that start in the bytes `start..end`, in reading order.
    pub fn standings_within(&self, start: usize, end: usize) -> impl Iterator<Item = Standing> + '_ {
        self.standings.range(from(start)..from(end)).map(|(_, standing)| *standing)
    }

    /// How many claims that still need work start in the bytes `start..end`.
    pub fn count_unresolved_within(&self, start: usize, end: usize) -> usize {
        self.unresolved.range(from(start)..from(end)).len()
    }

    /// How many annotations of one kind there are.
    pub fn count_of_kind(&self, kind: AnnotationKind) -> usize {
        self.order_of_kind.get(&kind).map_or(0, Sorted::len)
    }

    fn places_of(&self, entity: EntityId) -> Entries<'_, (EntityId, Place), ()> {
        self.mentions_of.range((entity, PLACES[0])..=(entity, PLACES[1]))
    }

    /// The mentions of an entity in reading order.
    pub fn mentions_of(&self, entity: EntityId) -> impl DoubleEndedIterator<Item = AnnotationId> + '_ {
        self.places_of(entity).map(|((_, (_, _, id)), ())| *id)
    }

    /// How many mentions an entity has.
    pub fn count_mentions_of(&self, entity: EntityId) -> usize {
        self.places_of(entity).len()
    }

    /// Every annotation that points at an entity, as mention, speaker, addressee or claimant.
    pub fn uses_of(&self, entity: EntityId) -> impl Iterator<Item = AnnotationId> + '_ {
        self.uses_of.range((entity, IDS[0])..=(entity, IDS[1])).map(|((_, id), ())| *id)
    }

    /// The claims whose claimant is the speaker of this quote.
    pub fn claims_of_quote(&self, quote: AnnotationId) -> impl Iterator<Item = AnnotationId> + '_ {
        self.claims_of_quote.range((quote, IDS[0])..=(quote, IDS[1])).map(|((_, id), ())| *id)
    }

    /// How many claims are in this state.
    pub fn claims_in(&self, state: ClaimState) -> usize {
        self.states.get(&state).copied().unwrap_or_default()
    }

    /// How many claims have this verdict.
    pub fn claims_rated(&self, verdict: Verdict) -> usize {
        self.verdicts.get(&verdict).copied().unwrap_or_default()
    }

    /// The next annotation in reading order after `at` that `wanted` accepts, round the end once.
    /// `at` is a place in the text; `current` is an annotation to pass, where one is selected there.
    pub fn next(
        &self,
        at: usize,
        current: Option<&Annotation>,
        wanted: impl Fn(AnnotationId) -> bool,
    ) -> Option<AnnotationId> {
        let after = current.map_or(from(at), place);
        let later = self.order.range((Bound::Excluded(after), Bound::Unbounded));
        ids(later).chain(ids(self.order.range(..=after))).find(|id| wanted(*id))
    }

    /// The same backwards.
    pub fn previous(
        &self,
        at: usize,
        current: Option<&Annotation>,
        wanted: impl Fn(AnnotationId) -> bool,
    ) -> Option<AnnotationId> {
        let before = current.map_or(from(at), place);
        let earlier = ids(self.order.range(..before)).rev();
        earlier.chain(ids(self.order.range(before..)).rev()).find(|id| wanted(*id))
    }
}

/// The quote whose speaker is a claim's claimant.
fn quote_of(claim: &Claim) -> Option<AnnotationId> {
    match claim.claimant {
        Some(Claimant::Quote(quote)) => Some(quote),
        Some(Claimant::Entity(_)) | None => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Mention, MentionForm, Passage, TagId};
    use crate::text::{Span, Spans};

    const TEXT_LEN: usize = 300;

    /// Up to three spans, made disjoint.
    fn spans() -> impl Strategy<Value = Spans> {
        prop::collection::vec((0..TEXT_LEN - 1, 1..TEXT_LEN), 1..4).prop_map(|ends| {
            let text = "x".repeat(TEXT_LEN);
            let mut spans: Vec<Span> = Vec::new();
            for (start, len) in ends {
                let span = Span::new(&text, start, (start + len).min(TEXT_LEN)).unwrap();
                if spans.iter().all(|own| !own.overlaps(span)) {
                    spans.push(span);
                }
            }
            Spans::new(spans).unwrap()
        })
    }

    fn body() -> impl Strategy<Value = Body> {
        let entity = |number: u128| EntityId(Uuid::from_u128(number));
        let claim = |state, quote: Option<u128>| {
            let claimant = quote.map(|number| Claimant::Quote(AnnotationId(Uuid::from_u128(number))));
            Body::Claim(Box::new(Claim { claimant, state, ..Claim::default() }))
        };
        prop_oneof![
            Just(Body::Passage(Passage { tag: TagId("a".into()) })),
            (0..3_u128).prop_map(move |number| {
                Body::Mention(Mention { entity: entity(number), form: MentionForm::Full })
            }),
            (prop::sample::select(ClaimState::ALL), prop::option::of(0..4_u128))
                .prop_map(move |(state, quote)| claim(state, quote)),
        ]
    }

    #[derive(Clone, Debug)]
    enum Change {
        Come(Spans, Body),
        Go(prop::sample::Index),
        Resize(prop::sample::Index, Spans),
    }

    fn change() -> impl Strategy<Value = Change> {
        prop_oneof![
            3 => (spans(), body()).prop_map(|(spans, body)| Change::Come(spans, body)),
            1 => any::<prop::sample::Index>().prop_map(Change::Go),
            2 => (any::<prop::sample::Index>(), spans()).prop_map(|(which, spans)| Change::Resize(which, spans)),
        ]
    }

    /// The answers of a look at every annotation.
    struct Naive(Vec<Annotation>);

    impl Naive {
        fn stretches(&self) -> impl Iterator<Item = Stretch> {
            self.0.iter().flat_map(|own| own.spans.iter().map(|span| (span.start(), span.end(), own.id)))
        }

        fn in_order(&self, wanted: impl Fn(&Annotation) -> bool) -> Vec<AnnotationId> {
            let mut places: Vec<Place> = self.0.iter().filter(|own| wanted(own)).map(place).collect();
            places.sort_unstable();
            places.into_iter().map(|(_, _, id)| id).collect()
        }

        fn touching(&self, at: usize) -> Vec<AnnotationId> {
            let here = self.stretches().filter(|(start, end, _)| *start <= at && at <= *end);
            let mut here: Vec<_> = here.map(|(start, end, id)| (end - start, start, id)).collect();
            here.sort_unstable();
            let mut ids = Vec::new();
            for (_, _, id) in here {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            ids
        }
    }

    fn check(index: &Index, naive: &Naive, from: usize, to: usize) -> Result<(), TestCaseError> {
        let mut found = index.overlapping(from, to);
        found.sort_unstable();
        let mut wanted: Vec<Stretch> =
            naive.stretches().filter(|(start, end, _)| *start < to && from < *end).collect();
        wanted.sort_unstable();
        prop_assert_eq!(found, wanted);
        prop_assert_eq!(index.at(from), naive.touching(from));
        let over = naive.stretches().filter(|(start, end, _)| *start <= from && from < *end);
        let smallest = over.min_by_key(|(start, end, id)| (end - start, *start, *id)).map(|(_, _, id)| id);
        prop_assert_eq!(index.smallest_over(from), smallest);

        prop_assert_eq!(index.in_order().collect::<Vec<_>>(), naive.in_order(|_| true));
        for kind in AnnotationKind::ALL {
            let all = naive.in_order(|own| own.kind() == kind);
            prop_assert_eq!(index.count_of_kind(kind), all.len());
            prop_assert_eq!(index.of_kind(kind).collect::<Vec<_>>(), all);
            let here = |own: &Annotation| (from..to).contains(&own.spans.hull().start());
            let here = naive.in_order(|own| own.kind() == kind && here(own));
            prop_assert_eq!(index.count_of_kind_within(kind, from, to), here.len());
        }
        let is_open = |own: &Annotation| own.claim().is_some_and(|claim| !claim.state.is_resolved());
        let here = |own: &Annotation| (from..to).contains(&own.spans.hull().start());
        let open = naive.in_order(|own| is_open(own) && here(own));
        prop_assert_eq!(index.count_unresolved_within(from, to), open.len());
        let standing = |id| naive.0.iter().find(|own| own.id == id).and_then(Annotation::claim).map(stands);
        let standings: Vec<_> = naive.in_order(here).into_iter().filter_map(standing).collect();
        prop_assert_eq!(index.standings_within(from, to).collect::<Vec<_>>(), standings);
        for entity in (0..3).map(|number| EntityId(Uuid::from_u128(number))) {
            let mentions =
                naive.in_order(|own| own.mention().is_some_and(|mention| mention.entity == entity));
            prop_assert_eq!(index.count_mentions_of(entity), mentions.len());
            prop_assert_eq!(index.mentions_of(entity).collect::<Vec<_>>(), mentions);
        }
        for quote in (0..4).map(|number| AnnotationId(Uuid::from_u128(number))) {
            let mut claims = naive.in_order(|own| own.claim().and_then(quote_of) == Some(quote));
            claims.sort_unstable();
            prop_assert_eq!(index.claims_of_quote(quote).collect::<Vec<_>>(), claims);
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn the_index_answers_as_a_look_at_every_annotation_does(
            start in prop::collection::vec((spans(), body()), 0..40),
            changes in prop::collection::vec(change(), 0..40),
            from in 0..TEXT_LEN, len in 1..80_usize,
        ) {
            let mut number = 100;
            let mut annotation = |spans, body| {
                number += 1;
                Annotation::new(AnnotationId(Uuid::from_u128(number)), spans, body)
            };
            let mut naive = Naive(start.into_iter().map(|(spans, body)| annotation(spans, body)).collect());
            let mut index = Index::of(&naive.0);
            check(&index, &naive, from, from + len)?;
            for change in changes {
                match change {
                    Change::Come(spans, body) => {
                        let own = annotation(spans, body);
                        index.insert(&own);
                        naive.0.push(own);
                    }
                    Change::Go(which) if !naive.0.is_empty() => {
                        let gone = naive.0.swap_remove(which.index(naive.0.len()));
                        index.remove(&gone);
                    }
                    Change::Resize(which, spans) if !naive.0.is_empty() => {
                        let at = which.index(naive.0.len());
                        index.remove(&naive.0[at]);
                        naive.0[at].spans = spans;
                        index.insert(&naive.0[at]);
                    }
                    Change::Go(_) | Change::Resize(..) => {}
                }
            }
            check(&index, &naive, from, from + len)?;
        }
    }
}
