//! What stands beside the article: the notes, and the names.

use std::collections::BTreeSet;

use crate::report::citation::Citation;
use crate::report::note::Note;
use crate::report::signs;
use crate::report::story::{Name, Story};

use super::markup::Markup;

/// The notes and the names.
pub(super) fn side(page: &mut Markup, story: &Story) {
    page.raw(
        "<aside class=\"side\" id=\"notes\" aria-label=\"Notes and names\" tabindex=\"0\">\n<h2>Notes</h2>\n",
    );
    if story.notes.is_empty() {
        page.raw("<p class=\"meta\">There are no notes.</p>\n");
    } else {
        page.raw("<ol class=\"notes\">\n");
        for (note, n_parts) in story.notes.iter().zip(&story.n_parts) {
            self::note(page, note, *n_parts > 0);
        }
        page.raw("</ol>\n");
    }
    if !story.names.is_empty() {
        page.raw("<h2>Names</h2>\n<div class=\"names\">\n<ul>\n");
        let pieces = story.blocks.iter().flat_map(|block| &block.pieces);
        let in_text: BTreeSet<usize> = pieces.filter_map(|piece| piece.name).collect();
        for (number, name) in story.names.iter().enumerate() {
            self::name(page, name, number + 1, in_text.contains(&number));
        }
        page.raw("</ul>\n</div>\n");
    }
    page.raw("</aside>\n");
}

fn note(page: &mut Markup, note: &Note, stands_in_text: bool) {
    page.raw("<li class=\"note\" id=\"n").number(note.number).raw("\">\n<h3><span class=\"number\">");
    if stands_in_text {
        page.raw("<a href=\"#r").number(note.number).raw("\" aria-label=\"Note ").number(note.number);
        page.raw(", back to the text\">").number(note.number).raw("</a>");
    } else {
        page.number(note.number);
    }
    page.raw("</span> <span class=\"kind");
    if let Some(tag) = note.tag {
        page.raw(" swatch t").number(tag);
    }
    page.raw("\">").isolated(&note.title).raw("</span>");
    if let Some((verdict, name)) = &note.verdict {
        page.raw(" <span class=\"verdict ").raw(signs::class(*verdict)).raw("\"><span aria-hidden=\"true\">");
        page.raw(signs::verdict(*verdict)).raw("</span> ").isolated(name).raw("</span>");
    }
    page.raw("</h3>\n<blockquote dir=\"auto\">").text(&note.words).raw("</blockquote>\n");
    if !note.entries.is_empty() {
        page.raw("<dl>\n");
        for entry in &note.entries {
            page.raw("<dt>").raw(entry.label).raw("</dt><dd dir=\"auto\">").text(&entry.text).raw("</dd>\n");
        }
        page.raw("</dl>\n");
    }
    if !note.sources.is_empty() {
        page.raw("<ul class=\"sources\">\n");
        for source in &note.sources {
            self::source(page, source);
        }
        page.raw("</ul>\n");
    }
    page.raw("</li>\n");
}

fn source(page: &mut Markup, source: &Citation) {
    let confidential = source.standing.is_some_and(|standing| standing.starts_with("Confidential"));
    page.raw(if confidential { "<li class=\"confidential\">" } else { "<li>" });
    page.raw("<span class=\"stance\">").raw(source.stance).raw(":</span> ");
    page.linked(&source.title, source.link.as_deref());
    for detail in &source.details {
        page.raw(", ").isolated(detail);
    }
    if !source.address.is_empty() && source.link.is_none() {
        page.raw(", ").isolated(&source.address);
    }
    if let Some((archived, link)) = &source.archived {
        match link {
            Some(link) => page.raw(", ").linked("kept copy", Some(link)),
            None => page.raw(", copy kept at ").isolated(archived),
        };
    }
    if !source.excerpt.is_empty() {
        page.raw("<span class=\"excerpt\" dir=\"auto\">“").text(&source.excerpt).raw("”</span>");
    }
    if let Some(standing) = source.standing {
        page.raw("<span class=\"standing\">").raw(standing).raw("</span>");
    }
    page.raw("</li>\n");
}

fn name(page: &mut Markup, name: &Name, number: usize, stands_in_text: bool) {
    page.raw("<li id=\"e").number(number).raw("\">");
    if stands_in_text {
        page.raw("<a href=\"#m").number(number).raw("\">").isolated(&name.words).raw("</a>");
    } else {
        page.isolated(&name.words);
    }
    page.raw(" <small>").raw(&name.kind.label().to_lowercase());
    if !name.role.is_empty() {
        page.raw(", ").isolated(&name.role);
    }
    page.raw(if name.n_mentions == 1 { ", named once" } else { ", named " });
    if name.n_mentions != 1 {
        page.number(name.n_mentions).raw(" times");
    }
    for (words, link) in &name.links {
        page.raw(", ").linked(words, link.as_deref());
    }
    if !name.notes.is_empty() {
        page.raw("<br>").isolated(&name.notes);
    }
    page.raw("</small></li>\n");
}
