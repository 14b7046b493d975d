//! Builds `names.fst` from gazetteers: `cargo run --example lexicon FOLDER`.
//!
//! The folder holds the lists named in the README beside this file. A value is the sum of the
//! marks below.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a tool of this folder"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const MALE: u64 = 1;
const FEMALE: u64 = 2;
const SURNAME: u64 = 4;
const CITY: u64 = 8;
const COUNTRY: u64 = 16;
const GROUP: u64 = 32;

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_default();
    let read = |name: &str| fs::read_to_string(Path::new(&folder).join(name)).unwrap();
    let mut names: BTreeMap<String, u64> = BTreeMap::new();
    let mut add = |name: &str, mark: u64| {
        if name.trim().chars().count() > 1 {
            *names.entry(name.trim().to_owned()).or_default() |= mark;
        }
    };
    let weighed = |text: &str, least: f64, mark: u64, add: &mut dyn FnMut(&str, u64)| {
        for (name, weight) in text.lines().filter_map(|line| line.split_once('\t')) {
            if weight.trim().parse::<f64>().unwrap_or_default() >= least {
                add(name, mark);
            }
        }
    };
    weighed(&read("census1990_dist.male.first.tsv"), 0.0, MALE, &mut add);
    weighed(&read("census1990_dist.female.first.tsv"), 0.0, FEMALE, &mut add);
    weighed(&read("census1990_dist.all.last.tsv"), 0.001, SURNAME, &mut add);
    weighed(&read("cities15000.tsv"), 15_000.0, CITY, &mut add);
    read("countries_capitals_states.txt").lines().for_each(|name| add(name, COUNTRY));
    read("demonyms_factbook_pd.txt").lines().for_each(|name| add(name, GROUP));
    read("nationalities_i18n_mit.txt").lines().for_each(|name| add(name, GROUP));
    let map = fst::Map::from_iter(names.iter().map(|(name, marks)| (name.as_bytes(), *marks))).unwrap();
    fs::write("assets/suggest/lexicon/names.fst", map.as_fst().as_bytes()).unwrap();
    println!("{} names, {} bytes", names.len(), map.as_fst().as_bytes().len());
}
