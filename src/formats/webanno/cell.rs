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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// Nothing for a star.
    pub(super) value: Option<String>,
    pub(super) number: Option<usize>,
    /// Where the link of a chain or the slot leads, behind an arrow.
    pub(super) arrow: Option<String>,
}

/// What the annotations at a token say in a column; nothing for `_`.
pub(super) fn stack(cell: &str) -> Vec<Said> {
    if cell == "_" {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut one = One::default();
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '|' => found.push(std::mem::take(&mut one).said()),
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
    found.push(one.said());
    found
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

    fn said(words: &str, number: Option<usize>) -> Said {
        Said { value: Some(words.to_owned()), number, arrow: None }
    }

    #[test]
    fn any_value_reads_back() {
        for words in
            ["a", "_", "*", "a|b[1]", "->", "x->y;", "\\", "\\n", "a\tb\r\nc", "]", "[2]", "-", "\\r"]
        {
            assert_eq!(stack(&format!("{}[12]", value(words))), [said(words, Some(12))], "{words:?}");
            assert_eq!(stack(&value(words)), [said(words, None)], "{words:?}");
        }
    }

    #[test]
    fn stacked_values_chains_and_nothing() {
        assert_eq!(stack("PER[1]|PERpart[2]"), [said("PER", Some(1)), said("PERpart", Some(2))]);
        assert_eq!(stack("_"), []);
        assert_eq!(stack("*[3]"), [Said { value: None, number: Some(3), arrow: None }]);
        let link = Said { value: Some("coref".into()), number: None, arrow: Some("1-2".into()) };
        assert_eq!(stack("coref->1-2"), [link]);
    }

    #[test]
    fn any_text_reads_back() {
        for words in ["a\\tb", "\r\t\u{c}\u{8}", "\u{0}\u{1b}\u{b}", "\\\\", "é 👩"] {
            assert_eq!(text_of(&text(words)), words);
        }
    }
}
