//! The network against what spaCy finds with the same weights.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use super::super::output::say;
use super::lines::{bytes, objects};
use super::table::{Figure, Tables};
use crate::suggest::network::{Tagger, Word};
use crate::suggest::tokens::{Token, norm_of, tokens};
use crate::text::units::UnitIndex;

#[derive(Deserialize)]
struct Sentence {
    text: String,
    tokens: Vec<(usize, usize)>,
    entities: Vec<(usize, usize, String)>,
}

pub(super) fn run(path: &Path, list: bool, tables: Tables) -> anyhow::Result<()> {
    let (mut n_gold, mut same_given, mut same_own, mut n_given, mut n_own) = (0, 0, 0, 0, 0);
    let (mut n_given_tokens, mut n_own_tokens, mut same_tokens) = (0, 0, 0);
    let mut tagger = Tagger::default();
    for sentence in objects::<Sentence>(path)? {
        let units = UnitIndex::new(sentence.text.as_str());
        let mut gold = BTreeSet::new();
        for (start, end, label) in &sentence.entities {
            let range = bytes(&units, *start, *end)?;
            gold.insert((range.start, range.end, label.clone()));
        }
        let mut given = Vec::new();
        for (start, end) in &sentence.tokens {
            let range = bytes(&units, *start, *end)?;
            let norm = norm_of(sentence.text.get(range.clone()).unwrap_or_default());
            given.push(Token { range, norm });
        }
        let own = tokens(&sentence.text);
        let places = |tokens: &[Token]| tokens.iter().map(|token| token.range.clone()).collect::<Vec<_>>();
        n_given_tokens += given.len();
        n_own_tokens += own.len();
        let own_places = places(&own);
        same_tokens += places(&given).iter().filter(|range| own_places.contains(range)).count();
        // Norms of contractions depend on how they were cut.
        for token in &mut given {
            if let Some(same) = own.iter().find(|own| own.range == token.range) {
                token.norm = same.norm.clone();
            }
        }
        n_gold += gold.len();
        for (tokens, same, total) in
            [(&given, &mut same_given, &mut n_given), (&own, &mut same_own, &mut n_own)]
        {
            let found = found(&mut tagger, &sentence.text, tokens);
            *total += found.len();
            *same += found.intersection(&gold).count();
            if list {
                let which = if std::ptr::eq(tokens, &raw const given) { "its" } else { "our" };
                let show = |sign: &str, (start, end, label): &(usize, usize, String)| {
                    let words = sentence.text.get(*start..*end).unwrap_or_default();
                    say(&format!("{sign} {label} {words} ({which} tokens): {}", sentence.text))
                };
                found.difference(&gold).try_for_each(|own| show("+", own))?;
                gold.difference(&found).try_for_each(|own| show("-", own))?;
            }
        }
    }
    let table = tables.begin("the network against spaCy", 30, &["corpus", "found", "same"])?;
    for (name, total, found, same) in [
        ("entities, with its tokens", n_gold, n_given, same_given),
        ("entities, with our tokens", n_gold, n_own, same_own),
        ("tokens", n_given_tokens, n_own_tokens, same_tokens),
    ] {
        table.row(name, &[Figure::Count(total), Figure::Count(found), Figure::Count(same)])?;
    }
    Ok(())
}

fn found(tagger: &mut Tagger, text: &str, tokens: &[Token]) -> BTreeSet<(usize, usize, String)> {
    let words: Vec<Word<'_>> = tokens
        .iter()
        .map(|token| Word {
            text: text.get(token.range.clone()).unwrap_or_default(),
            norm: token.norm.clone(),
        })
        .collect();
    let found = tagger.tag(&words).into_iter();
    found
        .filter_map(|found| {
            let (first, last) = (tokens.get(found.first)?, tokens.get(found.last)?);
            Some((first.range.start, last.range.end, found.label.name().to_owned()))
        })
        .collect()
}
