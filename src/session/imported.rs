//! Articles that come from other programs: their comments, and what to ask about them.

use std::path::PathBuf;

use crate::ingest::{Candidate, Comment};
use crate::model::{
    Annotation, AnnotationId, BlockKind, Body, Document, Edit, Extra, Passage, Schema, Step, TagId,
};
use crate::text::Spans;
use crate::text::counted::counted;

use super::command::Command;
use super::flow::{Act, Answer, Choice, Flow, Purpose};
use super::state::{Ambient, Session};

/// The house tag for comments of other programs; the first tag of a house that has none such.
const COMMENT_TAG: &str = "comment";
/// The tag where the house has no tags at all.
const BARE_TAG: &str = "check";

/// Steps gone through for the part a block played before.
const STEPS_LOOKED_BACK: usize = 1_000;

/// Letters of a preview in an answer; the card has room for some 50 in all.
const LONGEST_PREVIEW: usize = 32;

/// Notes of an import that says no more than what was read and in which encoding.
const USUAL_NOTES: usize = 2;

/// What came with an article that is not a file of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The file.
    pub path: PathBuf,
    /// Comments that other people made on it.
    pub comments: Vec<Comment>,
    /// What the reader should look at.
    pub warnings: Vec<String>,
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
    /// Tells again what the import of the article did.
    pub(super) fn show_import_notes(&mut self) {
        let notes = &self.document.article().meta.import_notes;
        if notes.is_empty() {
            return self.say("This article was not imported from another program's file.");
        }
        let text = notes.join("\n");
        self.ask("What the import did", text, vec![Answer { label: "Go on".to_owned(), act: Act::Nothing }]);
    }

    /// The blocks at the caret or selection become furniture, or text where the caret stands in furniture.
    pub(super) fn toggle_furniture(&mut self) {
        let (start, end) = (self.view.caret.min(self.view.anchor), self.view.caret.max(self.view.anchor));
        let article = self.document.article();
        let at = |offset: usize| article.block_at(offset);
        let (Some(first), Some(last), Some(own)) = (at(start), at(end), at(self.view.caret)) else {
            return self.say("There is no block here.");
        };
        let is_furniture = article.blocks().get(own).is_some_and(|block| block.kind == BlockKind::Furniture);
        let affected = article.blocks().iter().enumerate().skip(first).take(last + 1 - first);
        let affected = affected.filter(|(_, block)| (block.kind == BlockKind::Furniture) == is_furniture);
        let to = |block| if is_furniture { self.part_before(block) } else { BlockKind::Furniture };
        let edits: Vec<Edit> =
            affected.map(|(block, own)| Edit::BlockKind { block, from: own.kind, to: to(block) }).collect();
        let blocks = counted(edits.len(), "block", "blocks");
        let what = if is_furniture { "text" } else { "furniture" };
        if self.perform(format!("Call {blocks} {what}"), Edit::Batch(edits)) {
            let meaning = if is_furniture { "counted again" } else { "left out of coverage and suggestions" };
            self.say(format!("{blocks} called {what}, {meaning}. B takes it back."));
        }
    }

    /// The part a block of furniture played before somebody called it so in this text.
    fn part_before(&self, block: usize) -> BlockKind {
        let steps = self.document.history().iter().rev().take(STEPS_LOOKED_BACK);
        let same_text = steps.map_while(|step| part_in(&step.edit, block).ok());
        let known = same_text.flatten().next();
        known.filter(|kind| *kind != BlockKind::Furniture).unwrap_or(BlockKind::Paragraph)
    }

    /// Asks what part the block at the caret plays.
    pub(super) fn ask_block_part(&mut self) {
        match self.document.article().block_at(self.view.caret) {
            Some(block) => {
                self.open_picker(Purpose::BlockPart(block));
                let now = self.document.article().blocks().get(block).map(|block| Choice::Part(block.kind));
                if let Some(Flow::Picker(picker)) = &mut self.flow {
                    let now = picker.rows.iter().position(|row| Some(&row.choice) == now.as_ref());
                    picker.highlighted = now.unwrap_or_default();
                }
            }
            None => self.say("There is no block here."),
        }
    }

    /// Takes up what came with an article: comments, and the question which encoding it is in.
    pub(super) fn take_import(&mut self, import: &Import) {
        let (who, ambient) = (self.person().to_owned(), self.ambient);
        add_comments(&mut self.document, &import.comments, &self.schema, &who, &ambient);
        let notes = &self.document.article().meta.import_notes;
        if notes.len() > USUAL_NOTES {
            // What should be looked at comes first: the line may be cut.
            let others = notes.iter().filter(|note| !import.warnings.contains(note));
            let told: Vec<&str> = import.warnings.iter().chain(others).map(String::as_str).collect();
            let words =
                format!("{} File, “{}” tells it again.", told.join(" "), Command::ImportNotes.title());
            self.say(words);
        }
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

/// The part that `edit` took from a block to make it furniture; an error where it changed the text, and
/// with it which block is which.
fn part_in(edit: &Edit, block: usize) -> Result<Option<BlockKind>, ()> {
    match edit {
        Edit::Text(_) => Err(()),
        Edit::Batch(edits) => {
            let parts: Result<Vec<_>, ()> = edits.iter().map(|edit| part_in(edit, block)).collect();
            parts.map(|parts| parts.into_iter().rev().flatten().next())
        }
        Edit::BlockKind { block: own, from, to: BlockKind::Furniture } if *own == block => Ok(Some(*from)),
        _ => Ok(None),
    }
}

/// As much of the preview as leaves room for the encoding's name.
fn labelled(candidate: &Candidate) -> String {
    let mut preview: String = candidate.preview.chars().take(LONGEST_PREVIEW).collect();
    if preview.len() < candidate.preview.len() {
        preview.truncate(preview.trim_end().len());
        preview.push('…');
    }
    format!("{preview} ({})", candidate.name)
}
