//! An ordered map that is copied at no cost, so that a thread can save or search the document as it
//! is while work on it goes on.
//!
//! Entries lie in order in leaves of up to [`MOST`], the leaves in one list. Copies share both. A
//! change to a shared map copies the list and the one leaf it touches: of 100,000 entries some 500
//! pointers and a leaf. To find a key is two binary searches, to go through the map is to go through
//! arrays, to count a stretch of it is to add up leaves.

use std::fmt;
use std::ops::{Bound, RangeBounds};
use std::sync::Arc;

/// Entries of the fullest leaf.
const MOST: usize = 256;
/// Entries of a leaf made all at once: room is left for some more.
const MADE: usize = 192;

/// See the module. A set where the values are nothing.
///
/// Invariant: keys ascend through all leaves, no leaf is empty, and `least` is the first key of its own.
pub(super) struct Sorted<K, V = ()> {
    leaves: Arc<Vec<Leaf<K, V>>>,
    len: usize,
}

#[derive(Clone)]
struct Leaf<K, V> {
    /// Its first key.
    least: K,
    entries: Arc<Vec<(K, V)>>,
}

/// A place: the number of a leaf, and of an entry in it.
type Place = (usize, usize);

impl<K, V> Clone for Sorted<K, V> {
    fn clone(&self) -> Self {
        Self { leaves: Arc::clone(&self.leaves), len: self.len }
    }
}

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self { leaves: Arc::new(Vec::new()), len: 0 }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Sorted<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|(key, value)| (key, value))).finish()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Sorted<K, V> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.leaves, &other.leaves) || (self.len == other.len && self.iter().eq(other.iter()))
    }
}

impl<K, V> Sorted<K, V> {
    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All entries in order.
    pub(super) fn iter(&self) -> Entries<'_, K, V> {
        Entries { leaves: &self.leaves, front: (0, 0), back: (self.leaves.len(), 0) }
    }

    /// All values in the order of their keys.
    pub(super) fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Sorted<K, V> {
    /// The value of a key.
    pub(super) fn get(&self, key: &K) -> Option<&V> {
        let entries = &self.leaves.get(self.leaf_of(key))?.entries;
        let at = entries.binary_search_by(|(own, _)| own.cmp(key)).ok()?;
        entries.get(at).map(|(_, value)| value)
    }

    /// Whether the key is there.
    pub(super) fn contains(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    /// The entries whose keys lie in `keys`, in order; none where that runs backwards.
    pub(super) fn range(&self, keys: impl RangeBounds<K>) -> Entries<'_, K, V> {
        let front = match keys.start_bound() {
            Bound::Unbounded => (0, 0),
            Bound::Included(key) => self.place_where(key, |own| own < key),
            Bound::Excluded(key) => self.place_where(key, |own| own <= key),
        };
        let back = match keys.end_bound() {
            Bound::Unbounded => (self.leaves.len(), 0),
            Bound::Included(key) => self.place_where(key, |own| own <= key),
            Bound::Excluded(key) => self.place_where(key, |own| own < key),
        };
        Entries { leaves: &self.leaves, front, back }
    }

    /// The leaf a key is in, if it is in any.
    fn leaf_of(&self, key: &K) -> usize {
        self.leaves.partition_point(|leaf| leaf.least <= *key).saturating_sub(1)
    }

    /// The place behind the last key that `is_before`, which must be about `key`.
    fn place_where(&self, key: &K, is_before: impl Fn(&K) -> bool) -> Place {
        let idx = self.leaf_of(key);
        let Some(leaf) = self.leaves.get(idx) else { return (idx, 0) };
        let at = leaf.entries.partition_point(|(own, _)| is_before(own));
        if at == leaf.entries.len() { (idx + 1, 0) } else { (idx, at) }
    }
}

impl<K: Ord + Clone, V: Clone> Sorted<K, V> {
    /// Puts an entry in; gives back the value its key had.
    pub(super) fn insert(&mut self, key: K, value: V) -> Option<V> {
        let idx = self.leaf_of(&key);
        let leaves = Arc::make_mut(&mut self.leaves);
        let Some(leaf) = leaves.get_mut(idx) else {
            leaves.push(Leaf { least: key.clone(), entries: Arc::new(vec![(key, value)]) });
            self.len = 1;
            return None;
        };
        let entries = Arc::make_mut(&mut leaf.entries);
        match entries.binary_search_by(|(own, _)| own.cmp(&key)) {
            Ok(at) => entries.get_mut(at).map(|entry| std::mem::replace(&mut entry.1, value)),
            Err(at) => {
                // What comes at the end, as it does in a history, leaves the leaf before it full.
                let is_last = at == entries.len() && idx + 1 == leaves.len();
                let leaf = &mut leaves[idx];
                if at == 0 {
                    leaf.least = key.clone();
                }
                let entries = Arc::make_mut(&mut leaf.entries);
                entries.insert(at, (key, value));
                self.len += 1;
                if entries.len() > MOST {
                    let more = entries.split_off(if is_last { MOST } else { MOST / 2 });
                    if let Some((least, _)) = more.first() {
                        let least = least.clone();
                        leaves.insert(idx + 1, Leaf { least, entries: Arc::new(more) });
                    }
                }
                None
            }
        }
    }

