//! What was proposed to the desk: where an accepted annotation comes from, and what was rejected.

use super::AnnotationKind;

/// Who proposed an annotation that somebody accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The suggester's name.
    pub suggester: String,
    /// Its version; empty where it has none.
    pub version: String,
    /// How sure it was, in percent.
    pub score: usize,
    /// Why, in words.
    pub reason: String,
}

/// Something proposed that somebody rejected. It is known by its words and those around it, not by
/// its place, so that it stays rejected when the text before it changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rejection {
    /// What it would have been.
    pub kind: AnnotationKind,
    /// The words it was about.
    pub words: String,
    /// Some of the text before them.
    pub before: String,
    /// Some of the text after them.
    pub after: String,
}

/// Characters of text kept on each side of rejected words.
const AROUND: usize = 32;
/// So many characters of one side say that the place is the same, the side at the text's end apart.
const ENOUGH: usize = 20;

impl Rejection {
    /// The rejection of what would stand on `start..end` of `text`, bytes on character boundaries.
    pub fn of(kind: AnnotationKind, text: &str, start: usize, end: usize) -> Self {
        let cut = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        let before = cut(0, start);
        let from = before.char_indices().rev().take(AROUND).last().map_or(start, |(at, _)| at);
        let after: String = cut(end, text.len()).chars().take(AROUND).collect();
        Self { kind, words: cut(start, end).to_owned(), before: cut(from, start).to_owned(), after }
    }

    /// Whether it is about the same as `other`, though one side of the text around may have changed.
    pub fn is_same(&self, other: &Self) -> bool {
        if self.kind != other.kind || self.words != other.words {
            return false;
        }
        let back = shared(self.before.chars().rev(), other.before.chars().rev());
        let on = shared(self.after.chars(), other.after.chars());
        let whole = |own: &str, other: &str, n: usize| {
            let shorter = own.chars().count().min(other.chars().count());
            n >= ENOUGH || (n == shorter && own.chars().count() == other.chars().count())
        };
        whole(&self.before, &other.before, back) || whole(&self.after, &other.after, on)
    }
}

fn shared(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rejection(text: &str, words: &str) -> Rejection {
        let at = text.find(words).unwrap_or_default();
        Rejection::of(AnnotationKind::Mention, text, at, at + words.len())
    }

    const TEXT: &str = "The old harbour town of Karlby sleeps; Karlby wakes when the ferry comes in.";

    #[test]
    fn edits_on_one_side_leave_it_rejected() {
        let edited = "A new beginning. The old harbour town of Karlby awoke; it is early.";
        assert!(rejection(TEXT, "Karlby").is_same(&rejection(edited, "Karlby")));
    }

    #[test]
    fn the_same_words_elsewhere_are_another_matter() {
        let second = TEXT.rfind("Karlby").unwrap_or_default();
        let other = Rejection::of(AnnotationKind::Mention, TEXT, second, second + "Karlby".len());
        assert!(!rejection(TEXT, "Karlby").is_same(&other));
        assert!(!rejection(TEXT, "Karlby").is_same(&rejection(TEXT, "Karl")));
    }

    #[test]
    fn a_text_of_these_words_alone_is_the_same() {
        assert!(rejection("Karlby", "Karlby").is_same(&rejection("Karlby", "Karlby")));
    }
}
