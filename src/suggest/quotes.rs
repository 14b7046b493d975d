//! Who is quoted: direct, mixed and indirect speech with its cue and its source, by the form of
//! the sentence. Who the source is, is found in [`super::speakers`].

mod article;
mod sources;
mod told;
mod verbs;
mod words;

use std::ops::Range;

use crate::model::QuoteKind;
use crate::text::segment;

use super::context::apposition;
use super::paragraph::{of, overlaps};
use words::{WordStarts, ends_sentence, goes_on, is_adverbs, is_pronoun, is_title_like};

pub(super) use article::of_article;
pub use told::told;

/// Quoted words that nothing attributes are a quote from so many words on; fewer are a title, a
/// nickname or irony.
const LEAST_UNATTRIBUTED: usize = 4;
/// Longest way, in words, from a quotation to the verb behind it.
const SOURCE_REACH: usize = 20;

/// Longest sentence that is read, with what one quotation in it holds together, in bytes: the rules
/// look at all of it for each cue, and nobody writes longer ones.
const LONGEST_UNIT: usize = 20_000;

/// A way in which quotes are found, in the order in which they are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteRule {
    /// A verb of speech beside a quotation: "“…,” said Ana Lind".
    Beside,
    /// A name before a colon, behind a dash, or at the start of a headline.
    Labelled,
    /// A quotation by itself, behind another whose speaker goes on.
    Continued,
    /// A quotation nobody is named for.
    Alone,
    /// What is told behind a verb of speech: "Lind said that …", "according to Lind".
    Told,
    /// What is told before it: "…, Lind said".
    Ahead,
    /// Behind verbs of finding, wanting and refusing.
    Attitude,
    /// Behind nouns of speech: "Lind’s claim that …".
    Noun,
    /// What goes on behind a quote: "…, adding that …".
    Added,
}

impl QuoteRule {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::Beside,
        Self::Labelled,
        Self::Continued,
        Self::Alone,
        Self::Told,
        Self::Ahead,
        Self::Attitude,
        Self::Noun,
        Self::Added,
    ];

    /// In words, for tables.
    pub fn label(self) -> &'static str {
        match self {
            Self::Beside => "verbs beside quotations",
            Self::Labelled => "colons, dashes, headlines",
            Self::Continued => "a speaker who goes on",
            Self::Alone => "quotations of nobody",
            Self::Told => "told behind a verb",
            Self::Ahead => "told before it",
            Self::Attitude => "findings, wishes, refusals",
            Self::Noun => "nouns of speech",
            Self::Added => "added to a quote",
        }
    }
}

/// A quote whose speaker is not resolved yet; ranges are bytes of the article.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RawQuote {
    pub(super) content: Vec<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) source: Option<Range<usize>>,
    pub(super) kind: QuoteKind,
    pub(super) score: f32,
    pub(super) by: QuoteRule,
}

/// The quotes of a block. `last` is the quote before it, whose speaker may go on.
fn find(text: &str, block: &Range<usize>, last: Option<&RawQuote>) -> Vec<RawQuote> {
    if let Some(quote) = labelled(text, block) {
        return vec![quote];
    }
    let words = of(text, block);
    let at = |range: Range<usize>| block.start + range.start..block.start + range.end;
    let quotations: Vec<Range<usize>> = segment::quotations(words).into_iter().map(at).collect();
    let cues: Vec<Range<usize>> = segment::cues(words)
        .into_iter()
        .map(at)
        .filter(|cue| {
            let next = quotations.get(quotations.partition_point(|quotation| quotation.end <= cue.start));
            next.is_none_or(|quotation| !overlaps(quotation, cue))
        })
        .collect();
    let mut found: Vec<RawQuote> = Vec::new();
    for unit in units(words, block.start, &quotations) {
        if unit.len() > LONGEST_UNIT {
            continue;
        }
        let inside = |ranges: &[Range<usize>]| -> Vec<Range<usize>> {
            let first = ranges.partition_point(|range| range.start < unit.start);
            let end = ranges.partition_point(|range| range.end <= unit.end);
            ranges.get(first..end).unwrap_or_default().to_vec()
        };
        let reader =
            Reader { text, unit: unit.clone(), quotations: inside(&quotations), cues: inside(&cues) };
        let previous = found.last().or(last);
        if reader.quotations.is_empty() {
            found.extend(reader.indirect());
        } else {
            let quoted = reader.quoted(previous);
            let added = reader.added(&quoted);
            found.extend(quoted);
            found.extend(added);
        }
    }
    found
}

