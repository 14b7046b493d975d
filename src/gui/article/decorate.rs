//! What is drawn of the annotations of a chunk, and what stands out because it is selected or the
//! mouse is over it.
//!
//! Worked out once a chunk and kept until a step changes something there. Over the same words at
//! most [`MOST_LINES`] lines, [`MOST_TINTS`] tints and [`MOST_BRACKETS`] pairs of brackets are drawn,
//! so that a frame costs no more however many annotations there are; the others are counted.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::gui::scene::Scene;
use crate::model::{
    Annotation, AnnotationId, Body, ClaimState, Claimant, Document, EntityId, EntityKind, TagId, Verdict,
};
use crate::session::flow::{Choice, Purpose};
use crate::session::{Flow, Session};
use crate::text::Span;

/// Lines under the same words: mentions and claims together.
pub(super) const MOST_LINES: usize = 4;
/// Of these, mentions where there are claims; the first is the mentions' where there are some.
const MOST_MENTIONS: usize = 3;
/// Tints behind the same words.
const MOST_TINTS: usize = 4;
/// Pairs of brackets around the same words.
const MOST_BRACKETS: usize = 3;
/// The layers of so many chunks are kept.
const KEPT: usize = 96;

/// How a span is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sign {
    Tint(TagId),
    Brackets,
    Claim { state: ClaimState, verdict: Verdict },
    Mention(EntityKind),
}

/// A span of an annotation that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Hit {
    /// Bytes of the article.
    pub(super) bytes: Range<usize>,
    pub(super) sign: Sign,
    /// Which of those over the same words: 0 is nearest to them.
    pub(super) lane: usize,
    /// Whether it is the last span of its annotation.
    pub(super) is_last: bool,
}

/// What is drawn of the annotations of a chunk.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layer {
    /// In the order in which they are painted.
    pub(super) hits: Vec<Hit>,
    /// Every claim that begins here, drawn or not: its first span.
    pub(super) begun: Vec<(Range<usize>, ClaimState, Verdict)>,
    /// Every mention, drawn or not.
    pub(super) mentions: Vec<(Range<usize>, EntityId)>,
    /// The spans there is no room for.
    pub(super) hidden: Vec<Range<usize>>,
}

/// The layers of the chunks drawn last.
#[derive(Default)]
pub(super) struct Layers {
    revision: Option<u64>,
    kept: HashMap<Range<usize>, (Arc<Layer>, u64)>,
    frame: u64,
}

impl Layers {
    /// Starts a frame: forgets what the steps since the last one have changed.
    pub(super) fn begin(&mut self, session: &Session) {
        self.frame += 1;
        let now = session.revision();
        let Some(known) = self.revision.replace(now).filter(|known| *known != now) else { return };
        let changes = session.changes_since(known).filter(|changes| !changes.renames);
        let Some(changes) = changes else { return self.kept.clear() };
        let annotations = changes.annotations.iter().filter_map(|id| session.document().annotation(*id));
        let mut places = changes.places.clone();
        places.extend(annotations.flat_map(|own| own.spans.iter()).map(|span| span.start()..span.end()));
        self.kept.retain(|chunk, _| {
            !places.iter().any(|place| place.start < chunk.end && chunk.start < place.end)
        });
    }

    /// The layer of a chunk of these bytes.
    pub(super) fn of(&mut self, document: &Document, chunk: &Range<usize>) -> Arc<Layer> {
        let frame = self.frame;
        if let Some((layer, used)) = self.kept.get_mut(chunk) {
            *used = frame;
            return Arc::clone(layer);
        }
        if self.kept.len() >= KEPT {
            self.kept.retain(|_, (_, used)| *used + 2 > frame);
        }
        let layer = Arc::new(Layer::of(document, chunk));
        self.kept.insert(chunk.clone(), (Arc::clone(&layer), frame));
        layer
    }
}

