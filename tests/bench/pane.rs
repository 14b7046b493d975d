//! What a frame of the whole window costs, by size of the article and number of annotations.
//!
//! `cargo bench --bench pane` prints one table of CPU times in milliseconds, with the memory of
//! each document beyond that of an empty window, and beside it the naive way of laying the whole
//! text out at once. What has a star is the time that passes, with all cores at work. `cargo bench --bench pane -- --full` does every size with every number.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss, reason = "a bench")]

use std::collections::BTreeMap;
use std::process::Command;

use copydesk::gui::bench::{Rounds, empty_window, made, measure};
use copydesk::storage::peak_memory;

const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];
const NUMBERS: [usize; 4] = [100, 1_000, 10_000, 100_000];
/// What the frame at the largest size is held against: the smallest with as many annotations for its
/// length, and the next, for an article of 10 KB does not fill the window's outline and lists.
const FLAT: [(usize, usize); 2] = [(10_000, 100), (100_000, 1_000)];
const LARGEST: (usize, usize) = (10_000_000, 100_000);

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |name: &str, n: usize| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + n)?.parse::<usize>().ok()
    };
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
    let mut medians = BTreeMap::new();
    for (n_bytes, n_annotations) in cells {
        // Each in a process of its own, so that its memory is its own.
        let arguments = ["--cell", &n_bytes.to_string(), &n_annotations.to_string()].map(str::to_owned);
        let output = Command::new(std::env::current_exe().unwrap()).args(arguments).output().unwrap();
        let table = String::from_utf8_lossy(&output.stdout).into_owned();
        print!("{table}{}", String::from_utf8_lossy(&output.stderr));
        for line in table.lines().filter(|line| line.starts_with("  ")) {
            let (what, figures) = line.split_at(line.len().min(26));
            let median = figures.split_whitespace().next().and_then(|figure| figure.parse::<f64>().ok());
            medians.insert((n_bytes, n_annotations, what.trim().to_owned()), median.unwrap_or_default());
        }
    }
    println!("\nThe frame at 10 MB with 100,000 annotations as a multiple of that at");
    println!("{:<26}{:>10} {:>10}", "", "10 KB, 100", "100 KB, 1k");
    for what in ["idle", "scrolling to and fro", "hover", "dragging a selection", "resizing"] {
        let median = |(bytes, number): (usize, usize)| medians.get(&(bytes, number, what.to_owned()));
        let Some(large) = median(LARGEST) else { continue };
        let multiples = FLAT.map(|small| median(small).map_or(0.0, |small| large / small.max(1e-3)));
        println!("  {what:<24}{:>10.2} {:>10.2}", multiples[0], multiples[1]);
    }
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
