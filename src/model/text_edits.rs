//! How a document takes a changed text, and annotations without a place.

use std::sync::Arc;

use super::document::stale;
use super::{Annotation, Article, Document, EditError, Orphan, TextChange};

impl Document {
    pub(super) fn change_text(&mut self, change: &TextChange) -> Result<(), EditError> {
        let stale = || EditError::Stale("the text".into());
        if self.article.blocks() != change.from {
            return Err(stale());
        }
        let after = change.applied_to(self.text()).ok_or_else(stale)?;
        let mut article =
            Article::new(after, change.to.clone(), self.article.meta.clone()).ok_or_else(stale)?;
        article.extra.clone_from(&self.article.extra);
        let inverse = change.inverse();
        let mut changed: Vec<Arc<Annotation>> = Vec::new();
        let first = change.splices.first().map_or(usize::MAX, |splice| splice.at);
        for annotation in self.annotations.values() {
            let quote = annotation.quote();
            let ends = quote.into_iter().flat_map(|quote| [quote.cue, quote.source]).flatten();
            if ends.chain([annotation.spans.last()]).all(|span| span.end() <= first) {
                continue;
            }
            let carried = change.carried_annotation(annotation, article.text());
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
        for carried in changed {
            self.index.insert(&carried);
            self.annotations.insert(carried.id, carried);
        }
        self.article = article;
        Ok(())
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

/// An annotation with and without its place is the same one of the same kind.
fn expect_same(annotation: &Annotation, orphan: &Orphan) -> Result<(), EditError> {
    if annotation.id != orphan.annotation.id || annotation.kind() != orphan.annotation.kind() {
        return Err(EditError::UnknownOrphan(annotation.id));
    }
    Ok(())
}
