//! `copydesk find`, `diff`, `merge`, `git-setup`, `eval`, `schema`, `completions` and `man` through the real binary.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn run(program: &str, folder: &Path, arguments: &[&str]) -> Output {
    Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("HOME", folder)
        .env("COPYDESK_HOME", folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "Ana")
        .env("GIT_AUTHOR_EMAIL", "ana@example.org")
        .env("GIT_COMMITTER_NAME", "Ana")
        .env("GIT_COMMITTER_EMAIL", "ana@example.org")
        .output()
        .unwrap()
}

fn copydesk(folder: &Path, arguments: &[&str]) -> Output {
    run(env!("CARGO_BIN_EXE_copydesk"), folder, arguments)
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn good() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/desk/good.desk.ron")
}

/// A folder with the good file as `a` and one whose first comment is another as `b`.
fn two_versions() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let old = fs::read_to_string(good()).unwrap();
    fs::write(folder.path().join("a.desk.ron"), &old).unwrap();
    fs::write(folder.path().join("b.desk.ron"), with_comment(&old, "Says who?")).unwrap();
    folder
}

/// The file with another comment on its first passage.
fn with_comment(file: &str, comment: &str) -> String {
    use copydesk::formats::ron;
    use copydesk::model::{AnnotationKind, Edit, Field};
    let mut document = ron::read(file).unwrap();
    let passage = document.annotations_of(AnnotationKind::Passage).next().unwrap();
    let (id, from) = (passage.id, Field::Comment(passage.comment.clone()));
    document.apply(&Edit::Set { id, from, to: Field::Comment(comment.to_owned()) }).unwrap();
    ron::write_checked(&document).unwrap()
}

#[test]
fn diff_tells_what_changed_field_by_field() {
    let folder = two_versions();
    let output = copydesk(folder.path(), &["diff", "a.desk.ron", "b.desk.ron"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stdout);
    assert!(said.starts_with("~ passage “") && said.contains("→ “Says who?”"), "{said}");
    assert_eq!(said.lines().count(), 2, "{said}");
    let same = copydesk(folder.path(), &["diff", "--json", "a.desk.ron", "a.desk.ron"]);
    assert_eq!((same.status.code(), text(&same.stdout)), (Some(0), ""));
}

#[test]
fn find_shows_words_with_what_stands_around_them() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("story.txt"), "Harbour\n\nThe city closed two piers 😀 and more piers.\n")
        .unwrap();
    let output = copydesk(folder.path(), &["find", "piers", "story.txt", "--context", "10"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        text(&output.stdout),
        "story.txt:3:21: losed two [piers] 😀 and mor\nstory.txt:3:38:  and more [piers]. \n"
    );
    let none = copydesk(folder.path(), &["find", "boats", "story.txt"]);
    assert_eq!((none.status.code(), text(&none.stdout)), (Some(1), ""));
}

#[test]
fn git_merges_by_annotation_and_keeps_both_where_two_people_met() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let git = |arguments: &[&str]| run("git", at, arguments);
    if !git(&["init", "-q", "-b", "main"]).status.success() {
        return;
    }
    let setup = copydesk(at, &["git-setup"]);
    assert_eq!(setup.status.code(), Some(0), "{}", text(&setup.stderr));
    assert_eq!(
        fs::read_to_string(at.join(".gitattributes")).unwrap(),
        "*.desk.ron diff=copydesk merge=copydesk\n"
    );
    let story = at.join("story.desk.ron");
    let old = fs::read_to_string(good()).unwrap();
    fs::write(&story, &old).unwrap();
    for beside in ["story.desk.ron.bak", ".story.desk.ron.journal"] {
        fs::write(at.join(beside), "beside it").unwrap();
    }
    git(&["add", "."]);
    let tracked = git(&["ls-files"]);
    assert_eq!(text(&tracked.stdout), ".gitattributes\nstory.desk.ron\n", "no backup and no journal");
    git(&["commit", "-qm", "base"]);
    git(&["checkout", "-qb", "other"]);
    fs::write(&story, with_comment(&old, "It is not so.")).unwrap();
    git(&["commit", "-qam", "theirs"]);
    git(&["checkout", "-q", "main"]);
    fs::write(&story, with_comment(&old, "It is so.")).unwrap();
    let difference = git(&["diff", "story.desk.ron"]);
    assert!(text(&difference.stdout).contains("+    comment: “It is so.”"), "{}", text(&difference.stdout));
    git(&["commit", "-qam", "ours"]);
    let merged = git(&["merge", "other"]);
    assert!(!merged.status.success(), "git asks a person to look at it");
    let told = text(&merged.stderr);
    assert!(told.contains("story.desk.ron: The passage “"), "it says which file: {told}");
    let document = copydesk::formats::ron::read(&fs::read_to_string(&story).unwrap()).unwrap();
    let comments: Vec<String> = document.annotations().map(|annotation| annotation.comment.clone()).collect();
    assert!(comments.iter().any(|words| words == "It is so."), "{comments:?}");
    let other = comments.iter().find(|words| words.contains("It is not so."));
    assert!(other.is_some_and(|words| words.starts_with("Merge conflict")), "{comments:?}");
}

