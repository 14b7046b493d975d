//! The mentions of an article, as the brackets in `Entity=` tell them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::formats::ids::Ids;
use crate::formats::labelled::{Label, Mark, Named, trimmed};
use crate::formats::left_out::LeftOut;
use crate::model::{Entity, EntityId, EntityKind, KnowledgeId};
use crate::text::{Span, Spans};

/// What the parts of an opening bracket are, by their places in it.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    names: Vec<String>,
    /// Whether the file says so itself.
    declared: bool,
}

impl Default for Fields {
    fn default() -> Self {
        Self { names: vec![EID.to_owned(), ETYPE.to_owned()], declared: false }
    }
}

const EID: &str = "eid";
/// An id within its document.
const GROUP: &str = "GRP";
const ETYPE: &str = "etype";
const IDENTITY: &str = "identity";
/// Further things, as `kind:work,gender:f`.
const OTHER: &str = "other";
/// Fields about the words of a mention, which Copydesk has no use for: every mention has them.
const ABOUT_WORDS: [&str; 2] = ["head", "minspan"];

impl Fields {
    /// As `eid-etype-head-other` declares them.
    pub(super) fn declared(names: &str) -> Self {
        Self { names: names.split('-').map(|name| name.trim().to_owned()).collect(), declared: true }
    }
}

/// A stretch that is open, or a whole one.
struct Open {
    entity: String,
    part: Option<(usize, usize)>,
    start: usize,
}

/// A stretch between brackets.
type Stretch = (usize, usize);

/// What is known of an entity beside its mentions.
#[derive(Default)]
struct Known {
    kind: Option<String>,
    identity: Option<String>,
}

#[derive(Default)]
pub(super) struct Mentions {
    open: Vec<Open>,
    known: HashMap<String, Known>,
    /// Entity and stretches of each mention.
    found: Vec<(String, Vec<Stretch>)>,
    /// Mentions whose later parts are still to come.
    unfinished: BTreeMap<(String, usize), Vec<Stretch>>,
    /// How many entities without an id there are.
    nameless: usize,
    pub(super) left_out: LeftOut,
}

