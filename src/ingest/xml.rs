//! XML read element by element, to a limited depth. No entity is expanded but the five of XML and
//! character references; a document type, which is what an entity bomb needs, is refused.

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::package::damaged;
use super::{IngestError, limits};

/// A step through a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A start tag.
    Start(Element),
    /// The end of the element of this local name.
    End(String),
    /// Text.
    Text(String),
}

/// A start tag, its names without prefixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute, empty where there is none.
    pub(super) fn value(&self, name: &str) -> &str {
        self.attributes.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// Whether it is on: a property without a value, or with one that does not say no.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value("val"), "0" | "false" | "off")
    }
}

/// See the module.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    name: &'x str,
    part: &'x str,
    /// Local names of the open elements.
    open: Vec<String>,
}

impl<'x> Xml<'x> {
    /// Reads `text`, the `part` of the source called `name`.
    pub(super) fn new(text: &'x str, name: &'x str, part: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, name, part, open: Vec::new() }
    }

    /// Local name of the element `above` levels around the place reached; 0 is the innermost.
    pub(super) fn around(&self, above: usize) -> &str {
        self.open.iter().rev().nth(above).map_or("", String::as_str)
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Goes on to the end of the element just begun.
    pub(super) fn skip(&mut self) -> Result<(), IngestError> {
        let depth = self.depth();
        while self.depth() >= depth {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// The text in the element just begun, up to its end.
    pub(super) fn text(&mut self) -> Result<String, IngestError> {
        let depth = self.depth();
        let mut text = String::new();
        while self.depth() >= depth {
            match self.next()? {
                Some(Node::Text(words)) => text.push_str(&words),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }

    /// The next step; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Node>, IngestError> {
        loop {
            let event = self.reader.read_event();
            let place = self.reader.buffer_position();
            let wrong = |what: String| {
                damaged(
                    self.name,
                    format!("{} of its part {} is wrong at byte {place}: {what}", "the XML", self.part),
                )
            };
            return Ok(Some(match event.map_err(|error| wrong(error.to_string()))? {
                Event::Start(start) => {
                    let element = element(&start);
                    if self.open.len() >= limits::XML_DEPTH {
                        return Err(wrong(format!(
                            "more than {} elements inside each other",
                            limits::XML_DEPTH
                        )));
                    }
                    self.open.push(element.name.clone());
                    Node::Start(element)
                }
                Event::End(_) => Node::End(self.open.pop().unwrap_or_default()),
                Event::Text(text) => Node::Text(String::from_utf8_lossy(&text).into_owned()),
                Event::CData(text) => Node::Text(String::from_utf8_lossy(&text).into_owned()),
                Event::GeneralRef(reference) => {
                    let name = String::from_utf8_lossy(&reference).into_owned();
                    let known = resolve_xml_entity(&name).map(str::to_owned);
                    let known =
                        known.or_else(|| reference.resolve_char_ref().ok().flatten().map(String::from));
                    Node::Text(known.unwrap_or_else(|| format!("&{name};")))
                }
                Event::DocType(_) => {
                    return Err(wrong("a document type, which no word processor writes".to_owned()));
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => continue,
                Event::Eof if !self.open.is_empty() => {
                    return Err(wrong(
                        "it ends in the middle. Ask for the file again where it came from".to_owned(),
                    ));
                }
                Event::Eof => return Ok(None),
            }));
        }
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let local = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_or_else(|_| local(&attribute.value), std::borrow::Cow::into_owned);
        attributes.push((local(attribute.key.local_name().as_ref()), value));
    }
    Element { name: local(start.local_name().as_ref()), attributes }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<String, IngestError> {
        let mut xml = Xml::new(text, "a.docx", "word/document.xml");
        let mut words = String::new();
        while let Some(node) = xml.next()? {
            if let Node::Text(text) = node {
                words.push_str(&text);
            }
        }
        Ok(words)
    }

    #[test]
    fn text_comes_with_its_references_resolved() {
        assert_eq!(all("<w:a x='1'>A &amp; B&#233;<b/><![CDATA[ <c>]]></w:a>").unwrap(), "A & Bé <c>");
    }

    #[test]
    fn an_entity_bomb_is_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>";
        assert!(all(bomb).unwrap_err().to_string().contains("document type"));
    }

    #[test]
    fn depth_is_limited_and_a_cut_is_noticed() {
        assert!(all(&"<a>".repeat(10_000)).unwrap_err().to_string().contains("inside each other"));
        assert!(all("<a><b>x").unwrap_err().to_string().contains("ends in the middle"));
        assert!(all("<a></b>").unwrap_err().to_string().contains("word/document.xml"));
    }
}
