//! Byte ranges that cannot be built wrong.

use std::fmt;

use thiserror::Error;

/// A non-empty byte range `start..end` of one text, both ends on char boundaries.
///
/// Invariant: `start < end`, and both were char boundaries of the text it was built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: usize,
    end: usize,
}

/// Why a byte range is not a [`Span`] of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SpanError {
    /// `start` is not before `end`.
    #[error("the range {start}..{end} is empty or runs backwards")]
    Empty {
        /// First byte asked for.
        start: usize,
        /// End asked for.
        end: usize,
    },
    /// The range ends after the text does.
    #[error("the range {start}..{end} runs past the end of the text, which is {len} long")]
    OutOfRange {
        /// First byte asked for.
        start: usize,
        /// End asked for.
        end: usize,
        /// Length of the text in bytes.
        len: usize,
    },
    /// An end lies inside a character.
    #[error("byte {at} lies inside a character")]
    InsideChar {
        /// The offending byte offset.
        at: usize,
    },
}

impl Span {
    /// The range `start..end` in bytes of `text`.
    pub fn new(text: &str, start: usize, end: usize) -> Result<Self, SpanError> {
        if start >= end {
            return Err(SpanError::Empty { start, end });
        }
        if end > text.len() {
            let len = text.len();
            return Err(SpanError::OutOfRange { start, end, len });
        }
        for at in [start, end] {
            if !text.is_char_boundary(at) {
                return Err(SpanError::InsideChar { at });
            }
        }
        Ok(Self { start, end })
    }

    /// The whole of `text`, or nothing where it is empty.
    pub fn whole(text: &str) -> Option<Self> {
        Self::new(text, 0, text.len()).ok()
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// Byte after the last.
    pub fn end(self) -> usize {
        self.end
    }

    /// Length in bytes, never zero.
    #[allow(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the byte at `offset` lies inside.
    pub fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether a caret at `offset` touches the span, its two ends included.
    pub fn touches(self, offset: usize) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside this span or equals it.
    pub fn encloses(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same words in `after`, a text in which they stand `by` bytes later.
    pub fn shifted(self, by: isize, after: &str) -> Option<Self> {
        let (start, end) = (self.start.checked_add_signed(by)?, self.end.checked_add_signed(by)?);
        Self::new(after, start, end).ok()
    }

    /// The same words where all of the text around them stands `by` bytes later, so that where
    /// characters begin need not be looked up again. None where that is before the text's beginning.
    pub(crate) fn moved_along(self, by: isize) -> Option<Self> {
        let (start, end) = (self.start.checked_add_signed(by)?, self.end.checked_add_signed(by)?);
        Some(Self { start, end })
    }

    /// What the two share.
    pub fn intersection(self, other: Self) -> Option<Self> {
        self.overlaps(other)
            .then(|| Self { start: self.start.max(other.start), end: self.end.min(other.end) })
    }

    /// Whether this is a span of `text`: in range and on its char boundaries.
    pub fn fits(self, text: &str) -> bool {
        Self::new(text, self.start, self.end).is_ok()
    }

    /// The words it covers in the text it was built for; empty in a text it does not fit.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// The spans of one annotation.
///
/// Invariant: at least one, sorted, disjoint (they may touch).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spans(Held);

/// Nearly every annotation has one span, which lies in the annotation itself: so a look at very many
/// of them is a look at one place in memory each.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Held {
    One([Span; 1]),
    Several(Vec<Span>),
}

impl Held {
    fn new(spans: Vec<Span>) -> Self {
        match spans.as_slice() {
            [one] => Self::One([*one]),
            _ => Self::Several(spans),
        }
    }
}

/// Why some spans cannot belong to one annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SpansError {
    /// There is no span.
    #[error("an annotation needs at least one span")]
    None,
    /// Two of them share text.
    #[error("the spans {0} and {1} of one annotation overlap")]
    Overlap(Span, Span),
}

impl Spans {
    /// Sorts `spans` and checks that they are disjoint.
    pub fn new(mut spans: Vec<Span>) -> Result<Self, SpansError> {
        spans.sort_unstable();
        for (left, right) in spans.iter().zip(spans.iter().skip(1)) {
            if left.overlaps(*right) {
                return Err(SpansError::Overlap(*left, *right));
            }
        }
        if spans.is_empty() {
            return Err(SpansError::None);
        }
        Ok(Self(Held::new(spans)))
    }

