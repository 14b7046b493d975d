//! An article with everything said about it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::text::Span;

use super::index::Index;
use super::sorted::Sorted;
use super::{
    Annotation, AnnotationId, AnnotationKind, Article, Body, Claimant, Draft, Edit, EditError, Entity,
    EntityId, Evidence, Extra, Field, Hands, History, OneHand, Orphan, Rejection, Step,
};

/// An article, its entities and annotations, and how they came to be.
///
/// Invariant: every span fits the article, every entity and quote pointed at exists, ids are
/// unique, and the index holds exactly the annotations. Only [`Document::apply`] changes it.
/// A clone shares everything with the original, whatever their size; what one of them changes later
/// is copied then, as far as the change reaches.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) article: Article,
    entities: Sorted<EntityId, Arc<Entity>>,
    pub(super) annotations: Sorted<AnnotationId, Arc<Annotation>>,
    pub(super) index: Index,
    pub(super) orphans: Sorted<AnnotationId, Arc<Orphan>>,
    drafts: Vec<Arc<Draft>>,
    rejections: Sorted<Rejection>,
    history: History,
    /// Fields of a newer file version.
    pub extra: Extra,
}

/// Two documents are equal when they say the same; how the index is arranged does not count.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.same_content(other) && self.history == other.history && self.extra == other.extra
    }
}

impl Document {
    /// An article nobody has said anything about.
    pub fn new(article: Article) -> Self {
        Self {
            article,
            entities: Sorted::default(),
            annotations: Sorted::default(),
            index: Index::default(),
            orphans: Sorted::default(),
            drafts: Vec::new(),
            rejections: Sorted::default(),
            history: History::default(),
            extra: Extra::new(),
        }
    }

    /// The same, keeping what there is to know about how it was read from another tool's file.
    #[must_use]
    pub fn with_import_notes(mut self, notes: impl IntoIterator<Item = String>) -> Self {
        self.article.meta.import_notes.extend(notes);
        self
    }

    /// A document from its parts, for readers of files; the first part that breaks an invariant is the error.
    pub fn from_parts(
        article: Article,
        entities: impl IntoIterator<Item = Entity>,
        annotations: impl IntoIterator<Item = Annotation>,
        history: Vec<Step>,
    ) -> Result<Self, EditError> {
        Self::with_past(article, entities, annotations, history, Past::default())
    }

    /// The same with earlier revisions and annotations that have lost their place.
    pub fn with_past(
        article: Article,
        entities: impl IntoIterator<Item = Entity>,
        annotations: impl IntoIterator<Item = Annotation>,
        history: Vec<Step>,
        past: Past,
    ) -> Result<Self, EditError> {
        let annotations = annotations.into_iter().map(Arc::new).collect();
        Self::of_records((article, entities, annotations), history, past, &OneHand)
    }

    /// The same, made by all `hands`.
    pub fn of_records(
        (article, entities, annotations): (Article, impl IntoIterator<Item = Entity>, Vec<Arc<Annotation>>),
        history: Vec<Step>,
        past: Past,
        hands: &impl Hands,
    ) -> Result<Self, EditError> {
        let mut document = Self::new(article);
        let entities = entities.into_iter().map(|entity| (entity.id, Arc::new(entity)));
        document.entities = each_once(entities, EditError::DuplicateEntity)?;
        let orphans = past.orphans.into_iter().map(|orphan| (orphan.annotation.id, Arc::new(orphan)));
        document.orphans = each_once(orphans, EditError::DuplicateAnnotation)?;
        let all = annotations.iter();
        let (index, sound) =
            hands.both(|| Index::of(all.clone().map(AsRef::as_ref)), || document.take_up(&annotations));
        sound?;
        document.index = index;
        document.drafts = past.drafts.into_iter().map(Arc::new).collect();
        document.rejections = past.rejections.into_iter().map(|rejection| (rejection, ())).collect();
        document.history = history.into_iter().collect();
        Ok(document)
    }

    /// Takes all annotations in, the index apart, and holds them and the orphans against the rest.
    fn take_up(&mut self, annotations: &[Arc<Annotation>]) -> Result<(), EditError> {
        let by_id = annotations.iter().map(|own| (own.id, Arc::clone(own)));
        self.annotations = each_once(by_id, EditError::DuplicateAnnotation)?;
        self.check_orphans()?;
        // In the order they came in, in which they lie in memory.
        annotations.iter().try_for_each(|annotation| self.check(annotation))
    }

    /// Holds the annotations without a place against the other records, as is done when a document
    /// is made of them; the first that breaks an invariant is the error.
    pub fn check_orphans(&self) -> Result<(), EditError> {
        for orphan in self.orphans() {
            if self.annotations.contains(&orphan.annotation.id) {
                return Err(EditError::DuplicateAnnotation(orphan.annotation.id));
            }
            self.check_orphan(orphan)?;
        }
        Ok(())
    }

