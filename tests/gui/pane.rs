//! The article pane where the ground moves under it: dragged by its strip, zoomed, with fonts drawn
//! anew.

use copydesk::session::Action;
use copydesk::storage::{Layout, Theme};
use egui::{Event, Modifiers, PointerButton, Pos2, Rect, vec2};
use egui_kittest::kittest::{By, Queryable};
use image::RgbaImage;

use crate::controls::place;
use crate::desk::Desk;
use crate::looks::window;

/// Numbered paragraphs of several lines.
fn long() -> String {
    let paragraph =
        |n: usize| format!("Paragraph {n} of the report tells of pier {n}. {}", "It rained. ".repeat(20));
    (0..400).map(paragraph).collect::<Vec<_>>().join("\n\n")
}

/// The numbers of the paragraphs in sight.
fn in_sight(desk: &mut Desk) -> Vec<usize> {
    let page = place(desk, "Article");
    let nodes = desk.harness().query_all(By::new().label_contains("of the report tells"));
    let shown = nodes.filter(|node| page.intersects(node.rect()) && node.rect().left() > page.left());
    let mut numbers: Vec<usize> = shown
        .filter_map(|node| node.value())
        .filter_map(|words| words.split_whitespace().nth(1)?.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers
}

fn button(desk: &mut Desk, at: Pos2, pressed: bool) {
    let (pos, button, modifiers) = (at, PointerButton::Primary, Modifiers::NONE);
    desk.harness().event(Event::PointerButton { pos, button, pressed, modifiers });
    desk.harness().step();
}

fn move_to(desk: &mut Desk, at: Pos2) {
    desk.harness().event(Event::PointerMoved(at));
    desk.harness().run_steps(2);
}

fn strip(desk: &mut Desk) -> Rect {
    place(desk, "Position in the article")
}

#[test]
fn the_view_is_dragged_through_the_article_by_its_mark_on_the_strip() {
    let layout = Layout { left_open: false, right_open: false, ..Layout::default() };
    let mut desk = window(&long(), Theme::Dark, layout, vec2(720.0, 560.0));
    let caret = desk.session().view().caret;
    let strip = strip(&mut desk);
    assert_eq!(in_sight(&mut desk).first(), Some(&0));
    let hold = strip.center_top() + vec2(0.0, 5.0);
    move_to(&mut desk, hold);
    button(&mut desk, hold, true);
    assert_eq!(in_sight(&mut desk).first(), Some(&0), "taking hold moves nothing");
    let mut last = 0;
    for part in 1..=20_u8 {
        move_to(&mut desk, hold + vec2(0.0, strip.height() * f32::from(part) / 20.0));
        let first = in_sight(&mut desk)[0];
        let wanted = usize::from(part) * 20;
        assert!(first >= last && first.abs_diff(wanted) <= 30, "at {part} of 20 paragraph {first} is first");
        last = first;
    }
    desk.picture("strip dragged");
    assert_eq!(in_sight(&mut desk).last(), Some(&399), "its end is the article's end");
    for part in (0..20_u8).rev() {
        move_to(&mut desk, hold + vec2(0.0, strip.height() * f32::from(part) / 20.0));
    }
    assert_eq!(in_sight(&mut desk).first(), Some(&0), "and back to the start");
    button(&mut desk, hold, false);
    desk.settle();
    assert_eq!((desk.session().view().caret, desk.session().selection()), (caret, None));
}

#[test]
fn a_click_on_the_strip_goes_there() {
    let mut desk = window(&long(), Theme::Dark, Layout::default(), vec2(1280.0, 800.0));
    let middle = strip(&mut desk).center();
    move_to(&mut desk, middle);
    button(&mut desk, middle, true);
    button(&mut desk, middle, false);
    desk.settle();
    let shown = in_sight(&mut desk);
    assert!(shown.contains(&200) || shown[0].abs_diff(200) <= 3, "{shown:?}");
}

/// How many pixels differ by more than a little.
fn n_other(one: &RgbaImage, other: &RgbaImage) -> usize {
    assert_eq!(one.dimensions(), other.dimensions());
    let differ =
        |(a, b): &(&image::Rgba<u8>, &image::Rgba<u8>)| a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > 12);
    one.pixels().zip(other.pixels()).filter(differ).count()
}

