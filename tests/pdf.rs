//! PDFs: what comes in of them, in which order, and what becomes of damaged and hostile ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "common/pdf.rs"]
mod make;

use std::fmt::Write;

use copydesk::ingest::{Imported, import};
use copydesk::model::BlockKind::{self, Byline, Furniture, Heading, Headline, Paragraph, Table};
use lopdf::content::Operation;
use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
use lopdf::{Document, Object, Stream, dictionary};

use make::{Sheet, bytes, document};

/// A PDF of pages with these lines.
fn pdf(pages: &[&[make::Line<'_>]]) -> Vec<u8> {
    let sheets: Vec<Sheet> = pages.iter().map(|lines| Sheet::of(lines)).collect();
    bytes(document(&sheets, &[]))
}

fn blocks(imported: &Imported) -> Vec<(BlockKind, &str)> {
    let article = &imported.article;
    article.blocks().iter().map(|block| (block.kind, block.span.of(article.text()))).collect()
}

fn read(bytes: &[u8]) -> Imported {
    import("karl.pdf", bytes, None).unwrap()
}

#[track_caller]
fn refused(bytes: &[u8], words: &str) {
    let error = import("karl.pdf", bytes, None).expect_err(words).to_string();
    assert!(error.contains("karl.pdf") && error.contains(words), "{error}");
}

const PAGE: [make::Line<'static>; 8] = [
    ("Karl reopens its harbour", 50, 780, 20),
    ("By Ana Lind", 50, 750, 10),
    ("The harbour of Karl opened again on Monday after three weeks of storms,", 50, 720, 10),
    ("and the first ships came in before noon, the mayor of the old city har-", 50, 708, 10),
    ("bour said. “Nobody has to wait any longer,” she added.", 50, 696, 10),
    ("A long wait", 50, 670, 13),
    ("The storms had closed it on 12 October, the longest time since 1907, and", 50, 650, 10),
    ("the archive has no record of a longer one.", 50, 638, 10),
];

#[test]
fn lines_become_paragraphs_with_a_warning_about_their_order() {
    let imported = read(&pdf(&[&PAGE]));
    assert_eq!(
        blocks(&imported),
        [
            (Headline, "Karl reopens its harbour"),
            (Byline, "By Ana Lind"),
            (
                Paragraph,
                "The harbour of Karl opened again on Monday after three weeks of storms, and the first ships came in before noon, the mayor of the old city harbour said. “Nobody has to wait any longer,” she added."
            ),
            (Heading, "A long wait"),
            (
                Paragraph,
                "The storms had closed it on 12 October, the longest time since 1907, and the archive has no record of a longer one."
            ),
        ]
    );
    assert_eq!(imported.article.meta.title, "Karl reopens its harbour");
    assert_eq!(imported.article.meta.byline, "Ana Lind");
    let warnings = imported.warnings.join(" ");
    assert!(warnings.contains("reading order may be wrong"), "{warnings}");
    let notes = imported.article.meta.import_notes.join(" ");
    assert!(notes.contains("karl.pdf as a PDF") && notes.contains("Read 1 page"), "{notes}");
}

#[test]
fn heads_and_feet_are_furniture_and_do_not_part_a_paragraph() {
    let foot = |number| (number, 290, 30, 9);
    let head = ("The Karl Courier, 3 November 2025", 50, 810, 9);
    let first = [
        head,
        ("The harbour of Karl opened again on Monday after three weeks of", 50, 720, 10),
        ("storms, and the first ships came in before noon, as the mayor of", 50, 708, 10),
        foot("Page 1 of 2"),
    ];
    let second = [
        head,
        ("the city said on the quay. Some two hundred people had come, many", 50, 720, 10),
        ("of whom had lost work.", 50, 708, 10),
        foot("Page 2 of 2"),
    ];
    let imported = read(&pdf(&[&first, &second]));
    let found = blocks(&imported);
    let text: Vec<&str> =
        found.iter().filter(|(kind, _)| *kind == Paragraph).map(|(_, words)| *words).collect();
    assert_eq!(text.len(), 1, "{found:?}");
    assert!(text[0].contains("as the mayor of the city said"), "{text:?}");
    assert_eq!(found.iter().filter(|(kind, _)| *kind == Furniture).count(), 4, "{found:?}");
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = [
        "The harbour of Karl opened again",
        "on Monday, and the first of some",
        "forty ships came in before noon",
        "while it was raining hard, which",
    ];
    let right = [
        "did not keep anybody away from",
        "the quay. It was the longest wait",
        "since the harbour was built, the",
        "archive says.",
    ];
    let mut lines = vec![("Karl reopens its harbour after storms", 50, 780, 24)];
    for (row, (left, right)) in left.iter().zip(right).enumerate() {
        let y = 740 - 12 * i32::try_from(row).unwrap();
        // Drawn row by row, as some programs do.
        lines.extend([(*left, 50, y, 10), (right, 250, y, 10)]);
    }
    let imported = read(&pdf(&[&lines]));
    let whole = [left, right].concat().join(" ");
    assert_eq!(blocks(&imported)[1], (Paragraph, whole.as_str()));
    assert!(imported.article.meta.import_notes.join(" ").contains("column by column: page 1"));
}

#[test]
fn a_table_comes_in_row_by_row() {
    let lines = [
        ("Karl reopens", 50, 780, 20),
        ("The catch of the last years, in tons, was this.", 50, 740, 10),
        ("Year", 50, 720, 10),
        ("Tons", 150, 720, 10),
        ("2024", 50, 708, 10),
        ("7", 150, 708, 10),
        ("It rained, and the ships stayed out for a long time.", 50, 680, 10),
    ];
    let imported = read(&pdf(&[&lines]));
    assert_eq!(blocks(&imported)[2..4], [(Table, "Year\tTons"), (Table, "2024\t7")]);
}

/// A font whose codes are the letters of `text`, one after the other from 1.
fn font_of(text: &str, document: &mut Document) -> lopdf::Dictionary {
    let mut map = String::from("1 begincodespacerange <0000> <ffff> endcodespacerange\n");
    for (at, c) in text.chars().enumerate() {
        writeln!(map, "<{:04x}> <{:04x}> endbfchar", at + 1, u32::from(c)).unwrap();
    }
    let map = document.add_object(Stream::new(dictionary! {}, map.into_bytes()));
    let below = dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2", "DW" => 500 };
    dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Naskh", "Encoding" => "Identity-H",
        "DescendantFonts" => vec![Object::Dictionary(below)], "ToUnicode" => map,
    }
}

/// A page on which the letters of `shown` stand from left to right.
fn page_showing(shown: &str) -> Vec<u8> {
    let codes: Vec<u8> =
        (1..=shown.chars().count()).flat_map(|at| u16::try_from(at).unwrap().to_be_bytes()).collect();
    let sheet = Sheet {
        operations: vec![
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec!["F2".into(), 12.into()]),
            Operation::new("Td", vec![50.into(), 700.into()]),
            Operation::new("Tj", vec![Object::string_literal(codes)]),
            Operation::new("ET", vec![]),
        ],
        turn: 0,
    };
    let mut whole = document(&[sheet], &[("F2", dictionary! {})]);
    let font = font_of(shown, &mut whole);
    let own =
        whole.objects.values_mut().find(|object| object.as_dict().is_ok_and(lopdf::Dictionary::is_empty));
    *own.unwrap() = Object::Dictionary(font);
    bytes(whole)
}

