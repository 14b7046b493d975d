//! Places a span by the words it covers.

use super::evidence::{self, Around};
use super::pairing::{Fate, NONE, Pairing};
use super::{Outcome, Placement};
use crate::text::Span;

/// Bits that must agree around words that were kept.
const FLOOR: i32 = 14;
/// The same around words that are long enough to be known by themselves.
const FLOOR_OF_LONG: i32 = 4;
/// From how many bits on words are known by themselves.
const LONG: i32 = 32;
/// From how many bits on words that were kept need nothing beside them to agree: where a whole
/// paragraph went elsewhere, nothing does.
const CERTAIN: i32 = 64;
/// Bits that must agree on each side in the midst of a sentence.
const LEAST_A_SIDE: i32 = 4;
/// Bits that must agree on each side of words that were replaced, and on both together.
const FLOOR_A_SIDE: i32 = 6;
const FLOOR_OF_REPLACED: i32 = 20;
/// The same where the words next to them were replaced too.
const FLOOR_OF_GUESSED: i32 = 28;
/// Of more words than these in a row it is not said which of the new ones took their place.
const MOST_REPLACED: usize = 6;
/// Words on each side, and how many in a hundred of them must be kept where a word next to the span
/// was changed.
const TORN_REACH: usize = 10;
const TORN_SHARE: usize = 65;
/// How far the next kept word is looked for.
const NEAR: usize = 6;
/// So many signs may be put in where words were taken out.
const SIGNS: usize = 2;
/// Bits that must agree on one side of words that were kept for somebody to be asked about them where
/// nothing agrees on the other.
const FLOOR_OF_ASKED: i32 = 24;

/// A place found: bytes of the new text, and how sure it is.
struct Found {
    start: usize,
    end: usize,
    outcome: Outcome,
    score: u8,
}

/// Where `span` is in the new text.
pub(super) fn place(pairing: &Pairing<'_>, span: Span) -> Placement {
    let tokens = &pairing.old.tokens;
    let first = tokens.partition_point(|token| token.end <= span.start());
    let last = tokens.partition_point(|token| token.start < span.end());
    let is_doubtful = pairing.doubtful.get(first..last).is_some_and(|words| words.contains(&true));
    let found = if is_doubtful {
        None
    } else if first >= last {
        blank(pairing, span, first)
    } else if is_kept(pairing, first, last) {
        kept(pairing, span, first, last)
    } else {
        Changed { pairing, span, first, last }.find()
    };
    let placed = found.and_then(|found| {
        let new = Span::new(pairing.new.text, found.start, found.end).ok()?;
        Some(Placement { outcome: found.outcome, span: Some(new), score: found.score })
    });
    placed.unwrap_or(Placement::ORPHAN)
}

/// White space between two words that were kept.
fn blank(pairing: &Pairing<'_>, span: Span, next: usize) -> Option<Found> {
    let before = next.checked_sub(1)?;
    let (left, right) = (*pairing.opposite.get(before)?, *pairing.opposite.get(next)?);
    if left == NONE || right != left + 1 || pairing.moved[before] != pairing.moved[next] {
        return None;
    }
    let (old, new) = (&pairing.old, &pairing.new);
    let blank = old.text.get(old.tokens[before].end..old.tokens[next].start)?;
    let there = new.text.get(new.tokens[left].end..new.tokens[right].start)?;
    if blank != there {
        return None;
    }
    let start = new.tokens[left].end + span.start() - old.tokens[before].end;
    let around = evidence::around(pairing, (next, next), (right, right));
    let enough = is_enough(pairing, around, (next, next), FLOOR);
    let outcome = unchanged(pairing, next);
    enough.then(|| Found { start, end: start + span.len(), outcome, score: score(around.sum()) })
}

fn unchanged(pairing: &Pairing<'_>, at: usize) -> Outcome {
    if pairing.moved[at] { Outcome::Moved } else { Outcome::Same }
}

