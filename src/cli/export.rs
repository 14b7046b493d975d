//! `copydesk export`: Copydesk files into a folder, a file for each article and each format asked for.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::check::desk_files;
use super::conversion::{Conversion, Outcome};
use super::convert::How;
use super::destination::Destination;
use super::target::Target;
use crate::formats::Format;

#[derive(Debug, Args)]
#[command(after_help = "\
For example: copydesk export desk --to html --to w3c -o archive\n\n\
Folders within folders stay as they are. What was not carried is said at the end; one bad file does \
not stop the others. Exit codes: 0 all written, 1 something could not be read or written, 2 wrong call.")]
pub(super) struct Arguments {
    /// Copydesk files (.desk.ron), folders with such files, or patterns; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A format or report to write; may be given several times.
    #[arg(long, required = true, value_name = "FORMAT", value_parser = Destination::names())]
    to: Vec<String>,
    /// The folder; made where there is none.
    #[arg(short, long, required = true, value_name = "FOLDER")]
    output: PathBuf,
    #[command(flatten)]
    how: How,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let destinations: BTreeSet<Destination> =
        arguments.to.iter().filter_map(|name| Destination::named(name)).collect();
    let destinations: Vec<Destination> = destinations.into_iter().collect();
    let items = desk_files(&arguments.files)?;
    let conversion = Conversion::new(&items, Some(Format::Ron))?;
    let writing = arguments.how.writing(&destinations)?;
    let target = Target::folder(&arguments.output, arguments.how.force)?;
    conversion.run(&destinations, &writing, target, Outcome::new(arguments.how.json, items.len()))
}
