//! Outline, menu, toolbar, panels, palette, help, and what is remembered until the next start.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use copydesk::model::{AnnotationKind, BlockKind};
use copydesk::session::{Action, Command, Flow, Pane};
use copydesk::storage::{Folders, Settings, Theme};
use egui::accesskit::Role;
use egui::{Event, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{By, Queryable};

use crate::controls::{
    click_row, click_topmost, has_keyboard, into_field, menu, names, new_names, place, reads, rows,
};
use crate::desk::Desk;

const TEXT: &str = "Harbour\n\nThe city closed two piers.\n\nIt cost $1.2 million.\n";

/// The program started again at the same home, with the settings it finds there.
fn next_start(desk: Desk) -> Desk {
    let home = desk.kill();
    let (settings, warning) = Settings::load(&Folders::below(home.path()));
    assert!(warning.is_none());
    Desk::at_home(home, settings)
}

fn kept(desk: &Desk) -> Settings {
    Settings::load(&Folders::below(desk.home.path())).0
}

/// At home with the settings of a person who has worked here before.
fn at_home() -> Desk {
    Desk::at_home(Arc::new(tempfile::tempdir().unwrap()), Settings::test())
}

#[test]
fn a_click_in_the_outline_goes_to_the_block() {
    let mut desk = Desk::with_sample();
    click_row(&mut desk, "Heading: Who Knew");
    let article = desk.document().article();
    let block = article.blocks().iter().find(|block| block.kind == BlockKind::Heading).unwrap();
    assert_eq!(desk.session().view().caret, block.span.start());
    assert!(reads(&mut desk, "Who Knew, and When"), "the heading is in sight");
    assert!(has_keyboard(&mut desk, "Article"), "so that the next key works there");
}

#[test]
fn a_block_gets_another_part_from_its_menu_and_back_by_undo() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    let kind = |desk: &Desk| desk.document().article().blocks()[1].kind;
    assert_eq!(kind(&desk), BlockKind::Paragraph);
    click_row(&mut desk, "The city closed");
    desk.click("Part this plays in the article");
    desk.click(BlockKind::Heading.label());
    assert_eq!(kind(&desk), BlockKind::Heading);
    assert_eq!(rows(&mut desk, "Heading: "), ["Heading: The city closed two piers."]);
    desk.press("Ctrl+Z");
    assert_eq!(kind(&desk), BlockKind::Paragraph);
}

#[test]
fn the_outline_counts_what_is_annotated() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.keys("j j c");
    assert!(desk.shows("C 1 claim") && desk.shows("● 1 unresolved"));
    assert!(desk.shows("0 of 1 claims resolved"));
}

#[test]
fn the_edit_menu_says_which_step_undo_takes_back() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("The city");
    desk.press("c");
    let step = desk.session().undo_name().unwrap().to_owned();
    menu(&mut desk, "Edit", &format!("Undo: {step}"));
    assert_eq!(desk.document().n_annotations(), 0);
    menu(&mut desk, "Edit", &format!("Redo: {step}"));
    assert_eq!(desk.document().n_annotations(), 1);
}

#[test]
fn every_command_is_in_its_menu() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    for group in copydesk::session::Group::ALL {
        let before: Vec<String> = names(&mut desk);
        desk.click(group.label());
        let shown = new_names(&mut desk, before);
        for command in Command::ALL.iter().filter(|command| command.group() == group) {
            let listed = shown.iter().any(|name| name.contains(command.title()));
            assert!(listed, "{} is missing from {}: {shown:?}", command.title(), group.label());
        }
        desk.press("Esc");
    }
}

#[test]
fn toolbar_buttons_tag_the_selection() {
    let mut desk = Desk::with_text(TEXT, "story.txt");
    desk.select("two piers");
    click_topmost(&mut desk, "Claim");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 1);
    desk.select("The city");
    click_topmost(&mut desk, "Entity");
    assert!(matches!(desk.session().flow(), Some(Flow::Picker(_))));
    desk.press("o");
    assert_eq!(desk.mentions("The city"), ["The city"]);
    let tag = desk.session().schema().tags[1].clone();
    desk.select("million");
    click_topmost(&mut desk, "House tags");
    desk.click(&tag.name);
    assert_eq!(desk.all(AnnotationKind::Passage)[0].passage().unwrap().tag, tag.id);
    click_topmost(&mut desk, "Undo");
    assert!(desk.all(AnnotationKind::Passage).is_empty());
    click_topmost(&mut desk, "Redo");
    assert_eq!(desk.all(AnnotationKind::Passage).len(), 1);
}

