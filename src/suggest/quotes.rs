//! Who is quoted: direct, mixed and indirect speech with its cue and its source, by the form of
//! the sentence. Who the source is, is found in [`super::speakers`].

use std::ops::Range;

use crate::model::QuoteKind;
use crate::text::segment;

use super::paragraph::{of, overlaps};

/// Quoted words that nothing attributes are a quote from so many words on; fewer are a title, a
/// nickname or irony.
const LEAST_UNATTRIBUTED: usize = 4;
/// Longest way, in words, from a quotation to the verb behind it.
const SOURCE_REACH: usize = 14;
/// Behind an indirect quote's cue at the end of a sentence stand at most so many words.
const MOST_TRAILING: usize = 12;

/// A quote whose speaker is not resolved yet; ranges are bytes of the article.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RawQuote {
    pub(super) content: Vec<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) source: Option<Range<usize>>,
    pub(super) kind: QuoteKind,
    pub(super) score: f32,
}

/// The quotes of a block. `last` is the quote before it, whose speaker may go on.
pub(super) fn find(text: &str, block: &Range<usize>, last: Option<&RawQuote>) -> Vec<RawQuote> {
    if let Some(quote) = labelled(text, block) {
        return vec![quote];
    }
    let words = of(text, block);
    let at = |range: Range<usize>| block.start + range.start..block.start + range.end;
    let quotations: Vec<Range<usize>> = segment::quotations(words).into_iter().map(at).collect();
    let cues: Vec<Range<usize>> = segment::cues(words)
        .into_iter()
        .map(at)
        .filter(|cue| quotations.iter().all(|quotation| !overlaps(quotation, cue)))
        .collect();
    let mut found: Vec<RawQuote> = Vec::new();
    for unit in units(words, block.start, &quotations) {
        let inside = |range: &&Range<usize>| unit.start <= range.start && range.end <= unit.end;
        let reader = Reader {
            text,
            unit: unit.clone(),
            quotations: quotations.iter().filter(inside).cloned().collect(),
            cues: cues.iter().filter(inside).cloned().collect(),
        };
        let previous = found.last().or(last);
        let new = if reader.quotations.is_empty() { reader.indirect() } else { reader.quoted(previous) };
        found.extend(new);
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
                    .iter()
                    .any(|quotation| quotation.start < last.end && last.end < quotation.end)
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
        let with_source = before.iter().rposition(|quote| quote.source.is_some()).unwrap_or(0);
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
        let source = if gap.trim_matches(|c: char| c.is_whitespace() || ",-—".contains(c)).is_empty()
            || is_adverbs(gap)
        {
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
        Some(RawQuote { content, cue: Some(cue.clone()), source, kind, score })
    }

    /// SOURCE said, “…”; SOURCE said that it was “…”; according to SOURCE, “…”
    fn cue_before(&self, cue: &Range<usize>, first: &Range<usize>) -> RawQuote {
        let between = self.of(cue.end..first.start);
        let is_according = self.of(cue.clone()).eq_ignore_ascii_case("according to");
        let source = if is_according {
            self.source_behind(cue.end)
        } else if self.of(cue.clone()).ends_with("ing") {
            self.subject()
        } else {
            self.source_before(self.unit.start, cue.start)
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
        RawQuote { content, cue: Some(cue.clone()), source, kind, score }
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
        let (source, score) = match previous.filter(|_| is_all) {
            Some(previous) => (previous.source.clone(), 0.7),
            None => (self.subject(), 0.5),
        };
        vec![RawQuote { content, cue: None, source, kind, score }]
    }

    /// What the sentence is about: the noun phrase at its start.
    fn subject(&self) -> Option<Range<usize>> {
        let end = self.quotations.first().map_or(self.unit.end, |first| first.start);
        let head = self.trimmed(self.unit.start..end, "");
        let words = self.of(head.clone());
        let first = words.split_whitespace().next().unwrap_or_default();
        if matches!(first, "He" | "She" | "They" | "It" | "We" | "I") {
            return Some(head.start..head.start + first.len());
        }
        let name = segment::names(words).into_iter().next()?;
        Some(head.start + name.start..head.start + name.end)
    }

    // ---- told words

    fn indirect(&self) -> Vec<RawQuote> {
        let mut found: Vec<RawQuote> = Vec::new();
        for cue in self.cues.iter().cloned().chain(self.findings()) {
            let free =
                |quote: &RawQuote| found.iter().all(|own| !overlaps(&own.content[0], &quote.content[0]));
            found.extend(self.told(&cue).filter(free));
        }
        found.sort_by_key(|quote| quote.content[0].start);
        found
    }

    /// Verbs that tell what somebody found or thinks when "that" follows.
    fn findings(&self) -> Vec<Range<usize>> {
        let words = self.of(self.unit.clone());
        let all: Vec<(usize, &str)> = words.split_word_starts().collect();
        let pairs = all.windows(2).filter(|pair| pair[1].1 == "that" && tells_a_finding(pair[0].1));
        pairs.map(|pair| self.unit.start + pair[0].0..self.unit.start + pair[0].0 + pair[0].1.len()).collect()
    }

    fn told(&self, cue: &Range<usize>) -> Option<RawQuote> {
        let verb = self.of(cue.clone()).to_lowercase();
        let quote = |content: Range<usize>, source: Option<Range<usize>>, score: f32| {
            let content = self.trimmed(content, ",:;");
            (self.of(content.clone()).split_whitespace().count() >= 2).then(|| RawQuote {
                content: vec![content],
                cue: Some(cue.clone()),
                source,
                kind: QuoteKind::Indirect,
                score,
            })
        };
        if verb == "according to" {
            let source = self.source_behind(cue.end)?;
            let before = self.trimmed(self.unit.start..cue.start, ",");
            let is_first = self.of(before.clone()).split_whitespace().count() < 2;
            return if is_first {
                quote(source.end..self.unit.end, Some(source), 0.85)
            } else {
                let content = if self.of(self.unit.start..cue.start).trim_end().ends_with(',') {
                    before.start..before.end
                } else {
                    before
                };
                quote(content, Some(source), 0.85)
            };
        }
        let before = self.of(self.unit.start..cue.start);
        let after = self.of(cue.end..self.unit.end);
        let n_after = after.split_whitespace().count();
        // CONTENT, SOURCE said. CONTENT, said SOURCE.
        if n_after <= MOST_TRAILING
            && let Some(comma) = before.rfind(", ")
            && before.get(..comma).is_some_and(|head| head.split_whitespace().count() >= 4)
            && !after.trim_start().starts_with("that ")
            && is_saying(&verb)
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
            if source.is_some() && short && rest_is_empty {
                return quote(self.unit.start..self.unit.start + comma, source, 0.8);
            }
        }
        let source = self.source_before(self.unit.start, cue.start)?;
        if is_passive(self.of(source.end..cue.start)) && !after.trim_start().starts_with("that ") {
            return None;
        }
        // SOURCE said (to somebody) that CONTENT
        let lower = after.to_lowercase();
        let opener = [" that ", " how ", " whether ", " why "]
            .iter()
            .filter_map(|opener| lower.find(opener))
            .min()
            .filter(|at| {
                lower
                    .get(..*at)
                    .is_some_and(|head| head.split_whitespace().count() <= 9 && !head.contains(','))
            });
        if let Some(at) = opener {
            return quote(cue.end + at + 1..self.unit.end, Some(source), 0.85);
        }
        let next = after.split_whitespace().next()?;
        // SOURCE said CONTENT
        if takes_a_clause(&verb)
            && !matches!(next, "to" | "by" | "in" | "on" | "at" | "for" | "with" | "about" | "." | ",")
        {
            return quote(cue.end..self.unit.end, Some(source), 0.7);
        }
        if takes_an_object(&verb) && !after.trim_start().starts_with(['.', ',']) {
            return quote(cue.end..self.unit.end, Some(source), 0.5);
        }
        None
    }

    /// “…” — SOURCE, at the end of a line.
    fn signed(&self, last: &Range<usize>) -> Option<RawQuote> {
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
        })
    }

    // ---- sources

    /// All of a range as a source, without the words that go with the verb behind it.
    fn whole_source(&self, region: Range<usize>) -> Option<Range<usize>> {
        let source = self.without_helpers(region);
        (!source.is_empty()).then(|| self.trimmed(source, ","))
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
    fn source_before(&self, from: usize, to: usize) -> Option<Range<usize>> {
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
        (is_phrase(words) && words.split_whitespace().count() <= 18).then_some(source)
    }

    /// The noun phrase that starts behind the cue, which ends at `from`.
    fn source_behind(&self, from: usize) -> Option<Range<usize>> {
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

/// Words with the place where each starts.
trait WordStarts {
    fn split_word_starts(&self) -> impl Iterator<Item = (usize, &str)>;
}

impl WordStarts for str {
    fn split_word_starts(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.split(char::is_whitespace).filter_map(move |word| {
            let start = at;
            at += word.len();
            at += self.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            (!word.is_empty()).then_some((start, word))
        })
    }
}

/// What may open a clause before its subject.
const OPENERS: &[&str] = &[
    "and ",
    "but ",
    "as ",
    "while ",
    "when ",
    "because ",
    "that ",
    "so ",
    "then ",
    " but ",
    " while ",
    " because ",
    " as ",
    " after ",
    " when ",
    " and that ",
    " that ",
    " and then ",
];

fn segment_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "Mr." | "Mrs." | "Ms." | "Dr." | "Sen." | "Gov." | "Rep." | "Gen." | "St." | "Jr." | "Col." | "Lt."
    )
}

