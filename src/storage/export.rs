//! Files that can be made again from what they were made from: whole or not there, but not synced
//! one by one, so that ten thousand take seconds.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::atomic::{folder_of, follow_links, look_at, temporary_for};
use super::{ReadFileError, SaveError};

/// A file that is written piece by piece and has its name only when it is whole.
#[derive(Debug)]
pub struct ExportFile {
    target: PathBuf,
    replace: bool,
    file: tempfile::NamedTempFile,
}

impl ExportFile {
    /// Begins a file. Unless it may `replace` one of that name, there may be none. What is replaced
    /// passes on its permissions; a symbolic link stays one, and a read-only file as it is.
    pub fn begin(target: &Path, replace: bool) -> Result<Self, SaveError> {
        let target = follow_links(target);
        let failed = |error| SaveError::from_io(&target, error);
        let folder = folder_of(&target)?;
        if !replace && target.exists() && !target.is_dir() {
            return Err(SaveError::Exists { path: target });
        }
        let old = look_at(&target)?;
        let file = temporary_for(folder, old.as_ref()).map_err(failed)?;
        Ok(Self { target, replace, file })
    }

    /// Writes a further piece.
    pub fn add(&mut self, piece: &[u8]) -> Result<(), SaveError> {
        self.file.write_all(piece).map_err(|error| SaveError::from_io(&self.target, error))
    }

    /// Gives the file its name.
    pub fn end(self) -> Result<(), SaveError> {
        let path = self.file.into_temp_path();
        let named =
            if self.replace { path.persist(&self.target) } else { path.persist_noclobber(&self.target) };
        named.map_err(|refused| match refused.error {
            error if error.kind() == std::io::ErrorKind::AlreadyExists => {
                SaveError::Exists { path: self.target.clone() }
            }
            error => SaveError::from_io(&self.target, error),
        })
    }
}

impl Write for ExportFile {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        self.file.write(piece)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Writes a file that can be made again.
pub fn write_export(target: &Path, bytes: &[u8], replace: bool) -> Result<(), SaveError> {
    let mut file = ExportFile::begin(target, replace)?;
    file.add(bytes)?;
    file.end()
}

/// Makes a folder, and those it is in.
pub fn make_folder(folder: &Path) -> Result<(), SaveError> {
    fs::create_dir_all(folder).map_err(|error| SaveError::from_io(folder, error))
}

/// The files in a folder and the folders in it whose names `wanted` accepts, in order of name.
/// Hidden ones and links to folders are left out; what cannot be looked into is the error.
pub fn files_below(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, ReadFileError> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let failed = |error| ReadFileError::from_io(&folder, error);
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let kind = entry.file_type().map_err(failed)?;
            if name.starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                folders.push(entry.path());
            } else if wanted(&name) && entry.path().is_file() {
                found.insert(entry.path());
            }
        }
    }
    Ok(found.into_iter().collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_only_replaced_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("story.csv");
        write_export(&path, b"one", false).unwrap();
        let refused = write_export(&path, b"two", false).unwrap_err();
        assert!(matches!(refused, SaveError::Exists { .. }), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), b"one");
        write_export(&path, b"two", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_replaced_keeps_its_permissions_its_link_and_its_protection() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("story.csv"), folder.path().join("link.csv"));
        let set = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        fs::write(&path, "one").unwrap();
        set(0o600);
        std::os::unix::fs::symlink("story.csv", &link).unwrap();
        write_export(&link, b"two", true).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        set(0o400);
        let refused = write_export(&path, b"three", true).unwrap_err();
        assert!(matches!(refused, SaveError::ReadOnly { .. }), "{refused}");
        let refused = write_export(&path, b"three", false).unwrap_err();
        assert!(matches!(refused, SaveError::Exists { .. }), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }

    #[test]
    fn what_was_begun_and_not_ended_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = ExportFile::begin(&folder.path().join("story.csv"), false).unwrap();
        file.add(b"half").unwrap();
        drop(file);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_is_searched_in_order_and_hidden_files_are_not_found() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("b/.hidden")).unwrap();
        for name in ["b/2.desk.ron", "a.desk.ron", "c.txt", ".d.desk.ron", "b/.hidden/3.desk.ron"] {
            fs::write(at(name), "x").unwrap();
        }
        let found = files_below(folder.path(), |name| name.ends_with(".desk.ron")).unwrap();
        assert_eq!(found, [at("a.desk.ron"), at("b/2.desk.ron")]);
    }
}
