//! `copydesk check`: are the files sound?

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::output;
use crate::formats;
use crate::model::Document;
use crate::model::problems::problems;
use crate::session::jobs::explained;
use crate::storage::read_text;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Copydesk files (.desk.ron).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut all_well = true;
    for path in &arguments.files {
        let found = look_at(path);
        all_well &= found.is_empty();
        if found.is_empty() {
            output::say(&format!("{}: sound", path.display()))?;
        }
        for line in found {
            output::say(&format!("{}: {line}", path.display()))?;
        }
    }
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

/// A line for each problem.
fn look_at(path: &Path) -> Vec<String> {
    match read(path) {
        Ok(document) => problems(&document).into_iter().map(|problem| problem.words).collect(),
        Err(message) => vec![message],
    }
}

/// The document in one of our files; the message does not repeat the path.
pub(super) fn read(path: &Path) -> Result<Document, String> {
    let (text, _) = read_text(path).map_err(|error| {
        let message = explained(&error);
        let path = format!(": {}", path.display());
        message.replace(&path, "")
    })?;
    formats::ron::read(&text).map_err(|error| error.to_string())
}
