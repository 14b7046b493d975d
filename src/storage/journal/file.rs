//! The file of a journal: made whole and locked, recognised when somebody moved it.

use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Write};
use std::path::Path;

use super::{Base, JournalError};
use crate::storage::SaveError;
use crate::storage::atomic::{folder_of, sync_folder, temporary_in};

/// What to do with a file of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Existing {
    /// Leave it and make none.
    Keep,
    /// Take its place.
    Replace,
}

pub(super) fn failed(path: &Path, error: io::Error) -> JournalError {
    JournalError::Write(SaveError::from_io(path, error))
}

/// The file at this path, if there is one.
pub(super) fn existing(path: &Path) -> Result<Option<File>, JournalError> {
    match OpenOptions::new().read(true).write(true).open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(path, error)),
    }
}

/// Takes the lock if nobody else has it. A disk that knows no locks gives it to everybody.
pub(super) fn lock(file: &File, path: &Path) -> Result<bool, JournalError> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(true),
        Err(TryLockError::Error(error)) => Err(failed(path, error)),
    }
}

/// Makes a locked file of this content appear at once; `None` if there is one to be kept.
pub(super) fn place(
    path: &Path,
    content: &[u8],
    permissions: Option<Permissions>,
    existing: Existing,
) -> Result<Option<File>, JournalError> {
    let folder = folder_of(path).map_err(JournalError::Write)?;
    let fill = || {
        let mut new = temporary_in(folder)?;
        if let Some(permissions) = permissions {
            new.as_file().set_permissions(permissions)?;
        }
        new.write_all(content)?;
        new.as_file().sync_all()?;
        Ok(new)
    };
    let new = fill().map_err(|error| failed(path, error))?;
    lock(new.as_file(), path)?;
    let placed = match existing {
        Existing::Keep => new.persist_noclobber(path),
        Existing::Replace => new.persist(path),
    };
    match placed {
        Ok(file) => sync_folder(folder).map(|()| Some(file)).map_err(|error| failed(path, error)),
        Err(kept) if existing == Existing::Keep && kept.error.kind() == io::ErrorKind::AlreadyExists => {
            Ok(None)
        }
        Err(refused) => Err(failed(path, refused.error)),
    }
}

/// Whether this open file is the one at the path: another may have taken its place.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    let open = file.metadata().map(identity);
    let there = fs::metadata(path).map(identity);
    matches!((open, there), (Ok(open), Ok(there)) if open == there)
}

/// Elsewhere an open file can be neither replaced nor removed.
#[cfg(not(unix))]
pub(super) fn is_at(_file: &File, path: &Path) -> bool {
    fs::exists(path).unwrap_or(true)
}

/// A journal says what its document says, so the same people may read it; an unsaved document is
/// its writer's alone.
#[cfg(unix)]
pub(super) fn permissions_for(base: &Base) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    const OWNER: u32 = 0o600;
    let mode = match base {
        Base::File { path, .. } => fs::metadata(path).ok()?.permissions().mode() & 0o666 | OWNER,
        Base::Unsaved { .. } => OWNER,
    };
    Some(Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn permissions_for(_base: &Base) -> Option<Permissions> {
    None
}

pub(super) fn permissions_of(file: &File) -> Option<Permissions> {
    file.metadata().ok().map(|metadata| metadata.permissions())
}
