//! What is found in one paragraph by itself.

use std::ops::Range;

use crate::model::EntityKind;
use crate::text::segment;

use super::context::certain;
use super::dates::is_part_of_day;
use super::kinds::{has_name, kind_of};
use super::lexicon::{is_before_title, is_title, marks};
use super::network::{Tagger, Word};
use super::tokens::{Token, tokens};
use super::{Suggester, amounts, credits, works};

/// A mention of something, not yet told of whom.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Raw {
    /// Bytes, of the paragraph or of the article.
    pub(super) range: Range<usize>,
    /// Where the name starts, behind the titles before it.
    pub(super) name_start: usize,
    pub(super) kind: EntityKind,
    /// 0 to 1.
    pub(super) score: f32,
    pub(super) by: Suggester,
    /// Why, in words.
    pub(super) reason: String,
}

/// A paragraph, read once; what it holds depends on its words alone.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub(super) mentions: Vec<Raw>,
    /// Runs of capitalised words which nothing explains yet: bytes of the paragraph.
    pub(super) runs: Vec<Range<usize>>,
    /// Whether nearly every word has a capital, as in a headline.
    pub(super) is_title_case: bool,
}

/// Reads a paragraph. Ranges are bytes of `text`.
pub(super) fn read(tagger: &mut Tagger, text: &str) -> Paragraph {
    let tokens = tokens(text);
    let words: Vec<Word<'_>> =
        tokens.iter().map(|token| Word { text: of(text, &token.range), norm: token.norm.clone() }).collect();
    let mut mentions = Vec::new();
    for found in tagger.tag(&words) {
        let (Some(first), Some(last)) = (tokens.get(found.first), tokens.get(found.last)) else { continue };
        let range = first.range.start..last.range.end;
        let Some(kind) = kind_of(found.label, of(text, &range)) else { continue };
        let mut range = if has_name(kind) { trimmed(text, range) } else { range };
        let kind = certain(text, &range, kind);
        if kind == EntityKind::Person
            && let Some(cut) = of(text, &range).find('/')
        {
            range.end = range.start + cut;
        }
        if of(text, &range) == "Hague"
            && text.get(..range.start).is_some_and(|before| before.ends_with("The "))
        {
            range.start -= "The ".len();
        }
        let is_nameless = has_name(kind) && !of(text, &range).contains(char::is_uppercase);
        if range.is_empty() || is_nameless || is_note(text, &range) {
            continue;
        }
        let reason = format!("{} by its words and their neighbours", lower(kind));
        let start = range.start;
        mentions.push(Raw {
            range,
            name_start: start,
            kind,
            score: found.score,
            by: Suggester::Network,
            reason,
        });
    }
    join_days(text, &mut mentions);
    let mut formed: Vec<Raw> = Vec::new();
    for raw in credits::find(text).into_iter().chain(works::find(text)) {
        if meeting(&formed, &raw.range).is_none() {
            formed.insert(formed.partition_point(|own| own.range.start < raw.range.start), raw);
        }
    }
    mentions.retain(|known| meeting(&formed, &known.range).is_none());
    mentions.append(&mut formed);
    mentions.sort_by_key(|raw| raw.range.start);
    let amounts = amounts::find(text);
    let is_around = |known: &Raw, amount: &Raw| covers(&known.range, &amount.range);
    mentions.retain(|known| meeting(&amounts, &known.range).is_none_or(|amount| is_around(known, amount)));
    let free = amounts.into_iter().filter(|amount| meeting(&mentions, &amount.range).is_none());
    let mut free: Vec<Raw> = free.collect();
    mentions.append(&mut free);
    mentions.sort_by_key(|raw| raw.range.start);
    let mut names = gazetteer(text, &tokens, &mentions);
    mentions.append(&mut names);
    mentions.sort_by_key(|raw| raw.range.start);
    let runs = capitalised(text, &mentions);
    let mut whole: Vec<Raw> = Vec::new();
    for mut raw in mentions {
        if raw.kind == EntityKind::Person {
            take_titles(text, &mut raw);
            while whole.pop_if(|known| covers(&raw.range, &known.range)).is_some() {}
        }
        if whole.last().is_none_or(|known| !overlaps(&known.range, &raw.range)) {
            whole.push(raw);
        }
    }
    Paragraph { mentions: whole, runs, is_title_case: segment::is_title_case(text) }
}

/// “Tuesday” and “evening” beside it are one date.
fn join_days(text: &str, mentions: &mut Vec<Raw>) {
    mentions.sort_by_key(|raw| raw.range.start);
    mentions.dedup_by(|next, day| {
        let beside = text.get(day.range.end..next.range.start) == Some(" ");
        let both = day.kind == EntityKind::Date && next.kind == EntityKind::Date;
        let joins = both && beside && is_part_of_day(of(text, &next.range));
        if joins {
            day.range.end = next.range.end;
        }
        joins
    });
}

/// Whether a range is the number of a note: "[1]".
fn is_note(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let number = of(text, range);
    before.ends_with('[') && after.starts_with(']') && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn lower(kind: EntityKind) -> String {
    kind.label().to_lowercase()
}

pub(super) fn of<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    text.get(range.clone()).unwrap_or_default()
}

