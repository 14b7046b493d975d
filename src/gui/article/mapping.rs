#![allow(clippy::unwrap_used, clippy::string_slice, reason = "tests")]
//! Tests of the way between byte offsets and places on screen, through the real fonts.

use egui::{Context, FontId, RawInput, Rect, Ui, Vec2, pos2, vec2};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::lines::{Lean, Lines, Place, Side};
use super::style::Style;
use super::{mixed, plain};
use crate::text::segment;

/// Pieces of text in many scripts, with marks, joined letters, emoji and what can hide.
const PIECES: [&str; 34] = [
    "Ada",
    "fi",
    "office",
    " ",
    "  ",
    "é",
    "e\u{301}",
    "(",
    ")",
    "«",
    "»",
    ",",
    ". ",
    "12",
    "3.5",
    "\n",
    "\r\n",
    "שלום",
    "שָׁ",
    "צה״ל",
    "السلام",
    "لا",
    "عليكم",
    "١٢٣",
    "۱۲",
    "، ",
    "👩\u{200d}👧",
    "🇳🇱",
    "\u{202e}",
    "\u{202c}",
    "\u{2067}",
    "\u{2069}",
    "\u{200b}",
    "\u{a0}",
];

fn texts() -> impl Strategy<Value = (String, f32)> {
    let pieces = prop::collection::vec(prop::sample::select(&PIECES[..]), 1..24);
    (pieces.prop_map(|pieces| pieces.concat()), 60_u16..420)
        .prop_map(|(text, width)| (text, f32::from(width)))
}

fn with_ui(act: impl FnOnce(&Ui)) {
    let ctx = Context::default();
    crate::gui::fonts::install(&ctx);
    let mut act = Some(act);
    let output = ctx.run_ui(RawInput::default(), |ui| {
        if let Some(act) = act.take() {
            act(ui);
        }
    });
    output.drop_without_applying_deltas();
    assert!(act.is_none());
}

fn lines(ui: &Ui, text: &str, width: f32) -> Lines {
    let style = Style::new(ui, FontId::new(18.0, crate::gui::fonts::reading()), width);
    let plain = if plain::is_plain(text) { plain::lay(&style, text) } else { None };
    plain.unwrap_or_else(|| mixed::lay(&style, text, None)).lines
}

/// Runs a property over texts and widths.
fn holds(property: impl Fn(&str, &Lines) -> Result<(), TestCaseError>) {
    with_ui(|ui| {
        let mut runner = TestRunner::new(Config::with_cases(400));
        let done = runner.run(&texts(), |(text, width)| property(&text, &lines(ui, &text, width)));
        done.unwrap();
    });
}

/// The graphemes that are drawn: all but the line breaks.
fn drawn(text: &str) -> Vec<std::ops::Range<usize>> {
    let shown = segment::graphemes(text).filter(|range| !text[range.clone()].ends_with('\n'));
    shown.collect()
}

#[test]
fn every_grapheme_has_one_place_in_one_line() {
    holds(|text, lines| {
        let mut ranges: Vec<_> =
            lines.0.iter().flat_map(|line| &line.cells).map(|cell| cell.start..cell.end).collect();
        ranges.sort_by_key(|range| range.start);
        prop_assert_eq!(ranges, drawn(text));
        prop_assert_eq!(lines.0[0].range.start, 0);
        prop_assert_eq!(lines.0[lines.0.len() - 1].range.end, text.len());
        for pair in lines.0.windows(2) {
            prop_assert_eq!(pair[0].range.end, pair[1].range.start);
        }
        for line in &lines.0 {
            prop_assert!(line.cells.iter().all(|cell| line.range.contains(&cell.start)));
            prop_assert!(line.cells.iter().all(|cell| cell.left <= cell.right));
            prop_assert!(line.cells.windows(2).all(|pair| pair[0].right <= pair[1].left + 0.01));
        }
        Ok(())
    });
}

