//! Letters that stand beside each other become stretches of text.

use std::collections::HashMap;
use std::rc::Rc;

use unicode_normalization::char::is_combining_mark;

use super::paint::Glyph;
use super::visual::{Sign, is_right_to_left, logical, plain_letters, turn_brackets};

/// Letters further apart than this many times their size do not belong together: a gap between
/// columns. Wide spaces of a justified line may be split as well, and are put together again.
const GUTTER: f64 = 0.9;
/// A gap this wide is a space where the font's own spaces are drawn, too.
const SPACE_BESIDE_SPACES: f64 = 0.35;
/// A gap this wide is a space where no spaces are drawn.
const SPACE: f64 = 0.15;
/// Letters on one line may differ in height by this much of their size.
const SAME_LINE: f64 = 0.3;
/// Letters smaller than this share of the usual ones may be raised or lowered.
const SMALL: f64 = 0.75;
/// How far raised or lowered letters are off their line.
const RAISED: f64 = 0.65;
/// Letters without a width that are this close, in their size, are in the same place.
const NO_DISTANCE: f64 = 0.05;
/// A size this many times another is that of an initial.
const INITIAL: f64 = 1.7;

/// A stretch of text on one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) x0: f64,
    pub(super) x1: f64,
    /// Its baseline, points upwards.
    pub(super) y: f64,
    /// Height of its font, points.
    pub(super) size: f64,
    pub(super) is_bold: bool,
    /// Marked as the head or foot of a page.
    pub(super) is_running: bool,
    /// How wide its first word is, points.
    pub(super) first_word: f64,
}

impl Segment {
    pub(super) fn width(&self) -> f64 {
        self.x1 - self.x0
    }
}

/// What holds for all letters of a page.
#[derive(Clone, Copy)]
struct Page {
    /// The height most have.
    usual: f64,
    reads_right_to_left: bool,
}

fn mostly_right_to_left(glyphs: &[Glyph]) -> bool {
    let letters = glyphs.iter().filter_map(|glyph| glyph.text.as_deref()).flat_map(str::chars);
    let (n_right, n_letters) = letters
        .filter(|c| c.is_alphabetic())
        .fold((0_usize, 0_usize), |(right, all), c| (right + usize::from(is_right_to_left(c)), all + 1));
    n_right * 2 > n_letters
}

/// Letters of about one baseline.
struct Row {
    y: f64,
    size: f64,
    glyphs: Vec<Glyph>,
}

/// The stretches that `glyphs` of one direction make, from the top downwards.
pub(super) fn segments(glyphs: Vec<Glyph>) -> Vec<Segment> {
    let glyphs = without_doubles(with_marks_joined(glyphs));
    let mut sizes: Vec<f64> = glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let page = Page { usual, reads_right_to_left: mostly_right_to_left(&glyphs) };
    let (mut found, mut lines): (Vec<Segment>, Vec<Vec<Sign>>) =
        rows(glyphs, usual).into_iter().flat_map(|row| split(row, page)).unzip();
    turn_brackets(&mut lines);
    for (segment, signs) in found.iter_mut().zip(lines) {
        let text: String = signs.into_iter().map(|sign| sign.text).collect();
        text.trim().clone_into(&mut segment.text);
    }
    found.retain(|segment| !segment.text.is_empty());
    set_initials(&mut found);
    found
}

/// Whether a letter is a space.
fn is_space(glyph: &Glyph) -> bool {
    glyph.text.as_deref().is_some_and(|text| !text.is_empty() && text.chars().all(char::is_whitespace))
}

/// Accents that are glyphs of their own go to the letter they stand on.
fn with_marks_joined(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let is_mark = |glyph: &Glyph| {
        glyph.text.as_deref().is_some_and(|text| !text.is_empty() && text.chars().all(is_combining_mark))
    };
    if !glyphs.iter().any(is_mark) {
        return glyphs;
    }
    let carries = |base: &Glyph, mark: &Glyph| {
        let middle = f64::midpoint(mark.x0, mark.x1);
        let reach = 0.1 * base.size;
        !is_space(base)
            && (base.x0 - reach..=base.x1 + reach).contains(&middle)
            && (base.y - mark.y).abs() < base.size
    };
    let mut joined: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut waiting: Option<Glyph> = None;
    for mut glyph in glyphs {
        if is_mark(&glyph) {
            match joined.last_mut() {
                Some(base) if carries(base, &glyph) => add(base, &glyph),
                _ => match &mut waiting {
                    Some(before) => add(before, &glyph),
                    None => waiting = Some(glyph),
                },
            }
            continue;
        }
        if let Some(mark) = waiting.take() {
            if carries(&glyph, &mark) {
                add(&mut glyph, &mark);
            } else {
                joined.push(mark);
            }
        }
        joined.push(glyph);
    }
    joined.extend(waiting);
    joined
}

