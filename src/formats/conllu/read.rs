//! CoNLL-U as documents.

use std::sync::Arc;

use crate::formats::ExchangeError;
use crate::formats::exchange::Imported;
use crate::formats::ids::Ids;
use crate::formats::labelled::{Side, assemble};

use super::entities::{Fields, Mentions};
use super::spaces;

/// What to do about a line that is wrong.
const HELP: &str = "Correct the line, or export it again from where it is from";

/// Reads the articles, each begun by `# newdoc`.
pub(in crate::formats) fn read(text: &str) -> Result<Vec<Imported>, ExchangeError> {
    let mut ids = Ids::new("conllu", text.as_bytes());
    let mut articles: Vec<Reading> = Vec::new();
    let mut fields = Fields::default();
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
            } else if let Some((name, value)) = comment.split_once('=') {
                match (name.trim(), articles.last_mut()) {
                    ("global.Entity", _) => fields = Fields::declared(value.trim()),
                    (name, Some(article)) => article.about(name, value.trim()),
                    (_, None) => {}
                }
            }
            continue;
        }
        if articles.is_empty() {
            articles.push(Reading::default());
        }
        if let Some(article) = articles.last_mut() {
            article.line(line, &fields, number)?;
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
    name: Option<String>,
    side: Side,
    text: String,
    paragraph: bool,
    has_tokens: bool,
    /// White space owed before the next token, where the file says which.
    gap: Option<Gap>,
    mentions: Mentions,
    /// Where the last token is.
    token: (usize, usize),
    /// The last of the words that are in it, where there are several.
    skip_to: usize,
}

/// White space behind a token.
enum Gap {
    /// None, unless a paragraph ends there.
    Nothing,
    Exactly(String),
}

impl Reading {
    /// What a comment says about the article.
    fn about(&mut self, name: &str, value: &str) {
        let Some(fact) = name.strip_prefix("meta::") else { return };
        match fact {
            "title" => value.clone_into(&mut self.side.meta.title),
            "sourceURL" => value.clone_into(&mut self.side.meta.url),
            "author" => value.clone_into(&mut self.side.meta.byline),
            "dateCreated" => value.clone_into(&mut self.side.meta.published),
            _ => self.mentions.left_out.add(name),
        }
    }

    fn line(&mut self, line: &str, fields: &Fields, number: usize) -> Result<(), ExchangeError> {
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
        // An empty node lies behind the token before it, a word of several in the whole of them.
        let place = if id.contains('.') { (self.text.len(), self.text.len()) } else { self.token };
        for (name, value) in misc.split('|').filter_map(|pair| pair.split_once('=')) {
            match name {
                "Entity" => self.mentions.take(value, fields, place).map_err(|what| {
                    ExchangeError::at_line(number, 1, format!("“Entity={value}” {what}"), HELP)
                })?,
                "Bridge" | "SplitAnte" => self.mentions.left_out.add(name),
                _ => {}
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
                "SpaceAfter" if value == "No" && space.is_none() => space = Some(Gap::Nothing),
                "SpacesAfter" => space = Some(Gap::Exactly(spaces::space(value).ok_or_else(wrong)?)),
                "NewPar" if value == "Yes" => self.paragraph = true,
                "SpacesBefore" if self.text.is_empty() => {
                    self.text = spaces::space(value).ok_or_else(wrong)?;
                }
                _ => {}
            }
        }
        match self.gap.take() {
            Some(Gap::Exactly(gap)) => self.text.push_str(&gap),
            _ if !self.has_tokens => {}
            _ if self.paragraph => self.text.push_str("\n\n"),
            Some(Gap::Nothing) => {}
            None => self.text.push(' '),
        }
        self.paragraph = false;
        self.has_tokens = true;
        let start = self.text.len();
        self.text.push_str(form);
        self.token = (start, self.text.len());
        self.gap = space;
        Ok(())
    }

    fn end(mut self, ids: &mut Ids) -> Result<Imported, ExchangeError> {
        if let Some(Gap::Exactly(gap)) = self.gap.take() {
            self.text.push_str(&gap);
        }
        let text: Arc<str> = self.text.into();
        let (marks, entities, notes) = self.mentions.end(&text, ids);
        let mut side = self.side;
        for entity in entities {
            side.add(entity);
        }
        let mut imported = assemble(&text, marks, &[], side, ids)?;
        imported.name = self.name;
        imported.notes.extend(notes);
        Ok(imported)
    }
}
