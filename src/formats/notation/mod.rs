//! RON as our files use it: a reader that knows where it is, and a writer that lays out for people.
//!
//! The `ron` crate reads into serde types, which forget where a value stood and which fields were
//! unknown. These files promise an exact line for every fault, even one found long after parsing,
//! and every unknown field back as it was. So a [`Reader`] walks the text once and a [`Page`] writes
//! it, both for types that are [`Value`]s. Property tests hold them to the `ron` crate's answers.

mod leaves;
mod literal;
mod page;
mod reader;
mod record;
mod verbatim;

pub(super) use page::Page;
pub(super) use reader::Reader;
pub(super) use record::{
    Record, fill, once, read_record, read_two, record, required, variants, write_record,
};

use super::WriteError;

/// How deep values may nest, in reading and writing alike. The `ron` crate stops at 128, and may
/// count a value twice; half of that leaves our files readable to it.
pub(super) const MAX_DEPTH: usize = 60;

/// What to do about a word or field that a newer version knows.
const UPDATE: &str = "A newer Copydesk wrote this file; update Copydesk.";

/// What is wrong at a byte of the text; boxed, for it is rare and results are everywhere.
#[derive(Debug)]
pub(super) struct Fault(Box<Details>);

/// See [`Fault`].
#[derive(Debug)]
pub(super) struct Details {
    /// Byte offset.
    pub(super) at: usize,
    /// What is wrong, without a full stop.
    pub(super) message: String,
    /// What to do, a sentence.
    pub(super) help: String,
}

impl Fault {
    /// A fault at the byte `at`.
    pub(super) fn new(at: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self(Box::new(Details { at, message: message.into(), help: help.into() }))
    }

    /// The same, said of the field `name` where it was said of “this”.
    fn about(mut self, name: &str) -> Self {
        if let Some(rest) = self.0.message.strip_prefix("this should be ") {
            self.0.message = format!("the field “{name}” should be {rest}");
        }
        self
    }

    /// Place, message and help.
    pub(super) fn details(self) -> Details {
        *self.0
    }
}

/// What reading gives.
pub(super) type Read<T> = Result<T, Fault>;

/// What writing gives.
pub(super) type Wrote = Result<(), WriteError>;

/// Something that stands in a file.
pub(super) trait Value: Sized {
    /// Whether a list of them may share a line.
    const SHORT: bool = true;

    /// Reads one from where the reader stands, at the value's first character.
    fn read(reader: &mut Reader<'_>) -> Read<Self>;

    /// Writes it.
    fn write(&self, page: &mut Page<'_>) -> Wrote;
}
