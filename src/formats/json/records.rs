//! The records of the model as JSON objects. A field that says nothing is left out.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::formats::ExchangeError;
use crate::model::{
    Annotation, AnnotationId, Approval, Article, ArticleMeta, Block, BlockKind, Body, Claim, ClaimKind,
    ClaimState, Claimant, Correction, Disposition, Entity, EntityId, EntityKind, Evidence, EvidenceId,
    EvidenceKind, Extra, KnowledgeId, Mention, MentionForm, Passage, Priority, Query, Quote, QuoteCheck,
    QuoteKind, Reply, Stance, TagId, Verdict,
};
use crate::text::units::UnitIndex;
use crate::text::{Span, Spans};

use super::{At, Border, Plain, Unit, object, text_in};

/// The fields of a record; none where it is no record.
pub(in crate::formats) fn fields_of(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// Puts a field into a record, unless it says nothing.
pub(in crate::formats) fn put(fields: &mut Map<String, Value>, name: &str, value: Value) {
    if !value.is_null() {
        fields.insert(name.to_owned(), value);
    }
}

/// The field of a record; the value null stands for where it is missing, when it may be.
fn field<T: Plain>(
    fields: &Map<String, Value>,
    name: &str,
    missing: Option<T>,
    at: &At<'_>,
    border: &Border<'_>,
) -> Result<T, ExchangeError> {
    let at = At::Key(at, name);
    match (fields.get(name).filter(|value| !value.is_null()), missing) {
        (None, Some(missing)) => Ok(missing),
        (None, None) => Err(at.wants("there")),
        (Some(value), _) => T::read(value, &at, border),
    }
}

/// A field's name, its type, and whether it must be there.
pub(in crate::formats) type FieldOf = (&'static str, &'static str, bool);

/// A record that can tell its fields.
pub(in crate::formats) trait Described {
    /// The fields, in the order of the file.
    const FIELDS: &'static [FieldOf];
}

macro_rules! plain {
    ($model:ident: $($field:ident: $type:ty = $mode:ident),+ $(,)?) => {
        impl Described for $model {
            const FIELDS: &'static [FieldOf] =
                &[$((stringify!($field), stringify!($type), plain!(@required $mode)),)+];
        }

        impl Plain for $model {
            fn out(&self, border: &Border<'_>) -> Value {
                let mut fields = Map::new();
                $(put(&mut fields, stringify!($field), self.$field.out(border));)+
                Value::Object(fields)
            }

            fn read(value: &Value, at: &At<'_>, border: &Border<'_>) -> Result<Self, ExchangeError> {
                let fields = object(value, at)?;
                Ok(Self {
                    $($field: field::<$type>(
                        fields, stringify!($field), plain!(@missing $mode), at, border,
                    )?,)+
                })
            }
        }
    };
    (@required required) => { true };
    (@required optional) => { false };
    (@missing required) => { None };
    (@missing optional) => { Some(Default::default()) };
}

plain! { ArticleMeta:
    title: String = optional, byline: String = optional, published: String = optional,
    language: String = optional, site: String = optional, url: String = optional,
    imported_from: String = optional, import_notes: Vec<String> = optional,
}

plain! { Block: kind: BlockKind = required, span: Span = required, extra: Extra = optional }

plain! { Entity:
    id: EntityId = required, kind: EntityKind = required, name: String = optional,
    aliases: Vec<String> = optional, role: String = optional, notes: String = optional,
    links: Vec<KnowledgeId> = optional, extra: Extra = optional,
}

plain! { KnowledgeId: scheme: String = optional, id: String = optional }

plain! { Passage: tag: TagId = required }

plain! { Mention: entity: EntityId = required, form: MentionForm = optional }

plain! { Quote:
    kind: QuoteKind = optional, cue: Option<Span> = optional, source: Option<Span> = optional,
    speaker: Option<EntityId> = optional, addressee: Option<EntityId> = optional,
    check: QuoteCheck = optional, checked_words: String = optional,
}

plain! { Claim:
    assertion: String = optional, claimant: Option<Claimant> = optional, kind: ClaimKind = optional,
    criticism: bool = optional, priority: Priority = optional, state: ClaimState = optional,
    verdict: Verdict = optional, disposition: Disposition = optional, suggested_text: String = optional,
    evidence: Vec<Evidence> = optional, reason: String = optional, objection: String = optional,
    note: String = optional, checked_by: String = optional, checked_words: String = optional,
    approvals: Vec<Approval> = optional, queries: Vec<Query> = optional, replies: Vec<Reply> = optional,
    corrections: Vec<Correction> = optional,
}

plain! { Evidence:
    id: EvidenceId = required, title: String = optional, url: String = optional,
    publisher: String = optional, author: String = optional, published: String = optional,
    accessed: Option<Date> = optional, archived: String = optional, excerpt: String = optional,
    locator: String = optional, kind: EvidenceKind = optional, stance: Stance = optional,
    independent_of: String = optional, confidential: bool = optional, publish: bool = optional,
    extra: Extra = optional,
}

plain! { Approval: by: String = optional, role: String = optional, at: Timestamp = required }

plain! { Query:
    to: String = optional, question: String = optional, asked: Option<Date> = optional,
    due: Option<Date> = optional, answered: Option<Date> = optional, answer: String = optional,
}

plain! { Reply:
    from: String = optional, asked: Option<Date> = optional, received: Option<Date> = optional,
    words: String = optional,
}

plain! { Correction:
    published: Option<Date> = optional, was: String = optional, now: String = optional,
    notice: String = optional,
}

impl Plain for Claimant {
    fn out(&self, border: &Border<'_>) -> Value {
        let (name, id) = match self {
            Self::Entity(id) => ("entity", id.out(border)),
            Self::Quote(id) => ("quote", id.out(border)),
        };
        Value::Object(Map::from_iter([(name.to_owned(), id)]))
    }

    fn read(value: &Value, at: &At<'_>, border: &Border<'_>) -> Result<Self, ExchangeError> {
        let fields = object(value, at)?;
        let id = |name| fields.get(name).map(|value| (value, At::Key(at, name)));
        match (id("entity"), id("quote")) {
            (Some((value, at)), None) => EntityId::read(value, &at, border).map(Self::Entity),
            (None, Some((value, at))) => AnnotationId::read(value, &at, border).map(Self::Quote),
            _ => Err(at.wants("the entity or the quote that claims it")),
        }
    }
}

/// What an annotation is called in other formats.
pub(in crate::formats) fn body_name(body: &Body) -> &'static str {
    match body {
        Body::Passage(_) => "Passage",
        Body::Mention(_) => "Mention",
        Body::Quote(_) => "Quote",
        Body::Claim(_) => "Claim",
    }
}

