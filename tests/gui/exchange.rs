//! Export… and Import…: what is left out is said first, and what is there is not replaced unasked.

use std::fs;

use copydesk::model::AnnotationKind;
use copydesk::session::dialogs::DialogAnswer;
use copydesk::session::flow::{LinePurpose, Purpose};
use copydesk::session::{Action, Command, Flow, FlowInput};

use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nThe city closed two piers. It cost $1.2 million.\n";

/// A desk with a claim that has a comment, at the list of formats.
fn exporting() -> Desk {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city");
    desk.keys("c ;");
    desk.type_text("Which piers?");
    desk.press("Enter");
    desk.press("Ctrl+K");
    desk.type_text("export");
    desk.press("Enter");
    let Some(Flow::Picker(picker)) = desk.session().flow() else {
        panic!("formats: {:?}", desk.session().flow())
    };
    assert_eq!(picker.purpose, Purpose::Export);
    desk
}

#[test]
fn the_formats_say_what_they_are_good_for() {
    let mut desk = exporting();
    assert!(desk.shows("W3C Web Annotation") && desk.shows("For spreadsheets"));
    desk.picture("export formats");
}

#[test]
fn what_is_left_out_is_said_before_anything_is_written() {
    let mut desk = exporting();
    let out = desk.home.path().join("story.doccano.jsonl");
    desk.dialog_answers(DialogAnswer::Chosen(out.clone()));
    desk.press("4");
    assert!(desk.shows("Export as doccano?") && desk.shows("1 comment"));
    desk.picture("export losses");
    assert!(!out.exists());
    desk.press("Enter");
    assert!(fs::read_to_string(&out).unwrap().contains("\"Claim\""));
    assert!(desk.session().is_unsaved(), "an export is no save");
    desk.picture("export done");
}

#[test]
fn a_format_of_several_files_replaces_none_of_them_unasked() {
    let mut desk = exporting();
    let out = desk.home.path().join("story.ann");
    let text = desk.home.path().join("story.txt");
    fs::write(&text, "somebody's").unwrap();
    desk.dialog_answers(DialogAnswer::Chosen(out.clone()));
    desk.press("3");
    desk.press("Enter");
    assert!(desk.shows("Replace the file?"), "{:?}", desk.session().flow());
    assert_eq!(fs::read_to_string(&text).unwrap(), "somebody's");
    assert!(!out.exists());
    desk.click("Replace it");
    assert_eq!(fs::read_to_string(&text).unwrap(), TEXT);
    assert!(out.exists());
}

#[test]
fn without_a_desktop_service_the_path_of_an_export_is_typed() {
    let mut desk = exporting();
    desk.press("1");
    desk.press("Enter");
    let Some(Flow::Line(form)) = desk.session().flow() else { panic!("the path is asked for") };
    assert!(matches!(form.purpose, LinePurpose::ExportPath(_)));
    assert_eq!(form.text, "story.w3c.jsonld");
    let out = desk.home.path().join("typed.jsonld");
    desk.press("Ctrl+A");
    desk.type_text(&out.display().to_string());
    desk.press("Enter");
    assert!(out.exists());
}

#[test]
fn what_another_tool_wrote_is_opened_with_its_text_and_annotations() {
    let mut desk = exporting();
    let out = desk.home.path().join("story.ann");
    desk.dialog_answers(DialogAnswer::Chosen(out.clone()));
    desk.press("3");
    desk.press("Enter");
    let home = std::sync::Arc::clone(&desk.home);
    let mut again = Desk::opening(home, &out);
    assert_eq!(again.document().text(), TEXT);
    assert_eq!(again.all(AnnotationKind::Claim).len(), 1);
    assert_eq!(again.document().annotations().next().unwrap().comment, "Which piers?");
    again.act(Action::Command(copydesk::session::Command::Save));
    let Some(Flow::Line(form)) = again.session().flow() else { panic!("the path is asked for") };
    assert!(form.text.ends_with("story.desk.ron"), "our own file is another one: {}", form.text);
}

/// A desk on a saved article in a folder with two more, one of them bad.
fn in_a_folder() -> (Desk, std::path::PathBuf) {
    let mut desk = exporting();
    let folder = desk.home.path().join("desk");
    fs::create_dir(&folder).unwrap();
    let own = folder.join("story.desk.ron");
    desk.press("Esc");
    desk.dialog_answers(DialogAnswer::Chosen(own.clone()));
    desk.press("Ctrl+S");
    fs::copy(&own, folder.join("second.desk.ron")).unwrap();
    fs::write(folder.join("bad.desk.ron"), "(copydesk: ").unwrap();
    (desk, folder)
}

#[test]
fn every_file_of_a_folder_is_exported_and_what_is_lost_is_said_first() {
    let (mut desk, folder) = in_a_folder();
    desk.press("Ctrl+K");
    desk.type_text("export a folder");
    desk.press("Enter");
    assert!(desk.shows("Export every file of the folder as"));
    desk.press("4");
    assert!(
        desk.shows("Export 2 files as doccano?") && desk.shows("2 comments"),
        "{:?}",
        desk.session().flow()
    );
    assert!(desk.shows("bad.desk.ron"), "a bad file is told before");
    desk.picture("export a folder");
    assert!(!folder.join("exported-doccano").exists());
    desk.press("Enter");
    let Some(Flow::Line(form)) = desk.session().flow() else { panic!("the folder is asked for") };
    assert!(form.text.ends_with("exported-doccano"), "{}", form.text);
    desk.press("Enter");
    for name in ["story", "second"] {
        assert!(folder.join(format!("exported-doccano/{name}.doccano.jsonl")).exists(), "{name}");
    }
    assert!(desk.shows("Exported 2 files to"), "{:?}", desk.session().notices());
    assert!(desk.session().work().is_none());
}

