//! Entities that files of other tools know by their ids in a knowledge base.

use std::collections::BTreeMap;

use crate::formats::ids::Ids;
use crate::model::{Entity, EntityId, EntityKind, KnowledgeId};

use super::Named;

/// The entities that were referred to.
#[derive(Default)]
pub(in crate::formats) struct Referred(BTreeMap<EntityId, Entity>);

impl Referred {
    /// The entity of this id, the same one whenever it is read; `words` name it.
    pub(in crate::formats) fn named(
        &mut self,
        scheme: &str,
        key: &str,
        kind: EntityKind,
        words: &str,
    ) -> Named {
        let id = reference_id(scheme, key, kind);
        let entity = self.0.entry(id).or_insert_with(|| {
            let mut entity = Entity::new(id, kind, "");
            entity.links.push(KnowledgeId { scheme: scheme.to_owned(), id: key.to_owned() });
            entity
        });
        if words.chars().count() > entity.name.chars().count() {
            words.clone_into(&mut entity.name);
        }
        Named { id, kind, name: String::new() }
    }

    /// All of them.
    pub(in crate::formats) fn into_entities(self) -> impl Iterator<Item = Entity> {
        self.0.into_values()
    }
}

/// The id of the entity that an id in a knowledge base stands for.
pub(in crate::formats) fn reference_id(scheme: &str, key: &str, kind: EntityKind) -> EntityId {
    EntityId(Ids::new("reference", format!("{scheme}:{key} {kind:?}").as_bytes()).next())
}
