//! spaCy's `Doc.to_json`, a document a line: tokens, `ents` that do not overlap, and everything in
//! `spans`; offsets in code points. `Doc(vocab).from_json` reads it.
//!
//! After “`Doc.to_json`” (<https://spacy.io/api/doc#to_json>), “Annotation format for creating training
//! examples” (<https://spacy.io/api/data-formats#dict-input>) and “`CoreferenceResolver`”
//! (<https://spacy.io/api/coref>) of spaCy 3.8: a file may be one list, a text may come with what is
//! said about it behind it, ids of knowledge bases name entities, and groups of spans called
//! `coref_clusters_1` and so on are one entity each.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use crate::model::{Document, EntityId, EntityKind};
use crate::text::units::UnitIndex;
use crate::text::{Span, Spans};

use super::ExchangeError;
use super::exchange::{Exported, Imported};
use super::ids::Ids;
use super::json::{At, Border, Unit, list_of, number, object, text_in, text_of};
use super::labelled::{
    Cut, LABELS, Label, Labelled, LinkKind, Mark, Named, Pieces, Referred, Side, Tagset, assemble,
    from_document, is_space, settle_kinds, side_object, spaced,
};
use super::left_out::LeftOut;
use super::lines::{json_line, json_lines};
use super::loss::{Part, counted, losses};

/// The key spaCy's span categoriser uses by default.
const SPANS_KEY: &str = "sc";

/// What the ends of a span are called that goes on into white space.
const EXACT: &str = "exact";

/// Writes one line.
pub(super) fn write(document: &Document) -> Exported {
    let mut labelled = from_document(document);
    // There are no relations to say whose cue it is.
    labelled.marks.retain(|mark| !matches!(mark.label, Label::Cue | Label::Source));
    labelled.links.clear();
    let (exact, n_blank) = trim(&mut labelled);
    let cut = Cut::of(labelled);
    let (labelled, pieces, border) = (&cut.labelled, &cut.pieces, cut.border());
    let span = |at: usize| {
        let piece = pieces.all.get(at)?;
        let mark = labelled.marks.get(piece.mark)?;
        let entity = mark.entity.as_ref().map(|entity| entity.id.to_string());
        let mut value = json!({
            "start": border.out(piece.span.start()),
            "end": border.out(piece.span.end()),
            "label": mark.label.name(Tagset::OntoNotes),
            "kb_id": entity.unwrap_or_default(),
        });
        let exact = exact.get(at).filter(|exact| **exact != piece.span);
        if let Some(exact) = exact {
            value[EXACT] = json!([border.out(exact.start()), border.out(exact.end())]);
        }
        Some(value)
    };
    let all: Vec<Value> = (0..pieces.all.len()).filter_map(span).collect();
    let ents: Vec<Value> = apart(labelled, pieces).into_iter().filter_map(span).collect();
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
    let line = format!("{}\n", json_line(&Value::Object(record).to_string()));
    let mut lost = losses(document, LABELS);
    lost.extend(counted([(Part::Invisible, n_blank)]));
    Exported::one(".spacy.jsonl", line, lost)
}

/// Takes white space off the ends of all marks: no token of spaCy's but one of white space begins or ends
/// with it, and `Doc.from_json` refuses the whole document. Gives each part as it was, and how many marks
/// had one without a visible character, which is left out.
fn trim(labelled: &mut Labelled) -> (Vec<Span>, usize) {
    let (mut exact, mut n_blank) = (Vec::new(), 0);
    let text = labelled.text.clone();
    labelled.marks.retain_mut(|mark| {
        let all = mark.spans.as_slice();
        let parts: Vec<(Span, Span)> =
            all.iter().filter_map(|span| Some((trimmed(&text, *span)?, *span))).collect();
        n_blank += usize::from(parts.len() < all.len());
        let Ok(spans) = Spans::new(parts.iter().map(|(trimmed, _)| *trimmed).collect()) else { return false };
        mark.spans = spans;
        exact.extend(parts.iter().map(|(_, exact)| *exact));
        true
    });
    (exact, n_blank)
}

fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    let start = span.start() + (words.len() - words.trim_start_matches(is_space).len());
    Span::new(text, start, start + words.trim_matches(is_space).len()).ok()
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

