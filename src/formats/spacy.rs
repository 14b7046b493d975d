//! spaCy's `Doc.to_json`, a document a line: tokens, `ents` that do not overlap, and everything in
//! `spans`; offsets in code points. `Doc(vocab).from_json` reads it.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::model::{Document, EntityId};
use crate::text::units::UnitIndex;
use crate::text::{Span, Spans};

use super::ExchangeError;
use super::exchange::{Exported, Imported};
use super::ids::Ids;
use super::json::{At, Border, Unit, list_of, number, object, text_in, text_of};
use super::labelled::{
    Cut, LABELS, Label, Labelled, Mark, Pieces, Side, Tagset, assemble, from_document, side_object, spaced,
};
use super::lines::json_lines;
use super::loss::losses;

/// The key spaCy's span categoriser uses by default.
const SPANS_KEY: &str = "sc";

/// Writes one line.
pub(super) fn write(document: &Document) -> Exported {
    let mut labelled = from_document(document);
    // There are no relations to say whose cue it is.
    labelled.marks.retain(|mark| !matches!(mark.label, Label::Cue | Label::Source));
    labelled.links.clear();
    let cut = Cut::of(labelled);
    let (labelled, pieces, border) = (&cut.labelled, &cut.pieces, cut.border());
    let span = |piece: &super::labelled::Piece| {
        let mark = labelled.marks.get(piece.mark)?;
        let entity = mark.entity.as_ref().map(|entity| entity.id.to_string());
        Some(json!({
            "start": border.out(piece.span.start()),
            "end": border.out(piece.span.end()),
            "label": mark.label.name(Tagset::OntoNotes),
            "kb_id": entity.unwrap_or_default(),
        }))
    };
    let all: Vec<Value> = pieces.all.iter().filter_map(span).collect();
    let ents: Vec<Value> =
        apart(labelled, pieces).into_iter().filter_map(|at| span(pieces.all.get(at)?)).collect();
    let tokens = spaced(&labelled.text, pieces);
    let tokens = tokens.iter().enumerate().map(|(id, token)| {
        json!({ "id": id, "start": border.out(token.range.start), "end": border.out(token.range.end) })
    });
    let mut record = Map::new();
    record.insert("text".to_owned(), json!(labelled.text.as_ref()));
    record.insert("tokens".to_owned(), tokens.collect());
    record.insert("ents".to_owned(), Value::Array(ents));
    record.insert("spans".to_owned(), json!({ SPANS_KEY: all }));
    Side::put(side_object(document, labelled, &border, |mark| json!(pieces.first(mark))), &mut record);
    let line = format!("{}\n", Value::Object(record));
    Exported::one(".spacy.jsonl", line, losses(document, LABELS))
}

/// The pieces of mentions that overlap no other one chosen, the longest first.
fn apart(labelled: &Labelled, pieces: &Pieces) -> Vec<usize> {
    let is_mention = |at: &usize| {
        let mark = pieces.all.get(*at).and_then(|piece| labelled.marks.get(piece.mark));
        mark.is_some_and(|mark| matches!(mark.label, Label::Mention(_)))
    };
    let span = |at: usize| pieces.all.get(at).map(|piece| piece.span);
    let mut longest: Vec<usize> = (0..pieces.all.len()).filter(is_mention).collect();
    longest.sort_by_key(|at| std::cmp::Reverse(span(*at).map(Span::len)));
    let mut taken = super::labelled::Taken::default();
    let mut chosen: Vec<usize> =
        longest.into_iter().filter(|at| span(*at).is_some_and(|span| taken.take(span))).collect();
    chosen.sort_by_key(|at| span(*at));
    chosen
}

/// Reads a document a line: `Doc.to_json`, or the short form with `entities` as lists of start, end and label.
pub(super) fn read(text: &str) -> Result<Vec<Imported>, ExchangeError> {
    let mut ids = Ids::new("spacy", text.as_bytes());
    json_lines(text, |value| record(value, &mut ids))
}

fn record(value: &Value, ids: &mut Ids) -> Result<Imported, ExchangeError> {
    let at = At::Root;
    let record = object(value, &at)?;
    let units = UnitIndex::new(text_in(record, "text", &at)?.to_owned());
    let border = Border { units: &units, unit: Unit::CodePoints };
    let side = Side::read(record, &at, &border)?;
    let mut found = Found { border: &border, side: &side, marks: Vec::new(), seen: HashSet::new() };
    let groups = At::Key(&at, "spans");
    match record.get("spans") {
        Some(Value::Object(all)) => {
            for (key, group) in all {
                let here = At::Key(&groups, key);
                for (place, value) in super::json::list(group, &here)?.iter().enumerate() {
                    found.add(value, false, &At::Place(&here, place))?;
                }
            }
        }
        Some(Value::Array(all)) => {
            for (place, value) in all.iter().enumerate() {
                found.add(value, false, &At::Place(&groups, place))?;
            }
        }
        _ => {}
    }
    for name in ["ents", "entities"] {
        let here = At::Key(&at, name);
        for (place, value) in list_of(record, name, &at)?.iter().enumerate() {
            found.add(value, true, &At::Place(&here, place))?;
        }
    }
    let marks = found.marks;
    assemble(units.text(), marks, &[], side, ids)
}

struct Found<'a> {
    border: &'a Border<'a>,
    side: &'a Side,
    marks: Vec<Mark>,
    /// Start, end and label of what is there already.
    seen: HashSet<(Span, String)>,
}

impl Found<'_> {
    /// Adds a span; one of `ents` only where `spans` does not have it.
    fn add(&mut self, value: &Value, of_ents: bool, at: &At<'_>) -> Result<(), ExchangeError> {
        let (start, end, label, entity);
        if let Value::Array(list) = value {
            let [from, to, name] = list.as_slice() else {
                return Err(at.wants("a list of start, end and label"));
            };
            start = number(Some(from), &At::Place(at, 0))?;
            end = number(Some(to), &At::Place(at, 1))?;
            label = name.as_str().ok_or_else(|| At::Place(at, 2).wants("a label in quotation marks"))?;
            entity = None;
        } else {
            let fields = object(value, at)?;
            start = number(fields.get("start"), &At::Key(at, "start"))?;
            end = number(fields.get("end"), &At::Key(at, "end"))?;
            label = text_of(fields, "label", at)?.unwrap_or_default();
            entity = text_of(fields, "kb_id", at)?.and_then(|id| id.parse::<EntityId>().ok());
        }
        let span = self.border.span(start, end);
        let span = span.map_err(|why| at.wrong(why, "Write the document again with Doc.to_json"))?;
        if self.seen.insert((span, label.to_owned())) || !of_ents {
            let mut mark = Mark::new(Spans::one(span), Label::named(label));
            mark.entity = entity.and_then(|id| self.side.named_by_id(id));
            self.marks.push(mark);
        }
        Ok(())
    }
}
