//! The program in a process of its own, killed in the middle of work.

use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use copydesk::model::AnnotationKind;
use copydesk::session::Flow;
use copydesk::session::dialogs::DialogAnswer;
use copydesk::storage::Settings;
use tempfile::TempDir;

use crate::desk::Desk;

/// Names the home of the program that works until it is killed.
const HOME: &str = "COPYDESK_TEST_WORK_AT_HOME";
/// Names the file it works on; without it, it works on an article that was never saved.
const FILE: &str = "COPYDESK_TEST_WORK_ON_FILE";
/// Goes before each count it prints.
const DONE: &str = "tagged ";
/// How long it works, counted from its first tag.
const WORKING: Duration = Duration::from_millis(2500);
/// What was done so long before the kill must be there in any case.
const SAFE_AFTER: Duration = Duration::from_secs(1);
/// More words than it can tag before it is killed.
const WORDS: usize = 3000;

/// "word1 word2 …", each of them once.
fn text() -> String {
    let words: Vec<String> = (1..=WORDS).map(word).collect();
    let paragraphs: Vec<String> = words.chunks(40).map(|words| words.join(" ") + ".").collect();
    format!("Headline\n\n{}\n", paragraphs.join("\n\n"))
}

fn word(number: usize) -> String {
    format!("word{number:04}")
}

/// Not a test of its own: what the killed process does.
#[test]
fn work_until_killed() {
    let Some(home) = env::var_os(HOME) else { return };
    let file = env::var_os(FILE).map(PathBuf::from);
    let mut desk = Desk::living_at(Path::new(&home), &text(), file.as_deref());
    assert!(desk.session().flow().is_none());
    for number in 1..=WORDS {
        desk.select(&word(number));
        desk.press("1");
        writeln!(io::stdout(), "{DONE}{number}").unwrap();
    }
    thread::sleep(Duration::from_mins(10));
}

/// How much the killed process said it had done.
struct Killed {
    /// At the end.
    n_told: usize,
    /// Long enough before the end.
    n_safe: usize,
}

/// Starts the program, lets it work, kills it.
fn killed_at_work(home: &TempDir, file: Option<&Path>) -> Killed {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["killed::work_until_killed", "--exact", "--nocapture"]);
    command.env(HOME, home.path()).env("TMPDIR", home.path());
    if let Some(file) = file {
        command.env(FILE, file);
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut told: Vec<(usize, Instant)> = Vec::new();
    let mut killed_at = None;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let Some((_, number)) = line.split_once(DONE) else { continue };
        told.push((number.parse().unwrap(), Instant::now()));
        if killed_at.is_none() && told[0].1.elapsed() > WORKING {
            child.kill().unwrap();
            killed_at = Some(Instant::now());
        }
    }
    let status = child.wait().unwrap();
    let killed_at = killed_at.expect("it worked until it was killed");
    assert!(!status.success(), "{status}");
    let safe = told.iter().filter(|(_, at)| killed_at.duration_since(*at) >= SAFE_AFTER);
    Killed { n_told: told.len(), n_safe: safe.count() }
}

/// Answers the question with Enter and finds the work.
fn bring_back(desk: &mut Desk, killed: &Killed) {
    let Some(Flow::Question(question)) = desk.session().flow() else { panic!("unsaved work is offered") };
    assert_eq!(question.title, "Unsaved work found");
    desk.press("Enter");
    assert!(desk.session().flow().is_none());
    let found: Vec<String> =
        desk.all(AnnotationKind::Passage).into_iter().map(|passage| desk.words_of(passage)).collect();
    println!("{} told, {} of them safe, {} found", killed.n_told, killed.n_safe, found.len());
    assert!(killed.n_safe > 0, "it worked for longer than a second");
    assert!(found.len() >= killed.n_safe);
    assert!(found.len() + 1 >= killed.n_told, "only what was under way may be lost");
    let expected: Vec<String> = (1..=found.len()).map(word).collect();
    assert_eq!(found, expected);
    assert!(desk.session().is_unsaved());
    desk.press("Ctrl+Z");
    assert_eq!(desk.all(AnnotationKind::Passage).len(), expected.len() - 1);
}

#[test]
fn a_program_killed_while_working_on_a_file_brings_the_work_back() {
    let mut desk = Desk::with_text(&text(), "words.txt");
    let path = desk.home.path().join("words.desk.ron");
    desk.dialog_answers(DialogAnswer::Chosen(path.clone()));
    desk.press("Ctrl+S");
    let home = desk.kill();
    let on_disk = std::fs::read(&path).unwrap();
    let killed = killed_at_work(&home, Some(&path));
    assert_eq!(std::fs::read(&path).unwrap(), on_disk, "the file itself is as it was saved");
    bring_back(&mut Desk::opening(home, &path), &killed);
}

#[test]
fn a_program_killed_while_working_on_an_article_never_saved_brings_the_work_back() {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let killed = killed_at_work(&home, None);
    let mut desk = Desk::at_home(home, Settings::test());
    bring_back(&mut desk, &killed);
    assert_eq!(desk.session().display_name(), "words.txt");
}
