//! The annotated article as a Word document: each note is a comment on its words.
//!
//! The parts are those ECMA-376 (Office Open XML) asks for and no more. An
//! annotation of several stretches gets its comment at the first, and a short one at each further
//! stretch, since a comment of Word has one range.

mod comments;
mod document;
mod package;
mod xml;

use super::ReportError;
use super::edition::Edition;
use super::story::Story;

/// The packed document.
pub(super) fn write(edition: &Edition<'_>) -> Result<Vec<u8>, ReportError> {
    let story = Story::of(edition);
    let comments = comments::Comments::of(&story);
    let document = document::document(edition, &story, &comments);
    package::pack(edition, &document, &comments.xml(&story))
}
