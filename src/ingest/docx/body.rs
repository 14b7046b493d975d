//! The running text of a Word document.

use std::collections::BTreeMap;

use super::remarks::Entry;
use super::styles::Styles;
use crate::ingest::IngestError;
use crate::ingest::assemble::Assembly;
use crate::ingest::rows::Row;
use crate::ingest::settle::Remark;
use crate::ingest::xml::{Element, Node, Xml};
use crate::model::BlockKind;

/// What was found beside the blocks.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) n_inserted: usize,
    pub(super) n_deleted: usize,
    pub(super) n_hidden: usize,
    pub(super) n_symbols: usize,
    pub(super) n_notes: usize,
    /// Comments by their place; `author` holds the id until the comment is known.
    places: Vec<Remark>,
    /// Which of the places each comment has, by id.
    ranged: BTreeMap<String, usize>,
    /// Kind and id of each note in order.
    notes: Vec<(String, String)>,
}

/// A paragraph under way.
#[derive(Clone, Debug, Default)]
struct Paragraph {
    kind: Option<BlockKind>,
    /// Whether a tracked change deletes its end, so that the next one goes on with it.
    joins_next: bool,
}

struct Walk<'a, 'x> {
    xml: Xml<'x>,
    styles: &'a Styles,
    assembly: &'a mut Assembly,
    body: Body,
    paragraph: Paragraph,
    /// Paragraphs in which a text box stands that is under way.
    outer: Vec<Paragraph>,
    rows: Vec<Row>,
    run_is_hidden: bool,
}

impl Body {
    /// Reads the document part into `assembly`.
    pub(super) fn read(
        text: &str,
        name: &str,
        styles: &Styles,
        assembly: &mut Assembly,
    ) -> Result<Self, IngestError> {
        let xml = Xml::new(text, name, "document");
        let (body, paragraph) = (Self::default(), Paragraph::default());
        let mut walk = Walk {
            xml,
            styles,
            assembly,
            body,
            paragraph,
            outer: Vec::new(),
            rows: Vec::new(),
            run_is_hidden: false,
        };
        while let Some(node) = walk.xml.next()? {
            match node {
                Node::Start(element) => walk.start(&element)?,
                Node::End(name) => walk.end(&name),
                Node::Text(_) => {}
            }
        }
        walk.end_paragraph();
        Ok(walk.body)
    }

    /// The comments at their places, with what they say.
    pub(super) fn remarks(&self, known: &BTreeMap<String, Entry>) -> Vec<Remark> {
        let placed = self.places.iter().filter_map(|place| {
            let entry = known.get(&place.author)?.clone();
            let Entry { author, date, words } = entry;
            Some(Remark { start: place.start, end: place.end, author, date, words })
        });
        placed.collect()
    }

    /// The notes of a kind ("foot", "end") with their numbers in the text.
    pub(super) fn notes_in_order(&self, kind: &str, known: &BTreeMap<String, Entry>) -> Vec<(usize, String)> {
        let numbered = self.notes.iter().enumerate().filter(|(_, (own, _))| own == kind);
        numbered
            .filter_map(|(idx, (_, id))| Some((idx + 1, known.get(id)?.words.replace('\n', " "))))
            .collect()
    }
}

