//! The lines of a source, and which of them an editor wrapped.

use std::ops::Range;

use super::controls::is_odd_control;

/// Widest line, in characters, of a text that may be wrapped.
const WIDEST_WRAPPED: usize = 100;

/// Narrowest column, in characters, that text is wrapped to.
const NARROWEST_WRAPPED: usize = 30;

/// A line with something on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it stands, without the white space around it.
    pub(super) range: Range<usize>,
    /// Where the whole line starts, white space included.
    pub(super) start: usize,
    /// Whether the line above it is empty, or there is none.
    pub(super) after_blank: bool,
}

impl Line {
    /// Its words.
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range.clone()).unwrap_or_default()
    }
}

/// The lines of `text` that are not blank. Line feed, carriage return and both together end one.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut after_blank = true;
    for line in text.split_inclusive(['\n', '\r']) {
        let start = at;
        at += line.len();
        let visible = line.trim();
        if visible.chars().all(is_invisible) {
            // The second half of "\r\n" is no empty line.
            let ends_pair = line == "\n" && text.get(..start).is_some_and(|before| before.ends_with('\r'));
            after_blank |= !ends_pair;
            continue;
        }
        let from = start + (line.len() - line.trim_start().len());
        found.push(Line { range: from..from + visible.len(), start, after_blank });
        after_blank = false;
    }
    found
}

/// Joins the lines which an editor wrapped at some width, so that a paragraph is one range.
/// Lines of a text that is not wrapped stay as they are.
pub(super) fn unwrapped(text: &str, lines: Vec<Line>) -> Vec<Line> {
    let Some(width) = wrap_width(text, &lines) else { return lines };
    let mut joined: Vec<Line> = Vec::new();
    let mut above: Option<Line> = None;
    for line in lines {
        let goes_on = above
            .as_ref()
            .is_some_and(|above| is_wrapped(text, above, &line, width) || goes_on_small(text, above, &line));
        match joined.last_mut() {
            Some(last) if goes_on => last.range.end = line.range.end,
            _ => joined.push(line.clone()),
        }
        above = Some(line);
    }
    joined
}

/// The width `text` was wrapped at, in characters; `None` where it was not.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let widths = lines.iter().map(|line| line.of(text).chars().count());
    let n_wide = widths.clone().filter(|width| *width > WIDEST_WRAPPED).count();
    let has_paragraphs = lines.iter().skip(1).any(|line| line.after_blank);
    // An address may be wider than the column.
    if !has_paragraphs || n_wide * 20 > lines.len() {
        return None;
    }
    let width =
        widths.filter(|width| *width <= WIDEST_WRAPPED).max().filter(|width| *width >= NARROWEST_WRAPPED)?;
    let pairs =
        lines.iter().zip(lines.iter().skip(1)).filter(|(above, below)| is_wrapped(text, above, below, width));
    let (n_open, n_closed) = pairs.fold((0, 0), |(open, closed), (above, _)| {
        if ends_sentence(above.of(text)) { (open, closed + 1) } else { (open + 1, closed) }
    });
    (n_open > n_closed).then_some(width)
}

/// Whether `above` is so wide that the first word of `below` had no room on it.
fn is_wrapped(text: &str, above: &Line, below: &Line, width: usize) -> bool {
    let first_word = below.of(text).split_whitespace().next().unwrap_or_default();
    let needed = above.of(text).chars().count() + 1 + first_word.chars().count();
    !below.after_blank && needed * 10 >= width * 9
}

/// Whether `above` breaks off and `below` goes on with a small letter, as a ragged column does.
fn goes_on_small(text: &str, above: &Line, below: &Line) -> bool {
    let is_small = below.of(text).starts_with(char::is_lowercase);
    is_small && !below.after_blank && !ends_sentence(above.of(text))
}

/// Whether `line` ends as a sentence does, marks that close it aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    let closed = line.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»', ' ']);
    closed.ends_with(['.', '?', '!', '…', '。', '！', '？', '।', '؟'])
}

/// Whether a line of such characters has nothing to show; an odd control character has its mark.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || (c.is_control() && !is_odd_control(c))
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let joined = unwrapped(text, lines(text));
        let found: Vec<&str> = joined.iter().map(|line| line.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_kind_of_line_end_is_known() {
        check("one\r\ntwo\rthree\n\n  four\t\n \u{feff}\n", &["one", "two", "three", "four"]);
        let text = "one\r\ntwo\r\n\r\nthree";
        let blank: Vec<bool> = lines(text).iter().map(|line| line.after_blank).collect();
        assert_eq!(blank, [true, false, true]);
    }

    #[test]
    fn a_wrapped_paragraph_is_one_block() {
        let text = "Harbour reopens\n\nThe harbour of Karl opened again on\nMonday after three weeks of storms\nand rain.\n\nShips came.";
        let paragraph = "The harbour of Karl opened again on\nMonday after three weeks of storms\nand rain.";
        check(text, &["Harbour reopens", paragraph, "Ships came."]);
    }

    #[test]
    fn a_ragged_column_is_joined_where_a_sentence_goes_on() {
        let text = "Head\n\nThe harbour of Karl opened again on\nMonday.\n\n“Not today, and\nmaybe not on Tuesday,” she said.";
        check(
            text,
            &[
                "Head",
                "The harbour of Karl opened again on\nMonday.",
                "“Not today, and\nmaybe not on Tuesday,” she said.",
            ],
        );
    }

    #[test]
    fn lines_that_are_sentences_are_not_joined() {
        let text = "Head\n\nThe harbour opened again on Monday.\nThe ships came in on Tuesday all.\nThe mayor went home very early.";
        let expected: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        check(text, &expected);
    }

    #[test]
    fn short_lines_below_each_other_are_not_joined() {
        let text = "Head\n\nA line of this paragraph was broken by\nan editor, which is why it is joined\nhere.\n\nJane Doe\nShare";
        assert_eq!(unwrapped(text, lines(text)).len(), 4);
    }
}