/// The name of a group of spans that name the same begins so.
const CLUSTER: &str = "coref_clusters_";
/// Groups of the words that stand for those spans.
const HEADS: &str = "coref_head_clusters_";
/// What an id of a knowledge base is where there is none.
const NO_ID: &str = "NIL";
/// The keys of a record that are read, or say nothing about the article.
const UNDERSTOOD: [&str; 7] = ["text", "tokens", "sents", "ents", "entities", "spans", "copydesk"];

/// Reads a document a line: `Doc.to_json`, or the short form with `entities` as lists of start, end and label.
pub(super) fn read(text: &str) -> Result<Vec<Imported>, ExchangeError> {
    let mut ids = Ids::new("spacy", text.as_bytes());
    json_lines(text, |value| record(value, &mut ids))
}

fn record(value: &Value, ids: &mut Ids) -> Result<Imported, ExchangeError> {
    let at = At::Root;
    // A text and, behind it, what is said about it.
    let pair = value.as_array().and_then(|pair| match pair.as_slice() {
        [Value::String(text), Value::Object(said)] => Some((text, said)),
        _ => None,
    });
    let together = pair.map(|(text, said)| {
        let mut record = said.clone();
        record.insert("text".to_owned(), json!(text));
        record
    });
    let record = match &together {
        Some(record) => record,
        None => object(value, &at)?,
    };
    if record.contains_key("paragraphs") {
        return Err(at.wrong(
            "this is the training format of spaCy 2".to_owned(),
            "Turn it into documents with “spacy convert” and write them with Doc.to_json",
        ));
    }
    let units = UnitIndex::new(text_in(record, "text", &at)?.to_owned());
    let border = Border { units: &units, unit: Unit::CodePoints };
    let mut side = Side::read(record, &at, &border)?;
    let mut found = Found::new(&border, &side);
    let groups = At::Key(&at, "spans");
    match record.get("spans") {
        Some(Value::Object(all)) => {
            for (key, group) in all.iter().filter(|(key, _)| !key.starts_with(CLUSTER)) {
                let here = At::Key(&groups, key);
                for (place, value) in super::json::list(group, &here)?.iter().enumerate() {
                    if key.starts_with(HEADS) {
                        found.left_out.add(key);
                        continue;
                    }
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
    let clusters = record.get("spans").and_then(Value::as_object).into_iter().flatten();
    for (key, group) in clusters.filter(|(key, _)| key.starts_with(CLUSTER)) {
        found.cluster(group, &At::Key(&groups, key))?;
    }
    for key in record.keys().filter(|key| !UNDERSTOOD.contains(&key.as_str())) {
        found.left_out.add(key);
    }
    let Found { mut marks, same, unsaid, referred, left_out, .. } = found;
    settle_kinds(&mut marks, &same, &unsaid);
    referred.into_entities().for_each(|entity| side.add(entity));
    let mut imported = assemble(units.text(), marks, &same, side, ids)?;
    imported.notes.extend(left_out.note());
    Ok(imported)
}

/// The whole of a span from which we took white space; one that was moved since is where it was moved to.
fn exact(value: &Value, start: usize, end: usize, at: &At<'_>) -> Result<(usize, usize), ExchangeError> {
    let at = At::Key(at, EXACT);
    match value.get(EXACT) {
        None => Ok((start, end)),
        Some(Value::Array(both)) => {
            let from = number(both.first(), &At::Place(&at, 0))?;
            let to = number(both.get(1), &At::Place(&at, 1))?;
            Ok(if from <= start && end <= to { (from, to) } else { (start, end) })
        }
        Some(_) => Err(at.wants("a list of start and end")),
    }
}

struct Found<'a> {
    border: &'a Border<'a>,
    side: &'a Side,
    marks: Vec<Mark>,
    /// Start, end and label of what is there already.
    seen: HashSet<(Span, String)>,
    /// The first mention at each place.
    mentions: HashMap<Span, usize>,
    /// Which mentions name the same.
    same: Vec<(usize, usize, String)>,
    /// The mentions without a label.
    unsaid: HashSet<usize>,
    referred: Referred,
    left_out: LeftOut,
}

/// A span as it stands in a file.
struct Told<'v> {
    span: Span,
    label: &'v str,
    id: &'v str,
}

impl<'a> Found<'a> {
    fn new(border: &'a Border<'a>, side: &'a Side) -> Self {
        Self {
            border,
            side,
            marks: Vec::new(),
            seen: HashSet::new(),
            mentions: HashMap::new(),
            same: Vec::new(),
            unsaid: HashSet::new(),
            referred: Referred::default(),
            left_out: LeftOut::default(),
        }
    }

    fn told<'v>(&self, value: &'v Value, at: &At<'_>) -> Result<Told<'v>, ExchangeError> {
        let (start, end, label, id);
        if let Value::Array(list) = value {
            let [from, to, more @ ..] = list.as_slice() else {
                return Err(at.wants("a list of start, end and label"));
            };
            start = number(Some(from), &At::Place(at, 0))?;
            end = number(Some(to), &At::Place(at, 1))?;
            let text = |place: usize| match more.get(place) {
                None | Some(Value::Null) => Ok(""),
                Some(text) => {
                    let here = At::Place(at, place + 2);
                    text.as_str().ok_or_else(|| here.wants("a label in quotation marks"))
                }
            };
            (label, id) = (text(0)?, text(1)?);
        } else {
            let fields = object(value, at)?;
            start = number(fields.get("start"), &At::Key(at, "start"))?;
            end = number(fields.get("end"), &At::Key(at, "end"))?;
            label = text_of(fields, "label", at)?.unwrap_or_default();
            id = text_of(fields, "kb_id", at)?.unwrap_or_default();
        }
        let (start, end) = exact(value, start, end, at)?;
        let span = self.border.span(start, end);
        let span = span.map_err(|why| at.wrong(why, "Write the document again with Doc.to_json"))?;
        Ok(Told { span, label, id })
    }

    /// Adds a span; one of `ents` only where `spans` does not have it.
    fn add(&mut self, value: &Value, of_ents: bool, at: &At<'_>) -> Result<(), ExchangeError> {
        let Told { span, label, id } = self.told(value, at)?;
        if self.seen.insert((span, label.to_owned())) || !of_ents {
            self.mark(span, Label::named(label), id);
        }
        Ok(())
    }

    fn mark(&mut self, span: Span, label: Label, id: &str) -> usize {
        let mut mark = Mark::new(Spans::one(span), label);
        if let Label::Mention(kind) = mark.label
            && !id.is_empty()
            && id != NO_ID
        {
            let is_item = id.strip_prefix('Q').is_some_and(|digits| digits.parse::<u64>().is_ok());
            let scheme = if is_item { "wikidata" } else { "kb" };
            let words = span.of(self.border.units.text());
            mark.entity = Some(match id.parse::<EntityId>() {
                // What our files carry along of it may have got lost on the way.
                Ok(id) => self.side.named_by_id(id).unwrap_or(Named { id, kind, name: words.to_owned() }),
                Err(_not_ours) => self.referred.named(scheme, id, kind, words),
            });
        }
        let at = self.marks.len();
        if matches!(mark.label, Label::Mention(_)) {
            self.mentions.entry(span).or_insert(at);
        }
        self.marks.push(mark);
        at
    }

    /// A group of spans that name the same: the mentions at their places, new ones where there are none.
    fn cluster(&mut self, group: &Value, at: &At<'_>) -> Result<(), ExchangeError> {
        let mut last = None;
        for (place, value) in super::json::list(group, at)?.iter().enumerate() {
            let Told { span, label, id } = self.told(value, &At::Place(at, place))?;
            let next = self.mentions.get(&span).copied().unwrap_or_else(|| {
                let label = Some(Label::named(label)).filter(|label| matches!(label, Label::Mention(_)));
                let is_unsaid = label.is_none();
                let at = self.mark(span, label.unwrap_or(Label::Mention(EntityKind::Other)), id);
                if is_unsaid {
                    self.unsaid.insert(at);
                }
                at
            });
            self.same.extend(last.map(|last| (next, last, LinkKind::Same.name().to_owned())));
            last = Some(next);
        }
        Ok(())
    }
}
