//! The command line. Without a subcommand it opens the window.

mod about;
mod anchor;
#[cfg(feature = "gui")]
mod bench;
mod check;
mod conversion;
mod convert;
mod destination;
mod diff;
mod each;
mod eval;
mod export;
mod find;
mod git;
mod import;
mod inputs;
mod output;
#[cfg(feature = "gui")]
mod render;
mod report;
mod source;
mod stats;
mod suggest;
mod target;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use thiserror::Error;

use crate::session::Guest;

/// Exit code of a command that found problems or could not do all of its work.
pub const FAILED: u8 = 1;
/// Exit code of a call that cannot be carried out at all: wrong words, or no display; of a comparison
/// or merge, files that cannot be read or do not fit each other.
pub const UNUSABLE: u8 = 2;

/// A call that cannot be carried out at all.
#[derive(Debug, Error)]
#[error("{0}")]
struct Unusable(String);

/// What refuses a call whose words cannot be meant, whatever its files hold.
fn wrong_call(words: impl Into<String>) -> anyhow::Error {
    Unusable(words.into()).into()
}

/// The trouble of a command whose exit code 1 says something else.
fn trouble(error: &anyhow::Error) -> anyhow::Error {
    Unusable(format!("{error:#}")).into()
}

/// The exit code of a command that ended with `error`.
pub fn exit_code(error: &anyhow::Error) -> u8 {
    if error.is::<Unusable>() { UNUSABLE } else { FAILED }
}

/// Annotate and fact-check a news article before it runs.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Exit codes: 0 all well, 1 problems found or work not done (diff: they differ; find: nothing found; merge: both versions kept), 2 wrong call or no display (diff, merge: a file that cannot be read, or versions that cannot be merged)."
)]
pub struct Cli {
    /// Article (.txt, .md, .html, .docx, .odt, .rtf, .eml, .pdf) or Copydesk file (.desk.ron) to open; the sample article if left out.
    path: Option<PathBuf>,
    /// Who works here, for the history; the name in the settings if left out.
    #[arg(long = "as", value_name = "NAME")]
    person: Option<String>,
    /// As what they work here, for what they sign off.
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    #[command(subcommand)]
    command: Option<Subcommands>,
}

#[derive(Debug, Subcommand)]
enum Subcommands {
    /// Check files: are they sound, and do the claims have what their state asks for?
    Check(check::Arguments),
    /// Import articles of other programs (web pages, Word, ODT, RTF, e-mail, PDF, text).
    Import(import::Arguments),
    /// Count words, annotations, entities and claims.
    Stats(stats::Arguments),
    /// Turn files of one format into another, and say what it cannot carry.
    Convert(convert::Arguments),
    /// Write Copydesk files into a folder, in one format or several.
    Export(export::Arguments),
    /// List places with these words, with what stands around them, over many files.
    Find(find::Arguments),
    /// Say what was added, removed and changed between two files, field by field.
    Diff(diff::Arguments),
    /// Merge two versions of a Copydesk file by annotation; what both changed is kept as both, marked.
    Merge(git::MergeArguments),
    /// Print everything said in a Copydesk file, a line a field.
    Textconv(diff::OutlineArguments),
    /// Make git compare and merge Copydesk files with Copydesk, in the repository one stands in.
    GitSetup(git::SetupArguments),
    /// Print a description of the Copydesk file in the words of JSON Schema.
    Schema,
    /// Print a script that completes commands in a shell.
    Completions(about::CompletionArguments),
    /// Print the manual page.
    Man,
    /// Bring everything said about an article to a new text of it.
    Anchor(anchor::Arguments),
    /// Write the annotated article, lists and data, for the desk or for readers.
    Report(report::Arguments),
    /// Print what the program proposes for articles: entities, quotes, claims.
    Suggest(suggest::Arguments),
    /// Measure suggestions on a corpus.
    Eval(eval::Arguments),
    /// Draw the window with a file as a PNG picture, without a display.
    #[cfg(feature = "gui")]
    Render(render::Arguments),
    /// Measure what the window's frames cost on this machine, without a display, for a report of a
    /// slow window.
    #[cfg(feature = "gui")]
    Bench(bench::Arguments),
}

/// Does what the command line says; returns the exit code.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match done(cli) {
        Err(error) if error.is::<output::ReaderGone>() => Ok(ExitCode::SUCCESS),
        result => result,
    }
}

fn done(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Some(Subcommands::Check(arguments)) => check::run(&arguments),
        Some(Subcommands::Import(arguments)) => import::run(&arguments),
        Some(Subcommands::Stats(arguments)) => stats::run(&arguments),
        Some(Subcommands::Convert(arguments)) => convert::run(&arguments),
        Some(Subcommands::Export(arguments)) => export::run(&arguments),
        Some(Subcommands::Find(arguments)) => find::run(&arguments),
        Some(Subcommands::Diff(arguments)) => diff::run(&arguments),
        Some(Subcommands::Merge(arguments)) => git::run_merge(&arguments),
        Some(Subcommands::Textconv(arguments)) => diff::run_outline(&arguments),
        Some(Subcommands::GitSetup(arguments)) => git::run_setup(&arguments),
        Some(Subcommands::Schema) => about::run_schema(),
        Some(Subcommands::Completions(arguments)) => about::run_completions(&arguments),
        Some(Subcommands::Man) => about::run_man(),
        Some(Subcommands::Anchor(arguments)) => anchor::run(&arguments),
        Some(Subcommands::Report(arguments)) => report::run(&arguments),
        Some(Subcommands::Suggest(arguments)) => suggest::run(&arguments),
        Some(Subcommands::Eval(arguments)) => eval::run(&arguments),
        #[cfg(feature = "gui")]
        Some(Subcommands::Render(arguments)) => render::run(&arguments),
        #[cfg(feature = "gui")]
        Some(Subcommands::Bench(arguments)) => bench::run(&arguments),
        None => open_window(cli.path, Guest { name: cli.person, role: cli.role }),
    }
}

#[cfg(feature = "gui")]
fn open_window(path: Option<PathBuf>, guest: Guest) -> anyhow::Result<ExitCode> {
    if !has_display() {
        let missing = path.as_deref().filter(|path| !path.exists());
        return no_window(&missing.map_or_else(
            || "There is no display".to_owned(),
            |path| format!("{} is no file that is there, and no command", path.display()),
        ));
    }
    match crate::gui::window::run(path, guest) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => no_window(&format!("{error:#}").replace('\n', " ")),
    }
}

#[cfg(not(feature = "gui"))]
fn open_window(_path: Option<PathBuf>, _guest: Guest) -> anyhow::Result<ExitCode> {
    no_window("This Copydesk was built without its window")
}

/// Whether a desktop is there to open a window on. Elsewhere than on Unix there always is one.
#[cfg(feature = "gui")]
fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(not(all(unix, not(target_os = "macos"))))
        || set("DISPLAY")
        || set("WAYLAND_DISPLAY")
        || set("WAYLAND_SOCKET")
}

fn no_window(why: &str) -> anyhow::Result<ExitCode> {
    output::complain(&format!(
        "copydesk: {why}. Without a window there are: copydesk check, stats, import, convert, export, find, diff, suggest, anchor, report, render (see copydesk --help)."
    ))?;
    Ok(ExitCode::from(UNUSABLE))
}
