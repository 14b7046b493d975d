//! Rows of tables in word processors' documents: short cells become one block, the rest stays.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::BlockKind;

use super::assemble::Assembly;
use super::settle::Remark;

/// A cell longer than this is no datum, in bytes.
const LONGEST_DATUM: usize = 200;

/// Comments begun before a row that may still be open in it.
const STILL_OPEN: usize = 64;

/// A row under way.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// For each cell, the number of blocks before it.
    pub(super) cells: Vec<usize>,
    /// The number of blocks before the row.
    pub(super) first: usize,
    /// Length of the text before the row.
    pub(super) start: usize,
    /// How many comments began before the row.
    pub(super) n_remarks: usize,
    /// Whether a tracked change deletes it.
    pub(super) is_deleted: bool,
}

impl Row {
    /// A row that begins here.
    pub(super) fn new(assembly: &Assembly, n_remarks: usize) -> Self {
        Self { first: assembly.parts.len(), start: assembly.text.len(), n_remarks, ..Self::default() }
    }

    /// Ends the row: takes it out where it was deleted, joins it where it holds data.
    pub(super) fn end(self, assembly: &mut Assembly, remarks: &mut Vec<Remark>) {
        if self.is_deleted {
            assembly.parts.truncate(self.first);
            assembly.text.truncate(self.start);
            remarks.truncate(self.n_remarks);
            return;
        }
        let parts: Vec<(BlockKind, Range<usize>)> =
            assembly.parts.get(self.first..).unwrap_or_default().to_vec();
        let cell_of = |part: usize| self.cells.partition_point(|first| *first <= part);
        let n_cells_filled =
            (self.first..self.first + parts.len()).map(cell_of).collect::<BTreeSet<_>>().len();
        let is_data = |(kind, range): &(BlockKind, Range<usize>)| {
            *kind != BlockKind::Table && range.len() <= LONGEST_DATUM
        };
        if n_cells_filled < 2 || !parts.iter().all(is_data) {
            return;
        }
        let follows_row = self
            .first
            .checked_sub(1)
            .and_then(|above| assembly.parts.get(above))
            .is_some_and(|(kind, _)| *kind == BlockKind::Table);
        let separator = if self.start == 0 {
            ""
        } else if follows_row {
            "\n"
        } else {
            "\n\n"
        };
        let mut line = separator.to_owned();
        let mut cell = cell_of(self.first);
        let mut moved: Vec<(Range<usize>, usize)> = Vec::new();
        for (idx, (_, range)) in parts.iter().enumerate() {
            let own = cell_of(self.first + idx);
            if idx > 0 {
                line.push_str(if own > cell { "\t" } else { " " });
            }
            cell = own;
            moved.push((range.clone(), self.start + line.len()));
            line.push_str(assembly.text.get(range.clone()).unwrap_or_default());
        }
        assembly.text.truncate(self.start);
        assembly.text.push_str(&line);
        assembly.parts.truncate(self.first);
        assembly.parts.push((BlockKind::Table, self.start + separator.len()..assembly.text.len()));
        let end = assembly.text.len();
        // Those that began before the row may end in it.
        for remark in remarks.iter_mut().skip(self.n_remarks.saturating_sub(STILL_OPEN)) {
            remark.start = place(remark.start, self.start, &moved, end);
            remark.end = place(remark.end, self.start, &moved, end);
        }
    }
}

/// Where an offset behind `start` went.
fn place(offset: usize, start: usize, moved: &[(Range<usize>, usize)], end: usize) -> usize {
    if offset <= start {
        return offset;
    }
    let piece = moved.iter().find(|(range, _)| offset <= range.end);
    piece.map_or(end, |(range, to)| to + offset.saturating_sub(range.start))
}