#[test]
fn panels_close_and_stay_closed_at_the_next_start() {
    let mut desk = at_home();
    assert!(desk.shows("Claims 0") && !rows(&mut desk, "Headline: ").is_empty());
    desk.keys("Ctrl+B Ctrl+Shift+B");
    assert!(!desk.shows("Claims 0") && rows(&mut desk, "Headline: ").is_empty());
    let mut desk = next_start(desk);
    assert!(!desk.shows("Claims 0") && rows(&mut desk, "Headline: ").is_empty());
    desk.keys("Ctrl+B Ctrl+Shift+B");
    assert!(desk.shows("Claims 0") && !rows(&mut desk, "Headline: ").is_empty());
}

/// Drags with the mouse.
fn drag(desk: &mut Desk, from: Pos2, to: Pos2) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.harness().event(Event::PointerMoved(from));
    desk.harness().event(button(from, true));
    for part in [0.5, 1.0] {
        desk.harness().event(Event::PointerMoved(from + (to - from) * part));
    }
    desk.harness().event(button(to, false));
    desk.settle();
}

#[test]
fn a_panel_made_wider_is_as_wide_at_the_next_start() {
    let mut desk = at_home();
    let before = place(&mut desk, "Article");
    let edge = before.left_center() - egui::vec2(2.0, 0.0);
    drag(&mut desk, edge, edge + egui::vec2(70.0, 0.0));
    let after = place(&mut desk, "Article");
    assert!((after.left() - before.left() - 70.0).abs() < 4.0, "{before:?} {after:?}");
    let width = Settings::test().layout.left_width + 70.0;
    assert!((kept(&desk).layout.left_width - width).abs() < 4.0, "{:?}", kept(&desk).layout);
    let mut desk = next_start(desk);
    assert!((place(&mut desk, "Article").left() - after.left()).abs() < 2.0);
}

#[test]
fn the_list_that_was_open_is_open_at_the_next_start() {
    let mut desk = at_home();
    desk.press("Ctrl+2");
    let desk = next_start(desk);
    assert_eq!(desk.session().view().pane, Pane::Quotes);
}

#[test]
fn theme_and_text_size_are_changed_and_kept() {
    let mut desk = at_home();
    let size = desk.session().settings().text_size;
    desk.keys("Ctrl++ Ctrl++ Ctrl+-");
    menu(&mut desk, "View", "Light theme");
    assert!((kept(&desk).text_size - size - 1.0).abs() < 0.01);
    assert_eq!(kept(&desk).theme, Theme::Light);
    let desk = next_start(desk);
    assert_eq!(desk.session().settings().theme, Theme::Light);
}

#[test]
fn the_text_is_larger_when_larger_text_is_asked_for() {
    let mut desk = at_home();
    let height = |desk: &mut Desk| {
        let paragraph = By::new().role(Role::Label).label_contains("The city of Port Ellery closed two");
        desk.harness().get(paragraph).rect().height()
    };
    let before = height(&mut desk);
    desk.keys("Ctrl++ Ctrl++ Ctrl++ Ctrl++");
    assert!(height(&mut desk) > before * 1.2);
}

#[test]
fn a_file_opened_once_is_among_the_recent_ones_at_the_next_start() {
    let mut desk = at_home();
    let path = desk.home.path().join("story.desk.ron");
    desk.dialog_answers(copydesk::session::dialogs::DialogAnswer::Chosen(path.clone()));
    desk.press("Ctrl+S");
    assert_eq!(kept(&desk).recent_files, std::slice::from_ref(&path));
    let mut desk = next_start(desk);
    desk.click("File");
    desk.harness().get_by_label_contains("Open recent").hover();
    desk.settle();
    desk.click("story.desk.ron");
    assert_eq!(desk.session().file().path.as_deref(), Some(path.as_path()));
}

