//! What is open above the article: a picker, a form, a question. One at a time.

use std::path::PathBuf;

use crate::formats::Format;
use crate::model::{
    AnnotationId, BlockKind, ClaimState, Claimant, EntityId, EntityKind, Evidence, TagId, Verdict,
};
use crate::text::anchor::Candidate;
use crate::text::citation::Cited;
use crate::text::{Span, Spans};

use crate::report::{Audience, Kind};

use super::command::Command;
use super::report::ReportForm;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub enum Flow {
    /// A list to choose from.
    Picker(Picker),
    /// Every other place with the same words.
    Occurrences(Occurrences),
    /// Annotations whose place is in doubt.
    Review(ReviewFlow),
    /// A piece of evidence.
    Source(Box<SourceForm>),
    /// A line of text.
    Line(LineForm),
    /// Which report, and what will be in it.
    Report(ReportForm),
    /// A question with a few answers.
    Question(Question),
    /// All keys.
    Help,
}

/// What a picker is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Who or what the new mention on these spans names.
    Mention(Spans),
    /// Whom an existing mention names instead.
    Retag(AnnotationId),
    /// Who said a quote.
    Speaker(AnnotationId),
    /// Who claims it.
    Claimant(AnnotationId),
    /// What announces a quote; asks for the speaker next where `then_speaker`.
    Cue {
        /// The quote.
        quote: AnnotationId,
        /// Ask for the speaker next.
        then_speaker: bool,
    },
    /// Who or what the checked hits name, the first of which says this.
    MentionHits(String),
    /// A house tag for the checked hits.
    HighlightHits,
    /// A house tag for new highlight on these spans.
    Highlight(Spans),
    /// Another house tag for a passage.
    RetagPassage(AnnotationId),
    /// A verdict.
    Verdict(Claims),
    /// How far the checking has come.
    State(Claims),
    /// The entity that stays when this one is merged into it.
    Merge(EntityId),
    /// What part this block plays.
    BlockPart(usize),
    /// A format to export in.
    Export,
    /// The format of a file to import.
    Import,
    /// A format to export the article's folder in.
    ExportFolder,
    /// A command.
    Palette,
    /// One of the annotations under the caret.
    Stack,
}

/// Which claims a choice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claims {
    /// This one.
    One(AnnotationId),
    /// Those picked in the table.
    Picked,
}

impl Purpose {
    /// Whether it is about the hits of a search, where the keyboard goes back to.
    pub fn is_about_hits(&self) -> bool {
        matches!(self, Self::MentionHits(_) | Self::HighlightHits)
    }
}

/// A list to choose from by key, by arrow or by typing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picker {
    /// What is asked.
    pub title: String,
    /// What it is for.
    pub purpose: Purpose,
    /// What was typed.
    pub query: String,
    /// Whether letters go into the query instead of choosing a row.
    pub typing: bool,
    /// What answers to the query, best first.
    pub rows: Vec<Row>,
    /// Index of the row Enter takes.
    pub highlighted: usize,
}

/// A row of a picker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it says.
    pub label: String,
    /// What helps to choose it.
    pub detail: String,
    /// The key that takes it at once.
    pub key: Option<char>,
    /// What taking it means.
    pub choice: Choice,
}

/// What taking a row means.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the thing of that name")]
pub enum Choice {
    Entity(EntityId),
    NewEntity(EntityKind),
    NewSpeaker(Span),
    NamedSpeaker(Span, EntityId),
    NoEntity,
    Claimant(Claimant),
    Cue(Span),
    NoCue,
    Tag(TagId),
    Verdict(Verdict),
    State(ClaimState),
    Command(Command),
    Annotation(AnnotationId),
    Format(Format),
    AnyFormat,
    Part(BlockKind),
}

/// Every other place with the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrences {
    /// The annotation whose like is to be made.
    pub like: AnnotationId,
    /// The places, in reading order.
    pub rows: Vec<Occurrence>,
    /// Index of the row the keyboard is at.
    pub highlighted: usize,
}

/// One such place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Where.
    pub span: Span,
    /// Some words before.
    pub before: String,
    /// The words.
    pub words: String,
    /// Some words after.
    pub after: String,
    /// Whether it will be tagged.
    pub checked: bool,
    /// Why it was left unchecked, or what part of a name it is.
    pub remark: String,
}

/// Annotations whose place is in doubt, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewFlow {
    /// Those that wait, then those marked as gone.
    pub rows: Vec<AnnotationId>,
    /// How many of them wait.
    pub n_waiting: usize,
    /// Index of the row that is looked at.
    pub highlighted: usize,
    /// Places that may be meant, the likeliest first.
    pub places: Vec<Candidate>,
    /// Whether they are still being looked for.
    pub is_looking: bool,
}

/// A piece of evidence being written.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceForm {
    /// Whose.
    pub claim: AnnotationId,
    /// Its place in the list; none for a new one.
    pub at: Option<usize>,
    /// What was filled in.
    pub draft: Evidence,
    /// Day of access as typed, year-month-day.
    pub accessed: String,
    /// Why no source is needed.
    pub reason: String,
    /// What is objected.
    pub objection: String,
    /// What the address field filled in last.
    pub filled: Cited,
    /// The verdict to give once nothing is missing.
    pub then: Option<Verdict>,
    /// What is missing or wrong.
    pub message: String,
}

impl SourceForm {
    /// Whether the title is a guess from the address that nobody has changed.
    pub fn title_is_guess(&self) -> bool {
        self.filled.title_is_guess && self.draft.title == self.filled.title
    }
}

/// A line of text being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineForm {
    /// What is asked.
    pub title: String,
    /// What helps to answer.
    pub hint: String,
    /// What was typed.
    pub text: String,
    /// What it is for.
    pub purpose: LinePurpose,
    /// What is wrong with it.
    pub message: String,
}

