//! Taking things away: an annotation, a span of it, an entity with all that names it.

use crate::model::{Annotation, AnnotationId, Body, Claimant, Edit, EntityId, Field};
use crate::text::Spans;

use super::state::Session;
use super::tag::short;

impl Session {
    /// Deletes the selected annotation and an entity that only it named; else the selected entity.
    pub(super) fn delete(&mut self) {
        match (self.selected().cloned(), self.view.entity) {
            (Some(annotation), _) => self.delete_annotation(annotation),
            (None, Some(entity)) => self.delete_entity(entity),
            (None, None) => self.say("Select an annotation first (Tab goes to the next)."),
        }
    }

    fn delete_annotation(&mut self, annotation: Annotation) {
        let mut edits: Vec<Edit> = self
            .document
            .index()
            .claims_of_quote(annotation.id)
            .filter_map(|id| {
                let claimant = self.document.annotation(id)?.claim()?.claimant;
                Some(Edit::Set { id, from: Field::Claimant(claimant), to: Field::Claimant(None) })
            })
            .collect();
        let (kind, words) =
            (annotation.kind().label().to_lowercase(), short(&self.document.words_of(&annotation)));
        let orphan = annotation.mention().and_then(|mention| self.removal_if_left(mention.entity));
        edits.push(Edit::RemoveAnnotation(Box::new(annotation)));
        edits.extend(orphan);
        self.perform(format!("Delete the {kind} “{words}”"), Edit::Batch(edits));
    }

    /// Deletes an entity, its mentions, and its name as speaker, addressee or claimant.
    fn delete_entity(&mut self, id: EntityId) {
        let Some(entity) = self.document.entity(id).cloned() else { return };
        let uses: Vec<AnnotationId> = self.document.index().uses_of(id).collect();
        let mut edits: Vec<Edit> = uses.iter().flat_map(|user| self.without_entity(*user, id)).collect();
        edits.push(Edit::RemoveEntity(Box::new(entity.clone())));
        let name = short(&entity.name);
        if self.perform(format!("Delete {name} with all mentions"), Edit::Batch(edits)) {
            let places =
                if uses.len() == 1 { "1 place".to_owned() } else { format!("{} places", uses.len()) };
            self.say(format!("Deleted {name}, named in {places}. Ctrl+Z brings it back."));
        }
    }

    fn without_entity(&self, user: AnnotationId, gone: EntityId) -> Vec<Edit> {
        let Some(annotation) = self.document.annotation(user) else { return Vec::new() };
        match &annotation.body {
            Body::Mention(_) => vec![Edit::RemoveAnnotation(Box::new(annotation.clone()))],
            Body::Quote(quote) => {
                let speaker = (quote.speaker == Some(gone)).then_some(Field::Speaker(None));
                let addressee = (quote.addressee == Some(gone)).then_some(Field::Addressee(None));
                let fields = speaker.into_iter().chain(addressee);
                fields.filter_map(|field| self.field_edit(user, field)).collect()
            }
            Body::Claim(claim) if claim.claimant == Some(Claimant::Entity(gone)) => {
                self.field_edit(user, Field::Claimant(None)).into_iter().collect()
            }
            Body::Claim(_) | Body::Passage(_) => Vec::new(),
        }
    }

    /// Takes the span at the caret out of the selected annotation, which has others.
    pub(super) fn remove_span(&mut self) {
        let Some(annotation) = self.selected() else {
            return self.say("Select an annotation of several parts first.");
        };
        let (id, from) = (annotation.id, annotation.spans.clone());
        let caret = self.view.caret;
        let gone = from.iter().find(|span| span.touches(caret)).unwrap_or(from.last());
        let Ok(to) = Spans::new(from.iter().filter(|span| *span != gone).collect()) else {
            return self.say("It has one part only; Delete removes the whole annotation.");
        };
        let what = format!("Take “{}” out", short(gone.of(self.document.text())));
        let along = self.words_edits(id, &to);
        let mut edits = vec![Edit::Set { id, from: Field::Spans(from), to: Field::Spans(to) }];
        edits.extend(along);
        if self.perform(what, Edit::Batch(edits)) {
            self.view.annotation = Some(id);
        }
    }

    /// The removal of an entity a single use is left of, and nobody wrote anything about.
    pub(super) fn removal_if_left(&self, entity: EntityId) -> Option<Edit> {
        let once = self.document.index().uses_of(entity).count() == 1;
        let entity = self.document.entity(entity).filter(|entity| once && entity.is_bare())?;
        Some(Edit::RemoveEntity(Box::new(entity.clone())))
    }
}
