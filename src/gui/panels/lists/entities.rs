//! The list of entities.

use std::collections::BTreeSet;

use egui::Ui;

use crate::gui::scene::Scene;
use crate::gui::widgets::badge::Badge;
use crate::gui::widgets::choice::titled_choice;
use crate::gui::widgets::row_list::{Row, RowEvent, RowList};
use crate::gui::widgets::two_lines::TwoLines;
use crate::model::{AnnotationId, Document, Entity, EntityId, EntityKind};
use crate::session::{Action, Command, Filter};

/// How many mentions are looked at for the spellings a row shows.
const MENTIONS_READ: usize = 12;

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let view = scene.session.view();
    let ids = &scene.rows.entities;
    let document = scene.session.document();
    let to_reveal = view.entity.and_then(|id| super::reveal(ui, view.pane, ids, id));
    let event = super::list(scene, to_reveal).show(
        ui,
        scene.theme,
        |row| ids.get(row).copied() == view.entity && view.entity.is_some(),
        |ui, row| {
            if let Some(entity) = ids.get(row.index).and_then(|id| document.entity(*id)) {
                self::row(ui, scene, entity, row);
            }
        },
    );
    let Some(event) = event else { return };
    let at = |row: usize| ids.get(row).copied();
    match event {
        RowEvent::Clicked(row) | RowEvent::Toggled(row) if at(row).is_some() && at(row) == view.entity => {
            step(scene, at(row), false, actions);
        }
        RowEvent::Clicked(row) | RowEvent::Toggled(row) | RowEvent::Moved(row) => {
            actions.extend(at(row).map(Action::ShowEntity));
        }
        RowEvent::Stepped { row, back } => step(scene, at(row), back, actions),
        RowEvent::Entered(row) => {
            step(scene, at(row), false, actions);
            let row_id = RowList::row_id(view.pane.label(), row);
            ui.memory_mut(|memory| memory.surrender_focus(row_id));
        }
        RowEvent::Deleted(_) => actions.push(Action::Command(Command::Delete)),
    }
}

/// Goes to the next mention of the entity, or to the one before.
fn step(scene: &Scene<'_>, entity: Option<EntityId>, back: bool, actions: &mut Vec<Action>) {
    let next = entity.and_then(|entity| mention_from(scene, entity, back));
    actions.extend(next.map(|id| Action::ShowAnnotation { id, reveal: true }));
}

/// The mention of `entity` after the one that is selected, or after the caret; round the end.
fn mention_from(scene: &Scene<'_>, entity: EntityId, back: bool) -> Option<AnnotationId> {
    let document = scene.session.document();
    let view = scene.session.view();
    let ids: Vec<AnnotationId> = document.index().mentions_of(entity).collect();
    let selected = ids.iter().position(|id| Some(*id) == view.annotation);
    let start_of =
        |id: &AnnotationId| document.annotation(*id).map_or(0, |annotation| annotation.spans.first().start());
    let to = match (selected, back) {
        (Some(at), false) => at + 1,
        (Some(at), true) => at.checked_sub(1).unwrap_or(ids.len().saturating_sub(1)),
        (None, false) => ids.partition_point(|id| start_of(id) < view.caret),
        (None, true) => ids.partition_point(|id| start_of(id) < view.caret).saturating_sub(1),
    };
    ids.get(to).or(ids.first()).copied()
}

fn row(ui: &mut Ui, scene: &Scene<'_>, entity: &Entity, row: &Row) {
    let theme = scene.theme;
    let document = scene.session.document();
    let n_mentions = document.index().count_mentions_of(entity.id);
    let spellings = spellings(document, entity);
    let mut below = vec![(entity.kind.label().to_owned(), theme.entity(entity.kind))];
    if !entity.role.is_empty() {
        below.push((format!(" · {}", entity.role), theme.weak));
    }
    if !spellings.is_empty() {
        below.push((format!(" · also {}", spellings.join(", ")), theme.weak));
    }
    let lines = TwoLines {
        badge: Badge::entity(entity.kind, theme),
        title: entity.name.clone(),
        below,
        right: n_mentions.to_string(),
    };
    lines.paint(ui, row.rect, theme, row.is_selected);
    let mentions = super::counted(n_mentions, "mention", "mentions");
    row.name_by(|| format!("{}, {}, {mentions}", entity.name, entity.kind.label()));
    row.tip_by(|| {
        format!("{}\n{mentions}. Click again to go through them (→ and ← with the keyboard).", entity.name)
    });
}

/// How else the article spells it, from its first mentions.
fn spellings(document: &Document, entity: &Entity) -> Vec<String> {
    let mut seen = BTreeSet::from([entity.name.clone()]);
    let mentions = document.index().mentions_of(entity.id).take(MENTIONS_READ);
    let words = mentions.filter_map(|id| Some(document.words_of(document.annotation(id)?)));
    words.filter(|words| seen.insert(words.clone())).map(|words| format!("“{words}”")).collect()
}

/// The filter by type.
pub(super) fn filter(ui: &mut Ui, wanted: &mut Filter) {
    let kinds = EntityKind::ALL.iter().map(|kind| (Some(*kind), kind.label().to_owned()));
    let options = std::iter::once((None, "Any type".to_owned())).chain(kinds);
    let closed = wanted.entity.map_or("Type", EntityKind::label);
    if let Some(kind) = titled_choice(ui, "entity type", "Filter by type", (&wanted.entity, closed), options)
    {
        wanted.entity = kind;
    }
}
