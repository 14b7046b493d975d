//! The quotes of an article, paragraph after paragraph: those that go on over several, and the names
//! that sign one in a line of its own.

use std::ops::Range;

use super::super::paragraph::of;
use super::{QuoteRule, RawQuote, find, is_signature};
use crate::model::{Article, BlockKind};

/// Most words of a line that signs a quotation.
const LONGEST_SIGNATURE: usize = 12;

/// The quotes of `article` in text order.
pub(in super::super) fn of_article(article: &Article) -> Vec<RawQuote> {
    let text: &str = article.text();
    let mut all: Vec<RawQuote> = Vec::new();
    let speaks = |kind| {
        matches!(kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Headline | BlockKind::Heading)
    };
    for block in article.blocks().iter().filter(|block| speaks(block.kind)) {
        let range = block.span.start()..block.span.end();
        if let Some(last) = all.last_mut().filter(|last| is_by_itself(text, last, range.start))
            && let Some(name) = signature(text, &range)
        {
            *last = RawQuote { source: Some(name), score: 0.8, by: QuoteRule::Labelled, ..last.clone() };
            continue;
        }
        let mut found = find(text, &range, all.last()).into_iter();
        if let Some(open) = all.last_mut().filter(|last| is_open(text, last, range.start))
            && let Some(first) = found.next()
        {
            if first.content.first().is_some_and(|part| part.start == range.start) {
                *open = one(open, first);
            } else {
                all.push(first);
            }
        }
        all.extend(found);
    }
    all
}

/// Whether a quote ends right before `at` but for white space.
fn ends_at(text: &str, quote: &RawQuote, at: usize) -> bool {
    let end = quote.content.last().map_or(at, |part| part.end);
    end < at && of(text, &(end..at)).trim().is_empty()
}

/// Whether nobody is named for a quotation which ends right before `at`.
fn is_by_itself(text: &str, quote: &RawQuote, at: usize) -> bool {
    matches!(quote.by, QuoteRule::Alone | QuoteRule::Continued) && ends_at(text, quote, at)
}

/// Whether a quotation is not closed before the next paragraph, which starts at `at` and opens it
/// again: “… ¶ “…”.
fn is_open(text: &str, quote: &RawQuote, at: usize) -> bool {
    let Some(last) = quote.content.last() else { return false };
    let words = of(text, last);
    let opens = |words: &str| words.chars().next().filter(|mark| matches!(mark, '“' | '"' | '„' | '«'));
    let mark = opens(words);
    let closes = words.len() > 1 && words.ends_with(['”', '"', '“', '»']);
    mark.is_some() && !closes && ends_at(text, quote, at) && opens(text.get(at..).unwrap_or_default()) == mark
}

/// A quotation and what it goes on with as one, with the source of whichever has one.
fn one(open: &RawQuote, next: RawQuote) -> RawQuote {
    let content: Vec<Range<usize>> = open.content.iter().cloned().chain(next.content.clone()).collect();
    let is_told = open.cue.is_some() || (open.source.is_some() && next.cue.is_none());
    RawQuote { content, ..if is_told { open.clone() } else { next } }
}

/// "— Ana Lind, harbour master", all of a paragraph: the name and what stands behind it.
fn signature(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let words = of(text, range);
    let name = words.trim_start_matches(['―', '—', '–']).trim_start();
    let is_short = name.split_whitespace().count() <= LONGEST_SIGNATURE;
    (is_signature(words) && is_short).then(|| range.end - name.len()..range.end)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::ingest::plain;

    /// The parts of each quote, with its source.
    #[track_caller]
    fn check(text: &str, expected: &[(&[&str], &str)]) {
        let found = of_article(&plain(text, "a.txt").unwrap());
        let found: Vec<(Vec<&str>, &str)> = found
            .iter()
            .map(|quote| {
                let parts = quote.content.iter().map(|part| of(text, part)).collect();
                (parts, quote.source.as_ref().map_or("", |source| of(text, source)))
            })
            .collect();
        let expected: Vec<(Vec<&str>, &str)> =
            expected.iter().map(|(parts, source)| (parts.to_vec(), *source)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_quote_that_is_not_closed_goes_on_in_the_next_paragraph() {
        check(
            "It rained.\n\n“We will not work.\n\n“Nobody will.\n\n“Not now,” said Jon Bakke.\n\nIt rained.",
            &[(&["“We will not work.", "“Nobody will.", "“Not now,”"], "Jon Bakke")],
        );
        check(
            "“We left,” Jon Bakke said. “It was late.\n\n“Nobody stayed.”\n\nAna Lind said, “I did.”",
            &[
                (&["“We left,”"], "Jon Bakke"),
                (&["“It was late.", "“Nobody stayed.”"], "Jon Bakke"),
                (&["“I did.”"], "Ana Lind"),
            ],
        );
        check(
            "\"We will not work.\n\n\"Not now,\" said Jon Bakke.",
            &[(&["\"We will not work.", "\"Not now,\""], "Jon Bakke")],
        );
    }

    #[test]
    fn a_line_of_its_own_signs_the_quotation_above() {
        check(
            "“We left,” said Jon Bakke.\n\n“The pier is a disaster.”\n\n— Ana Lind, harbour master",
            &[(&["“We left,”"], "Jon Bakke"), (&["“The pier is a disaster.”"], "Ana Lind, harbour master")],
        );
    }
}
