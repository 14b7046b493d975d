//! The order in which the parts of a page are read: columns one after the other, what spans them
//! before or between.
//!
//! A column is told by the white space beside it, which hardly any line crosses; lines that do
//! part the page into bands, each read column by column.

use super::segments::Segment;

/// Lines a column has at least.
const FEWEST_LINES: usize = 4;
/// A column is at least this many times as wide as its letters are high; cells of tables are less.
const NARROWEST: f64 = 7.0;
/// White space between columns is at least this many times the size of the letters.
const GUTTER: f64 = 0.6;
/// Of the lines beside it, at most one in so many crosses the space between two columns.
const MOST_CROSSING: usize = 4;
/// How finely the width of a page is looked through, points.
const STEP: f64 = 2.0;
/// The widest page looked through; wider ones are read as one column.
const MOST_STEPS: usize = 5_000;
/// Columns within columns.
const DEEPEST: usize = 6;

/// The parts of a page in the order they are read; `right_to_left` where its columns go that way.
pub(super) fn ordered(segments: Vec<Segment>, right_to_left: bool) -> Vec<Vec<Segment>> {
    let mut parts = Vec::new();
    cut(segments, right_to_left, 0, &mut parts);
    parts.retain(|part| !part.is_empty());
    parts
}

fn cut(segments: Vec<Segment>, right_to_left: bool, depth: usize, parts: &mut Vec<Vec<Segment>>) {
    let gutter = if depth < DEEPEST { gutter(&segments) } else { None };
    let Some(gutter) = gutter else {
        parts.push(segments);
        return;
    };
    let (across, beside) = parted(segments, gutter);
    let mut across = across.into_iter().peekable();
    let mut beside = beside.into_iter().peekable();
    loop {
        let next = across.peek().map(|segment| segment.y);
        let is_above = |segment: &Segment| next.is_none_or(|y| segment.y > y);
        let band: Vec<Segment> = std::iter::from_fn(|| beside.next_if(is_above)).collect();
        let (left, right): (Vec<Segment>, Vec<Segment>) =
            band.into_iter().partition(|segment| segment.x1 <= gutter);
        let columns = if right_to_left { [right, left] } else { [left, right] };
        for column in columns {
            cut(column, right_to_left, depth + 1, parts);
        }
        let top = beside.peek().map(|segment| segment.y);
        let spans = |segment: &Segment| top.is_none_or(|y| segment.y >= y);
        let heading: Vec<Segment> = std::iter::from_fn(|| across.next_if(spans)).collect();
        if heading.is_empty() && beside.peek().is_none() {
            return;
        }
        parts.push(heading);
    }
}

/// What crosses the space between two columns, and what stands beside it, each from the top. The last
/// line of what crosses it may be a short one.
fn parted(mut segments: Vec<Segment>, gutter: f64) -> (Vec<Segment>, Vec<Segment>) {
    segments.sort_by(|one, other| other.y.total_cmp(&one.y));
    let is_alone: Vec<bool> = (0..segments.len())
        .map(|idx| {
            let Some(own) = segments.get(idx) else { return false };
            let near = |other: &&Segment| (other.y - own.y).abs() < 0.7 * own.size;
            let above = segments.iter().take(idx).rev().take_while(near).count();
            above == 0 && segments.iter().skip(idx + 1).take_while(near).count() == 0
        })
        .collect();
    let (mut across, mut beside): (Vec<Segment>, Vec<Segment>) = (Vec::new(), Vec::new());
    for (segment, is_alone) in segments.into_iter().zip(is_alone) {
        let crosses = segment.x0 < gutter && segment.x1 > gutter;
        let ends = is_alone
            && across.last().is_some_and(|above| {
                let is_alike = (above.size - segment.size).abs() < 0.1 * segment.size;
                let is_within = segment.x0 >= above.x0 - 1.0 && segment.x1 <= above.x1 + 1.0;
                is_alike && is_within && above.y - segment.y < 1.7 * segment.size
            });
        if crosses || ends { across.push(segment) } else { beside.push(segment) }
    }
    (across, beside)
}

/// Where the space between two columns lies.
fn gutter(segments: &[Segment]) -> Option<f64> {
    if segments.len() < 2 * FEWEST_LINES {
        return None;
    }
    let size = median(segments.iter().map(|segment| segment.size));
    let left = segments.iter().map(|segment| segment.x0).fold(f64::INFINITY, f64::min);
    let right = segments.iter().map(|segment| segment.x1).fold(f64::NEG_INFINITY, f64::max);
    let step_of = |x: f64| {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative, and bounded below"
        )]
        let step = ((x - left) / STEP) as usize;
        step
    };
    let n_steps = step_of(right) + 1;
    if n_steps > MOST_STEPS {
        return None;
    }
    let mut crossing = vec![0_usize; n_steps];
    for segment in segments {
        let (from, to) = (step_of(segment.x0), step_of(segment.x1));
        crossing.iter_mut().take(to + 1).skip(from).for_each(|n| *n += 1);
    }
    let n_rows = n_rows(segments, size);
    let mut best: Option<(usize, usize, f64)> = None;
    let mut at = 0;
    while at < n_steps {
        let n_crossing = crossing.get(at).copied().unwrap_or_default();
        let length = crossing.iter().skip(at).take_while(|n| **n == n_crossing).count();
        #[allow(clippy::cast_precision_loss, reason = "a page has few thousand steps")]
        let (start, width) = (left + at as f64 * STEP, length as f64 * STEP);
        let is_rare = n_crossing * MOST_CROSSING <= n_rows;
        if is_rare && width >= GUTTER * size {
            let middle = start + width / 2.0;
            let is_better =
                best.is_none_or(|(n, long, _)| (n_crossing, usize::MAX - length) < (n, usize::MAX - long));
            if is_better && parts_columns(segments, middle, size) {
                best = Some((n_crossing, length, middle));
            }
        }
        at += length.max(1);
    }
    best.map(|(_, _, middle)| middle)
}

