//! A line of a journal: read or refused.
#![no_main]

use copydesk::formats::ron;
use copydesk::text::units::UnitIndex;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| {
    let units = UnitIndex::new("Hoekstra said “yes” — e\u{301} 🐟.");
    if let Ok(step) = ron::read_step(line, &units) {
        let written = ron::write_step(&step, &units).expect("what was read can be written");
        assert!(ron::read_step(&written, &units).expect("what was written can be read") == step);
    }
});
