//! One-line text in Arabic or Hebrew for lists and labels, ordered as it is read.
//!
//! egui turns each word from right to left by itself, but sets the words from left to right. Here
//! words, numbers and signs are put in the order in which they stand in the line (UAX #9), each word
//! spelled as ever. The article itself is set by `gui::article`, which knows where each letter is.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, Direction, Level, ParagraphBidiInfo, bidi_class, get_base_direction};

use crate::text::mirrored as turn;
use crate::text::segment;

/// Whether egui would set `text` in the wrong order.
pub fn is_turned(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN))
}

/// Whether a paragraph that begins with this text is read from right to left.
pub fn begins_at_the_right(paragraph: &str) -> bool {
    get_base_direction(paragraph) == Direction::Rtl
}

/// What to give to egui so that `line` is seen as it is read.
pub fn shown(line: &str) -> Cow<'_, str> {
    if is_turned(line) { Cow::Owned(ordered(line, None)) } else { Cow::Borrowed(line) }
}

/// The same for a part of a paragraph that is read from right to left, or is not.
pub fn shown_within(line: &str, rtl: bool) -> Cow<'_, str> {
    let level = if rtl { Level::rtl() } else { Level::ltr() };
    if rtl || is_turned(line) { Cow::Owned(ordered(line, Some(level))) } else { Cow::Borrowed(line) }
}

fn ordered(line: &str, paragraph: Option<Level>) -> String {
    let info = ParagraphBidiInfo::new(line, paragraph);
    let mut parts: Vec<(Level, bool, String)> = Vec::new();
    for grapheme in segment::graphemes(line) {
        let level = info.levels.get(grapheme.start).copied().unwrap_or(info.paragraph_level);
        let words = line.get(grapheme).unwrap_or_default();
        let first = words.chars().next().unwrap_or(' ');
        let stays = stays_together(first, level);
        match parts.last_mut() {
            Some((last, true, part)) if *last == level && stays => {
                // The shaper takes Persian digits for letters and turns them: turned before, they stand right.
                if is_persian_digit(first) { part.insert_str(0, words) } else { part.push_str(words) }
            }
            _ => parts.push((level, stays, if level.is_rtl() { mirrored(words) } else { words.to_owned() })),
        }
    }
    let levels: Vec<Level> = parts.iter().map(|(level, ..)| *level).collect();
    let order = ParagraphBidiInfo::reorder_visual(&levels);
    order.into_iter().map(|idx| parts[idx].2.as_str()).collect()
}

/// The first lines of `text`, each no wider than `width` by `measure`, at most `max_rows`, the last
/// one cut with "…" where there is more; and whether it was cut.
pub fn in_lines(text: &str, width: f32, max_rows: usize, measure: impl Fn(&str) -> f32) -> (String, bool) {
    let mut rest = text.trim_end();
    let mut lines: Vec<String> = Vec::new();
    while !rest.is_empty() && lines.len() < max_rows {
        let is_last_row = lines.len() + 1 == max_rows;
        let paragraph = rest.find('\n').unwrap_or(rest.len());
        let whole = rest.get(..paragraph).unwrap_or_default();
        let fitting = words_within(whole, width, &measure);
        if fitting == whole.len() && (paragraph == rest.len() || !is_last_row) {
            lines.push(shown(whole).into_owned());
            rest = rest.get(paragraph + 1..).unwrap_or_default();
            continue;
        }
        let ellipsis = if is_last_row { "…" } else { "" };
        let room = width - if is_last_row { measure(ellipsis) } else { 0.0 };
        let fitting = if is_last_row { words_within(whole, room, &measure) } else { fitting };
        let end = if fitting > 0 { fitting } else { letters_within(whole, room, &measure) };
        let line = format!("{}{ellipsis}", whole.get(..end).unwrap_or_default());
        lines.push(shown(&line).into_owned());
        if is_last_row {
            return (lines.join("\n"), true);
        }
        rest = rest.get(end..).unwrap_or_default().trim_start();
    }
    (lines.join("\n"), !rest.is_empty())
}

