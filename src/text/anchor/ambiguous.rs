//! Words whose place could as well be another one, in a text that repeats itself.
//!
//! Where words were put in or taken out, what follows stands so many words further on or back. If it
//! also agrees with the text it would lie opposite of had the change come later, or what comes
//! before had it come earlier, nobody can say which of the two was meant. (The “slider” of text
//! comparison; here it is not settled by taste but asked about.) Words that were moved must have
//! among them some that stand once in each text. That a text repeats itself is no doubt by itself:
//! what is kept among its neighbours has one place, however often its words stand elsewhere.

use super::pairing::{NONE, Pairing};
use super::seeds::Run;

/// Words that must agree in the other place, and what they must say together, in bits.
const LEAST_WORDS: usize = 3;
const LEAST_BITS: i32 = 10;
/// A word that does not agree counts against so many that do.
const AGAINST: i32 = 2;
/// So far below the best the looking ends.
const DROP: i32 = 4;
/// How far it is looked, in words.
const FAR: usize = 4_000;

/// For each old word, whether its place is uncertain. `unique` are the runs that stand once in each
/// text.
pub(super) fn ambiguous(pairing: &Pairing<'_>, unique: &[Run]) -> Vec<bool> {
    let mut doubtful = vec![false; pairing.opposite.len()];
    let mut last: Option<(usize, usize)> = None;
    for old in 0..pairing.opposite.len() {
        let new = pairing.opposite[old];
        if new == NONE {
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
    ends(pairing, &mut doubtful);
    moved(pairing, unique, &mut doubtful);
    doubtful
}

/// The two beginnings lie opposite of each other, and so do the two ends: where the words next to
/// them do not, it is looked from there too.
fn ends(pairing: &Pairing<'_>, doubtful: &mut [bool]) {
    let (n_old, n_new) = (pairing.opposite.len(), pairing.source.len());
    let Some(first) = (0..n_old).find(|old| pairing.opposite[*old] != NONE) else { return };
    if pairing.opposite[first] != first {
        // One before the first, which the first step on comes to.
        further(pairing, (usize::MAX, usize::MAX), true, doubtful);
    }
    let last = (0..n_old).rev().find(|old| pairing.opposite[*old] != NONE).unwrap_or(first);
    if n_old - last != n_new - pairing.opposite[last] {
        further(pairing, (n_old, n_new), false, doubtful);
    }
}

/// Goes on from a pair as if the change beside it had come later (`on`) or earlier, and marks the
/// words that agree there, on both sides.
fn further(pairing: &Pairing<'_>, (old, new): (usize, usize), on: bool, doubtful: &mut [bool]) {
    let (olds, news) = (&pairing.old.words, &pairing.new.words);
    let step = |from: usize, by: usize| if on { Some(from.wrapping_add(by)) } else { from.checked_sub(by) };
    let pair = |by: usize| Some((step(old, by)?, step(new, by)?));
    let (mut worth, mut best, mut end) = (0_i32, 0_i32, 0_usize);
    let (mut n_same, mut bits) = (0_usize, 0_i32);
    let mut found = (0, 0);
    for by in 1..=FAR {
        let Some((a, b)) = pair(by) else { break };
        let (Some(word), Some(other)) = (olds.get(a), news.get(b)) else { break };
        if pairing.opposite[a] == b {
            // Another change made up for the first: from here on this is no other place.
            break;
        }
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
