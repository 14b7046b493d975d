//! What the screen sends: input, already understood.

use std::path::PathBuf;

use crate::model::{AnnotationId, BlockKind, Entity, EntityId, Field, TagId};
use crate::text::Span;

use super::command::Command;
use super::desk::claims::{Arrangement, TableFilter};
use super::desk::coverage::Shown;
use super::desk::timeline::StepFilter;
use super::desk::{Bulk, DeskView};
use super::editing::Writing;
use super::filter::{Filter, Pane};
use super::find::FindInput;
use super::flow::{FlowInput, SourceForm};
use super::suggest::SuggestInput;

/// Something the user did.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Called a command by key, menu, button or palette.
    Command(Command),
    /// Put the caret somewhere; with `extend` the selection grows to there.
    PutCaret {
        /// Byte offset, snapped to a grapheme boundary.
        at: usize,
        /// Keep the other end of the selection.
        extend: bool,
    },
    /// Selected these words.
    Select(Span),
    /// Moved the caret.
    Move {
        /// Where to.
        motion: Motion,
        /// Keep the other end of the selection.
        extend: bool,
    },
    /// Moved an end of the selected annotation by a character (by words it is a command).
    NudgeEnd {
        /// The start instead of the end.
        start: bool,
        /// Towards the end of the text.
        on: bool,
    },
    /// Chose an annotation; with `reveal` the text scrolls to it.
    ShowAnnotation {
        /// Which.
        id: AnnotationId,
        /// Scroll the article to it.
        reveal: bool,
    },
    /// Chose an entity.
    ShowEntity(EntityId),
    /// Jumped to a place in the text, and works on there.
    GoTo(usize),
    /// Looks at a place in the text without leaving the list.
    Reveal(usize),
    /// Applied a house tag to the selection or the selected passage.
    ApplyTag(TagId),
    /// Pressed a number key.
    ApplyTagKey(char),
    /// Changed a field of an annotation.
    SetField {
        /// Whose.
        id: AnnotationId,
        /// The new value.
        field: Field,
    },
    /// Changed an entity; the id tells which.
    SetEntity(Box<Entity>),
    /// Wrote in the text, in the mode for it.
    Write(Writing),
    /// Left a text field: the next change is a step of its own.
    EndTyping,
    /// Opened the form of one piece of evidence.
    EditEvidence {
        /// Whose.
        claim: AnnotationId,
        /// Its place.
        at: usize,
    },
    /// Removed a piece of evidence.
    RemoveEvidence {
        /// Whose.
        claim: AnnotationId,
        /// Its place.
        at: usize,
    },
    /// Said what part a block plays.
    SetBlockKind {
        /// Its index.
        block: usize,
        /// Its part.
        kind: BlockKind,
    },
    /// Pasted text where nothing is written: a new article.
    PasteArticle(String),
    /// Chose a list on the right.
    SetPane(Pane),
    /// Changed what a list shows.
    SetFilter(Filter),
    /// Did something in the find bar or its list.
    Find(FindInput),
    /// Did something with suggestions.
    Suggest(SuggestInput),
    /// Did something in the open flow.
    Flow(FlowInput),
    /// Typed in the source form.
    ChangeSource(Box<SourceForm>),
    /// Opened a view of the desk, or closed it where it was open.
    ToggleDesk(DeskView),
    /// Went back to the article.
    LeaveDesk,
    /// Changed what the checklist of the text shows.
    ShowInChecklist(Shown),
    /// Changed which steps of the history are shown.
    FilterSteps(StepFilter),
    /// Chose a step of the history, by its place.
    ShowStep(usize),
    /// Brought everything back to how it was after the step at this place of the history.
    GoBackTo(usize),
    /// Chose two revisions to compare, by their numbers.
    ChooseRevisions(usize, usize),
    /// Chose a change between them, by its place.
    ShowChange(usize),
    /// Arranged the table of claims anew.
    Arrange(Arrangement),
    /// Changed which claims the table shows.
    FilterClaims(Filter),
    /// Changed of whom and till when the table shows claims.
    FilterTable(TableFilter),
    /// Picked claims for a change of many, or unpicked them.
    Pick {
        /// Which.
        ids: Vec<AnnotationId>,
        /// Pick them.
        on: bool,
    },
    /// Changed many claims at once.
    ChangeMany {
        /// Which.
        ids: Vec<AnnotationId>,
        /// How.
        change: Bulk,
    },
    /// Opened a file by name.
    OpenPath(PathBuf),
    /// Changed how wide or open the panels are.
    ResizePanels(PanelSizes),
    /// Read the notices.
    DismissNotice,
}

/// Sizes of the panels, points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanelSizes {
    /// Width of the outline.
    pub left: f32,
    /// Width of the panes.
    pub right: f32,
    /// Height of the inspector.
    pub inspector: f32,
}

/// Where the caret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// To the next word boundary.
    WordOn,
    /// To the previous word boundary.
    WordBack,
    /// A grapheme on.
    CharOn,
    /// A grapheme back.
    CharBack,
    /// To the start of the next block.
    BlockOn,
    /// To the start of the block, or of the one before.
    BlockBack,
    /// To the start of the block.
    BlockStart,
    /// To the end of the block.
    BlockEnd,
    /// To the start of the article.
    Top,
    /// To its end.
    Bottom,
}
