//! A `.desk.ron` file: read or refused, and what is read can be written and read again.
#![no_main]

use copydesk::formats::ron;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(document) = ron::read(text) {
        let written = ron::write(&document).expect("what was read can be written");
        let again = ron::read(&written).expect("what was written can be read");
        assert!(again == document);
    }
});
