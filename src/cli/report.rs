//! `copydesk report`: what leaves the desk.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::output;
use crate::model::Schema;
use crate::report::{self, Audience, Kind, Options};
use crate::session::jobs::{explained, stem};
use crate::session::outside::load_schema;
use crate::storage::{Folders, today, write_atomically};

#[derive(Debug, Args)]
#[command(after_help = "\
Each report goes beside its file, for example story.annotated.html, unless -o says otherwise. \
What is left out of a report for readers is said on standard error.\n\n\
Exit codes: 0 all written, 1 something could not be read or written, 2 wrong call.")]
pub(super) struct Arguments {
    /// Copydesk files (.desk.ron).
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
    let output = arguments.output.as_deref();
    let to_one_place = output.is_some_and(|output| !output.is_dir());
    if arguments.files.len() > 1 && to_one_place {
        output::complain(
            "copydesk: Several files cannot go into one report. Name a folder that is there with -o, or leave -o out.",
        )?;
        return Ok(ExitCode::from(super::UNUSABLE));
    }
    let (schema, warning) = load_schema(Folders::of_this_person().ok().as_ref());
    if let Some(warning) = warning {
        output::complain(&format!("copydesk: {warning}"))?;
    }
    let mut all_written = true;
    for path in &arguments.files {
        let target = target(path, output, kind, audience);
        if let Err(error) = report_on(path, &target, kind, audience, &schema, arguments.force) {
            all_written = false;
            output::complain(&format!("copydesk: {}: {error}", path.display()))?;
        }
    }
    Ok(if all_written { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

fn target(path: &Path, output: Option<&Path>, kind: Kind, audience: Audience) -> Target {
    let name = kind.file_name(&stem(path), audience);
    match output {
        Some(output) if output.as_os_str() == OsStr::new("-") => Target::StandardOutput,
        Some(folder) if folder.is_dir() => Target::File(folder.join(name)),
        Some(file) => Target::File(file.to_owned()),
        None => Target::File(path.with_file_name(name)),
    }
}

fn report_on(
    path: &Path,
    target: &Target,
    kind: Kind,
    audience: Audience,
    schema: &Schema,
    force: bool,
) -> anyhow::Result<()> {
    let document = super::check::read(path).map_err(anyhow::Error::msg)?;
    let report = report::write(kind, &document, schema, Options { audience, date: today() })
        .map_err(|error| anyhow::anyhow!("{}", explained(&error)))?;
    for remark in &report.remarks {
        output::complain(&format!("{}: {remark}", path.display()))?;
    }
    match target {
        Target::StandardOutput => output::pass(&report.bytes)?,
        Target::File(file) => {
            if crate::session::jobs::is_desk_file(file) {
                bail!("{} is the name of a Copydesk file. Give the report another name", file.display());
            }
            if !force && file.exists() {
                bail!(
                    "{} is there already. Replace it with --force, or choose another name with -o",
                    file.display()
                );
            }
            write_atomically(file, &report.bytes, None)
                .map_err(|error| anyhow::anyhow!("{}", explained(&error)))?;
            output::say(&file.display().to_string())?;
        }
    }
    Ok(())
}
