//! Why a file of another tool could not be read, and where.

use std::fmt;

use thiserror::Error;

/// Why a file of another tool could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{place}{message}. {help}.")]
pub struct ExchangeError {
    place: Place,
    message: String,
    help: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Whole,
    Line { line: usize, column: usize },
    Path { line: Option<usize>, path: String },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Line { line, column } => write!(f, "line {line}, column {column}: "),
            Self::Path { line: None, path } => write!(f, "{path}: "),
            Self::Path { line: Some(line), path } => write!(f, "line {line}, {path}: "),
        }
    }
}

impl ExchangeError {
    /// It concerns the whole file.
    pub(super) fn whole(message: impl Into<String>, help: &str) -> Self {
        Self { place: Place::Whole, message: message.into(), help: help.to_owned() }
    }

    /// It is at this line and column, both from 1; columns are code points.
    pub(super) fn at_line(line: usize, column: usize, message: impl Into<String>, help: &str) -> Self {
        Self {
            place: Place::Line { line, column: column.max(1) },
            message: message.into(),
            help: help.to_owned(),
        }
    }

    /// It is at this path of a JSON text.
    pub(super) fn at_path(path: String, message: impl Into<String>, help: &str) -> Self {
        Self { place: Place::Path { line: None, path }, message: message.into(), help: help.to_owned() }
    }

    /// What is wrong, without where.
    pub(super) fn message(&self) -> &str {
        &self.message
    }

    /// The same, in the item of this number, from 0, of a list that is the whole file.
    pub(super) fn in_item(mut self, number: usize) -> Self {
        if let Place::Path { path, .. } = &mut self.place
            && let Some(rest) = path.strip_prefix('$')
        {
            *path = format!("$[{number}]{rest}");
        }
        self
    }

    /// The same, in this line of a file with a JSON text a line.
    pub(super) fn in_line(mut self, number: usize) -> Self {
        if let Place::Path { line, .. } = &mut self.place {
            *line = Some(number);
        }
        self
    }
}

impl From<super::ReadError> for ExchangeError {
    fn from(error: super::ReadError) -> Self {
        let super::ReadError { line, column, message, help } = error;
        let help = help.strip_suffix('.').unwrap_or(&help);
        Self::at_line(line, column, message, help)
    }
}
