//! Values nobody here knows: stepped over, and kept as they stand.

use super::Reader;
use super::{Fault, Read};

impl<'a> Reader<'a> {
    /// The text of the value that is next, whatever it is, from its first to its last character.
    pub(in crate::formats) fn verbatim(&mut self) -> Read<&'a str> {
        let start = self.at();
        self.skip_value()?;
        Ok(self.since(start))
    }

    fn skip_value(&mut self) -> Read<()> {
        match self.peek() {
            Some(b'"') => self.text().map(drop),
            Some(b'\'') => self.skip_char(),
            Some(b'(') => self.skip_record(),
            Some(b'[') => self.list(Self::skip_value),
            Some(b'{') => self.skip_map(),
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => self.skip_number(),
            _ => self.skip_named(),
        }
    }

    /// A word, the record behind it, or text with a letter before it.
    fn skip_named(&mut self) -> Read<()> {
        let rest = self.rest();
        if is_raw(rest) {
            return self.text().map(drop);
        }
        if let Some(bytes) = rest.strip_prefix('b')
            && (is_raw(bytes) || bytes.starts_with(['"', '\'']))
        {
            self.step_over(1);
            return self.skip_value();
        }
        if self.rest().starts_with("r#") {
            self.step_over(2);
        }
        self.peek_word().ok_or_else(|| self.wants("a value"))?;
        self.word()?;
        let end = self.at();
        self.skip_space()?;
        if self.peek() == Some(b'(') {
            return self.skip_record();
        }
        self.go_to(end);
        Ok(())
    }

    fn skip_char(&mut self) -> Read<()> {
        self.step_over(1);
        if self.peek() == Some(b'\\') {
            self.escape()?;
        } else {
            let c = self.rest().chars().next().filter(|c| *c != '\'');
            self.step_over(c.ok_or_else(|| self.wants("a character"))?.len_utf8());
        }
        self.expect(b'\'')
    }

    fn skip_record(&mut self) -> Read<()> {
        self.bracket(b'(')?;
        while self.peek() != Some(b')') {
            let start = self.at();
            let named = self.peek_word().is_some() && {
                self.word()?;
                self.skip_space()?;
                self.eat(b':')
            };
            if !named {
                self.go_to(start);
            }
            self.skip_space()?;
            self.skip_value()?;
            self.between(b')')?;
        }
        self.close(b')')
    }

    fn skip_map(&mut self) -> Read<()> {
        self.bracket(b'{')?;
        while self.peek() != Some(b'}') {
            self.skip_value()?;
            self.skip_space()?;
            self.expect(b':')?;
            self.skip_space()?;
            self.skip_value()?;
            self.between(b'}')?;
        }
        self.close(b'}')
    }

    fn skip_number(&mut self) -> Read<()> {
        let start = self.at();
        let in_number = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '+' | '-');
        let token: String = self.rest().chars().take_while(in_number).collect();
        self.step_over(token.len());
        // Whether it is a number is the `ron` crate's to say; here it only has to be one on its own.
        ron::from_str::<ron::Value>(&token).map(drop).map_err(|error| {
            Fault::new(start, format!("“{token}” is not a number ({})", error.code), "Write a number here.")
        })
    }
}

/// Whether raw text stands at the start.
fn is_raw(rest: &str) -> bool {
    rest.strip_prefix('r').is_some_and(|rest| rest.trim_start_matches('#').starts_with('"'))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// How much of `text` is its first value.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Reader::new(text).verbatim().ok(), expected);
        if let Some(value) = expected {
            ron::from_str::<&ron::value::RawValue>(value).unwrap();
        }
    }

    #[test]
    fn a_value_is_kept_from_its_first_to_its_last_character() {
        check("1, next: 2", Some("1"));
        check("-2.5e-3)", Some("-2.5e-3"));
        check("\"a ) b\" , x", Some("\"a ) b\""));
        check("r#\"a \" b\"#, x", Some("r#\"a \" b\"#"));
        check("'\\'', x", Some("'\\''"));
        check("Some(Thing(a: 1, b: [2, 3,])), x", Some("Some(Thing(a: 1, b: [2, 3,]))"));
        check("{\"a\": 1, \"b\": {}} x", Some("{\"a\": 1, \"b\": {}}"));
        check("(1, \"two\", /* ) */ (), // )\n true) x", Some("(1, \"two\", /* ) */ (), // )\n true)"));
        check("b\"bytes\", x", Some("b\"bytes\""));
        check("brown (a: 1), x", Some("brown (a: 1)"));
    }

    #[test]
    fn what_is_no_value_is_refused() {
        for text in ["", ")", ",", "(1", "[1 2]", "{1}", "1.2.3", "\"a", "'ab'", "(a: )"] {
            check(text, None);
        }
    }
}
