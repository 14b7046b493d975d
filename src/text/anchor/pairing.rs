//! Which word of the old text lies opposite of which word of the new one.
//!
//! Runs of words that are unique in both texts are found first and their heaviest chain in order
//! is the backbone (as in patience diff); runs off the chain are what was moved. What lies between
//! is divided by runs unique there, and at last aligned word by word. A text that repeats itself
//! has no unique runs: there the nearest place where both go on alike is taken.

use super::ambiguous::ambiguous;
use super::gap::{Ends, Pair, align};
use super::seeds::{Run, chain, hash, unique_runs};
use super::tokens::{Lexicon, Token};

/// No word.
pub(super) const NONE: usize = usize::MAX;

/// What became of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing lies opposite.
    Gone,
    /// The same word.
    Kept,
    /// A word spelt nearly the same.
    Alike,
    /// Another word.
    Replaced,
}

/// One text as the pairing sees it.
pub(super) struct Side<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    pub(super) words: Vec<u32>,
}

impl<'t> Side<'t> {
    pub(super) fn new(text: &'t str, tokens: Vec<Token>) -> Self {
        let words = tokens.iter().map(|token| token.word).collect();
        Self { text, tokens, words }
    }

    pub(super) fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).and_then(|token| self.text.get(token.start..token.end)).unwrap_or_default()
    }

    /// How strong the break before a token is: 3 between paragraphs, 2 between sentences, 1 at a comma.
    pub(super) fn break_before(&self, at: usize) -> u32 {
        let Some(before) = at.checked_sub(1).and_then(|before| self.tokens.get(before)) else { return 3 };
        let Some(token) = self.tokens.get(at) else { return 3 };
        let between = self.text.get(before.end..token.start).unwrap_or_default();
        if between.contains('\n') {
            return 3;
        }
        let last = if matches!(self.word(at - 1), "”" | "\"" | "’" | "»" | ")") && !between.is_empty() {
            at.checked_sub(2).map_or("", |at| self.word(at))
        } else {
            self.word(at - 1)
        };
        match last {
            "." | "!" | "?" | "…" | "。" => 2,
            "," | ";" | ":" | "—" | "–" | "،" | "、" => 1,
            _ => 0,
        }
    }
}

/// See the module.
pub(super) struct Pairing<'t> {
    pub(super) old: Side<'t>,
    pub(super) new: Side<'t>,
    pub(super) lexicon: Lexicon,
    /// For each old word the new one opposite, or [`NONE`].
    pub(super) opposite: Vec<usize>,
    /// For each new word the old one opposite, or [`NONE`].
    pub(super) source: Vec<usize>,
    pub(super) fate: Vec<Fate>,
    /// Whether an old word was paired out of order.
    pub(super) moved: Vec<bool>,
    /// Whether an old word could as well lie elsewhere.
    pub(super) doubtful: Vec<bool>,
}

/// Words of a run that begins a backbone.
const WIDTH: usize = 4;
/// Cells an alignment word by word may have.
const SMALL: usize = 40_000;
const LARGE: usize = 1_000_000;
/// How far a text that repeats itself is searched for the place where both go on alike.
const LOOK: usize = 2_000;
/// How far a moved run is followed through words that changed.
const FOLLOW: usize = 60;
/// What a moved run must say, in bits, where its width alone proves little.
const MOVED_BITS: i32 = 18;
/// What words beyond the last sentence of a moved run must say to be believed moved with it.
const BEYOND_BITS: i32 = 16;

impl<'t> Pairing<'t> {
    pub(super) fn new(old: Side<'t>, new: Side<'t>, lexicon: Lexicon) -> Self {
        let (n_old, n_new) = (old.tokens.len(), new.tokens.len());
        let mut pairing = Self {
            old,
            new,
            lexicon,
            opposite: vec![NONE; n_old],
            source: vec![NONE; n_new],
            fate: vec![Fate::Gone; n_old],
            moved: vec![false; n_old],
            doubtful: Vec::new(),
        };
        let unique = pairing.whole();
        pairing.doubtful = ambiguous(&pairing, &unique);
        pairing
    }

