//! What of the text somebody has dealt with: a claim, a quote, or a passage that says there is no
//! fact here.

use std::ops::Range;

use super::{Annotation, BlockKind, Body, Document};

/// The tag of a passage that says: no fact here. It is in no house's schema and needs no key.
pub const NO_FACT: &str = "no-fact";

/// Whether an annotation deals with the words it covers.
pub fn covers(annotation: &Annotation) -> bool {
    match &annotation.body {
        Body::Claim(_) | Body::Quote(_) => true,
        Body::Passage(passage) => passage.tag.0 == NO_FACT,
        Body::Mention(_) => false,
    }
}

/// Whether a block's words are part of the story, so that they count. What the site put around it
/// does not, nor who wrote it and took its pictures.
pub fn counts(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Furniture | BlockKind::Byline | BlockKind::Credit)
}

/// The stretches of `range` (bytes of the article) nobody has dealt with, without white space and
/// punctuation at their ends; such signs alone are no stretch. In order and apart.
pub fn uncovered(document: &Document, range: Range<usize>) -> Vec<Range<usize>> {
    let mut hits: Vec<(usize, usize)> = document
        .index()
        .overlapping(range.start, range.end)
        .into_iter()
        .filter(|(_, _, id)| document.annotation(*id).is_some_and(covers))
        .map(|(start, end, _)| (start, end))
        .collect();
    hits.sort_unstable();
    let mut open = Vec::new();
    let mut at = range.start;
    for (start, end) in hits.into_iter().chain([(range.end, range.end)]) {
        if start > at {
            open.extend(trimmed(document.text(), at..start.min(range.end)));
        }
        at = at.max(end);
    }
    open
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    let start = words.find(char::is_alphanumeric)?;
    let (last, sign) = words.char_indices().rfind(|(_, sign)| sign.is_alphanumeric())?;
    Some(range.start + start..range.start + last + sign.len_utf8())
}

/// How many letters and digits of a stretch are dealt with, and how many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Dealt with.
    pub covered: usize,
    /// All.
    pub all: usize,
}

impl Share {
    /// The share of `range` (bytes of the article).
    pub fn of(document: &Document, range: Range<usize>) -> Self {
        let signs = |range: Range<usize>| {
            let words = document.text().get(range).unwrap_or_default();
            words.chars().filter(|sign| sign.is_alphanumeric()).count()
        };
        let all = signs(range.clone());
        let open: usize = uncovered(document, range).into_iter().map(signs).sum();
        Self { covered: all - open.min(all), all }
    }

    /// Both together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self { covered: self.covered + other.covered, all: self.all + other.all }
    }

    /// In per cent, rounded down, so that 100 means all of it.
    pub fn percent(self) -> usize {
        (self.covered * 100).checked_div(self.all).unwrap_or(100)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::{AnnotationId, Article, ArticleMeta, Edit, Passage, TagId};
    use crate::text::{Span, Spans};

    const TEXT: &str = "Two piers closed. Nobody was hurt, he said.";

    /// The uncovered words where these are claims.
    #[track_caller]
    fn check(claims: &[&str], expected: &[&str]) {
        let mut document = Document::new(Article::new(TEXT, Vec::new(), ArticleMeta::default()).unwrap());
        for (number, words) in claims.iter().enumerate() {
            let start = TEXT.find(words).unwrap();
            let spans = Spans::one(Span::new(TEXT, start, start + words.len()).unwrap());
            let id = AnnotationId(Uuid::from_u128(number as u128 + 1));
            let claim = Annotation::new(id, spans, Body::Claim(Box::default()));
            document.apply(&Edit::AddAnnotation(Box::new(claim))).unwrap();
        }
        let open: Vec<&str> =
            uncovered(&document, 0..TEXT.len()).into_iter().map(|range| TEXT.get(range).unwrap()).collect();
        assert_eq!(open, expected);
    }

    #[test]
    fn what_no_claim_covers_is_open_and_stops_are_not() {
        check(&[], &["Two piers closed. Nobody was hurt, he said"]);
        check(&["Two piers closed"], &["Nobody was hurt, he said"]);
        check(&["piers closed. Nobody", "closed"], &["Two", "was hurt, he said"]);
        check(&["Two piers closed.", "Nobody was hurt, he said."], &[]);
    }

    #[test]
    fn only_a_passage_that_says_no_fact_covers() {
        let passage = |tag: &str| {
            let spans = Spans::one(Span::new(TEXT, 0, 3).unwrap());
            let body = Body::Passage(Passage { tag: TagId(tag.into()) });
            Annotation::new(AnnotationId(Uuid::nil()), spans, body)
        };
        assert!(covers(&passage(NO_FACT)));
        assert!(!covers(&passage("check")));
    }

    #[test]
    fn a_hundred_per_cent_means_all_of_it() {
        assert_eq!(Share { covered: 999, all: 1000 }.percent(), 99);
        assert_eq!(Share { covered: 0, all: 0 }.percent(), 100);
        assert_eq!(Share { covered: 1, all: 2 }.with(Share { covered: 1, all: 2 }).percent(), 50);
    }
}
