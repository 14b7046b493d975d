//! Aligns two short stretches word by word, so that what was replaced lies opposite of what
//! replaced it.
//!
//! Global alignment with affine gaps (Gotoh, J. Mol. Biol. 162, 1982): a rare word kept counts for
//! more than a common one, a word replaced costs less than one taken out and another put in.

/// How one pair of words compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    /// The same word, worth this many bits.
    Equal(i32),
    /// Spelt nearly the same.
    Alike,
    /// Two words, or two signs.
    Other,
    /// A word and a sign.
    Unlike,
}

impl Pair {
    fn score(self) -> i32 {
        match self {
            Self::Equal(bits) => 2 + bits,
            Self::Alike => 4,
            Self::Other => -1,
            Self::Unlike => -6,
        }
    }
}

const OPEN: i32 = -4;
const EXTEND: i32 = -4;
const NEVER: i32 = i32::MIN / 4;

/// Which ends must meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// Both beginnings and both ends.
    Both,
    /// The beginnings; the alignment ends where it is best.
    Start,
}

const DIAGONAL: u8 = 0;
const OLD_ONLY: u8 = 1;
const NEW_ONLY: u8 = 2;

/// Pairs of indices, in order, that lie opposite of each other, and the score of the whole.
pub(super) fn align(
    old_len: usize,
    new_len: usize,
    ends: Ends,
    pair: impl Fn(usize, usize) -> Pair,
) -> (Vec<(usize, usize)>, i32) {
    let width = new_len + 1;
    // Two bits a state: from which state it was best reached.
    let mut trace = vec![0_u8; (old_len + 1) * width];
    let mut above = vec![[NEVER; 3]; width];
    above[0] = [0, NEVER, NEVER];
    for (at, cell) in above.iter_mut().enumerate().skip(1) {
        cell[2] = OPEN + EXTEND * i32::try_from(at).unwrap_or(i32::MAX / 8);
        trace[at] = pack(DIAGONAL, DIAGONAL, if at == 1 { DIAGONAL } else { NEW_ONLY });
    }
    let mut best = (0, 0, 0, DIAGONAL);
    let mut row = above.clone();
    for old in 1..=old_len {
        row[0] = [NEVER, OPEN + EXTEND * i32::try_from(old).unwrap_or(i32::MAX / 8), NEVER];
        trace[old * width] = pack(DIAGONAL, if old == 1 { DIAGONAL } else { OLD_ONLY }, DIAGONAL);
        for new in 1..=new_len {
            let score = pair(old - 1, new - 1).score();
            let (met, met_from) = largest(above[new - 1]);
            let [a, b, c] = above[new];
            let (gone, gone_from) = largest([a + OPEN + EXTEND, b + EXTEND, c + OPEN + EXTEND]);
            let [a, b, c] = row[new - 1];
            let (come, come_from) = largest([a + OPEN + EXTEND, b + OPEN + EXTEND, c + EXTEND]);
            row[new] = [met + score, gone, come];
            trace[old * width + new] = pack(met_from, gone_from, come_from);
            if met + score > best.0 {
                best = (met + score, old, new, DIAGONAL);
            }
        }
        std::mem::swap(&mut above, &mut row);
    }
    let (mut old, mut new, mut state, score) = if ends == Ends::Both {
        let (score, state) = largest(above[new_len]);
        (old_len, new_len, state, score)
    } else {
        (best.1, best.2, best.3, best.0)
    };
    let mut pairs = Vec::new();
    while old > 0 || new > 0 {
        let from = (trace[old * width + new] >> (2 * state)) & 3;
        match state {
            DIAGONAL => {
                if old == 0 || new == 0 {
                    break;
                }
                old -= 1;
                new -= 1;
                pairs.push((old, new));
            }
            OLD_ONLY if old > 0 => old -= 1,
            NEW_ONLY if new > 0 => new -= 1,
            _ => break,
        }
        state = from;
    }
    pairs.reverse();
    (pairs, score)
}

fn pack(met: u8, gone: u8, come: u8) -> u8 {
    met | gone << 2 | come << 4
}

/// The largest and its index; the first of several.
fn largest(three: [i32; 3]) -> (i32, u8) {
    let mut best = (three[0], DIAGONAL);
    if three[1] > best.0 {
        best = (three[1], OLD_ONLY);
    }
    if three[2] > best.0 {
        best = (three[2], NEW_ONLY);
    }
    best
}