/// An annotation with everything in it: its kind as `type`, its head, and the fields of its body.
pub(in crate::formats) fn annotation_object(
    annotation: &Annotation,
    border: &Border<'_>,
) -> Map<String, Value> {
    let mut fields = Map::new();
    put(&mut fields, "type", Value::String(body_name(&annotation.body).to_owned()));
    put(&mut fields, "id", annotation.id.out(border));
    put(&mut fields, "spans", annotation.spans.out(border));
    put(&mut fields, "comment", annotation.comment.out(border));
    put(&mut fields, "extra", annotation.extra.out(border));
    let body = match &annotation.body {
        Body::Passage(passage) => passage.out(border),
        Body::Mention(mention) => mention.out(border),
        Body::Quote(quote) => quote.out(border),
        Body::Claim(claim) => claim.out(border),
    };
    if let Value::Object(body) = body {
        fields.extend(body);
    }
    fields
}

/// The annotation in an object that [`annotation_object`] made.
pub(in crate::formats) fn annotation_from(
    value: &Value,
    at: &At<'_>,
    border: &Border<'_>,
) -> Result<Annotation, ExchangeError> {
    let fields = object(value, at)?;
    let body = match text_in(fields, "type", at)? {
        "Passage" => Body::Passage(Passage::read(value, at, border)?),
        "Mention" => Body::Mention(Mention::read(value, at, border)?),
        "Quote" => Body::Quote(Quote::read(value, at, border)?),
        "Claim" => Body::Claim(Box::new(Claim::read(value, at, border)?)),
        _ => return Err(At::Key(at, "type").wants("Passage, Mention, Quote or Claim")),
    };
    let id = field(fields, "id", None, at, border)?;
    let mut annotation = Annotation::new(id, field::<Spans>(fields, "spans", None, at, border)?, body);
    annotation.comment = field(fields, "comment", Some(String::new()), at, border)?;
    annotation.extra = field(fields, "extra", Some(Extra::new()), at, border)?;
    Ok(annotation)
}

/// The article: text, what is known of it, its blocks.
pub(in crate::formats) fn article_object(article: &Article, border: &Border<'_>) -> Value {
    let mut fields = Map::new();
    let Value::Object(meta) = article.meta.out(border) else { return Value::Null };
    fields.extend(meta);
    fields.insert("text".to_owned(), Value::String(article.text().to_string()));
    let blocks = article.blocks().iter().map(|block| block.out(border));
    fields.insert("blocks".to_owned(), Value::Array(blocks.collect()));
    put(&mut fields, "extra", article.extra.out(border));
    Value::Object(fields)
}

/// The article in an object that [`article_object`] made, and its text counted.
pub(in crate::formats) fn article_from(
    value: &Value,
    unit: Unit,
    at: &At<'_>,
) -> Result<(Article, UnitIndex), ExchangeError> {
    let fields = object(value, at)?;
    let units = UnitIndex::new(text_in(fields, "text", at)?.to_owned());
    let border = Border { units: &units, unit };
    let blocks = field::<Vec<Block>>(fields, "blocks", Some(Vec::new()), at, &border)?;
    let meta = ArticleMeta::read(value, at, &border)?;
    let article = Article::new(units.text().clone(), blocks, meta);
    let mut article = article
        .ok_or_else(|| At::Key(at, "blocks").wants("blocks in the order of the text, without overlap"))?;
    article.extra = field(fields, "extra", Some(Extra::new()), at, &border)?;
    Ok((article, units))
}
