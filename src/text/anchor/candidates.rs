//! Places in the new text that may be meant where there is no sure one.

use super::Comparison;
use super::gap::{Ends, Pair, align};
use crate::text::Span;

/// A place that may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where.
    pub span: Span,
    /// How alike words and surroundings are, in percent.
    pub score: u8,
}

/// Words looked at on each side.
const REACH: usize = 10;
/// Places compared in full.
const MOST_COMPARED: usize = 64;
/// What a place must at least have of the words.
const LEAST: u8 = 30;

impl Comparison<'_> {
    /// At most `most` places of the new text that are like `span` of the old one, the best first.
    /// Takes time in proportion to the new text.
    pub fn candidates(&self, span: Span, most: usize) -> Vec<Candidate> {
        let (old, new) = (&self.pairing.old, &self.pairing.new);
        let first = old.tokens.partition_point(|token| token.end <= span.start());
        let last = old.tokens.partition_point(|token| token.start < span.end());
        let wanted = old.words.get(first..last).unwrap_or_default();
        let len = wanted.len();
        if len == 0 || new.words.len() < len {
            return Vec::new();
        }
        let mut starts: Vec<(i32, usize)> = self.alike_windows(wanted);
        starts.sort_by_key(|(shared, start)| (std::cmp::Reverse(*shared), *start));
        starts.truncate(MOST_COMPARED);
        let mut found: Vec<(u8, usize)> =
            starts.iter().map(|(_, start)| (self.likeness(first, last, *start), *start)).collect();
        found.retain(|(score, _)| *score >= LEAST);
        found.sort_by_key(|(score, start)| (std::cmp::Reverse(*score), *start));
        let mut taken: Vec<usize> = Vec::new();
        let mut candidates = Vec::new();
        for (score, start) in found {
            if candidates.len() == most || taken.iter().any(|other| start.abs_diff(*other) < len) {
                continue;
            }
            let (from, to) = (new.tokens[start].start, new.tokens[start + len - 1].end);
            if let Ok(span) = Span::new(new.text, from, to) {
                candidates.push(Candidate { span, score });
                taken.push(start);
            }
        }
        candidates
    }

    /// Starts of the windows of the new text that share words with `wanted`, with what they share.
    fn alike_windows(&self, wanted: &[u32]) -> Vec<(i32, usize)> {
        let words = &self.pairing.new.words;
        let bits = &self.pairing.lexicon.bits;
        let mut left: std::collections::HashMap<u32, i32> = std::collections::HashMap::new();
        for word in wanted {
            *left.entry(*word).or_default() += 1;
        }
        let all: i32 = wanted.iter().map(|word| bits[*word as usize]).sum();
        let mut shared = 0;
        let mut windows = Vec::new();
        for (end, word) in words.iter().enumerate() {
            if let Some(count) = left.get_mut(word) {
                if *count > 0 {
                    shared += bits[*word as usize];
                }
                *count -= 1;
            }
            let Some(start) = (end + 1).checked_sub(wanted.len()) else { continue };
            if shared * 3 >= all {
                windows.push((shared, start));
            }
            let leaving = words[start];
            if let Some(count) = left.get_mut(&leaving) {
                *count += 1;
                if *count > 0 {
                    shared -= bits[leaving as usize];
                }
            }
        }
        windows
    }

    /// How alike the old words `first..last` and those from `start` are, with what is around them.
    fn likeness(&self, first: usize, last: usize, start: usize) -> u8 {
        let olds: Vec<usize> = (first..last).collect();
        let news: Vec<usize> = (start..start + olds.len()).collect();
        let own = self.agreement(&olds, &news, Ends::Both);
        let n = self.pairing.new.words.len();
        let before_old: Vec<usize> = (first.saturating_sub(REACH)..first).rev().collect();
        let before_new: Vec<usize> = (start.saturating_sub(REACH)..start).rev().collect();
        let behind_old: Vec<usize> = (last..(last + REACH).min(self.pairing.old.words.len())).collect();
        let end = start + olds.len();
        let behind_new: Vec<usize> = (end..(end + REACH).min(n)).collect();
        let around = self.agreement(&before_old, &before_new, Ends::Start)
            + self.agreement(&behind_old, &behind_new, Ends::Start);
        u8::try_from((own * 60 + around * 20) / 100).unwrap_or(100)
    }

    /// What of the old words agrees with the new ones, in percent of what they say.
    fn agreement(&self, olds: &[usize], news: &[usize], ends: Ends) -> i32 {
        let (old, new) = (&self.pairing.old, &self.pairing.new);
        let bits = |at: usize| self.pairing.lexicon.bits[old.words[at] as usize];
        let all: i32 = olds.iter().map(|at| bits(*at)).sum();
        let (pairs, _) = align(olds.len(), news.len(), ends, |a, b| {
            let (a, b) = (olds[a], news[b]);
            if old.words[a] == new.words[b] { Pair::Equal(bits(a)) } else { Pair::Other }
        });
        let equal = pairs.iter().filter(|(a, b)| old.words[olds[*a]] == new.words[news[*b]]);
        equal.map(|(a, _)| bits(olds[*a])).sum::<i32>() * 100 / all.max(1)
    }
}
