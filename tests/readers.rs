//! The readers of other programs' files: what they take, and what becomes of damaged files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::io::{Cursor, Write};

use copydesk::ingest::{Imported, import};
use copydesk::model::BlockKind::{self, Byline, Heading, Headline, List, Paragraph, Table};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A package of these parts, the first not compressed.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (idx, (name, text)) in parts.iter().enumerate() {
        let method = if idx == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn word(body: &str) -> Vec<u8> {
    let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style><w:style w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>"#;
    let comments = r#"<w:comments xmlns:w="w"><w:comment w:id="0" w:author="Bo Ek" w:date="2025-11-03T10:00:00Z"><w:p><w:r><w:t>Is this so?</w:t></w:r></w:p></w:comment></w:comments>"#;
    let notes = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="-1"/><w:footnote w:id="2"><w:p><w:r><w:t>The archive.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let document =
        format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &document),
        ("word/styles.xml", styles),
        ("word/comments.xml", comments),
        ("word/footnotes.xml", notes),
    ])
}

const WORD_BODY: &str = r#"<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr><w:r><w:t>Karl reopens</w:t></w:r></w:p>
<w:p><w:r><w:t>By Ana Lind</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">The harbour </w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:t>opened</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>
<w:del><w:r><w:delText> badly</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve"> again</w:t></w:r></w:ins><w:r><w:t> on Monday.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="berschrift2"/></w:pPr><w:r><w:t>Ships</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>One sank.</w:t></w:r></w:p>
<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Two paragraphs </w:t></w:r></w:p><w:p><w:r><w:t>became one.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Tons</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;

fn blocks(imported: &Imported) -> Vec<(BlockKind, &str)> {
    let article = &imported.article;
    article.blocks().iter().map(|block| (block.kind, block.span.of(article.text()))).collect()
}

#[test]
fn a_word_document_comes_in_as_if_its_changes_were_accepted_and_with_its_comments() {
    let imported = import("karl.docx", &word(WORD_BODY), None).unwrap();
    assert_eq!(
        blocks(&imported),
        [
            (Headline, "Karl reopens"),
            (Byline, "By Ana Lind"),
            (Paragraph, "The harbour opened again on Monday.[1]"),
            (Heading, "Ships"),
            (List, "One sank."),
            (Paragraph, "Two paragraphs became one."),
            (Table, "Year\tTons"),
            (Paragraph, "[1] The archive."),
        ]
    );
    let comment = &imported.comments[0];
    assert_eq!(comment.span.of(imported.article.text()), "opened");
    assert_eq!((comment.author.as_str(), comment.words.as_str()), ("Bo Ek", "Is this so?"));
    let warnings = imported.warnings.join(" ");
    assert!(warnings.contains("tracked changes") && warnings.contains("hidden text"), "{warnings}");
}

#[test]
fn an_open_document_text_comes_in_with_its_comments() {
    let content = r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:dc="d"><office:body><office:text>
<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:p text:style-name="Title">Karl reopens</text:p><text:p>By Ana Lind</text:p>
<text:p>The harbour <office:annotation office:name="1"><dc:creator>Bo Ek</dc:creator><text:p>Is this so?</text:p></office:annotation>opened<office:annotation-end office:name="1"/><text:s text:c="1"/>again.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The archive.</text:p></text:note-body></text:note></text:p>
<text:list><text:list-item><text:p>One sank.</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell><table:table-cell><text:p>Tons</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"#;
    let bytes = package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)]);
    let imported = import("karl.odt", &bytes, None).unwrap();
    assert_eq!(
        blocks(&imported),
        [
            (Headline, "Karl reopens"),
            (Byline, "By Ana Lind"),
            (Paragraph, "The harbour opened again.[1]"),
            (List, "One sank."),
            (Table, "Year\tTons"),
            (Paragraph, "[1] The archive."),
        ]
    );
    assert_eq!(imported.comments[0].span.of(imported.article.text()), "opened");
    assert_eq!(imported.comments[0].author, "Bo Ek");
    assert!(imported.warnings.join(" ").contains("1 tracked change was"));
}

const RICH: &[u8] = br"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times;}}
{\stylesheet{\s1 heading 1;}{\s2 Title;}}{\info{\title Known title}}
{\pard\s2 Karl \u8212- reopens\par}
\pard By Ana Lind\par
The k\u252?nig said \ldblquote yes\rdblquote  \'96 {\f1 \'c3\'e0\'e2} {\uc2\u28207??}\u-10179?\u-8704?.{\footnote \pard The archive.}{\v secret}{\deleted gone}\par
{\pard\s1 Ships\par}
\trowd\cellx1\cellx2\intbl Year\cell Tons\cell\row
\pard {\field{\*\fldinst HYPERLINK x}{\fldrslt A link}}{\*\unknown nothing} here.\par}";

#[test]
fn rich_text_keeps_every_letter_behind_its_fallbacks() {
    let imported = import("karl.rtf", RICH, None).unwrap();
    assert_eq!(
        blocks(&imported),
        [
            (Headline, "Karl — reopens"),
            (Byline, "By Ana Lind"),
            (Paragraph, "The künig said “yes” – Гав 港😀.[1]"),
            (Heading, "Ships"),
            (Table, "Year\tTons"),
            (Paragraph, "A link here."),
            (Paragraph, "[1] The archive."),
        ]
    );
}

