//! Annotation collections, pages and single annotations as a document.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::formats::ExchangeError;
use crate::formats::exchange::Imported;
use crate::formats::ids::Ids;
use crate::formats::json::{
    At, Border, Plain, Unit, annotation_from, article_from, list_of, object, parse, text_of,
};
use crate::formats::labelled::Referred;
use crate::formats::left_out::LeftOut;
use crate::formats::paragraphs::paragraphs;
use crate::model::{
    Annotation, AnnotationId, Article, ArticleMeta, Body, Document, Entity, EntityKind, Extra, Mention,
    Passage, TagId,
};
use crate::model::{EntityId, MentionForm};
use crate::text::Spans;
use crate::text::units::UnitIndex;

use super::said::{Said, knowledge};
use super::selector::{Finder, Place};
use super::{OWN, many};

/// So many annotations without a place are told one by one.
const NAMED: usize = 20;

/// Reads a collection, a page, a list of annotations or one. The article's text is in our own
/// files; for others' it is `beside`.
pub(in crate::formats) fn read(text: &str, beside: Option<&str>) -> Result<Vec<Imported>, ExchangeError> {
    let whole = parse(text, 1)?;
    let root = At::Root;
    let own = whole.get(OWN).filter(|own| own.get("article").is_some());
    let here = At::Key(&root, OWN);
    let (article, units) = match own {
        Some(own) => article_from(&own["article"], Unit::CodePoints, &At::Key(&here, "article"))?,
        None => article_beside(beside)?,
    };
    let border = Border { units: &units, unit: Unit::CodePoints };
    let mut entities = Vec::new();
    let mut extra = Extra::new();
    if let Some(own) = own {
        entities = Option::<Vec<Entity>>::read(&own["entities"], &At::Key(&here, "entities"), &border)?
            .unwrap_or_default();
        extra = Option::<Extra>::read(&own["extra"], &At::Key(&here, "extra"), &border)?.unwrap_or_default();
    }
    let mut reading = Reading {
        border: &border,
        finder: Finder::new(&border),
        ids: Ids::new("w3c", text.as_bytes()),
        entities,
        annotations: Vec::new(),
        seen: HashSet::new(),
        referred: Referred::default(),
        left_out: LeftOut::default(),
        notes: Vec::new(),
        n_annotations: 0,
        lost: Vec::new(),
        n_lost: 0,
        is_cut: false,
    };
    reading.take(&whole, &root)?;
    reading.tell_lost()?;
    if reading.is_cut {
        reading.notes.push("There are further pages of annotations, which are not in this file.".to_owned());
    }
    let Reading { mut entities, annotations, referred, left_out, mut notes, .. } = reading;
    entities.extend(referred.into_entities());
    notes.extend(left_out.note());
    let document = Document::from_parts(article, entities, annotations, Vec::new());
    let mut document = document.map_err(|error| {
        ExchangeError::whole(format!("its parts do not fit each other: {error}"), "Export it again")
    })?;
    document.extra = extra;
    Ok(vec![Imported { name: None, document, notes }])
}

fn article_beside(text: Option<&str>) -> Result<(Article, UnitIndex), ExchangeError> {
    let text = text.ok_or_else(|| {
        ExchangeError::whole(
            "the annotations come without the text they are about: it belongs in a .txt of the same name",
            "Put the .txt beside this file",
        )
    })?;
    let units = UnitIndex::new(text.to_owned());
    let article = Article::new(units.text().clone(), paragraphs(text), ArticleMeta::default());
    let article = article.ok_or_else(|| ExchangeError::whole("its lines are no blocks", "Report this"))?;
    Ok((article, units))
}

struct Reading<'a> {
    border: &'a Border<'a>,
    finder: Finder<'a>,
    ids: Ids,
    entities: Vec<Entity>,
    annotations: Vec<Annotation>,
    seen: HashSet<AnnotationId>,
    /// Entities that bodies name by their addresses.
    referred: Referred,
    left_out: LeftOut,
    notes: Vec<String>,
    n_annotations: usize,
    /// Why the first annotations without a place have none, and what they say; how many there are.
    lost: Vec<(ExchangeError, String)>,
    n_lost: usize,
    /// Whether there are pages that are not in the file.
    is_cut: bool,
}

