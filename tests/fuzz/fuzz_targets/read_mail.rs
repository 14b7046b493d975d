//! An e-mail: the whole file, and what stands behind its head.
#![no_main]

#[path = "common/sound.rs"]
mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::sound("a.eml", bytes);
    common::sound("a.eml", &[b"From: a@coast.example\r\nSubject: Karl\r\n", bytes].concat());
});
