//! Lines become paragraphs, across columns and pages.

use super::hyphens::Words;
use super::order::median;
use super::segments::Segment;
use super::visual::is_right_to_left;
use crate::ingest::lines::ends_sentence;

/// Cells of a table are further apart than this many times the size of their letters.
const CELLS: f64 = 2.5;
/// Lines further apart than this many times the usual are of two paragraphs.
const APART: f64 = 1.3;
/// Lines further apart than this many times their size are of two paragraphs.
const FAR_APART: f64 = 2.1;
/// Sizes that differ by more than this share are two.
const OTHER_SIZE: f64 = 0.08;
/// A first line stands in by at least this many times the size of its letters.
const INDENT: f64 = 0.7;
/// Letters this many times as large as the text's are those of a heading.
const LARGE: f64 = 1.12;
/// A line with so much more room than the next word needs, as a share of its column, was ended by
/// its writer.
const ROOM: f64 = 0.12;
/// Letters this many times as large as the text's are those of a headline, which is broken by sense.
const BROKEN_BY_SENSE: f64 = 1.25;

/// A line of a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    x0: f64,
    x1: f64,
    y: f64,
    size: f64,
    is_bold: bool,
    /// How wide its first word is.
    first_word: f64,
    n_cells: usize,
    is_right_to_left: bool,
}

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "five independent facts")]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) size: f64,
    pub(super) is_bold: bool,
    pub(super) is_row: bool,
    /// Whether it begins as far left as the lines of its column do.
    is_flush: bool,
    /// Whether its last line goes on to the end of its column.
    is_full: bool,
    /// Whether paragraphs of its column stand in.
    has_indents: bool,
}

/// The lines of a column, from the top.
pub(super) fn lines(mut column: Vec<Segment>) -> Vec<Line> {
    column.sort_by(|one, other| other.y.total_cmp(&one.y));
    let mut rows: Vec<Vec<Segment>> = Vec::new();
    for segment in column {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| is_on_line(first, &segment)) => row.push(segment),
            _ => rows.push(vec![segment]),
        }
    }
    rows.into_iter().filter_map(line).collect()
}

fn is_on_line(first: &Segment, other: &Segment) -> bool {
    first.y - other.y <= 0.35 * first.size.min(other.size)
}

fn line(mut row: Vec<Segment>) -> Option<Line> {
    let n_right: usize = row.iter().map(|segment| n_right_to_left(&segment.text)).sum();
    let n_letters: usize = row.iter().map(|own| own.text.chars().filter(|c| c.is_alphabetic()).count()).sum();
    let is_right_to_left = n_right * 2 > n_letters;
    row.sort_by(|one, other| one.x0.total_cmp(&other.x0));
    let (x0, x1) = (row.first()?.x0, row.iter().map(|segment| segment.x1).fold(f64::NEG_INFINITY, f64::max));
    let size = row.iter().map(|segment| segment.size).fold(0.0, f64::max);
    let is_bold = row.iter().all(|segment| segment.is_bold);
    if is_right_to_left {
        row.reverse();
    }
    let first = row.first()?;
    let (y, first_word) = (first.y, first.first_word);
    let mut text = first.text.clone();
    let mut n_cells = 1;
    for (before, segment) in row.iter().zip(row.iter().skip(1)) {
        let gap = if is_right_to_left { before.x0 - segment.x1 } else { segment.x0 - before.x1 };
        let is_cell = gap > CELLS * size;
        n_cells += usize::from(is_cell);
        text.push_str(if is_cell { "\t" } else { " " });
        text.push_str(&segment.text);
    }
    Some(Line { text, x0, x1, y, size, is_bold, first_word, n_cells, is_right_to_left })
}

pub(super) fn n_right_to_left(text: &str) -> usize {
    text.chars().filter(|c| is_right_to_left(*c)).count()
}

/// What holds for all lines of a column.
struct Column {
    /// Where its lines begin and end, as far as they run: left and right, or right and left.
    start: f64,
    end: f64,
    /// From line to line.
    leading: f64,
    has_indents: bool,
    direction: f64,
    /// Height of the letters of the whole text.
    usual: f64,
}

