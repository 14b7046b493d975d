#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::sync::mpsc::channel;

use super::*;
use crate::storage::{Folders, Stamp, stamp_of, write_atomically};

struct Desk {
    folder: tempfile::TempDir,
    document: PathBuf,
    stamp: Stamp,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let document = folder.path().join("flood.desk.ron");
        let stamp = write_atomically(&document, b"saved", None).unwrap();
        Self { folder, document, stamp }
    }

    fn journal(&self) -> PathBuf {
        journal_beside(&self.document)
    }

    fn base(&self) -> Base {
        Base::file(&self.document, self.stamp.clone())
    }

    fn start(&self) -> Journal {
        match Journal::open(&self.journal(), &self.base()).unwrap() {
            Opened::New { journal, set_aside: None } => journal,
            other => panic!("{other:?}"),
        }
    }

    fn find(&self) -> FoundJournal {
        match Journal::open(&self.journal(), &self.base()).unwrap() {
            Opened::Found(found) => found,
            other @ Opened::New { .. } => panic!("{other:?}"),
        }
    }

    fn lines(&self) -> Vec<String> {
        recover(&self.journal()).unwrap().unwrap().lines
    }
}

#[test]
fn the_journal_is_hidden_beside_the_document_whatever_link_it_was_opened_by() {
    assert_eq!(journal_beside(Path::new("/news/flood.desk.ron")), Path::new("/news/.flood.desk.ron.journal"));
    assert_eq!(journal_beside(Path::new("flood.desk.ron")), Path::new(".flood.desk.ron.journal"));
    #[cfg(unix)]
    {
        let desk = Desk::new();
        let link = desk.folder.path().join("today");
        std::os::unix::fs::symlink("flood.desk.ron", &link).unwrap();
        assert_eq!(journal_beside(&link), desk.journal());
    }
}

#[test]
fn steps_are_found_after_the_program_died_and_work_goes_on() {
    let desk = Desk::new();
    let mut journal = desk.start();
    journal.append("tag Hoekstra").unwrap();
    journal.append("claim: 40 houses").unwrap();
    drop(journal);

    let found = desk.find();
    let header = &found.recovered.header;
    assert_eq!((&header.base, header.process), (&desk.base(), std::process::id()));
    assert_eq!(found.recovered.lines, ["tag Hoekstra", "claim: 40 houses"]);
    let lines = found.recovered.lines.clone();
    let mut journal = found.resume(desk.base(), &lines).unwrap();
    journal.append("verified").unwrap();
    assert_eq!(desk.lines(), ["tag Hoekstra", "claim: 40 houses", "verified"]);
}

#[test]
fn a_found_journal_that_nobody_resumes_stays() {
    let desk = Desk::new();
    desk.start().append("tag Hoekstra").unwrap();
    drop(desk.find());
    assert_eq!(desk.find().recovered.lines, ["tag Hoekstra"]);
}

#[test]
fn a_second_window_is_told_of_the_first() {
    let desk = Desk::new();
    let first = desk.start();
    let error = Journal::open(&desk.journal(), &desk.base()).unwrap_err();
    let told = format!("open in another window (process {})", std::process::id());
    assert!(error.to_string().contains(&told), "{error}");
    drop(first);
    desk.find();
}

#[test]
fn the_lock_holds_through_a_save() {
    let desk = Desk::new();
    let mut journal = desk.start();
    let mark = journal.mark().unwrap();
    journal.restart(mark, desk.base()).unwrap();
    assert!(matches!(Journal::open(&desk.journal(), &desk.base()), Err(JournalError::InUse { .. })));
    let lines = vec!["one".to_owned()];
    drop(journal);
    let _resumed = desk.find().resume(desk.base(), &lines).unwrap();
    assert!(matches!(Journal::open(&desk.journal(), &desk.base()), Err(JournalError::InUse { .. })));
}

#[test]
fn a_save_empties_the_journal_but_for_the_steps_done_meanwhile() {
    let mut desk = Desk::new();
    let mut journal = desk.start();
    journal.append("before").unwrap();
    let mark = journal.mark().unwrap();
    journal.append("during the save").unwrap();
    journal.saving(mark, Digest::of(b"saved again")).unwrap();
    desk.stamp = write_atomically(&desk.document, b"saved again", Some(&desk.stamp)).unwrap();
    journal.append("right after the save").unwrap();

    let killed_here = recover(&desk.journal()).unwrap().unwrap();
    let on_disk = stamp_of(&desk.document).unwrap().sha256;
    let replay = killed_here.replay_onto(&on_disk).unwrap();
    assert_eq!(replay.lines, ["during the save", "right after the save"]);

    journal.restart(mark, desk.base()).unwrap();
    journal.append("later").unwrap();
    let recovered = recover(&desk.journal()).unwrap().unwrap();
    assert_eq!(recovered.lines, ["during the save", "right after the save", "later"]);
    assert_eq!(recovered.replay_onto(&on_disk).unwrap().lines, recovered.lines);
    assert!(matches!(journal.restart(mark, desk.base()), Err(JournalError::UnknownMark { .. })));
}

