//! Where a span is after somebody rewrote a stretch of the text by hand.
//!
//! Nothing is guessed or searched for: the place follows from the stretch alone. With *words* for
//! the letters and digits that stand together, the rule is:
//!
//! - What is put in, taken out or replaced inside a span belongs to it; so does what replaces words
//!   at its edge, or all of it. White space at its edge then does not.
//! - What is put in at an edge stays outside, unless it goes on with the word the span begins or
//!   ends with: those letters belong to it. So a letter added to a name is in the name, and words
//!   typed before or behind it are not.
//! - What is taken out across an edge is taken off the span; what replaces it stays outside. Of a
//!   replacement only what differs counts, from its first letter to its last.
//! - A span that was taken out whole, or with what stands around it, has no place any more.
//!
//! As the stretch is looked at as a whole, typing letter by letter leads where pasting does.

use super::Span;
use super::anchor::Splice;

/// Where `span` of the text `before` is in `after`, which `splice` made of it.
pub fn carried(splice: &Splice, span: Span, before: &str, after: &str) -> Option<Span> {
    let (at, gone) = (splice.at, splice.at + splice.removed.len());
    let touches = at < span.end() && span.start() < gone;
    let inside = span.start() <= at && gone <= span.end();
    if touches && !inside {
        placed(&narrowed(splice), span, before, after)
    } else {
        placed(splice, span, before, after)
    }
}

fn placed(splice: &Splice, span: Span, before: &str, after: &str) -> Option<Span> {
    let (at, gone) = (splice.at, splice.at + splice.removed.len());
    let behind = at + splice.inserted.len();
    let moved = |place: usize| place - gone + behind;
    if gone <= span.start() {
        let glued = if gone == span.start() { glued_before(splice, span.of(before)) } else { 0 };
        return Span::new(after, moved(span.start()) - glued, moved(span.end())).ok();
    }
    if span.end() <= at {
        let glued = if span.end() == at { glued_behind(splice, span.of(before)) } else { 0 };
        return Span::new(after, span.start(), span.end() + glued).ok();
    }
    let (cuts_start, cuts_end) = (at <= span.start(), gone >= span.end());
    let start = if at < span.start() { behind } else { span.start() };
    let end = if gone > span.end() { at } else { moved(span.end()) };
    let words = after.get(start..end)?;
    let blank = |rest: &str| words.len() - rest.len();
    let head = if cuts_start { blank(words.trim_start()) } else { 0 };
    let tail = if cuts_end { blank(words.trim_end()) } else { 0 };
    Span::new(after, start + head, end.checked_sub(tail)?).ok()
}

/// Bytes of what is put in before `words` that go on with their first word.
fn glued_before(splice: &Splice, words: &str) -> usize {
    let joins = words.starts_with(is_of_word) && !splice.removed.ends_with(is_of_word);
    let rest = splice.inserted.trim_end_matches(is_of_word);
    if joins { splice.inserted.len() - rest.len() } else { 0 }
}

/// Bytes of what is put in behind `words` that go on with their last word.
fn glued_behind(splice: &Splice, words: &str) -> usize {
    let joins = words.ends_with(is_of_word) && !splice.removed.starts_with(is_of_word);
    let rest = splice.inserted.trim_start_matches(is_of_word);
    if joins { splice.inserted.len() - rest.len() } else { 0 }
}

/// Whether a character is one of those a word consists of: a letter, a digit, or a sign that joins
/// the letter before it.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