fn is_kept(pairing: &Pairing<'_>, first: usize, last: usize) -> bool {
    let start = pairing.opposite[first];
    start != NONE
        && (first..last).all(|at| {
            pairing.opposite[at] == start + (at - first)
                && pairing.fate[at] == Fate::Kept
                && pairing.moved[at] == pairing.moved[first]
        })
}

fn kept(pairing: &Pairing<'_>, span: Span, first: usize, last: usize) -> Option<Found> {
    let news = (pairing.opposite[first], pairing.opposite[last - 1] + 1);
    if doubled_before(pairing, first, news.0) || doubled_after(pairing, last - 1, news.1) {
        return None;
    }
    let around = evidence::around(pairing, (first, last), news);
    let own: i32 = (first..last).map(|at| pairing.bits(at)).sum();
    let floor = if own >= LONG { FLOOR_OF_LONG } else { FLOOR };
    let (start, end) = (start_at(pairing, span, first), end_at(pairing, span, last - 1));
    if own < LONG && is_torn(pairing, (first, last), news) {
        return None;
    }
    if own >= CERTAIN || is_enough(pairing, around, (first, last), floor) {
        let score = score(around.sum() + own.min(LONG));
        return Some(Found { start, end, outcome: unchanged(pairing, first), score });
    }
    // What stood on the other side was taken out: the place is likely, and somebody is to look.
    let is_likely = around.before.max(around.after) >= FLOOR_OF_ASKED;
    is_likely.then(|| Found { start, end, outcome: Outcome::Changed, score: score(around.sum()).min(60) })
}

/// Whether so many of the words around a few were changed that the same words may stand there by chance.
fn is_torn(pairing: &Pairing<'_>, olds: (usize, usize), news: (usize, usize)) -> bool {
    let fits = |old: usize, new: Option<usize>| {
        new.is_some_and(|new| pairing.opposite.get(old) == Some(&new)) && pairing.fate[old] == Fate::Kept
    };
    let n = pairing.opposite.len();
    let left = |by: usize| olds.0.checked_sub(by).is_none_or(|old| fits(old, news.0.checked_sub(by)));
    let right = |by: usize| olds.1 + by >= n || fits(olds.1 + by, Some(news.1 + by));
    if left(1) && right(0) {
        return false;
    }
    let (from, to) = (olds.0.saturating_sub(TORN_REACH), (olds.1 + TORN_REACH).min(n));
    let around = (from..olds.0).chain(olds.1..to);
    let n_kept = around.clone().filter(|at| pairing.fate[*at] == Fate::Kept).count();
    n_kept * 100 < around.count() * TORN_SHARE
}

fn is_word(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_alphanumeric)
}

/// Whether the word left of a span that begins at the old word `first` and the new word `start` is
/// the same as its first, in one of the texts alone: either of the two may be meant.
fn doubled_before(pairing: &Pairing<'_>, first: usize, start: usize) -> bool {
    let word = pairing.old.words[first];
    let old = first.checked_sub(1).filter(|at| pairing.old.words[*at] == word);
    let new = start.checked_sub(1).filter(|at| pairing.new.words[*at] == word);
    let paired = |old: usize, new: usize| pairing.opposite[old] == new;
    is_word(pairing.old.word(first))
        && (old.is_some() || new.is_some())
        && !old.zip(new).is_some_and(|(old, new)| paired(old, new))
}

/// The same on the right of a span that ends with the old word `last` and before the new word `end`.
fn doubled_after(pairing: &Pairing<'_>, last: usize, end: usize) -> bool {
    let word = pairing.old.words[last];
    let old = (last + 1 < pairing.old.words.len() && pairing.old.words[last + 1] == word).then_some(last + 1);
    let new = (end < pairing.new.words.len() && pairing.new.words[end] == word).then_some(end);
    let paired = |old: usize, new: usize| pairing.opposite[old] == new;
    is_word(pairing.old.word(last))
        && (old.is_some() || new.is_some())
        && !old.zip(new).is_some_and(|(old, new)| paired(old, new))
}

