//! Words that are told rather than quoted: "… said that …", "According to …, …", "…, said …".

use std::ops::Range;

use super::super::paragraph::overlaps;
use super::verbs::{
    Form, is_noun_of_speech, is_saying, takes_a_clause, takes_a_hearer, tells_a_finding, with_an_object,
    with_to,
};
use super::words::{WordStarts, is_adverbs, is_passive, is_pronoun, is_survey};
use super::{QuoteRule, RawQuote, Reader, SOURCE_REACH, find};
use crate::model::QuoteKind;
use crate::text::segment;

/// Behind an indirect quote's cue at the end of a sentence stand at most so many words.
const MOST_TRAILING: usize = 12;
/// Between what is told and the words that go on with it stand a source and its verb of so many words.
const MOST_WITHIN: usize = 7;
/// Where the object of a verb of speech ends, and when, where and how it was said begins.
const OBJECT_ENDS: [&str; 21] = [
    ", which ",
    ", who ",
    ", and ",
    ", another ",
    " when ",
    " after ",
    " while ",
    " during ",
    " because ",
    " in an interview",
    " in a speech",
    " in a statement",
    " on Twitter",
    " earlier ",
    " last week",
    " in a letter",
    " before ",
    " since ",
    " until ",
    " but ",
    " without ",
];
/// A clause that is cut before another keeps at least so many words.
const LEAST_KEPT: usize = 3;

/// The stretches of a block's `words` that tell what somebody said rather than quote it, in order.
/// What stands in quotation marks for the most part is left out.
pub fn told(words: &str) -> Vec<Range<usize>> {
    let quotations = segment::quotations(words);
    let is_mostly_quoted = |range: &Range<usize>| {
        let covered =
            quotations.iter().map(|own| own.end.min(range.end).saturating_sub(own.start.max(range.start)));
        covered.sum::<usize>() * 2 > range.len()
    };
    let quotes = find(words, &(0..words.len()), None).into_iter();
    let told = quotes.filter(|quote| quote.kind != QuoteKind::Direct).flat_map(|quote| quote.content);
    let mut told: Vec<Range<usize>> =
        told.filter(|range| !range.is_empty() && !is_mostly_quoted(range)).collect();
    told.sort_by_key(|range| range.start);
    told
}

