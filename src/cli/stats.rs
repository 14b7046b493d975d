//! `copydesk stats`: what is in the files?

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::output;
use crate::model::{AnnotationKind, ClaimState, Document, EntityKind, Verdict};
use crate::text::segment;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Copydesk files (.desk.ron).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut all_read = true;
    for path in &arguments.files {
        match super::check::read(path) {
            Ok(document) => {
                output::say(&path.display().to_string())?;
                for line in lines(&document) {
                    output::say(&format!("  {line}"))?;
                }
            }
            Err(message) => {
                all_read = false;
                output::complain(&format!("{}: {message}", path.display()))?;
            }
        }
    }
    Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

fn lines(document: &Document) -> Vec<String> {
    let index = document.index();
    let count = |kind| index.count_of_kind(kind);
    let mut lines = vec![
        format!("{:<12}{}", "words", segment::words(document.text()).count()),
        format!("{:<12}{}", "blocks", document.article().blocks().len()),
        format!("{:<12}{}{}", "entities", document.entities().len(), kinds(document)),
        format!("{:<12}{}", "mentions", count(AnnotationKind::Mention)),
        format!("{:<12}{}{}", "quotes", count(AnnotationKind::Quote), speakers(document)),
        format!("{:<12}{}{}", "claims", count(AnnotationKind::Claim), states(document)),
        format!("{:<12}{}", "passages", count(AnnotationKind::Passage)),
    ];
    let rated = Verdict::ALL
        .iter()
        .filter(|verdict| **verdict != Verdict::Unrated && index.claims_rated(**verdict) > 0);
    let rated: Vec<String> = rated
        .map(|verdict| format!("{} {}", index.claims_rated(*verdict), verdict.label().to_lowercase()))
        .collect();
    if !rated.is_empty() {
        lines.push(format!("{:<12}{}", "verdicts", rated.join(", ")));
    }
    lines.push(format!("{:<12}{}", "steps", document.history().len()));
    lines
}

fn kinds(document: &Document) -> String {
    let count = |kind| document.entities().filter(|entity| entity.kind == kind).count();
    let counted = EntityKind::ALL.iter().map(|kind| (count(*kind), kind.label().to_lowercase()));
    bracketed(counted)
}

fn states(document: &Document) -> String {
    let index = document.index();
    bracketed(ClaimState::ALL.iter().map(|state| (index.claims_in(*state), state.label().to_lowercase())))
}

fn speakers(document: &Document) -> String {
    let quotes = document.annotations_of(AnnotationKind::Quote).filter_map(|annotation| annotation.quote());
    let (with, without): (Vec<_>, Vec<_>) = quotes.partition(|quote| quote.speaker.is_some());
    bracketed([(with.len(), "with speaker".to_owned()), (without.len(), "without".to_owned())].into_iter())
}

fn bracketed(counted: impl Iterator<Item = (usize, String)>) -> String {
    let parts: Vec<String> =
        counted.filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
    if parts.is_empty() { String::new() } else { format!("  ({})", parts.join(", ")) }
}
