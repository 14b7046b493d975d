//! Where what a reader calls a character begins and ends.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The grapheme clusters (UAX #29) of `text` in order.
pub fn graphemes(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.grapheme_indices(true).map(|(at, cluster)| at..at + cluster.len())
}

/// The byte offset after the grapheme cluster (UAX #29) that begins at or covers `at`; the end
/// of `text` where there is none.
pub fn next_grapheme(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The byte offset at which the grapheme cluster (UAX #29) before `at` begins; 0 where there is
/// none.
pub fn previous_grapheme(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_caret_crosses_an_accented_letter_in_one_step() {
        let text = "cafe\u{301}s";
        assert_eq!(next_grapheme(text, 3), 6);
        assert_eq!(previous_grapheme(text, 6), 3);
    }

    #[test]
    fn the_caret_crosses_a_family_emoji_and_a_flag_in_one_step() {
        let family = "👩\u{200d}👧";
        assert_eq!(next_grapheme(family, 0), family.len());
        let flags = "🇳🇱🇧🇪";
        assert_eq!(next_grapheme(flags, 0), 8);
        assert_eq!(previous_grapheme(flags, flags.len()), 8);
    }

    #[test]
    fn the_caret_stops_at_the_ends() {
        assert_eq!(next_grapheme("ab", 2), 2);
        assert_eq!(previous_grapheme("ab", 0), 0);
        assert_eq!(next_grapheme("", 7), 0);
    }

    proptest! {
        #[test]
        fn walking_there_and_back_visits_the_same_stops(text in "[a\u{301}\u{200d}👩🇳🇱\r\n‏שé ]{0,30}") {
            let mut there = vec![0];
            let mut at = 0;
            while at < text.len() {
                let next = next_grapheme(&text, at);
                prop_assert!(next > at && text.is_char_boundary(next));
                there.push(next);
                at = next;
            }
            let mut back = vec![at];
            while at > 0 {
                at = previous_grapheme(&text, at);
                back.push(at);
            }
            back.reverse();
            prop_assert_eq!(there, back);
        }

        #[test]
        fn any_offset_is_answered(text in "\\PC{0,20}", at in 0..100usize) {
            prop_assert!(text.is_char_boundary(next_grapheme(&text, at)));
            prop_assert!(text.is_char_boundary(previous_grapheme(&text, at)));
        }
    }
}
