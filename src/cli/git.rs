//! `copydesk git-setup` and `copydesk merge`: git compares and merges Copydesk files by what is said
//! in them.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, anyhow, bail};
use clap::Args;
use serde_json::{Value, json};

use super::diff::read;
use super::{output, trouble};
use crate::formats::{Format, ron};
use crate::model::Document;
use crate::model::merge::merge;
use crate::session::jobs::explained;
use crate::storage::{ReadFileError, make_folder, read_text, write_export};

/// The line of `.gitattributes` that names our two drivers.
const ATTRIBUTES: &str = "*.desk.ron diff=copydesk merge=copydesk";
/// What lies beside a Copydesk file and is nobody's version of it.
const LEFT_ALONE: [&str; 2] = ["*.desk.ron.bak", ".*.desk.ron.journal"];

#[derive(Debug, Args)]
pub(super) struct SetupArguments {
    /// Set it up for every repository of this person, without the line in .gitattributes.
    #[arg(long)]
    global: bool,
    /// Say what was set up as a JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 merged, 1 merged with both versions of something kept, 2 not merged and nothing written."
)]
pub(super) struct MergeArguments {
    /// What both were made from.
    #[arg(value_name = "BASE")]
    base: PathBuf,
    /// Our version; the result is written here.
    #[arg(value_name = "OURS")]
    ours: PathBuf,
    /// The other version.
    #[arg(value_name = "THEIRS")]
    theirs: PathBuf,
    /// What the file is called, for messages; OURS if left out.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Say what was written and what met as a JSON object on standard output.
    #[arg(long)]
    json: bool,
}

/// Exit code 0 where nothing met, 1 where both versions of something were kept, 2 in trouble.
pub(super) fn run_merge(arguments: &MergeArguments) -> anyhow::Result<ExitCode> {
    merge_files(arguments).map_err(|error| trouble(&error))
}

fn merge_files(arguments: &MergeArguments) -> anyhow::Result<ExitCode> {
    let name = arguments.name.clone().unwrap_or_else(|| arguments.ours.display().to_string());
    let [ours, theirs] = [&arguments.ours, &arguments.theirs].map(|path| read(path, Some(Format::Ron)));
    let (ours, theirs) = (ours?, theirs?);
    // Where both sides added the file, git gives an empty one as what they were made from.
    let is_new = arguments.base.metadata().is_ok_and(|metadata| metadata.len() == 0);
    let base = if is_new {
        Document::new(ours.article().clone())
    } else {
        read(&arguments.base, Some(Format::Ron))?
    };
    let merged = merge(&base, &ours, &theirs).map_err(|error| {
        anyhow!("Not merged: {error}. Both files are as they were. {}", what_to_do(&name))
    })?;
    let text = ron::write_checked(&merged.document).map_err(|error| anyhow!("{}", explained(&error)))?;
    // git has both versions; a backup would lie about in its folder.
    write_export(&arguments.ours, text.as_bytes(), true).map_err(|error| anyhow!("{}", explained(&error)))?;
    if arguments.json {
        let line = json!({ "file": name, "conflicts": merged.conflicts });
        output::say_json(&line)?;
        return Ok(if merged.conflicts.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(super::FAILED)
        });
    }
    for conflict in &merged.conflicts {
        output::complain(&format!("{name}: {conflict}"))?;
    }
    if merged.conflicts.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    output::complain(&format!(
        "{name}: Look for “Merge conflict” among the comments and notes, then add the file to git."
    ))?;
    Ok(ExitCode::from(super::FAILED))
}

fn what_to_do(name: &str) -> String {
    format!(
        "Take one of them (git checkout --ours {name}, or --theirs), bring by hand what the other says, then add it to git"
    )
}

/// Sets the drivers up in the repository one stands in, or for the person.
pub(super) fn run_setup(arguments: &SetupArguments) -> anyhow::Result<ExitCode> {
    let whose = if arguments.global { "--global" } else { "--local" };
    let own = std::env::current_exe().context("Where this program is could not be found out")?;
    let own = format!("'{}'", own.display().to_string().replace('\'', "'\\''"));
    for (name, value) in [
        ("diff.copydesk.textconv", format!("{own} textconv")),
        ("merge.copydesk.name", "Copydesk files, by annotation".to_owned()),
        ("merge.copydesk.driver", format!("{own} merge %O %A %B %P")),
    ] {
        git(&["config", whose, name, &value])?;
    }
    if arguments.global {
        let words = format!("Now put this line into the .gitattributes of each repository: {ATTRIBUTES}");
        return say_set_up(arguments, &words, &json!({ "global": true, "line": ATTRIBUTES }));
    }
    let top = git(&["rev-parse", "--show-toplevel"])?;
    let attributes = Path::new(top.trim()).join(".gitattributes");
    add_lines(&attributes, &[ATTRIBUTES])?;
    let exclude = git(&["rev-parse", "--git-path", "info/exclude"])?;
    let exclude = PathBuf::from(exclude.trim());
    if let Some(folder) = exclude.parent() {
        make_folder(folder).map_err(|error| anyhow!("{}", explained(&error)))?;
    }
    add_lines(&exclude, &LEFT_ALONE)?;
    let words = format!(
        "git compares and merges *.desk.ron with Copydesk here, and leaves backups and journals alone. Commit {}.",
        attributes.display()
    );
    let attributes = attributes.display().to_string();
    say_set_up(arguments, &words, &json!({ "global": false, "line": ATTRIBUTES, "attributes": attributes }))
}

fn say_set_up(arguments: &SetupArguments, words: &str, object: &Value) -> anyhow::Result<ExitCode> {
    if arguments.json {
        output::say_json(object)?;
    } else {
        output::say(words)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Adds those lines that the file does not have.
fn add_lines(path: &Path, lines: &[&str]) -> anyhow::Result<()> {
    let old = match path.exists().then(|| read_text(path)) {
        None | Some(Err(ReadFileError::Empty { .. })) => String::new(),
        Some(read) => read.map_err(|error| anyhow!("{}", explained(&error)))?.0,
    };
    let mut new = old.clone();
    for line in lines {
        if !old.lines().any(|own| own.trim() == *line) {
            let gap = if new.is_empty() || new.ends_with('\n') { "" } else { "\n" };
            new.extend([gap, line, "\n"]);
        }
    }
    if new == old {
        return Ok(());
    }
    // git keeps what was in it; a backup would lie about in the repository.
    write_export(path, new.as_bytes(), true).map_err(|error| anyhow!("{}", explained(&error)))
}

fn git(arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new("git").args(arguments).output().context("git could not be started")?;
    if !output.status.success() {
        bail!("git {} failed: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