    /// Takes a key out; gives back its value.
    pub(super) fn remove(&mut self, key: &K) -> Option<V> {
        let idx = self.leaf_of(key);
        let at = self.leaves.get(idx)?.entries.binary_search_by(|(own, _)| own.cmp(key)).ok()?;
        let leaves = Arc::make_mut(&mut self.leaves);
        let leaf = leaves.get_mut(idx)?;
        let entries = Arc::make_mut(&mut leaf.entries);
        let (_, value) = entries.remove(at);
        self.len -= 1;
        let left = entries.len();
        if let Some((first, _)) = entries.first().filter(|_| at == 0) {
            leaf.least = first.clone();
        }
        if left == 0 {
            leaves.remove(idx);
        } else if leaves.get(idx + 1).is_some_and(|next| left + next.entries.len() <= MOST / 2) {
            let next = leaves.remove(idx + 1);
            if let Some(leaf) = leaves.get_mut(idx) {
                Arc::make_mut(&mut leaf.entries).extend(next.entries.iter().cloned());
            }
        }
        Some(value)
    }

    /// Changes the values that `are_meant`. A leaf is looked through before it is changed, in a loop so
    /// short that the processor fetches many values from memory at once: where they lie apart, that is
    /// what such a walk costs.
    pub(super) fn change_values(&mut self, are_meant: impl Fn(&V) -> bool, change: impl Fn(&mut V)) {
        for leaf in Arc::make_mut(&mut self.leaves) {
            let n_meant = leaf.entries.iter().map(|(_, value)| usize::from(are_meant(value))).sum::<usize>();
            if n_meant > 0 {
                let values = Arc::make_mut(&mut leaf.entries).iter_mut().map(|(_, value)| value);
                values.filter(|value| are_meant(value)).for_each(&change);
            }
        }
    }

    /// Changes the keys from `first` on, whether or not that is there itself. It must keep their order:
    /// what is less stays less.
    pub(super) fn move_keys(&mut self, first: &K, change: impl Fn(&mut K)) {
        let (leaf, entry) = self.place_where(first, |own| own < first);
        for (nth, leaf) in Arc::make_mut(&mut self.leaves).iter_mut().skip(leaf).enumerate() {
            let skipped = if nth == 0 { entry } else { 0 };
            Arc::make_mut(&mut leaf.entries).iter_mut().skip(skipped).for_each(|(key, _)| change(key));
            if let Some((least, _)) = leaf.entries.first() {
                leaf.least = least.clone();
            }
        }
        debug_assert!(self.iter().map(|(key, _)| key).is_sorted_by(|one, next| one < next));
    }

    /// Puts other entries in the place of those for which `change` has one. It must keep the order of
    /// the keys: what is less stays less.
    pub(super) fn remake(&mut self, change: impl Fn(&K, &V) -> Option<(K, V)>) {
        for leaf in Arc::make_mut(&mut self.leaves) {
            let Some(first) = leaf.entries.iter().position(|(key, value)| change(key, value).is_some())
            else {
                continue;
            };
            for entry in Arc::make_mut(&mut leaf.entries).iter_mut().skip(first) {
                if let Some(new) = change(&entry.0, &entry.1) {
                    *entry = new;
                }
            }
            if let Some((least, _)) = leaf.entries.first() {
                leaf.least = least.clone();
            }
        }
        debug_assert!(self.iter().map(|(key, _)| key).is_sorted_by(|one, next| one < next));
    }
}

