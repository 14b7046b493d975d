//! Finding words as they stand, as whole words, or by a regular expression.
//!
//! The engine is the `regex` crate, which takes time linear in the text whatever the expression;
//! what is compiled is bounded in size, so that no expression can stop the program.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use thiserror::Error;

use super::matches::is_whole;

/// Compiled expressions up to this size run over a screenful of text within a frame, bytes.
const LIGHT: usize = 48 << 10;
/// No larger expression is compiled, bytes.
const LARGEST: usize = 1 << 20;
/// What the engine may keep of its states while it searches, bytes.
const STATES: usize = 4 << 20;
/// Groups within groups at most.
const DEEPEST: u32 = 60;

/// What is looked for, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words, or the expression.
    pub text: String,
    /// Whether capitals count.
    pub case: bool,
    /// Whether letters may not go on at either end.
    pub whole_word: bool,
    /// Whether `text` is a regular expression.
    pub regex: bool,
}

/// Why a query cannot be searched for.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PatternError {
    /// The expression is not well formed.
    #[error("This is no regular expression yet: {0}.")]
    Syntax(String),
    /// It would take too much memory.
    #[error("This expression is too large to search for. Shorten it, or lower its counts.")]
    TooLarge,
}

/// A query ready to be searched for.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    /// Matches in the middle of a word are left out.
    whole_word: bool,
    is_light: bool,
}

impl Pattern {
    /// The pattern of a query; none where there is nothing to look for.
    ///
    /// Words as they stand: a run of white space finds any other, a straight quotation mark or
    /// apostrophe a curly one too. In an expression `^` and `$` are the ends of a line.
    pub fn new(query: &Query) -> Result<Option<Self>, PatternError> {
        if query.text.is_empty() || (!query.regex && query.text.trim().is_empty()) {
            return Ok(None);
        }
        let source = match (query.regex, query.whole_word) {
            (false, _) => literal(&query.text),
            (true, false) => query.text.clone(),
            (true, true) => format!(r"\b(?:{})\b", query.text),
        };
        if query.regex {
            // Told of the expression as typed, not of what is put around it.
            build(&query.text, query.case, LARGEST)?;
        }
        let whole_word = query.whole_word && !query.regex;
        match build(&source, query.case, LIGHT) {
            Ok(regex) => Ok(Some(Self { regex, whole_word, is_light: true })),
            Err(PatternError::TooLarge) => {
                let regex = build(&source, query.case, LARGEST)?;
                Ok(Some(Self { regex, whole_word, is_light: false }))
            }
            Err(error) => Err(error),
        }
    }

    /// Whether a screenful of text can be searched within a frame.
    pub fn is_light(&self) -> bool {
        self.is_light
    }

    /// The matches in `text`, in order and apart; empty ones are none.
    pub fn matches<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at <= text.len() {
                let found = self.regex.find_at(text, at)?.range();
                if !found.is_empty() && (!self.whole_word || is_whole(text, &found)) {
                    at = found.end;
                    return Some(found);
                }
                at = text.ceil_char_boundary((found.start + 1).min(text.len())).max(found.start + 1);
            }
            None
        })
    }
}

fn build(source: &str, case: bool, size: usize) -> Result<Regex, PatternError> {
    let built = RegexBuilder::new(source)
        .case_insensitive(!case)
        .multi_line(true)
        .nest_limit(DEEPEST)
        .size_limit(size)
        .dfa_size_limit(STATES)
        .build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => PatternError::TooLarge,
        error => PatternError::Syntax(reason(&error.to_string())),
    })
}

/// The last line of the engine's message, which says what is wrong; the lines before draw it.
fn reason(message: &str) -> String {
    let last = message.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    last.trim().trim_start_matches("error: ").trim_end_matches('.').to_owned()
}