    /// The article.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// Its text.
    pub fn text(&self) -> &str {
        self.article.text()
    }

    /// The entity with this id.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(&id).map(AsRef::as_ref)
    }

    /// All entities, in order of making.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = &Entity> {
        self.entities.values().map(AsRef::as_ref)
    }

    /// The annotation with this id.
    pub fn annotation(&self, id: AnnotationId) -> Option<&Annotation> {
        self.annotations.get(&id).map(AsRef::as_ref)
    }

    /// How many annotations there are.
    pub fn n_annotations(&self) -> usize {
        self.annotations.len()
    }

    /// All annotations in reading order.
    pub fn annotations(&self) -> impl DoubleEndedIterator<Item = &Annotation> {
        self.index.in_order().filter_map(|id| self.annotation(id))
    }

    /// All annotations of one kind in reading order.
    pub fn annotations_of(&self, kind: AnnotationKind) -> impl DoubleEndedIterator<Item = &Annotation> {
        self.index.of_kind(kind).filter_map(|id| self.annotation(id))
    }

    /// Finds annotations by place, kind and entity.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The words an annotation covers.
    pub fn words_of(&self, annotation: &Annotation) -> String {
        annotation.spans.words(self.text())
    }

    /// The earlier revisions of the article, oldest first.
    pub fn drafts(&self) -> &[Arc<Draft>] {
        &self.drafts
    }

    /// The annotations that have lost their place, in order of making.
    pub fn orphans(&self) -> impl ExactSizeIterator<Item = &Orphan> {
        self.orphans.values().map(AsRef::as_ref)
    }

    /// The annotation with this id that has lost its place.
    pub fn orphan(&self, id: AnnotationId) -> Option<&Orphan> {
        self.orphans.get(&id).map(AsRef::as_ref)
    }

    /// What was proposed and rejected.
    pub fn rejections(&self) -> impl ExactSizeIterator<Item = &Rejection> {
        self.rejections.iter().map(|(rejection, ())| rejection)
    }

    /// Every step so far, oldest first.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Whether article, entities and annotations are the same, whatever led to them.
    pub fn same_content(&self, other: &Self) -> bool {
        self.article == other.article
            && self.entities == other.entities
            && self.annotations == other.annotations
            && self.orphans == other.orphans
            && self.drafts == other.drafts
            && self.rejections == other.rejections
    }

    /// Does a step and writes it into the history. After an error the document is as it was.
    pub fn perform(&mut self, step: Step) -> Result<(), EditError> {
        self.apply(&step.edit)?;
        self.history.push(step);
        Ok(())
    }

    /// Does `change`, which continues the last step of the history: that becomes `whole`, which
    /// does both. So a sentence typed is one entry and not one a letter.
    pub fn perform_on(&mut self, change: &Step, whole: Step) -> Result<(), EditError> {
        self.apply(&change.edit)?;
        self.history.pop();
        self.history.push(whole);
        Ok(())
    }

    /// Does an edit. After an error the document is as it was.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::AddEntity(entity) => self.add_entity(entity),
            Edit::RemoveEntity(entity) => self.remove_entity(entity),
            Edit::ChangeEntity { from, to } => self.change_entity(from, to),
            Edit::AddAnnotation(annotation) => self.add_annotation(annotation),
            Edit::RemoveAnnotation(annotation) => self.remove_annotation(annotation),
            Edit::Set { id, from, to } => self.set(*id, from, to),
            Edit::Evidence { claim, at, from, to } => {
                self.change_evidence(*claim, *at, from.as_deref(), to.as_deref())
            }
            Edit::BlockKind { block, from, to } => {
                let known = self.article.blocks().get(*block).ok_or(EditError::UnknownBlock(*block))?;
                if known.kind != *from {
                    return Err(EditError::Stale(format!("block {block}")));
                }
                self.article.set_block_kind(*block, *to);
                Ok(())
            }
            Edit::Meta { from, to } => {
                if self.article.meta != **from {
                    return Err(EditError::Stale("what is known of the article".into()));
                }
                self.article.meta = to.as_ref().clone();
                Ok(())
            }
            Edit::Text(change) => self.change_text(change),
            Edit::KeepDraft(stamp) => {
                let draft = Draft { article: self.article.clone(), stamp: stamp.as_ref().clone() };
                self.drafts.push(Arc::new(draft));
                Ok(())
            }
            Edit::DropDraft(stamp) => {
                let last = self.drafts.last();
                let is_current =
                    last.is_some_and(|last| last.article == self.article && last.stamp == **stamp);
                if !is_current {
                    return Err(EditError::Stale("the earlier revision".into()));
                }
                self.drafts.pop();
                Ok(())
            }
            Edit::Lose { annotation, orphan } => self.lose(annotation, orphan),
            Edit::Recover { orphan, annotation } => self.recover(orphan, annotation),
            Edit::ChangeOrphan { from, to } => self.change_orphan(from, to),
            Edit::Reject(rejection) => {
                if self.rejections.insert(rejection.as_ref().clone(), ()).is_some() {
                    return Err(EditError::Stale("what was rejected".into()));
                }
                Ok(())
            }
            Edit::TakeBackRejection(rejection) => {
                if self.rejections.remove(rejection).is_none() {
                    return Err(EditError::Stale("what was rejected".into()));
                }
                Ok(())
            }
            Edit::Batch(edits) => self.apply_all(edits),
        }
    }

    fn apply_all(&mut self, edits: &[Edit]) -> Result<(), EditError> {
        for (done, edit) in edits.iter().enumerate() {
            if let Err(error) = self.apply(edit) {
                for applied in edits.iter().take(done).rev() {
                    self.apply(&applied.inverse())?;
                }
                return Err(error);
            }
        }
        Ok(())
    }

    fn add_entity(&mut self, entity: &Entity) -> Result<(), EditError> {
        if self.entities.contains(&entity.id) {
            return Err(EditError::DuplicateEntity(entity.id));
        }
        self.entities.insert(entity.id, Arc::new(entity.clone()));
        Ok(())
    }

    fn remove_entity(&mut self, entity: &Entity) -> Result<(), EditError> {
        self.expect_entity(entity)?;
        if let Some(user) = self.index.uses_of(entity.id).next() {
            return Err(EditError::EntityInUse(entity.id, user));
        }
        let uses = |orphan: &&Orphan| orphan.annotation.entities().contains(&entity.id);
        if let Some(user) = self.orphans().find(uses) {
            return Err(EditError::EntityInUse(entity.id, user.annotation.id));
        }
        self.entities.remove(&entity.id);
        Ok(())
    }

    fn change_entity(&mut self, from: &Entity, to: &Entity) -> Result<(), EditError> {
        self.expect_entity(from)?;
        if from.id != to.id {
            return Err(EditError::UnknownEntity(to.id));
        }
        self.entities.insert(to.id, Arc::new(to.clone()));
        Ok(())
    }

    fn expect_entity(&self, expected: &Entity) -> Result<(), EditError> {
        match self.entity(expected.id) {
            None => Err(EditError::UnknownEntity(expected.id)),
            Some(own) if own != expected => Err(EditError::Stale(format!("the entity “{}”", own.name))),
            Some(_) => Ok(()),
        }
    }

    fn add_annotation(&mut self, annotation: &Annotation) -> Result<(), EditError> {
        if self.annotations.contains(&annotation.id) || self.orphans.contains(&annotation.id) {
            return Err(EditError::DuplicateAnnotation(annotation.id));
        }
        self.check(annotation)?;
        self.put(annotation.clone());
        Ok(())
    }

    fn remove_annotation(&mut self, annotation: &Annotation) -> Result<(), EditError> {
        let own = self.known(annotation.id)?;
        if own != annotation {
            return Err(stale(own));
        }
        if let Some(claim) = self.index.claims_of_quote(annotation.id).find(|claim| *claim != annotation.id) {
            return Err(EditError::QuoteInUse(annotation.id, claim));
        }
        let points_here = |orphan: &&Orphan| {
            let claim = orphan.annotation.claim();
            claim.is_some_and(|claim| claim.claimant == Some(Claimant::Quote(annotation.id)))
        };
        if let Some(claim) = self.orphans().find(points_here) {
            return Err(EditError::QuoteInUse(annotation.id, claim.annotation.id));
        }
        self.index.remove(annotation);
        self.annotations.remove(&annotation.id);
        Ok(())
    }

    fn set(&mut self, id: AnnotationId, from: &Field, to: &Field) -> Result<(), EditError> {
        let own = self.known(id)?;
        let mut changed = own.clone();
        let was = to.clone().swap_into(&mut changed).ok_or(EditError::WrongField(own.kind()))?;
        if was != *from {
            return Err(stale(own));
        }
        self.check(&changed)?;
        self.put(changed);
        Ok(())
    }

    fn change_evidence(
        &mut self,
        claim: AnnotationId,
        at: usize,
        from: Option<&Evidence>,
        to: Option<&Evidence>,
    ) -> Result<(), EditError> {
        let own = self.known(claim)?;
        let mut changed = own.clone();
        let Body::Claim(record) = &mut changed.body else {
            return Err(EditError::WrongField(own.kind()));
        };
        let known = record.evidence.get(at);
        if from.is_some() && known != from {
            return Err(known.map_or(EditError::UnknownEvidence(claim, at), |_| stale(own)));
        }
        if at > record.evidence.len() {
            return Err(EditError::UnknownEvidence(claim, at));
        }
        if let Some(new) = to {
            let others =
                record.evidence.iter().enumerate().filter(|(place, _)| from.is_none() || *place != at);
            if others.map(|(_, evidence)| evidence.id).any(|id| id == new.id) {
                return Err(EditError::DuplicateEvidence(new.id));
            }
        }
        record.evidence.splice(at..at + usize::from(from.is_some()), to.cloned());
        self.put(changed);
        Ok(())
    }

    pub(super) fn known(&self, id: AnnotationId) -> Result<&Annotation, EditError> {
        self.annotation(id).ok_or(EditError::UnknownAnnotation(id))
    }

    /// What an annotation is, whether or not it has a place.
    fn kind_of(&self, id: AnnotationId) -> Result<AnnotationKind, EditError> {
        let orphan = || self.orphan(id).map(|orphan| &orphan.annotation);
        let annotation = self.annotation(id).or_else(orphan).ok_or(EditError::UnknownAnnotation(id))?;
        Ok(annotation.kind())
    }

    /// Takes up an annotation, in the place of the one of this id where there is one.
    pub(super) fn put(&mut self, changed: Annotation) {
        if let Some(own) = self.annotations.get(&changed.id) {
            self.index.remove(own);
        }
        let changed = Arc::new(changed);
        self.index.insert(&changed);
        self.annotations.insert(changed.id, changed);
    }

    /// Holds an annotation against the article and the other records, as is done when it comes in.
    pub fn check(&self, annotation: &Annotation) -> Result<(), EditError> {
        let outside = |span: &Span| !span.fits(self.text());
        if let Some(span) = annotation.spans.iter().find(outside) {
            return Err(EditError::SpanOutside(span));
        }
        if let Body::Quote(quote) = &annotation.body
            && let Some(span) = [quote.cue, quote.source].into_iter().flatten().find(outside)
        {
            return Err(EditError::SpanOutside(span));
        }
        if let Some(review) = &annotation.review
            && let Some(span) = review.was.spans.iter().find(|span| !span.fits(&review.was.text))
        {
            return Err(EditError::SpanOutside(span));
        }
        self.check_links(annotation)
    }

    pub(super) fn check_orphan(&self, orphan: &Orphan) -> Result<(), EditError> {
        if !orphan.is_whole() {
            return Err(EditError::SpanOutside(orphan.annotation.spans.hull()));
        }
        self.check_links(&orphan.annotation)
    }

    fn check_links(&self, annotation: &Annotation) -> Result<(), EditError> {
        let unknown = |entity: &EntityId| !self.entities.contains(entity);
        if let Some(entity) = annotation.entities().into_iter().find(unknown) {
            return Err(EditError::UnknownEntity(entity));
        }
        if let Some(claim) = annotation.claim() {
            let mut ids = BTreeSet::new();
            if let Some(twice) = claim.evidence.iter().find(|evidence| !ids.insert(evidence.id)) {
                return Err(EditError::DuplicateEvidence(twice.id));
            }
        }
        if let Body::Claim(claim) = &annotation.body
            && let Some(Claimant::Quote(quote)) = claim.claimant
            && self.kind_of(quote)? != AnnotationKind::Quote
        {
            return Err(EditError::NotAQuote(quote));
        }
        Ok(())
    }
}

/// The records by id, if no two share one.
fn each_once<Id: Copy + Ord, T>(
    records: impl IntoIterator<Item = (Id, T)>,
    twice: impl Fn(Id) -> EditError,
) -> Result<Sorted<Id, T>, EditError> {
    let mut all: Vec<(Id, T)> = records.into_iter().collect();
    all.sort_by_key(|(id, _)| *id);
    let mut pairs = all.iter().zip(all.iter().skip(1));
    match pairs.find(|((one, _), (next, _))| one == next) {
        Some(((id, _), _)) => Err(twice(*id)),
        None => Ok(all.into_iter().collect()),
    }
}

/// What a document keeps beside what is said about its text of today.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// Earlier revisions, oldest first.
    pub drafts: Vec<Draft>,
    /// Annotations that have lost their place.
    pub orphans: Vec<Orphan>,
    /// What was proposed and rejected.
    pub rejections: Vec<Rejection>,
}

pub(super) fn stale(annotation: &Annotation) -> EditError {
    let kind = annotation.kind().label().to_lowercase();
    EditError::Stale(format!("{kind} {}", annotation.id))
}
