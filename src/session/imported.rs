//! Articles that come from other programs: their comments, and what to ask about them.

use std::path::PathBuf;

use crate::ingest::{Candidate, Comment};
use crate::model::{Annotation, AnnotationId, Body, Document, Edit, Extra, Passage, Schema, Step, TagId};
use crate::text::Spans;

use super::flow::{Act, Answer};
use super::state::{Ambient, Session};

/// The house tag for comments of other programs; the first tag of a house that has none such.
const COMMENT_TAG: &str = "comment";
/// The tag where the house has no tags at all.
const BARE_TAG: &str = "check";

/// What came with an article that is not a file of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The file.
    pub path: PathBuf,
    /// Comments that other people made on it.
    pub comments: Vec<Comment>,
    /// Encodings its text may be in, the one used first; empty where there is no doubt.
    pub doubt: Vec<Candidate>,
}

/// Puts `comments` into `document` as passages, each with its author's name, as one step by `who`.
pub fn add_comments(
    document: &mut Document,
    comments: &[Comment],
    schema: &Schema,
    who: &str,
    ambient: &Ambient,
) {
    let own = schema.tags.iter().find(|tag| tag.id.0 == COMMENT_TAG).or(schema.tags.first());
    let tag = own.map_or_else(|| TagId(BARE_TAG.to_owned()), |tag| tag.id.clone());
    let passage = |comment: &Comment| {
        let body = Body::Passage(Passage { tag: tag.clone() });
        let id = AnnotationId((ambient.new_id)());
        let passage = Annotation::new(id, Spans::one(comment.span), body);
        Edit::AddAnnotation(Box::new(Annotation { comment: signed(comment), ..passage }))
    };
    let edits: Vec<Edit> = comments.iter().map(passage).collect();
    if edits.is_empty() {
        return;
    }
    let what = match edits.len() {
        1 => "Import 1 comment".to_owned(),
        n_comments => format!("Import {n_comments} comments"),
    };
    let step =
        Step { at: (ambient.now)(), by: who.to_owned(), what, edit: Edit::Batch(edits), extra: Extra::new() };
    let added = document.perform(step);
    debug_assert!(added.is_ok(), "fresh ids on spans of this text: {added:?}");
}

/// "Ana Lind, 3 November 2025: Is this so?"
fn signed(comment: &Comment) -> String {
    let day = comment.date.split('T').next().unwrap_or_default().trim();
    let who: Vec<&str> = [comment.author.trim(), day].into_iter().filter(|part| !part.is_empty()).collect();
    match (who.is_empty(), comment.words.trim()) {
        (true, words) => words.to_owned(),
        (false, "") => who.join(", "),
        (false, words) => format!("{}: {words}", who.join(", ")),
    }
}

impl Session {
    /// Takes up what came with an article: comments, and the question which encoding it is in.
    pub(super) fn take_import(&mut self, import: &Import) {
        let (who, ambient) = (self.person().to_owned(), self.ambient);
        add_comments(&mut self.document, &import.comments, &self.schema, &who, &ambient);
        let (Some(used), true) = (import.doubt.first(), import.doubt.len() > 1) else { return };
        let mut answers = vec![Answer { label: labelled(used), act: Act::Nothing }];
        answers.extend(import.doubt.iter().skip(1).map(|other| {
            let act = Act::OpenAs { path: import.path.clone(), encoding: other.name.clone() };
            Answer { label: labelled(other), act }
        }));
        self.ask_when_free(
            "Which line reads right?",
            "The file does not say which encoding its accented letters are in.".to_owned(),
            answers,
        );
    }
}

fn labelled(candidate: &Candidate) -> String {
    format!("{}  ({})", candidate.preview, candidate.name)
}