impl Layer {
    fn of(document: &Document, chunk: &Range<usize>) -> Self {
        let mut layer = Self::default();
        let mut here = document.index().overlapping(chunk.start, chunk.end);
        here.sort_unstable_by_key(|(start, end, id)| (end - start, *start, *id));
        let (mut lines, mut tints, mut brackets) =
            (Lanes::new(MOST_LINES), Lanes::new(MOST_TINTS), Lanes::new(MOST_BRACKETS));
        let mut without_line = Vec::new();
        for (start, end, id) in here {
            let Some(annotation) = document.annotation(id) else { continue };
            let bytes = start..end;
            let is_last = annotation.spans.last().end() == end;
            let (lane, sign) = match &annotation.body {
                Body::Mention(mention) => {
                    layer.mentions.push((bytes.clone(), mention.entity));
                    let kind =
                        document.entity(mention.entity).map_or(EntityKind::Other, |entity| entity.kind);
                    (lines.take(&bytes, 0..MOST_MENTIONS), Sign::Mention(kind))
                }
                Body::Claim(claim) => {
                    if annotation.spans.first().start() == start {
                        layer.begun.push((bytes.clone(), claim.state, claim.verdict));
                    }
                    let sign = Sign::Claim { state: claim.state, verdict: claim.verdict };
                    (lines.take(&bytes, 1..MOST_LINES), sign)
                }
                Body::Passage(passage) => {
                    (tints.take(&bytes, 0..MOST_TINTS), Sign::Tint(passage.tag.clone()))
                }
                Body::Quote(_) => (brackets.take(&bytes, 0..MOST_BRACKETS), Sign::Brackets),
            };
            match lane {
                Some(lane) => layer.hits.push(Hit { bytes, sign, lane, is_last }),
                None if matches!(sign, Sign::Claim { .. } | Sign::Mention(_)) => {
                    without_line.push(Hit { bytes, sign, lane: 0, is_last });
                }
                None => layer.hidden.push(bytes),
            }
        }
        // A line that was kept for those of the other kind, where there are none.
        for hit in without_line {
            match lines.take(&hit.bytes, 0..MOST_LINES) {
                Some(lane) => layer.hits.push(Hit { lane, ..hit }),
                None => layer.hidden.push(hit.bytes),
            }
        }
        layer.hits.sort_by_key(|hit| hit.bytes.len());
        // The longest is painted first and lies below the others.
        layer.hits.reverse();
        layer.hidden.sort_unstable_by_key(|bytes| bytes.start);
        layer
    }
}

/// Which stretches are taken in each lane. The shortest come first and get the lane next to the
/// words, the longest lie farthest from them.
struct Lanes(Vec<BTreeMap<usize, usize>>);

impl Lanes {
    fn new(n_lanes: usize) -> Self {
        Self(vec![BTreeMap::new(); n_lanes])
    }

    /// Takes the first of these lanes that is free over all of `bytes`.
    fn take(&mut self, bytes: &Range<usize>, lanes: Range<usize>) -> Option<usize> {
        let is_free = |taken: &BTreeMap<usize, usize>| {
            taken.range(..bytes.end).next_back().is_none_or(|(_, end)| *end <= bytes.start)
        };
        let lane = lanes.into_iter().find(|lane| self.0.get(*lane).is_some_and(is_free))?;
        self.0.get_mut(lane)?.insert(bytes.start, bytes.end);
        Some(lane)
    }
}

/// What stands out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Standing {
    /// The spans of what is selected.
    pub(super) selected: Vec<Span>,
    /// The spans of what the mouse is over.
    pub(super) hovered: Vec<Span>,
    /// The entities whose mentions stand out.
    pub(super) entities: BTreeSet<EntityId>,
    /// Cue and source of a quote, the quote a claim is from, the claims from a quote.
    pub(super) parts: Vec<Span>,
}

impl Standing {
    pub(super) fn of(scene: &Scene<'_>, hovered: Option<AnnotationId>) -> Self {
        let session = scene.session;
        let mut standing = Self::default();
        if let Some(annotation) = session.selected() {
            standing.selected.extend(annotation.spans.iter());
            standing.relatives_of(session.document(), annotation);
        } else {
            standing.entities.extend(session.view().entity);
        }
        let hovered = hovered.filter(|id| Some(*id) != session.view().annotation);
        if let Some(annotation) = hovered.and_then(|id| session.document().annotation(id)) {
            standing.hovered.extend(annotation.spans.iter());
            standing.relatives_of(session.document(), annotation);
        }
        standing.take_choice(session);
        standing
    }

    fn relatives_of(&mut self, document: &Document, annotation: &Annotation) {
        match &annotation.body {
            Body::Mention(mention) => {
                self.entities.insert(mention.entity);
            }
            Body::Quote(quote) => {
                self.entities.extend(quote.speaker);
                self.parts.extend([quote.cue, quote.source].into_iter().flatten());
                let claims = document.index().claims_of_quote(annotation.id);
                let claims = claims.filter_map(|id| document.annotation(id));
                self.parts.extend(claims.flat_map(|claim| claim.spans.iter()));
            }
            Body::Claim(claim) => match claim.claimant {
                Some(Claimant::Entity(entity)) => {
                    self.entities.insert(entity);
                }
                Some(Claimant::Quote(id)) => {
                    let quote = document.annotation(id);
                    self.parts.extend(quote.into_iter().flat_map(|quote| quote.spans.iter()));
                    self.entities.extend(quote.and_then(|own| own.quote()).and_then(|own| own.speaker));
                }
                None => {}
            },
            Body::Passage(_) => {}
        }
    }

