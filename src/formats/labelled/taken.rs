//! Stretches of a text: what is visible of them, which are taken.

use std::collections::BTreeMap;

use crate::text::Span;

/// Disjoint stretches.
#[derive(Default)]
pub(in crate::formats) struct Taken {
    /// End by start.
    spans: BTreeMap<usize, usize>,
}

impl Taken {
    /// Takes `span` where none of it is taken; whether it did.
    pub(in crate::formats) fn take(&mut self, span: Span) -> bool {
        let before = self.spans.range(..span.end()).next_back();
        let free = before.is_none_or(|(_, end)| *end <= span.start());
        if free {
            self.spans.insert(span.start(), span.end());
        }
        free
    }
}

/// A span without the white space at its ends.
pub(in crate::formats) fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    let start = span.start() + (words.len() - words.trim_start().len());
    Span::new(text, start, start + words.trim().len()).ok()
}
