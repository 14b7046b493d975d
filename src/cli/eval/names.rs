//! Entities and clusters against a corpus of articles with mentions, or entities against one of
//! words and tags.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

use super::super::output::say;
use super::lines::{bytes, objects, text_of};
use super::score::Score;
use super::table::{Figure, Tables};
use super::tagged;
use crate::ingest;
use crate::model::EntityKind;
use crate::suggest::{Engine, NameRule, Parts, clusters_by, kind_word};
use crate::text::units::UnitIndex;

#[derive(Deserialize)]
struct Line {
    text: String,
    mentions: Vec<(usize, usize, String, String)>,
}

/// An article of a corpus.
struct Article {
    text: String,
    mentions: Mentions,
    /// The same mentions with their clusters, in text order; none where the corpus has no clusters.
    clustered: Vec<Clustered>,
}

/// A mention of a corpus with its cluster.
struct Clustered {
    range: Range<usize>,
    kind: EntityKind,
    cluster: String,
}

type Mentions = BTreeSet<(usize, usize, String)>;

pub(super) fn run(path: &Path, list: bool, tables: Tables) -> anyhow::Result<()> {
    let articles = articles(path)?;
    let none = Parts { lexicon: false, rules: false, repeats: false, titles: false };
    let steps = [
        ("network", none),
        ("+ gazetteers", Parts { lexicon: true, ..none }),
        ("+ forms of numbers", Parts { lexicon: true, rules: true, ..none }),
        ("+ repeats", Parts { titles: false, ..Parts::ALL }),
        ("+ titles (all)", Parts::ALL),
    ];
    let table = tables.begin("entities, exact", 22, &["gold", "P", "R", "F1", "PER", "ORG", "LOC"])?;
    for (name, parts) in steps {
        let mut total = Score::default();
        let mut by_kind: BTreeMap<String, Score> = BTreeMap::new();
        for article in &articles {
            let (gold, found) = (&article.mentions, found(article, parts)?);
            total.add(gold, &found);
            for kind in ["PER", "ORG", "LOC"] {
                let only = |set: &BTreeSet<(usize, usize, String)>| {
                    set.iter().filter(|m| m.2 == kind).cloned().collect()
                };
                by_kind.entry(kind.to_owned()).or_default().add(&only(gold), &only(&found));
            }
            if list && parts == Parts::ALL {
                let show = |sign: &str, m: &(usize, usize, String)| {
                    say(&format!("{sign} {} {}", m.2, article.text.get(m.0..m.1).unwrap_or_default()))
                };
                found.difference(gold).try_for_each(|m| show("+", m))?;
                gold.difference(&found).try_for_each(|m| show("-", m))?;
            }
        }
        let f1 = |kind: &str| by_kind.get(kind).map_or(0.0, Score::f1);
        let figures = [total.precision(), total.recall(), total.f1(), f1("PER"), f1("ORG"), f1("LOC")];
        let figures = figures.into_iter().map(Figure::PerCent);
        table.row(name, &std::iter::once(Figure::Count(total.gold)).chain(figures).collect::<Vec<_>>())?;
    }
    if articles.iter().any(|article| !article.clustered.is_empty()) {
        clusters_of(&articles, list, tables)?;
    }
    Ok(())
}

/// The articles of a corpus in either form, which its first letter tells.
fn articles(path: &Path) -> anyhow::Result<Vec<Article>> {
    let text = text_of(path)?;
    if !text.trim_start().starts_with('{') {
        let articles = tagged::articles(path, &text)?.into_iter();
        return Ok(articles
            .map(|article| Article {
                text: article.text,
                mentions: article.names.into_iter().collect(),
                clustered: Vec::new(),
            })
            .collect());
    }
    let read = |line: Line| -> anyhow::Result<Article> {
        let units = UnitIndex::new(line.text.as_str());
        let (mut mentions, mut clustered) = (Mentions::new(), Vec::new());
        for (start, end, kind, cluster) in line.mentions {
            let range = bytes(&units, start, end)?;
            let own = match kind.as_str() {
                "PER" => EntityKind::Person,
                "ORG" => EntityKind::Organisation,
                _ => EntityKind::Place,
            };
            clustered.push(Clustered { range: range.clone(), kind: own, cluster });
            mentions.insert((range.start, range.end, kind));
        }
        clustered.sort_by_key(|mention| mention.range.start);
        Ok(Article { text: line.text, mentions, clustered })
    };
    objects::<Line>(path)?.into_iter().map(read).collect()
}