    /// Pairs everything; says which runs stand once in each text.
    fn whole(&mut self) -> Vec<Run> {
        let (n_old, n_new) = (self.old.words.len(), self.new.words.len());
        let runs = unique_runs(&self.old.words, &self.new.words, WIDTH);
        let (backbone, mut others) = chain(&runs);
        for run in &backbone {
            self.keep(*run, false);
        }
        let mut gaps = Vec::with_capacity(backbone.len() + 1);
        let (mut old, mut new) = (0, 0);
        for run in backbone.iter().copied().chain([Run { old: n_old, new: n_new, len: 0 }]) {
            gaps.push((old..run.old, new..run.new));
            (old, new) = (run.old + run.len, run.new + run.len);
        }
        for (olds, news) in &mut gaps {
            while olds.start < olds.end
                && news.start < news.end
                && self.old.words[olds.start] == self.new.words[news.start]
            {
                self.set(olds.start, news.start, Fate::Kept, false);
                olds.start += 1;
                news.start += 1;
            }
            while olds.start < olds.end
                && news.start < news.end
                && self.old.words[olds.end - 1] == self.new.words[news.end - 1]
            {
                olds.end -= 1;
                news.end -= 1;
                self.set(olds.end, news.end, Fate::Kept, false);
            }
        }
        others.sort_by_key(|run| std::cmp::Reverse(run.len));
        for run in others {
            self.move_run(run);
        }
        for (olds, news) in gaps {
            let olds: Vec<usize> = olds.filter(|at| self.opposite[*at] == NONE).collect();
            let news: Vec<usize> = news.filter(|at| self.source[*at] == NONE).collect();
            self.between(&olds, &news);
        }
        self.leftovers();
        self.slide();
        runs
    }

    fn set(&mut self, old: usize, new: usize, fate: Fate, moved: bool) {
        self.opposite[old] = new;
        self.source[new] = old;
        self.fate[old] = fate;
        self.moved[old] = moved;
    }

    fn keep(&mut self, run: Run, moved: bool) {
        for step in 0..run.len {
            self.set(run.old + step, run.new + step, Fate::Kept, moved);
        }
    }

    fn free(&self, old: usize, new: usize) -> bool {
        self.opposite.get(old) == Some(&NONE) && self.source.get(new) == Some(&NONE)
    }

    pub(super) fn bits(&self, old: usize) -> i32 {
        self.lexicon.bits[self.old.words[old] as usize]
    }

    /// A run that stands elsewhere now, with what goes with it on both sides.
    fn move_run(&mut self, run: Run) {
        let mut run = run;
        while run.len > 0 && !self.free(run.old, run.new) {
            run = Run { old: run.old + 1, new: run.new + 1, len: run.len - 1 };
        }
        let whole = (0..run.len).take_while(|step| self.free(run.old + step, run.new + step)).count();
        run.len = whole;
        let bits: i32 = (0..run.len).map(|step| self.bits(run.old + step)).sum();
        if run.len < 2 || bits < MOVED_BITS {
            return;
        }
        self.keep(run, true);
        let mut from = Some((run.old + run.len, run.new + run.len));
        while let Some((old, new)) = from {
            from = self.follow(old, new, 1);
        }
        from = Some((run.old, run.new));
        while let Some((old, new)) = from {
            from = self.follow(old, new, -1);
        }
    }

