//! The `.desk.ron` file described in the words of JSON Schema, made from the records that read it.

use serde_json::{Map, Value, json};

use crate::model::{
    Approval, ArticleMeta, BlockKind, Claim, ClaimKind, ClaimState, Correction, Disposition, Entity,
    EntityKind, Evidence, EvidenceKind, KnowledgeId, Mention, MentionForm, Passage, Priority, Query, Quote,
    QuoteCheck, QuoteKind, Reply, Stance, Verdict,
};

use super::json::{Described, FieldOf};
use super::ron::VERSION;

/// The description of this version's file.
pub fn description() -> Value {
    let mut records = Map::new();
    let mut add = |name: &str, value: Value| drop(records.insert(name.to_owned(), value));
    add("Entity", record(Entity::FIELDS, &[]));
    add("KnowledgeId", record(KnowledgeId::FIELDS, &[]));
    for (name, fields) in [
        ("Passage", Passage::FIELDS),
        ("Mention", Mention::FIELDS),
        ("Quote", Quote::FIELDS),
        ("Claim", Claim::FIELDS),
    ] {
        add(name, record(fields, HEAD));
    }
    add("Evidence", record(Evidence::FIELDS, &[]));
    add("Approval", record(Approval::FIELDS, &[]));
    add("Query", record(Query::FIELDS, &[]));
    add("Reply", record(Reply::FIELDS, &[]));
    add("Correction", record(Correction::FIELDS, &[]));
    add("Span", span());
    add("Block", record(BLOCK, &[]));
    add(
        "Claimant",
        json!({ "oneOf": [
        { "description": "Entity(id)", "type": "string", "format": "uuid" },
        { "description": "Quote(id)", "type": "string", "format": "uuid" },
    ] }),
    );
    add("Step", record(STEP, &[]));
    for (name, words) in vocabularies() {
        add(name, json!({ "enum": words }));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Copydesk file, version {VERSION}"),
        "description": "The file is RON: a record is (field: value, …), an annotation is its kind before its record. \
            Fields that say nothing are left out; unknown fields of a newer minor version are kept.",
        "type": "object",
        "properties": {
            "copydesk": { "const": VERSION },
            "article": record(ARTICLE, ArticleMeta::FIELDS),
            "entities": { "type": "array", "items": { "$ref": "#/$defs/Entity" } },
            "annotations": { "type": "array", "items": { "oneOf": [
                { "$ref": "#/$defs/Passage" }, { "$ref": "#/$defs/Mention" },
                { "$ref": "#/$defs/Quote" }, { "$ref": "#/$defs/Claim" },
            ] } },
            "history": { "type": "array", "items": { "$ref": "#/$defs/Step" } },
        },
        "required": ["copydesk", "article"],
        "$defs": records,
    })
}

/// What every annotation has.
const HEAD: &[FieldOf] =
    &[("id", "AnnotationId", true), ("spans", "Vec<Span>", true), ("comment", "String", false)];
const BLOCK: &[FieldOf] = &[("kind", "BlockKind", true), ("start", "usize", true), ("end", "usize", true)];
const ARTICLE: &[FieldOf] = &[
    ("checksum", "String", true),
    ("units", "String", true),
    ("text", "Vec<String>", true),
    ("blocks", "Vec<Block>", false),
];
const STEP: &[FieldOf] =
    &[("at", "Timestamp", true), ("by", "String", false), ("what", "String", false), ("edit", "Edit", true)];

fn span() -> Value {
    json!({
        "description": "Code points of the article's text, and the words there.",
        "type": "object",
        "properties": {
            "start": { "type": "integer", "minimum": 0 },
            "end": { "type": "integer", "minimum": 1 },
            "text": { "type": "string" },
        },
        "required": ["start", "end", "text"],
    })
}

fn record(fields: &[FieldOf], more: &[FieldOf]) -> Value {
    let all = || more.iter().chain(fields).filter(|(name, ..)| *name != "extra");
    let properties: Map<String, Value> =
        all().map(|(name, kind, _)| ((*name).to_owned(), typed(kind))).collect();
    let required: Vec<&str> = all().filter(|(.., required)| *required).map(|(name, ..)| *name).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

/// The description of a type, by its name in the program.
fn typed(kind: &str) -> Value {
    let kind = kind.replace(' ', "");
    if let Some(inner) = kind.strip_prefix("Vec<").and_then(|inner| inner.strip_suffix('>')) {
        return json!({ "type": "array", "items": typed(inner) });
    }
    if let Some(inner) = kind.strip_prefix("Option<").and_then(|inner| inner.strip_suffix('>')) {
        return typed(inner);
    }
    match kind.as_str() {
        "String" | "TagId" => json!({ "type": "string" }),
        "bool" => json!({ "type": "boolean" }),
        "usize" => json!({ "type": "integer", "minimum": 0 }),
        "Date" => json!({ "type": "string", "format": "date" }),
        "Timestamp" => json!({ "type": "string", "format": "date-time" }),
        "AnnotationId" | "EntityId" | "EvidenceId" => json!({ "type": "string", "format": "uuid" }),
        "Edit" => json!({ "description": "What changed, from its old value to its new one." }),
        other => json!({ "$ref": format!("#/$defs/{other}") }),
    }
}

fn vocabularies() -> Vec<(&'static str, Vec<String>)> {
    fn words<T: std::fmt::Debug>(all: &[T]) -> Vec<String> {
        all.iter().map(|word| format!("{word:?}")).collect()
    }
    vec![
        ("BlockKind", words(&BlockKind::ALL)),
        ("EntityKind", words(&EntityKind::ALL)),
        ("MentionForm", words(&MentionForm::ALL)),
        ("QuoteKind", words(&QuoteKind::ALL)),
        ("QuoteCheck", words(&QuoteCheck::ALL)),
        ("ClaimKind", words(ClaimKind::ALL)),
        ("ClaimState", words(ClaimState::ALL)),
        ("Verdict", words(Verdict::ALL)),
        ("Priority", words(Priority::ALL)),
        ("Disposition", words(Disposition::ALL)),
        ("EvidenceKind", words(EvidenceKind::ALL)),
        ("Stance", words(Stance::ALL)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_to_a_description() {
        let whole = description();
        let text = whole.to_string();
        let named = text.split("#/$defs/").skip(1).filter_map(|rest| rest.split('"').next());
        for name in named {
            assert!(whole["$defs"][name].is_object(), "{name}");
        }
        assert_eq!(whole["$defs"]["Claim"]["properties"]["verdict"]["$ref"], "#/$defs/Verdict");
        assert!(whole["$defs"]["Verdict"]["enum"].as_array().is_some_and(|words| words.len() == 10));
    }
}
