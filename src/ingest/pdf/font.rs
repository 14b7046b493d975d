//! The fonts of a page: what the bytes of a string stand for, and how wide each letter is
//! (ISO 32000-1, 9.5 to 9.10). No shape is read.

use std::collections::BTreeMap;

use encoding_rs::{BIG5, EUC_KR, GB18030, SHIFT_JIS, UTF_16BE};
use lopdf::{Dictionary, Document, Object, Stream};

use super::cmap::CharacterMap;
use super::widths::standard_width;

/// Bytes of a character map, unpacked; those of the largest fonts have some 300 KiB.
const LARGEST_MAP: usize = 4 * 1024 * 1024;
/// Widths kept of one font.
const MOST_WIDTHS: usize = 1 << 17;
/// Width of a letter in a composite font that does not say it, in thousandths.
const FULL_WIDTH: f64 = 1000.0;

/// A letter of a string: what one code stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Letter {
    /// Its text; `None` where the font does not say.
    pub(super) text: Option<String>,
    /// Thousandths of the size.
    pub(super) width: f64,
    /// Whether the space between words is added to it: it is the single byte 32.
    pub(super) is_space_code: bool,
}

/// A font.
#[derive(Clone, Debug)]
pub(super) struct Font {
    pub(super) is_bold: bool,
    /// Whether it is set from top to bottom.
    pub(super) is_vertical: bool,
    /// Whether what its codes stand for is guessed.
    pub(super) is_guessed: bool,
    codes: Codes,
    to_unicode: CharacterMap,
    widths: BTreeMap<u32, f64>,
    default_width: Option<f64>,
    name: String,
    /// What a unit of the widths is, in thousandths of the size.
    unit: f64,
}

/// What the bytes of a string are.
#[derive(Clone, Debug)]
enum Codes {
    /// A byte each, with the letters they stand for.
    Bytes(Vec<Option<String>>),
    /// Two bytes each, which name glyphs.
    Pairs,
    /// As the font's own map says.
    Mapped(CharacterMap),
    /// Text in this encoding.
    Text(&'static encoding_rs::Encoding),
}

impl Font {
    /// Reads the font `own` of `document`.
    pub(super) fn read(document: &Document, own: &Dictionary) -> Self {
        let base_name = name_of(own, b"BaseFont");
        let subtype = own.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        let to_unicode = stream_in(document, own, b"ToUnicode").map(map_in).unwrap_or_default();
        let mut font = Self {
            is_bold: false,
            is_vertical: false,
            is_guessed: false,
            codes: Codes::Pairs,
            to_unicode,
            widths: BTreeMap::new(),
            default_width: None,
            name: base_name,
            unit: 1.0,
        };
        let mut descriptor = dictionary_in(document, own, b"FontDescriptor");
        if subtype == b"Type0" {
            let descendant = own.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
            let descendant = descendant.and_then(|fonts| fonts.first());
            let descendant = descendant.and_then(|font| dictionary(document, font));
            font.read_composite(document, own, descendant);
            descriptor = descendant.and_then(|font| dictionary_in(document, font, b"FontDescriptor"));
        } else {
            font.read_simple(document, own, descriptor, subtype);
        }
        font.is_bold = is_bold(&font.name, descriptor);
        font
    }

    fn read_simple(
        &mut self,
        document: &Document,
        own: &Dictionary,
        descriptor: Option<&Dictionary>,
        subtype: &[u8],
    ) {
        let has_program = descriptor
            .is_some_and(|own| [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| own.has(key)));
        let says_encoding = own.get_deref(b"Encoding", document).is_ok();
        self.is_guessed = has_program && !says_encoding && !self.to_unicode.has_texts();
        let own_name = &self.name;
        let otherwise = match subtype {
            b"TrueType" => &b"WinAnsiEncoding"[..],
            _ if own_name.ends_with("Symbol") => b"SymbolEncoding",
            _ => b"StandardEncoding",
        };
        self.codes = Codes::Bytes(simple_letters(document, own, otherwise));
        let first = integer_in(document, own, b"FirstChar").unwrap_or(0);
        let widths = own.get_deref(b"Widths", document).and_then(Object::as_array);
        for (idx, width) in widths.map(Vec::as_slice).unwrap_or_default().iter().take(256).enumerate() {
            let code =
                u32::try_from(first).ok().and_then(|first| first.checked_add(u32::try_from(idx).ok()?));
            if let (Some(code), Some(width)) = (code, number(document, width)) {
                self.widths.insert(code, width);
            }
        }
        if !self.widths.is_empty() {
            let missing = descriptor.and_then(|own| own.get_deref(b"MissingWidth", document).ok());
            self.default_width = Some(missing.and_then(|width| number(document, width)).unwrap_or(0.0));
        }
        if subtype == b"Type3" {
            let matrix = own.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
            let scale = matrix.and_then(|matrix| matrix.first()).and_then(|scale| number(document, scale));
            self.unit = scale.unwrap_or(0.001) * 1000.0;
        }
    }

