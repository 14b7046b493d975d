//! Strings only: positions in them, and where words, sentences and names begin and end.

pub mod segment;
pub mod span;
pub mod units;

pub use span::{Span, SpanError, Spans, SpansError};