#[test]
fn words_from_right_to_left_are_put_in_order_and_said() {
    let line = "افتتح ميناء كارل يوم الاثنين في 3 نوفمبر 2025";
    // As it stands on the page: letters from left to right, numbers as they are.
    let shown: String = line.chars().rev().collect();
    let shown = shown.replace("5202", "2025");
    let imported = read(&page_showing(&shown));
    assert_eq!(&**imported.article.text(), line);
    assert!(imported.warnings.join(" ").contains("from right to left"));
}

#[test]
fn letters_no_font_names_are_shown_and_said() {
    let mut whole = Document::load_mem(&page_showing("abcdef")).unwrap();
    for object in whole.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.get_plain_content().is_ok_and(|own| own.starts_with(b"1 begincodespace"))
        {
            stream.set_plain_content(b"<0001> <0061> endbfchar <0003> <0063> endbfchar".to_vec());
            stream.dict.remove(b"Filter");
        }
    }
    let imported = read(&bytes(whole));
    assert_eq!(&**imported.article.text(), "a\u{fffd}c\u{fffd}\u{fffd}\u{fffd}");
    assert!(imported.warnings.join(" ").contains("4 letters could not be read"));
}

#[test]
fn a_turned_page_reads_as_it_is_shown() {
    let mut sheet = Sheet::of(&PAGE);
    sheet.turn = 90;
    // What is drawn upwards along the left edge stands upright once the page is turned.
    for operation in &mut sheet.operations {
        if operation.operator == "Tm" {
            let [x, y] = [4, 5].map(|at| operation.operands[at].as_i64().unwrap());
            operation.operands = [0, 1, -1, 0, 842 - y, x].into_iter().map(Object::from).collect();
        }
    }
    let imported = read(&bytes(document(&[sheet], &[])));
    assert_eq!(blocks(&imported)[0], (Headline, "Karl reopens its harbour"));
    assert_eq!(blocks(&imported).len(), 5);
}

