//! Why a journal could not be written or read, in words.

use std::path::PathBuf;

use crate::storage::{ReadFileError, SaveError};

/// Why a journal could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Another window or another person's Copydesk has the document open.
    #[error(
        "This article is open in another window{}. Close it there, or open it here to read only: {}",
        process.map(|process| format!(" (process {process})")).unwrap_or_default(), path.display()
    )]
    InUse {
        /// The journal.
        path: PathBuf,
        /// The process that has it open, if it could be found out.
        process: Option<u32>,
    },
    /// A newer Copydesk wrote the journal.
    #[error(
        "A newer Copydesk left unsaved work here (journal format {format}). Open the article with that one: {}",
        path.display()
    )]
    Newer {
        /// The journal.
        path: PathBuf,
        /// Its format.
        format: u32,
    },
    /// The first line of the journal cannot be understood, so nothing says what its steps start from.
    #[error("This is not a journal of Copydesk, or its first line is damaged: {}", path.display())]
    NotAJournal {
        /// The journal.
        path: PathBuf,
    },
    /// A step could not be put into words.
    #[error("A step could not be written down ({0})")]
    NoLine(String),
    /// A step with a line break in it was given.
    #[error("A step of the journal must be one line")]
    NotOneLine,
    /// The mark is not in this journal: it was started anew since.
    #[error("The journal was started anew since this copy was taken: {}", path.display())]
    UnknownMark {
        /// The journal.
        path: PathBuf,
    },
    /// The thread that writes the journal has ended.
    #[error("The journal is no longer written. Save the article and open it again")]
    Stopped,
    /// The journal could not be written.
    #[error("Unsaved work is not protected against a crash just now")]
    Write(#[source] SaveError),
    /// The journal could not be read.
    #[error("Unsaved work of an earlier session could not be read")]
    Read(#[source] ReadFileError),
}