/// The sentences of a block, those joined which one quotation holds together.
fn units(words: &str, base: usize, quotations: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut units: Vec<Range<usize>> = Vec::new();
    for sentence in segment::sentences(words) {
        let sentence = base + sentence.start..base + sentence.end;
        match units.last_mut() {
            Some(last)
                if quotations
                    .get(quotations.partition_point(|quotation| quotation.end <= last.end))
                    .is_some_and(|quotation| quotation.start < last.end)
                    || is_signature(words.get(sentence.start - base..).unwrap_or_default()) =>
            {
                last.end = sentence.end;
            }
            _ => units.push(sentence),
        }
    }
    units
}

/// "— Ana Lind": who signs a quotation.
fn is_signature(words: &str) -> bool {
    words.strip_prefix(['―', '—', '–']).is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase))
}

/// "ANCHOR: Good evening.": a line of a transcript, with the speaker before a colon.
fn labelled(text: &str, block: &Range<usize>) -> Option<RawQuote> {
    let words = of(text, block);
    let (label, rest) = words.split_once(": ")?;
    let bare = label.trim_start_matches(['“', '"', '”']);
    let start = block.start + label.len() - bare.len();
    let is_name = segment::names(bare).first().is_some_and(|name| name.len() == bare.len());
    (is_name && bare.split_whitespace().count() <= 4 && rest.split_whitespace().count() >= 5).then(|| {
        RawQuote {
            content: std::iter::once(block.end - rest.trim_start().len()..block.end).collect(),
            cue: None,
            source: Some(start..start + bare.len()),
            kind: QuoteKind::Direct,
            score: 0.6,
            by: QuoteRule::Labelled,
        }
    })
}

