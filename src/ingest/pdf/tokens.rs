//! The instructions of a content stream, and the sections of a character map, one after the other.
//!
//! The grammar is that of ISO 32000-1, 7.2, 7.3 and 7.8.2. What fits nothing is passed over, so that
//! a page with a fault in it still gives the words behind the fault.

/// Operands kept of one instruction; a character map has some hundred in a section.
const MOST_OPERANDS: usize = 1 << 16;
/// Brackets inside each other that are kept apart; what is deeper counts to the innermost.
const DEEPEST: usize = 8;

/// An operand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    Number(f64),
    Text(Vec<u8>),
    Name(Vec<u8>),
    Array(Vec<Operand>),
    /// Keys and values in turn.
    Dictionary(Vec<Operand>),
}

impl Operand {
    pub(super) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    pub(super) fn text(&self) -> Option<&[u8]> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// What stands under `key` in a dictionary.
    pub(super) fn entry(&self, key: &[u8]) -> Option<&Operand> {
        let Self::Dictionary(parts) = self else { return None };
        let mut pairs = parts.chunks_exact(2);
        pairs.find(|pair| pair.first().and_then(Operand::name) == Some(key)).and_then(|pair| pair.get(1))
    }
}

/// An instruction with its operands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Instruction<'c> {
    pub(super) operator: &'c [u8],
    pub(super) operands: Vec<Operand>,
}

/// Reads instructions.
pub(super) struct Instructions<'c> {
    bytes: &'c [u8],
    at: usize,
}

impl<'c> Instructions<'c> {
    pub(super) fn new(bytes: &'c [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn pass_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                b'%' => {
                    while self.peek(0).is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                        self.at += 1;
                    }
                }
                byte if is_space(byte) => self.at += 1,
                _ => break,
            }
        }
    }

    /// The bytes up to white space or a delimiter.
    fn regular(&mut self) -> &'c [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| !is_regular(*byte)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn name(&mut self) -> Vec<u8> {
        let written = self.regular();
        let mut name = Vec::with_capacity(written.len());
        let mut rest = written;
        while let Some((first, behind)) = rest.split_first() {
            let escaped = behind.get(..2).and_then(hex_pair).filter(|_| *first == b'#');
            name.push(escaped.unwrap_or(*first));
            rest = if escaped.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
        }
        name
    }

    /// A string in round brackets, the opening one passed.
    fn literal(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut n_open = 1_usize;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'(' => n_open += 1,
                b')' => {
                    n_open -= 1;
                    if n_open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    if let Some(escaped) = self.escaped() {
                        text.push(escaped);
                    }
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    /// What stands behind a backslash; nothing for a line end, which is no character.
    fn escaped(&mut self) -> Option<u8> {
        let byte = self.peek(0)?;
        self.at += 1;
        Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\r' => {
                self.at += usize::from(self.peek(0) == Some(b'\n'));
                return None;
            }
            b'\n' => return None,
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.peek(0) {
                        Some(digit @ b'0'..=b'7') => value = value * 8 + u32::from(digit - b'0'),
                        _ => break,
                    }
                    self.at += 1;
                }
                u8::try_from(value & 0xff).unwrap_or_default()
            }
            other => other,
        })
    }

    /// A string of hexadecimal digits, the opening bracket passed.
    fn hexadecimal(&mut self) -> Vec<u8> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
        self.at += length + 1;
        let mut digits: Vec<u8> = rest.iter().take(length).filter_map(|digit| hex_digit(*digit)).collect();
        if !digits.len().is_multiple_of(2) {
            digits.push(0);
        }
        digits.chunks_exact(2).filter_map(|pair| Some(pair.first()? << 4 | pair.get(1)?)).collect()
    }

    /// Passes over the picture behind `BI`.
    fn pass_picture(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let ends = |at: usize| {
            let is_marked = rest.get(at..at + 2) == Some(b"EI");
            let before = at.checked_sub(1).and_then(|at| rest.get(at)).is_some_and(|byte| is_space(*byte));
            let behind = rest.get(at + 2..).unwrap_or_default();
            let ends_word = behind.first().is_none_or(|byte| is_space(*byte));
            // The bytes of a picture may spell "EI" as well; instructions are written in ASCII.
            let is_text = behind.iter().take(12).all(|byte| is_space(*byte) || byte.is_ascii_graphic());
            is_marked && before && ends_word && is_text
        };
        let length = memchr_pairs(rest).find(|at| ends(*at)).map_or(rest.len(), |at| at + 2);
        self.at += length;
    }
}

/// Where an "E" stands.
fn memchr_pairs(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    bytes.iter().enumerate().filter(|(_, byte)| **byte == b'E').map(|(at, _)| at)
}

/// An open bracket and what is in it so far.
struct Open {
    is_dictionary: bool,
    parts: Vec<Operand>,
}

/// Operands as they are read.
#[derive(Default)]
struct Operands {
    whole: Vec<Operand>,
    open: Vec<Open>,
    /// Brackets beyond the deepest kept.
    n_beyond: usize,
}

