//! A line of a journal: read or refused.
#![no_main]

use std::sync::Arc;

use copydesk::formats::ron;
use copydesk::text::units::UnitIndex;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| {
    let before = Arc::new(UnitIndex::new("Hoekstra said “yes” — e\u{301} 🐟."));
    let (mut once, mut twice, mut thrice) = (Arc::clone(&before), Arc::clone(&before), before);
    if let Ok(step) = ron::read_step(line, &mut once) {
        let written = ron::write_step(&step, &mut twice).expect("what was read can be written");
        assert!(ron::read_step(&written, &mut thrice).expect("what was written can be read") == step);
        assert!(once.text() == twice.text() && once.text() == thrice.text());
    }
});