/// Whether there are columns on both sides of `middle`, beside each other.
fn parts_columns(segments: &[Segment], middle: f64, size: f64) -> bool {
    let side = |is_left: bool| -> Vec<&Segment> {
        segments.iter().filter(|own| if is_left { own.x1 <= middle } else { own.x0 >= middle }).collect()
    };
    let (left, right) = (side(true), side(false));
    let is_column = |lines: &[&Segment]| {
        let is_wide = median(lines.iter().map(|line| line.width())) >= NARROWEST * size;
        let n_wordy = lines.iter().filter(|line| line.text.split_whitespace().count() >= 2).count();
        lines.len() >= FEWEST_LINES && is_wide && n_wordy * 2 >= lines.len()
    };
    if !is_column(&left) || !is_column(&right) {
        return false;
    }
    let reach = |lines: &[&Segment]| {
        let low = lines.iter().map(|line| line.y).fold(f64::INFINITY, f64::min);
        let high = lines.iter().map(|line| line.y).fold(f64::NEG_INFINITY, f64::max);
        (low - size, high + size)
    };
    let beside = |lines: &[&Segment], (low, high): (f64, f64)| {
        lines.iter().filter(|line| (low..=high).contains(&line.y)).count()
    };
    beside(&left, reach(&right)) >= FEWEST_LINES - 1 && beside(&right, reach(&left)) >= FEWEST_LINES - 1
}

/// How many lines there are, those at one height counted once.
fn n_rows(segments: &[Segment], size: f64) -> usize {
    let mut heights: Vec<f64> = segments.iter().map(|segment| segment.y).collect();
    heights.sort_by(f64::total_cmp);
    heights.dedup_by(|one, other| (*one - *other).abs() < 0.5 * size);
    heights.len()
}

/// The value in the middle; 0 where there is none.
pub(super) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::segments::segments;
    use super::super::segments::tests::put;
    use super::*;

    fn parts(lines: &[(&str, f64, f64)], right_to_left: bool) -> Vec<Vec<String>> {
        let glyphs = lines.iter().flat_map(|(text, x, y)| put(text, *x, *y, 10.0)).collect();
        let parts = ordered(segments(glyphs), right_to_left);
        parts.iter().map(|part| part.iter().map(|segment| segment.text.clone()).collect()).collect()
    }

    fn column(of: &'static str, x: f64, from: f64, n_lines: usize) -> Vec<(&'static str, f64, f64)> {
        (0..n_lines)
            .map(|line| (of, x, from - 12.0 * f64::from(u32::try_from(line).unwrap_or_default())))
            .collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other_below_what_spans_them() {
        let mut lines =
            vec![("A headline over both of the columns of the page", 50.0, 712.0), ("and more", 50.0, 700.0)];
        lines.extend(column("left column of text", 50.0, 680.0, 6));
        lines.extend(column("right column of text", 165.0, 678.0, 6));
        let found = parts(&lines, false);
        let firsts: Vec<(&str, usize)> = found.iter().map(|part| (part[0].as_str(), part.len())).collect();
        assert_eq!(
            firsts,
            [
                ("A headline over both of the columns of the page", 2),
                ("left column of text", 6),
                ("right column of text", 6)
            ]
        );
        assert_eq!(parts(&lines, true)[1][0], "right column of text");
    }

    #[test]
    fn a_heading_between_bands_keeps_its_place() {
        let mut lines = column("left column of text", 50.0, 700.0, 6);
        lines.extend(column("right column of text", 165.0, 700.0, 6));
        lines.push(("A heading in the middle over both columns here", 50.0, 620.0));
        lines.extend(column("lower left column of", 50.0, 600.0, 6));
        lines.extend(column("lower right column of", 165.0, 600.0, 6));
        let firsts: Vec<String> = parts(&lines, false).into_iter().map(|part| part[0].clone()).collect();
        assert_eq!(firsts[2], "A heading in the middle over both columns here");
        assert_eq!(firsts.len(), 5);
    }

    #[test]
    fn cells_of_a_table_are_no_columns() {
        let mut lines = column("2024", 50.0, 700.0, 8);
        lines.extend(column("7 tons", 165.0, 700.0, 8));
        assert_eq!(parts(&lines, false).len(), 1);
    }

    #[test]
    fn one_column_with_a_ragged_edge_is_one() {
        let mut lines = column("a line of text that is as long as lines are", 50.0, 700.0, 9);
        lines.push(("a short one", 50.0, 590.0));
        assert_eq!(parts(&lines, false).len(), 1);
    }
}
