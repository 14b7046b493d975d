//! A change of the article's text, and where it carries the spans that lie on it.

use crate::text::anchor::Splice;
use crate::text::{Span, Spans};

use super::{Annotation, Block, Body};

/// Stretches of the text that others take the place of, and the blocks before and after.
///
/// Only blocks from the one numbered `first_block` on are given, as many as change otherwise than
/// by moving with the text: those before it end before the first stretch, those behind begin behind
/// the last.
///
/// A span outside a splice moves with the text. Words put in at its edge stay outside; words put
/// in, taken out or replaced inside it belong to it, replaced ones at its edge too. A span that a
/// splice cuts in two ways, or takes away, is not carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// In the order of the text before, disjoint.
    pub splices: Vec<Splice>,
    /// The number of the first block that changes.
    pub first_block: usize,
    /// The blocks that change, as they are before.
    pub from: Vec<Block>,
    /// The same after.
    pub to: Vec<Block>,
}

impl TextChange {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut grown = 0_isize;
        let splices = self.splices.iter().map(|splice| {
            let at = splice.at.saturating_add_signed(grown);
            grown += growth(splice);
            Splice { at, removed: splice.inserted.clone(), inserted: splice.removed.clone() }
        });
        Self {
            splices: splices.collect(),
            first_block: self.first_block,
            from: self.to.clone(),
            to: self.from.clone(),
        }
    }

    /// The text after, if `text` is the one before.
    pub fn applied_to(&self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(text.len().saturating_add_signed(self.growth().max(0)));
        let mut at = 0;
        for splice in &self.splices {
            out.push_str(text.get(at..splice.at)?);
            text.get(splice.at..)?.strip_prefix(splice.removed.as_str())?;
            out.push_str(&splice.inserted);
            at = splice.at + splice.removed.len();
        }
        out.push_str(text.get(at..)?);
        Some(out)
    }

    /// All blocks after, if `blocks` are those before.
    pub(super) fn blocks_after(&self, blocks: &[Block]) -> Option<Vec<Block>> {
        let behind = self.first_block.checked_add(self.from.len())?;
        let changed = blocks.get(self.first_block..behind)?;
        let (head, tail) = (blocks.get(..self.first_block)?, blocks.get(behind..)?);
        let touches_head = head.last().is_some_and(|block| block.span.end() > self.start());
        let touches_tail = tail.first().is_some_and(|block| block.span.start() < self.end());
        if changed != self.from || touches_head || touches_tail {
            return None;
        }
        let mut all = Vec::with_capacity(blocks.len() - self.from.len() + self.to.len());
        all.extend_from_slice(head);
        all.extend_from_slice(&self.to);
        let grown = self.growth();
        for block in tail {
            all.push(Block { span: block.span.moved_along(grown)?, ..block.clone() });
        }
        Some(all)
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.splices.iter().all(|splice| splice.removed == splice.inserted) && self.from == self.to
    }

    /// Where a span of the text before is in `after`, the text after.
    pub fn carried(&self, span: Span, after: &str) -> Option<Span> {
        self.carried_from(self.start(), span, after)
    }

    /// The annotation with all its spans carried; `None` where one of them is not.
    pub fn carried_annotation(&self, annotation: &Annotation, after: &str) -> Option<Annotation> {
        let from = self.start();
        let spans = annotation.spans.iter().map(|span| self.carried_from(from, span, after));
        let mut carried = annotation.clone();
        carried.spans = Spans::new(spans.collect::<Option<Vec<_>>>()?).ok()?;
        if let Body::Quote(quote) = &mut carried.body {
            for span in [&mut quote.cue, &mut quote.source].into_iter().flatten() {
                *span = self.carried_from(from, *span, after)?;
            }
        }
        Some(carried)
    }

    /// How many bytes longer it makes the text.
    pub(super) fn growth(&self) -> isize {
        self.splices.iter().map(growth).sum()
    }

    /// The byte of the text before from which on it is the same, only moved.
    pub(super) fn end(&self) -> usize {
        self.splices.last().map_or(usize::MAX, |splice| splice.at + splice.removed.len())
    }

    /// The byte of the text before at which it begins to differ.
    pub(super) fn start(&self) -> usize {
        self.splices.first().map_or(usize::MAX, |splice| splice.at)
    }

    fn carried_from(&self, from: usize, span: Span, after: &str) -> Option<Span> {
        if span.end() <= from {
            return Span::new(after, span.start(), span.end()).ok();
        }
        let (mut start, mut end) = (span.start(), span.end());
        for splice in self.splices.iter().take_while(|splice| splice.at < span.end()) {
            let (at, removed_end) = (splice.at, splice.removed.len() + splice.at);
            let by = growth(splice);
            if removed_end <= span.start() {
                start = start.checked_add_signed(by)?;
                end = end.checked_add_signed(by)?;
                continue;
            }
            let touches_edge = at == span.start() || removed_end == span.end();
            let inside = span.start() <= at && removed_end <= span.end();
            // What is taken out at an edge could not be put back inside.
            if !inside || touches_edge && (splice.inserted.is_empty() || splice.removed.is_empty()) {
                return None;
            }
            end = end.checked_add_signed(by)?;
        }
        Span::new(after, start, end).ok()
    }
}

