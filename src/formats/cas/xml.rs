//! The little of XML that XMI needs: texts as attribute values, and elements with their places.

use std::collections::HashMap;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::formats::ExchangeError;

use super::Place;

const HELP: &str = "Correct it there, or export the file again from where it is from";

/// Whether XML 1.0 has a way to write the character.
fn can_be_written(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Writes texts, and counts the characters it cannot.
#[derive(Default)]
pub(super) struct Escape {
    /// A space stands for each of them.
    pub(super) n_lost: usize,
}

impl Escape {
    /// A text as it may stand in an attribute or an element, white space and all.
    pub(super) fn text(&mut self, text: &str) -> String {
        let mut escaped = String::with_capacity(text.len() + 16);
        for c in text.chars() {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                // Readers make other white space of these where they stand as they are.
                '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' => {
                    escaped.extend([format!("&#{};", u32::from(c))]);
                }
                c if can_be_written(c) => escaped.push(c),
                _ => {
                    self.n_lost += 1;
                    escaped.push(' ');
                }
            }
        }
        escaped
    }
}

/// An element below the outermost, with the texts of the elements in it.
pub(super) struct Element {
    /// The address of its names, and its name.
    pub(super) space: String,
    pub(super) name: String,
    pub(super) place: Place,
    /// The `xmi:id`.
    pub(super) id: Option<String>,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<(String, String)>,
}

/// The name of the outermost element, and the elements in it.
pub(super) fn elements(text: &str) -> Result<(String, Vec<Element>), ExchangeError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut lines = Lines { text, at: 0, line: 1, column: 1 };
    let mut spaces = HashMap::new();
    let mut root = None;
    let mut depth = 0;
    let mut found: Vec<Element> = Vec::new();
    loop {
        let here = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let event = reader.read_event();
        let wrong = |lines: &mut Lines<'_>, what: String| {
            lines.place(here).wrong(format!("this is not XML: {what}"), HELP)
        };
        let event = event.map_err(|error| wrong(&mut lines, error.to_string()))?;
        match event {
            Event::Start(start) => {
                let place = lines.place(here);
                let element = element(&start, place, &mut spaces)?;
                match (depth, found.last_mut()) {
                    (0, _) if root.is_none() => root = Some(element.name),
                    (1, _) => found.push(element),
                    // What points at a structure does so by an address within the file.
                    (2, Some(last)) => last.children.push((element.name, pointed(&element.attributes))),
                    _ => return Err(place.wrong("an element stands where XMI has none", HELP)),
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Text(words) => add(&mut found, depth, &words.decode().unwrap_or_default()),
            Event::CData(words) => add(&mut found, depth, &words.decode().unwrap_or_default()),
            Event::GeneralRef(reference) => {
                let name = reference.decode().unwrap_or_default().into_owned();
                let known = resolve_xml_entity(&name).map(str::to_owned);
                let known = known.or_else(|| reference.resolve_char_ref().ok().flatten().map(String::from));
                let known =
                    known.ok_or_else(|| wrong(&mut lines, format!("nobody knows what &{name}; is")))?;
                add(&mut found, depth, &known);
            }
            Event::DocType(_) => {
                return Err(wrong(&mut lines, "a document type, which XMI has not".to_owned()));
            }
            Event::Eof if depth > 0 => return Err(wrong(&mut lines, "it ends in the middle".to_owned())),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let root = root.ok_or_else(|| ExchangeError::whole("there is no XML in it", HELP))?;
    Ok((root, found))
}

/// The number in `href="#13"`; empty where there is none.
fn pointed(attributes: &[(String, String)]) -> String {
    let href = attributes.iter().find(|(name, _)| name == "href").map(|(_, href)| href.as_str());
    href.and_then(|href| href.strip_prefix('#')).unwrap_or_default().to_owned()
}

/// Adds to the text of the element that is open.
fn add(found: &mut [Element], depth: usize, words: &str) {
    if depth == 3
        && let Some((_, text)) = found.last_mut().and_then(|last| last.children.last_mut())
    {
        text.push_str(words);
    }
}

fn element(
    start: &BytesStart<'_>,
    place: Place,
    spaces: &mut HashMap<String, String>,
) -> Result<Element, ExchangeError> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (mut id, mut attributes) = (None, Vec::new());
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| place.wrong(format!("this is not XML: {error}"), HELP))?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0);
        let value = value.map_err(|error| place.wrong(format!("this is not XML: {error}"), HELP))?;
        let local = text(attribute.key.local_name().as_ref());
        match attribute.key.prefix().map(|prefix| text(prefix.as_ref())).as_deref() {
            None => attributes.push((local, value.into_owned())),
            Some("xmlns") => drop(spaces.insert(local, value.into_owned())),
            Some(_) if local == "id" => id = Some(value.into_owned()),
            Some(_) => {}
        }
    }
    let prefix = start.name().prefix().map(|prefix| text(prefix.as_ref())).unwrap_or_default();
    let space = spaces.get(&prefix).cloned().unwrap_or_default();
    let name = text(start.local_name().as_ref());
    Ok(Element { space, name, place, id, attributes, children: Vec::new() })
}

/// Lines and columns of places that come in order.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl Lines<'_> {
    fn place(&mut self, to: usize) -> Place {
        for c in self.text.get(self.at..to).unwrap_or_default().chars() {
            if c == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.at = self.at.max(to);
        Place::Line(self.line, self.column)
    }
}
