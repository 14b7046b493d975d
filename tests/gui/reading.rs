//! The article pane: caret, selection, scrolling, what AccessKit hears.

use copydesk::ingest::SAMPLE;
use egui::{Event, Modifiers, PointerButton, Pos2};

use crate::desk::Desk;

#[test]
fn arrows_move_by_words_and_with_alt_by_characters() {
    let mut desk = Desk::with_text("Headline\n\nThe café is closed.\n", "a.txt");
    desk.press("Alt+Down");
    let start = desk.session().view().caret;
    assert_eq!(start, 10);
    desk.press("Right");
    assert_eq!(desk.session().view().caret, 14);
    desk.keys("Alt+Right Alt+Right Alt+Right Alt+Right");
    assert_eq!(desk.session().view().caret, 19, "é is one character of two bytes");
    desk.press("Left");
    assert_eq!(desk.session().view().caret, 14);
}

#[test]
fn shift_selects() {
    let mut desk = Desk::with_text("Headline\n\nThe café is closed.\n", "a.txt");
    desk.keys("Alt+Down Shift+Right Shift+Right");
    let text = desk.document().text().to_owned();
    assert_eq!(desk.session().selection().unwrap().of(&text), "The café ");
}

#[test]
fn down_and_up_keep_to_the_column_and_come_back() {
    let mut desk = Desk::with_sample();
    desk.keys("Alt+Down Alt+Down Alt+Down Alt+Down Alt+Down Alt+Down Alt+Down Right Right");
    let start = desk.session().view().caret;
    desk.keys("Down Down");
    assert!(desk.session().view().caret > start);
    desk.keys("Up Up");
    assert_eq!(desk.session().view().caret, start);
}

#[test]
fn page_down_reaches_the_end_and_page_up_the_start() {
    let mut desk = Desk::with_sample();
    for _ in 0..12 {
        desk.press("PageDown");
    }
    assert!(desk.session().view().caret > SAMPLE.len() - 40, "{}", desk.session().view().caret);
    assert!(desk.shows("Related Topics"));
    for _ in 0..12 {
        desk.press("PageUp");
    }
    assert!(desk.session().view().caret < 80);
}

#[test]
fn every_paragraph_in_sight_is_told_to_a_screen_reader() {
    let desk = Desk::with_sample();
    assert!(desk.shows("The city of Port Ellery closed two of its nine piers on Tuesday"));
    assert!(
        !desk.shows("Sign up for the Tide Table, our free letter"),
        "what is out of sight is not laid out"
    );
}

fn place_of(desk: &mut Desk, paragraph: &str) -> egui::Rect {
    use egui_kittest::kittest::Queryable;
    let nodes: Vec<_> = desk.harness().query_all_by_label(paragraph).collect();
    nodes.into_iter().map(|node| node.rect()).max_by(|a, b| a.width().total_cmp(&b.width())).unwrap()
}

fn click(desk: &mut Desk, at: Pos2, times: usize) {
    let harness = desk.harness();
    harness.event(Event::PointerMoved(at));
    for _ in 0..times {
        for pressed in [true, false] {
            harness.event(Event::PointerButton {
                pos: at,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
            harness.step();
        }
    }
    desk.settle();
}

#[test]
fn a_double_click_takes_the_word_and_a_triple_click_the_paragraph() {
    let mut desk = Desk::with_text("Headline\n\nThe café is closed today.\n", "a.txt");
    let text = desk.document().text().to_owned();
    let rect = place_of(&mut desk, "The café is closed today.");
    let at = Pos2::new(rect.left() + 45.0, rect.center().y);
    click(&mut desk, at, 2);
    assert_eq!(desk.session().selection().unwrap().of(&text), "café");
    click(&mut desk, at, 3);
    assert_eq!(desk.session().selection().unwrap().of(&text), "The café is closed today.");
}

#[test]
fn a_drag_selects_whole_words() {
    let mut desk = Desk::with_text("Headline\n\nThe café is closed today.\n", "a.txt");
    let text = desk.document().text().to_owned();
    let rect = place_of(&mut desk, "The café is closed today.");
    let (from, to) =
        (Pos2::new(rect.left() + 45.0, rect.center().y), Pos2::new(rect.left() + 76.0, rect.center().y));
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.harness().event(Event::PointerMoved(from));
    desk.harness().event(button(from, true));
    desk.harness().step();
    for n in 1..=8_u8 {
        desk.harness().event(Event::PointerMoved(from + (to - from) * (f32::from(n) / 8.0)));
        desk.harness().step();
    }
    desk.harness().event(button(to, false));
    desk.settle();
    assert_eq!(desk.session().selection().unwrap().of(&text), "café is");
}

#[test]
fn when_nothing_happens_nothing_is_drawn() {
    let mut desk = Desk::with_sample();
    desk.settle();
    let before = desk.n_frames();
    desk.settle();
    let drawn = desk.n_frames() - before;
    // `settle` itself draws one frame each time it runs the harness.
    assert!(drawn <= 2, "{drawn} frames were asked for");
    let windows = desk.harness().output().viewport_output.values();
    let next = windows.map(|window| window.repaint_delay).min();
    assert_eq!(next, Some(std::time::Duration::MAX), "nor is one due at any later time");
}

#[test]
fn control_characters_and_scripts_of_all_kinds_do_not_break_the_pane() {
    let mut desk = Desk::with_text(
        "Head\n\nOdd \u{1}\u{7f}\u{200b} text, e\u{301}, tab\there.\r\n\r\nNext line.\r\n",
        "a.txt",
    );
    desk.keys("Alt+Down Alt+Down Down Up Right Right Alt+Right Alt+Right Shift+End");
    assert!(desk.session().view().caret <= desk.document().text().len());
}