impl Reading<'_> {
    fn take(&mut self, value: &Value, at: &At<'_>) -> Result<(), ExchangeError> {
        if let Value::Array(items) = value {
            for (place, item) in items.iter().enumerate() {
                self.take(item, &At::Place(at, place))?;
            }
            return Ok(());
        }
        let fields = object(value, at)?;
        if let Some(first) = fields.get("first").filter(|first| first.is_object()) {
            self.take(first, &At::Key(at, "first"))?;
            let told = fields.get("total").and_then(Value::as_u64);
            self.is_cut |= told.is_some_and(|told| told > self.n_annotations as u64);
            Ok(())
        } else if let Some(items) = ["items", "rows"].into_iter().find(|key| fields.contains_key(*key)) {
            let here = At::Key(at, items);
            for (place, item) in list_of(fields, items, at)?.iter().enumerate() {
                self.annotation(item, &At::Place(&here, place))?;
            }
            match fields.get("next") {
                Some(next) if next.is_object() => self.take(next, &At::Key(at, "next"))?,
                next => self.is_cut |= next.is_some_and(Value::is_string),
            }
            let told = fields.get("total").and_then(Value::as_u64);
            self.is_cut |= told.is_some_and(|told| told > self.n_annotations as u64);
            Ok(())
        } else if fields.contains_key("target") {
            self.annotation(value, at)
        } else if fields.get("total").and_then(Value::as_u64) == Some(0) {
            Ok(())
        } else {
            Err(at
                .wants("a collection with its first page, a page with items, or an annotation with a target"))
        }
    }

    fn annotation(&mut self, value: &Value, at: &At<'_>) -> Result<(), ExchangeError> {
        let fields = object(value, at)?;
        let here = At::Key(at, "target");
        self.n_annotations += 1;
        let said = if fields.contains_key(OWN) {
            Said::default()
        } else {
            Said::of(fields, &mut self.left_out, at)?
        };
        let mut spans = Vec::new();
        // What links annotations has them as its targets.
        let links = said.motivation.as_deref() == Some("linking");
        let targets = many(fields.get("target"));
        if targets.is_empty() {
            return Err(here.wants("there"));
        }
        for target in targets {
            match self.finder.place(target, &here)? {
                Place::Here(span) => spans.push(span),
                Place::Whole if links => {}
                Place::Whole => {
                    self.notes.push(format!("An annotation of the whole: {}", said.in_words()));
                }
                Place::Lost(error) if fields.contains_key(OWN) => return Err(error),
                Place::Lost(error) => {
                    self.n_lost += 1;
                    if self.lost.len() < NAMED {
                        self.lost.push((error, said.in_words()));
                    }
                }
                Place::Elsewhere(kind) => self.left_out.add(&format!("annotation by {kind}")),
            }
        }
        if spans.is_empty() {
            if links {
                self.left_out.add("link between annotations");
            }
            return Ok(());
        }
        let spans = Spans::new(spans).map_err(|why| here.wrong(why.to_string(), "Correct its selectors"))?;
        let id = text_of(fields, "id", at)?.and_then(|id| id.strip_prefix("urn:uuid:")?.parse().ok());
        let id = id.filter(|id| self.seen.insert(*id)).unwrap_or_else(|| AnnotationId(self.ids.next()));
        if let Some(own) = fields.get(OWN) {
            let at = At::Key(at, OWN);
            let mut own = object(own, &at)?.clone();
            own.insert("id".to_owned(), json!(id));
            own.insert("spans".to_owned(), spans.out(self.border));
            self.annotations.push(annotation_from(&Value::Object(own), &at, self.border)?);
            return Ok(());
        }
        let annotation = self.foreign(id, spans, &said);
        self.annotations.push(annotation);
        Ok(())
    }

    /// Notes of the annotations whose words are not there; an error where there are no others.
    fn tell_lost(&mut self) -> Result<(), ExchangeError> {
        let further = self.n_lost - self.lost.len();
        for (error, said) in std::mem::take(&mut self.lost) {
            if self.annotations.is_empty() {
                return Err(error);
            }
            self.notes.push(format!("An annotation is left out, for {}: {said}", error.message()));
        }
        if further > 0 {
            self.notes.push(format!("Further annotations left out for such reasons: {further}."));
        }
        Ok(())
    }

    /// An annotation of another tool: its tag or classification, and what it says as a comment.
    fn foreign(&mut self, id: AnnotationId, spans: Spans, said: &Said) -> Annotation {
        let words = spans.words(self.border.units.text());
        let body = if let Some(kind) = said.kind() {
            let entity = match &said.identity {
                Some(address) => {
                    let (scheme, key) = knowledge(address);
                    self.referred.named(scheme, key, kind, &words).id
                }
                None => self.named(kind, &words),
            };
            Body::Mention(Mention { entity, form: MentionForm::default() })
        } else {
            let tag = said.tag.clone().or(said.motivation.clone()).unwrap_or_else(|| "note".to_owned());
            Body::Passage(Passage { tag: TagId(tag) })
        };
        let mut annotation = Annotation::new(id, spans, body);
        let identity = said.identity.iter().filter(|_| said.kind().is_none());
        let comments: Vec<&str> = identity.chain(&said.comments).map(String::as_str).collect();
        annotation.comment = comments.join("\n");
        annotation
    }

    /// The entity of this kind and name, a new one where there is none.
    fn named(&mut self, kind: EntityKind, name: &str) -> EntityId {
        let mut known = self.entities.iter();
        if let Some(entity) = known.find(|entity| entity.kind == kind && entity.name == name) {
            return entity.id;
        }
        let entity = Entity::new(EntityId(self.ids.next()), kind, name);
        let id = entity.id;
        self.entities.push(entity);
        id
    }
}