    /// Pairs what goes with a moved run, from its end on (`way` 1) or from its start back (`way` -1).
    /// Says from where to go on, if it got as far as it looked.
    fn follow(&mut self, old: usize, new: usize, way: isize) -> Option<(usize, usize)> {
        let place = |from: usize, step: usize| {
            if way > 0 { from.checked_add(step) } else { from.checked_sub(step + 1) }
        };
        let olds: Vec<usize> = (0..FOLLOW)
            .map_while(|step| place(old, step).filter(|at| self.opposite.get(*at) == Some(&NONE)))
            .collect();
        let news: Vec<usize> = (0..FOLLOW)
            .map_while(|step| place(new, step).filter(|at| self.source.get(*at) == Some(&NONE)))
            .collect();
        let (mut pairs, _) = align(olds.len(), news.len(), Ends::Start, |a, b| self.pair(olds[a], news[b]));
        // Whether what comes next begins a sentence in both texts: there the run may well end.
        let ends_here = |old: usize, new: usize| {
            let edge = usize::from(way < 0);
            let (old, new) = (old + edge, new + edge);
            // Before the pair when going on, behind it when going back.
            self.old.break_before(old) >= 2 && self.new.break_before(new) >= 2
        };
        let mut bits = 0;
        for place in (0..pairs.len()).rev() {
            let (old, new) = (olds[pairs[place].0], news[pairs[place].1]);
            if self.old.words[old] == self.new.words[new] {
                bits += self.bits(old);
            }
            if ends_here(old, new) {
                if bits < BEYOND_BITS {
                    pairs.truncate(place);
                }
                bits = 0;
            }
        }
        for (old, new) in pairs {
            let (old, new) = (olds[old], news[new]);
            let fate = self.fate_of(old, new);
            self.set(old, new, fate, true);
        }
        let (old, new) = olds.get(FOLLOW - 1).copied().zip(news.get(FOLLOW - 1).copied())?;
        let on = usize::from(way > 0);
        (self.opposite[old] == new).then_some((old + on, new + on))
    }

    fn fate_of(&self, old: usize, new: usize) -> Fate {
        match self.pair(old, new) {
            Pair::Equal(_) => Fate::Kept,
            Pair::Alike => Fate::Alike,
            Pair::Other | Pair::Unlike => Fate::Replaced,
        }
    }

    fn pair(&self, old: usize, new: usize) -> Pair {
        if self.old.words[old] == self.new.words[new] {
            return Pair::Equal(self.bits(old));
        }
        let (old, new) = (self.old.word(old), self.new.word(new));
        let is_word = |word: &str| word.chars().next().is_some_and(char::is_alphanumeric);
        match (is_word(old), is_word(new)) {
            (true, true) if alike(old, new) => Pair::Alike,
            (true, true) | (false, false) => Pair::Other,
            _ => Pair::Unlike,
        }
    }

    /// Pairs two stretches, given as the places of their words, in order.
    fn between(&mut self, olds: &[usize], news: &[usize]) {
        let equal = |a: &usize, b: &usize| self.old.words[*a] == self.new.words[*b];
        let head = olds.iter().zip(news).take_while(|(a, b)| equal(a, b)).count();
        let (olds, news, heads) = (&olds[head..], &news[head..], (&olds[..head], &news[..head]));
        let tail = olds.iter().rev().zip(news.iter().rev()).take_while(|(a, b)| equal(a, b)).count();
        let (olds, old_tail) = olds.split_at(olds.len() - tail);
        let (news, new_tail) = news.split_at(news.len() - tail);
        for (olds, news) in [heads, (old_tail, new_tail)] {
            for (old, new) in olds.iter().zip(news) {
                self.set(*old, *new, Fate::Kept, false);
            }
        }
        if olds.is_empty() || news.is_empty() {
            return;
        }
        if olds.len() * news.len() <= SMALL {
            self.word_by_word(olds, news);
            return;
        }
        let words = |places: &[usize], words: &[u32]| places.iter().map(|at| words[*at]).collect::<Vec<_>>();
        let (old_words, new_words) = (words(olds, &self.old.words), words(news, &self.new.words));
        for width in [4, 3, 2] {
            let (chained, _) = chain(&unique_runs(&old_words, &new_words, width));
            if chained.is_empty() {
                continue;
            }
            let (mut old, mut new) = (0, 0);
            for run in chained.into_iter().chain([Run { old: olds.len(), new: news.len(), len: 0 }]) {
                for step in 0..run.len {
                    self.set(olds[run.old + step], news[run.new + step], Fate::Kept, false);
                }
                self.between(&olds[old..run.old], &news[new..run.new]);
                (old, new) = (run.old + run.len, run.new + run.len);
            }
            return;
        }
        self.go_on_alike(olds, news, &old_words, &new_words);
    }

