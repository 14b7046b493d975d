//! Control characters in a text: kept, shown as marks by the pane, and said.

use std::collections::BTreeMap;

use crate::text::counted::counted;
use crate::text::invisible::invisible;

/// Names that a warning gives.
const NAMED: usize = 5;
/// Places that a warning gives.
const PLACES: usize = 3;

/// Whether `c` is a control character that no text needs.
pub(super) fn is_odd_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{85}')
}

/// What to say of the control characters in `text`, in one sentence however many they are; nothing
/// where there are none.
pub(super) fn warning(text: &str) -> Option<String> {
    let (mut line, mut column, mut n_controls) = (1, 0, 0);
    let mut places: Vec<String> = Vec::new();
    // Each kind with the byte at which it stands first.
    let mut kinds: BTreeMap<char, usize> = BTreeMap::new();
    for (at, c) in text.char_indices() {
        column += 1;
        if is_odd_control(c) {
            n_controls += 1;
            kinds.entry(c).or_insert(at);
            if places.len() < PLACES {
                places.push(format!("line {line}, column {column}"));
            }
        } else if c == '\n' {
            (line, column) = (line + 1, 0);
        }
    }
    let first = match places.as_slice() {
        [] => return None,
        [only] if n_controls == 1 => format!("in {only}"),
        places => format!("the first in {}", places.join("; ")),
    };
    let names = kinds.values().filter_map(|at| invisible(text, *at)).take(NAMED);
    let names: Vec<String> = names.map(|own| own.label.into_owned()).collect();
    let more = if kinds.len() > NAMED { " and others" } else { "" };
    let n_controls = counted(n_controls, "control character", "control characters");
    Some(format!(
        "The text has {n_controls} ({}{more}), {first}. They were kept and show as marks.",
        names.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_any_is_not_spoken_of() {
        assert_eq!(warning("Karl\r\n\treopens\u{c}"), None);
        let found = warning("Karl\u{7f}").unwrap_or_default();
        assert!(found.contains("1 control character (DEL), in line 1, column 5."), "{found}");
    }

    #[test]
    fn a_hundred_thousand_are_one_sentence_with_the_first_places() {
        let found = warning(&"é\0\n".repeat(100_000)).unwrap_or_default();
        let places = "100,000 control characters (NUL), the first in line 1, column 2; line 2, column 2; line 3, column 2.";
        assert!(found.contains(places), "{found}");
        assert!(found.len() < 200, "{found}");
    }
}