/// Whether the words around agree enough. A short text has not much to agree: there nearly all must.
fn is_enough(pairing: &Pairing<'_>, around: Around, olds: (usize, usize), floor: i32) -> bool {
    let n = pairing.old.tokens.len();
    if around.sum() >= floor {
        // In the midst of a sentence both sides must agree: "The" of a sentence that was taken out
        // looks like the "The" of the one that follows.
        let (first, last) = olds;
        let begins = || pairing.old.break_before(first) >= 2;
        let ends = || {
            let stops = pairing.old.break_before(last + 1) >= 2;
            pairing.old.break_before(last) >= 2 || stops && pairing.fate.get(last) == Some(&Fate::Kept)
        };
        return floor == FLOOR_OF_LONG
            || (around.before >= LEAST_A_SIDE || begins()) && (around.after >= LEAST_A_SIDE || ends());
    }
    let available: i32 = (0..olds.0).chain(olds.1..n).take(40).map(|at| pairing.bits(at)).sum();
    n <= 40 && around.sum() * 10 >= available * 8
}

/// How sure a place is of which this many bits agree.
fn score(bits: i32) -> u8 {
    u8::try_from((100 - 1600 / (bits.max(0) + 16)).clamp(0, 100)).unwrap_or_default()
}

/// The byte at which a span begins that begins in the old word `at`.
fn start_at(pairing: &Pairing<'_>, span: Span, at: usize) -> usize {
    let (old, new) = (pairing.old.tokens[at], pairing.new.tokens[pairing.opposite[at]]);
    if span.start() > old.start {
        return inside(pairing, at, span.start());
    }
    // White space before the first word stays with the span where it is still there.
    let blank = pairing.old.text.get(span.start()..old.start).unwrap_or_default();
    let before = pairing.new.text.get(..new.start).unwrap_or_default();
    if before.ends_with(blank) { new.start - blank.len() } else { new.start }
}

/// The byte at which a span ends that ends in the old word `at`.
fn end_at(pairing: &Pairing<'_>, span: Span, at: usize) -> usize {
    let (old, new) = (pairing.old.tokens[at], pairing.new.tokens[pairing.opposite[at]]);
    if span.end() < old.end {
        return inside(pairing, at, span.end());
    }
    let blank = pairing.old.text.get(old.end..span.end()).unwrap_or_default();
    let behind = pairing.new.text.get(new.end..).unwrap_or_default();
    if behind.starts_with(blank) { new.end + blank.len() } else { new.end }
}

/// The byte of the new word opposite of `at` that answers to byte `byte` inside the old one, by the
/// letters both begin or end with.
fn inside(pairing: &Pairing<'_>, at: usize, byte: usize) -> usize {
    let (old, new) = (pairing.old.tokens[at], pairing.new.tokens[pairing.opposite[at]]);
    let (word, other) = (pairing.old.word(at), pairing.new.word(pairing.opposite[at]));
    let head = word.get(..byte - old.start).unwrap_or_default();
    let tail = word.get(byte - old.start..).unwrap_or_default();
    if other.starts_with(head) {
        new.start + head.len()
    } else if other.ends_with(tail) {
        new.end - tail.len()
    } else {
        new.end
    }
}

/// A span some of whose words are not what they were.
struct Changed<'p, 't> {
    pairing: &'p Pairing<'t>,
    span: Span,
    first: usize,
    last: usize,
}

