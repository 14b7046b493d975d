//! Markdown, its source kept as it is: blocks are told by their marks, which stay in them.

use std::ops::Range;

use crate::model::{Article, ArticleMeta, BlockKind};

use super::guess::{byline_in, is_byline};
use super::lines::{Line, lines};
use super::{IngestError, article, stem_of, without_mark};

/// The article in Markdown `text`, kept exactly as it is but for a byte order mark, imported
/// from the file called `name`. Front matter between `---` lines fills in title, author, date,
/// language, site and address.
pub fn markdown(text: &str, name: &str) -> Result<Article, IngestError> {
    let text = without_mark(text);
    let mut reader = Reader { text, parts: Vec::new(), fence: None, is_closed: false };
    let lines = lines(text);
    let n_front = front_matter_length(text, &lines);
    let (front, body) = lines.split_at_checked(n_front).unwrap_or((&[], &lines));
    let mut meta = ArticleMeta { imported_from: name.to_owned(), ..ArticleMeta::default() };
    for line in front {
        read_field(line.of(text), &mut meta);
        reader.add(BlockKind::Furniture, line, line.range.start > 0);
    }
    for line in body {
        reader.take(line);
    }
    let parts = reader.parts;
    let words_of = |wanted: BlockKind| {
        let part = parts.iter().find(|(kind, _)| *kind == wanted);
        part.map(|(_, range)| bare(text.get(range.clone()).unwrap_or_default()).to_owned())
    };
    if meta.title.is_empty() {
        meta.title = words_of(BlockKind::Headline).unwrap_or_else(|| stem_of(name).to_owned());
    }
    if meta.byline.is_empty() {
        meta.byline = words_of(BlockKind::Byline).map(|line| byline_in(&line).to_owned()).unwrap_or_default();
    }
    article(text, parts, meta)
}

struct Reader<'t> {
    text: &'t str,
    parts: Vec<(BlockKind, Range<usize>)>,
    /// The mark that opened a fence not yet closed.
    fence: Option<&'t str>,
    /// Whether the last block is complete, so that no line goes on with it.
    is_closed: bool,
}

impl<'t> Reader<'t> {
    fn take(&mut self, line: &Line) {
        let words = line.of(self.text);
        if let Some(mark) = self.fence {
            self.add(BlockKind::Paragraph, line, true);
            if words.starts_with(mark) && words.trim_start_matches(mark).chars().all(|c| mark.starts_with(c))
            {
                self.fence = None;
                self.is_closed = true;
            }
            return;
        }
        self.fence = fence_of(words);
        if self.fence.is_some() {
            return self.add(BlockKind::Paragraph, line, false);
        }
        if !self.is_closed && self.underlines_heading(words, line) {
            return;
        }
        let (kind, may_go_on) = self.kind_of(words, line);
        let goes_on = may_go_on
            && !self.is_closed
            && !line.after_blank
            && self.parts.last().is_some_and(|(last, _)| *last == kind);
        self.add(kind, line, goes_on);
        self.is_closed = false;
    }

    /// The part `line` plays, and whether it may go on with the block above.
    fn kind_of(&self, words: &'t str, line: &Line) -> (BlockKind, bool) {
        if let Some(level) = heading_level(words) {
            return (self.heading_kind(level), false);
        }
        if is_rule(words) || words.starts_with("<!--") || is_link_definition(words) {
            return (BlockKind::Furniture, false);
        }
        if words.starts_with('|') {
            return (BlockKind::Table, false);
        }
        if is_list_item(words) {
            return (BlockKind::List, false);
        }
        if words.starts_with("![") && words.ends_with(')') {
            return (BlockKind::Caption, false);
        }
        let above = self.parts.last().map(|(kind, _)| *kind);
        if above == Some(BlockKind::List) && (!line.after_blank || line.range.start > line.start) {
            return (BlockKind::List, true);
        }
        let is_opening = self.parts.iter().all(|(kind, _)| *kind != BlockKind::Paragraph);
        if is_opening && is_byline(bare(words)) {
            return (BlockKind::Byline, false);
        }
        (BlockKind::Paragraph, true)
    }

