//! Brackets and signs that face the other way in text written from right to left.

/// A pair each: what opens, what closes (`BidiMirroring.txt` of the Unicode Character Database, those
/// that newspapers and mathematics print).
const PAIRS: [(char, char); 22] = [
    ('(', ')'),
    ('<', '>'),
    ('[', ']'),
    ('{', '}'),
    ('«', '»'),
    ('‹', '›'),
    ('⁅', '⁆'),
    ('⁽', '⁾'),
    ('₍', '₎'),
    ('≤', '≥'),
    ('≪', '≫'),
    ('⊂', '⊃'),
    ('⊆', '⊇'),
    ('⌈', '⌉'),
    ('⌊', '⌋'),
    ('⟦', '⟧'),
    ('⟨', '⟩'),
    ('⟪', '⟫'),
    ('⦅', '⦆'),
    ('〈', '〉'),
    ('《', '》'),
    ('「', '」'),
];

/// What stands for `c` in text written from right to left.
pub fn mirrored(c: char) -> char {
    let found = PAIRS.iter().find_map(|(opens, closes)| match c {
        c if c == *opens => Some(*closes),
        c if c == *closes => Some(*opens),
        _ => None,
    });
    found.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_turns_and_turns_back() {
        assert_eq!(mirrored('('), ')');
        assert!(
            PAIRS.iter().all(|(opens, closes)| mirrored(*opens) == *closes && mirrored(*closes) == *opens)
        );
        assert_eq!(mirrored('“'), '“');
    }
}
