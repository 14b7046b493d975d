//! Why a file could not be written, in words.

use std::io;
use std::path::{Path, PathBuf};

use super::DiskChange;

/// Why a file was not written. The file of that name, if there is one, is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file on disk is not the version that was opened.
    #[error("{}: {}", changed(*change), path.display())]
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
        /// What became of it.
        change: DiskChange,
    },
    /// The file is marked read-only.
    #[error("This file is read-only. Save under another name, or make it writable first: {}", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// There is a file of that name, and nobody said that it may be replaced.
    #[error("There is a file of this name already. Choose another name, or say that it may be replaced: {}", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// There is a folder of that name.
    #[error("There is a folder of this name. Choose another name: {}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// There is a device, pipe or socket of that name.
    #[error("This is not an ordinary file. Choose another name: {}", path.display())]
    Special {
        /// The device, pipe or socket.
        path: PathBuf,
    },
    /// The folder to save in does not exist.
    #[error("There is no such folder. Make it, or save elsewhere: {}", folder.display())]
    NoFolder {
        /// The missing folder.
        folder: PathBuf,
    },
    /// The system does not let this person write there.
    #[error("You may not write here. Save elsewhere, or ask the folder's owner for access: {}", path.display())]
    Denied {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The whole disk can only be read.
    #[error("This disk is read-only. Save elsewhere: {}", path.display())]
    ReadOnlyDisk {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// No room on the disk, or in this person's share of it.
    #[error("There is no room left on the disk. Free some or save elsewhere, then save again: {}", path.display())]
    NoRoom {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The name is too long or has characters the disk does not take.
    #[error("The disk does not take this name. Choose a shorter one of letters and digits: {}", path.display())]
    BadName {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The system failed for another reason.
    #[error("This could not be written. Check the disk or the connection, or save elsewhere: {}", path.display())]
    Failed {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl SaveError {
    pub(super) fn from_io(path: &Path, source: io::Error) -> Self {
        use io::ErrorKind as Kind;
        let path = path.to_owned();
        match source.kind() {
            Kind::PermissionDenied => Self::Denied { path, source },
            Kind::ReadOnlyFilesystem => Self::ReadOnlyDisk { path, source },
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::NoRoom { path, source },
            Kind::IsADirectory => Self::Folder { path },
            Kind::NotFound | Kind::NotADirectory => {
                Self::NoFolder { folder: path.parent().unwrap_or(&path).to_owned() }
            }
            Kind::InvalidFilename => Self::BadName { path, source },
            _ => Self::Failed { path, source },
        }
    }
}

fn changed(change: DiskChange) -> &'static str {
    match change {
        DiskChange::Removed => {
            "This file was removed or renamed since you opened it. Save under a name, or find where it went"
        }
        DiskChange::Changed | DiskChange::Unchanged => {
            "Somebody else changed this file since you opened it. Compare the two, or save under another name"
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_called_a_full_disk() {
        use std::io::Write;
        // This device answers every write with the error of a full disk.
        let mut full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let error = full.write_all(b"An article").unwrap_err();
        let error = SaveError::from_io(Path::new("/news/draft.desk.ron"), error);
        assert!(matches!(error, SaveError::NoRoom { .. }));
        assert!(error.to_string().starts_with("There is no room left on the disk."), "{error}");
        assert!(error.to_string().ends_with("/news/draft.desk.ron"), "{error}");
    }

    #[test]
    fn each_refusal_of_the_system_says_what_to_do() {
        use io::ErrorKind as Kind;
        let told = |kind: Kind| SaveError::from_io(Path::new("/a/b"), io::Error::from(kind)).to_string();
        assert!(told(Kind::PermissionDenied).contains("ask the folder's owner"));
        assert!(told(Kind::ReadOnlyFilesystem).contains("This disk is read-only. Save elsewhere"));
        assert!(told(Kind::InvalidFilename).contains("Choose a shorter one"));
        assert!(told(Kind::NotFound).ends_with("Make it, or save elsewhere: /a"));
        assert!(told(Kind::TimedOut).contains("Check the disk or the connection"));
    }
}
