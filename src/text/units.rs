//! The same place in bytes, code points, UTF-16 units, or line and column.

use std::sync::{Arc, OnceLock};

use super::anchor::Splice;

/// Bytes between two entries of the table; twice as many at most after a change of the text.
const STRIDE: usize = 128;
/// Bytes counted at once.
const BLOCK: usize = 16;

/// What comes before a byte.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    bytes: usize,
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
    /// One entry every so many bytes, the first for byte 0; empty for a text of ASCII alone, where all
    /// units agree.
    table: Vec<Before>,
    /// The byte each line begins at; the first is 0. Looked for when somebody first asks.
    line_starts: OnceLock<Vec<usize>>,
}

fn starts_char(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

fn before_after(mut so_far: Before, bytes: &[u8]) -> Before {
    so_far.bytes += bytes.len();
    // A stride counts no higher than a byte does, which is how a processor counts many at once.
    for bytes in bytes.chunks(STRIDE) {
        let chars: u8 = bytes.iter().map(|byte| u8::from(starts_char(*byte))).sum();
        let beyond_the_bmp: u8 = bytes.iter().map(|byte| u8::from(*byte >= 0xF0)).sum();
        so_far.chars += usize::from(chars);
        so_far.utf16 += usize::from(chars) + usize::from(beyond_the_bmp);
    }
    so_far
}

/// Adds entries until none is more than twice a stride before `to`.
fn fill(table: &mut Vec<Before>, bytes: &[u8], to: usize) {
    while let Some(last) = table.last().copied().filter(|last| to - last.bytes > 2 * STRIDE) {
        let stride = bytes.get(last.bytes..last.bytes + STRIDE).unwrap_or_default();
        table.push(before_after(last, stride));
    }
}

/// Adds `entries` of a text from which and to which so much was taken and given before them.
fn shift(table: &mut Vec<Before>, entries: &[Before], (gone, come): (Before, Before), bytes: &[u8]) {
    for entry in entries {
        let entry = Before {
            bytes: entry.bytes - gone.bytes + come.bytes,
            chars: entry.chars - gone.chars + come.chars,
            utf16: entry.utf16 - gone.utf16 + come.utf16,
        };
        fill(table, bytes, entry.bytes);
        if table.last().is_none_or(|last| last.bytes < entry.bytes) {
            table.push(entry);
        }
    }
}

/// Whether `after` is `before` with `splices`, which are in order and disjoint.
fn is_spliced(before: &str, splices: &[Splice], after: &str) -> bool {
    let (mut before, mut after) = (before.as_bytes(), after.as_bytes());
    let mut at = 0;
    for splice in splices {
        let parts = splice.at.checked_sub(at).and_then(|kept| {
            let (head, rest) = before.split_at_checked(kept)?;
            let rest = rest.strip_prefix(splice.removed.as_bytes())?;
            let there = after.strip_prefix(head)?.strip_prefix(splice.inserted.as_bytes())?;
            Some((rest, there))
        });
        let Some(rests) = parts else { return false };
        (before, after) = rests;
        at = splice.at + splice.removed.len();
    }
    before == after
}

impl UnitIndex {
    /// Looks through `text` once.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let mut table = Vec::new();
        if !text.is_ascii() {
            table.reserve_exact(text.len().div_ceil(STRIDE));
            table.push(Before::default());
            fill(&mut table, text.as_bytes(), text.len());
        }
        Self { text, table, line_starts: OnceLock::new() }
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        })
    }

    /// The same for `text`, which is the text of this one after `splices`, without looking through it
    /// again. Nothing where `text` is another one.
    pub fn spliced(&self, splices: &[Splice], text: &Arc<str>) -> Option<Self> {
        if !is_spliced(&self.text, splices, text) {
            return None;
        }
        if self.table.is_empty() && !splices.iter().all(|splice| splice.inserted.is_ascii()) {
            return Some(Self::new(Arc::clone(text)));
        }
        let bytes = text.as_bytes();
        let mut table = Vec::with_capacity(self.table.len() + 1);
        // What was taken out and put in before the place looked at.
        let (mut gone, mut come) = (Before::default(), Before::default());
        let mut entry = 0;
        for splice in splices {
            let end = splice.at + splice.removed.len();
            let n_before = self.table.partition_point(|before| before.bytes <= splice.at);
            shift(&mut table, self.table.get(entry..n_before).unwrap_or_default(), (gone, come), bytes);
            gone = before_after(gone, splice.removed.as_bytes());
            come = before_after(come, splice.inserted.as_bytes());
            // One at the very end of what was taken out is right again, if it is not there already.
            let behind = if splice.removed.is_empty() { end + 1 } else { end };
            entry = self.table.partition_point(|before| before.bytes < behind);
        }
        shift(&mut table, self.table.get(entry..).unwrap_or_default(), (gone, come), bytes);
        if !table.is_empty() {
            fill(&mut table, bytes, bytes.len());
        }
        Some(Self { text: Arc::clone(text), table, line_starts: OnceLock::new() })
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
        let chunk = self.table.partition_point(|before| before.bytes <= byte);
        let Some(known) = chunk.checked_sub(1).and_then(|chunk| self.table.get(chunk)) else {
            return Some(Before { bytes: byte, chars: byte, utf16: byte });
        };
        let rest = self.text.as_bytes().get(known.bytes..byte)?;
        Some(before_after(*known, rest))
    }

    fn find(&self, wanted: usize, unit: impl Fn(&Before) -> usize) -> Option<usize> {
        if self.table.is_empty() {
            return (wanted <= self.text.len()).then_some(wanted);
        }
        let chunk = self.table.partition_point(|before| unit(before) <= wanted).checked_sub(1)?;
        let mut so_far = *self.table.get(chunk)?;
        let bytes = self.text.as_bytes();
        let mut at = so_far.bytes;
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

    fn check_index(units: &UnitIndex) -> Result<(), TestCaseError> {
        let text = &**units.text();
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

    fn check(text: &str) -> Result<(), TestCaseError> {
        check_index(&UnitIndex::new(text))
    }

    /// Cuts `text` at places by the letters given and puts words in, twice.
    fn splices(text: &str, cuts: &[(usize, usize, String)]) -> Vec<Splice> {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut all: Vec<Splice> = Vec::new();
        let mut from = 0;
        for (skip, len, inserted) in cuts {
            let Some(at) = places.get(from + skip) else { break };
            let end = places.get(from + skip + len).copied().unwrap_or(text.len());
            all.push(Splice { at: *at, removed: text[*at..end].to_owned(), inserted: inserted.clone() });
            from += skip + len + 1;
        }
        all
    }

    fn applied(text: &str, splices: &[Splice]) -> String {
        let mut after = text.to_owned();
        for splice in splices.iter().rev() {
            after.replace_range(splice.at..splice.at + splice.removed.len(), &splice.inserted);
        }
        after
    }

    #[test]
    fn an_index_of_another_text_is_not_made() {
        let units = UnitIndex::new("Žilina, Tallinn");
        let splice = |at, removed: &str, inserted: &str| {
            vec![Splice { at, removed: removed.to_owned(), inserted: inserted.to_owned() }]
        };
        assert!(units.spliced(&splice(0, "Ž", "Z"), &"Zilina, Tallinn".into()).is_some());
        assert!(units.spliced(&splice(0, "Ž", "Z"), &"Zilina, tallinn".into()).is_none());
        assert!(units.spliced(&splice(0, "Z", "Ž"), &"Žilina, Tallinn".into()).is_none());
        assert!(units.spliced(&splice(99, "", "x"), &"Žilina, Tallinnx".into()).is_none());
    }

    #[test]
    fn a_thousand_keys_at_one_place_leave_the_table_even() {
        let mut units = UnitIndex::new("é".repeat(1_000));
        for _ in 0..1_000 {
            let splice = Splice { at: 400, removed: String::new(), inserted: "x".into() };
            let text = applied(units.text(), std::slice::from_ref(&splice)).into();
            units = units.spliced(&[splice], &text).unwrap_or_else(|| UnitIndex::new(""));
        }
        let widest = units.table.windows(2).map(|pair| pair[1].bytes - pair[0].bytes).max();
        assert!(widest.is_some_and(|widest| widest <= 2 * STRIDE), "{widest:?}");
        assert_eq!(units.n_chars(), 2_000);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn an_index_moved_along_with_its_text_counts_as_a_new_one(
            text in "([a-c\n]|[é€😀ש]){0,400}",
            ascii in any::<bool>(),
            changes in prop::collection::vec(
                prop::collection::vec((0..90_usize, 0..60_usize, "([a\n]|[é😀]|[a-z]{90}){0,6}"), 0..4), 1..3),
        ) {
            let text = if ascii { text.replace(|c: char| !c.is_ascii(), "x") } else { text };
            let mut units = UnitIndex::new(text);
            for cuts in changes {
                let splices = splices(units.text(), &cuts);
                let text: Arc<str> = applied(units.text(), &splices).into();
                let moved = units.spliced(&splices, &text);
                prop_assert!(moved.is_some());
                units = moved.unwrap_or(units);
                check_index(&units)?;
            }
        }

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