impl Reader<'_> {
    pub(super) fn indirect(&self) -> Vec<RawQuote> {
        let mut found: Vec<RawQuote> = Vec::new();
        found.extend(self.nouns());
        let n_verbs = self.cues.len();
        let cues = self.cues.iter().cloned().chain(self.findings()).chain(self.attitudes());
        for (idx, cue) in cues.enumerate() {
            let by = |quote: RawQuote| {
                if idx < n_verbs { quote } else { RawQuote { by: QuoteRule::Attitude, ..quote } }
            };
            let is_free = |quote: &RawQuote| {
                found.iter().all(|own| !own.content.iter().any(|part| meets(part, &quote.content)))
            };
            found.extend(self.told(&cue).filter(is_free).map(by));
        }
        found.sort_by_key(|quote| quote.content[0].start);
        found
    }

    /// What a sentence with a quotation tells besides: "“…,” he said, adding that …".
    pub(super) fn added(&self, quoted: &[RawQuote]) -> Vec<RawQuote> {
        let Some(from) = quoted.iter().filter_map(|quote| quote.cue.as_ref()).map(|cue| cue.end).max() else {
            return Vec::new();
        };
        let adds = |cue: &&Range<usize>| {
            let before = self.of(self.unit.start..cue.start).trim_end();
            cue.start >= from && before.ends_with(',') && self.of((*cue).clone()).ends_with("ing")
        };
        let is_free = |quote: &RawQuote| {
            quoted.iter().all(|own| !own.content.iter().any(|part| meets(part, &quote.content)))
        };
        let found = self.cues.iter().filter(adds).find_map(|cue| self.told(cue)).filter(is_free);
        let source = quoted.first().and_then(|quote| quote.source.clone());
        let of_quote =
            |quote: RawQuote| RawQuote { source: source.or(quote.source), by: QuoteRule::Added, ..quote };
        found.map(of_quote).into_iter().collect()
    }

    /// Verbs that tell what somebody found or thinks when "that" follows.
    fn findings(&self) -> Vec<Range<usize>> {
        let words = self.of(self.unit.clone());
        let all: Vec<(usize, &str)> = words.split_word_starts().collect();
        let surveyed = is_survey(words);
        let pairs =
            all.windows(2).filter(|pair| tells_a_finding(pair[0].1) && (pair[1].1 == "that" || surveyed));
        pairs.map(|pair| self.unit.start + pair[0].0..self.unit.start + pair[0].0 + pair[0].1.len()).collect()
    }

    /// Verbs that tell what somebody wants, backs or refuses, where the words around them say that
    /// they are verbs.
    fn attitudes(&self) -> Vec<Range<usize>> {
        let words: Vec<(usize, &str)> = self.of(self.unit.clone()).split_word_starts().collect();
        let mut found = Vec::new();
        for (idx, (at, word)) in words.iter().enumerate() {
            let form = with_to(word).or_else(|| with_an_object(word));
            let before = idx.checked_sub(1).and_then(|idx| words.get(idx)).map_or("", |(_, word)| *word);
            let is_known = self.cues.iter().any(|cue| cue.start == self.unit.start + at);
            let thinks = takes_a_clause(word) && is_verb_here(Form::Past, before);
            if !is_known && (thinks || form.is_some_and(|form| is_verb_here(form, before))) {
                found.push(self.unit.start + at..self.unit.start + at + word.len());
            }
        }
        found
    }

    /// "Lind’s claim that …", "the belief that …": nouns of speech and thought before "that".
    fn nouns(&self) -> Vec<RawQuote> {
        let words: Vec<(usize, &str)> = self.of(self.unit.clone()).split_word_starts().collect();
        let mut found: Vec<RawQuote> = Vec::new();
        for (idx, three) in words.windows(3).enumerate() {
            let ((at, noun), (that, opener), (_, next)) = (three[0], three[1], three[2]);
            let is_relative = matches!(
                next,
                "is" | "was" | "are" | "were" | "has" | "had" | "have" | "will" | "would" | "could"
            ) || next.ends_with("ed");
            let (at, that) = (self.unit.start + at, self.unit.start + that);
            let is_free = found.iter().all(|own| own.content.iter().all(|part| part.end <= at));
            if opener != "that" || is_relative || !is_noun_of_speech(noun) || !is_free {
                continue;
            }
            let mut content = self.until_turn(self.trimmed(that..self.unit.end, ",:;"));
            // "the claim that …, Lind said"
            let is_last = |cue: &&Range<usize>| self.of(cue.end..self.unit.end).len() <= 1;
            let said = self.cues.iter().rev().find(is_last).and_then(|cue| {
                let inner = self.of(content.start..cue.start.max(content.start));
                let comma = inner.rfind(", ")?;
                let n_words = inner.get(comma..)?.split_whitespace().count();
                (n_words <= MOST_WITHIN + 1).then_some(content.start + comma)
            });
            content.end = said.map_or(content.end, |end| end.min(content.end));
            let owner = idx
                .checked_sub(1)
                .and_then(|idx| words.get(idx))
                .filter(|(_, word)| word.ends_with("’s") || word.ends_with("'s"));
            let source = owner.and_then(|(from, word)| {
                let bare = word.trim_end_matches('s').trim_end_matches(['’', '\'']);
                let end = from + bare.len();
                let before = self.of(self.unit.start..self.unit.start + end);
                let name = segment::names(before).into_iter().next_back().filter(|name| name.end == end);
                name.map(|name| self.unit.start + name.start..self.unit.start + name.end)
            });
            let cue = Some(at..at + noun.len());
            found.push(RawQuote {
                content: vec![content],
                cue,
                source,
                kind: QuoteKind::Indirect,
                score: 0.5,
                by: QuoteRule::Noun,
            });
        }
        found
    }

    /// A quote of these parts, unless they are a word or nothing.
    fn indirect_of(
        &self,
        cue: &Range<usize>,
        content: Vec<Range<usize>>,
        source: Option<Range<usize>>,
        score: f32,
    ) -> Option<RawQuote> {
        let noteless = |part: Range<usize>| {
            let words = segment::without_notes(self.of(part.clone()));
            part.start..part.start + words.len()
        };
        let content = content.into_iter().map(|part| noteless(self.trimmed(part, ",:;")));
        let content: Vec<Range<usize>> = content.filter(|part| !part.is_empty()).collect();
        let n_words = content.iter().map(|part| self.of(part.clone()).split_whitespace().count());
        let is_enough = n_words.sum::<usize>() >= 2;
        let (cue, kind, by) = (Some(cue.clone()), QuoteKind::Indirect, QuoteRule::Told);
        is_enough.then_some(RawQuote { content, cue, source, kind, score, by })
    }

    fn told(&self, cue: &Range<usize>) -> Option<RawQuote> {
        let verb = self.of(cue.clone()).to_lowercase();
        let quote = |content: Range<usize>, source: Option<Range<usize>>, score: f32| {
            self.indirect_of(cue, vec![content], source, score)
        };
        let clause = |from: usize| self.until_turn(self.trimmed(from..self.unit.end, ",:;"));
        if verb == "according to" {
            let source = self.with_apposition(self.source_behind(cue.end)?);
            let before = self.trimmed(self.unit.start..cue.start, ",");
            let is_first = self.of(before.clone()).split_whitespace().count() < 2;
            let content = if is_first { source.end..self.unit.end } else { before };
            return quote(content, Some(source), 0.85);
        }
        let before = self.of(self.unit.start..cue.start);
        let after = self.of(cue.end..self.unit.end);
        let is_participle = verb.ends_with("ing");
        if !is_participle
            && is_saying(&verb)
            && let Some(quote) = self.told_ahead(cue)
        {
            return Some(RawQuote { by: QuoteRule::Ahead, ..quote });
        }
        // SOURCE went on, saying that CONTENT
        if is_participle && before.trim_end().ends_with(',') && takes_a_clause(&verb) {
            let from = self.that_behind(cue.end, self.unit.end).filter(|_| after.starts_with(" that "));
            // Behind a quotation whose it is is known.
            let source = if self.quotations.is_empty() { Some(self.subject()?) } else { None };
            return quote(clause(from.unwrap_or(cue.end)), source, 0.6);
        }
        let is_joined =
            takes_a_clause(&verb) && [" and", " but"].iter().any(|tail| before.trim_end().ends_with(tail));
        let source = if is_joined { self.subject() } else { self.source_before(self.unit.start, cue.start) }?;
        // "was the first to order": no name or noun ends so.
        let ends_open = self
            .of(source.clone())
            .rsplit_once(' ')
            .is_some_and(|(_, last)| matches!(last, "the" | "a" | "an" | "first" | "last" | "to" | "of"));
        if ends_open {
            return None;
        }
        if is_passive(self.of(source.end..cue.start)) && !is_participle && !after.starts_with(" that ") {
            return None;
        }
        // SOURCE said (to somebody, on a day) that CONTENT
        let lower = after.to_ascii_lowercase();
        let opener = [" that ", " how ", " whether ", " why "]
            .iter()
            .filter_map(|opener| lower.find(opener))
            .min()
            .filter(|at| lower.get(..*at).is_some_and(|head| may_stand_before_that(head, &verb)));
        if let Some(at) = opener {
            return quote(clause(cue.end + at + 1), Some(source), 0.85);
        }
        let next = after.split_whitespace().next()?;
        if after.trim_start().starts_with(['.', ',', ';', '-', '—']) {
            return None;
        }
        // SOURCE refused to CONTENT
        if with_to(&verb).is_some() && next == "to" {
            return quote(self.object(cue.end), Some(source), 0.6);
        }
        let is_adjunct = matches!(
            next,
            "to" | "by" | "in" | "on" | "at" | "for" | "with" | "about" | "during" | "from" | "as" | "up"
        );
        if is_adjunct {
            return None;
        }
        // SOURCE said CONTENT
        if takes_a_clause(&verb) {
            return quote(clause(cue.end), Some(source), 0.7);
        }
        // SOURCE attacked CONTENT
        let surveyed = tells_a_finding(&verb) && is_survey(self.of(source.clone()));
        if surveyed || with_an_object(&verb).is_some() || matches!(verb.as_str(), "told" | "expects") {
            return quote(self.object(cue.end), Some(source), 0.5);
        }
        None
    }

    /// What stands before its source and cue: "CONTENT, SOURCE said."
    fn told_ahead(&self, cue: &Range<usize>) -> Option<RawQuote> {
        let before = self.of(self.unit.start..cue.start);
        let after = self.of(cue.end..self.unit.end);
        let n_after = after.split_whitespace().count();
        // CONTENT, SOURCE said, CONTENT
        if after.starts_with(',') && !goes_on_telling(after) {
            let comma = before.rfind(", ").filter(|comma| *comma > 0);
            let inner = comma.map(|comma| self.unit.start + comma + 2..cue.start);
            let source = inner.filter(|inner| {
                let words = self.of(inner.clone());
                words.split_whitespace().count() <= MOST_WITHIN && !is_adverbs(words)
            });
            let source = source.and_then(|inner| self.source_before(inner.start, inner.end));
            if let (Some(comma), Some(source)) = (comma, source) {
                let content = vec![self.unit.start..self.unit.start + comma, cue.end..self.unit.end];
                return self.indirect_of(cue, content, Some(source), 0.75);
            }
        }
        // CONTENT, SOURCE said. CONTENT, said SOURCE.
        if n_after <= MOST_TRAILING
            && let Some(comma) = before.rfind(", ")
            && before.get(..comma).is_some_and(|head| head.split_whitespace().count() >= 4)
            && !after.trim_start().starts_with("that ")
        {
            let start = self.unit.start + comma + 2;
            let gap = self.of(start..cue.start).trim();
            let source = if gap.is_empty() || is_adverbs(gap) {
                self.source_behind(cue.end)
            } else {
                self.source_before(start, cue.start)
            };
            let short = gap.split_whitespace().count() <= SOURCE_REACH;
            let is_subject =
                |source: &Range<usize>| is_passive(self.of(source.end..self.unit.end)) && gap.is_empty();
            let source = source.filter(|source| !is_subject(source));
            let rest_is_empty = n_after <= 8 || gap.is_empty();
            // "Phil Bakke, the chairman, said he …": what follows the verb is a clause of its own.
            let tells_behind = begins_clause(after, gap.is_empty()) && n_after > 2;
            if source.is_some() && short && rest_is_empty && !tells_behind {
                let content = std::iter::once(self.unit.start..self.unit.start + comma).collect();
                return self.indirect_of(cue, content, source, 0.8);
            }
        }
        None
    }

    /// Up to where a told clause ends and the reporter goes on: ", but", ", however", "; ", another
    /// verb of speech.
    fn until_turn(&self, range: Range<usize>) -> Range<usize> {
        let words = self.of(range.clone());
        let turns = [", but ", ", however", ", though ", ", although ", "; "];
        let mut turn = turns.iter().filter_map(|turn| words.find(turn)).min().unwrap_or(words.len());
        let all: Vec<(usize, &str)> = words.split_word_starts().collect();
        for pair in all.windows(2) {
            let ((at, first), (next_at, next)) = (pair[0], pair[1]);
            let next = next.trim_end_matches(',');
            let is_joined = matches!(first, "and" | "but") && is_saying(next) && !next.ends_with("ing");
            let is_added = first.ends_with(',') && next.ends_with("ing") && takes_a_clause(next);
            if is_joined || is_added {
                turn = turn.min(if is_joined { at } else { next_at });
            }
        }
        let kept = words.get(..turn).unwrap_or_default();
        if kept.split_whitespace().count() < LEAST_KEPT {
            return range;
        }
        range.start..range.start + kept.trim_end().len()
    }

    /// The object of a verb at `from`: the clause without when, where and how it was said.
    fn object(&self, from: usize) -> Range<usize> {
        let clause = self.until_turn(self.trimmed(from..self.unit.end, ",:;"));
        let words = self.of(clause.clone());
        let days = ["Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"];
        let on_a_day = days.iter().filter_map(|day| words.find(&format!(" on {day}day")));
        let all: Vec<(usize, &str)> = words.split_word_starts().collect();
        let goes_on = all.windows(2).find(|pair| {
            let next = pair[1].1;
            let is_verb =
                next.ends_with("ed") || matches!(next, "has" | "have" | "had" | "is" | "was" | "did");
            (pair[0].1 == "and" && is_verb) || (pair[0].1.ends_with(',') && next.ends_with("ing"))
        });
        let goes_on = goes_on.map(|pair| if pair[0].1 == "and" { pair[0].0 } else { pair[1].0 });
        let ends = OBJECT_ENDS.iter().filter_map(|end| words.find(end));
        let end = ends.chain(on_a_day).chain(goes_on).min();
        let end = end.filter(|at| words.get(..*at).is_some_and(|kept| kept.contains(' ') || *at > 3));
        self.trimmed(clause.start..clause.start + end.unwrap_or(words.len()), ",")
    }
}

