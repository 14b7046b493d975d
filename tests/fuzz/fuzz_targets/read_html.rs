//! A web page.
#![no_main]

#[path = "common/sound.rs"]
mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| common::sound("a.html", bytes));
