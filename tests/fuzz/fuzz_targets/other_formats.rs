//! Files of other tools: read or refused, and what is read is sound. The first byte chooses the format;
//! a line of dashes parts the file from the text beside it.
#![no_main]

use copydesk::formats::{Confidential, Format, Part, export, import};
use copydesk::model::Document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let readable: Vec<Format> = Format::ALL.into_iter().filter(|format| format.is_read()).collect();
    let format = readable[usize::from(choice) % readable.len()];
    let (main, beside) = match text.split_once("\n----\n") {
        Some((main, beside)) => (main, Some(beside)),
        None => (text, None),
    };
    for imported in import(main, format, beside).into_iter().flatten() {
        let exported = export(&imported.document, Format::W3c, "fuzz", Confidential::Included)
            .expect("what was read can be written");
        let again = import(&exported.files[0].content, Format::W3c, None).expect("what was written can be read");
        let is_left_out = |part| matches!(part, Part::History | Part::Provenance | Part::Rejections);
        if exported.losses.iter().all(|loss| is_left_out(loss.part)) {
            assert!(again[0].document.same_content(&made_by_hand(&imported.document)));
        } else {
            assert_eq!(again[0].document.n_annotations(), imported.document.n_annotations());
        }
    }
});

/// The document without a word of who proposed or rejected what, which the other format does not carry.
fn made_by_hand(document: &Document) -> Document {
    let annotations = document.annotations().cloned().map(|mut annotation| {
        annotation.provenance = None;
        annotation
    });
    let entities = document.entities().cloned();
    Document::from_parts(document.article().clone(), entities, annotations, Vec::new()).expect("it was whole before")
}
