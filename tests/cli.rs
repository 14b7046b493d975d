//! The command line through the real binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const WELL: i32 = 0;
const FAILED: i32 = 1;
const UNUSABLE: i32 = 2;

/// The binary with no display and a home of its own.
fn copydesk<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Output {
    let home = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .env("COPYDESK_HOME", home.path())
        .output()
        .unwrap()
}

fn case(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/desk").join(name);
    assert!(path.exists(), "{}", path.display());
    path.to_str().unwrap().to_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ended by itself")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn no_panic(output: &Output) {
    for text in [out(output), err(output)] {
        assert!(!text.contains("panicked") && !text.contains("RUST_BACKTRACE"), "{text}");
    }
}

/// A folder with files nobody can use, and their names with a word of what is said of each.
fn bad_inputs() -> (tempfile::TempDir, Vec<(PathBuf, &'static str)>) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("folder.desk.ron")).unwrap();
    fs::write(at("latin1.desk.ron"), b"(copydesk: \"1.0\", caf\xe9)").unwrap();
    fs::write(at("empty.desk.ron"), "").unwrap();
    let expected = vec![
        (at("folder.desk.ron"), "folder"),
        (at("latin1.desk.ron"), "line 1"),
        (at("empty.desk.ron"), "empty"),
        (at("missing.desk.ron"), "no such file"),
    ];
    (folder, expected)
}

#[test]
fn help_names_every_subcommand_and_the_exit_codes() {
    let output = copydesk(&["--help"]);
    assert_eq!(code(&output), WELL);
    for word in ["check", "stats", "anchor", "convert", "import", "report", "--as", "Exit codes", ".desk.ron"]
    {
        assert!(out(&output).contains(word), "{word}: {}", out(&output));
    }
    assert_eq!(err(&output), "");
    let help = out(&output).to_owned();
    let of_the_window: &[&str] = if cfg!(feature = "gui") { &["render", "bench"] } else { &[] };
    let others = ["check", "stats", "anchor", "convert", "import", "report"];
    for subcommand in others.iter().chain(of_the_window) {
        assert!(help.contains(subcommand), "{subcommand}: {help}");
        let output = copydesk(&[*subcommand, "--help"]);
        assert_eq!(code(&output), WELL);
        assert!(out(&output).contains("Usage: copydesk"), "{}", out(&output));
    }
}

#[test]
fn version_is_the_one_of_the_package() {
    let output = copydesk(&["--version"]);
    assert_eq!((code(&output), out(&output)), (WELL, concat!("copydesk ", env!("CARGO_PKG_VERSION"), "\n")));
}

#[test]
fn a_sound_file_is_called_sound() {
    let path = case("good.desk.ron");
    let output = copydesk(&["check", &path]);
    assert_eq!(code(&output), WELL);
    assert_eq!(out(&output), format!("{path}: sound\n"));
    assert_eq!(err(&output), "");
}

#[test]
fn a_broken_file_is_named_with_line_and_column_and_what_to_do() {
    let path = case("broken-comma-missing.desk.ron");
    let output = copydesk(&["check", &path]);
    assert_eq!(code(&output), FAILED);
    let said = out(&output);
    assert!(said.starts_with(&format!("{path}: line 20, column 7: ")), "{said}");
    assert!(said.contains("“,” or “)” is missing"), "{said}");
    assert_eq!(said.matches(&path).count(), 1, "the path is said once: {said}");
    no_panic(&output);
}

#[test]
fn every_bad_case_is_refused_with_the_message_of_the_library_and_no_panic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/desk");
    let refusals = fs::read_to_string(folder.join("refusals.txt")).unwrap();
    let names = refusals.lines().filter(|line| line.ends_with(".desk.ron"));
    // An empty file has no place to name.
    let names: Vec<&str> = names.filter(|name| *name != "empty.desk.ron").collect();
    assert!(names.len() > 30, "{}", names.len());
    let paths: Vec<String> = names.iter().map(|name| case(name)).collect();
    let mut arguments = vec!["check".to_owned()];
    arguments.extend(paths.iter().cloned());
    let output = copydesk(&arguments);
    assert_eq!(code(&output), FAILED);
    no_panic(&output);
    for path in &paths {
        let lines: Vec<&str> = out(&output).lines().filter(|line| line.starts_with(path.as_str())).collect();
        assert!(!lines.is_empty(), "nothing is said of {path}");
        let places = lines.iter().all(|line| line.contains(": line ") && line.contains(", column "));
        assert!(places, "{lines:?}");
    }
}

