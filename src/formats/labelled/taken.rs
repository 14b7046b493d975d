//! Which stretches of a text are taken.

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
