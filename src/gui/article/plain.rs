//! Paragraphs written from left to right with a glyph for each character: one galley is enough.

use egui::epaint::text::PlacedRow;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Galley, Rect, Vec2, pos2};

use super::glyphs;
use super::laid::{Mark, Run, counted};
use super::lines::{Cell, Line, Lines};
use super::mixed::Parts;
use super::style::Style;
use crate::text::invisible::{Weight, invisible, may_be_invisible};
use crate::text::segment;

/// Whether [`lay`] may be tried: nothing in `words` is written from right to left or hidden.
pub(super) fn is_plain(words: &str) -> bool {
    let carriage = |at: usize| words.as_bytes().get(at + 1) == Some(&b'\n');
    words.char_indices().all(|(at, c)| match c {
        ' '..='~' | '\n' | '\t' | '\u{a0}' => true,
        '\r' => carriage(at),
        // A line must not be broken at these, which egui would do.
        '\u{2007}' | '\u{202f}' => false,
        c if is_of_right_to_left_script(c) => false,
        c => !may_be_invisible(c) || invisible(words, at).is_none_or(|found| found.weight == Weight::Space),
    })
}

/// The blocks of Unicode whose characters are read from right to left if nothing says otherwise
/// (`DerivedBidiClass.txt`, the ranges of default R and AL).
fn is_of_right_to_left_script(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Lays `words` out; `None` where a character has not exactly one glyph.
pub(super) fn lay(style: &Style<'_>, words: &str) -> Option<Parts> {
    let shown = words.strip_suffix('\n').unwrap_or(words);
    let mut job = LayoutJob::single_section(shown.to_owned(), style.format());
    job.wrap = TextWrapping::wrap_at_width(style.width);
    let galley = style.lay(job);
    let lines = lines(&galley, words)?;
    let marks = if words.is_ascii() { Vec::new() } else { spaces(words, &lines) };
    Some(Parts { runs: vec![Run { galley, at: Vec2::ZERO }], marks, lines, rtl: false })
}

fn lines(galley: &Galley, words: &str) -> Option<Lines> {
    let mut lines = Vec::with_capacity(galley.rows.len());
    let mut at = 0;
    // A lone mark is drawn on a circle of its own: that glyph must not be taken for the line break.
    let shown = words.strip_suffix('\n').unwrap_or(words);
    for (idx, row) in galley.rows.iter().enumerate() {
        let is_last = idx + 1 == galley.rows.len();
        let line = line(row, shown, at)?;
        at = line.range.end;
        if is_last && words.get(at..) == Some("\n") {
            at += 1;
            lines.push(Line { range: line.range.start..at, is_hard: true, ..line });
        } else {
            lines.push(line);
        }
    }
    (at == words.len() && !lines.is_empty()).then_some(Lines(lines))
}

/// The line that begins at byte `start`.
fn line(row: &PlacedRow, words: &str, start: usize) -> Option<Line> {
    let glyphs = &row.row.glyphs;
    let rest = words.get(start..)?;
    let n_bytes = if rest.is_ascii() {
        glyphs.len()
    } else {
        rest.chars().take(glyphs.len()).map(char::len_utf8).sum()
    };
    let shown = rest.get(..n_bytes)?;
    let before = segment::previous_grapheme(words, start);
    if start > 0 && segment::next_grapheme(words, before) != start {
        return None;
    }
    // A carriage return belongs to the line break behind it.
    let letters = shown.strip_suffix('\r').unwrap_or(shown);
    let glyphs = glyphs.get(..glyphs.len() - (shown.len() - letters.len()))?;
    let graphemes = counted(words, start..start + letters.len());
    let n_chars: Vec<usize> = graphemes.iter().map(|(_, n)| *n).collect();
    let edges = glyphs::left_to_right(glyphs, row.row.size.x, &n_chars)?;
    let cells = graphemes.into_iter().zip(edges).map(|((grapheme, _), (left, right))| Cell {
        start: grapheme.start,
        end: grapheme.end,
        left: row.pos.x + left,
        right: row.pos.x + right,
        rtl: false,
    });
    let line = Line {
        range: start..start + n_bytes + usize::from(row.ends_with_newline),
        shown_end: start + letters.trim_end().len(),
        is_hard: row.ends_with_newline,
        top: row.pos.y,
        height: row.row.size.y,
        baseline: row.pos.y + glyphs.first().map_or(row.row.size.y, |glyph| glyph.pos.y),
        origin: 0.0,
        cells: Vec::new(),
        in_text: None,
    };
    Some(line.with_cells(cells.collect()))
}

/// The marks of spaces of their own kind.
fn spaces(words: &str, lines: &Lines) -> Vec<Mark> {
    let cells = lines.0.iter().flat_map(|line| line.cells.iter().map(move |cell| (line, cell)));
    cells
        .filter(|(_, cell)| {
            words.get(cell.start..).and_then(|rest| rest.chars().next()).is_some_and(may_be_invisible)
                && invisible(words, cell.start).is_some()
        })
        .map(|(line, cell)| space_mark(line, cell))
        .collect()
}

/// The mark of a space that is drawn as `cell`.
pub(super) fn space_mark(line: &Line, cell: &Cell) -> Mark {
    let rect =
        Rect::from_min_max(pos2(cell.left, line.baseline - 6.0), pos2(cell.right, line.baseline + 2.0));
    Mark { rect, label: None, weight: Weight::Space }
}
