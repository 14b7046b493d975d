//! Products of activations with a weight matrix, in flat loops that compile to vector code.

use pulp::Arch;

/// Outputs computed together: what four rows of sixteen sums need fits the registers.
const LANES: usize = 16;
/// Input rows computed together, so that a weight is loaded once for all of them.
const ROWS: usize = 4;

/// A matrix of weights, `n_out` × `n_in`, laid out for [`Matrix::times`].
pub(super) struct Matrix {
    n_in: usize,
    n_out: usize,
    /// Blocks of [`LANES`] outputs; in a block, input by input, the weight of each output.
    blocks: Vec<[f32; LANES]>,
}

impl Matrix {
    /// From rows of weights, an output each.
    pub(super) fn from_rows(rows: &[f32], n_in: usize) -> Self {
        let n_out = rows.len() / n_in;
        let mut blocks = vec![[0.0; LANES]; n_out.div_ceil(LANES) * n_in];
        for (output, row) in rows.chunks_exact(n_in).enumerate() {
            for (input, weight) in row.iter().enumerate() {
                blocks[output / LANES * n_in + input][output % LANES] = *weight;
            }
        }
        Self { n_in, n_out, blocks }
    }

    /// Adds to each row of `sums` the product with the row of `inputs` at the same place.
    /// Rows of `inputs` are `n_in` long, rows of `sums` `n_out`.
    pub(super) fn times(&self, inputs: &[f32], sums: &mut [f32]) {
        match Arch::new() {
            #[cfg(any(target_arch = "x86_64", target_arch = "x86"))]
            Arch::V3(simd) => {
                let add = |sum, a, b| f32::mul_add(a, b, sum);
                simd.vectorize(Product { matrix: self, inputs, sums, add });
            }
            other => other.dispatch(Product { matrix: self, inputs, sums, add: |sum, a, b| sum + a * b }),
        }
    }
}

struct Product<'a, F> {
    matrix: &'a Matrix,
    inputs: &'a [f32],
    sums: &'a mut [f32],
    add: F,
}

impl<F: Fn(f32, f32, f32) -> f32> pulp::NullaryFnOnce for Product<'_, F> {
    type Output = ();

    #[allow(clippy::inline_always, reason = "only then is it compiled for the machine's vector unit")]
    #[inline(always)]
    fn call(self) {
        let Matrix { n_in, n_out, blocks } = self.matrix;
        let inputs = self.inputs.chunks(n_in * ROWS);
        for (inputs, sums) in inputs.zip(self.sums.chunks_mut(n_out * ROWS)) {
            for (block_idx, block) in blocks.chunks_exact(*n_in).enumerate() {
                let from = block_idx * LANES;
                if let Some((one, rest)) = inputs.split_at_checked(*n_in)
                    && let Some((two, rest)) = rest.split_at_checked(*n_in)
                    && let Some((three, four)) = rest.split_at_checked(*n_in)
                    && four.len() == *n_in
                {
                    let mut totals = [[0.0_f32; LANES]; ROWS];
                    let [first, second, third, fourth] = &mut totals;
                    let rows = one.iter().zip(two).zip(three).zip(four);
                    for (weights, (((one, two), three), four)) in block.iter().zip(rows) {
                        accumulate(first, *one, weights, &self.add);
                        accumulate(second, *two, weights, &self.add);
                        accumulate(third, *three, weights, &self.add);
                        accumulate(fourth, *four, weights, &self.add);
                    }
                    for (totals, sums) in totals.iter().zip(sums.chunks_exact_mut(*n_out)) {
                        for (sum, total) in sums.iter_mut().skip(from).zip(totals) {
                            *sum += total;
                        }
                    }
                } else {
                    for (row, sums) in inputs.chunks_exact(*n_in).zip(sums.chunks_exact_mut(*n_out)) {
                        let mut totals = [0.0_f32; LANES];
                        for (weights, input) in block.iter().zip(row) {
                            accumulate(&mut totals, *input, weights, &self.add);
                        }
                        for (sum, total) in sums.iter_mut().skip(from).zip(&totals) {
                            *sum += total;
                        }
                    }
                }
            }
        }
    }
}

#[allow(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn accumulate(
    totals: &mut [f32; LANES],
    input: f32,
    weights: &[f32; LANES],
    add: &impl Fn(f32, f32, f32) -> f32,
) {
    for lane in 0..LANES {
        totals[lane] = add(totals[lane], input, weights[lane]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_the_sum_of_the_products() {
        let (n_in, n_out) = (5_usize, 19_usize);
        let number = |at: usize| f32::from(u8::try_from(at * 7 % 11).unwrap_or_default()) - 4.0;
        let weights: Vec<f32> = (0..n_in * n_out).map(number).collect();
        let inputs: Vec<f32> = (0..n_in * 6).map(|at| number(at + 3)).collect();
        let mut sums = vec![1.0; n_out * 6];
        Matrix::from_rows(&weights, n_in).times(&inputs, &mut sums);
        for (row, sums) in inputs.chunks(n_in).zip(sums.chunks(n_out)) {
            for (weights, sum) in weights.chunks(n_in).zip(sums) {
                let expected: f32 = 1.0 + weights.iter().zip(row).map(|(a, b)| a * b).sum::<f32>();
                assert!((expected - sum).abs() < 1e-4, "{expected} {sum}");
            }
        }
    }
}
