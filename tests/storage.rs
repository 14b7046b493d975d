//! What survives when the program is killed: real child processes, killed in the middle of work.
//!
//! Each child is this test binary again at the same test, which then does the child's work in the
//! folder it is given, and nothing else.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use copydesk::storage::journal::{Base, JournalError, Opened};
use copydesk::storage::{
    Journal, JournalWriter, SaveError, Stamp, backup_of, journal_beside, read_text, recover, stamp_of,
    write_atomically,
};

const FOLDER: &str = "COPYDESK_TEST_FOLDER";

struct Worker {
    child: Child,
    said: BufReader<std::process::ChildStdout>,
    last: usize,
}

impl Worker {
    /// A child of the test of this name.
    fn start(test: &str, folder: &Path) -> Self {
        Self::spawn(Command::new(env::current_exe().unwrap()), test, folder)
    }

    fn spawn(mut command: Command, test: &str, folder: &Path) -> Self {
        command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
        let mut child = command.env(FOLDER, folder).stdout(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        Self { child, said, last: 0 }
    }

    /// Waits until the child has said that it did this many.
    fn wait_for(&mut self, number: usize) {
        while self.next_number().unwrap_or_else(|| panic!("the child ended before {number}")) < number {}
    }

    /// Kills the child as the system would and says the last number it had got to.
    fn kill(mut self) -> usize {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        while self.next_number().is_some() {}
        self.last
    }

    /// The next whole line `did N`; other lines are the test harness's.
    fn next_number(&mut self) -> Option<usize> {
        let mut line = String::new();
        loop {
            line.clear();
            if self.said.read_line(&mut line).unwrap() == 0 || !line.ends_with('\n') {
                return None;
            }
            if let Some((_, number)) = line.trim_end().split_once("did ") {
                self.last = number.parse().unwrap();
                return Some(self.last);
            }
        }
    }
}

/// Does the child's work if this is the child; says whether it was.
fn was_the_child(work: impl FnOnce(&Path)) -> bool {
    env::var_os(FOLDER).map(|folder| work(Path::new(&folder))).is_some()
}

fn did(number: usize) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "did {number}").unwrap();
    out.flush().unwrap();
}

fn document(folder: &Path) -> PathBuf {
    folder.join("flood.desk.ron")
}

fn base(folder: &Path) -> Base {
    Base::file(&document(folder), stamp_of(&document(folder)).unwrap())
}

fn new_journal(folder: &Path) -> Journal {
    write_atomically(&document(folder), b"saved", None).unwrap();
    match Journal::open(&journal_beside(&document(folder)), &base(folder)).unwrap() {
        Opened::New { journal, .. } => journal,
        Opened::Found(found) => panic!("{found:?}"),
    }
}

/// Steps of very different lengths: the long ones are torn by a kill now and then.
fn step(number: usize) -> String {
    let length = if number.is_multiple_of(7) { 400_000 } else { number % 200 };
    format!("{number} “tag” {}", "x".repeat(length))
}

fn assert_steps_in_order(lines: &[String]) {
    for (number, line) in (1..).zip(lines) {
        assert!(*line == step(number), "step {number} is wrong");
    }
}

fn appends(folder: &Path) {
    let mut journal = new_journal(folder);
    for number in 1.. {
        journal.append(&step(number)).unwrap();
        did(number);
    }
}

#[test]
fn a_killed_program_loses_no_step_that_was_appended() {
    if was_the_child(appends) {
        return;
    }
    for round in 1..=12 {
        let folder = tempfile::tempdir().unwrap();
        let mut worker = Worker::start("a_killed_program_loses_no_step_that_was_appended", folder.path());
        worker.wait_for(round * 5);
        let last = worker.kill();
        let recovered = recover(&journal_beside(&document(folder.path()))).unwrap().unwrap();
        assert!(recovered.lines.len() >= last, "{} of {last}", recovered.lines.len());
        assert!(recovered.lines.len() <= last + 1, "what was never done is not made up");
        assert_eq!(recovered.damage, None);
        assert_steps_in_order(&recovered.lines);
    }
}

fn appends_a_very_long_step(folder: &Path) {
    let mut journal = new_journal(folder);
    (1..=5).for_each(|number| journal.append(&step(number)).unwrap());
    did(5);
    journal.append(&"x".repeat(64 << 20)).unwrap();
    did(6);
    thread::sleep(Duration::from_mins(1));
}