#[test]
fn git_compares_the_others_though_a_file_is_broken_or_emptied() {
    let folder = two_versions();
    let at = folder.path();
    let git = |arguments: &[&str]| run("git", at, arguments);
    if !git(&["init", "-q", "-b", "main"]).status.success() {
        return;
    }
    assert_eq!(copydesk(at, &["git-setup"]).status.code(), Some(0));
    fs::copy(good(), at.join("c.desk.ron")).unwrap();
    git(&["add", "."]);
    git(&["commit", "-qm", "base"]);
    let old = fs::read_to_string(good()).unwrap();
    fs::write(at.join("a.desk.ron"), old.get(..2000).unwrap()).unwrap();
    fs::write(at.join("b.desk.ron"), "").unwrap();
    fs::write(at.join("c.desk.ron"), with_comment(&old, "Says who?")).unwrap();
    let difference = git(&["diff"]);
    let said = text(&difference.stdout);
    assert_eq!(difference.status.code(), Some(0), "{}", text(&difference.stderr));
    assert!(said.contains("+not a sound Copydesk file: line ") && said.contains("cut short"), "{said}");
    assert!(said.contains("+    comment: “Says who?”"), "{said}");
    assert_eq!(copydesk(at, &["textconv", "--json", "a.desk.ron"]).status.code(), Some(1));
    assert_eq!(copydesk(at, &["textconv", "none.desk.ron"]).status.code(), Some(1));
}

#[test]
fn an_empty_or_longer_gitattributes_gets_the_line_and_no_backup() {
    for (old, new) in [("", ""), ("*.png binary", "*.png binary\n"), ("a b\n", "a b\n")] {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        if !run("git", at, &["init", "-q"]).status.success() {
            return;
        }
        fs::write(at.join(".gitattributes"), old).unwrap();
        for _ in 0..2 {
            let setup = copydesk(at, &["git-setup"]);
            assert_eq!(setup.status.code(), Some(0), "{}", text(&setup.stderr));
        }
        let line = "*.desk.ron diff=copydesk merge=copydesk\n";
        assert_eq!(fs::read_to_string(at.join(".gitattributes")).unwrap(), format!("{new}{line}"));
        assert!(!at.join(".gitattributes.bak").exists());
    }
}

#[test]
fn a_file_that_cannot_be_read_is_trouble_and_no_difference() {
    let folder = two_versions();
    let at = folder.path();
    let code = |arguments: &[&str]| copydesk(at, arguments).status.code();
    assert_eq!(code(&["diff", "a.desk.ron", "a.desk.ron"]), Some(0));
    assert_eq!(code(&["diff", "a.desk.ron", "b.desk.ron"]), Some(1));
    assert_eq!(code(&["diff", "a.desk.ron", "gone.desk.ron"]), Some(2));
    fs::write(at.join("broken.desk.ron"), "no").unwrap();
    let broken = copydesk(at, &["diff", "broken.desk.ron", "a.desk.ron"]);
    assert_eq!(broken.status.code(), Some(2));
    assert!(text(&broken.stderr).contains("broken.desk.ron"), "{}", text(&broken.stderr));
    let before = fs::read(at.join("b.desk.ron")).unwrap();
    assert_eq!(code(&["merge", "a.desk.ron", "b.desk.ron", "broken.desk.ron"]), Some(2));
    assert_eq!(fs::read(at.join("b.desk.ron")).unwrap(), before, "nothing is written");
}

