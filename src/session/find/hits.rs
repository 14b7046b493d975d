//! Where the words that are looked for stand, and the search for them on a thread.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::model::Article;
use crate::storage::thread_time;
use crate::text::search::Pattern;
use crate::text::segment;

/// So many hits are kept; a search that has more of them ends there.
const MOST_HITS: usize = 1_000_000;
/// A search ends after so much CPU time with what it has.
const LONGEST_SEARCH: Duration = Duration::from_secs(10);
/// So much before and behind what is in sight is searched at once, bytes.
const NEAR: usize = 2_000;

/// The hits of a search.
///
/// Invariant: sorted and apart, each within one block (or the text between two).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits(Arc<[(u32, u32)]>);

impl Hits {
    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes of one.
    pub fn get(&self, idx: usize) -> Option<Range<usize>> {
        self.0.get(idx).map(|(start, end)| *start as usize..*end as usize)
    }

    /// Index of the first hit that starts at or after byte `at`; their number where none does.
    pub fn first_from(&self, at: usize) -> usize {
        self.0.partition_point(|(start, _)| (*start as usize) < at)
    }

    /// Indices of the hits that share a byte with `start..end`.
    pub fn within(&self, start: usize, end: usize) -> Range<usize> {
        let first = self.0.partition_point(|(_, hit_end)| *hit_end as usize <= start);
        first..self.first_from(end).max(first)
    }

    /// Index of the hit with exactly these bytes.
    pub fn position(&self, bytes: &Range<usize>) -> Option<usize> {
        let idx = self.first_from(bytes.start);
        self.get(idx).filter(|hit| hit == bytes).map(|_| idx)
    }
}

/// What is searched one by one: the blocks, and what stands between them.
#[derive(Clone, Debug, Default)]
pub struct Pieces(Arc<[(u32, u32)]>);

impl Pieces {
    pub(super) fn of(article: &Article) -> Self {
        let mut pieces = Vec::with_capacity(article.blocks().len());
        let mut push = |start: usize, end: usize| {
            if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end))
                && start < end
            {
                pieces.push((start, end));
            }
        };
        let mut at = 0;
        for block in article.blocks() {
            push(at, block.span.start());
            push(block.span.start(), block.span.end());
            at = block.span.end();
        }
        push(at, article.text().len());
        Self(pieces.into())
    }

    /// The pieces that share a byte with `start..end`.
    fn within(&self, start: usize, end: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let first = self.0.partition_point(|(_, piece_end)| *piece_end as usize <= start);
        let pieces = self.0.iter().skip(first).map(|(start, end)| *start as usize..*end as usize);
        pieces.take_while(move |piece| piece.start < end)
    }

    /// The matches that share a byte with `start..end`. Of a piece that is much longer only what is near
    /// is searched, so that an expression which needs to see the rest of it may match otherwise.
    pub(super) fn matches(
        &self,
        pattern: &Pattern,
        text: &str,
        start: usize,
        end: usize,
    ) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let (from, to) = (start.saturating_sub(NEAR), end.saturating_add(NEAR));
        for piece in self.within(start, end) {
            let near = piece.start.max(text.ceil_char_boundary(from.min(text.len())))
                ..piece.end.min(text.floor_char_boundary(to.min(text.len())));
            let words = text.get(near.clone()).unwrap_or_default();
            let hits = pattern.matches(words).map(|hit| near.start + hit.start..near.start + hit.end);
            found.extend(hits.filter(|hit| hit.start < end && start < hit.end));
        }
        found
    }
}

/// A search of the whole article.
#[derive(Clone, Debug)]
pub struct Search {
    pub(super) pattern: Arc<Pattern>,
    pub(super) text: Arc<str>,
    pub(super) pieces: Pieces,
    /// Its number, and that of the latest; a search that is not the latest stops.
    pub(super) number: u64,
    pub(super) latest: Arc<AtomicU64>,
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The search's number.
    pub number: u64,
    /// The hits.
    pub hits: Hits,
    /// Whether there are more: too many, or it took too long.
    pub is_cut: bool,
}

