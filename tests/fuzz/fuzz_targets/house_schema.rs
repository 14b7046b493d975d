//! A house schema: read or refused.
#![no_main]

use copydesk::formats::schema;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(house) = schema::read(text) {
        assert!(!house.verdicts.is_empty());
    }
});