fn add(base: &mut Glyph, mark: &Glyph) {
    let text =
        [base.text.as_deref().unwrap_or("\u{fffd}"), mark.text.as_deref().unwrap_or_default()].concat();
    base.text = Some(Rc::from(text));
}

/// Where a letter begins and where it ends.
type Extent = (f64, f64);

/// Some programs draw a letter twice, a hair apart, to make it bold or to give it a shadow.
fn without_doubles(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let place = |glyph: &Glyph, dx: i64, dy: i64| {
        let cell = (glyph.size * 0.1).max(0.5);
        #[allow(clippy::cast_possible_truncation, reason = "places on a page are below 1e7")]
        let (x, y) = ((glyph.x0 / cell).round() as i64 + dx, (glyph.y / cell).round() as i64 + dy);
        (x, y)
    };
    // Letters that overlap are not kept, so few are at one place.
    let mut seen: HashMap<(i64, i64, Rc<str>), Vec<Extent>> = HashMap::new();
    let mut kept = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        if let Some(text) = glyph.text.clone().filter(|text| !text.is_empty() && !is_space(&glyph)) {
            let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy)));
            let is_double = around.into_iter().any(|(dx, dy)| {
                let (x, y) = place(&glyph, dx, dy);
                let twins = seen.get(&(x, y, Rc::clone(&text)));
                twins.is_some_and(|twins| twins.iter().any(|twin| covers(*twin, &glyph)))
            });
            if is_double {
                continue;
            }
            let (x, y) = place(&glyph, 0, 0);
            seen.entry((x, y, text)).or_default().push((glyph.x0, glyph.x1));
        }
        kept.push(glyph);
    }
    kept
}

/// Whether `twin`, from where to where it goes, covers more than half of a letter. Letters beside each
/// other do not, however narrow they are. One without a width is covered where it is in the same place.
fn covers(twin: Extent, glyph: &Glyph) -> bool {
    let width = glyph.x1 - glyph.x0;
    if width > 0.0 {
        twin.1.min(glyph.x1) - twin.0.max(glyph.x0) > width / 2.0
    } else {
        (twin.0 - glyph.x0).abs() < NO_DISTANCE * glyph.size
    }
}

/// Puts letters of one baseline together; small ones beside a line go to it.
fn rows(glyphs: Vec<Glyph>, usual: f64) -> Vec<Row> {
    let (small, mut large): (Vec<Glyph>, Vec<Glyph>) =
        glyphs.into_iter().partition(|glyph| glyph.size < SMALL * usual);
    large.sort_by(|one, other| other.y.total_cmp(&one.y));
    let mut rows = gathered(large);
    let mut alone = Vec::new();
    for glyph in small {
        match row_beside(&mut rows, &glyph) {
            Some(row) => row.glyphs.push(glyph),
            None => alone.push(glyph),
        }
    }
    alone.sort_by(|one, other| other.y.total_cmp(&one.y));
    rows.extend(gathered(alone));
    rows.sort_by(|one, other| other.y.total_cmp(&one.y));
    rows
}

fn gathered(glyphs: Vec<Glyph>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if row.y - glyph.y <= SAME_LINE * row.size.min(glyph.size) => row.glyphs.push(glyph),
            _ => rows.push(Row { y: glyph.y, size: glyph.size, glyphs: vec![glyph] }),
        }
    }
    rows
}

/// The row that a small letter is raised above or lowered below.
fn row_beside<'r>(rows: &'r mut [Row], glyph: &Glyph) -> Option<&'r mut Row> {
    let largest = rows.iter().map(|row| row.size).fold(0.0, f64::max);
    // Rows go downwards.
    let from = rows.partition_point(|row| row.y > glyph.y + SAME_LINE * largest);
    rows.iter_mut().skip(from).take_while(|row| glyph.y - row.y <= RAISED * largest).find(|row| {
        let is_near = (-SAME_LINE * row.size..=RAISED * row.size).contains(&(glyph.y - row.y));
        let reach = 0.35 * row.size;
        is_near
            && row
                .glyphs
                .iter()
                .any(|own| !is_space(own) && glyph.x0 - own.x1 < reach && own.x0 - glyph.x1 < reach)
    })
}

