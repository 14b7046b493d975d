//! Character maps: how long a code is, which glyph it names, and which text it stands for
//! (ISO 32000-1, 9.7.5 and 9.10.3).

use std::collections::BTreeMap;

use super::tokens::{Instructions, Operand};

/// Entries kept of one map; the largest fonts have 65,536 glyphs.
const MOST_ENTRIES: usize = 1 << 17;
/// Most letters one code stands for.
const LONGEST_TEXT: usize = 64;

/// A code: how many bytes it has, and its value.
type Code = (u8, u32);

/// A map from codes to text or glyphs.
#[derive(Clone, Debug, Default)]
pub(super) struct CharacterMap {
    /// Length in bytes, first and last code.
    spaces: Vec<(u8, u32, u32)>,
    /// First code → last code and the text of the first.
    texts: BTreeMap<Code, (u32, Vec<u16>)>,
    /// First code → last code and the glyph of the first.
    glyphs: BTreeMap<Code, (u32, u32)>,
}

impl CharacterMap {
    /// Reads a map as a font carries it.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        for instruction in Instructions::new(bytes) {
            let operands = &instruction.operands;
            match instruction.operator {
                b"endcodespacerange" => map.add_spaces(operands),
                b"endbfchar" => {
                    for pair in operands.chunks_exact(2) {
                        if let [code, target] = pair
                            && let (Some(code), Some(text)) = (code_of(code), units_of(target))
                        {
                            map.add_text(code, code.1, text);
                        }
                    }
                }
                b"endbfrange" => operands.chunks_exact(3).for_each(|range| map.add_text_range(range)),
                b"endcidchar" => {
                    for pair in operands.chunks_exact(2) {
                        if let [code, glyph] = pair
                            && let (Some(code), Some(glyph)) = (code_of(code), glyph_of(glyph))
                        {
                            map.add_glyphs(code, code.1, glyph);
                        }
                    }
                }
                b"endcidrange" => {
                    for range in operands.chunks_exact(3) {
                        if let [first, last, glyph] = range
                            && let (Some(first), Some(last), Some(glyph)) =
                                (code_of(first), code_of(last), glyph_of(glyph))
                        {
                            map.add_glyphs(first, last.1, glyph);
                        }
                    }
                }
                _ => {}
            }
        }
        map
    }

    fn add_spaces(&mut self, operands: &[Operand]) {
        for pair in operands.chunks_exact(2) {
            if let [first, last] = pair
                && let (Some((length, first)), Some((_, last))) = (code_of(first), code_of(last))
                && self.spaces.len() < 256
            {
                self.spaces.push((length, first, last));
            }
        }
    }

    fn add_text_range(&mut self, range: &[Operand]) {
        let [first, last, target] = range else { return };
        let (Some(first), Some((_, last))) = (code_of(first), code_of(last)) else { return };
        match target {
            Operand::Array(targets) => {
                for (code, target) in (first.1..=last).zip(targets) {
                    if let Some(text) = units_of(target) {
                        self.add_text((first.0, code), code, text);
                    }
                }
            }
            target => {
                if let Some(text) = units_of(target) {
                    self.add_text(first, last, text);
                }
            }
        }
    }

    fn add_text(&mut self, first: Code, last: u32, text: Vec<u16>) {
        if self.texts.len() < MOST_ENTRIES {
            self.texts.insert(first, (last, text));
        }
    }

    fn add_glyphs(&mut self, first: Code, last: u32, glyph: u32) {
        if self.glyphs.len() < MOST_ENTRIES {
            self.glyphs.insert(first, (last, glyph));
        }
    }

    /// How many bytes the code at the head of `bytes` has; `otherwise` where the map does not say.
    pub(super) fn length_at(&self, bytes: &[u8], otherwise: u8) -> u8 {
        let fits = |(length, first, last): &&(u8, u32, u32)| {
            let own = bytes.get(..usize::from(*length));
            own.is_some_and(|own| {
                let (first, last) = (first.to_be_bytes(), last.to_be_bytes());
                let skip = 4 - usize::from(*length);
                let bounds = first.iter().zip(&last).skip(skip);
                own.iter().zip(bounds).all(|(byte, (first, last))| first <= byte && byte <= last)
            })
        };
        self.spaces.iter().find(fits).map_or(otherwise, |(length, _, _)| *length)
    }

    /// The text a code stands for.
    pub(super) fn text(&self, code: Code) -> Option<String> {
        let (first, (last, text)) = self.texts.range((code.0, 0)..=code).next_back()?;
        if code.1 > *last {
            return None;
        }
        let mut units = text.clone();
        let step = u16::try_from((code.1 - first.1) & 0xffff).unwrap_or_default();
        if let Some(end) = units.last_mut() {
            *end = end.wrapping_add(step);
        }
        let text: String = char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect();
        (!text.is_empty()).then_some(text)
    }

    /// The glyph a code names.
    pub(super) fn glyph(&self, code: Code) -> Option<u32> {
        let (first, (last, glyph)) = self.glyphs.range((code.0, 0)..=code).next_back()?;
        (code.1 <= *last).then(|| glyph.saturating_add(code.1 - first.1))
    }

    /// Whether it says what any code stands for.
    pub(super) fn has_texts(&self) -> bool {
        !self.texts.is_empty()
    }
}

