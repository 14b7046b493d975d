//! The one text made into the other, stretch by stretch.

use super::Comparison;
use super::pairing::Fate;

/// A stretch of a text that another takes the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Byte of the text before the change at which it begins.
    pub at: usize,
    /// What stood there; may be empty.
    pub removed: String,
    /// What stands there then; may be empty.
    pub inserted: String,
}

impl Comparison<'_> {
    /// What makes the old text the new one, in order, disjoint, none of it touching another.
    pub fn splices(&self) -> Vec<Splice> {
        let pairing = &self.pairing;
        let (old, new) = (&pairing.old, &pairing.new);
        let mut splices: Vec<Splice> = Vec::new();
        let (mut old_end, mut new_end) = (0, 0);
        let kept = (0..pairing.opposite.len())
            .filter(|at| pairing.fate[*at] == Fate::Kept && !pairing.moved[*at])
            .map(|at| (old.tokens[at].start, old.tokens[at].end, new.tokens[pairing.opposite[at]].start));
        let ends = std::iter::once((old.text.len(), old.text.len(), new.text.len()));
        for (start, end, there) in kept.chain(ends) {
            let removed = old.text.get(old_end..start).unwrap_or_default();
            let inserted = new.text.get(new_end..there).unwrap_or_default();
            if removed != inserted {
                splices.push(narrow(old_end, removed, inserted));
            }
            (old_end, new_end) = (end, there + (end - start));
        }
        splices
    }
}

/// A splice without the white space both sides have at their ends.
fn narrow(at: usize, removed: &str, inserted: &str) -> Splice {
    let blank = |(a, b): &(char, char)| a == b && a.is_whitespace();
    let head: usize =
        removed.chars().zip(inserted.chars()).take_while(blank).map(|(c, _)| c.len_utf8()).sum();
    let (removed, inserted) =
        (removed.get(head..).unwrap_or_default(), inserted.get(head..).unwrap_or_default());
    let tail: usize =
        removed.chars().rev().zip(inserted.chars().rev()).take_while(blank).map(|(c, _)| c.len_utf8()).sum();
    let cut = |text: &str| text.get(..text.len() - tail).unwrap_or_default().to_owned();
    Splice { at: at + head, removed: cut(removed), inserted: cut(inserted) }
}
