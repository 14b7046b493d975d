//! The tokens of RTF: groups, control words and symbols, bytes of text.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` with its number.
    Word(&'b str, Option<i32>),
    /// `\` with a sign that is no letter.
    Symbol(u8),
    /// A byte of text, plain or as `\'hh`.
    Byte(u8),
}

/// Goes through the bytes of an RTF file; line ends outside of control symbols are layout and left out.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// Longest control word; the longest that is defined has 19 letters.
const LONGEST_WORD: usize = 32;

impl<'b> Lexer<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// A control word or symbol behind a backslash.
    fn control(&mut self) -> Option<Token<'b>> {
        let first = self.peek()?;
        if first == b'\'' {
            self.at += 1;
            let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
            let (high, low) = (digit(self.peek()), digit(self.bytes.get(self.at + 1).copied()));
            return Some(match (high, low) {
                (Some(high), Some(low)) => {
                    self.at += 2;
                    Token::Byte(u8::try_from(high * 16 + low).unwrap_or_default())
                }
                _ => Token::Symbol(b'\''),
            });
        }
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(Token::Symbol(first));
        }
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) && self.at - start < LONGEST_WORD {
            self.at += 1;
        }
        let word = std::str::from_utf8(self.bytes.get(start..self.at)?).ok()?;
        let number = self.number();
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if word == "bin" {
            self.at = self
                .at
                .saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0))
                .min(self.bytes.len());
        }
        Some(Token::Word(word, number))
    }

    fn number(&mut self) -> Option<i32> {
        let start = self.at;
        let is_digit = |lexer: &Self, at: usize| lexer.bytes.get(at).is_some_and(u8::is_ascii_digit);
        if self.peek() == Some(b'-') && is_digit(self, self.at + 1) {
            self.at += 1;
        }
        while is_digit(self, self.at) && self.at - start < 12 {
            self.at += 1;
        }
        std::str::from_utf8(self.bytes.get(start..self.at)?).ok()?.parse().ok()
    }
}

impl<'b> Iterator for Lexer<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            return Some(match self.take()? {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => self.control()?,
                b'\r' | b'\n' => continue,
                byte => Token::Byte(byte),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_a_space_that_belongs_to_them() {
        let tokens: Vec<_> = Lexer::new(b"{\\b\\u-8212 -\\'e9\\~\r\n a\\bin3 {{{x").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", None),
                Token::Word("u", Some(-8212)),
                Token::Byte(b'-'),
                Token::Byte(0xe9),
                Token::Symbol(b'~'),
                Token::Byte(b' '),
                Token::Byte(b'a'),
                Token::Word("bin", Some(3)),
                Token::Byte(b'x'),
            ]
        );
    }
}
