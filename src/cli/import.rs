//! `copydesk import`: articles of other programs become Copydesk files, or JSON for another tool.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::each::each;
use super::inputs::{DASH, Input, inputs};
use super::source::{NOTHING_IN_IT, standard_input, without_path};
use super::{output, wrong_call};
use crate::formats;
use crate::ingest::{self, Imported};
use crate::model::{Article, Document, Schema};
use crate::session::imported::add_comments;
use crate::session::jobs::{self, explained, is_desk_file};
use crate::session::outside::load_schema;
use crate::session::{Ambient, ENDING};
use crate::storage::{Folders, Settings, make_folder, new_id, now, today, write_atomically, write_export};
use crate::text::units::UnitIndex;

/// What an article on standard input is called.
pub(super) const STDIN: &str = "stdin";

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 all imported, 1 something could not be read or written, 2 wrong call.")]
pub(super) struct Arguments {
    /// Articles (.txt, .md, .html, .docx, .odt, .rtf, .eml, .pdf), folders with such files, or
    /// patterns of names; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Copydesk file (.desk.ron) to write for one FILE, or a folder for the files of several; - is
    /// standard output.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Replace what is there; the old files stay as .bak.
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
    file: &'a str,
    title: &'a str,
    byline: &'a str,
    published: &'a str,
    language: &'a str,
    site: &'a str,
    text: &'a str,
    blocks: Vec<Block>,
    warnings: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

#[derive(Serialize)]
struct Block {
    kind: String,
    start: usize,
    end: usize,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let items = inputs(&arguments.files, ingest::is_article)?;
    let is_many = items.len() > 1 || arguments.files.iter().any(|path| path.is_dir());
    let target = arguments.output.as_deref().map(|path| Target::of(path, is_many, arguments)).transpose()?;
    let names = names(&items);
    let mut seen = HashSet::new();
    if let Some(twin) = names.iter().find(|name| !seen.insert(*name)).filter(|_| target.is_some()) {
        return Err(wrong_call(format!(
            "Two of the files would be written as “{}”. Import them one by one, or name their folder instead",
            twin.display()
        )));
    }
    let items: Vec<(Input, PathBuf)> = items.into_iter().zip(names).collect();
    let importing = Importing::new(arguments, target);
    let mut all_well = true;
    each(
        &items,
        |(input, name)| importing.import(input, name),
        |(input, _), done| {
            let name = input.name();
            match done {
                Ok(Done { said, problem }) => {
                    output::say_bytes(&said)?;
                    if let Some(problem) = problem {
                        all_well = false;
                        // A line of JSON has it already.
                        if !arguments.json {
                            output::failed(&name, &problem, false)?;
                        }
                    }
                }
                Err(message) => {
                    all_well = false;
                    output::failed(&name, &without_path(&message, &name), arguments.json)?;
                }
            }
            Ok(())
        },
    )?;
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::from(super::FAILED) })
}

/// Where Copydesk files go.
enum Target {
    /// One file, which has this name.
    File(PathBuf),
    /// Into a folder, each under its own name.
    Folder(PathBuf),
    /// To standard output.
    Stdout,
}

impl Target {
    fn of(path: &Path, is_many: bool, arguments: &Arguments) -> anyhow::Result<Self> {
        if path.as_os_str() == DASH {
            if is_many || arguments.json {
                return Err(wrong_call(
                    "One Copydesk file and nothing else goes to standard output. Say where the files go with -o FOLDER",
                ));
            }
            return Ok(Self::Stdout);
        }
        if is_desk_file(path) && !path.is_dir() {
            return if is_many {
                Err(wrong_call("A Copydesk file holds one article. Say -o FOLDER for several of them"))
            } else {
                Ok(Self::File(path.to_owned()))
            };
        }
        if is_many || path.is_dir() || path.to_string_lossy().ends_with(['/', '\\']) {
            return Ok(Self::Folder(path.to_owned()));
        }
        Err(wrong_call(format!(
            "The output is a Copydesk file: let its name end in {ENDING}, or name a folder with a / behind it: {}",
            path.display()
        )))
    }
}

/// What the Copydesk file of each is called, below a folder and without its ending. Where files
/// differ only in their ending, it stays in the name.
fn names(items: &[Input]) -> Vec<PathBuf> {
    let stem = |input: &Input| match input.below.file_stem() {
        _ if input.is_dash() => PathBuf::from(STDIN),
        Some(stem) => input.below.with_file_name(stem),
        None => input.below.clone(),
    };
    let key = |input: &Input| stem(input).to_string_lossy().to_lowercase();
    let mut n_of: HashMap<String, usize> = HashMap::new();
    for input in items {
        *n_of.entry(key(input)).or_default() += 1;
    }
    let is_alone = |input: &Input| n_of.get(&key(input)).is_none_or(|n| *n == 1);
    items.iter().map(|input| if is_alone(input) { stem(input) } else { input.below.clone() }).collect()
}

