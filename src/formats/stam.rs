//! STAM JSON: a text resource, annotations on it, and everything said as data. Offsets in code points.

use serde_json::{Map, Value, json};

use crate::model::Document;
use crate::text::Span;
use crate::text::units::UnitIndex;

use super::exchange::Exported;
use super::json::{Border, Plain, Unit, annotation_object, fields_of, put};
use super::loss::{Part, losses};

/// The set that holds our keys.
const SET: &str = "copydesk";

/// Writes a store with one resource, called `name`.
pub(super) fn write(document: &Document, name: &str) -> Exported {
    let units = UnitIndex::new(document.article().text().clone());
    let border = Border { units: &units, unit: Unit::CodePoints };
    let mut article = fields_of(document.article().meta.out(&border));
    put(&mut article, "extra", document.article().extra.out(&border));
    put(&mut article, "file_extra", document.extra.out(&border));
    let mut annotations = vec![whole(name, "article", article)];
    for entity in document.entities() {
        annotations.push(whole(name, &entity.id.to_string(), fields_of(entity.out(&border))));
        if let Some(last) = annotations.last_mut() {
            said(last, "type", &json!("Entity"));
        }
    }
    for (number, block) in document.article().blocks().iter().enumerate() {
        let mut fields = Map::new();
        fields.insert("type".to_owned(), json!("Block"));
        fields.insert("kind".to_owned(), block.kind.out(&border));
        put(&mut fields, "extra", block.extra.out(&border));
        annotations.push(annotation(
            &format!("block-{}", number + 1),
            &text(name, block.span, &border),
            &fields,
        ));
    }
    for own in document.annotations() {
        let mut fields = annotation_object(own, &border);
        fields.shift_remove("id");
        fields.shift_remove("spans");
        let mut parts: Vec<Value> = own.spans.iter().map(|span| text(name, span, &border)).collect();
        let target = match (parts.len(), parts.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                parts.extend(last);
                json!({ "@type": "CompositeSelector", "selectors": parts })
            }
        };
        annotations.push(annotation(&own.id.to_string(), &target, &fields));
    }
    let store = json!({
        "@type": "AnnotationStore",
        "@id": format!("{name}-store"),
        "resources": [{ "@type": "TextResource", "@id": name, "text": document.text() }],
        "annotationsets": [{ "@type": "AnnotationDataSet", "@id": SET, "keys": [], "data": [] }],
        "annotations": annotations,
    });
    let carries = [&Part::SAID[..], &[Part::LaterFields, Part::LaterFieldsOfEntities]].concat();
    Exported::one(".stam.json", format!("{store:#}\n"), losses(document, &carries))
}

fn text(name: &str, span: Span, border: &Border<'_>) -> Value {
    let cursor = |byte| json!({ "@type": "BeginAlignedCursor", "value": border.out(byte) });
    json!({
        "@type": "TextSelector",
        "resource": name,
        "offset": { "@type": "Offset", "begin": cursor(span.start()), "end": cursor(span.end()) },
    })
}

/// An annotation of the whole resource.
fn whole(name: &str, id: &str, mut fields: Map<String, Value>) -> Value {
    fields.shift_remove("id");
    annotation(id, &json!({ "@type": "ResourceSelector", "resource": name }), &fields)
}

fn annotation(id: &str, target: &Value, fields: &Map<String, Value>) -> Value {
    let mut made = json!({ "@type": "Annotation", "@id": id, "target": target, "data": [] });
    for (key, value) in fields {
        said(&mut made, key, value);
    }
    made
}

/// Adds a datum. What is itself a record is JSON text: the values of STAM are plain.
fn said(annotation: &mut Value, key: &str, value: &Value) {
    let value = match value {
        Value::String(text) => json!({ "@type": "String", "value": text }),
        Value::Bool(truth) => json!({ "@type": "Bool", "value": truth }),
        other => json!({ "@type": "String", "value": other.to_string() }),
    };
    if let Some(data) = annotation["data"].as_array_mut() {
        data.push(json!({ "@type": "AnnotationData", "set": SET, "key": key, "value": value }));
    }
}
