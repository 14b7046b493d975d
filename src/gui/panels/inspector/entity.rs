//! An entity: what is known of it, and where it is named.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{RichText, TextFormat, TextStyle, Ui};

use crate::gui::fonts;
use crate::gui::scene::Scene;
use crate::gui::widgets::choice::choice;
use crate::gui::widgets::field::{Field, beside};
use crate::gui::widgets::row_list::{Row, RowEvent, RowList};
use crate::model::{Annotation, AnnotationId, Entity, EntityId, EntityKind};
use crate::session::{Action, Command};

/// Height of a row of the list of mentions, points.
const ROW_HEIGHT: f32 = 24.0;

/// At most so many mentions are seen at once.
const MOST_ROWS: f32 = 7.0;

/// At most so many characters of context stand before a mention; three times as many after it.
const CONTEXT: usize = 24;

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, entity: &Entity, actions: &mut Vec<Action>) {
    let mut changed = entity.clone();
    let left = fields(ui, scene, entity, &mut changed);
    if changed != *entity {
        actions.push(Action::SetEntity(Box::new(changed)));
    }
    if left {
        actions.push(Action::EndTyping);
    }
    if !entity.links.is_empty() {
        let links: Vec<String> =
            entity.links.iter().map(|link| format!("{} {}", link.scheme, link.id)).collect();
        ui.label(RichText::new(links.join(" · ")).small().color(scene.theme.weak));
    }
    ui.add_space(2.0);
    let commands = [
        (Command::RenameEntity, "Rename…"),
        (Command::MergeEntity, "Merge into…"),
        (Command::SplitEntity, "Split off"),
    ];
    super::buttons(ui, scene, &commands, actions);
    mentions(ui, scene, entity, actions);
}

/// The fields; says whether the keyboard left one.
fn fields(ui: &mut Ui, scene: &Scene<'_>, entity: &Entity, changed: &mut Entity) -> bool {
    let theme = scene.theme;
    beside(ui, theme, "Type", |ui| {
        let kinds = EntityKind::ALL.map(|kind| (kind, kind.label().to_owned()));
        if let Some(kind) = choice(ui, (entity.id, "type"), "Type", &entity.kind, kinds) {
            changed.kind = kind;
        }
    });
    let name = Field { label: "Name", hint: "", rows: 0 };
    let keep = |text: &str| Some(text.trim().to_owned()).filter(|name| !name.is_empty());
    let (text, left_name) =
        name.show_draft(ui, theme, (entity.id, "name"), (&entity.name, entity.name.clone()), keep);
    changed.name = text.unwrap_or_else(|| changed.name.clone());
    let role = Field { label: "Role in the story", hint: "For example “foreign minister”", rows: 0 };
    let typed = role.show(ui, theme, (entity.id, "role"), &entity.role);
    changed.role = typed.text.unwrap_or_else(|| changed.role.clone());
    let aliases = Field { label: "Other spellings", hint: "One a line", rows: 1 };
    let shown = entity.aliases.join("\n");
    let (list, left_aliases) =
        aliases.show_draft(ui, theme, (entity.id, "aliases"), (&entity.aliases, shown), |text| {
            Some(spellings(text))
        });
    changed.aliases = list.unwrap_or_else(|| changed.aliases.clone());
    let notes = Field { label: "Notes", hint: "Anything the desk should know", rows: 1 };
    let noted = notes.show(ui, theme, (entity.id, "notes"), &entity.notes);
    changed.notes = noted.text.unwrap_or_else(|| changed.notes.clone());
    left_name || typed.left || left_aliases || noted.left
}

