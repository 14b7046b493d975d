//! Replacing a file so that at every moment, also in a power cut, a complete file is there.
//!
//! The new version is written and synced under another name in the same folder, the old one becomes
//! `<name>.bak`, and then the new one takes the name in one step (`rename`).

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use super::{DiskChange, ReadFileError, SaveError, Stamp, stamp_of};

const TEMPORARY_PREFIX: &str = ".copydesk-";
const TEMPORARY_SUFFIX: &str = ".tmp";
/// As many links as Linux follows (`path_resolution(7)`).
const MOST_LINKS: usize = 40;

/// Writes `bytes` to `path` all at once; after an error the file there is as it was.
///
/// With `expected`, nothing is written unless that version is on disk
/// ([`SaveError::ChangedOnDisk`]); without, whatever is there is replaced. The previous version
/// stays as `<name>.bak` and its permissions pass to the new one. A symbolic link stays one: the
/// file it leads to is replaced.
pub fn write_atomically(path: &Path, bytes: &[u8], expected: Option<&Stamp>) -> Result<Stamp, SaveError> {
    let target = &follow_links(path);
    let folder = folder_of(target)?;
    let old = look_at(target)?;
    if old.is_none() && expected.is_some() {
        return Err(SaveError::ChangedOnDisk { path: target.clone(), change: DiskChange::Removed });
    }
    let failed = |error| SaveError::from_io(target, error);

    let new = write_beside(folder, old.as_ref(), |new| new.write_all(bytes)).map_err(failed)?;
    let metadata = new.as_file().metadata().map_err(failed)?;
    if old.is_some() {
        keep_previous(target, folder, expected)?;
    }
    new.into_temp_path().persist(target).map_err(|refused| failed(refused.error))?;
    sync_folder(folder).map_err(failed)?;
    sweep(folder, &metadata);
    Ok(Stamp::new(bytes, &metadata))
}

/// Where the previous version of a file is kept.
pub fn backup_of(path: &Path) -> PathBuf {
    let target = follow_links(path);
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".bak");
    target.with_file_name(name)
}

/// The file a path leads to when it is a symbolic link (or several); it need not exist.
pub(super) fn follow_links(path: &Path) -> PathBuf {
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&target) else { break };
        target = target.parent().unwrap_or(Path::new("")).join(next);
    }
    target
}

/// The folder a file is or would be in.
pub(super) fn folder_of(target: &Path) -> Result<&Path, SaveError> {
    let is_folder = || SaveError::Folder { path: target.to_owned() };
    target.file_name().ok_or_else(is_folder)?;
    let folder = match target.parent().ok_or_else(is_folder)? {
        here if here.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    if folder.is_dir() { Ok(folder) } else { Err(SaveError::NoFolder { folder: folder.to_owned() }) }
}

/// A new file in this folder whose name is changed later; it is removed if that never happens.
pub(super) fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = temporary();
    #[cfg(unix)]
    {
        // What any new file gets; the system takes away what the person's umask says.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// A new file in this folder that is to replace `old`. It is its owner's alone until those are let
/// at it who were let at the old one, which is before anything is written.
pub(super) fn temporary_for(folder: &Path, old: Option<&Metadata>) -> io::Result<NamedTempFile> {
    let Some(old) = old else { return temporary_in(folder) };
    let new = temporary().tempfile_in(folder)?;
    keep_owner(new.as_file(), old);
    new.as_file().set_permissions(old.permissions())?;
    Ok(new)
}

/// Makes a renamed file survive a power cut.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        // Some network disks cannot sync a folder.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        other => other,
    }
}

fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX).suffix(TEMPORARY_SUFFIX);
    builder
}

/// What is there to be replaced, if it can be.
pub(super) fn look_at(target: &Path) -> Result<Option<Metadata>, SaveError> {
    let path = || target.to_owned();
    match fs::metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SaveError::from_io(target, error)),
        Ok(old) if old.is_dir() => Err(SaveError::Folder { path: path() }),
        Ok(old) if !old.is_file() => Err(SaveError::Special { path: path() }),
        // A rename would not ask; a person who made the file read-only meant it.
        Ok(old) if old.permissions().readonly() => Err(SaveError::ReadOnly { path: path() }),
        Ok(old) => Ok(Some(old)),
    }
}

/// A new file with what `write` puts into it; those let at `old` are let at it.
fn write_beside(
    folder: &Path,
    old: Option<&Metadata>,
    write: impl FnOnce(&mut NamedTempFile) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    let mut new = temporary_for(folder, old)?;
    write(&mut new)?;
    new.as_file().sync_all()?;
    Ok(new)
}

/// Gives the new file the owner and group of the old one where the system allows it, so that a
/// shared file stays shared. A person other than the owner can only pass on the group.
#[cfg(unix)]
fn keep_owner(new: &File, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    if fchown(new, Some(old.uid()), Some(old.gid())).is_err() {
        fchown(new, None, Some(old.gid())).ok();
    }
}

#[cfg(not(unix))]
fn keep_owner(_new: &File, _old: &Metadata) {}

