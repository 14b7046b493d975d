//! `.txt` and `.ann` as a document.

use std::collections::{BTreeMap, HashMap};

use crate::formats::ExchangeError;
use crate::formats::exchange::Imported;
use crate::formats::ids::Ids;
use crate::formats::json::{Border, Unit};
use crate::formats::labelled::{Label, Mark, Named, Side, assemble, reference_id};
use crate::formats::left_out::LeftOut;
use crate::model::{Entity, EntityId, EntityKind, KnowledgeId, TagId};
use crate::text::Spans;
use crate::text::units::UnitIndex;

use super::escape::unescaped;
use super::fragments::joined;
use super::{ATTRIBUTES, ESCAPED_NOTE, OWN, PLACE_NOTE, TAG_NOTE};

/// Reads an `.ann`; `text` is its `.txt`.
pub(in crate::formats) fn read(ann: &str, text: Option<&str>) -> Result<Imported, ExchangeError> {
    let text = text.ok_or_else(|| {
        ExchangeError::whole(
            "the article's text is missing: it belongs in a .txt of the same name",
            "Put the .txt beside the .ann",
        )
    })?;
    let units = UnitIndex::new(text.to_owned());
    let mut found = Found {
        border: Border { units: &units, unit: Unit::CodePoints },
        marks: Vec::new(),
        places: HashMap::new(),
        relations: Vec::new(),
        links: BTreeMap::new(),
        left_out: LeftOut::default(),
        notes: Vec::new(),
    };
    let lines = || {
        ann.split('\n')
            .enumerate()
            .map(|(at, line)| Line { number: at + 1, text: line.trim_end_matches('\r') })
    };
    for line in lines().filter(|line| line.text.starts_with('T')) {
        found.mark(&line)?;
    }
    // An event may have another one, further down, as its argument.
    for line in lines().filter(|line| line.text.starts_with('E')) {
        found.event(&line)?;
    }
    for line in lines() {
        match line.text.chars().next() {
            Some('R') => found.relation(&line)?,
            Some('E') => found.arguments(&line)?,
            Some('*') => found.equivalence(&line)?,
            Some('A' | 'M') => found.attribute(&line)?,
            Some('N') => found.reference(&line)?,
            Some('#') => found.note(&line)?,
            Some('T') | None => {}
            Some(_) if line.text.trim().is_empty() => {}
            Some(_) => return Err(line.wrong(0, "a line begins with T, R, A, N, E, # or *")),
        }
    }
    let mut ids = Ids::new("brat", [text, "\0", ann].concat().as_bytes());
    let Found { marks, relations, left_out, notes, links, .. } = found;
    let mut entities: Vec<Entity> = Vec::new();
    let mut known: HashMap<EntityId, usize> = HashMap::new();
    for (place, link) in links {
        let Some(named) = marks.get(place).and_then(|mark: &Mark| mark.entity.as_ref()) else { continue };
        let at = *known.entry(named.id).or_insert(entities.len());
        if let Some(entity) = entities.get_mut(at) {
            // Tools repeat the reference at every mention.
            let new: Vec<KnowledgeId> =
                link.into_iter().filter(|link| !entity.links.contains(link)).collect();
            entity.links.extend(new);
        } else {
            let mut entity = Entity::new(named.id, named.kind, named.name.clone());
            entity.links = link;
            entities.push(entity);
        }
    }
    let side = Side::of(entities);
    let mut imported = assemble(units.text(), marks, &relations, side, &mut ids)?;
    imported.notes.extend(notes.into_iter().chain(left_out.note()));
    Ok(imported)
}

struct Line<'a> {
    number: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    /// The columns between tabs, of which there are at least `n`.
    fn columns(&self, n: usize) -> Result<Vec<&'a str>, ExchangeError> {
        let columns: Vec<&str> = self.text.splitn(3, '\t').collect();
        if columns.len() < n {
            return Err(self.wrong(self.text.len(), format!("{n} columns with tabs between them are needed")));
        }
        Ok(columns)
    }

    /// Something is wrong behind this byte of the line.
    fn wrong(&self, at: usize, message: impl Into<String>) -> ExchangeError {
        let column = self.text.get(..at).unwrap_or(self.text).chars().count() + 1;
        ExchangeError::at_line(self.number, column, message, "Correct the line, or export it again from brat")
    }
}

