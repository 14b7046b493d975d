//! Where the letters of a laid-out chunk stand: the way between byte offsets and places.
//!
//! A caret is a byte offset and a [`Lean`]. Where two directions of writing meet, and where a line
//! is broken, one offset has two places: behind what comes before it, and before what comes after.
//! The lean says which; a caret that was put by its offset alone leans on what follows.

use std::ops::Range;

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Graphemes no further apart than this touch, points.
const TOUCHING: f32 = 0.75;

/// Which of its two neighbours a caret is drawn at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lean {
    /// At the edge of the grapheme that follows it in the text.
    #[default]
    On,
    /// At the edge of the grapheme before it.
    Back,
}

/// Where a caret stands in a chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Byte offset in the chunk.
    pub(super) at: usize,
    /// Which neighbour it is drawn at.
    pub(super) lean: Lean,
}

/// A way on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A grapheme in its line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cell {
    /// First byte in the chunk.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// Left edge, points from the chunk's.
    pub(super) left: f32,
    /// Right edge.
    pub(super) right: f32,
    /// Whether it is read from right to left.
    pub(super) rtl: bool,
}

impl Cell {
    /// The caret at one of its sides.
    fn place(&self, side: Side) -> Place {
        if (side == Side::Left) == self.rtl {
            Place { at: self.end, lean: Lean::Back }
        } else {
            Place { at: self.start, lean: Lean::On }
        }
    }

    /// Where a caret before it stands.
    fn before(&self) -> f32 {
        if self.rtl { self.right } else { self.left }
    }

    /// Where a caret behind it stands.
    fn after(&self) -> f32 {
        if self.rtl { self.left } else { self.right }
    }
}

/// A line of a chunk.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Bytes of the chunk, the line break behind them included.
    pub(super) range: Range<usize>,
    /// Where the white space at its end begins, bytes of the chunk.
    pub(super) shown_end: usize,
    /// Whether a line break of the text ends it.
    pub(super) is_hard: bool,
    /// Top, points from the chunk's.
    pub(super) top: f32,
    /// Height, points.
    pub(super) height: f32,
    /// Where the letters stand, points from the chunk's top.
    pub(super) baseline: f32,
    /// Where a line without letters begins.
    pub(super) origin: f32,
    /// Its graphemes, left to right.
    pub(super) cells: Vec<Cell>,
    /// Their order in the text, where that is another one.
    pub(super) in_text: Option<Vec<usize>>,
}

impl Line {
    /// A line whose graphemes stand in `cells` from left to right.
    pub(super) fn with_cells(mut self, cells: Vec<Cell>) -> Self {
        let in_order = cells.iter().zip(cells.iter().skip(1)).all(|(a, b)| a.start <= b.start);
        self.in_text = (!in_order).then(|| {
            let mut order: Vec<usize> = (0..cells.len()).collect();
            order.sort_by_key(|idx| cells[*idx].start);
            order
        });
        self.cells = cells;
        self
    }

    /// The place in `cells` of the nth grapheme in the text.
    fn visual(&self, n: usize) -> usize {
        self.in_text.as_ref().map_or(n, |order| order[n])
    }

    /// The place in `cells` of the grapheme that covers byte `at`.
    fn covering(&self, at: usize) -> Option<usize> {
        let (mut low, mut high) = (0, self.cells.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.cells[self.visual(middle)].start <= at { low = middle + 1 } else { high = middle }
        }
        let idx = self.visual(low.checked_sub(1)?);
        (at < self.cells[idx].end).then_some(idx)
    }

    /// The place in `cells` of the grapheme a caret is drawn at, and whether it stands behind it.
    fn neighbour(&self, place: Place) -> Option<(usize, bool)> {
        let before = place.at.checked_sub(1).and_then(|at| self.covering(at));
        let behind = before.filter(|idx| self.cells[*idx].end == place.at);
        match (place.lean, self.covering(place.at)) {
            (Lean::Back, on) => behind.map(|idx| (idx, true)).or(on.map(|idx| (idx, false))),
            (Lean::On, on) => on.map(|idx| (idx, false)).or(behind.map(|idx| (idx, true))),
        }
    }

