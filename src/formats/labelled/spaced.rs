//! Tokens as spaCy has them: every character is in one, but for a space behind a word, which
//! the word owns.

use std::collections::HashSet;
use std::sync::Arc;

use super::Pieces;
use super::tokens::{Token, tokens};

/// A token, and whether a space belongs to it that is not in its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) struct Spaced {
    pub(in crate::formats) range: Token,
    pub(in crate::formats) space: bool,
}

/// Whether spaCy has the character for white space: what Unicode does, and four separators of old files.
pub(in crate::formats) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// The tokens of a text, cut so that each piece is made of whole ones.
pub(in crate::formats) fn spaced(text: &Arc<str>, pieces: &Pieces) -> Vec<Spaced> {
    let starts: HashSet<usize> = pieces.all.iter().map(|piece| piece.span.start()).collect();
    let ends: HashSet<usize> = pieces.all.iter().map(|piece| piece.span.end()).collect();
    let mut cuts: Vec<usize> = starts.iter().chain(&ends).copied().collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut found: Vec<Spaced> = Vec::new();
    let mut at = 0;
    let visible = tokens(text, 0..text.len(), &cuts);
    let is_visible = |token: &Token| !text.get(token.clone()).is_some_and(|own| own.chars().all(is_space));
    for token in visible.into_iter().filter(is_visible).chain(std::iter::once(text.len()..text.len())) {
        let mut from = at;
        let owned = text.get(from..token.start).is_some_and(|gap| gap.starts_with(' '))
            && !starts.contains(&from)
            && !ends.contains(&(from + 1));
        if let Some(last) = found.last_mut().filter(|_| owned) {
            last.space = true;
            from += 1;
        }
        let inside = cuts.iter().skip(cuts.partition_point(|cut| *cut <= from)).copied();
        for end in inside.take_while(|cut| *cut < token.start).chain([token.start]) {
            if from < end {
                found.push(Spaced { range: from..end, space: false });
                from = end;
            }
        }
        at = token.end;
        if !token.is_empty() {
            found.push(Spaced { range: token, space: false });
        }
    }
    found
}

/// The first and the last of the tokens that `range` is made of.
pub(in crate::formats) fn ends(tokens: &[Spaced], start: usize, end: usize) -> Option<(usize, usize)> {
    let first = tokens.partition_point(|token| token.range.start < start);
    let after = tokens.partition_point(|token| token.range.end <= end);
    (first < after).then(|| (first, after - 1))
}
