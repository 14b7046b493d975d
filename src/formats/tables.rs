//! A document as flat tables, a row a thing, for CSV and Parquet.

use crate::model::{Annotation, Body, Claimant, Document, EntityId};
use crate::text::units::UnitIndex;

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Text(String),
    Number(usize),
    Truth(bool),
    None,
}

/// One table.
#[derive(Debug)]
pub(super) struct Table {
    /// What the name of its file ends in.
    pub(super) ending: &'static str,
    pub(super) columns: &'static [&'static str],
    pub(super) rows: Vec<Vec<Cell>>,
}

/// What the cells of a column hold.
#[cfg(feature = "parquet")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Text,
    Number,
    Truth,
}

/// What the column of this name holds, in every table that has it.
#[cfg(feature = "parquet")]
pub(super) fn column(name: &str) -> Column {
    match name {
        "part" | "byte_start" | "byte_end" | "char_start" | "char_end" | "utf16_start" | "utf16_end"
        | "line" | "n_mentions" | "n_evidence" => Column::Number,
        "criticism" | "confidential" | "publish" => Column::Truth,
        _ => Column::Text,
    }
}

/// What every annotation's row begins with.
macro_rules! with_place {
    ($($column:literal),* $(,)?) => {
        &[
            "article", "id", "part", "byte_start", "byte_end", "char_start", "char_end", "utf16_start",
            "utf16_end", "line", "text", $($column),*
        ]
    };
}

const MENTIONS: &[&str] = with_place!["entity_id", "entity_name", "entity_kind", "form", "comment"];
const ENTITIES: &[&str] =
    &["article", "id", "kind", "name", "aliases", "role", "notes", "links", "n_mentions"];
const QUOTES: &[&str] = with_place![
    "kind",
    "speaker_id",
    "speaker_name",
    "addressee_id",
    "addressee_name",
    "cue",
    "source",
    "check",
    "checked_words",
    "comment",
];
const CLAIMS: &[&str] = with_place![
    "assertion",
    "kind",
    "claimant_id",
    "claimant_name",
    "criticism",
    "priority",
    "state",
    "verdict",
    "disposition",
    "suggested_text",
    "reason",
    "objection",
    "note",
    "checked_by",
    "checked_words",
    "n_evidence",
    "comment",
];
const EVIDENCE: &[&str] = &[
    "article",
    "claim_id",
    "id",
    "title",
    "url",
    "publisher",
    "author",
    "published",
    "accessed",
    "archived",
    "excerpt",
    "locator",
    "kind",
    "stance",
    "independent_of",
    "confidential",
    "publish",
];

/// The names and columns of the tables, in the order they are made.
#[cfg(feature = "parquet")]
pub(super) const TABLES: [(&str, &[&str]); 5] = [
    ("mentions", MENTIONS),
    ("entities", ENTITIES),
    ("quotes", QUOTES),
    ("claims", CLAIMS),
    ("evidence", EVIDENCE),
];

/// The tables of the article called `name`. An annotation in several parts has a row a part.
pub(super) fn tables(document: &Document, name: &str) -> Vec<Table> {
    let rows = Rows { document, name, units: UnitIndex::new(document.article().text().clone()) };
    let (mut mentions, mut quotes, mut claims, mut evidence) = (vec![], vec![], vec![], vec![]);
    for annotation in document.annotations() {
        let (into, details) = match &annotation.body {
            Body::Mention(mention) => {
                let entity = document.entity(mention.entity);
                let details = vec![
                    text(mention.entity),
                    text(entity.map_or("", |entity| entity.name.as_str())),
                    entity.map_or(Cell::None, |entity| word(entity.kind)),
                    word(mention.form),
                ];
                (&mut mentions, details)
            }
            Body::Quote(quote) => {
                let part = |span: Option<crate::text::Span>| span.map_or("", |span| span.of(document.text()));
                let mut details = vec![word(quote.kind)];
                details.extend(rows.who(quote.speaker));
                details.extend(rows.who(quote.addressee));
                details.extend([text(part(quote.cue)), text(part(quote.source)), word(quote.check)]);
                details.push(text(&quote.checked_words));
                (&mut quotes, details)
            }
            Body::Claim(claim) => {
                evidence.extend(rows.evidence(annotation));
                let mut details = vec![text(&claim.assertion), word(claim.kind)];
                details.extend(rows.claimant(claim.claimant));
                details.extend([Cell::Truth(claim.criticism), word(claim.priority), word(claim.state)]);
                details.extend([word(claim.verdict), word(claim.disposition)]);
                let texts = [
                    &claim.suggested_text,
                    &claim.reason,
                    &claim.objection,
                    &claim.note,
                    &claim.checked_by,
                    &claim.checked_words,
                ];
                details.extend(texts.map(text));
                details.push(Cell::Number(claim.evidence.len()));
                (&mut claims, details)
            }
            Body::Passage(_) => continue,
        };
        into.extend(rows.placed(annotation, &details));
    }
    vec![
        Table { ending: ".mentions.csv", columns: MENTIONS, rows: mentions },
        Table { ending: ".entities.csv", columns: ENTITIES, rows: rows.entities() },
        Table { ending: ".quotes.csv", columns: QUOTES, rows: quotes },
        Table { ending: ".claims.csv", columns: CLAIMS, rows: claims },
        Table { ending: ".evidence.csv", columns: EVIDENCE, rows: evidence },
    ]
}

