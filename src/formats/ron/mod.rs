//! The `.desk.ron` file: an article, all that was said about it and how that came to be, in one
//! text that people and their diffs can read.
//!
//! Architecture invariants: the version stands first; the layout depends on the content alone, so
//! saving twice gives the same bytes and a change to one annotation changes its lines only; offsets
//! are code points and each span carries its words, which reading holds against the article;
//! fields a newer minor version added stay with the record they came in. A new minor version may
//! add fields to the records that keep them (document, article, block, entity, annotation,
//! evidence, step). It may also add words and kinds of edits with their fields: an older program
//! refuses a file that has any, and says that a newer one wrote it. Anything else is a new major version.

mod annotation;
mod article;
mod edit;
mod load;
mod named;
mod past;
mod records;
mod span;
mod version;

pub use version::VERSION;
pub(super) use version::enter;

use std::sync::Arc;

use crate::model::{Document, Step};
use crate::text::units::UnitIndex;

use super::notation::{Page, Reader, Value};
use super::{ReadError, WriteError};

/// The document in a file's text.
pub fn read(text: &str) -> Result<Document, ReadError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    load::document(text).map_err(|fault| ReadError::in_text(fault, text))
}

/// The file's text for a document.
pub fn write(document: &Document) -> Result<String, WriteError> {
    let units = Arc::new(UnitIndex::new(document.article().text().clone()));
    let mut page = Page::new(Some(Arc::clone(&units)));
    page.record("", |page| {
        page.field("copydesk", &VERSION.to_owned())?;
        page.name("article");
        article::write(document.article(), page)?;
        page.name("entities");
        page.list(document.entities(), Value::write)?;
        page.names = Some(document);
        page.name("annotations");
        page.list(document.annotations(), Value::write)?;
        // History is what was: today's names do not belong in it, and would change its lines.
        page.names = None;
        if document.orphans().len() > 0 {
            page.name("orphans");
            page.list(document.orphans(), Value::write)?;
        }
        if !document.drafts().is_empty() {
            page.name("drafts");
            page.list(document.drafts(), |draft, page| draft.write(page))?;
        }
        if document.rejections().len() > 0 {
            page.name("rejected");
            page.list(document.rejections(), |rejection, page| rejection.write(page))?;
        }
        if let Some(origin) = origin(document)? {
            page.name("origin");
            page.list(origin.split_inclusive('\n'), |line, page| {
                page.text(line);
                Ok(())
            })?;
            page.places = Some(Arc::new(UnitIndex::new(origin)));
        }
        page.name("history");
        page.list(document.history().iter(), |step, page| step.write(page))?;
        page.places = Some(units);
        page.extra(&document.extra, &[load::FIELDS])
    })?;
    page.raw("\n");
    Ok(page.finish())
}

/// The text the history begins with, where it is not that of the article all the way.
fn origin(document: &Document) -> Result<Option<String>, WriteError> {
    let mut text: Option<String> = None;
    for step in document.history().iter().rev() {
        for change in step.edit.text_changes().into_iter().rev() {
            let after = text.as_deref().unwrap_or(document.text());
            text = Some(change.inverse().applied_to(after).ok_or(WriteError::Different)?);
        }
    }
    Ok(text)
}

/// Whether a file's text says what a document does. If so, [`read`] gives that document.
///
/// All of the text is read, each record is held against the document's own and let go, and what
/// joins the records to a document is checked on the document's, which are then the same. So it is
/// as strict as reading and comparing, and takes neither the memory nor the time of a second document.
pub fn says(text: &str, document: &Document) -> Result<bool, ReadError> {
    load::says(text, document).map_err(|fault| ReadError::in_text(fault, text))
}

/// The file's text for a document, after it was read back and found to say the same.
pub fn write_checked(document: &Document) -> Result<String, WriteError> {
    let text = write(document)?;
    match says(&text, document) {
        Ok(true) => Ok(text),
        Ok(false) => Err(WriteError::Different),
        Err(error) => Err(WriteError::Unreadable(error)),
    }
}

/// A step as one line of a journal, without a line break. `units` are those of the article's text
/// before the step, and afterwards those of the text after it.
pub fn write_step(step: &Step, units: &mut Arc<UnitIndex>) -> Result<String, WriteError> {
    let mut page = Page::one_line(Arc::clone(units));
    step.write(&mut page)?;
    if let Some(after) = page.places.take() {
        *units = after;
    }
    Ok(page.finish())
}

/// The step in a journal's line. `units` are those of the article's text before the step, and
/// afterwards those of the text after it.
pub fn read_step(line: &str, units: &mut Arc<UnitIndex>) -> Result<Step, ReadError> {
    let mut reader = Reader::new(line);
    reader.places = Some(Arc::clone(units));
    reader.one_line = true;
    let step = reader.skip_space().and_then(|()| {
        let step = Step::read(&mut reader)?;
        reader.end()?;
        Ok(step)
    });
    let step = step.map_err(|fault| ReadError::in_text(fault, line))?;
    if let Some(after) = reader.places {
        *units = after;
    }
    Ok(step)
}