#[test]
fn one_bad_file_among_good_ones_is_told_and_the_others_are_checked() {
    let (good, bad) = (case("good.desk.ron"), case("span-backward.desk.ron"));
    let output = copydesk(&["check", &good, &bad, &case("good-by-hand.desk.ron")]);
    assert_eq!(code(&output), FAILED);
    let lines: Vec<&str> = out(&output).lines().collect();
    assert_eq!(lines[0], format!("{good}: sound"));
    assert!(lines[1].starts_with(&format!("{bad}: line ")), "{lines:?}");
    assert!(lines.last().unwrap().ends_with("good-by-hand.desk.ron: sound"), "{lines:?}");
}

#[test]
fn check_says_what_is_wrong_with_a_folder_a_missing_file_another_encoding_and_an_empty_one() {
    let (_folder, inputs) = bad_inputs();
    for (path, word) in inputs {
        let output = copydesk(&["check", path.to_str().unwrap()]);
        assert_eq!(code(&output), FAILED, "{}", path.display());
        let said = out(&output).to_lowercase();
        assert!(said.contains(word), "{}: {said}", path.display());
        assert!(out(&output).starts_with(&path.display().to_string()), "{said}");
        assert_eq!(out(&output).matches(path.to_str().unwrap()).count(), 1, "{said}");
        no_panic(&output);
    }
}

#[test]
fn stats_counts_what_is_in_the_file() {
    let path = case("good.desk.ron");
    let output = copydesk(&["stats", &path]);
    assert_eq!(code(&output), WELL);
    let lines: Vec<String> =
        out(&output).lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(lines[0], path);
    for line in [
        "blocks 5",
        "entities 3 (2 person, 1 product)",
        "mentions 5",
        "quotes 1 (1 with speaker)",
        "claims 2 (1 checked, 1 signed off)",
        "passages 1",
        "verdicts 1 verified, 1 disputed",
        "steps 2",
    ] {
        assert!(lines.iter().any(|own| own == line), "“{line}” is not in {lines:#?}");
    }
}

#[test]
fn stats_goes_on_after_a_file_it_cannot_read() {
    let (_folder, inputs) = bad_inputs();
    for (path, word) in inputs {
        let output = copydesk(&["stats", path.to_str().unwrap(), &case("good.desk.ron")]);
        assert_eq!(code(&output), FAILED);
        assert!(err(&output).to_lowercase().contains(word), "{}", err(&output));
        assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
        assert!(out(&output).contains("entities"), "the other file is counted");
        no_panic(&output);
    }
}

/// Width and height as the picture's header tells them.
#[cfg(feature = "gui")]
fn size_of(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[cfg(feature = "gui")]
#[test]
fn render_writes_a_picture_of_the_size_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("out.png");
    let target = picture.to_str().unwrap();
    for (arguments, size) in [
        (vec!["render", "-o", target], (1280, 800)),
        (vec!["render", "-o", target, "--force", "--size", "640x480", "--theme", "dark"], (640, 480)),
        (vec!["render", "-o", target, "--force", "--size", "400x300", "--scale", "2"], (800, 600)),
    ] {
        let output = copydesk(&arguments);
        assert_eq!(code(&output), WELL, "{}", err(&output));
        assert_eq!(size_of(&fs::read(&picture).unwrap()), size, "{arguments:?}");
    }
}

