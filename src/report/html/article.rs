//! The article with its highlights and the numbers of its notes.

use crate::model::{AnnotationKind, BlockKind, Verdict};
use crate::report::edition::Edition;
use crate::report::inert;
use crate::report::note::Note;
use crate::report::pieces::Piece;
use crate::report::signs;
use crate::report::story::{Story, StoryBlock};

use super::markup::Markup;

/// The article.
pub(super) fn article(page: &mut Markup, edition: &Edition<'_>, story: &Story) {
    page.raw("<article");
    if let Some(language) = language(&edition.document().article().meta.language) {
        page.raw(" lang=\"").raw(&language).raw("\"");
    }
    page.raw(" dir=\"auto\">\n");
    let mut writer = Writer { page, edition, story, named: vec![false; story.names.len()], has_title: false };
    if !story.blocks.iter().any(|block| block.kind == BlockKind::Headline) {
        writer.page.raw("<h1 dir=\"auto\">").text(&inert::line(&edition.title())).raw("</h1>\n");
        writer.has_title = true;
    }
    let mut in_list = false;
    for block in &story.blocks {
        let item = block.kind == BlockKind::List;
        if item != in_list {
            writer.page.raw(if item { "<ul>\n" } else { "</ul>\n" });
            in_list = item;
        }
        writer.block(block);
    }
    page.raw(if in_list { "</ul>\n" } else { "" }).raw("</article>\n");
}

/// A BCP 47 tag as far as its characters tell; no other attribute can hide in it.
fn language(tag: &str) -> Option<String> {
    let tag = tag.trim();
    let parts_fit = tag
        .split('-')
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    let primary = tag.split('-').next().unwrap_or_default();
    let begins_well = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    (parts_fit && begins_well).then(|| tag.to_owned())
}

struct Writer<'a> {
    page: &'a mut Markup,
    edition: &'a Edition<'a>,
    story: &'a Story,
    /// Which names have had their link.
    named: Vec<bool>,
    has_title: bool,
}

impl Writer<'_> {
    fn block(&mut self, block: &StoryBlock) {
        let (open, close) = match block.kind {
            BlockKind::Headline if !self.has_title => ("<h1 dir=\"auto\">", "</h1>\n"),
            BlockKind::Headline | BlockKind::Heading => ("<h2 dir=\"auto\">", "</h2>\n"),
            BlockKind::Byline => ("<p class=\"byline\" dir=\"auto\">", "</p>\n"),
            BlockKind::Dateline => ("<p class=\"dateline\" dir=\"auto\">", "</p>\n"),
            BlockKind::Caption => ("<p class=\"caption\" dir=\"auto\">", "</p>\n"),
            BlockKind::Credit => ("<p class=\"credit\" dir=\"auto\">", "</p>\n"),
            BlockKind::Table => ("<p class=\"row\" dir=\"auto\">", "</p>\n"),
            BlockKind::List => ("<li dir=\"auto\">", "</li>\n"),
            BlockKind::Paragraph | BlockKind::Furniture => ("<p dir=\"auto\">", "</p>\n"),
        };
        self.has_title |= block.kind == BlockKind::Headline;
        self.page.raw(open);
        for piece in &block.pieces {
            self.piece(piece);
        }
        self.page.raw(close);
    }

    fn piece(&mut self, piece: &Piece) {
        let text = self.edition.document().text().get(piece.start..piece.end).unwrap_or_default();
        let mut closing = String::new();
        let mut wrap = |page: &mut Markup, open: &str, close: &str| {
            page.raw(open);
            closing.insert_str(0, close);
        };
        if let Some(note) = piece.passage.and_then(|note| self.story.notes.get(note)) {
            let tint = note.tag.map(|tag| format!(" t{tag}")).unwrap_or_default();
            wrap(self.page, &format!("<mark class=\"tag{tint}\">"), "</mark>");
        }
        if piece.quote.is_some() {
            wrap(self.page, "<span class=\"quote\">", "</span>");
        }
        if let Some(note) = piece.claim.and_then(|note| self.story.notes.get(note)) {
            wrap(self.page, &format!("<mark class=\"claim {}\">", class(note)), "</mark>");
        }
        if let Some(name) = piece.name {
            match self.named.get_mut(name) {
                Some(linked @ false) => {
                    *linked = true;
                    let number = name + 1;
                    wrap(
                        self.page,
                        &format!("<a class=\"name\" id=\"m{number}\" href=\"#e{number}\">"),
                        "</a>",
                    );
                }
                _ => wrap(self.page, "<span class=\"name\">", "</span>"),
            }
        }
        self.page.lines(text).raw(&closing);
        for note in self.story.ending_with(piece) {
            reference(self.page, note);
        }
    }
}

fn class(note: &Note) -> &'static str {
    signs::class(note.verdict.as_ref().map_or(Verdict::Unrated, |(verdict, _)| *verdict))
}

fn reference(page: &mut Markup, note: &Note) {
    page.raw("<sup><a class=\"ref\" dir=\"ltr\" id=\"r").number(note.number);
    page.raw("\" href=\"#n").number(note.number).raw("\" aria-label=\"Note ").number(note.number);
    page.raw(": ").text(&inert::line(&note.heading())).raw("\">").number(note.number);
    if let Some((verdict, _)) = &note.verdict {
        page.raw("\u{2009}").raw(signs::verdict(*verdict));
    }
    page.raw("</a></sup>");
}

/// What the highlights mean, of those that are there.
pub(super) fn key(page: &mut Markup, edition: &Edition<'_>, story: &Story) {
    if story.notes.is_empty() && story.names.is_empty() {
        return;
    }
    page.raw("<section class=\"key\" aria-label=\"How to read the marks\">\n<strong>How to read the marks</strong>\n<ul>\n");
    for verdict in Verdict::ALL {
        let found = |note: &Note| {
            note.kind == AnnotationKind::Claim
                && note.verdict.as_ref().map_or(Verdict::Unrated, |(own, _)| *own) == *verdict
        };
        let n_claims = story.notes.iter().filter(|note| found(note)).count();
        if n_claims > 0 {
            let class = signs::class(*verdict);
            page.raw("<li>").raw(signs::verdict(*verdict)).raw(" <mark class=\"claim ").raw(class).raw("\">");
            page.text(edition.verdict_name(*verdict)).raw("</mark> – ").number(n_claims);
            page.raw(if n_claims == 1 { " claim</li>\n" } else { " claims</li>\n" });
        }
    }
    if story.notes.iter().any(|note| note.kind == AnnotationKind::Quote) {
        page.raw("<li><span class=\"quote\">Shaded</span> – somebody’s words</li>\n");
    }
    if !story.names.is_empty() {
        page.raw("<li><span class=\"name\">Dotted</span> – a name, see the list of names</li>\n");
    }
    for (number, tag) in edition.schema.tags.iter().enumerate() {
        if story.notes.iter().any(|note| note.tag == Some(number)) {
            page.raw("<li><mark class=\"tag t")
                .number(number)
                .raw("\">")
                .text(&tag.name)
                .raw("</mark> – passage</li>\n");
        }
    }
    page.raw("</ul>\n</section>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_language_tag_becomes_an_attribute() {
        assert_eq!(language(" de-AT "), Some("de-AT".into()));
        for tag in ["", "x\" onload=\"", "english language", "e", "en-", "12"] {
            assert_eq!(language(tag), None, "{tag}");
        }
    }
}