impl Walk<'_, '_> {
    fn start(&mut self, element: &Element) -> Result<(), IngestError> {
        let parent = self.xml.around(1).to_owned();
        match element.name.as_str() {
            "pStyle" => self.paragraph.kind = self.styles.kind(element.value("val")).or(self.paragraph.kind),
            "outlineLvl" if element.value("val") != "9" => {
                self.paragraph.kind = self.paragraph.kind.or(Some(BlockKind::Heading));
            }
            "numId" if element.value("val") != "0" => {
                self.paragraph.kind = self.paragraph.kind.or(Some(BlockKind::List));
            }
            "r" => self.run_is_hidden = false,
            "vanish" if parent == "rPr" && self.xml.around(2) == "r" && element.is_on() => {
                self.run_is_hidden = true;
                self.body.n_hidden += 1;
            }
            "t" => {
                let words = self.xml.text()?;
                self.words(&words);
            }
            "tab" | "ptab" if parent == "r" => self.words("\t"),
            "br" if matches!(element.value("type"), "" | "textWrapping") => self.break_line(),
            "cr" => self.break_line(),
            "noBreakHyphen" => self.words("\u{2011}"),
            "softHyphen" => self.words("\u{ad}"),
            "sym" => self.symbol(element.value("char")),
            "footnoteReference" => self.note("foot", element.value("id")),
            "endnoteReference" => self.note("end", element.value("id")),
            "ins" | "moveTo" if !parent.ends_with("Pr") => self.body.n_inserted += 1,
            "del" | "moveFrom" => return self.deletion(&parent),
            "instrText" | "Fallback" | "rt" | "sectPr" => return self.xml.skip(),
            "txbxContent" => {
                self.outer.push(self.paragraph.clone());
                self.end_paragraph();
            }
            "commentRangeStart" => self.comment_starts(element.value("id")),
            "commentRangeEnd" => self.comment_ends(element.value("id")),
            "commentReference" => self.comment_stands(element.value("id")),
            "tr" => {
                self.end_paragraph();
                self.rows.push(Row::new(self.assembly, self.body.places.len()));
            }
            "tc" => {
                self.end_paragraph();
                if let Some(row) = self.rows.last_mut() {
                    row.cells.push(self.assembly.parts.len());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" if self.paragraph.joins_next => {
                self.paragraph.joins_next = false;
            }
            "p" | "tc" => self.end_paragraph(),
            "txbxContent" => {
                self.end_paragraph();
                self.paragraph = self.outer.pop().unwrap_or_default();
            }
            "tr" => {
                self.end_paragraph();
                if let Some(row) = self.rows.pop() {
                    row.end(self.assembly, &mut self.body.places);
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let kind = self.paragraph.kind.take().unwrap_or(BlockKind::Paragraph);
        self.assembly.end(kind);
        self.paragraph.joins_next = false;
    }

    fn words(&mut self, words: &str) {
        if self.run_is_hidden {
            return;
        }
        if let Some(kind) = self.paragraph.kind.filter(|_| self.assembly.is_empty()) {
            self.assembly.expect(kind);
        }
        self.assembly.kept(words);
    }

    fn break_line(&mut self) {
        if !self.run_is_hidden {
            self.assembly.line_break();
        }
    }

    fn symbol(&mut self, code: &str) {
        let sign = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        if let Some(sign) = sign.filter(|sign| !('\u{e000}'..='\u{f8ff}').contains(sign)) {
            return self.words(sign.encode_utf8(&mut [0; 4]));
        }
        self.body.n_symbols += 1;
        self.words("\u{fffd}");
    }

    fn note(&mut self, kind: &str, id: &str) {
        self.body.notes.push((kind.to_owned(), id.to_owned()));
        self.body.n_notes = self.body.notes.len();
        self.words(&format!("[{}]", self.body.n_notes));
    }

    /// A tracked deletion: of words, of a paragraph's end, of a row.
    fn deletion(&mut self, parent: &str) -> Result<(), IngestError> {
        match parent {
            "rPr" => self.paragraph.joins_next |= self.xml.around(2) == "pPr",
            "trPr" => {
                if let Some(row) = self.rows.last_mut() {
                    row.is_deleted = true;
                    self.body.n_deleted += 1;
                }
            }
            _ => self.body.n_deleted += 1,
        }
        self.xml.skip()
    }

    fn comment_starts(&mut self, id: &str) {
        let at = self.assembly.text.len();
        self.body.ranged.insert(id.to_owned(), self.body.places.len());
        let open = Remark {
            start: at,
            end: usize::MAX,
            author: id.to_owned(),
            date: String::new(),
            words: String::new(),
        };
        self.body.places.push(open);
    }

    fn comment_ends(&mut self, id: &str) {
        let at = self.assembly.text.len();
        let place = self.body.ranged.get(id).and_then(|place| self.body.places.get_mut(*place));
        if let Some(open) = place.filter(|open| open.author == id) {
            open.end = at;
        }
    }

    /// A comment without a range is about the paragraph it stands in.
    fn comment_stands(&mut self, id: &str) {
        if self.body.ranged.contains_key(id) {
            return;
        }
        let start = self.assembly.block_start().unwrap_or_default();
        let end = self.assembly.text.len();
        self.body.places.push(Remark {
            start,
            end,
            author: id.to_owned(),
            date: String::new(),
            words: String::new(),
        });
    }
}
