//! What changed between two revisions of the text: removed words struck out, added ones underlined,
//! with the annotations they touch.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align, Button, FontId, Label, Layout, Panel, RichText, Role, ScrollArea, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::theme::Theme;
use crate::gui::widgets::choice::titled_choice;
use crate::gui::widgets::row_list::{Row, RowEvent, RowList};
use crate::session::Action;
use crate::session::desk::changes::{Change, Compared, Piece, Touched, named};
use crate::text::counted::counted;

const NAME: &str = "changes";
const ROW_HEIGHT: f32 = 46.0;
/// Height of what tells of the selected change, points.
const DETAIL: f32 = 190.0;
/// So much of a change is shown in a row, bytes.
const MOST_IN_ROW: usize = 400;

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let Some(chosen) = scene.session.chosen_revisions() else {
        let words = "An earlier revision is kept by New draft… (Ctrl+Shift+N) and by editing the text (F4).";
        return super::empty(ui, scene, "There is one revision only", words);
    };
    choices(ui, scene, chosen, actions);
    let revisions = scene.session.revisions();
    let Some(compared) = revisions.compared() else {
        return super::empty(ui, scene, "Comparing…", "The two texts are held against each other.");
    };
    if compared.changes.is_empty() {
        return super::empty(ui, scene, "The two texts are the same", "Choose other revisions above.");
    }
    let selected = revisions.row().min(compared.changes.len() - 1);
    Panel::bottom("change")
        .default_size(DETAIL)
        .size_range(90.0..=(ui.available_height() * 0.6).max(91.0))
        .show(ui, |ui| {
            ScrollArea::vertical().id_salt("change").auto_shrink(false).show(ui, |ui| {
                detail(ui, scene, compared, selected, actions);
            });
        });
    super::take_keyboard(ui, scene, NAME, || Some(selected), compared.changes.len());
    let list = RowList {
        name: NAME,
        n_rows: compared.changes.len(),
        row_height: ROW_HEIGHT,
        reveal: None,
        takes_keys: scene.session.flow().is_none(),
    };
    let event = list.show(
        ui,
        scene.theme,
        |row| row == selected,
        |ui, row| {
            line(ui, scene, compared, row);
        },
    );
    match event {
        Some(RowEvent::Clicked(row) | RowEvent::Moved(row) | RowEvent::Toggled(row)) => {
            actions.push(Action::ShowChange(row));
        }
        Some(RowEvent::Entered(row)) => actions.extend([Action::ShowChange(row), Action::LeaveDesk]),
        _ => {}
    }
}

/// Which two revisions, and how many changes there are between them.
fn choices(ui: &mut Ui, scene: &Scene<'_>, (old, new): (usize, usize), actions: &mut Vec<Action>) {
    let session = scene.session;
    let today = session.document().drafts().len();
    let mut choice = |ui: &mut Ui, name: &str, current: usize, other: usize| {
        ui.allocate_ui(vec2(250.0, 24.0), |ui| {
            let options = (0..=today).filter(|number| *number != other);
            let options = options.map(|number| (number, session.revision_name(number)));
            if let Some(number) =
                titled_choice(ui, name, name, (&current, &session.revision_name(current)), options)
            {
                actions.push(Action::ChooseRevisions(number, other));
            }
        });
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new("From").color(scene.theme.weak));
        choice(ui, "Older revision", old, new);
        ui.label(RichText::new("to").color(scene.theme.weak));
        choice(ui, "Newer revision", new, old);
        if let Some(compared) = session.revisions().compared() {
            let words = counted(compared.changes.len(), "place changed", "places changed");
            ui.label(RichText::new(words).color(scene.theme.weak));
        }
    });
    ui.add_space(4.0);
}

fn format_of(piece: &Piece, theme: &Theme, size: f32) -> TextFormat {
    let plain = TextFormat::simple(FontId::new(size, fonts::reading()), theme.text);
    match piece {
        Piece::Same(_) => TextFormat { color: theme.weak, ..plain },
        Piece::Removed(_) => TextFormat {
            strikethrough: Stroke::new(1.5, theme.bad),
            background: theme.bad.gamma_multiply(0.14),
            ..plain
        },
        Piece::Added(_) => TextFormat {
            underline: Stroke::new(1.5, theme.good),
            background: theme.good.gamma_multiply(0.16),
            ..plain
        },
    }
}

