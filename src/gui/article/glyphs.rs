//! From the glyphs of a galley to the graphemes they draw.
//!
//! egui promises a glyph a character. That holds for text from left to right whose letters neither
//! join nor split; a ligature is then a glyph followed by some without width. Elsewhere the glyphs
//! are matched with the graphemes by the character each says it begins with.

use std::ops::Range;

use egui::epaint::text::{Glyph, Row};

/// The left and right edge of each grapheme, in the order of the text; points from the row's left.
pub(super) type Edges = Vec<(f32, f32)>;

/// The edges of graphemes written from left to right in a row of this width, where there is a glyph
/// for each character. `n_chars` says how many characters each grapheme has.
pub(super) fn left_to_right(glyphs: &[Glyph], width: f32, n_chars: &[usize]) -> Option<Edges> {
    if n_chars.iter().sum::<usize>() != glyphs.len() {
        return None;
    }
    let mut edges = Edges::with_capacity(n_chars.len());
    let mut first = 0;
    for n in n_chars {
        let own = &glyphs[first..first + n];
        let left = own.first().map_or(0.0, |glyph| glyph.pos.x);
        let is_part = own.iter().all(continues);
        // What continues a ligature has no place of its own: marked by an edge that is not a number.
        edges.push(if is_part && !edges.is_empty() { (f32::NAN, f32::NAN) } else { (left, left) });
        first += n;
    }
    close(&mut edges, width);
    Some(edges)
}

/// Whether a glyph stands for a character that an earlier glyph draws.
fn continues(glyph: &Glyph) -> bool {
    glyph.advance_width == 0.0 && glyph.uv_rect.is_nothing()
}

/// Lets each grapheme end where the next begins, and shares a ligature among its graphemes.
fn close(edges: &mut Edges, width: f32) {
    let mut first = 0;
    while first < edges.len() {
        let next = (first + 1..edges.len()).find(|idx| !edges[*idx].0.is_nan()).unwrap_or(edges.len());
        let left = edges[first].0;
        let right = edges.get(next).map_or(width, |edge| edge.0).max(left);
        share(&mut edges[first..next], left, right);
        if let Some(edge) = edges.get_mut(next) {
            edge.0 = right;
        }
        first = next;
    }
}

/// Gives each grapheme an equal part of `left..right`, from the left.
fn share(edges: &mut [(f32, f32)], left: f32, right: f32) {
    #[allow(clippy::cast_precision_loss, reason = "the graphemes of a ligature")]
    let part = (right - left) / edges.len().max(1) as f32;
    let mut x = left;
    for edge in edges {
        *edge = (x, x + part);
        x += part;
    }
}

/// The edges of graphemes written from right to left in one row of their own. `starts` are their
/// first characters. Where the glyphs tell too little, each has the same width.
pub(super) fn right_to_left(row: &Row, starts: &[char]) -> Edges {
    let drawn: Vec<&Glyph> = row.glyphs.iter().filter(|glyph| glyph.advance_width > 0.0).collect();
    let chars: Vec<char> = drawn.iter().rev().map(|glyph| glyph.chr).collect();
    let mut edges = vec![(0.0, 0.0); starts.len()];
    let Some(clusters) = clusters(&chars, starts) else {
        share(&mut edges, 0.0, row.size.x);
        edges.reverse();
        return edges;
    };
    let mut right = row.size.x;
    for (glyph, range) in drawn.iter().rev().zip(clusters) {
        let left = if range.end == starts.len() { 0.0 } else { glyph.pos.x.clamp(0.0, right) };
        share(&mut edges[range.clone()], left, right);
        edges[range].reverse();
        right = left;
    }
    edges
}

/// Which graphemes each glyph draws, given the character it says it begins with; both in the order
/// of the text. A glyph begins at the first grapheme that leaves enough for the glyphs behind it.
fn clusters(glyphs: &[char], starts: &[char]) -> Option<Vec<Range<usize>>> {
    // The latest grapheme at which each glyph can begin.
    let mut latest = vec![0; glyphs.len()];
    let mut bound = starts.len();
    for (latest, glyph) in latest.iter_mut().zip(glyphs).rev() {
        bound = starts.get(..bound)?.iter().rposition(|start| start == glyph)?;
        *latest = bound;
    }
    let mut begins = Vec::with_capacity(glyphs.len());
    let mut at = 0;
    for (glyph, latest) in glyphs.iter().zip(latest) {
        let found = (at..=latest).find(|idx| starts[*idx] == *glyph)?;
        begins.push(found);
        at = found + 1;
    }
    if begins.first() != Some(&0) {
        return None;
    }
    let ends = begins.iter().skip(1).copied().chain([starts.len()]);
    Some(begins.iter().copied().zip(ends).map(|(start, end)| start..end).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(glyphs: &str, graphemes: &str, expected: Option<&[Range<usize>]>) {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(clusters(&chars(glyphs), &chars(graphemes)).as_deref(), expected);
    }

    #[test]
    fn a_ligature_draws_the_graphemes_up_to_the_next_glyph() {
        check("abc", "abc", Some(&[0..1, 1..2, 2..3]));
        check("ac", "abc", Some(&[0..2, 2..3]));
        check("aa", "abab", Some(&[0..2, 2..4]));
        check("aa", "aaba", Some(&[0..1, 1..4]));
    }

    #[test]
    fn glyphs_that_do_not_fit_are_noticed() {
        check("aaa", "aa", None);
        check("b", "ab", None);
        check("x", "ab", None);
    }
}
