//! Quotes against a corpus of attributions.
//!
//! A quoted segment is a stretch in quotation marks; it counts as found where at least half of it
//! lies in the content of a quote, and its source as right where the two sources share text. An
//! indirect quote is an attribution without quotation marks; one found is right where it shares
//! at least half of their joint text with it.

use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

use super::super::output::say;
use super::lines::{bytes, objects};
use super::score::Score;
use super::table::{Figure, Tables};
use crate::ingest;
use crate::suggest::Engine;
use crate::text::segment;
use crate::text::units::UnitIndex;

#[derive(Deserialize)]
struct Article {
    text: String,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    source: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

/// An attribution in bytes.
struct Told {
    source: Vec<Range<usize>>,
    content: Vec<Range<usize>>,
}

pub(super) fn run(path: &Path, list: bool, tables: Tables) -> anyhow::Result<()> {
    let (mut segments, mut sourced, mut indirect, mut resolved) =
        (Score::default(), Score::default(), Score::default(), 0);
    for article in objects::<Article>(path)? {
        let units = UnitIndex::new(article.text.as_str());
        let ranges = |spans: &[(usize, usize)]| -> anyhow::Result<Vec<Range<usize>>> {
            spans.iter().map(|(start, end)| bytes(&units, *start, *end)).collect()
        };
        let mut gold = Vec::new();
        for told in &article.attributions {
            gold.push(Told { source: ranges(&told.source)?, content: ranges(&told.content)? });
        }
        let read = ingest::plain(&article.text, "corpus.txt")?;
        let suggestions = Engine::default().suggest(&read);
        let found: Vec<Told> = suggestions
            .quotes
            .iter()
            .map(|quote| Told {
                source: quote.source.iter().cloned().collect(),
                content: quote.content.clone(),
            })
            .collect();
        resolved += suggestions.quotes.iter().filter(|quote| quote.speaker.is_some()).count();
        let text = article.text.as_str();
        for block in read.blocks() {
            for marked in segment::quotations(block.span.of(text)) {
                let marked = block.span.start() + marked.start..block.span.start() + marked.end;
                let holds =
                    |told: &&Told| shared(&told.content, std::slice::from_ref(&marked)) * 2 >= marked.len();
                let (in_gold, in_found) = (gold.iter().find(holds), found.iter().find(holds));
                let right = in_gold.zip(in_found).is_some_and(|(gold, found)| {
                    shared(&gold.source, &found.source) > 0
                        || (gold.source.is_empty() && found.source.is_empty())
                });
                count(
                    &mut segments,
                    in_gold.is_some(),
                    in_found.is_some(),
                    in_gold.is_some() && in_found.is_some(),
                );
                count(&mut sourced, in_gold.is_some(), in_found.is_some(), right);
                if list && (in_gold.is_some() != in_found.is_some() || (in_gold.is_some() && !right)) {
                    let sign = if in_gold.is_none() {
                        "+"
                    } else if in_found.is_none() {
                        "-"
                    } else {
                        "?"
                    };
                    let source = in_found
                        .and_then(|found| found.source.first())
                        .and_then(|range| text.get(range.clone()));
                    let wanted = in_gold
                        .and_then(|gold| gold.source.first())
                        .and_then(|range| text.get(range.clone()));
                    say(&format!("{sign} {:?} / {:?} / {}", source, wanted, block.span.of(text)))?;
                }
            }
        }
        let marks = |told: &Told| {
            told.content
                .iter()
                .any(|part| text.get(part.clone()).unwrap_or_default().contains(['“', '”', '"']))
        };
        let gold: Vec<&Told> = gold.iter().filter(|told| !marks(told) && !told.content.is_empty()).collect();
        let found: Vec<&Told> = found.iter().filter(|told| !marks(told)).collect();
        indirect.gold += gold.len();
        indirect.found += found.len();
        indirect.right += gold
            .iter()
            .filter(|gold| {
                found.iter().any(|found| {
                    let common = shared(&gold.content, &found.content);
                    let joint = covered(&gold.content) + covered(&found.content) - common;
                    common * 2 >= joint
                })
            })
            .count();
    }
    let table = tables.begin("quotes", 34, &["gold", "P", "R", "F1"])?;
    for (name, score) in [
        ("quoted segments", segments),
        ("with the right source", sourced),
        ("indirect, half of the text", indirect),
    ] {
        table.row(
            name,
            &[
                Figure::Count(score.gold),
                Figure::PerCent(score.precision()),
                Figure::PerCent(score.recall()),
                Figure::PerCent(score.f1()),
            ],
        )?;
    }
    tables.remark(&format!("quotes with a speaker resolved: {resolved}"))?;
    Ok(())
}

fn count(score: &mut Score, in_gold: bool, in_found: bool, right: bool) {
    score.gold += usize::from(in_gold);
    score.found += usize::from(in_found);
    score.right += usize::from(right);
}

fn covered(ranges: &[Range<usize>]) -> usize {
    ranges.iter().map(ExactSizeIterator::len).sum()
}

/// Bytes that both cover.
fn shared(one: &[Range<usize>], other: &[Range<usize>]) -> usize {
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| a.end.min(b.end).saturating_sub(a.start.max(b.start))).sum()
}
