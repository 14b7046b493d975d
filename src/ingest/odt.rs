//! `OpenDocument` texts: paragraphs and their styles, notes as text, tracked deletions left out,
//! comments on their words.
//!
//! The elements are those of OASIS `OpenDocument` 1.3, part 3.

use std::collections::BTreeMap;

use super::assemble::Assembly;
use super::package::{Package, damaged};
use super::rows::Row;
use super::settle::{Draft, Remark, Trust};
use super::style_names::kind_of_style;
use super::xml::{Element, Node, Xml};
use super::{IngestError, Notes};
use crate::model::BlockKind;
use crate::text::counted::counted;

/// Spaces one element may stand for.
const MOST_SPACES: usize = 200;

/// The article in an `OpenDocument` text.
pub(super) fn document(bytes: &[u8], name: &str, notes: &mut Notes) -> Result<Draft, IngestError> {
    let mut package = Package::open(name, bytes)?;
    let Some(content) = package.part("content.xml")? else {
        return Err(damaged(name, "it has no text part (content.xml), so it is no OpenDocument text or is damaged. Ask for it again where it came from".to_owned()));
    };
    let mut draft = Draft::new(name, Trust::Lines);
    let assembly = std::mem::take(&mut draft.assembly);
    let xml = Xml::new(&content, name, "content.xml");
    let mut walk = Walk { xml, assembly, ..Walk::new(&content, name) };
    walk.all()?;
    if !walk.is_text {
        return Err(damaged(
            name,
            "it is no text but a spreadsheet, slides or a drawing: save its text as .odt or .txt".to_owned(),
        ));
    }
    for (idx, words) in std::mem::take(&mut walk.notes).iter().enumerate() {
        walk.assembly.block(BlockKind::Paragraph, &format!("[{}] {words}", idx + 1));
    }
    walk.say(notes);
    draft.comments = walk.remarks;
    draft.assembly = walk.assembly;
    if let Some(meta) = package.part("meta.xml")? {
        let mut xml = Xml::new(&meta, name, "meta.xml");
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(element) if element.name == "title" => draft.meta.title = folded(&xml.text()?),
                Node::Start(element) if element.name == "language" => {
                    draft.meta.language = folded(&xml.text()?);
                }
                _ => {}
            }
        }
    }
    if package.has("Pictures/") {
        notes.did("Left out: pictures.".to_owned());
    }
    Ok(draft)
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Walk<'x> {
    xml: Xml<'x>,
    assembly: Assembly,
    /// The part each automatic style plays.
    styles: BTreeMap<String, BlockKind>,
    rows: Vec<Row>,
    remarks: Vec<Remark>,
    /// Which remark each named comment is.
    named: BTreeMap<String, usize>,
    /// What the blocks around are: a list, a heading, a caption; innermost last.
    kinds: Vec<Option<BlockKind>>,
    notes: Vec<String>,
    n_changes: usize,
    is_text: bool,
}

impl<'x> Walk<'x> {
    fn new(content: &'x str, name: &'x str) -> Self {
        Self {
            xml: Xml::new(content, name, "content.xml"),
            assembly: Assembly::default(),
            styles: BTreeMap::new(),
            rows: Vec::new(),
            remarks: Vec::new(),
            named: BTreeMap::new(),
            kinds: Vec::new(),
            notes: Vec::new(),
            n_changes: 0,
            is_text: false,
        }
    }