pub(super) fn growth(splice: &Splice) -> isize {
    splice.inserted.len().cast_signed() - splice.removed.len().cast_signed()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::string_slice, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn change(at: usize, removed: &str, inserted: &str) -> TextChange {
        let splice = Splice { at, removed: removed.into(), inserted: inserted.into() };
        TextChange { splices: vec![splice], first_block: 0, from: Vec::new(), to: Vec::new() }
    }

    #[track_caller]
    fn check(change: &TextChange, expected: Option<&str>) {
        let text = "one two three";
        let after = change.applied_to(text).unwrap();
        let carried = change.carried(Span::new(text, 4, 7).unwrap(), &after);
        assert_eq!(carried.map(|span| span.of(&after)), expected);
    }

    #[test]
    fn words_put_in_at_an_edge_stay_outside_and_inside_belong_to_it() {
        check(&change(4, "", "x"), Some("two"));
        check(&change(7, "", "x"), Some("two"));
        check(&change(5, "", "x"), Some("txwo"));
        check(&change(0, "one", ""), Some("two"));
    }

    #[test]
    fn what_replaces_words_of_a_span_belongs_to_it() {
        check(&change(4, "two", "2"), Some("2"));
        check(&change(4, "t", "T"), Some("Two"));
        check(&change(4, "two", ""), None);
        check(&change(3, " tw", ""), None);
    }

    proptest! {
        #[test]
        fn what_is_carried_comes_back_exactly(
            text in "[aé😀 ]{1,30}", cuts in prop::collection::vec((0..30_usize, 0..4_usize, "[xé]{0,3}"), 0..5),
            start in 0..30_usize, len in 1..10_usize,
        ) {
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let end_of = |n: usize| ends[n.min(ends.len() - 1)];
            let mut cuts = cuts;
            cuts.sort();
            let (mut splices, mut last) = (Vec::<Splice>::new(), None);
            for (at, len, inserted) in cuts {
                let (from, to) = (end_of(at), end_of(at + len));
                if last.is_none_or(|last| from > last) && (from < to || !inserted.is_empty()) {
                    splices.push(Splice { at: from, removed: text[from..to].to_owned(), inserted });
                    last = Some(to);
                }
            }
            let change = TextChange { splices, first_block: 0, from: Vec::new(), to: Vec::new() };
            let after = change.applied_to(&text).unwrap();
            prop_assert_eq!(change.inverse().applied_to(&after), Some(text.clone()));
            if let Ok(span) = Span::new(&text, end_of(start), end_of(start + len))
                && let Some(carried) = change.carried(span, &after)
            {
                prop_assert_eq!(change.inverse().carried(carried, &text), Some(span));
            }
        }
    }
}
