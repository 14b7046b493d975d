//! New questions, replies and corrections of a claim, each with the keyboard in its first field.

use crate::model::{AnnotationId, Claim, ClaimState, Correction, Edit, Field, Query, Reply};

use super::state::Session;
use super::tag::short;

impl Session {
    /// A question with today as the day it was asked; a claim nobody works on yet waits for a source.
    pub(super) fn add_query(&mut self, id: AnnotationId) {
        let query = Query { asked: Some(self.today()), ..Query::default() };
        let add = |claim: &Claim| {
            let queries: Vec<Query> = claim.queries.iter().cloned().chain([query]).collect();
            let waits = matches!(claim.state, ClaimState::Marked | ClaimState::InProgress);
            let name = format!("Question {}: to", queries.len());
            let state = waits.then_some(Field::State(ClaimState::WaitingForSource));
            (std::iter::once(Field::Queries(queries)).chain(state).collect(), name)
        };
        self.add_record(id, "Ask about", add);
    }

    /// Puts the keyboard into the answer to the first open question of the claim meant; where it has
    /// none, to that of the first claim in the story's queue that has.
    pub(super) fn add_answer(&mut self) {
        let open = |session: &Self, id: AnnotationId| {
            session.claim(id).and_then(|claim| claim.queries.iter().position(Query::is_open))
        };
        let here = self.meant_claim().and_then(|id| open(self, id).map(|at| (id, at)));
        let found = here.or_else(|| {
            while self.work_on_story() {}
            let mut waiting = self.story().queue().iter().map(|to_do| to_do.about);
            waiting.find_map(|id| open(self, id).map(|at| (id, at)))
        });
        let Some((id, at)) = found else {
            return self.say("No question is open. Ask one with ?.");
        };
        if Some(id) != self.view.annotation {
            self.show_annotation(id, true);
        }
        self.want_field(format!("Question {}: answer", at + 1));
    }

    pub(super) fn add_reply(&mut self, id: AnnotationId) {
        let reply = Reply { asked: Some(self.today()), ..Reply::default() };
        let add = |claim: &Claim| {
            let replies: Vec<Reply> = claim.replies.iter().cloned().chain([reply]).collect();
            let name = format!("Reply {}: from", replies.len());
            (vec![Field::Criticism(true), Field::Replies(replies)], name)
        };
        self.add_record(id, "Add a reply to", add);
    }

    pub(super) fn add_correction(&mut self, id: AnnotationId) {
        let words = self.document.annotation(id).map(|claim| self.document.words_of(claim));
        let was = words.unwrap_or_default();
        let correction = Correction { published: Some(self.today()), was, ..Correction::default() };
        let add = |claim: &Claim| {
            let corrections: Vec<Correction> =
                claim.corrections.iter().cloned().chain([correction]).collect();
            let name = format!("Correction {}: it says now", corrections.len());
            (vec![Field::Corrections(corrections)], name)
        };
        self.add_record(id, "Correct", add);
    }

    /// Sets the fields that `add` gives for the claim, and puts the keyboard into the field it names.
    fn add_record(&mut self, id: AnnotationId, what: &str, add: impl FnOnce(&Claim) -> (Vec<Field>, String)) {
        let Some(annotation) = self.document.annotation(id) else { return };
        let Some(claim) = annotation.claim() else { return };
        let (fields, name) = add(claim);
        let what = format!("{what} “{}”", short(&self.document.words_of(annotation)));
        let edits = self.edits_of(id, fields);
        if self.perform(what, Edit::Batch(edits)) {
            self.view.annotation = Some(id);
            self.want_field(name);
        }
    }
}
