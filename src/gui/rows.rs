//! Which entities and annotations the open list shows, kept up with each step.
//!
//! A list is made a part at a time, so that no frame is late. Until a filter is through, the rows of
//! before stay; of another list the rows found so far are shown. A step moves the few rows it is
//! about and leaves the others alone.

use std::cmp::{Ordering, Reverse};

use crate::model::{Annotation, AnnotationId, AnnotationKind, Document, Entity, EntityId};
use crate::session::{Changes, Filter, Pane, Session};

/// So many rows are held against a filter in one frame.
const AT_ONCE: usize = 3000;
/// So many rows are taken up in one frame where no filter asks what they say.
const UNASKED_AT_ONCE: usize = 50_000;
/// A step about more rows than this has the list made anew.
const MOST_MOVED: usize = 40;

/// The rows of the open list, in order.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    key: Option<(Pane, Filter)>,
    revision: u64,
    /// The entities shown, most mentioned first; only for [`Pane::Entities`].
    pub entities: Vec<EntityId>,
    /// The annotations shown, in reading order; only for the other panes.
    pub annotations: Vec<AnnotationId>,
    /// How many there are without the filter.
    pub n_unfiltered: usize,
    /// All entities, most mentioned first; not worked out before their list is opened.
    ranked: Option<Vec<EntityId>>,
    making: Option<Making>,
}

/// A list on its way.
#[derive(Clone, Debug, Default)]
struct Making {
    /// Place among the ranked entities to go on from.
    entity: usize,
    /// The annotation to go on behind.
    behind: Option<AnnotationId>,
    entities: Vec<EntityId>,
    annotations: Vec<AnnotationId>,
    /// Whether its rows are shown as they are found, there being none of before.
    is_first: bool,
}

impl Rows {
    /// Brings the rows up to date; says whether there is more to do in the next frame.
    pub fn refresh(&mut self, session: &Session) -> bool {
        let wanted = (session.view().pane, session.filter());
        let is_same = self.key.as_ref().is_some_and(|(pane, filter)| (*pane, filter) == wanted);
        if is_same && self.revision == session.revision() && self.making.is_none() {
            return false;
        }
        let changes = session.changes_since(self.revision);
        if !is_same || self.revision != session.revision() {
            self.take_up(session, is_same, changes);
        }
        self.go_on(session);
        self.making.is_some()
    }

    /// Whether there is more to do in the next frame.
    pub fn is_making(&self) -> bool {
        self.making.is_some()
    }

    fn take_up(&mut self, session: &Session, is_same: bool, changes: Option<Changes>) {
        let (pane, filter) = (session.view().pane, session.filter());
        let is_other_pane = self.key.as_ref().is_none_or(|(own, _)| *own != pane);
        self.ranked = match (self.ranked.take(), &changes) {
            (Some(ranked), Some(changes)) if changes.entities.len() <= MOST_MOVED => {
                Some(rank_again(ranked, session.document(), changes))
            }
            _ => (pane == Pane::Entities).then(|| ranked(session.document())),
        };
        let is_first = is_other_pane || changes.is_none();
        let few = changes.filter(|changes| changes.annotations.len() + changes.entities.len() <= MOST_MOVED);
        self.key = Some((pane, filter.clone()));
        self.revision = session.revision();
        self.n_unfiltered = match pane {
            Pane::Entities => session.document().entities().len(),
            pane => kind_of(pane).map_or(0, |kind| session.document().index().count_of_kind(kind)),
        };
        match few {
            // A name may be what a filter looks for in other rows.
            Some(changes) if is_same && self.making.is_none() && (!changes.renames || filter.is_open()) => {
                self.move_rows(session, &changes);
            }
            _ => {
                let is_first = is_first || self.making.as_ref().is_some_and(|making| making.is_first);
                if is_first {
                    self.entities.clear();
                    self.annotations.clear();
                }
                self.making = Some(Making { is_first, ..Making::default() });
            }
        }
    }

    /// Moves the rows of these changes.
    fn move_rows(&mut self, session: &Session, changes: &Changes) {
        let (document, mut sieve) = (session.document(), session.filter().sieve());
        if session.view().pane == Pane::Entities {
            for id in &changes.entities {
                take_out(&mut self.entities, id);
            }
            let entities = changes.entities.iter().filter_map(|id| document.entity(*id));
            for entity in entities.filter(|entity| sieve.admits_entity(entity)) {
                insert_entity(&mut self.entities, document, entity);
            }
            return;
        }
        let Some(kind) = kind_of(session.view().pane) else { return };
        for id in &changes.annotations {
            take_out(&mut self.annotations, id);
        }
        let annotations = changes.annotations.iter().filter_map(|id| document.annotation(*id));
        for annotation in annotations.filter(|annotation| annotation.kind() == kind) {
            if sieve.admits(annotation, document, session.schema()) {
                let is_before = |id: &AnnotationId| {
                    document.annotation(*id).is_some_and(|own| place(own) < place(annotation))
                };
                let at = self.annotations.partition_point(is_before);
                self.annotations.insert(at, annotation.id);
            }
        }
    }

