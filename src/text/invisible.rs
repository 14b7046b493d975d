//! Characters that show nothing, or that change how others are shown.
//!
//! Text can hide something from its reader: words turned round by bidirectional controls, letters
//! parted by characters without width, a message in tag characters. They are named here so that a
//! screen can show them. What is needed to write a language is not counted among them: joiners
//! between letters of scripts that join, and inside emoji.

use std::borrow::Cow;

/// A character that a reader does not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invisible {
    /// A few letters to show in its place, those of the Unicode charts where they have some.
    pub label: Cow<'static, str>,
    /// Its name.
    pub name: Cow<'static, str>,
    /// How much it matters.
    pub weight: Weight,
}

/// How much an invisible character matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// A space of its own kind: it has a width, and typesetters use it.
    Space,
    /// Without effect on what is read; typesetters use it.
    Typesetting,
    /// It can hide something.
    Hides,
}

/// The names of the control characters U+0000 to U+001F.
const CONTROLS: [(&str, &str); 32] = [
    ("NUL", "null"),
    ("SOH", "start of heading"),
    ("STX", "start of text"),
    ("ETX", "end of text"),
    ("EOT", "end of transmission"),
    ("ENQ", "enquiry"),
    ("ACK", "acknowledge"),
    ("BEL", "bell"),
    ("BS", "backspace"),
    ("TAB", "tab"),
    ("LF", "line feed"),
    ("VT", "vertical tab"),
    ("FF", "form feed"),
    ("CR", "carriage return"),
    ("SO", "shift out"),
    ("SI", "shift in"),
    ("DLE", "data link escape"),
    ("DC1", "device control one"),
    ("DC2", "device control two"),
    ("DC3", "device control three"),
    ("DC4", "device control four"),
    ("NAK", "negative acknowledge"),
    ("SYN", "synchronous idle"),
    ("ETB", "end of transmission block"),
    ("CAN", "cancel"),
    ("EM", "end of medium"),
    ("SUB", "substitute"),
    ("ESC", "escape"),
    ("FS", "file separator"),
    ("GS", "group separator"),
    ("RS", "record separator"),
    ("US", "unit separator"),
];

