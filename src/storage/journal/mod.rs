//! The journal beside an open document: every step on disk as it is done.
//!
//! One line a step, appended at once; a program that is killed loses nothing that was appended, and
//! a power cut at most what was not synced yet. The journal is locked while it is written, which
//! is how a second window notices the first. After a save it starts anew; after a clean close it
//! is gone, so a journal nobody has locked means that somebody's work is waiting in it.
//!
//! A save runs beside further work, so it has three moments: [`Journal::mark`] where the copy to be
//! saved is taken, [`Journal::saving`] just before it is written, [`Journal::restart`] when it was.
//! A kill at any point between them loses no step and does none twice
//! ([`Recovered::replay_onto`]).

mod error;
mod file;
mod header;
mod record;
mod recovered;
mod unsaved;
mod writer;

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

pub use error::JournalError;
pub use header::{Base, Header};
pub use record::SaveMark;
pub use recovered::{Damage, Recovered, Replay, left_behind, recover};
pub use unsaved::{Unsaved, UnsavedWork, list_unsaved, new_unsaved};
pub use writer::{JournalWriter, SYNC_EVERY};

use self::record::Record;
use super::aside;
use super::atomic::follow_links;
use super::{Digest, SaveError, new_id};

/// Another Copydesk may hold the lock for a moment, to look what waits there or to start anew.
const TRIES: u32 = 10;
const BETWEEN_TRIES: Duration = Duration::from_millis(10);

/// Where the journal of a saved document is: `.<file name>.journal` in the same folder, so that it
/// moves with the folder and needs no registry. It is hidden because it is no document: nobody
/// should mail, open or tidy it away, and `*.desk.ron` should not find it.
pub fn journal_beside(document: &Path) -> PathBuf {
    let target = follow_links(document);
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".journal");
    target.with_file_name(name)
}

/// A journal being written. It holds the lock.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    len: u64,
    next_number: u64,
}

/// What was at the place of a journal.
#[derive(Debug)]
pub enum Opened {
    /// Nothing: a new journal was started.
    New {
        /// The new journal.
        journal: Journal,
        /// Where a damaged journal was moved that said not even what its steps start from.
        set_aside: Option<PathBuf>,
    },
    /// Work that was never saved.
    Found(FoundJournal),
}

/// A journal that a program left when it died. It holds the lock; dropped, it stays as it was.
#[derive(Debug)]
pub struct FoundJournal {
    path: PathBuf,
    /// What is in it.
    pub recovered: Recovered,
    _locked: File,
}

impl FoundJournal {
    /// Goes on from what was found: the journal then starts from `base` and has these steps, which
    /// are those of the found ones that fitted. The found journal is replaced in one step.
    pub fn resume(self, base: Base, lines: &[String]) -> Result<Journal, JournalError> {
        Journal::replace(&self.path, base, lines)
    }

    /// Moves the found journal out of the way and keeps it, for somebody to look at, and starts anew.
    pub fn set_aside(self, base: Base) -> Result<(Journal, PathBuf), JournalError> {
        let aside = set_aside(&self.path)?;
        Ok((Journal::replace(&self.path, base, &[])?, aside))
    }
}

