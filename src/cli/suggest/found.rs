//! What is proposed for a file, as a line of JSON and as lines for people.

use std::ops::Range;

use serde::Serialize;

use crate::cli::find::one_line;
use crate::model::QuoteKind;
use crate::session::suggest::By;
use crate::suggest::external::{Item, ItemKind};
use crate::suggest::{Suggestions, kind_word};
use crate::text::units::UnitIndex;

/// Start and end in code points.
type Place = [usize; 2];

/// The text offsets are counted in, and where in it the article begins, bytes.
pub(super) struct Counting {
    units: UnitIndex,
    shift: usize,
}

impl Counting {
    /// In `text`, whose byte `shift` is the article's first.
    pub(super) fn new(text: &str, shift: usize) -> Self {
        Self { units: UnitIndex::new(text), shift }
    }

    fn place(&self, range: &Range<usize>) -> Place {
        let at = |byte: usize| self.units.char_of_byte(byte + self.shift).unwrap_or_default();
        [at(range.start), at(range.end)]
    }
}

#[derive(Serialize)]
struct Entity {
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Serialize)]
struct Mention {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: &'static str,
    entity: String,
    score: f64,
    reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
}

#[derive(Serialize)]
struct Quote {
    content: Vec<Place>,
    cue: Option<Place>,
    source: Option<Place>,
    speaker: Option<String>,
    kind: &'static str,
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
}

#[derive(Serialize)]
struct Claim {
    spans: Vec<Place>,
    score: f64,
    reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
}

/// Everything proposed for a file.
#[derive(Serialize)]
pub(super) struct Found {
    file: String,
    unit: &'static str,
    entities: Vec<Entity>,
    mentions: Vec<Mention>,
    quotes: Vec<Quote>,
    claims: Vec<Claim>,
    furniture: Vec<Place>,
}

impl Found {
    /// What the program itself proposes for the file `name`.
    pub(super) fn new(name: &str, own: &Suggestions, counting: &Counting) -> Self {
        let place = |range: &Range<usize>| counting.place(range);
        let id = |entity: usize| format!("e{}", entity + 1);
        let entities = own.entities.iter().enumerate();
        let entities = entities.map(|(at, own)| Entity {
            id: id(at),
            name: own.name.clone(),
            kind: kind_word(own.kind),
        });
        let mentions = own.mentions.iter().filter_map(|mention| {
            let [start, end] = place(&mention.range);
            let kind = kind_word(own.entities.get(mention.entity)?.kind);
            let (score, reason) = (rounded(mention.score), mention.reason.clone());
            Some(Mention { start, end, kind, entity: id(mention.entity), score, reason, by: None })
        });
        let quotes = own.quotes.iter().map(|quote| Quote {
            content: quote.content.iter().map(place).collect(),
            cue: quote.cue.as_ref().map(place),
            source: quote.source.as_ref().map(place),
            speaker: quote.speaker.map(id),
            kind: kind_of_quote(quote.kind),
            score: rounded(quote.score),
            reason: None,
            by: None,
        });
        let claims = own.claims.iter().map(|claim| Claim {
            spans: vec![place(&claim.range)],
            score: rounded(claim.score),
            reason: claim.reason.clone(),
            by: None,
        });
        Self {
            file: name.to_owned(),
            unit: "codepoint",
            entities: entities.collect(),
            mentions: mentions.collect(),
            quotes: quotes.collect(),
            claims: claims.collect(),
            furniture: own.furniture.iter().map(place).collect(),
        }
    }

