//! The article's text alone.

use crate::model::Document;

use super::exchange::Exported;
use super::loss::{Part, losses};

/// Writes the text as it is.
pub(super) fn write(document: &Document) -> Exported {
    Exported::one(".txt", document.text().to_owned(), losses(document, &[Part::Spacing]))
}
