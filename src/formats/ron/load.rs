//! The whole file, with everything checked that one record cannot know of another.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;
use std::sync::Arc;

use crate::formats::notation::{Fault, Read, Reader, Value, fill, once};
use crate::model::{
    Annotation, AnnotationId, AnnotationKind, Article, Body, Claimant, Document, Draft, Entity, EntityId,
    Extra, Orphan, Past, Rejection, Step,
};

use crate::text::units::UnitIndex;

use super::{article, version};

/// The names of the file's own fields.
pub(super) const FIELDS: &[&str] =
    &["copydesk", "article", "entities", "annotations", "orphans", "drafts", "rejected", "origin", "history"];

/// A record and where it stands in the text.
struct Found<T> {
    value: T,
    at: usize,
    end: usize,
}

#[derive(Default)]
struct Parts {
    article: Option<Article>,
    entities: Option<Vec<Found<Entity>>>,
    annotations: Option<Vec<Found<Annotation>>>,
    orphans: Option<Vec<Found<Orphan>>>,
    drafts: Option<Vec<Draft>>,
    rejected: Option<Vec<Rejection>>,
    origin: Option<Vec<String>>,
    history: Option<Vec<Step>>,
    extra: Extra,
}

/// Reads a file's text.
pub(super) fn document(text: &str) -> Read<Document> {
    let mut reader = Reader::new(text);
    version::enter(&mut reader, "copydesk", "a Copydesk file")?;
    let mut parts = Parts::default();
    // Annotations that stand before the article wait until its text is known.
    let mut waiting: Vec<(&str, usize)> = Vec::new();
    reader.more_fields(&mut |reader, name| match name {
        "article" => {
            once(parts.article.is_some(), name, reader)?;
            let (article, units) = article::read(reader)?;
            parts.article = Some(article);
            reader.places = Some(Arc::new(units));
            Ok(())
        }
        "annotations" | "origin" | "history" if reader.places.is_none() => {
            waiting.push((name, reader.at()));
            reader.verbatim().map(drop)
        }
        _ => parts.take(name, reader),
    })?;
    reader.end()?;
    let article = parts
        .article
        .take()
        .ok_or_else(|| Fault::new(0, "the file has no article", "Use a backup copy of it."))?;
    for (name, at) in waiting {
        reader.go_to(at);
        parts.take(name, &mut reader)?;
    }
    parts.check(text)?;
    parts.join(article)
}

impl Parts {
    fn take(&mut self, name: &str, reader: &mut Reader<'_>) -> Read<()> {
        match name {
            "copydesk" => once(true, name, reader),
            "entities" => {
                once(self.entities.is_some(), name, reader)?;
                self.entities = Some(found(reader)?);
                Ok(())
            }
            "annotations" => {
                once(self.annotations.is_some(), name, reader)?;
                self.annotations = Some(found(reader)?);
                Ok(())
            }
            "orphans" => {
                once(self.orphans.is_some(), name, reader)?;
                self.orphans = Some(found(reader)?);
                Ok(())
            }
            "drafts" => fill(&mut self.drafts, name, reader).map(drop),
            "rejected" => fill(&mut self.rejected, name, reader).map(drop),
            "origin" => fill(&mut self.origin, name, reader).map(drop),
            "history" => self.take_history(reader),
            _ => reader.keep(name, &mut self.extra),
        }
    }

    /// Spans in the history are places in the text of their time: it goes from the text it began
    /// with to that of today.
    fn take_history(&mut self, reader: &mut Reader<'_>) -> Read<()> {
        let at = reader.at();
        let today = reader.places.clone();
        if let Some(origin) = &self.origin {
            reader.places = Some(Arc::new(UnitIndex::new(origin.concat())));
        }
        fill(&mut self.history, "history", reader)?;
        let led_to = std::mem::replace(&mut reader.places, today);
        let texts = led_to.as_ref().zip(reader.places.as_ref());
        if texts.is_some_and(|(led_to, today)| led_to.text() != today.text()) {
            let message = "the history does not lead to the text of the article";
            return Err(Fault::new(at, message, "Use a backup copy of the file."));
        }
        Ok(())
    }

    fn check(&self, text: &str) -> Read<()> {
        let entities = self.entities.as_deref().unwrap_or_default();
        let annotations = self.annotations.as_deref().unwrap_or_default();
        let known_entities = distinct(entities, text, "entities", |entity| entity.id)?;
        let known = distinct(annotations, text, "annotations", |annotation| annotation.id)?;
        for annotation in annotations {
            for entity in annotation.value.entities() {
                if !known_entities.contains_key(&entity) {
                    return Err(no_entity(annotation, text, entity));
                }
            }
            if let Some(claim) = annotation.value.claim() {
                check_evidence(annotation, text)?;
                if let Some(Claimant::Quote(quote)) = claim.claimant {
                    let claimant = known.get(&quote).map(|found| found.value.kind());
                    let claimant = claimant.or_else(|| self.kind_of_orphan(quote));
                    check_claimant(annotation, text, quote, claimant)?;
                }
            }
        }
        Ok(())
    }

