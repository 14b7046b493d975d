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

/// The marks of each entity.
struct Mentions(HashMap<EntityId, Vec<(Span, usize)>>);

impl Mentions {
    fn of(marks: &[Mark]) -> Self {
        let mut found: HashMap<EntityId, Vec<(Span, usize)>> = HashMap::new();
        for (at, mark) in marks.iter().enumerate() {
            if let Some(entity) = &mark.entity {
                found.entry(entity.id).or_default().push((mark.spans.first(), at));
            }
        }
        Self(found)
    }

    /// The mention of `entity` nearest to `span`, the earlier one of two.
    fn nearest(&self, entity: EntityId, span: Span) -> Option<usize> {
        let distance = |mention: &Span| {
            let apart = mention.start().abs_diff(span.start()).min(mention.end().abs_diff(span.start()));
            if mention.overlaps(span) { 0 } else { 1 + apart }
        };
        let all = self.0.get(&entity)?;
        all.iter().min_by_key(|(mention, _)| distance(mention)).map(|(_, at)| *at)
    }
}
