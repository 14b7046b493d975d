//! The menu bar, straight from the table of commands.

use std::path::Path;

use egui::{Button, MenuBar, RichText, Ui};

use crate::gui::scene::Scene;
use crate::session::{Action, Command, Group, Session};
use crate::storage::Theme;

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    MenuBar::new().ui(ui, |ui| {
        for group in Group::ALL {
            ui.menu_button(group.label(), |ui| {
                ui.set_min_width(230.0);
                for command in Command::ALL.iter().filter(|command| command.group() == group) {
                    if begins_section(*command) {
                        ui.separator();
                    }
                    item(ui, scene, *command, actions);
                    if *command == Command::OpenSample {
                        recent_files(ui, scene.session, actions);
                    }
                }
            });
        }
    });
}

fn item(ui: &mut Ui, scene: &Scene<'_>, command: Command, actions: &mut Vec<Action>) {
    let session = scene.session;
    let mut title = title(command, session);
    if let Some(is_on) = is_on(command, session) {
        title = format!("{} {title}", if is_on { "✓" } else { "   " });
    }
    let mut button = Button::new(title);
    if let Some(keys) = command.keys().first() {
        button = button.shortcut_text(RichText::new(keys.label()).color(scene.theme.weak));
    }
    let response = ui.add_enabled(is_possible(command, session), button);
    if response.clicked() {
        actions.push(Action::Command(command));
        ui.close();
    }
    response.on_hover_text(command.help());
}

/// The command's title; undo and redo say what they are about.
fn title(command: Command, session: &Session) -> String {
    let step = match command {
        Command::Undo => session.undo_name(),
        Command::Redo => session.redo_name(),
        _ => None,
    };
    step.map_or_else(|| command.title().to_owned(), |step| format!("{}: {step}", command.title()))
}

fn is_possible(command: Command, session: &Session) -> bool {
    match command {
        Command::Undo => session.undo_name().is_some(),
        Command::Redo => session.redo_name().is_some(),
        _ => true,
    }
}

/// Whether what the command switches is on, for those that switch something.
fn is_on(command: Command, session: &Session) -> Option<bool> {
    let settings = session.settings();
    match command {
        Command::ThemeSystem => Some(settings.theme == Theme::System),
        Command::ThemeLight => Some(settings.theme == Theme::Light),
        Command::ThemeDark => Some(settings.theme == Theme::Dark),
        Command::ShowOutline => Some(settings.layout.left_open),
        Command::ShowPanes => Some(settings.layout.right_open),
        _ => None,
    }
}

/// Whether a line stands above the command in its menu.
fn begins_section(command: Command) -> bool {
    use Command::{
        AcceptSuggestion, AddSource, AddToLexicon, AllOccurrences, AllVerdicts, BackOut, Comment, EndBack,
        Export, LargerText, LinkSpeaker, NextAnnotation, NextQuotation, NextSentence, Quit, RenameEntity,
        Review, Save, SetName, ShowOutline, ShowStack, ThemeSystem, ToggleSuggestions,
    };
    matches!(
        command,
        Save | Export
            | SetName
            | Quit
            | Comment
            | EndBack
            | AllOccurrences
            | LinkSpeaker
            | RenameEntity
            | AllVerdicts
            | AddSource
            | AcceptSuggestion
            | ToggleSuggestions
            | AddToLexicon
            | Review
            | NextQuotation
            | NextSentence
            | NextAnnotation
            | ShowStack
            | BackOut
            | ShowOutline
            | LargerText
            | ThemeSystem
    )
}

fn recent_files(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let recent = &session.settings().recent_files;
    ui.add_enabled_ui(!recent.is_empty(), |ui| {
        ui.menu_button("Open recent", |ui| {
            for path in recent {
                let response = ui.button(file_name(path));
                if response.clicked() {
                    actions.push(Action::OpenPath(path.clone()));
                    ui.close();
                }
                response.on_hover_text(path.display().to_string());
            }
        });
    });
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_menu_begins_with_a_line() {
        for group in Group::ALL {
            let first = Command::ALL.iter().find(|command| command.group() == group);
            assert!(first.is_some_and(|command| !begins_section(*command)), "{group:?}");
        }
    }
}
