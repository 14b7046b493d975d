//! Documents that were never saved: their journals wait in the state folder.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::{JournalError, Recovered, left_behind};
use crate::storage::{Folders, ReadFileError, SaveError, new_id};

const EXTENSION: &str = "journal";

/// Work on a document that was never saved, left by a program that died.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsaved {
    /// Its journal, to be opened with [`super::Journal::open`].
    pub journal: PathBuf,
    /// What is in it.
    pub recovered: Recovered,
}

/// What the state folder holds.
#[derive(Debug, Default)]
pub struct UnsavedWork {
    /// Documents to offer, oldest first.
    pub found: Vec<Unsaved>,
    /// What could not be read.
    pub unreadable: Vec<JournalError>,
}

/// A place for the journal of a new document; its folder is made.
pub fn new_unsaved(folders: &Folders) -> Result<PathBuf, JournalError> {
    let folder = folders.unsaved();
    let failed = |error| JournalError::Write(SaveError::from_io(&folder, error));
    fs::create_dir_all(&folder).map_err(failed)?;
    Ok(folder.join(new_id().to_string()).with_extension(EXTENSION))
}

/// The documents never saved that no running Copydesk has open.
pub fn list_unsaved(folders: &Folders) -> Result<UnsavedWork, JournalError> {
    let folder = folders.unsaved();
    let failed = |error| JournalError::Read(ReadFileError::from_io(&folder, error));
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(UnsavedWork::default()),
        entries => entries.map_err(failed)?,
    };
    let mut journals = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == EXTENSION) {
            journals.push(path);
        }
    }
    // The names sort by the time they were made.
    journals.sort();
    let mut work = UnsavedWork::default();
    for journal in journals {
        match left_behind(&journal) {
            Ok(Some(recovered)) => work.found.push(Unsaved { journal, recovered }),
            Ok(None) => {}
            Err(error) => work.unreadable.push(error),
        }
    }
    Ok(work)
}