    /// One span.
    pub fn one(span: Span) -> Self {
        Self(Held::One([span]))
    }

    /// The spans, in text order.
    pub fn as_slice(&self) -> &[Span] {
        match &self.0 {
            Held::One(one) => one,
            Held::Several(all) => all,
        }
    }

    /// The spans, in text order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Span> + '_ {
        self.as_slice().iter().copied()
    }

    /// The first span in the text.
    pub fn first(&self) -> Span {
        self.as_slice()[0]
    }

    /// The last span in the text.
    pub fn last(&self) -> Span {
        self.as_slice()[self.as_slice().len() - 1]
    }

    /// Moves them as [`Span::moved_along`] does; what cannot move stays.
    pub(crate) fn move_along(&mut self, by: isize) {
        if self.iter().all(|span| span.moved_along(by).is_some()) {
            let all = match &mut self.0 {
                Held::One(one) => one.as_mut_slice(),
                Held::Several(all) => all,
            };
            for span in all {
                *span = span.moved_along(by).unwrap_or(*span);
            }
        }
    }

    /// From the start of the first to the end of the last.
    pub fn hull(&self) -> Span {
        self.first().hull(self.last())
    }

    /// Bytes covered.
    pub fn covered(&self) -> usize {
        self.iter().map(Span::len).sum()
    }

    /// Whether any of the spans shares a byte with `span`.
    pub fn overlaps(&self, span: Span) -> bool {
        self.iter().any(|own| own.overlaps(span))
    }

    /// Whether all of them are spans of `text`.
    pub fn fit(&self, text: &str) -> bool {
        self.iter().all(|span| span.fits(text))
    }

    /// The words covered, pieces joined by " … ".
    pub fn words(&self, text: &str) -> String {
        let pieces: Vec<&str> = self.iter().map(|span| span.of(text)).collect();
        pieces.join(" … ")
    }

    /// What an entity is called that is named by these words, its first piece.
    pub fn name_in(&self, text: &str) -> String {
        super::segment::as_name(self.first().of(text))
    }

    /// These spans with `span` added; spans it overlaps or touches are joined with it.
    #[must_use]
    pub fn with(&self, span: Span) -> Self {
        let joins = |own: &Span| own.overlaps(span) || own.end == span.start || span.end == own.start;
        let joined = self.iter().filter(joins).fold(span, Span::hull);
        let mut spans: Vec<Span> = self.iter().filter(|own| !joins(own)).collect();
        spans.push(joined);
        spans.sort_unstable();
        Self(Held::new(spans))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_span_never_splits_a_character() {
        assert_eq!(Span::new("é", 0, 1), Err(SpanError::InsideChar { at: 1 }));
        assert_eq!(Span::new("é", 0, 2).unwrap().of("é"), "é");
    }

    #[test]
    fn an_empty_or_backward_range_is_no_span() {
        assert!(Span::new("abc", 1, 1).is_err());
        assert!(Span::new("abc", 2, 1).is_err());
        assert!(Span::new("abc", 2, 4).is_err());
    }

    #[test]
    fn spans_of_one_annotation_may_touch_but_not_overlap() {
        let text = "abcdef";
        let span = |start, end| Span::new(text, start, end).unwrap();
        assert!(Spans::new(vec![span(0, 3), span(2, 4)]).is_err());
        assert!(Spans::new(vec![]).is_err());
        let spans = Spans::new(vec![span(3, 5), span(0, 3)]).unwrap();
        assert_eq!(spans.words(text), "abc … de");
    }

    #[test]
    fn adding_a_touching_span_joins_it() {
        let text = "abcdefgh";
        let span = |start, end| Span::new(text, start, end).unwrap();
        let spans = Spans::new(vec![span(0, 2), span(4, 6)]).unwrap();
        assert_eq!(spans.with(span(2, 4)).as_slice(), &[span(0, 6)]);
        assert_eq!(spans.with(span(7, 8)).as_slice().len(), 3);
    }

    proptest! {
        #[test]
        fn any_pair_of_offsets_is_a_span_or_a_clear_refusal(text in "\\PC{0,20}", start in 0..90usize, end in 0..90usize) {
            match Span::new(&text, start, end) {
                Ok(span) => {
                    prop_assert_eq!(Some(span.of(&text)), text.get(start..end));
                    prop_assert!(!span.of(&text).is_empty());
                }
                Err(_) => prop_assert!(start >= end || text.get(start..end).is_none()),
            }
        }
    }
}
