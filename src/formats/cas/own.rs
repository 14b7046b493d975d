//! Feature structures of our types as our records.

use serde_json::{Map, Value, json};

use crate::formats::ExchangeError;
use crate::formats::json::{At, Border, Plain, annotation_from};
use crate::model::{Annotation, ArticleMeta, Block, Entity};

use super::structure::{Numbered, Structure};
use super::types::{PACKAGE, Range, feature_name, range, type_of};
use super::{Feature, Place};

/// The name of one of our types without the package; `None` for others'.
pub(super) fn own_name(structure: &Structure) -> Option<&str> {
    structure.kind.strip_prefix(PACKAGE).filter(|name| type_of(name).is_some())
}

/// Reads structures of our types.
pub(super) struct Own<'a> {
    pub(super) numbered: &'a Numbered<'a>,
    pub(super) border: &'a Border<'a>,
}

impl Own<'_> {
    /// What is known of the article.
    pub(super) fn meta(&self, structure: &Structure) -> Result<ArticleMeta, ExchangeError> {
        self.read(structure, self.record(structure, "Article"))
    }

    /// A block.
    pub(super) fn block(&self, structure: &Structure) -> Result<Block, ExchangeError> {
        let mut fields = self.record(structure, "Block");
        fields.insert("span".to_owned(), ends(structure));
        self.read(structure, fields)
    }

    /// An entity.
    pub(super) fn entity(&self, structure: &Structure) -> Result<Entity, ExchangeError> {
        self.read(structure, self.record(structure, "Entity"))
    }

    /// An annotation of the type called `name`.
    pub(super) fn annotation(&self, structure: &Structure, name: &str) -> Result<Annotation, ExchangeError> {
        let mut fields = self.record(structure, name);
        fields.insert("type".to_owned(), json!(name));
        for field in ["id", "comment"] {
            fields.extend(structure.text(field).map(|text| (field.to_owned(), json!(text))));
        }
        let parts = self.numbered.all_linked(structure, "parts");
        let spans: Vec<Value> = if parts.is_empty() {
            vec![ends(structure)]
        } else {
            parts.iter().map(|part| ends(part)).collect()
        };
        fields.insert("spans".to_owned(), Value::Array(spans));
        at(structure, |place| annotation_from(&Value::Object(fields), place, self.border))
    }

    fn read<T: Plain>(&self, structure: &Structure, fields: Map<String, Value>) -> Result<T, ExchangeError> {
        at(structure, |place| T::read(&Value::Object(fields), place, self.border))
    }

    /// The record of a structure.
    fn record(&self, structure: &Structure, name: &str) -> Map<String, Value> {
        let mut fields = Map::new();
        for field in type_of(name).map_or(&[][..], |own| own.fields) {
            let name = feature_name(field.0);
            let Some(range) = range(field) else { continue };
            let value = match range {
                Range::Text if field.2 => structure.said(name).map(|text| json!(text)),
                Range::Text => structure.text(name).map(|text| json!(text)),
                Range::Truth => structure.truth(name).then_some(json!(true)),
                Range::Texts => Some(json!(structure.texts(name))).filter(|texts| *texts != json!([])),
                Range::Entity => self.id(structure, name),
                Range::Claimant => self.numbered.linked(structure, name).and_then(|target| {
                    let whom = if own_name(target) == Some("Quote") { "quote" } else { "entity" };
                    Some(json!({ whom: target.text("id")? }))
                }),
                Range::Stretch(_) => self.numbered.linked(structure, name).map(ends),
                Range::Many(member) => {
                    // As deep as our types are nested, however the file's links run.
                    let members = self.numbered.all_linked(structure, name).into_iter();
                    let all: Vec<Value> =
                        members.map(|other| Value::Object(self.record(other, member))).collect();
                    (!all.is_empty()).then_some(Value::Array(all))
                }
            };
            fields.extend(value.map(|value| (field.0.to_owned(), value)));
        }
        fields
    }

    fn id(&self, structure: &Structure, name: &str) -> Option<Value> {
        let linked = structure.features.iter().any(|(own, value)| own == name && is_set(value));
        let target = self.numbered.linked(structure, name).and_then(|target| target.text("id"));
        // What leads nowhere is an error of the record, which says so.
        linked.then(|| target.map_or_else(|| json!(""), |id| json!(id)))
    }
}

fn ends(structure: &Structure) -> Value {
    json!({ "start": structure.number("begin"), "end": structure.number("end") })
}

fn is_set(value: &Feature) -> bool {
    !matches!(value, Feature::Text(text) if text.is_empty())
}

/// Reads with errors that say where `structure` is.
fn at<T>(
    structure: &Structure,
    read: impl FnOnce(&At<'_>) -> Result<T, ExchangeError>,
) -> Result<T, ExchangeError> {
    match structure.place {
        Place::Line(line, _) => read(&At::Root).map_err(|error| error.in_line(line)),
        Place::Nth(nth) => read(&At::Place(&At::Key(&At::Root, "%FEATURE_STRUCTURES"), nth)),
    }
}
