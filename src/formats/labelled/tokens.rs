//! Tokens: runs of letters and digits, and each other visible character, cut where a mark begins
//! or ends, so that every mark is made of whole tokens.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::{Article, Block};
use crate::text::segment;

/// A token, in bytes of the text; never empty, no white space in it.
pub(in crate::formats) type Token = Range<usize>;

/// The sentences of an article as lists of tokens, in order; with the index of the block each is in.
/// Text outside of blocks has its sentences too, without a block.
pub(in crate::formats) fn sentences(article: &Article, cuts: &[usize]) -> Vec<(Option<usize>, Vec<Token>)> {
    let text = article.text();
    let mut found = Vec::new();
    let mut at = 0;
    for (number, Block { span, .. }) in article.blocks().iter().enumerate() {
        add(text, at..span.start(), None, cuts, &mut found);
        add(text, span.start()..span.end(), Some(number), cuts, &mut found);
        at = span.end();
    }
    add(text, at..text.len(), None, cuts, &mut found);
    found
}

fn add(
    text: &str,
    range: Range<usize>,
    block: Option<usize>,
    cuts: &[usize],
    found: &mut Vec<(Option<usize>, Vec<Token>)>,
) {
    let part = text.get(range.clone()).unwrap_or_default();
    for sentence in segment::sentences(part) {
        let tokens = tokens(text, range.start + sentence.start..range.start + sentence.end, cuts);
        if !tokens.is_empty() {
            found.push((block, tokens));
        }
    }
}

/// The tokens of `range`; `cuts` are sorted bytes on char boundaries.
pub(in crate::formats) fn tokens(text: &str, range: Range<usize>, cuts: &[usize]) -> Vec<Token> {
    let part = text.get(range.clone()).unwrap_or_default();
    let mut found = Vec::new();
    for (at, piece) in part.split_word_bound_indices() {
        let start = range.start + at;
        visible(text, start..start + piece.len(), cuts, &mut found);
    }
    found
}

/// Cuts a piece at white space and at `cuts`.
fn visible(text: &str, piece: Range<usize>, cuts: &[usize], found: &mut Vec<Token>) {
    let mut start = piece.start;
    let mut push = |start: usize, end: usize| {
        if start < end {
            found.push(start..end);
        }
    };
    let mut next_cut = cuts.partition_point(|cut| *cut <= piece.start);
    for (at, c) in text.get(piece.clone()).unwrap_or_default().char_indices() {
        let at = piece.start + at;
        if cuts.get(next_cut) == Some(&at) {
            push(start, at);
            start = at;
        }
        while cuts.get(next_cut).is_some_and(|cut| *cut <= at) {
            next_cut += 1;
        }
        if c.is_whitespace() {
            push(start, at);
            start = at + c.len_utf8();
        }
    }
    push(start, piece.end);
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_words_marks_and_what_lies_between_cuts() {
        let text = "Don’t, “Ada”\u{a0}left.";
        let words = |cuts: &[usize]| -> Vec<&str> {
            tokens(text, 0..text.len(), cuts).into_iter().map(|token| &text[token]).collect()
        };
        assert_eq!(words(&[]), ["Don’t", ",", "“", "Ada", "”", "left", "."]);
        let inside = text.find("da").unwrap_or(0);
        assert_eq!(words(&[inside]), ["Don’t", ",", "“", "A", "da", "”", "left", "."]);
    }
}
