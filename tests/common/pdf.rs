//! PDFs written for tests: a page a list of lines, each with its place.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// A line of text: words, left edge, baseline from below, size, all in points.
pub(crate) type Line<'l> = (&'l str, i32, i32, i32);

/// What is drawn on a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    /// Its drawing instructions.
    pub(crate) operations: Vec<Operation>,
    /// Degrees it is turned by.
    pub(crate) turn: i64,
}

impl Sheet {
    /// A page of these lines in Helvetica.
    pub(crate) fn of(lines: &[Line<'_>]) -> Self {
        let mut operations = vec![Operation::new("BT", vec![])];
        for (words, x, y, size) in lines {
            let bytes = lopdf::Encoding::SimpleEncoding(b"WinAnsiEncoding").string_to_bytes(words);
            operations.extend([
                Operation::new("Tf", vec!["F1".into(), (*size).into()]),
                Operation::new("Tm", vec![1.into(), 0.into(), 0.into(), 1.into(), (*x).into(), (*y).into()]),
                Operation::new("Tj", vec![Object::string_literal(bytes)]),
            ]);
        }
        operations.push(Operation::new("ET", vec![]));
        Self { operations, turn: 0 }
    }
}

/// A document of these sheets, with `fonts` besides Helvetica, which is F1.
pub(crate) fn document(sheets: &[Sheet], fonts: &[(&str, Dictionary)]) -> Document {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let helvetica = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    };
    let mut own = dictionary! { "F1" => document.add_object(helvetica) };
    for (name, font) in fonts {
        let id = document.add_object(font.clone());
        own.set(*name, id);
    }
    let resources = document.add_object(dictionary! { "Font" => own });
    let kids: Vec<Object> =
        sheets.iter().map(|sheet| page(&mut document, pages, resources, sheet).into()).collect();
    let n_pages = i64::try_from(kids.len()).unwrap();
    let tree = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => n_pages,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    };
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    document
}

fn page(document: &mut Document, pages: ObjectId, resources: ObjectId, sheet: &Sheet) -> ObjectId {
    let content = Content { operations: sheet.operations.clone() }.encode().unwrap();
    let content = document.add_object(Stream::new(dictionary! {}, content));
    document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Resources" => resources, "Contents" => content,
        "Rotate" => sheet.turn,
    })
}

/// The bytes of `document`, packed as most programs pack it.
pub(crate) fn bytes(mut document: Document) -> Vec<u8> {
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// A PDF of pages with these lines.
pub(crate) fn pdf(pages: &[&[Line<'_>]]) -> Vec<u8> {
    let sheets: Vec<Sheet> = pages.iter().map(|lines| Sheet::of(lines)).collect();
    bytes(document(&sheets, &[]))
}
