//! Values and texts as they stand in a line.

/// Characters with a meaning in a column, that a backslash takes from them.
const RESERVED: [char; 7] = ['\\', '[', ']', '|', '_', ';', '*'];

/// A value as it stands in a column; a star for an empty one.
pub(super) fn value(value: &str) -> String {
    if value.is_empty() {
        return "*".to_owned();
    }
    let mut cell = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\t' => cell.push_str("\\t"),
            '\n' => cell.push_str("\\n"),
            '\r' => cell.push_str("\\r"),
            '-' if chars.peek() == Some(&'>') => cell.push_str("\\-"),
            c => {
                if RESERVED.contains(&c) {
                    cell.push('\\');
                }
                cell.push(c);
            }
        }
    }
    cell
}

/// What one annotation says in a column, and the number that tells it from others there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Nothing for a star.
    pub(super) value: Option<String>,
    pub(super) number: Option<usize>,
    /// Where the link of a chain leads, behind an arrow.
    pub(super) arrow: Option<String>,
}

/// What stands between bars, as it stands there; nothing for `_`.
pub(super) fn stacked(cell: &str) -> Vec<&str> {
    if cell == "_" { Vec::new() } else { split(cell, '|') }
}

/// The roles of the slots in a cell, nothing for a star, and the number of whose slots they are.
/// A cell that begins with `_` has no slots and may have a number all the same.
pub(super) fn roles(cell: &str) -> (Vec<Option<String>>, Option<usize>) {
    let mut number = None;
    let mut found = Vec::new();
    for role in split(cell, ';') {
        let said = said(role);
        number = number.or(said.number);
        if role != "_" && !role.starts_with("_[") {
            found.push(said.value);
        }
    }
    (found, number)
}

/// What the slots in a cell point at: a unit, and the number of the annotation there.
pub(super) fn targets(cell: &str) -> Vec<Option<(String, usize)>> {
    let target = |target: &str| {
        let said = said(target);
        said.value.map(|unit| (unit, said.number.unwrap_or_default()))
    };
    split(cell, ';').into_iter().map(target).collect()
}

/// The parts of a cell, as they stand there.
fn split(cell: &str, separator: char) -> Vec<&str> {
    let mut escaped = false;
    let separates = |c: char| {
        let separates = c == separator && !escaped;
        escaped = c == '\\' && !escaped;
        separates
    };
    cell.split(separates).collect()
}

/// What one annotation says in a column.
pub(super) fn said(cell: &str) -> Said {
    let mut one = One::default();
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('t') => one.push('\t'),
                Some('n') => one.push('\n'),
                Some('r') => one.push('\r'),
                // The arrow is escaped as one.
                Some('-') => {
                    one.push('-');
                    if chars.next_if_eq(&'>').is_some() {
                        one.push('>');
                    }
                }
                Some(c) if RESERVED.contains(&c) => one.push(c),
                Some(c) => {
                    one.push('\\');
                    one.push(c);
                }
                None => one.push('\\'),
            },
            '*' if one.is_empty() => one.star = true,
            '[' => one.bracket = Some(String::new()),
            ']' if one.bracket.is_some() => {}
            '-' if chars.peek() == Some(&'>') => {
                chars.next();
                one.arrow = Some(String::new());
            }
            c => one.push(c),
        }
    }
    one.said()
}

#[derive(Default)]
struct One {
    value: String,
    star: bool,
    bracket: Option<String>,
    arrow: Option<String>,
}

impl One {
    fn is_empty(&self) -> bool {
        self.value.is_empty() && self.bracket.is_none() && self.arrow.is_none()
    }

    fn push(&mut self, c: char) {
        let to = self.bracket.as_mut().or(self.arrow.as_mut()).unwrap_or(&mut self.value);
        to.push(c);
    }

    fn said(self) -> Said {
        let Self { mut value, star, bracket, arrow } = self;
        let number = bracket.as_deref().and_then(|digits| digits.parse().ok());
        if let (None, Some(words)) = (number, bracket) {
            value = format!("{value}[{words}]");
        }
        Said { value: (!star || !value.is_empty()).then_some(value), number, arrow }
    }
}

