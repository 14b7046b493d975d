//! Files as the other tools write them.

use std::fs;
use std::path::Path;

use copydesk::formats::{Format, Imported, import};
use copydesk::model::{Annotation, Body, Document};

pub(crate) fn case(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn read(name: &str, format: Format, beside: Option<&str>) -> Vec<Imported> {
    let beside = beside.map(case);
    import(&case(name), format, beside.as_deref()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every annotation in words, in reading order.
pub(crate) fn told(document: &Document) -> Vec<String> {
    let entity = |id| document.entity(id).unwrap().name.clone();
    let tell = |annotation: &Annotation| {
        let words = document.words_of(annotation);
        match &annotation.body {
            Body::Mention(mention) => {
                let kind = document.entity(mention.entity).unwrap().kind;
                format!("[{words}] {kind:?} {}", entity(mention.entity))
            }
            Body::Passage(passage) => format!("[{words}] #{}", passage.tag),
            Body::Quote(quote) => format!("[{words}] quote by {:?}", quote.speaker.map(entity)),
            Body::Claim(_) => format!("[{words}] claim"),
        }
    };
    document.annotations().map(tell).collect()
}

/// What the colleagues are told of each annotation.
pub(crate) fn comments(document: &Document) -> Vec<&str> {
    document
        .annotations()
        .map(|annotation| annotation.comment.as_str())
        .filter(|comment| !comment.is_empty())
        .collect()
}