/// The part of a splice in which both sides differ.
fn narrowed(splice: &Splice) -> Splice {
    let Splice { at, removed, inserted } = splice;
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = removed.chars().zip(inserted.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let rest = |text: &str| text.get(head..).unwrap_or_default().to_owned();
    let (removed, inserted) = (rest(removed), rest(inserted));
    let ends = removed.chars().rev().zip(inserted.chars().rev());
    let tail: usize = ends.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let cut = |text: &str| text.get(..text.len() - tail).unwrap_or_default().to_owned();
    Splice { at: at + head, removed: cut(&removed), inserted: cut(&inserted) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::string_slice, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `before` with its span in brackets; the stretch from `|` to `|` is replaced.
    #[track_caller]
    fn check(before: &str, inserted: &str, expected: &str) {
        let plain: String = before.chars().filter(|c| !"[]|".contains(*c)).collect();
        let place = |sign: char, nth: usize| {
            let at = before.match_indices(sign).nth(nth).unwrap().0;
            at - before[..at].matches(['[', ']', '|']).count()
        };
        let span = Span::new(&plain, place('[', 0), place(']', 0)).unwrap();
        let (at, gone) = (place('|', 0), place('|', before.matches('|').count() - 1));
        let splice = Splice { at, removed: plain[at..gone].into(), inserted: inserted.into() };
        let after = [&plain[..at], inserted, &plain[gone..]].concat();
        let shown = match carried(&splice, span, &plain, &after) {
            Some(span) => [&after[..span.start()], "[", span.of(&after), "]", &after[span.end()..]].concat(),
            None => after,
        };
        assert_eq!(shown, expected, "{before} with “{inserted}”");
    }

    #[test]
    fn words_typed_at_an_edge_stay_outside() {
        check("told |[Jan Bakke] so", "Mr ", "told Mr [Jan Bakke] so");
        check("told [Jan Bakke]| so", ", again,", "told [Jan Bakke], again, so");
        check("he said |[“Yes”]", "aloud", "he said aloud[“Yes”]");
    }

    #[test]
    fn letters_that_go_on_with_a_word_at_an_edge_belong_to_it() {
        check("told |[an Bakke] so", "J", "told [Jan Bakke] so");
        check("told [Jan Bakk]| so", "e", "told [Jan Bakke] so");
        check("told [Jan Bakk]| so", "e and others", "told [Jan Bakke] and others so");
        check("told |[an Bakke] so", "Mr J", "told Mr [Jan Bakke] so");
        check("caf[e]|", "\u{301}", "caf[e\u{301}]");
    }

    #[test]
    fn what_is_put_in_inside_belongs_to_it() {
        check("told [Jan |Bakke] so", "van ", "told [Jan van Bakke] so");
        check("told [Jan| van| Bakke] so", "", "told [Jan Bakke] so");
    }

    #[test]
    fn what_replaces_words_of_a_span_belongs_to_it_without_blanks_at_its_edge() {
        check("told [|Jan Bakke|] so", "Piet Smit", "told [Piet Smit] so");
        check("told [|Jan Bakke|] so", " Piet ", "told  [Piet]  so");
        check("told [Jan |Bakke|] so", "Smit", "told [Jan Smit] so");
        check("told [|Jan| Bakke] so", "", "told  [Bakke] so");
    }

    #[test]
    fn what_is_taken_out_across_an_edge_is_taken_off() {
        check("|told [Jan| Bakke] so", "", " [Bakke] so");
        check("told [Jan |Bakke] so|", "and others", "told [Jan] and others");
        check("told |Mr [Jan| Bakke] so", "Mr. Jan", "told Mr. [Jan Bakke] so");
    }

    #[test]
    fn a_span_taken_out_whole_has_no_place() {
        check("told [|Jan Bakke|] so", "", "told  so");
        check("told |[Jan Bakke] |so", "", "told so");
        check("told| [Jan Bakke] so|", " nobody", "told nobody");
    }

    #[test]
    fn a_paragraph_pasted_anew_keeps_what_stands_before_and_behind_its_changes() {
        check(
            "|He told [Jan Bakke] on Monday.|",
            "He told [Jan Bakke] on Tuesday.".replace(['[', ']'], "").as_str(),
            "He told [Jan Bakke] on Tuesday.",
        );
    }

    proptest! {
        #[test]
        fn a_span_fits_and_is_itself_away_from_the_stretch(
            text in "[abé ]{3,24}", inserted in "[xyé ]{0,6}", cut in (0..30_usize, 0..8_usize), at in 0..24_usize, len in 1..9_usize,
        ) {
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let end_of = |n: usize| ends[n.min(ends.len() - 1)];
            let (from, to) = (end_of(cut.0), end_of(cut.0 + cut.1));
            let splice = Splice { at: from, removed: text[from..to].to_owned(), inserted: inserted.clone() };
            let after = [&text[..from], &inserted, &text[to..]].concat();
            let Ok(span) = Span::new(&text, end_of(at), end_of(at + len)) else { return Ok(()) };
            let found = carried(&splice, span, &text, &after);
            prop_assert!(found.is_none_or(|found| found.fits(&after)));
            if to < span.start() || span.end() < from {
                prop_assert_eq!(found.map(|found| found.of(&after)), Some(span.of(&text)));
            }
            if span.start() < from && to < span.end() {
                let whole = [&text[span.start()..from], &inserted, &text[to..span.end()]].concat();
                prop_assert_eq!(found.map(|found| found.of(&after).to_owned()), Some(whole));
            }
        }
    }
}
