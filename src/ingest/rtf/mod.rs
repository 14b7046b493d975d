//! Rich text (RTF), read by its specification 1.9.1: code pages and `\uN` with the fallback that
//! `\ucN` announces, tables, fields, notes, comments, hidden and deleted text.
//!
//! An own reader, because those there are lose text behind `\uN`.

mod charset;
mod lexer;
mod words;

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use self::lexer::{Lexer, Token};
use super::assemble::Assembly;
use super::package::damaged;
use super::rows::Row;
use super::settle::{Draft, Remark, Trust};
use super::style_names::kind_of_style;
use super::{IngestError, Notes, limits};
use crate::model::BlockKind;
use crate::text::counted::counted;

/// The article in an RTF file.
pub(super) fn document(bytes: &[u8], name: &str, notes: &mut Notes) -> Result<Draft, IngestError> {
    if bytes.len() > limits::RTF {
        return Err(IngestError::TooLarge { name: name.to_owned(), what: "rich text", limit: limits::RTF });
    }
    let mut reader = Reader::default();
    for token in Lexer::new(bytes) {
        reader.take(token).map_err(|what| damaged(name, what))?;
    }
    let is_cut = !reader.stack.is_empty();
    while !reader.stack.is_empty() {
        reader.close();
    }
    reader.end_block();
    while let Some(row) = reader.rows.pop() {
        row.end(&mut reader.assembly, &mut reader.remarks);
    }
    for (idx, words) in std::mem::take(&mut reader.notes).iter().enumerate() {
        reader.assembly.block(BlockKind::Paragraph, &format!("[{}] {words}", idx + 1));
    }
    reader.say(is_cut, notes);
    let mut draft = Draft::new(name, Trust::Lines);
    reader.title.trim().clone_into(&mut draft.meta.title);
    draft.assembly = reader.assembly;
    draft.comments = reader.remarks;
    Ok(draft)
}

/// Where text goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Body,
    /// Nowhere.
    Nowhere,
    /// A part that is read into a string of its own.
    Aside(Aside),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aside {
    Font,
    Style,
    Title,
    Note,
    Comment,
    CommentAuthor,
    CommentId,
    CommentStart,
    CommentEnd,
}

/// What a group inherits and gives back at its end.
#[derive(Clone, Debug)]
struct State {
    place: Place,
    encoding: &'static Encoding,
    /// Characters that stand for a `\uN` where Unicode is not known.
    n_fallback: usize,
    is_hidden: bool,
    is_deleted: bool,
    /// Whether `\*` came: a group nobody knows is passed over.
    is_optional: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            place: Place::Body,
            encoding: WINDOWS_1252,
            n_fallback: 1,
            is_hidden: false,
            is_deleted: false,
            is_optional: false,
        }
    }
}

#[derive(Debug, Default)]
struct Reader {
    state: State,
    stack: Vec<State>,
    /// Bytes in the state's encoding that are not decoded yet.
    raw: Vec<u8>,
    /// Fallback characters still to be passed over.
    n_to_skip: usize,
    /// The first half of a character beyond U+FFFF.
    high_surrogate: Option<u16>,
    default_encoding: Option<&'static Encoding>,
    default_font: Option<i32>,
    fonts: BTreeMap<i32, &'static Encoding>,
    styles: BTreeMap<i32, BlockKind>,
    /// The number of the font or style whose entry is read.
    entry: i32,
    /// What is read beside the body, innermost last.
    aside: Vec<String>,
    title: String,
    notes: Vec<String>,
    assembly: Assembly,
    kind: Option<BlockKind>,
    rows: Vec<Row>,
    remarks: Vec<Remark>,
    /// Which remark each comment's range is.
    ranges: BTreeMap<String, usize>,
    author: String,
    comment_id: String,
    n_inserted: usize,
    n_deleted: usize,
    n_hidden: usize,
}

impl Reader {
    fn take(&mut self, token: Token<'_>) -> Result<(), String> {
        if self.n_to_skip > 0 {
            match token {
                Token::Byte(_) | Token::Symbol(_) => {
                    self.n_to_skip -= 1;
                    return Ok(());
                }
                Token::Word(word, _) if word != "u" => {
                    self.n_to_skip -= 1;
                    return Ok(());
                }
                Token::Open | Token::Close | Token::Word(..) => self.n_to_skip = 0,
            }
        }
        match token {
            Token::Byte(_) if self.stack.is_empty() => {}
            Token::Byte(byte) => self.byte(byte),
            Token::Open => {
                self.flush();
                if self.stack.len() >= limits::XML_DEPTH {
                    return Err(format!("it has more than {} groups inside each other", limits::XML_DEPTH));
                }
                self.stack.push(self.state.clone());
                self.state.is_optional = false;
            }
            Token::Close => self.close(),
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word(word, number) => self.word(word, number),
        }
        Ok(())
    }

