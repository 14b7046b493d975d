//! Who made a picture, at the end of its caption.

use std::ops::Range;

use super::guess::same_words;
use crate::model::BlockKind;

/// What opens a credit.
const OPENERS: &[&str] = &[
    "Courtesy of ",
    "Courtesy: ",
    "Photo: ",
    "Photo by ",
    "Photo courtesy of ",
    "Photograph: ",
    "Photographs: ",
    "Photography: ",
    "Picture: ",
    "Image: ",
    "Images: ",
    "Image courtesy of ",
    "Credit: ",
    "Photo credit: ",
    "Illustration: ",
    "Illustration by ",
    "Handout via ",
    "File photo",
    "AP Photo",
    "Getty Images",
    "via Getty Images",
    "via AP",
    "via Reuters",
    "via AFP",
    "Screenshot via ",
];

/// What ends a credit.
const ENDINGS: &[&str] = &[
    "Getty Images",
    "/AFP",
    "/AP",
    "/Reuters",
    "/EPA",
    "/ANP",
    "via AP",
    "via Reuters",
    "via AFP",
    "AP Photo",
    "File photo",
    "Shutterstock",
    "Alamy",
];

/// Most words of a credit.
const LONGEST: usize = 14;

/// Where the credit at the end of `line` begins, in bytes: behind its last sentence or in brackets.
pub(super) fn credit_start(line: &str) -> Option<usize> {
    let tails = [in_brackets(line), behind_last_sentence(line), Some(0)];
    tails.into_iter().flatten().find(|start| is_credit(line.get(*start..).unwrap_or_default()))
}

/// The `parts` of `text` with each credit at the end of a caption a part of its own. Many sites give a
/// caption twice, once with its credit: the second one is furniture.
pub(super) fn set_apart(text: &str, parts: Vec<(BlockKind, Range<usize>)>) -> Vec<(BlockKind, Range<usize>)> {
    let words = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let mut found: Vec<(BlockKind, Range<usize>)> = Vec::with_capacity(parts.len());
    let (mut caption, mut credit): (Option<Range<usize>>, Option<Range<usize>>) = (None, None);
    for (kind, range) in parts {
        if kind != BlockKind::Caption {
            (caption, credit) = (None, credit.filter(|_| kind == BlockKind::Credit));
            found.push((kind, range));
            continue;
        }
        let start = credit_start(words(&range)).filter(|start| *start > 0);
        let (own, own_credit) = match start {
            Some(start) => {
                let end = range.start + words(&range).get(..start).unwrap_or_default().trim_end().len();
                (range.start..end, Some(range.start + start..range.end))
            }
            None => (range, None),
        };
        let repeats = caption.as_ref().is_some_and(|before| same_words(words(before), words(&own)));
        found.push((if repeats { BlockKind::Furniture } else { BlockKind::Caption }, own.clone()));
        if let Some(own_credit) = &own_credit {
            let known = credit.as_ref().filter(|_| repeats).map(|credit| bare(words(credit)));
            let repeats = known == Some(bare(words(own_credit)));
            let kind = if repeats { BlockKind::Furniture } else { BlockKind::Credit };
            found.push((kind, own_credit.clone()));
        }
        (caption, credit) = (Some(own), own_credit.or(credit.filter(|_| repeats)));
    }
    found
}

fn bare(credit: &str) -> &str {
    credit.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']', '.', ' '])
}

/// Whether `line` is nothing but a credit.
fn is_credit(line: &str) -> bool {
    let bare = bare(line);
    let opens = OPENERS.iter().any(|opener| bare.starts_with(opener));
    let ends = ENDINGS.iter().any(|ending| bare.ends_with(ending));
    (opens || ends) && bare.split_whitespace().take(LONGEST + 1).count() <= LONGEST
}

fn in_brackets(line: &str) -> Option<usize> {
    line.ends_with([')', ']']).then(|| line.rfind(['(', '[']))?
}

