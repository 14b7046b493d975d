//! The last steps, for what follows the document without looking at all of it.

use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Annotation, AnnotationId, Edit, EntityId, Field, Step};
use crate::text::Spans;

use super::state::Session;

/// So many steps are remembered; what lags further behind starts anew.
const KEPT: usize = 64;

/// The last steps, each with the revision it led to.
#[derive(Clone, Debug, Default)]
pub(super) struct Recent(VecDeque<(u64, Arc<Step>)>);

impl Recent {
    pub(super) fn push(&mut self, revision: u64, step: Arc<Step>) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back((revision, step));
    }
}

/// More annotations than this are looked at anew all together rather than one by one.
const MOST_CHANGED: usize = 512;

/// What some steps have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Annotations that came, went or say something else.
    pub annotations: BTreeSet<AnnotationId>,
    /// Entities that came, went, are called otherwise or are mentioned elsewhere.
    pub entities: BTreeSet<EntityId>,
    /// Where annotations that came, went or moved stood and stand, bytes.
    pub places: Vec<Range<usize>>,
    /// Whether the name or type of an entity is another one.
    pub renames: bool,
    /// Whether a mention went, or is of another entity.
    pub mention_gone: bool,
    /// Whether something proposed was rejected, or may be proposed again.
    pub rejections: bool,
}

impl Changes {
    /// Takes up what an edit has changed; false where it reaches further than can be said here.
    fn take(&mut self, edit: &Edit) -> bool {
        match edit {
            Edit::AddEntity(entity) | Edit::RemoveEntity(entity) => {
                self.entities.insert(entity.id);
            }
            Edit::ChangeEntity { to, .. } => {
                self.entities.insert(to.id);
                self.renames = true;
            }
            Edit::AddAnnotation(annotation) => self.take_whole(annotation),
            Edit::RemoveAnnotation(annotation) => {
                self.take_whole(annotation);
                self.mention_gone |= annotation.mention().is_some();
            }
            Edit::Set { id, from, to } => {
                self.annotations.insert(*id);
                match (from, to) {
                    (Field::Spans(from), Field::Spans(to)) => {
                        self.take_places(from);
                        self.take_places(to);
                    }
                    (Field::Entity(from), Field::Entity(to)) => {
                        self.entities.extend([*from, *to]);
                        self.mention_gone = true;
                    }
                    _ => {}
                }
            }
            Edit::Evidence { claim, .. } => {
                self.annotations.insert(*claim);
            }
            Edit::Batch(edits) => return edits.iter().all(|edit| self.take(edit)),
            Edit::BlockKind { .. } | Edit::Meta { .. } => {}
            Edit::Reject(_) | Edit::TakeBackRejection(_) => self.rejections = true,
            Edit::Text(_)
            | Edit::KeepDraft(_)
            | Edit::DropDraft(_)
            | Edit::Lose { .. }
            | Edit::Recover { .. }
            | Edit::ChangeOrphan { .. } => return false,
        }
        true
    }

    fn take_whole(&mut self, annotation: &Annotation) {
        self.annotations.insert(annotation.id);
        self.entities.extend(annotation.mention().map(|mention| mention.entity));
        self.take_places(&annotation.spans);
    }

    fn take_places(&mut self, spans: &Spans) {
        self.places.extend(spans.iter().map(|span| span.start()..span.end()));
    }
}

impl Session {
    /// What has changed since `revision`. None where that is not known, where the text is another
    /// one, or so much that looking at everything anew is no more work.
    pub fn changes_since(&self, revision: u64) -> Option<Changes> {
        let mut changes = Changes::default();
        for step in self.steps_since(revision)? {
            if !changes.take(&step.edit) || changes.annotations.len() > MOST_CHANGED {
                return None;
            }
        }
        Some(changes)
    }

    /// The steps that lead from `revision` to the document as it is, oldest first. None where they
    /// are not known: another document was opened since, or it was too long ago.
    fn steps_since(&self, revision: u64) -> Option<impl Iterator<Item = &Step>> {
        let n_steps = usize::try_from(self.revision.checked_sub(revision)?).ok()?;
        let first = self.recent.0.len().checked_sub(n_steps)?;
        let steps = self.recent.0.range(first..);
        let follow = steps.clone().zip(revision + 1..).all(|((known, _), wanted)| *known == wanted);
        follow.then(|| steps.map(|(_, step)| step.as_ref()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::formats::schema;
    use crate::ingest;
    use crate::model::Document;
    use crate::session::{Action, Ambient, Command};
    use crate::storage::{Settings, new_id, now, today};
    use crate::text::Span;

    fn session() -> Session {
        let document = Document::new(ingest::plain("One two three.", "a.txt").unwrap());
        let schema = schema::read(schema::DEFAULT).unwrap();
        Session::new(document, "a.txt", Settings::test(), schema, Ambient { now, today, new_id })
    }

    #[test]
    fn what_follows_the_document_hears_of_every_step_and_its_undoing() {
        let mut session = session();
        let before = session.revision();
        let span = Span::new(session.document().text(), 4, 7).unwrap();
        session.update(Action::Select(span));
        session.update(Action::Command(Command::TagClaim));
        let id = session.selected().unwrap().id;
        session.update(Action::Command(Command::Undo));
        let changes = session.changes_since(before).unwrap();
        assert_eq!((changes.annotations, changes.places), (BTreeSet::from([id]), vec![4..7, 4..7]));
        assert_eq!(session.changes_since(session.revision()).unwrap(), Changes::default());
    }

    #[test]
    fn what_lags_too_far_behind_starts_anew() {
        let mut session = session();
        let span = Span::new(session.document().text(), 4, 7).unwrap();
        for _ in 0..KEPT {
            session.update(Action::Select(span));
            session.update(Action::Command(Command::TagClaim));
            session.update(Action::Command(Command::Undo));
        }
        assert!(
            session.changes_since(0).is_none() && session.changes_since(session.revision() - 3).is_some()
        );
        assert!(session.changes_since(session.revision() + 1).is_none(), "of another document");
    }
}