impl Column {
    fn of(lines: &[Line], usual: f64) -> Self {
        let n_right = lines.iter().filter(|line| line.is_right_to_left).count();
        let direction = if n_right * 2 > lines.len() { -1.0 } else { 1.0 };
        let mut own = Self { start: 0.0, end: 0.0, leading: 0.0, has_indents: false, direction, usual };
        let starts: Vec<f64> = lines.iter().map(|line| own.start_of(line)).collect();
        let mut ends: Vec<f64> = lines.iter().map(|line| own.end_of(line)).collect();
        ends.sort_by(f64::total_cmp);
        own.start = starts.iter().copied().fold(f64::INFINITY, f64::min);
        own.end = ends.last().copied().unwrap_or_default();
        let steps = lines.iter().zip(lines.iter().skip(1));
        let steps = steps.filter(|(above, below)| is_size(above.size, below.size));
        let steps: Vec<f64> = steps.map(|(above, below)| (above.y - below.y) / above.size).collect();
        // Many one-line paragraphs must not make the space between them the usual one.
        own.leading = steps.iter().copied().filter(|step| *step > 0.5).fold(f64::INFINITY, f64::min);
        own.leading = own.leading.min(median(steps.into_iter())).max(1.0);
        let size = median(lines.iter().map(|line| line.size));
        let n_in = starts.iter().filter(|start| own.is_in(**start, size)).count();
        own.has_indents = n_in > 0 && n_in * 2 < lines.len();
        own
    }

    fn start_of(&self, line: &Line) -> f64 {
        if self.direction < 0.0 { -line.x1 } else { line.x0 }
    }

    fn end_of(&self, line: &Line) -> f64 {
        if self.direction < 0.0 { -line.x0 } else { line.x1 }
    }

    fn is_in(&self, start: f64, size: f64) -> bool {
        (INDENT * size..6.0 * size).contains(&(start - self.start))
    }

    /// Room at the end of `line` beside what a word of this width needs, as a share of the column.
    fn room(&self, line: &Line, word: f64) -> f64 {
        let space = 0.25 * line.size;
        (self.end - self.end_of(line) - space - word) / (self.end - self.start).max(1.0)
    }

    fn parts(&self, above: &Line, below: &Line) -> bool {
        let step = (above.y - below.y) / above.size.max(below.size);
        if !is_size(above.size, below.size) || above.is_bold != below.is_bold {
            return true;
        }
        if !(0.0..=FAR_APART.min(self.leading * APART)).contains(&step) {
            return true;
        }
        if is_bullet(&below.text) || above.n_cells > 1 || below.n_cells > 1 {
            return true;
        }
        let is_in = |line: &Line| self.is_in(self.start_of(line), line.size);
        let room = self.room(above, below.first_word);
        let goes_on = is_in(above) && room < 0.02;
        if is_in(below) && !goes_on && !is_bullet(&above.text) && self.has_indents {
            return true;
        }
        if above.size >= BROKEN_BY_SENSE * self.usual {
            return false;
        }
        let begins = below.text.chars().find(|c| c.is_alphanumeric()).is_none_or(|c| !c.is_lowercase());
        (room > 0.02 && ends_sentence(&above.text) && begins) || (room > ROOM && begins)
    }
}

/// The paragraphs of a column, in a text whose letters are `usual` high.
pub(super) fn paragraphs(lines: &[Line], usual: f64, words: &mut Words) -> Vec<Paragraph> {
    let column = Column::of(lines, usual);
    let mut found: Vec<Paragraph> = Vec::new();
    let mut above: Option<&Line> = None;
    for line in lines {
        let is_full = column.room(line, 2.0 * line.size) < 0.05;
        match (found.last_mut(), above) {
            (Some(own), Some(above)) if !column.parts(above, line) => {
                words.join(&mut own.text, &line.text);
                own.size = own.size.max(line.size);
                own.is_full = is_full;
            }
            _ => found.push(Paragraph {
                text: line.text.clone(),
                size: line.size,
                is_bold: line.is_bold,
                is_row: line.n_cells > 1,
                is_flush: !column.is_in(column.start_of(line), line.size),
                is_full,
                has_indents: column.has_indents,
            }),
        }
        above = Some(line);
    }
    found
}

impl Paragraph {
    /// Whether `next`, at the head of the next column, goes on with it.
    pub(super) fn goes_on_in(&self, next: &Self) -> bool {
        let is_alike = is_size(self.size, next.size) && self.is_bold == next.is_bold;
        if !is_alike || self.is_row || next.is_row || is_bullet(&next.text) || !self.is_full {
            return false;
        }
        let begins_small = next.text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
        let is_open = !ends_sentence(&self.text);
        let is_within = next.has_indents && self.has_indents && next.is_flush;
        is_open || is_within || (begins_small && next.is_flush)
    }

