//! The main part: the article with its comment ranges, then the names.

use crate::model::{BlockKind, Verdict};
use crate::report::edition::{Edition, day};
use crate::report::inert;
use crate::report::note::Note;
use crate::report::pieces::Piece;
use crate::report::story::{Name, Story, StoryBlock};

use super::comments::{Comments, note_paragraphs};
use super::xml::{paragraph, run};

/// The main part.
pub(super) fn document(edition: &Edition<'_>, story: &Story, comments: &Comments) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>",
    );
    if edition.is_for_the_desk() {
        out.push_str(&paragraph("Banner", "", &run("", "For the desk only. Not for publication.")));
    }
    let mut has_title = story.blocks.iter().any(|block| block.kind == BlockKind::Headline);
    if !has_title {
        let title = inert::line(&edition.title());
        out.push_str(&paragraph("Title", &title, &run("", &title)));
    }
    has_title = !has_title;
    for block in &story.blocks {
        let style = style(block.kind, has_title);
        has_title |= block.kind == BlockKind::Headline;
        let words = words(edition, block);
        let runs: String =
            block.pieces.iter().map(|piece| self::piece(edition, story, comments, piece)).collect();
        out.push_str(&paragraph(style, &words, &runs));
    }
    names(&mut out, &story.names);
    let outside: Vec<&Note> = story
        .notes
        .iter()
        .zip(&story.n_parts)
        .filter(|(_, n_parts)| **n_parts == 0)
        .map(|(note, _)| note)
        .collect();
    if !outside.is_empty() {
        out.push_str(&paragraph("Heading1", "", &run("", "Notes on words beside the article")));
        out.extend(outside.into_iter().map(note_paragraphs));
    }
    out.push_str(&paragraph("Credit", "", &run("", &format!("As of {}.", day(edition.date)))));
    out.push_str(
        "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1304\" w:right=\"1304\" w:bottom=\"1304\" w:left=\"1304\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
    );
    out
}

fn style(kind: BlockKind, has_title: bool) -> &'static str {
    match kind {
        BlockKind::Headline if !has_title => "Title",
        BlockKind::Headline | BlockKind::Heading => "Heading1",
        BlockKind::Byline => "Byline",
        BlockKind::Dateline => "Dateline",
        BlockKind::Caption => "Caption",
        BlockKind::Credit => "Credit",
        BlockKind::List => "ListBullet",
        BlockKind::Table => "TableRow",
        BlockKind::Paragraph | BlockKind::Furniture => "BodyText",
    }
}

fn words<'a>(edition: &'a Edition<'_>, block: &StoryBlock) -> std::borrow::Cow<'a, str> {
    let start = block.pieces.first().map_or(0, |piece| piece.start);
    let end = block.pieces.last().map_or(0, |piece| piece.end);
    edition.document().text().get(start..end).unwrap_or_default().into()
}

fn piece(edition: &Edition<'_>, story: &Story, comments: &Comments, piece: &Piece) -> String {
    let mut out = String::new();
    for (note, part) in &piece.opens {
        out.push_str(&format!("<w:commentRangeStart w:id=\"{}\"/>", comments.id(*note, *part)));
    }
    let text = edition.document().text().get(piece.start..piece.end).unwrap_or_default();
    out.push_str(&run(&properties(edition, story, piece), text));
    let mut closing = piece.closes.clone();
    closing.sort_unstable();
    for (note, part) in closing {
        let id = comments.id(note, part);
        out.push_str(&format!(
            "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:commentReference w:id=\"{id}\"/></w:r>"
        ));
    }
    out
}

/// How a run shows what covers it, in the order the schema wants: underline, then shading.
fn properties(edition: &Edition<'_>, story: &Story, piece: &Piece) -> String {
    let note = |index: Option<usize>| index.and_then(|index| story.notes.get(index));
    let mut out = String::new();
    if let Some(claim) = note(piece.claim) {
        let verdict = claim.verdict.as_ref().map_or(Verdict::Unrated, |(verdict, _)| *verdict);
        let (line, colour) = underline(verdict);
        out.push_str(&format!("<w:u w:val=\"{line}\" w:color=\"{colour}\"/>"));
    }
    let tint = note(piece.passage).and_then(|note| note.tag).and_then(|tag| edition.schema.tags.get(tag));
    if let Some(tag) = tint {
        let crate::model::schema::Rgb(red, green, blue) = tag.colour;
        let [red, green, blue] = [red, green, blue].map(|part| 255 - (255 - part) / 3);
        out.push_str(&format!(
            "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{red:02X}{green:02X}{blue:02X}\"/>"
        ));
    } else if piece.quote.is_some() {
        out.push_str("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E9EEF6\"/>");
    }
    out
}

fn underline(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Unrated => ("dotted", "57534C"),
        Verdict::Verified | Verdict::MostlyTrue => ("single", "1F6B3A"),
        Verdict::Mixed | Verdict::Disputed | Verdict::Unproven | Verdict::Outdated => ("dash", "7D5500"),
        Verdict::MostlyFalse | Verdict::False | Verdict::Misleading => ("wave", "A8201A"),
    }
}

fn names(out: &mut String, names: &[Name]) {
    if names.is_empty() {
        return;
    }
    out.push_str(&paragraph("Heading1", "", &run("", "Names")));
    for name in names {
        let mut more = vec![name.kind.label().to_lowercase()];
        more.extend([&name.role, &name.notes].into_iter().filter(|text| !text.is_empty()).cloned());
        more.extend(name.links.iter().map(|(words, _)| words.clone()));
        let runs = run("<w:b/>", &name.words) + &run("", &format!(" – {}", more.join(", ")));
        out.push_str(&paragraph("ListBullet", &name.words, &runs));
    }
}
