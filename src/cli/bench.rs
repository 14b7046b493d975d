//! `copydesk bench`: what do the window's frames cost here?

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use clap::Args;
use serde_json::json;

use super::output;
use crate::gui::bench::{Figures, Rounds, empty_window, made, measure};
use crate::model::Document;

/// Bytes and annotations of what is measured where no file is given.
const SIZES: [(usize, usize); 2] = [(100_000, 1_000), (10_000_000, 100_000)];

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Copydesk file whose window is measured; made-up articles if left out.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Say each figure as a JSON object a line; times are milliseconds.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let as_json = arguments.json;
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let version = env!("CARGO_PKG_VERSION");
    if as_json {
        let debug = cfg!(debug_assertions);
        output::say(&json!({ "copydesk": version, "system": system, "debug": debug }).to_string())?;
    } else {
        let build = if cfg!(debug_assertions) { ", a debug build" } else { "" };
        output::say(&format!("copydesk {version}, {system}{build}"))?;
        output::say(&format!("{:<26}{:>10} {:>10} {:>10}", "CPU milliseconds", "median", "p99", "longest"))?;
    }
    row(&empty_window(), as_json)?;
    if let Some(path) = &arguments.file {
        let document =
            super::check::read(path).map_err(|message| anyhow!("{}: {message}", path.display()))?;
        return table(document, as_json);
    }
    for (n_bytes, n_annotations) in SIZES {
        let document =
            made(n_bytes, n_annotations).ok_or_else(|| anyhow!("The article could not be made"))?;
        table(document, as_json)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn row(figures: &Figures, as_json: bool) -> std::io::Result<()> {
    if !as_json {
        return output::say(&format!("  {:<24}{}", figures.what, figures.columns()));
    }
    let [median, p99, longest] = [50, 99, 100].map(|percentage| figures.at(percentage));
    output::say(
        &json!({ "what": figures.what, "median": median, "p99": p99, "longest": longest }).to_string(),
    )
}

fn table(document: Document, as_json: bool) -> anyhow::Result<ExitCode> {
    let (n_bytes, n_annotations) = (document.text().len(), document.n_annotations());
    if as_json {
        output::say(&json!({ "bytes": n_bytes, "annotations": n_annotations }).to_string())?;
    } else {
        output::say(&format!("\n{n_bytes} bytes of text, {n_annotations} annotations"))?;
    }
    let mut most = 0;
    for figures in measure(document, Rounds::Few, |memory| most = memory) {
        row(&figures, as_json)?;
    }
    if as_json {
        output::say(&json!({ "memory_so_far": most }).to_string())?;
    } else {
        output::say(&format!("  {:<24}{:>10}", "memory so far, MB", most / 1_000_000))?;
    }
    Ok(ExitCode::SUCCESS)
}
