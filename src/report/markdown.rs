//! Markdown: the annotated article with footnotes, and the pieces the lists are made of.
//!
//! `CommonMark` with the footnotes of Pandoc and GitHub. Text is escaped so that no reader of the two
//! takes a sign of the article for markup.

use crate::model::BlockKind;

use super::citation::Citation;
use super::edition::{Edition, day};
use super::inert;
use super::note::Note;
use super::signs;
use super::story::{Name, Story};

/// Line break inside a paragraph of a footnote.
const NOTE_BREAK: &str = "\\\n    ";

/// The annotated article.
pub(super) fn write(edition: &Edition<'_>) -> String {
    let story = Story::of(edition);
    let mut out = String::new();
    if edition.is_for_the_desk() {
        out.push_str("**For the desk only. Not for publication.**\n\n");
    }
    if !story.blocks.iter().any(|block| block.kind == BlockKind::Headline) {
        out.push_str(&format!("# {}\n\n", line(&edition.title())));
    }
    let mut before = None;
    for block in &story.blocks {
        if before.is_some_and(|before| before != BlockKind::List || block.kind != BlockKind::List) {
            out.push('\n');
        }
        before = Some(block.kind);
        let (mark, line_break) = match block.kind {
            BlockKind::Headline => ("# ", " "),
            BlockKind::Heading => ("## ", " "),
            BlockKind::List => ("* ", "\\\n  "),
            _ => ("", "\\\n"),
        };
        out.push_str(mark);
        let mut at_line_start = true;
        for piece in &block.pieces {
            let text = edition.document().text().get(piece.start..piece.end).unwrap_or_default();
            out.push_str(&escaped(text, at_line_start, line_break));
            at_line_start = text.ends_with('\n');
            for note in story.ending_with(piece) {
                out.push_str(&format!("[^{}]", note.number));
                at_line_start = false;
            }
        }
        out.push('\n');
    }
    out.push_str(&format!("\n*As of {}.*\n", day(edition.date)));
    names(&mut out, &story.names);
    let outside = story.notes.iter().zip(&story.n_parts).filter(|(_, n_parts)| **n_parts == 0);
    let outside: Vec<String> = outside.map(|(note, _)| format!("[^{}]", note.number)).collect();
    if !outside.is_empty() {
        out.push_str(&format!("\nNotes on words beside the article: {}\n", outside.join(" ")));
    }
    for note in &story.notes {
        out.push('\n');
        footnote(&mut out, note);
    }
    out
}

fn names(out: &mut String, names: &[Name]) {
    if names.is_empty() {
        return;
    }
    out.push_str("\n## Names\n\n");
    for name in names {
        out.push_str(&format!("* **{}**, {}", line(&name.words), name.kind.label().to_lowercase()));
        for more in [&name.role, &name.notes] {
            if !more.is_empty() {
                out.push_str(&format!(", {}", line(more)));
            }
        }
        for (words, link) in &name.links {
            out.push_str(&format!(", {}", linked(words, link.as_deref())));
        }
        out.push('\n');
    }
}

fn footnote(out: &mut String, note: &Note) {
    let sign = note.verdict.as_ref().map(|(verdict, _)| format!("{} ", signs::verdict(*verdict)));
    let heading = line(&note.heading());
    let words = line(&note.quoted());
    out.push_str(&format!("[^{}]: {}**{heading}** {words}", note.number, sign.unwrap_or_default()));
    for entry in &note.entries {
        out.push_str(&format!("{NOTE_BREAK}{}: {}", entry.label, escaped(&entry.text, false, NOTE_BREAK)));
    }
    for source in &note.sources {
        out.push_str(&format!("{NOTE_BREAK}{}", self::source(source, NOTE_BREAK)));
    }
    out.push('\n');
}

/// A source in one paragraph.
pub(super) fn source(source: &Citation, line_break: &str) -> String {
    let mut parts = vec![format!("{}: {}", source.stance, linked(&source.title, source.link.as_deref()))];
    parts.extend(source.details.iter().map(|detail| line(detail)));
    if !source.address.is_empty() && source.link.is_none() {
        parts.push(line(&source.address));
    }
    if let Some((archived, link)) = &source.archived {
        parts.push(link.as_ref().map_or_else(
            || format!("copy kept at {}", line(archived)),
            |link| linked("kept copy", Some(link)),
        ));
    }
    let mut text = parts.join(", ");
    if !source.excerpt.is_empty() {
        text.push_str(&format!(". “{}”", escaped(&source.excerpt, false, line_break)));
    }
    if let Some(standing) = source.standing {
        text.push_str(&format!(" **[{standing}]**").replace('[', "\\[").replace(']', "\\]"));
    }
    text
}

/// A link where there is an address, else the words.
fn linked(words: &str, link: Option<&str>) -> String {
    let words = line(words);
    // A link holds no character that ends it: see `inert::link`.
    link.map_or_else(|| words.clone(), |link| format!("[{words}]({link})"))
}

/// Text on one line, escaped.
pub(super) fn line(text: &str) -> String {
    escaped(&inert::line(text), true, " ")
}

/// Text as text, with `line_break` for each of its line breaks.
pub(super) fn escaped(text: &str, at_line_start: bool, line_break: &str) -> String {
    let shown = inert::shown(text);
    let mut out = String::with_capacity(shown.len() + 8);
    for (number, line) in shown.split('\n').enumerate() {
        if number > 0 {
            out.push_str(line_break);
        }
        escape_line(&mut out, line, at_line_start || number > 0);
    }
    out
}

fn escape_line(out: &mut String, line: &str, at_start: bool) {
    // Four spaces or a tab at the start of a line would make it code.
    let line = if at_start { line.trim_start() } else { line };
    let mut only_digits = at_start;
    for (at, c) in line.char_indices() {
        let starts_block = at_start && at == 0 && matches!(c, '+' | '-' | '=' | ':' | '%');
        let ends_number = only_digits && at > 0 && matches!(c, '.' | ')');
        let always = "\\`*_{}[]<>&#~|$^@".contains(c);
        if always || starts_block || ends_number {
            out.push('\\');
        }
        only_digits &= c.is_ascii_digit();
        out.push(if c == '\t' { ' ' } else { c });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escaped(text, true, "\\\n"), expected);
    }

    #[test]
    fn no_sign_of_the_article_becomes_markup() {
        check("# not a heading", "\\# not a heading");
        check("1. not a list", "1\\. not a list");
        check("In 2025. Later", "In 2025. Later");
        check("- no\n    no code", "\\- no\\\nno code");
        check(
            "<b>[x](javascript:1)</b> ![a](b) [^1]",
            "\\<b\\>\\[x\\](javascript:1)\\</b\\> !\\[a\\](b) \\[^1\\]".replace('^', "\\^").as_str(),
        );
        check("a * b_c `d` ~e~ $5 @you &amp;", "a \\* b\\_c \\`d\\` \\~e\\~ \\$5 \\@you \\&amp;");
    }
}
