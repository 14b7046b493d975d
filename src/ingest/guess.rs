//! Guesses what part each line of a plain text plays, from its words and its neighbours.
//!
//! When in doubt a line is a paragraph: furniture is left out of checking, so nothing of the
//! story may be taken for it.

use crate::model::BlockKind;
use crate::text::segment::names;

use super::credits::credit_start;
use super::furniture::is_furniture;
use super::lines::ends_sentence;

/// Most words of a headline.
const LONGEST_HEADLINE: usize = 30;
/// Most words of a heading between paragraphs.
const LONGEST_HEADING: usize = 8;
/// Most words of a byline or dateline.
const LONGEST_BYLINE: usize = 12;

/// The parts the `lines` of a text play, in order.
pub(super) fn kinds(lines: &[&str]) -> Vec<BlockKind> {
    let mut kinds = vec![BlockKind::Paragraph; lines.len()];
    let headline = headline_idx(lines);
    let mut byline: Option<&str> = None;
    let mut is_opening = true;
    for idx in 0..lines.len() {
        let place = Place { idx, headline, byline, is_opening };
        let kind = kind_of(lines, &kinds, &place);
        if kind == BlockKind::Byline && byline.is_none() {
            byline = lines.get(idx).map(|line| byline_in(line));
        }
        is_opening &= kind != BlockKind::Paragraph;
        if let Some(own) = kinds.get_mut(idx) {
            *own = kind;
        }
    }
    mark_captions_without_credit(lines, &mut kinds);
    mark_headings(lines, &mut kinds);
    kinds
}

/// The name in a byline: what stands behind "By".
pub(super) fn byline_in(line: &str) -> &str {
    ["By ", "BY ", "by "].iter().find_map(|by| line.strip_prefix(by)).unwrap_or(line).trim()
}

/// Whether `line` names an author and nothing else.
pub(super) fn is_byline(line: &str) -> bool {
    let name = byline_in(line);
    let n_words = name.split_whitespace().count();
    name.len() < line.len()
        && (1..=LONGEST_BYLINE).contains(&n_words)
        && name.starts_with(char::is_uppercase)
        && !ends_sentence(name)
        && !name.contains(['“', '"', ':', '?'])
}

/// Where a line stands and what is known by then.
struct Place<'t> {
    idx: usize,
    headline: Option<usize>,
    byline: Option<&'t str>,
    /// Whether no paragraph has come yet.
    is_opening: bool,
}

fn kind_of(lines: &[&str], kinds: &[BlockKind], place: &Place<'_>) -> BlockKind {
    let line = lines.get(place.idx).copied().unwrap_or_default();
    let title = place.headline.and_then(|idx| lines.get(idx)).copied();
    let above = place.idx.checked_sub(1).and_then(|idx| kinds.get(idx)).copied();
    if Some(place.idx) == place.headline {
        return BlockKind::Headline;
    }
    let repeats_title = title.is_some_and(|title| same_words(title, line));
    if repeats_title || is_furniture(line) || is_author_box(line, place, above) {
        return BlockKind::Furniture;
    }
    if let Some(start) = credit_start(line) {
        return if start == 0 { BlockKind::Credit } else { BlockKind::Caption };
    }
    if is_list_item(line) {
        return BlockKind::List;
    }
    let below_top = above.is_some_and(|kind| kind != BlockKind::Byline);
    if place.is_opening && (is_byline(line) || (below_top && place.byline.is_none() && is_bare_name(line))) {
        return BlockKind::Byline;
    }
    if place.is_opening && is_dateline(line) {
        return BlockKind::Dateline;
    }
    BlockKind::Paragraph
}

/// The first line that is no furniture, where it reads like a headline.
fn headline_idx(lines: &[&str]) -> Option<usize> {
    let idx = lines.iter().position(|line| !is_furniture(line))?;
    let line = lines.get(idx)?;
    let is_short = line.split_whitespace().count() <= LONGEST_HEADLINE;
    let has_full_stop = line.ends_with('.') && !line.ends_with("..") && !ends_in_initials(line);
    (is_short && !has_full_stop).then_some(idx)
}

/// "… in the U.S.": the stop belongs to the abbreviation.
fn ends_in_initials(line: &str) -> bool {
    line.split_whitespace().next_back().is_some_and(|word| word.matches('.').count() > 1)
}

/// The author's name again, or a text about the author below it.
fn is_author_box(line: &str, place: &Place<'_>, above: Option<BlockKind>) -> bool {
    let Some(name) = place.byline.filter(|name| !name.is_empty()) else { return false };
    let tells = [" is a ", " is an ", " is the ", " covers ", " writes ", " reports "];
    let tells_of_author =
        line.strip_prefix(name).is_some_and(|rest| tells.iter().any(|verb| rest.starts_with(verb)));
    same_words(byline_in(line), name) || (above == Some(BlockKind::Furniture) && tells_of_author)
}

/// Two or three words that make one name.
fn is_bare_name(line: &str) -> bool {
    let n_words = line.split_whitespace().count();
    let letters_only = line.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\'' | '.'));
    let is_one_name = names(line).first().is_some_and(|name| *name == (0..line.len()));
    (2..=3).contains(&n_words) && letters_only && is_one_name && line.contains(char::is_lowercase)
}