fn behind_last_sentence(line: &str) -> Option<usize> {
    let from = longest_tail(line);
    let body = line.get(from..).unwrap_or_default().trim_end_matches(['.', ' ']);
    let stops = [". ", ".” ", ".\" ", ".) ", "! ", "? "];
    let ends = stops.iter().filter_map(|stop| body.rfind(stop).map(|at| at + stop.len()));
    // "J. Roe/ANP" has a stop of its own: the longest tail that reads as a credit is taken.
    let candidates = body.match_indices(". ").map(|(at, stop)| at + stop.len()).chain(ends);
    candidates.map(|at| from + at).filter(|start| is_credit(line.get(*start..).unwrap_or_default())).min()
}

/// Where the last words of `line` begin among which its credit is: a few more than it may have, as the
/// end of the sentence before it and brackets that stand alone are among them.
fn longest_tail(line: &str) -> usize {
    let word = line.split_whitespace().rev().nth(LONGEST + 4);
    word.map_or(0, |word| word.as_ptr().addr() - line.as_ptr().addr())
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests")]
mod tests {
    use super::*;

    /// The credit is written behind `|`.
    #[track_caller]
    fn check(marked: &str) {
        let line = marked.replace('|', "");
        assert_eq!(credit_start(&line), marked.find('|'), "{line}");
    }

    #[test]
    fn a_credit_is_found_at_the_end_of_a_caption() {
        check("The mayor at the quay. |Jan Roe/ANP/AFP via Getty Images");
        check("The mayor at the quay. |J. Roe/Getty Images");
        check("The mayor at the quay. |(Courtesy of Harbour Watch)");
        check("The mayor at the quay. |Courtesy of Harbour Watch");
        check("The mayor at the quay. |Photo: Jan Roe");
        check("|Photo: Jan Roe");
    }

    #[test]
    fn credits_are_set_apart_and_a_caption_given_twice_is_furniture() {
        use BlockKind::{Caption, Credit, Furniture, Paragraph};
        let lines = [
            (Caption, "Ida Moe opens the gate. J. Roe/Getty Images"),
            (Paragraph, "It rained."),
            (Caption, "Ships wait. (Courtesy of Harbour Watch)"),
            (Caption, "Ships wait. Courtesy of Harbour Watch"),
            (Caption, "A gull."),
            (Caption, "A gull. (Photo: Jan Roe)"),
        ];
        let mut text = String::new();
        let mut parts = Vec::new();
        for (kind, line) in lines {
            parts.push((kind, text.len()..text.len() + line.len()));
            text.push_str(line);
            text.push('\n');
        }
        let found = set_apart(&text, parts);
        let found: Vec<_> = found.iter().map(|(kind, range)| (*kind, &text[range.clone()])).collect();
        assert_eq!(
            found,
            [
                (Caption, "Ida Moe opens the gate."),
                (Credit, "J. Roe/Getty Images"),
                (Paragraph, "It rained."),
                (Caption, "Ships wait."),
                (Credit, "(Courtesy of Harbour Watch)"),
                (Furniture, "Ships wait."),
                (Furniture, "Courtesy of Harbour Watch"),
                (Caption, "A gull."),
                (Furniture, "A gull."),
                (Credit, "(Photo: Jan Roe)"),
            ]
        );
    }

    #[test]
    fn only_the_last_words_are_looked_at() {
        let sentences = "It rained. ".repeat(3_000)
            + "All the ships that had come in before noon had to wait at the quay until the evening. ";
        check(&format!("{sentences}|J. Roe/Getty Images"));
        check(&format!("{sentences}|Photo: A B C D E F G H I J K L M"));
        check(&format!("{sentences}Photo: A B C D E F G H I J K L M N"));
        assert!(credit_start(&format!("{}Getty Images", "a. ".repeat(34_000))).is_some());
    }

    #[test]
    fn a_sentence_about_a_picture_is_no_credit() {
        check("The tour was free, courtesy of the city.");
        check("He sold the photo by the quay to Reuters.");
        check(
            "She works for Getty Images, he said, and the agency was quick to deny that any of it was for sale.",
        );
    }
}