#[test]
fn the_letters_behind_a_scan_come_in_with_a_warning_and_hidden_ones_do_not() {
    let mut sheet = Sheet::of(&PAGE);
    sheet.operations.insert(1, Operation::new("Tr", vec![3.into()]));
    let imported = read(&bytes(document(&[sheet.clone()], &[])));
    assert_eq!(blocks(&imported).len(), 5);
    assert!(imported.warnings.join(" ").contains("(OCR)"));
    let hidden = Sheet::of(&[("hidden", 50, 100, 10)]);
    let mut visible = Sheet::of(&PAGE);
    visible.operations.push(Operation::new("BT", vec![]));
    visible.operations.push(Operation::new("Tr", vec![3.into()]));
    visible.operations.extend(hidden.operations.into_iter().skip(1));
    let imported = read(&bytes(document(&[visible], &[])));
    assert!(!imported.article.text().contains("hidden"));
    assert!(imported.warnings.join(" ").contains("6 letters of hidden text"), "{:?}", imported.warnings);
}

#[test]
fn a_scan_without_text_is_refused_with_a_way_out() {
    refused(&bytes(document(&[Sheet::default()], &[])), "only pictures (a scan)");
}

#[test]
fn a_page_without_text_among_others_is_named() {
    let imported = read(&bytes(document(&[Sheet::of(&PAGE), Sheet::default()], &[])));
    assert!(imported.warnings.join(" ").contains("no text on page 2"), "{:?}", imported.warnings);
}

fn protected(user_password: &str) -> Vec<u8> {
    let mut whole = document(&[Sheet::of(&PAGE)], &[]);
    whole.compress();
    let id = Object::string_literal(b"0123456789abcdef".to_vec());
    whole.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &whole,
        owner_password: "owner",
        user_password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    whole.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    whole.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_pdf_with_a_password_is_refused_and_one_that_opens_without_is_read() {
    refused(&protected("secret"), "asks for a password");
    let imported = read(&protected(""));
    assert_eq!(blocks(&imported).len(), 5);
    assert!(imported.article.meta.import_notes.join(" ").contains("opens without a password"));
}

#[test]
fn what_is_no_pdf_or_a_part_of_one_is_refused() {
    let whole = pdf(&[&PAGE]);
    refused(b"%PDF-1.7\n", "damaged");
    refused(&whole[..whole.len() / 3], "damaged");
    refused(b"\x01\x02\x03\x04\x05", "is not a PDF");
    let imported = import("karl.txt", &whole, None).unwrap();
    assert!(imported.warnings.join(" ").contains("The name ends in .txt, but this is a PDF"));
    let imported = import("karl.pdf", b"Just words of an article.", None).unwrap();
    assert!(imported.warnings.join(" ").contains("it was read as plain text"));
}

#[test]
fn a_pdf_whose_table_of_contents_is_wrong_is_read_all_the_same() {
    let whole = pdf(&[&PAGE]);
    let mut wrong = b"%PDF-1.7\n% some lines more than when it was written\n".to_vec();
    wrong.extend(&whole[9..]);
    assert_eq!(blocks(&read(&wrong)).len(), 5);
}

/// A document whose page has this content.
fn with_content(content: Stream) -> Document {
    let mut whole = document(&[Sheet::of(&PAGE)], &[]);
    let stream = whole.objects.values_mut().find(|object| object.as_stream().is_ok()).unwrap();
    *stream = Object::Stream(content);
    whole
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn bombs_stop_at_their_limits() {
    let mut huge = Stream::new(dictionary! {}, vec![b' '; 40 * 1024 * 1024]);
    huge.compress().unwrap();
    let page = saved(with_content(huge.clone()));
    assert!(page.len() < 100_000);
    refused(&page, "too large: the contents of a PDF");
    // Packed once more, and once more.
    let inner = Stream::new(dictionary! {}, huge.content.clone());
    let mut twice = inner;
    twice.compress().unwrap();
    twice.dict.set("Filter", vec!["FlateDecode".into(), "FlateDecode".into()]);
    refused(&saved(with_content(twice)), "too large: the contents of a PDF");
    let mut whole = document(&[Sheet::of(&PAGE)], &[]);
    for _ in 0..3 {
        let mut group = Stream::new(
            dictionary! { "Type" => "ObjSta", "N" => 0, "First" => 0 },
            vec![b' '; 16 * 1024 * 1024],
        );
        group.compress().unwrap();
        whole.add_object(group);
    }
    // The writer would leave out groups of objects that it did not make.
    let mut bytes = saved(whole);
    let groups: Vec<usize> =
        bytes.windows(6).enumerate().filter(|(_, own)| *own == b"ObjSta").map(|(at, _)| at).collect();
    assert_eq!(groups.len(), 3);
    for at in groups {
        bytes[at + 5] = b'm';
    }
    refused(&bytes, "too large: the objects of a PDF");
}

#[test]
fn forms_that_draw_each_other_come_to_an_end() {
    let mut whole = document(&[Sheet::of(&PAGE)], &[]);
    let ids: Vec<_> = (0..12).map(|_| whole.new_object_id()).collect();
    for (at, id) in ids.iter().enumerate() {
        let next = ids[(at + 1) % ids.len()];
        let forms = dictionary! { "X" => next };
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "Resources" => dictionary! { "XObject" => forms },
        };
        let content = b"/X Do ".repeat(2_000);
        whole.objects.insert(*id, Object::Stream(Stream::new(form, content)));
    }
    let resources = whole
        .objects
        .values_mut()
        .find_map(|object| object.as_dict_mut().ok().filter(|own| own.has(b"Font") && !own.has(b"Type")));
    resources.unwrap().set("XObject", dictionary! { "X" => ids[0] });
    for object in whole.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.content.starts_with(b"BT")
        {
            stream.set_plain_content(b"/X Do".to_vec());
        }
    }
    refused(&saved(whole), "too large: the contents of a PDF");
}

