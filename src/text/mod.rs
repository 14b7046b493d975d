//! Strings only: positions in them, and where words, sentences and names begin and end.

pub mod anchor;
pub mod checkable;
pub mod citation;
mod cues;
mod graphemes;
mod lexicon;
mod matches;
mod mirrored;
mod names;
pub mod near;
mod quotations;
mod sentences;
mod words;

pub mod counted;
pub mod formula;
pub mod invisible;
pub mod search;
pub mod segment;
pub mod span;
pub mod sticky;
pub mod units;
pub mod word_diff;

pub use mirrored::mirrored;
pub use span::{Span, SpanError, Spans, SpansError};