#[test]
fn a_document_saved_under_another_name_takes_its_journal_along() {
    let desk = Desk::new();
    let mut journal = desk.start();
    let mark = journal.mark().unwrap();
    journal.append("meanwhile").unwrap();
    let other = desk.folder.path().join("flood-2.desk.ron");
    let stamp = write_atomically(&other, b"copy", None).unwrap();
    std::fs::write(journal_beside(&other), "left by something else").unwrap();
    journal.restart_at(mark, &journal_beside(&other), Base::file(&other, stamp)).unwrap();
    assert!(recover(&desk.journal()).unwrap().is_none());
    assert_eq!(recover(&journal_beside(&other)).unwrap().unwrap().lines, ["meanwhile"]);
    assert!(desk.folder.path().join(".flood-2.desk.ron.journal.broken").exists());
}

#[test]
fn a_clean_close_leaves_nothing() {
    let desk = Desk::new();
    let mut journal = desk.start();
    journal.append("tag Hoekstra").unwrap();
    journal.close_clean().unwrap();
    assert!(recover(&desk.journal()).unwrap().is_none());
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 1);
}

#[test]
fn a_step_of_two_lines_is_refused_and_the_journal_goes_on() {
    let desk = Desk::new();
    let mut journal = desk.start();
    assert!(matches!(journal.append("two\nlines"), Err(JournalError::NotOneLine)));
    journal.append("one").unwrap();
    assert_eq!(desk.lines(), ["one"]);
}

#[cfg(unix)]
#[test]
fn a_journal_somebody_tidied_away_is_put_back_with_all_its_steps() {
    let desk = Desk::new();
    let mut journal = desk.start();
    journal.append("one").unwrap();
    std::fs::remove_file(desk.journal()).unwrap();
    journal.append("two").unwrap();
    journal.sync().unwrap();
    journal.append("three").unwrap();
    assert_eq!(desk.lines(), ["one", "two", "three"]);
    assert!(matches!(Journal::open(&desk.journal(), &desk.base()), Err(JournalError::InUse { .. })));
}

#[test]
fn a_journal_without_its_first_line_is_kept_aside_and_work_can_begin() {
    let desk = Desk::new();
    for expected in [".flood.desk.ron.journal.broken", ".flood.desk.ron.journal.broken2"] {
        std::fs::write(desk.journal(), "torn").unwrap();
        let Opened::New { journal, set_aside } = Journal::open(&desk.journal(), &desk.base()).unwrap() else {
            panic!("there is no header to find");
        };
        assert_eq!(set_aside, Some(desk.folder.path().join(expected)));
        drop(journal);
    }
    assert!(desk.find().recovered.is_empty());
}

#[test]
fn a_document_in_a_folder_that_is_gone_has_no_journal_and_says_why() {
    let error = Journal::open(Path::new("/nowhere/.x.journal"), &Desk::new().base()).unwrap_err();
    assert!(matches!(&error, JournalError::Write(SaveError::NoFolder { .. })), "{error:?}");
}

#[cfg(unix)]
#[test]
fn who_may_read_the_document_may_read_its_journal_and_no_one_else() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let desk = Desk::new();
    std::fs::set_permissions(&desk.document, std::fs::Permissions::from_mode(0o440)).unwrap();
    let _journal = desk.start();
    assert_eq!(mode(&desk.journal()), 0o640);
    let unsaved = desk.folder.path().join("unsaved.journal");
    let base = Base::Unsaved { title: "Flood".to_owned(), content: String::new() };
    Journal::open(&unsaved, &base).unwrap();
    assert_eq!(mode(&unsaved), 0o600);
}

#[test]
fn an_import_never_saved_is_offered_at_the_next_start_unless_it_is_still_open() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    assert!(list_unsaved(&folders).unwrap().found.is_empty());
    let begin = |title: &str| {
        let path = new_unsaved(&folders).unwrap();
        let base =
            Base::Unsaved { title: title.to_owned(), content: "Headline\n\n“Text” of it".to_owned() };
        match Journal::open(&path, &base).unwrap() {
            Opened::New { journal, .. } => journal,
            other @ Opened::Found(_) => panic!("{other:?}"),
        }
    };
    let mut died = begin("Flood");
    died.append("tag Hoekstra").unwrap();
    drop(died);
    let still_open = begin("Fire");
    begin("Saved since").close_clean().unwrap();
    std::fs::write(folders.unsaved().join("x.journal"), "torn").unwrap();

    let work = list_unsaved(&folders).unwrap();
    let [unsaved] = work.found.as_slice() else { panic!("{work:?}") };
    let Base::Unsaved { title, content } = &unsaved.recovered.header.base else { panic!("{unsaved:?}") };
    assert_eq!((title.as_str(), content.as_str()), ("Flood", "Headline\n\n“Text” of it"));
    assert_eq!(unsaved.recovered.lines, ["tag Hoekstra"]);
    assert!(matches!(work.unreadable.as_slice(), [JournalError::NotAJournal { .. }]));
    drop(still_open);
    assert_eq!(list_unsaved(&folders).unwrap().found.len(), 2);
}

