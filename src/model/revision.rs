//! Earlier texts of the article, and annotations that have lost their place in the text of today.

use std::sync::Arc;

use jiff::Timestamp;

use crate::text::{Span, Spans};

use super::{Annotation, Article, Body};

/// When and by whom a revision was replaced by the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftStamp {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
}

/// An earlier revision of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its text, blocks and what was known of it.
    pub article: Article,
    /// When and by whom it was replaced.
    pub stamp: DraftStamp,
}

/// The words an annotation stood on in an earlier revision, with what stood around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The words and some of the text around them.
    pub text: Arc<str>,
    /// Which of it the annotation was about; places in [`Anchor::text`].
    pub spans: Spans,
}

impl Anchor {
    /// The words the annotation stood on.
    pub fn words(&self) -> String {
        self.spans.words(&self.text)
    }
}

/// An annotation whose place somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// What it stood on before.
    pub was: Anchor,
    /// How sure its place is, in percent.
    pub score: usize,
}

/// An annotation without a place in the article. Nothing of it is lost.
///
/// Invariant: its spans, and cue and source of a quote, are places in its own [`Orphan::text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// Everything it said.
    pub annotation: Annotation,
    /// The words it stood on and some of the text around them.
    pub text: Arc<str>,
    /// Whether somebody looked and found its words gone.
    pub gone: bool,
}

/// Bytes of text kept on each side, up to the next word.
const AROUND: usize = 120;

impl Anchor {
    /// What finds `spans` of `text` again.
    pub fn of(spans: &Spans, text: &str) -> Option<Self> {
        let around = around(text, spans.hull());
        let spans = spans.iter().map(|span| inside(span, text, around)).collect::<Option<Vec<_>>>()?;
        Some(Self { text: around.of(text).into(), spans: Spans::new(spans).ok()? })
    }
}

impl Orphan {
    /// `annotation`, which has its place in `text`, without it.
    pub fn of(annotation: &Annotation, text: &str) -> Option<Self> {
        let mut hull = annotation.spans.hull();
        if let Some(quote) = annotation.quote() {
            hull = [quote.cue, quote.source].into_iter().flatten().fold(hull, Span::hull);
        }
        let around = around(text, hull);
        let spans = annotation.spans.iter().map(|span| inside(span, text, around));
        let mut annotation = annotation.clone();
        annotation.spans = Spans::new(spans.collect::<Option<Vec<_>>>()?).ok()?;
        if let Body::Quote(quote) = &mut annotation.body {
            for span in [&mut quote.cue, &mut quote.source].into_iter().flatten() {
                *span = inside(*span, text, around)?;
            }
        }
        Some(Self { annotation, text: around.of(text).into(), gone: false })
    }

    /// The words it stood on.
    pub fn words(&self) -> String {
        self.annotation.spans.words(&self.text)
    }

    /// Whether every place of it is one in its own text.
    pub fn is_whole(&self) -> bool {
        let quote = self.annotation.quote();
        let parts = quote.into_iter().flat_map(|quote| [quote.cue, quote.source]).flatten();
        self.annotation.spans.fit(&self.text) && parts.into_iter().all(|span| span.fits(&self.text))
    }
}

/// The text around a span, from one blank to another.
fn around(text: &str, span: Span) -> Span {
    let from = text.floor_char_boundary(span.start().saturating_sub(AROUND));
    let to = text.ceil_char_boundary((span.end() + AROUND).min(text.len()));
    let head = text.get(from..span.start()).unwrap_or_default();
    let tail = text.get(span.end()..to).unwrap_or_default();
    let start = match head.find(char::is_whitespace) {
        Some(blank) if from > 0 => {
            from + blank + head.get(blank..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
        }
        _ => from,
    };
    let end = match tail.rfind(char::is_whitespace) {
        Some(blank) if to < text.len() => span.end() + blank,
        _ => to,
    };
    Span::new(text, start, end).unwrap_or(span)
}

/// `span` of `text` as a place in `part` of it.
fn inside(span: Span, text: &str, part: Span) -> Option<Span> {
    let start = span.start().checked_sub(part.start())?;
    Span::new(part.of(text), start, start + span.len()).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_has_the_words_and_some_around_them() {
        let text = format!("{}said Ada Lovelace on{}", "word ".repeat(60), " word".repeat(60));
        let at = text.find("Ada").unwrap();
        let anchor = Anchor::of(&Spans::one(Span::new(&text, at, at + 12).unwrap()), &text).unwrap();
        assert_eq!(anchor.words(), "Ada Lovelace");
        assert!(
            anchor.text.starts_with("word") && anchor.text.ends_with("word"),
            "whole words: {}",
            anchor.text
        );
        assert!(anchor.text.len() < 270);
    }
}