/// Of entries with the same key the last stays.
impl<K: Ord + Clone, V> FromIterator<(K, V)> for Sorted<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut all: Vec<(K, V)> = entries.into_iter().collect();
        if !all.is_sorted_by(|(one, _), (next, _)| one < next) {
            all.sort_by(|(one, _), (other, _)| one.cmp(other));
            // The later of two goes before the earlier, and the second of two alike is dropped.
            all.reverse();
            all.dedup_by(|(one, _), (other, _)| one == other);
            all.reverse();
        }
        let len = all.len();
        let mut leaves = Vec::with_capacity(len.div_ceil(MADE));
        let mut rest = all.into_iter();
        loop {
            let entries: Vec<(K, V)> = rest.by_ref().take(MADE).collect();
            let Some((least, _)) = entries.first() else { break };
            leaves.push(Leaf { least: least.clone(), entries: Arc::new(entries) });
        }
        Self { leaves: Arc::new(leaves), len }
    }
}

/// Entries of a [`Sorted`] in order.
pub(super) struct Entries<'a, K, V> {
    leaves: &'a [Leaf<K, V>],
    front: Place,
    back: Place,
}

impl<K, V> Clone for Entries<'_, K, V> {
    fn clone(&self) -> Self {
        Self { leaves: self.leaves, front: self.front, back: self.back }
    }
}

impl<'a, K, V> Iterator for Entries<'a, K, V> {
    type Item = &'a (K, V);

    fn next(&mut self) -> Option<Self::Item> {
        if self.front >= self.back {
            return None;
        }
        let entries = &self.leaves.get(self.front.0)?.entries;
        let entry = entries.get(self.front.1);
        self.front.1 += 1;
        if self.front.1 == entries.len() {
            self.front = (self.front.0 + 1, 0);
        }
        entry
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let n_left = if self.front >= self.back {
            0
        } else {
            let between = self.leaves.get(self.front.0..self.back.0).unwrap_or_default();
            let n_to_back: usize = between.iter().map(|leaf| leaf.entries.len()).sum();
            n_to_back + self.back.1 - self.front.1
        };
        (n_left, Some(n_left))
    }
}

impl<K, V> ExactSizeIterator for Entries<'_, K, V> {}