    fn word_by_word(&mut self, olds: &[usize], news: &[usize]) {
        let (pairs, _) =
            align(olds.len(), news.len(), Ends::Both, |old, new| self.pair(olds[old], news[new]));
        let equal =
            pairs.iter().filter(|(a, b)| self.old.words[olds[*a]] == self.new.words[news[*b]]).count();
        let shorter = olds.len().min(news.len());
        if shorter > 8 && equal * 4 < shorter {
            return;
        }
        for (old, new) in pairs {
            let (old, new) = (olds[old], news[new]);
            let fate = self.fate_of(old, new);
            self.set(old, new, fate, false);
        }
    }

    /// Goes through two stretches that repeat themselves, from each difference to the nearest
    /// place from which both go on alike.
    fn go_on_alike(&mut self, olds: &[usize], news: &[usize], old_words: &[u32], new_words: &[u32]) {
        let mut places: Vec<(u64, usize)> =
            new_words.windows(WIDTH).enumerate().map(|(at, words)| (hash(words), at)).collect();
        places.sort_unstable();
        let (mut old, mut new) = (0, 0);
        while old < olds.len() && new < news.len() {
            if old_words[old] == new_words[new] {
                self.set(olds[old], news[new], Fate::Kept, false);
                old += 1;
                new += 1;
                continue;
            }
            let mut best: Option<(usize, usize, usize)> = None;
            for skipped in 0..LOOK {
                if best.is_some_and(|(cost, ..)| skipped >= cost) {
                    break;
                }
                let Some(window) = old_words.get(old + skipped..old + skipped + WIDTH) else { break };
                let wanted = (hash(window), new);
                let found = places.get(places.partition_point(|place| *place < wanted));
                if let Some((_, there)) = found.filter(|(hash, _)| *hash == wanted.0)
                    && best.is_none_or(|(cost, ..)| skipped + there - new < cost)
                {
                    best = Some((skipped + there - new, old + skipped, *there));
                }
            }
            let (next_old, next_new) = match best {
                Some((_, next_old, next_new)) => (next_old, next_new),
                None if olds.len() - old <= LOOK => (olds.len(), news.len()),
                None => (old + LOOK, new),
            };
            if next_new > new && (next_old - old) * (next_new - new) <= LARGE {
                self.word_by_word(&olds[old..next_old], &news[new..next_new]);
            }
            (old, new) = (next_old, next_new);
        }
    }

    /// What is left over in both texts may be the same short run, moved.
    fn leftovers(&mut self) {
        let left = |fates: &[usize]| -> Vec<usize> {
            fates.iter().enumerate().filter(|(_, opposite)| **opposite == NONE).map(|(at, _)| at).collect()
        };
        let (olds, news) = (left(&self.opposite), left(&self.source));
        let words = |places: &[usize], words: &[u32]| places.iter().map(|at| words[*at]).collect::<Vec<_>>();
        let (old_words, new_words) = (words(&olds, &self.old.words), words(&news, &self.new.words));
        let mut runs = unique_runs(&old_words, &new_words, 3);
        runs.sort_by_key(|run| std::cmp::Reverse(run.len));
        for run in runs {
            let (old, new) = (olds[run.old], news[run.new]);
            let in_one_piece =
                |places: &[usize], at: usize| places[at + run.len - 1] == places[at] + run.len - 1;
            if in_one_piece(&olds, run.old) && in_one_piece(&news, run.new) {
                self.move_run(Run { old, new, len: run.len });
            }
        }
    }

