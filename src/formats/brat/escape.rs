//! Texts in a line.

/// The text without what ends a line or a column: `\n`, `\r`, `\t` and `\\` stand for it.
pub(super) fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            '\t' => line.push_str("\\t"),
            '\\' => line.push_str("\\\\"),
            _ => line.push(c),
        }
    }
    line
}

/// The text that [`escaped`] was given. A backslash before anything else stays.
pub(super) fn unescaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let stands_for = match chars.peek().filter(|_| c == '\\') {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('\\') => '\\',
            _ => {
                text.push(c);
                continue;
            }
        };
        text.push(stands_for);
        chars.next();
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_fits_in_a_line(text in "[a\\\\nrt\n\r\t]{0,12}") {
            prop_assert!(!escaped(&text).contains(['\n', '\r', '\t']));
            prop_assert_eq!(unescaped(&escaped(&text)), text);
        }
    }
}
