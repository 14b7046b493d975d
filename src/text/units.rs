//! The same place in bytes, code points, UTF-16 units, or line and column.

use std::sync::{Arc, OnceLock};

/// Bytes between two entries of the table.
const STRIDE: usize = 128;
/// Bytes counted at once.
const BLOCK: usize = 16;

/// What comes before a multiple of [`STRIDE`] bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    chars: usize,
    utf16: usize,
}

/// Converts places in one text. One pass to build; then each question costs a short search and
/// a look at some hundred bytes, whatever the length of the text.
///
/// Every answer is `None` for a place past the end or inside a character.
#[derive(Clone, Debug)]
pub struct UnitIndex {
    text: Arc<str>,
    /// One entry every [`STRIDE`] bytes; empty for a text of ASCII alone, where all units agree.
    table: Vec<Before>,
    /// The byte each line begins at; the first is 0. Looked for when somebody first asks.
    line_starts: OnceLock<Vec<usize>>,
}

fn starts_char(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

fn before_after(mut so_far: Before, bytes: &[u8]) -> Before {
    // A stride counts no higher than a byte does, which is how a processor counts many at once.
    for bytes in bytes.chunks(STRIDE) {
        let chars: u8 = bytes.iter().map(|byte| u8::from(starts_char(*byte))).sum();
        let beyond_the_bmp: u8 = bytes.iter().map(|byte| u8::from(*byte >= 0xF0)).sum();
        so_far.chars += usize::from(chars);
        so_far.utf16 += usize::from(chars) + usize::from(beyond_the_bmp);
    }
    so_far
}

impl UnitIndex {
    /// Looks through `text` once.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let mut table = Vec::new();
        if !text.is_ascii() {
            table.reserve_exact(text.len().div_ceil(STRIDE));
            let mut so_far = Before::default();
            for chunk in text.as_bytes().chunks(STRIDE) {
                table.push(so_far);
                so_far = before_after(so_far, chunk);
            }
        }
        Self { text, table, line_starts: OnceLock::new() }
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        })
    }

    /// The text it answers for.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// How many code points come before a byte.
    pub fn char_of_byte(&self, byte: usize) -> Option<usize> {
        self.before(byte).map(|before| before.chars)
    }

    /// How many UTF-16 units come before a byte.
    pub fn utf16_of_byte(&self, byte: usize) -> Option<usize> {
        self.before(byte).map(|before| before.utf16)
    }

    /// The byte at which the code point of this number begins; the length for the number after the last.
    pub fn byte_of_char(&self, char_number: usize) -> Option<usize> {
        self.find(char_number, |before| before.chars)
    }

    /// The byte at which the UTF-16 unit of this number begins.
    pub fn byte_of_utf16(&self, unit: usize) -> Option<usize> {
        self.find(unit, |before| before.utf16)
    }

    /// How many code points the text has.
    pub fn n_chars(&self) -> usize {
        self.char_of_byte(self.text.len()).unwrap_or_default()
    }

    /// Line and column of a byte, both from 1; columns are code points, and a line ends after its `\n`.
    pub fn line_col(&self, byte: usize) -> Option<(usize, usize)> {
        let char_number = self.char_of_byte(byte)?;
        let line_starts = self.line_starts();
        let line = line_starts.partition_point(|start| *start <= byte);
        let start = line_starts.get(line.checked_sub(1)?)?;
        Some((line, char_number - self.char_of_byte(*start)? + 1))
    }

    fn before(&self, byte: usize) -> Option<Before> {
        if !self.text.is_char_boundary(byte) {
            return None;
        }
        let chunk = byte / STRIDE;
        let Some(known) = self.table.get(chunk) else {
            return match self.table.last() {
                None => Some(Before { chars: byte, utf16: byte }),
                // The end of a text whose length is a multiple of the stride.
                Some(last) => {
                    self.text.as_bytes().get((chunk - 1) * STRIDE..).map(|b| before_after(*last, b))
                }
            };
        };
        let rest = self.text.as_bytes().get(chunk * STRIDE..byte)?;
        Some(before_after(*known, rest))
    }

    fn find(&self, wanted: usize, unit: impl Fn(&Before) -> usize) -> Option<usize> {
        if self.table.is_empty() {
            return (wanted <= self.text.len()).then_some(wanted);
        }
        let chunk = self.table.partition_point(|before| unit(before) <= wanted).checked_sub(1)?;
        let mut so_far = *self.table.get(chunk)?;
        let bytes = self.text.as_bytes();
        let mut at = chunk * STRIDE;
        // Some bytes at a time as long as the place lies behind them; then character by character.
        while let Some(block) = bytes.get(at..at + BLOCK) {
            let after = before_after(so_far, block);
            if unit(&after) >= wanted {
                break;
            }
            (so_far, at) = (after, at + BLOCK);
        }
        loop {
            // Between characters only: the table may cut one in two.
            if unit(&so_far) == wanted && self.text.is_char_boundary(at) {
                return Some(at);
            }
            let byte = bytes.get(at..=at)?;
            if unit(&so_far) > wanted {
                return None;
            }
            so_far = before_after(so_far, byte);
            at += 1;
            while bytes.get(at).is_some_and(|byte| !starts_char(*byte)) {
                at += 1;
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_emoji_is_one_code_point_and_two_utf16_units() {
        let units = UnitIndex::new("a😀b\nc");
        assert_eq!(units.char_of_byte(5), Some(2));
        assert_eq!(units.utf16_of_byte(5), Some(3));
        assert_eq!(units.byte_of_utf16(2), None, "inside the pair");
        assert_eq!(units.byte_of_utf16(3), Some(5));
        assert_eq!(units.line_col(7), Some((2, 1)));
        assert_eq!(units.line_col(6), Some((1, 4)));
        assert_eq!(units.char_of_byte(2), None);
        assert_eq!(units.byte_of_char(6), None);
    }

    fn check(text: &str) -> Result<(), TestCaseError> {
        let units = UnitIndex::new(text);
        for byte in 0..text.len() + 2 {
            let head = text.get(..byte);
            prop_assert_eq!(units.char_of_byte(byte), head.map(|head| head.chars().count()));
            prop_assert_eq!(units.utf16_of_byte(byte), head.map(|head| head.encode_utf16().count()));
            let line_col = head.map(|head| {
                let line_start = head.rfind('\n').map_or(0, |at| at + 1);
                (head.matches('\n').count() + 1, head[line_start..].chars().count() + 1)
            });
            prop_assert_eq!(units.line_col(byte), line_col);
            if head.is_some() {
                prop_assert_eq!(units.byte_of_char(units.char_of_byte(byte).unwrap_or_default()), Some(byte));
                prop_assert_eq!(
                    units.byte_of_utf16(units.utf16_of_byte(byte).unwrap_or_default()),
                    Some(byte)
                );
            }
        }
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for number in 0..starts.len() + 3 {
            prop_assert_eq!(units.byte_of_char(number), starts.get(number).copied());
        }
        let of_utf16 =
            |wanted| starts.iter().copied().find(|at| text[..*at].encode_utf16().count() == wanted);
        for number in 0..text.encode_utf16().count() + 3 {
            prop_assert_eq!(units.byte_of_utf16(number), of_utf16(number));
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn every_unit_agrees_with_counting(text in "([a-c\r\n]|[é€😀\u{301}ש]){0,300}") { check(&text)?; }

        #[test]
        fn and_so_it_does_in_plain_ascii(text in "[ -~\n]{0,300}") { check(&text)?; }

        #[test]
        fn and_where_the_text_ends_with_a_stride(head in "[a😀é]{0,20}") {
            let mut text = head;
            while !text.len().is_multiple_of(STRIDE) { text.push('x'); }
            check(&text)?;
        }
    }
}
