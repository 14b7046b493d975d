//! `copydesk convert`: from any format that is read to any that is written.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::json;

use super::each::each;
use super::inputs::{DASH, Input, inputs};
use super::output;
use super::source::{documents, is_readable, stem};
use super::target::{Target, Written};
use crate::formats::{Confidential, Exported, Format, Loss, Part, export};

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Arguments {
    /// Files, folders or patterns; - is standard input.
    #[arg(required = true, value_name = "IN")]
    inputs: Vec<PathBuf>,
    /// The format to write; told by the ending of OUT if left out.
    #[arg(long, value_name = "FORMAT", value_parser = names(|_| true))]
    to: Option<String>,
    /// The format to read; told by the ending if left out.
    #[arg(long, value_name = "FORMAT", value_parser = names(|format| format.is_read() || format == Format::Txt))]
    from: Option<String>,
    /// A file, a folder, or - for standard output. Several articles go into one file where the
    /// format can hold them, else into a folder. Standard output if left out.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Replace files that are there.
    #[arg(long)]
    force: bool,
    /// Let confidential evidence go along. It stays at the desk otherwise.
    #[arg(long)]
    confidential: bool,
    /// Write nothing, only say what the format cannot carry.
    #[arg(long)]
    dry_run: bool,
    /// Say what was done as a JSON object a line, on standard output.
    #[arg(long)]
    json: bool,
}

fn names(wanted: impl Fn(Format) -> bool) -> PossibleValuesParser {
    let formats = Format::ALL.into_iter().filter(|format| wanted(*format));
    PossibleValuesParser::new(formats.map(Format::name))
}

/// What became of one input.
type Converted = Result<Vec<(String, Exported, Vec<String>)>, String>;

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let from = arguments.from.as_deref().and_then(Format::named);
    let to = target_format(arguments)?;
    let items = inputs(&arguments.inputs, |name| is_readable(name, from))?;
    if arguments.json && writes_to_stdout(arguments) && !arguments.dry_run {
        bail!(
            "--json and the converted file cannot both go to standard output. Say where the file goes with -o"
        );
    }
    let names = out_names(&items, from);
    refuse_twins(&names)?;
    let numbered: Vec<(&Input, &PathBuf)> = items.iter().zip(&names).collect();
    let confidential = if arguments.confidential { Confidential::Included } else { Confidential::Withheld };
    let mut target = match (&arguments.output, arguments.dry_run) {
        (_, true) => Target::Nowhere,
        (None, _) => Target::stdout(to)?,
        (Some(path), _) if path.as_os_str() == DASH => Target::stdout(to)?,
        (Some(path), _) => Target::at(path, to, items.len(), arguments.force)?,
    };
    let writer = target.writer();
    let mut report =
        Report { json: arguments.json, n_inputs: items.len(), all_well: true, losses: BTreeMap::new() };
    each(
        &numbered,
        |(input, name)| convert(input, name, from, to, confidential, &writer),
        |(input, _), done| report.take(input, done, &mut target),
    )?;
    target.end()?;
    report.end()?;
    Ok(if report.all_well { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

fn target_format(arguments: &Arguments) -> anyhow::Result<Format> {
    if let Some(format) = arguments.to.as_deref().and_then(Format::named) {
        return Ok(format);
    }
    let name = arguments.output.as_deref().and_then(Path::file_name);
    name.and_then(|name| Format::of_file(&name.to_string_lossy()))
        .ok_or_else(|| anyhow!("Say which format to write, as in --to w3c"))
}

fn writes_to_stdout(arguments: &Arguments) -> bool {
    arguments.output.as_deref().is_none_or(|path| path.as_os_str() == DASH)
}

/// What each input's files are called, without an ending.
fn out_names(items: &[Input], from: Option<Format>) -> Vec<PathBuf> {
    let name = |input: &Input| {
        if input.is_dash() {
            return PathBuf::from("stdin");
        }
        input.below.with_file_name(stem(&input.path, from))
    };
    items.iter().map(name).collect()
}

/// Two inputs that would be written to the same file are a mistake before anything is done.
fn refuse_twins(names: &[PathBuf]) -> anyhow::Result<()> {
    let mut seen = HashSet::new();
    match names.iter().find(|name| !seen.insert(*name)) {
        Some(twin) => bail!(
            "Two of the files would be written as “{}”. Convert them one by one, or name their folder instead",
            twin.display()
        ),
        None => Ok(()),
    }
}

fn convert(
    input: &Input,
    name: &Path,
    from: Option<Format>,
    to: Format,
    confidential: Confidential,
    writer: &super::target::Writer,
) -> Converted {
    let documents = documents(input, from)?;
    let several = documents.len() > 1;
    let mut done = Vec::with_capacity(documents.len());
    for (number, imported) in documents.into_iter().enumerate() {
        let mut own = name.as_os_str().to_owned();
        if several {
            own.push(format!("-{}", number + 1));
        }
        let own = PathBuf::from(own);
        let called = imported.name.unwrap_or_else(|| own.display().to_string());
        let exported =
            export(&imported.document, to, &called, confidential).map_err(|error| error.to_string())?;
        let exported = writer.write(&own, exported)?;
        done.push((own.display().to_string(), exported, imported.notes));
    }
    Ok(done)
}

/// What is said about it all.
struct Report {
    json: bool,
    n_inputs: usize,
    all_well: bool,
    losses: BTreeMap<Part, usize>,
}

impl Report {
    fn take(&mut self, input: &Input, done: Converted, target: &mut Target) -> anyhow::Result<()> {
        let name = input.name();
        let documents = match done {
            Ok(documents) => documents,
            Err(message) => {
                self.all_well = false;
                if self.json {
                    output::say(&json!({ "file": name, "error": message }).to_string())?;
                } else {
                    output::complain(&format!("{name}: {message}"))?;
                }
                return Ok(());
            }
        };
        for (own, exported, notes) in documents {
            let Written { files } = target.take(&own, &exported)?;
            for loss in &exported.losses {
                *self.losses.entry(loss.part).or_default() += loss.count;
            }
            if self.json {
                let losses: Vec<_> = exported
                    .losses
                    .iter()
                    .map(|loss| json!({ "count": loss.count, "words": loss.to_string() }))
                    .collect();
                let line = json!({ "file": name, "written": files, "not_carried": losses, "notes": notes });
                output::say(&line.to_string())?;
            } else {
                for note in notes {
                    output::complain(&format!("{name}: {note}"))?;
                }
            }
        }
        Ok(())
    }

    /// What was not carried, over all files.
    fn end(&self) -> anyhow::Result<()> {
        if self.json {
            return Ok(());
        }
        let whole = if self.n_inputs == 1 { String::new() } else { format!("in {} files ", self.n_inputs) };
        for (part, count) in &self.losses {
            let loss = Loss { part: *part, count: *count };
            output::complain(&format!("copydesk: {whole}{loss}"))?;
        }
        Ok(())
    }
}