#[test]
fn the_palette_finds_a_command_by_its_name_and_runs_it() {
    let mut desk = at_home();
    desk.press("Ctrl+K");
    desk.keys("l i g h t");
    desk.type_text(" ");
    desk.keys("t h");
    let Some(Flow::Picker(picker)) = desk.session().flow() else { panic!("the palette is open") };
    assert_eq!((picker.query.as_str(), picker.rows[0].label.as_str()), ("light th", "Light theme"));
    desk.press("Enter");
    assert!(desk.session().flow().is_none());
    assert_eq!(desk.session().settings().theme, Theme::Light);
}

#[test]
fn who_types_light_gets_the_light_theme_before_a_highlight() {
    let mut desk = at_home();
    desk.press("Ctrl+K");
    desk.keys("l i g h t");
    let Some(Flow::Picker(picker)) = desk.session().flow() else { panic!("the palette is open") };
    let titles: Vec<&str> = picker.rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(titles, ["Light theme", "Highlight…"]);
}

#[test]
fn the_palette_says_when_nothing_answers_and_lists_every_command() {
    let mut desk = at_home();
    desk.press("Ctrl+K");
    let Some(Flow::Picker(picker)) = desk.session().flow() else { panic!("the palette is open") };
    assert_eq!(picker.rows.len(), Command::ALL.len() - 1, "all but the palette itself");
    desk.type_text("zzz");
    assert!(desk.shows("Nothing answers to “zzz”."));
    desk.press("Enter");
    assert!(desk.session().flow().is_some(), "Enter takes nothing");
    desk.press("Esc");
    assert!(desk.session().flow().is_none());
}

#[test]
fn f1_lists_every_command_that_has_a_key() {
    let mut desk = at_home();
    desk.keys("Ctrl+B Ctrl+Shift+B");
    let before: Vec<String> = names(&mut desk);
    desk.press("F1");
    let shown: BTreeSet<String> = new_names(&mut desk, before).into_iter().collect();
    for command in Command::ALL.iter().filter(|command| !command.keys().is_empty()) {
        assert!(shown.contains(command.title().trim_end_matches('…')), "{} is missing", command.title());
        let keys: Vec<String> = command.keys().iter().map(|keys| keys.label()).collect();
        assert!(shown.contains(&keys.join(" or ")), "{keys:?} is missing");
    }
    desk.picture("help");
    desk.press("F1");
    assert!(desk.session().flow().is_none(), "F1 closes it again");
}

#[test]
fn a_markdown_file_is_opened_with_its_headings() {
    use BlockKind::{Heading, Headline, Paragraph};
    let mut desk = at_home();
    let path = desk.home.path().join("piers.md");
    fs::write(&path, "# Piers *close*\n\nThe city closed **two** piers.\n\n## Why\n\nCracks.\n").unwrap();
    desk.act(Action::OpenPath(path));
    let kinds: Vec<BlockKind> = desk.document().article().blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [Headline, Paragraph, Heading, Paragraph]);
    assert!(reads(&mut desk, "The city closed **two** piers."), "the source is kept as it is");
    assert_eq!(desk.document().article().meta.title, "Piers *close*");
    assert!(!desk.session().is_unsaved());
}

#[test]
fn a_file_dropped_on_work_that_is_not_saved_asks_first() {
    let mut desk = at_home();
    let path = desk.home.path().join("other.txt");
    fs::write(&path, "Other\n\nAnother story.\n").unwrap();
    desk.keys("j c");
    desk.act(Action::OpenPath(path));
    assert!(desk.shows("Open without saving"));
    desk.press("g");
    assert_eq!(desk.all(AnnotationKind::Claim).len(), 1);
}

#[test]
fn the_status_line_tells_what_is_saved_and_who_works_here() {
    let mut desk = at_home();
    assert!(desk.shows("Not saved yet") && desk.shows("Working as Robin Vega"));
    desk.keys("j c");
    assert!(desk.shows("Unsaved"));
    let path = desk.home.path().join("story.desk.ron");
    desk.dialog_answers(copydesk::session::dialogs::DialogAnswer::Chosen(path));
    desk.press("Ctrl+S");
    assert!(desk.shows("✓ Saved"));
    desk.click("Working as Robin Vega");
    into_field(&mut desk, "Who is working here?");
    desk.keys("Ctrl+A");
    desk.type_text("Ana");
    desk.press("Enter");
    assert_eq!(kept(&desk).user_name, "Ana");
}
