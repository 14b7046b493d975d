//! An OpenDocument text: the whole file, and the text part of one.
#![no_main]

#[path = "common/sound.rs"]
mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::sound("a.odt", bytes);
    let mimetype = b"application/vnd.oasis.opendocument.text";
    common::sound("a.odt", &common::package(&[("mimetype", mimetype), ("content.xml", bytes)]));
});
