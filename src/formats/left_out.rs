//! What a reader finds in a file and has no place for, counted for the notes of the import.

use std::collections::BTreeMap;

/// So many different things are named in a note; the others are counted together.
const NAMED: usize = 12;

/// Counts by what the file calls it.
#[derive(Debug, Default)]
pub(super) struct LeftOut(BTreeMap<String, usize>);

impl LeftOut {
    /// One more of this.
    pub(super) fn add(&mut self, what: &str) {
        match self.0.get_mut(what) {
            Some(count) => *count += 1,
            None => drop(self.0.insert(what.to_owned(), 1)),
        }
    }

    /// A sentence that tells of all of it; `None` where nothing was left out.
    pub(super) fn note(&self) -> Option<String> {
        let mut told: Vec<String> =
            self.0.iter().take(NAMED).map(|(what, count)| format!("{count} {what}")).collect();
        let others: usize = self.0.values().skip(NAMED).sum();
        if others > 0 {
            told.push(format!("{others} of other kinds"));
        }
        let told = (!told.is_empty()).then(|| told.join(", "));
        told.map(|told| format!("Left out, for Copydesk has no use for it: {told}."))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_note_stays_short_however_much_is_left_out() {
        let mut left_out = LeftOut::default();
        assert_eq!(left_out.note(), None);
        for number in 0..1000 {
            left_out.add(&format!("k{number:03}"));
            left_out.add("Token");
        }
        let note = left_out.note().unwrap();
        assert!(note.starts_with("Left out, for Copydesk has no use for it: 1000 Token, 1 k000,"), "{note}");
        assert!(note.ends_with(", 989 of other kinds."), "{note}");
    }
}
