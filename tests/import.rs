//! `copydesk import` through the real binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Karl reopens its harbour | Coast News</title>
<meta property="og:title" content="Karl reopens its harbour"><meta property="og:site_name" content="Coast News">
<meta name="author" content="Ana Lind"><meta property="article:published_time" content="2025-11-03T09:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Karl reopens its harbour</h1>
<p>The harbour of Karl opened again on Monday after three weeks of storms, and the first ships came in before noon, the mayor said.</p>
<figure><img src="https://coast.example/quay.jpg"><figcaption>The quay on Monday. <span class="credit">Jan Roe</span></figcaption></figure>
<p>“We are glad,” she said on the quay, where some two hundred people had come, among them many who had lost work, boats and patience.</p>
<p>Advertisement</p>
<ul><li>One ship sank, with nobody aboard, as the coast guard confirmed.</li><li>Two were repaired in the yard at the river mouth.</li></ul>
<p>The storms had closed the harbour on 12 October, the longest time since it was built in 1907, according to the archive of the port.</p>
</article><footer>© Coast News. All rights reserved.</footer><script src="https://coast.example/x.js"></script></body></html>"#;

fn copydesk(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(arguments)
        .current_dir(folder)
        .env("COPYDESK_HOME", folder.join("home"))
        .output()
        .unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

/// Each block's kind and its words, cut out by code points.
fn blocks(line: &Value) -> Vec<(String, String)> {
    let text: Vec<char> = line["text"].as_str().unwrap().chars().collect();
    let place = |block: &Value, field: &str| usize::try_from(block[field].as_u64().unwrap()).unwrap();
    let blocks = line["blocks"].as_array().unwrap().iter();
    blocks
        .map(|block| {
            let words = text[place(block, "start")..place(block, "end")].iter().collect();
            (block["kind"].as_str().unwrap().to_owned(), words)
        })
        .collect()
}

#[test]
fn a_saved_page_comes_in_with_what_it_says_of_itself() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("karl.html"), PAGE).unwrap();
    let output = copydesk(folder.path(), &["import", "--json", "karl.html"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let line = &lines(&output)[0];
    let said = ["file", "title", "byline", "published", "language", "site"]
        .map(|field| line[field].as_str().unwrap());
    assert_eq!(
        said,
        ["karl.html", "Karl reopens its harbour", "Ana Lind", "2025-11-03T09:00:00Z", "en", "Coast News"]
    );
    let blocks = blocks(line);
    let kinds: Vec<&str> = blocks.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "headline",
            "byline",
            "paragraph",
            "caption",
            "credit",
            "paragraph",
            "furniture",
            "list",
            "list",
            "paragraph"
        ]
    );
    assert_eq!(blocks[3].1, "The quay on Monday.");
    assert!(!line["text"].as_str().unwrap().contains("Sport"), "the menu is left out");
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("karl.html"), PAGE).unwrap();
    fs::write(folder.path().join("empty.txt"), "").unwrap();
    fs::write(folder.path().join("picture.txt"), b"\x89PNG\r\n\x1a\n").unwrap();
    let files = ["import", "--json", "empty.txt", "picture.txt", "none.txt", "karl.html"];
    let output = copydesk(folder.path(), &files);
    assert_eq!(output.status.code(), Some(1));
    let (good, bad): (Vec<Value>, Vec<Value>) =
        lines(&output).into_iter().partition(|line| line["error"].is_null());
    assert_eq!((good.len(), bad.len()), (1, 3));
    let errors = bad.iter().map(Value::to_string).collect::<String>();
    for words in ["empty (0 bytes)", "picture.txt is a picture", "no such file"] {
        assert!(errors.contains(words), "{errors}");
    }
}

#[test]
fn an_import_becomes_a_sound_file_that_says_what_was_done() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("karl.html"), PAGE).unwrap();
    let call = ["import", "karl.html", "-o", "karl.desk.ron"];
    assert_eq!(copydesk(folder.path(), &call).status.code(), Some(0));
    assert_eq!(copydesk(folder.path(), &["check", "karl.desk.ron"]).status.code(), Some(0));
    let file = fs::read_to_string(folder.path().join("karl.desk.ron")).unwrap();
    assert!(file.contains("Imported from karl.html as a web page"), "{file}");
    let again = copydesk(folder.path(), &call);
    assert_eq!(again.status.code(), Some(1), "it is not replaced unasked");
    assert!(String::from_utf8(again.stderr).unwrap().contains("--replace"));
}

