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
mod apart;
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

use crate::model::{Annotation, Document, Hands, OneHand, Step};
use crate::text::units::UnitIndex;

use self::load::PartStart;
use super::notation::{Page, Reader, Value};
use super::{ReadError, WriteError};

/// The document in a file's text.
pub fn read(text: &str) -> Result<Document, ReadError> {
    read_by(text, &OneHand)
}

/// The same, read by all `hands`.
pub fn read_by(text: &str, hands: &impl Hands) -> Result<Document, ReadError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    load::document(text, hands).map_err(|fault| ReadError::in_text(fault, text))
}

/// So many annotations are written and read back in as many parts as there are hands.
const MANY: usize = 4_000;
/// The file's text for a document.
pub fn write(document: &Document) -> Result<String, WriteError> {
    write_in_parts(document, 1, &OneHand).map(|(text, _)| text)
}

/// The file's text, and where the parts of its annotations begin.
fn write_in_parts(
    document: &Document,
    n_parts: usize,
    hands: &impl Hands,
) -> Result<(String, Vec<PartStart>), WriteError> {
    let annotations: Vec<&Annotation> = document.annotations().collect();
    let parts: Vec<_> = annotations.chunks(annotations.len().div_ceil(n_parts).max(1)).collect();
    let mut starts = Vec::new();
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
        let found = page.list_in_parts(&parts, hands, |annotation, page| annotation.write(page))?;
        let firsts = parts.iter().scan(0, |next, part| {
            *next += part.len();
            Some(*next - part.len())
        });
        starts = firsts.zip(found).collect();
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
    Ok((page.finish(), starts))
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
    load::says(text, document, &[], &OneHand).map_err(|fault| ReadError::in_text(fault, text))
}

/// The file's text for a document, after it was read back and found to say the same.
pub fn write_checked(document: &Document) -> Result<String, WriteError> {
    write_checked_by(document, &OneHand)
}

/// The same by all `hands` where there is much to write.
pub fn write_checked_by(document: &Document, hands: &impl Hands) -> Result<String, WriteError> {
    let n_parts = if document.n_annotations() < MANY { 1 } else { hands.count() };
    let (text, parts) = write_in_parts(document, n_parts, hands)?;
    match load::says(&text, document, &parts, hands) {
        Ok(true) => Ok(text),
        Ok(false) => Err(WriteError::Different),
        Err(fault) => Err(WriteError::Unreadable(ReadError::in_text(fault, &text))),
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

#[cfg(test)]
#[allow(clippy::expect_used, reason = "tests")]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::{AnnotationId, Body, Passage, Past, TagId};
    use crate::text::{Span, Spans};

    /// A document with `n` passages, the comment of one of them as given.
    fn document(n: u128, (which, comment): (u128, &str)) -> Document {
        let article = crate::ingest::plain("Two piers closed in Žilina.", "a.txt").expect("plain text");
        let span = Span::new(article.text(), 4, 9).expect("a word");
        let passage = |number: u128| {
            let body = Body::Passage(Passage { tag: TagId("check".into()) });
            let id = AnnotationId(Uuid::from_u128(number + 1));
            let mut annotation = Annotation::new(id, Spans::one(span), body);
            if number == which {
                comment.clone_into(&mut annotation.comment);
            }
            annotation
        };
        Document::with_past(article, [], (0..n).map(passage), Vec::new(), Past::default()).expect("sound")
    }

    #[test]
    fn a_file_written_in_parts_is_the_file_written_at_once() {
        for n in [0, 1, 2, 7] {
            let document = document(n, (1, "Seen\n“twice”"));
            let (whole, _) = write_in_parts(&document, 1, &OneHand).expect("written");
            for n_parts in 1..9 {
                let (text, parts) = write_in_parts(&document, n_parts, &OneHand).expect("written");
                assert_eq!(text, whole, "{n} in {n_parts} parts");
                assert!(
                    load::says(&text, &document, &parts, &OneHand).expect("read"),
                    "{n} in {n_parts} parts"
                );
            }
        }
    }

    #[test]
    fn a_file_that_says_something_else_is_noticed_in_every_part() {
        let (text, parts) = write_in_parts(&document(7, (9, "")), 3, &OneHand).expect("written");
        assert_eq!(parts.len(), 3);
        for which in 0..7 {
            let other = document(7, (which, "Another"));
            assert!(!load::says(&text, &other, &parts, &OneHand).expect("read"), "passage {which}");
        }
        for n in [6, 8] {
            assert!(
                !load::says(&text, &document(n, (9, "")), &parts, &OneHand).expect("read"),
                "{n} passages"
            );
        }
    }

    #[test]
    fn parts_that_do_not_meet_are_noticed() {
        let document = document(7, (9, ""));
        let (text, parts) = write_in_parts(&document, 3, &OneHand).expect("written");
        let [first, second, third] = parts.as_slice() else { panic!("three parts") };
        let wrong = [
            vec![*first, (second.0, third.1), (third.0, second.1)],
            vec![*first, (second.0 + 1, second.1), *third],
            vec![*first, *second, (third.0, second.1)],
            vec![*second, *third],
            vec![(0, second.1), *third],
        ];
        for parts in wrong {
            assert!(!load::says(&text, &document, &parts, &OneHand).unwrap_or_default(), "{parts:?}");
        }
    }

    /// Several hands, of which each waits for the one before.
    struct Many;

    impl Hands for Many {
        fn count(&self) -> usize {
            3
        }

        fn each<T: Send, Work>(&self, works: impl IntoIterator<Item = Work>) -> Vec<T>
        where
            Work: FnOnce() -> T + Clone + Send,
        {
            OneHand.each(works)
        }

        fn both<A: Send, B>(
            &self,
            one: impl FnOnce() -> A + Clone + Send,
            other: impl FnOnce() -> B,
        ) -> (A, B) {
            let other = other();
            (one(), other)
        }
    }

    #[test]
    fn a_long_file_read_by_several_hands_is_the_file_read_by_one() {
        let document = document(9_000, (4_000, "Seen\n    Passage(\n    Mention(“twice”"));
        let text = write(&document).expect("written");
        assert!(text.len() > 1 << 20, "{}", text.len());
        assert_eq!(read_by(&text, &Many).expect("read"), document);
        // What only looks like the beginning of a record, where a hand begins: in the midst of a text.
        let lines = "\\\n    Passage(\n".repeat(40_000);
        let odd = text.replacen("comment: \"Seen", &format!("comment: \"{lines}Seen"), 1);
        let one = read_by(&odd, &OneHand).map_err(|error| error.to_string());
        assert_eq!(read_by(&odd, &Many).map_err(|error| error.to_string()), one);
    }

    #[test]
    fn a_fault_in_a_long_file_is_the_first_there_is_whoever_reads_it() {
        let text = write(&document(9_000, (0, ""))).expect("written");
        for part in 0..12 {
            let at = text.len() / 13 * (part + 1);
            let at = at + text.get(at..).and_then(|rest| rest.find("tag:")).unwrap_or_default();
            let bad =
                format!("{}tug:{}", text.get(..at).expect("a place"), text.get(at + 4..).expect("a place"));
            let [one, many] =
                [read(&bad), read_by(&bad, &Many)].map(|read| read.expect_err("a fault").to_string());
            assert_eq!(one, many);
        }
    }
}
