//! Files of other tools: read or refused, and what is read is sound. The first byte chooses the format;
//! a line of dashes parts the file from the text beside it.
#![no_main]

use copydesk::formats::{Confidential, Format, export, import};
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
        assert!(again[0].document.same_content(&imported.document));
    }
});
