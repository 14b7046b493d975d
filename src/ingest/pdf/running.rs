//! Heads and feet of pages: lines at the edge that come again on other pages, and page numbers.

use std::collections::BTreeMap;

use super::segments::Segment;

/// Rows at the top and at the bottom of a page that are looked at.
const EDGE_ROWS: usize = 3;
/// Words a head or foot has at most.
const LONGEST: usize = 25;
/// Letters a head or foot has at least, page numbers aside: rows of figures look alike.
const FEWEST_LETTERS: usize = 3;

/// "Page" before its number, and "of" before the last one.
const PAGE: [&str; 8] = ["page", "p", "seite", "página", "pagina", "sida", "side", "стр"];
const OF: [&str; 7] = ["of", "von", "de", "di", "van", "av", "из"];

/// Marks the segments of `pages` that are heads and feet.
pub(super) fn mark(pages: &mut [Vec<Segment>]) {
    let edges: Vec<Vec<Vec<usize>>> = pages.iter().map(|page| edge_rows(page)).collect();
    let mut n_pages_with: BTreeMap<String, usize> = BTreeMap::new();
    for (page, rows) in pages.iter().zip(&edges) {
        let mut shapes: Vec<String> = rows.iter().map(|row| key_of(page, row)).collect();
        shapes.sort();
        shapes.dedup();
        for shape in shapes {
            *n_pages_with.entry(shape).or_default() += 1;
        }
    }
    let n_needed = if pages.len() > 4 { 3 } else { 2 };
    for (page, rows) in pages.iter_mut().zip(&edges) {
        for (idx, row) in rows.iter().enumerate() {
            let text = text_of(page, row);
            let is_outermost = idx == 0 || idx + 1 == rows.len();
            let is_short = text.split_whitespace().count() <= LONGEST;
            let has_words = text.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS;
            let n_pages = n_pages_with.get(&key_of(page, row)).copied().unwrap_or_default();
            let comes_again = has_words && n_pages >= n_needed;
            if is_short && (comes_again || (is_outermost && is_page_number(&text))) {
                for place in row {
                    if let Some(segment) = page.get_mut(*place) {
                        segment.is_running = true;
                    }
                }
            }
        }
    }
}

/// The outermost rows of a page, as places in it.
fn edge_rows(page: &[Segment]) -> Vec<Vec<usize>> {
    let mut places: Vec<usize> = (0..page.len()).collect();
    let height = |place: &usize| page.get(*place).map_or(0.0, |segment| segment.y);
    places.sort_by(|one, other| height(other).total_cmp(&height(one)));
    let near = |one: &usize, other: &usize| (height(one) - height(other)).abs() < 2.0;
    let rows: Vec<Vec<usize>> = places.chunk_by(near).map(<[usize]>::to_vec).collect();
    let n_rows = rows.len();
    let is_edge = |row: usize| row < EDGE_ROWS || row + EDGE_ROWS >= n_rows;
    rows.into_iter().enumerate().filter(|(row, _)| is_edge(*row)).map(|(_, places)| places).collect()
}

/// What two rows have in common that are one head: their words, numbers aside, and their size.
fn key_of(page: &[Segment], row: &[usize]) -> String {
    let size =
        row.iter().filter_map(|place| page.get(*place)).map(|segment| segment.size).fold(0.0, f64::max);
    format!("{} {size:.0}", shape(&text_of(page, row)))
}

fn text_of(page: &[Segment], row: &[usize]) -> String {
    let texts: Vec<&str> =
        row.iter().filter_map(|place| page.get(*place)).map(|segment| segment.text.as_str()).collect();
    texts.join(" ")
}

/// A line with its numbers made alike.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.to_lowercase().chars().filter(|c| !c.is_whitespace()) {
        match c {
            c if c.is_numeric() && shape.ends_with('#') => {}
            c if c.is_numeric() => shape.push('#'),
            c => shape.push(c),
        }
    }
    shape
}

/// "3", "- 3 -", "Page 3 of 9", "3/9".
fn is_page_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '–' | '—' | '|' | '.'));
    let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    if parts.first().is_some_and(|first| PAGE.contains(first)) {
        parts.remove(0);
    }
    let is_number = |part: &&str| part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [number] => is_number(number),
        [number, of, last] => is_number(number) && OF.contains(of) && is_number(last),
        [number, last] => is_number(number) && is_number(last) && text.contains('/'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::segments::segments;
    use super::super::segments::tests::put;
    use super::*;

    fn page(lines: &[&str]) -> Vec<Segment> {
        let glyphs = lines.iter().enumerate().flat_map(|(at, line)| {
            put(line, 50.0, 700.0 - 20.0 * f64::from(u32::try_from(at).unwrap_or_default()), 10.0)
        });
        segments(glyphs.collect())
    }

    fn marked(mut pages: Vec<Vec<Segment>>) -> Vec<String> {
        mark(&mut pages);
        let running = pages.into_iter().flatten().filter(|segment| segment.is_running);
        running.map(|segment| segment.text).collect()
    }

    #[test]
    fn lines_that_come_again_at_the_edge_are_heads_and_feet() {
        let pages = vec![
            page(&["The Karl Courier", "The harbour opened.", "It rained.", "A", "B", "C", "Page 1 of 2"]),
            page(&["The Karl Courier", "Ships came.", "More ships came.", "D", "E", "F", "Page 2 of 2"]),
        ];
        assert_eq!(marked(pages), ["The Karl Courier", "Page 1 of 2", "The Karl Courier", "Page 2 of 2"]);
    }

    #[test]
    fn a_page_alone_has_no_heads_but_may_have_a_number() {
        for text in ["Page 3 of 9", "3/9", "- 3 -", "Seite 3 von 9", "p. 3"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2024", "2024 7", "3 9", "3 ships", "Page"] {
            assert!(!is_page_number(text), "{text}");
        }
        let page = page(&["Karl reopens", "The harbour opened.", "It rained.", "In 2024 too.", "– 1 –"]);
        assert_eq!(marked(vec![page]), ["– 1 –"]);
    }

    #[test]
    fn a_line_that_comes_again_within_the_text_stays() {
        let lines = ["one", "two", "three", "It rained.", "four", "five", "six"];
        let other = ["1a", "2b", "3c", "It rained.", "4d", "5e", "6f"];
        assert_eq!(marked(vec![page(&lines), page(&other)]), [""; 0]);
    }
}