impl Changed<'_, '_> {
    fn find(&self) -> Option<Found> {
        let firm: Vec<usize> = self.firm_words();
        let (Some(head), Some(tail)) = (firm.first().copied(), firm.last().copied()) else {
            return self.replaced();
        };
        let moved = self.pairing.moved[head];
        let (start, end) = (self.start(head, moved)?, self.end(tail, moved)?);
        let (start, end) =
            ((self.without_signs_before(start.0), start.1), (self.without_signs_after(end.0), end.1));
        let news = (self.token_from(start.0), self.token_to(end.0));
        if self.has_double(head, tail, news) {
            return None;
        }
        let around = evidence::around(self.pairing, (self.first, self.last), news);
        let own: i32 = firm.iter().map(|at| self.pairing.bits(*at)).sum();
        let all: i32 = (self.first..self.last).map(|at| self.pairing.bits(at)).sum();
        let floor = if own >= LONG { FLOOR_OF_LONG } else { FLOOR };
        let sure = start.1 && end.1;
        if !sure || own * 4 < all && around.sum() < FLOOR_OF_GUESSED {
            return None;
        }
        if !is_enough(self.pairing, around, (self.first, self.last), floor) {
            return None;
        }
        let (own, all) = (u32::try_from(own).unwrap_or(0), u32::try_from(all).unwrap_or(1).max(1));
        let alike = u8::try_from(own * 100 / all).unwrap_or(100).max(20);
        let score = score(around.sum() + 8).min(alike.saturating_add(20).min(95));
        Some(Found { start: start.0, end: end.0, outcome: Outcome::Changed, score })
    }

    /// A span that began with a word does not begin with the comma left of what was taken out.
    fn without_signs_before(&self, byte: usize) -> usize {
        let new = &self.pairing.new;
        let signs = (self.token_from(byte)..new.tokens.len()).take_while(|at| !is_word(new.word(*at)));
        let first_word = self.token_from(byte) + signs.count();
        match new.tokens.get(first_word) {
            Some(token) if is_word(self.pairing.old.word(self.first)) => token.start.max(byte),
            _ => byte,
        }
    }

    /// The same at its end.
    fn without_signs_after(&self, byte: usize) -> usize {
        let new = &self.pairing.new;
        let last_word = (0..self.token_to(byte)).rev().find(|at| is_word(new.word(*at)));
        match last_word.and_then(|at| new.tokens.get(at)) {
            Some(token) if is_word(self.pairing.old.word(self.last - 1)) => token.end.min(byte),
            _ => byte,
        }
    }

    /// Whether an edge of the span could as well be the same word beside it.
    fn has_double(&self, head: usize, tail: usize, news: (usize, usize)) -> bool {
        head == self.first && doubled_before(self.pairing, head, news.0)
            || tail + 1 == self.last && doubled_after(self.pairing, tail, news.1)
    }

    fn is_firm(&self, at: usize) -> bool {
        matches!(self.pairing.fate[at], Fate::Kept | Fate::Alike)
    }

