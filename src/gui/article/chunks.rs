//! The pieces the article is laid out in: a block, or a part of a very long one.

use std::ops::Range;

use egui::{Color32, FontFamily};

use crate::gui::fonts;
use crate::gui::theme::Theme;
use crate::model::{Article, BlockKind};
use crate::text::segment;

/// A piece longer than this is cut, so that no layout takes long. Bytes.
const LONGEST: usize = 4096;
/// The end of a sentence is looked for so far back, bytes.
const SENTENCE_WITHIN: usize = 1024;
/// The start of a grapheme is looked for so far back, bytes.
const GRAPHEME_WITHIN: usize = 256;

/// A piece of the text that is laid out at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Byte range of the article's text.
    pub(super) range: Range<usize>,
    /// The part its block plays; text outside every block counts as a paragraph.
    pub(super) kind: BlockKind,
    /// Index of its block.
    pub(super) block: Option<usize>,
    /// Whether it begins its block.
    pub(super) first: bool,
}

/// Cuts the whole article into chunks; no visible character is left out.
pub(super) fn chunks(article: &Article) -> Vec<Chunk> {
    let text = article.text();
    let mut chunks = Vec::with_capacity(article.blocks().len());
    let mut at = 0;
    for (block_idx, block) in article.blocks().iter().enumerate() {
        push_gap(&mut chunks, text, at..block.span.start());
        push(&mut chunks, text, block.span.start()..block.span.end(), block.kind, Some(block_idx));
        at = block.span.end();
    }
    push_gap(&mut chunks, text, at..text.len());
    chunks
}

/// Puts an empty paragraph where a caret is between two blocks.
pub(super) fn insert_empty(chunks: &mut Vec<Chunk>, at: usize) {
    let place = chunks.partition_point(|chunk| chunk.range.start < at);
    let empty = Chunk { range: at..at, kind: BlockKind::Paragraph, block: None, first: true };
    chunks.insert(place, empty);
}

fn push_gap(chunks: &mut Vec<Chunk>, text: &str, range: Range<usize>) {
    let gap = text.get(range.clone()).unwrap_or_default();
    if !gap.trim().is_empty() {
        let start = range.start + (gap.len() - gap.trim_start().len());
        push(chunks, text, start..start + gap.trim().len(), BlockKind::Paragraph, None);
    }
}

fn push(chunks: &mut Vec<Chunk>, text: &str, range: Range<usize>, kind: BlockKind, block: Option<usize>) {
    let mut start = range.start;
    while start < range.end {
        let end = cut(text, start, range.end);
        chunks.push(Chunk { range: start..end, kind, block, first: start == range.start });
        start = end;
    }
}

/// Where the chunk that begins at `start` ends: behind the last line break or sentence within reach,
/// else behind the last white space, else between two graphemes.
fn cut(text: &str, start: usize, end: usize) -> usize {
    if end - start <= LONGEST {
        return end;
    }
    let reach = text.floor_char_boundary(start + LONGEST);
    let within = text.get(start..reach).unwrap_or_default();
    let late = text.floor_char_boundary(reach - SENTENCE_WITHIN) - start;
    let mut spaces = within.char_indices().rev().filter(|(_, c)| c.is_whitespace());
    let last = spaces.next();
    let ends_sentence = |(at, c): &(usize, char)| {
        let before = within.get(..*at).unwrap_or_default().trim_end_matches(['”', '"', '’', ')', '»']);
        *c == '\n' || before.ends_with(['.', '!', '?', '…', '؟', '।'])
    };
    let near = last.into_iter().chain(spaces).take_while(|(at, _)| *at >= late).find(ends_sentence);
    if let Some((at, c)) = near.or(last).filter(|(at, _)| *at > 0) {
        return start + at + c.len_utf8();
    }
    let near = text.floor_char_boundary(reach - GRAPHEME_WITHIN);
    let tail = text.get(near..(reach + 4 * GRAPHEME_WITHIN).min(end)).or_else(|| text.get(near..end));
    let boundary = segment::graphemes(tail.unwrap_or_default())
        .map(|grapheme| near + grapheme.start)
        .take_while(|at| *at <= reach)
        .last();
    boundary.filter(|at| *at > near).unwrap_or(reach)
}

/// How a kind of block is set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting {
    /// The face.
    pub(super) family: FontFamily,
    /// Size as a multiple of the text size.
    pub(super) scale: f32,
    /// Space before it as a multiple of the text size.
    pub(super) before: f32,
    /// Indentation as a multiple of the text size.
    pub(super) indent: f32,
}

