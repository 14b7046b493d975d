//! Tokens: what the network reads. Cut as spaCy's English tokenizer cuts, whose rules and lists
//! (MIT) the weights were trained with.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// A token of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the paragraph.
    pub range: Range<usize>,
    /// Lower case, with contractions and spellings made alike: "n’t" is "not".
    pub norm: Cow<'static, str>,
}

/// The tokens of `text` in order, white space left out.
pub fn tokens(text: &str) -> Vec<Token> {
    let lists = Lists::get();
    let mut found = Vec::new();
    let mut at = 0;
    for run in text.split(char::is_whitespace) {
        if !run.is_empty() {
            Cutter { text, lists, found: &mut found }.cut(at..at + run.len());
        }
        at += run.len();
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

/// The norm of a token cut elsewhere.
pub fn norm_of(word: &str) -> Cow<'static, str> {
    match Lists::get().norms.get(word) {
        Some(norm) => Cow::Borrowed(*norm),
        None => Cow::Owned(word.to_lowercase()),
    }
}

/// A token of an exception: its text and its norm where that is not the usual one.
type Part = (&'static str, Option<&'static str>);

/// The lists that came with the weights.
struct Lists {
    /// Words that are cut as these parts, whatever the rules say.
    exceptions: HashMap<&'static str, Vec<Part>>,
    /// Bytes of the longest of them: longer words need no look, which of a run of marks would take
    /// as long as it is.
    longest: usize,
    norms: HashMap<&'static str, &'static str>,
}

impl Lists {
    fn get() -> &'static Self {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(|| {
            let exceptions = include_str!("../../assets/suggest/ner-en/exceptions.txt").lines();
            let norms = include_str!("../../assets/suggest/ner-en/norms.txt").lines();
            let part = |part: &'static str| match part.split_once('=') {
                Some((words, norm)) if !words.is_empty() && !norm.is_empty() => (words, Some(norm)),
                _ => (part, None),
            };
            let exceptions: HashMap<_, Vec<Part>> = exceptions
                .filter_map(|line| line.split_once('\t'))
                .map(|(word, parts)| (word, parts.split('\t').map(part).collect()))
                .collect();
            Self {
                longest: exceptions.keys().map(|word| word.len()).max().unwrap_or_default(),
                exceptions,
                norms: norms.filter_map(|line| line.split_once('\t')).collect(),
            }
        })
    }
}

struct Cutter<'a> {
    text: &'a str,
    lists: &'static Lists,
    found: &'a mut Vec<Token>,
}

impl Cutter<'_> {
    fn part(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn is_exception(&self, range: &Range<usize>) -> bool {
        range.len() <= self.lists.longest && self.lists.exceptions.contains_key(self.part(range))
    }

    fn push(&mut self, range: Range<usize>) {
        let norm = norm_of(self.part(&range));
        self.found.push(Token { range, norm });
    }

    /// Cuts a run without white space: marks off both ends, one after the other, then the rest.
    fn cut(&mut self, run: Range<usize>) {
        let mut rest = run;
        let mut suffixes = Vec::new();
        while !rest.is_empty() && !self.is_exception(&rest) {
            let prefix = prefix_len(self.part(&rest));
            let inner = rest.start + prefix..rest.end;
            if prefix > 0 && self.is_exception(&inner) {
                self.push(rest.start..inner.start);
                rest = inner;
                break;
            }
            let suffix = suffix_len(self.part(&inner));
            let outer = rest.start..rest.end - suffix;
            if suffix > 0 && self.is_exception(&outer) {
                suffixes.push(outer.end..rest.end);
                rest = outer;
                break;
            }
            if prefix == 0 && suffix == 0 {
                break;
            }
            if prefix > 0 {
                self.push(rest.start..inner.start);
            }
            if suffix > 0 {
                suffixes.push(outer.end..rest.end);
            }
            rest = inner.start..outer.end;
        }
        self.push_middle(rest);
        for suffix in suffixes.into_iter().rev() {
            self.push(suffix);
        }
    }

    fn push_middle(&mut self, rest: Range<usize>) {
        if rest.is_empty() {
            return;
        }
        if let Some(parts) = self.lists.exceptions.get(self.part(&rest)) {
            let mut start = rest.start;
            for (words, norm) in parts {
                let range = start..start + words.len();
                start = range.end;
                let norm = norm.map_or_else(|| norm_of(words), Cow::Borrowed);
                self.found.push(Token { range, norm });
            }
            return;
        }
        if is_address(self.part(&rest)) {
            self.push(rest);
            return;
        }
        let mut start = rest.start;
        for infix in infixes(self.part(&rest)) {
            let infix = rest.start + infix.start..rest.start + infix.end;
            if infix.start > start {
                self.push(start..infix.start);
                self.push(infix.clone());
                start = infix.end;
            }
        }
        if start < rest.end {
            self.push(start..rest.end);
        }
    }
}

