//! The words that name who speaks: before the verb, behind it, or under the quotation.

use std::ops::Range;

use super::super::lexicon::{is_before_title, is_title, marks};
use super::words::{
    OPENERS, WordStarts, ends_phrase, ends_relative, goes_on_from_a_verb, is_helper, is_phrase, is_pronoun,
    segment_abbreviation,
};
use super::{QuoteRule, RawQuote, Reader};
use crate::model::QuoteKind;

impl Reader<'_> {
    /// “…” — SOURCE, at the end of a line.
    pub(super) fn signed(&self, last: &Range<usize>) -> Option<RawQuote> {
        let rest = self.of(last.end..self.unit.end);
        let name = rest.trim_start().strip_prefix(['―', '—', '–', '-'])?;
        let source = self.trimmed(self.unit.end - name.len()..self.unit.end, ".");
        let n_words = self.of(source.clone()).split_whitespace().count();
        let is_name = self.of(source.clone()).starts_with(char::is_uppercase) && n_words <= 12;
        is_name.then(|| RawQuote {
            content: self.quotations.clone(),
            cue: None,
            source: Some(source),
            kind: QuoteKind::Direct,
            score: 0.8,
            by: QuoteRule::Labelled,
        })
    }

    /// Whom a headline begins with: a first name and what follows, titles and all, or one word.
    pub(super) fn headline_subject(&self, words: &Range<usize>) -> Option<Range<usize>> {
        let mut end = words.start;
        for (at, word) in self.of(words.clone()).split_word_starts() {
            end = words.start + at + word.len();
            if !(is_title(word) || is_before_title(word) || marks(word).is_first_name()) {
                break;
            }
        }
        (end > words.start).then(|| self.trimmed(words.start..end, ",:"))
    }

    /// All of a range as a source, without the words that go with the verb behind it.
    pub(super) fn whole_source(&self, region: Range<usize>) -> Option<Range<usize>> {
        let mut source = self.trimmed(self.without_helpers(region), ",");
        let words = self.of(source.clone());
        // “…” to raise the price, she said
        let pronoun = words.rsplit(", ").next().filter(|last| last.len() < words.len() && is_pronoun(last));
        source.start = pronoun.map_or(source.start, |last| source.end - last.len());
        (!source.is_empty()).then_some(source)
    }

    fn without_helpers(&self, mut region: Range<usize>) -> Range<usize> {
        loop {
            let words = self.of(region.clone());
            let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
            if last.is_empty() || !is_helper(last) {
                return region;
            }
            region = self.trimmed(region.start..region.end - last.len(), "");
        }
    }

    /// The noun phrase that ends before the cue at `to`, not before `from`.
    pub(super) fn source_before(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let region = self.without_helpers(self.trimmed(from..to, ""));
        let words = self.of(region.clone());
        if words.is_empty() {
            return None;
        }
        // Behind the last mark that parts clauses.
        let hard = words.rfind(['“', '”', '"', ';', ':', '—']).map_or(0, |at| {
            at + words.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        let mut start = region.start + hard;
        let clause = self.of(start..region.end);
        let cut = if let Some(inner) = clause.strip_suffix(',') {
            // NAME, a lawyer for the family, said
            inner
                .rfind(", ")
                .map(|at| clause.get(..at).unwrap_or_default().rfind(", ").map_or(0, |at| at + 2))
        } else {
            clause.rfind(", ").map(|at| at + 2)
        };
        start += cut.unwrap_or(0);
        for opener in OPENERS {
            let clause = self.of(start..region.end);
            if let Some(at) =
                clause.to_lowercase().rfind(opener).filter(|at| *at == 0 || opener.starts_with(' '))
            {
                start += at + opener.len();
            }
        }
        let source = self.trimmed(start..region.end, ",");
        let words = self.of(source.clone());
        let n_words = words.split_whitespace().count();
        let is_noun = n_words == 1 || !(ends_relative(words) || goes_on_from_a_verb(words));
        (is_phrase(words) && n_words <= 18 && is_noun).then_some(source)
    }

    /// The noun phrase that starts behind the cue, which ends at `from`.
    pub(super) fn source_behind(&self, from: usize) -> Option<Range<usize>> {
        let rest = self.of(from..self.unit.end);
        let start = from + rest.len() - rest.trim_start().len();
        let mut end = start;
        let words = self.of(start..self.unit.end);
        for (offset, word) in words.split_word_starts() {
            let here = start + offset;
            let bare = word.trim_end_matches([',', '.', ';', ':', '!', '?']);
            if offset > 0 && ends_phrase(bare) {
                break;
            }
            if word.starts_with(['“', '"']) {
                break;
            }
            end = here + bare.len();
            let is_short = bare.chars().count() <= 2 || segment_abbreviation(word);
            if bare.len() < word.len() && !(word.ends_with('.') && is_short) {
                break;
            }
        }
        let source = self.trimmed(start..end, ",.");
        let words = self.of(source.clone());
        (!words.is_empty() && words.split_whitespace().count() <= 16).then_some(source)
    }
}