#[test]
fn nesting_and_loops_end_in_words() {
    let nested = |depth: usize| {
        let mut whole = document(&[Sheet::of(&PAGE)], &[]);
        whole.trailer.set("Deep", 1);
        let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let text = String::from_utf8_lossy(&saved(whole)).replace("/Deep 1", &format!("/Deep {deep}"));
        text.into_bytes()
    };
    // Either the trailer is refused, or the objects are looked for and found.
    for depth in [50, 10_000, 1_000_000] {
        drop(import("karl.pdf", &nested(depth), None));
    }
    let mut looped = document(&[Sheet::of(&PAGE)], &[]);
    let pages = looped.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let tree = looped.get_dictionary_mut(pages).unwrap();
    tree.set("Parent", pages);
    tree.set("Kids", vec![pages.into(), pages.into()]);
    refused(&saved(looped), "no page");
    let content = with_content(Stream::new(dictionary! {}, b"[<<".repeat(200_000)));
    refused(&saved(content), "only pictures");
}

#[test]
fn letters_beyond_the_edge_are_left_out_and_said() {
    let mut lines = PAGE.to_vec();
    lines.push(("karl.indd 1", 50, 900, 8));
    let imported = read(&pdf(&[&lines]));
    assert!(!imported.article.text().contains("indd"));
    assert!(imported.article.meta.import_notes.join(" ").contains("beyond the edge of the page"));
}

#[test]
fn a_damaged_pdf_is_read_or_refused() {
    let packed = pdf(&[&PAGE, &PAGE]);
    let plain = saved(document(&[Sheet::of(&PAGE), Sheet::of(&PAGE)], &[]));
    for (whole, n_rounds) in [(packed, 300), (plain, 1_500)] {
        let mut random = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..n_rounds {
            let mut bytes = whole.clone();
            for _ in 0..=random % 6 {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = usize::try_from(random >> 20).unwrap() % bytes.len().max(2);
                if at + 1 >= bytes.len() {
                    continue;
                }
                match random % 5 {
                    0 => bytes[at] = u8::try_from(random >> 40 & 0xff).unwrap(),
                    1 => bytes.truncate(at + 1),
                    2 => drop(bytes.drain(at..(at + 40).min(bytes.len()))),
                    3 => bytes.insert(at, b"[<(/0-"[usize::try_from(random >> 50).unwrap() % 6]),
                    _ => bytes[at] ^= 1 << (random >> 60 & 7),
                }
            }
            match import("karl.pdf", &bytes, None) {
                Ok(imported) => {
                    let article = &imported.article;
                    assert!(article.blocks().iter().all(|block| block.span.fits(article.text())));
                }
                Err(error) => assert!(error.to_string().contains("karl.pdf"), "{error}"),
            }
        }
    }
}
