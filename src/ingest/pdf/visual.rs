//! Letters as they stand on a page, from left to right, back in the order they are read in.
//!
//! What a line shows does not always tell how it was written: where both directions meet, the order
//! found here is the likeliest by the rules of UAX #9 for plain lines, and the reader is warned.

use unicode_normalization::UnicodeNormalization;

use crate::text::mirrored;

/// How a letter runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    Left,
    Right,
    Number,
    Neutral,
}

/// Whether `c` is a letter of a script that is written from right to left.
pub(super) fn is_right_to_left(c: char) -> bool {
    let is_in_script = matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc | 0x10800..=0x10fff | 0x1e800..=0x1efff);
    is_in_script && c.is_alphabetic()
}

fn is_arabic(c: char) -> bool {
    matches!(u32::from(c), 0x600..=0x7bf | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfefc)
}

/// The letters of a line, given from left to right, in the order they are read in, on a page that is
/// read from right to left or not.
pub(super) fn logical(pieces: &[&str], page_reads_right_to_left: bool) -> String {
    let letters = || pieces.iter().flat_map(|piece| piece.chars());
    let n_right = letters().filter(|c| is_right_to_left(*c)).count();
    if n_right == 0 {
        return pieces.concat();
    }
    let n_left = letters().filter(|c| c.is_alphabetic() && !is_right_to_left(*c)).count();
    let reads_right_to_left =
        if page_reads_right_to_left { n_right * 4 >= n_left } else { n_right > n_left * 2 };
    let base = if reads_right_to_left { Run::Right } else { Run::Left };
    let n_arabic = letters().filter(|c| is_arabic(*c)).count();
    let runs = resolved(pieces, base, n_arabic * 2 > n_right);
    let mut read: Vec<(&str, Run)> = pieces.iter().copied().zip(runs).collect();
    if base == Run::Right {
        read.reverse();
        turn_back(&mut read, |run| run != Run::Right);
    } else {
        turn_back(&mut read, |run| run != Run::Left);
        turn_back(&mut read, |run| run == Run::Number);
    }
    let turns = has_turned_brackets(&read);
    let as_read = |(piece, run): &(&str, Run)| match run {
        Run::Right if turns => piece.chars().map(mirrored).collect(),
        _ => (*piece).to_owned(),
    };
    read.iter().map(as_read).collect()
}

/// Fonts tell either which bracket is meant or which one is seen, which is the other one in a line
/// from right to left. Brackets that close before they open are those seen.
fn has_turned_brackets(read: &[(&str, Run)]) -> bool {
    let own = read.iter().filter(|(_, run)| *run == Run::Right).flat_map(|(piece, _)| piece.chars());
    let brackets: Vec<char> = own.filter(|c| matches!(c, '(' | ')' | '[' | ']' | '«' | '»')).collect();
    let n_wrong = |opens: fn(char) -> bool| {
        let (mut n_open, mut n_wrong) = (0_usize, 0_usize);
        for bracket in &brackets {
            match (opens(*bracket), n_open) {
                (true, _) => n_open += 1,
                (false, 0) => n_wrong += 1,
                (false, _) => n_open -= 1,
            }
        }
        n_wrong + n_open
    };
    n_wrong(|c| matches!(c, ')' | ']' | '»')) < n_wrong(|c| matches!(c, '(' | '[' | '«'))
}

