//! Which version of a file is on disk.

use std::fmt;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::read::{ReadFileError, read_whole};

/// The SHA-256 of some bytes, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Digest([u8; 32]);

/// A text that should have been 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A SHA-256 has 64 hexadecimal digits")]
pub struct NotADigest;

impl Digest {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let nibble = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
        let mut bytes = [0; 32];
        if text.len() != 2 * bytes.len() {
            return Err(NotADigest);
        }
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let &[high, low] = digits else { return Err(NotADigest) };
            *byte = nibble(high).zip(nibble(low)).map(|(high, low)| high << 4 | low).ok_or(NotADigest)?;
        }
        Ok(Self(bytes))
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = NotADigest;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// The version of a file that was read or written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Length in bytes.
    pub len: u64,
    /// When it was last changed, where the disk knows.
    pub modified: Option<Timestamp>,
    /// What it says.
    pub sha256: Digest,
}

impl Stamp {
    /// The stamp of a file with this content. Take the metadata before reading: a change that
    /// happens in between then shows later as a newer time.
    pub(super) fn new(content: &[u8], metadata: &Metadata) -> Self {
        Self { len: content.len() as u64, modified: modified(metadata), sha256: Digest::of(content) }
    }
}

/// What is known of the version of a file that was read, but for the digest of what it says. To take
/// that of a long file takes time that a thread of its own may have.
#[derive(Clone, Debug)]
pub struct Unstamped(Metadata);

impl Unstamped {
    pub(super) fn of(metadata: Metadata) -> Self {
        Self(metadata)
    }

    /// The version, given the content as it was read.
    pub fn stamp(&self, content: &[u8]) -> Stamp {
        Stamp::new(content, &self.0)
    }
}

/// What became of a file since it was last read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskChange {
    /// Nothing: it says the same.
    Unchanged,
    /// It says something else.
    Changed,
    /// It is gone.
    Removed,
}

/// The stamp of the file as it is now. Reads the whole file.
pub fn stamp_of(path: &Path) -> Result<Stamp, ReadFileError> {
    read_whole(path).map(|(bytes, unstamped)| unstamped.stamp(&bytes))
}

/// Whether the file still says what it said at `known`. Cheap enough to ask each second: length and
/// time are looked at first, and the content is read only when the time alone differs.
pub fn change_since(path: &Path, known: &Stamp) -> Result<DiskChange, ReadFileError> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(DiskChange::Removed),
        Err(error) => return Err(ReadFileError::from_io(path, error)),
    };
    if metadata.len() != known.len {
        return Ok(DiskChange::Changed);
    }
    if known.modified.is_some() && modified(&metadata) == known.modified {
        return Ok(DiskChange::Unchanged);
    }
    match read_whole(path) {
        Ok((bytes, _)) if Digest::of(&bytes) == known.sha256 => Ok(DiskChange::Unchanged),
        Ok(_) => Ok(DiskChange::Changed),
        Err(ReadFileError::Missing { .. }) => Ok(DiskChange::Removed),
        Err(error) => Err(error),
    }
}

fn modified(metadata: &Metadata) -> Option<Timestamp> {
    metadata.modified().ok().and_then(|time| Timestamp::try_from(time).ok())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn saved(text: &str) -> (tempfile::TempDir, std::path::PathBuf, Stamp) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("draft.desk.ron");
        fs::write(&path, text).unwrap();
        let stamp = stamp_of(&path).unwrap();
        (folder, path, stamp)
    }

    #[test]
    fn a_file_nobody_touched_is_unchanged() {
        let (_folder, path, stamp) = saved("The mayor resigned.");
        assert_eq!(change_since(&path, &stamp).unwrap(), DiskChange::Unchanged);
    }

    #[test]
    fn a_file_saved_again_with_the_same_words_is_unchanged() {
        let (_folder, path, mut stamp) = saved("The mayor resigned.");
        stamp.modified = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(change_since(&path, &stamp).unwrap(), DiskChange::Unchanged);
    }

    #[test]
    fn other_words_of_the_same_length_are_a_change() {
        let (_folder, path, mut stamp) = saved("The mayor resigned.");
        stamp.modified = Some(Timestamp::UNIX_EPOCH);
        fs::write(&path, "The mayor RESIGNED.").unwrap();
        assert_eq!(change_since(&path, &stamp).unwrap(), DiskChange::Changed);
    }

    #[test]
    fn a_longer_file_is_a_change_and_a_missing_file_is_removed() {
        let (_folder, path, stamp) = saved("The mayor resigned.");
        fs::write(&path, "The mayor has resigned.").unwrap();
        assert_eq!(change_since(&path, &stamp).unwrap(), DiskChange::Changed);
        fs::remove_file(&path).unwrap();
        assert_eq!(change_since(&path, &stamp).unwrap(), DiskChange::Removed);
    }

    #[test]
    fn a_digest_is_what_sha256sum_prints() {
        // FIPS 180-2, appendix B.1.
        let printed = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), printed);
        assert_eq!(printed.parse(), Ok(Digest::of(b"abc")));
        assert_eq!("ba78".parse::<Digest>(), Err(NotADigest));
        assert_eq!(printed.replace('b', "x").parse::<Digest>(), Err(NotADigest));
    }
}
