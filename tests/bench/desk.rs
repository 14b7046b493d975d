//! What a frame costs in the desk's views with very many claims, quotes, mentions or steps.
//!
//! `cargo bench --bench desk` prints CPU times in milliseconds of the frames from each thing done to
//! the end of what follows from it, with 1,000 and with 100,000 of what the view shows, so that what
//! grows with the document is seen; `cargo bench --bench desk -- 5000` those with 5,000.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench")]

use copydesk::gui::bench::measure_desk;

const NUMBERS: [usize; 2] = [1_000, 100_000];

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let numbers = if asked.is_empty() { NUMBERS.to_vec() } else { asked };
    println!("{:<28}{:>10} {:>10} {:>10}", "CPU milliseconds a frame", "median", "p99", "longest");
    for n in numbers {
        for (view, figures) in measure_desk(n).unwrap() {
            println!("\n{n} {view}");
            for figure in figures {
                println!("  {:<26}{}", figure.what, figure.columns());
            }
        }
    }
}
