//! Copydesk: the window and the command line.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use copydesk::cli::{Cli, exit_code, run};

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            // Nothing is left to do where standard error cannot be written.
            drop(writeln!(std::io::stderr().lock(), "copydesk: {error:#}"));
            ExitCode::from(exit_code(&error))
        }
    }
}
