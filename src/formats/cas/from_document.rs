//! A document as feature structures of our types.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::formats::json::{Border, FieldOf, Plain, Unit, annotation_object, body_name};
use crate::model::Document;
use crate::text::Span;
use crate::text::units::UnitIndex;

use super::types::{PACKAGE, Range, feature_name, range, type_of};
use super::{Cas, Feature, Place, Structure};

/// The number of the text in every file we write.
pub(super) const SOFA: usize = 1;

/// Everything a document says.
pub(super) fn from_document(document: &Document) -> Cas {
    let units = UnitIndex::new(document.article().text().clone());
    let border = Border { units: &units, unit: Unit::Utf16 };
    let mut making = Making { made: Vec::new(), next: SOFA + 1, numbers: HashMap::new() };
    for entity in document.entities() {
        let number = making.number();
        making.numbers.insert(entity.id.to_string(), number);
    }
    for annotation in document.annotations() {
        let number = making.number();
        making.numbers.insert(annotation.id.to_string(), number);
    }
    let meta = &document.article().meta;
    let language = if meta.language.is_empty() { "x-unspecified" } else { &meta.language };
    let mut whole = placed(0, border.out(document.text().len()));
    whole.push(("language".to_owned(), Feature::Text(language.to_owned())));
    let number = making.number();
    making.add(number, "uima.tcas.DocumentAnnotation".to_owned(), whole);
    let number = making.number();
    making.record(number, "Article", &object(meta.out(&border)), Vec::new());
    for block in document.article().blocks() {
        let place = placed(border.out(block.span.start()), border.out(block.span.end()));
        let number = making.number();
        making.record(number, "Block", &object(block.out(&border)), place);
    }
    for entity in document.entities() {
        let number = making.numbers.get(&entity.id.to_string()).copied().unwrap_or_default();
        making.record(number, "Entity", &object(entity.out(&border)), Vec::new());
    }
    for annotation in document.annotations() {
        let number = making.numbers.get(&annotation.id.to_string()).copied().unwrap_or_default();
        let first = annotation.spans.first().start();
        let last = annotation.spans.iter().last().map_or(first, Span::end);
        let mut place = placed(border.out(first), border.out(last));
        let fields = annotation_object(annotation, &border);
        for field in ["id", "comment"] {
            place.extend(text_of(fields.get(field)).map(|text| (field.to_owned(), Feature::Text(text))));
        }
        let spans = annotation.spans.as_slice();
        if spans.len() > 1 {
            let parts = spans.iter().map(|span| {
                let part = making.number();
                let ends = placed(border.out(span.start()), border.out(span.end()));
                making.add(part, format!("{PACKAGE}Part"), ends);
                part
            });
            let parts = parts.collect();
            place.push(("parts".to_owned(), Feature::Links(parts)));
        }
        making.record(number, body_name(&annotation.body), &fields, place);
    }
    making.made.sort_by_key(|structure| structure.id);
    Cas { text: document.text().to_owned(), structures: making.made, notes: Vec::new() }
}

fn placed(begin: usize, end: usize) -> Vec<(String, Feature)> {
    vec![("begin".to_owned(), Feature::Number(begin)), ("end".to_owned(), Feature::Number(end))]
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn text_of(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

struct Making {
    made: Vec<Structure>,
    next: usize,
    /// Of entities and annotations, by their ids.
    numbers: HashMap<String, usize>,
}

impl Making {
    fn number(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }

    fn add(&mut self, id: usize, kind: String, features: Vec<(String, Feature)>) {
        self.made.push(Structure { id, kind, place: Place::Nth(self.made.len()), features });
    }

    /// Adds a record of one of our types, with what is `known` already.
    fn record(
        &mut self,
        id: usize,
        name: &str,
        fields: &Map<String, Value>,
        mut known: Vec<(String, Feature)>,
    ) {
        for field in type_of(name).map_or(&[][..], |own| own.fields) {
            let feature = fields.get(field.0).and_then(|value| self.feature(field, value));
            known.extend(feature.map(|feature| (feature_name(field.0).to_owned(), feature)));
        }
        self.add(id, format!("{PACKAGE}{name}"), known);
    }

    fn feature(&mut self, field: &FieldOf, value: &Value) -> Option<Feature> {
        Some(match range(field)? {
            Range::Text => Feature::Text(text_of(Some(value))?),
            Range::Truth => Feature::Truth(value.as_bool()?),
            Range::Texts => {
                Feature::Texts(value.as_array()?.iter().filter_map(|text| text_of(Some(text))).collect())
            }
            Range::Entity => Feature::Link(*self.numbers.get(value.as_str()?)?),
            Range::Claimant => {
                let id = value.get("entity").or(value.get("quote"))?;
                Feature::Link(*self.numbers.get(id.as_str()?)?)
            }
            Range::Stretch(name) => {
                let end = |key: &str| usize::try_from(value.get(key)?.as_u64()?).ok();
                let ends = placed(end("start")?, end("end")?);
                let id = self.number();
                self.add(id, format!("{PACKAGE}{name}"), ends);
                Feature::Link(id)
            }
            Range::Many(name) => {
                let mut ids = Vec::new();
                for member in value.as_array()?.iter().filter_map(Value::as_object) {
                    let id = self.number();
                    self.record(id, name, member, Vec::new());
                    ids.push(id);
                }
                Feature::Links(ids)
            }
        })
    }
}