    /// Takes over how `next`, which it went on with, ends.
    pub(super) fn take_end_of(&mut self, next: &Self) {
        self.is_full = next.is_full;
    }

    /// Whether it may head what follows, in a text whose letters are `usual` high.
    pub(super) fn is_heading(&self, usual: f64) -> bool {
        let stands_out = self.size >= LARGE * usual || self.is_bold;
        let n_words = self.text.split_whitespace().count();
        let is_open = !ends_sentence(&self.text) || self.text.ends_with('?');
        stands_out && !self.is_row && (1..=20).contains(&n_words) && is_open
    }
}

fn is_size(one: f64, other: f64) -> bool {
    (one - other).abs() <= OTHER_SIZE * one.max(other)
}

fn is_bullet(text: &str) -> bool {
    let mut characters = text.chars();
    let opens =
        characters.next().is_some_and(|c| matches!(c, '•' | '‣' | '▪' | '◦' | '·' | '●' | '–' | '-' | '*'));
    opens && characters.next().is_some_and(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::super::segments::segments;
    use super::super::segments::tests::put;
    use super::*;

    fn texts(rows: &[(&str, f64, f64, f64)]) -> Vec<String> {
        let glyphs = rows.iter().flat_map(|(text, x, y, size)| put(text, *x, *y, *size)).collect();
        let found = paragraphs(&lines(segments(glyphs)), 10.0, &mut Words::default());
        found.into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn space_between_lines_parts_paragraphs() {
        let found = texts(&[
            ("The harbour of Karl opened", 50.0, 700.0, 10.0),
            ("again on Monday and a ship", 50.0, 688.0, 10.0),
            ("came. It was early, and it", 50.0, 670.0, 10.0),
            ("rained.", 50.0, 658.0, 10.0),
        ]);
        assert_eq!(
            found,
            ["The harbour of Karl opened again on Monday and a ship", "came. It was early, and it rained."]
        );
    }

    #[test]
    fn an_indent_or_a_short_line_parts_paragraphs() {
        let found = texts(&[
            ("The harbour of Karl opened", 50.0, 700.0, 10.0),
            ("again on Monday, as we said", 50.0, 688.0, 10.0),
            ("It was early, and it had", 60.0, 676.0, 10.0),
            ("rained.", 50.0, 664.0, 10.0),
            ("Then the ships came in for", 50.0, 652.0, 10.0),
            ("the day.", 50.0, 640.0, 10.0),
        ]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[2], "Then the ships came in for the day.");
    }

    #[test]
    fn larger_letters_are_a_paragraph_of_their_own() {
        let found = texts(&[
            ("Karl reopens", 50.0, 700.0, 18.0),
            ("its harbour", 50.0, 678.0, 18.0),
            ("The harbour of Karl opened", 50.0, 660.0, 10.0),
        ]);
        assert_eq!(found, ["Karl reopens its harbour", "The harbour of Karl opened"]);
    }

    #[test]
    fn cells_are_told_apart() {
        let found = texts(&[
            ("Year", 50.0, 700.0, 10.0),
            ("Tons", 150.0, 700.0, 10.0),
            ("2024", 50.0, 688.0, 10.0),
            ("7", 150.0, 688.0, 10.0),
        ]);
        assert_eq!(found, ["Year\tTons", "2024\t7"]);
    }

    #[test]
    fn a_paragraph_goes_on_in_the_next_column() {
        let of = |rows: &[(&str, f64, f64)]| {
            let glyphs = rows.iter().flat_map(|(text, x, y)| put(text, *x, *y, 10.0)).collect();
            paragraphs(&lines(segments(glyphs)), 10.0, &mut Words::default())
        };
        let above =
            of(&[("The harbour of Karl opened", 50.0, 700.0), ("again on Monday, and a lot", 50.0, 688.0)]);
        let next = of(&[("of ships came in the night", 50.0, 700.0)]);
        assert!(above[0].goes_on_in(&next[0]));
        let ended = of(&[("The harbour of Karl opened", 50.0, 700.0), ("again.", 50.0, 688.0)]);
        assert!(!ended[0].goes_on_in(&next[0]));
    }
}
