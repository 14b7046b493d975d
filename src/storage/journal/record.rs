//! One line of a journal: `checksum number kind payload`.
//!
//! The checksum (the first 32 bits of a SHA-256, as 8 hexadecimal digits) tells a whole line from a
//! torn one; the number tells when lines between are missing.

use uuid::Uuid;

use crate::storage::Digest;

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Record {
    /// What the steps start from, as text.
    Header(String),
    /// One step of work, as the caller wrote it.
    Step(String),
    /// A copy of the document was taken here to be saved.
    Mark(SaveMark),
    /// The copy taken at that mark is about to be written, and this is what the file will say.
    Saving(SaveMark, Digest),
}

/// Names the place in a journal where a copy of the document was taken to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaveMark(pub(super) Uuid);

impl Record {
    /// The line, with its end.
    pub(super) fn encode(&self, number: u64) -> String {
        let body = match self {
            Self::Header(text) => format!("{number} header {text}"),
            Self::Step(text) => format!("{number} step {text}"),
            Self::Mark(SaveMark(id)) => format!("{number} mark {id}"),
            Self::Saving(SaveMark(id), digest) => format!("{number} saving {id} {digest}"),
        };
        format!("{} {body}\n", checksum(&body))
    }

    /// The number and the record in a line without its end, if the line is whole.
    pub(super) fn decode(line: &[u8]) -> Option<(u64, Self)> {
        let line = str::from_utf8(line).ok()?;
        let (sum, body) = line.split_once(' ')?;
        if sum != checksum(body) {
            return None;
        }
        let (number, rest) = body.split_once(' ')?;
        let (kind, payload) = rest.split_once(' ')?;
        let record = match kind {
            "header" => Self::Header(payload.to_owned()),
            "step" => Self::Step(payload.to_owned()),
            "mark" => Self::Mark(SaveMark(payload.parse().ok()?)),
            "saving" => {
                let (id, digest) = payload.split_once(' ')?;
                Self::Saving(SaveMark(id.parse().ok()?), digest.parse().ok()?)
            }
            _ => return None,
        };
        Some((number.parse().ok()?, record))
    }
}

fn checksum(body: &str) -> String {
    Digest::of(body.as_bytes()).to_string().chars().take(8).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::string_slice, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_is_read_as_it_was_written() {
        let mark = SaveMark(Uuid::from_u128(7));
        let records = [
            Record::Header("(format: 1)".to_owned()),
            Record::Step(" “quoted”\twith\rodd \0 characters ".to_owned()),
            Record::Step(String::new()),
            Record::Mark(mark),
            Record::Saving(mark, Digest::of(b"x")),
        ];
        for (number, record) in (3..).zip(records) {
            let line = record.encode(number);
            assert_eq!(Record::decode(line.trim_end_matches('\n').as_bytes()), Some((number, record)));
        }
    }

    #[test]
    fn a_line_with_any_byte_missing_or_wrong_is_not_taken_for_whole() {
        let line = Record::Step("Tag Hoekstra as person".to_owned()).encode(12);
        let line = line.trim_end().as_bytes();
        for place in 0..line.len() {
            assert_eq!(Record::decode(&line[..place]), None, "cut at {place}");
            let mut wrong = line.to_vec();
            wrong[place] ^= 1;
            assert_eq!(Record::decode(&wrong), None, "wrong at {place}");
        }
    }
}
