//! What tools with labels only carry along unseen: what is known of the article, and the entities.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::formats::ExchangeError;
use crate::formats::json::{At, Border, Plain, key_of, list_of, object};
use crate::model::{ArticleMeta, Block, Document, Entity, EntityId};

use super::{Labelled, Named};

/// The name of the object in other tools' files.
const NAME: &str = "copydesk";

/// What was carried along.
#[derive(Default)]
pub(in crate::formats) struct Side {
    pub(in crate::formats) meta: ArticleMeta,
    pub(in crate::formats) blocks: Option<Vec<Block>>,
    pub(in crate::formats) entities: Vec<Entity>,
    /// Where in `entities` the one of an id is.
    place: HashMap<EntityId, usize>,
    /// The entity each mark names, by the key of the mark in the file.
    pub(in crate::formats) of_mark: HashMap<String, EntityId>,
}

/// What a file carries along of `document`; `key` is what its first piece of a mark is called there.
pub(in crate::formats) fn side_object(
    document: &Document,
    labelled: &Labelled,
    border: &Border<'_>,
    key: impl Fn(usize) -> Value,
) -> Value {
    let mut mentions: HashMap<EntityId, Vec<Value>> = HashMap::new();
    for (at, mark) in labelled.marks.iter().enumerate() {
        if let Some(entity) = &mark.entity {
            mentions.entry(entity.id).or_default().push(key(at));
        }
    }
    let entities = document.entities().map(|entity| {
        let mut fields = entity.out(border);
        if let Value::Object(fields) = &mut fields {
            fields
                .insert("mentions".to_owned(), Value::Array(mentions.remove(&entity.id).unwrap_or_default()));
        }
        fields
    });
    json!({
        "article": document.article().meta.out(border),
        "blocks": document.article().blocks().iter().map(|block| block.out(border)).collect::<Vec<_>>(),
        "entities": entities.collect::<Vec<_>>(),
    })
}

/// Where the mark of each key is, the first of those that share one.
pub(in crate::formats) fn places_of(keys: &[String]) -> HashMap<&str, usize> {
    // The first one comes last, and stays.
    keys.iter().enumerate().rev().map(|(place, key)| (key.as_str(), place)).collect()
}

impl Side {
    /// Entities alone.
    pub(in crate::formats) fn of(entities: Vec<Entity>) -> Self {
        let mut side = Self::default();
        for entity in entities {
            side.add(entity);
        }
        side
    }

    /// One more entity.
    pub(in crate::formats) fn add(&mut self, entity: Entity) {
        self.place.entry(entity.id).or_insert(self.entities.len());
        self.entities.push(entity);
    }

    /// Puts the object into the record of a document.
    pub(in crate::formats) fn put(side: Value, record: &mut Map<String, Value>) {
        record.insert(NAME.to_owned(), side);
    }

    /// The object in the record of a document; empty where there is none.
    pub(in crate::formats) fn read(
        record: &Map<String, Value>,
        at: &At<'_>,
        border: &Border<'_>,
    ) -> Result<Self, ExchangeError> {
        let Some(value) = record.get(NAME).filter(|value| !value.is_null()) else {
            return Ok(Self::default());
        };
        let at = At::Key(at, NAME);
        let fields = object(value, &at)?;
        let mut side = Self::default();
        if let Some(meta) = fields.get("article") {
            side.meta = ArticleMeta::read(meta, &At::Key(&at, "article"), border)?;
        }
        if let Some(blocks) = fields.get("blocks") {
            side.blocks = Some(Vec::read(blocks, &At::Key(&at, "blocks"), border)?);
        }
        let here = At::Key(&at, "entities");
        for (place, value) in list_of(fields, "entities", &at)?.iter().enumerate() {
            let here = At::Place(&here, place);
            let entity = Entity::read(value, &here, border)?;
            for key in list_of(object(value, &here)?, "mentions", &here)? {
                side.of_mark.extend(key_of(Some(key)).map(|key| (key, entity.id)));
            }
            side.add(entity);
        }
        Ok(side)
    }

    /// The entity that the mark of this key names.
    pub(in crate::formats) fn named(&self, key: &str) -> Option<Named> {
        self.named_by_id(*self.of_mark.get(key)?)
    }

    /// The entity of this id.
    pub(in crate::formats) fn named_by_id(&self, id: EntityId) -> Option<Named> {
        let entity = self.entities.get(*self.place.get(&id)?)?;
        Some(Named { id, kind: entity.kind, name: entity.name.clone() })
    }
}