    fn all(&mut self) -> Result<(), IngestError> {
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) => self.start(&element)?,
                Node::End(name) => self.end(&name),
                Node::Text(words) => self.words(&words),
            }
        }
        Ok(())
    }

    fn say(&self, notes: &mut Notes) {
        if self.n_changes > 0 {
            let changes = counted(self.n_changes, "tracked change was", "tracked changes were");
            notes.warn(format!("{changes} taken as accepted. Check them in the original."));
        }
        if !self.remarks.is_empty() {
            notes.did(format!(
                "{} came along as passages.",
                counted(self.remarks.len(), "comment", "comments")
            ));
        }
        if !self.notes.is_empty() {
            notes.did(format!(
                "{} stand at the end, numbered in the text.",
                counted(self.notes.len(), "note", "notes")
            ));
        }
    }

    fn start(&mut self, element: &Element) -> Result<(), IngestError> {
        match element.name.as_str() {
            "style" => {
                let own = kind_of_style(element.value("name"))
                    .or_else(|| kind_of_style(element.value("parent-style-name")));
                let own = own.or_else(|| self.styles.get(element.value("parent-style-name")).copied());
                if let Some(kind) = own {
                    self.styles.insert(element.value("name").to_owned(), kind);
                }
                return self.xml.skip();
            }
            "text" if self.xml.around(1) == "body" => self.is_text = true,
            "tracked-changes" => return self.deleted(),
            "forms" | "sequence-decls" | "table-of-content" | "alphabetical-index" | "ruby-text" => {
                return self.xml.skip();
            }
            "p" | "h" => {
                self.end_block();
                let style = element.value("style-name");
                let styled = kind_of_style(style).or_else(|| self.styles.get(style).copied());
                let own = if element.name == "h" { styled.or(Some(BlockKind::Heading)) } else { styled };
                self.kinds.push(own.or_else(|| self.kind()));
            }
            "list-item" | "list-header" => self.kinds.push(Some(BlockKind::List)),
            "text-box" => {
                self.end_block();
                self.kinds.push(Some(BlockKind::Caption));
            }
            "s" => {
                let n_spaces = element.value("c").parse().unwrap_or(1_usize).min(MOST_SPACES);
                self.words(&" ".repeat(n_spaces));
            }
            "tab" => self.kept("\t"),
            "line-break" => self.assembly.line_break(),
            "note" => return self.note(),
            "annotation" => return self.annotation(element.value("name")),
            "annotation-end" => {
                let at = self.assembly.text.len();
                let place = self.named.get(element.value("name")).copied();
                if let Some(remark) = place.and_then(|place| self.remarks.get_mut(place)) {
                    remark.end = at;
                }
            }
            "table-row" => {
                self.end_block();
                self.rows.push(Row::new(&self.assembly, self.remarks.len()));
            }
            "table-cell" => {
                self.end_block();
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
            "p" | "h" | "list-item" | "list-header" | "text-box" => {
                self.end_block();
                self.kinds.pop();
            }
            "table-row" => {
                self.end_block();
                if let Some(row) = self.rows.pop() {
                    row.end(&mut self.assembly, &mut self.remarks);
                }
            }
            _ => {}
        }
    }

    fn kind(&self) -> Option<BlockKind> {
        self.kinds.last().copied().flatten()
    }

    fn end_block(&mut self) {
        self.assembly.end(self.kind().unwrap_or(BlockKind::Paragraph));
    }

    /// Words count within paragraphs only; white space between elements is layout.
    fn words(&mut self, words: &str) {
        if !self.kinds.is_empty() {
            self.expect();
            self.assembly.folded(words);
        }
    }

    fn kept(&mut self, words: &str) {
        if !self.kinds.is_empty() {
            self.expect();
            self.assembly.kept(words);
        }
    }

    fn expect(&mut self) {
        if let Some(kind) = self.kind().filter(|_| self.assembly.is_empty()) {
            self.assembly.expect(kind);
        }
    }

    /// What was deleted stands at the head of the text, once for each change.
    fn deleted(&mut self) -> Result<(), IngestError> {
        let depth = self.xml.depth();
        while self.xml.depth() >= depth {
            match self.xml.next()? {
                Some(Node::Start(element)) => self.n_changes += usize::from(element.name == "changed-region"),
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    fn note(&mut self) -> Result<(), IngestError> {
        let depth = self.xml.depth();
        let mut words = String::new();
        while self.xml.depth() >= depth {
            match self.xml.next()? {
                Some(Node::Start(element)) if element.name == "note-citation" => self.xml.skip()?,
                Some(Node::Text(text)) => words.push_str(&text),
                Some(Node::End(name)) if name == "p" => words.push(' '),
                Some(_) => {}
                None => break,
            }
        }
        self.notes.push(folded(&words));
        let number = self.notes.len();
        self.words(&format!("[{number}]"));
        Ok(())
    }

    /// A comment; one without an end is about the paragraph it stands in.
    fn annotation(&mut self, name: &str) -> Result<(), IngestError> {
        let depth = self.xml.depth();
        let at = self.assembly.text.len();
        let paragraph = self.assembly.block_start().unwrap_or(at);
        let mut remark = Remark {
            start: paragraph,
            end: at,
            author: String::new(),
            date: String::new(),
            words: String::new(),
        };
        while self.xml.depth() >= depth {
            match self.xml.next()? {
                Some(Node::Start(element)) if element.name == "creator" => {
                    remark.author = folded(&self.xml.text()?);
                }
                Some(Node::Start(element)) if element.name == "date" => {
                    remark.date = folded(&self.xml.text()?);
                }
                Some(Node::Start(element))
                    if matches!(element.name.as_str(), "creator-initials" | "date-string") =>
                {
                    self.xml.skip()?;
                }
                Some(Node::Text(text)) => remark.words.push_str(&text),
                Some(Node::End(name)) if name == "p" => remark.words.push('\n'),
                Some(_) => {}
                None => break,
            }
        }
        let words = remark.words.trim().to_owned();
        let mut remark = Remark { words, ..remark };
        if !name.is_empty() {
            remark.start = at;
            self.named.insert(name.to_owned(), self.remarks.len());
        }
        self.remarks.push(remark);
        Ok(())
    }
}
