//! `copydesk diff` and `copydesk textconv`: what changed in what is said, not in lines.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use clap::Args;
use serde_json::{Value, json};

use super::inputs::Input;
use super::output;
use super::source::{documents, without_path};
use super::trouble;
use crate::formats::{Change, Difference, Format, compare, json_line, outline, outline_objects};
use crate::model::Document;
use crate::storage::{ReadFileError, read_bytes};

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 they say the same, 1 they differ, 2 trouble (a file cannot be read).")]
pub(super) struct Arguments {
    /// The older file, in any format that is read; - is standard input.
    #[arg(value_name = "A")]
    old: PathBuf,
    /// The newer file.
    #[arg(value_name = "B")]
    new: PathBuf,
    /// Say it as a JSON object a line.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "What is no sound Copydesk file is printed as it stands, what is wrong with it first: git could compare nothing at all otherwise."
)]
pub(super) struct OutlineArguments {
    /// A Copydesk file, whatever its name.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Say each thing as a JSON object a line.
    #[arg(long)]
    json: bool,
}

/// Exit code 0 where both say the same, 1 where they differ and 2 in trouble, as `diff` has it.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let one = |path| read(path, None).map_err(|error| trouble(&error));
    let (old, new) = (one(&arguments.old)?, one(&arguments.new)?);
    let differences = compare(&old, &new);
    for difference in &differences {
        if arguments.json {
            output::say_json(&as_json(difference))?;
        } else {
            output::say(&difference.to_string())?;
        }
    }
    Ok(if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

/// Prints everything said in a file, a line a field: what git compares. git gives up on a whole
/// comparison where this fails, so that a file that is not sound is printed as it stands.
pub(super) fn run_outline(arguments: &OutlineArguments) -> anyhow::Result<ExitCode> {
    let document = match read(&arguments.file, Some(Format::Ron)) {
        Ok(document) => document,
        Err(error) if !arguments.json => {
            let Some(raw) = raw(&arguments.file) else { return Err(error) };
            // git gives its own copies other names each time.
            let why = without_path(&format!("{error:#}"), &arguments.file.display().to_string());
            output::show_line(&format!("not a sound Copydesk file: {why}"))?;
            output::show(&raw)?;
            return Ok(ExitCode::SUCCESS);
        }
        Err(error) => return Err(error),
    };
    if arguments.json {
        let line = |object: &Value| output::show_line(&json_line(&object.to_string()));
        outline_objects(&document).iter().try_for_each(line)?;
        return Ok(ExitCode::SUCCESS);
    }
    output::show_line(outline(&document).trim_end())?;
    Ok(ExitCode::SUCCESS)
}

/// What is in a file that can be opened, whatever it is.
fn raw(path: &Path) -> Option<Vec<u8>> {
    match read_bytes(path) {
        Ok((bytes, _)) => Some(bytes),
        Err(ReadFileError::Empty { .. }) => Some(Vec::new()),
        Err(_) => None,
    }
}

/// The one document of a file.
pub(super) fn read(path: &Path, format: Option<Format>) -> anyhow::Result<Document> {
    let input = Input { path: path.to_owned(), below: path.to_owned() };
    let (_, mut read) =
        documents(&input, format).map_err(|message| anyhow!("{}: {message}", path.display()))?;
    match (read.len(), read.pop()) {
        (1, Some(one)) => Ok(one.document),
        (n, _) => Err(anyhow!(
            "{}: there are {n} articles in it. Convert them into files of their own first",
            path.display()
        )),
    }
}

fn as_json(difference: &Difference) -> Value {
    let change = match difference.change {
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Changed => "changed",
    };
    let fields: serde_json::Map<String, Value> = difference
        .fields
        .iter()
        .map(|field| (field.name.clone(), json!({ "from": field.from, "to": field.to })))
        .collect();
    json!({ "change": change, "kind": difference.kind, "id": difference.id, "words": difference.words, "fields": fields })
}