fn meets(part: &Range<usize>, others: &[Range<usize>]) -> bool {
    others.iter().any(|other| overlaps(part, other))
}

/// Whether a word of this form behind `before` is used as a verb.
fn is_verb_here(form: Form, before: &str) -> bool {
    let bare = before.trim_end_matches(',');
    let is_helper = matches!(
        bare,
        "to" | "will"
            | "would"
            | "could"
            | "may"
            | "might"
            | "can"
            | "should"
            | "must"
            | "did"
            | "does"
            | "do"
            | "not"
            | "they"
            | "we"
            | "I"
            | "you"
            | "who"
            | "also"
            | "both"
    ) || bare.ends_with("n’t")
        || bare.ends_with("n't");
    let is_be = matches!(bare, "is" | "are" | "was" | "were" | "been" | "also" | "again" | "now");
    let is_subject = (bare.starts_with(char::is_uppercase) && !segment::is_function_word(bare))
        || is_pronoun(bare)
        || matches!(bare, "who" | "also" | "and" | "now" | "often" | "which" | "that")
        || bare.ends_with("ly");
    match form {
        Form::Bare => is_helper,
        Form::Present => is_subject && before.trim_end_matches(',') == before,
        Form::Past => {
            !matches!(bare, "the" | "a" | "an" | "his" | "her" | "their" | "its" | "of" | "by" | "with")
        }
        Form::Ing => is_be,
    }
}

