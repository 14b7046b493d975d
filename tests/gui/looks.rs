//! What words cannot say of the window: colours, patterns, overlaps. Few pictures, the same on every
//! computer; `UPDATE_SNAPSHOTS=1` writes them anew.

use std::sync::Arc;

use copydesk::model::{AnnotationKind, Field, Verdict};
use copydesk::session::{Action, Command};
use copydesk::storage::{Layout, Settings, Theme};
use egui::{Vec2, vec2};
use egui_kittest::SnapshotOptions;

use crate::desk::Desk;

/// Compares the window with its picture; a few pixels may differ a little.
pub(crate) fn looks_like(desk: &mut Desk, name: &str) {
    desk.picture(name);
    let now = desk.harness().render().unwrap();
    let options =
        SnapshotOptions::new().output_path("tests/gui/snapshots").threshold(2.0).max_failed_pixels(40_usize);
    if let Err(error) = egui_kittest::try_image_snapshot_options(&now, name, &options) {
        panic!("{name} looks otherwise than before: {error}");
    }
}

pub(crate) fn window(text: &str, theme: Theme, layout: Layout, size: Vec2) -> Desk {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let mut desk = Desk::at_home(home, Settings { theme, layout, ..Settings::test() });
    let path = desk.home.path().join("story.txt");
    std::fs::write(&path, text).unwrap();
    desk.act(Action::OpenPath(path));
    desk.harness().set_size(size);
    desk.settle();
    desk
}

/// A sentence for each verdict, and a paragraph where everything overlaps.
fn article() -> String {
    let sentences: Vec<String> = Verdict::ALL
        .iter()
        .map(|verdict| format!("This sentence is a claim rated {}.", verdict.label()))
        .collect();
    let overlaps = "“The council, said Ana Lopes of the Port Authority, closed two piers,” she wrote on Tuesday to Ben Okri.";
    format!("Harbour\n\n{}\n\n{overlaps}\n\nNothing is said of this line.\n", sentences.join("\n\n"))
}

fn rate(desk: &mut Desk, nth: usize, verdict: Verdict) {
    let id = desk.all(AnnotationKind::Claim)[nth].id;
    desk.act(Action::SetField { id, field: Field::Reason("Seen".into()) });
    desk.act(Action::SetField { id, field: Field::Objection("Disputed by the port".into()) });
    desk.act(Action::SetField { id, field: Field::Verdict(verdict) });
}

/// All four layers, and each verdict.
fn annotated(theme: Theme) -> Desk {
    let layout = Layout { left_open: false, right_open: false, ..Layout::default() };
    let mut desk = window(&article(), theme, layout, vec2(720.0, 640.0));
    for (nth, verdict) in Verdict::ALL.iter().copied().enumerate() {
        desk.select(&format!("This sentence is a claim rated {}.", verdict.label()));
        desk.press("c");
        rate(&mut desk, nth, verdict);
    }
    desk.select(
        "“The council, said Ana Lopes of the Port Authority, closed two piers,” she wrote on Tuesday",
    );
    desk.press("1");
    desk.select("“The council, said Ana Lopes of the Port Authority, closed two piers,”");
    desk.keys("q Esc");
    desk.select("Ana Lopes of the Port Authority, closed two piers");
    desk.press("c");
    for (name, key) in [("Ana Lopes", "p"), ("Port Authority", "o"), ("Tuesday", "d"), ("Ben Okri", "p")] {
        desk.select(name);
        desk.press("e");
        desk.press(key);
    }
    desk.select("Port Authority");
    desk.press("2");
    desk.act(Action::Command(Command::BackOut));
    desk.press("Alt+Home");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), Verdict::ALL.len() + 1);
    assert_eq!(desk.all(AnnotationKind::Mention).len(), 4);
    for verdict in Verdict::ALL.iter().copied() {
        let n_expected = 1 + usize::from(verdict == Verdict::Unrated);
        assert_eq!(desk.document().index().claims_rated(verdict), n_expected);
    }
    desk
}

#[test]
fn every_verdict_and_layer_can_be_told_apart_in_the_light() {
    looks_like(&mut annotated(Theme::Light), "layers_light");
}

#[test]
fn every_verdict_and_layer_can_be_told_apart_in_the_dark() {
    looks_like(&mut annotated(Theme::Dark), "layers_dark");
}

#[test]
fn the_picker_shows_names_types_and_keys() {
    let text = "Harbour\n\nAna Lopes of the Port Authority met Ben Okri. Lopes left.\n";
    let mut desk = window(text, Theme::Light, Layout::default(), vec2(900.0, 640.0));
    for (name, key) in [("Ana Lopes", "p"), ("Port Authority", "o"), ("Ben Okri", "p")] {
        desk.select(name);
        desk.keys(&format!("e {key}"));
    }
    desk.select_nth("Lopes", 2);
    desk.press("e");
    looks_like(&mut desk, "picker");
}

#[test]
fn a_small_window_still_shows_everything_that_matters() {
    let text = copydesk::ingest::SAMPLE;
    let mut desk = window(text, Theme::Dark, Layout::default(), vec2(720.0, 480.0));
    desk.keys("w e p");
    desk.select("The city of Port Ellery closed two of its nine piers");
    desk.press("c");
    looks_like(&mut desk, "small_window");
}
