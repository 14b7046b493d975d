//! CAS JSON 0.4: types, feature structures and views in one object.

use serde_json::{Map, Value, json};

use crate::formats::ExchangeError;
use crate::formats::exchange::{Exported, Imported};
use crate::formats::ids::Ids;
use crate::formats::json::{At, list, number, object, parse, text_in, text_of};
use crate::formats::loss::{Part, losses};
use crate::model::Document;

use super::from_document::{SOFA, from_document};
use super::structure::{FS_ARRAY, STRING_ARRAY};
use super::to_document::to_document;
use super::types::{PACKAGE, Range, TYPES, features, range_name};
use super::xmi::is_member;
use super::{Cas, Feature, Place, Structure};

const TYPES_KEY: &str = "%TYPES";
const STRUCTURES: &str = "%FEATURE_STRUCTURES";
const VIEWS: &str = "%VIEWS";
const ELEMENTS: &str = "%ELEMENTS";
const VIEW: &str = "_InitialView";

/// Writes the text with everything said about it.
pub(in crate::formats) fn write(document: &Document) -> Exported {
    let cas = from_document(document);
    let mut next = cas.structures.iter().map(|own| own.id).max().unwrap_or(SOFA) + 1;
    let mut all = vec![json!({
        "%ID": SOFA, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": VIEW, "mimeType": "text",
        "sofaString": cas.text,
    })];
    let mut lists = Vec::new();
    for structure in &cas.structures {
        let mut fields = Map::new();
        fields.insert("%ID".to_owned(), json!(structure.id));
        fields.insert("%TYPE".to_owned(), json!(structure.kind));
        if structure.number("begin").is_some() {
            fields.insert("@sofa".to_owned(), json!(SOFA));
        }
        for (name, value) in &structure.features {
            let mut list = |kind: &str, elements: Value| {
                lists.push(json!({ "%ID": next, "%TYPE": kind, ELEMENTS: elements }));
                next += 1;
                (format!("@{name}"), json!(next - 1))
            };
            fields.extend([match value {
                Feature::Text(text) => (name.clone(), json!(text)),
                Feature::Number(number) => (name.clone(), json!(number)),
                Feature::Truth(truth) => (name.clone(), json!(truth)),
                Feature::Link(id) => (format!("@{name}"), json!(id)),
                Feature::Links(ids) => list(FS_ARRAY, json!(ids)),
                Feature::Texts(texts) => list(STRING_ARRAY, json!(texts)),
            }]);
        }
        all.push(Value::Object(fields));
    }
    all.extend(lists);
    let members: Vec<usize> = cas.structures.iter().filter(|own| is_member(own)).map(|own| own.id).collect();
    let whole = json!({
        TYPES_KEY: types(),
        STRUCTURES: all,
        VIEWS: { VIEW: { "%SOFA": SOFA, "%MEMBERS": members } },
    });
    Exported::one(".cas.json", format!("{whole:#}\n"), losses(document, &Part::SAID))
}

fn types() -> Value {
    let types = TYPES.iter().map(|own| {
        let name = format!("{PACKAGE}{}", own.name);
        let mut fields = Map::new();
        fields.insert("%NAME".to_owned(), json!(name));
        fields.insert("%SUPER_TYPE".to_owned(), json!(own.parent));
        fields.insert("%DESCRIPTION".to_owned(), json!(own.about));
        for (feature, range) in features(own) {
            let range = match (&range, range_name(&range)) {
                (Range::Texts, _) => "uima.cas.String[]".to_owned(),
                (_, (_, Some(members))) => format!("{members}[]"),
                (_, (name, None)) => name,
            };
            fields.insert(feature.to_owned(), json!({ "%NAME": feature, "%RANGE": range }));
        }
        (name, Value::Object(fields))
    });
    Value::Object(types.collect())
}

/// Reads a document.
pub(in crate::formats) fn read(text: &str) -> Result<Imported, ExchangeError> {
    let value = parse(text, 1)?;
    let root = At::Root;
    let whole = object(&value, &root)?;
    let here = At::Key(&root, STRUCTURES);
    let all = whole.get(STRUCTURES).ok_or_else(|| here.wants("there: a list of feature structures"))?;
    // Written as a list, or as an object with their numbers as keys.
    let mut structures = Vec::new();
    let mut texts = Vec::new();
    match all {
        Value::Object(numbered) => {
            for (nth, (id, value)) in numbered.iter().enumerate() {
                take(value, Some(id), nth, &At::Key(&here, id), &mut structures, &mut texts)?;
            }
        }
        _ => {
            for (nth, value) in list(all, &here)?.iter().enumerate() {
                take(value, None, nth, &At::Place(&here, nth), &mut structures, &mut texts)?;
            }
        }
    }
    let cas = cas(structures, texts)?;
    to_document(&cas, &mut Ids::new("casjson", text.as_bytes()))
}

