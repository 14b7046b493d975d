//! A person to choose: who said it, to whom, who claims it.

use crate::gui::scene::Scene;
use crate::model::{Entity, EntityId};

/// At most so many entities are offered; the picker finds the rest.
const MOST_OFFERED: usize = 60;

/// The entities that can speak, by name; always with the one that is set.
pub(super) fn speakers(scene: &Scene<'_>, set: Option<EntityId>) -> Vec<(EntityId, String)> {
    let speaks = |entity: &&Entity| Some(entity.id) == set || entity.kind.can_speak();
    let entities = scene.session.document().entities().filter(speaks);
    let mut offered: Vec<(EntityId, String)> =
        entities.map(|entity| (entity.id, entity.name.clone())).collect();
    offered.sort_by(|(_, one), (_, other)| one.cmp(other));
    let set_row = offered.iter().position(|(id, _)| Some(*id) == set).filter(|at| *at >= MOST_OFFERED);
    let kept = set_row.and_then(|at| offered.get(at).cloned());
    offered.truncate(MOST_OFFERED);
    offered.extend(kept);
    offered
}