    fn read_composite(&mut self, document: &Document, own: &Dictionary, descendant: Option<&Dictionary>) {
        self.codes = match own.get_deref(b"Encoding", document) {
            Ok(Object::Name(name)) => {
                self.is_vertical = name.ends_with(b"-V");
                named_codes(name)
            }
            Ok(Object::Stream(stream)) => {
                self.is_vertical = integer_in(document, &stream.dict, b"WMode") == Some(1);
                Codes::Mapped(map_in(stream))
            }
            _ => Codes::Pairs,
        };
        let Some(descendant) = descendant else { return };
        let default = descendant.get_deref(b"DW", document).ok();
        self.default_width = Some(default.and_then(|width| number(document, width)).unwrap_or(FULL_WIDTH));
        let widths = descendant.get_deref(b"W", document).and_then(Object::as_array);
        self.read_widths(document, widths.map(Vec::as_slice).unwrap_or_default());
    }

    /// "first [w w w]" and "first last w" in turn.
    fn read_widths(&mut self, document: &Document, parts: &[Object]) {
        let glyph = |part: &Object| {
            let number = number(document, part)?;
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a cast of a float saturates"
            )]
            Some(number as u32)
        };
        let mut rest = parts;
        while let [first, second, behind @ ..] = rest {
            let Some(first) = glyph(first) else { return };
            if let Ok(widths) = document.dereference(second).and_then(|(_, widths)| widths.as_array()) {
                for (glyph, width) in (first..).zip(widths) {
                    if let Some(width) = number(document, width).filter(|_| self.widths.len() < MOST_WIDTHS) {
                        self.widths.insert(glyph, width);
                    }
                }
                rest = behind;
            } else if let [width, behind @ ..] = behind {
                let (Some(last), Some(width)) = (glyph(second), number(document, width)) else { return };
                for glyph in first..=last.min(first.saturating_add(0xffff)) {
                    if self.widths.len() >= MOST_WIDTHS {
                        return;
                    }
                    self.widths.insert(glyph, width);
                }
                rest = behind;
            } else {
                return;
            }
        }
    }

    /// The letters of a string.
    pub(super) fn letters(&self, bytes: &[u8]) -> Vec<Letter> {
        let mut letters = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = self.length_at(rest).clamp(1, rest.len());
            let (own, behind) = rest.split_at(length);
            letters.push(self.letter(own));
            rest = behind;
        }
        letters
    }

    fn length_at(&self, bytes: &[u8]) -> usize {
        match &self.codes {
            Codes::Bytes(_) => 1,
            Codes::Pairs => 2,
            Codes::Mapped(map) => usize::from(map.length_at(bytes, 2)),
            Codes::Text(encoding) if *encoding == UTF_16BE => {
                if matches!(bytes.first(), Some(0xd8..=0xdb)) {
                    4
                } else {
                    2
                }
            }
            Codes::Text(_) => 1 + usize::from(bytes.first().is_some_and(|byte| *byte >= 0x80)),
        }
    }

    fn letter(&self, own: &[u8]) -> Letter {
        let code = own.iter().fold(0_u32, |code, byte| code << 8 | u32::from(*byte));
        let length = u8::try_from(own.len()).unwrap_or(4);
        let (otherwise, glyph) = match &self.codes {
            Codes::Bytes(letters) => {
                (own.first().and_then(|byte| letters.get(usize::from(*byte))).cloned().flatten(), code)
            }
            Codes::Pairs => (None, code),
            Codes::Mapped(map) => (map.text((length, code)), map.glyph((length, code)).unwrap_or(code)),
            Codes::Text(encoding) => {
                let (text, had_errors) = encoding.decode_without_bom_handling(own);
                ((!had_errors).then(|| text.into_owned()), code)
            }
        };
        let text = self.to_unicode.text((length, code)).filter(|text| is_said(text)).or(otherwise);
        let known = self.widths.get(&glyph).copied().or(self.default_width);
        let first = text.as_deref().and_then(|text| text.chars().next());
        let width = known.map(|width| width * self.unit);
        let width = width.unwrap_or_else(|| standard_width(&self.name, first.unwrap_or('n')));
        Letter { text, width, is_space_code: own == [32] }
    }
}