/// A text, by its number and its name.
type Sofa = (usize, String, String);

fn take(
    value: &Value,
    key: Option<&str>,
    nth: usize,
    at: &At<'_>,
    structures: &mut Vec<Structure>,
    texts: &mut Vec<Sofa>,
) -> Result<(), ExchangeError> {
    let fields = object(value, at)?;
    let own = fields.get("%ID").cloned().or_else(|| key.map(|key| json!(key)));
    let id = number(own.as_ref(), &At::Key(at, "%ID"))?;
    let kind = text_in(fields, "%TYPE", at)?.to_owned();
    if kind == "uima.cas.Sofa" {
        if let Some(text) = text_of(fields, "sofaString", at)? {
            let name = text_of(fields, "sofaID", at)?.unwrap_or_default();
            texts.push((id, name.to_owned(), text.to_owned()));
        }
        return Ok(());
    }
    let mut features = Vec::new();
    for (name, value) in fields.iter().filter(|(name, _)| !name.starts_with('%')) {
        // Places in the text may be marked so, and so may numbers that JSON has no way to write.
        let bare = name.strip_prefix(['^', '#']).unwrap_or(name).to_owned();
        let feature = match (name.strip_prefix('@'), value) {
            (_, Value::Null | Value::Object(_) | Value::Array(_)) => continue,
            (Some(name), value) => (name.to_owned(), Feature::Link(number(Some(value), &At::Key(at, name))?)),
            (None, Value::String(text)) => (bare, Feature::Text(text.clone())),
            (None, Value::Bool(truth)) => (bare, Feature::Truth(*truth)),
            (None, Value::Number(amount)) => {
                let whole = amount.as_u64().and_then(|whole| usize::try_from(whole).ok());
                (bare, whole.map_or_else(|| Feature::Text(amount.to_string()), Feature::Number))
            }
        };
        features.push(feature);
    }
    // Lists are written under the name of their members' type, too.
    let elements = fields.get(ELEMENTS).and_then(Value::as_array);
    let is_list = kind.ends_with("[]") || kind.starts_with("uima.cas.") && kind.ends_with("Array");
    if is_list {
        let elements = elements.map(Vec::as_slice).unwrap_or_default();
        let elements = elements.iter().filter(|element| !element.is_null());
        let links = || elements.clone().filter_map(Value::as_u64).filter_map(|id| usize::try_from(id).ok());
        let feature = if kind == FS_ARRAY || !kind.starts_with("uima.cas.") {
            Feature::Links(links().collect())
        } else {
            let text = |element: &Value| element.as_str().map_or_else(|| element.to_string(), str::to_owned);
            Feature::Texts(elements.map(text).collect())
        };
        features.push(("elements".to_owned(), feature));
    }
    structures.push(Structure { id, kind, place: Place::Nth(nth), features });
    Ok(())
}

fn cas(mut structures: Vec<Structure>, texts: Vec<Sofa>) -> Result<Cas, ExchangeError> {
    let n_texts = texts.len();
    let named = texts.iter().position(|(_, name, _)| name == VIEW).unwrap_or_default();
    let (sofa, name, text) = texts.into_iter().nth(named).ok_or_else(|| {
        ExchangeError::whole(
            "there is no text in it (no uima.cas.Sofa with a sofaString)",
            "Export the file again from where it is from",
        )
    })?;
    // What points at a list has what is in it.
    let lists: std::collections::HashMap<usize, Feature> = structures
        .iter()
        .filter_map(|own| {
            let elements = own.features.iter().find(|(name, _)| name == "elements");
            elements.map(|(_, elements)| (own.id, elements.clone()))
        })
        .collect();
    structures.retain(|own| !lists.contains_key(&own.id) && own.link("sofa").is_none_or(|own| own == sofa));
    for (_, feature) in structures.iter_mut().flat_map(|own| &mut own.features) {
        if let Feature::Link(id) = feature
            && let Some(list) = lists.get(id)
        {
            *feature = list.clone();
        }
    }
    let mut notes = Vec::new();
    if n_texts > 1 {
        notes.push(format!("The file has {n_texts} texts; the one called {name} was taken."));
    }
    Ok(Cas { text, structures, notes })
}