    /// The graphemes that share a byte with `start..end`, from left to right.
    fn cells_over(&self, start: usize, end: usize) -> impl Iterator<Item = &Cell> {
        let (from, to) = match &self.in_text {
            None => (
                self.cells.partition_point(|cell| cell.end <= start),
                self.cells.partition_point(|cell| cell.start < end),
            ),
            Some(_) => (0, self.cells.len()),
        };
        let cells = self.cells.get(from..to).unwrap_or_default().iter();
        cells.filter(move |cell| cell.start < end && start < cell.end)
    }

    fn x_of(&self, place: Place) -> f32 {
        match self.neighbour(place) {
            Some((idx, true)) => self.cells[idx].after(),
            Some((idx, false)) => self.cells[idx].before(),
            None => self.origin,
        }
    }

    /// How many graphemes stand left of a caret.
    fn n_left_of(&self, place: Place) -> usize {
        match self.neighbour(place) {
            Some((idx, behind)) => idx + usize::from(behind != self.cells[idx].rtl),
            None => 0,
        }
    }

    fn place_at(&self, x: f32) -> Place {
        let start = Place { at: self.range.start, lean: Lean::On };
        let right_of = self.cells.partition_point(|cell| cell.right <= x);
        let Some(cell) = self.cells.get(right_of).or(self.cells.last()) else { return start };
        cell.place(if x < f32::midpoint(cell.left, cell.right) { Side::Left } else { Side::Right })
    }

    /// The caret at the line's left or right edge.
    fn edge(&self, side: Side) -> Place {
        let cell = if side == Side::Left { self.cells.first() } else { self.cells.last() };
        cell.map_or(Place { at: self.range.start, lean: Lean::On }, |cell| cell.place(side))
    }

    /// The caret after one step; `None` at the line's edge.
    fn step(&self, from: Place, side: Side) -> Option<Place> {
        let n_left = self.n_left_of(from);
        match side {
            Side::Left => self.cells.get(n_left.checked_sub(1)?).map(|cell| cell.place(Side::Left)),
            Side::Right => self.cells.get(n_left).map(|cell| cell.place(Side::Right)),
        }
    }
}

/// What a stretch of text covers of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) rect: Rect,
    /// Where the letters stand.
    pub(super) baseline: f32,
}

impl Piece {
    pub(super) fn translate(self, by: Vec2) -> Self {
        Self { rect: self.rect.translate(by), baseline: self.baseline + by.y }
    }
}

/// One end of a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct End {
    /// Where it is.
    pub(super) x: f32,
    /// The line it is in: all of its height at `x`.
    pub(super) rect: Rect,
    /// Whether the stretch lies to the right of this end.
    pub(super) opens_right: bool,
}

/// The lines of a chunk, top to bottom. Places are points from the chunk's top left corner.
///
/// Invariant: at least one line; their ranges follow each other without a gap.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lines(pub(super) Vec<Line>);

impl Lines {
    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// Bottom of the last.
    pub(super) fn height(&self) -> f32 {
        self.0.last().map_or(0.0, |line| line.top + line.height)
    }

    /// Whether any of its letters are read from right to left.
    pub(super) fn is_turned(&self) -> bool {
        self.0.iter().any(|line| line.in_text.is_some() || line.cells.iter().any(|cell| cell.rtl))
    }

    /// Right edge of the longest.
    pub(super) fn right(&self) -> f32 {
        self.0.iter().filter_map(|line| line.cells.last()).fold(0.0, |right, cell| right.max(cell.right))
    }

    /// The number of the line that a caret is drawn in.
    pub(super) fn line_of(&self, place: Place) -> usize {
        let line = self.0.partition_point(|line| line.range.start <= place.at).saturating_sub(1);
        let leans_back = place.lean == Lean::Back && self.0[line].range.start == place.at;
        if leans_back && line > 0 && !self.0[line - 1].is_hard { line - 1 } else { line }
    }

