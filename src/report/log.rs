//! The fact-check log: a row for each claim.

use crate::model::{AnnotationKind, Claim, Query, Reply, Verdict};

use super::changes::paragraph;
use super::citation::Citation;
use super::csv::Table;
use super::edition::Edition;
use super::note::numbers;

/// What the columns are called.
pub(super) const COLUMNS: [&str; 25] = [
    "Note",
    "Paragraph",
    "Words of the article",
    "Claim as asserted",
    "Claimant",
    "Type",
    "Criticism",
    "Priority",
    "State",
    "Verdict",
    "Disposition",
    "Proposed text",
    "Sources for",
    "Sources against",
    "Context",
    "Reason",
    "Objection",
    "Checked by",
    "Checked for the words",
    "Signed off by",
    "Open questions",
    "Answers",
    "Replies",
    "Corrections",
    "Note and comment",
];

/// The log.
pub(super) fn write(edition: &Edition<'_>) -> String {
    let mut table = Table::new(&COLUMNS);
    for row in rows(edition) {
        table.row(&row);
    }
    table.finish()
}

/// A row for each claim, a cell for each of the columns.
pub(super) fn rows(edition: &Edition<'_>) -> Vec<[String; COLUMNS.len()]> {
    let mut rows = Vec::new();
    let document = edition.document();
    let numbers = numbers(document);
    for annotation in document.annotations_of(AnnotationKind::Claim) {
        let number = numbers.get(&annotation.id).copied().unwrap_or_default();
        let Some(claim) = annotation.claim() else { continue };
        let sources = |wanted| {
            let cited = claim.evidence.iter().filter(|evidence| evidence.stance == wanted);
            lines(cited.map(|evidence| Citation::new(evidence, true).line()))
        };
        let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        let claimant = edition.claimant(claim).map_or("", |entity| entity.name.as_str());
        let verdict = match claim.verdict {
            Verdict::Unrated => "",
            verdict => edition.verdict_name(verdict),
        };
        let place = paragraph(document, annotation.spans.first().start());
        rows.push([
            number.to_string(),
            place.to_string(),
            document.words_of(annotation),
            claim.assertion.clone(),
            claimant.to_owned(),
            claim.kind.label().to_owned(),
            yes_no(claim.criticism),
            claim.priority.label().to_owned(),
            claim.state.label().to_owned(),
            verdict.to_owned(),
            claim.disposition.label().to_owned(),
            claim.suggested_text.clone(),
            sources(crate::model::Stance::Supports),
            sources(crate::model::Stance::Contradicts),
            sources(crate::model::Stance::Context),
            claim.reason.clone(),
            claim.objection.clone(),
            claim.checked_by.clone(),
            claim.checked_words.clone(),
            approvals(claim),
            lines(claim.queries.iter().filter(|query| query.is_open()).map(question)),
            lines(claim.queries.iter().filter(|query| !query.is_open()).map(question)),
            lines(claim.replies.iter().map(reply)),
            corrections(claim),
            lines([claim.note.clone(), annotation.comment.clone()].into_iter()),
        ]);
    }
    rows
}

fn lines(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

fn approvals(claim: &Claim) -> String {
    lines(claim.approvals.iter().map(|one| {
        let role = if one.role.trim().is_empty() { String::new() } else { format!(", {}", one.role.trim()) };
        format!("{}{role}, {}", one.by.trim(), one.at)
    }))
}

fn question(of: &Query) -> String {
    let due = of.due.map(|due| format!(" (due {due})")).unwrap_or_default();
    let answered = of.answered.map(|date| format!("{date} ")).unwrap_or_default();
    let answer = if of.is_open() { String::new() } else { format!(" → {answered}{}", of.answer.trim()) };
    format!("{}: {}{due}{answer}", of.to.trim(), of.question.trim())
}

fn reply(of: &Reply) -> String {
    let received = of.received.map(|date| format!(" ({date})")).unwrap_or_default();
    let words = if of.words.trim().is_empty() { "no reply yet" } else { of.words.trim() };
    format!("{}{received}: {words}", of.from.trim())
}

fn corrections(claim: &Claim) -> String {
    lines(claim.corrections.iter().map(|one| {
        let when = one.published.map_or("not published".to_owned(), |date| date.to_string());
        format!("{when}: {} (was “{}”, now “{}”)", one.notice.trim(), one.was.trim(), one.now.trim())
    }))
}
