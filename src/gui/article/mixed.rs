//! Paragraphs that one galley cannot set: written from right to left or in both directions, with
//! letters that join or split, or with characters that hide.
//!
//! The text falls into atoms: words and parts of words of one direction, spaces, marks. Each is
//! shaped by itself. Lines are broken where UAX #14 allows it, and the atoms of each line are then
//! ordered by UAX #9, so that what is read first stands where its direction begins.

use std::ops::Range;
use std::sync::Arc;

use egui::{Galley, Rect, pos2, vec2};
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};
use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::glyphs;
use super::laid::{Mark, Run, counted};
use super::lines::{Cell, Line, Lines};
use super::plain::space_mark;
use super::style::Style;
use crate::text::invisible::{Invisible, Weight, invisible};
use crate::text::mirrored;

/// A word of more graphemes is shaped in parts.
const LONGEST_ATOM: usize = 64;
/// Space between a mark's frame and its letters, both sides together, points.
const MARK_PADDING: f32 = 7.0;

/// A chunk laid out, without what is around it.
pub(super) struct Parts {
    pub(super) runs: Vec<Run>,
    pub(super) marks: Vec<Mark>,
    pub(super) lines: Lines,
    /// Whether the first line is read from right to left.
    pub(super) rtl: bool,
}

/// What an atom is.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// Letters that are shaped together.
    Word,
    /// One grapheme that is shaped alone.
    Single,
    Space,
    Invisible(Invisible),
}

/// Whether a line can end behind an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    No,
    May,
    Must,
}

/// What is shaped at once.
struct Atom {
    /// Bytes of the chunk.
    range: Range<usize>,
    level: Level,
    kind: Kind,
    after: Break,
    /// Its graphemes in the order of the text, with their edges from the atom's left.
    cells: Vec<(Range<usize>, f32, f32)>,
    galley: Option<Arc<Galley>>,
    width: f32,
}

/// Lays `words` out. `rtl` is the direction of the paragraph they begin in, where it is known from
/// what comes before; otherwise the first strong character tells (rules P2 and P3).
pub(super) fn lay(style: &Style<'_>, words: &str, rtl: Option<bool>) -> Parts {
    let reference = style.row("x");
    let row = reference.rows.first();
    let baseline = row.and_then(|row| row.row.glyphs.first()).map_or(style.font.size, |glyph| glyph.pos.y);
    let mut setter =
        Setter { style, words, baseline, runs: Vec::new(), marks: Vec::new(), lines: Vec::new() };
    let mut known = rtl;
    let mut first = None;
    let mut at = 0;
    for paragraph in words.split_inclusive('\n') {
        let is_rtl = setter.paragraph(at..at + paragraph.len(), known.take());
        first.get_or_insert(is_rtl);
        at += paragraph.len();
    }
    if words.is_empty() {
        setter.line(&[], words.len()..words.len(), (false, false));
    }
    let Setter { runs, marks, lines, .. } = setter;
    Parts { runs, marks, lines: Lines(lines), rtl: first.unwrap_or_default() }
}

struct Setter<'a> {
    style: &'a Style<'a>,
    words: &'a str,
    /// Where letters stand in a line.
    baseline: f32,
    runs: Vec<Run>,
    marks: Vec<Mark>,
    lines: Vec<Line>,
}

