//! Text in other scripts than the Latin one, text that hides something, and very long text.

use copydesk::session::Action;
use copydesk::storage::{Layout, Theme};
use copydesk::text::Span;
use egui::{Event, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::Queryable;

use crate::desk::Desk;
use crate::looks::{looks_like, window};

const MIXED: &str = "Press review מבט על העיתונות\n\n\
    The minister said «السلام عليكم» at 10:30 (בשעה 10:30) on Shalom שלום street 12 [no. 3].\n\n\
    قال الوزير إن الميزانية بلغت 1,234 مليون دولار في عام 2024 (حسب تقرير Reuters) وأضاف: \
    \"لا توجد خطط جديدة\" خلال مؤتمر صحفي عُقد يوم الثلاثاء.\n\n\
    ראש הממשלה אמר ש״אין שינוי״ בתקציב (2,500 ש״ח) לפי דו״ח של World Bank משנת 2023.\n\n\
    Hidden: pay\u{200b}pal ad\u{202e}nim\u{202c}s, soft\u{ad}hyphen, 12\u{a0}km.\n";

fn click(desk: &mut Desk, at: Pos2) {
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    for event in [Event::PointerMoved(at), button(true), button(false)] {
        desk.harness().event(event);
        desk.harness().step();
    }
    desk.settle();
}

fn caret(desk: &Desk) -> usize {
    desk.session().view().caret
}

/// The byte offset at which these words begin.
fn offset(desk: &Desk, words: &str) -> usize {
    desk.document().text().find(words).unwrap()
}

#[test]
fn a_paragraph_in_three_scripts_shows_its_highlights_where_its_words_are() {
    let layout = Layout { left_open: false, right_open: false, ..Layout::default() };
    let mut desk = window(MIXED, Theme::Light, layout, vec2(720.0, 560.0));
    for words in ["السلام عليكم", "שלום", "World Bank", "Reuters", "الوزير"] {
        desk.select(words);
        desk.keys("e o");
    }
    desk.select("\"لا توجد خطط جديدة\"");
    desk.keys("q Esc");
    desk.select("at 10:30 (בשעה 10:30) on");
    desk.press("1");
    desk.select("بلغت 1,234 مليون دولار في عام 2024");
    desk.press("c");
    desk.select("אמר ש״אין שינוי״ בתקציב (2,500");
    looks_like(&mut desk, "scripts");
}

#[test]
fn the_left_arrow_goes_to_the_left_in_arabic_and_hebrew() {
    let mut desk = Desk::with_text("Head\n\nשלום עולם של Ada Lovelace\n\nEnd.\n", "a.txt");
    desk.act(Action::GoTo(offset(&desk, "שלום")));
    desk.press("Left");
    assert_eq!(caret(&desk), offset(&desk, "עולם"), "the next word lies to the left");
    desk.press("Alt+Left");
    assert_eq!(caret(&desk), offset(&desk, "ולם"));
    desk.keys("Alt+Right Right");
    assert_eq!(caret(&desk), offset(&desk, "שלום"));
    desk.keys("Left Left Left");
    assert_eq!(caret(&desk), offset(&desk, "Ada"), "behind the last Hebrew word, where English begins");
    desk.press("Left");
    assert_eq!(caret(&desk), offset(&desk, "Lovelace"), "which is what stands there to the left");
}

#[test]
fn shift_and_arrow_select_what_lies_there() {
    let mut desk = Desk::with_text("Head\n\nשלום עולם\n\nEnd.\n", "a.txt");
    desk.act(Action::GoTo(offset(&desk, "שלום")));
    desk.keys("Alt+Shift+Left Alt+Shift+Left");
    assert_eq!(desk.session().selection().unwrap().of(desk.document().text()), "של");
    desk.press("Alt+Left");
    assert_eq!(caret(&desk), offset(&desk, "ום"), "the caret stays at the left end of what was selected");
}

#[test]
fn a_click_in_hebrew_puts_the_caret_where_it_was_clicked() {
    let mut desk = Desk::with_text("Head\n\nשלום עולם\n\nEnd.\n", "a.txt");
    let paragraph = desk.harness().get_by_label("שלום עולם").rect();
    click(&mut desk, Pos2::new(paragraph.right() - 1.0, paragraph.center().y));
    assert_eq!(caret(&desk), offset(&desk, "שלום"));
    click(&mut desk, Pos2::new(paragraph.right() - 30.0, paragraph.center().y));
    let middle = caret(&desk);
    assert!(offset(&desk, "שלום") < middle && middle < offset(&desk, "עולם"), "{middle}");
}

#[test]
fn who_hears_the_article_hears_what_it_hides() {
    let desk = Desk::with_text("Head\n\nSend it to pay\u{200b}pal today.\n", "a.txt");
    assert!(desk.shows("Send it to pay[zero width space]pal today."));
}

#[test]
fn the_mouse_over_a_hidden_character_tells_its_name() {
    let mut desk = Desk::with_text("Head\n\n\u{202e}\u{202c}pay\n", "a.txt");
    let paragraph = desk.harness().get_by_label_contains("right-to-left override").rect();
    desk.harness().event(Event::PointerMoved(Pos2::new(paragraph.left() + 8.0, paragraph.center().y)));
    for _ in 0..60 {
        desk.harness().step();
    }
    assert!(desk.shows("Invisible character: right-to-left override"));
}

/// The paragraphs in sight that are called so, with their tops, from top to bottom.
fn in_sight(desk: &mut Desk, words: &str) -> Vec<(f32, String)> {
    let nodes = desk.harness().query_all_by_label_contains(words);
    let mut found: Vec<(f32, String)> =
        nodes.map(|node| (node.rect().top(), node.value().unwrap_or_default())).collect();
    found.retain(|(_, text)| text.starts_with(words));
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found
}

/// Where the paragraph that begins with these words stands.
fn top_of(desk: &mut Desk, words: &str) -> f32 {
    in_sight(desk, words)[0].0
}

fn long_article() -> String {
    let sentence = "The city closed two of its nine piers, and nobody knows for how long that will be so. ";
    let paragraphs = (0..200).map(|n| format!("Paragraph number {n}. {}", sentence.repeat(1 + n % 7)));
    format!("Piers\n\n{}\n", paragraphs.collect::<Vec<_>>().join("\n\n"))
}

#[test]
fn the_words_at_the_caret_stay_where_they_are_in_another_width_and_size() {
    let mut desk = Desk::with_text(&long_article(), "a.txt");
    desk.act(Action::GoTo(offset(&desk, "Paragraph number 120.")));
    let before = top_of(&mut desk, "Paragraph number 120.");
    for width in [1180.0, 1000.0, 870.0, 700.0, 1100.0] {
        desk.harness().set_size(vec2(width, 800.0));
        desk.settle();
        let now = top_of(&mut desk, "Paragraph number 120.");
        assert!((now - before).abs() <= 1.0, "{before} became {now} at {width}");
    }
    desk.act(Action::Command(copydesk::session::Command::LargerText));
    let now = top_of(&mut desk, "Paragraph number 120.");
    assert!((now - before).abs() <= 1.0, "{before} became {now} in larger text");
}

#[test]
fn where_the_caret_is_out_of_sight_the_first_line_stays() {
    let mut desk = Desk::with_text(&long_article(), "a.txt");
    desk.act(Action::GoTo(offset(&desk, "Paragraph number 90.")));
    desk.act(Action::PutCaret { at: 0, extend: false });
    let first = in_sight(&mut desk, "Paragraph number");
    for n in 0..12_u8 {
        desk.harness().set_size(vec2(1280.0 - 25.0 * f32::from(n), 800.0));
        desk.settle();
    }
    desk.harness().set_size(vec2(1280.0, 800.0));
    desk.settle();
    assert_eq!(
        in_sight(&mut desk, "Paragraph number"),
        first,
        "a window dragged narrow and wide again shows what it showed"
    );
}

#[test]
fn a_paragraph_of_a_megabyte_without_white_space_can_be_walked_through() {
    for letter in ["x", "ש", "ä"] {
        let text = format!("Head\n\n{}\n\nEnd.\n", letter.repeat(1_000_000 / letter.len()));
        let mut desk = Desk::with_text(&text, "a.txt");
        desk.act(Action::GoTo(500_000 / letter.len() * letter.len()));
        let middle = caret(&desk);
        desk.keys("Alt+Right Alt+Left Down Up PageDown PageUp Right Left");
        assert!(caret(&desk).abs_diff(middle) < 10_000, "{letter}: {middle} {}", caret(&desk));
        desk.press("End");
        assert_eq!(caret(&desk), text.find("\n\nEnd").unwrap());
        desk.press("Home");
        assert_eq!(caret(&desk), 6);
    }
}

#[test]
fn a_window_nobody_touches_asks_for_no_frame() {
    for text in [long_article(), MIXED.to_owned()] {
        let mut desk = Desk::with_text(&text, "a.txt");
        desk.act(Action::GoTo(offset(&desk, "\n") + 2));
        desk.settle();
        assert!(!desk.harness().ctx.has_requested_repaint());
        let windows = desk.harness().output().viewport_output.values();
        let next = windows.map(|window| window.repaint_delay).min();
        assert_eq!(next, Some(std::time::Duration::MAX), "when the next frame would be due by itself");
    }
}

#[test]
fn what_a_name_hides_is_marked_in_the_lists_too() {
    let text = "A letter from pay\u{200b}pal came.\n\nIt said \u{202e}live\u{202c} twice.";
    let mut desk = Desk::with_text(text, "a.txt");
    let words = offset(&desk, "pay");
    desk.act(Action::Select(Span::new(text, words, words + "pay\u{200b}pal".len()).unwrap()));
    desk.press("e");
    desk.press("o");
    desk.picture("hidden in lists");
    assert!(desk.shows("pay[ZWSP]pal"));
}