#[cfg(feature = "gui")]
#[test]
fn render_draws_the_file_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let (plain, selected) = (folder.path().join("plain.png"), folder.path().join("selected.png"));
    let file = case("good.desk.ron");
    let output = copydesk(&["render", &file, "-o", plain.to_str().unwrap()]);
    assert_eq!(code(&output), WELL, "{}", err(&output));
    let output = copydesk(&["render", &file, "-o", selected.to_str().unwrap(), "--select", "4"]);
    assert_eq!(code(&output), WELL, "{}", err(&output));
    assert_ne!(fs::read(plain).unwrap(), fs::read(selected).unwrap());
}

#[cfg(feature = "gui")]
#[test]
fn render_refuses_what_it_cannot_draw_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("out.png");
    let target = picture.to_str().unwrap();
    let broken = case("broken-cut-short.desk.ron");
    for (arguments, says) in [
        (vec!["render", "-o", target, "--size", "wide"], "1280x800"),
        (vec!["render", "-o", target, "--size", "10x10"], "at least"),
        (vec!["render", "-o", target, "--size", "99999x800"], "at most"),
        (vec!["render", "-o", target, "--size", "NaNxNaN"], "1280x800"),
        (vec!["render", "-o", target, "--scale", "0"], "scale"),
        (vec!["render", "-o", target, "--scale", "NaN"], "scale"),
        (vec!["render", &broken, "-o", target], "line 33, column 1"),
        (vec!["render", "/no/such/file.txt", "-o", target], "file.txt"),
    ] {
        let output = copydesk(&arguments);
        let of_a_file = arguments.contains(&broken.as_str()) || arguments.contains(&"/no/such/file.txt");
        assert_eq!(code(&output), if of_a_file { FAILED } else { UNUSABLE }, "{arguments:?}");
        assert!(err(&output).contains(says), "{arguments:?}: {}", err(&output));
        assert!(!picture.exists(), "{arguments:?}");
        no_panic(&output);
    }
    let nowhere = copydesk(&["render", "-o", "/no/such/folder/out.png"]);
    assert_eq!(code(&nowhere), FAILED);
    assert!(err(&nowhere).contains("/no/such/folder"), "{}", err(&nowhere));
}

#[cfg(feature = "gui")]
#[test]
fn bench_tells_what_the_frames_of_a_file_cost() {
    let output = copydesk(&["bench", &case("good.desk.ron")]);
    assert_eq!((code(&output), err(&output)), (WELL, ""));
    for row in ["first frame", "idle", "scrolling", "tag to its paint", "save, off the frame", "annotations"]
    {
        assert!(out(&output).contains(row), "{}", out(&output));
    }
    let output = copydesk(&["bench", "--json", &case("good.desk.ron")]);
    let rows: Vec<serde_json::Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(rows.iter().any(|row| row["what"] == "idle" && row["median"].is_f64()), "{}", out(&output));
    assert!(rows.last().unwrap()["memory_so_far"].is_u64(), "{}", out(&output));
    let missing = copydesk(&["bench", "/no/such/file.desk.ron"]);
    assert!(code(&missing) != WELL && err(&missing).contains("file.desk.ron"), "{}", err(&missing));
}

#[test]
fn a_wrong_call_ends_with_two_and_says_how_to_call() {
    for arguments in [
        vec!["--no-such-option"],
        vec!["check"],
        vec!["stats"],
        vec!["convert"],
        vec!["export", "a.desk.ron"],
        vec!["import"],
        vec!["find"],
        vec!["find", "word"],
        vec!["diff", "one.desk.ron"],
        vec!["merge", "one.desk.ron", "two.desk.ron"],
        vec!["textconv"],
        vec!["anchor", "old.desk.ron"],
        vec!["report"],
        vec!["suggest", "--json"],
        vec!["eval"],
        vec!["eval", "poems"],
        vec!["eval", "names", "a.jsonl", "--list", "--json"],
        vec!["completions"],
        vec!["render"],
        vec!["render", "-o", "a.png", "--theme", "purple"],
        vec!["render", "-o", "a.png", "--scale", "big"],
        vec!["one.txt", "two.txt"],
    ] {
        let output = copydesk(&arguments);
        assert_eq!(code(&output), UNUSABLE, "{arguments:?}");
        assert!(err(&output).contains("Usage") || err(&output).contains("--help"), "{}", err(&output));
        assert_eq!(out(&output), "");
        no_panic(&output);
    }
}

