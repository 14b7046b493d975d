//! `copydesk convert`, and many files at once, through the real binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn copydesk(arguments: &[&str], stdin: &str) -> Output {
    let home = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("COPYDESK_HOME", home.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn good() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/desk/good.desk.ron")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A folder with three good files, one of them in a folder of its own, and a bad one.
fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("older")).unwrap();
    for name in ["a", "b", "older/a"] {
        fs::copy(good(), folder.path().join(format!("{name}.desk.ron"))).unwrap();
    }
    fs::write(folder.path().join("bad.desk.ron"), "(copydesk: ").unwrap();
    fs::write(folder.path().join("notes.md"), "no annotations").unwrap();
    folder
}

#[test]
fn a_file_goes_out_and_comes_back_and_what_is_lost_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (out, back) = (folder.path().join("story.w3c.jsonld"), folder.path().join("back.desk.ron"));
    let output =
        copydesk(&["convert", "--confidential", good().to_str().unwrap(), "-o", out.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("of the history not carried"), "{}", text(&output.stderr));
    let output = copydesk(&["convert", out.to_str().unwrap(), "-o", back.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let read = |path: &Path| copydesk::formats::ron::read(&fs::read_to_string(path).unwrap()).unwrap();
    assert!(read(&back).same_content(&read(&good())), "confidential evidence came along, as was asked");
    let again = copydesk(&["convert", out.to_str().unwrap(), "-o", back.to_str().unwrap()], "");
    assert_eq!(again.status.code(), Some(1), "a file that is there is not replaced unasked");
    assert!(text(&again.stderr).contains("There is a file of this name already"), "{}", text(&again.stderr));
}

#[test]
fn a_copydesk_file_is_never_replaced_by_another_format_and_stays_as_a_backup_when_replaced_by_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let story = folder.path().join("story.desk.ron");
    let work = fs::read(good()).unwrap();
    fs::write(&story, &work).unwrap();
    let own = story.to_str().unwrap();
    for to in ["w3c", "doccano", "html", "brat", "csv"] {
        let output = copydesk(&["convert", own, "--to", to, "-o", own, "--force"], "");
        assert_eq!(output.status.code(), Some(2), "{to}");
        assert!(text(&output.stderr).contains("is the name of a Copydesk file"), "{}", text(&output.stderr));
        assert_eq!(fs::read(&story).unwrap(), work, "{to}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&story, folder.path().join("story.txt")).unwrap();
        let output =
            copydesk(&["convert", own, "--to", "txt", "--force", "-o", folder.path().to_str().unwrap()], "");
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(fs::read(&story).unwrap(), work, "behind a link");
    }
    let lines = "{\"text\": \"Ada came.\"}\n";
    let output = copydesk(&["convert", "-", "--from", "doccano", "-o", own, "--force"], lines);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(fs::read_to_string(&story).unwrap().contains("Ada came."));
    assert_eq!(fs::read(folder.path().join("story.desk.ron.bak")).unwrap(), work);
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let folder = desk();
    let out = folder.path().join("out");
    let output = copydesk(
        &["convert", folder.path().to_str().unwrap(), "--to", "brat", "-o", out.to_str().unwrap()],
        "",
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("bad.desk.ron: line 1"), "{}", text(&output.stderr));
    for name in ["a.ann", "a.txt", "b.ann", "older/a.ann", "older/a.txt"] {
        assert!(out.join(name).exists(), "{name}");
    }
    assert!(!out.join("bad.ann").exists());
}

#[test]
fn standard_input_and_output_make_a_pipe() {
    let file = fs::read_to_string(good()).unwrap();
    let lines = copydesk(&["convert", "-", "--to", "doccano"], &file);
    assert_eq!(lines.status.code(), Some(0), "{}", text(&lines.stderr));
    assert_eq!(text(&lines.stdout).lines().count(), 1);
    let back = copydesk(&["convert", "--from", "doccano", "--to", "ron", "-"], text(&lines.stdout));
    assert_eq!(back.status.code(), Some(0), "{}", text(&back.stderr));
    assert!(copydesk::formats::ron::read(text(&back.stdout)).is_ok());
}

#[test]
fn many_articles_go_into_one_file_where_the_format_holds_them() {
    let folder = desk();
    fs::remove_file(folder.path().join("bad.desk.ron")).unwrap();
    let source = folder.path().to_str().unwrap().to_owned();
    for (name, many) in [("all.doccano.jsonl", 3), ("all.labelstudio.json", 3), ("all.conllu", 3)] {
        let out = folder.path().join(name);
        let output = copydesk(&["convert", &source, "--from", "ron", "-o", out.to_str().unwrap()], "");
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let format = copydesk::formats::Format::of_file(name).unwrap();
        let read = copydesk::formats::import(&fs::read_to_string(&out).unwrap(), format, None).unwrap();
        assert_eq!(read.len(), many, "{name}");
    }
    let out = folder.path().join("tables.csv");
    let output =
        copydesk(&["convert", &source, "--from", "ron", "--to", "csv", "-o", out.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let entities = fs::read_to_string(folder.path().join("tables.csv.entities.csv")).unwrap();
    assert_eq!(entities.matches("article,id,kind").count(), 1, "the names of the columns stand once");
    assert!(entities.lines().count() >= 10, "{entities}");
}

#[test]
fn check_and_stats_take_folders_patterns_and_json() {
    let folder = desk();
    let pattern = folder.path().join("*.desk.ron");
    let output = copydesk(&["check", "--json", pattern.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3, "the folder in it is not looked into");
    assert_eq!(lines.iter().filter(|line| line["sound"] == true).count(), 2);
    assert!(lines[2]["error"].as_str().unwrap().contains("line 1"));
    let output = copydesk(&["stats", "--json", folder.path().to_str().unwrap()], "");
    assert_eq!(text(&output.stdout).lines().count(), 4);
    let first: serde_json::Value =
        serde_json::from_str(text(&output.stdout).lines().next().unwrap()).unwrap();
    assert_eq!(first["entities"], 3);
}

#[test]
fn a_call_that_cannot_work_is_refused_before_anything_is_written() {
    let folder = desk();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let twins = copydesk(
        &["convert", &at("a.desk.ron"), &at("older/a.desk.ron"), "--to", "w3c", "-o", &at("out")],
        "",
    );
    assert!(
        text(&twins.stderr).contains("Two of the files would be written as “a”"),
        "{}",
        text(&twins.stderr)
    );
    let no_format = copydesk(&["convert", &at("a.desk.ron")], "");
    assert!(text(&no_format.stderr).contains("--to"), "{}", text(&no_format.stderr));
    let several = copydesk(&["convert", &at("a.desk.ron"), "--to", "brat"], "");
    assert!(text(&several.stderr).contains("-o FOLDER"), "{}", text(&several.stderr));
    let piped = copydesk(&["convert", &at("a.desk.ron"), "--to", "w3c", "--json"], "");
    assert!(text(&piped.stderr).contains("standard output"), "{}", text(&piped.stderr));
    let readers = copydesk(&["convert", &at("a.desk.ron"), "--to", "w3c", "--public"], "");
    assert!(text(&readers.stderr).contains("--public"), "{}", text(&readers.stderr));
    let unknown = copydesk(&["convert", &at("a.desk.ron"), "--to", "poem"], "");
    let unread = copydesk(&["convert", &at("a.desk.ron"), "--from", "ninjs", "--to", "w3c"], "");
    for output in [twins, no_format, several, piped, readers, unknown, unread] {
        assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    }
    let missing = copydesk(&["convert", &at("none.desk.ron"), "--to", "w3c"], "");
    assert_eq!(missing.status.code(), Some(1), "a missing file is no wrong call");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn reports_are_converted_to_like_formats_and_keep_what_is_confidential() {
    let folder = tempfile::tempdir().unwrap();
    let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/report/night-ferry.desk.ron");
    let story = story.to_str().unwrap();
    let out = folder.path().join("out");
    let secret = "We always said so.";
    assert!(fs::read_to_string(story).unwrap().contains(secret));
    for (kind, name) in
        [("html", "annotated.html"), ("md", "annotated.md"), ("claimreview", "claimreview.jsonld")]
    {
        let output = copydesk(&["convert", story, "--to", kind, "-o", out.to_str().unwrap()], "");
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let page = fs::read_to_string(out.join(format!("night-ferry.{name}"))).unwrap();
        assert!(page.contains("Sankt Olaf") && !page.contains(secret), "{kind}");
    }
    let told = copydesk(&["convert", story, "--to", "html"], "");
    assert!(
        text(&told.stderr).contains("1 confidential evidence item not carried"),
        "{}",
        text(&told.stderr)
    );
    assert!(
        text(&told.stdout).starts_with("<!doctype html>")
            || text(&told.stdout).starts_with("<!DOCTYPE html>")
    );
    let word = folder.path().join("story.docx");
    let output = copydesk(&["convert", story, "--confidential", "-o", word.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(fs::read(&word).unwrap().starts_with(b"PK"), "the ending tells the report");
    let readers = copydesk(&["convert", story, "--to", "md", "--public"], "");
    assert!(!text(&readers.stdout).contains("suggested") && readers.status.success());
    let wrong = copydesk(&["convert", story, "--to", "w3c", "--public"], "");
    assert!(text(&wrong.stderr).contains("--public is for reports"), "{}", text(&wrong.stderr));
}

#[test]
fn export_fills_a_folder_with_a_file_for_each_article_and_format() {
    let folder = desk();
    let out = folder.path().join("archive");
    let source = folder.path().to_str().unwrap().to_owned();
    let to = out.to_str().unwrap().to_owned();
    let call = ["export", &source, "--to", "html", "--to", "xmi", "--to", "webanno", "-o", &to];
    let output = copydesk(&[&call[..], &["--json"]].concat(), "");
    assert_eq!(output.status.code(), Some(1), "one file is bad");
    for name in ["a", "b", "older/a"] {
        for ending in ["annotated.html", "xmi", "typesystem.xml", "webanno.tsv"] {
            assert!(out.join(format!("{name}.{ending}")).exists(), "{name}.{ending}");
        }
    }
    let lines: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3 * 3 + 1);
    assert_eq!(lines.iter().filter(|line| line["error"].is_string()).count(), 1);
    let lost: Vec<&serde_json::Value> =
        lines.iter().filter_map(|line| line["not_carried"].as_array()).flatten().collect();
    assert!(lost.iter().any(|loss| loss["part"] == "History" && loss["count"] == 2), "{lost:?}");
    let again = copydesk(&call, "");
    assert!(text(&again.stderr).contains("There is a file of this name already"), "{}", text(&again.stderr));
    let forced = copydesk(&[&call[..], &["--force"]].concat(), "");
    assert!(!text(&forced.stderr).contains("already"), "{}", text(&forced.stderr));
}

#[test]
fn several_articles_do_not_end_up_in_one_file_that_holds_one() {
    let folder = tempfile::tempdir().unwrap();
    let both = "{\"text\": \"Bo left.\"}\n{\"text\": \"Ada came.\"}\n";
    let to = folder.path().join("story.w3c.jsonld");
    let output =
        copydesk(&["convert", "-", "--from", "doccano", "--force", "-o", to.to_str().unwrap()], both);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("there are 2 articles in it"), "{}", text(&output.stderr));
    let output = copydesk(&["convert", "-", "--from", "doccano", "--to", "html"], both);
    assert!(text(&output.stderr).contains("Say -o FOLDER"), "{}", text(&output.stderr));
}

#[test]
fn reports_of_many_files_are_told_as_json() {
    let folder = desk();
    let source = folder.path().to_str().unwrap();
    let output = copydesk(&["report", source, "--kind", "sources", "--json"], "");
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert!(Path::new(lines[0]["written"].as_str().unwrap()).exists());
    assert!(lines[2]["error"].as_str().unwrap().contains("line 1"), "{:?}", lines[2]);
    let both = copydesk(&["report", source, "--kind", "sources", "--json", "-o", "-"], "");
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn confidential_evidence_does_not_leave_in_our_own_format_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/report/night-ferry.desk.ron");
    let out = folder.path().join("out");
    let convert = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.arg("convert").arg(&story).args(["--to", "ron", "-o"]).arg(&out).args(more).output().unwrap()
    };
    let refused = convert(&[]);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("confidential evidence"), "{said}");
    assert!(convert(&["--confidential"]).status.success());
}

#[test]
fn json_whose_name_says_nothing_is_told_by_what_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(
        at("all.jsonl"),
        "{\"text\": \"Ada came.\", \"label\": [[0, 3, \"PER\"]]}\n{\"text\": \"Bo.\"}\n",
    )
    .unwrap();
    let output = copydesk(&["convert", &at("all.jsonl"), "--to", "csv", "-o", &at("out/")], "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(
        Path::new(&at("out/all-1.mentions.csv")).exists()
            && Path::new(&at("out/all-2.mentions.csv")).exists()
    );
    let piped = copydesk(&["find", "--json", "Ada", "-"], &fs::read_to_string(at("all.jsonl")).unwrap());
    assert_eq!(piped.status.code(), Some(0), "{}", text(&piped.stderr));
    fs::write(at("other.json"), "{\"name\": \"a package\"}").unwrap();
    let output = copydesk(&["convert", &at("other.json"), "--to", "txt"], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("this JSON is of no format that is read"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_file_without_an_article_is_told() {
    for (from, file) in [("labelstudio", "[]"), ("doccano", "\n")] {
        let output = copydesk(&["convert", "-", "--from", from, "--to", "txt"], file);
        assert_eq!(output.status.code(), Some(1), "{from}");
        assert!(text(&output.stderr).contains("there is no"), "{}", text(&output.stderr));
    }
}

#[test]
fn a_copydesk_file_keeps_what_there_is_to_know_about_its_import() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(at("story.txt"), "Ada came.").unwrap();
    fs::write(at("story.ann"), "T1\tPerson 0 3\tAda\nR1\tSees Arg1:T1 Arg2:T1\n").unwrap();
    let output = copydesk(&["convert", &at("story.ann"), "--to", "ron", "-o", &at("story.desk.ron")], "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let told = text(&output.stderr).lines().next().unwrap().to_owned();
    let story = copydesk::formats::ron::read(&fs::read_to_string(at("story.desk.ron")).unwrap()).unwrap();
    let notes = &story.article().meta.import_notes;
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes[0].starts_with("Imported from ") && notes[0].ends_with("as brat standoff."), "{notes:?}");
    assert!(told.ends_with(&notes[1]), "{told}: {notes:?}");
}
