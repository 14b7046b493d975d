//! Many annotations over the same words: what is drawn, what is counted, what stands out.

use copydesk::model::AnnotationKind;
use copydesk::session::Flow;
use egui::{Event, Pos2};

use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nMayor Ana Lopes said the piers are safe. “They will stand,” Lopes told us.\n";

fn desk() -> Desk {
    Desk::with_text(TEXT, "story.txt")
}

/// The same words highlighted and tagged in many ways.
fn crowded() -> Desk {
    let mut desk = desk();
    for tag in ["1", "2", "3", "4", "5", "6"] {
        desk.select("Ana Lopes said");
        desk.press(tag);
    }
    for kind in ["p", "o", "l", "p"] {
        desk.select("Ana Lopes");
        desk.press("e");
        desk.press(kind);
    }
    desk.select("Mayor Ana Lopes said the piers are safe.");
    desk.press("c");
    desk
}

#[test]
fn where_more_is_annotated_than_can_be_drawn_a_number_says_so_and_lists_it() {
    let mut desk = crowded();
    assert!(desk.shows("more annotations begin here"), "it is told");
    desk.picture("crowded");
    let n_all = desk.document().n_annotations();
    desk.click("3 more annotations begin here");
    let Some(Flow::Picker(picker)) = desk.session().flow() else { panic!("a list is open") };
    assert_eq!(picker.rows.len(), n_all, "all that lies over these words");
    desk.press("1");
    assert!(desk.session().selected().is_some());
}

#[test]
fn a_few_annotations_over_the_same_words_are_all_drawn() {
    let mut desk = desk();
    desk.select("Ana Lopes");
    desk.keys("e p");
    desk.select("Mayor Ana Lopes said the piers are safe.");
    desk.press("c");
    desk.select("Ana Lopes said");
    desk.press("1");
    assert!(!desk.shows("more annotation"));
}

#[test]
fn the_other_button_lists_what_is_annotated_at_a_place() {
    let mut desk = crowded();
    let at = Pos2::new(350.0, 180.0);
    for pressed in [true, false] {
        let button = egui::PointerButton::Secondary;
        let modifiers = egui::Modifiers::NONE;
        desk.harness().event(Event::PointerMoved(at));
        desk.harness().event(Event::PointerButton { pos: at, button, pressed, modifiers });
        desk.settle();
    }
    let Some(Flow::Picker(picker)) = desk.session().flow() else { panic!("a list is open") };
    assert!(picker.rows.len() > 3, "{:?}", picker.rows);
}

#[test]
fn the_relatives_of_a_selected_quote_and_of_what_the_mouse_is_over_stand_out() {
    let mut desk = desk();
    desk.select("Ana Lopes");
    desk.keys("e p");
    desk.select("Lopes told");
    desk.select_nth("Lopes", 2);
    desk.keys("e Enter");
    desk.select("“They will stand,”");
    desk.keys("q Enter Enter");
    assert!(desk.all(AnnotationKind::Quote)[0].quote().is_some_and(|quote| quote.speaker.is_some()));
    desk.picture("relatives");
    desk.press("Esc");
    desk.act(copydesk::session::Action::PutCaret { at: 0, extend: false });
    let plain = desk.harness().render().unwrap();
    desk.harness().event(Event::PointerMoved(Pos2::new(350.0, 180.0)));
    desk.settle();
    desk.picture("hovered");
    assert_ne!(plain.as_raw(), desk.harness().render().unwrap().as_raw());
}
