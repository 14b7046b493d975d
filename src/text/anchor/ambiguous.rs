//! Words whose place could as well be another one, in a text that repeats itself.
//!
//! Where words were put in or taken out, what follows stands so many words further on or back. If it
//! also agrees with the text it would lie opposite of had the change come later, or what comes
//! before had it come earlier, nobody can say which of the two was meant. (The “slider” of text
//! comparison; here it is not settled by taste but asked about.) Words that were moved must have
//! among them some that stand once in each text. That a text repeats itself is no doubt by itself:
//! what is kept among its neighbours has one place, however often its words stand elsewhere. But where
//! neither of two equal passages is tied to its place by words that stand once, each may be the other.

use super::pairing::{NONE, Pairing};
use super::seeds::{Run, hash};

/// Words that must agree in the other place, and what they must say together, in bits.
const LEAST_WORDS: usize = 3;
const LEAST_BITS: i32 = 10;
/// A word that does not agree counts against so many that do.
const AGAINST: i32 = 2;
/// So far below the best the looking ends.
const DROP: i32 = 4;
/// Words of a run that is looked for a second time.
const WIDTH: usize = 4;
/// Words that may lie between two pairs that hold together.
const CLOSE: usize = 6;
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
    unproven(pairing, unique, &mut doubtful);
    doubtful
}

/// Words of a repeated passage that no word standing once ties to their place.
///
/// What is not proven is certain only if it stands once in what is left of each text without what is
/// proven.
fn unproven(pairing: &Pairing<'_>, unique: &[Run], doubtful: &mut [bool]) {
    let proven = proven(pairing, unique);
    let n_new = pairing.new.words.len();
    let is_taken: Vec<bool> =
        (0..n_new).map(|new| proven.get(pairing.source[new]).is_some_and(|proven| *proven)).collect();
    let olds = windows(&pairing.old.words, &proven);
    let news = windows(&pairing.new.words, &is_taken);
    let mut at = 0;
    while at < olds.len() {
        let hash = olds[at].0;
        let n_old = olds[at..].iter().take_while(|(own, _)| *own == hash).count();
        let from = news.partition_point(|(own, _)| *own < hash);
        let n_new = news[from..].iter().take(2).take_while(|(own, _)| *own == hash).count();
        for (_, start) in &olds[at..at + n_old] {
            let bits: i32 = (*start..start + WIDTH).map(|at| pairing.bits(at)).sum();
            if (n_old > 1 || n_new > 1) && bits >= LEAST_BITS {
                doubtful[*start..start + WIDTH].fill(true);
            }
        }
        at += n_old;
    }
}

/// The runs of so many words that are not all proven, by their hashes.
fn windows(words: &[u32], proven: &[bool]) -> Vec<(u64, usize)> {
    let mut all: Vec<(u64, usize)> = words
        .windows(WIDTH)
        .enumerate()
        .filter(|(at, _)| !proven[*at..at + WIDTH].contains(&true))
        .map(|(at, window)| (hash(window), at))
        .collect();
    all.sort_unstable();
    all
}

/// For each old word whether words that stand once in each text tie it to its place: from the first
/// to the last of them in a stretch, and beyond for as long as no word was put in or taken out. The
/// beginnings and the ends of the texts count as such words.
fn proven(pairing: &Pairing<'_>, unique: &[Run]) -> Vec<bool> {
    let (n, n_new) = (pairing.opposite.len(), pairing.new.words.len());
    let known = known(pairing, unique);
    let opposite = &pairing.opposite;
    let is_tie = |at: usize| {
        let new = opposite[at];
        known[at] || at.max(new) < CLOSE || new != NONE && (n - at).max(n_new - new) <= CLOSE
    };
    let goes_on = |at: usize| opposite[at] != NONE && opposite[at + 1] == opposite[at] + 1;
    let mut proven = vec![false; n];
    let mut start = 0;
    while start < n {
        let end = end_of_stretch(pairing, start);
        let first = (start..end).find(|at| is_tie(*at));
        let last = (start..end).rfind(|at| is_tie(*at));
        if let Some((first, last)) = first.zip(last) {
            let before = (start..first).rev().take_while(|at| goes_on(*at)).count();
            let behind = (last..end - 1).take_while(|at| goes_on(*at)).count();
            for at in first - before..=last + behind {
                proven[at] = opposite[at] != NONE;
            }
        }
        start = end;
    }
    proven
}

/// Where the pairs end that follow each other closely in both texts from the old word `start` on.
fn end_of_stretch(pairing: &Pairing<'_>, start: usize) -> usize {
    let mut last: Option<(usize, usize)> = None;
    for (old, new) in pairing.opposite.iter().copied().enumerate().skip(start).filter(|(_, new)| *new != NONE)
    {
        if let Some((before, there)) = last
            && (new <= there || (new - there).max(old - before) > CLOSE)
        {
            return old;
        }
        last = Some((old, new));
    }
    pairing.opposite.len()
}

/// For each old word whether it is in a run that stands once in each text, and paired so.
fn known(pairing: &Pairing<'_>, unique: &[Run]) -> Vec<bool> {
    let mut known = vec![false; pairing.opposite.len()];
    for run in unique {
        for step in 0..run.len {
            known[run.old + step] = pairing.opposite[run.old + step] == run.new + step;
        }
    }
    known
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
    let known = known(pairing, unique);
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