#[allow(clippy::needless_pass_by_value, reason = "callers give references, ids and dates")]
fn text(value: impl std::fmt::Display) -> Cell {
    Cell::Text(value.to_string())
}

/// A word of one of our vocabularies, as files have it.
#[allow(clippy::needless_pass_by_value, reason = "these are words of one byte")]
fn word(value: impl std::fmt::Debug) -> Cell {
    Cell::Text(format!("{value:?}"))
}

struct Rows<'a> {
    document: &'a Document,
    name: &'a str,
    units: UnitIndex,
}

impl Rows<'_> {
    fn placed(&self, annotation: &Annotation, details: &[Cell]) -> Vec<Vec<Cell>> {
        let counted = |place: Option<usize>| place.map_or(Cell::None, Cell::Number);
        let parts = annotation.spans.iter().enumerate().map(|(number, span)| {
            let (start, end) = (span.start(), span.end());
            let mut row = vec![text(self.name), text(annotation.id), Cell::Number(number + 1)];
            row.extend([Cell::Number(start), Cell::Number(end)]);
            row.extend([start, end].map(|byte| counted(self.units.char_of_byte(byte))));
            row.extend([start, end].map(|byte| counted(self.units.utf16_of_byte(byte))));
            row.push(counted(self.units.line_col(start).map(|(line, _)| line)));
            row.push(text(span.of(self.document.text())));
            row.extend_from_slice(details);
            row.push(text(&annotation.comment));
            row
        });
        parts.collect()
    }

    /// Id and name.
    fn who(&self, entity: Option<EntityId>) -> [Cell; 2] {
        let known = entity.and_then(|id| self.document.entity(id));
        known.map_or([Cell::None, Cell::None], |entity| [text(entity.id), text(&entity.name)])
    }

    fn claimant(&self, claimant: Option<Claimant>) -> [Cell; 2] {
        match claimant {
            Some(Claimant::Entity(entity)) => self.who(Some(entity)),
            Some(Claimant::Quote(id)) => {
                let quote = self.document.annotation(id).and_then(Annotation::quote);
                let [_, name] = self.who(quote.and_then(|quote| quote.speaker));
                [text(id), name]
            }
            None => [Cell::None, Cell::None],
        }
    }

    fn entities(&self) -> Vec<Vec<Cell>> {
        let entities = self.document.entities().map(|entity| {
            let links: Vec<String> =
                entity.links.iter().map(|link| format!("{}:{}", link.scheme, link.id)).collect();
            vec![
                text(self.name),
                text(entity.id),
                word(entity.kind),
                text(&entity.name),
                text(entity.aliases.join("; ")),
                text(&entity.role),
                text(&entity.notes),
                text(links.join("; ")),
                Cell::Number(self.document.index().mentions_of(entity.id).count()),
            ]
        });
        entities.collect()
    }

    fn evidence(&self, annotation: &Annotation) -> Vec<Vec<Cell>> {
        let evidence = annotation.claim().map_or(&[][..], |claim| claim.evidence.as_slice());
        let rows = evidence.iter().map(|evidence| {
            vec![
                text(self.name),
                text(annotation.id),
                text(evidence.id),
                text(&evidence.title),
                text(&evidence.url),
                text(&evidence.publisher),
                text(&evidence.author),
                text(&evidence.published),
                evidence.accessed.map_or(Cell::None, text),
                text(&evidence.archived),
                text(&evidence.excerpt),
                text(&evidence.locator),
                word(evidence.kind),
                word(evidence.stance),
                text(&evidence.independent_of),
                Cell::Truth(evidence.confidential),
                Cell::Truth(evidence.publish),
            ]
        });
        rows.collect()
    }
}
