//! `.txt` and `.ann` as a document.

use std::collections::{BTreeMap, HashMap};

use crate::formats::ExchangeError;
use crate::formats::exchange::Imported;
use crate::formats::ids::Ids;
use crate::formats::json::{Border, Unit};
use crate::formats::labelled::{Label, Mark, Named, Side, assemble};
use crate::model::{Entity, EntityId, EntityKind, KnowledgeId, TagId};
use crate::text::Spans;
use crate::text::units::UnitIndex;

use super::escape::unescaped;
use super::{ATTRIBUTES, ESCAPED_NOTE, NOTE, OWN, TAG_NOTE};

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
        left_out: 0,
        links: BTreeMap::new(),
    };
    let lines = || {
        ann.split('\n')
            .enumerate()
            .map(|(at, line)| Line { number: at + 1, text: line.trim_end_matches('\r') })
    };
    for line in lines().filter(|line| line.text.starts_with('T')) {
        found.mark(&line)?;
    }
    let mut relations = Vec::new();
    for line in lines() {
        match line.text.chars().next() {
            Some('R') => relations.push(found.relation(&line)?),
            Some('*') => relations.extend(found.equivalence(&line)?),
            Some('A' | 'M') => found.attribute(&line)?,
            Some('N') => found.reference(&line)?,
            Some('#') => found.note(&line)?,
            Some('T') | None => {}
            // Events have a trigger among the text-bound ones, which stays.
            Some('E') => found.left_out += 1,
            Some(_) if line.text.trim().is_empty() => {}
            Some(_) => return Err(line.wrong(0, "a line begins with T, R, A, N, E, # or *")),
        }
    }
    let mut ids = Ids::new("brat", [text, "\0", ann].concat().as_bytes());
    let Found { marks, left_out, links, .. } = found;
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
    if left_out > 0 {
        let are = if left_out == 1 { "event" } else { "events" };
        imported.notes.push(format!("{left_out} {are} left out; the words of the triggers are there."));
    }
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
    places: HashMap<String, usize>,
    left_out: usize,
    links: BTreeMap<usize, Vec<KnowledgeId>>,
}