/// Whether there may be a name or a noun in `words`: more than one word that only ties others.
fn is_phrase(words: &str) -> bool {
    let mut all = words.split_whitespace();
    let first = all.next().unwrap_or_default();
    let is_pronoun = [
        "he", "she", "they", "it", "we", "i", "who", "which", "you", "this", "many", "some", "others",
        "several", "most", "both",
    ]
    .contains(&first.to_lowercase().as_str());
    !first.is_empty()
        && (all.next().is_some() || is_pronoun || !segment::is_function_word(first))
        && first != "well"
}

/// Whether what stands between a quotation and a verb begins another clause.
fn goes_on(gap: &str) -> bool {
    let first = gap.trim_start_matches([' ', ',']).split_whitespace().next().unwrap_or_default();
    matches!(
        first,
        "and"
            | "but"
            | "while"
            | "because"
            | "which"
            | "who"
            | "as"
            | "that"
            | "though"
            | "although"
            | "in"
            | "when"
    )
}

/// Whether a sentence ends in `gap`: at a full stop that is no abbreviation's.
fn ends_sentence(gap: &str) -> bool {
    gap.split_whitespace().any(|word| {
        let stem = word.strip_suffix('.').unwrap_or("");
        stem.chars().count() > 3 && !stem.contains('.') && !matches!(stem, "Prof" | "Sens" | "Reps" | "Atty")
    })
}

