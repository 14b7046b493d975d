//! Claims against a corpus of sentences: label, tab, sentence; 1 is worth checking.

use std::path::Path;

use anyhow::bail;

use super::super::output::say;
use super::lines::text_of;
use crate::suggest::check_worthiness;

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
pub(super) fn run(path: &Path) -> anyhow::Result<()> {
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
    let (mut n_right, mut sum) = (0.0, 0.0);
    for (rank, (_, worthy)) in ranked.iter().enumerate() {
        if *worthy {
            n_right += 1.0;
            sum += n_right / (rank + 1) as f64;
        }
    }
    let share = n_worthy as f64 / ranked.len().max(1) as f64;
    say(&format!("sentences {}, worth checking {n_worthy}", ranked.len()))?;
    say(&format!("average precision {:.3} (in any order: {share:.3})", sum / n_worthy.max(1) as f64))?;
    Ok(())
}
