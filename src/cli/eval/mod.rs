//! `copydesk eval`: how good are the suggestions, measured on corpora?

mod claims;
mod golden;
mod lines;
mod names;
mod quotes;
mod score;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    measure: Measure,
}

#[derive(Debug, Subcommand)]
enum Measure {
    /// The network against entities found by spaCy (.jsonl with text, tokens, entities).
    Golden {
        /// The corpus.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Entities and clusters (.jsonl with text and mentions: start, end, PER/ORG/LOC, cluster).
    Names {
        /// The corpus.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// List what differs: + found, - missed.
        #[arg(long)]
        list: bool,
    },
    /// Quotes (.jsonl with text and attributions: source, cue, content).
    Quotes {
        /// The corpus.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// List what differs: + found, - missed, ? another source.
        #[arg(long)]
        list: bool,
    },
    /// Claims (.tsv with label, tab, sentence).
    Claims {
        /// The corpus.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match &arguments.measure {
        Measure::Golden { file } => golden::run(file)?,
        Measure::Names { file, list } => names::run(file, *list)?,
        Measure::Quotes { file, list } => quotes::run(file, *list)?,
        Measure::Claims { file } => claims::run(file)?,
    }
    Ok(ExitCode::SUCCESS)
}