    fn heading_kind(&self, level: usize) -> BlockKind {
        let is_first = self.parts.iter().all(|(kind, _)| *kind == BlockKind::Furniture);
        if level == 1 && is_first { BlockKind::Headline } else { BlockKind::Heading }
    }

    /// Turns the paragraph above `===` or `---` into a heading.
    fn underlines_heading(&mut self, words: &str, line: &Line) -> bool {
        let level = match words.bytes().next() {
            Some(b'=') if words.bytes().all(|byte| byte == b'=') => 1,
            Some(b'-') if words.bytes().all(|byte| byte == b'-') => 2,
            _ => return false,
        };
        if line.after_blank || self.parts.last().is_none_or(|(kind, _)| *kind != BlockKind::Paragraph) {
            return false;
        }
        let Some((_, range)) = self.parts.pop() else { return false };
        let kind = self.heading_kind(level);
        self.parts.push((kind, range.start..line.range.end));
        true
    }

    fn add(&mut self, kind: BlockKind, line: &Line, goes_on: bool) {
        match self.parts.last_mut() {
            Some((_, range)) if goes_on => range.end = line.range.end,
            _ => self.parts.push((kind, line.range.clone())),
        }
    }
}

/// How many lines the front matter takes; 0 where there is none or it is never closed.
fn front_matter_length(text: &str, lines: &[Line]) -> usize {
    let opens = lines.first().is_some_and(|line| line.of(text) == "---" && line.start == 0);
    let close = lines.iter().skip(1).position(|line| matches!(line.of(text), "---" | "..."));
    close.filter(|_| opens).map_or(0, |at| at + 2)
}

/// Takes over a `key: value` line of the front matter.
fn read_field(line: &str, meta: &mut ArticleMeta) {
    let Some((key, value)) = line.split_once(':') else { return };
    let value = value.trim().trim_matches(['"', '\'']);
    let field = match key.trim().to_lowercase().as_str() {
        "title" | "headline" => &mut meta.title,
        "author" | "byline" | "by" => &mut meta.byline,
        "date" | "published" => &mut meta.published,
        "lang" | "language" => &mut meta.language,
        "site" | "publication" => &mut meta.site,
        "url" | "canonical" => &mut meta.url,
        _ => return,
    };
    if field.is_empty() && !value.starts_with(['[', '{', '|', '>']) {
        value.clone_into(field);
    }
}

/// The words of a line without the marks of a heading and of emphasis around all of it.
fn bare(words: &str) -> &str {
    let first = words.lines().next().unwrap_or_default();
    let line = first.trim_start_matches('#').trim_end_matches('#').trim();
    let emphasised = ["***", "**", "*", "__", "_"].into_iter().find_map(|mark| {
        let inner = line.strip_prefix(mark)?.strip_suffix(mark)?;
        (!inner.contains(mark)).then_some(inner)
    });
    emphasised.unwrap_or(line)
}

fn heading_level(words: &str) -> Option<usize> {
    let rest = words.trim_start_matches('#');
    let level = words.len() - rest.len();
    ((1..=6).contains(&level) && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some(level)
}

/// The mark of a fence that `words` opens; "```code```" is no fence.
fn fence_of(words: &str) -> Option<&'static str> {
    let mark = ["```", "~~~"].into_iter().find(|mark| words.starts_with(mark))?;
    (mark == "~~~" || !words.trim_start_matches('`').contains('`')).then_some(mark)
}

fn is_rule(words: &str) -> bool {
    ['-', '*', '_'].iter().any(|mark| {
        words.matches(*mark).count() >= 3 && words.chars().all(|c| c == *mark || c.is_whitespace())
    })
}

fn is_link_definition(words: &str) -> bool {
    words.starts_with('[') && words.split_once("]: ").is_some_and(|(label, _)| !label.contains(']'))
}