    /// The words of the span that were kept, in order and in one neighbourhood. Where they went
    /// two ways, the weightier part.
    fn firm_words(&self) -> Vec<usize> {
        let all: Vec<usize> = (self.first..self.last).filter(|at| self.is_firm(*at)).collect();
        let longest_jump = 2 * (self.last - self.first) + 8;
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for at in all {
            let (opposite, moved) = (self.pairing.opposite[at], self.pairing.moved[at]);
            let fits = groups.iter_mut().find(|group| {
                group.last().is_some_and(|last| {
                    let before = self.pairing.opposite[*last];
                    self.pairing.moved[*last] == moved
                        && opposite > before
                        && opposite - before <= longest_jump
                })
            });
            match fits {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
        let weight = |group: &Vec<usize>| group.iter().map(|at| self.pairing.bits(*at)).sum::<i32>();
        groups.into_iter().max_by_key(weight).unwrap_or_default()
    }

    /// Where it begins, and whether that is certain. `head` is its first word that was kept.
    fn start(&self, head: usize, moved: bool) -> Option<(usize, bool)> {
        let (pairing, first) = (self.pairing, self.first);
        if head == first {
            return Some((start_at(pairing, self.span, first), true));
        }
        let to = pairing.opposite[head];
        let token = |at: usize| pairing.new.tokens.get(at).map(|token| token.start);
        let before = (first.saturating_sub(NEAR)..first).rev().find(|at| self.is_neighbour(*at, moved));
        let from = before.map_or(NONE, |at| pairing.opposite[at]);
        let (olds, news) = match before {
            Some(before) if from < to => (before + 1..head, from + 1..to),
            None if first == 0 && to <= NEAR => (0..head, 0..to),
            _ => return Some((token(to)?, self.is_cut_before(to, moved))),
        };
        if let Some(byte) = self.by_letters(olds.clone(), news.clone(), self.span.start()) {
            return Some((byte, true));
        }
        if olds.start == first && news.len() <= 2 * (head - first) + 3 {
            return Some((token(news.start)?, news.len() <= olds.len()));
        }
        if olds.len() == news.len() {
            return Some((token(news.start + (first - olds.start))?, true));
        }
        let opposite = pairing.opposite[first];
        let guess = if opposite != NONE && opposite < to && news.contains(&opposite) { opposite } else { to };
        Some((token(guess)?, news.is_empty()))
    }

    /// Where it ends, and whether that is certain. `tail` is its last word that was kept.
    fn end(&self, tail: usize, moved: bool) -> Option<(usize, bool)> {
        let (pairing, last) = (self.pairing, self.last);
        if tail + 1 == last {
            return Some((end_at(pairing, self.span, tail), true));
        }
        let from = pairing.opposite[tail];
        let token = |at: usize| pairing.new.tokens.get(at).map(|token| token.end);
        let n = pairing.opposite.len();
        let behind = (last..(last + NEAR).min(n)).find(|at| self.is_neighbour(*at, moved));
        let (olds, news) = match behind {
            Some(behind) if pairing.opposite[behind] > from => {
                (tail + 1..behind, from + 1..pairing.opposite[behind])
            }
            None if last == n && pairing.source.len() - from <= NEAR + 1 => {
                (tail + 1..n, from + 1..pairing.source.len())
            }
            _ => return Some((token(from)?, self.is_cut_after(from, moved))),
        };
        if let Some(byte) = self.by_letters(olds.clone(), news.clone(), self.span.end()) {
            return Some((byte, true));
        }
        if olds.end == last && news.len() <= 2 * (last - tail - 1) + 3 {
            return Some((token(news.end - 1)?, news.len() <= olds.len()));
        }
        if olds.len() == news.len() {
            return Some((token(news.end - 1 - (olds.end - last))?, true));
        }
        let opposite = pairing.opposite[last - 1];
        let guess = if opposite != NONE && news.contains(&opposite) { opposite } else { from };
        Some((token(guess)?, news.is_empty()))
    }

    /// Whether the new word at `to` follows on one that stood before the span: all between was taken
    /// out, and nothing but a sign put in.
    fn is_cut_before(&self, to: usize, moved: bool) -> bool {
        let beside = (0..to).rev().take(SIGNS + 1).find(|at| !self.is_new_sign(*at));
        beside.is_some_and(|at| self.stood(self.pairing.source[at], moved, |old| old < self.first))
    }

    /// The same behind the new word at `from`.
    fn is_cut_after(&self, from: usize, moved: bool) -> bool {
        let behind = from + 1..self.pairing.source.len();
        let beside = behind.take(SIGNS + 1).find(|at| !self.is_new_sign(*at));
        beside.is_some_and(|at| self.stood(self.pairing.source[at], moved, |old| old >= self.last))
    }

    fn is_new_sign(&self, at: usize) -> bool {
        self.pairing.source[at] == NONE && !is_word(self.pairing.new.word(at))
    }

    fn stood(&self, source: usize, moved: bool, on_its_side: impl Fn(usize) -> bool) -> bool {
        source != NONE && on_its_side(source) && self.is_neighbour(source, moved)
    }

    fn is_neighbour(&self, at: usize, moved: bool) -> bool {
        self.is_firm(at) && self.pairing.moved[at] == moved
    }

    /// None of its words was kept: what stands between its neighbours now replaced it.
    fn replaced(&self) -> Option<Found> {
        let (pairing, first, last) = (self.pairing, self.first, self.last);
        let n = pairing.opposite.len();
        let before = (first.saturating_sub(NEAR)..first).rev().find(|at| self.is_firm(*at));
        let behind = (last..(last + NEAR).min(n)).find(|at| self.is_firm(*at));
        let (olds, news) = match (before, behind) {
            (Some(before), Some(behind)) if pairing.moved[before] == pairing.moved[behind] => {
                (before + 1..behind, pairing.opposite[before] + 1..pairing.opposite[behind])
            }
            (None, Some(behind)) if first <= NEAR => (0..behind, 0..pairing.opposite[behind]),
            (Some(before), None) if n - last <= NEAR => {
                (before + 1..n, pairing.opposite[before] + 1..pairing.source.len())
            }
            _ => return None,
        };
        if news.is_empty() || olds.len() > MOST_REPLACED || news.len() > olds.len() + 1 {
            return None;
        }
        let taken = |at: usize| {
            let source = pairing.source[at];
            source != NONE && !olds.contains(&source)
        };
        if news.clone().any(taken) {
            return None;
        }
        let around = evidence::around(pairing, (olds.start, olds.end), (news.start, news.end));
        if around.before.min(around.after) < FLOOR_A_SIDE && first > 0 && last < n {
            return None;
        }
        let score = score(around.sum() / 2).min(60);
        let found = |start, end| Found { start, end, outcome: Outcome::Changed, score };
        let letters = self.by_letters(olds.clone(), news.clone(), self.span.start());
        let letters = letters.zip(self.by_letters(olds.clone(), news.clone(), self.span.end()));
        if let Some((start, end)) = letters.filter(|_| around.sum() >= FLOOR) {
            return Some(found(start, end));
        }
        let tokens = &pairing.new.tokens;
        if olds == (first..last) && news.len() <= olds.len() && around.sum() >= FLOOR_OF_REPLACED {
            return Some(found(tokens[news.start].start, tokens[news.end - 1].end));
        }
        if olds.len() == news.len() && around.sum() >= FLOOR_OF_GUESSED {
            let start = news.start + (first - olds.start);
            return Some(found(tokens[start].start, tokens[start + (last - first) - 1].end));
        }
        None
    }

    /// Where byte `byte` of the old text lies when the words `olds` and `news` have the same letters,
    /// only divided otherwise.
    fn by_letters(
        &self,
        olds: std::ops::Range<usize>,
        news: std::ops::Range<usize>,
        byte: usize,
    ) -> Option<usize> {
        if olds.len() == news.len() || olds.len().max(news.len()) > 2 * NEAR {
            return None;
        }
        let old: String = olds.clone().map(|at| self.pairing.old.word(at)).collect();
        let new: String = news.clone().map(|at| self.pairing.new.word(at)).collect();
        if old != new {
            return None;
        }
        let is_end = byte == self.span.end();
        let letters = |at: usize| {
            let token = self.pairing.old.tokens[at];
            token.end.min(byte).saturating_sub(token.start)
        };
        let mut rest: usize = olds.map(letters).sum();
        for at in news {
            let token = self.pairing.new.tokens[at];
            let len = token.end - token.start;
            if rest < len || (is_end && rest == len) {
                return Some(token.start + rest);
            }
            rest -= len;
        }
        None
    }

    /// The new word at or after a byte.
    fn token_from(&self, byte: usize) -> usize {
        self.pairing.new.tokens.partition_point(|token| token.end <= byte)
    }

    /// The end of the new words before a byte.
    fn token_to(&self, byte: usize) -> usize {
        self.pairing.new.tokens.partition_point(|token| token.start < byte)
    }
}
