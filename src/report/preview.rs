//! What will be in a report, line by line, to be looked at before it is saved.
//!
//! The annotated articles are shown by what is in them: headline, text, notes, sources. The lists and
//! the data are shown as they are written.

use crate::model::{BlockKind, Document, Schema};

use super::edition::Edition;
use super::story::Story;
use super::{Audience, Kind, Options, ReportError, edition, inert, signs, write};

/// The most characters of a line that are shown.
const LONGEST_LINE: usize = 400;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Of which report.
    pub kind: Kind,
    /// For whom it is in truth.
    pub audience: Audience,
    /// What it holds, in a few words: “12 notes, 9 sources, 5 names”.
    pub summary: String,
    /// What is left out of it and what it lacks, a sentence each.
    pub remarks: Vec<String>,
    /// Its lines.
    pub lines: Vec<PreviewLine>,
}

/// A line of a preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewLine {
    /// How it ranks.
    pub rank: Rank,
    /// What it says.
    pub text: String,
}

/// How a line of a preview ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// The headline, or the title of a part.
    Title,
    /// Text of the article.
    Text,
    /// The head of a note.
    Note,
    /// What a note says.
    Detail,
    /// A line of a file shown as it is.
    Verbatim,
}

/// The preview of a report.
pub fn preview(
    kind: Kind,
    document: &Document,
    schema: &Schema,
    options: Options,
) -> Result<Preview, ReportError> {
    let edition = edition(kind, document, schema, options)?;
    let audience = edition.audience;
    let (summary, lines, remarks) = match kind {
        Kind::Html | Kind::Markdown | Kind::Docx => {
            let story = Story::of(&edition);
            (summary(&story), lines(&edition, &story), edition.left_out.sentences())
        }
        Kind::Sources | Kind::Questions | Kind::Changes | Kind::Log | Kind::ClaimReview => {
            let report = write(kind, document, schema, options)?;
            let text = String::from_utf8_lossy(&report.bytes);
            let text = text.trim_start_matches('\u{feff}');
            let lines = text.lines().map(verbatim).collect::<Vec<_>>();
            (counted(lines.len(), "line", "lines"), lines, report.remarks)
        }
    };
    Ok(Preview { kind, audience, summary, remarks, lines })
}

fn summary(story: &Story) -> String {
    let n_sources = story.notes.iter().map(|note| note.sources.len()).sum();
    let parts = [
        counted(story.notes.len(), "note", "notes"),
        counted(n_sources, "source", "sources"),
        counted(story.names.len(), "name", "names"),
    ];
    parts.join(", ")
}

fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn line(rank: Rank, text: &str) -> PreviewLine {
    let text = inert::line(text);
    let cut = text.char_indices().nth(LONGEST_LINE).map(|(at, _)| at);
    let text = cut.and_then(|at| text.get(..at)).map_or(text.clone(), |head| format!("{head}…"));
    PreviewLine { rank, text }
}

fn verbatim(text: &str) -> PreviewLine {
    let indent = text.len() - text.trim_start_matches(' ').len();
    let mut shown = line(Rank::Verbatim, text);
    shown.text.insert_str(0, &" ".repeat(indent.min(24)));
    shown
}

fn lines(edition: &Edition<'_>, story: &Story) -> Vec<PreviewLine> {
    let mut lines = Vec::new();
    if !story.blocks.iter().any(|block| block.kind == BlockKind::Headline) {
        lines.push(line(Rank::Title, &edition.title()));
    }
    for block in &story.blocks {
        let rank = match block.kind {
            BlockKind::Headline | BlockKind::Heading => Rank::Title,
            _ => Rank::Text,
        };
        let mut text = String::new();
        for piece in &block.pieces {
            text.push_str(edition.document().text().get(piece.start..piece.end).unwrap_or_default());
            for note in story.ending_with(piece) {
                text.push_str(&format!(" [{}]", note.number));
            }
        }
        lines.push(line(rank, &text));
    }
    if !story.notes.is_empty() {
        lines.push(line(Rank::Title, "Notes"));
    }
    for note in &story.notes {
        let sign = note.verdict.as_ref().map(|(verdict, _)| format!("{} ", signs::verdict(*verdict)));
        let head =
            format!("[{}] {}{}: {}", note.number, sign.unwrap_or_default(), note.heading(), note.quoted());
        lines.push(line(Rank::Note, &head));
        for entry in &note.entries {
            lines.push(line(Rank::Detail, &format!("{}: {}", entry.label, entry.text)));
        }
        for source in &note.sources {
            lines.push(line(Rank::Detail, &source.line()));
        }
    }
    if !story.names.is_empty() {
        lines.push(line(Rank::Title, "Names"));
    }
    for name in &story.names {
        let role = if name.role.is_empty() { String::new() } else { format!(", {}", name.role) };
        lines
            .push(line(Rank::Detail, &format!("{}: {}{role}", name.words, name.kind.label().to_lowercase())));
    }
    lines
}
