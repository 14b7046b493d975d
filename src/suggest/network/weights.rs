//! The network's weights, read from the 16-bit floats in the binary.

use std::sync::OnceLock;

use super::product::Matrix;

/// Width of a token's vector inside the network.
pub(super) const WIDTH: usize = 96;
/// Linear pieces of which a maxout unit takes the largest.
pub(super) const PIECES: usize = 3;
/// Width of the vectors the parser works on.
pub(super) const HIDDEN: usize = 64;
/// Pieces of a hidden unit of the parser.
pub(super) const HIDDEN_PIECES: usize = 2;
/// Tokens a state of the parser looks at.
pub(super) const FEATURES: usize = 3;
/// What the parser can do at a token.
pub(super) const ACTIONS: usize = 74;
/// Sums of a feature before the largest piece is taken.
pub(super) const FEATURE_SUMS: usize = HIDDEN * HIDDEN_PIECES;

/// Rows and seeds of the tables for norm, prefix, suffix and shape.
const TABLES: [(usize, u32); 4] = [(5000, 8), (1000, 9), (2500, 10), (2500, 11)];
/// Residual layers behind the embedding.
const LAYERS: usize = 4;

/// 16-bit floats, little-endian, in the order of [`Weights::read`]; see assets/suggest/ner-en.
const FILE: &[u8] = include_bytes!("../../../assets/suggest/ner-en/ner.f16");

/// A table of embeddings.
pub(super) struct Table {
    pub(super) seed: u32,
    /// Rows of [`WIDTH`].
    pub(super) rows: Vec<f32>,
}

/// A maxout layer with its norm.
pub(super) struct Layer {
    pub(super) matrix: Matrix,
    pub(super) bias: Vec<f32>,
    pub(super) gain: Vec<f32>,
    pub(super) offset: Vec<f32>,
}

/// All of them.
pub(super) struct Weights {
    pub(super) tables: Vec<Table>,
    pub(super) mixer: Layer,
    pub(super) layers: Vec<Layer>,
    pub(super) narrowing: Matrix,
    pub(super) narrowing_bias: Vec<f32>,
    pub(super) features: Matrix,
    pub(super) features_bias: Vec<f32>,
    /// What stands for a token that is not there, a row of [`FEATURE_SUMS`] a feature.
    pub(super) padding: Vec<f32>,
    pub(super) actions: Matrix,
    pub(super) actions_bias: Vec<f32>,
}

impl Weights {
    /// The weights in the binary, unpacked at first use (some 6 MB).
    pub(super) fn get() -> &'static Self {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(Self::read)
    }

    fn read() -> Self {
        let mut reader = Reader(FILE);
        let table = |reader: &mut Reader, (n_rows, seed): (usize, u32)| Table {
            seed,
            rows: reader.take(n_rows * WIDTH),
        };
        let tables = TABLES.iter().map(|sizes| table(&mut reader, *sizes)).collect();
        let mixer = reader.layer(WIDTH * TABLES.len());
        let layers = (0..LAYERS).map(|_| reader.layer(WIDTH * 3)).collect();
        let narrowing = Matrix::from_rows(&reader.take(HIDDEN * WIDTH), WIDTH);
        let narrowing_bias = reader.take(HIDDEN);
        let features = Matrix::from_rows(&reader.take(FEATURES * FEATURE_SUMS * HIDDEN), HIDDEN);
        let features_bias = reader.take(FEATURE_SUMS);
        let padding = reader.take(FEATURES * FEATURE_SUMS);
        let actions = Matrix::from_rows(&reader.take(ACTIONS * HIDDEN), HIDDEN);
        let actions_bias = reader.take(ACTIONS);
        Self {
            tables,
            mixer,
            layers,
            narrowing,
            narrowing_bias,
            features,
            features_bias,
            padding,
            actions,
            actions_bias,
        }
    }
}

struct Reader(&'static [u8]);

impl Reader {
    /// The next `count` numbers; zeros where the file is short, which a test rules out.
    fn take(&mut self, count: usize) -> Vec<f32> {
        let (head, rest) = self.0.split_at_checked(count * 2).unwrap_or((self.0, &[]));
        self.0 = rest;
        let mut numbers: Vec<f32> =
            head.chunks_exact(2).map(|pair| single(u16::from_le_bytes([pair[0], pair[1]]))).collect();
        numbers.resize(count, 0.0);
        numbers
    }

    fn layer(&mut self, n_in: usize) -> Layer {
        let matrix = Matrix::from_rows(&self.take(WIDTH * PIECES * n_in), n_in);
        let bias = self.take(WIDTH * PIECES);
        let gain = self.take(WIDTH);
        let offset = self.take(WIDTH);
        Layer { matrix, bias, gain, offset }
    }
}

/// The number a 16-bit float (IEEE 754 binary16) stands for.
fn single(half: u16) -> f32 {
    let half = u32::from(half);
    let sign = (half & 0x8000) << 16;
    // Exponent and fraction moved into place are 2^112 too small, subnormals included.
    let magnitude = f32::from_bits((half & 0x7fff) << 13) * f32::from_bits(239 << 23);
    f32::from_bits(sign | magnitude.to_bits())
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the values are exact")]
mod tests {
    use super::*;

    #[test]
    fn sixteen_bits_are_read_as_the_standard_says() {
        for (half, expected) in
            [(0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95), (0x0001, 5.960_464_5e-8), (0x0000, 0.0)]
        {
            assert_eq!(single(half), expected);
        }
    }

    #[test]
    fn the_file_holds_exactly_the_weights() {
        let layer = |n_in| WIDTH * PIECES * n_in + WIDTH * PIECES + 2 * WIDTH;
        let tables: usize = TABLES.iter().map(|(rows, _)| rows * WIDTH).sum();
        let tail =
            HIDDEN * (WIDTH + 1) + FEATURE_SUMS * (FEATURES * (HIDDEN + 1) + 1) + ACTIONS * (HIDDEN + 1);
        assert_eq!(FILE.len(), 2 * (tables + layer(WIDTH * 4) + LAYERS * layer(WIDTH * 3) + tail));
    }
}