/// The spellings in a text of one a line.
fn spellings(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn mentions(ui: &mut Ui, scene: &Scene<'_>, entity: &Entity, actions: &mut Vec<Action>) {
    let document = scene.session.document();
    let ids = mention_ids(ui, scene, entity.id);
    super::section(ui, &crate::text::counted::counted(ids.len(), "mention", "mentions"));
    let height =
        ids.iter().zip(0_u8..).fold(0.0_f32, |height, _| height + ROW_HEIGHT).min(MOST_ROWS * ROW_HEIGHT);
    let list = RowList {
        name: "mentions",
        n_rows: ids.len(),
        row_height: ROW_HEIGHT,
        reveal: None,
        takes_keys: scene.session.flow().is_none(),
    };
    let selected = scene.session.view().annotation;
    let event = ui
        .scope(|ui| {
            ui.set_max_height(height);
            let is_selected = |row: usize| selected.is_some() && ids.get(row).copied() == selected;
            list.show(ui, scene.theme, is_selected, |ui, row| {
                if let Some(mention) = ids.get(row.index).and_then(|id| document.annotation(*id)) {
                    context(ui, scene, mention, row);
                }
            })
        })
        .inner;
    if let Some(
        RowEvent::Clicked(row) | RowEvent::Moved(row) | RowEvent::Entered(row) | RowEvent::Toggled(row),
    ) = event
    {
        actions.extend(ids.get(row).map(|id| Action::ShowAnnotation { id: *id, reveal: true }));
    }
}

type Mentions = ((u64, EntityId), Arc<Vec<AnnotationId>>);

/// The mentions in reading order, looked up once a change.
fn mention_ids(ui: &Ui, scene: &Scene<'_>, entity: EntityId) -> Arc<Vec<AnnotationId>> {
    let (key, id) = ((scene.session.revision(), entity), egui::Id::unique("mentions of the entity shown"));
    if let Some((known, ids)) = ui.data(|data| data.get_temp::<Mentions>(id))
        && known == key
    {
        return ids;
    }
    let ids: Arc<Vec<AnnotationId>> =
        Arc::new(scene.session.document().index().mentions_of(entity).collect());
    ui.data_mut(|data| data.insert_temp::<Mentions>(id, (key, Arc::clone(&ids))));
    ids
}

/// A mention among the words around it.
fn context(ui: &Ui, scene: &Scene<'_>, mention: &Annotation, row: &Row) {
    let text = scene.session.document().text();
    let span = mention.spans.first();
    let tail = words_before(text.get(..span.start()).unwrap_or_default());
    let after = text.get(span.end()..).unwrap_or_default().lines().next().unwrap_or_default();
    let head: String = after.chars().take(3 * CONTEXT).collect();
    let theme = scene.theme;
    let size = TextStyle::Small.resolve(ui.style()).size + fonts::IN_LINE;
    let weak = if row.is_selected { theme.text } else { theme.weak };
    let plain = TextFormat::simple(egui::FontId::new(size, fonts::reading()), weak);
    let strong = TextFormat::simple(egui::FontId::new(size, fonts::reading_bold()), theme.text);
    let wrap = TextWrapping::truncate_at_width(row.rect.width() - 12.0);
    let mut job = LayoutJob { wrap, ..LayoutJob::default() };
    job.append(&tail, 0.0, plain.clone());
    job.append(span.of(text), 0.0, strong);
    job.append(&head, 0.0, plain);
    let galley = ui.painter().layout_job(job);
    let at = egui::pos2(row.rect.left() + 6.0, row.rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, theme.text);
    row.name(&format!("Mention: {tail}{}{head}", span.of(text)));
}

/// The last words of the line that ends in `before`.
fn words_before(before: &str) -> String {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let mut start = line.char_indices().rev().take(CONTEXT).last().map_or(line.len(), |(at, _)| at);
    if start > 0 {
        let cut = line.get(start..).unwrap_or_default();
        start += cut.find(' ').map_or(0, |at| at + 1);
    }
    let words = line.get(start..).unwrap_or_default();
    if start > 0 { format!("…{words}") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_begins_with_a_whole_word_of_the_same_line() {
        assert_eq!(words_before("One line\nAccording to "), "According to ");
        assert_eq!(words_before("It was the twelfth of the month when "), "…of the month when ");
        assert_eq!(words_before("A line\n"), "");
    }

    #[test]
    fn each_line_is_a_spelling_and_an_empty_one_is_none() {
        assert_eq!(spellings("Brännvik\n\n  T. Brännvik \n"), ["Brännvik", "T. Brännvik"]);
        assert!(spellings(" \n").is_empty());
    }
}