impl Found<'_> {
    fn mark(&mut self, line: &Line<'_>) -> Result<(), ExchangeError> {
        let columns = line.columns(2)?;
        let (id, middle) = (columns[0], columns[1]);
        let at = id.len() + 1;
        let (name, places) =
            middle.split_once(' ').ok_or_else(|| line.wrong(at, "a type and its offsets are needed"))?;
        let mut spans = Vec::new();
        for place in places.split(';') {
            let ends = place.trim().split_once(' ');
            let ends = ends.and_then(|(start, end)| Some((start.parse().ok()?, end.trim().parse().ok()?)));
            let (start, end) = ends.ok_or_else(|| {
                line.wrong(at + name.len() + 1, format!("“{place}” is no start and end: write them as 0 5"))
            })?;
            spans.push(self.border.span(start, end).map_err(|why| line.wrong(at + name.len() + 1, why))?);
        }
        let spans = Spans::new(spans).map_err(|why| line.wrong(at, why.to_string()))?;
        if let Some(words) = columns.get(2) {
            let text = self.border.units.text();
            let own: String = spans.iter().map(|span| span.of(text)).collect();
            if bare(words) != bare(&own) {
                let message = format!("the line says “{words}”, but the text has “{own}” there");
                return Err(line.wrong(at + middle.len() + 1, message));
            }
        }
        if self.places.insert(id.to_owned(), self.marks.len()).is_some() {
            return Err(line.wrong(0, format!("{id} is there twice")));
        }
        self.marks.push(Mark::new(spans, Label::named(name)));
        Ok(())
    }

    /// The mark called `id`.
    fn place(&self, id: &str, line: &Line<'_>) -> Result<usize, ExchangeError> {
        self.places.get(id).copied().ok_or_else(|| {
            let at = line.text.find(id).unwrap_or_default();
            line.wrong(at, format!("there is no “{id}” among the text-bound annotations"))
        })
    }

    /// The mark called `id`; `None` for a relation, an event or another attribute.
    fn target(&self, id: &str, line: &Line<'_>) -> Result<Option<usize>, ExchangeError> {
        if id.starts_with('T') { self.place(id, line).map(Some) } else { Ok(None) }
    }

    fn relation(&self, line: &Line<'_>) -> Result<(usize, usize, String), ExchangeError> {
        let columns = line.columns(2)?;
        let words: Vec<&str> = columns[1].split_whitespace().collect();
        let [name, from, to] = words.as_slice() else {
            return Err(line.wrong(columns[0].len() + 1, "a type and two arguments are needed"));
        };
        let end = |argument: &str| {
            let id = argument.split_once(':').map_or(argument, |(_, id)| id);
            self.place(id, line)
        };
        Ok((end(from)?, end(to)?, (*name).to_owned()))
    }

    fn equivalence(&self, line: &Line<'_>) -> Result<Vec<(usize, usize, String)>, ExchangeError> {
        let columns = line.columns(2)?;
        let mut words = columns[1].split_whitespace();
        words.next();
        let places: Vec<usize> = words.map(|id| self.place(id, line)).collect::<Result<_, _>>()?;
        let pairs = places.iter().zip(places.iter().skip(1));
        Ok(pairs.map(|(one, next)| (*next, *one, "same".to_owned())).collect())
    }

    fn attribute(&mut self, line: &Line<'_>) -> Result<(), ExchangeError> {
        let columns = line.columns(2)?;
        let mut words = columns[1].splitn(3, ' ');
        let (Some(called), Some(id)) = (words.next(), words.next()) else {
            return Err(line.wrong(columns[0].len() + 1, "an attribute and what it is of are needed"));
        };
        let value = words.next().unwrap_or_default().to_owned();
        let known = ATTRIBUTES.iter().find(|(_, name, _)| *name == called);
        if let Some(place) = self.target(id, line)?
            && let Some((name, ..)) = known
            && let Some(mark) = self.marks.get_mut(place)
        {
            mark.attributes.push(((*name).to_owned(), value));
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
        let Some(place) = self.target(id, line)? else { return Ok(()) };
        let Some(mark) = self.marks.get_mut(place) else { return Ok(()) };
        let Label::Mention(kind) = mark.label else { return Ok(()) };
        let name = unescaped(columns.get(2).unwrap_or(&""));
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

    fn note(&mut self, line: &Line<'_>) -> Result<(), ExchangeError> {
        let columns = line.columns(2)?;
        let (kind, id) = columns[1].split_once(' ').unwrap_or((columns[1], ""));
        let words = columns.get(2).copied().unwrap_or_default();
        let Some(place) = self.target(id, line)? else { return Ok(()) };
        let Some(mark) = self.marks.get_mut(place) else { return Ok(()) };
        match kind {
            TAG_NOTE => {
                if matches!(mark.label, Label::Passage(_)) {
                    mark.label = Label::Passage(TagId(unescaped(words)));
                }
            }
            ESCAPED_NOTE => mark.comment = unescaped(words),
            NOTE if mark.comment.is_empty() => words.clone_into(&mut mark.comment),
            _ => {
                let gap = if mark.comment.is_empty() { "" } else { "\n" };
                mark.comment = format!("{}{gap}{words}", mark.comment);
            }
        }
        Ok(())
    }
}

/// An entity known by its id in a knowledge base: the same id is the same entity.
fn foreign(scheme: &str, key: &str, kind: EntityKind, name: &str) -> Named {
    let id = EntityId(Ids::new("reference", format!("{scheme}:{key} {kind:?}").as_bytes()).next());
    Named { id, kind, name: name.to_owned() }
}

/// Words without white space, which lines and fragments change.
fn bare(words: &str) -> String {
    words.split_whitespace().collect()
}