impl Operands {
    fn push(&mut self, operand: Operand) {
        let parts = self.open.last_mut().map_or(&mut self.whole, |open| &mut open.parts);
        if parts.len() < MOST_OPERANDS {
            parts.push(operand);
        }
    }

    fn open(&mut self, is_dictionary: bool) {
        if self.open.len() < DEEPEST {
            self.open.push(Open { is_dictionary, parts: Vec::new() });
        } else {
            self.n_beyond += 1;
        }
    }

    fn close(&mut self) {
        if self.n_beyond > 0 {
            self.n_beyond -= 1;
        } else if let Some(Open { is_dictionary, parts }) = self.open.pop() {
            self.push(if is_dictionary { Operand::Dictionary(parts) } else { Operand::Array(parts) });
        }
    }

    /// Everything, brackets left open closed.
    fn all(mut self) -> Vec<Operand> {
        self.n_beyond = 0;
        while !self.open.is_empty() {
            self.close();
        }
        self.whole
    }
}

impl<'c> Iterator for Instructions<'c> {
    type Item = Instruction<'c>;

    fn next(&mut self) -> Option<Instruction<'c>> {
        let mut operands = Operands::default();
        loop {
            self.pass_space();
            match self.peek(0)? {
                b'(' => {
                    self.at += 1;
                    operands.push(Operand::Text(self.literal()));
                }
                b'<' if self.peek(1) == Some(b'<') => {
                    self.at += 2;
                    operands.open(true);
                }
                b'<' => {
                    self.at += 1;
                    operands.push(Operand::Text(self.hexadecimal()));
                }
                b'>' if self.peek(1) == Some(b'>') => {
                    self.at += 2;
                    operands.close();
                }
                b'[' => {
                    self.at += 1;
                    operands.open(false);
                }
                b']' => {
                    self.at += 1;
                    operands.close();
                }
                b'/' => {
                    self.at += 1;
                    operands.push(Operand::Name(self.name()));
                }
                b'>' | b')' | b'{' | b'}' => self.at += 1,
                _ => {
                    let word = self.regular();
                    if let Some(number) = number(word) {
                        operands.push(Operand::Number(number));
                    } else if !matches!(word, b"true" | b"false" | b"null") {
                        if word == b"BI" {
                            self.pass_picture();
                        }
                        return Some(Instruction { operator: word, operands: operands.all() });
                    }
                }
            }
        }
    }
}

/// A number; some programs write two signs or a sign within.
fn number(word: &[u8]) -> Option<f64> {
    let first = *word.first()?;
    if !matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.') {
        return None;
    }
    let word = std::str::from_utf8(word).ok()?;
    let plain = word.trim_start_matches(['+', '-']);
    let plain = plain.split('-').next().unwrap_or_default();
    let value = if plain.is_empty() || plain == "." { 0.0 } else { plain.parse::<f64>().ok()? };
    let value = if value.is_finite() { value } else { 0.0 };
    Some(if first == b'-' { -value } else { value })
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex_digit(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn hex_pair(pair: &[u8]) -> Option<u8> {
    Some(hex_digit(*pair.first()?)? << 4 | hex_digit(*pair.get(1)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<(String, Vec<Operand>)> {
        Instructions::new(bytes)
            .map(|found| (String::from_utf8_lossy(found.operator).into_owned(), found.operands))
            .collect()
    }

    fn text(text: &[u8]) -> Operand {
        Operand::Text(text.to_vec())
    }

    #[test]
    fn instructions_come_with_their_operands() {
        let found = all(b"BT /F#41 12 Tf % size\n[(A\\)\\101) -120.5 <4e4>]TJ 1 -.5 --2 Td T* ET");
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["BT", "Tf", "TJ", "Td", "T*", "ET"]);
        assert_eq!(found[1].1, [Operand::Name(b"FA".to_vec()), Operand::Number(12.0)]);
        let array = Operand::Array(vec![text(b"A)A"), Operand::Number(-120.5), text(b"N@")]);
        assert_eq!(found[2].1, [array]);
        assert_eq!(found[3].1, [Operand::Number(1.0), Operand::Number(-0.5), Operand::Number(-2.0)]);
    }

    #[test]
    fn a_dictionary_gives_its_entries() {
        let found = all(b"/Span <</ActualText (fi) /Deep [<</A 1>>] >> BDC");
        assert_eq!(found[0].1[1].entry(b"ActualText"), Some(&text(b"fi")));
    }

    #[test]
    fn pictures_and_faults_are_passed_over() {
        let found = all(b"BI /W 1 ID \xffEI\xff EI Q (in (brackets) too) ) > Tj ]] (open");
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["BI", "Q", "Tj"]);
        assert_eq!(found[2].1, [text(b"in (brackets) too")]);
        assert_eq!(all(&b"[".repeat(100_000)), []);
        let deep = [&b"<<[".repeat(100_000)[..], b"Tj"].concat();
        assert_eq!(all(&deep).len(), 1);
    }
}
