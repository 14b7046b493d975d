//! Walks a RON text once, front to back.

use std::sync::Arc;

use crate::text::units::UnitIndex;

use super::{Fault, MAX_DEPTH, Read, Value};

/// A place in a RON text and what is known so far.
pub(in crate::formats) struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// Start and end of the last text that ran over several lines, as ours never do.
    long_text: Option<(usize, usize)>,
    /// Places in the article, once its text was read.
    pub(in crate::formats) places: Option<Arc<UnitIndex>>,
    /// Whether a newer version wrote it, which explains words unknown here.
    pub(in crate::formats) newer: bool,
    /// Whether unknown fields may be folded into one line, as journals have it.
    pub(in crate::formats) one_line: bool,
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r' | '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

impl<'a> Reader<'a> {
    pub(in crate::formats) fn new(text: &'a str) -> Self {
        Self::at_depth(text, 0)
    }

    pub(in crate::formats) fn at_depth(text: &'a str, depth: usize) -> Self {
        Self { text, at: 0, depth, long_text: None, places: None, newer: false, one_line: false }
    }

    /// Byte offset of the next character.
    /// The whole text it reads.
    pub(in crate::formats) fn source(&self) -> &'a str {
        self.text
    }

    pub(in crate::formats) fn at(&self) -> usize {
        self.at
    }

    /// Goes to a byte offset taken earlier with [`Reader::at`].
    pub(in crate::formats) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The text from `start` to here.
    pub(in crate::formats) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// What is left.
    pub(in crate::formats) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Remembers a text that ran over several lines.
    pub(super) fn note_text(&mut self, start: usize) {
        if self.since(start).contains('\n') {
            self.long_text = Some((start, self.at));
        }
    }

    pub(super) fn step_over(&mut self, n_bytes: usize) {
        self.at += n_bytes;
    }

    /// Steps over blanks and comments.
    pub(in crate::formats) fn skip_space(&mut self) -> Read<()> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t'..=b'\r') => self.at += 1,
                Some(b'/') if self.rest().starts_with("//") => {
                    self.at += self.rest().find('\n').unwrap_or(self.rest().len());
                }
                Some(b'/') if self.rest().starts_with("/*") => self.skip_block_comment()?,
                Some(0x80..) => match self.rest().chars().next().filter(|c| is_space(*c)) {
                    Some(space) => self.at += space.len_utf8(),
                    None => return Ok(()),
                },
                _ => return Ok(()),
            }
        }
    }

    fn skip_block_comment(&mut self) -> Read<()> {
        let start = self.at;
        let mut open = 0_usize;
        loop {
            if self.rest().starts_with("/*") {
                open += 1;
                self.at += 2;
            } else if self.rest().starts_with("*/") {
                open -= 1;
                self.at += 2;
                if open == 0 {
                    return Ok(());
                }
            } else {
                let Some(next) = self.rest().chars().next() else {
                    return Err(Fault::new(start, "this comment has no end", "Close it with */."));
                };
                self.at += next.len_utf8();
            }
        }
    }

    /// Steps over `byte` if it is next.
    pub(in crate::formats) fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// Steps over `byte`, which must be next.
    pub(in crate::formats) fn expect(&mut self, byte: u8) -> Read<()> {
        if self.eat(byte) { Ok(()) } else { Err(self.misses(&format!("“{}”", char::from(byte)))) }
    }

    /// The word that is next, if one is.
    pub(in crate::formats) fn peek_word(&self) -> Option<&'a str> {
        let rest = self.rest().as_bytes();
        let len = rest.iter().take_while(|byte| is_word_byte(**byte)).count();
        if rest.first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        self.rest().get(..len).filter(|word| !word.is_empty())
    }

    /// The word that must be next: a name or one of a fixed set.
    pub(in crate::formats) fn word(&mut self) -> Read<&'a str> {
        let word = self.peek_word().ok_or_else(|| self.wants("a name"))?;
        self.at += word.len();
        Ok(word)
    }

    /// A value in brackets, `(value)`.
    pub(in crate::formats) fn wrapped<T: Value>(&mut self) -> Read<T> {
        self.bracket(b'(')?;
        let value = T::read(self)?;
        self.skip_space()?;
        if self.eat(b',') {
            self.skip_space()?;
        }
        self.close(b')')?;
        Ok(value)
    }

    /// The values of a list, each read by `each`.
    pub(in crate::formats) fn list(&mut self, mut each: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.bracket(b'[')?;
        self.elements(None, &mut each)?;
        self.close(b']')
    }

    /// The elements of a list that was entered already, each read by `each`, as far as the byte offset
    /// `end` or the closing bracket; says whether one of them ends just there.
    pub(in crate::formats) fn elements(
        &mut self,
        end: Option<usize>,
        mut each: impl FnMut(&mut Self) -> Read<()>,
    ) -> Read<bool> {
        let goes_on = |reader: &Self| match end {
            Some(end) => reader.at < end && reader.peek() != Some(b']'),
            None => reader.peek() != Some(b']'),
        };
        while goes_on(self) {
            each(self)?;
            self.between(b']')?;
        }
        Ok(end.is_none_or(|end| self.at == end))
    }

    /// A reader at another place in the same brackets.
    pub(in crate::formats) fn moved_to(&self, at: usize) -> Self {
        let Self { text, depth, newer, one_line, .. } = *self;
        Self { text, at, depth, long_text: None, places: self.places.clone(), newer, one_line }
    }

    /// The fields of a record, each value read by `each` from its name.
    pub(in crate::formats) fn fields(
        &mut self,
        mut each: impl FnMut(&mut Self, &'a str) -> Read<()>,
    ) -> Read<()> {
        self.bracket(b'(')?;
        self.more_fields(&mut each)
    }

    /// The fields that are left of a record that was entered already.
    pub(in crate::formats) fn more_fields(
        &mut self,
        each: &mut impl FnMut(&mut Self, &'a str) -> Read<()>,
    ) -> Read<()> {
        while !self.eat(b')') {
            let name = self.field_name()?;
            each(self, name)?;
            self.between(b')')?;
        }
        self.depth -= 1;
        Ok(())
    }

    /// `name:`, up to the value.
    pub(in crate::formats) fn field_name(&mut self) -> Read<&'a str> {
        let name = self.word().map_err(|fault| self.or_unclosed(fault))?;
        self.skip_space()?;
        self.expect(b':')?;
        self.skip_space()?;
        Ok(name)
    }

    /// Steps into a bracket, up to what is inside.
    pub(in crate::formats) fn bracket(&mut self, open: u8) -> Read<()> {
        if self.depth >= MAX_DEPTH {
            let message = format!("brackets stand more than {MAX_DEPTH} deep here");
            return Err(Fault::new(
                self.at,
                &message,
                "No file of ours nests so deep; use a backup copy of it.",
            ));
        }
        if self.peek() != Some(open) {
            return Err(self.wants(match open {
                b'(' => "a record in “(” and “)”",
                b'[' => "a list in “[” and “]”",
                _ => "a map in “{” and “}”",
            }));
        }
        self.at += 1;
        self.depth += 1;
        self.skip_space()
    }

    /// Refuses anything that is left.
    pub(in crate::formats) fn end(&mut self) -> Read<()> {
        self.skip_space()?;
        if self.rest().is_empty() {
            return Ok(());
        }
        let message = format!("the file goes on after its last bracket, with {}", self.found());
        Err(Fault::new(self.at, &message, "Take out what follows the bracket, or use a backup copy of it."))
    }

    /// Steps over a closing bracket.
    pub(in crate::formats) fn close(&mut self, close: u8) -> Read<()> {
        self.expect(close)?;
        self.depth -= 1;
        Ok(())
    }

    /// The comma behind an element, which the last one may lack.
    pub(in crate::formats) fn between(&mut self, close: u8) -> Read<()> {
        self.skip_space()?;
        if self.eat(b',') {
            return self.skip_space();
        }
        if self.peek() == Some(close) {
            return Ok(());
        }
        let fault = self.misses(&format!("“,” or “{}”", char::from(close)));
        Err(self.or_unclosed(fault))
    }

    /// A fault that names its cause, where the file was cut short or a text ran on too far.
    fn or_unclosed(&self, fault: Fault) -> Fault {
        if let Some((start, end)) = self.long_text
            && self.since(end).trim().is_empty()
        {
            let message =
                "the quotation mark that opens here is closed in another line, and what follows fits nowhere";
            return Fault::new(start, message, "Close it where its text ends.");
        }
        if !self.rest().is_empty() {
            return fault;
        }
        let message = "the file ends before its last bracket is closed";
        Fault::new(self.at, message, "It may have been cut short; use a backup copy of it.")
    }

    /// The fault of finding something else than `what` here.
    pub(in crate::formats) fn wants(&self, what: &str) -> Fault {
        let message = format!("this should be {what}, but {} stands here", self.found());
        Fault::new(self.at, message, format!("Write {what} here."))
    }

    /// The fault of finding something else than the punctuation `what` here.
    fn misses(&self, what: &str) -> Fault {
        let message = format!("{what} is missing before {}", self.found());
        Fault::new(self.at, &message, "Check the commas, brackets and quotation marks around it.")
    }

    /// What stands here, in few words.
    pub(super) fn found(&self) -> String {
        let rest = self.rest();
        if rest.is_empty() {
            return "the end of the file".to_owned();
        }
        let ends = |c: char| is_space(c) || matches!(c, ',' | ')' | ']' | '}' | ':');
        let token: String = if let Some(text) = rest.strip_prefix('"') {
            let words = text.chars().take_while(|c| !matches!(c, '"' | '\n')).take(30);
            std::iter::once('"').chain(words).chain(['"']).collect()
        } else {
            let more = rest.chars().skip(1).take_while(|c| !ends(*c)).take(30);
            rest.chars().take(1).chain(more).collect()
        };
        format!("“{}”", token.escape_debug().to_string().replace("\\\"", "\""))
    }
}
