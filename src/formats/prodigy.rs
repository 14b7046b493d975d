//! Prodigy's JSONL: a text a line with tokens, spans and relations, offsets in code points.
//!
//! After “Loaders and Input Data” (<https://prodi.gy/docs/api-loaders>) and “Dependencies and
//! Relations” (<https://prodi.gy/docs/dependencies-relations>) of Prodigy 1.12 and the lines people
//! show of its `db-out`: a file may be one list; the ends of a relation are spans, or tokens without
//! a label; spans of a text that was rejected or ignored are no annotations.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use crate::model::{Document, EntityId, EntityKind};
use crate::text::Spans;
use crate::text::counted::counted;
use crate::text::units::UnitIndex;

use super::ExchangeError;
use super::exchange::{Exported, Imported};
use super::ids::Ids;
use super::json::{At, Border, Unit, key_of, list_of, number, object, text_in, text_of};
use super::labelled::{
    Cut, LABELS, Label, LinkKind, Mark, RELATIONS, Side, Tagset, assemble, ends, from_document, settle_kinds,
    side_object, spaced,
};
use super::left_out::LeftOut;
use super::lines::{json_line, json_lines};
use super::loss::losses;

/// The answer to a text whose annotations hold.
const ACCEPTED: &str = "accept";
/// The keys of a record that are read, or say nothing about the article.
const UNDERSTOOD: [&str; 7] = ["text", "tokens", "spans", "relations", "answer", "config", "copydesk"];

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
    record.insert("answer".to_owned(), json!(ACCEPTED));
    Side::put(side_object(document, labelled, &border, |mark| json!(pieces.first(mark))), &mut record);
    let line = format!("{}\n", json_line(&Value::Object(record).to_string()));
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
    let mut notes = Vec::new();
    let answer = text_of(record, "answer", &at)?.unwrap_or(ACCEPTED);
    if answer != ACCEPTED {
        notes.push(format!("The annotator's answer to this text was “{answer}”."));
        let spans = list_of(record, "spans", &at)?.len();
        if spans > 0 {
            let spans = counted(spans, "span was", "spans were");
            notes.push(format!("So its {spans} left out."));
        }
    }
    let mut found = Found {
        border: &border,
        side: &side,
        marks: Vec::new(),
        places: HashMap::new(),
        unsaid: HashSet::new(),
        tokens: Vec::new(),
    };
    let (mut relations, mut left_out) = (Vec::new(), LeftOut::default());
    if answer == ACCEPTED {
        let here = At::Key(&at, "spans");
        for (place, value) in list_of(record, "spans", &at)?.iter().enumerate() {
            found.add(value, &At::Place(&here, place))?;
        }
        found.tokens = list_of(record, "tokens", &at)?.iter().collect();
        let here = At::Key(&at, "relations");
        for (place, value) in list_of(record, "relations", &at)?.iter().enumerate() {
            let here = At::Place(&here, place);
            let fields = object(value, &here)?;
            let label = text_of(fields, "label", &here)?.unwrap_or_default();
            let is_known = LinkKind::named(label).is_some();
            let (from, to) =
                (found.end(fields, "head", is_known, &here)?, found.end(fields, "child", is_known, &here)?);
            match from.zip(to) {
                Some((from, to)) => relations.push((from, to, label.to_owned())),
                None => left_out.add(label),
            }
        }
    }
    let Found { mut marks, mut unsaid, .. } = found;
    // What is said to name the same names somebody, even where no label says so.
    let same = relations.iter().filter(|(.., name)| LinkKind::named(name) == Some(LinkKind::Same));
    let named: HashSet<usize> = same.flat_map(|(from, to, _)| [*from, *to]).collect();
    unsaid.retain(|at| named.contains(at));
    for (_, mark) in marks.iter_mut().enumerate().filter(|(at, _)| unsaid.contains(at)) {
        mark.label = Label::Mention(EntityKind::Other);
    }
    settle_kinds(&mut marks, &relations, &unsaid);
    let others = record.keys().filter(|key| !UNDERSTOOD.contains(&key.as_str()) && !key.starts_with('_'));
    others.for_each(|key| left_out.add(key));
    let mut imported = assemble(units.text(), marks, &relations, side, ids)?;
    imported.notes.extend(notes.into_iter().chain(left_out.note()));
    Ok(imported)
}

struct Found<'a> {
    border: &'a Border<'a>,
    side: &'a Side,
    marks: Vec<Mark>,
    /// Index of a mark by its key, or by start, end and label.
    places: HashMap<String, usize>,
    /// The marks without a label.
    unsaid: HashSet<usize>,
    tokens: Vec<&'a Value>,
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

    /// The mark at an end of a relation: a span there, or a token where there is none. `None` for a
    /// word without a label where the relation does not say what it is, either.
    fn end(
        &mut self,
        relation: &Map<String, Value>,
        name: &str,
        is_known: bool,
        at: &At<'_>,
    ) -> Result<Option<usize>, ExchangeError> {
        let key = format!("{name}_span");
        let here = At::Key(at, &key);
        if let Some(value) = relation.get(&key).filter(|value| !value.is_null()) {
            let place = self.place(value, &here)?;
            let (.., label) = Self::keys(value, &here)?;
            let is_new = place.is_none() && (is_known || !label.is_empty());
            return if is_new { self.add(value, &here).map(Some) } else { Ok(place) };
        }
        let here = At::Key(at, name);
        let token = number(relation.get(name), &here)?;
        let token = self.tokens.get(token).copied().ok_or_else(|| here.wants("the number of a token"))?;
        let (_, _, start, end, _) = Self::keys(token, &here)?;
        let span = self.border.span(start, end);
        let span = span.map_err(|why| here.wrong(why, "Export the text again from Prodigy"))?;
        let around = self.marks.iter().position(|mark| mark.spans.first().encloses(span));
        if around.is_none() && is_known {
            return self.add(&json!({ "start": start, "end": end }), &here).map(Some);
        }
        Ok(around)
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
        if label.is_empty() {
            self.unsaid.insert(place);
        }
        for key in id.into_iter().chain([key]) {
            self.places.entry(key).or_insert(place);
        }
        Ok(place)
    }
}
