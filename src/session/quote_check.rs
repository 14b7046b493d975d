//! Quotes whose words changed since they were checked: confirmed for the new words, or opened again.

use crate::model::workflow;
use crate::model::{AnnotationId, Edit, QuoteCheck};

use super::desk::Bulk;
use super::state::Session;
use super::tag::short;

impl Session {
    /// Confirms the selected quote whose words changed since it was checked; else agrees to the
    /// verdict on the claim meant.
    pub(super) fn agree_here(&mut self) {
        match self.changed_quote() {
            _ if self.has_picked() => self.change_picked(Bulk::Agree),
            Some((id, check)) => self.check_quote(id, check, "Confirm the check of"),
            None => self.with_claim(Self::agree),
        }
    }

    /// Opens the selected quote whose words changed since it was checked; else the claim meant.
    pub(super) fn reopen_here(&mut self) {
        match self.changed_quote() {
            _ if self.has_picked() => self.change_picked(Bulk::Reopen),
            Some((id, _)) => self.check_quote(id, QuoteCheck::NotChecked, "Reopen"),
            None => self.with_claim(Self::reopen),
        }
    }

    fn changed_quote(&self) -> Option<(AnnotationId, QuoteCheck)> {
        let annotation = self.selected()?;
        let quote = annotation.quote()?;
        quote.has_changed(&self.document.words_of(annotation)).then_some((annotation.id, quote.check))
    }

    fn check_quote(&mut self, id: AnnotationId, check: QuoteCheck, what: &str) {
        let words = self.document.annotation(id).map(|quote| self.document.words_of(quote));
        let words = words.unwrap_or_default();
        let edits = self.edits_of(id, workflow::check_quote(check, &words));
        self.perform(format!("{what} “{}”", short(&words)), Edit::Batch(edits));
    }
}
