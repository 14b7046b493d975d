//! The names sheet: spellings, roles, and what looks like a slip of the keys.

use egui::{RichText, Ui};

use crate::gui::scene::Scene;
use crate::gui::widgets::badge::Badge;
use crate::gui::widgets::row_list::{Row, RowEvent, RowList};
use crate::gui::widgets::two_lines::{self, TwoLines};
use crate::session::Action;
use crate::session::desk::names::{NameLine, Slip};
use crate::text::Span;

const NAME: &str = "names sheet";
/// At most so many spellings are told in a row.
const SPELLINGS: usize = 6;

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let lines = scene.desk.names.lines();
    if lines.is_empty() {
        let words = "Go back with Esc; W selects the next name, E says who or what it is.";
        return super::empty(ui, scene, "No names yet", words);
    }
    let n_warned = lines.iter().take_while(|line| !line.warnings.is_empty()).count();
    let words = match n_warned {
        0 => "No two names look like slips of each other.".to_owned(),
        1 => "1 name is one letter away from another one. Enter goes to that place.".to_owned(),
        n => format!("{n} names are one letter away from another one. Enter goes to that place."),
    };
    let colour = if n_warned > 0 { scene.theme.warn } else { scene.theme.weak };
    ui.label(RichText::new(words).color(colour));
    ui.add_space(4.0);
    let selected = scene.session.view().entity;
    let is_selected = |row: usize| selected.is_some() && lines.get(row).map(|line| line.entity) == selected;
    super::take_keyboard(
        ui,
        scene,
        NAME,
        || lines.iter().position(|own| Some(own.entity) == selected),
        lines.len(),
    );
    let list = RowList {
        name: NAME,
        n_rows: lines.len(),
        row_height: two_lines::HEIGHT,
        reveal: None,
        takes_keys: scene.session.flow().is_none(),
    };
    let event = list.show(ui, scene.theme, is_selected, |ui, row| {
        if let Some(own) = lines.get(row.index) {
            line(ui, scene, own, row);
        }
    });
    let Some(RowEvent::Clicked(row) | RowEvent::Moved(row) | RowEvent::Toggled(row) | RowEvent::Entered(row)) =
        event
    else {
        return;
    };
    let Some(own) = lines.get(row) else { return };
    actions.push(Action::ShowEntity(own.entity));
    if matches!(event, Some(RowEvent::Entered(_))) {
        let slip = own.warnings.iter().find_map(|slip| slip.place).map(Span::start);
        let document = scene.session.document();
        let first = || {
            let first = document.index().mentions_of(own.entity).next()?;
            document.annotation(first).map(|mention| mention.spans.first().start())
        };
        actions.push(Action::LeaveDesk);
        actions.extend(slip.or_else(first).map(Action::GoTo));
    }
}

fn line(ui: &Ui, scene: &Scene<'_>, own: &NameLine, row: &Row) {
    let document = scene.session.document();
    let Some(entity) = document.entity(own.entity) else { return };
    let theme = scene.theme;
    let told = own.spellings.iter().take(SPELLINGS).map(|(words, n)| format!("{words} ×{n}"));
    let mut spellings = told.collect::<Vec<_>>().join(", ");
    if own.spellings.len() > SPELLINGS {
        spellings.push('…');
    }
    if spellings.is_empty() {
        "not named in the text".clone_into(&mut spellings);
    }
    let warned = warned(scene, &own.warnings);
    let mut below = vec![(spellings.clone(), theme.weak)];
    if !entity.role.trim().is_empty() {
        below.push((format!(" · {}", entity.role.trim()), theme.weak));
    }
    if !warned.is_empty() {
        below.insert(0, (format!("⚠ {warned}  "), theme.warn));
    }
    let n_named: usize = own.spellings.iter().map(|(_, n)| n).sum();
    let lines = TwoLines {
        badge: Badge::entity(entity.kind, theme),
        title: entity.name.clone(),
        below,
        right: n_named.to_string(),
    };
    lines.paint(ui, row.rect, theme, row.is_selected);
    let warning = if warned.is_empty() { String::new() } else { format!(", warning: {warned}") };
    row.name(&format!("{}, {spellings}{warning}", entity.name));
}

/// "Hoeksta (not tagged), Hoekstre (in Jan Hoekstre)".
fn warned(scene: &Scene<'_>, slips: &[Slip]) -> String {
    let document = scene.session.document();
    let told = slips.iter().take(3).map(|slip| {
        let text = document.text();
        let words = slip.place.map_or(slip.other.as_str(), |span| span.of(text));
        match slip.whose.and_then(|id| document.entity(id)) {
            Some(entity) if entity.name == words => format!("looks like {words}"),
            Some(entity) => format!("looks like {words} (of {})", entity.name),
            None => format!("looks like {words} (not tagged)"),
        }
    });
    told.collect::<Vec<_>>().join(", ")
}