pub(super) fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

pub(super) fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The first of `sorted`, which are apart, that overlaps a range.
fn meeting<'r>(sorted: &'r [Raw], range: &Range<usize>) -> Option<&'r Raw> {
    let next = sorted.get(sorted.partition_point(|raw| raw.range.end <= range.start));
    next.filter(|raw| raw.range.start < range.end)
}

/// Without "the" before a name, the possessive behind it, and marks at its ends.
fn trimmed(text: &str, mut range: Range<usize>) -> Range<usize> {
    loop {
        let words = of(text, &range);
        let before = range.clone();
        if words == "The Hague" {
            return range;
        }
        for article in ["Courtesy of ", "the ", "The ", "THE ", "a ", "A ", "an ", "An ", "’s ", "'s "] {
            if words.starts_with(article) {
                range.start += article.len();
                break;
            }
        }
        if range == before {
            let tail = ["’s", "'s", "’", "'"].iter().find(|tail| words.ends_with(**tail));
            range.end -= tail.map_or(0, |tail| tail.len());
            let words = of(text, &range);
            let inner = words.trim_matches(|c: char| c.is_whitespace() || "“”\"‘,;:!?()[]-–—#*".contains(c));
            let unbalanced = |word: &str| word.contains('(') && !word.contains(')');
            if !words.ends_with(')') || !words.contains('(') {
                range.start += words.len() - words.trim_start_matches(|c: char| !inner.starts_with(c)).len();
                range.end = range.start + inner.len();
            }
            let words = of(text, &range);
            if unbalanced(words) {
                let cut = words.find('(').unwrap_or(words.len());
                range.end = range.start + words.get(..cut).unwrap_or_default().trim_end().len();
            }
        }
        if range == before || range.is_empty() {
            return range;
        }
    }
}

/// A title before a person's name belongs to the mention.
fn take_titles(text: &str, raw: &mut Raw) {
    // The network may have taken the title itself.
    loop {
        let words = of(text, &(raw.name_start..raw.range.end));
        let Some((first, rest)) = words.split_once(' ') else { break };
        if rest.trim().is_empty() || !(is_title(first) || (is_before_title(first) && rest.contains(' '))) {
            break;
        }
        raw.name_start += words.len() - rest.trim_start().len();
    }
    let mut has_title = raw.name_start > raw.range.start;
    loop {
        let before = text.get(..raw.range.start).unwrap_or_default();
        let Some(stem) = before.strip_suffix(' ') else { return };
        let word =
            stem.rsplit(|c: char| c.is_whitespace() || "“”\"(‘".contains(c)).next().unwrap_or_default();
        if !(is_title(word) || (has_title && is_before_title(word))) {
            return;
        }
        has_title = true;
        raw.range.start -= word.len() + 1;
    }
}

/// Runs of two and more capitalised words in which nothing is tagged.
fn capitalised(text: &str, known: &[Raw]) -> Vec<Range<usize>> {
    let runs = segment::names(text).into_iter().map(|run| trimmed(text, run));
    runs.filter(|run| of(text, run).contains(' ') && meeting(known, run).is_none()).collect()
}

/// Countries, towns and nationalities which the network passed over.
fn gazetteer(text: &str, tokens: &[Token], known: &[Raw]) -> Vec<Raw> {
    let mut found: Vec<Raw> = Vec::new();
    let mut first = 0;
    while let Some(token) = tokens.get(first) {
        let begins = of(text, &token.range).starts_with(char::is_uppercase);
        let hit = (1..=4_usize).rev().filter(|_| begins).find_map(|length| {
            let last = tokens.get(first + length - 1)?;
            let range = token.range.start..last.range.end;
            let marks = marks(of(text, &range));
            let is_place = marks.is_country() || (marks.is_town() && length > 1);
            let is_group = marks.is_group() && !is_place;
            let kind = if is_group { EntityKind::Group } else { EntityKind::Place };
            let alone = !marks.is_first_name() && !marks.is_surname();
            ((is_group || (is_place && alone)) && stands_alone(text, &range)).then_some((length, range, kind))
        });
        let Some((length, range, kind)) = hit else {
            first += 1;
            continue;
        };
        first += length;
        if meeting(known, &range).is_none() {
            let reason = format!("{} in the gazetteer", lower(kind));
            let name_start = range.start;
            found.push(Raw { range, name_start, kind, score: 0.6, by: Suggester::Lexicon, reason });
        }
    }
    found
}

/// Whether no capitalised word stands beside it, of whose name it would be a part.
pub(super) fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let after = text.get(range.end..).unwrap_or_default();
    let before = text.get(..range.start).unwrap_or_default();
    let goes_on = after.strip_prefix([' ', '-']).is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let word = before
        .strip_suffix([' ', '-', '&'])
        .and_then(|before| before.rsplit(char::is_whitespace).next())
        .unwrap_or_default();
    let is_name = word.starts_with(char::is_uppercase)
        && !word.ends_with(['.', ':', '!', '?', ',', ';'])
        && !is_title(word)
        && !segment::is_function_word(word);
    !goes_on && !is_name
}
