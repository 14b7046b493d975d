//! Words whose place could as well be another one, in a text that repeats itself.
//!
//! Where words were put in or taken out, what follows stands so many words further on or back. If it
//! also agrees with the text it would lie opposite of had the change come later, or what comes
//! before had it come earlier, nobody can say which of the two was meant. (The “slider” of text
//! comparison; here it is not settled by taste but asked about.) Words that were moved must have
//! among them some that stand once in each text. And in a part of the old text most of which it has
//! several times, words are sure only among kept ones, where each of the two texts has these equally
//! often.

use super::pairing::{Fate, NONE, Pairing};
use super::seeds::{Run, counts};

/// Words that must agree in the other place, and what they must say together, in bits.
const LEAST_WORDS: usize = 3;
const LEAST_BITS: i32 = 10;
/// A word that does not agree counts against so many that do.
const AGAINST: i32 = 2;
/// So far below the best the looking ends.
const DROP: i32 = 4;
/// So many words are a neighbourhood.
const WIDTH: usize = 6;
/// In a part of so many words of which half have a neighbourhood that stands elsewhere too, the text
/// repeats itself.
const PART: usize = 256;
/// How far it is looked, in words.
const FAR: usize = 4_000;

/// For each old word, whether its place is uncertain. `unique` are the runs that stand once in each
/// text.
pub(super) fn ambiguous(pairing: &Pairing<'_>, unique: &[Run]) -> Vec<bool> {
    let mut doubtful = vec![false; pairing.opposite.len()];
    let mut last: Option<(usize, usize)> = None;
    for old in 0..pairing.opposite.len() {
        let new = pairing.opposite[old];
        if new == NONE || pairing.moved[old] {
            continue;
        }
        if let Some((from, to)) = last
            && old + to != new + from
        {
            further(pairing, (from, to), true, &mut doubtful);
            further(pairing, (old, new), false, &mut doubtful);
        }
        last = Some((old, new));
    }
    moved(pairing, unique, &mut doubtful);
    repeated(pairing, &mut doubtful);
    doubtful
}

/// Goes on from a pair as if the change beside it had come later (`on`) or earlier, and marks the
/// words that agree there, on both sides.
fn further(pairing: &Pairing<'_>, (old, new): (usize, usize), on: bool, doubtful: &mut [bool]) {
    let (olds, news) = (&pairing.old.words, &pairing.new.words);
    let step = |from: usize, by: usize| if on { from.checked_add(by) } else { from.checked_sub(by) };
    let pair = |by: usize| Some((step(old, by)?, step(new, by)?));
    let (mut worth, mut best, mut end) = (0_i32, 0_i32, 0_usize);
    let (mut n_same, mut bits) = (0_usize, 0_i32);
    let mut found = (0, 0);
    for by in 1..=FAR {
        let Some((a, b)) = pair(by) else { break };
        let (Some(word), Some(other)) = (olds.get(a), news.get(b)) else { break };
        if word == other {
            worth += 1;
            n_same += 1;
            bits += pairing.bits(a);
        } else {
            worth -= AGAINST;
        }
        if worth > best {
            (best, end, found) = (worth, by, (n_same, bits));
        }
        if worth < best - DROP {
            break;
        }
    }
    if found.0 < LEAST_WORDS || found.1 < LEAST_BITS {
        return;
    }
    for (a, b) in (1..=end).filter_map(pair) {
        doubtful[a] = true;
        if pairing.source[b] != NONE {
            doubtful[pairing.source[b]] = true;
        }
    }
}

/// Marks words where the old text repeats itself, but for those that were kept among others and stand
/// equally often in both texts, or beside some that stand once in each.
fn repeated(pairing: &Pairing<'_>, doubtful: &mut [bool]) {
    let n = pairing.opposite.len();
    let counts = counts(&pairing.old.words, &pairing.new.words, WIDTH);
    if counts.iter().all(|(before, _)| *before < 2) {
        return;
    }
    let mut n_before = vec![0; counts.len() + 1];
    for (at, (before, _)) in counts.iter().enumerate() {
        n_before[at + 1] = n_before[at] + usize::from(*before > 1);
    }
    let repeats_itself = |at: usize| {
        let (from, to) = (at.saturating_sub(PART / 2).min(counts.len()), (at + PART / 2).min(counts.len()));
        2 * (n_before[to] - n_before[from]) > to - from
    };
    let mut start = 0;
    while start < n {
        let end = run_end(pairing, start);
        let windows = start..(end + 1).saturating_sub(WIDTH).max(start);
        let is_known = windows.clone().any(|at| counts.get(at) == Some(&(1, 1)));
        let covering = |at: usize| counts.get(at.saturating_sub(WIDTH - 1)..=at.min(counts.len() - 1));
        for at in (start..end).filter(|at| !is_known && repeats_itself(*at)) {
            let is_repeated = covering(at).is_some_and(|all| all.iter().any(|(before, _)| *before > 1));
            let own = windows.start.max(at.saturating_sub(WIDTH - 1))..windows.end.min(at + 1);
            let is_even = own.clone().all(|at| counts.get(at).is_some_and(|(before, now)| before == now));
            doubtful[at] |= is_repeated && (own.is_empty() || !is_even);
        }
        start = end;
    }
}

/// The end of the words kept in one piece from `start` on; one word on where it was not kept.
fn run_end(pairing: &Pairing<'_>, start: usize) -> usize {
    let is_kept = |at: usize| pairing.fate.get(at) == Some(&Fate::Kept);
    let goes_on =
        |at: &usize| is_kept(*at) && pairing.opposite[*at] == pairing.opposite[start] + (at - start);
    if !is_kept(start) {
        return start + 1;
    }
    (start + 1..pairing.opposite.len()).take_while(goes_on).last().map_or(start + 1, |last| last + 1)
}

/// Marks moved words that stand with none that are known by themselves.
fn moved(pairing: &Pairing<'_>, unique: &[Run], doubtful: &mut [bool]) {
    let n = pairing.opposite.len();
    let mut known = vec![false; n];
    for run in unique {
        for step in 0..run.len {
            known[run.old + step] = pairing.opposite[run.old + step] == run.new + step;
        }
    }
    let mut old = 0;
    while old < n {
        if !pairing.moved[old] || pairing.opposite[old] == NONE {
            old += 1;
            continue;
        }
        let start = old;
        while old < n
            && pairing.moved[old]
            && pairing.opposite[old] == pairing.opposite[start] + (old - start)
        {
            old += 1;
        }
        if !known[start..old].contains(&true) {
            doubtful[start..old].fill(true);
        }
    }
}