#[test]
fn a_reader_that_goes_away_ends_what_is_printed_quietly() {
    use std::process::Stdio;
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let story = "The city closed two piers.\n".repeat(20_000);
    for name in ["a.txt", "b.txt", "c.txt"] {
        fs::write(at.join(name), &story).unwrap();
    }
    let old = fs::read_to_string(good()).unwrap();
    fs::write(at.join("story.desk.ron"), &old).unwrap();
    let many = vec!["story.desk.ron"; 2000];
    let cases = [
        vec!["convert", "--to", "txt", "a.txt", "b.txt", "c.txt"],
        vec!["convert", "--to", "conll", "a.txt", "b.txt", "c.txt"],
        vec!["convert", "--to", "w3c", "a.txt"],
        vec!["find", "piers", "a.txt", "b.txt"],
        [&["stats"][..], &many].concat(),
        [&["check"][..], &many].concat(),
        vec!["man"],
        vec!["schema"],
        vec!["completions", "bash"],
    ];
    for arguments in cases {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(&arguments).current_dir(at).env("HOME", at).env("COPYDESK_HOME", at);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), text(&output.stderr)),
            (Some(0), ""),
            "{:?}",
            &arguments[..2.min(arguments.len())]
        );
    }
}

#[test]
fn a_merge_and_what_git_compares_are_told_as_json() {
    let folder = two_versions();
    let at = |name: &str| folder.path().join(name);
    let c = with_comment(&fs::read_to_string(good()).unwrap(), "I do.");
    fs::write(at("c.desk.ron"), &c).unwrap();
    let object = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    let met = copydesk(folder.path(), &["merge", "--json", "a.desk.ron", "b.desk.ron", "c.desk.ron"]);
    assert_eq!((met.status.code(), text(&met.stderr)), (Some(1), ""));
    let said = object(text(&met.stdout));
    assert_eq!((&said["file"], said["conflicts"].as_array().unwrap().len()), (&"b.desk.ron".into(), 1));
    let fits = copydesk(folder.path(), &["merge", "--json", "a.desk.ron", "c.desk.ron", "a.desk.ron"]);
    assert_eq!(fits.status.code(), Some(0));
    assert_eq!(object(text(&fits.stdout))["conflicts"], serde_json::json!([]));

    let outline = copydesk(folder.path(), &["textconv", "--json", "c.desk.ron"]);
    assert_eq!(outline.status.code(), Some(0));
    let rows: Vec<_> = text(&outline.stdout).lines().map(object).collect();
    let document = copydesk::formats::ron::read(&c).unwrap();
    assert_eq!(rows.len(), 1 + document.entities().count() + document.annotations().count());
    assert!(rows.iter().any(|row| row["kind"] == "passage" && row["fields"]["comment"] == "I do."));
    let missing = copydesk(folder.path(), &["textconv", "--json", "none.desk.ron"]);
    assert_eq!(missing.status.code(), Some(1));
}

#[test]
fn a_pattern_that_is_none_is_a_wrong_call() {
    let folder = two_versions();
    for words in [&["find", "", "a.desk.ron"][..], &["find", "--regex", "(", "a.desk.ron"]] {
        let output = copydesk(folder.path(), words);
        assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    }
}

#[test]
fn schema_completions_and_manual_page_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    let schema = copydesk(folder.path(), &["schema"]);
    let value: serde_json::Value = serde_json::from_slice(&schema.stdout).unwrap();
    assert!(value["$defs"]["Claim"]["properties"]["evidence"].is_object());
    for (arguments, word) in [(&["completions", "bash"][..], "convert"), (&["man"], ".TH")] {
        let output = copydesk(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).contains(word));
    }
}

