//! `copydesk convert`: from any format that is read to any that is written, and to reports.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::conversion::{Conversion, Outcome};
use super::destination::{Destination, Writing};
use super::inputs::{DASH, inputs};
use super::output;
use super::source::is_readable;
use super::target::Target;
use super::wrong_call;
use crate::formats::{Confidential, Format};
use crate::report::Audience;
use crate::session::outside::load_schema;
use crate::storage::Folders;

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 all written, 1 something could not be read or written, 2 wrong call.")]
pub(super) struct Arguments {
    /// Files, folders or patterns; - is standard input.
    #[arg(required = true, value_name = "IN")]
    inputs: Vec<PathBuf>,
    /// The format or report to write; told by the ending of OUT if left out.
    #[arg(long, value_name = "FORMAT", value_parser = Destination::names())]
    to: Option<String>,
    /// The format to read; told by the ending if left out.
    #[arg(long, value_name = "FORMAT", value_parser = readable())]
    from: Option<String>,
    /// A file, a folder, or - for standard output. Several articles go into one file where the
    /// format can hold them, else into a folder. Standard output if left out.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Write nothing, only say what the format cannot carry.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    how: How,
}

/// How documents are written, by `convert` and `export` alike.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct How {
    /// Replace files that are there.
    #[arg(long)]
    pub(super) force: bool,
    /// Let confidential evidence go along. It stays at the desk otherwise.
    #[arg(long)]
    confidential: bool,
    /// Reports as they are for readers: without confidential sources and all that is the desk's own.
    #[arg(long, conflicts_with = "confidential")]
    public: bool,
    /// Say what was done as a JSON object a line, on standard output.
    #[arg(long)]
    pub(super) json: bool,
}

impl How {
    /// For whom reports are.
    pub(super) fn audience(&self) -> Audience {
        if self.public { Audience::Readers } else { Audience::Desk }
    }

    /// What is needed to write to `destinations`.
    pub(super) fn writing(&self, destinations: &[Destination]) -> anyhow::Result<Writing> {
        let format = destinations.iter().find(|own| !matches!(own, Destination::Report(_)));
        if let Some(format) = format.filter(|_| self.public) {
            return Err(wrong_call(format!(
                "--public is for reports, and {} is a format. Leave --public out, or write html, md or docx",
                format.name()
            )));
        }
        let (schema, warning) = load_schema(Folders::of_this_person().ok().as_ref());
        if let Some(warning) = warning {
            output::complain(&format!("copydesk: {warning}"))?;
        }
        let confidential = if self.confidential { Confidential::Included } else { Confidential::Withheld };
        Ok(Writing { confidential, audience: self.audience(), schema })
    }
}

fn readable() -> PossibleValuesParser {
    let formats = Format::ALL.into_iter().filter(|format| format.is_read() || *format == Format::Txt);
    PossibleValuesParser::new(formats.map(Format::name))
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let from = arguments.from.as_deref().and_then(Format::named);
    let to = destination(arguments)?;
    let items = inputs(&arguments.inputs, |name| is_readable(name, from))?;
    let to_stdout = arguments.output.as_deref().is_none_or(|path| path.as_os_str() == DASH);
    if arguments.how.json && to_stdout && !arguments.dry_run {
        return Err(wrong_call(
            "--json and the converted file cannot both go to standard output. Say where the file goes with -o",
        ));
    }
    let conversion = Conversion::new(&items, from)?;
    let writing = arguments.how.writing(&[to])?;
    let audience = arguments.how.audience();
    let target = match (&arguments.output, arguments.dry_run) {
        (_, true) => Target::Nowhere,
        (Some(path), _) if !to_stdout => Target::at(path, to, audience, items.len(), arguments.how.force)?,
        _ => Target::stdout(to, audience, items.len())?,
    };
    let outcome = Outcome::new(arguments.how.json, items.len());
    conversion.run(&[to], &writing, target, outcome)
}

fn destination(arguments: &Arguments) -> anyhow::Result<Destination> {
    let named = arguments.to.as_deref().and_then(Destination::named);
    let told = || arguments.output.as_deref().map(Path::new).and_then(Destination::of_file);
    named.or_else(told).ok_or_else(|| wrong_call("Say which format to write, as in --to w3c"))
}
