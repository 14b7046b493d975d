//! A document as labelled stretches.

use std::collections::HashMap;

use crate::model::{Annotation, AnnotationId, Body, Claimant, Document, EntityId};
use crate::text::{Span, Spans};

use super::{Label, Labelled, Link, LinkKind, Mark, Named};

/// Every annotation as a mark, in reading order, the cue and source of a quote behind it.
pub(in crate::formats) fn from_document(document: &Document) -> Labelled {
    let mut marks = Vec::new();
    let mut places: HashMap<AnnotationId, usize> = HashMap::new();
    let mut links = Vec::new();
    for annotation in document.annotations() {
        let at = marks.len();
        places.insert(annotation.id, at);
        marks.push(mark(document, annotation));
        let Body::Quote(quote) = &annotation.body else { continue };
        for (span, label, kind) in
            [(quote.cue, Label::Cue, LinkKind::Cue), (quote.source, Label::Source, LinkKind::Source)]
        {
            let Some(span) = span else { continue };
            links.push(Link { from: at, to: marks.len(), kind });
            marks.push(Mark::new(Spans::one(span), label));
        }
    }
    let mentions = Mentions::of(&marks);
    for annotation in document.annotations() {
        let Some(from) = places.get(&annotation.id).copied() else { continue };
        let mut link = |to: Option<usize>, kind| links.extend(to.map(|to| Link { from, to, kind }));
        match &annotation.body {
            Body::Quote(quote) => {
                let near = quote.source.unwrap_or_else(|| annotation.spans.first());
                link(quote.speaker.and_then(|speaker| mentions.nearest(speaker, near)), LinkKind::Speaker);
                let near = annotation.spans.first();
                link(quote.addressee.and_then(|who| mentions.nearest(who, near)), LinkKind::Addressee);
            }
            Body::Claim(claim) => {
                let to = match claim.claimant {
                    Some(Claimant::Entity(who)) => mentions.nearest(who, annotation.spans.first()),
                    Some(Claimant::Quote(quote)) => places.get(&quote).copied(),
                    None => None,
                };
                link(to, LinkKind::Claimant);
            }
            Body::Mention(_) | Body::Passage(_) => {}
        }
    }
    links.sort_unstable();
    Labelled { text: document.article().text().clone(), marks, links }
}

fn mark(document: &Document, annotation: &Annotation) -> Mark {
    let mut mark = Mark::new(annotation.spans.clone(), Label::Claim);
    mark.id = Some(annotation.id);
    mark.comment.clone_from(&annotation.comment);
    let mut say = |name: &str, value: String| mark.attributes.push((name.to_owned(), value));
    match &annotation.body {
        Body::Mention(mention) => {
            say("form", format!("{:?}", mention.form));
            let Some(entity) = document.entity(mention.entity) else { return mark };
            mark.label = Label::Mention(entity.kind);
            mark.entity = Some(Named { id: entity.id, kind: entity.kind, name: entity.name.clone() });
        }
        Body::Quote(quote) => {
            say("check", format!("{:?}", quote.check));
            mark.label = Label::Quote(quote.kind);
        }
        Body::Claim(claim) => {
            say("kind", format!("{:?}", claim.kind));
            say("priority", format!("{:?}", claim.priority));
            say("state", format!("{:?}", claim.state));
            say("verdict", format!("{:?}", claim.verdict));
            say("disposition", format!("{:?}", claim.disposition));
            if claim.criticism {
                say("criticism", String::new());
            }
        }
        Body::Passage(passage) => mark.label = Label::Passage(passage.tag.clone()),
    }
    mark
}

/// The marks of each entity, in reading order.
struct Mentions(HashMap<EntityId, Vec<Mention>>);

struct Mention {
    span: Span,
    mark: usize,
    /// The furthest end of this mention and those before it, bytes.
    reach: usize,
}

impl Mentions {
    fn of(marks: &[Mark]) -> Self {
        let mut found: HashMap<EntityId, Vec<Mention>> = HashMap::new();
        for (mark, own) in marks.iter().enumerate() {
            if let Some(entity) = &own.entity {
                let (span, known) = (own.spans.first(), found.entry(entity.id).or_default());
                let reach = known.last().map_or(0, |last| last.reach).max(span.end());
                known.push(Mention { span, mark, reach });
            }
        }
        Self(found)
    }

    /// The mention of `entity` nearest to `span`, the earlier one of two.
    fn nearest(&self, entity: EntityId, span: Span) -> Option<usize> {
        let all = self.0.get(&entity)?;
        let n_before = all.partition_point(|mention| mention.span.start() < span.start());
        // Of those that begin before it the first that reaches into it, or else the furthest.
        let reach = n_before.checked_sub(1).and_then(|last| all.get(last)).map(|last| last.reach);
        let before = reach.and_then(|reach| {
            let wanted = reach.min(span.start() + 1);
            all.get(all.partition_point(|mention| mention.reach < wanted))
        });
        let behind = all.get(n_before);
        let distance = |mention: &&Mention| match mention.span {
            own if own.overlaps(span) => 0,
            own => 1 + own.start().abs_diff(span.start()).min(own.end().abs_diff(span.start())),
        };
        before.into_iter().chain(behind).min_by_key(distance).map(|mention| mention.mark)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_nearest_is_the_one_that_looking_at_all_finds(
            mut spans in prop::collection::vec((0..60_usize, 1..9_usize), 1..12),
            (start, length) in (0..60_usize, 1..9_usize),
        ) {
            let text = " ".repeat(80);
            let span = |(start, length): (usize, usize)| Span::new(&text, start, start + length).unwrap();
            spans.sort_by_key(|(start, length)| (*start, usize::MAX - length));
            let mut known: Vec<Mention> = Vec::new();
            for (mark, own) in spans.iter().enumerate() {
                let reach = known.last().map_or(0, |last| last.reach).max(own.0 + own.1);
                known.push(Mention { span: span(*own), mark, reach });
            }
            let place = span((start, length));
            let distance = |own: &Span| {
                let apart = own.start().abs_diff(place.start()).min(own.end().abs_diff(place.start()));
                if own.overlaps(place) { 0 } else { 1 + apart }
            };
            let slow = known.iter().min_by_key(|own| distance(&own.span)).map(|own| own.mark);
            let entity = EntityId(uuid::Uuid::nil());
            prop_assert_eq!(Mentions(HashMap::from([(entity, known)])).nearest(entity, place), slow);
        }
    }
}