/// The end of the last word of `line` that still fits; 0 where not even the first does.
fn words_within(line: &str, width: f32, measure: &impl Fn(&str) -> f32) -> usize {
    let (mut used, mut end) = (0.0, 0);
    for word in line.split_inclusive(char::is_whitespace) {
        let letters = word.trim_end();
        if used + measure(letters) > width {
            return line.get(..end).unwrap_or_default().trim_end().len();
        }
        used += measure(word);
        end += word.len();
    }
    end
}

/// The end of the last grapheme of `line` that still fits, but the first one always does.
fn letters_within(line: &str, width: f32, measure: &impl Fn(&str) -> f32) -> usize {
    let ends = || segment::graphemes(line).map(|grapheme| grapheme.end);
    let fits = |end: &usize| measure(line.get(..*end).unwrap_or_default()) <= width;
    ends().take_while(fits).last().or_else(|| ends().next()).unwrap_or(line.len())
}

/// Whether a character belongs to what egui shapes at once: letters and signs of a script written
/// from right to left, or anything written from left to right.
fn stays_together(c: char, level: Level) -> bool {
    let of_script = matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}');
    if level.is_rtl() { of_script } else { !of_script || is_persian_digit(c) }
}

fn is_persian_digit(c: char) -> bool {
    matches!(c, '\u{6f0}'..='\u{6f9}')
}

fn mirrored(text: &str) -> String {
    text.chars().map(turn).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn hebrew_words_stand_from_right_to_left() {
        check("שלום עולם טוב", "טוב עולם שלום");
        check("he said שלום עולם today", "he said עולם שלום today");
        check("plain", "plain");
    }

    #[test]
    fn numbers_and_brackets_are_where_they_are_read() {
        check("שלום (42) עולם", "עולם (42) שלום");
        check("عام ۱۲۳ كان", "كان ۳۲۱ عام");
    }

    #[test]
    fn a_part_of_a_line_is_ordered_as_its_paragraph_is_read() {
        assert_eq!(shown_within("World Bank, ", true), " ,World Bank");
        assert_eq!(shown_within("World Bank, ", false), "World Bank, ");
        assert_eq!(shown_within("שלום, ", true), " ,שלום");
        assert_eq!(shown_within("שלום, ", false), "שלום, ");
        assert!(begins_at_the_right("12 שלום Ada") && !begins_at_the_right("12 Ada שלום"));
    }

    #[track_caller]
    fn check_lines(text: &str, max_rows: usize, expected: (&str, bool)) {
        #[expect(clippy::cast_precision_loss, reason = "a few letters")]
        let (lines, cut) = in_lines(text, 10.0, max_rows, |line| line.chars().count() as f32);
        assert_eq!((lines.as_str(), cut), expected);
    }

    #[test]
    fn what_is_too_long_loses_its_end_and_not_its_beginning() {
        check_lines("שלום עולם טוב", 1, ("…עולם שלום", true));
        check_lines("שלום עולם טוב", 2, ("עולם שלום\nטוב", false));
        check_lines("שלום", 1, ("שלום", false));
        check_lines("שלוםשלוםשלום", 1, ("…שלוםשלוםש", true));
    }

    proptest! {
        #[test]
        fn no_character_is_lost(text in "[a-c שלום()\u{6f0}-\u{6f4}عمر1-3.،]{0,30}") {
            let mut before: Vec<char> = text.chars().map(turn).collect();
            let mut after: Vec<char> = shown(&text).chars().map(turn).collect();
            let turn = |chars: &mut Vec<char>| {
                for c in chars.iter_mut().filter(|c| **c == ')') { *c = '('; }
                chars.sort_unstable();
            };
            turn(&mut before);
            turn(&mut after);
            prop_assert_eq!(before, after);
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,40}", rows in 1..4_usize) {
            let (lines, _) = in_lines(&text, 8.0, rows, |line| { #[expect(clippy::cast_precision_loss, reason = "few")] let n = line.chars().count() as f32; n });
            prop_assert!(lines.lines().count() <= rows);
        }
    }
}
