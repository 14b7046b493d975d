//! How well web pages are read: text, title, byline, date and language against what is expected.
//!
//! `cargo bench --bench ingest -- FOLDER` goes through the folders in FOLDER, each with a page
//! (`source.html`), its expected text (`expected.html`) and metadata (`expected-metadata.json`),
//! and prints a table: token F1 of the blocks that are body text and of the whole text, with the
//! page's plain visible words as the baseline; what was right; CPU milliseconds a page.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a bench"
)]

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use copydesk::ingest;
use copydesk::model::BlockKind;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use serde_json::Value;

/// Runs of each page; the fastest counts.
const RUNS: usize = 5;

struct Row {
    name: String,
    body_f1: f64,
    whole_f1: f64,
    plain_f1: f64,
    milliseconds: f64,
    right: [Option<bool>; 4],
    said: [(String, String); 4],
}

fn main() {
    let Some(folder) = std::env::args().skip(1).find(|argument| !argument.starts_with('-')) else {
        println!("Name a folder of pages: cargo bench --bench ingest -- FOLDER");
        return;
    };
    let mut pages: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|page| page.join("source.html").exists());
    pages.sort();
    let rows: Vec<Row> = pages.iter().map(|page| measured(page)).collect();
    println!(
        "{:<16}{:>8}{:>8}{:>8}{:>8}  title byline date language",
        "page", "body", "whole", "words", "ms"
    );
    for row in &rows {
        let marks: Vec<&str> = row
            .right
            .iter()
            .map(|right| right.map_or("-", |right| if right { "yes" } else { "NO" }))
            .collect();
        println!(
            "{:<16}{:>8.4}{:>8.4}{:>8.4}{:>8.1}  {:<6}{:<7}{:<5}{}",
            row.name,
            row.body_f1,
            row.whole_f1,
            row.plain_f1,
            row.milliseconds,
            marks[0],
            marks[1],
            marks[2],
            marks[3]
        );
    }
    let column = |of: fn(&Row) -> f64| {
        let mut values: Vec<f64> = rows.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    for (name, of) in [
        ("body", (|row| row.body_f1) as fn(&Row) -> f64),
        ("whole", |row| row.whole_f1),
        ("words", |row| row.plain_f1),
    ] {
        let values = column(of);
        println!("F1 {name:<6} median {:.4}, lowest {:.4}", median(&values), values.first().unwrap_or(&0.0));
    }
    let times = column(|row| row.milliseconds);
    println!("ms a page: median {:.1}, highest {:.1}", median(&times), times.last().unwrap_or(&0.0));
    for (idx, what) in ["title", "byline", "date", "language"].iter().enumerate() {
        let known: Vec<bool> = rows.iter().filter_map(|row| row.right[idx]).collect();
        println!("{what}: {} of {} right", known.iter().filter(|right| **right).count(), known.len());
        for row in rows.iter().filter(|row| row.right[idx] == Some(false)) {
            println!("  {}: expected {:?}, found {:?}", row.name, row.said[idx].0, row.said[idx].1);
        }
    }
}

fn median(sorted: &[f64]) -> f64 {
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[n / 2],
        n => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
    }
}

fn measured(page: &Path) -> Row {
    let source = fs::read(page.join("source.html")).unwrap();
    let expected = tokens(&visible(&fs::read_to_string(page.join("expected.html")).unwrap()));
    let known: Value =
        serde_json::from_slice(&fs::read(page.join("expected-metadata.json")).unwrap()).unwrap();
    let mut milliseconds = f64::INFINITY;
    for _ in 0..RUNS {
        let start = Instant::now();
        std::hint::black_box(ingest::import("page.html", &source, None).unwrap());
        milliseconds = milliseconds.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    let article = ingest::import("page.html", &source, None).unwrap().article;
    let no_body = [BlockKind::Headline, BlockKind::Byline, BlockKind::Furniture];
    let body = article.blocks().iter().filter(|block| !no_body.contains(&block.kind));
    let body: Vec<&str> = body.map(|block| block.span.of(article.text())).collect();
    let meta = &article.meta;
    let said = [
        ("title", &meta.title),
        ("byline", &meta.byline),
        ("publishedTime", &meta.published),
        ("lang", &meta.language),
    ]
    .map(|(field, found)| {
        (known.get(field).and_then(Value::as_str).unwrap_or_default().to_owned(), found.clone())
    });
    let right = said.clone().map(|(expected, found)| (!expected.is_empty()).then_some(expected == found));
    Row {
        name: page.file_name().unwrap().to_string_lossy().into_owned(),
        body_f1: f1(&tokens(&body.join("\n")), &expected),
        whole_f1: f1(&tokens(article.text()), &expected),
        plain_f1: f1(&tokens(&visible(&String::from_utf8_lossy(&source))), &expected),
        milliseconds,
        right,
        said,
    }
}

fn tokens(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

fn f1(found: &HashMap<String, usize>, expected: &HashMap<String, usize>) -> f64 {
    let shared: usize =
        found.iter().map(|(word, count)| (*count).min(expected.get(word).copied().unwrap_or(0))).sum();
    let total = found.values().sum::<usize>() + expected.values().sum::<usize>();
    2.0 * shared as f64 / total.max(1) as f64
}

/// The words of a page without scripts and styles: every tag but those within a line breaks words.
fn visible(html: &str) -> String {
    let tokenizer = Tokenizer::new(Visible { text: RefCell::default() }, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    while !queue.is_empty() {
        drop(tokenizer.feed(&queue));
    }
    tokenizer.end();
    tokenizer.sink.text.into_inner().0
}

struct Visible {
    text: RefCell<(String, bool)>,
}

impl TokenSink for Visible {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.text.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let is_raw = matches!(&*tag.name, "script" | "style");
                state.1 = is_raw && tag.kind == TagKind::StartTag;
                let within_a_line =
                    ["a", "b", "i", "em", "strong", "span", "u", "sup", "sub", "font", "mark", "abbr"];
                if !within_a_line.contains(&&*tag.name) {
                    state.0.push(' ');
                }
                if state.1 {
                    let kind = if &*tag.name == "script" { RawKind::ScriptData } else { RawKind::Rawtext };
                    return TokenSinkResult::RawData(kind);
                }
            }
            Token::CharacterTokens(words) if !state.1 => state.0.push_str(&words),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