/// The stretches of a row.
fn split(row: Row, page: Page) -> Vec<(Segment, Vec<Sign>)> {
    let Row { y, size, mut glyphs } = row;
    glyphs.sort_by(|one, other| one.x0.total_cmp(&other.x0));
    let has_spaces = glyphs.iter().any(is_space);
    let mut found = Vec::new();
    let mut own: Vec<(String, Glyph)> = Vec::new();
    let mut is_apart = false;
    for glyph in glyphs {
        if is_space(&glyph) {
            is_apart = true;
            continue;
        }
        if let Some((_, before)) = own.last() {
            let gap = glyph.x0 - before.x1;
            let is_small = before.size.min(glyph.size) < SMALL * page.usual;
            let em = if is_small { size } else { before.size.min(glyph.size) };
            let ratio = before.size.max(glyph.size) / before.size.min(glyph.size);
            if gap > GUTTER * em || (ratio > INITIAL && !is_small) {
                found.extend(segment(std::mem::take(&mut own), y, page));
                is_apart = false;
            } else if is_apart || gap > if has_spaces { SPACE_BESIDE_SPACES } else { SPACE } * em {
                is_apart = true;
            }
        }
        let space = if is_apart && !own.is_empty() { " " } else { "" };
        is_apart = false;
        own.push((space.to_owned(), glyph));
    }
    found.extend(segment(own, y, page));
    found
}

/// The stretch of these letters, each with the space before it; its text comes from its signs.
fn segment(letters: Vec<(String, Glyph)>, y: f64, page: Page) -> Option<(Segment, Vec<Sign>)> {
    let (_, first) = letters.first()?;
    let x0 = first.x0;
    let n_letters = letters.len();
    let x1 = letters.iter().map(|(_, glyph)| glyph.x1).fold(x0, f64::max);
    let size = letters.iter().map(|(_, glyph)| glyph.size).fold(0.0, f64::max);
    let n_bold = letters.iter().filter(|(_, glyph)| glyph.marks.is_bold).count();
    let n_running = letters.iter().filter(|(_, glyph)| glyph.marks.is_running).count();
    let word_end =
        letters.iter().skip(1).find(|(space, _)| !space.is_empty()).map_or(x1, |(_, glyph)| glyph.x0);
    let mut pieces: Vec<String> = Vec::with_capacity(n_letters);
    for (space, glyph) in letters {
        if !space.is_empty() {
            pieces.push(space);
        }
        pieces.push(plain_letters(glyph.text.as_deref().unwrap_or("\u{fffd}")));
    }
    let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
    let signs = logical(&pieces, page.reads_right_to_left);
    let segment = Segment {
        text: String::new(),
        x0,
        x1,
        y,
        size,
        is_bold: n_bold * 10 >= n_letters * 9,
        is_running: n_running * 2 > n_letters,
        first_word: word_end - x0,
    };
    Some((segment, signs))
}