#[test]
fn the_thread_writes_everything_in_order_and_the_journal_stays_when_it_is_dropped() {
    let desk = Desk::new();
    let writer = JournalWriter::start(desk.start(), |change| change.unwrap()).unwrap();
    let expected: Vec<_> = (0..3000).map(|number| format!("step {number}")).collect();
    for line in &expected {
        let line = line.clone();
        writer.append(|| Ok(line)).unwrap();
    }
    drop(writer);
    assert_eq!(desk.lines(), expected);
}

#[test]
fn a_step_without_a_line_is_told_and_the_journal_goes_on() {
    let desk = Desk::new();
    let (told, heard) = channel();
    let writer = JournalWriter::start(desk.start(), move |change| told.send(change).unwrap()).unwrap();
    writer.append(|| Err("its span is gone".to_owned())).unwrap();
    writer.append(|| Ok("two\nlines".to_owned())).unwrap();
    writer.append(|| Ok("one".to_owned())).unwrap();
    drop(writer);
    let told: Vec<String> = heard.iter().map(|change| change.unwrap_err().to_string()).collect();
    assert_eq!(
        told,
        ["A step could not be written down (its span is gone)", "A step of the journal must be one line"]
    );
    assert_eq!(desk.lines(), ["one"]);
}

#[test]
fn a_step_reaches_the_file_without_anybody_asking() {
    let desk = Desk::new();
    let writer = JournalWriter::start(desk.start(), |change| change.unwrap()).unwrap();
    writer.append(|| Ok("tag Hoekstra".to_owned())).unwrap();
    let begun = std::time::Instant::now();
    while desk.lines().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(10), "nothing was written");
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn the_thread_saves_starts_anew_and_closes() {
    let desk = Desk::new();
    let writer = JournalWriter::start(desk.start(), |change| change.unwrap()).unwrap();
    writer.append(|| Ok("before".to_owned())).unwrap();
    let mark = writer.mark().unwrap();
    writer.append(|| Ok("meanwhile".to_owned())).unwrap();
    writer.saving(mark, desk.stamp.sha256).unwrap();
    assert_eq!(
        recover(&desk.journal()).unwrap().unwrap().replay_onto(&desk.stamp.sha256).unwrap().lines,
        ["meanwhile"]
    );
    writer.restart(mark, desk.base()).unwrap();
    assert_eq!(desk.lines(), ["meanwhile"]);
    writer.close_clean().unwrap();
    assert!(recover(&desk.journal()).unwrap().is_none());
}

#[test]
fn handing_over_a_step_takes_less_than_a_millisecond() {
    let desk = Desk::new();
    let writer = JournalWriter::start(desk.start(), |change| change.unwrap()).unwrap();
    let line = "x".repeat(1000);
    let mut times: Vec<_> = (0..500)
        .map(|_| {
            let begun = std::time::Instant::now();
            let line = line.clone();
            writer.append(|| Ok(line)).unwrap();
            begun.elapsed()
        })
        .collect();
    times.sort();
    // The median, so that a busy computer does not fail the test.
    assert!(times[250] < Duration::from_millis(1), "{:?}", times[250]);
}

#[cfg(unix)]
#[test]
fn a_disk_that_refuses_is_told_once_and_nothing_is_lost_when_it_takes_again() {
    let desk = Desk::new();
    let (told, changes) = channel();
    let writer =
        JournalWriter::start(desk.start(), move |change| told.send(change.is_ok()).unwrap()).unwrap();
    // The folder goes away and something else is in its place: the journal cannot be put back.
    let (folder, away) = (desk.folder.path(), desk.folder.path().with_extension("away"));
    std::fs::rename(folder, &away).unwrap();
    writer.append(|| Ok("one".to_owned())).unwrap();
    assert!(!changes.recv_timeout(Duration::from_secs(10)).unwrap());
    writer.append(|| Ok("two".to_owned())).unwrap();
    assert!(writer.flush().is_err());
    std::fs::rename(&away, folder).unwrap();
    assert!(changes.recv_timeout(Duration::from_secs(10)).unwrap());
    assert_eq!(desk.lines(), ["one", "two"]);
    assert!(changes.try_recv().is_err(), "one word each way");
}
