//! Rows of tables: those with data stay rows, those that only place things become their parts.

use crate::ingest::assemble::Assembly;
use crate::model::BlockKind;

/// A part of a cell longer than this is no datum, in bytes.
const LONGEST_DATUM: usize = 200;
/// Deepest nesting of tables that is told apart; what is deeper joins the innermost of these.
const DEEPEST: usize = 64;

/// The rows that are open, outermost first.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    rows: Vec<Row>,
    /// Rows opened beyond [`DEEPEST`].
    n_beyond: usize,
}

#[derive(Clone, Debug, Default)]
struct Row {
    cells: Vec<Vec<(BlockKind, String)>>,
    /// The words of the cell's part under way, where a cell is open.
    part: Option<String>,
}

impl Tables {
    pub(super) fn open_row(&mut self) {
        if self.rows.len() < DEEPEST {
            self.rows.push(Row::default());
        } else {
            self.n_beyond += 1;
        }
    }

    pub(super) fn open_cell(&mut self) {
        if self.n_beyond > 0 {
            return;
        }
        if self.rows.is_empty() {
            self.open_row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(Vec::new());
            row.part = Some(String::new());
        }
    }

    pub(super) fn is_in_cell(&self) -> bool {
        self.rows.iter().any(|row| row.part.is_some())
    }

    pub(super) fn words(&mut self, words: &str) {
        if let Some(part) = self.rows.iter_mut().rev().find_map(|row| row.part.as_mut()) {
            part.push_str(words);
        }
    }

    /// Ends the part under way of the innermost cell.
    pub(super) fn break_block(&mut self, kind: BlockKind) {
        let Some(row) = self.rows.iter_mut().rev().find(|row| row.part.is_some()) else { return };
        let words = row.part.as_mut().map(std::mem::take).unwrap_or_default();
        if !words.trim().is_empty()
            && let Some(cell) = row.cells.last_mut()
        {
            cell.push((kind, words));
        }
    }

    pub(super) fn close_cell(&mut self) {
        if self.n_beyond == 0 {
            self.break_block(BlockKind::Paragraph);
            if let Some(row) = self.rows.last_mut() {
                row.part = None;
            }
        }
    }

    pub(super) fn close_row(&mut self, assembly: &mut Assembly) {
        if self.n_beyond > 0 {
            self.n_beyond -= 1;
            return;
        }
        self.close_cell();
        let Some(row) = self.rows.pop() else { return };
        let blocks = row.blocks();
        match self
            .rows
            .iter_mut()
            .rev()
            .find(|outer| outer.part.is_some())
            .and_then(|outer| outer.cells.last_mut())
        {
            Some(cell) => cell.extend(blocks),
            None => blocks.into_iter().for_each(|(kind, words)| match kind {
                BlockKind::Table => {
                    assembly.expect(kind);
                    assembly.kept(&words);
                    assembly.end(kind);
                }
                kind => assembly.block(kind, &words),
            }),
        }
    }

    /// Closes the rows a page leaves open.
    pub(super) fn close_all(&mut self, assembly: &mut Assembly) {
        self.n_beyond = 0;
        while !self.rows.is_empty() {
            self.close_row(assembly);
        }
    }
}

impl Row {
    /// The row as one block of data, or the parts of its cells.
    fn blocks(self) -> Vec<(BlockKind, String)> {
        let n_filled = self.cells.iter().filter(|cell| !cell.is_empty()).count();
        let is_datum = |cell: &Vec<(BlockKind, String)>| {
            cell.iter().map(|(_, words)| words.len()).sum::<usize>() <= LONGEST_DATUM
                && cell.iter().all(|(kind, _)| *kind != BlockKind::Table)
        };
        if n_filled < 2 || !self.cells.iter().all(is_datum) {
            return self.cells.into_iter().flatten().collect();
        }
        let folded = |cell: &Vec<(BlockKind, String)>| {
            let words = cell.iter().flat_map(|(_, words)| words.split_ascii_whitespace());
            words.collect::<Vec<_>>().join(" ")
        };
        let line = self.cells.iter().map(folded).collect::<Vec<_>>().join("\t");
        vec![(BlockKind::Table, line)]
    }
}
