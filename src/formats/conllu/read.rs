//! CoNLL-U as documents.

use std::collections::HashMap;
use std::sync::Arc;

use crate::formats::ExchangeError;
use crate::formats::exchange::Imported;
use crate::formats::ids::Ids;
use crate::formats::labelled::{Label, Mark, Named, Side, assemble};
use crate::model::EntityId;
use crate::text::{Span, Spans};

use super::spaces;

/// What to do about a line that is wrong.
const HELP: &str = "Correct the line, or export it again from where it is from";

/// Reads the articles, each begun by `# newdoc`.
pub(in crate::formats) fn read(text: &str) -> Result<Vec<Imported>, ExchangeError> {
    let mut ids = Ids::new("conllu", text.as_bytes());
    let mut articles: Vec<Reading> = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        let (line, number) = (line.trim_end_matches('\r'), at + 1);
        if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim();
            if let Some(rest) = comment.strip_prefix("newdoc") {
                let name = rest.trim().strip_prefix("id").map(|name| name.trim_start_matches([' ', '=']));
                let name = name.filter(|name| !name.is_empty()).map(str::to_owned);
                articles.push(Reading { name, ..Reading::default() });
            } else if comment.starts_with("newpar") {
                articles.last_mut().into_iter().for_each(|article| article.paragraph = true);
            }
            continue;
        }
        if articles.is_empty() {
            articles.push(Reading::default());
        }
        if let Some(article) = articles.last_mut() {
            article.line(line, number)?;
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

/// A stretch that is open, or a whole one.
struct Open {
    entity: String,
    part: Option<(usize, usize)>,
    start: usize,
}

#[derive(Default)]
struct Reading {
    name: Option<String>,
    text: String,
    paragraph: bool,
    has_tokens: bool,
    /// White space owed before the next token, where the file says which.
    gap: Option<String>,
    open: Vec<Open>,
    kinds: HashMap<String, String>,
    /// Entity and stretches of each mention.
    mentions: Vec<(String, Vec<(usize, usize)>)>,
    /// Mentions whose later parts are still to come.
    unfinished: HashMap<(String, usize), Vec<(usize, usize)>>,
    /// The end of a token of several words.
    skip_to: usize,
}

impl Reading {
    fn line(&mut self, line: &str, number: usize) -> Result<(), ExchangeError> {
        if line.trim().is_empty() {
            self.skip_to = 0;
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, .., misc] = columns.as_slice() else {
            return Err(ExchangeError::at_line(
                number,
                1,
                "ten columns with tabs between them are needed",
                HELP,
            ));
        };
        if columns.len() != 10 {
            let message = format!("ten columns with tabs between them are needed, not {}", columns.len());
            return Err(ExchangeError::at_line(number, 1, message, HELP));
        }
        // Empty nodes are no words of the text; of words written as one token the token is.
        let whole = id.split_once('-').and_then(|(_, last)| last.parse().ok());
        let own: usize = id.split(['-', '.']).next().and_then(|id| id.parse().ok()).ok_or_else(|| {
            ExchangeError::at_line(number, 1, format!("“{id}” is no number of a token"), HELP)
        })?;
        let is_word = !id.contains('.') && (whole.is_some() || own > self.skip_to);
        if let Some(last) = whole {
            self.skip_to = last;
        }
        if is_word {
            self.token(form, misc, number)?;
        }
        let end = self.text.len();
        let start = end - form.len().min(end);
        for (name, value) in misc.split('|').filter_map(|pair| pair.split_once('=')) {
            if name == "Entity" && !id.contains('.') {
                let start = if is_word { start } else { end };
                self.entities(value, start, end, number)?;
            }
        }
        Ok(())
    }

    fn token(&mut self, form: &str, misc: &str, number: usize) -> Result<(), ExchangeError> {
        let mut space = None;
        for (name, value) in misc.split('|').filter_map(|pair| pair.split_once('=')) {
            let wrong =
                || ExchangeError::at_line(number, 1, format!("“{name}={value}” is no white space"), HELP);
            match name {
                "SpaceAfter" if value == "No" => space = Some(String::new()),
                "SpacesAfter" => space = Some(spaces::space(value).ok_or_else(wrong)?),
                "SpacesBefore" if self.text.is_empty() => {
                    self.text = spaces::space(value).ok_or_else(wrong)?;
                }
                _ => {}
            }
        }
        match self.gap.take() {
            Some(gap) => self.text.push_str(&gap),
            None if !self.has_tokens => {}
            None if self.paragraph => self.text.push_str("\n\n"),
            None => self.text.push(' '),
        }
        self.paragraph = false;
        self.has_tokens = true;
        self.text.push_str(form);
        self.gap = space;
        Ok(())
    }

    fn entities(
        &mut self,
        value: &str,
        start: usize,
        end: usize,
        number: usize,
    ) -> Result<(), ExchangeError> {
        let wrong = |what: &str| ExchangeError::at_line(number, 1, format!("“Entity={value}” {what}"), HELP);
        let mut rest = value;
        while !rest.is_empty() {
            if let Some(inside) = rest.strip_prefix('(') {
                let length = inside.find(['(', ')']).unwrap_or(inside.len());
                let (fields, after) = inside.split_at(length);
                let mut fields = fields.split('-');
                let head = fields.next().unwrap_or_default();
                let (entity, part) = entity_and_part(head).ok_or_else(|| wrong("names no entity"))?;
                if let Some(kind) = fields.next().filter(|kind| !kind.is_empty()) {
                    self.kinds.entry(entity.clone()).or_insert_with(|| kind.to_owned());
                }
                let open = Open { entity, part, start };
                if let Some(after) = after.strip_prefix(')') {
                    self.close(open, end);
                    rest = after;
                } else {
                    self.open.push(open);
                    rest = after;
                }
            } else {
                let length = rest.find(')').ok_or_else(|| wrong("has a bracket too few"))?;
                let (head, after) = rest.split_at(length);
                let (entity, part) = entity_and_part(head).ok_or_else(|| wrong("names no entity"))?;
                let found = self.open.iter().rposition(|open| open.entity == entity && open.part == part);
                let place = found.ok_or_else(|| wrong("closes what is not open"))?;
                let open = self.open.remove(place);
                self.close(open, end);
                rest = after.strip_prefix(')').unwrap_or_default();
            }
        }
        Ok(())
    }

    fn close(&mut self, open: Open, end: usize) {
        let Open { entity, part, start } = open;
        match part {
            None => self.mentions.push((entity, vec![(start, end)])),
            Some((number, of)) => {
                let stretches = self.unfinished.entry((entity.clone(), of)).or_default();
                stretches.push((start, end));
                if number == of {
                    let stretches = std::mem::take(stretches);
                    self.mentions.push((entity, stretches));
                }
            }
        }
    }

    fn end(mut self, ids: &mut Ids) -> Result<Imported, ExchangeError> {
        if let Some(gap) = self.gap.take() {
            self.text.push_str(&gap);
        }
        let text: Arc<str> = self.text.into();
        let mut named: HashMap<String, Named> = HashMap::new();
        let mut marks = Vec::new();
        for (entity, stretches) in &self.mentions {
            let spans = stretches.iter().map(|(start, end)| Span::new(&text, *start, *end));
            let spans: Result<Vec<Span>, _> = spans.collect();
            let Some(spans) = spans.ok().and_then(|spans| Spans::new(spans).ok()) else { continue };
            let label = Label::named(self.kinds.get(entity).map_or("Other", String::as_str));
            let mark = Mark::new(spans, label);
            if let Label::Mention(kind) = mark.label {
                let words = mark.spans.words(&text);
                let known = named.entry(entity.clone()).or_insert_with(|| Named {
                    id: EntityId(ids.next()),
                    kind,
                    name: String::new(),
                });
                if words.chars().count() > known.name.chars().count() {
                    known.name = words;
                }
            }
            marks.push((entity, mark));
        }
        marks.sort_by_key(|(_, mark)| mark.spans.first());
        let marks = marks.into_iter().map(|(entity, mut mark)| {
            mark.entity = named.get(entity).cloned();
            mark
        });
        let mut imported = assemble(&text, marks.collect(), &[], Side::default(), ids)?;
        imported.name = self.name;
        if !self.open.is_empty() {
            imported
                .notes
                .push(format!("Mentions left open at the end of the article: {}.", self.open.len()));
        }
        Ok(imported)
    }
}

/// `e1[2/3]` is the second of three parts.
fn entity_and_part(head: &str) -> Option<(String, Option<(usize, usize)>)> {
    let head = head.split('-').next().unwrap_or_default();
    if head.is_empty() {
        return None;
    }
    let Some((entity, part)) = head.split_once('[') else { return Some((head.to_owned(), None)) };
    let (number, of) = part.strip_suffix(']')?.split_once('/')?;
    let part = (number.parse().ok()?, of.parse().ok()?);
    (1..=part.1).contains(&part.0).then(|| (entity.to_owned(), Some(part)))
}
