//! Saving, opening, conflicts, recovery: nothing the user did is ever lost.

use std::fs;

use copydesk::model::AnnotationKind;
use copydesk::session::dialogs::DialogAnswer;
use copydesk::session::flow::{Act, LinePurpose};
use copydesk::session::{Action, Flow};
use copydesk::storage::Settings;

use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nThe city closed two piers. It cost $1.2 million.\n";

fn saved_desk() -> (Desk, std::path::PathBuf) {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    let path = desk.home.path().join("story.desk.ron");
    desk.select("The city");
    desk.press("c");
    desk.dialog_answers(DialogAnswer::Chosen(path.clone()));
    desk.press("Ctrl+S");
    (desk, path)
}

fn answers(desk: &Desk) -> Vec<String> {
    let Some(Flow::Question(question)) = desk.session().flow() else {
        panic!("a question is open: {:?}", desk.session().flow())
    };
    question.answers.iter().map(|answer| answer.label.clone()).collect()
}

#[test]
fn work_is_saved_closed_and_opened_again_and_everything_stands() {
    let (desk, path) = saved_desk();
    assert!(!desk.session().is_unsaved());
    let again = Desk::opening(std::sync::Arc::clone(&desk.home), &path);
    assert!(again.document().same_content(desk.document()));
    assert_eq!(again.document().history().len(), desk.document().history().len());
    assert!(again.session().flow().is_none(), "{:?}", again.session().flow());
}

#[test]
fn without_a_desktop_service_a_path_is_typed() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city");
    desk.press("c");
    desk.press("Ctrl+S");
    let Some(Flow::Line(form)) = desk.session().flow() else { panic!("the path is asked for") };
    assert_eq!(form.purpose, LinePurpose::SavePath);
    assert!(form.hint.contains("No file dialog"), "{}", form.hint);
    assert_eq!(form.text, "story.desk.ron");
    desk.picture("path");
    let path = desk.home.path().join("typed");
    desk.press("Ctrl+A");
    desk.type_text(&path.display().to_string());
    desk.press("Enter");
    assert!(desk.home.path().join("typed.desk.ron").exists());
    assert!(!desk.session().is_unsaved());
}

#[test]
fn the_version_before_is_kept_as_bak() {
    let (mut desk, path) = saved_desk();
    let before = fs::read_to_string(&path).unwrap();
    desk.select("It cost");
    desk.keys("c Ctrl+S");
    let bak = path.with_file_name("story.desk.ron.bak");
    assert_eq!(fs::read_to_string(bak).unwrap(), before);
    assert_ne!(fs::read_to_string(&path).unwrap(), before);
}

fn changed_by_a_colleague() -> (Desk, std::path::PathBuf, String) {
    let (mut desk, path) = saved_desk();
    let theirs = fs::read_to_string(&path).unwrap().replacen("story.txt", "theirs.txt", 1);
    fs::write(&path, &theirs).unwrap();
    desk.select("It cost");
    desk.keys("c Ctrl+S");
    (desk, path, theirs)
}

#[test]
fn a_file_a_colleague_changed_is_not_overwritten_unasked() {
    let (desk, path, theirs) = changed_by_a_colleague();
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    assert_eq!(answers(&desk).len(), 4);
    assert!(desk.session().is_unsaved());
}

#[test]
fn keep_mine_leaves_theirs_as_bak() {
    let (mut desk, path, theirs) = changed_by_a_colleague();
    desk.picture("conflict");
    desk.keys("k Enter");
    assert_eq!(fs::read_to_string(path.with_file_name("story.desk.ron.bak")).unwrap(), theirs);
    assert!(!desk.session().is_unsaved());
}

#[test]
fn save_beside_touches_neither() {
    let (mut desk, path, theirs) = changed_by_a_colleague();
    desk.press("s");
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    assert!(path.with_file_name("story.robin-vega.desk.ron").exists());
    assert_eq!(
        desk.session().file().path.as_deref(),
        Some(path.with_file_name("story.robin-vega.desk.ron").as_path())
    );
}

#[test]
fn take_theirs_shows_what_is_on_disk() {
    let (mut desk, _, _) = changed_by_a_colleague();
    desk.press("t");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 2, "one stray key gives up no work");
    desk.press("Enter");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 1);
    assert!(!desk.session().is_unsaved());
}

#[test]
fn another_file_of_that_name_is_not_replaced_unasked() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    let path = desk.home.path().join("taken.desk.ron");
    fs::write(&path, "something else").unwrap();
    desk.select("The city");
    desk.press("c");
    desk.dialog_answers(DialogAnswer::Chosen(path.clone()));
    desk.press("Ctrl+S");
    assert_eq!(fs::read_to_string(&path).unwrap(), "something else");
    assert_eq!(answers(&desk).len(), 2);
    desk.press("Enter");
    assert_eq!(fs::read_to_string(&path).unwrap(), "something else", "Enter gives the safe answer");
}

