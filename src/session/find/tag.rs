//! Tagging, retagging and untagging the checked hits, each as one step.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Annotation, AnnotationId, AnnotationKind, Body, Claim, Edit, Entity, EntityId, EntityKind, Field,
    Passage, Quote, TagId,
};
use crate::text::counted::counted;
use crate::text::{Span, Spans, segment};

use super::super::flow::Purpose;
use super::super::state::Session;
use super::super::tag::{form_of, kind_of_quote, short};

impl Session {
    /// Tags the checked hits as what a key stands for in the article, too.
    pub(super) fn tag_hits_by(&mut self, letter: char) {
        if !"eqch123456789".contains(letter) {
            return;
        }
        if self.find.list.checked().is_empty() {
            return self.say("Check the hits to tag first: Space checks one, A all.");
        }
        match letter {
            'e' => {
                let words = self.checked_words();
                self.open_picker(Purpose::MentionHits(words));
            }
            'h' => self.open_picker(Purpose::HighlightHits),
            'q' => self.add_to_hits(AnnotationKind::Quote),
            'c' => self.add_to_hits(AnnotationKind::Claim),
            digit => match self.schema.tag_for_key(digit).map(|tag| tag.id.clone()) {
                Some(tag) => self.highlight_hits(&tag),
                None => self.say(format!("No house tag has the key {digit}.")),
            },
        }
    }

    /// How many hits are checked; what a picker's title says.
    pub(in crate::session) fn checked_places(&self) -> String {
        counted(self.find.list.checked().len(), "hit", "hits")
    }

    /// The checked hits as spans, white space and possessives left out.
    fn checked_spans(&self) -> Vec<Span> {
        let text = self.document.text();
        let hits = self.find.list.checked().into_iter().filter_map(|hit| self.find.hits.get(hit));
        let trimmed = hits.filter_map(|bytes| {
            let words = text.get(bytes.clone())?;
            let start = bytes.start + (words.len() - words.trim_start().len());
            let words = segment::without_possessive(words.trim());
            Span::new(text, start, start + words.len()).ok()
        });
        let mut spans: Vec<Span> = trimmed.collect();
        spans.dedup();
        spans
    }

    /// What the first checked hit says, in one line.
    fn checked_words(&self) -> String {
        self.checked_spans().first().map(|span| self.name_from(&Spans::one(*span))).unwrap_or_default()
    }

    /// The annotations of one kind that touch a span: any mention that shares a byte, of the others
    /// those of just these words.
    fn of_kind_at(&self, span: Span, kind: AnnotationKind) -> Vec<&Annotation> {
        let here = self.document.index().overlapping(span.start(), span.end());
        let same = |start: usize, end: usize| (start, end) == (span.start(), span.end());
        let wanted =
            here.into_iter().filter(|(start, end, _)| kind == AnnotationKind::Mention || same(*start, *end));
        let annotations = wanted.filter_map(|(_, _, id)| self.document.annotation(id));
        annotations.filter(|annotation| annotation.kind() == kind).collect()
    }

    /// The checked hits become mentions of an entity; mentions there name it instead.
    pub(in crate::session) fn mention_hits(&mut self, entity: EntityId) {
        let Some(name) = self.document.entity(entity).map(|entity| entity.name.clone()) else { return };
        let edits = self.mention_edits(entity, &name);
        self.perform_on_hits(&format!("as {}", short(&name)), edits);
        self.view.entity = Some(entity);
    }

    /// The checked hits become mentions of a new entity, called what the first of them says.
    pub(in crate::session) fn mention_hits_as_new(&mut self, kind: EntityKind) {
        let entity = Entity::new(EntityId(self.new_id()), kind, self.checked_words());
        let (id, name) = (entity.id, entity.name.clone());
        let mut edits = vec![Edit::AddEntity(Box::new(entity))];
        edits.extend(self.mention_edits(id, &name));
        self.perform_on_hits(&format!("as {}, {}", short(&name), kind.label().to_lowercase()), edits);
        self.view.entity = Some(id);
    }

    fn mention_edits(&self, entity: EntityId, name: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut retagged = BTreeSet::new();
        // How many uses of an entity are left once they are taken from it.
        let mut left: BTreeMap<EntityId, usize> = BTreeMap::new();
        for span in self.checked_spans() {
            let here = self.of_kind_at(span, AnnotationKind::Mention);
            if here.is_empty() {
                edits.push(Edit::AddAnnotation(Box::new(self.mention(Spans::one(span), entity, name))));
            }
            for annotation in here {
                let Some(mention) = annotation.mention().filter(|mention| mention.entity != entity) else {
                    continue;
                };
                if !retagged.insert(annotation.id) {
                    continue;
                }
                let id = annotation.id;
                edits.push(Edit::Set { id, from: Field::Entity(mention.entity), to: Field::Entity(entity) });
                let form = form_of(&self.name_from(&annotation.spans), name);
                if form != mention.form {
                    edits.push(Edit::Set { id, from: Field::Form(mention.form), to: Field::Form(form) });
                }
                self.count_down(&mut left, mention.entity);
            }
        }
        edits.extend(self.bare_and_left(left));
        edits
    }