fn found(article: &Article, parts: Parts) -> anyhow::Result<Mentions> {
    let read = ingest::plain(&article.text, "corpus.txt")?;
    let suggestions = Engine::with(parts).suggest(&read);
    let found = suggestions.mentions.iter().filter_map(|mention| {
        let kind = corpus_kind(suggestions.entities[mention.entity].kind)?;
        Some((mention.range.start, mention.range.end, kind.to_owned()))
    });
    Ok(found.collect())
}

fn corpus_kind(kind: EntityKind) -> Option<&'static str> {
    match kind_word(kind) {
        "person" => Some("PER"),
        "organisation" => Some("ORG"),
        "place" => Some("LOC"),
        _ => None,
    }
}

/// B³ (Bagga and Baldwin, 1998) of our clusters of the corpus's own mentions, a rule more a row.
fn clusters_of(articles: &[Article], list: bool, tables: Tables) -> anyhow::Result<()> {
    let table = tables.begin("clusters of given mentions", 44, &["mentions", "P", "R", "B3"])?;
    for n_rules in 0..=NameRule::ALL.len() {
        let rules = NameRule::ALL.get(..n_rules).unwrap_or_default();
        let mut score = BCubed::default();
        for article in articles {
            let mentions = &article.clustered;
            let own = clusters_in(article, rules);
            score.add(mentions, &own);
            if list && n_rules == NameRule::ALL.len() {
                list_pairs(&article.text, mentions, &own)?;
            }
        }
        let name =
            rules.last().map_or_else(|| "exact words".to_owned(), |rule| format!("+ {}", rule.label()));
        table.row(
            &name,
            &[
                Figure::Count(score.n),
                Figure::Share(score.precision()),
                Figure::Share(score.recall()),
                Figure::Share(score.f1()),
            ],
        )?;
    }
    Ok(())
}

/// The number of the cluster of each mention.
fn clusters_in(article: &Article, rules: &[NameRule]) -> Vec<usize> {
    let named: Vec<(Range<usize>, EntityKind)> =
        article.clustered.iter().map(|mention| (mention.range.clone(), mention.kind)).collect();
    let mut own = vec![0; named.len()];
    for (number, cluster) in clusters_by(&article.text, &named, rules).iter().enumerate() {
        for mention in &cluster.mentions {
            own[*mention] = number;
        }
    }
    own
}

/// Sums of the measure over mentions.
#[derive(Default)]
struct BCubed {
    precision: f64,
    recall: f64,
    n: usize,
}

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
impl BCubed {
    fn add(&mut self, mentions: &[Clustered], own: &[usize]) {
        for one in 0..mentions.len() {
            let gold = |other: usize| mentions[other].cluster == mentions[one].cluster;
            let ours = |other: usize| own[other] == own[one];
            let (mut n_gold, mut n_ours, mut n_both) = (0, 0, 0);
            for other in 0..mentions.len() {
                n_gold += usize::from(gold(other));
                n_ours += usize::from(ours(other));
                n_both += usize::from(gold(other) && ours(other));
            }
            self.precision += n_both as f64 / n_ours as f64;
            self.recall += n_both as f64 / n_gold as f64;
        }
        self.n += mentions.len();
    }

    fn precision(&self) -> f64 {
        self.precision / self.n.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.recall / self.n.max(1) as f64
    }

    fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        2.0 * p * r / (p + r).max(f64::MIN_POSITIVE)
    }
}

/// The pairs of names that are kept apart (/) or put together (=) against the corpus.
fn list_pairs(text: &str, mentions: &[Clustered], own: &[usize]) -> anyhow::Result<()> {
    let mut pairs = BTreeSet::new();
    for (one, first) in mentions.iter().enumerate() {
        for (other, second) in mentions.iter().enumerate().skip(one + 1) {
            let (is_gold, is_own) = (first.cluster == second.cluster, own[one] == own[other]);
            if is_gold != is_own {
                let sign = if is_own { '=' } else { '/' };
                let words = |mention: &Clustered| {
                    format!("{:?} {}", mention.kind, text.get(mention.range.clone()).unwrap_or_default())
                };
                pairs.insert(format!("{sign} {} | {}", words(first), words(second)));
            }
        }
    }
    pairs.iter().try_for_each(|pair| Ok(say(pair)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b_cubed_is_the_mean_over_mentions() {
        let mention =
            |cluster: &str| Clustered { range: 0..1, kind: EntityKind::Person, cluster: cluster.to_owned() };
        let mut score = BCubed::default();
        // Together: two of one and one of another.
        score.add(&[mention("a"), mention("a"), mention("b")], &[0, 0, 0]);
        assert!((score.precision() - 5.0 / 9.0).abs() < 1e-9);
        assert!((score.recall() - 1.0).abs() < 1e-9);
    }
}