    /// The number of the line at this height; the nearest where there is none.
    pub(super) fn line_at(&self, y: f32) -> usize {
        let below = self.0.partition_point(|line| line.top + line.height <= y);
        below.min(self.0.len() - 1)
    }

    /// Where a line begins, bytes of the chunk.
    pub(super) fn start_of_line(&self, line: usize) -> usize {
        self.0.get(line).map_or(0, |line| line.range.start)
    }

    /// Rectangle without width where a caret is drawn.
    pub(super) fn caret(&self, place: Place) -> Rect {
        let line = &self.0[self.line_of(place)];
        let top = pos2(line.x_of(place), line.top);
        Rect::from_min_size(top, vec2(0.0, line.height))
    }

    /// The caret nearest to a place.
    pub(super) fn place_at(&self, point: Vec2) -> Place {
        self.place_in(self.line_at(point.y), point.x)
    }

    /// The caret nearest to `x` in a line.
    pub(super) fn place_in(&self, line: usize, x: f32) -> Place {
        self.0[line.min(self.0.len() - 1)].place_at(x)
    }

    /// The grapheme drawn at a place, bytes of the chunk.
    pub(super) fn grapheme_at(&self, point: Pos2) -> Option<Range<usize>> {
        let line = &self.0[self.line_at(point.y)];
        let cell = line.cells.iter().find(|cell| cell.left <= point.x && point.x < cell.right)?;
        (line.top <= point.y).then_some(cell.start..cell.end)
    }

    /// The caret one grapheme to the left or right; beyond a line's edge it goes to the line that is
    /// read next. `None` beyond the chunk's first or last line; then the flag says whether the way
    /// leads on in the text or back.
    pub(super) fn step(&self, from: Place, side: Side, rtl: bool) -> Result<Place, bool> {
        let line = self.line_of(from);
        if let Some(place) = self.0[line].step(from, side) {
            return Ok(place);
        }
        let on = (side == Side::Right) != rtl;
        let next = if on { line + 1 } else { line.wrapping_sub(1) };
        self.0.get(next).map(|line| line.edge(opposite(side))).ok_or(on)
    }

    /// What `start..end` covers: rectangles line by line, in a line from left to right.
    pub(super) fn pieces(&self, start: usize, end: usize) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let first = self.0.partition_point(|line| line.range.end <= start);
        for line in self.0.iter().skip(first).take_while(|line| line.range.start < end) {
            let end = if end > line.range.end { line.shown_end } else { end };
            let n_before = pieces.len();
            for cell in line.cells_over(start, end) {
                if pieces.len() > n_before
                    && let Some(last) = pieces.last_mut()
                    && (last.rect.right() - cell.left).abs() < TOUCHING
                {
                    last.rect.max.x = last.rect.max.x.max(cell.right);
                    continue;
                }
                let (top, bottom) = (line.top, line.top + line.height);
                let rect = Rect::from_min_max(pos2(cell.left, top), pos2(cell.right, bottom));
                pieces.push(Piece { rect, baseline: line.baseline });
            }
        }
        pieces.retain(|piece| piece.rect.width() > 0.0);
        pieces
    }

    /// The end of a stretch at which its reading begins.
    pub(super) fn start_of(&self, start: usize) -> Option<End> {
        self.end_at(Place { at: start, lean: Lean::On })
    }

    /// The end of a stretch at which its reading stops.
    pub(super) fn end_of(&self, end: usize) -> Option<End> {
        self.end_at(Place { at: end, lean: Lean::Back })
    }

    fn end_at(&self, place: Place) -> Option<End> {
        let line = self.0.get(self.line_of(place))?;
        let (idx, behind) = line.neighbour(place)?;
        let rect = self.caret(place);
        Some(End { x: rect.left(), rect, opens_right: line.cells[idx].rtl == behind })
    }
}

fn opposite(side: Side) -> Side {
    match side {
        Side::Left => Side::Right,
        Side::Right => Side::Left,
    }
}