/// Bytes of the mark that is cut off the front.
fn prefix_len(word: &str) -> usize {
    if let Some(prefix) = ["US$", "C$", "A$"].iter().find(|prefix| word.starts_with(**prefix)) {
        return prefix.len();
    }
    let Some(first) = word.chars().next() else { return 0 };
    let dots = word.len() - word.trim_start_matches('.').len();
    match first {
        '.' if dots > 1 => dots,
        '+' if !word.get(1..).unwrap_or_default().starts_with(|c: char| c.is_ascii_digit()) => 1,
        _ if is_mark(first)
            || is_currency(first)
            || is_sign(first)
            || matches!(first, '§' | '%' | '=' | '—' | '–') =>
        {
            first.len_utf8()
        }
        _ => 0,
    }
}

/// Units that are cut off a number, longest first where one ends in another.
const UNITS: [&str; 41] = [
    "km²", "km³", "m²", "m³", "dm²", "dm³", "cm²", "cm³", "mm²", "mm³", "km/h", "m/s", "km", "dm", "cm",
    "mm", "ha", "µm", "nm", "yd", "in", "ft", "kg", "mg", "µg", "lb", "oz", "kmh", "mph", "hPa", "Pa",
    "mbar", "mb", "MB", "kb", "KB", "gb", "GB", "tb", "TB", "%",
];
/// Units of one letter.
const SHORT_UNITS: [char; 6] = ['m', 'g', 't', 'T', 'G', 'M'];

/// Bytes of the mark or unit that is cut off the end.
fn suffix_len(word: &str) -> usize {
    let mut letters = word.chars().rev();
    let Some(last) = letters.next() else { return 0 };
    let before = letters.next();
    for ending in ["'s", "'S", "’s", "’S"] {
        if word.ends_with(ending) {
            return ending.len();
        }
    }
    let dots = word.len() - word.trim_end_matches('.').len();
    if dots > 1 {
        return dots;
    }
    if word.ends_with("……") {
        return "……".len();
    }
    if is_mark(last) || is_sign(last) || matches!(last, '—' | '–') {
        return last.len_utf8();
    }
    if last == '.' {
        let Some(before) = before else { return 0 };
        let ends = (before.is_alphabetic() && !before.is_uppercase())
            || before.is_ascii_digit()
            || matches!(before, '%' | '²' | '-' | '+')
            || is_quote(before);
        let two_capitals = before.is_uppercase() && letters.next().is_some_and(char::is_uppercase);
        return usize::from(ends || two_capitals);
    }
    let behind_digit = |suffix: usize| {
        word.get(..word.len() - suffix).is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()))
    };
    let unit = UNITS.iter().find(|unit| word.ends_with(**unit) && behind_digit(unit.len()));
    if let Some(unit) = unit {
        return unit.len();
    }
    let is_tail = last == '+' || last == 'K' || is_currency(last) || SHORT_UNITS.contains(&last);
    if is_tail && behind_digit(last.len_utf8()) { last.len_utf8() } else { 0 }
}

/// Where a word is cut inside: at ellipses, and at marks with letters around them.
fn infixes(word: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut before: Option<char> = None;
    for (at, here) in word.char_indices() {
        if found.last().is_some_and(|last| at < last.end) {
            before = Some(here);
            continue;
        }
        let rest = word.get(at..).unwrap_or_default();
        let length = infix_len(rest, before, here);
        if length > 0 {
            found.push(at..at + length);
        }
        before = Some(here);
    }
    found
}

