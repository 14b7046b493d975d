//! W3C Web Annotation in JSON-LD: a collection with one page, an annotation each with a
//! `TextPositionSelector` (code points) and a `TextQuoteSelector`. What the standard has no words
//! for stands under `copydesk`, whose terms have a context of their own in the file.
//!
//! After “Web Annotation Data Model”, the Recommendation of 23 February 2017
//! (<https://www.w3.org/TR/annotation-model/>), and what `RecogitoJS` and Annotorious make of it: a
//! selector refined by another lies within it, a range goes from one to the other, a fragment may be
//! that of RFC 5147; offsets that only fit in UTF-16 units are taken so where the words agree. What is
//! about the whole, or about something that is no text, is told and left out, as are words that the
//! text does not have. What Hypothesis' API answers to a search (<https://h.readthedocs.io/en/latest/api/>)
//! is read, too: `rows`, with `text` and `tags` for bodies; white space may differ, for its client takes
//! quotes from a page whose text came in otherwise.

mod read;
mod said;
mod selector;
mod squeezed;
mod write;

pub(super) use read::read;
pub(super) use write::write;

/// The context of the standard.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// The namespace of our own terms.
const NAMESPACE: &str = "urn:copydesk:terms:";
/// The key of our own record.
const OWN: &str = "copydesk";

/// The values of a key that may hold one or a list.
fn many(value: Option<&serde_json::Value>) -> Vec<&serde_json::Value> {
    match value {
        None | Some(serde_json::Value::Null) => Vec::new(),
        Some(serde_json::Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
    }
}
