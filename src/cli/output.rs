//! Lines to the terminal.

use std::io::{self, Write};
use std::path::Path;

/// Prints a line. A reader that has gone away is no failure.
pub(super) fn say(line: &str) -> io::Result<()> {
    unless_gone(writeln!(io::stdout().lock(), "{line}"))
}

/// Prints bytes as they are.
pub(super) fn pass(bytes: &[u8]) -> io::Result<()> {
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
