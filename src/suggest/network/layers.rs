//! From words to vectors: embedding by hashes, then convolutions over neighbouring tokens.

use std::collections::HashMap;

use super::Word;
use super::hash::{feature_id, keys};
use super::weights::{FEATURE_SUMS, FEATURES, HIDDEN, Layer, PIECES, Table, WIDTH, Weights};

/// Added to the variance before the root is taken.
const EPSILON: f32 = 1e-8;
/// Letters of a word's end that are a feature.
const SUFFIX_LETTERS: usize = 3;
/// A run of one kind of character in a shape is cut at this length.
const LONGEST_RUN: usize = 4;
/// Characters from which on a word has the shape "LONG".
const LONG_WORD: usize = 100;

/// The vectors of word forms met so far: they depend on nothing but the form.
#[derive(Default)]
pub(super) struct Forms {
    known: HashMap<[u64; 2], usize>,
    /// Rows of [`WIDTH`].
    vectors: Vec<f32>,
}

impl Forms {
    /// A row of [`WIDTH`] for each word.
    pub(super) fn vectors(&mut self, weights: &Weights, words: &[Word<'_>]) -> Vec<f32> {
        let first_new = self.known.len();
        let mut inputs: Vec<f32> = Vec::new();
        let rows: Vec<usize> = words
            .iter()
            .map(|word| {
                let key = [feature_id(word.text), feature_id(&word.norm)];
                let next = self.known.len();
                *self.known.entry(key).or_insert_with(|| {
                    embed(weights, word, key[1], &mut inputs);
                    next
                })
            })
            .collect();
        let n_new = self.known.len() - first_new;
        self.vectors.extend(maxout(&weights.mixer, &inputs, n_new));
        let mut found = Vec::with_capacity(words.len() * WIDTH);
        for row in rows {
            found.extend_from_slice(self.vectors.get(row * WIDTH..(row + 1) * WIDTH).unwrap_or_default());
        }
        found
    }
}

/// Appends the embeddings of a word's norm, first letter, ending and shape.
fn embed(weights: &Weights, word: &Word<'_>, norm: u64, inputs: &mut Vec<f32>) {
    let prefix = word.text.chars().next().map_or(0, char::len_utf8);
    let suffix = word.text.char_indices().rev().nth(SUFFIX_LETTERS - 1).map_or(0, |(at, _)| at);
    let ids = [
        norm,
        feature_id(word.text.get(..prefix).unwrap_or_default()),
        feature_id(word.text.get(suffix..).unwrap_or_default()),
        feature_id(&shape(word.text)),
    ];
    for (table, id) in weights.tables.iter().zip(ids) {
        inputs.extend(sum_of_rows(table, id));
    }
}

fn sum_of_rows(table: &Table, id: u64) -> [f32; WIDTH] {
    let n_rows = table.rows.len() / WIDTH;
    let mut sum = [0.0; WIDTH];
    for key in keys(id, table.seed) {
        let row = key as usize % n_rows * WIDTH;
        for (sum, value) in sum.iter_mut().zip(table.rows.get(row..row + WIDTH).unwrap_or_default()) {
            *sum += value;
        }
    }
    sum
}

/// "Xxxx", "ddd": the kinds of a word's characters.
pub(super) fn shape(word: &str) -> String {
    if word.chars().nth(LONG_WORD - 1).is_some() {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(word.len());
    let mut last = None;
    let mut run = 0;
    for c in word.chars() {
        let kind = match c {
            _ if c.is_alphabetic() => {
                if c.is_uppercase() {
                    'X'
                } else {
                    'x'
                }
            }
            _ if c.is_numeric() => 'd',
            _ => c,
        };
        run = if last == Some(kind) { run + 1 } else { 0 };
        last = Some(kind);
        if run < LONGEST_RUN {
            shape.push(kind);
        }
    }
    shape
}

/// The sums of each token for each of the parser's features, from the words' vectors.
pub(super) fn features(weights: &Weights, words: &[f32]) -> Vec<f32> {
    let margin = vec![0.0; weights.layers.len() * WIDTH];
    let mut vectors = [&margin, words, &margin].concat();
    let n_tokens = vectors.len() / WIDTH;
    let mut windows = vec![0.0; n_tokens * WIDTH * 3];
    for layer in &weights.layers {
        for (token, window) in windows.chunks_exact_mut(WIDTH * 3).enumerate() {
            for (place, part) in window.chunks_exact_mut(WIDTH).enumerate() {
                let neighbour = (token + place).checked_sub(1).map(|row| row * WIDTH);
                match neighbour.and_then(|from| vectors.get(from..from + WIDTH)) {
                    Some(vector) => part.copy_from_slice(vector),
                    None => part.fill(0.0),
                }
            }
        }
        for (vector, change) in vectors.iter_mut().zip(maxout(layer, &windows, n_tokens)) {
            *vector += change;
        }
    }
    let n_tokens = words.len() / WIDTH;
    let vectors = vectors.get(margin.len()..margin.len() + words.len()).unwrap_or_default();
    let mut narrow: Vec<f32> = repeated(&weights.narrowing_bias, n_tokens);
    weights.narrowing.times(vectors, &mut narrow);
    debug_assert_eq!(narrow.len(), n_tokens * HIDDEN);
    let mut sums = vec![0.0; n_tokens * FEATURES * FEATURE_SUMS];
    weights.features.times(&narrow, &mut sums);
    sums
}

fn repeated(row: &[f32], times: usize) -> Vec<f32> {
    let mut rows = Vec::with_capacity(row.len() * times);
    for _ in 0..times {
        rows.extend_from_slice(row);
    }
    rows
}

/// The largest piece of each unit, then mean 0 and variance 1 with the layer's gain and offset.
fn maxout(layer: &Layer, inputs: &[f32], n_rows: usize) -> Vec<f32> {
    let mut sums = repeated(&layer.bias, n_rows);
    layer.matrix.times(inputs, &mut sums);
    let mut outputs = Vec::with_capacity(n_rows * WIDTH);
    for sums in sums.chunks_exact(WIDTH * PIECES) {
        let mut row = [0.0_f32; WIDTH];
        for (largest, pieces) in row.iter_mut().zip(sums.chunks_exact(PIECES)) {
            *largest = pieces.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        }
        outputs.extend(normed(layer, row));
    }
    outputs
}

#[allow(clippy::cast_precision_loss, reason = "the width is small")]
fn normed(layer: &Layer, mut row: [f32; WIDTH]) -> [f32; WIDTH] {
    let mean = row.iter().sum::<f32>() / WIDTH as f32;
    let variance = row.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / WIDTH as f32;
    let scale = 1.0 / (variance + EPSILON).sqrt();
    for ((value, gain), offset) in row.iter_mut().zip(&layer.gain).zip(&layer.offset) {
        *value = (*value - mean) * scale * gain + offset;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_tells_capitals_digits_and_marks() {
        assert_eq!(shape("Hoekstra"), "Xxxxx");
        assert_eq!(shape("U.S."), "X.X.");
        assert_eq!(shape("230,000"), "ddd,ddd");
        assert_eq!(shape("n’t"), "x’x");
        assert_eq!(shape(&"x".repeat(100)), "LONG");
    }
}
