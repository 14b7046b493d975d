//! Documents from files in any format that is read.

use std::io::Read;
use std::path::Path;

use crate::formats::{Format, Imported, import};
use crate::ingest;
use crate::model::Document;
use crate::session::jobs::{explained, text_beside};
use crate::storage::{LARGEST_FILE, read_text};

use super::inputs::Input;

/// Endings of article files, which have no annotations yet.
const ARTICLES: [&str; 5] = [".txt", ".md", ".markdown", ".mdown", ".mkd"];

/// Whether a file of this name can be read: in `from` where that is said, else in any format.
pub(super) fn is_readable(name: &str, from: Option<Format>) -> bool {
    match from {
        Some(format) => format.ending_of(name).is_some(),
        None => Format::of_file(name).is_some_and(Format::is_read),
    }
}

/// The text of a file, or of standard input; the message does not repeat the path.
pub(super) fn text_of(input: &Input) -> Result<String, String> {
    if input.is_dash() {
        return String::from_utf8(standard_input()?).map_err(|_unfit| "this is not UTF-8 text".to_owned());
    }
    let (text, _) = read_text(&input.path).map_err(|error| {
        let path = format!(": {}", input.path.display());
        explained(&error).replace(&path, "")
    })?;
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

/// Whether an input is a file of ours, which holds what the desk keeps to itself.
pub(super) fn is_own(input: &Input, from: Option<Format>) -> bool {
    let name = input.path.file_name().unwrap_or_default().to_string_lossy();
    from.or_else(|| Format::of_file(&name)).map_or(input.is_dash(), |format| format == Format::Ron)
}

/// The documents in a file; the format is `from`, or else told by the ending.
pub(super) fn documents(input: &Input, from: Option<Format>) -> Result<Vec<Imported>, String> {
    let name = input.path.file_name().unwrap_or_default().to_string_lossy();
    let format = match from.or_else(|| Format::of_file(&name)) {
        Some(format) => format,
        None if ARTICLES.iter().any(|ending| name.to_lowercase().ends_with(ending)) => Format::Txt,
        None if input.is_dash() => Format::Ron,
        None => {
            return Err("its ending tells no format. Say which one it is, as in --from doccano".to_owned());
        }
    };
    let text = text_of(input)?;
    if format == Format::Txt {
        let article = ingest::by_extension(&article_name(&name), &text).map_err(|error| error.to_string())?;
        let notes = article.meta.import_notes.clone();
        return Ok(vec![Imported { name: None, document: Document::new(article), notes }]);
    }
    let beside = text_beside(&input.path, &name, format);
    import(&text, format, beside.as_deref()).map_err(|error| error.to_string())
}

/// A name by which an article on standard input counts as plain text.
fn article_name(name: &str) -> String {
    if ARTICLES.iter().any(|ending| name.to_lowercase().ends_with(ending)) {
        name.to_owned()
    } else {
        format!("{name}.txt")
    }
}

/// A file's name without the ending of its format.
pub(super) fn stem(path: &Path, from: Option<Format>) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let format = from.or_else(|| Format::of_file(&name));
    let own = format.and_then(|format| format.ending_of(&name));
    let ending = own.or_else(|| ARTICLES.into_iter().find(|ending| name.to_lowercase().ends_with(ending)));
    let length = ending.map_or(name.len(), |ending| name.len() - ending.len());
    match name.get(..length) {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => name,
    }
}
