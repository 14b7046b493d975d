//! The quote sheet: every quote by speaker, what it was checked against, and which words changed since.

use std::collections::BTreeMap;

use crate::model::quote_versions::DraftBefore;
use crate::model::{Annotation, AnnotationKind, Quote, QuoteCheck};
use crate::text::counted::counted;
use crate::text::word_diff::{Stretch, word_diff};

use super::changes::paragraph;
use super::edition::{Edition, day};
use super::markdown;
use super::note::numbers;

/// Line break inside an item of the list.
const BREAK: &str = "\\\n  ";

/// The sheet: quotes whose speaker is not set first, then speakers by name.
pub(super) fn write(edition: &Edition<'_>) -> String {
    let document = edition.document();
    let numbers = numbers(document);
    let drafts = DraftBefore::of(document);
    let mut speakers: BTreeMap<(bool, String), (String, String)> = BTreeMap::new();
    let (mut n_quotes, mut n_unchecked, mut n_changed) = (0, 0, 0);
    for annotation in document.annotations_of(AnnotationKind::Quote) {
        let Some(quote) = annotation.quote() else { continue };
        let number = numbers.get(&annotation.id).copied().unwrap_or_default();
        let now = document.words_of(annotation);
        n_quotes += 1;
        n_unchecked += usize::from(quote.check == QuoteCheck::NotChecked);
        n_changed += usize::from(quote.has_changed(&now));
        let speaker = quote.speaker.and_then(|id| document.entity(id)).map(|entity| entity.name.clone());
        let key = (speaker.is_some(), speaker.as_deref().unwrap_or_default().to_lowercase());
        let name = speaker.unwrap_or_else(|| "Speaker not set".to_owned());
        let entry = speakers.entry(key).or_insert_with(|| (name, String::new()));
        entry.1.push_str(&item(edition, &drafts, (annotation, quote), number, &now));
    }
    let mut out = format!("# Quotes: {}\n\n", markdown::line(&edition.title()));
    let summary = format!(
        "{}, {n_unchecked} not checked, {n_changed} changed since checked",
        counted(n_quotes, "quote", "quotes")
    );
    out.push_str(&format!("*As of {}. {summary}.*\n", day(edition.date)));
    if n_quotes > 0 {
        out.push_str("\nWords in ~~strokes~~ are gone since, words in **bold** are new.\n");
    }
    for (name, items) in speakers.values() {
        out.push_str(&format!("\n## {}\n\n{items}", markdown::line(name)));
    }
    out
}

fn item(
    edition: &Edition<'_>,
    drafts: &DraftBefore,
    (annotation, quote): (&Annotation, &Quote),
    number: usize,
    now: &str,
) -> String {
    let place = paragraph(edition.document(), annotation.spans.first().start());
    let mut item = format!(
        "* **Note {number}**, paragraph {place}: {}, {}",
        quote.kind.label().to_lowercase(),
        quote.check.label().to_lowercase()
    );
    match drafts.before(annotation, now) {
        None => item.push_str(&format!("{BREAK}{}", markdown::escaped(now.trim(), false, BREAK))),
        Some(before) => {
            let (gone, new) = word_diff(&before.words, now);
            let label = before.version.label();
            item.push_str(&format!("{BREAK}{label}: {}", marked(&before.words, &gone, "~~")));
            item.push_str(&format!("{BREAK}Now: {}", marked(now, &new, "**")));
        }
    }
    item.push('\n');
    item
}

/// The words on one line, those that differ between two marks.
fn marked(text: &str, stretches: &[Stretch], mark: &str) -> String {
    let mut out = String::new();
    for stretch in stretches {
        let words = markdown::line(text.get(stretch.range.clone()).unwrap_or_default());
        if words.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&if stretch.differs { format!("{mark}{words}{mark}") } else { words });
    }
    out
}