/// The invisible character at byte `at` of `text`, if the one there is invisible.
pub fn invisible(text: &str, at: usize) -> Option<Invisible> {
    let c = text.get(at..)?.chars().next()?;
    if !may_be_invisible(c) {
        return None;
    }
    let (before, after) =
        (text.get(..at).unwrap_or_default(), text.get(at + c.len_utf8()..).unwrap_or_default());
    let fixed = |label: &'static str, name: &'static str, weight| Invisible {
        label: Cow::Borrowed(label),
        name: Cow::Borrowed(name),
        weight,
    };
    let found = match c {
        '\t' | '\n' => return None,
        '\r' if after.starts_with('\n') => return None,
        '\0'..='\u{1f}' => {
            let (label, name) = CONTROLS[c as usize];
            fixed(label, name, Weight::Hides)
        }
        '\u{7f}' => fixed("DEL", "delete", Weight::Hides),
        '\u{85}' => fixed("NEL", "next line", Weight::Hides),
        '\u{80}'..='\u{9f}' => numbered("control character", c),
        '\u{a0}' => fixed("NBSP", "no-break space", Weight::Space),
        '\u{ad}' => fixed("SHY", "soft hyphen", Weight::Typesetting),
        '\u{34f}' => fixed("CGJ", "combining grapheme joiner", Weight::Hides),
        '\u{61c}' => fixed("ALM", "Arabic letter mark", Weight::Hides),
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => fixed("HF", "Hangul filler", Weight::Hides),
        '\u{180e}' => fixed("MVS", "Mongolian vowel separator", Weight::Hides),
        '\u{2000}'..='\u{200a}' => spaced(c),
        '\u{200b}' => fixed("ZWSP", "zero width space", Weight::Hides),
        '\u{200c}' if joins(before) && joins_first(after) => return None,
        '\u{200c}' => fixed("ZWNJ", "zero width non-joiner", Weight::Hides),
        '\u{200d}' if is_in_emoji(before, after) || joins(before) || joins_first(after) => return None,
        '\u{200d}' => fixed("ZWJ", "zero width joiner", Weight::Hides),
        '\u{200e}' => fixed("LRM", "left-to-right mark", Weight::Hides),
        '\u{200f}' => fixed("RLM", "right-to-left mark", Weight::Hides),
        '\u{2028}' => fixed("LS", "line separator", Weight::Hides),
        '\u{2029}' => fixed("PS", "paragraph separator", Weight::Hides),
        '\u{202a}' => fixed("LRE", "left-to-right embedding", Weight::Hides),
        '\u{202b}' => fixed("RLE", "right-to-left embedding", Weight::Hides),
        '\u{202c}' => fixed("PDF", "pop directional formatting", Weight::Hides),
        '\u{202d}' => fixed("LRO", "left-to-right override", Weight::Hides),
        '\u{202e}' => fixed("RLO", "right-to-left override", Weight::Hides),
        '\u{202f}' => fixed("NNBSP", "narrow no-break space", Weight::Space),
        '\u{205f}' => fixed("MMSP", "medium mathematical space", Weight::Space),
        '\u{2060}' => fixed("WJ", "word joiner", Weight::Hides),
        '\u{2061}'..='\u{2064}' => numbered("invisible operator", c),
        '\u{2066}' => fixed("LRI", "left-to-right isolate", Weight::Hides),
        '\u{2067}' => fixed("RLI", "right-to-left isolate", Weight::Hides),
        '\u{2068}' => fixed("FSI", "first strong isolate", Weight::Hides),
        '\u{2069}' => fixed("PDI", "pop directional isolate", Weight::Hides),
        '\u{206a}'..='\u{206f}' => numbered("deprecated format character", c),
        '\u{2800}' => fixed("BRAILLE", "empty braille pattern", Weight::Hides),
        '\u{feff}' => fixed("BOM", "zero width no-break space (byte order mark)", Weight::Hides),
        '\u{fff9}'..='\u{fffb}' => numbered("annotation character", c),
        '\u{1d173}'..='\u{1d17a}' => numbered("musical format character", c),
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' if selects(before) => return None,
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => numbered("variation selector", c),
        '\u{e0000}'..='\u{e007f}' if is_in_flag(before) => return None,
        '\u{e0020}'..='\u{e007e}' => {
            let letter = char::from_u32(c as u32 - 0xe_0000).unwrap_or(' ');
            let name = format!("tag “{letter}”");
            Invisible {
                label: Cow::Owned(format!("TAG {letter}")),
                name: Cow::Owned(name),
                weight: Weight::Hides,
            }
        }
        '\u{e0000}'..='\u{e007f}' => numbered("tag character", c),
        _ => return None,
    };
    Some(found)
}