#[test]
fn an_export_of_a_folder_shows_how_far_it_is_and_can_be_stopped() {
    let (mut desk, folder) = in_a_folder();
    let own = folder.join("story.desk.ron");
    for number in 0..2000 {
        fs::copy(&own, folder.join(format!("{number}.desk.ron"))).unwrap();
    }
    desk.act(Action::Command(Command::ExportFolder));
    let chosen = Action::Flow(FlowInput::Letter('4'));
    desk.act_and_watch(chosen, |session| session.work().is_some_and(|work| work.n_done > 0));
    assert!(desk.shows("Looking through: ") && desk.shows("of 2003 files"));
    desk.picture("export under way");
    desk.click("Stop the work on a folder");
    assert!(desk.shows("Stopped. Nothing was written."), "{:?}", desk.session().notices());
    assert!(desk.session().work().is_none());
}

/// A folder with articles and files of other tools, beside the desk.
fn with_a_folder_to_import() -> (Desk, std::path::PathBuf) {
    let desk = Desk::with_sample();
    let folder = desk.home.path().join("from elsewhere");
    fs::create_dir(&folder).unwrap();
    let put = |name: &str, content: &str| fs::write(folder.join(name), content).unwrap();
    put("ferry.txt", "The ferry stops in March.\n");
    put("bridge.md", "# Bridge\n\nIt is closed.\n");
    put(
        "all.jsonl",
        "{\"text\":\"Ana came.\",\"label\":[[0,3,\"person\"]]}\n{\"text\":\"Bo left.\",\"label\":[]}\n",
    );
    put("cut.ann", "T1\tPER 0 3\tAna\n");
    put("photo.jpg", "\u{1}");
    (desk, folder)
}

#[test]
fn every_file_of_a_folder_becomes_a_copydesk_file_and_what_there_is_is_said_first() {
    let (mut desk, folder) = with_a_folder_to_import();
    desk.dialog_answers(DialogAnswer::Chosen(folder.clone()));
    desk.press("Ctrl+K");
    desk.type_text("import a folder");
    desk.press("Enter");
    assert!(desk.shows("Import 4 articles of 3 files?"), "{:?}", desk.session().flow());
    for words in ["1 file of doccano", "1 file ending in .md", "1 file of another kind", "cut.ann: "] {
        assert!(desk.shows(words), "{words}: {:?}", desk.session().flow());
    }
    desk.picture("import a folder");
    assert!(!folder.join("copydesk").exists(), "nothing is written unasked");
    desk.press("Enter");
    let Some(Flow::Line(form)) = desk.session().flow() else { panic!("the folder is asked for") };
    assert!(form.text.ends_with("from elsewhere/copydesk"), "{}", form.text);
    desk.press("Enter");
    for name in ["ferry", "bridge", "all-1", "all-2"] {
        assert!(folder.join(format!("copydesk/{name}.desk.ron")).exists(), "{name}");
    }
    assert!(desk.shows("Imported 4 articles to"), "{:?}", desk.session().notices());
    assert!(desk.session().work().is_none());
}

#[test]
fn an_import_of_a_folder_can_be_stopped() {
    let (mut desk, folder) = with_a_folder_to_import();
    for number in 0..3000 {
        fs::write(folder.join(format!("{number}.txt")), "The ferry stops in March.\n").unwrap();
    }
    desk.dialog_answers(DialogAnswer::Chosen(folder));
    let import = Action::Command(Command::ImportFolder);
    desk.act_and_watch(import, |session| session.work().is_some_and(|work| work.n_all > 0));
    assert!(desk.shows("Looking through: "));
    desk.click("Stop the work on a folder");
    assert!(desk.shows("Stopped. Nothing was written."), "{:?}", desk.session().notices());
    assert!(desk.session().work().is_none());
}

#[test]
fn a_file_of_another_tool_is_opened_in_the_format_that_was_chosen_or_in_what_it_holds() {
    let (mut desk, folder) = with_a_folder_to_import();
    desk.act(Action::Command(Command::Import));
    for words in
        ["Whatever it is", "brat standoff", "An export of the doccano tool: a line an article (.jsonl)"]
    {
        assert!(desk.shows(words), "{words}: {:?}", desk.session().flow());
    }
    desk.picture("import");
    desk.dialog_answers(DialogAnswer::Chosen(folder.join("all.jsonl")));
    desk.press("1");
    assert_eq!(desk.session().document().text().trim(), "Ana came.");
    assert!(desk.shows("1 further article"), "{:?}", desk.session().notices());
    desk.act(Action::Command(Command::ImportNotes));
    assert!(desk.shows("Imported from all.jsonl as doccano."), "{:?}", desk.session().flow());
    desk.press("Esc");

    fs::copy(folder.join("all.jsonl"), folder.join("export.dat")).unwrap();
    desk.act(Action::Command(Command::Import));
    desk.dialog_answers(DialogAnswer::Chosen(folder.join("export.dat")));
    desk.press("/");
    desk.type_text("doccano");
    desk.press("Enter");
    assert!(desk.shows("export.dat"), "{:?}", desk.session().notices());
    assert_eq!(desk.session().document().n_annotations(), 1);
}