#[test]
fn find_refuses_more_context_than_there_is_memory_for() {
    let folder = tempfile::tempdir().unwrap();
    let good = good();
    let find = |n: &str| copydesk(folder.path(), &["find", "the", good.to_str().unwrap(), "--context", n]);
    let refused = find("99999999999999999");
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
    assert_eq!(find("10001").status.code(), Some(2));
    assert_eq!(find("10000").status.code(), Some(0));
    assert_eq!(find("0").status.code(), Some(0));
}

#[test]
fn report_refuses_two_files_that_would_become_one_report() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["p/a", "p/b", "r"] {
        fs::create_dir_all(folder.path().join(name)).unwrap();
    }
    for twin in ["p/a/x.desk.ron", "p/b/x.desk.ron"] {
        fs::copy(good(), folder.path().join(twin)).unwrap();
    }
    let output = copydesk(folder.path(), &["report", "p", "--kind", "md", "-o", "r"]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("p/a/x.desk.ron") && said.contains("p/b/x.desk.ron"), "{said}");
    assert_eq!(fs::read_dir(folder.path().join("r")).unwrap().count(), 0);
    let beside = copydesk(folder.path(), &["report", "p", "--kind", "md"]);
    assert_eq!(beside.status.code(), Some(0), "{}", text(&beside.stderr));
}

#[test]
fn anchor_replaces_a_file_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out.desk.ron");
    fs::write(&target, "mine").unwrap();
    let (old, new) = (good(), good().with_file_name("good-by-hand.desk.ron"));
    let mut arguments = vec!["anchor", old.to_str().unwrap(), new.to_str().unwrap(), "-o", "out.desk.ron"];
    let output = copydesk(folder.path(), &arguments);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""));
    assert!(text(&output.stderr).contains("--force"), "{}", text(&output.stderr));
    assert_eq!(fs::read(&target).unwrap(), b"mine");
    arguments.push("--force");
    let output = copydesk(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_ne!(fs::read(&target).unwrap(), b"mine");
}

#[test]
fn eval_measures_names_of_words_and_tags() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus.conll");
    fs::write(&path, "Jon I-PER\nBakke I-PER\nlives O\nin O\nNorway I-LOC\n. O\n").unwrap();
    let output = copydesk(folder.path(), &["eval", "names", path.to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let last: serde_json::Value = serde_json::from_str(text(&output.stdout).lines().last().unwrap()).unwrap();
    assert_eq!((&last["gold"], &last["R"]), (&2.into(), &100.0.into()), "{last}");
    fs::write(&path, "Jon I-PER\nBakke\n").unwrap();
    let output = copydesk(folder.path(), &["eval", "names", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("line 2"), "{}", text(&output.stderr));
}

#[test]
fn eval_measures_claims_and_what_each_sign_adds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus.tsv");
    fs::write(&path, "1\tIt fell by 12 percent.\n0\tThank you, and good night.\n1\tHe stole it.\n").unwrap();
    let output = copydesk(folder.path(), &["eval", "claims", path.to_str().unwrap(), "--json"]);
    let rows: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&rows[0]["AP"], &rows[0]["worthy"]), (&1.0.into(), &2.into()), "{rows:?}");
    let signs: Vec<(&serde_json::Value, &serde_json::Value)> =
        rows[2..].iter().map(|row| (&row["row"], &row["as it is"])).collect();
    // By numbers alone the theft is not told from the greeting.
    assert_eq!(signs[0].0, "numbers");
    assert!(signs[0].1.as_f64() < Some(1.0), "{signs:?}");
    assert_eq!(signs.last().unwrap(), &(&"+ length".into(), &1.0.into()));
}