impl Mentions {
    /// Takes the brackets at a word that is at `start` to `end`; what is wrong with them otherwise.
    pub(super) fn take(
        &mut self,
        value: &str,
        fields: &Fields,
        (start, end): Stretch,
    ) -> Result<(), &'static str> {
        let mut rest = value;
        while !rest.is_empty() {
            if let Some(inside) = rest.strip_prefix('(') {
                let length = inside.find(['(', ')']).unwrap_or(inside.len());
                let (head, after) = inside.split_at(length);
                let (entity, part) = self.opened(head, fields).ok_or("names no entity")?;
                let open = Open { entity, part, start };
                if let Some(after) = after.strip_prefix(')') {
                    self.close(open, end);
                    rest = after;
                } else {
                    self.open.push(open);
                    rest = after;
                }
            } else {
                let length = rest.find(')').ok_or("has a bracket too few")?;
                let (head, after) = rest.split_at(length);
                let (entity, part) = entity_and_part(head).ok_or("names no entity")?;
                let is_same = |open: &Open| open.entity == entity || open.entity == nameless(&entity, open);
                let found = self.open.iter().rposition(|open| is_same(open) && open.part == part);
                let place = found.ok_or("closes what is not open")?;
                let open = self.open.remove(place);
                self.close(open, end);
                rest = after.strip_prefix(')').unwrap_or_default();
            }
        }
        Ok(())
    }

    /// The entity that an opening bracket names, and the part of the mention.
    fn opened(&mut self, head: &str, fields: &Fields) -> Option<(String, Option<(usize, usize)>)> {
        // The last one may have hyphens of its own.
        let n_values = if fields.declared { fields.names.len() } else { usize::MAX };
        let values: Vec<&str> = head.splitn(n_values, '-').collect();
        let value = |name: &str| {
            let place = fields.names.iter().position(|own| own == name)?;
            values.get(place).copied().filter(|value| !value.is_empty())
        };
        let (entity, part) = entity_and_part(value(EID).or(value(GROUP)).or(values.first().copied())?)?;
        // Without a declaration a type may stand where others have an id.
        let is_type = !fields.declared && values.len() == 1 && is_kind(&entity);
        let (entity, kind) = if is_type {
            self.nameless += 1;
            (format!("{entity}\0{}", self.nameless), Some(entity))
        } else {
            let further = value(OTHER).into_iter().flat_map(|other| other.split(','));
            let own = further.filter_map(|pair| pair.strip_prefix("kind:")).find(|kind| is_kind(kind));
            (entity, own.or(value(ETYPE)).map(str::to_owned))
        };
        for (name, said) in fields.names.iter().zip(&values) {
            let is_read = [EID, GROUP, ETYPE, IDENTITY].contains(&name.as_str())
                || (name == OTHER && said.starts_with("kind:"));
            if !is_read && !ABOUT_WORDS.contains(&name.as_str()) && !said.is_empty() {
                self.left_out.add(name);
            }
        }
        let identity = value(IDENTITY).map(str::to_owned);
        let known = self.known.entry(entity.clone()).or_default();
        known.kind = known.kind.take().or(kind);
        known.identity = known.identity.take().or(identity);
        Some((entity, part))
    }

    fn close(&mut self, open: Open, end: usize) {
        let Open { entity, part, start } = open;
        let Some((number, of)) = part else {
            self.found.push((entity, vec![(start, end)]));
            return;
        };
        let stretches = self.unfinished.entry((entity.clone(), of)).or_default();
        stretches.push((start, end));
        if number == of {
            let stretches = std::mem::take(stretches);
            self.found.push((entity, stretches));
        }
    }

    /// The marks in reading order and the entities they name, and what there is to know about it.
    pub(super) fn end(mut self, text: &Arc<str>, ids: &mut Ids) -> (Vec<Mark>, Vec<Entity>, Vec<String>) {
        let unfinished = std::mem::take(&mut self.unfinished);
        let parts = unfinished.into_iter().filter(|(_, stretches)| !stretches.is_empty());
        self.found.extend(parts.map(|((entity, _), stretches)| (entity, stretches)));
        let mut named: HashMap<String, Entity> = HashMap::new();
        let mut marks = Vec::new();
        for (entity, stretches) in &self.found {
            let spans = stretches
                .iter()
                .filter_map(|(start, end)| trimmed(text, Span::new(text, *start, *end).ok()?));
            // A node without words is a mention that nobody reads.
            let Some(spans) = Spans::new(apart(spans.collect())).ok() else {
                self.left_out.add("mention without a word");
                continue;
            };
            let known = self.known.get(entity);
            let own = named.entry(entity.clone()).or_insert_with(|| new_entity(known, ids));
            let words = spans.words(text);
            if words.chars().count() > own.name.chars().count() {
                own.name = words;
            }
            marks.push((entity, Mark::new(spans, Label::Mention(own.kind))));
        }
        marks.sort_by_key(|(_, mark)| mark.spans.first());
        let marks = marks.into_iter().map(|(entity, mut mark)| {
            let own = named.get(entity);
            mark.entity = own.map(|own| Named { id: own.id, kind: own.kind, name: own.name.clone() });
            mark
        });
        let marks = marks.collect();
        let mut notes: Vec<String> = Vec::new();
        if !self.open.is_empty() {
            notes.push(format!("Mentions left open at the end of the article: {}.", self.open.len()));
        }
        notes.extend(self.left_out.note());
        let mut entities: Vec<Entity> = named.into_values().collect();
        entities.sort_by_key(|entity| entity.id);
        (marks, entities, notes)
    }
}

fn new_entity(known: Option<&Known>, ids: &mut Ids) -> Entity {
    let kind = known.and_then(|known| known.kind.as_deref()).unwrap_or_default();
    let (label, id) = (Label::named(kind), EntityId(ids.next()));
    let mut entity = if let Label::Mention(kind) = label {
        Entity::new(id, kind, "")
    } else {
        // A type we have no kind for stays legible.
        let mut entity = Entity::new(id, EntityKind::Other, "");
        kind.clone_into(&mut entity.notes);
        entity
    };
    if let Some(identity) = known.and_then(|known| known.identity.as_deref()) {
        // The name of an article in Wikipedia.
        entity.links.push(KnowledgeId { scheme: "wikipedia".to_owned(), id: identity.to_owned() });
    }
    entity
}

/// The spans without those that overlap one before them: two parts may be in one token.
fn apart(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut end = 0;
    spans.retain(|span| {
        let is_free = span.start() >= end;
        end = end.max(span.end());
        is_free
    });
    spans
}

fn is_kind(name: &str) -> bool {
    matches!(Label::named(name), Label::Mention(_))
        || matches!(name, "abstract" | "object" | "animal" | "plant" | "substance")
}

/// The name that an open stretch without an id of its own was given.
fn nameless(kind: &str, open: &Open) -> String {
    let number = open.entity.split_once('\0').map_or("", |(_, number)| number);
    format!("{kind}\0{number}")
}

/// `e1[2/3]` is the second of three parts.
fn entity_and_part(head: &str) -> Option<(String, Option<(usize, usize)>)> {
    let head = head.split('-').next().unwrap_or_default();
    if head.is_empty() {
        return None;
    }
    let Some((entity, part)) = head.split_once('[') else { return Some((head.to_owned(), None)) };
    let (number, of) = part.strip_suffix(']')?.split_once('/')?;
    let part = (number.parse().ok()?, of.parse().ok()?);
    (1..=part.1).contains(&part.0).then(|| (entity.to_owned(), Some(part)))
}