#[test]
fn after_a_kill_the_next_start_offers_the_unsaved_work_on_a_file_back() {
    let (mut desk, path) = saved_desk();
    desk.select("It cost");
    desk.press("c");
    let before = desk.document().clone();
    let home = desk.kill();
    let mut again = Desk::opening(home, &path);
    assert_eq!(answers(&again), ["Bring it back", "Throw it away"]);
    again.picture("recovery");
    again.press("Enter");
    assert!(again.document().same_content(&before));
    assert!(again.session().is_unsaved());
    again.press("Ctrl+Z");
    assert_eq!(again.all(AnnotationKind::Claim).len(), 1, "what was brought back can be undone");
}

#[test]
fn after_a_second_kill_the_work_is_still_there() {
    let (mut desk, path) = saved_desk();
    desk.select("It cost");
    desk.press("c");
    let home = desk.kill();
    let mut again = Desk::opening(home, &path);
    again.press("Enter");
    again.select("two piers");
    again.press("1");
    let before = again.document().clone();
    let mut third = Desk::opening(again.kill(), &path);
    third.press("Enter");
    assert!(third.document().same_content(&before));
}

#[test]
fn unsaved_work_on_an_article_without_a_file_is_offered_at_the_next_start() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city");
    desk.press("c");
    let before = desk.document().clone();
    let home = desk.kill();
    let mut again = Desk::at_home(home, Settings::test());
    assert_eq!(answers(&again), ["Bring it back", "Throw it away"]);
    again.press("Enter");
    assert!(again.document().same_content(&before));
    assert_eq!(again.session().display_name(), "story.txt");
}

#[test]
fn work_thrown_away_is_not_offered_again() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city");
    desk.press("c");
    let mut again = Desk::at_home(desk.kill(), Settings::test());
    again.keys("t Enter");
    let third = Desk::at_home(again.kill(), Settings::test());
    assert!(third.session().flow().is_none());
}

#[test]
fn looking_at_an_article_leaves_nothing_behind() {
    let desk = Desk::with_text(TEXT, "story.txt");
    let home = desk.kill();
    assert!(!home.path().join("state").join("unsaved").exists());
    assert!(Desk::at_home(home, Settings::test()).session().flow().is_none());
}

#[test]
fn quitting_with_unsaved_work_asks_first() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city");
    desk.keys("c Ctrl+Q");
    assert_eq!(answers(&desk), ["Save", "Go on working", "Quit without saving"]);
    desk.press("g");
    assert!(desk.session().flow().is_none());
}

#[test]
fn a_broken_file_gets_a_message_with_its_place_and_the_open_article_stays() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    let path = desk.home.path().join("broken.desk.ron");
    let broken = "(\n  copydesk: \"1.0\",\n  article: (\n    title: 7,\n";
    fs::write(&path, broken).unwrap();
    desk.act(Action::OpenPath(path.clone()));
    let notice = desk.session().notices().last().unwrap().clone();
    assert!(notice.is_error);
    assert!(notice.words.contains("broken.desk.ron") && notice.words.contains("line 4"), "{}", notice.words);
    assert!(desk.document().text().starts_with("Harbour"));
    assert_eq!(fs::read_to_string(&path).unwrap(), broken);
}

#[test]
fn each_bad_input_gets_a_message_and_nothing_changes_on_disk() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    let home = desk.home.path().to_owned();
    fs::write(home.join("empty.desk.ron"), "").unwrap();
    fs::create_dir(home.join("folder.txt")).unwrap();
    fs::write(home.join("future.desk.ron"), "(copydesk: \"9.0\")").unwrap();
    for (name, says) in [
        ("empty.desk.ron", "empty"),
        ("folder.txt", "folder"),
        ("missing.txt", "no such file"),
        ("future.desk.ron", "newer"),
    ] {
        desk.act(Action::OpenPath(home.join(name)));
        let notice = desk.session().notices().last().unwrap();
        assert!(notice.is_error && notice.words.to_lowercase().contains(says), "{name}: {}", notice.words);
        assert!(notice.words.contains(name), "{name}: {}", notice.words);
    }
    assert!(desk.document().text().starts_with("Harbour"));
}

#[test]
fn the_first_start_asks_who_works_here_and_remembers_it() {
    let home = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let mut desk = Desk::at_home(home, Settings { user_name: String::new(), ..Settings::test() });
    assert!(matches!(desk.session().flow(), Some(Flow::Line(form)) if form.purpose == LinePurpose::Name));
    desk.picture("first_start");
    desk.type_text("Ana Lúcia");
    desk.press("Enter");
    assert_eq!(desk.session().settings().user_name, "Ana Lúcia");
    desk.select("Port Ellery");
    desk.keys("e l");
    assert_eq!(desk.document().history().last().unwrap().by, "Ana Lúcia");
}

#[test]
fn the_question_after_a_kill_has_to_be_answered() {
    let (mut desk, path) = saved_desk();
    desk.select("It cost");
    desk.press("c");
    let mut again = Desk::opening(desk.kill(), &path);
    again.press("Esc");
    let Some(Flow::Question(question)) = again.session().flow() else { panic!("it stays open") };
    assert!(question.answers.iter().all(|answer| answer.act != Act::Nothing));
}

#[test]
fn an_imported_article_is_among_the_recent_files_too() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    let path = desk.home.path().join("other.txt");
    fs::write(&path, TEXT).unwrap();
    desk.act(Action::OpenPath(path.clone()));
    assert_eq!(desk.session().settings().recent_files.first(), Some(&path));
}
