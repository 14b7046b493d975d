//! Label Studio's JSON: a list of tasks with their annotations, offsets in code points.

use serde_json::{Map, Value, json};

use crate::model::{AnnotationId, Document};
use crate::text::Spans;
use crate::text::counted::counted;
use crate::text::units::UnitIndex;

use super::ExchangeError;
use super::exchange::{Exported, Imported};
use super::ids::Ids;
use super::json::{At, Border, Unit, key_of, list, list_of, number, object, parse, text_in, text_of};
use super::labelled::{
    Cut, LABELS, Label, Mark, RELATIONS, Side, Tagset, assemble, from_document, places_of, side_object,
};
use super::loss::{Part, losses};

/// Writes a list with one task.
pub(super) fn write(document: &Document) -> Exported {
    let cut = Cut::of(from_document(document));
    let (labelled, pieces, border) = (&cut.labelled, &cut.pieces, cut.border());
    let id = |at: usize| {
        let own = pieces.all.get(at).filter(|piece| piece.part_of.is_none());
        let own = own.and_then(|piece| labelled.marks.get(piece.mark)?.id);
        own.map_or_else(|| format!("part-{}", at + 1), |id| id.to_string())
    };
    let mut result = Vec::new();
    for (at, piece) in pieces.all.iter().enumerate() {
        let Some(mark) = labelled.marks.get(piece.mark) else { continue };
        let mut region = json!({
            "id": id(at),
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": border.out(piece.span.start()),
                "end": border.out(piece.span.end()),
                "text": piece.span.of(&labelled.text),
                "labels": [mark.label.name(Tagset::Words)],
            },
        });
        if !mark.comment.is_empty() && piece.part_of.is_none() {
            region["meta"] = json!({ "text": [mark.comment] });
        }
        result.push(region);
    }
    for (from, to, name) in pieces.relations(labelled) {
        result.push(json!({
            "from_id": id(from), "to_id": id(to), "type": "relation", "direction": "right", "labels": [name],
        }));
    }
    let mut data = Map::new();
    data.insert("text".to_owned(), json!(labelled.text.as_ref()));
    Side::put(side_object(document, labelled, &border, |mark| json!(id(pieces.first(mark)))), &mut data);
    let tasks = json!([{ "data": data, "annotations": [{ "result": result }] }]);
    Exported::one(
        ".labelstudio.json",
        format!("{tasks:#}\n"),
        losses(document, &[LABELS, RELATIONS, &[Part::Comments, Part::Ids]].concat()),
    )
}

/// Reads a list of tasks, or one. Of several annotations of a task the last one that was not
/// cancelled is taken; where there is none, the prediction. The short layout (JSON-MIN) is known too.
pub(super) fn read(text: &str) -> Result<Vec<Imported>, ExchangeError> {
    let value = parse(text, 1)?;
    let mut ids = Ids::new("labelstudio", text.as_bytes());
    if value.is_object() {
        return task(&value, &At::Root, &mut ids).map(|one| vec![one]);
    }
    let tasks = list(&value, &At::Root)?.iter().enumerate();
    tasks.map(|(place, value)| task(value, &At::Place(&At::Root, place), &mut ids)).collect()
}

fn task(value: &Value, at: &At<'_>, ids: &mut Ids) -> Result<Imported, ExchangeError> {
    let record = object(value, at)?;
    let here = At::Key(at, "data");
    let (data, here) = match record.get("data") {
        Some(data) => (object(data, &here)?, here),
        None => (record, *at),
    };
    let text = text_of_task(data, &here)?;
    let units = UnitIndex::new(text.to_owned());
    let border = Border { units: &units, unit: Unit::CodePoints };
    let mut regions = Regions {
        border: &border,
        side: Side::read(data, &here, &border)?,
        marks: Vec::new(),
        keys: Vec::new(),
        relations: Vec::new(),
        n_others: 0,
    };
    let mut notes = Vec::new();
    if record.contains_key("data") {
        // Before its version 1.0 it called them completions.
        let old = record.contains_key("completions") && !record.contains_key("annotations");
        let own = if old { "completions" } else { "annotations" };
        let annotations = list_of(record, own, at)?;
        let was_cancelled = |value: &Value| value["was_cancelled"].as_bool() == Some(true);
        let done: Vec<usize> = (0..annotations.len()).filter(|n| !was_cancelled(&annotations[*n])).collect();
        if done.len() > 1 {
            notes.push(format!("The task has {} annotations; the last one was taken.", done.len()));
        }
        let (name, place) = match done.last() {
            Some(last) => (own, *last),
            None => ("predictions", 0),
        };
        let here = At::Key(at, name);
        if let Some(value) = list_of(record, name, at)?.get(place) {
            let here = At::Place(&here, place);
            regions.take(list_of(object(value, &here)?, "result", &here)?, &At::Key(&here, "result"))?;
        }
    } else {
        regions.take_short(list_of(record, "label", at)?, &At::Key(at, "label"))?;
    }
    let Regions { side, marks, keys, relations, n_others, .. } = regions;
    if n_others > 0 {
        let others = counted(n_others, "answer of another kind", "answers of other kinds");
        notes.push(format!("{others} than labels and relations left out (choices, ratings and the like)."));
    }
    let places = places_of(&keys);
    let mut joined = Vec::new();
    for (from, to, name) in relations {
        let end = |key: &str| places.get(key).copied();
        let (Some(from), Some(to)) = (end(&from), end(&to)) else {
            return Err(at.wrong(
                format!("the relation from {from} to {to} leads to no region"),
                "Take the relation out, or export the task again",
            ));
        };
        joined.push((from, to, name));
    }
    let mut imported = assemble(units.text(), marks, &joined, side, ids)?;
    imported.name = key_of(record.get("id")).map(|id| format!("task {id}"));
    imported.notes.extend(notes);
    Ok(imported)
}

