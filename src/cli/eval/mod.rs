//! `copydesk eval`: how good are the suggestions, measured on corpora?

mod claims;
mod golden;
mod lines;
mod names;
mod quotes;
mod score;
mod table;
mod tagged;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::wrong_call;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    measure: Measure,
    /// Print an object a row of a table, for other programs.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Measure {
    /// The network against entities found by spaCy (.jsonl with text, tokens, entities).
    Golden {
        /// The corpus.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// List what differs: + found, - missed.
        #[arg(long)]
        list: bool,
    },
    /// Entities and clusters (.jsonl with text and mentions: start, end, PER/ORG/LOC, cluster), or
    /// entities alone (a word and its tag a line: CoNLL, IOB, IOB2).
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
    let lists = match &arguments.measure {
        Measure::Golden { list, .. } | Measure::Names { list, .. } | Measure::Quotes { list, .. } => *list,
        Measure::Claims { .. } => false,
    };
    if arguments.json && lists {
        return Err(wrong_call(
            "--list is for reading and --json for programs. Leave one of them out (see copydesk eval --help)",
        ));
    }
    let tables = table::Tables { json: arguments.json };
    match &arguments.measure {
        Measure::Golden { file, list } => golden::run(file, *list, tables)?,
        Measure::Names { file, list } => names::run(file, *list, tables)?,
        Measure::Quotes { file, list } => quotes::run(file, *list, tables)?,
        Measure::Claims { file } => claims::run(file, tables)?,
    }
    Ok(ExitCode::SUCCESS)
}