/// Makes the version on disk `<name>.bak`, if it is the expected one.
///
/// The check reads what has become the backup, so another program's save that comes in between
/// check and rename by writing into the file ends in the backup and is not lost.
fn keep_previous(target: &Path, folder: &Path, expected: Option<&Stamp>) -> Result<(), SaveError> {
    let previous = second_name(target, folder).map_err(|error| SaveError::from_io(target, error))?;
    if let Some(expected) = expected {
        let now = stamp_of(&previous).map_err(|error| unreadable(target, error))?;
        if now.sha256 != expected.sha256 {
            return Err(SaveError::ChangedOnDisk { path: target.to_owned(), change: DiskChange::Changed });
        }
    }
    let backup = backup_of(target);
    // When both are names of one file already (a crash left that), the rename does nothing and
    // dropping `previous` removes the extra name.
    fs::rename(&previous, &backup).map_err(|error| SaveError::from_io(&backup, error))
}

/// A second name for the file, which costs nothing, or a copy where the disk knows no second names.
fn second_name(target: &Path, folder: &Path) -> io::Result<TempPath> {
    let linked = temporary().make_in(folder, |name| fs::hard_link(target, name));
    if let Ok(linked) = linked {
        return Ok(linked.into_temp_path());
    }
    let mut original = File::open(target)?;
    let metadata = original.metadata()?;
    let copy = write_beside(folder, Some(&metadata), |copy| io::copy(&mut original, copy).map(drop))?;
    Ok(copy.into_temp_path())
}

fn unreadable(target: &Path, error: ReadFileError) -> SaveError {
    let path = target.to_owned();
    match error {
        ReadFileError::Denied { source, .. } => SaveError::Denied { path, source },
        other => SaveError::Failed { path, source: io::Error::other(other) },
    }
}

/// Removes what saves that were killed midway left in this folder more than an hour ago.
#[cfg(unix)]
fn sweep(folder: &Path, just_written: &Metadata) {
    use std::os::unix::fs::MetadataExt;
    const OLD: i64 = 3600;
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = name.starts_with(TEMPORARY_PREFIX) && name.ends_with(TEMPORARY_SUFFIX);
        // The time of the last change of name, not of content: a backup in the making is new.
        if ours
            && entry.metadata().is_ok_and(|left| left.is_file() && left.ctime() + OLD < just_written.ctime())
        {
            fs::remove_file(entry.path()).ok();
        }
    }
}

