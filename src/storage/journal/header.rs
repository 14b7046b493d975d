//! The first line of a journal: what its steps start from and whose it is.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::storage::{Stamp, now};

/// Version of the journal's form. A journal with a higher one is left to the program that wrote it.
pub(super) const FORMAT: u32 = 1;

/// What the steps of a journal start from and who writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    pub(super) format: u32,
    /// What the first step was done to.
    pub base: Base,
    /// The process that writes the journal.
    pub process: u32,
    /// When it began to.
    pub started: Timestamp,
}

/// What the first step of a journal was done to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Base {
    /// A saved file in this version.
    File {
        /// Where it was. It may have been moved since, with its journal.
        path: String,
        /// The version the steps start from.
        stamp: Stamp,
    },
    /// A document that was never saved.
    Unsaved {
        /// What to call it when asking whether to recover it.
        title: String,
        /// The whole document, in whatever form the caller reads.
        content: String,
    },
}

impl Base {
    /// A saved file in this version.
    pub fn file(path: &Path, stamp: Stamp) -> Self {
        Self::File { path: path.display().to_string(), stamp }
    }
}

impl Header {
    /// The header of a journal this process starts now.
    pub fn new(base: Base) -> Self {
        Self { format: FORMAT, base, process: std::process::id(), started: now() }
    }
}
