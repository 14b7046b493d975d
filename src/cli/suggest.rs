//! `copydesk suggest`: what does the program propose for these articles?

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use clap::Args;
use serde_json::{Value, json};

use super::output;
use crate::ingest;
use crate::model::QuoteKind;
use crate::session::jobs::explained;
use crate::storage::read_text;
use crate::suggest::{Engine, Suggestions, kind_word};
use crate::text::units::UnitIndex;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Articles (.txt, .md).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// One JSON object a file and line, for other programs. Offsets are code points of the file.
    #[arg(long, required = true)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut engine = Engine::default();
    let mut all_done = true;
    for path in &arguments.files {
        match line(&mut engine, path) {
            Ok(line) => output::say(&line)?,
            Err(error) => {
                all_done = false;
                output::complain(&format!("{error:#}"))?;
            }
        }
    }
    Ok(if all_done { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

fn line(engine: &mut Engine, path: &Path) -> anyhow::Result<String> {
    let (text, _) = read_text(path).map_err(|error| anyhow!("{}", explained(&error)))?;
    let name = path.display().to_string();
    let article = ingest::by_extension(&name, &text)?;
    // Readers of the answer count in the file as it stands; importers keep all but a leading mark.
    let Some(shift) = text.find(&**article.text()) else {
        bail!("{name} is not kept as it stands when it is read; save it as plain text (.txt)");
    };
    let suggestions = engine.suggest(&article);
    Ok(object(&name, &suggestions, &UnitIndex::new(text.as_str()), shift).to_string())
}

/// The answer for one file, whose text is counted by `units`; the article begins at byte `shift`.
fn object(name: &str, found: &Suggestions, units: &UnitIndex, shift: usize) -> Value {
    let span = |range: &Range<usize>| {
        let at = |byte: usize| units.char_of_byte(byte + shift).unwrap_or_default();
        json!([at(range.start), at(range.end)])
    };
    let id = |entity: usize| format!("e{}", entity + 1);
    let entities = found.entities.iter().enumerate();
    let entities = entities
        .map(|(idx, entity)| json!({"id": id(idx), "name": entity.name, "type": kind_word(entity.kind)}))
        .collect::<Vec<_>>();
    let mentions = found.mentions.iter().map(|mention| {
        let place = span(&mention.range);
        json!({
            "start": place[0], "end": place[1], "type": kind_word(found.entities[mention.entity].kind),
            "entity": id(mention.entity), "score": rounded(mention.score), "reason": mention.reason,
        })
    });
    let quotes = found.quotes.iter().map(|quote| {
        json!({
            "content": quote.content.iter().map(span).collect::<Vec<_>>(),
            "cue": quote.cue.as_ref().map(span),
            "source": quote.source.as_ref().map(span),
            "speaker": quote.speaker.map(id),
            "kind": kind_of_quote(quote.kind),
            "score": rounded(quote.score),
        })
    });
    let claims = found.claims.iter().map(
        |claim| json!({"spans": [span(&claim.range)], "score": rounded(claim.score), "reason": claim.reason}),
    );
    json!({
        "file": name,
        "unit": "codepoint",
        "entities": entities,
        "mentions": mentions.collect::<Vec<_>>(),
        "quotes": quotes.collect::<Vec<_>>(),
        "claims": claims.collect::<Vec<_>>(),
        "furniture": found.furniture.iter().map(span).collect::<Vec<_>>(),
    })
}

fn kind_of_quote(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Indirect => "indirect",
        QuoteKind::Mixed => "mixed",
    }
}

/// Three digits say enough.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}
