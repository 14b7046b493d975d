//! IPTC ninjs 3.1: the article as a news item, with who and what is named in it as tags. No offsets.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::model::{Document, Entity, EntityId, EntityKind, KnowledgeId};
use crate::text::segment::Runs;

use super::address::is_address;
use super::exchange::Exported;
use super::ids::Ids;
use super::loss::{Part, counted, losses};

const CARRIES: &[Part] = &[Part::Spacing, Part::EntityNames, Part::Unmentioned, Part::Links];

/// Writes the item.
pub(super) fn write(document: &Document) -> Exported {
    let meta = &document.article().meta;
    let text = document.text();
    let own = format!("urn:uuid:{}", Ids::new("ninjs", text.as_bytes()).next());
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| drop(item.insert(name.to_owned(), value));
    let address = Some(meta.url.trim()).filter(|url| is_address(url));
    put("uri", json!(address.unwrap_or(&own)));
    put(
        "standard",
        json!({
            "name": "ninjs",
            "version": "3.1",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
        }),
    );
    put("type", json!("text"));
    if !meta.language.is_empty() {
        put("language", json!(meta.language));
    }
    if !meta.title.is_empty() {
        put("headlines", json!([{ "role": "main", "contentType": "text/plain", "value": meta.title }]));
    }
    if !meta.byline.is_empty() {
        put("by", json!(meta.byline));
    }
    put(
        "bodies",
        json!([{
            "role": "main",
            "contentType": "text/plain",
            "charCount": text.chars().count(),
            "wordCount": text.split_whitespace().count(),
            "value": text,
        }]),
    );
    // Whom the words of the article do not name is the desk's to know.
    let runs = Runs::of(text);
    let stands = |name: &str| !name.is_empty() && runs.have(name);
    let named = document.entities().filter(|entity| stands(entity.name.trim()));
    let named: BTreeSet<EntityId> = named.map(|entity| entity.id).collect();
    let is_named = |entity: &Entity| named.contains(&entity.id);
    for (name, kinds) in [
        ("people", &[EntityKind::Person][..]),
        ("organisations", &[EntityKind::Organisation, EntityKind::Group]),
        ("places", &[EntityKind::Place]),
        ("events", &[EntityKind::Event]),
        ("objects", &[EntityKind::Product, EntityKind::Work]),
    ] {
        let tags: Vec<Value> = document
            .entities()
            .filter(|entity| kinds.contains(&entity.kind) && is_named(entity))
            .map(tag)
            .collect();
        if !tags.is_empty() {
            put(name, Value::Array(tags));
        }
    }
    let mut lost = losses(document, CARRIES);
    let facts = [&meta.title, &meta.language, &meta.byline].iter().filter(|fact| !fact.is_empty()).count()
        + usize::from(address.is_some());
    for loss in lost.iter_mut().filter(|loss| loss.part == Part::Metadata) {
        loss.count -= facts;
    }
    let is_carried = |entity: &Entity| {
        let kind = entity.kind;
        is_named(entity)
            && !matches!(
                kind,
                EntityKind::Date
                    | EntityKind::Money
                    | EntityKind::Quantity
                    | EntityKind::Role
                    | EntityKind::Other
            )
    };
    let has_mention = |entity: &Entity| document.index().mentions_of(entity.id).next().is_some();
    let left_out = |mentioned: bool| {
        document.entities().filter(|own| !is_carried(own) && has_mention(own) == mentioned).count()
    };
    let links = document
        .entities()
        .map(|own| own.links.len() - usize::from(is_carried(own) && wikidata(own).is_some()));
    let further = [
        (Part::EntityNames, left_out(true)),
        (Part::Unmentioned, left_out(false)),
        (Part::Links, links.sum()),
    ];
    lost.extend(counted(further));
    lost.retain(|loss| loss.count > 0);
    Exported::one(".ninjs.json", format!("{:#}\n", Value::Object(item)), lost)
}

fn wikidata(entity: &Entity) -> Option<&KnowledgeId> {
    let is_word = |id: &str| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric());
    entity.links.iter().find(|link| link.scheme.eq_ignore_ascii_case("wikidata") && is_word(&link.id))
}

fn tag(entity: &Entity) -> Value {
    let mut tag = json!({ "name": entity.name });
    if let Some(link) = wikidata(entity) {
        tag["uri"] = json!(format!("http://www.wikidata.org/entity/{}", link.id));
        tag["literal"] = json!(link.id);
    }
    tag
}