/// Words that stand between a subject and its verb.
fn is_helper(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "have"
            | "had"
            | "also"
            | "later"
            | "then"
            | "once"
            | "again"
            | "already"
            | "is"
            | "was"
            | "were"
            | "are"
            | "been"
            | "would"
            | "will"
            | "did"
            | "does"
            | "do"
            | "not"
            | "never"
            | "further"
            | "even"
            | "instead"
            | "went"
            | "on"
            | "first"
            | "often"
            | "still"
            | "just"
            | "always"
            | "to"
            | "reportedly"
            | "recently"
    ) || (word.len() > 4 && word.ends_with("ly") && word.starts_with(char::is_lowercase))
}

fn is_adverbs(words: &str) -> bool {
    words.split_whitespace().all(|word| is_helper(word.trim_matches([',', '-', '—'])) || word == ",")
}

fn is_passive(words: &str) -> bool {
    words.split_whitespace().any(|word| matches!(word, "is" | "was" | "were" | "are" | "been" | "be"))
}

/// Words that a noun phrase of a source does not go past.
fn ends_phrase(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "after"
            | "before"
            | "during"
            | "to"
            | "when"
            | "while"
            | "as"
            | "that"
            | "who"
            | "which"
            | "with"
            | "by"
            | "about"
            | "last"
            | "this"
            | "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "adding"
            | "is"
            | "was"
            | "has"
            | "had"
            | "have"
            | "are"
            | "were"
            | "via"
            | "earlier"
            | "yesterday"
            | "today"
            | "following"
            | "referring"
            | "because"
            | "but"
            | "through"
            | "without"
    )
}

