//! Writes RON as a person would: a field a line, small things side by side.

use std::sync::Arc;

use crate::formats::WriteError;
use crate::model::{Document, Extra, Hands};
use crate::text::units::UnitIndex;

use super::{MAX_DEPTH, Reader, Value, Wrote, literal};

/// How many characters a list may take in its line before it gets a line an element.
const LINE: usize = 100;

/// A line break and the deepest usual indentation.
const INDENT: &str = "\n                                ";

/// A RON text as it grows.
#[derive(Clone)]
pub(in crate::formats) struct Page<'a> {
    out: String,
    depth: usize,
    indent: usize,
    inline: bool,
    /// Whether the bracket just written to holds nothing yet.
    empty: bool,
    /// Whether all of it must stay in one line, even fields kept verbatim.
    one_line: bool,
    /// The text whose places are written.
    pub(in crate::formats) places: Option<Arc<UnitIndex>>,
    /// Where the names for human readers come from.
    pub(in crate::formats) names: Option<&'a Document>,
}

impl Page<'_> {
    /// An empty page; spans are written as places of `places`.
    pub(in crate::formats) fn new(places: Option<Arc<UnitIndex>>) -> Self {
        let (out, inline, one_line) = (String::new(), false, false);
        Self { out, depth: 0, indent: 0, inline, empty: true, one_line, places, names: None }
    }

    /// A page of one line.
    pub(in crate::formats) fn one_line(places: Arc<UnitIndex>) -> Self {
        Self { inline: true, one_line: true, ..Self::new(Some(places)) }
    }

    pub(in crate::formats) fn finish(self) -> String {
        self.out
    }

    /// `text` as it is.
    pub(in crate::formats) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// `text` in quotation marks.
    pub(in crate::formats) fn text(&mut self, text: &str) {
        literal::write(text, &mut self.out);
    }

    /// `value` as it shows itself.
    pub(super) fn display(&mut self, value: &impl std::fmt::Display) {
        use std::fmt::Write;
        let written = write!(self.out, "{value}");
        debug_assert!(written.is_ok(), "a String takes every write");
    }

    /// A word that has this name for serde.
    pub(super) fn word(&mut self, word: &impl serde::Serialize) -> Wrote {
        let start = self.out.len();
        let options = ron::Options::default();
        options.to_writer(&mut self.out, word).map_err(|error| WriteError::Value(error.to_string()))?;
        // The `ron` crate marks `None` as being no option; where a word is due, that needs no mark.
        if self.out.get(start..).is_some_and(|word| word.starts_with("r#")) {
            self.out.replace_range(start..start + 2, "");
        }
        Ok(())
    }

    /// `name(` the fields that `fill` puts `)`.
    pub(in crate::formats) fn record(&mut self, name: &str, fill: impl FnOnce(&mut Self) -> Wrote) -> Wrote {
        self.raw(name);
        self.bracket('(', ')', fill)
    }

    /// `name(value)`.
    pub(in crate::formats) fn wrapped(&mut self, name: &str, value: &impl Value) -> Wrote {
        self.raw(name);
        self.raw("(");
        self.deeper(|page| value.write(page))?;
        self.raw(")");
        Ok(())
    }

    /// A list with a line an element, each written by `put`.
    pub(in crate::formats) fn list<T>(
        &mut self,
        values: impl IntoIterator<Item = T>,
        put: impl Fn(T, &mut Self) -> Wrote,
    ) -> Wrote {
        self.bracket('[', ']', |page| {
            for value in values {
                page.next();
                put(value, page)?;
            }
            Ok(())
        })
    }

    /// The list that [`Page::list`] would write, its parts written by all `hands`. Gives
    /// the byte offset at which the first element of each part stands.
    pub(in crate::formats) fn list_in_parts<T: Sync>(
        &mut self,
        parts: &[&[T]],
        hands: &impl Hands,
        put: impl Fn(&T, &mut Self) -> Wrote + Sync,
    ) -> Result<Vec<usize>, WriteError> {
        let mut starts = Vec::new();
        self.bracket('[', ']', |page| {
            let put = &put;
            let works = parts.iter().enumerate().map(|(number, part)| {
                let mut own = page.blank();
                own.empty &= number == 0;
                move || own.elements(part, put).map(|lead| (own.out, lead))
            });
            let written = hands.each(works);
            page.out.reserve(written.iter().flatten().map(|(part, _)| part.len()).sum());
            for part in written {
                let (part, lead) = part?;
                starts.push(page.out.len() + lead);
                page.out.push_str(&part);
                page.empty &= part.is_empty();
            }
            Ok(())
        })?;
        Ok(starts)
    }

    /// A page with nothing on it, at the same place in the same brackets.
    fn blank(&self) -> Self {
        let Self { depth, indent, inline, empty, one_line, names, .. } = *self;
        Self {
            out: String::new(),
            depth,
            indent,
            inline,
            empty,
            one_line,
            places: self.places.clone(),
            names,
        }
    }

    /// Writes elements of a list; gives how much stands before the first of them, bytes.
    fn elements<T>(
        &mut self,
        values: &[T],
        put: &impl Fn(&T, &mut Self) -> Wrote,
    ) -> Result<usize, WriteError> {
        let mut lead = None;
        for value in values {
            self.next();
            lead = lead.or(Some(self.out.len()));
            put(value, self)?;
        }
        Ok(lead.unwrap_or_default())
    }

    /// What `fill` writes, in this line.
    pub(in crate::formats) fn inline(&mut self, fill: impl FnOnce(&mut Self) -> Wrote) -> Wrote {
        let outside = std::mem::replace(&mut self.inline, true);
        fill(self)?;
        self.inline = outside;
        Ok(())
    }

    /// A list in this line where it is short enough.
    pub(in crate::formats) fn short_list<T: Value>(&mut self, values: &[T]) -> Wrote {
        let start = self.out.len();
        self.inline(|page| page.list(values, Value::write))?;
        let written = self.out.get(start..).unwrap_or_default();
        if self.inline || values.len() < 2 || written.chars().count() <= LINE {
            return Ok(());
        }
        self.out.truncate(start);
        self.list(values, |value, page| page.inline(|page| value.write(page)))
    }

    /// `name: ` in its place; the value is the caller's to write.
    pub(in crate::formats) fn name(&mut self, name: &str) {
        self.next();
        self.out.push_str(name);
        self.out.push_str(": ");
    }

    /// A field.
    pub(in crate::formats) fn field(&mut self, name: &str, value: &impl Value) -> Wrote {
        self.name(name);
        value.write(self)
    }

    /// A field that is left out where it says nothing.
    pub(in crate::formats) fn said<T: Value + Default + PartialEq>(
        &mut self,
        name: &str,
        value: &T,
    ) -> Wrote {
        if *value == T::default() { Ok(()) } else { self.field(name, value) }
    }

    /// Fields of a newer version, as they were. `known` are the names the record has here.
    pub(in crate::formats) fn extra(&mut self, extra: &Extra, known: &[&[&str]]) -> Wrote {
        for (name, value) in extra {
            let refused = || WriteError::UnknownField(name.clone());
            let is_name = Reader::new(name).peek_word() == Some(name.as_str());
            let mut reader = Reader::at_depth(value, self.depth);
            let is_value = reader.verbatim().is_ok_and(|whole| whole == value);
            if !is_name || !is_value || known.iter().any(|names| names.contains(&name.as_str())) {
                return Err(refused());
            }
            self.name(name);
            if self.one_line && (value.contains(['\n', '\r']) || value.starts_with(super::record::FOLDED)) {
                self.raw(super::record::FOLDED);
                self.raw("(");
                self.text(value);
                self.raw(")");
            } else {
                self.raw(value);
            }
        }
        Ok(())
    }

    fn bracket(&mut self, open: char, close: char, fill: impl FnOnce(&mut Self) -> Wrote) -> Wrote {
        self.out.push(open);
        let outside = std::mem::replace(&mut self.empty, true);
        self.indent += 1;
        self.deeper(fill)?;
        self.indent -= 1;
        if !self.inline && !self.empty {
            self.out.push(',');
            self.new_line();
        }
        self.empty = outside;
        self.out.push(close);
        Ok(())
    }

    fn deeper(&mut self, fill: impl FnOnce(&mut Self) -> Wrote) -> Wrote {
        if self.depth >= MAX_DEPTH {
            return Err(WriteError::TooDeep(MAX_DEPTH));
        }
        self.depth += 1;
        fill(self)?;
        self.depth -= 1;
        Ok(())
    }

    /// Makes place for the next element.
    fn next(&mut self) {
        if !self.empty {
            self.out.push(',');
        }
        match (self.inline, self.empty) {
            (true, true) => {}
            (true, false) => self.out.push(' '),
            (false, _) => self.new_line(),
        }
        self.empty = false;
    }

    fn new_line(&mut self) {
        self.out.push_str(INDENT.get(..=2 * self.indent).unwrap_or(INDENT));
        for _ in INDENT.len()..=2 * self.indent {
            self.out.push(' ');
        }
    }
}