/// What is needed to import.
struct Importing<'a> {
    arguments: &'a Arguments,
    target: Option<Target>,
    who: String,
    schema: Schema,
}

/// What is said of a file on standard output, and what went wrong after it was read.
struct Done {
    said: Vec<u8>,
    problem: Option<String>,
}

impl<'a> Importing<'a> {
    fn new(arguments: &'a Arguments, target: Option<Target>) -> Self {
        let folders = Folders::of_this_person().ok();
        let settings = folders.as_ref().map_or_else(Settings::default, |folders| Settings::load(folders).0);
        let (schema, _) = load_schema(folders.as_ref());
        Self { arguments, target, who: settings.user_name, schema }
    }

    /// Reads an article and writes its file.
    fn import(&self, input: &Input, name: &Path) -> Result<Done, String> {
        let imported = self.read(input)?;
        let (article, warnings) = (imported.article.clone(), imported.warnings.clone());
        let lines = if self.arguments.json { Vec::new() } else { summary(&input.path, &imported) };
        let target = match &self.target {
            Some(Target::Stdout) => {
                return Ok(Done { said: self.file_of(imported)?.into_bytes(), problem: None });
            }
            Some(Target::File(path)) => Some(path.clone()),
            Some(Target::Folder(folder)) => {
                let mut path = folder.join(name).into_os_string();
                path.push(ENDING);
                Some(PathBuf::from(path))
            }
            None => None,
        };
        let problem = target.as_deref().and_then(|path| self.write(path, imported).err());
        let said = if self.arguments.json {
            let written = target.filter(|_| problem.is_none()).map(|path| path.display().to_string());
            let line = json(&input.name(), &article, &warnings, (written, problem.as_deref()));
            line.map_err(|error| format!("{error:#}"))? + "\n"
        } else {
            lines.into_iter().map(|line| line + "\n").collect()
        };
        Ok(Done { said: said.into_bytes(), problem })
    }

    fn read(&self, input: &Input) -> Result<Imported, String> {
        if is_desk_file(&input.path) {
            return Err(format!(
                "{}: This is a Copydesk file already. Open it, or import the article it was made from",
                input.name()
            ));
        }
        if input.path.is_dir() {
            return Err(NOTHING_IN_IT.to_owned());
        }
        let encoding = self.arguments.encoding.as_deref();
        if input.is_dash() {
            let bytes = standard_input()?;
            return ingest::import(STDIN, &bytes, encoding).map_err(|error| error.to_string());
        }
        jobs::import(&input.path, encoding)
    }

    fn file_of(&self, imported: Imported) -> Result<String, String> {
        let Imported { article, comments, .. } = imported;
        let mut document = Document::new(article);
        let ambient = Ambient { now, today, new_id };
        add_comments(&mut document, &comments, &self.schema, &self.who, &ambient);
        formats::ron::write_checked(&document).map_err(|error| explained(&error))
    }

    fn write(&self, path: &Path, imported: Imported) -> Result<(), String> {
        let is_there = path.exists();
        if is_there && !self.arguments.replace {
            return Err(format!(
                "There is a file of this name already. Choose another name, or add --replace: {}",
                path.display()
            ));
        }
        if let Some(folder) =
            path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
        {
            make_folder(folder).map_err(|error| explained(&error))?;
        }
        let text = self.file_of(imported)?;
        if is_there {
            // The one before stays as a backup.
            return write_atomically(path, text.as_bytes(), None)
                .map(drop)
                .map_err(|error| explained(&error));
        }
        write_export(path, text.as_bytes(), false).map_err(|error| explained(&error))
    }
}

/// A line about an article, and where it was written or why it was not.
fn json(
    file: &str,
    article: &Article,
    warnings: &[String],
    (written, error): (Option<String>, Option<&str>),
) -> anyhow::Result<String> {
    let units = UnitIndex::new(article.text().clone());
    let place = |byte: usize| {
        units.char_of_byte(byte).ok_or_else(|| anyhow::anyhow!("a block does not fit its text"))
    };
    let blocks = article.blocks().iter().map(|block| {
        let kind = format!("{:?}", block.kind).to_lowercase();
        Ok(Block { kind, start: place(block.span.start())?, end: place(block.span.end())? })
    });
    let meta = &article.meta;
    let line = Line {
        file,
        title: &meta.title,
        byline: &meta.byline,
        published: &meta.published,
        language: &meta.language,
        site: &meta.site,
        text: article.text(),
        blocks: blocks.collect::<anyhow::Result<_>>()?,
        warnings,
        written,
        error,
    };
    Ok(formats::json_line(&serde_json::to_string(&line)?))
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