/// Whether the words behind a verb of speech begin a clause: a pronoun or, where the speaker stands
/// before the verb, an article and so on.
fn begins_clause(after: &str, may_be_speaker: bool) -> bool {
    let next = after.split_whitespace().next().unwrap_or_default();
    is_pronoun(next)
        || next == "there"
        || (!may_be_speaker && matches!(next, "the" | "this" | "that" | "his" | "her" | "their" | "no"))
}

/// Whether the reporter goes on behind a comma rather than who is told of: ", adding that".
fn goes_on_telling(after: &str) -> bool {
    let first = after.trim_start_matches([' ', ',']).split_whitespace().next().unwrap_or_default();
    first.ends_with("ing") || matches!(first, "according" | "but" | "and" | "who" | "which" | "as" | "")
}

/// Whether `head` may stand between a verb and its "that": nothing, whom it is said to, or when
/// and where.
fn may_stand_before_that(head: &str, verb: &str) -> bool {
    let head = head.trim();
    let n_words = head.split_whitespace().count();
    let first = head.split_whitespace().next().unwrap_or_default();
    let is_adjunct = matches!(
        first,
        "on" | "in"
            | "at"
            | "to"
            | "during"
            | "earlier"
            | "later"
            | "last"
            | "this"
            | "through"
            | "again"
            | "before"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "repeatedly"
    );
    head.is_empty() || (n_words <= 9 && !head.contains(',') && (is_adjunct || takes_a_hearer(verb)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::paragraph::of;
    use super::super::tests::check;
    use super::*;

    #[test]
    fn what_is_told_has_a_source_too() {
        check("Lopes denied that it was so.", &["that it was so."], "Lopes", QuoteKind::Indirect);
        check("According to Lopes, nobody was hurt.", &["nobody was hurt."], "Lopes", QuoteKind::Indirect);
        check(
            "According to Lopes, the harbour master, divers found cracks.",
            &["divers found cracks."],
            "Lopes, the harbour master",
            QuoteKind::Indirect,
        );
        check(
            "According to Lopes, the engineer was ill, and nobody was hurt.",
            &["the engineer was ill, and nobody was hurt."],
            "Lopes",
            QuoteKind::Indirect,
        );
        check(
            "The piers would stay shut, said the mayor.",
            &["The piers would stay shut"],
            "the mayor",
            QuoteKind::Indirect,
        );
        check(
            "Jon Bakke, the harbour master, said the piers were safe.",
            &["the piers were safe."],
            "Jon Bakke, the harbour master",
            QuoteKind::Indirect,
        );
    }

    #[test]
    fn what_somebody_wants_and_what_a_survey_shows_is_told() {
        check("Lopes refused to close the pier.", &["to close the pier."], "Lopes", QuoteKind::Indirect);
        check(
            "A new survey shows the pier is unsafe.",
            &["the pier is unsafe."],
            "A new survey",
            QuoteKind::Indirect,
        );
        check(
            "Lopes said the pier was safe, but nobody went there.",
            &["the pier was safe"],
            "Lopes",
            QuoteKind::Indirect,
        );
    }

    #[track_caller]
    fn check_told(text: &str, expected: &[&str]) {
        let found: Vec<&str> = told(text).iter().map(|range| of(text, range)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn told_words_are_found_one_after_the_other() {
        check_told(
            "The mayor told the council on Tuesday that the piers stay shut.",
            &["that the piers stay shut."],
        );
        check_told("Lopes denied that it was so. She left.", &["that it was so."]);
        check_told("According to Lopes, nobody was hurt.", &["nobody was hurt."]);
        check_told("Nobody was hurt, according to Lopes.", &["Nobody was hurt"]);
        check_told("The piers would stay shut, said the mayor.", &["The piers would stay shut"]);
    }

    #[test]
    fn quoted_words_are_not_told() {
        check_told("“We close the piers tonight,” said Lopes.", &[]);
        check_told("She walked to the pier and looked at it.", &[]);
    }

    #[test]
    fn a_cue_with_nothing_before_it_tells_nothing() {
        check_told(", according to ", &[]);
    }

    proptest! {
        #[test]
        fn told_words_are_in_order_and_on_char_boundaries(text in "(said|that|, |\\. |according to |“|”|Ana |\\PC){0,60}") {
            let mut at = 0;
            for range in told(&text) {
                prop_assert!(range.start >= at && text.get(range.clone()).is_some_and(|words| !words.is_empty()), "{range:?}");
                at = range.end;
            }
        }
    }

    #[test]
    fn a_sentence_parted_by_who_said_it_is_told_in_two_parts() {
        check(
            "The pier was sound, Lind said, until it fell in 1999.",
            &["The pier was sound", "until it fell in 1999."],
            "Lind",
            QuoteKind::Indirect,
        );
    }

    #[test]
    fn the_reporter_goes_on_where_what_was_told_ends() {
        check(
            "Lind said he would close the pier and warned of storms.",
            &["he would close the pier"],
            "Lind",
            QuoteKind::Indirect,
        );
        check(
            "Lind said the crew has a film that shows the fall.",
            &["the crew has a film that shows the fall."],
            "Lind",
            QuoteKind::Indirect,
        );
        check("Lind rejected the old plan in a statement.", &["the old plan"], "Lind", QuoteKind::Indirect);
    }

    #[test]
    fn what_is_added_to_a_quotation_is_told_too() {
        check_told("“We close,” Lind said, adding that the pier was old.", &["that the pier was old."]);
    }

    #[test]
    fn a_noun_of_speech_tells_what_follows_that() {
        check(
            "Nobody backed Lind’s claim that the pier was sound.",
            &["that the pier was sound."],
            "Lind",
            QuoteKind::Indirect,
        );
        check_told("The claim that was made is old.", &[]);
    }

    #[test]
    fn what_somebody_is_the_first_to_do_is_not_told() {
        check_told("The town was the first to order the closure of a pier.", &[]);
    }

    #[test]
    fn a_noun_tells_nothing() {
        check_told("The attacks on the pier were many.", &[]);
        check_told("Several plans to close it failed.", &[]);
    }
}