fn code_of(operand: &Operand) -> Option<Code> {
    let bytes = operand.text()?;
    let length = u8::try_from(bytes.len()).ok().filter(|length| (1..=4).contains(length))?;
    Some((length, bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte))))
}

fn glyph_of(operand: &Operand) -> Option<u32> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast of a float saturates")]
    operand.number().map(|number| number as u32)
}

/// UTF-16 as a map writes it.
fn units_of(operand: &Operand) -> Option<Vec<u16>> {
    let bytes = operand.text()?;
    let units = match bytes {
        [byte] => vec![u16::from(*byte)],
        bytes => bytes
            .chunks_exact(2)
            .filter_map(|pair| Some(u16::from_be_bytes([*pair.first()?, *pair.get(1)?])))
            .take(LONGEST_TEXT)
            .collect(),
    };
    (!units.is_empty()).then_some(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &[u8] = b"/CIDInit /ProcSet findresource begin begincmap
        1 begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange
        2 beginbfchar <41> <0061> <8001> <00660069> endbfchar
        3 beginbfrange <42> <44> <0062> <8100> <8101> [<d83dde00> <0031>] <8200> <82ff> <D83DDC00> endbfrange
        1 begincidrange <8300> <83ff> 7 endcidrange endcmap";

    #[test]
    fn a_code_stands_for_its_text() {
        let map = CharacterMap::read(MAP);
        let text = |code| map.text(code);
        assert_eq!(text((1, 0x41)).as_deref(), Some("a"));
        assert_eq!(text((1, 0x44)).as_deref(), Some("d"));
        assert_eq!(text((1, 0x45)), None);
        assert_eq!(text((2, 0x8001)).as_deref(), Some("fi"));
        assert_eq!(text((2, 0x8100)).as_deref(), Some("😀"));
        assert_eq!(text((2, 0x8201)).as_deref(), Some("\u{1f401}"));
        assert_eq!(text((2, 0x41)), None, "a longer code is another code");
        assert_eq!(map.glyph((2, 0x8302)), Some(9));
    }

    #[test]
    fn the_length_of_a_code_is_told_by_its_bytes() {
        let map = CharacterMap::read(MAP);
        assert_eq!(map.length_at(b"AB", 2), 1);
        assert_eq!(map.length_at(b"\x81\x00", 1), 2);
        assert_eq!(map.length_at(b"\x81", 1), 1);
    }

    #[test]
    fn a_range_of_all_codes_costs_nothing() {
        let map = CharacterMap::read(b"<00000000> <ffffffff> <0041> endbfrange");
        assert_eq!(map.text((4, 1)).as_deref(), Some("B"));
    }
}