impl Setting {
    /// Size of the letters, points, for text of this size.
    pub(super) fn size(&self, text_size: f32) -> f32 {
        (text_size * self.scale).round()
    }
}

/// How a kind of block is set.
pub(super) fn setting(kind: BlockKind) -> Setting {
    let (family, scale, before, indent) = match kind {
        BlockKind::Headline => (fonts::reading_bold(), 1.75, 0.4, 0.0),
        BlockKind::Byline | BlockKind::Dateline => (fonts::reading_italic(), 0.9, 0.5, 0.0),
        BlockKind::Caption | BlockKind::Credit => (fonts::reading_italic(), 0.88, 0.7, 1.2),
        BlockKind::Heading => (fonts::reading_bold(), 1.15, 1.3, 0.0),
        BlockKind::Paragraph => (fonts::reading(), 1.0, 0.75, 0.0),
        BlockKind::List => (fonts::reading(), 1.0, 0.3, 1.2),
        BlockKind::Table => (FontFamily::Monospace, 0.85, 0.1, 0.0),
        BlockKind::Furniture => (FontFamily::Proportional, 0.78, 0.5, 0.0),
    };
    Setting { family, scale, before, indent }
}

/// The faces and sizes that most of an article is set in, points, for text of this size.
pub(in crate::gui) fn sizes(text_size: f32) -> impl Iterator<Item = (FontFamily, f32)> {
    [BlockKind::Caption, BlockKind::Heading, BlockKind::Paragraph].into_iter().map(move |kind| {
        let setting = setting(kind);
        let size = setting.size(text_size);
        (setting.family, size)
    })
}

/// The colour a kind of block is set in.
pub(super) fn colour(kind: BlockKind, theme: &Theme) -> Color32 {
    match kind {
        BlockKind::Furniture => theme.faint,
        BlockKind::Byline | BlockKind::Dateline | BlockKind::Caption | BlockKind::Credit => theme.weak,
        _ => theme.text,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::string_slice, reason = "tests")]
mod tests {
    use super::*;
    use crate::model::{ArticleMeta, Block, Extra};
    use crate::text::Span;

    fn article(text: &str, blocks: &[Range<usize>]) -> Article {
        let block = |range: &Range<usize>| Block {
            kind: BlockKind::Paragraph,
            span: Span::new(text, range.start, range.end).unwrap(),
            extra: Extra::new(),
        };
        Article::new(text, blocks.iter().map(block).collect(), ArticleMeta::default()).unwrap()
    }

    #[test]
    fn text_outside_every_block_is_shown_too() {
        let text = "one\nstray\ntwo\ntail";
        let pieces: Vec<String> = chunks(&article(text, &[0..3, 10..13]))
            .into_iter()
            .map(|chunk| text[chunk.range].to_owned())
            .collect();
        assert_eq!(pieces, ["one", "stray", "two", "tail"]);
    }

    #[test]
    fn a_huge_paragraph_is_cut_behind_a_sentence_where_one_ends() {
        let text = "One two three four. Five six seven eight! ".repeat(300);
        let pieces = chunks(&article(&text, std::slice::from_ref(&(0..text.len()))));
        assert!(pieces.len() > 2);
        let ends = pieces.iter().map(|chunk| text[chunk.range.clone()].trim_end());
        assert!(ends.into_iter().all(|words| words.ends_with(['.', '!'])));
    }

    #[test]
    fn a_huge_paragraph_without_white_space_is_cut_between_graphemes() {
        for word in ["e\u{301}", "👩\u{200d}👧", "क\u{94d}षि", "東"] {
            let text = word.repeat(4000);
            let pieces = chunks(&article(&text, std::slice::from_ref(&(0..text.len()))));
            assert!(pieces.len() > 2 && pieces.iter().all(|chunk| chunk.range.len() <= LONGEST));
            assert!(pieces.iter().all(|chunk| chunk.range.start % word.len() == 0), "{word}");
        }
    }

    #[test]
    fn a_huge_paragraph_is_cut_between_words_and_nothing_is_lost() {
        let text = "wörter ".repeat(3000);
        let whole = 0..text.trim_end().len();
        let pieces = chunks(&article(&text, std::slice::from_ref(&whole)));
        assert!(pieces.len() > 4 && pieces.iter().all(|chunk| chunk.range.len() <= LONGEST));
        assert!(pieces.windows(2).all(|pair| pair[0].range.end == pair[1].range.start));
        assert!(pieces[1..].iter().all(|chunk| text[chunk.range.clone()].starts_with('w')));
    }
}
