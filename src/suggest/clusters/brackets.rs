//! Acronyms that are explained: "the Harbour Workers Union (HWU)", "HWU (Harbour Workers Union)".

use std::ops::Range;

use crate::model::EntityKind;

use super::super::paragraph::of;
use super::same_sort;

/// Most words between a name and the bracket behind it.
const MOST_BETWEEN: usize = 4;
/// Longest text in brackets, and longest way to them, in bytes.
const REACH: usize = 160;

/// Pairs of mentions of which one is an acronym of the other and one stands in brackets behind the
/// other; the acronym first. The letters may stand in another order, as in translated names.
pub(super) fn ties(text: &str, mentions: &[(Range<usize>, EntityKind)]) -> Vec<(usize, usize)> {
    let mut ties = Vec::new();
    for (idx, (range, kind)) in mentions.iter().enumerate() {
        let Some((inside, open)) = bracket_behind(text, range) else { continue };
        let within =
            mentions.iter().enumerate().skip(idx + 1).take_while(|(_, (other, _))| other.start < inside.end);
        let mut within =
            within.filter(|(_, (other, own))| inside.start <= other.start && same_sort(*kind, *own));
        let Some((other, (bracketed, _))) = within.next() else { continue };
        let (outer, inner) = (of(text, range), of(text, &inside));
        if is_acronym(outer) && explains(inner, outer) {
            ties.push((idx, other));
        } else if of(text, bracketed) == inner
            && is_acronym(inner)
            && explains(of(text, &(range.start..open)), inner)
        {
            ties.push((other, idx));
        }
    }
    ties
}

/// What stands in the brackets soon behind `range`, and where they open.
fn bracket_behind(text: &str, range: &Range<usize>) -> Option<(Range<usize>, usize)> {
    // The line from here on, as far as it is looked at.
    let near = |from: usize| {
        let end = text.floor_char_boundary(from + REACH + 1);
        text.get(from..end)?.split('\n').next()
    };
    let line = near(range.end)?;
    let at = line.find('(')?;
    let between = line.get(..at)?;
    if between.split_whitespace().count() > MOST_BETWEEN || between.contains(['.', ',', ';', ')']) {
        return None;
    }
    let open = range.end + at;
    let length = near(open + 1)?.find([')', ',', ';'])?;
    Some((open + 1..open + 1 + length, open))
}

fn is_acronym(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphanumeric()).count();
    letters >= 2 && words.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '&'))
}

/// Whether the letters that begin the large words of `long` are those of `acronym`, in any order.
fn explains(long: &str, acronym: &str) -> bool {
    let initial = |word: &str| word.chars().next().filter(|c| c.is_uppercase() || c.is_ascii_digit());
    let mut letters: Vec<char> = long.split([' ', '-']).filter_map(initial).collect();
    let mut wanted: Vec<char> = acronym.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    wanted.sort_unstable();
    letters == wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, names: &[&str], expected: &[(usize, usize)]) {
        let place = |name: &&str| {
            let start = text.find(*name).unwrap();
            (start..start + name.len(), EntityKind::Organisation)
        };
        assert_eq!(ties(text, &names.iter().map(place).collect::<Vec<_>>()), expected);
    }

    #[test]
    fn an_acronym_in_brackets_is_the_name_before_them() {
        let text = "The Union of Harbour Workers and Pilots (UHWP) met the Port Fund (Oslo).";
        check(text, &["Union of Harbour Workers", "UHWP", "Port Fund", "Oslo"], &[(1, 0)]);
        check("The HWU cup (Harbour Workers Union) began.", &["HWU", "Harbour Workers Union"], &[(0, 1)]);
        check(
            "The CEI (Italian Episcopal Conference) met.",
            &["CEI", "Italian Episcopal Conference"],
            &[(0, 1)],
        );
    }

    #[test]
    fn brackets_that_explain_nothing_tie_nothing() {
        check("Lind Fund (BBC) paid.", &["Lind Fund", "BBC"], &[]);
        check("Lind Fund. Later (LF) paid.", &["Lind Fund", "LF"], &[]);
    }
}
