//! What the control words of RTF do.

use super::charset::{of_code_page, of_font};
use super::{Aside, Place, Reader};
use crate::ingest::rows::Row;
use crate::model::BlockKind;

/// Groups whose text is none of the article's.
const PASSED_OVER: [&str; 27] = [
    "colortbl",
    "pict",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "listtext",
    "pntext",
    "xe",
    "tc",
    "objdata",
    "nonshppict",
    "shprslt",
    "sp",
    "listtable",
    "revtbl",
    "filetbl",
];

/// Groups that `\*` opens and whose text counts all the same.
const TAKEN: [&str; 3] = ["shppict", "shpinst", "shptxt"];

impl Reader {
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        if word == "u" {
            return self.unit(number.unwrap_or_default());
        }
        // Some programs say between the two halves of a character how many bytes stand for the next.
        if word != "uc" {
            self.high_surrogate = None;
        }
        if self.sign(word) || self.begins_group(word) {
            return;
        }
        if std::mem::take(&mut self.state.is_optional) && !TAKEN.contains(&word) {
            self.flush();
            self.state.place = Place::Nowhere;
            return;
        }
        self.set(word, number);
    }

    /// Signs that have a name.
    fn sign(&mut self, word: &str) -> bool {
        let sign = match word {
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            "tab" => "\t",
            "emspace" => "\u{2003}",
            "enspace" => "\u{2002}",
            "qmspace" => "\u{2005}",
            "zwj" => "\u{200d}",
            "zwnj" => "\u{200c}",
            "ltrmark" => "\u{200e}",
            "rtlmark" => "\u{200f}",
            _ => return false,
        };
        self.words(sign);
        true
    }

    /// Groups with a meaning of their own.
    fn begins_group(&mut self, word: &str) -> bool {
        let aside = match word {
            "stylesheet" | "fonttbl" | "info" => {
                self.flush();
                let aside = if word == "fonttbl" { Aside::Font } else { Aside::Style };
                if word == "info" {
                    self.state.place = Place::Nowhere;
                } else {
                    self.begin_aside(aside);
                }
                self.state.is_optional = false;
                return true;
            }
            "title" if self.state.place == Place::Nowhere => {
                self.state.place = Place::Aside(Aside::Title);
                self.aside.push(String::new());
                return true;
            }
            "footnote" => Aside::Note,
            "annotation" => Aside::Comment,
            "atnauthor" => Aside::CommentAuthor,
            "atnref" => Aside::CommentId,
            "atrfstart" => Aside::CommentStart,
            "atrfend" => Aside::CommentEnd,
            _ if PASSED_OVER.contains(&word) => {
                if matches!(word, "listtext" | "pntext") {
                    self.kind = self.kind.or(Some(BlockKind::List));
                }
                self.flush();
                self.state.place = Place::Nowhere;
                return true;
            }
            _ => return false,
        };
        self.state.is_optional = false;
        self.begin_aside(aside);
        true
    }

    fn set(&mut self, word: &str, number: Option<i32>) {
        let is_on = number != Some(0);
        match word {
            "par" | "sect" | "page" => self.end_block(),
            "line" | "softline" => {
                self.flush();
                match self.state.place {
                    Place::Body => self.assembly.line_break(),
                    _ => self.words("\n"),
                }
            }
            "pard" if self.state.place == Place::Body => self.kind = None,
            "s" => {
                self.begin_entry(number);
                if self.state.place == Place::Body {
                    self.kind = number.and_then(|number| self.styles.get(&number)).copied().or(self.kind);
                }
            }
            "outlinelevel" if number.is_some_and(|level| level < 9) && self.state.place == Place::Body => {
                self.kind = self.kind.or(Some(BlockKind::Heading));
            }
            "plain" => {
                self.unless_waiting(|state| (state.is_hidden, state.is_deleted) = (false, false));
                self.use_font(None);
            }
            "v" => {
                self.n_hidden +=
                    usize::from(is_on && !self.state.is_hidden && self.state.place == Place::Body);
                self.unless_waiting(|state| state.is_hidden = is_on);
            }
            "deleted" => {
                self.n_deleted += usize::from(is_on && !self.state.is_deleted);
                self.unless_waiting(|state| state.is_deleted = is_on);
            }
            "revised" => self.n_inserted += usize::from(is_on),
            "uc" => self.state.n_fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "ansicpg" => {
                self.default_encoding = number.and_then(of_code_page);
                self.use_font(None);
            }
            "mac" => {
                self.default_encoding = of_code_page(10_000);
                self.use_font(None);
            }
            "deff" => self.default_font = number,
            "f" => {
                self.begin_entry(number);
                self.use_font(number);
            }
            "fcharset" => {
                if let Some(encoding) = number.and_then(of_font) {
                    self.fonts.insert(self.entry, encoding);
                }
            }
            "cpg" => {
                if let Some(encoding) = number.and_then(of_code_page) {
                    self.fonts.insert(self.entry, encoding);
                }
            }
            "trowd" if self.rows.is_empty() && self.state.place == Place::Body => self.open_row(),
            "nestcell" | "nestrow" if self.state.place == Place::Body => self.end_block(),
            "cell" if self.state.place == Place::Body => {
                self.end_block();
                if let Some(row) = self.rows.last_mut() {
                    row.cells.push(self.assembly.parts.len());
                }
            }
            "row" if self.state.place == Place::Body => {
                self.end_block();
                if let Some(row) = self.rows.pop() {
                    row.end(&mut self.assembly, &mut self.remarks);
                }
            }
            _ => {}
        }
    }

    fn open_row(&mut self) {
        self.end_block();
        let mut row = Row::new(&self.assembly, self.remarks.len());
        row.cells.push(self.assembly.parts.len());
        self.rows.push(row);
    }

    /// In the font table and the style sheet a number begins an entry.
    fn begin_entry(&mut self, number: Option<i32>) {
        if matches!(self.state.place, Place::Aside(Aside::Font | Aside::Style)) {
            self.flush();
            self.entry = number.unwrap_or_default();
            if let Some(words) = self.aside.last_mut() {
                words.clear();
            }
        }
    }

    fn use_font(&mut self, font: Option<i32>) {
        self.flush();
        let of_font = font.and_then(|font| self.fonts.get(&font)).copied();
        self.state.encoding = of_font.or(self.default_encoding).unwrap_or(encoding_rs::WINDOWS_1252);
    }

    /// Changes the state once the text before it is put where it belongs.
    fn unless_waiting(&mut self, change: impl FnOnce(&mut super::State)) {
        self.flush();
        change(&mut self.state);
    }
}
