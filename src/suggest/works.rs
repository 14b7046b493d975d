//! Titles of works: “The Long Winter” behind "novel", "film", "song".

use crate::model::EntityKind;
use crate::text::segment;

use super::Suggester;
use super::paragraph::{Raw, of};

/// Nouns before a title in quotation marks.
const WORKS: [&str; 20] = [
    "album",
    "anthem",
    "ballet",
    "book",
    "comedy",
    "documentary",
    "drama",
    "essay",
    "film",
    "memoir",
    "movie",
    "musical",
    "novel",
    "opera",
    "painting",
    "play",
    "podcast",
    "poem",
    "series",
    "song",
];

/// The titles in a paragraph, without their quotation marks; ranges are bytes of `text`, apart and in order.
pub(super) fn find(text: &str) -> Vec<Raw> {
    let titles = segment::quotations(text).into_iter().filter_map(|marked| {
        let noun = text.get(..marked.start)?.trim_end().rsplit(char::is_whitespace).next()?;
        let words = of(text, &marked);
        let inner = words.trim_matches(|c: char| matches!(c, '“' | '”' | '"' | ',' | '.' | ';'));
        let start = marked.start + words.find(inner)?;
        let is_title = inner.starts_with(char::is_uppercase) && inner.split_whitespace().count() < 10;
        let noun = noun.trim_end_matches(',');
        (is_title && WORKS.contains(&noun)).then(|| Raw {
            range: start..start + inner.len(),
            name_start: start,
            kind: EntityKind::Work,
            score: 0.8,
            by: Suggester::Rule,
            reason: format!("work: a title behind “{noun}”"),
        })
    });
    titles.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = find(text).iter().map(|raw| of(text, &raw.range).to_owned()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_title_stands_in_quotation_marks_behind_what_it_is() {
        check("Her novel “The Long Winter,” and the film, \"Pier\", won.", &["The Long Winter", "Pier"]);
        check("He said in the film “we are lost” and left the play. “The Pier” is shut.", &[]);
    }
}
