//! Bad input for every reader: a clear error or an article with warnings, within stated bounds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests"
)]

#[path = "common/pdf.rs"]
mod make;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Cursor, ErrorKind, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use copydesk::ingest::{Imported, IngestError, import};
use lopdf::content::Operation;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Letters of the paragraph that is longer than any: 2 MiB.
const HUGE: usize = 2 * 1024 * 1024;
/// Elements inside each other.
const DEEP: usize = 10_000;

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let text = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    package(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &text)])
}

fn odt(body: &str) -> Vec<u8> {
    let text = format!(
        "<o:document-content xmlns:o='o' xmlns:t='t'><o:body><o:text>{body}</o:text></o:body></o:document-content>"
    );
    package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &text)])
}

const MAIL_HEAD: &str = "From: Ana Lind <ana@coast.example>\r\nSubject: Karl\r\n\r\n";

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ingest");
    let mut found = Vec::new();
    for reader in fs::read_dir(folder).unwrap() {
        found.extend(fs::read_dir(reader.unwrap().path()).unwrap().map(|case| case.unwrap().path()));
    }
    found.sort();
    found
}

/// What became of a file, in a few lines.
fn outcome(read: &Result<Imported, IngestError>) -> String {
    match read {
        Err(error) => format!("  refused: {error}\n"),
        Ok(Imported { article, warnings, .. }) => {
            let mut told = String::new();
            for block in article.blocks() {
                let words = block.span.of(article.text());
                writeln!(told, "  {}: {words:?}", block.kind.label().to_lowercase()).unwrap();
            }
            for warning in warnings {
                writeln!(told, "  warns: {warning}").unwrap();
            }
            told
        }
    }
}

#[test]
fn every_case_is_read_or_refused_as_it_was_looked_at() {
    let mut told = String::new();
    for path in cases() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let read = import(name, &fs::read(&path).unwrap(), None);
        if let Err(error) = &read {
            assert!(error.to_string().contains(name), "the error names the file: {error}");
        }
        writeln!(told, "{name}\n{}", outcome(&read)).unwrap();
    }
    insta::assert_snapshot!("cases", told);
}

