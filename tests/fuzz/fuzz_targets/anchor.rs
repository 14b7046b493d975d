//! Any text placed on any other: no span out of place.
#![no_main]

use copydesk::text::Span;
use copydesk::text::anchor::Comparison;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str, usize, usize)| {
    let (old, new, start, end) = texts;
    let comparison = Comparison::new(old, new);
    let mut again = String::new();
    let mut at = 0;
    for splice in comparison.splices() {
        again.push_str(&old[at..splice.at]);
        again.push_str(&splice.inserted);
        at = splice.at + splice.removed.len();
    }
    again.push_str(&old[at..]);
    assert!(again == new);
    if let Ok(span) = Span::new(old, start, end) {
        assert!(comparison.place(span).span.is_none_or(|found| found.fits(new)));
        assert!(comparison.candidates(span, 5).iter().all(|found| found.span.fits(new)));
    }
});
