//! What changed from one document to another, record by record and field by field.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::model::{Annotation, Document, Draft, Orphan, Provenance, Rejection};
use crate::text::units::UnitIndex;

use super::json::{Border, Plain, Unit, annotation_object, article_object, fields_of};

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
    /// `article`, `entity`, `mention`, `quote`, `claim`, `passage`, `draft` or `rejection`.
    pub kind: String,
    /// Its id; empty for what has none: the article, drafts and rejections.
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
    /// What it is known by in both documents.
    key: String,
    kind: String,
    /// Empty for what has none.
    id: String,
    words: String,
    fields: Map<String, Value>,
}

/// What is not the same in `new` as in `old`: the article, earlier drafts, entities, annotations in
/// reading order of `new`, those that have lost their place, rejections, what is gone last. Offsets
/// are code points.
pub fn compare(old: &Document, new: &Document) -> Vec<Difference> {
    let (before, after) = (records(old), records(new));
    let known: BTreeMap<&str, &Record> = before.iter().map(|record| (record.key.as_str(), record)).collect();
    let still: BTreeSet<&str> = after.iter().map(|record| record.key.as_str()).collect();
    let mut found = Vec::new();
    for record in &after {
        let old = known.get(record.key.as_str());
        let nothing = Map::new();
        let fields = changed(old.map_or(&nothing, |old| &old.fields), &record.fields);
        match (old, fields.is_empty()) {
            (Some(_), true) => {}
            (Some(_), false) => found.push(difference(Change::Changed, record, fields)),
            (None, _) => found.push(difference(Change::Added, record, fields)),
        }
    }
    for record in before.iter().filter(|record| !still.contains(record.key.as_str())) {
        found.push(difference(Change::Removed, record, changed(&record.fields, &Map::new())));
    }
    found
}

