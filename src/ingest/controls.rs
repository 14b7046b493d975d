//! Control characters in a text: kept, shown as marks by the pane, and said.

use std::collections::BTreeSet;

use crate::text::counted::counted;
use crate::text::invisible::invisible;

/// Names that a warning gives.
const NAMED: usize = 5;

/// Whether `c` is a control character that no text needs.
pub(super) fn is_odd_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{85}')
}

/// What to say of the control characters in `text`; nothing where there are none.
pub(super) fn warning(text: &str) -> Option<String> {
    let mut places = text.char_indices().filter(|(_, c)| is_odd_control(*c)).peekable();
    let (first, _) = *places.peek()?;
    let before = text.get(..first).unwrap_or_default();
    let (line, column) = (
        before.matches('\n').count() + 1,
        before.rsplit('\n').next().unwrap_or_default().chars().count() + 1,
    );
    let mut kinds = BTreeSet::new();
    let mut n_controls = 0;
    for (at, c) in places {
        n_controls += 1;
        kinds.insert((c, at));
    }
    let mut names: Vec<String> = Vec::new();
    for (_, at) in kinds {
        let name = invisible(text, at).map(|own| own.label.into_owned()).unwrap_or_default();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    let more = if names.len() > NAMED { " and others" } else { "" };
    names.truncate(NAMED);
    let n_controls = counted(n_controls, "control character", "control characters");
    Some(format!(
        "The text has {n_controls} ({}{more}), the first in line {line}, column {column}. They were kept and show as marks.",
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
        assert!(found.contains("1 control character (DEL), the first in line 1, column 5"), "{found}");
    }
}
