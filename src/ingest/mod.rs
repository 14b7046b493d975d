//! Article sources: text of several kinds becomes an article of blocks.
//!
//! Architecture invariant: an importer keeps the words it was given, does no I/O and never fails
//! on content; it refuses only what holds no text or is of a kind it does not know. The parts
//! that blocks play are guesses, which the reader can change.

use std::ops::Range;

use thiserror::Error;

use crate::model::{Article, ArticleMeta, Block, BlockKind, Extra};
use crate::text::Span;

pub mod markdown;
pub mod plain;
pub mod sample;

mod credits;
mod furniture;
mod guess;
mod lines;

pub use markdown::markdown;
pub use plain::plain;
pub use sample::{SAMPLE, SAMPLE_NAME};

/// Why a source did not become an article.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IngestError {
    /// There is nothing to read in it.
    #[error("{name} holds no text: choose a file with the words of an article in it")]
    Empty {
        /// The source as the reader knows it.
        name: String,
    },
    /// Its name ends in something no importer knows.
    #[error(
        "{name} is a .{extension} file, which cannot be read as an article: save it as plain text (.txt) or Markdown (.md) and open that"
    )]
    UnknownKind {
        /// The source as the reader knows it.
        name: String,
        /// What its name ends in.
        extension: String,
    },
    /// Its blocks do not fit its text, which is a fault of the importer.
    #[error("{name} could not be divided into blocks: paste its text into a new .txt file and open that")]
    Blocks {
        /// The source as the reader knows it.
        name: String,
    },
}

/// The article in `text`, read as the ending of its file's `name` says; plain text without one.
pub fn by_extension(name: &str, text: &str) -> Result<Article, IngestError> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    match extension.as_str() {
        "" | "txt" | "text" => plain(text, name),
        "md" | "markdown" | "mdown" | "mkd" => markdown(text, name),
        _ => Err(IngestError::UnknownKind { name: name.to_owned(), extension }),
    }
}

/// `text` without the byte order mark some editors put before it.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// What to call an article without a headline: its file's name without folder and ending.
fn stem_of(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// An article of `text` with a block for each part.
fn article(
    text: &str,
    parts: Vec<(BlockKind, Range<usize>)>,
    meta: ArticleMeta,
) -> Result<Article, IngestError> {
    let name = meta.imported_from.clone();
    if parts.is_empty() {
        return Err(IngestError::Empty { name });
    }
    let blocks = parts.into_iter().map(|(kind, range)| {
        let span = Span::new(text, range.start, range.end).ok()?;
        Some(Block { kind, span, extra: Extra::new() })
    });
    let blocks: Option<Vec<Block>> = blocks.collect();
    blocks.and_then(|blocks| Article::new(text, blocks, meta)).ok_or(IngestError::Blocks { name })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_its_name_says() {
        let kind = |name: &str| by_extension(name, "# Head\n\nWords.").unwrap().blocks()[0].span.end();
        assert_eq!(kind("a.md"), 6);
        let markdown = by_extension("drafts.new/a.MD", "# Head\n\nWords.").unwrap();
        assert_eq!(markdown.meta.title, "Head");
        let plain = by_extension("drafts.new/a", "# Head\n\nWords.").unwrap();
        assert_eq!(plain.meta.title, "# Head");
    }

    #[test]
    fn an_empty_file_is_refused_with_what_to_do() {
        for text in ["", " \n\t\r\n", "\u{feff}"] {
            for name in ["a.txt", "a.md"] {
                let error = by_extension(name, text).unwrap_err();
                assert!(error.to_string().contains("holds no text"), "{error}");
            }
        }
    }

    #[test]
    fn an_unknown_kind_is_refused_with_what_to_do() {
        let error = by_extension("a.pdf", "words").unwrap_err();
        assert!(error.to_string().contains("a.pdf is a .pdf file"), "{error}");
    }
}