#[cfg(feature = "gui")]
#[test]
fn without_a_display_one_line_says_what_there_is_instead() {
    let good = case("good.desk.ron");
    for arguments in [vec![], vec![good.as_str()], vec!["--as", "Ana", good.as_str()]] {
        let output = copydesk(&arguments);
        assert_eq!(code(&output), UNUSABLE);
        assert_eq!(out(&output), "");
        assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
        for word in ["no display", "copydesk check", "stats", "report", "render", "copydesk --help"] {
            assert!(err(&output).contains(word), "{}", err(&output));
        }
        no_panic(&output);
    }
}

#[cfg(feature = "gui")]
#[test]
fn a_word_that_is_no_command_is_called_so() {
    let output = copydesk(&["chek"]);
    assert_eq!(code(&output), UNUSABLE);
    assert!(err(&output).contains("chek is no file that is there, and no command"), "{}", err(&output));
}

#[cfg(feature = "gui")]
#[test]
fn a_display_that_is_not_there_is_told_in_one_line_too() {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .env("DISPLAY", ":9871")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .env("COPYDESK_HOME", home.path())
        .output()
        .unwrap();
    assert_eq!(code(&output), UNUSABLE, "{}", err(&output));
    assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
    assert!(err(&output).contains("copydesk check"), "{}", err(&output));
    no_panic(&output);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::Stdio;
    let good = case("good.desk.ron");
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .arg("check")
        .args(std::iter::repeat_n(good.as_str(), 40))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), err(&output)), (WELL, ""));
}

#[test]
fn a_new_text_takes_every_annotation_along() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let old = copydesk::formats::ron::read(&fs::read_to_string(case("good.desk.ron")).unwrap()).unwrap();
    let text = old.text().replace("41,000", "14,000");
    assert_ne!(text, old.text(), "a figure in a quote changes");
    fs::write(at("new.txt"), format!("A new first line.\n\n{text}")).unwrap();
    let arguments = ["anchor", &case("good.desk.ron"), &at("new.txt"), "-o", &at("out.desk.ron"), "--json"];
    let output = copydesk(&arguments);
    assert_eq!((code(&output), err(&output)), (WELL, ""));
    let n_spans: usize = old.annotations().map(|annotation| annotation.spans.iter().count()).sum();
    assert_eq!(out(&output).lines().count(), n_spans);
    assert!(out(&output).lines().all(|line| line.starts_with("{\"id\":\"") && line.ends_with('}')));
    assert!(
        out(&output).contains("\"outcome\":\"changed\"") && out(&output).contains("\"outcome\":\"same\"")
    );
    let new = copydesk::formats::ron::read(&fs::read_to_string(at("out.desk.ron")).unwrap()).unwrap();
    assert_eq!(new.n_annotations() + new.orphans().len(), old.n_annotations());
    assert_eq!(new.drafts().len(), 1);
    assert_eq!(new.drafts()[0].article, *old.article());
    assert!(new.text().contains("14,000"));
    assert!(new.annotations().any(|annotation| annotation.review.is_some()));
    let undone = new.history().last().unwrap().edit.inverse();
    let mut back = new;
    back.apply(&undone).unwrap();
    assert!(back.same_content(&old), "the step is taken back exactly");
}

#[test]
fn a_summary_counts_what_became_of_the_annotations() {
    let output = copydesk(&["anchor", &case("good.desk.ron"), &case("good-by-hand.desk.ron")]);
    assert_eq!(code(&output), WELL);
    assert!(out(&output).contains("without a place"), "{}", out(&output));
}