#[test]
fn a_huge_paragraph_is_one_block_in_every_format() {
    let words = "word ".repeat(HUGE / 5);
    let words = words.trim_end();
    let page = format!("<html><body><p>{words}</p></body></html>");
    let rich = format!("{{\\rtf1 \\pard {words}\\par}}");
    let sources: [(&str, Vec<u8>); 7] = [
        ("a.txt", words.as_bytes().to_vec()),
        ("a.md", words.as_bytes().to_vec()),
        ("a.html", page.into_bytes()),
        ("a.docx", docx(&format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"))),
        ("a.odt", odt(&format!("<t:p>{words}</t:p>"))),
        ("a.rtf", rich.into_bytes()),
        ("a.eml", format!("{MAIL_HEAD}{words}").into_bytes()),
    ];
    for (name, bytes) in sources {
        let imported = import(name, &bytes, None).unwrap();
        let article = &imported.article;
        let longest = article.blocks().iter().map(|block| block.span.len()).max().unwrap();
        assert_eq!(longest, words.len(), "{name}");
    }
}

#[test]
fn a_paragraph_over_many_pages_of_a_pdf_is_one_block() {
    const PAGES: usize = 80;
    // No two lines are alike: what stands at the edge of several pages would be a head or a foot.
    let line = |number: usize| {
        let letter = |place: u32| char::from(b"abcdefghij"[number / 10_usize.pow(place) % 10]);
        let word: String = (0..5).map(letter).collect();
        format!(
            "{word} the council of {word} went on and on about the piers of {word} and the port of {word}"
        )
    };
    let sheet = |page: usize| {
        let lines: Vec<String> = (0..50).map(|at| line(50 * page + at)).collect();
        let placed: Vec<make::Line<'_>> =
            lines.iter().zip(0..).map(|(line, at)| (line.as_str(), 50, 760 - 14 * at, 10)).collect();
        make::Sheet::of(&placed)
    };
    let sheets: Vec<make::Sheet> = (0..PAGES).map(sheet).collect();
    let imported = import("a.pdf", &make::bytes(make::document(&sheets, &[])), None).unwrap();
    let article = &imported.article;
    let longest = article.blocks().iter().map(|block| block.span.len()).max().unwrap();
    assert_eq!(longest, (line(0).len() + 1) * 50 * PAGES - 1, "{} blocks", article.blocks().len());
}

#[test]
fn ten_thousand_elements_inside_each_other_end_in_words() {
    let nested = |open: &str, close: &str| format!("{}The harbour.{}", open.repeat(DEEP), close.repeat(DEEP));
    let mail: String = (0..DEEP).fold(
        "From: a@coast.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n"
            .to_owned(),
        |mail, depth| {
            format!("{mail}--b{depth}\r\nContent-Type: multipart/mixed; boundary=b{}\r\n\r\n", depth + 1)
        },
    );
    let mut sheet = make::Sheet::of(&[("The harbour.", 50, 700, 10)]);
    for _ in 0..DEEP {
        sheet.operations.insert(0, Operation::new("q", vec![]));
        sheet.operations.insert(0, Operation::new("BMC", vec!["P".into()]));
    }
    let sources: [(&str, Vec<u8>); 8] = [
        ("a.txt", nested("(", ")").into_bytes()),
        ("a.md", nested("> ", "").into_bytes()),
        ("a.html", nested("<div><ul><li>", "</li></ul></div>").into_bytes()),
        ("a.docx", docx(&nested("<w:sdt>", "</w:sdt>"))),
        ("a.odt", odt(&nested("<t:section>", "</t:section>"))),
        ("a.rtf", format!("{{\\rtf1 {}}}", nested("{", "}")).into_bytes()),
        ("a.eml", mail.into_bytes()),
        ("a.pdf", make::bytes(make::document(&[sheet], &[]))),
    ];
    for (name, bytes) in sources {
        match import(name, &bytes, None) {
            Ok(imported) => {
                let text = imported.article.text();
                assert!(text.contains("The harbour.") || name == "a.eml", "{name}: {text:.200}");
            }
            Err(error) => assert!(error.to_string().contains(name), "{error}"),
        }
    }
}

#[test]
fn a_document_without_its_text_part_is_refused() {
    let refused = |name: &str, bytes: &[u8], words: &str| {
        let error = import(name, bytes, None).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    };
    refused("a.docx", &package(&[("word/styles.xml", "<w:styles/>")]), "no text part");
    let bare = package(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
    refused("a.odt", &bare, "no text part (content.xml)");
}

#[test]
fn nothing_is_fetched_whatever_a_file_refers_to() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}/a", listener.local_addr().unwrap());
    let page = format!(
        "<html><head><base href='{address}'><link rel=stylesheet href='{address}'><script src='{address}'></script>\
         <meta http-equiv=refresh content='0; url={address}'></head><body><img src='{address}' srcset='{address} 2x'>\
         <p>The harbour opened again on Monday.</p><iframe src='{address}'></iframe></body></html>"
    );
    let links = format!(
        "<Relationships><Relationship Id='r' Type='image' Target='{address}' TargetMode='External'/></Relationships>"
    );
    let text =
        "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>The harbour.</w:t></w:r></w:p></w:body></w:document>";
    let word = package(&[("word/document.xml", text), ("word/_rels/document.xml.rels", &links)]);
    let rich = format!(
        "{{\\rtf1 {{\\field{{\\*\\fldinst INCLUDEPICTURE \"{address}\"}}{{\\fldrslt The harbour.}}}}}}"
    );
    let entity = format!("<!DOCTYPE a [<!ENTITY b SYSTEM '{address}'>]><a>&b;</a>");
    let mail = format!("From: a@coast.example\r\nContent-Type: text/html\r\n\r\n{page}");
    let linked =
        odt(&format!("<t:p>The harbour.<d:image xmlns:d='d' xmlns:x='x' x:href='{address}'/></t:p>"));
    let mut with_action = make::document(&[make::Sheet::of(&[("The harbour.", 50, 700, 10)])], &[]);
    let action =
        lopdf::dictionary! { "S" => "URI", "URI" => lopdf::Object::string_literal(address.as_str()) };
    with_action.catalog_mut().unwrap().set("OpenAction", action);
    let sources: [(&str, Vec<u8>); 7] = [
        ("a.html", page.into_bytes()),
        ("a.docx", word),
        ("a.rtf", rich.into_bytes()),
        ("b.docx", package(&[("word/document.xml", &entity)])),
        ("a.eml", mail.into_bytes()),
        ("a.odt", linked),
        ("a.pdf", make::bytes(with_action)),
    ];
    for (name, bytes) in sources {
        if let Ok(imported) = import(name, &bytes, None) {
            assert!(imported.article.text().contains("The harbour"), "{name}");
        }
    }
    assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "somebody called");
}