struct Found<'a> {
    border: Border<'a>,
    marks: Vec<Mark>,
    /// The mark of each text-bound annotation and, by its trigger, of each event; none for what
    /// covers no word.
    places: HashMap<String, Option<usize>>,
    relations: Vec<(usize, usize, String)>,
    links: BTreeMap<usize, Vec<KnowledgeId>>,
    left_out: LeftOut,
    notes: Vec<String>,
}

impl Found<'_> {
    fn mark(&mut self, line: &Line<'_>) -> Result<(), ExchangeError> {
        let columns = line.columns(2)?;
        let (id, middle) = (columns[0], columns[1]);
        let at = id.len() + 1;
        let (name, places) =
            middle.split_once(' ').ok_or_else(|| line.wrong(at, "a type and its offsets are needed"))?;
        if self.places.contains_key(id) {
            return Err(line.wrong(0, format!("{id} is there twice")));
        }
        let Some(spans) = self.spans(places, at + name.len() + 1, line)? else {
            self.left_out.add(&format!("{name} without a word"));
            self.places.insert(id.to_owned(), None);
            return Ok(());
        };
        let mut mark = Mark::new(joined(self.border.units.text(), &spans), Label::named(name));
        // A file may leave the words out, and may say more behind them.
        let said = columns.get(2).copied().unwrap_or_default();
        let (words, more) = said.split_once('\t').unwrap_or((said, ""));
        let own = self.bare_words(&spans);
        if ![words, said].iter().any(|words| matches!(bare(words), bare if bare == own || bare.is_empty())) {
            let there: Vec<&str> = spans.iter().map(|span| span.of(self.border.units.text())).collect();
            let message = format!("the line says “{words}”, but the text has “{}” there", there.join(" "));
            return Err(line.wrong(at + middle.len() + 1, message));
        }
        if !more.trim().is_empty() && bare(said) != own {
            mark.remark(more.trim(), "");
        }
        self.places.insert(id.to_owned(), Some(self.marks.len()));
        self.marks.push(mark);
        Ok(())
    }

    /// The words at a place without white space, which lines and fragments change.
    fn bare_words(&self, spans: &Spans) -> String {
        spans.iter().map(|span| bare(span.of(self.border.units.text()))).collect()
    }

    /// Places as `0 5;8 12`; `None` where none of them has a word.
    fn spans(&self, places: &str, at: usize, line: &Line<'_>) -> Result<Option<Spans>, ExchangeError> {
        let mut spans = Vec::new();
        for place in places.split(';') {
            let ends = place.trim().split_once(' ');
            let ends = ends.and_then(|(start, end)| Some((start.parse().ok()?, end.trim().parse().ok()?)));
            let (start, end): (usize, usize) = ends
                .ok_or_else(|| line.wrong(at, format!("“{place}” is no start and end: write them as 0 5")))?;
            if start != end {
                spans.push(self.border.span(start, end).map_err(|why| line.wrong(at, why))?);
            }
        }
        if spans.is_empty() {
            return Ok(None);
        }
        Spans::new(spans).map(Some).map_err(|why| line.wrong(at, why.to_string()))
    }

    /// The mark of the text-bound annotation or event called `id`.
    fn place(&self, id: &str, line: &Line<'_>) -> Result<Option<usize>, ExchangeError> {
        self.places.get(id).copied().ok_or_else(|| {
            let at = line.text.find(id).unwrap_or_default();
            line.wrong(at, format!("there is no “{id}” among the text-bound annotations and events"))
        })
    }

    /// The mark called `id`; `None` for a relation or another attribute.
    fn target(&self, id: &str, line: &Line<'_>) -> Result<Option<usize>, ExchangeError> {
        if id.starts_with(['T', 'E']) { self.place(id, line) } else { Ok(None) }
    }

    /// Joins two marks, unless one of them covers no word.
    fn relate(&mut self, from: Option<usize>, to: Option<usize>, name: &str) {
        match from.zip(to) {
            Some((from, to)) => self.relations.push((from, to, name.to_owned())),
            None => self.left_out.add(name),
        }
    }

    fn relation(&mut self, line: &Line<'_>) -> Result<(), ExchangeError> {
        let columns = line.columns(2)?;
        let words: Vec<&str> = columns[1].split_whitespace().collect();
        let [name, from, to] = words.as_slice() else {
            return Err(line.wrong(columns[0].len() + 1, "a type and two arguments are needed"));
        };
        let end = |argument: &str| {
            let id = argument.split_once(':').map_or(argument, |(_, id)| id);
            self.place(id, line)
        };
        let (from, to) = (end(from)?, end(to)?);
        self.relate(from, to, name);
        Ok(())
    }

    /// The event is where its trigger is.
    fn event(&mut self, line: &Line<'_>) -> Result<(), ExchangeError> {
        let columns = line.columns(2)?;
        let trigger = columns[1].split_whitespace().next().and_then(|event| event.split_once(':'));
        let (_, trigger) = trigger.ok_or_else(|| {
            line.wrong(columns[0].len() + 1, "the type of an event and its trigger are needed")
        })?;
        let place = self.place(trigger, line)?;
        if self.places.insert(columns[0].to_owned(), place).is_some() {
            return Err(line.wrong(0, format!("{} is there twice", columns[0])));
        }
        Ok(())
    }

    /// What takes part in an event is related to its trigger by its role.
    fn arguments(&mut self, line: &Line<'_>) -> Result<(), ExchangeError> {
        let columns = line.columns(2)?;
        let event = self.place(columns[0], line)?;
        for argument in columns[1].split_whitespace().skip(1) {
            let (role, id) = argument.split_once(':').ok_or_else(|| {
                let at = line.text.find(argument).unwrap_or_default();
                line.wrong(at, format!("“{argument}” is no role and what plays it: write them as Who:T1"))
            })?;
            let to = self.place(id, line)?;
            // A second one in the same role is told by a number.
            self.relate(event, to, role.trim_end_matches(|c: char| c.is_ascii_digit()));
        }
        Ok(())
    }

    fn equivalence(&mut self, line: &Line<'_>) -> Result<(), ExchangeError> {
        let columns = line.columns(2)?;
        let mut words = columns[1].split_whitespace();
        words.next();
        let places: Vec<Option<usize>> = words.map(|id| self.place(id, line)).collect::<Result<_, _>>()?;
        let places: Vec<usize> = places.into_iter().flatten().collect();
        let pairs = places.iter().zip(places.iter().skip(1));
        self.relations.extend(pairs.map(|(one, next)| (*next, *one, "same".to_owned())));
        Ok(())
    }

    fn attribute(&mut self, line: &Line<'_>) -> Result<(), ExchangeError> {
        let columns = line.columns(2)?;
        let mut words = columns[1].splitn(3, ' ');
        let (Some(called), Some(id)) = (words.next(), words.next()) else {
            return Err(line.wrong(columns[0].len() + 1, "an attribute and what it is of are needed"));
        };
        let value = words.next().unwrap_or_default();
        let known = ATTRIBUTES.iter().find(|(_, name, _)| *name == called);
        let place = self.target(id, line)?;
        match (place.and_then(|place| self.marks.get_mut(place)), known) {
            (Some(mark), Some((name, ..))) => mark.attributes.push(((*name).to_owned(), value.to_owned())),
            (Some(mark), None) => mark.remark(called, value),
            (None, _) => self.left_out.add(called),
        }
        Ok(())
    }

    fn reference(&mut self, line: &Line<'_>) -> Result<(), ExchangeError> {
        let columns = line.columns(2)?;
        let words: Vec<&str> = columns[1].split(' ').collect();
        let [_, id, reference] = words.as_slice() else {
            return Err(line.wrong(columns[0].len() + 1, "“Reference”, what it is of and an id are needed"));
        };
        let Some((scheme, key)) = reference.split_once(':') else {
            return Err(line.wrong(columns[0].len() + 1, format!("“{reference}” has no “:” in it")));
        };
        let place = self.target(id, line)?;
        let Some((place, mark)) = place.and_then(|place| Some((place, self.marks.get_mut(place)?))) else {
            self.left_out.add("reference");
            return Ok(());
        };
        let name = unescaped(columns.get(2).unwrap_or(&""));
        let Label::Mention(kind) = mark.label else {
            mark.remark(reference, &name);
            return Ok(());
        };
        if scheme == OWN {
            let id: EntityId = key.parse().map_err(|_unfit| {
                line.wrong(columns[0].len() + 1, format!("“{key}” is no id of an entity"))
            })?;
            mark.entity = Some(Named { id, kind, name });
        } else {
            if mark.entity.is_none() {
                mark.entity = Some(foreign(scheme, key, kind, &name));
            }
            let link = KnowledgeId { scheme: scheme.to_owned(), id: key.to_owned() };
            self.links.entry(place).or_default().push(link);
        }
        Ok(())
    }

    /// A note on an annotation, or on the whole where it names none.
    fn note(&mut self, line: &Line<'_>) -> Result<(), ExchangeError> {
        let mut columns = line.text.splitn(3, '\t').skip(1);
        let about = columns.next().unwrap_or_else(|| line.text.trim_start_matches('#').trim());
        let words = columns.next().unwrap_or_default();
        let (kind, id) = about.split_once(' ').unwrap_or((about, ""));
        let place = if is_id(id) { self.target(id, line)? } else { None };
        if let Some(place) = place.filter(|_| kind == PLACE_NOTE) {
            return self.exact_place(place, words, line);
        }
        let Some(mark) = place.and_then(|place| self.marks.get_mut(place)) else {
            let words = if words.is_empty() { about } else { words };
            self.notes.push(format!("A note in brat: {words}"));
            return Ok(());
        };
        match kind {
            TAG_NOTE if matches!(mark.label, Label::Passage(_)) => {
                mark.label = Label::Passage(TagId(unescaped(words)));
            }
            ESCAPED_NOTE if mark.comment.is_empty() => mark.comment = unescaped(words),
            ESCAPED_NOTE => mark.remark(&unescaped(words), ""),
            _ => mark.remark(words, ""),
        }
        Ok(())
    }

    /// Where a mark is, told by a note because its fragments leave it open.
    fn exact_place(&mut self, place: usize, places: &str, line: &Line<'_>) -> Result<(), ExchangeError> {
        let at = line.text.len() - places.len();
        let spans = self.spans(places, at, line)?;
        let own = self.marks.get(place).map(|mark| self.bare_words(&mark.spans));
        let spans = spans.filter(|spans| Some(self.bare_words(spans)) == own);
        let Some((spans, mark)) = spans.zip(self.marks.get_mut(place)) else {
            return Err(line.wrong(at, format!("“{places}” is no place of the words it is about")));
        };
        mark.spans = spans;
        Ok(())
    }
}

/// Whether it is a letter and a number, as all ids of annotations are.
fn is_id(id: &str) -> bool {
    let number = id.strip_prefix(|c: char| c.is_ascii_uppercase());
    number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// An entity known by its id in a knowledge base: the same id is the same entity.
fn foreign(scheme: &str, key: &str, kind: EntityKind, name: &str) -> Named {
    Named { id: reference_id(scheme, key, kind), kind, name: name.to_owned() }
}

/// Words without white space, which lines and fragments change.
fn bare(words: &str) -> String {
    words.split_whitespace().collect()
}