/// A stretch of the text as it stands behind `#Text=`; without line feeds.
pub(super) fn text(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => line.push_str("\\\\"),
            '\t' => line.push_str("\\t"),
            '\r' => line.push_str("\\r"),
            '\u{c}' => line.push_str("\\f"),
            '\u{8}' => line.push_str("\\b"),
            c if c < ' ' && c != '\u{b}' => line.extend(['\\', c]),
            c => line.push(c),
        }
    }
    line
}

/// The stretch of the text in a line of a file of version 3.0 or 3.1, escaped as in Java.
pub(super) fn text_of_old(line: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let unit = rest.strip_prefix("\\u").and_then(|digits| {
            let digits = digits.trim_start_matches('u');
            let unit = u16::from_str_radix(digits.get(..4)?, 16).ok()?;
            Some((unit, digits.get(4..)?))
        });
        if let Some((unit, after)) = unit {
            units.push(unit);
            rest = after;
            continue;
        }
        let escaped = rest.strip_prefix('\\').and_then(|after| after.chars().next());
        let stands_for = match escaped {
            Some('t') => Some('\t'),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('f') => Some('\u{c}'),
            Some('b') => Some('\u{8}'),
            other => other,
        };
        let length = c.len_utf8() + escaped.map_or(0, char::len_utf8);
        units.extend_from_slice(stands_for.unwrap_or(c).encode_utf16(&mut [0; 2]));
        rest = rest.get(length..).unwrap_or_default();
    }
    String::from_utf16_lossy(&units)
}

/// The stretch of the text in a line.
pub(super) fn text_of(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('n') => text.push('\n'),
            Some('f') => text.push('\u{c}'),
            Some('b') => text.push('\u{8}'),
            Some(c) if c == '\\' || c < ' ' => text.push(c),
            Some(c) => text.extend(['\\', c]),
            None => text.push('\\'),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(words: &str, number: Option<usize>) -> Said {
        Said { value: Some(words.to_owned()), number, arrow: None }
    }

    fn stack(cell: &str) -> Vec<Said> {
        stacked(cell).into_iter().map(said).collect()
    }

    #[test]
    fn any_value_reads_back() {
        for words in
            ["a", "_", "*", "a|b[1]", "->", "x->y;", "\\", "\\n", "a\tb\r\nc", "]", "[2]", "-", "\\r"]
        {
            assert_eq!(stack(&format!("{}[12]", value(words))), [one(words, Some(12))], "{words:?}");
            assert_eq!(stack(&value(words)), [one(words, None)], "{words:?}");
        }
    }

    #[test]
    fn stacked_values_chains_and_nothing() {
        assert_eq!(stack("PER[1]|PERpart[2]"), [one("PER", Some(1)), one("PERpart", Some(2))]);
        assert_eq!(stack("a\\\\|b"), [one("a\\", None), one("b", None)], "an escaped backslash, then a bar");
        assert_eq!(stack("_"), []);
        assert_eq!(stack("*[3]"), [Said { value: None, number: Some(3), arrow: None }]);
        let link = Said { value: Some("coref".into()), number: None, arrow: Some("1-2".into()) };
        assert_eq!(stack("coref->1-2"), [link]);
    }

    #[test]
    fn slots_and_what_they_point_at() {
        let role = |role: &str| Some(role.to_owned());
        assert_eq!(roles("seller;a\\;b;*[3]"), (vec![role("seller"), role("a;b"), None], Some(3)));
        assert_eq!(roles("_[3]"), (vec![], Some(3)));
        let at = |unit: &str, number| Some((unit.to_owned(), number));
        assert_eq!(targets("2-1;2-3[4];1-5.1"), [at("2-1", 0), at("2-3", 4), at("1-5.1", 0)]);
        assert_eq!(targets("*"), [None]);
    }

    #[test]
    fn the_text_of_old_files_is_escaped_as_in_java() {
        assert_eq!(
            text_of_old("Caf\\u00e9 \\uD83D\\uDE0A \\\"so\\\" \\\\u0041\\t\\/"),
            "Café 😊 \"so\" \\u0041\t/"
        );
        assert_eq!(text_of_old("é\\"), "é\\");
    }

    #[test]
    fn any_text_reads_back() {
        for words in ["a\\tb", "\r\t\u{c}\u{8}", "\u{0}\u{1b}\u{b}", "\\\\", "é 👩"] {
            assert_eq!(text_of(&text(words)), words);
        }
    }
}
