//! Claims against a corpus of sentences: label, tab, sentence; 1 is worth checking.

use std::path::Path;

use anyhow::bail;

use super::lines::text_of;
use super::table::{Figure, Tables};
use crate::suggest::check_worthiness;

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
pub(super) fn run(path: &Path, tables: Tables) -> anyhow::Result<()> {
    let text = text_of(path)?;
    let mut ranked: Vec<(f32, bool)> = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Some((label, sentence)) = line.split_once('\t') else {
            bail!("{}, line {}: there is no tab between a label and a sentence", path.display(), number + 1);
        };
        ranked.push((check_worthiness(sentence).0, label.trim() == "1"));
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let n_worthy = ranked.iter().filter(|(_, worthy)| *worthy).count();
    let share = n_worthy as f64 / ranked.len().max(1) as f64;
    let even = n_worthy as f64 / (ranked.len() - n_worthy).max(1) as f64;
    let table = tables.begin("claims, average precision", 30, &["sentences", "worthy", "AP", "any order"])?;
    for (name, weight, by_chance) in
        [("as the corpus has them", 1.0, share), ("with as much of either kind", even, 0.5)]
    {
        table.row(
            name,
            &[
                Figure::Count(ranked.len()),
                Figure::Count(n_worthy),
                Figure::Share(average_precision(&ranked, n_worthy, weight)),
                Figure::Share(by_chance),
            ],
        )?;
    }
    Ok(())
}

/// The mean of the precision at each place where a worthy sentence is found, the others counting
/// `weight` each. Sentences of one score are taken together, so that their order in the corpus
/// does not matter.
#[allow(clippy::cast_precision_loss, reason = "counts are small")]
fn average_precision(ranked: &[(f32, bool)], n_worthy: usize, weight: f64) -> f64 {
    let (mut n_right, mut n_wrong, mut sum) = (0.0, 0.0, 0.0);
    for tied in ranked.chunk_by(|a, b| a.0.to_bits() == b.0.to_bits()) {
        let right = tied.iter().filter(|(_, worthy)| *worthy).count() as f64;
        n_right += right;
        n_wrong += weight * (tied.len() as f64 - right);
        sum += right * n_right / (n_right + n_wrong).max(f64::MIN_POSITIVE);
    }
    sum / n_worthy.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ranked: &[(f32, bool)], weight: f64, expected: f64) {
        let n_worthy = ranked.iter().filter(|(_, worthy)| *worthy).count();
        let found = average_precision(ranked, n_worthy, weight);
        assert!((found - expected).abs() < 1e-9, "{found}");
    }

    #[test]
    fn what_is_worthy_and_stands_first_is_perfect() {
        check(&[(0.9, true), (0.8, true), (0.1, false)], 1.0, 1.0);
        check(&[(0.9, false), (0.8, true)], 1.0, 0.5);
    }

    #[test]
    fn a_tie_is_no_order() {
        check(&[(0.5, true), (0.5, false)], 1.0, 0.5);
        check(&[(0.5, false), (0.5, true), (0.5, false), (0.5, false)], 1.0 / 3.0, 0.5);
    }
}
