//! Comments, footnotes and endnotes: parts of their own, each entry with an id.

use std::collections::BTreeMap;

use crate::ingest::IngestError;
use crate::ingest::xml::{Node, Xml};

/// A comment or note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) author: String,
    pub(super) date: String,
    /// Its paragraphs, each a line.
    pub(super) words: String,
}

/// The entries of a part, by id; each is an `element`. Separators between text and notes are none.
pub(super) fn read(text: &str, name: &str, element: &str) -> Result<BTreeMap<String, Entry>, IngestError> {
    let mut xml = Xml::new(text, name, element);
    let mut entries = BTreeMap::new();
    let mut id: Option<String> = None;
    let mut entry = Entry::default();
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(start) if start.name == element => {
                let is_separator = !matches!(start.value("type"), "" | "normal");
                id = (!is_separator).then(|| start.value("id").to_owned());
                let (author, date) = (start.value("author").to_owned(), start.value("date").to_owned());
                entry = Entry { author, date, words: String::new() };
            }
            Node::Start(start) => match start.name.as_str() {
                "t" => entry.words.push_str(&xml.text()?),
                "tab" if xml.around(1) == "r" => entry.words.push('\t'),
                "br" | "cr" => entry.words.push('\n'),
                "del" | "moveFrom" | "Fallback" => xml.skip()?,
                _ => {}
            },
            Node::End(end) if end == "p" && !entry.words.ends_with('\n') => entry.words.push('\n'),
            Node::End(end) if end == element => {
                let mut entry = std::mem::take(&mut entry);
                entry.words = trimmed(&entry.words);
                if let Some(id) = id.take() {
                    entries.insert(id, entry);
                }
            }
            _ => {}
        }
    }
    Ok(entries)
}

fn trimmed(words: &str) -> String {
    words.trim().to_owned()
}
