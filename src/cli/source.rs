//! Documents from files in any format that is read.

use std::io::Read;
use std::path::Path;

use crate::formats::{Format, Imported, by_content, import};
use crate::ingest;
use crate::model::Document;
use crate::session::jobs::{explained, text_beside};
use crate::storage::{LARGEST_FILE, read_text};

use super::inputs::Input;

/// Endings of article files, which have no annotations yet.
const ARTICLES: [&str; 5] = [".txt", ".md", ".markdown", ".mdown", ".mkd"];

/// What is said of a folder that is named.
pub(super) const NOTHING_IN_IT: &str =
    "this folder holds no file that can be read here, nor do the folders in it";
/// Endings that tell of JSON and no more.
const JSON: [&str; 4] = ["json", "jsonl", "jsonlines", "ndjson"];

/// Whether a file of this name can be read: in `from` where that is said, else in any format.
pub(super) fn is_readable(name: &str, from: Option<Format>) -> bool {
    match from {
        Some(format) => format.ending_of(name).is_some(),
        None => Format::of_file(name).is_some_and(Format::is_read),
    }
}

/// Whether a file of this name is an article that is nothing but text.
pub(super) fn is_text(name: &str) -> bool {
    ARTICLES.iter().any(|ending| name.to_lowercase().ends_with(ending))
}

/// A message that names its file, for a place where the file is named already.
pub(super) fn without_path(message: &str, name: &str) -> String {
    let message = message.strip_prefix(&format!("{name}: ")).unwrap_or(message);
    message.strip_suffix(&format!(": {name}")).unwrap_or(message).to_owned()
}

/// The text of a file, or of standard input; the message does not repeat the path.
pub(super) fn text_of(input: &Input) -> Result<String, String> {
    if input.is_dash() {
        return String::from_utf8(standard_input()?).map_err(|_unfit| "this is not UTF-8 text".to_owned());
    }
    if input.path.is_dir() {
        return Err(NOTHING_IN_IT.to_owned());
    }
    let (text, _) =
        read_text(&input.path).map_err(|error| without_path(&explained(&error), &input.name()))?;
    Ok(text)
}

/// Everything on standard input.
pub(super) fn standard_input() -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(LARGEST_FILE + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("standard input could not be read ({error})"))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err("there is more on standard input than Copydesk reads at once. Split it".to_owned());
    }
    Ok(bytes)
}

/// The documents in a file, one at least; the format is `from`, or else told by the ending, and of JSON
/// and standard input by what they hold. With the format they were in.
pub(super) fn documents(input: &Input, from: Option<Format>) -> Result<(Format, Vec<Imported>), String> {
    let name = input.path.file_name().unwrap_or_default().to_string_lossy();
    let named = match from.or_else(|| Format::of_file(&name)) {
        None if is_text(&name) => Some(Format::Txt),
        None if ingest::is_article(&name) => {
            return Err("this is an article of another program. Make a Copydesk file of it first, with copydesk import".to_owned());
        }
        None if !input.is_dash() && !is_json(&name) && !input.path.is_dir() => {
            return Err("its ending tells no format. Say which one it is, as in --from doccano".to_owned());
        }
        named => named,
    };
    let text = text_of(input)?;
    let format = match named {
        Some(format) => format,
        None if input.is_dash() && !text.trim_start().starts_with(['{', '[']) => Format::Ron,
        None => told_by_content(&text)?,
    };
    if format == Format::Txt {
        let article = ingest::by_extension(&article_name(&name), &text).map_err(|error| error.to_string())?;
        let notes = article.meta.import_notes.clone();
        return Ok((format, vec![Imported { name: None, document: Document::new(article), notes }]));
    }
    let beside = text_beside(&input.path, &name, format);
    let read = import(&text, format, beside.as_deref()).map_err(|error| error.to_string())?;
    if read.is_empty() {
        return Err("there is no article in it".to_owned());
    }
    Ok((format, read))
}

fn is_json(name: &str) -> bool {
    let ending = Path::new(name).extension().unwrap_or_default().to_string_lossy().to_lowercase();
    JSON.contains(&ending.as_str())
}

fn told_by_content(text: &str) -> Result<Format, String> {
    let told = by_content(text).map_err(|error| format!("this is no whole JSON ({error})"))?;
    told.ok_or_else(|| {
        "this JSON is of no format that is read. If it is all the same, say which, as in --from doccano"
            .to_owned()
    })
}

/// A name by which an article on standard input counts as plain text.
fn article_name(name: &str) -> String {
    if is_text(name) { name.to_owned() } else { format!("{name}.txt") }
}

/// A file's name without the ending of its format.
pub(super) fn stem(path: &Path, from: Option<Format>) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let format = from.or_else(|| Format::of_file(&name));
    let own = format.and_then(|format| format.ending_of(&name));
    let ending = own.or_else(|| ARTICLES.into_iter().find(|ending| name.to_lowercase().ends_with(ending)));
    let end = |ending: &str| name.len() - ending.len();
    // Where the format was said, the ending is no more than an ending.
    let other = path.extension().filter(|_| from.is_some() || is_json(&name));
    let after = other.and_then(|other| name.rfind(&format!(".{}", other.to_string_lossy())));
    match name.get(..ending.map(end).or(after).unwrap_or(name.len())) {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => name,
    }
}
