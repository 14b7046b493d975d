//! Claims against a corpus of sentences: label, tab, sentence; 1 is worth checking.

use std::path::Path;

use anyhow::bail;

use super::lines::text_of;
use super::table::{Figure, Tables};
use crate::suggest::{ClaimSign, check_worthiness_by};

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
pub(super) fn run(path: &Path, tables: Tables) -> anyhow::Result<()> {
    let text = text_of(path)?;
    let mut labelled: Vec<(&str, bool)> = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Some((label, sentence)) = line.split_once('\t') else {
            bail!("{}, line {}: there is no tab between a label and a sentence", path.display(), number + 1);
        };
        labelled.push((sentence, label.trim() == "1"));
    }
    let n_worthy = labelled.iter().filter(|(_, worthy)| *worthy).count();
    let share = n_worthy as f64 / labelled.len().max(1) as f64;
    let even = n_worthy as f64 / (labelled.len() - n_worthy).max(1) as f64;
    let all = ranked_by(&labelled, &ClaimSign::ALL);
    let table = tables.begin("claims, average precision", 30, &["sentences", "worthy", "AP", "any order"])?;
    for (name, weight, by_chance) in
        [("as the corpus has them", 1.0, share), ("with as much of either kind", even, 0.5)]
    {
        table.row(
            name,
            &[
                Figure::Count(all.len()),
                Figure::Count(n_worthy),
                Figure::Share(average_precision(&all, n_worthy, weight)),
                Figure::Share(by_chance),
            ],
        )?;
    }
    let table = tables.begin("what each sign adds, AP", 30, &["as it is", "evenly"])?;
    for (idx, sign) in ClaimSign::ALL.iter().enumerate() {
        let plus = if idx > 0 { "+ " } else { "" };
        let ranked = ranked_by(&labelled, ClaimSign::ALL.get(..=idx).unwrap_or_default());
        let figures = [1.0, even].map(|weight| Figure::Share(average_precision(&ranked, n_worthy, weight)));
        table.row(&format!("{plus}{}", sign.label()), &figures)?;
    }
    Ok(())
}

/// The scores of sentences by some of the signs, highest first.
fn ranked_by(labelled: &[(&str, bool)], signs: &[ClaimSign]) -> Vec<(f32, bool)> {
    let score = |(sentence, worthy): &(&str, bool)| (check_worthiness_by(sentence, signs).0, *worthy);
    let mut ranked: Vec<(f32, bool)> = labelled.iter().map(score).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked
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
