//! Stretches between quotation marks.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

/// The outermost quotations of `text` in order, their marks included. One that is never closed
/// runs to the end of `text`, as the paragraphs of a long quotation do; single marks count only
/// where both are there and neither is an apostrophe.
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before = None;
    while let Some(here) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let next = at + here.len_utf8();
        let after = text.get(next..).and_then(|rest| rest.chars().next());
        let closed = opening(here, before, after).and_then(|marks| end_of(text, next, marks));
        if let Some(end) = closed {
            found.push(at..end);
            at = end;
            before = text.get(..end).and_then(|done| done.chars().next_back());
        } else {
            at = next;
            before = Some(here);
        }
    }
    found
}

/// The marks a quotation is made of.
#[derive(Clone, Copy)]
enum Marks {
    /// Opened by the first, closed by the second; nested in themselves they are counted.
    Pair(char, char),
    /// The same mark opens and closes.
    Same(char),
    /// Low mark first, closed by either of the high ones.
    Low(char, char),
    /// Two typewriter's single marks at either end, as wires set them.
    Doubled,
    /// Single marks, told from apostrophes by what stands beside them.
    Single(char),
}

/// The marks of a quotation that the character `here` opens.
fn opening(here: char, before: Option<char>, after: Option<char>) -> Option<Marks> {
    let word_before = before.is_some_and(char::is_alphanumeric);
    let blank_before = before.is_none_or(|c| !c.is_alphanumeric() && !is_apostrophe(c));
    let text_after = after.is_some_and(|c| !c.is_whitespace());
    match here {
        '“' => Some(Marks::Pair('“', '”')),
        '”' if !word_before && text_after && before.is_none_or(char::is_whitespace) => {
            Some(Marks::Same('”'))
        }
        '„' => Some(Marks::Low('“', '”')),
        '«' => Some(Marks::Pair('«', '»')),
        '»' if !word_before && text_after => Some(Marks::Pair('»', '«')),
        '「' => Some(Marks::Pair('「', '」')),
        '『' => Some(Marks::Pair('『', '』')),
        '"' if !word_before || after.is_some_and(char::is_alphanumeric) => Some(Marks::Same('"')),
        '\'' if after == Some('\'') && !word_before => Some(Marks::Doubled),
        '‘' if blank_before && text_after => Some(Marks::Single('’')),
        '‚' if blank_before && text_after && after != Some(' ') => Some(Marks::Single('‘')),
        '\'' if blank_before && after.is_some_and(char::is_alphabetic) => Some(Marks::Single('\'')),
        _ => None,
    }
}

/// The end of the quotation whose opening mark ends at `from`.
fn end_of(text: &str, from: usize, marks: Marks) -> Option<usize> {
    let mut rest = text.get(from..).unwrap_or_default().char_indices().peekable();
    if let Marks::Single(closing) = marks {
        return end_of_single(rest, closing).map(|end| from + end);
    }
    if matches!(marks, Marks::Doubled) {
        let closing = text.get(from + 1..).and_then(|rest| rest.find("''"));
        return closing.map(|at| from + at + 3);
    }
    let mut depth = 1_usize;
    let mut before = None;
    while let Some((at, here)) = rest.next() {
        let free_after = rest.peek().is_none_or(|(_, c)| !c.is_alphanumeric());
        let tied_before = before.is_some_and(|c: char| !c.is_whitespace() && c != '(');
        let closes = match marks {
            Marks::Pair(open, close) => here == close || (here == open && tied_before && free_after),
            Marks::Low(one, other) => here == one || here == other,
            Marks::Same(mark) | Marks::Single(mark) => here == mark,
            Marks::Doubled => false,
        };
        if closes {
            depth -= 1;
        } else if matches!(marks, Marks::Pair(open, _) if here == open) {
            depth += 1;
        }
        if depth == 0 {
            return Some(from + at + here.len_utf8());
        }
        before = Some(here);
    }
    Some(text.len())
}

/// The end of a quotation in single marks: the first mark behind a word that is not a possessive
/// plural, or else the first such mark, before another one opens.
fn end_of_single(mut rest: Peekable<CharIndices<'_>>, closing: char) -> Option<usize> {
    let mut possible = None;
    let mut before = None;
    while let Some((at, here)) = rest.next() {
        let free_after = rest.peek().is_none_or(|(_, c)| !c.is_alphanumeric());
        let tied_before = before.is_some_and(|c: char| !c.is_whitespace());
        if here == closing && free_after && tied_before && at > 1 {
            let end = at + here.len_utf8();
            if before != Some('s') {
                return Some(end);
            }
            possible = possible.or(Some(end));
        }
        let another_opens = here == '‘' && closing != '‘' || (here == closing && !tied_before && !free_after);
        if another_opens || here == '\n' {
            return possible;
        }
        before = Some(here);
    }
    possible
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '’' | '\'')
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = quotations(text).into_iter().map(|quotation| &text[quotation]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn both_halves_of_a_broken_quote_are_found() {
        check("“We left,” she said, “at once.”", &["“We left,”", "“at once.”"]);
        check("\"We left,\" she said, \"at once.\"", &["\"We left,\"", "\"at once.\""]);
    }

    #[test]
    fn an_unclosed_quote_runs_to_the_end_of_the_paragraph() {
        check("He said: “One. Two", &["“One. Two"]);
    }

    #[test]
    fn a_quote_within_a_quote_belongs_to_the_outer_one() {
        check("“He said ‘no’ and “never” twice.” End", &["“He said ‘no’ and “never” twice.”"]);
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        check("It’s the players’ cup, rock ’n’ roll of the ’90s", &[]);
        check("It's the players' cup, rock 'n' roll of the '90s", &[]);
        check("A 6\" pipe and O’Brien", &[]);
    }

    #[test]
    fn single_marks_quote_when_both_are_there() {
        check("the ‘service stations’ of the players’ union", &["‘service stations’"]);
        check("He said 'never again' to it's maker", &["'never again'"]);
        check("‘It’s the players’ cup,’ he said", &["‘It’s the players’ cup,’"]);
    }

    #[test]
    fn two_single_marks_are_a_double_one() {
        check("''It's a ruin,'' she said, ''at best.''", &["''It's a ruin,''", "''at best.''"]);
        check("She said ''never", &[]);
    }

    #[test]
    fn marks_of_other_languages_are_known() {
        check("« Oui », dit-il. „Ja“, sagt sie. »Nein«, ”så”.", &["« Oui »", "„Ja“", "»Nein«", "”så”"]);
        check("「はい」と", &["「はい」"]);
    }

    #[test]
    fn an_opening_mark_typed_for_a_closing_one_still_closes() {
        check("“No“ he said, “yes”", &["“No“", "“yes”"]);
    }

    proptest! {
        #[test]
        fn quotations_are_sorted_and_apart(text in prop_oneof!["\\PC{0,40}", "[as“”„‘’‚'\"«»「」 \n\u{301}👩]{0,40}"]) {
            let mut at = 0;
            for quotation in quotations(&text) {
                prop_assert!(quotation.start >= at && !text[quotation.clone()].is_empty());
                at = quotation.end;
            }
        }
    }
}