#[test]
fn a_kill_in_the_middle_of_a_line_loses_that_line_alone() {
    if was_the_child(appends_a_very_long_step) {
        return;
    }
    // A kill may come too late, when the computer is busy; not each time.
    let is_torn = (0..10).any(|_| {
        let folder = tempfile::tempdir().unwrap();
        let path = journal_beside(&document(folder.path()));
        let mut worker = Worker::start("a_kill_in_the_middle_of_a_line_loses_that_line_alone", folder.path());
        worker.wait_for(5);
        while fs::metadata(&path).unwrap().len() < 1 << 20 {}
        let last = worker.kill();
        let recovered = recover(&path).unwrap().unwrap();
        assert_eq!(recovered.damage, None);
        assert_steps_in_order(&recovered.lines[..5]);
        assert_eq!(recovered.lines.len() == 5, recovered.torn);
        assert!(last == 5 || !recovered.torn);
        recovered.torn
    });
    assert!(is_torn, "no kill came in the middle");
}

fn hands_over(folder: &Path) {
    let writer = JournalWriter::start(new_journal(folder), |change| change.unwrap()).unwrap();
    for number in 1.. {
        writer.append(move || Ok(step(number))).unwrap();
        did(number);
        thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_killed_program_loses_at_most_the_last_second_of_what_its_thread_was_handed() {
    if was_the_child(hands_over) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start(
        "a_killed_program_loses_at_most_the_last_second_of_what_its_thread_was_handed",
        folder.path(),
    );
    worker.wait_for(1);
    let mut a_second_ago = 1;
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_millis(1600) {
        let number = worker.next_number().unwrap();
        if begun.elapsed() < Duration::from_millis(600) {
            a_second_ago = number;
        }
    }
    let last = worker.kill();
    let recovered = recover(&journal_beside(&document(folder.path()))).unwrap().unwrap();
    println!("recovered {} of {last}, a second before {a_second_ago}", recovered.lines.len());
    assert!(a_second_ago > 1);
    assert!(recovered.lines.len() >= a_second_ago);
    assert_eq!(recovered.damage, None);
    assert_steps_in_order(&recovered.lines);
}

#[test]
fn work_of_a_killed_program_is_found_locked_while_it_lives_and_free_when_it_is_dead() {
    if was_the_child(hands_over) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start(
        "work_of_a_killed_program_is_found_locked_while_it_lives_and_free_when_it_is_dead",
        folder.path(),
    );
    worker.wait_for(3);
    let path = journal_beside(&document(folder.path()));
    let child = worker.child.id();
    match Journal::open(&path, &base(folder.path())) {
        Err(JournalError::InUse { process, .. }) => assert_eq!(process, Some(child)),
        other => panic!("{other:?}"),
    }
    worker.kill();
    match Journal::open(&path, &base(folder.path())).unwrap() {
        Opened::Found(found) => assert_eq!(found.recovered.header.process, child),
        other @ Opened::New { .. } => panic!("{other:?}"),
    }
}

/// A version that shows whether it is complete: its number, many lines of it, its end.
fn version(number: usize) -> String {
    format!("version {number}\n{}end {number}\n", format!("{number} of the article\n").repeat(20_000))
}

fn whole_version(path: &Path) -> usize {
    let (text, _) = read_text(path).unwrap();
    let first = text.lines().next().unwrap();
    let number = first.strip_prefix("version ").unwrap().parse().unwrap();
    assert!(text == version(number), "{} is not whole", path.display());
    number
}

fn saves(folder: &Path) {
    let path = document(folder);
    let mut stamp: Option<Stamp> = None;
    for number in 1.. {
        stamp = Some(write_atomically(&path, version(number).as_bytes(), stamp.as_ref()).unwrap());
        did(number);
    }
}

#[test]
fn a_program_killed_while_it_saves_leaves_the_old_version_or_the_new_one_whole() {
    if was_the_child(saves) {
        return;
    }
    for round in 0..15 {
        let folder = tempfile::tempdir().unwrap();
        let path = document(folder.path());
        let mut worker = Worker::start(
            "a_program_killed_while_it_saves_leaves_the_old_version_or_the_new_one_whole",
            folder.path(),
        );
        worker.wait_for(2);
        thread::sleep(Duration::from_micros(700 * round));
        let last = worker.kill();
        let saved = whole_version(&path);
        assert!(saved == last || saved == last + 1, "{saved} is on disk, {last} was told");
        let previous = whole_version(&backup_of(&path));
        assert!(previous == saved || previous + 1 == saved, "{previous} is the backup of {saved}");
        // And the next save works, whatever the kill left behind.
        let stamp = stamp_of(&path).unwrap();
        write_atomically(&path, version(9).as_bytes(), Some(&stamp)).unwrap();
        assert_eq!((whole_version(&path), whole_version(&backup_of(&path))), (9, saved));
    }
}

#[cfg(unix)]
fn saves_without_room(folder: &Path) {
    let path = document(folder);
    let stamp = stamp_of(&path).unwrap();
    let error = write_atomically(&path, version(2).as_bytes(), Some(&stamp)).unwrap_err();
    assert!(matches!(error, SaveError::NoRoom { .. }), "{error:?}");
    did(1);
}

#[cfg(unix)]
#[test]
fn a_save_that_runs_out_of_room_changes_nothing() {
    if was_the_child(saves_without_room) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = document(folder.path());
    write_atomically(&path, b"old", None).unwrap();
    // The shell lets the child write no file longer than 100 blocks of 512 or 1024 bytes.
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 100; exec \"$0\" \"$@\""]).arg(env::current_exe().unwrap());
    let mut worker = Worker::spawn(shell, "a_save_that_runs_out_of_room_changes_nothing", folder.path());
    let mut said = String::new();
    worker.said.read_to_string(&mut said).unwrap();
    assert!(worker.child.wait().unwrap().success() && said.contains("did 1"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing half-written is left");
}

#[test]
fn of_two_programs_that_save_one_file_the_second_is_told() {
    if was_the_child(saves) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = document(folder.path());
    let opened = write_atomically(&path, b"one", None).unwrap();
    let mut worker = Worker::start("of_two_programs_that_save_one_file_the_second_is_told", folder.path());
    worker.wait_for(1);
    worker.kill();
    let theirs = whole_version(&path);
    let error = write_atomically(&path, b"mine", Some(&opened)).unwrap_err();
    assert!(matches!(error, SaveError::ChangedOnDisk { .. }), "{error}");
    assert_eq!(whole_version(&path), theirs);
}

mod any_journal {
    use super::*;
    use proptest::prelude::*;

    /// Any characters a line can hold, among them those that look like ends of lines elsewhere.
    fn lines() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("([^\n]|\r|\u{2028}|\u{85}|\0|\"){0,40}", 0..12)
    }

    fn written(folder: &Path, lines: &[String]) -> PathBuf {
        let mut journal = new_journal(folder);
        for line in lines {
            journal.append(line).unwrap();
        }
        journal.path().to_owned()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn is_read_as_it_was_written(lines in lines()) {
            let folder = tempfile::tempdir().unwrap();
            let recovered = recover(&written(folder.path(), &lines)).unwrap().unwrap();
            prop_assert_eq!(&recovered.lines, &lines);
            prop_assert!(!recovered.torn && recovered.damage.is_none());
        }

        #[test]
        fn cut_anywhere_keeps_every_whole_line_before_the_cut(lines in lines(), cut in any::<prop::sample::Index>()) {
            let folder = tempfile::tempdir().unwrap();
            let path = written(folder.path(), &lines);
            let bytes = fs::read(&path).unwrap();
            let cut = cut.index(bytes.len() + 1);
            fs::write(&path, &bytes[..cut]).unwrap();
            let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
            // A line is whole with or without the end of line after it.
            let n_whole = ends.filter(|end| *end <= cut).count();
            let at_end = cut == 0 || bytes.get(cut).is_none_or(|byte| *byte == b'\n') || bytes[cut - 1] == b'\n';
            match recover(&path) {
                Ok(recovered) => {
                    let recovered = recovered.unwrap();
                    prop_assert_eq!(recovered.lines.as_slice(), &lines[..n_whole - 1]);
                    prop_assert_eq!(recovered.torn, !at_end);
                    prop_assert_eq!(recovered.damage, None);
                }
                Err(error) => {
                    let is_no_journal = matches!(error, JournalError::NotAJournal { .. });
                    prop_assert!(is_no_journal);
                    prop_assert_eq!(n_whole, 0, "the header was whole");
                }
            }
        }

        #[test]
        fn with_one_wrong_byte_never_gives_a_wrong_step(
            lines in lines(), place in any::<prop::sample::Index>(), wrong in 1..=255_u8
        ) {
            let folder = tempfile::tempdir().unwrap();
            let path = written(folder.path(), &lines);
            let mut bytes = fs::read(&path).unwrap();
            let place = place.index(bytes.len());
            bytes[place] ^= wrong;
            fs::write(&path, &bytes).unwrap();
            if let Ok(recovered) = recover(&path) {
                let recovered = recovered.unwrap();
                let replay = recovered.replay();
                prop_assert!(lines.starts_with(replay.lines));
                prop_assert!(recovered.lines.iter().all(|line| lines.contains(line)));
                let all_but_the_end = recovered.lines.len() == lines.len();
                prop_assert!(recovered.torn || recovered.damage.is_some() || all_but_the_end);
            }
        }
    }
}
