//! A document as an annotation collection.

use serde_json::{Value, json};

use crate::formats::address::is_address;
use crate::formats::exchange::Exported;
use crate::formats::ids::Ids;
use crate::formats::json::{Border, Plain, Unit, annotation_object, article_object, body_name};
use crate::formats::loss::{Part, losses};
use crate::model::{Annotation, Body, Document};
use crate::text::Span;
use crate::text::units::UnitIndex;

use super::{CONTEXT, NAMESPACE, OWN};

/// Characters of context before and after an exact quote.
const CONTEXT_LENGTH: usize = 32;

/// Writes the collection.
pub(in crate::formats) fn write(document: &Document) -> Exported {
    let units = UnitIndex::new(document.article().text().clone());
    let border = Border { units: &units, unit: Unit::CodePoints };
    let own_id = Ids::new("w3c", document.text().as_bytes()).next();
    let source = match document.article().meta.url.trim() {
        url if is_address(url) => url.to_owned(),
        _ => format!("urn:uuid:{own_id}"),
    };
    let page = format!("urn:uuid:{own_id}#page");
    let collection = format!("urn:uuid:{own_id}#annotations");
    let items: Vec<Value> =
        document.annotations().map(|annotation| item(document, annotation, &source, &border)).collect();
    let whole = json!({
        "@context": [CONTEXT, {
            OWN: { "@id": format!("{NAMESPACE}record"), "@context": [null, { "@vocab": NAMESPACE }] },
        }],
        "id": collection,
        "type": "AnnotationCollection",
        "label": document.article().meta.title,
        "total": items.len(),
        "first": { "id": page, "type": "AnnotationPage", "partOf": collection, "startIndex": 0, "items": items },
        OWN: {
            "article": article_object(document.article(), &border),
            "entities": document.entities().map(|entity| entity.out(&border)).collect::<Vec<_>>(),
            "extra": document.extra,
        },
    });
    let carries = [&Part::SAID[..], &[Part::LaterFields, Part::LaterFieldsOfEntities]].concat();
    Exported::one(".w3c.jsonld", format!("{whole:#}\n"), losses(document, &carries))
}

fn item(document: &Document, annotation: &Annotation, source: &str, border: &Border<'_>) -> Value {
    let targets: Vec<Value> = annotation.spans.iter().map(|span| target(span, source, border)).collect();
    let mut bodies = vec![];
    let mut say = |value: &str, purpose: &str| {
        if !value.trim().is_empty() {
            bodies.push(json!({ "type": "TextualBody", "value": value, "purpose": purpose }));
        }
    };
    let motivation = match &annotation.body {
        Body::Passage(passage) => {
            say(&passage.tag.0, "tagging");
            "highlighting"
        }
        Body::Mention(mention) => {
            if let Some(entity) = document.entity(mention.entity) {
                say(entity.kind.label(), "classifying");
                say(&entity.name, "describing");
            }
            "identifying"
        }
        Body::Quote(quote) => {
            say(quote.kind.label(), "classifying");
            let speaker = quote.speaker.and_then(|speaker| document.entity(speaker));
            say(speaker.map_or("", |speaker| speaker.name.as_str()), "identifying");
            "describing"
        }
        Body::Claim(claim) => {
            say(&claim.assertion, "describing");
            say(claim.verdict.label(), "assessing");
            "assessing"
        }
    };
    say(&annotation.comment, "commenting");
    if let Body::Mention(mention) = &annotation.body {
        bodies.push(json!({ "source": format!("urn:uuid:{}", mention.entity), "purpose": "identifying" }));
    }
    let mut own = annotation_object(annotation, border);
    // The targets say where.
    own.shift_remove("spans");
    own.shift_remove("id");
    own.insert("type".to_owned(), json!(body_name(&annotation.body)));
    json!({
        "id": format!("urn:uuid:{}", annotation.id),
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": targets,
        OWN: own,
    })
}

fn target(span: Span, source: &str, border: &Border<'_>) -> Value {
    let text = border.units.text();
    let before = text.get(..span.start()).unwrap_or_default();
    let after = text.get(span.end()..).unwrap_or_default();
    let from = before.char_indices().rev().nth(CONTEXT_LENGTH - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT_LENGTH).map_or(after.len(), |(at, _)| at);
    json!({
        "type": "SpecificResource",
        "source": source,
        "selector": [
            { "type": "TextPositionSelector", "start": border.out(span.start()), "end": border.out(span.end()) },
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": before.get(from..).unwrap_or_default(),
                "suffix": after.get(..to).unwrap_or_default(),
            },
        ],
    })
}
