//! Entities and clusters against a corpus of articles with mentions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::super::output::say;
use super::lines::{bytes, objects};
use super::score::Score;
use crate::ingest;
use crate::model::EntityKind;
use crate::suggest::{Engine, Parts, clusters, kind_word};
use crate::text::units::UnitIndex;

#[derive(Deserialize)]
struct Article {
    text: String,
    mentions: Vec<(usize, usize, String, String)>,
}

pub(super) fn run(path: &Path, list: bool) -> anyhow::Result<()> {
    let articles = objects::<Article>(path)?;
    let none = Parts { lexicon: false, rules: false, repeats: false, titles: false };
    let steps = [
        ("network", none),
        ("+ gazetteers", Parts { lexicon: true, ..none }),
        ("+ forms of numbers", Parts { lexicon: true, rules: true, ..none }),
        ("+ repeats", Parts { titles: false, ..Parts::ALL }),
        ("+ titles (all)", Parts::ALL),
    ];
    say(&format!(
        "{:<22}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}",
        "entities, exact", "P", "R", "F1", "PER", "ORG", "LOC"
    ))?;
    for (name, parts) in steps {
        let mut total = Score::default();
        let mut by_kind: BTreeMap<String, Score> = BTreeMap::new();
        for article in &articles {
            let (gold, found) = both(article, parts)?;
            total.add(&gold, &found);
            for kind in ["PER", "ORG", "LOC"] {
                let only = |set: &BTreeSet<(usize, usize, String)>| {
                    set.iter().filter(|m| m.2 == kind).cloned().collect()
                };
                by_kind.entry(kind.to_owned()).or_default().add(&only(&gold), &only(&found));
            }
            if list && parts == Parts::ALL {
                let show = |sign: &str, m: &(usize, usize, String)| {
                    say(&format!("{sign} {} {}", m.2, article.text.get(m.0..m.1).unwrap_or_default()))
                };
                found.difference(&gold).try_for_each(|m| show("+", m))?;
                gold.difference(&found).try_for_each(|m| show("-", m))?;
            }
        }
        let f1 = |kind: &str| by_kind.get(kind).map_or(0.0, Score::f1);
        say(&format!(
            "{name:<22}{:>8.1}{:>8.1}{:>8.1}{:>8.1}{:>8.1}{:>8.1}",
            total.precision(),
            total.recall(),
            total.f1(),
            f1("PER"),
            f1("ORG"),
            f1("LOC")
        ))?;
    }
    clusters_of(&articles)
}

type Mentions = BTreeSet<(usize, usize, String)>;

fn both(article: &Article, parts: Parts) -> anyhow::Result<(Mentions, Mentions)> {
    let units = UnitIndex::new(article.text.as_str());
    let mut gold = Mentions::new();
    for (start, end, kind, _) in &article.mentions {
        let range = bytes(&units, *start, *end)?;
        gold.insert((range.start, range.end, kind.clone()));
    }
    let read = ingest::plain(&article.text, "corpus.txt")?;
    let suggestions = Engine::with(parts).suggest(&read);
    let found = suggestions.mentions.iter().filter_map(|mention| {
        let kind = corpus_kind(suggestions.entities[mention.entity].kind)?;
        Some((mention.range.start, mention.range.end, kind.to_owned()))
    });
    Ok((gold, found.collect()))
}

fn corpus_kind(kind: EntityKind) -> Option<&'static str> {
    match kind_word(kind) {
        "person" => Some("PER"),
        "organisation" => Some("ORG"),
        "place" => Some("LOC"),
        _ => None,
    }
}

/// B³ (Bagga and Baldwin, 1998) of our clusters of the corpus's own mentions.
#[allow(clippy::cast_precision_loss, reason = "counts are small")]
fn clusters_of(articles: &[Article]) -> anyhow::Result<()> {
    let (mut precision, mut recall, mut exact_precision, mut exact_recall, mut n) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for article in articles {
        let units = UnitIndex::new(article.text.as_str());
        let mut mentions: Vec<(String, EntityKind, &str)> = Vec::new();
        for (start, end, kind, cluster) in &article.mentions {
            let range = bytes(&units, *start, *end)?;
            let kind = match kind.as_str() {
                "PER" => EntityKind::Person,
                "ORG" => EntityKind::Organisation,
                _ => EntityKind::Place,
            };
            mentions.push((article.text.get(range).unwrap_or_default().to_owned(), kind, cluster));
        }
        let named: Vec<(&str, EntityKind)> =
            mentions.iter().map(|(words, kind, _)| (words.as_str(), *kind)).collect();
        let mut own = vec![0; mentions.len()];
        for (number, cluster) in clusters(&named).iter().enumerate() {
            for mention in &cluster.mentions {
                own[*mention] = number;
            }
        }
        for one in 0..mentions.len() {
            let same = |fits: &dyn Fn(usize) -> bool| {
                (0..mentions.len()).filter(|other| fits(*other)).count() as f64
            };
            let gold = |other: usize| mentions[other].2 == mentions[one].2;
            let exact = |other: usize| mentions[other].0 == mentions[one].0;
            let ours = |other: usize| own[other] == own[one];
            let common = same(&|other| gold(other) && ours(other));
            precision += common / same(&ours);
            recall += common / same(&gold);
            let common = same(&|other| gold(other) && exact(other));
            exact_precision += common / same(&exact);
            exact_recall += common / same(&gold);
            n += 1.0;
        }
    }
    let f = |p: f64, r: f64| 2.0 * p * r / (p + r).max(f64::MIN_POSITIVE);
    say(&format!(
        "clusters of given mentions, B³: precision {:.3}, recall {:.3}, F1 {:.3}",
        precision / n,
        recall / n,
        f(precision / n, recall / n)
    ))?;
    say(&format!("the same by exact words alone: F1 {:.3}", f(exact_precision / n, exact_recall / n)))?;
    Ok(())
}
