//! Marks as the contiguous stretches that tools without discontinuous ones have.

use std::collections::BTreeMap;

use crate::formats::json::{Border, Unit};
use crate::text::units::UnitIndex;
use crate::text::{Span, Spans};

use super::{Labelled, Link, LinkKind, Mark, Taken};

/// The name of the relation from a later part of a mark to its first.
const PART_OF: &str = "part_of";

/// One stretch of a mark.
#[derive(Clone, Copy, Debug)]
pub(in crate::formats) struct Piece {
    /// Index of its mark.
    pub(in crate::formats) mark: usize,
    /// Where.
    pub(in crate::formats) span: Span,
    /// Index of the first piece of the mark, for the later ones.
    pub(in crate::formats) part_of: Option<usize>,
}

/// The marks of a text cut into stretches.
pub(in crate::formats) struct Pieces {
    /// Every stretch; those of one mark follow each other.
    pub(in crate::formats) all: Vec<Piece>,
    /// Index of each mark's first piece.
    first: Vec<usize>,
}

impl Pieces {
    /// The pieces of every mark.
    pub(in crate::formats) fn of(labelled: &Labelled) -> Self {
        let (mut all, mut firsts) = (Vec::new(), Vec::new());
        for (mark, found) in labelled.marks.iter().enumerate() {
            let first = all.len();
            firsts.push(first);
            for (number, span) in found.spans.iter().enumerate() {
                all.push(Piece { mark, span, part_of: (number > 0).then_some(first) });
            }
        }
        Self { all, first: firsts }
    }

    /// Index of a mark's first piece.
    pub(in crate::formats) fn first(&self, mark: usize) -> usize {
        self.first.get(mark).copied().unwrap_or_default()
    }

    /// Links and parts as relations between pieces: from, to, name.
    pub(in crate::formats) fn relations(&self, labelled: &Labelled) -> Vec<(usize, usize, &'static str)> {
        let first = |mark: usize| self.first.get(mark).copied();
        let links = labelled
            .links
            .iter()
            .filter_map(|link| Some((first(link.from)?, first(link.to)?, link.kind.name())));
        let parts = self.all.iter().enumerate();
        let parts = parts.filter_map(|(at, piece)| piece.part_of.map(|first| (at, first, PART_OF)));
        links.chain(parts).collect()
    }
}

/// What a tool is given that has neither discontinuous marks nor offsets in bytes.
pub(in crate::formats) struct Cut {
    pub(in crate::formats) labelled: Labelled,
    pub(in crate::formats) pieces: Pieces,
    units: UnitIndex,
}

impl Cut {
    /// The marks cut into pieces.
    pub(in crate::formats) fn of(labelled: Labelled) -> Self {
        let (pieces, units) = (Pieces::of(&labelled), UnitIndex::new(labelled.text.clone()));
        Self { labelled, pieces, units }
    }

    /// Offsets in code points.
    pub(in crate::formats) fn border(&self) -> Border<'_> {
        Border { units: &self.units, unit: Unit::CodePoints }
    }
}

/// Marks of one piece each, and named relations between them, put together again: parts are joined
/// and relations become links. Relations whose name nobody knows are counted.
pub(super) fn joined(
    marks: Vec<Mark>,
    relations: &[(usize, usize, String)],
) -> (Vec<Mark>, Vec<Link>, usize) {
    let mut part_of: Vec<Option<usize>> = vec![None; marks.len()];
    for (from, to, _) in relations.iter().filter(|(_, _, name)| name == PART_OF) {
        if to != from
            && let Some(slot) = part_of.get_mut(*from)
        {
            *slot = Some(*to);
        }
    }
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    let mut places = vec![usize::MAX; marks.len()];
    let mut later = Vec::new();
    for (at, mark) in marks.into_iter().enumerate() {
        if let Some(first) = part_of.get(at).copied().flatten() {
            later.push((at, first, mark));
        } else {
            places[at] = kept.len();
            kept.push(mark);
        }
    }
    // The parts of each mark that has several, and which of the text they take.
    let mut whole: BTreeMap<usize, (Vec<Span>, Taken)> = BTreeMap::new();
    for (at, first, mark) in later {
        // A part whose first part is no first part, or overlaps it, stands by itself.
        let place = places.get(first).copied().filter(|place| *place < kept.len());
        let fits = place.filter(|place| {
            let Some(own) = kept.get(*place) else { return false };
            let (parts, taken) = whole.entry(*place).or_insert_with(|| {
                let mut taken = Taken::default();
                let parts = own.spans.iter().filter(|span| taken.take(*span)).collect();
                (parts, taken)
            });
            // It is of one piece, as every mark is here.
            let is_free = taken.take(mark.spans.first());
            parts.extend(is_free.then(|| mark.spans.first()));
            is_free
        });
        places[at] = fits.unwrap_or_else(|| {
            kept.push(mark);
            kept.len() - 1
        });
    }
    for (place, (parts, _)) in whole {
        if let (Some(mark), Ok(spans)) = (kept.get_mut(place), Spans::new(parts)) {
            mark.spans = spans;
        }
    }
    let mut links = Vec::new();
    let mut unknown = 0;
    for (from, to, name) in relations.iter().filter(|(_, _, name)| name != PART_OF) {
        let ends = places.get(*from).copied().zip(places.get(*to).copied());
        match (LinkKind::named(name), ends) {
            (Some(kind), Some((from, to))) => links.push(Link { from, to, kind }),
            _ => unknown += 1,
        }
    }
    (kept, links, unknown)
}
