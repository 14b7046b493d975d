//! The files a command works on: named ones, those in folders, and those a pattern fits.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use glob::{MatchOptions, Pattern};

use super::wrong_call;
use crate::session::jobs::explained;
use crate::storage::files_below;

/// The name that stands for standard input or output.
pub(super) const DASH: &str = "-";

/// One file, and where it is below the folder that was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input {
    /// The file; `-` is standard input.
    pub(super) path: PathBuf,
    /// Its name, with the folders below the one named.
    pub(super) below: PathBuf,
}

impl Input {
    /// Whether it is standard input.
    pub(super) fn is_dash(&self) -> bool {
        self.path.as_os_str() == DASH
    }

    /// What it is called in messages.
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }
}

/// Every file that `named` stands for, in order. In folders, and for patterns (`*`, `?`, `**`), only
/// files are taken whose names `wanted` accepts.
pub(super) fn inputs(named: &[PathBuf], wanted: impl Fn(&str) -> bool) -> anyhow::Result<Vec<Input>> {
    let mut found = Vec::new();
    for path in named {
        let before = found.len();
        if path.is_dir() {
            add_folder(path, &wanted, &mut found)?;
        } else if is_pattern(path) && !path.exists() {
            add_pattern(path, &wanted, &mut found)?;
        }
        // An ordinary file; what is empty or missing says so when it is read.
        if found.len() == before {
            found.push(input(path));
        }
    }
    Ok(found)
}

fn input(path: &Path) -> Input {
    let below = path.file_name().map_or_else(|| path.to_owned(), PathBuf::from);
    Input { path: path.to_owned(), below }
}

fn add_folder(folder: &Path, wanted: impl Fn(&str) -> bool, found: &mut Vec<Input>) -> anyhow::Result<()> {
    let files = files_below(folder, wanted).map_err(|error| anyhow!("{}", explained(&error)))?;
    found.extend(files.into_iter().map(|path| {
        let below = path.strip_prefix(folder).map_or_else(|_| path.clone(), Path::to_owned);
        Input { path, below }
    }));
    Ok(())
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn add_pattern(pattern: &Path, wanted: impl Fn(&str) -> bool, found: &mut Vec<Input>) -> anyhow::Result<()> {
    let words = pattern.to_string_lossy();
    let no_pattern =
        |error| wrong_call(format!("{} is no pattern of file names: {error}", pattern.display()));
    if words.contains("**") {
        return add_deep_pattern(pattern, &Pattern::new(&words).map_err(no_pattern)?, wanted, found);
    }
    for path in glob::glob(&words).map_err(no_pattern)? {
        let path = path.map_err(|error| anyhow!("{error}"))?;
        if path.is_dir() {
            add_folder(&path, &wanted, found)?;
        } else if path.file_name().is_some_and(|name| wanted(&name.to_string_lossy())) {
            found.push(input(&path));
        }
    }
    Ok(())
}

/// A pattern over folders in folders: walked like a folder, without following links, which may lead in a
/// circle.
fn add_deep_pattern(
    named: &Path,
    pattern: &Pattern,
    wanted: impl Fn(&str) -> bool,
    found: &mut Vec<Input>,
) -> anyhow::Result<()> {
    let top: PathBuf =
        named.components().take_while(|part| !is_pattern(Path::new(part.as_os_str()))).collect();
    let here = Path::new(".");
    let walked = if top.as_os_str().is_empty() { here } else { &top };
    if !walked.is_dir() {
        return Ok(());
    }
    let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
    let files = files_below(walked, wanted).map_err(|error| anyhow!("{}", explained(&error)))?;
    for path in files {
        let path = if walked == here { path.strip_prefix(here).unwrap_or(&path) } else { &path };
        if pattern.matches_with(&path.to_string_lossy(), options) {
            found.push(input(path));
        }
    }
    Ok(())
}
