//! `copydesk git-setup` and `copydesk merge`: git compares and merges Copydesk files by what is said
//! in them.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, anyhow, bail};
use clap::Args;
use serde_json::json;

use super::diff::read;
use super::{output, trouble};
use crate::formats::{Format, ron};
use crate::model::Document;
use crate::model::merge::merge;
use crate::session::jobs::explained;
use crate::storage::{ReadFileError, read_text, write_export};

/// The line of `.gitattributes` that names our two drivers.
const ATTRIBUTES: &str = "*.desk.ron diff=copydesk merge=copydesk";

#[derive(Debug, Args)]
pub(super) struct SetupArguments {
    /// Set it up for every repository of this person, without the line in .gitattributes.
    #[arg(long)]
    global: bool,
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
    /// Say what was written and what met as a JSON object on standard output.
    #[arg(long)]
    json: bool,
}

/// Exit code 0 where nothing met, 1 where both versions of something were kept, 2 in trouble.
pub(super) fn run_merge(arguments: &MergeArguments) -> anyhow::Result<ExitCode> {
    merge_files(arguments).map_err(|error| trouble(&error))
}

fn merge_files(arguments: &MergeArguments) -> anyhow::Result<ExitCode> {
    let [ours, theirs] = [&arguments.ours, &arguments.theirs].map(|path| read(path, Some(Format::Ron)));
    let (ours, theirs) = (ours?, theirs?);
    // Where both sides added the file, git gives an empty one as what they were made from.
    let is_new = arguments.base.metadata().is_ok_and(|metadata| metadata.len() == 0);
    let base = if is_new {
        Document::new(ours.article().clone())
    } else {
        read(&arguments.base, Some(Format::Ron))?
    };
    let merged = merge(&base, &ours, &theirs)
        .map_err(|error| anyhow!("Not merged: {error}. Both files are as they were"))?;
    let text = ron::write_checked(&merged.document).map_err(|error| anyhow!("{}", explained(&error)))?;
    // git has both versions; a backup would lie about in its folder.
    write_export(&arguments.ours, text.as_bytes(), true).map_err(|error| anyhow!("{}", explained(&error)))?;
    if arguments.json {
        let line = json!({ "file": arguments.ours.display().to_string(), "conflicts": merged.conflicts });
        output::say(&line.to_string())?;
        return Ok(if merged.conflicts.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(super::FAILED)
        });
    }
    for conflict in &merged.conflicts {
        output::complain(&format!("copydesk: {conflict}"))?;
    }
    if merged.conflicts.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    output::complain(
        "copydesk: Look for “Merge conflict” among the comments and notes, then add the file to git.",
    )?;
    Ok(ExitCode::from(super::FAILED))
}

/// Sets the drivers up in the repository one stands in, or for the person.
pub(super) fn run_setup(arguments: &SetupArguments) -> anyhow::Result<ExitCode> {
    let whose = if arguments.global { "--global" } else { "--local" };
    let own = std::env::current_exe().context("Where this program is could not be found out")?;
    let own = format!("'{}'", own.display().to_string().replace('\'', "'\\''"));
    for (name, value) in [
        ("diff.copydesk.textconv", format!("{own} textconv")),
        ("merge.copydesk.name", "Copydesk files, by annotation".to_owned()),
        ("merge.copydesk.driver", format!("{own} merge %O %A %B")),
    ] {
        git(&["config", whose, name, &value])?;
    }
    if arguments.global {
        output::say(&format!("Now put this line into the .gitattributes of each repository: {ATTRIBUTES}"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let top = git(&["rev-parse", "--show-toplevel"])?;
    let path = Path::new(top.trim()).join(".gitattributes");
    let old = match path.exists().then(|| read_text(&path)) {
        None | Some(Err(ReadFileError::Empty { .. })) => String::new(),
        Some(read) => read.map_err(|error| anyhow!("{}", explained(&error)))?.0,
    };
    if !old.lines().any(|line| line.trim() == ATTRIBUTES) {
        let gap = if old.is_empty() || old.ends_with('\n') { "" } else { "\n" };
        let new = format!("{old}{gap}{ATTRIBUTES}\n");
        // git keeps what was in it; a backup would lie about in the repository.
        write_export(&path, new.as_bytes(), true).map_err(|error| anyhow!("{}", explained(&error)))?;
    }
    output::say(&format!(
        "git compares and merges *.desk.ron with Copydesk here. Commit {}.",
        path.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn git(arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new("git").args(arguments).output().context("git could not be started")?;
    if !output.status.success() {
        bail!("git {} failed: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