#[cfg(not(unix))]
fn sweep(_folder: &Path, _just_written: &Metadata) {}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    struct Desk {
        folder: tempfile::TempDir,
        path: PathBuf,
    }

    fn desk(content: &str) -> (Desk, Stamp) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("flood.desk.ron");
        let stamp = write_atomically(&path, content.as_bytes(), None).unwrap();
        (Desk { folder, path }, stamp)
    }

    impl Desk {
        fn text(&self) -> String {
            fs::read_to_string(&self.path).unwrap()
        }

        fn backup(&self) -> String {
            fs::read_to_string(backup_of(&self.path)).unwrap()
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(self.folder.path()).unwrap();
            let mut names: Vec<_> =
                entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        }
    }

    #[test]
    fn a_save_keeps_the_previous_version_and_leaves_nothing_else() {
        let (desk, first) = desk("one");
        assert_eq!(desk.names(), ["flood.desk.ron"]);
        let second = write_atomically(&desk.path, b"two", Some(&first)).unwrap();
        let third = write_atomically(&desk.path, b"three", Some(&second)).unwrap();
        assert_eq!((desk.text().as_str(), desk.backup().as_str()), ("three", "two"));
        assert_eq!(desk.names(), ["flood.desk.ron", "flood.desk.ron.bak"]);
        assert_eq!(stamp_of(&desk.path).unwrap(), third);
    }

    #[test]
    fn a_file_somebody_else_saved_is_not_replaced() {
        let (desk, opened) = desk("one");
        fs::write(&desk.path, "theirs").unwrap();
        let error = write_atomically(&desk.path, b"mine", Some(&opened)).unwrap_err();
        assert!(error.to_string().starts_with("Somebody else changed this file since you opened it"));
        assert_eq!(desk.text(), "theirs");
        assert_eq!(desk.names(), ["flood.desk.ron"]);
    }

    #[test]
    fn a_file_that_was_renamed_meanwhile_is_not_made_anew_silently() {
        let (desk, opened) = desk("one");
        fs::remove_file(&desk.path).unwrap();
        let error = write_atomically(&desk.path, b"mine", Some(&opened)).unwrap_err();
        assert!(matches!(error, SaveError::ChangedOnDisk { change: DiskChange::Removed, .. }));
        assert!(desk.names().is_empty());
    }

    #[test]
    fn a_read_only_file_stays_as_it_is() {
        let (desk, opened) = desk("one");
        let mut permissions = fs::metadata(&desk.path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&desk.path, permissions).unwrap();
        let error = write_atomically(&desk.path, b"two", Some(&opened)).unwrap_err();
        assert!(error.to_string().starts_with("This file is read-only. Save under another name"), "{error}");
        assert_eq!(desk.text(), "one");
    }

    #[test]
    fn a_folder_in_the_way_and_a_missing_folder_are_named() {
        let (desk, _) = desk("one");
        let error = write_atomically(desk.folder.path(), b"two", None).unwrap_err();
        assert!(matches!(error, SaveError::Folder { path } if path == desk.folder.path()));
        let error = write_atomically(&desk.folder.path().join("none/x.ron"), b"two", None).unwrap_err();
        assert!(matches!(error, SaveError::NoFolder { folder } if folder == desk.folder.path().join("none")));
        let error = write_atomically(&desk.path.join("x.ron"), b"two", None).unwrap_err();
        assert!(matches!(error, SaveError::NoFolder { folder } if folder == desk.path));
        assert!(matches!(write_atomically(Path::new("/"), b"", None), Err(SaveError::Folder { .. })));
    }

    #[test]
    fn a_save_whose_backup_cannot_be_kept_changes_nothing() {
        let (desk, opened) = desk("one");
        let backup = backup_of(&desk.path);
        fs::create_dir(&backup).unwrap();
        let error = write_atomically(&desk.path, b"two", Some(&opened)).unwrap_err();
        assert!(error.to_string().ends_with(&backup.display().to_string()), "{error}");
        assert_eq!(desk.text(), "one");
        assert_eq!(desk.names(), ["flood.desk.ron", "flood.desk.ron.bak"]);
    }

    #[test]
    fn a_name_too_long_for_the_disk_is_refused_in_words() {
        let (desk, _) = desk("one");
        let error = write_atomically(&desk.folder.path().join("x".repeat(300)), b"two", None).unwrap_err();
        assert!(matches!(error, SaveError::BadName { .. }), "{error}");
        assert_eq!(desk.names(), ["flood.desk.ron"]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_pass_from_version_to_version() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let (desk, first) = desk("one");
        let usual = desk.folder.path().join("usual");
        File::create(&usual).unwrap();
        assert_eq!(mode(&desk.path), mode(&usual), "a new file is as private as any other");
        fs::set_permissions(&desk.path, fs::Permissions::from_mode(0o640)).unwrap();
        write_atomically(&desk.path, b"two", Some(&first)).unwrap();
        assert_eq!((mode(&desk.path), mode(&backup_of(&desk.path))), (0o640, 0o640));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_private_is_so_before_anything_is_written() {
        use std::os::unix::fs::PermissionsExt;
        let (desk, _) = desk("one");
        fs::set_permissions(&desk.path, fs::Permissions::from_mode(0o600)).unwrap();
        let old = look_at(&desk.path).unwrap();
        let mut mode = 0;
        write_beside(desk.folder.path(), old.as_ref(), |new| {
            mode = new.as_file().metadata()?.permissions().mode() & 0o777;
            new.write_all(b"two")
        })
        .unwrap();
        assert_eq!(mode, 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn a_save_through_a_link_reaches_the_file_and_the_link_stays() {
        let (desk, first) = desk("one");
        let (near, far) = (desk.folder.path().join("near"), desk.folder.path().join("far"));
        std::os::unix::fs::symlink("flood.desk.ron", &near).unwrap();
        std::os::unix::fs::symlink(&near, &far).unwrap();
        write_atomically(&far, b"two", Some(&first)).unwrap();
        assert_eq!((desk.text().as_str(), desk.backup().as_str()), ("two", "one"));
        assert!(fs::symlink_metadata(&near).unwrap().is_symlink());
        assert!(fs::symlink_metadata(&far).unwrap().is_symlink());
        assert_eq!(backup_of(&far), backup_of(&desk.path));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_not_there_yet_makes_that_file() {
        let (desk, _) = desk("one");
        let link = desk.folder.path().join("link");
        std::os::unix::fs::symlink("new.ron", &link).unwrap();
        write_atomically(&link, b"new", None).unwrap();
        assert_eq!(fs::read_to_string(desk.folder.path().join("new.ron")).unwrap(), "new");
    }

    #[test]
    fn a_crash_between_backup_and_rename_does_not_stop_the_next_save() {
        let (desk, first) = desk("one");
        fs::hard_link(&desk.path, backup_of(&desk.path)).unwrap();
        write_atomically(&desk.path, b"two", Some(&first)).unwrap();
        assert_eq!((desk.text().as_str(), desk.backup().as_str()), ("two", "one"));
        assert_eq!(desk.names(), ["flood.desk.ron", "flood.desk.ron.bak"]);
    }

    #[test]
    fn a_fresh_leftover_of_another_save_is_left_alone() {
        let (desk, first) = desk("one");
        fs::write(desk.folder.path().join(".copydesk-abc.tmp"), "half").unwrap();
        write_atomically(&desk.path, b"two", Some(&first)).unwrap();
        assert!(desk.names().contains(&".copydesk-abc.tmp".to_owned()), "it may be a save under way");
    }
}
