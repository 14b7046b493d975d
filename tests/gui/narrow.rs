//! The desk's views in small windows, with long names, in both themes.

use copydesk::model::AnnotationKind;
use copydesk::session::{Action, Command};
use copydesk::storage::{Layout, Theme};
use egui::accesskit::Role;
use egui::{Rect, Vec2, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};

use crate::desk::Desk;
use crate::looks::window;

const SIZES: [Vec2; 2] = [vec2(720.0, 480.0), vec2(1000.0, 600.0)];

const VIEWS: [(&str, &str); 5] = [
    ("Ctrl+5", "claims"),
    ("Ctrl+6", "story"),
    ("Ctrl+8", "names"),
    ("Ctrl+9", "quotes"),
    ("Alt+T", "timeline"),
];

const LONG: &str = "Maximiliane Charlotte von Hohenstein-Wittgenstein-Sayn";

/// An article with one of everything, by people with long names.
fn desk(size: Vec2, theme: Theme) -> Desk {
    let text = format!(
        "Harbour\n\n{LONG} of the Interdepartmental Commission for Coastal Infrastructure and Navigation closed two piers. \
         “Nobody had told us of it before the letter came, and nobody has told us since,” said {LONG} on Tuesday. \
         Maximiliana Charlotte von Hohenstein-Wittgenstein-Sayn agreed. It cost $1.2 million.\n"
    );
    let mut desk = window(&text, theme, Layout::default(), size);
    desk.select(LONG);
    desk.keys("e p a Enter");
    desk.select("Maximiliana Charlotte von Hohenstein-Wittgenstein-Sayn");
    desk.keys("e p");
    desk.select("“Nobody had told us of it before the letter came, and nobody has told us since,”");
    desk.keys("q Enter Enter");
    desk.select("It cost $1.2 million.");
    desk.press("c");
    desk.act(Action::Command(Command::AddQuery));
    desk.type_text("The press office of the Interdepartmental Commission for Coastal Infrastructure");
    desk.keys("Esc");
    desk.select("closed two piers");
    desk.press("c");
    desk
}

/// The controls in the place of the article, with their names.
fn controls(desk: &mut Desk) -> Vec<(String, Rect)> {
    let is_control = |role| matches!(role, Role::Button | Role::Tab | Role::ComboBox | Role::TextInput);
    let record = desk.harness().get_by_label("Add source…").rect().left();
    let top = desk.harness().get_by_label("Back to the article").rect().top();
    let bottom = desk.harness().get_by_label_contains("Working as").rect().top();
    let nodes = desk.harness().query_all(By::new().predicate(move |node| is_control(node.role())));
    let named = nodes.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()));
    named.filter(|(_, rect)| rect.left() < record - 8.0 && rect.top() >= top && rect.top() < bottom).collect()
}

#[test]
fn in_a_small_window_no_control_of_a_view_is_cut_off_or_lies_on_another() {
    for (size, theme) in SIZES.into_iter().zip([Theme::Light, Theme::Dark]) {
        let mut desk = desk(size, theme);
        for (keys, name) in VIEWS {
            desk.press(keys);
            desk.picture(&format!("narrow-{name}-{}", size.x));
            let record = desk.harness().get_by_label("Add source…").rect().left();
            let all = controls(&mut desk);
            assert!(all.len() > 5, "{name}: {all:?}");
            for (n, (one, here)) in all.iter().enumerate() {
                assert!(
                    here.right() <= record && here.width() > 15.0,
                    "{one} is cut off in {name}: {here:?}"
                );
                for (other, there) in all.iter().skip(n + 1) {
                    let both = here.shrink(1.0).intersect(there.shrink(1.0));
                    assert!(!both.is_positive(), "{one} {here:?} lies on {other} {there:?} in {name}");
                }
            }
        }
    }
}

#[test]
fn the_picked_line_and_the_forms_fit_a_small_window() {
    let mut desk = desk(SIZES[0], Theme::Light);
    desk.press("Ctrl+5");
    desk.click("Pick all shown");
    desk.picture("narrow-picked-720");
    assert!(desk.shows("2 picked") && desk.shows("★ Sign off picked"));
    desk.press("s");
    desk.picture("narrow-source-720");
    desk.keys("Esc Ctrl+Shift+E");
    desk.picture("narrow-report-720");
    desk.keys("Esc Esc Ctrl+7");
    desk.picture("narrow-coverage-720");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 2);
}

/// The control that has the keyboard.
#[allow(clippy::redundant_closure_for_method_calls, reason = "the method by itself is not general enough")]
fn focused(desk: &mut Desk) -> Option<(String, Rect)> {
    let mut nodes = desk.harness().query_all(By::new().predicate(|node| node.is_focused()));
    nodes.next().map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()))
}

#[test]
fn the_field_that_gets_the_keyboard_comes_into_sight() {
    let mut desk = desk(SIZES[0], Theme::Light);
    desk.press("n");
    desk.press("Ctrl+6");
    let combo = By::new().role(Role::ComboBox).label("State");
    desk.harness().get(combo).focus();
    desk.settle();
    let mut n_fields = 0;
    for _ in 0..16 {
        desk.press("Tab");
        desk.settle();
        let Some((name, rect)) = focused(&mut desk) else { continue };
        n_fields += 1;
        assert!(rect.bottom() < 442.0 && rect.top() > 80.0, "{name} is out of sight: {rect:?}");
    }
    assert!(n_fields > 12, "{n_fields}");
    desk.press("s");
    for _ in 0..9 {
        desk.press("Tab");
        desk.settle();
        let (name, rect) = focused(&mut desk).unwrap();
        assert!(rect.bottom() < 424.0 && rect.top() > 20.0, "{name} is out of sight: {rect:?}");
    }
    desk.picture("narrow-source-tabbed");
}
