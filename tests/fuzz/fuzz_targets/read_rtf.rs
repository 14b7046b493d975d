//! Rich text: the whole file, and what stands behind its mark.
#![no_main]

#[path = "common/sound.rs"]
mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::sound("a.rtf", bytes);
    common::sound("a.rtf", &[b"{\\rtf1\\ansi ", bytes].concat());
});