/// "KARL, Nov. 3 (Agency) —" with nothing behind it.
fn is_dateline(line: &str) -> bool {
    let n_words = line.split_whitespace().count();
    let place = line.split([',', '(', '—', '–']).next().unwrap_or_default().trim();
    let in_capitals =
        place.chars().filter(|c| c.is_alphabetic()).count() > 2 && !place.contains(char::is_lowercase);
    let is_dated = line.chars().any(|c| c.is_ascii_digit()) || line.contains('(');
    let ends_open = line.ends_with(['—', '–', '-', ')']) || line.ends_with(|c: char| c.is_ascii_digit());
    in_capitals && n_words <= LONGEST_BYLINE && line.len() > place.len() && is_dated && ends_open
}

fn is_list_item(line: &str) -> bool {
    ["- ", "• ", "•\t", "* ", "· ", "‣ "].iter().any(|bullet| line.starts_with(bullet))
}

/// A line that says what the caption beside it says, without the credit, is a caption too.
fn mark_captions_without_credit(lines: &[&str], kinds: &mut [BlockKind]) {
    for idx in 0..lines.len() {
        let Some(line) = lines.get(idx).filter(|_| kinds.get(idx) == Some(&BlockKind::Paragraph)) else {
            continue;
        };
        let says_same = |other: usize| {
            let is_caption = kinds.get(other) == Some(&BlockKind::Caption);
            let caption = lines.get(other).filter(|_| is_caption);
            caption.is_some_and(|caption| {
                let words = credit_start(caption).and_then(|start| caption.get(..start));
                words.is_some_and(|words| same_words(words, line))
            })
        };
        let beside = [idx.checked_sub(1), Some(idx + 1)].into_iter().flatten().any(says_same);
        if let Some(kind) = kinds.get_mut(idx).filter(|_| beside) {
            *kind = BlockKind::Caption;
        }
    }
}

/// Short lines without a stop between paragraphs are headings.
fn mark_headings(lines: &[&str], kinds: &mut [BlockKind]) {
    let is_text = |idx: usize| {
        kinds.get(idx) == Some(&BlockKind::Paragraph)
            && lines.get(idx).is_some_and(|line| !is_heading_like(line))
    };
    let first = (0..lines.len()).find(|idx| is_text(*idx));
    let last = (0..lines.len()).rev().find(|idx| is_text(*idx));
    let (Some(first), Some(last)) = (first, last) else { return };
    for idx in first..last {
        let heads = lines.get(idx).is_some_and(|line| is_heading_like(line));
        if let Some(kind) = kinds.get_mut(idx).filter(|kind| heads && **kind == BlockKind::Paragraph) {
            *kind = BlockKind::Heading;
        }
    }
}

fn is_heading_like(line: &str) -> bool {
    let n_words = line.split_whitespace().count();
    let ends_open = line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '’' | '?'));
    let begins = line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    n_words <= LONGEST_HEADING && ends_open && begins && !line.contains(['“', '"'])
}

/// Whether two lines say the same but for white space and case.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let words = |line: &str| line.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    !one.trim().is_empty() && words(one) == words(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Byline, Caption, Credit, Dateline, Furniture, Heading, Headline, List, Paragraph};

    /// Each line with the part it plays.
    #[track_caller]
    fn check(expected: &[(&str, BlockKind)]) {
        let lines: Vec<&str> = expected.iter().map(|(line, _)| *line).collect();
        let found: Vec<(&str, BlockKind)> = lines.iter().copied().zip(kinds(&lines)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_copied_page_falls_into_its_parts() {
        check(&[
            ("Share", Furniture),
            ("Karl Reopens Its Harbour", Headline),
            ("Karl  reopens its Harbour", Furniture),
            ("Mayor Ida Moe opens the gate. Jan Roe/Getty Images", Caption),
            ("Ana Lind", Byline),
            ("Updated:", Furniture),
            ("0:00", Furniture),
            ("KARL, Nov. 3 (Coast News) —", Dateline),
            ("The harbour opened again on Monday.", Paragraph),
            ("Ships wait at the quay.", Caption),
            ("Ships wait at the quay. (Courtesy of Harbour Watch)", Caption),
            ("Photo: Jan Roe", Credit),
            ("A long wait", Heading),
            ("- One ship sank.", List),
            ("“We are glad,” she said.", Paragraph),
            ("Ana Lind", Furniture),
            ("Author", Furniture),
            ("Ana Lind is a reporter. She covers ships.", Furniture),
            ("Related Topics", Furniture),
        ]);
    }

    #[test]
    fn a_byline_with_by_is_known_and_a_sentence_with_by_is_not() {
        check(&[
            ("Karl reopens its harbour", Headline),
            ("By Ana Lind and Bo Ek, Coast News", Byline),
            ("By Friday the harbour was open.", Paragraph),
            ("By the quay", Heading),
            ("It rained.", Paragraph),
        ]);
    }

    #[test]
    fn a_story_that_begins_with_a_sentence_has_no_headline() {
        check(&[("The harbour opened.", Paragraph), ("It rained.", Paragraph)]);
    }

    #[test]
    fn a_headline_may_end_in_an_abbreviation() {
        check(&[("Ships leave the U.S.", Headline), ("It rained.", Paragraph)]);
    }

    #[test]
    fn a_paragraph_about_the_author_in_the_story_stays() {
        check(&[
            ("Karl reopens", Headline),
            ("By Ana Lind", Byline),
            ("It rained.", Paragraph),
            ("Ana Lind is a witness in the case, the court said.", Paragraph),
        ]);
    }

    #[test]
    fn two_short_lines_at_the_end_are_no_headings() {
        check(&[("Karl reopens", Headline), ("It rained.", Paragraph), ("Filed from Karl", Paragraph)]);
    }
}
