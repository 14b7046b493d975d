//! The line at the bottom: what is saved, how far the checking has come, where the reader is, who
//! works here, and what the program has to say.

use egui::{Align, Button, Color32, Label, Layout, ProgressBar, RichText, Role, TextStyle, Ui, WidgetInfo};

use super::paragraphs::Paragraphs;
use crate::gui::scene::Scene;
use crate::gui::theme::Theme;
use crate::gui::widgets::elide;
use crate::session::desk::story::Counts;
use crate::session::many::Work;
use crate::session::{Action, Command, Notice, Session};
use crate::text::counted::grouped;

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let notice = scene.session.notices().last();
    if let Some(error) = notice.filter(|notice| notice.is_error) {
        error_strip(ui, scene, error, actions);
    }
    let theme = scene.theme;
    ui.horizontal(|ui| {
        ui.style_mut().spacing.item_spacing.x = 10.0;
        ui.set_min_height(22.0);
        saved(ui, theme, scene.session);
        divider(ui, theme);
        if let Some(work) = scene.session.work() {
            under_way(ui, theme, work, actions);
            divider(ui, theme);
        }
        progress(ui, scene, actions);
        divider(ui, theme);
        place(ui, theme, scene.session);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            who(ui, scene.session, actions);
            divider(ui, theme);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if let Some(notice) = notice.filter(|notice| !notice.is_error) {
                    divider(ui, theme);
                    hint(ui, scene, notice, actions);
                }
            });
        });
    });
}

fn divider(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(1.0, 14.0), egui::Sense::hover());
    ui.painter().vline(rect.center().x, rect.y_range(), (1.0, theme.line));
}

/// Something failed: all of it is to be read.
fn error_strip(ui: &mut Ui, scene: &Scene<'_>, error: &Notice, actions: &mut Vec<Action>) {
    ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
        dismiss(ui, scene, actions);
        ui.with_layout(Layout::left_to_right(Align::TOP), |ui| {
            ui.label(RichText::new("⚠").color(scene.theme.bad));
            ui.add(Label::new(RichText::new(&error.words).color(scene.theme.bad)).wrap());
        });
    });
    ui.separator();
}

fn hint(ui: &mut Ui, scene: &Scene<'_>, notice: &Notice, actions: &mut Vec<Action>) {
    const DISMISS_WIDTH: f32 = 30.0;
    let width = (ui.available_width() - DISMISS_WIDTH).max(0.0);
    let font = TextStyle::Body.resolve(ui.style());
    let galley = elide::one_line(ui, &notice.words, font, scene.theme.text, width);
    let response = ui.add(Label::new(galley));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &notice.words));
    response.on_hover_text(&notice.words);
    dismiss(ui, scene, actions);
}

/// Takes away what is shown, and what came before it and is no news any more.
fn dismiss(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let button = ui.add(Button::new("×").frame_when_inactive(false)).accessible_name("Dismiss");
    if button.on_hover_text("Dismiss (Esc)").clicked() {
        actions.extend(scene.session.notices().iter().map(|_| Action::DismissNotice));
    }
}

/// Whether the work is in the file: sign, words and colour.
fn saved_words(session: &Session, theme: &Theme) -> (&'static str, &'static str, Color32) {
    if session.file().saving {
        ("…", "Saving…", theme.weak)
    } else if session.is_unsaved() {
        ("●", "Unsaved", theme.warn)
    } else if session.file().path.is_none() {
        ("○", "Not saved yet", theme.weak)
    } else {
        ("✓", "Saved", theme.good)
    }
}

fn saved(ui: &mut Ui, theme: &Theme, session: &Session) {
    let (sign, words, colour) = saved_words(session, theme);
    ui.label(RichText::new(format!("{sign} {words}")).color(colour));
    let name = session.display_name();
    let font = TextStyle::Body.resolve(ui.style());
    let galley = elide::one_line(ui, &name, font, theme.text, ui.available_width() * 0.2);
    let response = ui.add(Label::new(galley));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let whole = session.file().path.as_deref().map_or(name, |path| path.display().to_string());
    response.on_hover_text(whole);
}

/// How far work on many files is, and the button that stops it.
fn under_way(ui: &mut Ui, theme: &Theme, work: &Work, actions: &mut Vec<Action>) {
    let words = work.words();
    let bar = ProgressBar::new(share(work.n_done, work.n_all.max(1)));
    ui.add(bar.desired_width(64.0).desired_height(6.0).fill(theme.accent)).accessible_name(&words);
    ui.label(&words);
    let stop = ui.add(Button::new("Stop")).accessible_name(Command::StopWork.title());
    if stop.clicked() {
        stop.surrender_focus();
        actions.push(Action::Command(Command::StopWork));
    }
    stop.on_hover_text(Command::StopWork.help());
}

fn progress(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let (theme, session) = (scene.theme, scene.session);
    let (resolved, all) = session.progress();
    if all == 0 {
        ui.label(RichText::new("No claims yet").color(theme.weak));
        return;
    }
    let bar = ProgressBar::new(share(resolved, all)).desired_width(64.0).desired_height(6.0).fill(theme.good);
    let words = format!("{} of {} claims resolved", grouped(resolved), grouped(all));
    ui.add(bar).accessible_name(&words);
    ui.label(words).on_hover_text("Checked, signed off, not checkable or dropped");
    story(ui, scene, actions);
}

/// What beside unresolved claims stands between the story and its publication, where there is room.
fn story(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    const ROOM: f32 = 520.0;
    let theme = scene.theme;
    let counts = Counts { unresolved: 0, ..scene.session.story().counts() };
    let (words, colour) = match (scene.session.story().counts().is_ready(), counts.is_ready()) {
        (true, _) => (format!("✓ {}", counts.words()), theme.good),
        (false, true) => return,
        _ if counts.overdue > 0 => (format!("{} ({} overdue)", counts.words(), counts.overdue), theme.bad),
        _ => (counts.words(), theme.weak),
    };
    if ui.available_width() < ROOM {
        return;
    }
    let button = Button::new(RichText::new(&words).color(colour)).frame_when_inactive(false).truncate();
    let response = ui.add(button).accessible_name(format!("Story: {words}"));
    if response.clicked() {
        response.surrender_focus();
        actions.push(Action::Command(Command::ShowStory));
    }
    response.on_hover_text(Command::ShowStory.help());
}

fn place(ui: &mut Ui, theme: &Theme, session: &Session) {
    let paragraphs = Paragraphs::of(ui.ctx(), session);
    let article = session.document().article();
    let (caret, n_bytes) = (session.view().caret, session.document().text().len());
    let block_idx = article.block_at(caret).unwrap_or_default();
    let number = paragraphs.up_to(block_idx).max(1).min(paragraphs.n_paragraphs());
    let percent = format!("{:.0} %", share(caret, n_bytes.max(1)) * 100.0);
    let words = format!("Paragraph {number} of {} · {percent}", paragraphs.n_paragraphs());
    ui.label(RichText::new(words).color(theme.weak));
}

fn who(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let name = session.person().trim();
    let words = if name.is_empty() { "Your name…" } else { name };
    let button = Button::new(words).frame_when_inactive(false).truncate();
    let response = ui.add(button).accessible_name(format!("Working as {words}"));
    if response.clicked() {
        actions.push(Action::Command(Command::SetName));
    }
    response.on_hover_text(Command::SetName.help());
}

#[expect(clippy::cast_precision_loss, reason = "a share for the eye")]
fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole as f32
}
