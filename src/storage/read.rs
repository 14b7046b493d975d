//! Reading files whole, with errors that say what to do.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Unstamped;
use super::atomic::backup_of;

/// The largest file that is read, in bytes (256 MiB; a long novel has about 1 MiB of text).
pub const LARGEST_FILE: u64 = 256 * 1024 * 1024;

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadFileError {
    /// There is no file of that name.
    #[error(
        "There is no such file. Check the name, or look where it was moved to: {}", path.display()
    )]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A folder was given.
    #[error("This is a folder. Choose a file in it: {}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// A device, a pipe or a socket was given.
    #[error("This is not an ordinary file. Copy what it holds into one first: {}", path.display())]
    Special {
        /// The device, pipe or socket.
        path: PathBuf,
    },
    /// The system does not let this person read it.
    #[error(
        "You may not read this file. Ask its owner for access, or copy it to your own folder: {}",
        path.display()
    )]
    Denied {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file has no bytes, which is what a copy or download cut short leaves.
    #[error("This file is empty (0 bytes). {}: {}", after_empty(backup.as_deref()), path.display())]
    Empty {
        /// The file.
        path: PathBuf,
        /// Its previous version, if there is one.
        backup: Option<PathBuf>,
    },
    /// The file is larger than [`LARGEST_FILE`].
    #[error(
        "This file is too large: {} MiB, and the limit is {} MiB. Split it: {}",
        len.div_ceil(1024 * 1024), LARGEST_FILE / (1024 * 1024), path.display()
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its length in bytes.
        len: u64,
    },
    /// The file is not UTF-8 text.
    #[error(
        "This is not UTF-8 text: the byte {byte:#04X} in line {line}, column {column} (after {offset} \
         bytes) does not fit. Save it as UTF-8 in the program it comes from, or import it as an article: {}",
        path.display()
    )]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Line of the first wrong byte, from 1.
        line: usize,
        /// Column of the first wrong byte in characters, from 1. A byte-order mark does not count.
        column: usize,
        /// Bytes before the first wrong byte.
        offset: usize,
        /// The wrong byte.
        byte: u8,
    },
    /// The system failed for another reason.
    #[error("This file could not be read. Check the disk or the connection and try again: {}", path.display())]
    Failed {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

fn after_empty(backup: Option<&Path>) -> String {
    match backup {
        Some(backup) => format!("Its previous version is in {}", backup.display()),
        None => "Ask for it again where it came from".to_owned(),
    }
}

impl ReadFileError {
    pub(super) fn from_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing { path },
            io::ErrorKind::IsADirectory => Self::Folder { path },
            io::ErrorKind::PermissionDenied => Self::Denied { path, source },
            _ => Self::Failed { path, source },
        }
    }
}

/// The text of a UTF-8 file, as it is (with its byte-order mark, if it has one), and what tells its version.
pub fn read_text(path: &Path) -> Result<(String, Unstamped), ReadFileError> {
    let (bytes, unstamped) = read_bytes(path)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, unstamped)),
        Err(error) => Err(not_utf8(path, error.as_bytes(), error.utf8_error().valid_up_to())),
    }
}

/// The bytes of a file that has some, and what tells its version.
pub fn read_bytes(path: &Path) -> Result<(Vec<u8>, Unstamped), ReadFileError> {
    let (bytes, unstamped) = read_whole(path)?;
    if bytes.is_empty() {
        let backup = Some(backup_of(path)).filter(|backup| backup.is_file());
        return Err(ReadFileError::Empty { path: path.to_owned(), backup });
    }
    Ok((bytes, unstamped))
}

/// The bytes of a file, which may be none, and what tells its version.
pub(super) fn read_whole(path: &Path) -> Result<(Vec<u8>, Unstamped), ReadFileError> {
    let failed = |error| ReadFileError::from_io(path, error);
    // Looked at before it is opened: opening a pipe waits for somebody to write into it.
    let metadata = path.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(ReadFileError::Folder { path: path.to_owned() });
    }
    if !metadata.is_file() {
        return Err(ReadFileError::Special { path: path.to_owned() });
    }
    let file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    let mut bytes = Vec::new();
    if metadata.len() <= LARGEST_FILE {
        // One more, so that the end is seen without growing.
        bytes.reserve_exact(usize::try_from(metadata.len() + 1).unwrap_or_default());
        file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    let len = metadata.len().max(bytes.len() as u64);
    if len > LARGEST_FILE {
        return Err(ReadFileError::TooLarge { path: path.to_owned(), len });
    }
    Ok((bytes, Unstamped::of(metadata)))
}