    fn count_down(&self, left: &mut BTreeMap<EntityId, usize>, entity: EntityId) {
        let uses = left.entry(entity).or_insert_with(|| self.document.index().uses_of(entity).count());
        *uses = uses.saturating_sub(1);
    }

    /// The removal of the entities nothing is left of, and nobody wrote anything about.
    fn bare_and_left(&self, left: BTreeMap<EntityId, usize>) -> impl Iterator<Item = Edit> + '_ {
        let gone = left.into_iter().filter(|(_, uses)| *uses == 0);
        let entities = gone.filter_map(|(id, _)| self.document.entity(id)).filter(|entity| entity.is_bare());
        entities.map(|entity| Edit::RemoveEntity(Box::new(entity.clone())))
    }

    /// The checked hits are highlighted with a house tag; highlights of just them get it instead.
    pub(in crate::session) fn highlight_hits(&mut self, tag: &TagId) {
        let name = self.schema.tag(tag).map_or(tag.0.clone(), |tag| tag.name.clone());
        let mut edits = Vec::new();
        for span in self.checked_spans() {
            let here = self.of_kind_at(span, AnnotationKind::Passage);
            if here.is_empty() {
                edits.push(self.addition(span, Body::Passage(Passage { tag: tag.clone() })));
            }
            for annotation in here {
                let from = annotation.passage().map(|passage| passage.tag.clone()).filter(|own| own != tag);
                edits.extend(from.map(|from| Edit::Set {
                    id: annotation.id,
                    from: Field::Tag(from),
                    to: Field::Tag(tag.clone()),
                }));
            }
        }
        self.perform_on_hits(&format!("as {name}"), edits);
    }

    /// The checked hits become quotes, or the sentences they stand in claims.
    fn add_to_hits(&mut self, kind: AnnotationKind) {
        let spans = self.checked_spans().into_iter();
        let spans: BTreeSet<Span> = match kind {
            AnnotationKind::Claim => spans.map(|span| self.sentence_around(span).unwrap_or(span)).collect(),
            _ => spans.collect(),
        };
        let new: Vec<Span> =
            spans.into_iter().filter(|span| self.of_kind_at(*span, kind).is_empty()).collect();
        let edits = new.into_iter().map(|span| {
            let body = if kind == AnnotationKind::Claim {
                Body::Claim(Box::<Claim>::default())
            } else {
                let kind = kind_of_quote(span.of(self.document.text()));
                Body::Quote(Quote { kind, ..Quote::default() })
            };
            self.addition(span, body)
        });
        let edits = edits.collect();
        self.perform_on_hits(&format!("as {}", kind.label().to_lowercase()), edits);
    }

    fn addition(&self, span: Span, body: Body) -> Edit {
        let id = AnnotationId(self.new_id());
        Edit::AddAnnotation(Box::new(Annotation::new(id, Spans::one(span), body)))
    }

    fn perform_on_hits(&mut self, how: &str, edits: Vec<Edit>) {
        let is_about_annotation = |edit: &&Edit| {
            matches!(edit, Edit::AddAnnotation(_) | Edit::Set { to: Field::Entity(_) | Field::Tag(_), .. })
        };
        let n_places = edits.iter().filter(is_about_annotation).count();
        if n_places == 0 {
            return self.say(format!("All of them are tagged {how} already."));
        }
        let places = counted(n_places, "place", "places");
        if self.perform(format!("Tag {places} {how}"), Edit::Batch(edits)) {
            self.say(format!("Tagged {places} {how}."));
        }
    }

    /// Removes the annotations that make the checked hits tagged ones.
    pub(super) fn untag_hits(&mut self) {
        let checked = self.checked_spans();
        let mut gone: BTreeMap<AnnotationId, &Annotation> = BTreeMap::new();
        for span in checked {
            for kind in AnnotationKind::ALL {
                gone.extend(self.of_kind_at(span, kind).into_iter().map(|own| (own.id, own)));
            }
        }
        if gone.is_empty() {
            return self.say("None of the checked hits is tagged.");
        }
        let mut edits = Vec::new();
        let mut left: BTreeMap<EntityId, usize> = BTreeMap::new();
        for id in gone.keys() {
            let claims = self.document.index().claims_of_quote(*id).filter(|claim| !gone.contains_key(claim));
            edits.extend(claims.filter_map(|claim| self.field_edit(claim, Field::Claimant(None))));
        }
        // Claims first: a quote some claim names as its claimant cannot go.
        let (claims, others): (Vec<&Annotation>, Vec<&Annotation>) =
            gone.values().copied().partition(|annotation| annotation.kind() == AnnotationKind::Claim);
        for annotation in claims.into_iter().chain(others) {
            for entity in annotation.entities() {
                self.count_down(&mut left, entity);
            }
            edits.push(Edit::RemoveAnnotation(Box::new(annotation.clone())));
        }
        edits.extend(self.bare_and_left(left));
        let places = counted(gone.len(), "annotation", "annotations");
        if self.perform(format!("Remove {places} of hits"), Edit::Batch(edits)) {
            self.say(format!("Removed {places}. Ctrl+Z brings them back."));
        }
    }
}
