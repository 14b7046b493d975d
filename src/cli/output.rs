//! Lines to the terminal.

use std::io::{self, Write};
use std::path::Path;

use thiserror::Error;

/// Nobody reads standard output any more: a command that does nothing but write there is done.
#[derive(Debug, Error)]
#[error("nobody reads standard output any more")]
pub(super) struct ReaderGone;

/// Prints what a command that does nothing else has to say; a reader that has gone away ends it.
pub(super) fn show(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(ReaderGone.into()),
        result => Ok(result?),
    }
}

/// The same for a line.
pub(super) fn show_line(line: &str) -> anyhow::Result<()> {
    show(format!("{line}\n").as_bytes())
}

/// Prints a line of a command that does more than that. A reader that has gone away is no failure.
pub(super) fn say(line: &str) -> io::Result<()> {
    unless_gone(writeln!(io::stdout().lock(), "{line}"))
}

/// Prints bytes of a command that does more than that. A reader that has gone away is no failure.
pub(super) fn say_bytes(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    unless_gone(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Prints a line for people to standard error.
pub(super) fn complain(line: &str) -> io::Result<()> {
    unless_gone(writeln!(io::stderr().lock(), "{line}"))
}

fn unless_gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Says no where a file is there that nobody asked to replace.
pub(super) fn may_write(file: &Path, force: bool) -> Result<(), String> {
    if force || !file.exists() {
        return Ok(());
    }
    Err(format!(
        "{} is there already. Replace it with --force, or choose another name with -o",
        file.display()
    ))
}

/// What is said where a `what` would have the name of a Copydesk file.
pub(super) fn reserved(file: &Path, what: &str) -> String {
    format!("{} is the name of a Copydesk file. Give the {what} another name", file.display())
}
