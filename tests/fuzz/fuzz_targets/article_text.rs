//! An article as plain text or Markdown: its blocks are in order and hold its words, and every aid
//! for going through it stays on char boundaries.
#![no_main]

use copydesk::ingest;
use copydesk::text::segment;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for name in ["a.txt", "a.md"] {
        let Ok(article) = ingest::by_extension(name, text) else { continue };
        for block in article.blocks() {
            let words = block.span.of(article.text());
            assert!(!words.is_empty());
            let ranges = [segment::names(words), segment::quotations(words), segment::sentences(words)];
            for range in ranges.into_iter().flatten() {
                assert!(words.get(range.clone()).is_some_and(|part| !part.is_empty()), "{range:?}");
            }
        }
    }
});
