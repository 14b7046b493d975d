//! Which annotations lie in sight, and what stands out because of the selection.

use std::collections::BTreeSet;

use crate::gui::scene::Scene;
use crate::model::{Annotation, AnnotationId, AnnotationKind, EntityId};
use crate::session::Flow;
use crate::session::flow::{Choice, Purpose};
use crate::text::Span;

/// A span of an annotation in sight.
pub(super) struct Hit<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) annotation: &'a Annotation,
    /// Whether it is the last span of its annotation.
    pub(super) is_last: bool,
    /// How many mentions it stands in.
    pub(super) lane: usize,
}

/// Everything in sight that is painted.
pub(super) struct Decor<'a> {
    pub(super) passages: Vec<Hit<'a>>,
    pub(super) quotes: Vec<Hit<'a>>,
    pub(super) claims: Vec<Hit<'a>>,
    pub(super) mentions: Vec<Hit<'a>>,
    pub(super) selection: Option<Span>,
    pub(super) selected: Option<AnnotationId>,
    /// The entity whose mentions stand out.
    pub(super) entity: Option<EntityId>,
    /// Cue and source of the selected quote.
    pub(super) parts: Vec<Span>,
    /// The words that are looked for.
    pub(super) found: Vec<std::ops::Range<usize>>,
}

impl<'a> Decor<'a> {
    /// What lies in the bytes `start..end` of the article.
    pub(super) fn within(scene: &Scene<'a>, start: usize, end: usize) -> Self {
        let document = scene.session.document();
        let mut decor = Self {
            passages: Vec::new(),
            quotes: Vec::new(),
            claims: Vec::new(),
            mentions: Vec::new(),
            selection: scene.session.selection(),
            selected: scene.session.view().annotation,
            entity: standing_out(scene),
            parts: parts(scene),
            found: scene.session.find().marks(start, end),
        };
        let mut hits = document.index().overlapping(start, end);
        hits.sort_unstable_by_key(|(start, end, id)| (*start, std::cmp::Reverse(*end), *id));
        for (start, end, id) in hits {
            let Some(annotation) = document.annotation(id) else { continue };
            let is_last = annotation.spans.last().end() == end;
            let hit = Hit { start, end, annotation, is_last, lane: 0 };
            match annotation.kind() {
                AnnotationKind::Passage => decor.passages.push(hit),
                AnnotationKind::Quote => decor.quotes.push(hit),
                AnnotationKind::Claim => decor.claims.push(hit),
                AnnotationKind::Mention => decor.mentions.push(hit),
            }
        }
        lanes(&mut decor.mentions);
        lanes(&mut decor.claims);
        decor
    }
}

/// Gives overlapping hits, sorted by start, each a lane of its own.
fn lanes(hits: &mut [Hit<'_>]) {
    let mut ends: Vec<usize> = Vec::new();
    for hit in hits {
        let free = ends.iter().position(|end| *end <= hit.start);
        let lane = free.unwrap_or(ends.len());
        if lane == ends.len() {
            ends.push(hit.end);
        } else {
            ends[lane] = hit.end;
        }
        hit.lane = lane;
    }
}

/// The entity that a picker is at, that is selected, or that speaks in the selected quote.
fn standing_out(scene: &Scene<'_>) -> Option<EntityId> {
    if let Some(Flow::Picker(picker)) = scene.session.flow()
        && let Some(row) = picker.rows.get(picker.highlighted)
        && let Choice::Entity(entity) | Choice::NamedSpeaker(_, entity) = &row.choice
    {
        return Some(*entity);
    }
    match scene.session.selected() {
        Some(annotation) => match annotation.quote() {
            Some(quote) => quote.speaker,
            None => annotation.mention().map(|mention| mention.entity),
        },
        None => scene.session.view().entity,
    }
}

/// Cue and source of the selected quote; while they are chosen, the candidate.
fn parts(scene: &Scene<'_>) -> Vec<Span> {
    if let Some(Flow::Picker(picker)) = scene.session.flow()
        && matches!(picker.purpose, Purpose::Cue { .. } | Purpose::Speaker(_))
        && let Some(row) = picker.rows.get(picker.highlighted)
        && let Choice::Cue(span) | Choice::NewSpeaker(span) | Choice::NamedSpeaker(span, _) = &row.choice
    {
        return vec![*span];
    }
    let quote = scene.session.selected().and_then(Annotation::quote);
    quote.map(|quote| [quote.cue, quote.source].into_iter().flatten().collect()).unwrap_or_default()
}

/// The claims whose first span begins among `hits`, once each.
pub(super) fn first_lines<'a, 'b>(claims: &'b [Hit<'a>]) -> Vec<&'b Hit<'a>> {
    let mut seen = BTreeSet::new();
    claims
        .iter()
        .filter(|hit| hit.annotation.spans.first().start() == hit.start && seen.insert(hit.annotation.id))
        .collect()
}
