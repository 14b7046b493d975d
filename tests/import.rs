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
    assert_eq!(lines(&output).len(), 1);
    let errors = String::from_utf8(output.stderr).unwrap();
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
