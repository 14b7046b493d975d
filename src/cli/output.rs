//! Lines to the terminal.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};
use thiserror::Error;

use crate::formats::json_line;

/// Whether a count stands in the terminal's last line.
static COUNT_SHOWN: AtomicBool = AtomicBool::new(false);

/// Shows on standard error, which is a terminal, how far the work is.
pub(super) fn show_count(n_done: usize, n_items: usize) -> io::Result<()> {
    COUNT_SHOWN.store(true, Ordering::Relaxed);
    write!(io::stderr().lock(), "\r\x1b[K{n_done} of {n_items}")
}

/// Takes the count away, so that a line does not stand behind it.
pub(super) fn hide_count() -> io::Result<()> {
    if COUNT_SHOWN.swap(false, Ordering::Relaxed) {
        write!(io::stderr().lock(), "\r\x1b[K")?;
    }
    Ok(())
}

/// Standard output; where it is the terminal too, without the count.
fn standard_output() -> io::Result<io::StdoutLock<'static>> {
    let out = io::stdout();
    if out.is_terminal() {
        hide_count()?;
    }
    Ok(out.lock())
}

/// Nobody reads standard output any more: a command that does nothing but write there is done.
#[derive(Debug, Error)]
#[error("nobody reads standard output any more")]
pub(super) struct ReaderGone;

/// Prints what a command that does nothing else has to say; a reader that has gone away ends it.
pub(super) fn show(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = standard_output()?;
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
    unless_gone(writeln!(standard_output()?, "{line}"))
}

/// The same for an object another program reads.
pub(super) fn say_json(object: &Value) -> io::Result<()> {
    say(&json_line(&object.to_string()))
}

/// Prints bytes of a command that does more than that. A reader that has gone away is no failure.
pub(super) fn say_bytes(bytes: &[u8]) -> io::Result<()> {
    let mut out = standard_output()?;
    unless_gone(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Prints a line for people to standard error.
pub(super) fn complain(line: &str) -> io::Result<()> {
    hide_count()?;
    unless_gone(writeln!(io::stderr().lock(), "{line}"))
}

/// Says what went wrong with a file: for people, or as one of the lines another program reads.
pub(super) fn failed(name: &str, message: &str, as_json: bool) -> io::Result<()> {
    if as_json {
        return say_json(&json!({ "file": name, "error": message }));
    }
    complain(&format!("{name}: {message}"))
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