/// What a line of text is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinePurpose {
    /// The comment of an annotation.
    Comment(AnnotationId),
    /// The name of an entity.
    Rename(EntityId),
    /// The name of who works here.
    Name,
    /// As what they work here.
    Role,
    /// A file to open, where no desktop service answers.
    OpenPath,
    /// A file to import, in this format or in what its name and content tell.
    ImportPath(Option<Format>),
    /// A file with the new text of the article, where no desktop service answers.
    DraftPath,
    /// A file to save to, where no desktop service answers; then quit where asked.
    SavePath,
    /// A file to write this report to.
    ReportPath(Kind, Audience),
    /// A file to export to in this format.
    ExportPath(Format),
    /// A folder to export this one to in this format.
    ExportFolderPath(PathBuf, Format),
    /// A folder to import the files of, or one file with several articles.
    ImportFrom,
    /// A folder for the Copydesk files made of those in this one.
    ImportInto(PathBuf),
}

impl LinePurpose {
    /// Whether a folder is asked for.
    pub fn is_folder(&self) -> bool {
        matches!(self, Self::ExportFolderPath(..) | Self::ImportFrom | Self::ImportInto(_))
    }

    /// Whether a path is asked for.
    pub fn is_path(&self) -> bool {
        matches!(
            self,
            Self::OpenPath
                | Self::ImportPath(_)
                | Self::SavePath
                | Self::DraftPath
                | Self::ReportPath(..)
                | Self::ExportPath(_)
                | Self::ExportFolderPath(..)
                | Self::ImportFrom
                | Self::ImportInto(_)
        )
    }
}

/// A question with a few answers, the safe one first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub title: String,
    /// What there is to know.
    pub text: String,
    /// The answers.
    pub answers: Vec<Answer>,
    /// Index of the answer Enter gives.
    pub highlighted: usize,
}

impl Question {
    /// The key that gives each answer: the first letter of its label, or its number where an answer
    /// before it has that letter. Where all begin alike, their numbers.
    pub fn keys(&self) -> Vec<char> {
        let initial_of = |answer: &Answer| answer.label.chars().next().and_then(|c| c.to_lowercase().next());
        let begin_alike = self.answers.len() > 1
            && self.answers.windows(2).all(|pair| initial_of(&pair[0]) == initial_of(&pair[1]));
        let mut keys: Vec<char> = Vec::with_capacity(self.answers.len());
        for (answer, number) in self.answers.iter().zip('1'..) {
            let initial = initial_of(answer).filter(|_| !begin_alike);
            let initial = initial.filter(|initial| initial.is_alphanumeric() && !keys.contains(initial));
            keys.push(initial.unwrap_or(number));
        }
        keys
    }
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What the button says.
    pub label: String,
    /// What it does.
    pub act: Act,
}

/// What an answer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Nothing; go on working.
    Nothing,
    /// Save, then do it.
    SaveThen(Box<Act>),
    /// Close the window.
    Quit,
    /// Open this file.
    Open(PathBuf),
    /// Open this article again, in the encoding of this name.
    OpenAs {
        /// The file.
        path: PathBuf,
        /// The encoding.
        encoding: String,
    },
    /// Open this file of another tool, which is in this format.
    OpenIn(PathBuf, Format),
    /// Open this pasted text.
    OpenPasted(String),
    /// Open the sample.
    OpenSample,
    /// Ask for a file to open.
    AskOpen,
    /// Ask for the format of a file to import.
    AskImport,
    /// Write over the version somebody else saved.
    KeepMine,
    /// Write over this other file.
    Replace(PathBuf),
    /// Ask where an export goes.
    ExportAs(Format),
    /// Ask where the files of this folder go.
    ExportFolder(PathBuf, Format),
    /// Ask where the Copydesk files made of this folder's files go.
    ImportFolder(PathBuf),
    /// Export over this other file.
    ExportOver(PathBuf, Format),
    /// Write a report over this other file.
    ReplaceReport {
        /// Which file.
        path: PathBuf,
        /// Which report.
        kind: Kind,
        /// For whom.
        audience: Audience,
    },
    /// Give up the own changes and load what is on disk.
    TakeTheirs,
    /// Save under a free name beside it.
    SaveBeside,
    /// Bring back unsaved work.
    Recover,
    /// Throw unsaved work away.
    DiscardRecovery,
    /// Ask who works here.
    AskName,
}

impl Act {
    /// Whether it may give up somebody's work, so that one stray key must not do it.
    pub fn gives_up_work(&self) -> bool {
        match self {
            Self::KeepMine
            | Self::TakeTheirs
            | Self::Replace(_)
            | Self::ExportOver(..)
            | Self::ReplaceReport { .. }
            | Self::DiscardRecovery
            | Self::Quit
            | Self::Open(_)
            | Self::OpenPasted(_)
            | Self::OpenSample
            | Self::OpenIn(..)
            | Self::AskOpen
            | Self::AskImport => true,
            Self::Nothing
            | Self::ExportAs(_)
            | Self::ExportFolder(..)
            | Self::ImportFolder(_)
            | Self::OpenAs { .. }
            | Self::SaveThen(_)
            | Self::SaveBeside
            | Self::Recover
            | Self::AskName => false,
        }
    }
}

/// What was done in the open flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowInput {
    /// Typed; the whole new text.
    Text(String),
    /// A character key where no text field has the focus.
    Letter(char),
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Enter, or the main button.
    Confirm,
    /// Clicked or took the row or answer at this index.
    Take(usize),
    /// Checked or unchecked the row at this index.
    Toggle(usize),
    /// Escape.
    Cancel,
}
