//! A PDF.
#![no_main]

#[path = "common/sound.rs"]
mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| common::sound("a.pdf", &[b"%PDF-1.7\n", bytes].concat()));
