//! What a frame of the whole window costs, by size of the article and number of annotations.
//!
//! `cargo bench --bench pane` prints one table of CPU times in milliseconds, with the memory of
//! each document beyond that of an empty window, and beside it the naive way of laying the whole
//! text out at once. What has a star is the time that passes, with all cores at work. The last
//! table holds a frame of the largest against one of the smallest, in a window that either fills.
//! With `-- --full` it does every size with every number, with `-- --flat` only that last table.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss, reason = "a bench")]

use std::process::Command;

use copydesk::gui::bench::{Rounds, empty_window, made, measure, measure_low};
use copydesk::storage::peak_memory;

const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];
const NUMBERS: [usize; 4] = [100, 1_000, 10_000, 100_000];
/// What the frame at the largest size is held against: the smallest with as many annotations for its
/// length.
const SMALLEST: (usize, usize) = (10_000, 100);
const LARGEST: (usize, usize) = (10_000_000, 100_000);

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |name: &str, n: usize| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + n)?.parse::<usize>().ok()
    };
    if arguments.iter().any(|argument| argument == "--flat") {
        return flatness();
    }
    if let (Some(n_bytes), Some(n_annotations)) = (after("--cell", 1), after("--cell", 2)) {
        return cell(n_bytes, n_annotations);
    }
    let cells: Vec<(usize, usize)> = if arguments.iter().any(|argument| argument == "--full") {
        SIZES.iter().flat_map(|size| NUMBERS.map(|number| (*size, number))).collect()
    } else {
        let diagonal = SIZES.into_iter().zip(NUMBERS);
        diagonal.chain([(10_000, 10_000), (10_000_000, 100)]).collect()
    };
    println!("{:<26}{:>10} {:>10} {:>10}", "CPU milliseconds", "median", "p99", "longest");
    for (n_bytes, n_annotations) in cells {
        // Each in a process of its own, so that its memory is its own.
        let arguments = ["--cell", &n_bytes.to_string(), &n_annotations.to_string()].map(str::to_owned);
        let output = Command::new(std::env::current_exe().unwrap()).args(arguments).output().unwrap();
        print!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }
    flatness();
}

/// The smallest and the largest in a window as full with the one as with the other, in turn, so that
/// a machine that gets slower does so for both: medians of so many medians.
fn flatness() {
    const ROUNDS: usize = 7;
    let [small, large] =
        [SMALLEST, LARGEST].map(|(n_bytes, n_annotations)| made(n_bytes, n_annotations).unwrap());
    let rounds: Vec<[_; 2]> =
        (0..ROUNDS).map(|_| [&small, &large].map(|document| measure_low(document.clone()))).collect();
    let middle = |mut all: Vec<f64>| {
        all.sort_by(f64::total_cmp);
        all[ROUNDS / 2]
    };
    println!("\nIn a low window, which either fills{:>11} {:>10} {:>10}", "10 KB", "10 MB", "multiple");
    for (row, figures) in rounds[0][0].0.iter().enumerate() {
        let median = |which: usize| middle(rounds.iter().map(|round| round[which].0[row].at(50)).collect());
        let multiple =
            rounds.iter().map(|[small, large]| large.0[row].at(50) / small.0[row].at(50)).collect();
        println!("  {:<33}{:>10.2} {:>10.2} {:>10.2}", figures.what, median(0), median(1), middle(multiple));
    }
    let [(_, n_small), (_, n_large)] = &rounds[0];
    let multiple = *n_large as f64 / *n_small as f64;
    println!("  {:<33}{n_small:>10} {n_large:>10} {multiple:>10.2}", "triangles painted");
}

fn cell(n_bytes: usize, n_annotations: usize) {
    println!("\n{} KB of text, {n_annotations} annotations", n_bytes / 1000);
    let row = |name: &str, columns: String| println!("  {name:<24}{columns}");
    let empty = empty_window();
    row(&empty.what, empty.columns());
    let before = peak_memory().unwrap_or_default();
    let document = made(n_bytes, n_annotations).unwrap();
    let goal = 12 * document.text().len() + 400 * document.n_annotations();
    let mut in_use = 0;
    for figures in measure(document, Rounds::Many, |memory| in_use = memory) {
        row(&figures.what, figures.columns());
    }
    let beyond = in_use.saturating_sub(before);
    row(
        "peak memory, MB",
        format!("{:>10.1}   (12 × text + 400 bytes an annotation: {:.1})", mb(beyond), mb(goal)),
    );
}

fn mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