#[cfg(feature = "gui")]
#[test]
fn render_replaces_a_file_only_when_asked_and_never_a_copydesk_file() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for (name, forced, says) in [
        ("out.png", None, "--force"),
        ("story.desk.ron", Some("--force"), "another name"),
        ("new.desk.ron", None, "another name"),
    ] {
        if name != "new.desk.ron" {
            fs::write(at(name), "mine").unwrap();
        }
        let target = at(name);
        let arguments: Vec<&str> =
            ["render", "-o", target.to_str().unwrap()].into_iter().chain(forced).collect();
        let output = copydesk(&arguments);
        assert_eq!(code(&output), FAILED, "{name}: {}", err(&output));
        assert!(err(&output).contains(says), "{name}: {}", err(&output));
        assert!(fs::read(&target).is_ok_and(|bytes| bytes == b"mine") || name == "new.desk.ron");
    }
    assert!(!at("new.desk.ron").exists());
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("story.desk.ron", at("link.png")).unwrap();
        let output = copydesk(&["render", "-o", at("link.png").to_str().unwrap(), "--force"]);
        assert_eq!(code(&output), FAILED, "{}", err(&output));
        assert_eq!(fs::read(at("story.desk.ron")).unwrap(), b"mine");
    }
    let output = copydesk(&["render", "-o", at("out.png").to_str().unwrap(), "--force"]);
    assert_eq!(code(&output), WELL, "{}", err(&output));
    assert!(fs::read(at("out.png")).unwrap().starts_with(b"\x89PNG"));
}

/// A copy of the story with every report in it, in a folder of its own.
fn story() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ferry.desk.ron");
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/report/night-ferry.desk.ron");
    fs::copy(case, &path).unwrap();
    (folder, path)
}

#[test]
fn report_writes_beside_the_file_and_says_what_readers_do_not_get() {
    let (folder, path) = story();
    let path = path.to_str().unwrap();
    let output = copydesk(&["report", path, "--kind", "html", "--public"]);
    assert_eq!(code(&output), WELL, "{}", err(&output));
    let page = folder.path().join("ferry.annotated-public.html");
    assert_eq!(out(&output), format!("{}\n", page.display()));
    assert!(err(&output).contains("1 confidential source left out."), "{}", err(&output));
    let page = fs::read_to_string(page).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && !page.contains("former director"));
}

#[test]
fn report_replaces_nothing_without_force() {
    let (folder, path) = story();
    let path = path.to_str().unwrap();
    let page = folder.path().join("ferry.sources.md");
    fs::write(&page, "mine").unwrap();
    let output = copydesk(&["report", path, "--kind", "sources"]);
    assert_eq!(code(&output), FAILED);
    assert!(err(&output).contains("is there already. Replace it with --force"), "{}", err(&output));
    assert_eq!(fs::read_to_string(&page).unwrap(), "mine");
    assert_eq!(code(&copydesk(&["report", path, "--kind", "sources", "--force"])), WELL);
    assert!(fs::read_to_string(&page).unwrap().starts_with("# Sources"));
    assert_eq!(fs::read_to_string(folder.path().join("ferry.sources.md.bak")).unwrap(), "mine");
}

#[test]
fn report_never_writes_over_a_copydesk_file() {
    let (_folder, path) = story();
    let before = fs::read(&path).unwrap();
    let path = path.to_str().unwrap();
    let output = copydesk(&["report", path, "--kind", "log", "-o", path, "--force"]);
    assert_eq!(code(&output), FAILED);
    assert!(err(&output).contains("Give the report another name"), "{}", err(&output));
    assert_eq!(fs::read(path).unwrap(), before);
}

