//! `copydesk report`: what leaves the desk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::check::{desk_files, read_input};
use super::each::each;
use super::inputs::{DASH, Input};
use super::output;
use super::wrong_call;
use crate::model::Schema;
use crate::report::{self, Audience, Kind, Options};
use crate::session::jobs::{explained, stem, would_be_desk_file};
use crate::session::outside::load_schema;
use crate::storage::{Folders, today, write_atomically};

#[derive(Debug, Args)]
#[command(after_help = "\
Each report goes beside its file, for example story.annotated.html, unless -o says otherwise. \
What is left out of a report for readers is said on standard error.\n\n\
Exit codes: 0 all written, 1 something could not be read or written, 2 wrong call.")]
pub(super) struct Arguments {
    /// Copydesk files (.desk.ron), folders with such files, or patterns; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to write.
    #[arg(long, value_name = "KIND")]
    kind: KindArgument,
    /// For readers: without confidential sources, sources not marked for them, and all that is the desk's own.
    #[arg(long)]
    public: bool,
    /// Where to: a file, a folder, or - for standard output.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Replace files that are there already (the old version stays as .bak).
    #[arg(long)]
    force: bool,
    /// Say what was written and left out as a JSON object a line.
    #[arg(long)]
    json: bool,
}

/// The kinds by their words.
#[derive(Clone, Copy, Debug)]
struct KindArgument(Kind);

impl ValueEnum for KindArgument {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [KindArgument; Kind::ALL.len()] = {
            let mut all = [KindArgument(Kind::Html); Kind::ALL.len()];
            let mut n = 0;
            while n < all.len() {
                all[n] = KindArgument(Kind::ALL[n]);
                n += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.word()).help(self.0.label()))
    }
}

/// Where a report goes.
enum Target {
    StandardOutput,
    File(PathBuf),
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let kind = arguments.kind.0;
    let wanted = if arguments.public { Audience::Readers } else { Audience::Desk };
    let Some(audience) = kind.audience(wanted) else {
        output::complain(&format!("copydesk: {}.", report::ReportError::DeskOnly(kind.label())))?;
        return Ok(ExitCode::from(super::UNUSABLE));
    };
    let items = desk_files(&arguments.files)?;
    let output = arguments.output.as_deref();
    let to_one_place = output.is_some_and(|output| !output.is_dir());
    if items.len() > 1 && to_one_place {
        output::complain(
            "copydesk: Several files cannot go into one report. Name a folder that is there with -o, or leave -o out.",
        )?;
        return Ok(ExitCode::from(super::UNUSABLE));
    }
    let to_stdout = output.map_or(items.iter().any(Input::is_dash), |output| output.as_os_str() == DASH);
    if arguments.json && to_stdout {
        output::complain(
            "copydesk: --json and the report cannot both go to standard output. Say where the report goes with -o.",
        )?;
        return Ok(ExitCode::from(super::UNUSABLE));
    }
    let aimed = targets(&items, output, kind, audience)?;
    let (schema, warning) = load_schema(Folders::of_this_person().ok().as_ref());
    if let Some(warning) = warning {
        output::complain(&format!("copydesk: {warning}"))?;
    }
    let mut all_written = true;
    each(
        &aimed,
        |(input, target)| report_on(input, target, kind, audience, &schema, arguments.force),
        |(input, _), done| {
            all_written &= done.is_ok();
            say(&input.name(), done, arguments.json)
        },
    )?;
    Ok(if all_written { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

/// A report that was made.
struct Done {
    /// Its file; its bytes where it goes to standard output.
    written: Result<String, Vec<u8>>,
    remarks: Vec<String>,
}

fn say(name: &str, done: Result<Done, String>, as_json: bool) -> anyhow::Result<()> {
    let Done { written, remarks } = match done {
        Ok(done) => done,
        Err(error) if as_json => {
            return Ok(output::failed(name, &error, true)?);
        }
        Err(error) => return Ok(output::complain(&format!("copydesk: {name}: {error}"))?),
    };
    match written {
        Ok(file) if as_json => {
            output::say_json(&json!({ "file": name, "written": file, "notes": remarks }))?;
        }
        Ok(file) => {
            remarks.iter().try_for_each(|remark| output::complain(&format!("{name}: {remark}")))?;
            output::say(&file)?;
        }
        Err(bytes) => {
            remarks.iter().try_for_each(|remark| output::complain(&format!("{name}: {remark}")))?;
            output::say_bytes(&bytes)?;
        }
    }
    Ok(())
}

/// Where each report goes. Two in the same file are a mistake before anything is done.
fn targets<'a>(
    items: &'a [Input],
    output: Option<&Path>,
    kind: Kind,
    audience: Audience,
) -> anyhow::Result<Vec<(&'a Input, Target)>> {
    let aimed: Vec<_> = items.iter().map(|input| (input, target(input, output, kind, audience))).collect();
    let mut seen = HashMap::new();
    for (input, target) in &aimed {
        let Target::File(file) = target else { continue };
        if let Some(twin) = seen.insert(file, *input) {
            return Err(wrong_call(format!(
                "{} and {} would both be written as {}. Report on them one by one, or leave -o out",
                twin.name(),
                input.name(),
                file.display()
            )));
        }
    }
    Ok(aimed)
}

fn target(input: &Input, output: Option<&Path>, kind: Kind, audience: Audience) -> Target {
    let name = kind.file_name(&stem(&input.path), audience);
    match output {
        Some(output) if output.as_os_str() == DASH => Target::StandardOutput,
        None if input.is_dash() => Target::StandardOutput,
        Some(folder) if folder.is_dir() => Target::File(folder.join(name)),
        Some(file) => Target::File(file.to_owned()),
        None => Target::File(input.path.with_file_name(name)),
    }
}

fn report_on(
    input: &Input,
    target: &Target,
    kind: Kind,
    audience: Audience,
    schema: &Schema,
    force: bool,
) -> Result<Done, String> {
    let document = read_input(input)?;
    let report = report::write(kind, &document, schema, Options { audience, date: today() })
        .map_err(|error| explained(&error))?;
    let remarks = report.remarks;
    let Target::File(file) = target else { return Ok(Done { written: Err(report.bytes), remarks }) };
    if would_be_desk_file(file) {
        return Err(output::reserved(file, "report"));
    }
    output::may_write(file, force)?;
    write_atomically(file, &report.bytes, None).map_err(|error| explained(&error))?;
    Ok(Done { written: Ok(file.display().to_string()), remarks })
}
