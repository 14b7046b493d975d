//! Which words of two versions of a line differ.

use std::ops::Range;

/// Two lines of more words than this, multiplied, are compared from both ends only.
const MOST_CELLS: usize = 250_000;

/// A stretch of one version: some words with the space behind them, all the same or all different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Bytes of the version.
    pub range: Range<usize>,
    /// Whether the other version lacks them.
    pub differs: bool,
}

/// The stretches of `before` and of `now`: a longest common subsequence of words is the same, the
/// rest differs. Each version's stretches are its whole text in order.
pub fn word_diff(before: &str, now: &str) -> (Vec<Stretch>, Vec<Stretch>) {
    let (old, new) = (pieces(before), pieces(now));
    let same = |i: &usize, j: &usize| word(before, &old[*i]) == word(now, &new[*j]);
    let first = (0..old.len().min(new.len())).take_while(|at| same(at, at)).count();
    let most = old.len().min(new.len()) - first;
    let last = (1..=most).take_while(|back| same(&(old.len() - back), &(new.len() - back))).count();
    let (old_mid, new_mid) = (first..old.len() - last, first..new.len() - last);
    let mut old_kept = vec![true; old.len()];
    let mut new_kept = vec![true; new.len()];
    old_kept[old_mid.clone()].fill(false);
    new_kept[new_mid.clone()].fill(false);
    if old_mid.len().saturating_mul(new_mid.len()) <= MOST_CELLS {
        for (i, j) in common(&old_mid, &new_mid, &same) {
            old_kept[i] = true;
            new_kept[j] = true;
        }
    }
    (joined(&old, &old_kept), joined(&new, &new_kept))
}

/// Each word with the space behind it; space before the first word belongs to that.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut in_space = false;
    for (at, sign) in text.char_indices() {
        if !sign.is_whitespace() && in_space && text.get(start..at).is_some_and(|own| !own.trim().is_empty())
        {
            pieces.push(start..at);
            start = at;
        }
        in_space = sign.is_whitespace();
    }
    if start < text.len() {
        pieces.push(start..text.len());
    }
    pieces
}

fn word<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    text.get(range.clone()).unwrap_or_default().trim()
}

/// A longest common subsequence of the words in two ranges, as pairs of their indices.
fn common(
    old: &Range<usize>,
    new: &Range<usize>,
    same: &impl Fn(&usize, &usize) -> bool,
) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if same(&(old.start + i), &(new.start + j)) {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < old.len() && j < new.len() {
        if same(&(old.start + i), &(new.start + j)) {
            pairs.push((old.start + i, new.start + j));
            i += 1;
            j += 1;
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

fn joined(pieces: &[Range<usize>], kept: &[bool]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (piece, kept) in pieces.iter().zip(kept) {
        match stretches.last_mut() {
            Some(last) if last.differs != *kept => last.range.end = piece.end,
            _ => stretches.push(Stretch { range: piece.clone(), differs: !kept }),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(text: &str, stretches: &[Stretch]) -> String {
        let marked = stretches.iter().map(|stretch| {
            let words = text.get(stretch.range.clone()).unwrap_or_default();
            if stretch.differs { format!("[{words}]") } else { words.to_owned() }
        });
        marked.collect()
    }

    #[track_caller]
    fn check(before: &str, now: &str, expected: (&str, &str)) {
        let (old, new) = word_diff(before, now);
        assert_eq!((marked(before, &old).as_str(), marked(now, &new).as_str()), expected);
    }

    #[test]
    fn a_changed_word_is_marked_on_both_sides() {
        check("closed two piers", "closed three piers", ("closed [two ]piers", "closed [three ]piers"));
    }

    #[test]
    fn added_words_are_marked_on_one_side() {
        check(
            "closed two piers",
            "closed two piers on Tuesday",
            ("closed two piers", "closed two piers [on Tuesday]"),
        );
    }

    #[test]
    fn words_moved_are_marked_once() {
        check("a b c d", "c d a b", ("[a b ]c d", "c d [a b]"));
    }

    #[test]
    fn space_alone_is_no_difference() {
        check("two  piers", "two piers", ("two  piers", "two piers"));
        check("", "new", ("", "[new]"));
    }

    proptest! {
        #[test]
        fn stretches_are_the_whole_of_each_version(before in "[a-c \n]{0,30}", now in "[a-c \n]{0,30}") {
            let (old, new) = word_diff(&before, &now);
            for (text, stretches) in [(&before, &old), (&now, &new)] {
                let whole: String = stretches.iter().filter_map(|s| text.get(s.range.clone())).collect();
                prop_assert_eq!(&whole, text);
            }
            let kept = |text: &str, stretches: &[Stretch]| -> Vec<String> {
                let same = stretches.iter().filter(|s| !s.differs).filter_map(|s| text.get(s.range.clone()));
                same.flat_map(|words| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
            };
            prop_assert_eq!(kept(&before, &old), kept(&now, &new));
        }
    }
}