fn not_utf8(path: &Path, bytes: &[u8], offset: usize) -> ReadFileError {
    let (before, rest) = bytes.split_at_checked(offset).unwrap_or((bytes, &[]));
    let before = String::from_utf8_lossy(before);
    let before = before.strip_prefix('\u{feff}').unwrap_or(&before);
    let in_line = before.rsplit('\n').next().unwrap_or_default();
    ReadFileError::NotUtf8 {
        path: path.to_owned(),
        line: before.matches('\n').count() + 1,
        column: in_line.chars().count() + 1,
        offset,
        byte: rest.first().copied().unwrap_or_default(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::*;
    use std::fs;

    fn reading(content: &[u8]) -> Result<(String, Unstamped), ReadFileError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("article.txt");
        fs::write(&path, content).unwrap();
        read_text(&path)
    }

    #[test]
    fn a_text_is_read_as_it_is_with_its_byte_order_mark() {
        let (text, unstamped) = reading("\u{feff}Zoë said “no”.\r\n".as_bytes()).unwrap();
        assert_eq!(text, "\u{feff}Zoë said “no”.\r\n");
        assert_eq!(unstamped.stamp(text.as_bytes()).len, text.len() as u64);
    }

    #[test]
    fn the_first_wrong_byte_is_named_by_line_column_and_byte() {
        let error = reading(b"One line\nTwo \xc3\xa9\xc3\xa9 caf\xe9\nThree").unwrap_err();
        let ReadFileError::NotUtf8 { line, column, offset, byte, .. } = &error else { panic!("{error}") };
        assert_eq!((*line, *column, *offset, *byte), (2, 11, 21, 0xe9));
        assert!(error.to_string().contains("the byte 0xE9 in line 2, column 11 (after 21 bytes)"));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let error = reading(b"\xef\xbb\xbfab\xff").unwrap_err();
        assert!(matches!(error, ReadFileError::NotUtf8 { line: 1, column: 3, offset: 5, byte: 0xff, .. }));
    }

    #[test]
    fn an_empty_file_points_to_its_previous_version() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("article.desk.ron");
        fs::write(&path, "").unwrap();
        let error = read_text(&path).unwrap_err().to_string();
        assert!(error.starts_with("This file is empty (0 bytes). Ask for it again"), "{error}");
        fs::write(folder.path().join("article.desk.ron.bak"), "whole").unwrap();
        let error = read_text(&path).unwrap_err().to_string();
        assert!(error.contains("Its previous version is in") && error.contains(".ron.bak"), "{error}");
    }

    #[test]
    fn a_folder_and_a_missing_file_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read_text(folder.path()), Err(ReadFileError::Folder { .. })));
        let missing = folder.path().join("none.txt");
        assert!(matches!(read_text(&missing), Err(ReadFileError::Missing { path }) if path == missing));
        fs::write(folder.path().join("file"), "x").unwrap();
        let below_a_file = folder.path().join("file/none.txt");
        assert!(matches!(read_text(&below_a_file), Err(ReadFileError::Missing { .. })));
    }

    #[test]
    fn a_file_above_the_limit_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("huge.txt");
        File::create(&path).unwrap().set_len(LARGEST_FILE + 1).unwrap();
        let error = read_text(&path).unwrap_err().to_string();
        assert!(error.starts_with("This file is too large: 257 MiB, and the limit is 256 MiB"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_not_read() {
        assert!(matches!(read_text(Path::new("/dev/zero")), Err(ReadFileError::Special { .. })));
    }

    #[test]
    fn a_refusal_by_the_system_says_whom_to_ask() {
        let refused = io::Error::from(io::ErrorKind::PermissionDenied);
        let error = ReadFileError::from_io(Path::new("/secret.txt"), refused);
        assert!(error.to_string().starts_with("You may not read this file. Ask its owner"), "{error}");
    }
}
