//! The content of a page of a PDF, and the character map of its font: the two parts that are read here
//! and not by the library below.
#![no_main]

#[path = "common/sound.rs"]
mod common;

use libfuzzer_sys::fuzz_target;
use lopdf::{Document, Object, Stream, dictionary};

fuzz_target!(|parts: (&[u8], &[u8])| {
    let (content, map) = parts;
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let content = document.add_object(Stream::new(dictionary! {}, content.to_vec()));
    let map = document.add_object(Stream::new(dictionary! {}, map.to_vec()));
    let simple = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "ToUnicode" => map };
    let composite = dictionary! { "Type" => "Font", "Subtype" => "Type0", "Encoding" => map, "ToUnicode" => map };
    let form = dictionary! { "Type" => "XObject", "Subtype" => "Form" };
    let form = document.add_object(Stream::new(form, b"/F1 9 Tf (form) Tj /X Do".to_vec()));
    let resources = dictionary! {
        "Font" => dictionary! { "F1" => simple, "F2" => composite },
        "XObject" => dictionary! { "X" => form },
    };
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a file in memory");
    common::sound("a.pdf", &bytes);
});