fn is_title_like(quoted: &str) -> bool {
    let bare = quoted.trim_matches(|c: char| !c.is_alphanumeric());
    let n = bare.split_whitespace().count();
    n > 0
        && n < 10
        && bare.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() * 4 >= n * 3
        && n > 1
}

fn tells_a_finding(verb: &str) -> bool {
    matches!(
        verb,
        "shows"
            | "showed"
            | "show"
            | "found"
            | "finds"
            | "thinks"
            | "think"
            | "hopes"
            | "hoped"
            | "fears"
            | "feared"
            | "worry"
            | "worries"
            | "worried"
            | "feels"
            | "felt"
            | "knows"
            | "concluded"
            | "realized"
            | "revealed"
            | "suggest"
            | "argue"
            | "claim"
            | "claims"
            | "learned"
            | "decided"
            | "understood"
            | "agree"
            | "ruled"
    )
}

/// Verbs that stand behind what was said.
fn is_saying(verb: &str) -> bool {
    takes_a_clause(verb)
        || matches!(
            verb,
            "told"
                | "tells"
                | "added"
                | "adds"
                | "noted"
                | "notes"
                | "wrote"
                | "writes"
                | "reported"
                | "reports"
                | "explained"
                | "explains"
        )
}

/// Verbs behind which a clause may follow without "that".
fn takes_a_clause(verb: &str) -> bool {
    matches!(
        verb,
        "said"
            | "says"
            | "say"
            | "saying"
            | "claimed"
            | "claims"
            | "believes"
            | "believed"
            | "believe"
            | "argued"
            | "argues"
            | "insisted"
            | "insists"
            | "added"
            | "adds"
            | "suggested"
            | "suggests"
            | "thinks"
            | "warned"
            | "admitted"
            | "acknowledged"
            | "alleged"
            | "alleges"
            | "stated"
            | "noted"
            | "reported"
            | "reports"
            | "indicated"
            | "predicted"
            | "hopes"
            | "confirmed"
            | "announced"
            | "promised"
            | "vowed"
            | "declared"
    )
}

/// Verbs that tell what was said as their object.
fn takes_an_object(verb: &str) -> bool {
    matches!(
        verb,
        "accused"
            | "accuses"
            | "blamed"
            | "blames"
            | "denied"
            | "denies"
            | "urged"
            | "urges"
            | "demanded"
            | "rejected"
            | "condemned"
            | "called for"
            | "calls for"
            | "criticized"
            | "criticised"
            | "praised"
            | "described"
            | "describes"
            | "questioned"
            | "disputed"
            | "cited"
            | "dismissed"
            | "asked"
            | "pledged"
            | "threatened"
            | "proposed"
            | "predicts"
            | "promises"
            | "emphasized"
            | "stressed"
            | "called on"
            | "expects"
            | "told"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, content: &[&str], source: &str, kind: QuoteKind) {
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
    fn what_is_told_has_a_source_too() {
        check("Lopes denied that it was so.", &["that it was so."], "Lopes", QuoteKind::Indirect);
        check("According to Lopes, nobody was hurt.", &["nobody was hurt."], "Lopes", QuoteKind::Indirect);
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
    fn irony_and_titles_are_no_quotes() {
        for text in [
            "They call it a “service station” there.",
            "He wrote the novel “The Long Winter of Karl” in 1990.",
        ] {
            assert_eq!(find(text, &(0..text.len()), None), []);
        }
    }
}
