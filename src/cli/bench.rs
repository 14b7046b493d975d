//! `copydesk bench`: what do the window's frames cost here?

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use clap::Args;

use super::output;
use crate::gui::bench::{Rounds, empty_window, made, measure};
use crate::model::Document;

/// Bytes and annotations of what is measured where no file is given.
const SIZES: [(usize, usize); 2] = [(100_000, 1_000), (10_000_000, 100_000)];

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Copydesk file whose window is measured; made-up articles if left out.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let build = if cfg!(debug_assertions) { ", a debug build" } else { "" };
    output::say(&format!("copydesk {}, {system}{build}", env!("CARGO_PKG_VERSION")))?;
    output::say(&format!("{:<26}{:>10} {:>10} {:>10}", "CPU milliseconds", "median", "p99", "longest"))?;
    let empty = empty_window();
    output::say(&format!("  {:<24}{}", empty.what, empty.columns()))?;
    if let Some(path) = &arguments.file {
        let document =
            super::check::read(path).map_err(|message| anyhow!("{}: {message}", path.display()))?;
        return table(document);
    }
    for (n_bytes, n_annotations) in SIZES {
        table(made(n_bytes, n_annotations).ok_or_else(|| anyhow!("The article could not be made"))?)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn table(document: Document) -> anyhow::Result<ExitCode> {
    let (n_bytes, n_annotations) = (document.text().len(), document.n_annotations());
    output::say(&format!("\n{n_bytes} bytes of text, {n_annotations} annotations"))?;
    let mut most = 0;
    for figures in measure(document, Rounds::Few, |memory| most = memory) {
        output::say(&format!("  {:<24}{}", figures.what, figures.columns()))?;
    }
    output::say(&format!("  {:<24}{:>10}", "memory so far, MB", most / 1_000_000))?;
    Ok(ExitCode::SUCCESS)
}
