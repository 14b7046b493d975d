//! Stretches of text within lines, as brat wants them: an annotation over several lines has a
//! fragment in each.

use crate::text::{Span, Spans};

/// Whether brat, or the language it is written in, ends a line or a column at this character.
fn breaks(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The fragments of `spans`; `None` where nothing of them lies within a line.
pub(super) fn fragments(text: &str, spans: &Spans) -> Option<Spans> {
    let mut found = Vec::new();
    for span in spans.iter() {
        let mut start = span.start();
        for part in span.of(text).split_inclusive(breaks) {
            let words = part.trim_end_matches(breaks);
            found.extend(Span::new(text, start, start + words.len()));
            start += part.len();
        }
    }
    Spans::new(found).ok()
}

/// What was meant by fragments: those with nothing but the end of a line between them are one.
pub(super) fn joined(text: &str, fragments: &Spans) -> Spans {
    let mut parts: Vec<Span> = Vec::new();
    for fragment in fragments.iter() {
        let gap = parts.last().and_then(|last| text.get(last.end()..fragment.start()));
        let goes_on = gap.is_some_and(|gap| gap.contains(breaks) && gap.trim().is_empty());
        match parts.last_mut().filter(|_| goes_on) {
            Some(last) => *last = last.hull(fragment),
            None => parts.push(fragment),
        }
    }
    Spans::new(parts).unwrap_or_else(|_same| fragments.clone())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn spans(text: &str, parts: &[(usize, usize)]) -> Spans {
        Spans::new(parts.iter().map(|(start, end)| Span::new(text, *start, *end).unwrap()).collect()).unwrap()
    }

    #[test]
    fn what_goes_over_lines_has_a_fragment_in_each_and_is_one_again() {
        let text = "one\r\n  two\n\nthree\tfour";
        let whole = spans(text, &[(0, text.len())]);
        let cut = fragments(text, &whole).unwrap();
        let words: Vec<&str> = cut.iter().map(|span| span.of(text)).collect();
        assert_eq!(words, ["one", "  two", "three", "four"]);
        assert_eq!(joined(text, &cut), whole);
        assert_eq!(fragments(text, &spans(text, &[(3, 5)])), None, "nothing but the end of a line");
    }

    #[test]
    fn what_has_a_gap_within_its_line_stays_apart() {
        let text = "one two three";
        let apart = spans(text, &[(0, 3), (8, 13)]);
        assert_eq!(fragments(text, &apart), Some(apart.clone()));
        assert_eq!(joined(text, &apart), apart);
    }
}
