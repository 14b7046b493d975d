//! How a document takes a changed text, and annotations without a place.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::text::Span;

use super::document::stale;
use super::{Annotation, AnnotationId, Article, Body, Document, EditError, Orphan, TextChange};

impl Document {
    pub(super) fn change_text(&mut self, change: &TextChange) -> Result<(), EditError> {
        let stale = || EditError::Stale("the text".into());
        let after: Arc<str> = change.applied_to(self.text()).ok_or_else(stale)?.into();
        let blocks = change.blocks_after(self.article.blocks()).ok_or_else(stale)?;
        let mut article =
            Article::new(Arc::clone(&after), blocks, self.article.meta.clone()).ok_or_else(stale)?;
        article.extra.clone_from(&self.article.extra);
        let inverse = change.inverse();
        let (start, end, growth) = (change.start(), change.end(), change.growth());
        let mut changed: Vec<Arc<Annotation>> = Vec::new();
        let near = self.index.overlapping(start, end).into_iter().map(|(_, _, id)| id);
        let near: BTreeSet<AnnotationId> = near.chain(self.index.spread()).collect();
        for annotation in near.iter().filter_map(|id| self.annotations.get(id)) {
            let (first, last) = reach(annotation);
            if last <= start || first >= end {
                continue;
            }
            let carried = change.carried_annotation(annotation, &after);
            let carried = carried.ok_or(EditError::TextUnder(annotation.id))?;
            let back = inverse.carried_annotation(&carried, self.article.text());
            if back.as_ref() != Some(annotation.as_ref()) {
                return Err(EditError::TextUnder(annotation.id));
            }
            changed.push(Arc::new(carried));
        }
        for carried in &changed {
            if let Some(own) = self.annotations.get(&carried.id) {
                self.index.remove(own);
            }
        }
        if growth != 0 {
            self.move_behind(end, growth);
            self.index.shift(end, growth);
        }
        for carried in changed {
            self.index.insert(&carried);
            self.annotations.insert(carried.id, carried);
        }
        self.article = article;
        Ok(())
    }

    /// Moves the annotations that stand behind byte `from`, with all they point at, along with the text.
    fn move_behind(&mut self, from: usize, by: isize) {
        // Most that begin behind it point nowhere before it; to know that of a quote takes a closer look.
        let begins_behind = |own: &Arc<Annotation>| own.spans.first().start() >= from;
        self.annotations.change_values(begins_behind, |annotation| {
            if reach(annotation).0 < from {
                return;
            }
            let annotation = Arc::make_mut(annotation);
            annotation.spans.move_along(by);
            if let Body::Quote(quote) = &mut annotation.body {
                for span in [&mut quote.cue, &mut quote.source].into_iter().flatten() {
                    *span = span.moved_along(by).unwrap_or(*span);
                }
            }
        });
    }

    pub(super) fn lose(&mut self, annotation: &Annotation, orphan: &Orphan) -> Result<(), EditError> {
        let own = self.known(annotation.id)?;
        if own != annotation {
            return Err(stale(own));
        }
        expect_same(annotation, orphan)?;
        self.check_orphan(orphan)?;
        self.index.remove(annotation);
        self.annotations.remove(&annotation.id);
        self.orphans.insert(annotation.id, Arc::new(orphan.clone()));
        Ok(())
    }

    pub(super) fn recover(&mut self, orphan: &Orphan, annotation: &Annotation) -> Result<(), EditError> {
        self.expect_orphan(orphan)?;
        expect_same(annotation, orphan)?;
        self.check(annotation)?;
        self.orphans.remove(&annotation.id);
        self.put(annotation.clone());
        Ok(())
    }

    pub(super) fn change_orphan(&mut self, from: &Orphan, to: &Orphan) -> Result<(), EditError> {
        self.expect_orphan(from)?;
        expect_same(&to.annotation, from)?;
        self.check_orphan(to)?;
        self.orphans.insert(to.annotation.id, Arc::new(to.clone()));
        Ok(())
    }

    fn expect_orphan(&self, expected: &Orphan) -> Result<(), EditError> {
        let id = expected.annotation.id;
        match self.orphan(id) {
            None => Err(EditError::UnknownOrphan(id)),
            Some(own) if own != expected => Err(stale(&own.annotation)),
            Some(_) => Ok(()),
        }
    }
}

/// From where to where in the text an annotation points, cue and source of a quote included.
fn reach(annotation: &Annotation) -> (usize, usize) {
    let parts = annotation.quote().into_iter().flat_map(|quote| [quote.cue, quote.source]).flatten();
    let hull = parts.fold(annotation.spans.hull(), Span::hull);
    (hull.start(), hull.end())
}

/// An annotation with and without its place is the same one of the same kind.
fn expect_same(annotation: &Annotation, orphan: &Orphan) -> Result<(), EditError> {
    if annotation.id != orphan.annotation.id || annotation.kind() != orphan.annotation.kind() {
        return Err(EditError::UnknownOrphan(annotation.id));
    }
    Ok(())
}