/// What holds for whatever is read: blocks in order in the text, comments in it, notes of what was done.
fn assert_sound(name: &str, bytes: &[u8]) {
    match import(name, bytes, None) {
        Ok(imported) => {
            let text = imported.article.text();
            let mut end = 0;
            for block in imported.article.blocks() {
                assert!(block.span.fits(text) && block.span.start() >= end, "{name}");
                end = block.span.end();
            }
            assert!(imported.comments.iter().all(|comment| comment.span.fits(text)), "{name}");
            assert!(!imported.article.meta.import_notes.is_empty(), "{name}");
        }
        Err(error) => assert!(error.to_string().contains(name), "{error}"),
    }
}

#[test]
fn no_damage_to_any_case_makes_a_reader_fail_otherwise_than_by_saying_so() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % u64::try_from(below.max(1)).unwrap()).unwrap()
    };
    let mut sources: Vec<(String, Vec<u8>)> = cases()
        .into_iter()
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect();
    let text = "<t:p t:style-name='Title'>Karl</t:p><t:list><t:list-item><t:p>One<t:s t:c='3'/>sank.</t:p></t:list-item></t:list>";
    sources.push(("whole.odt".to_owned(), odt(text)));
    sources.push(("whole.docx".to_owned(), docx("<w:p><w:r><w:t>Karl &amp; more</w:t></w:r></w:p>")));
    for (name, source) in &sources {
        for _ in 0..60 {
            let mut bytes = source.clone();
            for _ in 0..=random(5) {
                let at = random(bytes.len().max(1));
                match random(4) {
                    0 if at < bytes.len() => bytes[at] = u8::try_from(random(256)).unwrap(),
                    1 => bytes.truncate(at),
                    2 => bytes.insert(at.min(bytes.len()), b"<>{}[]()/\\%&\0\xff\n"[random(15)]),
                    _ => {
                        let stretch = bytes[at.min(bytes.len())..(at + random(40)).min(bytes.len())].to_vec();
                        bytes.splice(at.min(bytes.len())..at.min(bytes.len()), stretch);
                    }
                }
            }
            assert_sound(name, &bytes);
        }
    }
}

/// The program in a folder, with no more memory to ask for than this, KiB.
#[cfg(unix)]
fn with_memory(folder: &Path, kibibytes: usize, file: &str) -> Output {
    let script = format!("ulimit -v {kibibytes}; exec \"$0\" import --json \"$1\"");
    Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_copydesk"), file])
        .current_dir(folder)
        .env("COPYDESK_HOME", folder.join("home"))
        .output()
        .unwrap()
}

#[cfg(unix)]
#[test]
fn bombs_and_files_of_hundreds_of_megabytes_are_refused_in_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    // Holes: they take no room on the disk.
    for (name, head) in [
        ("a.txt", ""),
        ("a.html", "<html>"),
        ("a.rtf", "{\\rtf1 "),
        ("a.eml", MAIL_HEAD),
        ("a.pdf", "%PDF-1.7\n"),
        ("a.docx", "PK\x03\x04"),
    ] {
        let mut sparse = File::create(folder.path().join(name)).unwrap();
        sparse.write_all(head.as_bytes()).unwrap();
        sparse.write_all(b"The harbour of Karl opened again.\n").unwrap();
        sparse.set_len(200 * 1024 * 1024).unwrap();
    }
    let mut huge = File::create(folder.path().join("huge.txt")).unwrap();
    huge.write_all(b"Karl").unwrap();
    huge.set_len(20 * 1024 * 1024 * 1024).unwrap();
    file("bomb.docx", &package(&[("word/document.xml", &" ".repeat(80 * 1024 * 1024))]));
    file(
        "bomb.odt",
        &package(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", &" ".repeat(80 * 1024 * 1024)),
        ]),
    );
    let mut content = lopdf::Stream::new(lopdf::dictionary! {}, vec![b' '; 80 * 1024 * 1024]);
    content.compress().unwrap();
    let mut pdf = make::document(&[make::Sheet::of(&[("The harbour.", 50, 700, 10)])], &[]);
    let page = pdf.objects.values_mut().find(|object| object.as_stream().is_ok()).unwrap();
    *page = lopdf::Object::Stream(content);
    file("bomb.pdf", &make::bytes(pdf));
    let names = [
        "a.txt",
        "a.html",
        "a.rtf",
        "a.eml",
        "a.pdf",
        "a.docx",
        "huge.txt",
        "bomb.docx",
        "bomb.odt",
        "bomb.pdf",
    ];
    for name in names {
        let output = with_memory(folder.path(), 1024 * 1024, name);
        let errors = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(1), "{name}: {errors}");
        let line: serde_json::Value = serde_json::from_str(&errors).unwrap();
        assert!(line["file"] == name && line["error"].is_string(), "{errors}");
        let says_why = ["too large", "damaged", "larger than"].iter().any(|words| errors.contains(words));
        assert!(says_why, "{errors}");
    }
}