impl Search {
    /// Whether its answer is still waited for.
    fn is_wanted(&self) -> bool {
        self.latest.load(Ordering::Relaxed) == self.number
    }

    /// Searches; nothing where another search was begun meanwhile.
    pub fn run(&self) -> Option<Found> {
        let start = thread_time();
        let mut hits: Vec<(u32, u32)> = Vec::new();
        let mut is_cut = false;
        let is_late = || thread_time().saturating_sub(start) > LONGEST_SEARCH;
        for (n_pieces, (piece_start, piece_end)) in self.pieces.0.iter().enumerate() {
            if !self.is_wanted() {
                return None;
            }
            let words = self.text.get(*piece_start as usize..*piece_end as usize).unwrap_or_default();
            for hit in self.pattern.matches(words) {
                let place = |at: usize| u32::try_from(at).ok().map(|at| piece_start + at);
                hits.extend(place(hit.start).zip(place(hit.end)));
                let looks_up = hits.len().is_multiple_of(1024);
                if hits.len() >= MOST_HITS || looks_up && (!self.is_wanted() || is_late()) {
                    break;
                }
            }
            if hits.len() >= MOST_HITS || n_pieces.is_multiple_of(64) && is_late() {
                is_cut = true;
                break;
            }
        }
        Some(Found { number: self.number, hits: Hits(hits.into()), is_cut })
    }

    /// Which of its hits stand inside a longer name; nothing where another search was begun meanwhile.
    pub fn inside_longer_names(&self, hits: &Hits) -> Option<Vec<u32>> {
        let mut inside = Vec::new();
        for (piece_start, piece_end) in self.pieces.0.iter() {
            let here = hits.within(*piece_start as usize, *piece_end as usize);
            if here.is_empty() {
                continue;
            }
            if !self.is_wanted() {
                return None;
            }
            let base = *piece_start as usize;
            let words = self.text.get(base..*piece_end as usize).unwrap_or_default();
            let names = segment::names(words);
            for idx in here {
                let Some(hit) = hits.get(idx) else { continue };
                let own = hit.start - base..hit.end - base;
                if segment::longer_name(words, &names, &own).is_some() {
                    inside.extend(u32::try_from(idx));
                }
            }
        }
        Some(inside)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::ingest;
    use crate::text::search::Query;

    fn search(text: &str, words: &str) -> Search {
        let article = ingest::plain(text, "a.txt").unwrap();
        let query = Query { text: words.to_owned(), ..Query::default() };
        Search {
            pattern: Arc::new(Pattern::new(&query).unwrap().unwrap()),
            text: Arc::clone(article.text()),
            pieces: Pieces::of(&article),
            number: 1,
            latest: Arc::new(AtomicU64::new(1)),
        }
    }

    #[test]
    fn hits_are_found_by_place() {
        let found = search("Wang met\n\nWang and wang.", "wang").run().unwrap();
        let hits = found.hits;
        assert_eq!((hits.len(), hits.get(1)), (3, Some(10..14)));
        assert_eq!([0, 1, 10, 11, 99].map(|at| hits.first_from(at)), [0, 1, 1, 2, 3]);
        assert_eq!([hits.within(2, 11), hits.within(4, 10), hits.within(13, 20)], [0..2, 1..1, 1..3]);
        assert_eq!((hits.position(&(10..14)), hits.position(&(10..13))), (Some(1), None));
    }

    #[test]
    fn a_search_that_is_not_the_latest_gives_up() {
        let search = search("Wang", "wang");
        search.latest.store(2, Ordering::Relaxed);
        assert!(search.run().is_none());
    }

    #[test]
    fn a_part_of_a_longer_name_is_told() {
        let search = search("Title\n\nWe met Mayor Ana Hoekstra. It was Hoekstra’s plan.", "hoekstra");
        let hits = search.run().unwrap().hits;
        assert_eq!((hits.len(), search.inside_longer_names(&hits).unwrap()), (2, vec![0]));
    }
}