#[test]
fn rich_text_of_an_office_program_keeps_its_lists_and_the_signs_it_writes_in_halves() {
    let rich = br"{\rtf1\ansi\uc1
{\pard Repairs took all of the spring, the harbour master said.\par}
\pard\plain \s35{\listtext\pard\plain \u8226\'95\tab}\ilvl0\ls2 {Four boats}\par
\pard {\uc0 \u55357\uc1 \u56832\'3f} It rained all day, and nobody had asked for it.\par}";
    let imported = import("karl.rtf", rich, None).unwrap();
    assert_eq!(
        blocks(&imported)[1..],
        [(List, "Four boats"), (Paragraph, "😀 It rained all day, and nobody had asked for it.")]
    );
}

const MAIL: &[u8] = b"From: =?utf-8?q?Ana_Lind_=C3=A9?= <ana@coast.example>\r\nSubject: Karl reopens\r\nDate: Mon, 3 Nov 2025 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe caf=E9 opened.\r\n\r\nIt rained.\r\n--b\r\nContent-Type: image/png; name=quay.png\r\nContent-Disposition: attachment; filename=quay.png\r\n\r\nx\r\n--b--\r\n";

#[test]
fn a_mail_comes_in_with_its_head_and_says_what_was_attached() {
    let imported = import("karl.eml", MAIL, None).unwrap();
    let found = blocks(&imported);
    assert_eq!(
        found,
        [
            (Headline, "Karl reopens"),
            (Byline, "Ana Lind é"),
            (Paragraph, "The café opened."),
            (Paragraph, "It rained.")
        ]
    );
    assert_eq!(imported.article.meta.published, "2025-11-03T10:00:00Z");
    assert!(imported.article.meta.import_notes.join(" ").contains("quay.png"));
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], words: &str) {
    let error = import(name, bytes, None).expect_err(name).to_string();
    assert!(error.contains(name) && error.contains(words), "{error}");
}

#[test]
fn what_cannot_be_read_is_refused_with_what_to_do() {
    let whole = word(WORD_BODY);
    refused("cut.docx", &whole[..whole.len() / 2], "cut short or damaged");
    refused("empty.docx", b"", "holds no text");
    refused("parts.docx", &package(&[("a.xml", "<a/>")]), "no text part");
    refused("sheet.docx", &package(&[("xl/workbook.xml", "<a/>")]), "spreadsheet or slides");
    refused(
        "bomb.docx",
        &package(&[("a", ""), ("word/document.xml", "<!DOCTYPE a [<!ENTITY b \"x\">]><a>&b;</a>")]),
        "document type",
    );
    refused("deep.docx", &word(&"<w:sdt>".repeat(10_000)), "inside each other");
    refused("deep.rtf", format!("{{\\rtf1{}", "{".repeat(10_000)).as_bytes(), "inside each other");
    refused("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx");
    refused("no.eml", b"\xff\xff words", "no e-mail's head");
}

#[test]
fn a_zip_bomb_stops_at_the_limit() {
    let huge = " ".repeat(65 * 1024 * 1024);
    let bytes = package(&[("a", ""), ("word/document.xml", &huge)]);
    assert!(bytes.len() < 200_000);
    refused("bomb.docx", &bytes, "64 MiB");
}

#[test]
fn deep_and_huge_pages_come_in_with_a_warning() {
    let deep =
        format!("<html><body>{}The harbour opened.{}", "<div>".repeat(10_000), "</div>".repeat(10_000));
    let imported = import("deep.html", deep.as_bytes(), None).unwrap();
    assert_eq!(&**imported.article.text(), "The harbour opened.");
    assert!(imported.warnings[0].contains("10002"), "{:?}", imported.warnings);
    let long = format!("<html><p>{}", "word ".repeat(200_000));
    assert_eq!(import("long.html", long.as_bytes(), None).unwrap().article.blocks().len(), 1);
}

/// What a flipped, cut or doubled stretch of bytes becomes is an article that holds together, or an error.
#[test]
fn no_damage_makes_a_reader_fail_otherwise_than_by_saying_so() {
    let sources: [(&str, Vec<u8>); 4] =
        [("a.docx", word(WORD_BODY)), ("a.rtf", RICH.to_vec()), ("a.eml", MAIL.to_vec()), ("a.html", b"<html><head><meta charset=koi8-r><title>A</title></head><body><table><tr><td>x<td>y</table><p>The harbour &amp; more</p><ul><li>one</ul></body>".to_vec())];
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % u64::try_from(below.max(1)).unwrap()).unwrap()
    };
    for (name, source) in &sources {
        for _ in 0..300 {
            let mut bytes = source.clone();
            for _ in 0..=random(4) {
                let at = random(bytes.len());
                match random(3) {
                    0 => bytes[at] = u8::try_from(random(256)).unwrap(),
                    1 => bytes.truncate(at.max(4)),
                    _ => {
                        let stretch = bytes[at..(at + random(40)).min(bytes.len())].to_vec();
                        bytes.splice(at..at, stretch);
                    }
                }
            }
            match import(name, &bytes, None) {
                Ok(imported) => {
                    let text = imported.article.text();
                    assert!(imported.article.blocks().iter().all(|block| block.span.fits(text)));
                    assert!(imported.comments.iter().all(|comment| comment.span.fits(text)));
                }
                Err(error) => assert!(error.to_string().contains(name), "{error}"),
            }
        }
    }
}