#[test]
fn whatever_the_text_every_grapheme_has_a_place() {
    let odd = prop::sample::select(vec![
        '\0',
        '\r',
        '\n',
        '\t',
        '\u{85}',
        '\u{2028}',
        '\u{2029}',
        '\u{202a}',
        '\u{202b}',
        '\u{202d}',
        '\u{202c}',
        '\u{2066}',
        '\u{2068}',
        '\u{200c}',
        '\u{200d}',
        '\u{301}',
        '\u{5b0}',
        '\u{64b}',
        '\u{644}',
        '\u{627}',
        '\u{1160}',
        '\u{fe0f}',
        '\u{e0041}',
        '\u{1f1f3}',
        '\u{1f469}',
        '\u{94d}',
        '\u{93f}',
        ' ',
        'x',
        'ש',
        '7',
    ]);
    let text = prop::collection::vec(prop_oneof![3 => odd, 1 => any::<char>()], 0..40);
    with_ui(|ui| {
        let mut runner = TestRunner::new(Config::with_cases(600));
        let done = runner.run(&(text, 30_u16..300), |(chars, width)| {
            let text: String = chars.into_iter().collect();
            let lines = lines(ui, &text, f32::from(width));
            let mut ranges: Vec<_> =
                lines.0.iter().flat_map(|line| &line.cells).map(|cell| cell.start..cell.end).collect();
            ranges.sort_by_key(|range| range.start);
            ranges.dedup();
            prop_assert_eq!(ranges, drawn(&text));
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let caret = lines.caret(Place { at, lean: Lean::On });
                prop_assert!(caret.left().is_finite() && caret.top() >= 0.0);
                prop_assert!(lines.place_at(vec2(caret.left(), caret.center().y)).at <= text.len());
            }
            Ok(())
        });
        done.unwrap();
    });
}

#[test]
fn every_offset_goes_to_a_place_and_back() {
    holds(|text, lines| {
        let ends = segment::graphemes(text).map(|range| range.end);
        for at in [0].into_iter().chain(ends) {
            for lean in [Lean::On, Lean::Back] {
                let place = Place { at, lean };
                let caret = lines.caret(place);
                let back = lines.place_at(vec2(caret.left(), caret.center().y));
                let again = lines.caret(back);
                prop_assert!((caret.left() - again.left()).abs() < 0.01, "{place:?} became {back:?}");
                prop_assert_eq!(lines.line_of(place), lines.line_of(back));
                // Where two directions meet, two offsets share one place.
                let shares = [Lean::On, Lean::Back].map(|lean| lines.caret(Place { at, lean }));
                prop_assert!(
                    back.at == at || shares.iter().any(|own| (own.left() - again.left()).abs() < 0.01)
                );
            }
        }
        Ok(())
    });
}

#[test]
fn the_middle_of_a_grapheme_leads_to_one_of_its_ends() {
    holds(|_, lines| {
        for line in &lines.0 {
            for cell in line.cells.iter().filter(|cell| cell.right - cell.left > 0.5) {
                let middle = vec2(f32::midpoint(cell.left, cell.right), line.top + line.height / 2.0);
                let place = lines.place_at(middle);
                prop_assert!(place.at == cell.start || place.at == cell.end);
                prop_assert_eq!(lines.grapheme_at(middle.to_pos2()), Some(cell.start..cell.end));
                let left = lines.place_at(middle - vec2((cell.right - cell.left) / 4.0, 0.0));
                prop_assert_eq!(left.at, if cell.rtl { cell.end } else { cell.start });
            }
        }
        Ok(())
    });
}

#[test]
fn a_highlight_covers_its_graphemes_and_no_other() {
    holds(|text, lines| {
        let graphemes: Vec<_> = segment::graphemes(text).collect();
        for (n, from) in graphemes.iter().enumerate().step_by(3) {
            for to in graphemes.iter().skip(n).step_by(2) {
                let (start, end) = (from.start, to.end);
                let pieces = lines.pieces(start, end);
                for line in &lines.0 {
                    for cell in line.cells.iter().filter(|cell| cell.right - cell.left > 1.0) {
                        let middle = pos2(f32::midpoint(cell.left, cell.right), line.top + line.height / 2.0);
                        let covered = pieces.iter().filter(|piece| piece.rect.contains(middle)).count();
                        let hangs = end > line.range.end && cell.start >= line.shown_end;
                        let expected = start <= cell.start && cell.end <= end && !hangs;
                        prop_assert_eq!(covered, usize::from(expected), "{:?} in {}..{}", cell, start, end);
                    }
                }
            }
        }
        Ok(())
    });
}

