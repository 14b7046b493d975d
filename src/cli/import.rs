//! `copydesk import`: articles of other programs become Copydesk files, or JSON for another tool.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use clap::Args;
use serde::Serialize;

use super::output;
use crate::formats;
use crate::ingest::Imported;
use crate::model::Document;
use crate::session::imported::add_comments;
use crate::session::jobs::{self, explained, is_desk_file};
use crate::session::outside::load_schema;
use crate::session::{Ambient, ENDING};
use crate::storage::{Folders, Settings, new_id, now, today, write_atomically};
use crate::text::units::UnitIndex;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Articles (.txt, .md, .html, .docx, .odt, .rtf, .eml, .pdf).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Copydesk file (.desk.ron) to write; for one FILE.
    #[arg(short, long, value_name = "OUT.desk.ron")]
    output: Option<PathBuf>,
    /// Replace the output if it exists; the old one stays as .bak.
    #[arg(long, visible_alias = "force", requires = "output")]
    replace: bool,
    /// Print a line of JSON for each file; offsets count code points of "text".
    #[arg(long)]
    json: bool,
    /// Encoding of the files (utf-8, windows-1252, koi8-r…), where it is not recognised right.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

#[derive(Serialize)]
struct Line<'a> {
    file: String,
    title: &'a str,
    byline: &'a str,
    published: &'a str,
    language: &'a str,
    site: &'a str,
    text: &'a str,
    blocks: Vec<Block>,
    warnings: &'a [String],
}

#[derive(Serialize)]
struct Block {
    kind: String,
    start: usize,
    end: usize,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.output.is_some() && arguments.files.len() > 1 {
        output::complain("copydesk: -o takes one FILE; import several one by one, or use --json.")?;
        return Ok(ExitCode::from(super::UNUSABLE));
    }
    let mut all_read = true;
    for path in &arguments.files {
        if let Err(error) = import(path, arguments) {
            all_read = false;
            output::complain(&format!("copydesk: {error:#}"))?;
        }
    }
    Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

fn import(path: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    if is_desk_file(path) {
        return Err(anyhow!(
            "{}: This is a Copydesk file already. Open it, or import the article it was made from",
            path.display()
        ));
    }
    let imported =
        jobs::import(path, arguments.encoding.as_deref()).map_err(|message| anyhow!("{message}"))?;
    if arguments.json {
        output::say(&json(path, &imported)?)?;
    } else {
        for line in summary(path, &imported) {
            output::say(&line)?;
        }
    }
    match &arguments.output {
        Some(target) => write(target, imported, arguments.replace),
        None => Ok(()),
    }
}

fn json(path: &Path, imported: &Imported) -> anyhow::Result<String> {
    let article = &imported.article;
    let units = UnitIndex::new(article.text().clone());
    let place =
        |byte: usize| units.char_of_byte(byte).ok_or_else(|| anyhow!("a block does not fit its text"));
    let blocks = article.blocks().iter().map(|block| {
        let kind = format!("{:?}", block.kind).to_lowercase();
        Ok(Block { kind, start: place(block.span.start())?, end: place(block.span.end())? })
    });
    let meta = &article.meta;
    let line = Line {
        file: path.display().to_string(),
        title: &meta.title,
        byline: &meta.byline,
        published: &meta.published,
        language: &meta.language,
        site: &meta.site,
        text: article.text(),
        blocks: blocks.collect::<anyhow::Result<_>>()?,
        warnings: &imported.warnings,
    };
    Ok(serde_json::to_string(&line)?)
}

fn summary(path: &Path, imported: &Imported) -> Vec<String> {
    let meta = &imported.article.meta;
    let known = [
        ("title", &meta.title),
        ("byline", &meta.byline),
        ("published", &meta.published),
        ("language", &meta.language),
        ("site", &meta.site),
        ("address", &meta.url),
    ];
    let mut lines = vec![path.display().to_string()];
    let filled = known.into_iter().filter(|(_, value)| !value.is_empty());
    lines.extend(filled.map(|(name, value)| format!("  {name:<12}{value}")));
    lines.push(format!("  {:<12}{}", "blocks", imported.article.blocks().len()));
    if !imported.comments.is_empty() {
        lines.push(format!("  {:<12}{}", "comments", imported.comments.len()));
    }
    lines.extend(meta.import_notes.iter().map(|note| format!("  {note}")));
    lines
}

fn write(target: &Path, imported: Imported, replace: bool) -> anyhow::Result<()> {
    if !is_desk_file(target) {
        return Err(anyhow!(
            "The output is a Copydesk file: let its name end in {ENDING}: {}",
            target.display()
        ));
    }
    if target.exists() && !replace {
        return Err(anyhow!(
            "There is a file of this name already. Choose another name, or add --replace: {}",
            target.display()
        ));
    }
    let folders = Folders::of_this_person().ok();
    let who = folders.as_ref().map_or_else(Settings::default, |folders| Settings::load(folders).0).user_name;
    let (schema, _) = load_schema(folders.as_ref());
    let Imported { article, comments, .. } = imported;
    let mut document = Document::new(article);
    add_comments(&mut document, &comments, &schema, &who, &Ambient { now, today, new_id });
    let text = formats::ron::write_checked(&document).map_err(|error| anyhow!("{}", explained(&error)))?;
    write_atomically(target, text.as_bytes(), None).map_err(|error| anyhow!("{}", explained(&error)))?;
    Ok(())
}
