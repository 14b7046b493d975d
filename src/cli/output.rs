//! Lines to the terminal.

use std::io::{self, Write};

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
