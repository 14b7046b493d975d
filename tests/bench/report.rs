//! What each report of a large document costs, held against saving that document.
//!
//! `cargo bench --bench report` prints the shortest of a few rounds, in milliseconds of the wall clock,
//! with the size of the file.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss, reason = "a bench")]

use std::time::Instant;

use copydesk::formats;
use copydesk::gui::bench::made;
use copydesk::report::{Audience, Kind, Options, write};
use jiff::civil::Date;

const SIZE: usize = 1_000_000;
const ANNOTATIONS: usize = 10_000;
const ROUNDS: usize = 5;

fn main() {
    let document = made(SIZE, ANNOTATIONS).unwrap();
    let schema = formats::schema::read(formats::schema::DEFAULT).unwrap();
    println!("{SIZE} bytes of text, {ANNOTATIONS} annotations: milliseconds, times a save, kilobytes");
    let (save, bytes) = shortest(|| formats::ron::write(&document).unwrap().len());
    print_row("save", save, save, bytes);
    for kind in Kind::ALL {
        for audience in Audience::ALL.into_iter().filter(|one| kind.audience(*one) == Some(*one)) {
            let options = Options { audience, date: Date::new(2026, 2, 12).unwrap() };
            let (time, bytes) = shortest(|| write(kind, &document, &schema, options).unwrap().bytes.len());
            print_row(&format!("{} {}", kind.word(), audience.label().to_lowercase()), time, save, bytes);
        }
    }
}

fn shortest(mut job: impl FnMut() -> usize) -> (f64, usize) {
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        let bytes = job();
        (start.elapsed().as_secs_f64() * 1000.0, bytes)
    });
    rounds.min_by(|one, other| one.0.total_cmp(&other.0)).unwrap()
}

fn print_row(name: &str, time: f64, save: f64, bytes: usize) {
    println!("{name:<26}{time:>10.1}{:>8.2}{:>10}", time / save, bytes / 1000);
}
