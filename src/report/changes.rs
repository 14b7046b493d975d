//! What is to be changed in the text, and what was: for whoever has the article open.

use crate::model::{AnnotationKind, Claim, ClaimState, Disposition, Document, Verdict};

use super::edition::{Edition, day};
use super::markdown;
use super::note::numbers;

/// The lists: what is asked for first, then what was done.
pub(super) fn write(edition: &Edition<'_>) -> String {
    let document = edition.document();
    let numbers = numbers(document);
    let mut asked = String::new();
    let mut done = String::new();
    let mut undecided = String::new();
    for annotation in document.annotations_of(AnnotationKind::Claim) {
        let number = numbers.get(&annotation.id).copied().unwrap_or_default();
        let Some(claim) = annotation.claim() else { continue };
        let words = document.words_of(annotation);
        let place = paragraph(document, annotation.spans.first().start());
        let item = item(edition, number, &words, place, claim);
        match claim.disposition {
            Disposition::None if is_undecided(claim) => undecided.push_str(&item),
            Disposition::None => {}
            Disposition::ChangeRequested => asked.push_str(&item),
            Disposition::Changed | Disposition::Attributed | Disposition::Cut | Disposition::Stet => {
                done.push_str(&item);
            }
        }
    }
    let mut out =
        format!("# Changes: {}\n\n*As of {}.*\n", markdown::line(&edition.title()), day(edition.date));
    let parts =
        [("To be changed", &asked), ("Found wanting, nothing decided", &undecided), ("Decided", &done)];
    for (title, items) in parts.into_iter().filter(|(_, items)| !items.is_empty()) {
        out.push_str(&format!("\n## {title}\n\n{items}"));
    }
    if [&asked, &undecided, &done].iter().all(|items| items.is_empty()) {
        out.push_str("\nNothing is to be changed.\n");
    }
    out
}

/// Whether the line needs a decision: a text is proposed, or the claim did not hold.
fn is_undecided(claim: &Claim) -> bool {
    let fails = matches!(
        claim.verdict,
        Verdict::Mixed
            | Verdict::MostlyFalse
            | Verdict::False
            | Verdict::Misleading
            | Verdict::Disputed
            | Verdict::Unproven
            | Verdict::Outdated
    );
    (fails || !claim.suggested_text.trim().is_empty()) && claim.state != ClaimState::Dropped
}

fn item(edition: &Edition<'_>, number: usize, words: &str, place: usize, claim: &Claim) -> String {
    let verdict = match claim.verdict {
        Verdict::Unrated => claim.state.label().to_owned(),
        verdict => edition.verdict_name(verdict).to_owned(),
    };
    let decided = match claim.disposition {
        Disposition::None => String::new(),
        disposition => format!(". {}", disposition.label()),
    };
    let mut item = format!("* **Note {number}**, paragraph {place}: {}{decided}", markdown::line(&verdict));
    let mut add = |label: &str, text: &str| {
        if !text.trim().is_empty() {
            item.push_str(&format!("\\\n  {label}: {}", markdown::escaped(text.trim(), false, "\\\n  ")));
        }
    };
    add("Now", words);
    add("Proposed", &claim.suggested_text);
    add("Objection", &claim.objection);
    add("Note", &claim.note);
    item.push('\n');
    item
}

/// Number of the paragraph, as editors count: every block of the article but furniture.
pub(super) fn paragraph(document: &Document, offset: usize) -> usize {
    let article = document.article();
    let until = article.block_at(offset).map_or(0, |block| block + 1);
    let blocks = article.blocks().iter().take(until);
    blocks.filter(|block| block.kind != crate::model::BlockKind::Furniture).count()
}