#[test]
fn eval_measures_quotes_of_a_corpus() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus.jsonl");
    let line = serde_json::json!({
        "text": "“We close,” said Jon Bakke.",
        "attributions": [{"source": [[17, 26]], "cue": [[12, 16]], "content": [[0, 11]]}],
    });
    fs::write(&path, format!("{line}\n")).unwrap();
    let output = copydesk(folder.path(), &["eval", "quotes", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let sourced =
        text(&output.stdout).lines().find(|line| line.starts_with("with the right source")).unwrap();
    assert!(sourced.ends_with("100.0"), "{sourced}");
    let output = copydesk(folder.path(), &["eval", "quotes", path.to_str().unwrap(), "--json"]);
    let rows: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sourced = rows.iter().find(|row| row["row"] == "with the right source").unwrap();
    assert_eq!((&sourced["table"], &sourced["gold"]), (&"quotes".into(), &1.into()));
    assert_eq!(sourced["F1"], 100.0);
    let ways: Vec<&serde_json::Value> =
        rows.iter().filter(|row| row["table"] == "what each way finds, F1").collect();
    assert_eq!((&ways[0]["row"], &ways[0]["quoted"]), (&"verbs beside quotations".into(), &100.0.into()));
    assert_eq!(ways.last().unwrap()["sourced"], 100.0, "{ways:?}");
    fs::write(&path, "{}\n").unwrap();
    let output = copydesk(folder.path(), &["eval", "quotes", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("line 1"), "{}", text(&output.stderr));
}

#[test]
fn whatever_reads_files_takes_folders_patterns_and_standard_input_and_tells_a_bad_one_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("desk")).unwrap();
    fs::write(at.join("desk/a.txt"), "Jon Bakke said “yes” in Oslo.\n").unwrap();
    fs::write(at.join("desk/bad.md"), [0xff, 0xfe, 0x41]).unwrap();
    fs::write(at.join("desk/bad.docx"), "PK\u{3}\u{4}cut short").unwrap();
    fs::copy(good(), at.join("desk/UPPER.DESK.RON")).unwrap();
    fs::write(at.join("desk/bad.desk.ron"), "(copydesk: ").unwrap();
    let calls: [&[&str]; 8] = [
        &["check", "--json"],
        &["stats", "--json"],
        &["find", "--json", "said"],
        &["import", "--json"],
        &["suggest", "--json"],
        &["report", "--json", "--kind", "sources", "-o", "."],
        &["convert", "--json", "--to", "txt", "-o", "out/"],
        &["export", "--json", "--to", "txt", "-o", "out2/"],
    ];
    for call in calls {
        let mut seen = Vec::new();
        for inputs in ["desk", "desk/*", "**/*"] {
            if inputs != "desk" {
                drop(fs::remove_dir_all(at.join("out")));
                drop(fs::remove_dir_all(at.join("out2")));
                drop(fs::remove_file(at.join("UPPER.sources.md")));
            }
            let output = copydesk(at, &[call, &[inputs]].concat());
            let lines: Vec<serde_json::Value> =
                text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            assert_eq!(output.status.code(), Some(1), "{call:?} {inputs}: {}", text(&output.stderr));
            let bad = lines.iter().filter(|line| line["error"].is_string()).count();
            assert!(bad > 0 && bad < lines.len(), "{call:?} {inputs}: {lines:?}");
            assert_eq!(text(&output.stderr), "", "{call:?} {inputs}");
            seen.push(lines.len());
        }
        assert!(seen.iter().all(|n| *n == seen[0]), "{call:?}: {seen:?}");
    }
}

