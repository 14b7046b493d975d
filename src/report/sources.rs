//! The list of sources, each once, with the claims it is for.

use std::collections::BTreeMap;

use crate::model::{AnnotationKind, Evidence};

use crate::text::counted::counted;

use super::citation::Citation;
use super::edition::{Edition, day};
use super::markdown;
use super::note::{numbers, shortened};

/// Two pieces of evidence with the same of these are one source.
type Key = (String, String, String);

fn key(evidence: &Evidence) -> Key {
    let part = |text: &str| text.trim().to_lowercase();
    (part(&evidence.title), part(&evidence.url), part(&evidence.publisher))
}

/// The list, in order of first use.
pub(super) fn write(edition: &Edition<'_>) -> String {
    let mut sources: Vec<Vec<(usize, String, &Evidence)>> = Vec::new();
    let mut places: BTreeMap<Key, usize> = BTreeMap::new();
    let document = edition.document();
    let numbers = numbers(document);
    for annotation in document.annotations_of(AnnotationKind::Claim) {
        let number = numbers.get(&annotation.id).copied().unwrap_or_default();
        let Some(claim) = annotation.claim() else { continue };
        let words = if claim.assertion.trim().is_empty() {
            document.words_of(annotation)
        } else {
            claim.assertion.clone()
        };
        for evidence in claim.evidence.iter().filter(|evidence| evidence.is_stated()) {
            let place = *places.entry(key(evidence)).or_insert(sources.len());
            if place == sources.len() {
                sources.push(Vec::new());
            }
            if let Some(uses) = sources.get_mut(place) {
                uses.push((number, shortened(words.trim(), 160), evidence));
            }
        }
    }
    let mut out = format!("# Sources: {}\n\n", markdown::line(&edition.title()));
    if edition.is_for_the_desk() {
        out.push_str("**For the desk only. Not for publication.**\n\n");
    }
    out.push_str(&format!(
        "*As of {}. {}.*\n",
        day(edition.date),
        counted(sources.len(), "source", "sources")
    ));
    for (number, uses) in sources.iter().enumerate() {
        let Some((_, _, first)) = uses.first() else { continue };
        let citation = Citation::new(first, edition.is_for_the_desk());
        out.push_str(&format!("\n## {}. {}\n\n", number + 1, markdown::line(&citation.title)));
        for (claim, words, evidence) in uses {
            let citation = Citation::new(evidence, edition.is_for_the_desk());
            out.push_str(&format!(
                "* Note {claim}, “{}”\\\n  {}\n",
                markdown::line(words),
                markdown::source(&citation, "\\\n  ")
            ));
        }
    }
    out
}
