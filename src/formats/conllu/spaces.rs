//! White space in a field that may hold none, as UDPipe writes it: `\s`, `\t`, `\r`, `\n`, `\p` for
//! a bar and `\\`; anything else as `\x{…}`, which is ours.

/// The field for some white space.
pub(super) fn field(space: &str) -> String {
    let mut field = String::new();
    for c in space.chars() {
        match c {
            ' ' => field.push_str("\\s"),
            '\t' => field.push_str("\\t"),
            '\r' => field.push_str("\\r"),
            '\n' => field.push_str("\\n"),
            '|' => field.push_str("\\p"),
            '\\' => field.push_str("\\\\"),
            c => field.extend([format!("\\x{{{:X}}}", u32::from(c))]),
        }
    }
    field
}

/// The white space of a field; `None` where it is written wrong.
pub(super) fn space(field: &str) -> Option<String> {
    let mut space = String::new();
    let mut chars = field.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            space.push(c);
            continue;
        }
        space.push(match chars.next()? {
            's' => ' ',
            't' => '\t',
            'r' => '\r',
            'n' => '\n',
            'p' => '|',
            '\\' => '\\',
            'x' => {
                let digits: String = chars.by_ref().take_while(|c| *c != '}').collect();
                char::from_u32(u32::from_str_radix(digits.strip_prefix('{')?, 16).ok()?)?
            }
            _ => return None,
        });
    }
    Some(space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_white_space_reads_back() {
        for text in ["", " ", "\r\n\n", "\t|\\", "\u{a0}\u{2028}\u{3000}"] {
            assert!(!field(text).contains(char::is_whitespace));
            assert_eq!(space(&field(text)).as_deref(), Some(text));
        }
        assert_eq!(space("\\q"), None);
    }
}