/// `text` with every invisible character spelled out in brackets, for those who hear it.
pub fn spelled(text: &str) -> Cow<'_, str> {
    if !text.chars().any(may_be_invisible) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 32);
    for (at, c) in text.char_indices() {
        match invisible(text, at).filter(|found| found.weight != Weight::Space) {
            Some(found) => {
                out.push('[');
                out.push_str(&found.name);
                out.push(']');
            }
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// `text` with a short mark in brackets for every character that can hide something, and for every
/// control character, which no font draws.
pub fn marked(text: &str) -> Cow<'_, str> {
    if !text.chars().any(may_be_invisible) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 32);
    for (at, c) in text.char_indices() {
        match invisible(text, at).filter(|found| found.weight == Weight::Hides || c.is_control()) {
            Some(found) => {
                out.push('[');
                out.push_str(&found.label);
                out.push(']');
            }
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether a character is one of those that [`invisible`] tells, depending on what is around it.
pub fn may_be_invisible(c: char) -> bool {
    match c {
        '\n' | '\t' | ' '..='~' => false,
        '\0'..='\u{a0}' | '\u{ad}' => true,
        _ => {
            matches!(c, '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
        }
    }
}

fn numbered(what: &str, c: char) -> Invisible {
    let number = format!("U+{:04X}", c as u32);
    Invisible {
        name: Cow::Owned(format!("{what} {number}")),
        label: Cow::Owned(number),
        weight: Weight::Hides,
    }
}

fn spaced(c: char) -> Invisible {
    const NAMES: [&str; 11] = [
        "en quad",
        "em quad",
        "en space",
        "em space",
        "three-per-em space",
        "four-per-em space",
        "six-per-em space",
        "figure space",
        "punctuation space",
        "thin space",
        "hair space",
    ];
    let name = NAMES[(c as usize - 0x2000).min(10)];
    Invisible { label: Cow::Borrowed("SP"), name: Cow::Borrowed(name), weight: Weight::Space }
}

/// Whether the last letter belongs to a script whose letters join or form conjuncts.
fn joins(before: &str) -> bool {
    before.chars().next_back().is_some_and(is_of_joining_script)
}

fn joins_first(after: &str) -> bool {
    after.chars().next().is_some_and(is_of_joining_script)
}

/// Scripts whose spelling needs joiners: Arabic, Syriac, N'Ko, Mandaic, the Brahmic scripts from
/// Devanagari to Sinhala, Tibetan, Myanmar, Khmer, Mongolian, the Arabic presentation forms.
fn is_of_joining_script(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
        && c.is_alphanumeric()
        || matches!(
            c,
            '\u{64b}'
                ..='\u{65f}'
                    | '\u{670}'
                    | '\u{94d}'
                    | '\u{9cd}'
                    | '\u{a4d}'
                    | '\u{acd}'
                    | '\u{b4d}'
                    | '\u{bcd}'
                    | '\u{c4d}'
                    | '\u{ccd}'
                    | '\u{d4d}'
                    | '\u{dca}'
                    | '\u{1039}'
                    | '\u{17d2}'
        )
}

fn is_in_emoji(before: &str, after: &str) -> bool {
    let left = before.chars().rev().find(|c| !matches!(c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'));
    left.is_some_and(is_pictorial) && after.chars().next().is_some_and(is_pictorial)
}

fn is_pictorial(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a variation selector can follow: not at the start, behind a space or another one.
fn selects(before: &str) -> bool {
    before.chars().next_back().is_some_and(|c| {
        is_pictorial(c)
            || matches!(
                c,
                '0'..='9' | '#' | '*' | '©' | '®' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
            )
            || matches!(c, '\u{1000}'..='\u{109f}' | '\u{1820}'..='\u{18aa}' | '\u{3000}'..='\u{9fff}'
                | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{323af}')
    })
}

/// Whether tags continue a black flag: the flags of England, Scotland and Wales.
fn is_in_flag(before: &str) -> bool {
    let base = before.chars().rev().take(8).find(|c| !matches!(c, '\u{e0020}'..='\u{e007e}'));
    base == Some('\u{1f3f4}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_can_hide_something_is_marked_and_what_a_script_needs_is_left() {
        assert_eq!(marked("pay\u{200b}pal \u{202e}live\u{202c}"), "pay[ZWSP]pal [RLO]live[PDF]");
        for plain in ["Ana came.", "👩\u{200d}👩", "می\u{200c}خواهم", "12\u{a0}000"] {
            assert_eq!(marked(plain), plain);
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> =
            text.char_indices().filter_map(|(at, _)| invisible(text, at)).map(|found| found.label).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_turns_or_parts_words_is_named() {
        check("pay\u{200b}pal ad\u{202e}nim\u{202c}", &["ZWSP", "RLO", "PDF"]);
        check("a\u{2066}b\u{2069} \u{feff}c\u{61c}", &["LRI", "PDI", "BOM", "ALM"]);
        check("nul\0 esc\u{1b} \u{85}", &["NUL", "ESC", "NEL"]);
    }

    #[test]
    fn a_message_in_tag_characters_can_be_read() {
        check("hi\u{e0068}\u{e0069}", &["TAG h", "TAG i"]);
        check("\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", &[]);
    }

    #[test]
    fn joiners_that_a_language_needs_are_not_named() {
        check("می\u{200c}خواهم", &[]);
        check("क\u{94d}\u{200d}ष", &[]);
        check("👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥 👍🏽", &[]);
        check("ad\u{200d}min \u{200c}x", &["ZWJ", "ZWNJ"]);
    }

    #[test]
    fn line_breaks_are_what_they_look_like() {
        check("a\r\nb\tc\n", &[]);
        check("a\rb", &["CR"]);
    }

    #[test]
    fn a_variation_without_anything_to_vary_is_named() {
        check("A\u{fe0f}", &["U+FE0F"]);
        check("❤\u{fe0f}\u{fe0f}", &["U+FE0F"]);
        check("葛\u{e0100}", &[]);
    }

    #[test]
    fn who_hears_the_text_hears_what_it_hides() {
        assert_eq!(spelled("pay\u{200b}pal\u{a0}x"), "pay[zero width space]pal\u{a0}x");
        assert_eq!(spelled("plain"), "plain");
    }

    proptest! {
        #[test]
        fn only_what_may_be_invisible_is(text in "\\PC{0,20}|[\u{200b}-\u{200f}a\u{e0020}-\u{e0040}👩ب]{0,20}") {
            for (at, c) in text.char_indices() {
                prop_assert!(invisible(&text, at).is_none() || may_be_invisible(c));
            }
        }
    }
}
