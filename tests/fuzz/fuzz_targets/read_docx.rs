//! A Word document: the whole file, and the text part of one.
#![no_main]

#[path = "common/sound.rs"]
mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::sound("a.docx", bytes);
    common::sound("a.docx", &common::package(&[("word/document.xml", bytes), ("word/comments.xml", bytes)]));
});
