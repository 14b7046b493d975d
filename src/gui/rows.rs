//! Which entities and annotations the open list shows, worked out once a change.

use crate::model::{AnnotationId, AnnotationKind, EntityId};
use crate::session::{Filter, Pane, Session};

/// The rows of the open list, in order. Rebuilt only when document, list or filter change.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    key: Option<(u64, Pane, Filter)>,
    /// The entities shown, most mentioned first; only for [`Pane::Entities`].
    pub entities: Vec<EntityId>,
    /// The annotations shown, in reading order; only for the other panes.
    pub annotations: Vec<AnnotationId>,
    /// How many there are without the filter.
    pub n_unfiltered: usize,
}

impl Rows {
    /// Brings the rows up to date.
    pub fn refresh(&mut self, session: &Session) {
        let key = (session.revision(), session.view().pane, session.filter().clone());
        if self.key.as_ref() == Some(&key) {
            return;
        }
        let document = session.document();
        self.entities.clear();
        self.annotations.clear();
        match session.view().pane {
            Pane::Entities => {
                let shown = document.entities().filter(|entity| key.2.admits_entity(entity));
                let index = document.index();
                let mut shown: Vec<_> =
                    shown.map(|entity| (index.count_mentions_of(entity.id), entity)).collect();
                shown.sort_by(|(a_count, a), (b_count, b)| {
                    b_count.cmp(a_count).then_with(|| a.name.cmp(&b.name))
                });
                self.entities = shown.into_iter().map(|(_, entity)| entity.id).collect();
                self.n_unfiltered = document.entities().len();
            }
            pane => {
                let kind = kind_of(pane);
                let all = document.index().of_kind(kind);
                self.annotations = if key.2.is_open() {
                    all.collect()
                } else {
                    let shown = all.filter_map(|id| document.annotation(id));
                    let shown = shown.filter(|shown| key.2.admits(shown, document, session.schema()));
                    shown.map(|annotation| annotation.id).collect()
                };
                self.n_unfiltered = document.index().count_of_kind(kind);
            }
        }
        self.key = Some(key);
    }
}

/// What a pane other than the entities lists.
fn kind_of(pane: Pane) -> AnnotationKind {
    match pane {
        Pane::Entities => AnnotationKind::Mention,
        Pane::Quotes => AnnotationKind::Quote,
        Pane::Claims => AnnotationKind::Claim,
        Pane::Passages => AnnotationKind::Passage,
    }
}