/// Every record of a document in words, for people and for tools that compare texts.
pub fn outline(document: &Document) -> String {
    let mut page = String::new();
    for record in records(document) {
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
    all.map(|Record { kind, id, words, fields, .. }| {
        json!({ "kind": kind, "id": id, "words": words, "fields": fields })
    })
    .collect()
}

fn difference(change: Change, record: &Record, fields: Vec<FieldChange>) -> Difference {
    let (kind, id, words) = (record.kind.clone(), record.id.clone(), record.words.replace('\n', " "));
    Difference { change, kind, id, words, fields }
}

fn changed(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<FieldChange> {
    let names = old.keys().chain(new.keys().filter(|name| !old.contains_key(*name)));
    let value = |fields: &Map<String, Value>, name: &str| fields.get(name).cloned().unwrap_or_default();
    let fields =
        names.map(|name| FieldChange { name: name.clone(), from: value(old, name), to: value(new, name) });
    fields.filter(|field| field.from != field.to).collect()
}

fn records(document: &Document) -> Vec<Record> {
    let units = UnitIndex::new(document.article().text().clone());
    let border = Border { units: &units, unit: Unit::CodePoints };
    let mut found = vec![article_record(document, &border)];
    found.extend(drafts(document));
    for entity in document.entities() {
        let mut fields = fields_of(entity.out(&border));
        fields.shift_remove("id");
        let (id, words) = (entity.id.to_string(), entity.name.clone());
        found.push(Record { key: id.clone(), kind: "entity".to_owned(), id, words, fields });
    }
    for annotation in document.annotations() {
        found.push(annotation_record(annotation, document.words_of(annotation), &border));
    }
    found.extend(document.orphans().map(orphan_record));
    found.extend(document.rejections().map(rejection_record));
    found
}

fn article_record(document: &Document, border: &Border<'_>) -> Record {
    let mut fields = fields_of(article_object(document.article(), border));
    if !document.extra.is_empty() {
        fields.insert("file_extra".to_owned(), document.extra.out(border));
    }
    let words = document.article().meta.title.clone();
    Record { key: String::new(), kind: "article".to_owned(), id: String::new(), words, fields }
}

/// Drafts are known by when and by whom they were replaced, the first, second … of that moment.
fn drafts(document: &Document) -> Vec<Record> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let record = |draft: &Arc<Draft>| {
        let units = UnitIndex::new(draft.article.text().clone());
        let border = Border { units: &units, unit: Unit::CodePoints };
        let mut fields = Map::from_iter([
            ("replaced".to_owned(), Value::String(draft.stamp.at.to_string())),
            ("by".to_owned(), draft.stamp.by.out(&border)),
        ]);
        fields.extend(fields_of(article_object(&draft.article, &border)));
        let stamp = format!("draft {} {}", draft.stamp.at, draft.stamp.by);
        let nth = seen.entry(stamp.clone()).or_default();
        *nth += 1;
        let (key, words) = (format!("{stamp} {nth}"), draft.article.meta.title.clone());
        Record { key, kind: "draft".to_owned(), id: String::new(), words, fields }
    };
    document.drafts().iter().map(record).collect()
}

fn annotation_record(annotation: &Annotation, words: String, border: &Border<'_>) -> Record {
    let mut fields = annotation_object(annotation, border);
    fields.shift_remove("id");
    fields.shift_remove("type");
    if let Some(review) = &annotation.review {
        let was = review.was.words();
        fields.insert("place".to_owned(), Value::String(format!("in doubt, {} % sure", review.score)));
        fields.insert("stood_on".to_owned(), Value::String(was));
        fields.insert("stood_in".to_owned(), Value::String(review.was.text.to_string()));
    }
    if let Some(provenance) = &annotation.provenance {
        let Provenance { suggester, version, score, reason } = provenance.as_ref();
        let proposed = json!({ "by": suggester, "version": version, "score": score, "reason": reason });
        fields.insert("proposed".to_owned(), proposed);
    }
    let (kind, id) = (annotation.kind().label().to_lowercase(), annotation.id.to_string());
    Record { key: id.clone(), kind, id, words, fields }
}

/// An annotation without a place is told as the one it was, with where it stood.
fn orphan_record(orphan: &Orphan) -> Record {
    let units = UnitIndex::new(Arc::clone(&orphan.text));
    let border = Border { units: &units, unit: Unit::CodePoints };
    let mut record = annotation_record(&orphan.annotation, orphan.words(), &border);
    let place = if orphan.gone { "lost; its words are gone" } else { "lost" };
    record.fields.insert("place".to_owned(), Value::String(place.to_owned()));
    record.fields.insert("stood_in".to_owned(), Value::String(orphan.text.to_string()));
    record
}

fn rejection_record(rejection: &Rejection) -> Record {
    let Rejection { kind, words, before, after } = rejection;
    let fields = Map::from_iter([
        ("of".to_owned(), Value::String(kind.label().to_lowercase())),
        ("before".to_owned(), Value::String(before.clone())),
        ("after".to_owned(), Value::String(after.clone())),
    ]);
    let key = format!("rejection {}", json!([kind.label(), words, before, after]));
    Record { key, kind: "rejection".to_owned(), id: String::new(), words: words.clone(), fields }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::model::{
        AnnotationId, AnnotationKind, Article, ArticleMeta, Body, DraftStamp, Passage, Past, Review, TagId,
    };
    use crate::text::{Span, Spans};
    use uuid::Uuid;

    const TEXT: &str = "The ferry sank.";

    fn article(text: &str) -> Article {
        Article::new(text, Vec::new(), ArticleMeta::default()).unwrap()
    }

    fn passage() -> Annotation {
        let spans = Spans::one(Span::new(TEXT, 4, 9).unwrap());
        Annotation::new(
            AnnotationId(Uuid::from_u128(7)),
            spans,
            Body::Passage(Passage { tag: TagId("check".into()) }),
        )
    }

    fn with(annotations: Vec<Annotation>, past: Past) -> Document {
        Document::with_past(article(TEXT), [], annotations, Vec::new(), past).unwrap()
    }

    #[track_caller]
    fn check(old: &Document, new: &Document, told: &[&str]) {
        assert_eq!(compare(old, new).iter().map(ToString::to_string).collect::<Vec<_>>(), told);
        assert_ne!(outline(old), outline(new), "git compares these");
    }

    #[test]
    fn an_earlier_draft_is_told() {
        let stamp = DraftStamp { at: jiff::Timestamp::UNIX_EPOCH, by: "Ana".into() };
        let mut old = article("The ferry sails.");
        old.meta.title = "Ferry".into();
        let past = Past { drafts: vec![Draft { article: old, stamp }], ..Past::default() };
        check(&with(Vec::new(), Past::default()), &with(Vec::new(), past), &["+ draft “Ferry”"]);
    }

    #[test]
    fn what_lost_its_place_is_told_as_the_same_and_not_as_gone() {
        let orphan = Orphan { annotation: passage(), text: TEXT.into(), gone: false };
        let past = Past { orphans: vec![orphan.clone()], ..Past::default() };
        let lost =
            "~ passage “ferry”\n    place: nothing → “lost”\n    stood_in: nothing → “The ferry sank.”";
        check(&with(vec![passage()], Past::default()), &with(Vec::new(), past.clone()), &[lost]);
        let gone = Past { orphans: vec![Orphan { gone: true, ..orphan }], ..Past::default() };
        let told = "~ passage “ferry”\n    place: “lost” → “lost; its words are gone”";
        check(&with(Vec::new(), past), &with(Vec::new(), gone), &[told]);
    }

    #[test]
    fn a_rejection_is_told() {
        let rejection = Rejection::of(AnnotationKind::Claim, TEXT, 4, 9);
        let past = Past { rejections: vec![rejection], ..Past::default() };
        let (none, one) = (with(Vec::new(), Past::default()), with(Vec::new(), past));
        check(&none, &one, &["+ rejection “ferry”"]);
        check(&one, &none, &["- rejection “ferry”"]);
    }

    #[test]
    fn a_place_in_doubt_and_who_proposed_it_are_told() {
        let mut doubted = passage();
        let was = crate::model::Anchor {
            text: "The boat sank.".into(),
            spans: Spans::one(Span::new("The boat sank.", 4, 8).unwrap()),
        };
        doubted.review = Some(Box::new(Review { was, score: 70 }));
        doubted.provenance = Some(Box::new(Provenance {
            suggester: "names".into(),
            version: String::new(),
            score: 90,
            reason: "a list".into(),
        }));
        let told = compare(&with(vec![passage()], Past::default()), &with(vec![doubted], Past::default()));
        let told = told.first().unwrap().to_string();
        for words in
            ["place: nothing → “in doubt, 70 % sure”", "stood_on: nothing → “boat”", "\"reason\":\"a list\""]
        {
            assert!(told.contains(words), "{words}: {told}");
        }
    }
}