/// The names of the files below a folder, in order.
fn names_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(names_below(&entry.path()).iter().map(|below| format!("{name}/{below}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}

#[test]
fn a_folder_becomes_a_folder_and_a_bad_file_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, content: &[u8]| {
        let path = folder.path().join("in").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    };
    put("karl.html", PAGE.as_bytes());
    put("karl.txt", b"Karl reopened.");
    put("older/ferry.md", b"# Ferry\n\nIt stops in March.\n");
    put("empty.txt", b"");
    put("photo.jpg", b"\xff\xd8\xff");
    for number in 0..300 {
        put(&format!("many/{number:03}.txt"), format!("Story {number}. It is short.").as_bytes());
    }
    let call = ["import", "in", "-o", "out", "--json"];
    let output = copydesk(folder.path(), &call);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr.clone()).unwrap(), "");
    let lines_of = |output: &Output| -> (Vec<Value>, Vec<Value>) {
        lines(output).into_iter().partition(|line| line["error"].is_null())
    };
    let (lines, bad) = lines_of(&output);
    assert_eq!(bad.len(), 1, "{bad:?}");
    assert_eq!(bad[0]["file"], "in/empty.txt");
    assert_eq!(lines.len(), 303);
    assert!(lines.iter().all(|line| folder.path().join(line["written"].as_str().unwrap()).exists()));
    let files: Vec<&str> = lines.iter().map(|line| line["file"].as_str().unwrap()).collect();
    assert!(files.is_sorted(), "in the order of the files: {files:?}");
    let written = names_below(&folder.path().join("out"));
    assert_eq!(written.len(), 303);
    for name in ["karl.html.desk.ron", "karl.txt.desk.ron", "older/ferry.desk.ron", "many/299.desk.ron"] {
        assert!(written.iter().any(|own| own == name), "{name}: {written:?}");
    }
    assert_eq!(copydesk(folder.path(), &["check", "out"]).status.code(), Some(0));
    let again = copydesk(folder.path(), &call);
    assert_eq!(again.status.code(), Some(1));
    let (_, bad) = lines_of(&again);
    assert_eq!(bad.len(), 304, "nothing is replaced unasked");
    let replaced = copydesk(folder.path(), &["import", "in/many/0*.txt", "-o", "out/many", "--replace"]);
    assert_eq!(replaced.status.code(), Some(0), "{replaced:?}");
}

#[test]
fn an_article_comes_in_by_a_pipe_and_goes_out_by_one() {
    use std::io::Write;
    use std::process::Stdio;
    let folder = tempfile::tempdir().unwrap();
    let piped = |arguments: &[&str], input: &[u8]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(arguments).current_dir(folder.path()).env("COPYDESK_HOME", folder.path().join("home"));
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap()
    };
    let output = piped(&["import", "--json", "-"], PAGE.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(lines(&output)[0]["title"], "Karl reopens its harbour");
    let written = piped(&["import", "-", "-o", "-"], PAGE.as_bytes());
    assert_eq!(written.status.code(), Some(0), "{written:?}");
    let checked = piped(&["check", "-"], &written.stdout);
    assert_eq!(checked.status.code(), Some(0), "{checked:?}");
}

#[test]
fn where_several_files_go_is_asked_before_anything_is_done() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("b")).unwrap();
    for name in ["a.txt", "b/a.txt"] {
        fs::write(folder.path().join(name), "Karl reopened.").unwrap();
    }
    for call in [
        ["import", "a.txt", "b/a.txt", "-o", "one.desk.ron"],
        ["import", "a.txt", "b/a.txt", "-o", "out"],
        ["import", "a.txt", "b/a.txt", "-o", "-"],
        ["import", "--json", "a.txt", "-o", "-"],
        ["import", "--replace", "a.txt", "-o", "a.docx"],
    ] {
        let output = copydesk(folder.path(), &call);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{call:?}: {output:?}");
    }
}

#[test]
fn the_encoding_can_be_chosen() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), b"Mr. \x8aim\xe1k came.").unwrap();
    let text = |encoding: &str| {
        let output = copydesk(folder.path(), &["import", "--json", "--encoding", encoding, "a.txt"]);
        lines(&output)[0]["text"].as_str().unwrap().to_owned()
    };
    assert_eq!(text("windows-1250"), "Mr. Šimák came.");
    assert_eq!(text("windows-1251"), "Mr. Љimбk came.");
}
