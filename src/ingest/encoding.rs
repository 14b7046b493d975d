//! Bytes become text: by byte order mark, by what the file declares, by being UTF-8, by detection.
//!
//! Nothing is thrown away: a byte that fits nothing becomes U+FFFD and is named in a warning;
//! NUL and other control characters stay.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Notes;

/// Places the detector is told a text may be from, to see how much its guess hangs on that.
const HINTS: [&[u8]; 14] =
    [b"fr", b"pl", b"cz", b"ru", b"gr", b"tr", b"il", b"eg", b"jp", b"cn", b"tw", b"kr", b"lt", b"th"];
/// From so many hints with another answer on, a guess is no more than that.
const DOUBTFUL: usize = 3;
/// Bytes a guess is made from.
const LOOKED_AT: usize = 1 << 18;
/// Characters of a preview.
const PREVIEW: usize = 90;
/// Most encodings offered.
const MOST_CANDIDATES: usize = 6;

/// An encoding a text may be in, and how it then reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The encoding's name, as `--encoding` takes it.
    pub name: String,
    /// The first words that read differently in another encoding.
    pub preview: String,
}

/// Text that was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// Other encodings it may be in, likeliest first, its own at the head; empty where there is no doubt.
    pub(super) doubt: Vec<Candidate>,
}

/// The encoding of this name ("latin1", "windows-1251", "utf-16le"…). Those that browsers refuse to
/// read ("iso-2022-kr", "hz-gb-2312") are unknown: their text would be one “\u{fffd}”.
pub(super) fn by_name(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(name.trim().as_bytes())
}

/// How it is known in what encoding bytes are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reading {
    /// It is to be found out.
    Found,
    /// A person said so.
    Chosen(&'static Encoding),
    /// The bytes are UTF-8 made from a text that was decoded before.
    Decoded,
}

/// Decodes `bytes`; `declared` is what the file says of itself.
pub(super) fn decode(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    reading: Reading,
    notes: &mut Notes,
) -> Decoded {
    match reading {
        Reading::Found => {}
        Reading::Chosen(chosen) => {
            notes.did(format!("Read as {}, as you chose.", chosen.name()));
            return sure(read_as(chosen, without_mark_of(chosen, bytes), notes));
        }
        Reading::Decoded => return sure(read_as(UTF_8, without_mark_of(UTF_8, bytes), notes)),
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        notes.did(format!("Read as {} (byte order mark).", encoding.name()));
        return sure(read_as(encoding, bytes.get(length..).unwrap_or_default(), notes));
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        notes.did(format!("Read as {} (recognised, it has no byte order mark).", encoding.name()));
        return sure(read_as(encoding, bytes, notes));
    }
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let stateful = declared.is_some_and(|declared| declared == encoding_rs::ISO_2022_JP);
    if is_utf8 && !stateful {
        let by = declared_words(declared == Some(UTF_8), "it fits");
        notes.did(format!("Read as UTF-8 ({by})."));
        if let Some(declared) = declared.filter(|declared| *declared != UTF_8 && !bytes.is_ascii()) {
            notes.warn(format!("The file says it is {}, but it is UTF-8 and was read so.", declared.name()));
        }
        return sure(read_as(UTF_8, bytes, notes));
    }
    if let Some(declared) = declared.filter(|declared| *declared != UTF_8) {
        notes.did(format!("Read as {} (declared).", declared.name()));
        return sure(read_as(declared, bytes, notes));
    }
    if is_damaged_utf8(bytes) {
        notes.did("Read as UTF-8.".to_owned());
        return sure(read_as(UTF_8, bytes, notes));
    }
    if declared == Some(UTF_8) {
        notes.warn("The file says it is UTF-8, but it is not.".to_owned());
    }
    detected(bytes, notes)
}

fn declared_words(is_declared: bool, otherwise: &'static str) -> &'static str {
    if is_declared { "declared" } else { otherwise }
}

fn sure(text: String) -> Decoded {
    Decoded { text, doubt: Vec::new() }
}

fn without_mark_of<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> &'b [u8] {
    match Encoding::for_bom(bytes) {
        Some((marked, length)) if marked == encoding => bytes.get(length..).unwrap_or_default(),
        _ => bytes,
    }
}