/// The expression that finds `words` as they stand.
fn literal(words: &str) -> String {
    let mut source = String::with_capacity(words.len() + 8);
    let mut was_space = false;
    for c in words.chars() {
        let is_space = c.is_whitespace();
        match c {
            _ if is_space && was_space => {}
            _ if is_space => source.push_str(r"\s+"),
            '\'' => source.push_str("['’‘]"),
            '"' => source.push_str("[\"“”„]"),
            c => source.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
        was_space = is_space;
    }
    source
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::string_slice, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn query(text: &str, options: &str) -> Query {
        Query {
            text: text.to_owned(),
            case: options.contains('c'),
            whole_word: options.contains('w'),
            regex: options.contains('r'),
        }
    }

    /// Matches are written `[so]` in the text; options: c case, w whole word, r regular expression.
    #[track_caller]
    fn check(marked: &str, text: &str, options: &str) {
        let plain = marked.replace(['[', ']'], "");
        let pattern = Pattern::new(&query(text, options)).unwrap().unwrap();
        let mut again = plain.clone();
        let found: Vec<_> = pattern.matches(&plain).collect();
        for range in found.into_iter().rev() {
            again.insert(range.end, ']');
            again.insert(range.start, '[');
        }
        assert_eq!(again, marked);
    }

    #[test]
    fn capitals_count_where_asked() {
        check("[Wang] and [WANG] s[wang]", "wang", "");
        check("Wang and WANG s[wang]", "wang", "c");
        check("[ØDEGÅRD] [Ødegård]", "ødegård", "");
    }

    #[test]
    fn whole_words_have_no_letter_on() {
        check("banana [ana] anaconda [ana]’s “[ana]”", "ana", "w");
        check("ba [a a]", "a a", "w");
        check("Jose\u{301} [Jose]", "jose", "w");
        check("[12] 123 [12]%", r"\d\d", "wr");
        check("[Hoekstra] Hoek", "Hoek(stra)", "wr");
    }

    #[test]
    fn a_phrase_is_found_over_a_line_end() {
        check("[Wopke\nHoekstra] and [Wopke  Hoekstra]", "wopke hoekstra", "");
    }

    #[test]
    fn straight_marks_find_curly_ones() {
        check("[O’Brien] [O'Brien]", "o'brien", "");
        check("[“No]” [\"No]\"", "\"no", "");
    }

    #[test]
    fn signs_mean_themselves_unless_an_expression_is_asked_for() {
        check("[1.5] 105 [1.5]%", "1.5", "");
        check("[1.5] [105]", "1.5", "r");
    }

    #[test]
    fn expressions_see_the_ends_of_lines() {
        check("[The] end.\n[The] start, The middle", "^the", "r");
        check("[7.3] and [12] percent", r"\d+(\.\d+)?", "r");
    }

    #[test]
    fn an_empty_match_is_none_and_nothing_is_looked_for_where_nothing_was_typed() {
        check("b[aa]b", "a*", "r");
        assert!(Pattern::new(&query("  ", "")).unwrap().is_none());
        assert!(Pattern::new(&query("", "r")).unwrap().is_none());
    }

    #[test]
    fn a_bad_expression_is_told_in_words() {
        let told = |text: &str| Pattern::new(&query(text, "rw")).unwrap_err().to_string();
        assert_eq!(told("(a"), "This is no regular expression yet: unclosed group.");
        assert!(told("a{2,1}").contains("invalid repetition"), "{}", told("a{2,1}"));
        assert!(told(r"\w{5000}").contains("too large"));
        assert!(told(&"(".repeat(500)).contains("no regular expression"));
    }

    #[test]
    fn an_expression_that_explodes_elsewhere_takes_its_time_here() {
        let text = format!("{}b", "a".repeat(20_000));
        let pattern = Pattern::new(&query("(a*)*c", "r")).unwrap().unwrap();
        assert_eq!(pattern.matches(&text).count(), 0);
    }

    proptest! {
        #[test]
        fn words_as_they_stand_are_found_where_they_stand(
            text in "[ab ’'\\n.é👩]{0,40}", words in "[ab ’.é]{1,4}", whole_word: bool,
        ) {
            let asked = Query { text: words.clone(), case: true, whole_word, regex: false };
            let Some(pattern) = Pattern::new(&asked).unwrap() else { return Ok(()) };
            let mut at = 0;
            for found in pattern.matches(&text) {
                prop_assert!(found.start >= at && !found.is_empty());
                at = found.end;
                let flat = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ").replace('\'', "’");
                prop_assert_eq!(flat(&text[found]), flat(&words));
            }
        }

        #[test]
        fn no_expression_makes_it_fail(source in "\\PC{0,12}", text in "\\PC{0,40}", whole_word: bool) {
            if let Ok(Some(pattern)) = Pattern::new(&Query { text: source, case: false, whole_word, regex: true }) {
                let all: Vec<_> = pattern.matches(&text).collect();
                prop_assert!(all.windows(2).all(|pair| pair[0].end <= pair[1].start));
            }
        }
    }
}
