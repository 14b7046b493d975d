//! Corpora that hold one JSON object a line.

use std::path::Path;

use anyhow::{Context, anyhow};
use serde::de::DeserializeOwned;

use crate::session::jobs::explained;
use crate::storage::read_text;
use crate::text::units::UnitIndex;

/// The text of a corpus.
pub(super) fn text_of(path: &Path) -> anyhow::Result<String> {
    Ok(read_text(path).map_err(|error| anyhow!("{}", explained(&error)))?.0)
}

/// The objects of a corpus.
pub(super) fn objects<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let text = text_of(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            serde_json::from_str(line).with_context(|| {
                format!("{}, line {}: no such object as asked for", path.display(), number + 1)
            })
        })
        .collect()
}

/// The byte range of a range of code points.
pub(super) fn bytes(units: &UnitIndex, start: usize, end: usize) -> anyhow::Result<std::ops::Range<usize>> {
    let at =
        |number| units.byte_of_char(number).ok_or_else(|| anyhow!("code point {number} is not in the text"));
    Ok(at(start)?..at(end)?)
}