    /// What a picker is at stands out before it is taken.
    fn take_choice(&mut self, session: &Session) {
        let Some(Flow::Picker(picker)) = session.flow() else { return };
        let Some(row) = picker.rows.get(picker.highlighted) else { return };
        match &row.choice {
            Choice::Entity(entity) => self.entities = BTreeSet::from([*entity]),
            Choice::NamedSpeaker(span, entity) => {
                self.entities = BTreeSet::from([*entity]);
                self.parts = vec![*span];
            }
            Choice::Cue(span) | Choice::NewSpeaker(span)
                if matches!(picker.purpose, Purpose::Cue { .. } | Purpose::Speaker(_)) =>
            {
                self.parts = vec![*span];
            }
            Choice::Annotation(id) => {
                let spans = session.document().annotation(*id).into_iter().flat_map(|own| own.spans.iter());
                self.hovered = spans.collect();
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ingest;
    use crate::model::{Claim, Entity, Mention, MentionForm};
    use crate::text::Spans;

    /// A document with these mentions and claims, bytes of the text.
    fn document(mentions: &[(usize, usize)], claims: &[(usize, usize)]) -> Document {
        let article = ingest::plain(&"word ".repeat(40), "a.txt").unwrap();
        let entity = Entity::new(EntityId(Uuid::from_u128(1)), EntityKind::Person, "Ana");
        let mention = Body::Mention(Mention { entity: entity.id, form: MentionForm::Full });
        let claim = Body::Claim(Box::<Claim>::default());
        let bodies =
            mentions.iter().map(|bytes| (bytes, &mention)).chain(claims.iter().map(|bytes| (bytes, &claim)));
        let annotations: Vec<Annotation> = bodies
            .enumerate()
            .map(|(n, (bytes, body))| {
                let span = Span::new(article.text(), bytes.0, bytes.1).unwrap();
                Annotation::new(AnnotationId(Uuid::from_u128(n as u128 + 9)), Spans::one(span), body.clone())
            })
            .collect();
        Document::from_parts(article, [entity], annotations, Vec::new()).unwrap()
    }

    fn lanes(layer: &Layer) -> Vec<(usize, usize)> {
        layer.hits.iter().map(|hit| (hit.bytes.len(), hit.lane)).collect()
    }

    #[test]
    fn the_longest_lies_below_and_lines_over_the_same_words_never_meet() {
        let document = document(&[(0, 4), (0, 9)], &[(0, 30)]);
        let layer = Layer::of(&document, &(0..200));
        assert_eq!(lanes(&layer), [(30, 2), (9, 1), (4, 0)]);
        assert!(layer.hidden.is_empty());
    }

    #[test]
    fn lines_apart_share_a_lane() {
        let layer = Layer::of(&document(&[(0, 4), (5, 9), (10, 14)], &[]), &(0..200));
        assert_eq!(lanes(&layer), [(4, 0); 3]);
    }

    #[test]
    fn beyond_the_density_that_is_drawn_the_rest_is_counted() {
        let mentions: Vec<(usize, usize)> = (0..10).map(|n| (0, 4 + n)).collect();
        let layer = Layer::of(&document(&mentions, &[(0, 40)]), &(0..200));
        assert_eq!((layer.hits.len(), layer.hidden.len(), layer.mentions.len()), (MOST_MENTIONS + 1, 7, 10));
        assert!(layer.hits.iter().any(|hit| hit.bytes.len() == 40), "a claim keeps a line of its own");
    }

    #[test]
    fn four_of_either_kind_alone_are_drawn_and_every_claim_that_begins_is_known() {
        let five: Vec<(usize, usize)> = (0..5).map(|n| (0, 4 + n)).collect();
        let layer = Layer::of(&document(&five, &[]), &(0..200));
        assert_eq!((layer.hits.len(), layer.hidden.len()), (MOST_LINES, 1));
        let layer = Layer::of(&document(&[], &five), &(0..200));
        assert_eq!((layer.hits.len(), layer.hidden.len(), layer.begun.len()), (MOST_LINES, 1, 5));
        let mut lanes: Vec<usize> = layer.hits.iter().map(|hit| hit.lane).collect();
        lanes.sort_unstable();
        assert_eq!(lanes, [0, 1, 2, 3], "each on a line of its own");
    }
}
