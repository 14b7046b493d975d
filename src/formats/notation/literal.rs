//! Text in quotation marks.

use std::borrow::Cow;

use memchr::memchr2;

use super::Reader;
use super::{Fault, Read};

/// Characters written as escapes: what steers a terminal, turns the direction of text or breaks a line.
fn is_escaped(c: char) -> bool {
    let turns_or_breaks = matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    c == '"' || c == '\\' || c.is_control() || turns_or_breaks
}

/// Writes `text` in quotation marks.
pub(super) fn write(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    loop {
        let may_escape = |byte: &u8| *byte < 0x20 || *byte >= 0x7F || matches!(*byte, b'"' | b'\\');
        let plain = rest.bytes().position(|byte| may_escape(&byte)).unwrap_or(rest.len());
        out.push_str(rest.get(..plain).unwrap_or_default());
        let mut left = rest.get(plain..).unwrap_or_default().chars();
        let Some(c) = left.next() else { break };
        if is_escaped(c) {
            push_escape(c, out);
        } else {
            out.push(c);
        }
        rest = left.as_str();
    }
    out.push('"');
}

fn push_escape(c: char, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ => out.extend(c.escape_unicode()),
    }
}

impl<'a> Reader<'a> {
    /// The text in quotation marks that must be next, plain or raw.
    pub(in crate::formats) fn text(&mut self) -> Read<Cow<'a, str>> {
        match self.peek() {
            Some(b'"') => self.escaped_text(),
            Some(b'r') => match self.raw_text()? {
                Some(text) => Ok(Cow::Borrowed(text)),
                None => Err(self.wants("text in quotation marks")),
            },
            _ => Err(self.wants("text in quotation marks")),
        }
    }

    fn escaped_text(&mut self) -> Read<Cow<'a, str>> {
        let start = self.at();
        self.step_over(1);
        let mut text = Cow::Borrowed("");
        loop {
            let rest = self.rest();
            let Some(plain) = memchr2(b'"', b'\\', rest.as_bytes()) else {
                return Err(no_end(start));
            };
            let piece = rest.get(..plain).unwrap_or_default();
            if text.is_empty() {
                text = Cow::Borrowed(piece);
            } else {
                text.to_mut().push_str(piece);
            }
            self.step_over(plain);
            if self.eat(b'"') {
                self.note_text(start);
                return Ok(text);
            }
            let c = self.escape()?;
            text.to_mut().push(c);
        }
    }

    /// The character that a backslash and what follows stand for.
    pub(super) fn escape(&mut self) -> Read<char> {
        let start = self.at();
        self.step_over(1);
        let unknown = || Fault::new(start, "no character is written like this", "Write a backslash as \\\\.");
        let name = self.rest().chars().next().ok_or_else(|| no_end(start))?;
        self.step_over(name.len_utf8());
        let c = match name {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            '\'' | '"' | '\\' => name,
            'x' => {
                let digits = self.rest().get(..2).ok_or_else(unknown)?;
                self.step_over(2);
                char_of_hex(digits).filter(char::is_ascii).ok_or_else(unknown)?
            }
            'u' => {
                let braced = self.rest().strip_prefix('{').and_then(|rest| rest.split_once('}'));
                let (digits, _) = braced.ok_or_else(unknown)?;
                self.step_over(digits.len() + 2);
                char_of_hex(digits).ok_or_else(unknown)?
            }
            _ => return Err(unknown()),
        };
        Ok(c)
    }

    /// `r"…"` or `r#"…"#`, if that is next.
    pub(super) fn raw_text(&mut self) -> Read<Option<&'a str>> {
        let start = self.at();
        let rest = self.rest().strip_prefix('r').unwrap_or_default();
        let body = rest.trim_start_matches('#');
        let hashes = rest.len() - body.len();
        let Some(body) = body.strip_prefix('"') else { return Ok(None) };
        let end = format!("\"{}", "#".repeat(hashes));
        let len = body.find(&end).ok_or_else(|| no_end(start))?;
        self.step_over(1 + hashes + 1 + len + end.len());
        Ok(body.get(..len))
    }
}

fn char_of_hex(digits: &str) -> Option<char> {
    let sound = (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| sound).and_then(char::from_u32)
}

fn no_end(start: usize) -> Fault {
    Fault::new(
        start,
        "the quotation mark that opens here is never closed",
        "Close it, or use a backup copy of the file.",
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> String {
        let mut out = String::new();
        write(text, &mut out);
        out
    }

    #[test]
    fn what_a_person_cannot_see_is_written_as_an_escape() {
        assert_eq!(written("say “hé”\t😀"), "\"say “hé”\\t😀\"");
        assert_eq!(written("a\u{202e}b\0"), "\"a\\u{202e}b\\u{0}\"");
    }

    #[test]
    fn half_an_escape_is_refused() {
        for broken in [
            "\"\\",
            "\"\\u{",
            "\"\\u{110000}\"",
            "\"\\u{}\"",
            "\"\\xff\"",
            "\"\\x4",
            "\"open",
            "r#\"open\"",
            "r#",
        ] {
            assert!(Reader::new(broken).text().is_err(), "{broken}");
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back_here_and_in_the_ron_crate(text in "(\\PC|[\0-\u{1f}\"\\\\\u{7f}-\u{a0}\u{2028}-\u{202e}]){0,20}") {
            let written = written(&text);
            prop_assert!(!written.contains(['\n', '\r']));
            prop_assert_eq!(ron::from_str::<String>(&written).unwrap(), text.clone());
            prop_assert_eq!(Reader::new(&written).text().unwrap(), text.as_str());
            let theirs = ron::to_string(&text).unwrap();
            prop_assert_eq!(Reader::new(&theirs).text().unwrap(), text);
        }
    }
}