/// Decodes, and warns of what does not fit.
fn read_as(encoding: &'static Encoding, bytes: &[u8], notes: &mut Notes) -> String {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        let before = text.split('\u{fffd}').next().unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let n_wrong = text.matches('\u{fffd}').count();
        let places = if n_wrong == 1 { "1 place".to_owned() } else { format!("{n_wrong} places") };
        notes.warn(format!(
            "{places} could not be read as {} and show as “\u{fffd}”, the first in line {line}, column {column}. Compare with the original.",
            encoding.name()
        ));
    }
    text.into_owned()
}

/// UTF-16 of mostly Western letters leaves every other byte NUL.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let looked_at = bytes.get(..bytes.len().min(4096))?;
    let nuls = |odd: usize| looked_at.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let half = looked_at.len() / 2;
    if half < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let encoding = match (even * 10, odd * 10) {
        (few, many) if many >= half * 6 && few < half => UTF_16LE,
        (many, few) if many >= half * 6 && few < half => UTF_16BE,
        _ => return None,
    };
    let (_, had_errors) = encoding.decode_without_bom_handling(bytes);
    (!had_errors).then_some(encoding)
}

/// Whether this is UTF-8 with a few wrong bytes in it: whole characters outnumber them by far.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut n_whole, mut n_wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        n_whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_wrong += usize::from(!chunk.invalid().is_empty());
    }
    n_whole >= n_wrong * 2
}

