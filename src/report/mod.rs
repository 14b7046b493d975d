//! What leaves the desk: a document as an annotated article, as lists, as data.
//!
//! ```text
//! Document ─ edition (for the desk, or for readers) ─▶ Story, tables ─▶ html, markdown, docx, …
//! ```
//!
//! Architecture invariant: a writer never sees the document. It gets an `Edition`, and the one
//! for readers is a document of its own in which nothing of the desk is left (`readers`). So a new
//! writer cannot forget to leave something out.
//!
//! Architecture invariant: every text is made inert where it is written ([`inert`]): no control
//! character, no change of direction that reaches beyond it, no address but a web address.

#![allow(clippy::format_push_string, reason = "reports are put together from text")]

mod changes;
mod citation;
mod claim_review;
mod csv;
mod docx;
mod edition;
mod html;
pub mod inert;
mod left_out;
mod log;
mod markdown;
mod named;
mod note;
mod pieces;
mod preview;
mod questions;
mod quotes;
mod readers;
mod signs;
mod sources;
mod story;

use jiff::civil::Date;
use thiserror::Error;

use crate::model::{Document, EditError, Schema};

use edition::Edition;
pub use left_out::LeftOut;
pub use preview::{Preview, PreviewLine, Rank, preview};

/// For whom a report is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// The desk: everything, confidential sources marked as such.
    #[default]
    Desk,
    /// Readers: what was signed off and marked for them.
    Readers,
}

impl Audience {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Desk, Self::Readers];

    /// The words for it on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Desk => "For the desk",
            Self::Readers => "For readers",
        }
    }
}

/// The kinds of report: the one table behind the command line, the window and the tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The annotated article as one web page.
    #[default]
    Html,
    /// The annotated article in Markdown with footnotes.
    Markdown,
    /// The annotated article as a Word document with comments.
    Docx,
    /// Every source with the claims it is for.
    Sources,
    /// What is still to be answered, by person.
    Questions,
    /// What is to be changed in the text.
    Changes,
    /// Every claim with what was found, as a table.
    Log,
    /// Signed-off claims of others, and corrections, as schema.org data.
    ClaimReview,
    /// Every quote by speaker, and which of its words changed since it was checked.
    Quotes,
}

impl Kind {
    /// Every kind, in the order menus show them.
    pub const ALL: [Self; 9] = [
        Self::Html,
        Self::Markdown,
        Self::Docx,
        Self::Sources,
        Self::Questions,
        Self::Changes,
        Self::Log,
        Self::ClaimReview,
        Self::Quotes,
    ];

    /// The words for it on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Html => "Annotated article, web page",
            Self::Markdown => "Annotated article, Markdown",
            Self::Docx => "Annotated article, Word",
            Self::Sources => "Source list",
            Self::Questions => "Open questions",
            Self::Changes => "Change list",
            Self::Quotes => "Quote sheet",
            Self::Log => "Fact-check log, table",
            Self::ClaimReview => "ClaimReview data",
        }
    }

    /// What it is called on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Docx => "docx",
            Self::Sources => "sources",
            Self::Questions => "questions",
            Self::Changes => "changes",
            Self::Quotes => "quotes",
            Self::Log => "log",
            Self::ClaimReview => "claimreview",
        }
    }

    /// The ending of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown | Self::Sources | Self::Questions | Self::Changes | Self::Quotes => "md",
            Self::Docx => "docx",
            Self::Log => "csv",
            Self::ClaimReview => "jsonld",
        }
    }

    /// For whom it is written when it is wanted for `wanted`; nothing where it has nothing for them.
    pub fn audience(self, wanted: Audience) -> Option<Audience> {
        match self {
            Self::Html | Self::Markdown | Self::Docx | Self::Sources => Some(wanted),
            Self::Questions | Self::Changes | Self::Quotes | Self::Log => {
                (wanted == Audience::Desk).then_some(Audience::Desk)
            }
            Self::ClaimReview => Some(Audience::Readers),
        }
    }

    /// The kind that says the same as plain text, for the clipboard.
    #[must_use]
    pub fn as_text(self) -> Self {
        match self {
            Self::Html | Self::Docx => Self::Markdown,
            other => other,
        }
    }

    /// A name for the report of an article whose file is called `stem` (without our ending).
    pub fn file_name(self, stem: &str, audience: Audience) -> String {
        let part = match self {
            Self::Html | Self::Markdown | Self::Docx => "annotated",
            _ => self.word(),
        };
        let by_choice = self.audience(Audience::Desk) != self.audience(Audience::Readers);
        let public = if by_choice && audience == Audience::Readers { "-public" } else { "" };
        format!("{stem}.{part}{public}.{}", self.extension())
    }
}

/// For whom a report is, and the day it is made.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// For whom.
    pub audience: Audience,
    /// The day; it is printed, and what was due before it is overdue.
    pub date: Date,
}

/// A report, ready to be written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The file's content.
    pub bytes: Vec<u8>,
    /// What is left out of it and what it lacks, a sentence each.
    pub remarks: Vec<String>,
}

/// Why there is no report.
#[derive(Debug, Error)]
pub enum ReportError {
    /// It holds nothing but what belongs to the desk.
    #[error("The report “{0}” is for the desk alone. Make it without --public, or choose another kind")]
    DeskOnly(&'static str),
    /// The readers' edition broke a rule of the model.
    #[error("The edition for readers could not be made")]
    Edition(#[from] EditError),
    /// The Word document could not be packed.
    #[error("The Word document could not be packed")]
    Archive(#[from] zip::result::ZipError),
    /// A part could not be written into the Word document.
    #[error("The Word document could not be packed")]
    Packing(#[from] std::io::Error),
    /// The data could not be written as JSON.
    #[error("The data could not be written as JSON")]
    Json(#[from] serde_json::Error),
}

/// Writes a report.
pub fn write(
    kind: Kind,
    document: &Document,
    schema: &Schema,
    options: Options,
) -> Result<Report, ReportError> {
    let edition = edition(kind, document, schema, options)?;
    let mut remarks = edition.left_out.sentences();
    let bytes = match kind {
        Kind::Html => html::write(&edition).into_bytes(),
        Kind::Markdown => markdown::write(&edition).into_bytes(),
        Kind::Docx => docx::write(&edition)?,
        Kind::Sources => sources::write(&edition).into_bytes(),
        Kind::Questions => questions::write(&edition).into_bytes(),
        Kind::Changes => changes::write(&edition).into_bytes(),
        Kind::Quotes => quotes::write(&edition).into_bytes(),
        Kind::Log => log::write(&edition).into_bytes(),
        Kind::ClaimReview => {
            remarks.extend(claim_review::lacks(&edition));
            claim_review::write(&edition)?.into_bytes()
        }
    };
    Ok(Report { bytes, remarks })
}

fn edition<'a>(
    kind: Kind,
    document: &'a Document,
    schema: &'a Schema,
    options: Options,
) -> Result<Edition<'a>, ReportError> {
    let audience = kind.audience(options.audience).ok_or(ReportError::DeskOnly(kind.label()))?;
    Ok(Edition::new(document, schema, Options { audience, ..options })?)
}