/// How each piece runs; a neutral one as those around it, or as the line. Among Arabic letters the
/// signs beside a number run with the line.
fn resolved(pieces: &[&str], base: Run, is_arabic: bool) -> Vec<Run> {
    let own: Vec<Run> = pieces.iter().map(|piece| run_of(piece)).collect();
    let at = |idx: usize| own.get(idx).copied().unwrap_or(base);
    let is_joined = |idx: usize| {
        // "3.5", "12:30", "50%": signs of a number run with it.
        let piece = pieces.get(idx).copied().unwrap_or_default();
        let between = matches!(piece, "." | "," | ":" | "/" | "٫" | "٬") || (piece == "-" && !is_arabic);
        let beside = !is_arabic && matches!(piece, "%" | "٪" | "$" | "€" | "£" | "°" | "+");
        let before = idx.checked_sub(1).is_some_and(|before| at(before) == Run::Number);
        let behind = at(idx + 1) == Run::Number && idx + 1 < own.len();
        (between && before && behind) || (beside && (before || behind))
    };
    let numbers: Vec<Run> =
        (0..own.len()).map(|idx| if is_joined(idx) { Run::Number } else { at(idx) }).collect();
    let mut runs = numbers.clone();
    let mut start = 0;
    while start < numbers.len() {
        if numbers.get(start) != Some(&Run::Neutral) {
            start += 1;
            continue;
        }
        let length = numbers.iter().skip(start).take_while(|run| **run == Run::Neutral).count();
        let strong = |run: Option<&Run>| match run {
            Some(Run::Number) if base == Run::Left => Run::Left,
            Some(run) => *run,
            None => base,
        };
        let before = strong(start.checked_sub(1).and_then(|idx| numbers.get(idx)));
        let behind = strong(numbers.get(start + length));
        let run = if before == Run::Left && behind == Run::Left {
            Run::Left
        } else if before == Run::Right && behind == Run::Right {
            Run::Right
        } else {
            base
        };
        runs.iter_mut().skip(start).take(length).for_each(|own| *own = run);
        start += length;
    }
    runs
}

fn run_of(piece: &str) -> Run {
    let strong = piece.chars().find_map(|c| match c {
        c if c.is_numeric() => Some(Run::Number),
        c if is_right_to_left(c) => Some(Run::Right),
        c if c.is_alphabetic() => Some(Run::Left),
        _ => None,
    });
    strong.unwrap_or(Run::Neutral)
}

/// Turns each stretch of pieces that run so.
fn turn_back(read: &mut [(&str, Run)], is_turned: fn(Run) -> bool) {
    read.chunk_by_mut(|one, other| is_turned(one.1) == is_turned(other.1))
        .filter(|stretch| stretch.first().is_some_and(|(_, run)| is_turned(*run)))
        .for_each(<[_]>::reverse);
}

/// The letters behind the shapes that fonts have for letters joined or at the end of a word.
pub(super) fn plain_letters(text: &str) -> String {
    let is_shape = |c: char| matches!(u32::from(c), 0xfb00..=0xfb06 | 0xfb13..=0xfb17 | 0xfb1d..=0xfdfb | 0xfe70..=0xfefc);
    if !text.contains(is_shape) {
        return text.to_owned();
    }
    let mut plain = String::new();
    for c in text.chars() {
        if is_shape(c) { plain.extend(std::iter::once(c).nfkc()) } else { plain.push(c) }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands on the page, from left to right, and how it is read.
    #[track_caller]
    fn check(shown: &str, expected: &str) {
        let pieces: Vec<String> = shown.chars().map(String::from).collect();
        let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        let reads_right_to_left = expected.chars().next().is_some_and(is_right_to_left);
        assert_eq!(logical(&pieces, reads_right_to_left || shown.starts_with('.')), expected);
    }

    fn turned(text: &str) -> String {
        text.chars().rev().collect()
    }

    #[test]
    fn a_line_from_left_to_right_stays() {
        check("Karl (2024) opened 50% at 12:30.", "Karl (2024) opened 50% at 12:30.");
    }

    #[test]
    fn a_line_from_right_to_left_is_turned() {
        check(&turned("السلام عليكم"), "السلام عليكم");
        check(".םולש", "שלום.");
    }

    #[test]
    fn numbers_and_foreign_words_in_it_stay_as_they_are() {
        check(".2024 תנשב 50% וא 12:30", "12:30 או 50% בשנת 2024.");
        check("ةزهاج %50 نإ", "إن 50% جاهزة");
        check("הנידמ Port Ellery לש", "של Port Ellery מדינה");
    }

    #[test]
    fn brackets_open_where_they_are_read_first() {
        check("(םולש) רמא", "אמר (שלום)");
        check(")םולש( רמא", "אמר (שלום)");
        check("»ضرأ« لاق", "قال «أرض»");
        check("«ضرأ» لاق", "قال «أرض»");
    }

    #[test]
    fn a_few_words_from_right_to_left_are_turned_within_a_line() {
        check(
            "She wrote םלוע םולש on the wall of the old harbour.",
            "She wrote שלום עולם on the wall of the old harbour.",
        );
    }

    #[test]
    fn joined_shapes_are_their_letters() {
        assert_eq!(plain_letters("oﬃce ﻻ"), "office لا");
    }
}