    /// Goes on with the list on its way.
    fn go_on(&mut self, session: &Session) {
        let Some(mut making) = self.making.take() else { return };
        let (document, filter) = (session.document(), session.filter());
        let mut sieve = filter.sieve();
        let at_once = if filter.is_open() { UNASKED_AT_ONCE } else { AT_ONCE };
        let is_done = if session.view().pane == Pane::Entities {
            let all = self.ranked.get_or_insert_with(|| ranked(document));
            let rest = all.get(making.entity..).unwrap_or_default();
            let part = rest.iter().take(at_once);
            let shown =
                part.filter(|id| document.entity(**id).is_some_and(|entity| sieve.admits_entity(entity)));
            making.entities.extend(shown);
            making.entity = making.entity.saturating_add(at_once);
            making.entity >= all.len()
        } else if let Some(kind) = kind_of(session.view().pane) {
            let behind = making.behind.and_then(|id| document.annotation(id));
            let mut n_seen = 0;
            for id in document.index().of_kind_behind(kind, behind).take(at_once) {
                n_seen += 1;
                making.behind = Some(id);
                let mut admits = |own| sieve.admits(own, document, session.schema());
                if filter.is_open() || document.annotation(id).is_some_and(&mut admits) {
                    making.annotations.push(id);
                }
            }
            n_seen < at_once
        } else {
            true
        };
        if making.is_first {
            self.entities.append(&mut making.entities);
            self.annotations.append(&mut making.annotations);
        } else if is_done {
            self.entities = std::mem::take(&mut making.entities);
            self.annotations = std::mem::take(&mut making.annotations);
        }
        self.making = (!is_done).then_some(making);
    }
}

/// Puts the entities of these changes into their places among all.
fn rank_again(mut ranked: Vec<EntityId>, document: &Document, changes: &Changes) -> Vec<EntityId> {
    for id in &changes.entities {
        take_out(&mut ranked, id);
    }
    for entity in changes.entities.iter().filter_map(|id| document.entity(*id)) {
        insert_entity(&mut ranked, document, entity);
    }
    ranked
}

fn take_out<T: PartialEq>(rows: &mut Vec<T>, id: &T) {
    if let Some(at) = rows.iter().position(|own| own == id) {
        rows.remove(at);
    }
}

/// Place of an annotation in reading order, as the index has it.
fn place(annotation: &Annotation) -> (usize, Reverse<usize>, AnnotationId) {
    let hull = annotation.spans.hull();
    (hull.start(), Reverse(hull.end()), annotation.id)
}

/// The order of the entities: most mentioned first, then by name.
fn rank(document: &Document, one: &Entity, other: &Entity) -> Ordering {
    let count = |entity: &Entity| document.index().count_mentions_of(entity.id);
    count(other).cmp(&count(one)).then_with(|| (&one.name, one.id).cmp(&(&other.name, other.id)))
}

fn insert_entity(rows: &mut Vec<EntityId>, document: &Document, entity: &Entity) {
    let is_before =
        |id: &EntityId| document.entity(*id).is_some_and(|own| rank(document, own, entity) == Ordering::Less);
    let at = rows.partition_point(is_before);
    rows.insert(at, entity.id);
}

fn ranked(document: &Document) -> Vec<EntityId> {
    let index = document.index();
    let mut all: Vec<(Reverse<usize>, &str, EntityId)> = document
        .entities()
        .map(|entity| (Reverse(index.count_mentions_of(entity.id)), entity.name.as_str(), entity.id))
        .collect();
    all.sort_unstable();
    all.into_iter().map(|(_, _, id)| id).collect()
}

