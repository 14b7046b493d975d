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
use crate::suggest::{Engine, QuoteRule};
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
#[derive(Clone)]
struct Told {
    source: Vec<Range<usize>>,
    content: Vec<Range<usize>>,
}

/// An article with the corpus's quotes and ours.
struct Compared {
    text: String,
    /// The stretches in quotation marks.
    marked: Vec<Range<usize>>,
    gold: Vec<Told>,
    found: Vec<(Told, QuoteRule)>,
}

/// How the quotes of a corpus are found.
#[derive(Default)]
struct Scores {
    segments: Score,
    sourced: Score,
    indirect: Score,
}

pub(super) fn run(path: &Path, list: bool, tables: Tables) -> anyhow::Result<()> {
    let mut articles = Vec::new();
    let mut n_resolved = 0;
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
        n_resolved += suggestions.quotes.iter().filter(|quote| quote.speaker.is_some()).count();
        let found = suggestions.quotes.into_iter().map(|quote| {
            (Told { source: quote.source.into_iter().collect(), content: quote.content }, quote.by)
        });
        let found = found.collect();
        let marked = read.blocks().iter().flat_map(|block| {
            let start = block.span.start();
            let marked = segment::quotations(block.span.of(&article.text)).into_iter();
            marked.map(move |own| start + own.start..start + own.end)
        });
        let marked = marked.collect();
        articles.push(Compared { text: article.text, marked, gold, found });
    }
    let scores = scores(&articles, &QuoteRule::ALL);
    let table = tables.begin("quotes", 34, &["gold", "P", "R", "F1"])?;
    for (name, score) in [
        ("quoted segments", scores.segments),
        ("with the right source", scores.sourced),
        ("indirect, half of the text", scores.indirect),
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
    let table = tables.begin("what each way finds, F1", 34, &["quoted", "sourced", "indirect"])?;
    for (idx, rule) in QuoteRule::ALL.iter().enumerate() {
        let sign = if idx > 0 { "+ " } else { "" };
        let scores = self::scores(&articles, QuoteRule::ALL.get(..=idx).unwrap_or_default());
        let figures =
            [scores.segments, scores.sourced, scores.indirect].map(|score| Figure::PerCent(score.f1()));
        table.row(&format!("{sign}{}", rule.label()), &figures)?;
    }
    tables.remark(&format!("quotes with a speaker resolved: {n_resolved}"))?;
    if list {
        articles.iter().try_for_each(differences)?;
    }
    Ok(())
}

/// What is found of `marked` in the corpus and by us.
fn of_marked<'c>(
    article: &'c Compared,
    marked: &Range<usize>,
    rules: &[QuoteRule],
) -> (Option<&'c Told>, Option<&'c Told>) {
    let holds = |told: &&Told| shared(&told.content, std::slice::from_ref(marked)) * 2 >= marked.len();
    (article.gold.iter().find(holds), by(article, rules).find(holds))
}

/// What some ways find.
fn by<'c>(article: &'c Compared, rules: &[QuoteRule]) -> impl Iterator<Item = &'c Told> {
    article.found.iter().filter(|(_, by)| rules.contains(by)).map(|(told, _)| told)
}

fn has_right_source(gold: Option<&Told>, found: Option<&Told>) -> bool {
    gold.zip(found).is_some_and(|(gold, found)| {
        shared(&gold.source, &found.source) > 0 || (gold.source.is_empty() && found.source.is_empty())
    })
}

/// How the quotes are found by some of the ways only.
fn scores(articles: &[Compared], rules: &[QuoteRule]) -> Scores {
    let mut scores = Scores::default();
    for article in articles {
        for marked in &article.marked {
            let (gold, found) = of_marked(article, marked, rules);
            let (in_gold, in_found) = (gold.is_some(), found.is_some());
            count(&mut scores.segments, in_gold, in_found, in_gold && in_found);
            count(&mut scores.sourced, in_gold, in_found, has_right_source(gold, found));
        }
        let marks = |told: &&Told| {
            let mut parts = told.content.iter();
            parts.any(|part| article.text.get(part.clone()).unwrap_or_default().contains(['“', '”', '"']))
        };
        let gold: Vec<&Told> =
            article.gold.iter().filter(|told| !marks(told) && !told.content.is_empty()).collect();
        let found: Vec<&Told> = by(article, rules).filter(|told| !marks(told)).collect();
        let is_found = |gold: &&&Told| {
            found.iter().any(|found| {
                let common = shared(&gold.content, &found.content);
                let joint = covered(&gold.content) + covered(&found.content) - common;
                common * 2 >= joint
            })
        };
        scores.indirect.gold += gold.len();
        scores.indirect.found += found.len();
        scores.indirect.right += gold.iter().filter(is_found).count();
    }
    scores
}

/// Lists the quoted stretches that differ with their sources, ours first.
fn differences(article: &Compared) -> anyhow::Result<()> {
    for marked in &article.marked {
        let (gold, found) = of_marked(article, marked, &QuoteRule::ALL);
        let sign = match (gold, found) {
            (None, None) => continue,
            (None, Some(_)) => "+",
            (Some(_), None) => "-",
            _ if has_right_source(gold, found) => continue,
            _ => "?",
        };
        let source = |told: Option<&Told>| {
            told.and_then(|told| told.source.first()).and_then(|range| article.text.get(range.clone()))
        };
        let (before, after) = article.text.split_at_checked(marked.start).unwrap_or_default();
        let line = [before.rsplit('\n').next(), after.split('\n').next()].map(Option::unwrap_or_default);
        let words = line.concat();
        say(&format!("{sign} {:?} / {:?} / {words}", source(found), source(gold)))?;
    }
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