/// A sentence being read.
struct Reader<'t> {
    text: &'t str,
    unit: Range<usize>,
    quotations: Vec<Range<usize>>,
    cues: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn of(&self, range: Range<usize>) -> &str {
        of(self.text, &range)
    }

    /// The range without white space and the given marks at its ends.
    fn trimmed(&self, range: Range<usize>, marks: &str) -> Range<usize> {
        let words = self.of(range.clone());
        let is_edge = |c: char| c.is_whitespace() || marks.contains(c);
        let start = range.start + words.len() - words.trim_start_matches(is_edge).len();
        let end = range.start + words.trim_end_matches(is_edge).len();
        start..end.max(start)
    }

    // ---- quoted words

    fn quoted(&self, previous: Option<&RawQuote>) -> Vec<RawQuote> {
        let (Some(first), Some(last)) = (self.quotations.first(), self.quotations.last()) else {
            return Vec::new();
        };
        if self.cues.is_empty()
            && let Some(quote) = self.in_headline(first)
        {
            return vec![quote];
        }
        let names_a_work =
            |cue: &Range<usize>| matches!(self.of(cue.clone()), "wrote" | "writes" | "read" | "called");
        if self.quotations.iter().all(|own| is_title_like(self.of(own.clone())))
            && self.cues.iter().all(names_a_work)
        {
            return Vec::new();
        }
        for cue in &self.cues {
            let is_behind = self.quotations.iter().rev().find(|quotation| quotation.end <= cue.start);
            if let Some(quotation) = is_behind
                && let Some(quote) = self.cue_behind(quotation, cue)
            {
                return vec![quote];
            }
        }
        let before: Vec<RawQuote> = self
            .cues
            .iter()
            .filter(|cue| cue.end <= first.start)
            .map(|cue| self.cue_before(cue, first))
            .collect();
        // Of two that announce it, the outer one where it opens a clause: “X said that Y called it …”
        let opens_a_clause = |quote: &RawQuote| {
            let cue = quote.cue.as_ref().map_or(self.unit.end, |cue| cue.end);
            quote.source.is_some() && self.that_behind(cue, first.start).is_some()
        };
        let with_source = before
            .iter()
            .position(opens_a_clause)
            .or_else(|| before.iter().rposition(|quote| quote.source.is_some()))
            .unwrap_or(0);
        if let Some(quote) = before.into_iter().nth(with_source) {
            return vec![quote];
        }
        if let Some(quote) = self.signed(last) {
            return vec![quote];
        }
        if let Some(cue) = self.cues.iter().find(|cue| cue.start >= last.end) {
            let gap = self.of(last.end..cue.start);
            if gap.split_whitespace().count() <= SOURCE_REACH {
                // "The word “never” was out of place, said Lind."
                return self
                    .indirect()
                    .into_iter()
                    .map(|quote| RawQuote { kind: QuoteKind::Mixed, ..quote })
                    .collect();
            }
        }
        self.unattributed(previous)
    }

    /// SOURCE: ‘…’; SOURCE Calls It ‘…’ in a line of capitalised words, where quotation marks stand
    /// for words that were said.
    fn in_headline(&self, first: &Range<usize>) -> Option<RawQuote> {
        let before = self.trimmed(self.unit.start..first.start, "");
        let words = self.of(before.clone());
        let is_quote = self.quotations.iter().any(|own| self.of(own.clone()).contains(' '));
        if words.is_empty() || !is_quote || !segment::is_title_case(self.of(self.unit.clone())) {
            return None;
        }
        let source = match words.strip_suffix(':') {
            Some(head) => Some(before.start..before.start + head.len()),
            None => self.headline_subject(&before),
        };
        let content = self.quotations.clone();
        let (kind, by) = (QuoteKind::Direct, QuoteRule::Labelled);
        Some(RawQuote { content, cue: None, source, kind, score: 0.55, by })
    }

    /// “…,” said SOURCE; “…,” SOURCE said, “…”
    fn cue_behind(&self, quotation: &Range<usize>, cue: &Range<usize>) -> Option<RawQuote> {
        let gap = self.of(quotation.end..cue.start);
        if gap.split_whitespace().count() > SOURCE_REACH
            || gap.contains([';', ':'])
            || ends_sentence(gap)
            || goes_on(gap)
        {
            return None;
        }
        let quoted = self.of(quotation.clone());
        let ends = |c: char| matches!(c, ',' | '.' | '?' | '!' | '…' | '—' | '-');
        let inner = quoted.trim_end_matches(|c: char| "”\"’'»“ ".contains(c));
        let is_parted = inner.ends_with(ends) || gap.trim_start().starts_with([',', '-', '—']);
        let opens = self.of(self.unit.start..quotation.start).trim().is_empty();
        if !is_parted && !opens {
            return None;
        }
        let is_according = self.of(cue.clone()).eq_ignore_ascii_case("according to");
        let is_bare = gap.trim_matches(|c: char| c.is_whitespace() || ",-—".contains(c)).is_empty();
        let source = if is_according || is_bare || is_adverbs(gap) {
            self.source_behind(cue.end)
        } else {
            self.whole_source(self.trimmed(quotation.end..cue.start, ",-—"))
                .or_else(|| self.source_behind(cue.end))
        };
        // What stands before the quotation in the same sentence is told too.
        let lead = self.trimmed(self.unit.start..self.quotations[0].start, ",:;");
        let is_first = self.quotations.first() == Some(quotation);
        let has_lead = is_first && self.of(lead.clone()).split_whitespace().count() > 2 && !opens;
        let mut content: Vec<Range<usize>> = Vec::new();
        if has_lead {
            content.push(lead.start..quotation.end);
        } else {
            content.extend(self.quotations.iter().filter(|own| own.end <= quotation.end).cloned());
        }
        content.extend(self.quotations.iter().filter(|own| own.start >= cue.end).cloned());
        let kind = if has_lead { QuoteKind::Mixed } else { QuoteKind::Direct };
        let score = if source.is_some() { 0.95 } else { 0.7 };
        Some(RawQuote { content, cue: Some(cue.clone()), source, kind, score, by: QuoteRule::Beside })
    }

    /// SOURCE said, “…”; SOURCE said that it was “…”; according to SOURCE, “…”
    fn cue_before(&self, cue: &Range<usize>, first: &Range<usize>) -> RawQuote {
        let between = self.of(cue.end..first.start);
        let is_according = self.of(cue.clone()).eq_ignore_ascii_case("according to");
        let source = if is_according {
            self.source_behind(cue.end).map(|source| self.with_apposition(source))
        } else if self.of(cue.clone()).ends_with("ing") {
            self.subject()
        } else if self.of(self.unit.start..cue.start).trim().is_empty() {
            self.source_behind(cue.end)
        } else {
            self.source_before(self.unit.start, cue.start)
                .filter(|source| !self.is_named_again(source))
                .or_else(|| self.subject())
        };
        let after_source = source.as_ref().filter(|_| is_according).map_or(cue.end, |source| source.end);
        let trimmed = between.trim();
        let is_direct = trimmed.is_empty()
            || trimmed.ends_with(':')
            || (trimmed.ends_with(',')
                && between.split_whitespace().count() <= SOURCE_REACH
                && !trimmed.starts_with("that"));
        let content = if is_direct {
            self.quotations.clone()
        } else {
            vec![self.told_from(self.that_behind(after_source, first.start).unwrap_or(after_source))]
        };
        let kind = if is_direct { QuoteKind::Direct } else { QuoteKind::Mixed };
        let score = if source.is_some() { 0.9 } else { 0.6 };
        RawQuote { content, cue: Some(cue.clone()), source, kind, score, by: QuoteRule::Beside }
    }

    /// A source with what it is said to be: "according to Lopes, the harbour master, …".
    fn with_apposition(&self, source: Range<usize>) -> Range<usize> {
        let behind = self.of(source.end..self.unit.end);
        let len = behind.strip_prefix(", ").and_then(|role| {
            let len = apposition(role)?;
            role.get(len..)?.starts_with(',').then_some(2 + len)
        });
        source.start..source.end + len.unwrap_or_default()
    }

    /// Where a "that" soon behind `from` starts, before `to`.
    fn that_behind(&self, from: usize, to: usize) -> Option<usize> {
        let words = self.of(from..to);
        let that = words.split_word_starts().take(10).find(|(_, word)| *word == "that");
        that.map(|(at, _)| from + at)
    }

    /// From behind a cue to the end of the sentence, without whom it was said to.
    fn told_from(&self, from: usize) -> Range<usize> {
        self.trimmed(from..self.unit.end, ",:;—")
    }

    /// Quotations without a cue: the speaker of the quote before goes on, or nobody is named.
    fn unattributed(&self, previous: Option<&RawQuote>) -> Vec<RawQuote> {
        let quoted: usize = self.quotations.iter().map(ExactSizeIterator::len).sum();
        let is_all = quoted * 10 >= self.unit.len() * 8;
        let n_words =
            self.quotations.iter().map(|q| self.of(q.clone()).split_whitespace().count()).max().unwrap_or(0);
        let is_title = self.quotations.iter().all(|q| is_title_like(self.of(q.clone())));
        if !is_all && (n_words < LEAST_UNATTRIBUTED || is_title) {
            return Vec::new();
        }
        let content = self.quotations.clone();
        let kind = if is_all { QuoteKind::Direct } else { QuoteKind::Mixed };
        let (source, score, by) = match previous.filter(|_| is_all) {
            Some(previous) => (previous.source.clone(), 0.7, QuoteRule::Continued),
            None => (self.subject(), 0.5, QuoteRule::Alone),
        };
        vec![RawQuote { content, cue: None, source, kind, score, by }]
    }

    /// "what it calls": the pronoun stands for the subject of the sentence.
    fn is_named_again(&self, source: &Range<usize>) -> bool {
        let before = self.of(self.unit.start..source.start);
        is_pronoun(self.of(source.clone())) && before.trim_end().ends_with(" what")
    }

    /// What the sentence is about: the noun phrase at its start.
    fn subject(&self) -> Option<Range<usize>> {
        let end = self.quotations.first().map_or(self.unit.end, |first| first.start);
        let head = self.trimmed(self.unit.start..end, "");
        let words = self.of(head.clone());
        // "Meanwhile, it attacked"
        let skipped = words.split_once(", ").filter(|(adverb, _)| !adverb.contains(' '));
        let start = skipped.map_or(0, |(adverb, _)| adverb.len() + 2);
        let clause = words.get(start..).unwrap_or_default();
        let first = clause.split_whitespace().next().unwrap_or_default();
        if is_pronoun(&first.to_lowercase()) || first == "I" {
            return Some(head.start + start..head.start + start + first.len());
        }
        let name = segment::names(words).into_iter().next()?;
        Some(head.start + name.start..head.start + name.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    pub(super) fn check(text: &str, content: &[&str], source: &str, kind: QuoteKind) {
        let found = find(text, &(0..text.len()), None);
        let quote = found.first().unwrap_or_else(|| panic!("no quote in {text}"));
        let words: Vec<&str> = quote.content.iter().map(|range| of(text, range)).collect();
        assert_eq!(words, content, "{quote:?}");
        assert_eq!(quote.source.as_ref().map_or("", |range| of(text, range)), source);
        assert_eq!(quote.kind, kind);
    }

    #[test]
    fn a_quote_is_direct_with_its_source_on_either_side_of_the_verb() {
        check("“We close tonight,” said Ana Lind.", &["“We close tonight,”"], "Ana Lind", QuoteKind::Direct);
        check(
            "“We close tonight,” Ana Lind said on Monday.",
            &["“We close tonight,”"],
            "Ana Lind",
            QuoteKind::Direct,
        );
        check("Lind said, “We close tonight.”", &["“We close tonight.”"], "Lind", QuoteKind::Direct);
    }

    #[test]
    fn a_quote_broken_by_its_verb_is_one() {
        check(
            "“We close,” she said, “and at once.”",
            &["“We close,”", "“and at once.”"],
            "she",
            QuoteKind::Direct,
        );
        check("\"We close. It rains,\" she said.", &["\"We close. It rains,\""], "she", QuoteKind::Direct);
    }

    #[test]
    fn a_quote_within_a_told_sentence_is_mixed() {
        check(
            "The mayor said that the pier was “a ruin” and would close.",
            &["that the pier was “a ruin” and would close."],
            "The mayor",
            QuoteKind::Mixed,
        );
    }

    #[test]
    fn the_source_is_the_subject_where_other_verbs_stand_between() {
        check(
            "The council condemned what it calls “a clear threat to the harbour.”",
            &["what it calls “a clear threat to the harbour.”"],
            "The council",
            QuoteKind::Mixed,
        );
        check(
            "Bakke said on Friday that Lind once described the pier as “a ruin.”",
            &["that Lind once described the pier as “a ruin.”"],
            "Bakke",
            QuoteKind::Mixed,
        );
        check("Said Lind: “We close tonight.”", &["“We close tonight.”"], "Lind", QuoteKind::Direct);
    }

    #[test]
    fn a_headline_quotes_too() {
        check("Ana Lind: ‘The Pier Must Close’", &["‘The Pier Must Close’"], "Ana Lind", QuoteKind::Direct);
    }

    #[test]
    fn irony_and_titles_are_no_quotes() {
        for text in [
            "They call it a “service station” there.",
            "He wrote the novel “The Long Winter of Karl” in 1990.",
        ] {
            assert_eq!(find(text, &(0..text.len()), None), []);
        }
    }
}
