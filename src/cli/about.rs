//! `copydesk schema`, `completions` and `man`: the program told to other programs and to people.

use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, output};
use crate::formats::description;

#[derive(Debug, Args)]
pub(super) struct CompletionArguments {
    /// For which shell.
    shell: Shell,
}

/// Prints the description of the `.desk.ron` file.
pub(super) fn run_schema() -> anyhow::Result<ExitCode> {
    output::say(&format!("{:#}", description()))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints a script that completes our words in a shell.
pub(super) fn run_completions(arguments: &CompletionArguments) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "copydesk", &mut script);
    print(&script)
}

/// Prints the manual page, the subcommands behind each other.
pub(super) fn run_man() -> anyhow::Result<ExitCode> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        clap_mangen::Man::new(subcommand.clone()).render(&mut page)?;
    }
    print(&page)
}

fn print(bytes: &[u8]) -> anyhow::Result<ExitCode> {
    output::show(bytes)?;
    Ok(ExitCode::SUCCESS)
}