/// The text of a task: under `text`, or else the only text there.
fn text_of_task<'v>(data: &'v Map<String, Value>, at: &At<'_>) -> Result<&'v str, ExchangeError> {
    if let Some(text) = text_of(data, "text", at)? {
        return Ok(text);
    }
    let mut texts = data.values().filter_map(Value::as_str);
    match (texts.next(), texts.next()) {
        (Some(text), None) => Ok(text),
        _ => Err(At::Key(at, "text").wants("there, and the text of the article")),
    }
}

struct Regions<'a> {
    border: &'a Border<'a>,
    side: Side,
    marks: Vec<Mark>,
    keys: Vec<String>,
    relations: Vec<(String, String, String)>,
    /// Results that are neither labels nor relations.
    n_others: usize,
}

impl Regions<'_> {
    fn take(&mut self, result: &[Value], at: &At<'_>) -> Result<(), ExchangeError> {
        for (place, value) in result.iter().enumerate() {
            let at = At::Place(at, place);
            let region = object(value, &at)?;
            match text_of(region, "type", &at)?.unwrap_or("labels") {
                "relation" => {
                    let (from, to) = (text_in(region, "from_id", &at)?, text_in(region, "to_id", &at)?);
                    let (from, to) = if region.get("direction").and_then(Value::as_str) == Some("left") {
                        (to, from)
                    } else {
                        (from, to)
                    };
                    let labels = list_of(region, "labels", &at)?;
                    let name = labels.first().and_then(Value::as_str).unwrap_or_default();
                    self.relations.push((from.to_owned(), to.to_owned(), name.to_owned()));
                }
                "labels" | "hypertextlabels" => {
                    let here = At::Key(&at, "value");
                    let value = region.get("value").ok_or_else(|| here.wants("there"))?;
                    self.region(value, &here)?;
                    let key = text_of(region, "id", &at)?.unwrap_or_default();
                    // Of several labels of a region the first is what relations lead to.
                    if let Some(mark) = self.marks.get_mut(self.keys.len()) {
                        mark.id = key.parse::<AnnotationId>().ok();
                        mark.entity = self.side.named(key);
                        let meta = region.get("meta").and_then(|meta| meta["text"].as_array());
                        let texts = meta.into_iter().flatten().filter_map(Value::as_str);
                        mark.comment = texts.collect::<Vec<_>>().join("\n");
                    }
                    self.keys.push(key.to_owned());
                    self.keys.resize(self.marks.len(), String::new());
                }
                _ => self.n_others += 1,
            }
        }
        Ok(())
    }

    fn take_short(&mut self, labels: &[Value], at: &At<'_>) -> Result<(), ExchangeError> {
        for (place, value) in labels.iter().enumerate() {
            self.region(value, &At::Place(at, place))?;
            self.keys.resize(self.marks.len(), String::new());
        }
        Ok(())
    }

    fn region(&mut self, value: &Value, at: &At<'_>) -> Result<(), ExchangeError> {
        let fields = object(value, at)?;
        let place = |key: &str| number(fields.get(key), &At::Key(at, key));
        let span = self.border.span(place("start")?, place("end")?);
        let span = span.map_err(|why| at.wrong(why, "Export the task again with its own text"))?;
        let labels = list_of(fields, "labels", at)?;
        let names: Option<Vec<&str>> = labels.iter().map(Value::as_str).collect();
        let names = names.filter(|names| !names.is_empty());
        let names = names.ok_or_else(|| At::Key(at, "labels").wants("a list with a label"))?;
        if let Some(words) = text_of(fields, "text", at)? {
            let own = span.of(self.border.units.text());
            if bare(words) != bare(own) {
                return Err(At::Key(at, "text").wrong(
                    format!("the region says “{words}”, but the text has “{own}” there"),
                    "Its offsets belong to another text: export the task again",
                ));
            }
        }
        self.marks.extend(names.into_iter().map(|name| Mark::new(Spans::one(span), Label::named(name))));
        Ok(())
    }
}

/// Words without white space, in which Label Studio's regions differ from its text.
fn bare(words: &str) -> String {
    words.replace("\\n", "").split_whitespace().collect()
}
