//! Prodigy's JSONL: a text a line with tokens, spans and relations, offsets in code points.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::model::{Document, EntityId};
use crate::text::Spans;
use crate::text::units::UnitIndex;

use super::ExchangeError;
use super::exchange::{Exported, Imported};
use super::ids::Ids;
use super::json::{At, Border, Unit, key_of, list_of, number, object, text_in, text_of};
use super::labelled::{
    Cut, LABELS, Label, Mark, RELATIONS, Side, Tagset, assemble, ends, from_document, side_object, spaced,
};
use super::lines::json_lines;
use super::loss::losses;

/// Writes one line.
pub(super) fn write(document: &Document) -> Exported {
    let cut = Cut::of(from_document(document));
    let (labelled, pieces, border) = (&cut.labelled, &cut.pieces, cut.border());
    let tokens = spaced(&labelled.text, pieces);
    let spans: Vec<Value> = pieces
        .all
        .iter()
        .enumerate()
        .filter_map(|(at, piece)| {
            let mark = labelled.marks.get(piece.mark)?;
            let (first, last) = ends(&tokens, piece.span.start(), piece.span.end())?;
            let mut span = json!({
                "start": border.out(piece.span.start()),
                "end": border.out(piece.span.end()),
                "token_start": first,
                "token_end": last,
                "label": mark.label.name(Tagset::OntoNotes),
                "id": at,
            });
            if let Some(entity) = &mark.entity {
                span["entity"] = json!(entity.id);
            }
            Some(span)
        })
        .collect();
    let relations = pieces.relations(labelled).into_iter().filter_map(|(from, to, name)| {
        let (head, child) = (spans.get(from)?, spans.get(to)?);
        Some(json!({
            "head": head["token_end"], "child": child["token_end"], "head_span": head, "child_span": child,
            "label": name,
        }))
    });
    let tokens = tokens.iter().enumerate().map(|(id, token)| {
        json!({
            "text": labelled.text.get(token.range.clone()).unwrap_or_default(),
            "start": border.out(token.range.start),
            "end": border.out(token.range.end),
            "id": id,
            "ws": token.space,
        })
    });
    let mut record = Map::new();
    record.insert("text".to_owned(), json!(labelled.text.as_ref()));
    record.insert("tokens".to_owned(), tokens.collect());
    record.insert("relations".to_owned(), relations.collect());
    record.insert("spans".to_owned(), Value::Array(spans));
    record.insert("answer".to_owned(), json!("accept"));
    Side::put(side_object(document, labelled, &border, |mark| json!(pieces.first(mark))), &mut record);
    let line = format!("{}\n", Value::Object(record));
    Exported::one(".prodigy.jsonl", line, losses(document, &[LABELS, RELATIONS].concat()))
}

/// Reads a document a line.
pub(super) fn read(text: &str) -> Result<Vec<Imported>, ExchangeError> {
    let mut ids = Ids::new("prodigy", text.as_bytes());
    json_lines(text, |value| record(value, &mut ids))
}

fn record(value: &Value, ids: &mut Ids) -> Result<Imported, ExchangeError> {
    let at = At::Root;
    let record = object(value, &at)?;
    let units = UnitIndex::new(text_in(record, "text", &at)?.to_owned());
    let border = Border { units: &units, unit: Unit::CodePoints };
    let side = Side::read(record, &at, &border)?;
    let mut found = Found { border: &border, side: &side, marks: Vec::new(), places: HashMap::new() };
    let here = At::Key(&at, "spans");
    for (place, value) in list_of(record, "spans", &at)?.iter().enumerate() {
        found.add(value, &At::Place(&here, place))?;
    }
    let mut relations = Vec::new();
    let here = At::Key(&at, "relations");
    for (place, value) in list_of(record, "relations", &at)?.iter().enumerate() {
        let here = At::Place(&here, place);
        let fields = object(value, &here)?;
        let mut end = |name: &str| {
            let here = At::Key(&here, name);
            let value = fields.get(name).ok_or_else(|| here.wants("there"))?;
            match found.place(value, &here)? {
                Some(place) => Ok(place),
                None => found.add(value, &here),
            }
        };
        let (from, to) = (end("head_span")?, end("child_span")?);
        relations.push((from, to, text_in(fields, "label", &here)?.to_owned()));
    }
    let marks = found.marks;
    let rejected = text_of(record, "answer", &at)?.filter(|answer| *answer != "accept").map(str::to_owned);
    let mut imported = assemble(units.text(), marks, &relations, side, ids)?;
    if let Some(answer) = rejected {
        imported.notes.push(format!("The annotator's answer to this text was “{answer}”."));
    }
    Ok(imported)
}

struct Found<'a> {
    border: &'a Border<'a>,
    side: &'a Side,
    marks: Vec<Mark>,
    /// Index of a mark by its key, or by start, end and label.
    places: HashMap<String, usize>,
}

impl Found<'_> {
    fn keys(
        value: &Value,
        at: &At<'_>,
    ) -> Result<(Option<String>, String, usize, usize, String), ExchangeError> {
        let fields = object(value, at)?;
        let place = |key: &str| number(fields.get(key), &At::Key(at, key));
        let (start, end) = (place("start")?, place("end")?);
        let label = text_of(fields, "label", at)?.unwrap_or_default();
        let id = key_of(fields.get("id")).map(|id| format!("#{id}"));
        Ok((id, format!("{start} {end} {label}"), start, end, label.to_owned()))
    }

    fn place(&self, value: &Value, at: &At<'_>) -> Result<Option<usize>, ExchangeError> {
        let (id, key, ..) = Self::keys(value, at)?;
        Ok(id.and_then(|id| self.places.get(&id)).or_else(|| self.places.get(&key)).copied())
    }

    fn add(&mut self, value: &Value, at: &At<'_>) -> Result<usize, ExchangeError> {
        let (id, key, start, end, label) = Self::keys(value, at)?;
        let span = self.border.span(start, end);
        let span = span.map_err(|why| at.wrong(why, "Export the text again from Prodigy"))?;
        let mut mark = Mark::new(Spans::one(span), Label::named(&label));
        let entity = value.get("entity").and_then(Value::as_str).and_then(|id| id.parse::<EntityId>().ok());
        mark.entity = entity.and_then(|id| self.side.named_by_id(id));
        let place = self.marks.len();
        self.marks.push(mark);
        for key in id.into_iter().chain([key]) {
            self.places.entry(key).or_insert(place);
        }
        Ok(place)
    }
}
