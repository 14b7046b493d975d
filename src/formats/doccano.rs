//! doccano's JSONL for sequence labelling with relations: a document a line, offsets in code points.
//!
//! doccano guesses encodings when it imports, so everything outside ASCII is escaped.

use serde_json::{Map, Value, json};

use crate::model::Document;
use crate::text::units::UnitIndex;

use super::ExchangeError;
use super::exchange::{Exported, Imported};
use super::ids::Ids;
use super::json::{At, Border, Unit, ascii, key_of, list, list_of, number, object, text_in, text_of};
use super::labelled::{
    Cut, LABELS, Label, Mark, RELATIONS, Side, Tagset, assemble, from_document, places_of, side_object,
};
use super::lines::json_lines;
use super::loss::losses;

/// Writes one line.
pub(super) fn write(document: &Document) -> Exported {
    let cut = Cut::of(from_document(document));
    let (labelled, pieces, border) = (&cut.labelled, &cut.pieces, cut.border());
    let id = |piece: usize| json!(piece + 1);
    let mut entities = Vec::new();
    for (at, piece) in pieces.all.iter().enumerate() {
        let Some(mark) = labelled.marks.get(piece.mark) else { continue };
        entities.push(json!({
            "id": id(at),
            "label": mark.label.name(Tagset::Words),
            "start_offset": border.out(piece.span.start()),
            "end_offset": border.out(piece.span.end()),
        }));
    }
    let relations = pieces.relations(labelled).into_iter().enumerate().map(
        |(at, (from, to, name))| json!({ "id": at + 1, "from_id": id(from), "to_id": id(to), "type": name }),
    );
    let mut record = Map::new();
    record.insert("text".to_owned(), json!(labelled.text.as_ref()));
    record.insert("entities".to_owned(), Value::Array(entities));
    record.insert("relations".to_owned(), Value::Array(relations.collect()));
    Side::put(side_object(document, labelled, &border, |mark| id(pieces.first(mark))), &mut record);
    let line = format!("{}\n", ascii(&Value::Object(record)));
    Exported::one(".doccano.jsonl", line, losses(document, &[LABELS, RELATIONS].concat()))
}

/// Reads a document a line. Both layouts that doccano exports are known: `entities` with ids, and
/// `label` (or `labels`) as lists of start, end and label.
pub(super) fn read(text: &str) -> Result<Vec<Imported>, ExchangeError> {
    let mut ids = Ids::new("doccano", text.as_bytes());
    json_lines(text, |value| record(value, &mut ids))
}

fn record(value: &Value, ids: &mut Ids) -> Result<Imported, ExchangeError> {
    let at = At::Root;
    let record = object(value, &at)?;
    let text = match text_of(record, "text", &at)? {
        Some(text) => text,
        None => text_in(record, "data", &at)?,
    };
    let units = UnitIndex::new(text.to_owned());
    let border = Border { units: &units, unit: Unit::CodePoints };
    let side = Side::read(record, &at, &border)?;
    let mut marks = Vec::new();
    let mut keys = Vec::new();
    let here = At::Key(&at, "entities");
    for (place, value) in list_of(record, "entities", &at)?.iter().enumerate() {
        let here = At::Place(&here, place);
        let fields = object(value, &here)?;
        let offset = |key: &str| number(fields.get(key), &At::Key(&here, key));
        let mut mark = mark(
            offset("start_offset")?,
            offset("end_offset")?,
            text_in(fields, "label", &here)?,
            &border,
            &here,
        )?;
        let key = key_of(fields.get("id")).unwrap_or_default();
        mark.entity = side.named(&key);
        keys.push(key);
        marks.push(mark);
    }
    for name in ["label", "labels"] {
        let here = At::Key(&at, name);
        for (place, value) in list_of(record, name, &at)?.iter().enumerate() {
            let here = At::Place(&here, place);
            let [start, end, label] = list(value, &here)? else {
                return Err(here.wants("a list of start, end and label"));
            };
            let label =
                label.as_str().ok_or_else(|| At::Place(&here, 2).wants("a label in quotation marks"))?;
            let start = number(Some(start), &At::Place(&here, 0))?;
            let end = number(Some(end), &At::Place(&here, 1))?;
            marks.push(mark(start, end, label, &border, &here)?);
            keys.push(String::new());
        }
    }
    let places = places_of(&keys);
    let mut relations = Vec::new();
    let here = At::Key(&at, "relations");
    for (place, value) in list_of(record, "relations", &at)?.iter().enumerate() {
        let here = At::Place(&here, place);
        let fields = object(value, &here)?;
        let end = |name: &str| {
            let key = key_of(fields.get(name));
            let found = key.and_then(|key| places.get(key.as_str()).copied());
            found.ok_or_else(|| At::Key(&here, name).wants("the id of one of the entities"))
        };
        relations.push((end("from_id")?, end("to_id")?, text_in(fields, "type", &here)?.to_owned()));
    }
    let mut imported = assemble(units.text(), marks, &relations, side, ids)?;
    for comment in list_of(record, "Comments", &at)?.iter().filter_map(Value::as_str) {
        imported.notes.push(format!("A comment in doccano: {comment}"));
    }
    imported.name = key_of(record.get("id")).map(|id| format!("doccano {id}"));
    Ok(imported)
}

fn mark(
    start: usize,
    end: usize,
    label: &str,
    border: &Border<'_>,
    at: &At<'_>,
) -> Result<Mark, ExchangeError> {
    let span = border.span(start, end).map_err(|why| {
        at.wrong(why, "doccano counts code points when it is told to; export with offsets in code points")
    })?;
    Ok(Mark::new(crate::text::Spans::one(span), Label::named(label)))
}