    /// Adds what an outside suggester proposes; each item says who it is by.
    pub(super) fn add(&mut self, by: &By, items: Vec<Item>, counting: &Counting) {
        let by = Some(format!("{} {}", by.id, by.version));
        let place = |range: &Range<usize>| counting.place(range);
        for item in items {
            let Item { what, spans, score, reason } = item;
            let (score, by) = (rounded(score), by.clone());
            let places: Vec<Place> = spans.iter().map(place).collect();
            match what {
                ItemKind::Mention(kind, name) => {
                    let Some(&[start, end]) = places.first() else { continue };
                    let kind = kind_word(kind);
                    let entity = self.entity(kind, &name);
                    self.mentions.push(Mention { start, end, kind, entity, score, reason, by });
                }
                ItemKind::Quote { kind, cue, source, speaker } => {
                    let speaker = speaker.map(|name| self.entity("person", &name));
                    self.quotes.push(Quote {
                        content: places,
                        cue: cue.as_ref().map(place),
                        source: source.as_ref().map(place),
                        speaker,
                        kind: kind_of_quote(kind),
                        score,
                        reason: Some(reason),
                        by,
                    });
                }
                ItemKind::Claim => self.claims.push(Claim { spans: places, score, reason, by }),
            }
        }
    }

    /// The id of the entity of this type and name, added where there is none.
    fn entity(&mut self, kind: &'static str, name: &str) -> String {
        let known = self.entities.iter().find(|entity| entity.kind == kind && entity.name == name);
        if let Some(known) = known {
            return known.id.clone();
        }
        let id = format!("e{}", self.entities.len() + 1);
        self.entities.push(Entity { id: id.clone(), name: name.to_owned(), kind });
        id
    }

    /// A line for each proposal, in the order of the text: where, what, how sure, why.
    pub(super) fn lines(&self, counting: &Counting) -> Vec<String> {
        let named = |id: &str| self.entities.iter().find(|own| own.id == id).map_or("", |own| &own.name);
        let mut lines: Vec<(Place, String)> = Vec::new();
        for Mention { start, end, kind, entity, score, reason, by } in &self.mentions {
            let words = counting.words(&[[*start, *end]]);
            let name = named(entity);
            let whom = if words == name { String::new() } else { format!(", {name}") };
            let what = format!("{kind} “{words}”{whom}");
            lines.push(([*start, *end], said(&what, *score, Some(reason), by.as_deref())));
        }
        for Quote { content, speaker, kind, score, reason, by, .. } in &self.quotes {
            let Some(first) = content.first() else { continue };
            let whom = speaker.as_deref().map_or_else(String::new, |id| format!(" by {}", named(id)));
            let what = format!("{kind} quote “{}”{whom}", counting.words(content));
            lines.push((*first, said(&what, *score, reason.as_deref(), by.as_deref())));
        }
        for Claim { spans, score, reason, by } in &self.claims {
            let Some(first) = spans.first() else { continue };
            let what = format!("claim “{}”", counting.words(spans));
            lines.push((*first, said(&what, *score, Some(reason), by.as_deref())));
        }
        lines.sort_by_key(|(place, _)| (place[0], std::cmp::Reverse(place[1])));
        let line = |(place, words): (Place, String)| {
            let (line, column) = counting.line_col(place[0]);
            format!("{}:{line}:{column}: {words}", self.file)
        };
        lines.into_iter().map(line).collect()
    }
}

impl Counting {
    fn words(&self, places: &[Place]) -> String {
        let byte = |at: usize| self.units.byte_of_char(at).unwrap_or_default();
        let words = |&[start, end]: &Place| {
            one_line(self.units.text().get(byte(start)..byte(end)).unwrap_or_default())
        };
        places.iter().map(words).collect::<Vec<_>>().join(" … ")
    }

    fn line_col(&self, at: usize) -> (usize, usize) {
        self.units.byte_of_char(at).and_then(|byte| self.units.line_col(byte)).unwrap_or((1, 1))
    }
}

fn said(what: &str, score: f64, reason: Option<&str>, by: Option<&str>) -> String {
    let why = reason.filter(|reason| !reason.is_empty()).map_or_else(String::new, |why| format!(", {why}"));
    let whose = by.map_or_else(String::new, |by| format!(", by {by}"));
    format!("{what} ({score:.2}{why}{whose})")
}

fn kind_of_quote(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Indirect => "indirect",
        QuoteKind::Mixed => "mixed",
    }
}

/// Three digits say enough.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}
