//! Runs of words that stand once in each of two stretches: what they share beyond doubt.

/// A run of equal words: `len` words from `old` in the one text and from `new` in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) len: usize,
}

/// The runs of at least `width` words every `width` of which stand exactly once in `old` and once
/// in `new`, in the order of `old`.
pub(super) fn unique_runs(old: &[u32], new: &[u32], width: usize) -> Vec<Run> {
    let olds = singles(old, width);
    let news = singles(new, width);
    let mut pairs = Vec::new();
    let mut rest = news.iter().peekable();
    for (hash, at) in &olds {
        while rest.next_if(|(other, _)| other < hash).is_some() {}
        if let Some((other, there)) = rest.peek()
            && other == hash
            && old[*at..*at + width] == new[*there..*there + width]
        {
            pairs.push((*at, *there));
        }
    }
    pairs.sort_unstable();
    let mut runs: Vec<Run> = Vec::new();
    for (at, there) in pairs {
        match runs.last_mut() {
            Some(run) if at + run.new == there + run.old && at <= run.old + run.len => {
                run.len = at + width - run.old;
            }
            _ => runs.push(Run { old: at, new: there, len: width }),
        }
    }
    runs
}

/// The hashes of `width` words that occur once, sorted, with their places.
fn singles(words: &[u32], width: usize) -> Vec<(u64, usize)> {
    let mut all: Vec<(u64, usize)> =
        words.windows(width).enumerate().map(|(at, window)| (hash(window), at)).collect();
    all.sort_unstable();
    let mut kept = 0;
    let mut at = 0;
    while at < all.len() {
        let same = all[at..].iter().take_while(|(hash, _)| *hash == all[at].0).count();
        if same == 1 {
            all[kept] = all[at];
            kept += 1;
        }
        at += same;
    }
    all.truncate(kept);
    all
}

/// A hash of a few words; equal hashes are compared word by word.
pub(super) fn hash(words: &[u32]) -> u64 {
    words.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, word| {
        (hash.rotate_left(23) ^ u64::from(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

/// The heaviest chain of `runs` that keeps the order of both texts, and the runs left over.
/// `runs` are in the order of the old text. (Longest increasing subsequence with weights, by a
/// tree of prefix maxima.)
pub(super) fn chain(runs: &[Run]) -> (Vec<Run>, Vec<Run>) {
    let mut by_new: Vec<usize> = (0..runs.len()).collect();
    by_new.sort_unstable_by_key(|at| runs[*at].new);
    let mut rank = vec![0; runs.len()];
    for (order, at) in by_new.iter().enumerate() {
        rank[*at] = order + 1;
    }
    // Best weight of a chain that ends with a run of at most this rank, and which run that is.
    let mut tree: Vec<(usize, usize)> = vec![(0, usize::MAX); runs.len() + 1];
    let mut before = vec![usize::MAX; runs.len()];
    let mut best = (0, usize::MAX);
    for (at, run) in runs.iter().enumerate() {
        let mut found = (0, usize::MAX);
        let mut place = rank[at] - 1;
        while place > 0 {
            if tree[place].0 > found.0 {
                found = tree[place];
            }
            place &= place - 1;
        }
        before[at] = found.1;
        // Longer runs say more than the sum of short ones.
        let weight = found.0 + run.len * run.len.min(32);
        let mut place = rank[at];
        while place < tree.len() {
            if weight > tree[place].0 {
                tree[place] = (weight, at);
            }
            place += place & place.wrapping_neg();
        }
        if weight > best.0 {
            best = (weight, at);
        }
    }
    let mut in_chain = vec![false; runs.len()];
    let mut at = best.1;
    while at != usize::MAX {
        in_chain[at] = true;
        at = before[at];
    }
    let (mut chained, mut others): (Vec<Run>, Vec<Run>) = (Vec::new(), Vec::new());
    let (mut old_end, mut new_end) = (0_usize, 0_usize);
    for (at, run) in runs.iter().enumerate() {
        if !in_chain[at] {
            others.push(*run);
            continue;
        }
        let cut = old_end.saturating_sub(run.old).max(new_end.saturating_sub(run.new));
        if cut < run.len {
            let run = Run { old: run.old + cut, new: run.new + cut, len: run.len - cut };
            (old_end, new_end) = (run.old + run.len, run.new + run.len);
            chained.push(run);
        }
    }
    (chained, others)
}
