//! CoNLL-2003's four columns with IOB2 tags: a token a line, an empty line behind a sentence,
//! `-DOCSTART-` before an article. Only mentions that do not overlap fit in.

use std::sync::Arc;

use crate::model::{Document, EntityKind};
use crate::text::{Span, Spans};

use super::ExchangeError;
use super::exchange::{Exported, Imported};
use super::ids::Ids;
use super::labelled::tokens::{Token, sentences};
use super::labelled::{Label, Mark, Side, Tagset, Taken, assemble, trimmed};
use super::loss::{Loss, Part, counted, losses};

const CARRIES: &[Part] = &[Part::Mentions];

/// Writes an article.
pub(super) fn write(document: &Document) -> Exported {
    let (mentions, lost) = mentions(document);
    let mut cuts: Vec<usize> = mentions.iter().flat_map(|(span, _)| [span.start(), span.end()]).collect();
    cuts.sort_unstable();
    let mut page = "-DOCSTART- -X- -X- O\n\n".to_owned();
    let mut next = 0;
    for (_, tokens) in sentences(document.article(), &cuts) {
        for (at, Token { start, end }) in tokens.into_iter().enumerate() {
            while mentions.get(next).is_some_and(|(span, _)| span.end() <= start) {
                next += 1;
            }
            let inside = mentions.get(next).filter(|(span, _)| span.contains(start));
            // A sentence does not end inside a mention.
            if at == 0 && !page.ends_with("\n\n") && inside.is_none_or(|(span, _)| span.start() == start) {
                page.push('\n');
            }
            let tag = inside.map_or_else(
                || "O".to_owned(),
                |(span, kind)| {
                    let begins = if span.start() == start { "B" } else { "I" };
                    format!("{begins}-{}", Label::Mention(*kind).name(Tagset::Conll))
                },
            );
            page.push_str(document.text().get(start..end).unwrap_or_default());
            page.push_str(" -X- -X- ");
            page.push_str(&tag);
            page.push('\n');
        }
    }
    page.push('\n');
    let mut all = losses(document, CARRIES);
    all.extend(lost);
    Exported::one(".conll", page, all)
}

/// The stretches of mentions without white space at their ends, the longest where some overlap, in
/// order; and what had to stay out.
fn mentions(document: &Document) -> (Vec<(Span, EntityKind)>, Vec<Loss>) {
    let text = document.text();
    let (mut found, mut invisible) = (Vec::new(), 0);
    for annotation in document.annotations() {
        let entity = annotation.mention().and_then(|mention| document.entity(mention.entity));
        let Some(entity) = entity else { continue };
        for span in annotation.spans.iter() {
            match trimmed(text, span) {
                Some(span) => found.push((span, entity.kind)),
                None => invisible += 1,
            }
        }
    }
    found.sort_by_key(|(span, _)| (std::cmp::Reverse(span.len()), span.start()));
    let n_found = found.len();
    let mut taken = Taken::default();
    found.retain(|(span, _)| taken.take(*span));
    found.sort_by_key(|(span, _)| *span);
    let overlapping = n_found - found.len();
    let lost = [(Part::Overlapping, overlapping), (Part::Invisible, invisible)];
    (found, counted(lost).collect())
}

/// Reads the articles. The tag is the last column, in IOB1, IOB2 or IOBES; spaces between tokens
/// are ours.
pub(super) fn read(text: &str) -> Result<Vec<Imported>, ExchangeError> {
    let mut ids = Ids::new("conll", text.as_bytes());
    let mut articles = vec![Reading::default()];
    for (at, line) in text.split('\n').enumerate() {
        let line = line.trim_end_matches('\r');
        if line.starts_with("-DOCSTART-") {
            articles.push(Reading::default());
        } else if let Some(article) = articles.last_mut() {
            article.line(line, at + 1)?;
        }
    }
    let read: Result<Vec<Imported>, _> = articles
        .into_iter()
        .filter(|article| !article.text.is_empty())
        .map(|article| article.end(&mut ids))
        .collect();
    match read {
        Ok(none) if none.is_empty() => {
            Err(ExchangeError::whole("there is no token in it", "Export it again from where it is from"))
        }
        read => read,
    }
}

#[derive(Default)]
struct Reading {
    text: String,
    /// The tokens of each sentence, each with its tag.
    sentences: Vec<Vec<(Token, String)>>,
    in_sentence: bool,
}

impl Reading {
    fn line(&mut self, line: &str, number: usize) -> Result<(), ExchangeError> {
        let columns: Vec<&str> = line.split([' ', '\t']).filter(|column| !column.is_empty()).collect();
        let (Some(token), Some(tag)) = (columns.first(), columns.last()) else {
            self.in_sentence = false;
            return Ok(());
        };
        if columns.len() < 2 {
            return Err(ExchangeError::at_line(
                number,
                1,
                "a token and its tag are needed, with a space between them",
                "Write O behind a token that names nothing",
            ));
        }
        if !self.text.is_empty() {
            self.text.push(if self.in_sentence { ' ' } else { '\n' });
        }
        if !self.in_sentence {
            self.sentences.push(Vec::new());
        }
        self.in_sentence = true;
        let start = self.text.len();
        self.text.push_str(token);
        let known = *tag == "O"
            || tag.split_once('-').is_some_and(|(how, _)| matches!(how, "B" | "I" | "E" | "S" | "L" | "U"));
        if !known {
            return Err(ExchangeError::at_line(
                number,
                line.chars().count() - tag.chars().count() + 1,
                format!("“{tag}” is no tag"),
                "A tag is O, or B- or I- and a label, as B-PER",
            ));
        }
        if let Some(sentence) = self.sentences.last_mut() {
            sentence.push((start..self.text.len(), (*tag).to_owned()));
        }
        Ok(())
    }

    fn end(self, ids: &mut Ids) -> Result<Imported, ExchangeError> {
        let text: Arc<str> = self.text.into();
        let mut marks = Vec::new();
        for sentence in &self.sentences {
            for (range, label) in chunks(sentence) {
                let Ok(span) = Span::new(&text, range.start, range.end) else { continue };
                marks.push(Mark::new(Spans::one(span), Label::named(label)));
            }
        }
        assemble(&text, marks, &[], Side::default(), ids)
    }
}

/// The labelled runs of a sentence.
fn chunks(sentence: &[(Token, String)]) -> Vec<(Token, &str)> {
    let mut found: Vec<(Token, &str)> = Vec::new();
    let mut open = false;
    for (token, tag) in sentence {
        let Some((how, label)) = tag.split_once('-') else {
            open = false;
            continue;
        };
        let goes_on = open && matches!(how, "I" | "E" | "L");
        match found.last_mut().filter(|(_, last)| goes_on && *last == label) {
            Some((range, _)) => range.end = token.end,
            None => found.push((token.clone(), label)),
        }
        open = !matches!(how, "E" | "S" | "L" | "U");
    }
    found
}