    /// Words put in or taken out between others that are the same can be seen at several places
    /// ("the dog. The cat" put in before or behind "The cat"): the place at a sentence's end is meant.
    fn slide(&mut self) {
        for old in 0..self.opposite.len() {
            let Some(next) = old.checked_add(1).filter(|next| *next < self.opposite.len()) else { break };
            let (from, to) = (self.opposite[old], self.opposite[next]);
            if from == NONE || to == NONE || to <= from + 1 {
                continue;
            }
            if (from + 1..to).all(|new| self.source[new] == NONE) {
                self.slide_inserted(old, from + 1, to);
            }
        }
        for new in 0..self.source.len() {
            let Some(next) = new.checked_add(1).filter(|next| *next < self.source.len()) else { break };
            let (from, to) = (self.source[new], self.source[next]);
            if from == NONE || to == NONE || to <= from + 1 {
                continue;
            }
            if (from + 1..to).all(|old| self.opposite[old] == NONE) {
                self.slide_deleted(new, from + 1, to);
            }
        }
    }

    fn kept_at(&self, old: usize, new: usize) -> bool {
        self.opposite.get(old) == Some(&new) && self.fate[old] == Fate::Kept
    }

    /// `start..end` of the new text was put in behind the old word `before`.
    fn slide_inserted(&mut self, before: usize, start: usize, end: usize) {
        let words = &self.new.words;
        let back = (0..=before.min(start - 1))
            .take_while(|back| {
                self.kept_at(before - back, start - 1 - back)
                    && words[start - 1 - back] == words[end - 1 - back]
            })
            .count();
        let on = (0..words.len() - end)
            .take_while(|on| self.kept_at(before + 1 + on, end + on) && words[start + on] == words[end + on])
            .count();
        let Some(by) = best_slide(&self.new, start, end, back, on) else { return };
        let moved = self.moved[before];
        for step in 0..by.unsigned_abs() {
            let (old, new) =
                if by < 0 { (before - step, end - 1 - step) } else { (before + 1 + step, start + step) };
            self.source[self.opposite[old]] = NONE;
            self.set(old, new, Fate::Kept, moved);
        }
    }

    /// `start..end` of the old text was taken out; the new word `before` stands before it.
    fn slide_deleted(&mut self, before: usize, start: usize, end: usize) {
        let words = &self.old.words;
        let back = (0..=before.min(start - 1))
            .take_while(|back| {
                self.kept_at(start - 1 - back, before - back)
                    && words[start - 1 - back] == words[end - 1 - back]
            })
            .count();
        let on = (0..words.len() - end)
            .take_while(|on| self.kept_at(end + on, before + 1 + on) && words[start + on] == words[end + on])
            .count();
        let Some(by) = best_slide(&self.old, start, end, back, on) else { return };
        for step in 0..by.unsigned_abs() {
            let (new, old) =
                if by < 0 { (before - step, end - 1 - step) } else { (before + 1 + step, start + step) };
            let was = self.source[new];
            let moved = self.moved[was];
            self.opposite[was] = NONE;
            self.fate[was] = Fate::Gone;
            self.set(old, new, Fate::Kept, moved);
        }
    }
}

/// By how many words the stretch `start..end` is best slid, back being negative.
fn best_slide(side: &Side<'_>, start: usize, end: usize, back: usize, on: usize) -> Option<isize> {
    let strength = |start: usize, end: usize| side.break_before(start) + side.break_before(end);
    let mut best = (strength(start, end), 0_isize);
    for step in 1..=back {
        let found = strength(start - step, end - step);
        if found > best.0 {
            best = (found, -step.cast_signed());
        }
    }
    for step in 1..=on {
        let found = strength(start + step, end + step);
        if found > best.0 {
            best = (found, step.cast_signed());
        }
    }
    (best.1 != 0).then_some(best.1)
}

/// Whether two words differ as a word and its misspelling do: by one letter put in, left out,
/// replaced or swapped, or by two in a long one.
fn alike(one: &str, other: &str) -> bool {
    let (shorter, longer) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if longer.len() - shorter.len() > 4 || longer.len() < 3 {
        return false;
    }
    let allowed = if longer.len() >= 7 { 2 } else { 1 };
    let (a, b): (Vec<char>, Vec<char>) = (shorter.chars().collect(), longer.chars().collect());
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    let kept = head + tail;
    let swapped = a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0];
    (swapped || b.len() <= allowed) && kept * 2 >= b.len() && kept > 0
}