/// An initial that reaches down several lines opens the topmost of them.
fn set_initials(segments: &mut Vec<Segment>) {
    let is_initial = |segment: &Segment| {
        let mut letters = segment.text.chars().filter(|c| c.is_alphabetic());
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_none()
            && segment.text.chars().count() <= 2
    };
    let places: Vec<usize> =
        (0..segments.len()).filter(|idx| segments.get(*idx).is_some_and(is_initial)).collect();
    for place in places.into_iter().rev() {
        let Some(initial) = segments.get(place).cloned() else { continue };
        let beside = |segment: &Segment| {
            initial.size > INITIAL * segment.size
                && (-0.5 * segment.size..1.2 * segment.size).contains(&(segment.x0 - initial.x1))
                && (initial.y - 0.1 * initial.size..initial.y + initial.size).contains(&segment.y)
        };
        let mut lines: Vec<usize> =
            (0..segments.len()).filter(|idx| segments.get(*idx).is_some_and(beside)).collect();
        lines.sort_by(|one, other| {
            let y = |idx: &usize| segments.get(*idx).map_or(0.0, |segment| segment.y);
            y(other).total_cmp(&y(one))
        });
        let Some(topmost) = lines.first().and_then(|idx| segments.get_mut(*idx)).filter(|_| lines.len() > 1)
        else {
            continue;
        };
        topmost.text.insert_str(0, &initial.text);
        // The lines beside an initial are no indented ones.
        for idx in lines {
            if let Some(line) = segments.get_mut(idx) {
                line.x0 = initial.x0;
            }
        }
        segments.remove(place);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ingest::pdf::paint::Marks;

    /// `text` at (x, y), each letter half as wide as it is high.
    pub(in crate::ingest::pdf) fn put(text: &str, x: f64, y: f64, size: f64) -> Vec<Glyph> {
        let glyph = |(at, c): (usize, char)| {
            let x0 = x + f64::from(u32::try_from(at).unwrap_or_default()) * size / 2.0;
            let text = Some(Rc::from(c.to_string()));
            Glyph {
                text,
                x0,
                x1: x0 + size / 2.0,
                y,
                size,
                angle: 0,
                place: (x0, y),
                marks: Marks::default(),
            }
        };
        text.chars().enumerate().map(glyph).collect()
    }

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        segments(glyphs).into_iter().map(|segment| segment.text).collect()
    }

    #[test]
    fn letters_beside_each_other_are_put_together_whatever_their_order() {
        let mut glyphs = [put("The harbour", 50.0, 700.0, 10.0), put("opened", 110.0, 700.0, 10.0)].concat();
        glyphs.extend(put("Other column", 200.0, 701.0, 10.0));
        glyphs.reverse();
        assert_eq!(texts(glyphs), ["The harbour opened", "Other column"]);
    }

    #[test]
    fn gaps_are_spaces_where_none_are_drawn() {
        let glyphs = [put("The", 50.0, 700.0, 10.0), put("harbour", 67.5, 700.0, 10.0)].concat();
        assert_eq!(texts(glyphs), ["The harbour"]);
        let spaced = [put("The a", 50.0, 700.0, 10.0), put("re", 77.0, 700.0, 10.0)].concat();
        assert_eq!(texts(spaced), ["The are"]);
    }

    #[test]
    fn a_letter_drawn_twice_is_read_once() {
        let glyphs = [put("Bold", 50.0, 700.0, 10.0), put("Bold", 50.3, 700.0, 10.0)].concat();
        assert_eq!(texts(glyphs), ["Bold"]);
        assert_eq!(texts(put("aa bb", 50.0, 700.0, 10.0)), ["aa bb"]);
    }

    /// `text` with each letter as wide as this share of its size.
    fn put_narrowly(text: &str, x: f64, size: f64, share: f64) -> Vec<Glyph> {
        let mut glyphs = put(text, x, 700.0, size);
        for (at, glyph) in glyphs.iter_mut().enumerate() {
            glyph.x0 = x + f64::from(u32::try_from(at).unwrap_or_default()) * size * share;
            glyph.x1 = glyph.x0 + size * share;
            glyph.place.0 = glyph.x0;
        }
        glyphs
    }

    #[test]
    fn equal_letters_set_narrowly_are_all_read() {
        for (size, share) in [(10.0, 0.18), (10.0, 0.14), (4.0, 0.22), (6.0, 0.16)] {
            for tenth in 0..10 {
                let x = 50.0 + 0.1 * f64::from(tenth);
                let glyphs = put_narrowly("all bills", x, size, share);
                assert_eq!(texts(glyphs), ["all bills"], "{size} {share} {x}");
            }
        }
    }

    #[test]
    fn a_narrow_word_drawn_twice_is_read_once() {
        let once = put_narrowly("all bills", 50.0, 10.0, 0.18);
        let twice = [once, put_narrowly("all bills", 50.3, 10.0, 0.18)].concat();
        assert_eq!(texts(twice), ["all bills"]);
    }

    #[test]
    fn a_raised_number_belongs_to_its_line() {
        let glyphs = [
            put("opened", 50.0, 700.0, 10.0),
            put("1", 80.0, 704.0, 6.0),
            put("and closed.", 88.0, 700.0, 10.0),
            put("It rained.", 50.0, 688.0, 10.0),
        ];
        assert_eq!(texts(glyphs.concat()), ["opened1 and closed.", "It rained."]);
    }

    #[test]
    fn an_initial_opens_its_paragraph() {
        let glyphs = [
            put("T", 50.0, 676.0, 36.0),
            put("he harbour", 70.0, 700.0, 10.0),
            put("opened", 70.0, 688.0, 10.0),
            put("again.", 70.0, 676.0, 10.0),
        ];
        assert_eq!(texts(glyphs.concat()), ["The harbour", "opened", "again."]);
    }

    #[test]
    fn accents_of_their_own_go_to_their_letter() {
        let mut glyphs = put("caf", 50.0, 700.0, 10.0);
        glyphs.extend(put("\u{301}", 66.0, 700.0, 10.0));
        glyphs.extend(put("e.", 65.0, 700.0, 10.0));
        assert_eq!(texts(glyphs), ["cafe\u{301}."]);
    }
}
