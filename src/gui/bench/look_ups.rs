//! What the index of the annotations costs, a thousand times each, so that the milliseconds are
//! microseconds a time; beside it one look at every annotation.

use std::time::Duration;

use super::figures::Figures;
use super::steps::timed;
use crate::model::Document;
use crate::model::index::Index;

/// As many bytes of text as a window shows.
const IN_SIGHT: usize = 3000;
const A_THOUSAND: usize = 1000;

/// The figures, each of so many rounds.
pub(super) fn look_ups(document: &Document, n_rounds: usize) -> Vec<Figures> {
    let (index, len) = (document.index(), document.text().len().max(1));
    let place = |n: usize| (n * 7919 + 13) * (len / A_THOUSAND).max(1) % len;
    let rounds = |mut round: Box<dyn FnMut() -> usize + '_>| -> Vec<Duration> {
        (0..n_rounds).map(|_| timed(&mut round).1).collect()
    };
    let windows = || (0..A_THOUSAND).map(|n| index.overlapping(place(n), place(n) + IN_SIGHT).len()).sum();
    let points = || (0..A_THOUSAND).filter(|n| index.smallest_over(place(*n)).is_some()).count();
    let all: Vec<_> = document.annotations().cloned().collect();
    let mut changing = Index::of(&all);
    let changes = || {
        for n in 0..A_THOUSAND {
            if let Some(annotation) = all.get(n * 7919 % all.len().max(1)) {
                changing.remove(annotation);
                changing.insert(annotation);
            }
        }
        A_THOUSAND
    };
    let made = || Index::of(&all).in_order().count();
    let one_by_one = || {
        let here = |start: usize, end: usize| start < len / 2 + IN_SIGHT && len / 2 < end;
        all.iter().filter(|own| own.spans.iter().any(|span| here(span.start(), span.end()))).count()
    };
    vec![
        Figures::new("1,000 windows, index", rounds(Box::new(windows))),
        Figures::new("1,000 places, index", rounds(Box::new(points))),
        Figures::new("1,000 changes, index", rounds(Box::new(changes))),
        Figures::new("index made", rounds(Box::new(made))),
        Figures::new("1 window, looking at all", rounds(Box::new(one_by_one))),
    ]
}