/// A window in which letters of several sizes were drawn, with some words tagged.
fn drawn_in_sizes() -> Desk {
    let layout = Layout { left_open: false, right_open: false, ..Layout::default() };
    let mut desk = window(&long(), Theme::Light, layout, vec2(720.0, 560.0));
    desk.act(Action::GoTo(desk.document().text().find("Paragraph 57 ").unwrap()));
    desk.select("pier 57");
    desk.keys("e p Esc");
    desk.keys("Ctrl+= Ctrl+= Ctrl+= Ctrl+- Ctrl+- Ctrl+-");
    desk.act(Action::PutCaret { at: desk.document().text().find("Paragraph 57 ").unwrap(), extend: false });
    desk
}

#[test]
fn the_letters_stay_what_they_are_when_the_font_atlas_is_made_anew() {
    let mut desk = drawn_in_sizes();
    let before = desk.harness().render().unwrap();
    desk.harness().input_mut().max_texture_side = Some(1024);
    desk.harness().run_steps(3);
    let after = desk.harness().render().unwrap();
    desk.picture("atlas");
    assert!(n_other(&before, &after) < 40, "{} pixels are others", n_other(&before, &after));
}

fn paragraph_57(desk: &mut Desk) -> Rect {
    let nodes = desk.harness().query_all(By::new().label_contains("Paragraph 57 of"));
    nodes.map(|node| node.rect()).max_by(|a, b| a.width().total_cmp(&b.width())).unwrap()
}

#[test]
fn zoomed_text_keeps_its_words_in_place_and_under_the_mouse_and_comes_back() {
    let mut desk = drawn_in_sizes();
    let before = paragraph_57(&mut desk);
    let shown = in_sight(&mut desk);
    assert!(shown.contains(&57));
    let size = vec2(720.0, 560.0);
    for zoom in [1.25, 1.5, 2.0_f32] {
        desk.harness().ctx.set_zoom_factor(zoom);
        desk.harness().set_size(size / zoom);
        desk.settle();
        desk.picture(&format!("zoom {zoom}"));
        assert!(in_sight(&mut desk).contains(&57), "the caret's paragraph stays at {zoom}");
        let rect = paragraph_57(&mut desk);
        // So long that the next click is no third one.
        desk.harness().run_steps(40);
        let on_first_word = rect.left_top() + vec2(12.0, 9.0);
        move_to(&mut desk, on_first_word);
        for _ in 0..2 {
            button(&mut desk, on_first_word, true);
            button(&mut desk, on_first_word, false);
        }
        desk.settle();
        let span = desk.session().selection().unwrap();
        let text = desk.document().text();
        assert_eq!((span.of(text), span.start()), ("Paragraph", text.find("Paragraph 57 ").unwrap()));
        desk.act(Action::PutCaret { at: span.start(), extend: false });
    }
    desk.harness().ctx.set_zoom_factor(1.0);
    desk.harness().set_size(size);
    move_to(&mut desk, Pos2::new(2.0, 2.0));
    desk.settle();
    desk.picture("zoomed back");
    assert_eq!(in_sight(&mut desk), shown);
    let moved = (paragraph_57(&mut desk).top() - before.top()).abs();
    assert!(moved < 1.5, "it stands {moved} points from where it stood");
}

#[test]
fn the_command_key_goes_to_the_ends_of_the_article_and_by_words() {
    let mut desk = Desk::with_sample();
    desk.press("Ctrl+End");
    let end = desk.session().document().text().trim_end().len();
    assert!(desk.session().view().caret >= end, "{} of {end}", desk.session().view().caret);
    desk.press("Ctrl+Home");
    assert_eq!(desk.session().view().caret, 0);
    desk.press("Ctrl+ArrowRight");
    let by_word = desk.session().view().caret;
    desk.keys("Ctrl+Home ArrowRight");
    assert_eq!(desk.session().view().caret, by_word, "as without it");
    assert!(by_word > 1);
}
