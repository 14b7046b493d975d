//! Annotation collections, pages and single annotations as a document.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::formats::ExchangeError;
use crate::formats::exchange::Imported;
use crate::formats::ids::Ids;
use crate::formats::json::{
    At, Border, Plain, Unit, annotation_from, article_from, list_of, number, object, parse, text_of,
};
use crate::formats::paragraphs::paragraphs;
use crate::model::{
    Annotation, AnnotationId, Article, ArticleMeta, Body, Document, Entity, EntityKind, Extra, Mention,
    Passage, TagId,
};
use crate::model::{EntityId, MentionForm};
use crate::text::units::UnitIndex;
use crate::text::{Span, Spans};

use super::OWN;

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
        ids: Ids::new("w3c", text.as_bytes()),
        entities,
        annotations: Vec::new(),
        seen: HashSet::new(),
    };
    reading.take(&whole, &root)?;
    let Reading { entities, annotations, .. } = reading;
    let document = Document::from_parts(article, entities, annotations, Vec::new());
    let mut document = document.map_err(|error| {
        ExchangeError::whole(format!("its parts do not fit each other: {error}"), "Export it again")
    })?;
    document.extra = extra;
    Ok(vec![Imported { name: None, document, notes: Vec::new() }])
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
    ids: Ids,
    entities: Vec<Entity>,
    annotations: Vec<Annotation>,
    seen: HashSet<AnnotationId>,
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
            self.take(first, &At::Key(at, "first"))
        } else if fields.contains_key("items") {
            let here = At::Key(at, "items");
            for (place, item) in list_of(fields, "items", at)?.iter().enumerate() {
                self.annotation(item, &At::Place(&here, place))?;
            }
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
        let targets = many(fields.get("target"));
        let mut spans = Vec::new();
        for target in targets {
            spans.push(self.span(target, &here)?);
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
        let annotation = self.foreign(id, spans, fields, at)?;
        self.annotations.push(annotation);
        Ok(())
    }

    /// An annotation of another tool: its tag or classification, and what it says as a comment.
    fn foreign(
        &mut self,
        id: AnnotationId,
        spans: Spans,
        fields: &Map<String, Value>,
        at: &At<'_>,
    ) -> Result<Annotation, ExchangeError> {
        let (mut tag, mut comments) = (None, Vec::new());
        let motivation = fields.get("motivation").and_then(Value::as_str);
        for body in many(fields.get("body")).into_iter().chain(many(fields.get("bodyValue"))) {
            let (value, purpose) = match body {
                Value::String(value) => (value.as_str(), None),
                Value::Object(body) => {
                    let value = text_of(body, "value", at)?.or(text_of(body, "source", at)?);
                    let value = value.or(text_of(body, "id", at)?).unwrap_or_default();
                    (value, text_of(body, "purpose", at)?)
                }
                _ => continue,
            };
            match purpose.or(motivation).map(|purpose| purpose.trim_start_matches("oa:")) {
                Some("tagging" | "classifying") if tag.is_none() => tag = Some(value.to_owned()),
                _ if value.is_empty() => {}
                _ => comments.push(value.to_owned()),
            }
        }
        let words = spans.words(self.border.units.text());
        let kind = tag.as_deref().and_then(|tag| {
            let by_label = EntityKind::ALL.into_iter().find(|kind| kind.label().eq_ignore_ascii_case(tag));
            by_label.or_else(|| match crate::formats::labelled::Label::named(tag) {
                crate::formats::labelled::Label::Mention(kind) => Some(kind),
                _ => None,
            })
        });
        let body = if let Some(kind) = kind {
            Body::Mention(Mention { entity: self.named(kind, &words), form: MentionForm::default() })
        } else {
            let tag = tag.or(motivation.map(str::to_owned)).unwrap_or_else(|| "note".to_owned());
            Body::Passage(Passage { tag: TagId(tag) })
        };
        let mut annotation = Annotation::new(id, spans, body);
        annotation.comment = comments.join("\n");
        Ok(annotation)
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

    fn span(&self, target: &Value, at: &At<'_>) -> Result<Span, ExchangeError> {
        let selectors = target.get("selector").map(|selector| many(Some(selector))).unwrap_or_default();
        let (mut position, mut quote) = (None, None);
        let mut queue = selectors;
        while let Some(selector) = queue.pop() {
            let Some(fields) = selector.as_object() else { continue };
            match fields.get("type").and_then(Value::as_str).map(|kind| kind.trim_start_matches("oa:")) {
                Some("TextPositionSelector") => position = Some(fields),
                Some("TextQuoteSelector") => quote = Some(fields),
                _ => {}
            }
            queue.extend(many(fields.get("refinedBy")));
        }
        let exact = match quote {
            Some(quote) => text_of(quote, "exact", at)?,
            None => None,
        };
        let text = self.border.units.text().clone();
        if let Some(position) = position {
            let place = |key: &str| number(position.get(key), &At::Key(at, key));
            let span = self.border.span(place("start")?, place("end")?);
            match (span, exact) {
                (Ok(span), None) => return Ok(span),
                (Ok(span), Some(exact)) if span.of(&text) == exact => return Ok(span),
                // Other tools count in other units: the words decide.
                (_, Some(_)) => {}
                (Err(why), None) => {
                    return Err(at.wrong(why, "Add a TextQuoteSelector, or correct the offsets"));
                }
            }
        }
        let (Some(quote), Some(exact)) = (quote, exact) else {
            return Err(at.wrong(
                "there is neither a TextPositionSelector nor a TextQuoteSelector".to_owned(),
                "Copydesk reads these two kinds of selectors",
            ));
        };
        let prefix = text_of(quote, "prefix", at)?.unwrap_or_default();
        let suffix = text_of(quote, "suffix", at)?.unwrap_or_default();
        quoted(&text, exact, prefix, suffix, at)
    }
}

/// The one place of the exact words between prefix and suffix.
fn quoted(text: &str, exact: &str, prefix: &str, suffix: &str, at: &At<'_>) -> Result<Span, ExchangeError> {
    let fits = |start: &usize| {
        let before = text.get(..*start).is_some_and(|before| before.ends_with(prefix));
        before && text.get(start + exact.len()..).is_some_and(|after| after.starts_with(suffix))
    };
    let places: Vec<usize> = if exact.is_empty() {
        Vec::new()
    } else {
        text.match_indices(exact).map(|(start, _)| start).filter(fits).take(2).collect()
    };
    match places.as_slice() {
        [start] => Span::new(text, *start, start + exact.len())
            .map_err(|why| at.wrong(why.to_string(), "Report this")),
        [] => Err(at.wrong(
            format!("the words “{exact}” are not in the text there"),
            "The annotation belongs to another text, or another draft of it",
        )),
        _ => Err(at.wrong(
            format!("the words “{exact}” are in the text more than once, and nothing says which"),
            "Add a prefix or suffix to the selector, or a TextPositionSelector",
        )),
    }
}

/// The values of a key that may hold one or a list.
fn many(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
    }
}
