//! How well the words around a span agree with those around its new place.

use super::pairing::{Fate, NONE, Pairing};

/// Words looked at on each side.
const REACH: usize = 14;
/// What a word says against a place that has no part in it, in quarters of a bit.
const AGAINST: i32 = 5;
/// Bits below the best after which looking further is pointless.
const DROP: i32 = 12 * 4;

/// What agrees on both sides of a span, in bits, and on the weaker side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    pub(super) before: i32,
    pub(super) after: i32,
}

impl Around {
    pub(super) fn sum(self) -> i32 {
        self.before + self.after
    }
}

/// Bits around the old words `olds` when they are seen at the new words `news`.
pub(super) fn around(pairing: &Pairing<'_>, olds: (usize, usize), news: (usize, usize)) -> Around {
    Around { before: before(pairing, olds.0, news.0), after: after(pairing, olds.1, news.1) }
}

fn before(pairing: &Pairing<'_>, old: usize, new: usize) -> i32 {
    let path = (1..=REACH.min(old)).map(|step| old - step);
    side(pairing, path, |opposite| new.checked_sub(opposite + 1))
}

fn after(pairing: &Pairing<'_>, old: usize, new: usize) -> i32 {
    let path = old..(old + REACH).min(pairing.opposite.len());
    side(pairing, path, |opposite| opposite.checked_sub(new))
}

/// Goes along the old words away from a span. `distance` says how many new words lie between the
/// place and a word on the same side of it.
fn side(
    pairing: &Pairing<'_>,
    path: impl Iterator<Item = usize>,
    distance: impl Fn(usize) -> Option<usize>,
) -> i32 {
    let (mut bits, mut best) = (0_i32, 0_i32);
    let (mut skipped, mut reached) = (0_usize, 0_usize);
    for old in path {
        let opposite = pairing.opposite[old];
        let found = (opposite != NONE).then(|| distance(opposite)).flatten();
        match found {
            Some(far)
                if far >= reached && far - reached <= 2 * REACH && pairing.fate[old] != Fate::Replaced =>
            {
                let against = skipped.max(far - reached);
                bits -= AGAINST * i32::try_from(against).unwrap_or(i32::MAX / 64);
                bits += if pairing.fate[old] == Fate::Kept { pairing.bits(old) * 4 } else { 8 };
                (skipped, reached) = (0, far + 1);
            }
            _ => skipped += 1,
        }
        best = best.max(bits);
        if bits - AGAINST * i32::try_from(skipped).unwrap_or(i32::MAX / 64) < best - DROP {
            break;
        }
    }
    best / 4
}