#[test]
fn the_arrow_keys_visit_every_place_of_a_line_and_come_back() {
    holds(|_, lines| {
        for (n, line) in lines.0.iter().enumerate() {
            let rtl = line.origin > 0.0;
            let mut place = lines.place_in(n, f32::NEG_INFINITY);
            let mut visited = vec![lines.caret(place).left()];
            while let Ok(next) = lines.step(place, Side::Right, rtl) {
                if lines.line_of(next) != n {
                    break;
                }
                visited.push(lines.caret(next).left());
                place = next;
                prop_assert!(visited.len() <= line.cells.len() + 1);
            }
            prop_assert_eq!(visited.len(), line.cells.len() + 1);
            prop_assert!(visited.windows(2).all(|pair| pair[0] <= pair[1]));
            for x in visited.iter().rev().skip(1) {
                place = lines.step(place, Side::Left, rtl).unwrap();
                prop_assert!((lines.caret(place).left() - x).abs() < 0.01);
            }
        }
        Ok(())
    });
}

/// The words as they are seen from left to right, line by line: each character at its place.
fn seen(text: &str) -> String {
    let mut out = String::new();
    with_ui(|ui| {
        let lines = lines(ui, text, 1000.0);
        let cells = lines.0.iter().flat_map(|line| &line.cells);
        out = cells.map(|cell| &text[cell.start..cell.end]).collect();
    });
    out
}

#[test]
fn hebrew_inside_english_is_turned_and_its_numbers_are_not() {
    assert_eq!(seen("to שלום 42 now"), "to 42 םולש now");
    assert_eq!(seen("שלום (Ada) 42"), "42 )Ada( םולש");
}

#[test]
fn persian_and_arabic_digits_keep_their_order() {
    assert_eq!(seen("سال ۱۲۳"), "۱۲۳ لاس");
    assert_eq!(seen("عام ١٢٣"), "١٢٣ ماع");
}

#[test]
fn an_override_turns_what_it_covers_and_is_seen_itself() {
    assert_eq!(seen("ad\u{202e}min\u{202c}s"), "ad\u{202e}nim\u{202c}s");
}

#[test]
fn a_paragraph_begins_at_the_side_its_first_letter_is_read_from() {
    with_ui(|ui| {
        let right = lines(ui, "42 שלום", 300.0);
        let first: &super::lines::Line = &right.0[0];
        let edge = first.cells.last().map(|cell| cell.right).unwrap();
        assert!((edge - 300.0).abs() < 0.01, "{edge}");
        let left = lines(ui, "42 Ada שלום", 300.0);
        assert!(left.0[0].cells[0].left.abs() < 0.01);
    });
}

#[test]
fn the_letters_of_a_ligature_share_it() {
    with_ui(|ui| {
        for (text, first) in [("fin", 0), ("سلام", "س".len())] {
            let lines = lines(ui, text, 300.0);
            let mut cells: Vec<_> = lines.0[0].cells.clone();
            cells.sort_by_key(|cell| cell.start);
            let n = cells.iter().position(|cell| cell.start == first).unwrap();
            let (a, b) = (cells[n], cells[n + 1]);
            let (a, b) = (a.right - a.left, b.right - b.left);
            assert!(a > 1.0 && b > 1.0, "{text}: {a} and {b}");
        }
    });
}

#[test]
fn a_caret_where_directions_meet_has_two_places_and_the_lean_says_which() {
    with_ui(|ui| {
        let text = "ab שלום";
        let lines = lines(ui, text, 300.0);
        let on = lines.caret(Place { at: 3, lean: Lean::On });
        let back = lines.caret(Place { at: 3, lean: Lean::Back });
        assert!(on.left() > back.left() + 10.0, "{on:?} {back:?}");
        assert_eq!(lines.pieces(1, 5).len(), 2, "a highlight over the meeting falls into two");
    });
}

#[test]
fn a_long_word_is_cut_to_the_width() {
    with_ui(|ui| {
        for word in ["ש".repeat(400), "السلام".repeat(60), "x\u{200b}y".repeat(200)] {
            let lines = lines(ui, &word, 200.0);
            assert!(lines.count() > 3);
            let widths = lines.0.iter().flat_map(|line| &line.cells).map(|cell| (cell.left, cell.right));
            assert!(widths.into_iter().all(|(left, right)| left > -1.0 && right < 201.0));
        }
    });
}

#[test]
fn nothing_lies_outside_the_lines() {
    with_ui(|ui| {
        let lines = lines(ui, "שלום Ada", 300.0);
        let page = Rect::from_min_size(pos2(0.0, 0.0), Vec2::new(300.0, lines.height()));
        assert!(lines.pieces(0, 12).iter().all(|piece| page.contains_rect(piece.rect)));
    });
}