/// What a pane other than the entities lists; none for suggestions, which are no annotations.
fn kind_of(pane: Pane) -> Option<AnnotationKind> {
    match pane {
        Pane::Entities => Some(AnnotationKind::Mention),
        Pane::Quotes => Some(AnnotationKind::Quote),
        Pane::Claims => Some(AnnotationKind::Claim),
        Pane::Passages => Some(AnnotationKind::Passage),
        Pane::Suggestions => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::gui::bench::made;
    use crate::session::outside::load_schema;
    use crate::session::{Action, Ambient, Command};
    use crate::storage::{Settings, new_id, now, today};
    use crate::text::Span;

    fn session(n_bytes: usize, n_annotations: usize) -> Session {
        let document = made(n_bytes, n_annotations).unwrap();
        Session::new(document, "a.txt", Settings::test(), load_schema(None).0, Ambient { now, today, new_id })
    }

    fn shown(rows: &Rows) -> (Vec<EntityId>, Vec<AnnotationId>, usize) {
        (rows.entities.clone(), rows.annotations.clone(), rows.n_unfiltered)
    }

    fn filtered(session: &mut Session, words: &str) {
        let filter = Filter { text: words.to_owned(), ..session.filter().clone() };
        session.update(Action::SetFilter(filter));
    }

    #[test]
    fn a_filter_over_many_rows_takes_several_frames_and_the_old_rows_stay_till_then() {
        let mut session = session(200_000, 60_000);
        session.update(Action::SetPane(Pane::Claims));
        let mut rows = Rows::default();
        rows.refresh(&session);
        assert_eq!(rows.annotations.len(), 15_000);
        filtered(&mut session, "finance ministry");
        assert!(rows.refresh(&session));
        assert_eq!(rows.annotations.len(), 15_000, "not through yet");
        let n_frames = 1 + std::iter::from_fn(|| rows.refresh(&session).then_some(())).count();
        assert!((3..8).contains(&n_frames), "{n_frames}");
        assert!(!rows.annotations.is_empty() && rows.annotations.len() < 15_000);
        let fresh = {
            let mut fresh = Rows::default();
            while fresh.refresh(&session) {}
            fresh
        };
        assert_eq!(shown(&rows), shown(&fresh));
    }

    #[test]
    fn another_list_shows_what_is_found_while_the_rest_is_looked_through() {
        let mut session = session(200_000, 60_000);
        let mut rows = Rows::default();
        rows.refresh(&session);
        session.update(Action::SetPane(Pane::Claims));
        filtered(&mut session, "finance ministry");
        assert!(rows.refresh(&session), "not through yet");
        let n_first = rows.annotations.len();
        assert!(n_first > 0, "the first rows are there at once");
        while rows.refresh(&session) {}
        assert!(rows.annotations.len() > n_first);
    }

    #[test]
    fn a_step_in_the_middle_of_a_list_on_its_way_begins_it_anew_and_doubles_nothing() {
        let mut session = session(200_000, 60_000);
        session.update(Action::SetPane(Pane::Claims));
        filtered(&mut session, "finance ministry");
        let mut rows = Rows::default();
        assert!(rows.refresh(&session));
        let text = session.document().text();
        let (start, end) = (text.floor_char_boundary(400), text.floor_char_boundary(460));
        session.update(Action::Select(Span::new(text, start, end).unwrap()));
        session.update(Action::Command(Command::TagClaim));
        while rows.refresh(&session) {}
        let mut fresh = Rows::default();
        while fresh.refresh(&session) {}
        assert_eq!(shown(&rows), shown(&fresh));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn rows_kept_up_step_by_step_are_the_rows_made_anew(
            steps in prop::collection::vec((0..8_u8, 0..2500_usize, 1..60_usize), 1..25),
            pane in prop::sample::select(Pane::ALL.to_vec()),
            words in prop::sample::select(vec!["", "harbour", "the"]),
        ) {
            let mut session = session(3000, 60);
            session.update(Action::SetPane(pane));
            filtered(&mut session, words);
            let mut rows = Rows::default();
            while rows.refresh(&session) {}
            for (kind, at, len) in steps {
                let text = session.document().text();
                let (start, end) = (text.floor_char_boundary(at), text.floor_char_boundary(at + len));
                if let Ok(span) = Span::new(text, start, end) {
                    session.update(Action::Select(span));
                }
                let command = match kind {
                    0 => Command::TagClaim,
                    1 => Command::Undo,
                    2 => Command::Redo,
                    3 => Command::Delete,
                    4 => Command::EndOn,
                    5 => Command::NextAnnotation,
                    _ => Command::SplitEntity,
                };
                if kind == 6 { session.update(Action::ApplyTagKey('1')); }
                session.update(Action::Command(command));
                session.update(Action::SetPane(pane));
                while rows.refresh(&session) {}
                let mut fresh = Rows::default();
                while fresh.refresh(&session) {}
                prop_assert_eq!(shown(&rows), shown(&fresh));
            }
        }
    }
}