#[test]
fn suggest_tells_people_where_what_is_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let words = "The ferry stops, said Jon Bakke.\n\n“We carried 41,000 people,” Bakke said.\n";
    fs::write(folder.path().join("story.txt"), words).unwrap();
    let output = copydesk(folder.path(), &["suggest", "story.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    assert!(said.contains("story.txt:1:23: person “Jon Bakke” ("), "{said}");
    assert!(
        said.contains("story.txt:3:1: direct quote ““We carried 41,000 people,”” by Jon Bakke ("),
        "{said}"
    );
    assert!(said.contains("person “Bakke”, Jon Bakke ("), "{said}");
}

#[test]
fn suggest_reads_the_article_in_a_copydesk_file_and_in_a_web_page() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(good(), folder.path().join("story.desk.ron")).unwrap();
    fs::write(
        folder.path().join("page.html"),
        "<html><body><article><h1>Ferry</h1><p>The ferry stops, said Jon Bakke on Monday.</p></article></body></html>",
    )
    .unwrap();
    let output = copydesk(folder.path(), &["suggest", "--json", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let lines: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    for line in &lines {
        let names: Vec<&str> =
            line["entities"].as_array().unwrap().iter().filter_map(|own| own["name"].as_str()).collect();
        assert!(names.contains(&"Jon Bakke"), "{names:?}");
        assert!(!names.contains(&"1.3"), "the file's own words are no part of the article: {names:?}");
    }
    let story = copydesk::formats::ron::read(&fs::read_to_string(good()).unwrap()).unwrap();
    let letters: Vec<char> = story.text().chars().collect();
    let bakke = lines[1]["mentions"].as_array().unwrap().iter().find(|own| own["type"] == "person").unwrap();
    let place = |name: &str| usize::try_from(bakke[name].as_u64().unwrap()).unwrap();
    let words: String = letters[place("start")..place("end")].iter().collect();
    assert!(story.text().contains(&words) && words.chars().count() > 2, "{words}");
}

#[test]
fn a_folder_with_nothing_to_read_is_called_so() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    let calls: [&[&str]; 6] = [
        &["check", "empty"],
        &["stats", "empty"],
        &["find", "said", "empty"],
        &["import", "empty"],
        &["suggest", "empty"],
        &["convert", "--to", "w3c", "-o", "out/", "empty"],
    ];
    for call in calls {
        let output = copydesk(folder.path(), call);
        assert_eq!(output.status.code(), Some(1), "{call:?}");
        let said = [text(&output.stdout), text(&output.stderr)].concat();
        assert!(said.contains("empty: this folder holds no file that can be read here"), "{call:?}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_pattern_over_folders_does_not_follow_links_in_a_circle() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("older")).unwrap();
    fs::copy(good(), folder.path().join("older/a.desk.ron")).unwrap();
    for name in ["one", "two", "older/three"] {
        std::os::unix::fs::symlink(folder.path(), folder.path().join(name)).unwrap();
    }
    let output = copydesk(folder.path(), &["check", "**/*.desk.ron"]);
    assert_eq!(text(&output.stdout), "older/a.desk.ron: sound\n");
    let output = copydesk(folder.path(), &["check", "o*/**/a*"]);
    assert_eq!(text(&output.stdout), "older/a.desk.ron: sound\n");
}

#[test]
fn anchor_takes_the_new_text_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let story = copydesk::formats::ron::read(&fs::read_to_string(good()).unwrap()).unwrap();
    fs::write(folder.path().join("new.txt"), story.text()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["anchor".as_ref(), good().as_os_str(), "-".as_ref()])
        .stdin(fs::File::open(folder.path().join("new.txt")).unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("9  same words, same place"), "{}", text(&output.stdout));
    let both = copydesk(folder.path(), &["anchor", "-", "-"]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn a_line_of_json_is_one_line_to_every_reader() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("story.txt"), "Jon\u{2028}Bakke said\u{85}yes.\u{2029}He left.\n").unwrap();
    assert!(copydesk(at, &["import", "story.txt", "-o", "story.desk.ron"]).status.success());
    let calls: [&[&str]; 5] = [
        &["import", "--json", "story.txt"],
        &["suggest", "--json", "story.txt"],
        &["textconv", "--json", "story.desk.ron"],
        &["convert", "--to", "spacy", "story.desk.ron"],
        &["convert", "--to", "prodigy", "story.desk.ron"],
    ];
    for call in calls {
        let output = copydesk(at, call);
        let said = text(&output.stdout);
        assert!(output.status.success() && said.starts_with('{'), "{call:?}: {}", text(&output.stderr));
        assert!(!said.contains(['\u{85}', '\u{2028}', '\u{2029}']), "{call:?}: {said:?}");
        for line in said.lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap();
        }
    }
    let page = copydesk(at, &["import", "--json", "story.txt"]);
    let line: serde_json::Value = serde_json::from_slice(&page.stdout).unwrap();
    assert!(line["text"].as_str().unwrap().starts_with("Jon\u{2028}Bakke said\u{85}yes.\u{2029}"));
}
