//! What changed from one document to another, record by record and field by field.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Map, Value, json};

use crate::model::Document;
use crate::text::units::UnitIndex;

use super::json::{Border, Plain, Unit, annotation_object, article_object};

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Some of its fields are others.
    Changed,
}

/// A field with its value before and after; null where it says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field, as files call it.
    pub name: String,
    /// Before.
    pub from: Value,
    /// After.
    pub to: Value,
}

/// A record that is not the same in two documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What became of it.
    pub change: Change,
    /// `article`, `entity`, `mention`, `quote`, `claim` or `passage`.
    pub kind: String,
    /// Its id; empty for the article.
    pub id: String,
    /// Its words or its name.
    pub words: String,
    /// What changed in it, or all that a new one says.
    pub fields: Vec<FieldChange>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.change {
            Change::Added => '+',
            Change::Removed => '-',
            Change::Changed => '~',
        };
        write!(f, "{sign} {} “{}”", self.kind, self.words)?;
        if self.change == Change::Changed {
            for FieldChange { name, from, to } in &self.fields {
                write!(f, "\n    {name}: {} → {}", short(from), short(to))?;
            }
        }
        Ok(())
    }
}

/// A value in a line.
fn short(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => format!("“{}”", text.replace(['\n', '\r'], " ")),
        value => value.to_string(),
    }
}

/// One record of a document.
struct Record {
    kind: String,
    words: String,
    fields: Map<String, Value>,
}

/// What is not the same in `new` as in `old`: the article, entities, annotations in reading order
/// of `new`, what is gone last. Offsets are code points.
pub fn compare(old: &Document, new: &Document) -> Vec<Difference> {
    let (before, after) = (records(old), records(new));
    let known: BTreeMap<&str, &Record> = before.iter().map(|(id, record)| (id.as_str(), record)).collect();
    let still: BTreeSet<&str> = after.iter().map(|(id, _)| id.as_str()).collect();
    let mut found = Vec::new();
    for (id, record) in &after {
        let old = known.get(id.as_str());
        let nothing = Map::new();
        let fields = changed(old.map_or(&nothing, |old| &old.fields), &record.fields);
        if fields.is_empty() {
            continue;
        }
        let change = if old.is_some() { Change::Changed } else { Change::Added };
        found.push(difference(change, id, record, fields));
    }
    for (id, record) in before.iter().filter(|(id, _)| !still.contains(id.as_str())) {
        found.push(difference(Change::Removed, id, record, changed(&record.fields, &Map::new())));
    }
    found
}

/// Every record of a document in words, for people and for tools that compare texts.
pub fn outline(document: &Document) -> String {
    let mut page = String::new();
    for (_, record) in records(document) {
        page.extend([format!("{} “{}”\n", record.kind, record.words.replace('\n', " "))]);
        for (name, value) in &record.fields {
            match value {
                Value::String(text) if name == "text" => {
                    page.extend(text.lines().map(|line| format!("    | {line}\n")));
                }
                value => page.extend([format!("    {name}: {}\n", short(value))]),
            }
        }
    }
    page
}

/// Every record of a document as an object: its kind, id, words and fields.
pub fn outline_objects(document: &Document) -> Vec<Value> {
    let all = records(document).into_iter();
    all.map(|(id, Record { kind, words, fields })| {
        json!({ "kind": kind, "id": id, "words": words, "fields": fields })
    })
    .collect()
}

fn difference(change: Change, id: &str, record: &Record, fields: Vec<FieldChange>) -> Difference {
    let (kind, words) = (record.kind.clone(), record.words.replace('\n', " "));
    Difference { change, kind, id: id.to_owned(), words, fields }
}

fn changed(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<FieldChange> {
    let names = old.keys().chain(new.keys().filter(|name| !old.contains_key(*name)));
    let value = |fields: &Map<String, Value>, name: &str| fields.get(name).cloned().unwrap_or_default();
    let fields =
        names.map(|name| FieldChange { name: name.clone(), from: value(old, name), to: value(new, name) });
    fields.filter(|field| field.from != field.to).collect()
}

fn records(document: &Document) -> Vec<(String, Record)> {
    let units = UnitIndex::new(document.article().text().clone());
    let border = Border { units: &units, unit: Unit::CodePoints };
    let fields = |value: Value| match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    let article = Record {
        kind: "article".to_owned(),
        words: document.article().meta.title.clone(),
        fields: fields(article_object(document.article(), &border)),
    };
    let mut found = vec![(String::new(), article)];
    for entity in document.entities() {
        let mut fields = fields(entity.out(&border));
        fields.shift_remove("id");
        found.push((
            entity.id.to_string(),
            Record { kind: "entity".to_owned(), words: entity.name.clone(), fields },
        ));
    }
    for annotation in document.annotations() {
        let mut fields = annotation_object(annotation, &border);
        fields.shift_remove("id");
        fields.shift_remove("type");
        let kind = annotation.kind().label().to_lowercase();
        found
            .push((annotation.id.to_string(), Record { kind, words: document.words_of(annotation), fields }));
    }
    found
}