impl Journal {
    /// Opens the journal at this path, or starts one from `base`.
    ///
    /// Fails with [`JournalError::InUse`] while another window writes it.
    pub fn open(path: &Path, base: &Base) -> Result<Opened, JournalError> {
        let mut moved = None;
        for _ in 0..TRIES {
            let Some(mut file) = file::existing(path)? else {
                if let Some(journal) = Self::create(path, base)? {
                    return Ok(Opened::New { journal, set_aside: moved });
                }
                continue;
            };
            if !file::lock(&file, path)? {
                thread::sleep(BETWEEN_TRIES);
                continue;
            }
            if !file::is_at(&file, path) {
                continue;
            }
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_err(|error| file::failed(path, error))?;
            match recovered::parse(path, &bytes) {
                Ok(recovered) => {
                    let path = path.to_owned();
                    return Ok(Opened::Found(FoundJournal { path, recovered, _locked: file }));
                }
                Err(JournalError::NotAJournal { .. }) => moved = Some(set_aside(path)?),
                Err(error) => return Err(error),
            }
        }
        let holder = recover(path).ok().flatten().map(|recovered| recovered.header.process);
        Err(JournalError::InUse { path: path.to_owned(), process: holder })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes one step, which must be one line. It survives the death of this program at once, and
    /// a power cut from the next [`Journal::sync`] on. After an error the journal is as it was.
    pub fn append(&mut self, line: &str) -> Result<(), JournalError> {
        if line.contains('\n') {
            return Err(JournalError::NotOneLine);
        }
        self.write(&Record::Step(line.to_owned()))
    }

    /// Notes that a copy of the document, with all steps so far, was taken to be saved.
    pub fn mark(&mut self) -> Result<SaveMark, JournalError> {
        let mark = SaveMark(new_id());
        self.write(&Record::Mark(mark))?;
        Ok(mark)
    }

    /// Notes, on disk, what the file will say once the copy taken at `mark` is saved.
    /// Call it just before the save.
    pub fn saving(&mut self, mark: SaveMark, content: Digest) -> Result<(), JournalError> {
        self.write(&Record::Saving(mark, content))?;
        self.sync()
    }

    /// Starts anew from the saved file, in one step. Steps done since the copy was taken at `mark`
    /// are carried over. After an error the old journal goes on.
    pub fn restart(&mut self, mark: SaveMark, base: Base) -> Result<(), JournalError> {
        let lines = self.lines_since(mark)?;
        *self = Self::replace(&self.path, base, &lines)?;
        Ok(())
    }

    /// Like [`Journal::restart`], at another path: the document was saved under another name. A
    /// journal that waits there belonged to the file replaced; it is moved to `<name>.broken`.
    pub fn restart_at(&mut self, mark: SaveMark, path: &Path, base: Base) -> Result<(), JournalError> {
        if path == self.path {
            return self.restart(mark, base);
        }
        let lines = self.lines_since(mark)?;
        let mut moved = match Self::open(path, &base)? {
            Opened::New { journal, .. } => journal,
            Opened::Found(found) => found.set_aside(base)?.0,
        };
        for line in &lines {
            moved.append(line)?;
        }
        moved.sync()?;
        std::mem::replace(self, moved).remove()
    }

    /// Makes what was appended survive a power cut. Takes milliseconds, on a bad day seconds. If
    /// somebody removed the journal meanwhile, it is put back.
    pub fn sync(&mut self) -> Result<(), JournalError> {
        if !file::is_at(&self.file, &self.path) {
            let bytes = self.bytes()?;
            let permissions = file::permissions_of(&self.file);
            let file = file::place(&self.path, &bytes, permissions, file::Existing::Keep)?;
            // Somebody else's journal is there now: then this one no longer has the document.
            self.file = file.ok_or_else(|| JournalError::InUse { path: self.path.clone(), process: None })?;
        }
        self.file.sync_data().map_err(|error| file::failed(&self.path, error))
    }

    /// Removes the journal: everything in it is saved, or the person gave it up.
    pub fn close_clean(self) -> Result<(), JournalError> {
        self.remove()
    }

    fn remove(&self) -> Result<(), JournalError> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(file::failed(&self.path, error))
            }
            _ => Ok(()),
        }
    }

    fn create(path: &Path, base: &Base) -> Result<Option<Self>, JournalError> {
        Self::start(path, base.clone(), &[], file::Existing::Keep)
    }

    fn replace(path: &Path, base: Base, lines: &[String]) -> Result<Self, JournalError> {
        let journal = Self::start(path, base, lines, file::Existing::Replace)?;
        journal.ok_or_else(|| JournalError::InUse { path: path.to_owned(), process: None })
    }

    fn start(
        path: &Path,
        base: Base,
        lines: &[String],
        existing: file::Existing,
    ) -> Result<Option<Self>, JournalError> {
        if lines.iter().any(|line| line.contains('\n')) {
            return Err(JournalError::NotOneLine);
        }
        let permissions = file::permissions_for(&base);
        let header = ron::to_string(&Header::new(base));
        let header = header.map_err(|error| file::failed(path, std::io::Error::other(error)))?;
        let mut text = Record::Header(header).encode(0);
        let mut next_number = 1;
        for line in lines {
            text.push_str(&Record::Step(line.clone()).encode(next_number));
            next_number += 1;
        }
        let file = file::place(path, text.as_bytes(), permissions, existing)?;
        let (path, len) = (path.to_owned(), text.len() as u64);
        Ok(file.map(|file| Self { path, file, len, next_number }))
    }

    fn write(&mut self, record: &Record) -> Result<(), JournalError> {
        let line = record.encode(self.next_number);
        let written =
            self.file.seek(SeekFrom::Start(self.len)).and_then(|_| self.file.write_all(line.as_bytes()));
        if let Err(error) = written {
            // Half a line would read as damage once another follows. If it cannot be cut off, the
            // next line is written over it.
            self.file.set_len(self.len).ok();
            return Err(file::failed(&self.path, error));
        }
        self.len += line.len() as u64;
        self.next_number += 1;
        Ok(())
    }

    fn lines_since(&mut self, mark: SaveMark) -> Result<Vec<String>, JournalError> {
        let bytes = self.bytes()?;
        let recovered = recovered::parse(&self.path, &bytes)?;
        let since = recovered.lines_since(mark).map(<[String]>::to_vec);
        since.ok_or_else(|| JournalError::UnknownMark { path: self.path.clone() })
    }

    fn bytes(&mut self) -> Result<Vec<u8>, JournalError> {
        let mut bytes = Vec::new();
        let read = self.file.seek(SeekFrom::Start(0)).and_then(|_| self.file.read_to_end(&mut bytes));
        read.map_err(|error| file::failed(&self.path, error))?;
        Ok(bytes)
    }
}

/// Moves a journal out of the way, and says where.
fn set_aside(path: &Path) -> Result<PathBuf, JournalError> {
    aside::set_aside(path).map_err(|error| JournalError::Write(SaveError::from_io(path, error)))
}

#[cfg(test)]
mod tests;
