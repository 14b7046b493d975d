//! The parts of a zipped document, each read up to a limit, whatever the package says of its size.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{IngestError, limits};

/// A zipped document.
pub(super) struct Package<'b> {
    name: String,
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be unpacked.
    budget: usize,
}

impl<'b> Package<'b> {
    /// Opens the package in `bytes`.
    pub(super) fn open(name: &str, bytes: &'b [u8]) -> Result<Self, IngestError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            damaged(
                name,
                format!(
                    "the document is cut short or damaged ({error}). Ask for it again where it came from"
                ),
            )
        })?;
        if archive.len() > limits::PARTS {
            let what = format!("it is packed in {} parts, and the limit is {}", archive.len(), limits::PARTS);
            return Err(damaged(name, what));
        }
        Ok(Self { name: name.to_owned(), archive, budget: limits::UNPACKED })
    }

    /// Whether it has a part whose name begins so.
    pub(super) fn has(&self, beginning: &str) -> bool {
        self.archive.file_names().any(|name| name.starts_with(beginning))
    }

    /// The text of a part; `None` where there is no such part.
    pub(super) fn part(&mut self, part: &str) -> Result<Option<String>, IngestError> {
        let mut entry = match self.archive.by_name(part) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => {
                return Err(damaged(
                    &self.name,
                    format!(
                        "its part {part} cannot be unpacked ({error}). Ask for it again where it came from"
                    ),
                ));
            }
        };
        let mut bytes = Vec::new();
        let limit = u64::try_from(self.budget).unwrap_or(u64::MAX).saturating_add(1);
        if let Err(error) = entry.by_ref().take(limit).read_to_end(&mut bytes) {
            return Err(damaged(
                &self.name,
                format!("its part {part} is damaged ({error}). Ask for it again where it came from"),
            ));
        }
        if bytes.len() > self.budget {
            return Err(IngestError::TooLarge {
                name: self.name.clone(),
                what: "the text of a document, unpacked,",
                limit: limits::UNPACKED,
            });
        }
        self.budget -= bytes.len();
        Ok(Some(decoded(&bytes)))
    }
}

/// XML is in UTF-8 unless a byte order mark says UTF-16.
fn decoded(bytes: &[u8]) -> String {
    let (text, _, _) = encoding_rs::UTF_8.decode(bytes);
    text.into_owned()
}

pub(super) fn damaged(name: &str, what: String) -> IngestError {
    IngestError::Damaged { name: name.to_owned(), what }
}