impl Setter<'_> {
    fn text(&self, range: Range<usize>) -> &str {
        self.words.get(range).unwrap_or_default()
    }

    /// Sets what lies between two line breaks; says whether it is read from right to left.
    fn paragraph(&mut self, range: Range<usize>, rtl: Option<bool>) -> bool {
        let whole = self.text(range.clone());
        let is_hard = whole.ends_with('\n');
        let shown = whole.trim_end_matches('\n');
        let shown = if is_hard { shown.strip_suffix('\r').unwrap_or(shown) } else { shown };
        let known = rtl.map(|rtl| if rtl { Level::rtl() } else { Level::ltr() });
        let info = ParagraphBidiInfo::new(shown, known);
        let is_rtl = info.paragraph_level.is_rtl();
        let mut atoms = self.atoms(range.start, shown, &info);
        let mut first = 0;
        while first < atoms.len() {
            let end = self.fill(&mut atoms, first);
            let is_last = end == atoms.len();
            let start = atoms[first].range.start;
            let bytes = start..if is_last { range.end } else { atoms[end].range.start };
            let line: Vec<&Atom> = atoms.get(first..end).unwrap_or_default().iter().collect();
            let ends_hard = (is_last && is_hard) || (!is_last && atoms[end - 1].after == Break::Must);
            self.line(&line, bytes, (is_rtl, ends_hard));
            first = end;
        }
        if atoms.is_empty() {
            self.line(&[], range, (is_rtl, is_hard));
        }
        is_rtl
    }

    fn atoms(&self, base: usize, shown: &str, info: &ParagraphBidiInfo<'_>) -> Vec<Atom> {
        let mut breaks = linebreaks(shown).map(|(at, how)| (base + at, how)).peekable();
        let mut atoms: Vec<Atom> = Vec::new();
        for (grapheme, _) in counted(self.words, base..base + shown.len()) {
            for unit in self.units(&grapheme) {
                while breaks.next_if(|(at, _)| *at < unit.end).is_some() {}
                let after = match breaks.peek() {
                    Some((at, _)) if *at == base + shown.len() => Break::No,
                    Some((at, BreakOpportunity::Mandatory)) if *at == unit.end => Break::Must,
                    Some((at, _)) if *at == unit.end => Break::May,
                    _ => Break::No,
                };
                let level = level_at(info, shown, unit.start - base);
                let kind = self.kind(&unit, level);
                let cell = (grapheme.clone(), 0.0, 0.0);
                if let Some(last) = atoms.last_mut()
                    && (&last.kind, last.level, last.after) == (&Kind::Word, level, Break::No)
                    && kind == Kind::Word
                    && last.cells.len() < LONGEST_ATOM
                {
                    last.range.end = unit.end;
                    last.after = after;
                    last.cells.push(cell);
                    continue;
                }
                atoms.push(Atom {
                    range: unit,
                    level,
                    kind,
                    after,
                    cells: vec![cell],
                    galley: None,
                    width: 0.0,
                });
            }
        }
        for atom in &mut atoms {
            // A long word was cut where no line can be broken by rule: better there than nowhere.
            if atom.cells.len() == LONGEST_ATOM && atom.after == Break::No {
                atom.after = Break::May;
            }
            self.shape(atom);
        }
        atoms
    }

    /// A grapheme, with the invisible characters in it apart.
    fn units(&self, grapheme: &Range<usize>) -> Vec<Range<usize>> {
        let mut units: Vec<(Range<usize>, bool)> = Vec::new();
        for (at, c) in self.text(grapheme.clone()).char_indices() {
            let char_range = grapheme.start + at..grapheme.start + at + c.len_utf8();
            let hides = self.hidden(char_range.start).is_some();
            match units.last_mut() {
                Some((unit, false)) if !hides => unit.end = char_range.end,
                _ => units.push((char_range, hides)),
            }
        }
        units.into_iter().map(|(unit, _)| unit).collect()
    }

    fn hidden(&self, at: usize) -> Option<Invisible> {
        invisible(self.words, at).filter(|found| found.weight != Weight::Space)
    }

    fn kind(&self, unit: &Range<usize>, level: Level) -> Kind {
        if let Some(found) = self.hidden(unit.start) {
            return Kind::Invisible(found);
        }
        let text = self.text(unit.clone());
        let Some(c) = text.chars().next() else { return Kind::Single };
        if c.is_whitespace() && text.len() == c.len_utf8() {
            return Kind::Space;
        }
        let class = bidi_class(c);
        let is_rtl_letter = matches!(class, BidiClass::R | BidiClass::AL) && c.is_alphabetic();
        // egui's shaper goes by script: it would turn these round, or leave them unturned.
        let is_word = if level.is_rtl() {
            is_rtl_letter
        } else {
            !is_rtl_letter
                && !matches!(class, BidiClass::R | BidiClass::AL | BidiClass::AN)
                && !is_eastern_digit(c)
        };
        if is_word { Kind::Word } else { Kind::Single }
    }

    fn shape(&self, atom: &mut Atom) {
        let text = self.text(atom.range.clone());
        let galley = match &atom.kind {
            Kind::Invisible(found) => self.style.label(&found.label),
            Kind::Single if atom.level.is_rtl() => {
                self.style.row(&text.chars().map(mirrored).collect::<String>())
            }
            _ => self.style.row(text),
        };
        atom.width = galley.rows.first().map_or(0.0, |row| row.row.size.x);
        if matches!(atom.kind, Kind::Invisible(_)) {
            atom.width += MARK_PADDING;
        }
        if let (Kind::Word, Some(row)) = (&atom.kind, galley.rows.first()) {
            let parts: Vec<&str> = atom
                .cells
                .iter()
                .map(|(cell, ..)| self.text(cell.start.max(atom.range.start)..cell.end.min(atom.range.end)))
                .collect();
            let edges = if atom.level.is_rtl() {
                let starts: Vec<char> = parts.iter().filter_map(|part| part.chars().next()).collect();
                glyphs::right_to_left(&row.row, &starts)
            } else {
                let n_chars: Vec<usize> = parts.iter().map(|part| part.chars().count()).collect();
                glyphs::left_to_right(&row.row.glyphs, atom.width, &n_chars)
                    .unwrap_or_else(|| self.edges_by_prefix(text, &parts, row.row.size.x))
            };
            for ((_, left, right), edge) in atom.cells.iter_mut().zip(edges) {
                (*left, *right) = edge;
            }
        } else if let Some((_, _, right)) = atom.cells.first_mut() {
            *right = atom.width;
        }
        atom.galley = (atom.kind != Kind::Space).then_some(galley);
    }

    /// Edges of graphemes found by shaping all that comes before each: for scripts whose letters
    /// split or change places.
    fn edges_by_prefix(&self, text: &str, parts: &[&str], width: f32) -> glyphs::Edges {
        let mut edges = glyphs::Edges::with_capacity(parts.len());
        let (mut at, mut left) = (0, 0.0_f32);
        for part in parts {
            at += part.len();
            let measured = self.style.row(text.get(..at).unwrap_or_default());
            let right = measured.rows.first().map_or(left, |row| row.row.size.x).clamp(left, width.max(left));
            edges.push((left, right));
            left = right;
        }
        if let Some(last) = edges.last_mut() {
            last.1 = last.1.max(width);
        }
        edges
    }

    /// How far the line that begins with atom `first` goes: the index after its last atom. A word
    /// that no line can hold is cut.
    fn fill(&self, atoms: &mut Vec<Atom>, first: usize) -> usize {
        let (mut x, mut may_end) = (0.0, None);
        let mut idx = first;
        while idx < atoms.len() {
            let atom = &atoms[idx];
            let fits = x + atom.width <= self.style.width || atom.kind == Kind::Space;
            if !fits {
                if let Some(end) = may_end {
                    return end;
                }
                if idx > first {
                    return idx;
                }
                if let Some(tail) = self.cut(&mut atoms[first]) {
                    atoms.insert(first + 1, tail);
                    return first + 1;
                }
            }
            x += atoms[idx].width;
            idx += 1;
            match atoms[idx - 1].after {
                Break::No => {}
                Break::May => may_end = Some(idx),
                Break::Must => return idx,
            }
        }
        atoms.len()
    }

    /// Cuts a word so that its head fits a line, but at least a grapheme off; returns the tail.
    fn cut(&self, atom: &mut Atom) -> Option<Atom> {
        if atom.cells.len() < 2 {
            return None;
        }
        let room = self.style.width;
        let reach = |(_, left, right): &(Range<usize>, f32, f32)| {
            if atom.level.is_rtl() { atom.width - left } else { *right }
        };
        let n_fit = atom.cells.iter().take_while(|cell| reach(cell) <= room).count();
        let mut tail = Atom {
            range: atom.range.clone(),
            level: atom.level,
            kind: atom.kind.clone(),
            after: std::mem::replace(&mut atom.after, Break::May),
            cells: Vec::new(),
            galley: None,
            width: 0.0,
        };
        // Letters take another form where a word is cut, and can be wider.
        for n in (1..=n_fit.clamp(1, atom.cells.len() - 1)).rev() {
            let mut cells = atom.cells.split_off(n);
            let at = cells.first()?.0.start;
            cells.append(&mut tail.cells);
            tail.cells = cells;
            (tail.range.start, atom.range.end) = (at, at);
            self.shape(atom);
            if atom.width <= room {
                break;
            }
        }
        self.shape(&mut tail);
        Some(tail)
    }

    /// Orders the atoms of a line and puts them where they belong.
    fn line(&mut self, atoms: &[&Atom], range: Range<usize>, (is_rtl, is_hard): (bool, bool)) {
        let base = if is_rtl { Level::rtl() } else { Level::ltr() };
        let height = self.style.line_height();
        #[allow(clippy::cast_precision_loss, reason = "lines of a chunk")]
        let top = self.lines.len() as f32 * height;
        let n_shown = atoms.iter().rposition(|atom| !hangs(&atom.kind)).map_or(0, |idx| idx + 1);
        let levels: Vec<Level> = atoms
            .iter()
            .enumerate()
            .map(|(idx, atom)| if idx < n_shown { atom.level } else { base })
            .collect();
        let (shown, hanging) = atoms.split_at(n_shown);
        let width = |atoms: &[&Atom]| atoms.iter().map(|atom| atom.width).sum::<f32>();
        let origin = if is_rtl { self.style.width } else { 0.0 };
        let mut x = if is_rtl { origin - width(shown) - width(hanging) } else { origin };
        let mut cells: Vec<Cell> = Vec::new();
        let mut line = Line {
            shown_end: shown.last().map_or(range.start, |atom| atom.range.end),
            range,
            is_hard,
            top,
            height,
            baseline: top + self.baseline,
            origin,
            cells: Vec::new(),
            in_text: None,
        };
        for idx in ParagraphBidiInfo::reorder_visual(&levels) {
            let (atom, rtl) = (atoms[idx], levels[idx].is_rtl());
            let first = cells.len();
            for (grapheme, left, right) in &atom.cells {
                let (start, end) = (grapheme.start, grapheme.end);
                cells.push(Cell { start, end, left: x + left, right: x + right, rtl });
            }
            if atom.level.is_rtl() {
                cells[first..].reverse();
            }
            self.draw(atom, x, &line);
            x += atom.width;
        }
        cells.dedup_by(|next, cell| {
            let is_same = (cell.start, cell.rtl) == (next.start, next.rtl);
            if is_same {
                cell.right = next.right;
            }
            is_same
        });
        line = line.with_cells(cells);
        self.lines.push(line);
    }

    fn draw(&mut self, atom: &Atom, x: f32, line: &Line) {
        match (&atom.kind, &atom.galley) {
            (Kind::Invisible(found), Some(label)) => {
                let height = label.rect.height().min(line.height) + 1.0;
                let middle = line.baseline - self.style.font.size * 0.33;
                let rect = Rect::from_min_size(pos2(x, middle - height / 2.0), vec2(atom.width, height));
                self.marks.push(Mark { rect, label: Some(Arc::clone(label)), weight: found.weight });
            }
            (_, Some(galley)) => {
                self.runs.push(Run { galley: Arc::clone(galley), at: vec2(x, line.top) });
            }
            (_, None) => {
                if invisible(self.words, atom.range.start).is_some() {
                    let (start, end) = (atom.range.start, atom.range.end);
                    let cell = Cell { start, end, left: x, right: x + atom.width, rtl: false };
                    self.marks.push(space_mark(line, &cell));
                }
            }
        }
    }
}

/// The level of the character at byte `at`. A control that opens or closes an embedding has none of
/// its own; it is shown outside of what it turns.
fn level_at(info: &ParagraphBidiInfo<'_>, shown: &str, at: usize) -> Level {
    let level = |at: usize| info.levels.get(at).copied().unwrap_or(info.paragraph_level);
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}');
    let (before, after) = shown.split_at_checked(at).unwrap_or_default();
    if !after.starts_with(turns) {
        return level(at);
    }
    let previous = before.trim_end_matches(turns).len().checked_sub(1);
    let next = shown.len() - after.trim_start_matches(turns).len();
    previous.map_or(info.paragraph_level, level).min(level(next))
}

/// Whether an atom at the end of a line takes the direction of the paragraph (rule L1).
fn hangs(kind: &Kind) -> bool {
    *kind == Kind::Space
}

/// Digits that egui's shaper takes for letters written from right to left.
fn is_eastern_digit(c: char) -> bool {
    matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' | '\u{7c0}'..='\u{7c9}')
}
