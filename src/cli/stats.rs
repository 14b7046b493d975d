//! `copydesk stats`: what is in the files?

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::each::each;
use super::inputs::Input;
use super::output;
use crate::formats::json_line;
use crate::model::{AnnotationKind, ClaimState, Document, EntityKind, Verdict};
use crate::text::segment;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Copydesk files (.desk.ron), folders with such files, or patterns; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Say what was counted as a JSON object a line.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let items = super::check::desk_files(&arguments.files)?;
    let mut all_read = true;
    let count = |input: &Input| {
        let document = super::check::read_input(input)?;
        Ok(if arguments.json {
            vec![json_line(&as_json(&input.name(), &document).to_string())]
        } else {
            lines(&document)
        })
    };
    each(&items, count, |input, counted: Result<Vec<String>, String>| {
        let name = input.name();
        match counted {
            Ok(lines) if arguments.json => lines.iter().try_for_each(|line| output::show_line(line))?,
            Ok(lines) => {
                output::show_line(&name)?;
                for line in lines {
                    output::show_line(&format!("  {line}"))?;
                }
            }
            Err(message) => {
                all_read = false;
                output::failed(&name, &message, arguments.json)?;
            }
        }
        Ok(())
    })?;
    Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

fn as_json(name: &str, document: &Document) -> Value {
    let index = document.index();
    let count = |kind| index.count_of_kind(kind);
    let kinds = EntityKind::ALL.iter().map(|kind| {
        (format!("{kind:?}"), json!(document.entities().filter(|entity| entity.kind == *kind).count()))
    });
    let states = ClaimState::ALL.iter().map(|state| (format!("{state:?}"), json!(index.claims_in(*state))));
    let verdicts =
        Verdict::ALL.iter().map(|verdict| (format!("{verdict:?}"), json!(index.claims_rated(*verdict))));
    let quotes = document.annotations_of(AnnotationKind::Quote).filter_map(|annotation| annotation.quote());
    json!({
        "file": name,
        "words": segment::words(document.text()).count(),
        "blocks": document.article().blocks().len(),
        "entities": document.entities().len(),
        "entities_by_kind": kinds.collect::<serde_json::Map<_, _>>(),
        "mentions": count(AnnotationKind::Mention),
        "quotes": count(AnnotationKind::Quote),
        "quotes_with_speaker": quotes.filter(|quote| quote.speaker.is_some()).count(),
        "claims": count(AnnotationKind::Claim),
        "claims_by_state": states.collect::<serde_json::Map<_, _>>(),
        "claims_by_verdict": verdicts.collect::<serde_json::Map<_, _>>(),
        "passages": count(AnnotationKind::Passage),
        "steps": document.history().len(),
    })
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