/// Whether a font says what a letter is: some map their letters to nothing.
fn is_said(text: &str) -> bool {
    !text.chars().all(|c| matches!(c, '\0' | '\u{fffd}' | '\u{fffe}' | '\u{ffff}'))
}

/// What each byte stands for in a simple font.
fn simple_letters(document: &Document, own: &Dictionary, otherwise: &[u8]) -> Vec<Option<String>> {
    let encoding = own.get_deref(b"Encoding", document).ok();
    let dictionary = encoding.and_then(|encoding| encoding.as_dict().ok());
    let named = |object: &Object| object.as_name().ok().map(<[u8]>::to_vec);
    let base = encoding.and_then(named);
    let base = base
        .or_else(|| dictionary.and_then(|own| own.get_deref(b"BaseEncoding", document).ok()).and_then(named));
    let mut letters = base_letters(document, &base.unwrap_or_else(|| otherwise.to_vec()));
    let differences = dictionary.and_then(|own| own.get_deref(b"Differences", document).ok());
    let differences = differences.and_then(|differences| differences.as_array().ok());
    let mut code = 0_usize;
    for part in differences.map(Vec::as_slice).unwrap_or_default() {
        match part {
            Object::Integer(at) => code = usize::try_from(*at).unwrap_or(256),
            Object::Name(name) => {
                if let Some(letter) = letters.get_mut(code) {
                    *letter = glyph_text(document, name);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    letters
}

/// The letters of an encoding that has a name.
fn base_letters(document: &Document, name: &[u8]) -> Vec<Option<String>> {
    let font = lopdf::dictionary! { "Type" => "Font", "Encoding" => Object::Name(name.to_vec()) };
    let encoding = font.get_font_encoding_with_limit(document, LARGEST_MAP);
    let standard = lopdf::dictionary! { "Type" => "Font", "Encoding" => "StandardEncoding" };
    let standard = standard.get_font_encoding_with_limit(document, LARGEST_MAP);
    let letter = |byte: u8| {
        let known = encoding.as_ref().ok().and_then(|encoding| encoding.bytes_to_string(&[byte]).ok());
        let known = known.or_else(|| standard.as_ref().ok()?.bytes_to_string(&[byte]).ok());
        known.filter(|text| !text.is_empty())
    };
    (0..=255).map(letter).collect()
}

/// What a glyph of this name shows: by the names of Adobe's glyph list, or the code in the name.
fn glyph_text(document: &Document, name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    let parts: Option<Vec<String>> = name.split('_').map(|part| one_glyph_text(document, part)).collect();
    parts.map(|parts| parts.concat())
}

fn one_glyph_text(document: &Document, name: &str) -> Option<String> {
    let ligature = match name {
        "ff" => Some("ff"),
        "fi" => Some("fi"),
        "fl" => Some("fl"),
        "ffi" => Some("ffi"),
        "ffl" => Some("ffl"),
        _ => None,
    };
    if let Some(ligature) = ligature {
        return Some(ligature.to_owned());
    }
    let names = Object::Array(vec![Object::Integer(65), Object::Name(name.as_bytes().to_vec())]);
    let differences = lopdf::dictionary! { "Differences" => names };
    let font = lopdf::dictionary! { "Type" => "Font", "Encoding" => Object::Dictionary(differences) };
    let known = match font.get_font_encoding_with_limit(document, LARGEST_MAP) {
        Ok(encoding @ lopdf::Encoding::Differences(_)) => encoding.bytes_to_string(b"A").ok(),
        _ => None,
    };
    let by_code = || {
        let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
        let digits = digits.get(..4).filter(|_| name.starts_with("uni")).unwrap_or(digits);
        let is_code = (4..=6).contains(&digits.len());
        let code = u32::from_str_radix(digits, 16).ok().filter(|_| is_code)?;
        char::from_u32(code).map(String::from)
    };
    known.filter(|text| !text.is_empty()).or_else(by_code)
}

/// The codes of a composite font whose encoding has a name.
fn named_codes(name: &[u8]) -> Codes {
    let name = String::from_utf8_lossy(name);
    let has = |part: &str| name.contains(part);
    match () {
        () if has("UCS2") || has("UTF16") => Codes::Text(UTF_16BE),
        () if has("RKSJ") => Codes::Text(SHIFT_JIS),
        () if has("GBK") || has("GB-EUC") => Codes::Text(GB18030),
        () if has("ETen-B5") || has("B5pc") => Codes::Text(BIG5),
        () if has("KSC") => Codes::Text(EUC_KR),
        () => Codes::Pairs,
    }
}

fn is_bold(name: &str, descriptor: Option<&Dictionary>) -> bool {
    let lower = name.to_lowercase();
    let says_so = ["bold", "black", "heavy"].iter().any(|weight| lower.contains(weight));
    let weight = descriptor.and_then(|own| own.get(b"FontWeight").and_then(Object::as_float).ok());
    says_so || weight.is_some_and(|weight| weight >= 600.0)
}

fn map_in(stream: &Stream) -> CharacterMap {
    let bytes = stream.get_plain_content_with_limit(LARGEST_MAP).unwrap_or_default();
    CharacterMap::read(&bytes)
}

fn name_of(own: &Dictionary, key: &[u8]) -> String {
    let name = own.get(key).and_then(Object::as_name).unwrap_or_default();
    String::from_utf8_lossy(name).into_owned()
}

fn dictionary<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Dictionary> {
    document.dereference(object).and_then(|(_, object)| object.as_dict()).ok()
}

fn dictionary_in<'d>(document: &'d Document, own: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
    own.get(key).ok().and_then(|object| dictionary(document, object))
}

fn stream_in<'d>(document: &'d Document, own: &'d Dictionary, key: &[u8]) -> Option<&'d Stream> {
    own.get_deref(key, document).and_then(Object::as_stream).ok()
}

fn integer_in(document: &Document, own: &Dictionary, key: &[u8]) -> Option<i64> {
    own.get_deref(key, document).and_then(Object::as_i64).ok()
}

fn number(document: &Document, object: &Object) -> Option<f64> {
    let (_, object) = document.dereference(object).ok()?;
    object.as_float().ok().map(f64::from).filter(|number| number.is_finite())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn texts(font: &Font, bytes: &[u8]) -> String {
        font.letters(bytes).into_iter().map(|letter| letter.text.unwrap_or("?".to_owned())).collect()
    }

    #[test]
    fn a_simple_font_is_read_by_its_encoding_and_its_differences() {
        let names = ["f_f_i", "uni20AC", "u1F41F", "quotedblleft", "Eacute.sc", "g17"];
        let mut differences = vec![Object::Integer(65)];
        differences.extend(names.iter().map(|name| Object::Name(name.as_bytes().to_vec())));
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "ABCDEF+Garamond-Bold",
            "Encoding" => dictionary! { "BaseEncoding" => "WinAnsiEncoding", "Differences" => differences },
            "FirstChar" => 65, "Widths" => vec![Object::Integer(700)],
        };
        let font = Font::read(&Document::new(), &font);
        assert_eq!(texts(&font, b"ABCDEF z\x93"), "ffi€🐟“É? z“");
        assert!(font.is_bold);
        assert!((font.letters(b"A")[0].width - 700.0).abs() < 0.01);
    }

    #[test]
    fn a_composite_font_is_read_by_its_map() {
        let mut document = Document::new();
        let map = Stream::new(Dictionary::new(), b"<0003> <0004> <0627> endbfrange".to_vec());
        let map = document.add_object(map);
        let widths = vec![
            Object::Integer(3),
            Object::Array(vec![Object::Integer(250)]),
            Object::Integer(4),
            Object::Integer(9),
            Object::Integer(400),
        ];
        let below = dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2", "W" => widths };
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Naskh", "Encoding" => "Identity-H",
            "DescendantFonts" => vec![Object::Dictionary(below)], "ToUnicode" => map,
        };
        let font = Font::read(&document, &font);
        assert_eq!(texts(&font, b"\0\x03\0\x04\0\x05\0"), "اب??");
        let widths: Vec<f64> =
            font.letters(b"\0\x03\0\x04\0\x0a").iter().map(|letter| letter.width.round()).collect();
        assert_eq!(widths, [250.0, 400.0, 1000.0]);
    }

    #[test]
    fn a_font_with_an_encoding_of_the_far_east_is_decoded() {
        let font = |name: &str| {
            let font = dictionary! { "Type" => "Font", "Subtype" => "Type0", "Encoding" => name };
            Font::read(&Document::new(), &font)
        };
        assert_eq!(texts(&font("UniJIS-UTF16-H"), b"\x6e\x2f\0A"), "港A");
        assert_eq!(texts(&font("90ms-RKSJ-H"), b"\x8d`A"), "港A");
        assert!(font("GBK-EUC-V").is_vertical);
    }

    #[test]
    fn a_font_without_anything_is_read_as_the_standard_says() {
        let font = Font::read(&Document::new(), &Dictionary::new());
        assert_eq!(texts(&font, b"A z"), "A z");
    }
}