fn detected(bytes: &[u8], notes: &mut Notes) -> Decoded {
    let looked_at = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(looked_at, looked_at.len() == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    let doubt = doubt(looked_at, guess, &detector);
    if doubt.is_empty() {
        notes.did(format!("Read as {} (detected).", guess.name()));
    } else {
        let others: Vec<&str> = doubt.iter().skip(1).map(|other| other.name.as_str()).collect();
        notes.warn(format!(
            "Read as {}, which is a guess: it may be {}. If accented letters look wrong, import it again with the right encoding.",
            guess.name(),
            others.join(", ")
        ));
    }
    Decoded { text: read_as(guess, bytes, notes), doubt }
}

/// The encodings that are as likely as the guess; empty where it is certain enough, or where
/// nothing but punctuation hangs on it.
fn doubt(bytes: &[u8], guess: &'static Encoding, detector: &EncodingDetector) -> Vec<Candidate> {
    let (text, had_errors) = guess.decode_without_bom_handling(bytes);
    let letters_hang_on_it = text.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    if !letters_hang_on_it && !had_errors {
        return Vec::new();
    }
    let mut others: Vec<(&'static Encoding, String, usize)> = Vec::new();
    for hint in HINTS {
        let other = detector.guess(Some(hint), Utf8Detection::Deny);
        let (reading, had_errors) = other.decode_without_bom_handling(bytes);
        if had_errors || reading == text {
            continue;
        }
        match others.iter_mut().find(|(_, known, _)| *known == reading) {
            Some((_, _, votes)) => *votes += 1,
            None => others.push((other, reading.into_owned(), 1)),
        }
    }
    if others.iter().map(|(_, _, votes)| votes).sum::<usize>() < DOUBTFUL {
        return Vec::new();
    }
    others.sort_by_key(|(_, _, votes)| std::cmp::Reverse(*votes));
    let own = (guess, text.as_ref());
    let others = others.iter().map(|(encoding, reading, _)| (*encoding, reading.as_str()));
    let candidates = std::iter::once(own).chain(others).take(MOST_CANDIDATES);
    candidates
        .map(|(encoding, reading)| Candidate { name: encoding.name().to_owned(), preview: preview(reading) })
        .collect()
}

/// The words around the first character that is not ASCII, in one line.
fn preview(reading: &str) -> String {
    let first = reading.find(|c: char| !c.is_ascii()).unwrap_or_default();
    let before = reading.get(..first).unwrap_or_default();
    let start = before.char_indices().rev().nth(PREVIEW / 3).map_or(0, |(at, _)| at);
    let words: String = reading.get(start..).unwrap_or_default().chars().take(PREVIEW).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], declared: Option<&str>, text: &str, said: &str) -> Decoded {
        let mut notes = Notes::default();
        let decoded = decode(bytes, declared.and_then(by_name), Reading::Found, &mut notes);
        assert_eq!(decoded.text, text);
        let all = notes.all().join(" ");
        assert!(all.contains(said), "{all}");
        decoded
    }

    #[test]
    fn a_byte_order_mark_decides() {
        check(b"\xef\xbb\xbfcaf\xc3\xa9", Some("latin1"), "café", "UTF-8 (byte order mark)");
        check(b"\xff\xfec\0a\0f\0\xe9\0", None, "café", "UTF-16LE (byte order mark)");
        check(b"\xfe\xff\0c\0a\0f\0\xe9", None, "café", "UTF-16BE (byte order mark)");
    }

    #[test]
    fn utf_16_without_a_mark_is_recognised() {
        let bytes: Vec<u8> = "Karl reopens\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&bytes, None, "Karl reopens\r\n", "UTF-16LE");
    }

    #[test]
    fn what_is_declared_is_believed_unless_it_is_utf_8() {
        check(b"caf\xe9", Some("iso-8859-1"), "café", "windows-1252 (declared)");
        check("café".as_bytes(), Some("iso-8859-1"), "café", "but it is UTF-8 and was read so");
        check(
            b"caf\xe9 and more words",
            Some("utf-8"),
            "café and more words",
            "says it is UTF-8, but it is not",
        );
    }

    #[test]
    fn a_wrong_byte_in_the_middle_is_named_and_nothing_else_is_lost() {
        let bytes = b"Zo\xc3\xab \xe2\x80\x9cyes\xe2\x80\x9d\nand \xc3\xa9t\xc3\xa9 \xff here";
        check(bytes, None, "Zoë “yes”\nand été \u{fffd} here", "1 place could not be read as UTF-8");
        check(bytes, None, "Zoë “yes”\nand été \u{fffd} here", "the first in line 2, column 9");
    }

    #[test]
    fn curly_quotes_alone_raise_no_question() {
        let decoded = check(
            b"\x93We are glad,\x94 she said. It\x92s done.",
            None,
            "“We are glad,” she said. It’s done.",
            "windows-1252 (detected)",
        );
        assert_eq!(decoded.doubt, []);
    }

    #[test]
    fn a_single_name_raises_a_question_with_previews() {
        let mut notes = Notes::default();
        let decoded = decode(b"The mayor, Mr. \x8aim\xe1k, opened it.", None, Reading::Found, &mut notes);
        assert_eq!(decoded.doubt.first().map(|first| first.name.as_str()), Some("windows-1250"));
        assert!(decoded.doubt.len() > 2, "{:?}", decoded.doubt);
        assert!(decoded.doubt.iter().any(|other| other.preview.contains("Šimák")), "{:?}", decoded.doubt);
    }

    #[test]
    fn whole_sentences_are_detected_without_a_question() {
        for (name, words) in [
            ("windows-1251", "Гавань снова открыта, сказал мэр города вчера вечером."),
            ("windows-1252", "Le préfet a déclaré que l'été serait très chaud à l'île."),
            ("Shift_JIS", "港は月曜日に再開した。市長は喜んでいると述べた。"),
        ] {
            let encoding = by_name(name).unwrap_or(UTF_8);
            let (bytes, _, _) = encoding.encode(words);
            let decoded = check(&bytes, None, words, &format!("{name} (detected)"));
            assert_eq!(decoded.doubt, [], "{name}");
        }
    }

    #[test]
    fn control_characters_stay() {
        check(b"a\0b\x07c\r\n", None, "a\0b\u{7}c\r\n", "UTF-8");
    }
}