    fn kind_of_orphan(&self, id: AnnotationId) -> Option<AnnotationKind> {
        let orphans = self.orphans.as_deref().unwrap_or_default().iter();
        let mut annotations = orphans.map(|found| &found.value.annotation);
        annotations.find(|annotation| annotation.id == id).map(Annotation::kind)
    }

    fn join(self, article: Article) -> Read<Document> {
        let entities = self.entities.into_iter().flatten().map(|found| found.value);
        let annotations = self.annotations.into_iter().flatten().map(|found| found.value);
        let orphans = self.orphans.into_iter().flatten().map(|found| found.value).collect();
        let rejections = self.rejected.unwrap_or_default();
        let past = Past { drafts: self.drafts.unwrap_or_default(), orphans, rejections };
        let history = self.history.unwrap_or_default();
        let document = Document::with_past(article, entities, annotations, history, past);
        let mut document = document.map_err(|error| {
            Fault::new(
                0,
                format!("the parts of the file do not fit each other: {error}"),
                "Use a backup copy of it.",
            )
        })?;
        document.extra = self.extra;
        Ok(document)
    }
}

fn found<T: Value>(reader: &mut Reader<'_>) -> Read<Vec<Found<T>>> {
    let mut all = Vec::new();
    reader.list(|reader| {
        let at = reader.at();
        let value = T::read(reader)?;
        all.push(Found { value, at, end: reader.at() });
        Ok(())
    })?;
    Ok(all)
}

/// All records by id, if no two share one.
fn distinct<'a, T, Id: Copy + Eq + Hash + Display>(
    records: &'a [Found<T>],
    text: &str,
    what: &str,
    id: impl Fn(&T) -> Id,
) -> Read<HashMap<Id, &'a Found<T>>> {
    let mut known: HashMap<Id, &Found<T>> = HashMap::with_capacity(records.len());
    for record in records {
        let id = id(&record.value);
        if let Some(first) = known.insert(id, record) {
            let line = text.bytes().take(first.at).filter(|byte| *byte == b'\n').count() + 1;
            let message = format!("two {what} have the id {id}; the first begins in line {line}");
            return Err(Fault::new(
                within(record, text, &id),
                message,
                "Take one of them out, or give it another id.",
            ));
        }
    }
    Ok(known)
}

fn no_entity(annotation: &Found<Annotation>, text: &str, entity: EntityId) -> Fault {
    let role = match &annotation.value.body {
        Body::Mention(_) => "this mention is of",
        Body::Quote(quote) if quote.speaker == Some(entity) => "the speaker of this quote is",
        Body::Quote(_) => "this quote is addressed to",
        Body::Claim(_) | Body::Passage(_) => "the claimant is",
    };
    let message = format!("{role} the entity {entity}, which is not among the entities");
    let help = "Add the entity, or write the id of one that is there.";
    Fault::new(within(annotation, text, &entity), message, help)
}

fn check_claimant(
    claim: &Found<Annotation>,
    text: &str,
    quote: AnnotationId,
    kind: Option<AnnotationKind>,
) -> Read<()> {
    let message = match kind {
        Some(AnnotationKind::Quote) => return Ok(()),
        Some(other) => format!("the claimant {quote} is a {}, not a quote", other.label().to_lowercase()),
        None => format!("the claimant is the quote {quote}, which is not among the annotations"),
    };
    Err(Fault::new(
        within(claim, text, &quote),
        message,
        "Write the id of a quote, or take the claimant out.",
    ))
}

fn check_evidence(claim: &Found<Annotation>, text: &str) -> Read<()> {
    let evidence = claim.value.claim().map_or(&[][..], |claim| claim.evidence.as_slice());
    let mut ids: Vec<_> = evidence.iter().map(|evidence| evidence.id).collect();
    ids.sort_unstable();
    let Some(id) = ids.iter().zip(ids.iter().skip(1)).find(|(a, b)| a == b).map(|(id, _)| id) else {
        return Ok(());
    };
    let message = format!("two pieces of evidence of this claim have the id {id}");
    Err(Fault::new(within(claim, text, id), message, "Take one of them out, or give it another id."))
}

/// Where `id` stands last in a record's own text; its beginning where it is spelt otherwise.
fn within<T>(record: &Found<T>, text: &str, id: &impl Display) -> usize {
    let own = text.get(record.at..record.end).unwrap_or_default();
    own.rfind(&id.to_string()).map_or(record.at, |at| record.at + at)
}