fn is_list_item(words: &str) -> bool {
    let after_number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let n_digits = words.len() - after_number.len();
    let is_numbered =
        (1..=9).contains(&n_digits) && (after_number.starts_with(". ") || after_number.starts_with(") "));
    is_numbered || ["- ", "* ", "+ "].iter().any(|bullet| words.starts_with(bullet))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use BlockKind::{Byline, Caption, Furniture, Heading, Headline, List, Paragraph, Table};

    #[track_caller]
    fn check(text: &str, expected: &[(BlockKind, &str)]) -> ArticleMeta {
        let article = markdown(text, "draft.md").unwrap();
        assert_eq!(&**article.text(), text);
        let found: Vec<_> = article.blocks().iter().map(|block| (block.kind, block.span.of(text))).collect();
        assert_eq!(found, expected);
        article.meta
    }

    #[test]
    fn blocks_are_told_by_their_marks_and_keep_them() {
        let text = "# Karl *reopens* #\n\n*By Ana Lind*\n\nThe harbour\nopened.\n\n## Ships\n\n- one\n  more\n- two\n\n1. three\n\n> “Glad,” she\n> said.\n\n| a | b |\n|---|---|\n\n![Quay](quay.jpg)\n\n---\n";
        let meta = check(
            text,
            &[
                (Headline, "# Karl *reopens* #"),
                (Byline, "*By Ana Lind*"),
                (Paragraph, "The harbour\nopened."),
                (Heading, "## Ships"),
                (List, "- one\n  more"),
                (List, "- two"),
                (List, "1. three"),
                (Paragraph, "> “Glad,” she\n> said."),
                (Table, "| a | b |"),
                (Table, "|---|---|"),
                (Caption, "![Quay](quay.jpg)"),
                (Furniture, "---"),
            ],
        );
        assert_eq!((meta.title.as_str(), meta.byline.as_str()), ("Karl *reopens*", "Ana Lind"));
    }

    #[test]
    fn front_matter_fills_in_what_is_known() {
        let text = "---\ntitle: \"Karl: it reopens\"\nauthor: Ana Lind\ndate: 2025-11-03\ntags: [a, b]\n\nlang: en\n---\nIt rained.";
        let front = text.strip_suffix("\nIt rained.").unwrap();
        let meta = check(text, &[(Furniture, front), (Paragraph, "It rained.")]);
        assert_eq!(meta.title, "Karl: it reopens");
        assert_eq!(
            (meta.byline.as_str(), meta.published.as_str(), meta.language.as_str()),
            ("Ana Lind", "2025-11-03", "en")
        );
    }

    #[test]
    fn front_matter_that_is_never_closed_is_text() {
        check("---\ntitle: Karl", &[(Furniture, "---"), (Paragraph, "title: Karl")]);
    }

    #[test]
    fn fenced_lines_are_one_paragraph_even_when_never_closed() {
        check(
            "```\n# no heading\n\n- no list\n```\nAfter.",
            &[(Paragraph, "```\n# no heading\n\n- no list\n```"), (Paragraph, "After.")],
        );
        check("~~~ text\n# no heading", &[(Paragraph, "~~~ text\n# no heading")]);
    }

    #[test]
    fn an_underlined_line_is_a_heading() {
        let meta = check(
            "Karl reopens\n===\n\nIt rained.\n\nShips\n---\n",
            &[(Headline, "Karl reopens\n==="), (Paragraph, "It rained."), (Heading, "Ships\n---")],
        );
        assert_eq!(meta.title, "Karl reopens");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fail(text in prop_oneof!["\\PC{0,60}", "[-#=|>`~a1.\n\r\\[\\]: é👩\u{feff}]{0,60}"]) {
            match markdown(&text, "x.md") {
                Ok(article) => prop_assert!(!article.blocks().is_empty()),
                Err(error) => prop_assert_eq!(error, IngestError::Empty { name: "x.md".into() }),
            }
        }
    }
}
