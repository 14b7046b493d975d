//! What will be in a report, line by line, to be looked at before it is saved.
//!
//! The annotated articles are shown by what is in them: headline, text, notes, sources. The lists and
//! the data are shown as they are written.

use crate::model::{BlockKind, Document, Schema};
use crate::text::counted::counted;

use super::edition::Edition;
use super::story::Story;
use super::{Audience, Kind, Options, ReportError, edition, inert, log, signs, write};

/// The most characters of one thing that are shown.
const LONGEST_TEXT: usize = 4_000;

/// Characters on a line; longer texts go on below, so that all lines are of one height.
const LINE: usize = 92;

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
        Kind::Log => {
            let rows = log::rows(&edition);
            (counted(rows.len(), "claim", "claims"), log_lines(&rows), edition.left_out.sentences())
        }
        Kind::Sources | Kind::Questions | Kind::Changes | Kind::Quotes | Kind::ClaimReview => {
            let report = write(kind, document, schema, options)?;
            let text = String::from_utf8_lossy(&report.bytes);
            let text = text.trim_start_matches('\u{feff}');
            let n_lines = text.lines().count();
            let lines = text.lines().flat_map(|line| wrapped(Rank::Verbatim, line)).collect();
            (counted(n_lines, "line", "lines"), lines, report.remarks)
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

/// `text` on as many lines as it needs, broken between words.
fn wrapped(rank: Rank, text: &str) -> Vec<PreviewLine> {
    let indent = if rank == Rank::Verbatim { text.len() - text.trim_start_matches(' ').len() } else { 0 };
    let shown = inert::line(text);
    let cut = shown.char_indices().nth(LONGEST_TEXT).map(|(at, _)| at);
    let shown = cut.and_then(|at| shown.get(..at)).map_or(shown.clone(), |head| format!("{head}…"));
    let mut lines = vec![" ".repeat(indent.min(24))];
    let mut n_chars = 0;
    for word in shown.split(' ') {
        let n_in_word = word.chars().count();
        if n_chars > 0 && n_chars + n_in_word >= LINE {
            lines.push(String::new());
            n_chars = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if n_chars > 0 { " " } else { "" });
            line.push_str(word);
            n_chars += n_in_word + 1;
        }
    }
    lines.into_iter().map(|text| PreviewLine { rank, text }).collect()
}

/// A table too wide for the screen, a claim below the other: what each column says that says anything.
fn log_lines(rows: &[[String; log::COLUMNS.len()]]) -> Vec<PreviewLine> {
    let mut lines = Vec::new();
    for row in rows {
        let mut cells = log::COLUMNS.iter().zip(row).filter(|(_, cell)| !cell.trim().is_empty());
        if let Some((column, number)) = cells.next() {
            gap(&mut lines);
            lines.extend(wrapped(Rank::Note, &format!("{column} {number}")));
        }
        for (column, cell) in cells {
            lines.extend(wrapped(Rank::Detail, &format!("{column}: {cell}")));
        }
    }
    lines
}

/// An empty line where something stands before.
fn gap(lines: &mut Vec<PreviewLine>) {
    if !lines.is_empty() {
        lines.push(PreviewLine { rank: Rank::Text, text: String::new() });
    }
}

fn lines(edition: &Edition<'_>, story: &Story) -> Vec<PreviewLine> {
    let mut lines = Vec::new();
    if !story.blocks.iter().any(|block| block.kind == BlockKind::Headline) {
        lines.extend(wrapped(Rank::Title, &edition.title()));
    }
    for block in &story.blocks {
        let rank = match block.kind {
            BlockKind::Headline | BlockKind::Heading => Rank::Title,
            _ => Rank::Text,
        };
        gap(&mut lines);
        let mut text = String::new();
        for piece in &block.pieces {
            text.push_str(edition.document().text().get(piece.start..piece.end).unwrap_or_default());
            for note in story.ending_with(piece) {
                text.push_str(&format!(" [{}]", note.number));
            }
        }
        lines.extend(wrapped(rank, &text));
    }
    if !story.notes.is_empty() {
        gap(&mut lines);
        lines.extend(wrapped(Rank::Title, "Notes"));
    }
    for note in &story.notes {
        gap(&mut lines);
        let sign = note.verdict.as_ref().map(|(verdict, _)| format!("{} ", signs::verdict(*verdict)));
        let head =
            format!("[{}] {}{}: {}", note.number, sign.unwrap_or_default(), note.heading(), note.quoted());
        lines.extend(wrapped(Rank::Note, &head));
        for entry in &note.entries {
            lines.extend(wrapped(Rank::Detail, &format!("{}: {}", entry.label, entry.text)));
        }
        for source in &note.sources {
            lines.extend(wrapped(Rank::Detail, &source.line()));
        }
    }
    if !story.names.is_empty() {
        gap(&mut lines);
        lines.extend(wrapped(Rank::Title, "Names"));
    }
    for name in &story.names {
        let role = if name.role.is_empty() { String::new() } else { format!(", {}", name.role) };
        lines.extend(wrapped(
            Rank::Detail,
            &format!("{}: {}{role}", name.words, name.kind.label().to_lowercase()),
        ));
    }
    lines
}
