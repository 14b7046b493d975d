//! CoNLL-2003's four columns with IOB2 tags: a token a line, an empty line behind a sentence,
//! `-DOCSTART-` before an article. Only mentions that do not overlap fit in.
//!
//! After “Language-Independent Named Entity Recognition (II)” of CoNLL-2003
//! (<https://www.clips.uantwerpen.be/conll2003/ner/>), whose tags begin a name with `B-` only behind
//! another of its kind, and the further ways of tagging that seqeval 1.2 and spaCy 3.8 know; with the
//! numbered tokens, comments and second column of tags of `GermEval` 2014
//! (<https://huggingface.co/datasets/GermanEval/germeval_14>).

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Document, EntityKind};
use crate::text::{Span, Spans};

use super::ExchangeError;
use super::exchange::{Exported, Imported};
use super::ids::Ids;
use super::labelled::tokens::{Token, sentences};
use super::labelled::{Label, Mark, Side, Tagset, Taken, assemble, trimmed};
use super::left_out::LeftOut;
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
    found.sort_by_key(|(span, _)| (Reverse(span.len()), span.start()));
    let n_found = found.len();
    let mut taken = Taken::default();
    found.retain(|(span, _)| taken.take(*span));
    found.sort_by_key(|(span, _)| *span);
    let overlapping = n_found - found.len();
    let lost = [(Part::Overlapping, overlapping), (Part::Invisible, invisible)];
    (found, counted(lost).collect())
}

/// Reads the articles. The tags are the last columns, in IOB1, IOB2, IOE, IOBES or BILOU; spaces
/// between tokens are ours.
pub(super) fn read(text: &str) -> Result<Vec<Imported>, ExchangeError> {
    let mut ids = Ids::new("conll", text.as_bytes());
    let is_numbered = is_numbered(text);
    let mut articles = vec![Reading::default()];
    for (at, line) in text.split('\n').enumerate() {
        let line = line.trim_end_matches('\r');
        if line.starts_with("-DOCSTART-") {
            articles.push(Reading::default());
        } else if let Some(article) = articles.last_mut() {
            article.line(line, is_numbered, at + 1)?;
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

/// The columns of a line. A token in a file with tabs may have spaces in it.
fn columns(line: &str) -> Vec<&str> {
    let columns: Vec<&str> =
        if line.contains('\t') { line.split('\t').collect() } else { line.split(' ').collect() };
    columns.into_iter().map(str::trim).filter(|column| !column.is_empty()).collect()
}

/// Whether the first column counts the tokens of each sentence.
fn is_numbered(text: &str) -> bool {
    let (mut next, mut found) = (1_usize, false);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match columns(line).as_slice() {
            [] => next = 1,
            [number, _, _, ..] if number.parse() == Ok(next) => {
                next += 1;
                found = true;
            }
            _ => return false,
        }
    }
    found
}

/// How a token stands to a name, and what the name is called; nothing for a token outside of names,
/// an error for what is no tag.
fn tag(column: &str) -> Result<Option<(char, &str)>, ()> {
    if column == "O" {
        return Ok(None);
    }
    let (how, label) = column.split_once('-').unwrap_or((column, ""));
    match how {
        "B" | "I" | "E" | "S" | "L" | "U" | "M" => Ok(how.chars().next().map(|how| (how, label))),
        _ => Err(()),
    }
}

#[derive(Default)]
struct Reading {
    text: String,
    /// The tokens of each sentence, each with its tags.
    sentences: Vec<Vec<(Token, Vec<String>)>>,
    in_sentence: bool,
    /// Columns that say something else, by their places.
    others: BTreeSet<usize>,
    left_out: LeftOut,
}

impl Reading {
    fn line(&mut self, line: &str, is_numbered: bool, number: usize) -> Result<(), ExchangeError> {
        let columns = columns(line);
        let is_tagged = columns.last().is_some_and(|last| tag(last).is_ok());
        if line.starts_with('#') && (is_numbered || !is_tagged) {
            self.left_out.add("comment");
            return Ok(());
        }
        let columns = columns.get(usize::from(is_numbered)..).unwrap_or_default();
        let [token, about @ .., last] = columns else {
            if !columns.is_empty() {
                return Err(ExchangeError::at_line(
                    number,
                    1,
                    "a token and its tag are needed, with a space between them",
                    "Write O behind a token that names nothing",
                ));
            }
            self.in_sentence = false;
            return Ok(());
        };
        if !is_tagged {
            return Err(ExchangeError::at_line(
                number,
                line.chars().count() - last.chars().count() + 1,
                format!("“{last}” is no tag"),
                "A tag is O, or B- or I- and a label, as B-PER",
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
        // Of numbered tokens further columns may be names within names.
        let n_tags =
            if is_numbered { about.iter().rev().take_while(|own| tag(own).is_ok()).count() } else { 0 };
        let (about, inner) = about.split_at(about.len() - n_tags);
        self.others.extend(
            about.iter().enumerate().filter(|(_, own)| !matches!(**own, "-X-" | "_" | "O")).map(|(at, _)| at),
        );
        let tags = inner.iter().chain([last]).map(|tag| (*tag).to_owned()).collect();
        if let Some(sentence) = self.sentences.last_mut() {
            sentence.push((start..self.text.len(), tags));
        }
        Ok(())
    }

    fn end(mut self, ids: &mut Ids) -> Result<Imported, ExchangeError> {
        let text: Arc<str> = self.text.into();
        let mut marks = Vec::new();
        for sentence in &self.sentences {
            let n_columns = sentence.iter().map(|(_, tags)| tags.len()).max().unwrap_or_default();
            for column in 0..n_columns {
                for (range, label) in chunks(sentence, column) {
                    let Ok(span) = Span::new(&text, range.start, range.end) else { continue };
                    let label = if label.is_empty() {
                        Label::Mention(EntityKind::Other)
                    } else {
                        Label::named(label)
                    };
                    marks.push(Mark::new(Spans::one(span), label));
                }
            }
        }
        marks.sort_by_key(|mark| (mark.spans.first().start(), Reverse(mark.spans.first().end())));
        for _ in &self.others {
            self.left_out.add("further column");
        }
        let mut imported = assemble(&text, marks, &[], Side::default(), ids)?;
        imported.notes.push(
            "The file does not say which white space is between its tokens; one space, or a line break behind a sentence, was put there."
                .to_owned(),
        );
        imported.notes.extend(self.left_out.note());
        Ok(imported)
    }
}

/// The labelled runs of a sentence in one of the columns of tags.
fn chunks(sentence: &[(Token, Vec<String>)], column: usize) -> Vec<(Token, &str)> {
    let mut found: Vec<(Token, &str)> = Vec::new();
    let mut open = false;
    for (token, tags) in sentence {
        let Some((how, label)) = tags.get(column).and_then(|own| tag(own).ok().flatten()) else {
            open = false;
            continue;
        };
        let goes_on = open && matches!(how, 'I' | 'E' | 'L' | 'M');
        match found.last_mut().filter(|(_, last)| goes_on && *last == label) {
            Some((range, _)) => range.end = token.end,
            None => found.push((token.clone(), label)),
        }
        open = !matches!(how, 'E' | 'S' | 'L' | 'U');
    }
    found
}
