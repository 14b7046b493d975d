//! The last look at an article from a structured source: what its elements do not tell is
//! guessed from the words, and blocks that are no part of the story become furniture.

use crate::model::{ArticleMeta, BlockKind};
use crate::text::Span;

use super::assemble::Assembly;
use super::credits::credit_start;
use super::furniture::is_furniture;
use super::guess::{byline_in, kinds, same_words};
use super::{Comment, Imported, IngestError, Notes, article, stem_of};

/// How far a source's own structure is to be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// Title and author are known from the source, and its paragraphs are paragraphs.
    Title,
    /// Title, author and headings may be mere lines of text.
    Lines,
}

/// An article under way.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) assembly: Assembly,
    pub(super) meta: ArticleMeta,
    /// Comments of the source; byte ranges of the assembled text.
    pub(super) comments: Vec<Remark>,
    trust: Trust,
}

/// A comment of the source on a stretch of text that may have white space around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remark {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) author: String,
    pub(super) date: String,
    pub(super) words: String,
}

impl Draft {
    pub(super) fn new(name: &str, trust: Trust) -> Self {
        let meta = ArticleMeta { imported_from: name.to_owned(), ..ArticleMeta::default() };
        Self { assembly: Assembly::default(), meta, comments: Vec::new(), trust }
    }

    /// The article, with the guesses made.
    pub(super) fn settle(self, notes: Notes) -> Result<Imported, IngestError> {
        let Self { assembly, mut meta, comments, trust } = self;
        let Assembly { text, mut parts, .. } = assembly;
        let words: Vec<&str> =
            parts.iter().map(|(_, range)| text.get(range.clone()).unwrap_or_default()).collect();
        let own: Vec<BlockKind> = parts.iter().map(|(kind, _)| *kind).collect();
        let settled = match trust {
            Trust::Title => told(&words, &own, &meta),
            Trust::Lines => guessed(&words, &own),
        };
        let first = |kind: BlockKind| {
            let found = settled.iter().position(|own| *own == kind).and_then(|at| words.get(at));
            found.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        if meta.title.is_empty() || trust == Trust::Lines {
            let known = std::mem::take(&mut meta.title);
            let known = if known.is_empty() { stem_of(&meta.imported_from).to_owned() } else { known };
            meta.title = first(BlockKind::Headline).unwrap_or(known);
        }
        if meta.byline.is_empty() || trust == Trust::Lines {
            let known = std::mem::take(&mut meta.byline);
            meta.byline = first(BlockKind::Byline).map_or(known, |line| byline_in(&line).to_owned());
        }
        for ((kind, _), settled) in parts.iter_mut().zip(settled) {
            *kind = settled;
        }
        let comments = comments.into_iter().filter_map(|remark| placed(&text, remark)).collect();
        let article = article(&text, parts, meta)?;
        Ok(Imported::new(article, comments, notes))
    }
}

/// The parts where title and author are known.
fn told(lines: &[&str], own: &[BlockKind], meta: &ArticleMeta) -> Vec<BlockKind> {
    let mut has_headline = own.contains(&BlockKind::Headline);
    let mut has_byline = own.contains(&BlockKind::Byline);
    let mut settled = Vec::with_capacity(own.len());
    for (line, kind) in lines.iter().zip(own) {
        let repeats_title = same_words(line, &meta.title);
        let is_author = !meta.byline.is_empty() && same_words(byline_in(line), byline_in(&meta.byline));
        let kind = match kind {
            BlockKind::Headline | BlockKind::Byline | BlockKind::Credit => *kind,
            _ if repeats_title && !has_headline => {
                has_headline = true;
                BlockKind::Headline
            }
            _ if is_author && !has_byline => {
                has_byline = true;
                BlockKind::Byline
            }
            _ if repeats_title || is_author || is_furniture(line) => BlockKind::Furniture,
            BlockKind::Paragraph | BlockKind::Caption => match credit_start(line) {
                Some(0) => BlockKind::Credit,
                Some(_) if *kind == BlockKind::Caption => BlockKind::Caption,
                _ => *kind,
            },
            kind => *kind,
        };
        settled.push(kind);
    }
    settled
}

/// The parts where the source's structure says little.
fn guessed(lines: &[&str], own: &[BlockKind]) -> Vec<BlockKind> {
    let has_headline = own.contains(&BlockKind::Headline);
    // What the source itself calls furniture heads nothing.
    let is_text = |kind: &BlockKind| *kind != BlockKind::Furniture;
    let texts: Vec<&str> =
        lines.iter().zip(own).filter(|(_, kind)| is_text(kind)).map(|(line, _)| *line).collect();
    let mut guesses = kinds(&texts).into_iter();
    let mut guess = |kind: &BlockKind| {
        let guess = if is_text(kind) { guesses.next() } else { None };
        guess.unwrap_or(BlockKind::Furniture)
    };
    own.iter()
        .map(|own| (guess(own), own))
        .map(|(guess, own)| match (own, guess) {
            (BlockKind::Paragraph, BlockKind::Headline) if has_headline => BlockKind::Paragraph,
            (BlockKind::Heading, BlockKind::Headline) if !has_headline => BlockKind::Headline,
            (BlockKind::Paragraph, guess) => guess,
            (own, _) => *own,
        })
        .collect()
}

/// The comment without the white space around its words; none where there are no words.
fn placed(text: &str, remark: Remark) -> Option<Comment> {
    let Remark { start, end, author, date, words } = remark;
    let stretch = text.get(start..end.min(text.len()))?;
    let start = start + (stretch.len() - stretch.trim_start().len());
    let span = Span::new(text, start, start + stretch.trim().len()).ok()?;
    Some(Comment { span, author, date, words })
}
