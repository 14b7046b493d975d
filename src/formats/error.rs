//! What can go wrong between text and model.

use thiserror::Error;

use super::notation::{Details, Fault};

/// Why a text could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {message}. {help}")]
pub struct ReadError {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it, a sentence.
    pub help: String,
}

impl ReadError {
    /// The fault with its place in `text` as line and column.
    pub(super) fn in_text(fault: Fault, text: &str) -> Self {
        let Details { at, message, help } = fault.details();
        let before = text.get(..at).unwrap_or(text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let last_line = before.rsplit('\n').next().unwrap_or_default();
        Self { line, column: last_line.chars().count() + 1, message, help }
    }
}

/// Why a document could not be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WriteError {
    /// A span of it, or of its history, does not fit the article.
    #[error("the span {0} does not fit the article. Nothing was written; please report this")]
    SpanOutside(crate::text::Span),
    /// Edits within edits, deeper than reading allows.
    #[error("the document nests deeper than {0} levels. Nothing was written; do the change in smaller steps")]
    TooDeep(usize),
    /// A field kept for a newer version that would make the file unreadable.
    #[error("the unknown field “{0}” cannot be written back. Nothing was written; take the field out")]
    UnknownField(String),
    /// A value has no words in the file.
    #[error("{0}. Nothing was written; please report this")]
    Value(String),
    /// What was written cannot be read.
    #[error("what was written could not be read again ({0}). It was not kept; please report this")]
    Unreadable(ReadError),
    /// Evidence that may not leave the desk is in it, and the format holds everything.
    #[error(
        "it holds confidential evidence, and a Copydesk file holds all there is. Nothing was written; say that \
         confidential evidence may go along (--confidential), or choose another format"
    )]
    Confidential,
    /// What was written reads as something else.
    #[error("what was written reads differently. It was not kept; please report this")]
    Different,
}