    fn close(&mut self) {
        self.flush();
        let Some(outer) = self.stack.pop() else { return };
        let inner = std::mem::replace(&mut self.state, outer);
        let Place::Aside(aside) = inner.place else { return };
        if inner.place != self.state.place {
            let words = self.aside.pop().unwrap_or_default();
            self.end_aside(aside, words.trim());
        } else if aside == Aside::Style {
            let words = self.aside.last_mut().map(std::mem::take).unwrap_or_default();
            self.end_aside(aside, words.trim());
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.state.is_optional = true,
            b'~' => self.words("\u{a0}"),
            b'_' => self.words("\u{2011}"),
            b'-' => self.words("\u{ad}"),
            b'\\' | b'{' | b'}' => self.byte(symbol),
            b'\r' | b'\n' => self.end_block(),
            b'\t' => self.words("\t"),
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        self.high_surrogate = None;
        self.raw.push(byte);
    }

    /// A UTF-16 unit.
    fn unit(&mut self, number: i32) {
        self.flush();
        let Ok(unit) = u16::try_from(number.rem_euclid(0x1_0000)) else { return };
        self.n_to_skip = self.state.n_fallback;
        let units: Vec<u16> = self.high_surrogate.take().into_iter().chain([unit]).collect();
        if units.len() == 1 && (0xd800..0xdc00).contains(&unit) {
            self.high_surrogate = Some(unit);
            return;
        }
        self.words(&String::from_utf16_lossy(&units));
    }

    /// Decodes the bytes that wait.
    fn flush(&mut self) {
        if !self.raw.is_empty() {
            let raw = std::mem::take(&mut self.raw);
            let (words, _) = self.state.encoding.decode_without_bom_handling(&raw);
            self.put(&words);
        }
    }

    fn words(&mut self, words: &str) {
        self.flush();
        self.put(words);
    }

    fn put(&mut self, words: &str) {
        match self.state.place {
            Place::Nowhere => {}
            Place::Aside(_) => {
                if let Some(aside) = self.aside.last_mut() {
                    aside.push_str(words);
                }
            }
            Place::Body if self.state.is_hidden || self.state.is_deleted => {}
            Place::Body => {
                if let Some(kind) = self.kind.filter(|_| self.assembly.is_empty()) {
                    self.assembly.expect(kind);
                }
                self.assembly.kept(words);
            }
        }
    }

    fn end_block(&mut self) {
        self.flush();
        match self.state.place {
            Place::Body => self.assembly.end(self.kind.unwrap_or(BlockKind::Paragraph)),
            Place::Aside(_) => self.put("\n"),
            Place::Nowhere => {}
        }
    }

    fn begin_aside(&mut self, aside: Aside) {
        self.flush();
        if self.state.place != Place::Nowhere {
            self.state.place = Place::Aside(aside);
            self.aside.push(String::new());
        }
    }

    fn end_aside(&mut self, aside: Aside, words: &str) {
        match aside {
            Aside::Font => {
                let of_font = self.default_font.and_then(|font| self.fonts.get(&font)).copied();
                self.default_encoding = of_font.or(self.default_encoding);
                self.state.encoding = self.default_encoding.unwrap_or(WINDOWS_1252);
            }
            Aside::Style => {
                if let Some(kind) = kind_of_style(words.trim_end_matches(';')) {
                    self.styles.insert(self.entry, kind);
                }
            }
            Aside::Title => words.clone_into(&mut self.title),
            Aside::Note => {
                self.notes.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
                let number = self.notes.len();
                self.words(&format!("[{number}]"));
            }
            Aside::CommentAuthor => words.clone_into(&mut self.author),
            Aside::CommentId => words.clone_into(&mut self.comment_id),
            Aside::CommentStart => {
                let at = self.assembly.text.len();
                self.ranges.insert(words.to_owned(), self.remarks.len());
                self.remarks.push(Remark {
                    start: at,
                    end: usize::MAX,
                    author: String::new(),
                    date: String::new(),
                    words: String::new(),
                });
            }
            Aside::CommentEnd => {
                let at = self.assembly.text.len();
                if let Some(remark) = self.ranges.get(words).and_then(|place| self.remarks.get_mut(*place)) {
                    remark.end = at;
                }
            }
            Aside::Comment => self.comment(words),
        }
    }

    /// A comment; one without a range is about the paragraph it stands in.
    fn comment(&mut self, words: &str) {
        let (author, id) = (std::mem::take(&mut self.author), std::mem::take(&mut self.comment_id));
        let place = self.ranges.get(&id).copied().unwrap_or_else(|| {
            let end = self.assembly.text.len();
            let start = self.assembly.block_start().unwrap_or(end);
            self.remarks.push(Remark {
                start,
                end,
                author: String::new(),
                date: String::new(),
                words: String::new(),
            });
            self.remarks.len() - 1
        });
        if let Some(remark) = self.remarks.get_mut(place) {
            remark.author = author;
            words.clone_into(&mut remark.words);
        }
    }

    fn say(&self, is_cut: bool, notes: &mut Notes) {
        if is_cut {
            notes.warn("The file ends in the middle: compare the end with the original.".to_owned());
        }
        if self.n_inserted + self.n_deleted > 0 {
            let inserted = counted(self.n_inserted, "insertion", "insertions");
            let deleted = counted(self.n_deleted, "deletion", "deletions");
            notes.warn(format!(
                "The document has tracked changes: {inserted} and {deleted} were taken as accepted. Check them in the original."
            ));
        }
        if self.n_hidden > 0 {
            notes.warn(format!(
                "{} of hidden text were left out.",
                counted(self.n_hidden, "stretch", "stretches")
            ));
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
}
