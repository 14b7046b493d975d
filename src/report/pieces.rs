//! A block cut where annotations begin and end, so that overlaps can be written as runs.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::AnnotationKind;
use crate::text::Span;

/// A part of an annotation inside one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Where, inside the block.
    pub(super) start: usize,
    /// Its end.
    pub(super) end: usize,
    /// What sort of annotation.
    pub(super) kind: AnnotationKind,
    /// Index of its note, where it has one.
    pub(super) note: Option<usize>,
    /// Index of its name, where it is a mention.
    pub(super) name: Option<usize>,
    /// Which part of its annotation, from 0.
    pub(super) number: usize,
}

/// A stretch of text under the same annotations throughout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// The shortest claim, quote and passage over it (indexes of notes).
    pub(super) claim: Option<usize>,
    pub(super) quote: Option<usize>,
    pub(super) passage: Option<usize>,
    /// The shortest mention over it (index of a name).
    pub(super) name: Option<usize>,
    /// Notes and part numbers that begin with it.
    pub(super) opens: Vec<(usize, usize)>,
    /// Notes and part numbers that end with it.
    pub(super) closes: Vec<(usize, usize)>,
}

/// What covers a place: for each kind the lengths and indexes of what is open, shortest first.
#[derive(Default)]
struct Cover(BTreeMap<AnnotationKind, BTreeSet<(usize, usize, usize)>>);

impl Cover {
    fn change(&mut self, part_idx: usize, part: &Part, opens: bool) {
        let index = if part.kind == AnnotationKind::Mention { part.name } else { part.note };
        let Some(index) = index else { return };
        let key = (part.end - part.start, part_idx, index);
        let of_kind = self.0.entry(part.kind).or_default();
        if opens {
            of_kind.insert(key);
        } else {
            of_kind.remove(&key);
        }
    }

    fn shortest(&self, kind: AnnotationKind) -> Option<usize> {
        self.0.get(&kind)?.first().map(|(_, _, index)| *index)
    }
}

/// The pieces of `block`; the parts lie inside it.
pub(super) fn pieces(block: Span, parts: &[Part]) -> Vec<Piece> {
    let mut turns: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    turns.entry(block.start()).or_default();
    turns.entry(block.end()).or_default();
    for (part_idx, part) in parts.iter().enumerate() {
        turns.entry(part.start).or_default().0.push(part_idx);
        turns.entry(part.end).or_default().1.push(part_idx);
    }
    let mut pieces: Vec<Piece> = Vec::with_capacity(turns.len());
    let mut cover = Cover::default();
    let ends: Vec<usize> = turns.keys().skip(1).copied().collect();
    let noted = |part_idx: &usize| parts.get(*part_idx).and_then(|part| Some((part.note?, part.number)));
    for ((start, (opening, closing)), end) in turns.iter().zip(ends.iter().copied().map(Some).chain([None])) {
        if let Some(last) = pieces.last_mut() {
            last.closes = closing.iter().filter_map(noted).collect();
        }
        for (part_idxs, opens) in [(closing, false), (opening, true)] {
            for part_idx in part_idxs {
                if let Some(part) = parts.get(*part_idx) {
                    cover.change(*part_idx, part, opens);
                }
            }
        }
        let Some(end) = end else { break };
        pieces.push(Piece {
            start: *start,
            end,
            claim: cover.shortest(AnnotationKind::Claim),
            quote: cover.shortest(AnnotationKind::Quote),
            passage: cover.shortest(AnnotationKind::Passage),
            name: cover.shortest(AnnotationKind::Mention),
            opens: opening.iter().filter_map(noted).collect(),
            closes: Vec::new(),
        });
    }
    pieces
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn part(start: usize, end: usize, kind: AnnotationKind, note: usize) -> Part {
        Part { start, end, kind, note: Some(note), name: None, number: 0 }
    }

    #[test]
    fn overlaps_become_runs_and_the_shortest_of_a_kind_is_on_top() {
        let text = "0123456789";
        let block = Span::whole(text).unwrap();
        let parts = [
            part(2, 8, AnnotationKind::Claim, 0),
            part(4, 10, AnnotationKind::Quote, 1),
            part(4, 6, AnnotationKind::Claim, 2),
        ];
        let pieces = pieces(block, &parts);
        let seen: Vec<_> = pieces.iter().map(|p| (p.start, p.end, p.claim, p.quote)).collect();
        assert_eq!(
            seen,
            [
                (0, 2, None, None),
                (2, 4, Some(0), None),
                (4, 6, Some(2), Some(1)),
                (6, 8, Some(0), Some(1)),
                (8, 10, None, Some(1)),
            ]
        );
        assert_eq!(pieces[1].opens, [(0, 0)]);
        assert_eq!(pieces[2].closes, [(2, 0)]);
        assert_eq!(pieces[4].closes, [(1, 0)]);
    }

    #[test]
    fn a_block_nothing_is_said_about_is_one_piece() {
        let block = Span::whole("plain").unwrap();
        assert_eq!(pieces(block, &[]), [Piece { start: 0, end: 5, ..Piece::default() }]);
    }
}