impl<K, V> DoubleEndedIterator for Entries<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.front >= self.back {
            return None;
        }
        if self.back.1 == 0 {
            let idx = self.back.0.checked_sub(1)?;
            self.back = (idx, self.leaves.get(idx)?.entries.len());
        }
        self.back.1 -= 1;
        self.leaves.get(self.back.0)?.entries.get(self.back.1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    fn check(sorted: &Sorted<u16, u16>, known: &BTreeMap<u16, u16>) -> Result<(), TestCaseError> {
        prop_assert!(sorted.iter().map(|(key, value)| (key, value)).eq(known.iter()));
        prop_assert!(sorted.iter().rev().map(|(key, value)| (key, value)).eq(known.iter().rev()));
        prop_assert_eq!((sorted.len(), sorted.is_empty()), (known.len(), known.is_empty()));
        prop_assert!(sorted.leaves.iter().all(|leaf| (1..=MOST).contains(&leaf.entries.len())));
        prop_assert!(sorted.leaves.iter().all(|leaf| leaf.least == leaf.entries[0].0));
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn it_answers_as_a_tree_does_and_a_copy_stays_as_it_was(
            start in prop::collection::vec((0..900_u16, any::<u16>()), 0..700),
            changes in prop::collection::vec((any::<bool>(), 0..900_u16, any::<u16>()), 0..900),
            (from, to) in (0..900_u16, 0..900_u16),
        ) {
            let mut known: BTreeMap<u16, u16> = start.iter().copied().collect();
            let mut sorted: Sorted<u16, u16> = start.into_iter().collect();
            check(&sorted, &known)?;
            let (copy, then) = (sorted.clone(), known.clone());
            for (comes, key, value) in changes {
                if comes {
                    prop_assert_eq!(sorted.insert(key, value), known.insert(key, value));
                } else {
                    prop_assert_eq!(sorted.remove(&key), known.remove(&key));
                }
                prop_assert_eq!(sorted.get(&key), known.get(&key));
            }
            check(&sorted, &known)?;
            check(&copy, &then)?;
            prop_assert_eq!(sorted == copy, known == then);
            let (from, to) = (from.min(to), from.max(to));
            let ours = |keys: (Bound<u16>, Bound<u16>)| {
                let there: Vec<u16> = sorted.range(keys).map(|(key, _)| *key).collect();
                let mut back: Vec<u16> = sorted.range(keys).rev().map(|(key, _)| *key).collect();
                back.reverse();
                (there.len() == sorted.range(keys).len() && there == back).then_some(there)
            };
            let theirs = |keys: (Bound<u16>, Bound<u16>)| known.range(keys).map(|(key, _)| *key).collect::<Vec<_>>();
            let mut all = vec![
                (Bound::Included(from), Bound::Excluded(to)),
                (Bound::Included(from), Bound::Included(to)),
                (Bound::Excluded(from), Bound::Unbounded),
                (Bound::Unbounded, Bound::Excluded(to)),
            ];
            all.extend((from < to).then_some((Bound::Excluded(from), Bound::Excluded(to))));
            for keys in all {
                prop_assert_eq!(ours(keys), Some(theirs(keys)));
            }
        }

        #[test]
        fn what_is_read_from_both_ends_meets_in_the_middle(n in 0..1000_u16, from_front in prop::collection::vec(any::<bool>(), 0..1100)) {
            let sorted: Sorted<u16, ()> = (0..n).map(|key| (key, ())).collect();
            let (mut entries, mut tree) = (sorted.iter(), (0..n).collect::<std::collections::VecDeque<_>>());
            for front in from_front {
                let own = if front { entries.next() } else { entries.next_back() };
                let wanted = if front { tree.pop_front() } else { tree.pop_back() };
                prop_assert_eq!(own.map(|(key, ())| *key), wanted);
                prop_assert_eq!(entries.len(), tree.len());
            }
        }
    }

    /// Eight stretches of a hundred keys with room between them; some are taken out, and what is behind
    /// a place in one of them moves on.
    fn check_moved(gone: impl IntoIterator<Item = u16>, moved: u16, from: u16) -> Result<(), TestCaseError> {
        let place = |key: u16| (key / 100, 2 * (key % 100));
        let mut sorted: Sorted<(u16, u16)> = (0..800).map(|key| (place(key), ())).collect();
        let mut known: BTreeSet<(u16, u16)> = (0..800).map(place).collect();
        for key in gone {
            prop_assert_eq!(sorted.remove(&place(key)).is_some(), known.remove(&place(key)));
        }
        let on = |key: &(u16, u16)| (key.0 == moved && key.1 >= 2 * from).then_some((key.0, key.1 + 700));
        sorted.remake(|key, ()| Some((on(key)?, ())));
        for key in known.into_iter().map(|key| on(&key).unwrap_or(key)) {
            prop_assert!(sorted.contains(&key), "{:?} is there", key);
            prop_assert_eq!(sorted.remove(&key), Some(()));
        }
        prop_assert!(sorted.is_empty());
        Ok(())
    }

    #[test]
    fn keys_that_move_past_what_a_leaf_began_with_once_are_found() {
        check_moved(192..200, 1, 0).unwrap();
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn keys_that_move_on_in_some_stretches_are_found_where_they_are(
            gone in prop::collection::vec((0..800_u16, 1..40_u16), 0..12), moved in 0..8_u16, from in 0..100_u16,
        ) {
            check_moved(gone.into_iter().flat_map(|(key, n)| key..(key + n).min(800)), moved, from)?;
        }
    }

    #[test]
    fn keys_and_values_change_in_place_and_a_copy_stays_as_it_was() {
        let mut sorted: Sorted<u16, u16> = (0..1000).map(|key| (key, 1)).collect();
        let copy = sorted.clone();
        sorted.remake(|key, value| (*key >= 500).then_some((key + 7, *value)));
        sorted.change_values(|value| *value == 1, |value| *value = 2);
        let known: BTreeMap<u16, u16> = (0..500).chain(507..1007).map(|key| (key, 2)).collect();
        check(&sorted, &known).unwrap();
        assert_eq!((sorted.get(&506), sorted.get(&1006)), (None, Some(&2)));
        assert_eq!(sorted.insert(506, 3), None);
        check(&copy, &(0..1000).map(|key| (key, 1)).collect()).unwrap();
    }

    proptest! {
        #[test]
        fn keys_from_one_on_move_and_those_before_stay(n in 0..1000_u16, from in 0..1100_u16, by in 0..500_u16) {
            let mut sorted: Sorted<u16, u16> = (0..n).map(|key| (2 * key, key)).collect();
            sorted.move_keys(&from, |key| *key += by);
            let on = |key: u16| if key >= from { key + by } else { key };
            check(&sorted, &(0..n).map(|key| (on(2 * key), key)).collect())?;
        }
    }

    #[test]
    fn a_range_that_runs_backwards_is_empty() {
        let sorted: Sorted<u16, ()> = (0..1000).map(|key| (key, ())).collect();
        let (from, to) = (700, 300);
        assert_eq!(sorted.range(from..to).len(), 0);
        assert!(sorted.range(from..to).next().is_none() && sorted.range(from..to).next_back().is_none());
    }
}
