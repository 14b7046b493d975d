//! Whom the words of this article name, as the editor has it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{AnnotationId, AnnotationKind, Document, EntityId, EntityKind, MentionForm};
use crate::session::recent::Changes;
use crate::suggest::{Known, Suggester};
use crate::text::segment;

/// Names, aliases and mentions of the document's entities, kept up with each step.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    revision: Option<u64>,
    by_words: BTreeMap<String, BTreeSet<EntityId>>,
}

impl Names {
    /// The revision they are of.
    pub(super) fn revision(&self) -> Option<u64> {
        self.revision
    }

    /// Brings the names up to date, by what has changed since their revision; says whether any has changed.
    pub(super) fn follow(&mut self, document: &Document, revision: u64, changes: Option<Changes>) -> bool {
        if self.revision.replace(revision) == Some(revision) {
            return false;
        }
        let Some(changes) = changes else { return self.read_all(document) };
        if changes.entities.is_empty() && changes.annotations.is_empty() {
            return false;
        }
        let entity_is_gone = changes.entities.iter().any(|id| document.entity(*id).is_none());
        if changes.renames || changes.mention_gone || entity_is_gone {
            return self.read_all(document);
        }
        let n_before = self.count();
        for id in &changes.entities {
            self.take_entity(document, *id);
        }
        for id in &changes.annotations {
            self.take_mention(document, *id);
        }
        n_before != self.count()
    }

    fn count(&self) -> usize {
        self.by_words.values().map(BTreeSet::len).sum()
    }

    fn read_all(&mut self, document: &Document) -> bool {
        let before = std::mem::take(&mut self.by_words);
        for entity in document.entities() {
            self.take_entity(document, entity.id);
        }
        for id in document.index().of_kind(AnnotationKind::Mention) {
            self.take_mention(document, id);
        }
        // A type may have changed under the same name.
        before != self.by_words || !before.is_empty()
    }

    fn take_entity(&mut self, document: &Document, id: EntityId) {
        let Some(entity) = document.entity(id) else { return };
        for name in std::iter::once(&entity.name).chain(&entity.aliases) {
            self.by_words.entry(name.clone()).or_default().insert(id);
        }
    }

    fn take_mention(&mut self, document: &Document, id: AnnotationId) {
        let Some(annotation) = document.annotation(id) else { return };
        let Some(mention) = annotation.mention() else { return };
        let says =
            matches!(mention.form, MentionForm::Full | MentionForm::Partial | MentionForm::Abbreviation);
        if says {
            let words = annotation.spans.name_in(document.text());
            self.by_words.entry(words).or_default().insert(mention.entity);
        }
    }

    /// The entities that bear this name.
    pub(super) fn bearers(&self, words: &str) -> BTreeSet<EntityId> {
        self.by_words
            .get(words)
            .or_else(|| self.by_words.get(&segment::as_name(words)))
            .cloned()
            .unwrap_or_default()
    }

    /// What an engine should know: names of one kind, as they are written.
    pub(super) fn known(&self, document: &Document) -> Vec<Known> {
        let mut known = Vec::new();
        for (words, ids) in &self.by_words {
            let is_name = words.chars().count() > 1 && words.contains(char::is_uppercase);
            let kinds: BTreeSet<EntityKind> =
                ids.iter().filter_map(|id| document.entity(*id)).map(|entity| entity.kind).collect();
            if let (true, 1, Some(kind)) = (is_name, kinds.len(), kinds.first()) {
                known.push(Known { name: words.clone(), kind: *kind, by: Suggester::Editor });
            }
        }
        known
    }
}
