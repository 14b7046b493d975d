//! Words that a line end broke.

use std::collections::HashSet;

/// First parts that keep their hyphen where nothing in the text tells.
const KEPT: [&str; 24] = [
    "self", "ex", "well", "vice", "co", "anti", "non", "half", "all", "then", "so", "twenty", "thirty",
    "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "long", "short", "high", "low", "old",
];

/// The words of a text that no line end broke, to tell which broken ones had a hyphen of their own.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    known: HashSet<String>,
    /// Words put together of which nothing tells whether they had one.
    pub(super) doubtful: Vec<String>,
}

impl Words {
    /// Takes up the words of `line` but its last, which may go on.
    pub(super) fn learn(&mut self, line: &str) {
        let mut words = line.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let goes_on = words.peek().is_none() && ends_in_hyphen(word);
            let word = bare(word);
            if !goes_on && word.chars().count() > 3 {
                self.known.insert(word);
            }
        }
    }

    /// Puts `below` behind `above`, the line before it in the same paragraph.
    pub(super) fn join(&mut self, above: &mut String, below: &str) {
        if let Some(stem) = above.strip_suffix('\u{ad}') {
            above.truncate(stem.len());
            above.push_str(below);
            return;
        }
        let first = below.split_whitespace().next().unwrap_or_default();
        let last = above.split_whitespace().next_back().unwrap_or_default();
        let is_broken = ends_in_hyphen(last) && first.starts_with(char::is_alphanumeric);
        if !is_broken {
            if !is_unspaced(above.chars().next_back()) || !is_unspaced(below.chars().next()) {
                above.push(' ');
            }
            above.push_str(below);
            return;
        }
        if self.loses_hyphen(last, first) {
            above.pop();
        }
        above.push_str(below);
    }

    fn loses_hyphen(&mut self, last: &str, first: &str) -> bool {
        if !first.starts_with(char::is_lowercase)
            || !last.chars().nth_back(1).is_some_and(char::is_alphabetic)
        {
            return false;
        }
        let stem = last.trim_end_matches(['-', '\u{2010}']);
        let (whole, parted) = (bare(&format!("{stem}{first}")), bare(&format!("{stem}-{first}")));
        match (self.known.contains(&whole), self.known.contains(&parted)) {
            (true, _) => true,
            (false, true) => false,
            (false, false) => {
                let first_part = bare(stem);
                let is_kept = KEPT.contains(&first_part.as_str()) || stem.contains('-');
                self.doubtful.push(if is_kept { parted } else { whole });
                !is_kept
            }
        }
    }
}

/// Scripts that put no space between words.
fn is_unspaced(c: Option<char>) -> bool {
    c.is_some_and(|c| matches!(u32::from(c), 0x3000..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0xff00..=0xffef | 0x20000..=0x3ffff))
}

fn ends_in_hyphen(word: &str) -> bool {
    let mut back = word.chars().rev();
    back.next().is_some_and(|c| matches!(c, '-' | '\u{2010}'))
        && back.next().is_some_and(char::is_alphanumeric)
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).replace('\u{2010}', "-").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, above: &str, below: &str, expected: &str) -> Vec<String> {
        let mut words = Words::default();
        words.learn(text);
        let mut joined = above.to_owned();
        words.join(&mut joined, below);
        assert_eq!(joined, expected);
        words.doubtful
    }

    #[test]
    fn a_broken_word_is_put_together() {
        assert_eq!(check("the harbour", "the har-", "bour opened", "the harbour opened"), [""; 0]);
        assert_eq!(check("", "the har-", "bour. It", "the harbour. It"), ["harbour"]);
        check("", "the har\u{ad}", "bour opened", "the harbour opened");
    }

    #[test]
    fn a_hyphen_of_the_word_stays() {
        assert_eq!(check("a well-known ship", "a well-", "known ship", "a well-known ship"), [""; 0]);
        check("", "the Anglo-", "Saxon ship", "the Anglo-Saxon ship");
        check("", "in 2024-", "25 it", "in 2024-25 it");
        assert_eq!(check("", "a self-", "made man", "a self-made man"), ["self-made"]);
    }

    #[test]
    fn a_dash_is_no_hyphen() {
        check("", "the harbour -", "it rained", "the harbour - it rained");
        check("", "the harbour —", "it rained", "the harbour — it rained");
    }

    #[test]
    fn words_of_the_far_east_have_no_space_between_them() {
        check("", "港は", "開いた", "港は開いた");
    }
}
