//! W3C Web Annotation in JSON-LD: a collection with one page, an annotation each with a
//! `TextPositionSelector` (code points) and a `TextQuoteSelector`. What the standard has no words
//! for stands under `copydesk`, whose terms have a context of their own in the file.

mod read;
mod write;

pub(super) use read::read;
pub(super) use write::write;

/// The context of the standard.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// The namespace of our own terms.
const NAMESPACE: &str = "urn:copydesk:terms:";
/// The key of our own record.
const OWN: &str = "copydesk";
