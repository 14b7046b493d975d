//! `copydesk suggest`: what does the program propose for these articles?

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use clap::Args;
use serde_json::{Value, json};

use super::output;
use super::wrong_call;
use crate::ingest;
use crate::model::{Article, QuoteKind};
use crate::session::jobs::explained;
use crate::session::suggest::By;
use crate::session::suggest::child::{Running, Trouble};
use crate::session::suggest::outsiders;
use crate::storage::{ExternalSuggester, read_text};
use crate::suggest::external::{Item, ItemKind};
use crate::suggest::{Engine, Suggester, Suggestions, kind_word};
use crate::text::units::UnitIndex;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Articles (.txt, .md).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// One JSON object a file and line, for other programs. Offsets are code points of the file.
    #[arg(long, required = true)]
    json: bool,
    /// Also ask this program, which speaks the protocol of assets/examples; words at spaces, as often as wanted.
    #[arg(long, value_name = "COMMAND")]
    with: Vec<String>,
    /// How long such a program may take for an answer, seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    patience: u64,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut engine = Engine::default();
    let mut outsiders = arguments
        .with
        .iter()
        .map(|command| Asked::new(command, arguments.patience))
        .collect::<anyhow::Result<Vec<Asked>>>()?;
    let mut all_done = true;
    for path in &arguments.files {
        match line(&mut engine, &mut outsiders, path) {
            Ok((line, complaints)) => {
                output::show_line(&line)?;
                all_done &= complaints.is_empty();
                for complaint in complaints {
                    output::complain(&complaint)?;
                }
            }
            Err(error) => {
                all_done = false;
                output::complain(&format!("{error:#}"))?;
            }
        }
    }
    Ok(if all_done { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

/// An outside suggester; one that failed is not asked again.
struct Asked {
    chosen: ExternalSuggester,
    running: Option<Running>,
    failed: bool,
}

impl Asked {
    fn new(command: &str, seconds: u64) -> anyhow::Result<Self> {
        let mut words = command.split_whitespace().map(str::to_owned);
        let Some(program) = words.next() else {
            return Err(wrong_call("--with needs a program, for example “sh suggest.sh”"));
        };
        let (name, args) = (command.to_owned(), words.collect());
        let chosen = ExternalSuggester { name, command: program, args, seconds, on: true };
        Ok(Self { chosen, running: None, failed: false })
    }

    fn ask(&mut self, article: &Article, number: u64) -> Result<(By, Vec<Item>, String), String> {
        if self.failed {
            return Ok((By::own(Suggester::Rule), Vec::new(), String::new()));
        }
        let asked = outsiders::ask(&mut self.running, &self.chosen, article, number, &|| true);
        asked.map_err(|trouble| {
            self.failed = true;
            match trouble {
                Trouble::Said(words) => {
                    format!("The suggester “{}” gave nothing: {words}", self.chosen.name)
                }
                Trouble::NotWanted => {
                    format!("The suggester “{}” answered about another text", self.chosen.name)
                }
            }
        })
    }
}

/// The line for a file, and what outside suggesters did wrong.
fn line(engine: &mut Engine, outsiders: &mut [Asked], path: &Path) -> anyhow::Result<(String, Vec<String>)> {
    let (text, _) = read_text(path).map_err(|error| anyhow!("{}", explained(&error)))?;
    let name = path.display().to_string();
    let article = ingest::by_extension(&name, &text)?;
    // Readers of the answer count in the file as it stands; importers keep all but a leading mark.
    let Some(shift) = text.find(&**article.text()) else {
        bail!("{name} is not kept as it stands when it is read; save it as plain text (.txt)");
    };
    let suggestions = engine.suggest(&article);
    let mut object = object(&name, &suggestions, &UnitIndex::new(text.as_str()), shift);
    let mut complaints = Vec::new();
    for (asked, number) in outsiders.iter_mut().zip(1..) {
        match asked.ask(&article, number) {
            Ok((by, items, remark)) => {
                add_items(&mut object, &by, &items, &UnitIndex::new(text.as_str()), shift);
                complaints.extend(Some(remark).filter(|remark| !remark.is_empty()));
            }
            Err(words) => complaints.push(words),
        }
    }
    Ok((object.to_string(), complaints))
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

/// Adds what an outside suggester proposes; each item says who it is by.
fn add_items(object: &mut Value, by: &By, items: &[Item], units: &UnitIndex, shift: usize) {
    let at = |byte: usize| units.char_of_byte(byte + shift).unwrap_or_default();
    let span = |range: &Range<usize>| json!([at(range.start), at(range.end)]);
    let by = format!("{} {}", by.id, by.version);
    for item in items {
        let spans: Vec<Value> = item.spans.iter().map(span).collect();
        let (list, value) = match &item.what {
            ItemKind::Mention(kind, name) => {
                let entity = entity_id(object, kind_word(*kind), name);
                let (start, end) = (at(item.spans[0].start), at(item.spans[0].end));
                let value = json!({"start": start, "end": end, "type": kind_word(*kind), "entity": entity});
                ("mentions", value)
            }
            ItemKind::Quote { kind, cue, source, speaker } => {
                let speaker = speaker.as_ref().map(|name| entity_id(object, "person", name));
                let value = json!({
                    "content": spans,
                    "cue": cue.as_ref().map(span),
                    "source": source.as_ref().map(span),
                    "speaker": speaker,
                    "kind": kind_of_quote(*kind),
                });
                ("quotes", value)
            }
            ItemKind::Claim => ("claims", json!({"spans": spans})),
        };
        let mut value = value;
        value["score"] = json!(rounded(item.score));
        value["reason"] = json!(item.reason);
        value["by"] = json!(by);
        if let Some(listed) = object.get_mut(list).and_then(Value::as_array_mut) {
            listed.push(value);
        }
    }
}

/// The id of the entity of this type and name, added where there is none.
fn entity_id(object: &mut Value, kind: &str, name: &str) -> String {
    let Some(entities) = object.get_mut("entities").and_then(Value::as_array_mut) else {
        return String::new();
    };
    let known = entities.iter().find(|entity| entity["type"] == kind && entity["name"] == name);
    if let Some(id) = known.and_then(|entity| entity["id"].as_str()) {
        return id.to_owned();
    }
    let id = format!("e{}", entities.len() + 1);
    entities.push(json!({"id": id, "name": name, "type": kind}));
    id
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