#[test]
fn report_goes_to_standard_output_and_nothing_else_does() {
    let (_folder, path) = story();
    let output = copydesk(&["report", path.to_str().unwrap(), "--kind", "claimreview", "-o", "-"]);
    assert_eq!(code(&output), WELL);
    assert!(out(&output).starts_with("[\n") && out(&output).ends_with("]\n"), "{}", out(&output));
    let output = copydesk(&["report", path.to_str().unwrap(), "--kind", "docx", "-o", "-"]);
    assert!(output.stdout.starts_with(b"PK"));
}

#[test]
fn report_goes_on_after_a_file_it_cannot_read_and_says_which() {
    let (folder, path) = story();
    let missing = folder.path().join("missing.desk.ron");
    let out_folder = folder.path().join("reports");
    fs::create_dir(&out_folder).unwrap();
    let arguments = [
        "report",
        missing.to_str().unwrap(),
        path.to_str().unwrap(),
        "--kind",
        "md",
        "-o",
        out_folder.to_str().unwrap(),
    ];
    let output = copydesk(&arguments);
    assert_eq!(code(&output), FAILED);
    assert!(err(&output).contains("missing.desk.ron"), "{}", err(&output));
    assert!(out_folder.join("ferry.annotated.md").exists());
}

#[test]
fn report_refuses_calls_that_cannot_be_meant() {
    let (folder, path) = story();
    let path = path.to_str().unwrap();
    let output = copydesk(&["report", path, "--kind", "questions", "--public"]);
    assert_eq!(code(&output), UNUSABLE);
    assert!(err(&output).contains("is for the desk alone"), "{}", err(&output));
    let one = folder.path().join("one.md");
    let output = copydesk(&["report", path, path, "--kind", "md", "-o", one.to_str().unwrap()]);
    assert_eq!(code(&output), UNUSABLE);
    assert!(err(&output).contains("Several files cannot go into one report"), "{}", err(&output));
    assert_eq!(code(&copydesk(&["report", path, "--kind", "poem"])), UNUSABLE);
    assert_eq!(code(&copydesk(&["report", path])), UNUSABLE);
}

#[test]
fn suggest_prints_one_object_a_file_in_code_points_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.txt");
    let text = "\u{feff}Ferry to stop\n\nThe ferry 🚢 stops in March, said Jon Bakke, the harbour master.\n\n\
                “We carried 41,000 people last year,” Bakke said in Oslo.\n\nShare\n";
    fs::write(&path, text).unwrap();
    let output = copydesk(&["suggest", "--json", path.to_str().unwrap()]);
    assert_eq!(code(&output), WELL, "{}", err(&output));
    let found: serde_json::Value = serde_json::from_str(out(&output).trim()).unwrap();
    let letters: Vec<char> = text.chars().collect();
    let words = |span: &serde_json::Value| -> String {
        let at = |idx: usize| usize::try_from(span[idx].as_u64().unwrap()).unwrap();
        letters[at(0)..at(1)].iter().collect()
    };
    assert_eq!(found["unit"], "codepoint");
    let people: Vec<&serde_json::Value> =
        found["mentions"].as_array().unwrap().iter().filter(|mention| mention["type"] == "person").collect();
    let named: Vec<String> =
        people.iter().map(|mention| words(&serde_json::json!([mention["start"], mention["end"]]))).collect();
    assert_eq!(named, ["Jon Bakke", "Bakke"]);
    assert_eq!(people[0]["entity"], people[1]["entity"]);
    let quotes = found["quotes"].as_array().unwrap();
    let direct = quotes.iter().find(|quote| quote["kind"] == "direct").unwrap();
    assert_eq!(words(&direct["content"][0]), "“We carried 41,000 people last year,”");
    assert_eq!(words(&direct["cue"]), "said");
    assert_eq!(words(&direct["source"]), "Bakke");
    assert_eq!(direct["speaker"], people[0]["entity"]);
    let claims = found["claims"].as_array().unwrap();
    assert!(claims.iter().any(|claim| claim["reason"].as_str().unwrap().contains("a number")));
    assert_eq!(words(&found["furniture"][0]), "Share");
}