fn infix_len(rest: &str, before: Option<char>, here: char) -> usize {
    let dots = rest.len() - rest.trim_start_matches('.').len();
    if dots > 1 {
        return dots;
    }
    if here == '…' || is_sign(here) {
        return here.len_utf8();
    }
    let length = ["---", "--", "——"]
        .iter()
        .find(|dash| rest.starts_with(**dash))
        .map_or(here.len_utf8(), |dash| dash.len());
    let after = rest.get(length..).and_then(|rest| rest.chars().next());
    let (Some(before), Some(after)) = (before, after) else { return 0 };
    let digit = before.is_ascii_digit();
    let cuts = match here {
        '.' => (is_small(before) || is_quote(before)) && (after.is_uppercase() || is_quote(after)),
        ',' => before.is_alphabetic() && after.is_alphabetic(),
        '-' | '+' | '*' | '^' if digit && (after.is_ascii_digit() || after == '-') => true,
        '-' | '–' | '—' | '~' | ':' | '<' | '>' | '=' | '/' => {
            (before.is_alphabetic() || digit) && after.is_alphabetic()
        }
        _ => false,
    };
    if cuts { length } else { 0 }
}

fn is_small(c: char) -> bool {
    c.is_alphabetic() && !c.is_uppercase()
}

/// An address of the web or of mail, which stays whole.
fn is_address(word: &str) -> bool {
    let has_scheme = word.split_once("://").is_some_and(|(scheme, rest)| {
        !scheme.is_empty() && !rest.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    let host = word.split(['/', ':']).next().unwrap_or_default();
    let domain = host.rsplit_once('.').is_some_and(|(name, end)| {
        !name.is_empty()
            && (2..=6).contains(&end.len())
            && end.bytes().all(|byte| byte.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
    });
    has_scheme || word.starts_with("www.") || (domain && host.len() < word.len())
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '\'' | '"'
            | '”'
            | '“'
            | '`'
            | '‘'
            | '´'
            | '’'
            | '‚'
            | ','
            | '„'
            | '»'
            | '«'
            | '「'
            | '」'
            | '『'
            | '』'
            | '（'
            | '）'
            | '〔'
            | '〕'
            | '【'
            | '】'
            | '《'
            | '》'
            | '〈'
            | '〉'
    )
}

/// Punctuation that never stays on a word.
fn is_mark(c: char) -> bool {
    is_quote(c)
        || matches!(
            c,
            '…' | ':'
                | ';'
                | '!'
                | '?'
                | '¿'
                | '؟'
                | '¡'
                | '('
                | ')'
                | '['
                | ']'
                | '{'
                | '}'
                | '<'
                | '>'
                | '_'
                | '#'
                | '*'
                | '&'
                | '。'
                | '？'
                | '！'
                | '，'
                | '、'
                | '；'
                | '：'
                | '～'
                | '·'
                | '।'
                | '،'
                | '۔'
                | '؛'
                | '٪'
        )
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '฿' | '﷼' | '\u{20a0}'..='\u{20bf}')
}

/// Symbols that are neither letters nor punctuation: ©, arrows, emoji.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '¦' | '©' | '®' | '°' | '\u{2100}'..='\u{214f}' | '\u{2195}'..='\u{21ff}' | '\u{2300}'..='\u{2bff}'
            | '\u{1f000}'..='\u{1faff}'
    )
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokens(text).into_iter().map(|token| &text[token.range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_contractions_and_units_are_tokens() {
        check("“It’s,” can't cannot.", &["“", "It", "’s", ",", "”", "ca", "n't", "can", "not", "."]);
        check(
            "U.S.-led 20-year-old $5m 3-1 Nov. 2",
            &["U.S.-led", "20", "-", "year", "-", "old", "$", "5", "m", "3", "-", "1", "Nov.", "2"],
        );
        check(
            "and/or a/b www.a.no/b,c foo...bar",
            &["and/or", "a", "/", "b", "www.a.no/b,c", "foo", "...", "bar"],
        );
    }

    #[test]
    fn a_contraction_has_the_norm_of_the_whole_word() {
        let norms: Vec<_> = tokens("can’t colour €").into_iter().map(|token| token.norm).collect();
        assert_eq!(norms, ["can", "not", "color", "$"]);
    }

    proptest! {
        #[test]
        fn tokens_are_apart_and_miss_no_visible_character(text in prop_oneof!["\\PC{0,40}", "[a-cA-C0-9'’“”.,/:;$%&() \n\u{301}-]{0,40}"]) {
            let mut at = 0;
            let mut seen = String::new();
            for token in tokens(&text) {
                prop_assert!(token.range.start >= at && !text[token.range.clone()].is_empty());
                at = token.range.end;
                seen.push_str(&text[token.range]);
            }
            let visible: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(seen, visible);
        }
    }
}
