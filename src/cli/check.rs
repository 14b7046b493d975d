//! `copydesk check`: are the files sound?

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::each::each;
use super::inputs::{Input, inputs};
use super::output;
use super::source::text_of;
use crate::formats;
use crate::model::Document;
use crate::model::problems::{Problem, problems};
use crate::session::jobs::is_desk_file;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Copydesk files (.desk.ron), folders with such files, or patterns; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Say what was found as a JSON object a line.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let items = desk_files(&arguments.files)?;
    let mut all_well = true;
    each(
        &items,
        |input| read_input(input).map(|document| problems(&document)),
        |input, found| {
            let name = input.name();
            all_well &= found.as_ref().is_ok_and(Vec::is_empty);
            if arguments.json {
                return Ok(output::say_json(&as_json(&name, &found))?);
            }
            match found {
                Ok(problems) if problems.is_empty() => output::say(&format!("{name}: sound"))?,
                Ok(problems) => {
                    for problem in problems {
                        output::say(&format!("{name}: {}", problem.words))?;
                    }
                }
                Err(message) => output::say(&format!("{name}: {message}"))?,
            }
            Ok(())
        },
    )?;
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

fn as_json(name: &str, found: &Result<Vec<Problem>, String>) -> Value {
    match found {
        Err(message) => json!({ "file": name, "sound": false, "error": message }),
        Ok(problems) => {
            let all: Vec<Value> = problems
                .iter()
                .map(|problem| {
                    json!({ "words": problem.words, "annotation": problem.annotation, "entity": problem.entity })
                })
                .collect();
            json!({ "file": name, "sound": all.is_empty(), "problems": all })
        }
    }
}

/// Our files among what was named.
pub(super) fn desk_files(named: &[PathBuf]) -> anyhow::Result<Vec<Input>> {
    inputs(named, |name| is_desk_file(Path::new(name)))
}

/// The document in one of our files; the message does not repeat the path.
pub(super) fn read(path: &Path) -> Result<Document, String> {
    read_input(&Input { path: path.to_owned(), below: path.to_owned() })
}

/// The document in one of our files, or on standard input.
pub(super) fn read_input(input: &Input) -> Result<Document, String> {
    let text = text_of(input)?;
    formats::ron::read(&text).map_err(|error| error.to_string())
}
