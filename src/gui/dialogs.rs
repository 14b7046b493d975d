//! The desktop's own file dialogs.
//!
//! On Linux `rfd` asks the desktop portal over D-Bus; where there is none it starts `zenity`; where
//! that is missing too it says "nothing chosen" at once, as if the user had closed a dialog. Nobody
//! closes a dialog that fast, so an empty answer within `TOO_FAST` means that none was shown.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rfd::FileDialog;

use crate::formats::Format;
use crate::session::dialogs::{DialogAnswer, Dialogs};

/// Faster than anybody closes a dialog.
const TOO_FAST: Duration = Duration::from_millis(300);

/// What Copydesk opens.
const READABLE: [&str; 14] = [
    "txt", "md", "markdown", "html", "htm", "xhtml", "docx", "odt", "rtf", "eml", "mht", "mhtml", "pdf",
    "ron",
];
/// How its own files end.
const OWN: &str = "desk.ron";

/// The dialogs of the desktop this runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct DesktopDialogs;

impl Dialogs for DesktopDialogs {
    fn open(&self) -> DialogAnswer {
        let dialog = FileDialog::new()
            .set_title("Open an article or a Copydesk file")
            .add_filter("Articles and Copydesk files", &READABLE)
            .add_filter("Files of other annotation tools", &annotated())
            .add_filter("All files", &["*"]);
        answer(|| dialog.pick_file())
    }

    fn folder(&self, suggested: &Path) -> DialogAnswer {
        let mut dialog = FileDialog::new().set_title("Choose a folder");
        if let Some(folder) = suggested.ancestors().find(|folder| folder.is_dir()) {
            dialog = dialog.set_directory(folder);
        }
        answer(|| dialog.pick_folder())
    }

    fn copied_page(&self) -> Option<String> {
        arboard::Clipboard::new().ok()?.get().html().ok()
    }

    fn save(&self, suggested: &Path) -> DialogAnswer {
        let name = suggested.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_own = name.ends_with(OWN);
        let ending = suggested.extension().unwrap_or_default().to_string_lossy().into_owned();
        let dialog = FileDialog::new();
        let mut dialog = if is_own || ending.is_empty() {
            dialog.set_title("Save as").add_filter("Copydesk file", &[OWN])
        } else {
            dialog.set_title("Save report as").add_filter("Report", &[ending])
        };
        if let Some(folder) = suggested.parent().filter(|folder| folder.is_dir()) {
            dialog = dialog.set_directory(folder);
        }
        if !name.is_empty() {
            dialog = dialog.set_file_name(name);
        }
        answer(|| dialog.save_file())
    }
}

/// What the files of other annotation tools end in.
fn annotated() -> Vec<&'static str> {
    let read = Format::ALL.into_iter().filter(|format| format.is_read() && *format != Format::Ron);
    let endings = read.flat_map(Format::endings).filter_map(|ending| ending.rsplit('.').next());
    let endings: BTreeSet<&str> = endings.filter(|ending| !ending.is_empty()).collect();
    endings.into_iter().collect()
}

fn answer(ask: impl FnOnce() -> Option<PathBuf>) -> DialogAnswer {
    let asked = Instant::now();
    match ask().filter(|path| !path.as_os_str().is_empty()) {
        Some(path) => DialogAnswer::Chosen(path),
        None if asked.elapsed() < TOO_FAST => DialogAnswer::NoService,
        None => DialogAnswer::Closed,
    }
}

/// Each test runs once more in a process of its own, where no desktop answers on D-Bus and the
/// first `zenity` on the path is a script that notes how it was called.
#[cfg(all(test, target_os = "linux"))]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "tests"
)]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::process::Command;

    use super::*;

    const ANSWER: &str = "answer: ";

    /// What the dialog says in a desktop whose `zenity` is this script, and the script's arguments.
    fn in_desktop(test: &str, zenity: Option<&str>) -> (String, String) {
        let folder = tempfile::tempdir().unwrap();
        let notes = folder.path().join("called");
        if let Some(script) = zenity {
            let path = folder.path().join("zenity");
            let text = format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\n{script}\n", notes.display());
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &format!("gui::dialogs::tests::{test}"), "--nocapture", "--test-threads=1"])
            .env("COPYDESK_DIALOG_TEST", test)
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .env("PATH", folder.path())
            .output()
            .unwrap();
        let stdout = String::from_utf8_lossy(&output.stdout);
        let said = stdout.lines().find_map(|line| line.split(ANSWER).nth(1)).expect("the child answers");
        (said.to_owned(), std::fs::read_to_string(notes).unwrap_or_default())
    }

    /// In the child process: asks, and says what came of it.
    fn is_child(test: &str, ask: impl FnOnce() -> DialogAnswer) -> bool {
        let child = std::env::var("COPYDESK_DIALOG_TEST").is_ok_and(|name| name == test);
        if child {
            println!("{ANSWER}{:?}", ask());
        }
        child
    }

    #[test]
    fn a_file_chosen_to_open_comes_back() {
        let test = "a_file_chosen_to_open_comes_back";
        if is_child(test, || DesktopDialogs.open()) {
            return;
        }
        let (said, called) = in_desktop(test, Some("echo '/stories/harbour fire.txt'"));
        assert_eq!(said, format!("{:?}", DialogAnswer::Chosen("/stories/harbour fire.txt".into())));
        assert!(called.contains("--file-selection"), "{called}");
        assert!(called.contains("Articles and Copydesk files | *.txt *.md *.markdown *.html"), "{called}");
        assert!(called.contains("Files of other annotation tools | *.ann *.bio *.conll"), "{called}");
    }

    #[test]
    fn saving_suggests_the_article_s_name() {
        let test = "saving_suggests_the_article_s_name";
        if is_child(test, || DesktopDialogs.save(Path::new("/stories/harbour.desk.ron"))) {
            return;
        }
        let (said, called) = in_desktop(test, Some("echo /stories/other.desk.ron"));
        assert_eq!(said, format!("{:?}", DialogAnswer::Chosen("/stories/other.desk.ron".into())));
        assert!(called.contains("--save\n"), "{called}");
        assert!(called.contains("harbour.desk.ron"), "{called}");
        assert!(called.contains("*.desk.ron"), "{called}");
    }

    #[test]
    fn a_folder_chosen_comes_back() {
        let test = "a_folder_chosen_comes_back";
        if is_child(test, || DesktopDialogs.folder(Path::new("/tmp/not there yet"))) {
            return;
        }
        let (said, called) = in_desktop(test, Some("echo /stories/older"));
        assert_eq!(said, format!("{:?}", DialogAnswer::Chosen("/stories/older".into())));
        assert!(called.contains("--directory"), "{called}");
    }

    #[test]
    fn a_dialog_that_is_closed_after_a_while_was_closed() {
        let test = "a_dialog_that_is_closed_after_a_while_was_closed";
        if is_child(test, || DesktopDialogs.open()) {
            return;
        }
        let (said, _) = in_desktop(test, Some("/bin/sleep 0.6; exit 1"));
        assert_eq!(said, format!("{:?}", DialogAnswer::Closed));
    }

    #[test]
    fn without_portal_and_zenity_there_is_no_service() {
        let test = "without_portal_and_zenity_there_is_no_service";
        if is_child(test, || DesktopDialogs.open()) {
            return;
        }
        let (said, _) = in_desktop(test, None);
        assert_eq!(said, format!("{:?}", DialogAnswer::NoService));
    }
}