/// The change in words for those who do not see it.
fn said(compared: &Compared, change: &Change) -> String {
    let mut words = String::new();
    for piece in &change.pieces {
        let what = match piece {
            Piece::Removed(_) => "removed",
            Piece::Added(_) => "added",
            Piece::Same(_) => continue,
        };
        words.extend([what, " “", head(compared.words(piece).trim(), MOST_IN_ROW), "” "]);
        if words.len() > MOST_IN_ROW {
            break;
        }
    }
    words.trim_end().to_owned()
}

/// The annotations touched, as a line.
fn touched_words(scene: &Scene<'_>, touched: &Touched) -> String {
    let document = scene.session.document();
    let names = touched.ids.iter().take(4).filter_map(|id| named(document, *id));
    let names: Vec<String> = names
        .map(|(kind, words, has_place)| {
            let lost = if has_place { "" } else { " (without a place)" };
            format!("{} “{}”{lost}", kind.label().to_lowercase(), words.replace('\n', " "))
        })
        .collect();
    match touched.n_all - names.len() {
        0 if names.is_empty() => "no annotation".to_owned(),
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

fn line(ui: &Ui, scene: &Scene<'_>, compared: &Compared, row: &Row) {
    let (Some(change), Some(touched)) = (compared.changes.get(row.index), compared.touched(row.index)) else {
        return;
    };
    let theme = scene.theme;
    let mut job = LayoutJob::default();
    let width = row.rect.width() - 16.0;
    job.wrap = TextWrapping::truncate_at_width(width);
    let first = change.pieces.iter().position(|piece| !matches!(piece, Piece::Same(_))).unwrap_or_default();
    let mut n_bytes = 0;
    for (place, piece) in change.pieces.iter().enumerate().skip(first.saturating_sub(1)) {
        let words = compared.words(piece);
        // Of what stands before, the end: the change is what the row is about.
        let words = if place < first { tail(words, 40) } else { head(words, MOST_IN_ROW) };
        job.append(&words.replace(['\n', '\r'], " "), 0.0, format_of(piece, theme, 14.0));
        n_bytes += words.len();
        if n_bytes > MOST_IN_ROW {
            break;
        }
    }
    let words = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(pos2(row.rect.left() + 8.0, row.rect.top() + 4.0), words, theme.text);
    let touched = touched_words(scene, touched);
    let mut below = LayoutJob::simple_singleline(touched.clone(), FontId::proportional(11.5), theme.weak);
    below.wrap = TextWrapping::truncate_at_width(width);
    let below = ui.fonts_mut(|fonts| fonts.layout_job(below));
    ui.painter().galley(pos2(row.rect.left() + 8.0, row.rect.top() + 26.0), below, theme.weak);
    row.name(&format!("Change: {}; touches {touched}", said(compared, change)));
}

fn head(words: &str, n_bytes: usize) -> &str {
    words.get(..words.floor_char_boundary(n_bytes.min(words.len()))).unwrap_or_default()
}

fn tail(words: &str, n_bytes: usize) -> &str {
    words.get(words.ceil_char_boundary(words.len().saturating_sub(n_bytes))..).unwrap_or_default()
}

/// All of one change, and a way to each annotation it touches.
fn detail(ui: &mut Ui, scene: &Scene<'_>, compared: &Compared, row: usize, actions: &mut Vec<Action>) {
    let (Some(change), Some(touched)) = (compared.changes.get(row), compared.touched(row)) else { return };
    let theme = scene.theme;
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width() - 8.0;
    for piece in &change.pieces {
        job.append(head(compared.words(piece), 4 * MOST_IN_ROW), 0.0, format_of(piece, theme, 15.0));
    }
    let words = said(compared, change);
    ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
        ui.add(Label::new(job)).widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    });
    ui.add_space(6.0);
    let document = scene.session.document();
    ui.horizontal_wrapped(|ui| {
        if ui.button("Go to it").on_hover_text("Enter").clicked() {
            actions.extend([Action::ShowChange(scene.session.revisions().row()), Action::LeaveDesk]);
        }
        for id in touched.ids.iter().copied() {
            let Some((kind, words, has_place)) = named(document, id) else { continue };
            let words = words.replace('\n', " ");
            let short = if words.len() > 60 { format!("{}…", head(&words, 56)) } else { words.clone() };
            let text = format!("{} “{short}”", kind.label());
            let name = if has_place { text.clone() } else { format!("{text}, without a place") };
            let button = ui.add(Button::new(if has_place {
                RichText::new(&text)
            } else {
                RichText::new(&name).color(theme.warn)
            }));
            if button.clicked() && has_place {
                actions.extend([Action::ShowAnnotation { id, reveal: true }, Action::LeaveDesk]);
            } else if button.clicked() {
                actions.push(Action::Command(crate::session::Command::Review));
            }
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        }
    });
}
