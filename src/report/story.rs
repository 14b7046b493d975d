//! The annotated article as a table: blocks of runs, notes, names. What the three article writers write.

use std::collections::BTreeMap;

use crate::model::{AnnotationId, AnnotationKind, BlockKind, EntityId, EntityKind};
use crate::text::Span;

use super::edition::Edition;
use super::note::{Note, is_noted, last_hands, note};
use super::pieces::{Part, Piece, pieces};

/// See the module.
pub(super) struct Story {
    /// The article's parts in order, without what the site put around it.
    pub(super) blocks: Vec<StoryBlock>,
    /// The notes in reading order.
    pub(super) notes: Vec<Note>,
    /// How many parts of each note stand in the blocks.
    pub(super) n_parts: Vec<usize>,
    /// Who and what is named, in order of appearance.
    pub(super) names: Vec<Name>,
}

/// A block with its runs.
pub(super) struct StoryBlock {
    /// Its part in the article.
    pub(super) kind: BlockKind,
    /// Its runs.
    pub(super) pieces: Vec<Piece>,
}

/// Somebody or something that is named.
pub(super) struct Name {
    /// The name.
    pub(super) words: String,
    /// What it is.
    pub(super) kind: EntityKind,
    /// What they are in this story; for the desk.
    pub(super) role: String,
    /// Anything the desk should know.
    pub(super) notes: String,
    /// Ids in knowledge bases, as `scheme id`, with a link where the base is known.
    pub(super) links: Vec<(String, Option<String>)>,
    /// In how many places.
    pub(super) n_mentions: usize,
}

impl Story {
    /// The story of an edition.
    pub(super) fn of(edition: &Edition<'_>) -> Self {
        let document = edition.document();
        let hands = last_hands(document);
        let mut notes = Vec::new();
        let mut names = Vec::new();
        let mut note_of: BTreeMap<AnnotationId, usize> = BTreeMap::new();
        let mut name_of: BTreeMap<EntityId, usize> = BTreeMap::new();
        for annotation in document.annotations() {
            if let Some(mention) = annotation.mention() {
                name_of.entry(mention.entity).or_insert_with(|| {
                    names.extend(document.entity(mention.entity).map(|entity| name(edition, entity)));
                    names.len().saturating_sub(1)
                });
            }
            if is_noted(annotation) {
                note_of.insert(annotation.id, notes.len());
                notes.push(note(edition, annotation, notes.len() + 1, hands.get(&annotation.id)));
            }
        }
        let mut n_parts = vec![0; notes.len()];
        let blocks = blocks(edition).into_iter().map(|(kind, span)| {
            let parts = parts(edition, span, &note_of, &name_of, &mut n_parts);
            StoryBlock { kind, pieces: pieces(span, &parts) }
        });
        Self { blocks: blocks.collect(), notes, n_parts, names }
    }

    /// The notes whose last words end with a piece, in order.
    pub(super) fn ending_with<'a>(&'a self, piece: &'a Piece) -> impl Iterator<Item = &'a Note> {
        let last = |(note, part): &(usize, usize)| self.n_parts.get(*note) == Some(&(part + 1));
        let mut ending: Vec<usize> =
            piece.closes.iter().filter(|one| last(one)).map(|(note, _)| *note).collect();
        ending.sort_unstable();
        ending.into_iter().filter_map(|note| self.notes.get(note))
    }
}

/// The blocks that belong to the article, and text between blocks as paragraphs.
fn blocks(edition: &Edition<'_>) -> Vec<(BlockKind, Span)> {
    let article = edition.document().article();
    let text = article.text();
    let mut blocks = Vec::with_capacity(article.blocks().len());
    let mut at = 0;
    for block in article.blocks() {
        blocks.extend(between(text, at, block.span.start()));
        blocks.push((block.kind, block.span));
        at = block.span.end();
    }
    blocks.extend(between(text, at, text.len()));
    blocks.retain(|(kind, _)| *kind != BlockKind::Furniture);
    blocks
}

fn between(text: &str, start: usize, end: usize) -> Option<(BlockKind, Span)> {
    let words = text.get(start..end)?;
    let from = start + (words.len() - words.trim_start().len());
    let to = start + words.trim_end().len();
    Span::new(text, from, to).ok().map(|span| (BlockKind::Paragraph, span))
}

fn parts(
    edition: &Edition<'_>,
    block: Span,
    note_of: &BTreeMap<AnnotationId, usize>,
    name_of: &BTreeMap<EntityId, usize>,
    n_parts: &mut [usize],
) -> Vec<Part> {
    let document = edition.document();
    let mut here = document.index().overlapping(block.start(), block.end());
    here.sort_unstable();
    let mut parts = Vec::with_capacity(here.len());
    for (start, end, id) in here {
        let Some(annotation) = document.annotation(id) else { continue };
        let note = note_of.get(&id).copied();
        let number = note.and_then(|note| n_parts.get_mut(note)).map_or(0, |n_parts| {
            *n_parts += 1;
            *n_parts - 1
        });
        let name = annotation.mention().and_then(|mention| name_of.get(&mention.entity).copied());
        let (start, end) = (start.max(block.start()), end.min(block.end()));
        let kind = annotation.kind();
        if kind == AnnotationKind::Mention && name.is_none() && note.is_none() {
            continue;
        }
        parts.push(Part { start, end, kind, note, name, number });
    }
    parts
}

fn name(edition: &Edition<'_>, entity: &crate::model::Entity) -> Name {
    let links = entity.links.iter().map(|link| {
        let known = link.scheme.trim().eq_ignore_ascii_case("wikidata") && is_item(link.id.trim());
        let address = known.then(|| format!("https://www.wikidata.org/wiki/{}", link.id.trim()));
        (format!("{} {}", link.scheme.trim(), link.id.trim()), address)
    });
    Name {
        words: if entity.name.trim().is_empty() {
            "No name yet".into()
        } else {
            entity.name.trim().to_owned()
        },
        kind: entity.kind,
        role: entity.role.trim().to_owned(),
        notes: entity.notes.trim().to_owned(),
        links: links.collect(),
        n_mentions: edition.document().index().count_mentions_of(entity.id),
    }
}

/// Whether `id` is one of a Wikidata item: Q and a number.
pub(super) fn is_item(id: &str) -> bool {
    id.strip_prefix('Q')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}
