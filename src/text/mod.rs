//! Strings only: positions in them, and where words, sentences and names begin and end.

mod cues;
mod graphemes;
mod lexicon;
mod matches;
mod names;
mod quotations;
mod sentences;
mod words;

pub mod counted;
pub mod search;
pub mod segment;
pub mod span;
mod told;
pub mod units;

pub use span::{Span, SpanError, Spans, SpansError};
