//! Other tools' feature structures as labelled stretches: named entities, chains of coreference,
//! relations, and spans of any layer with a label. Tokens, parts of speech and the like are left out.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::formats::ExchangeError;
use crate::formats::ids::Ids;
use crate::formats::json::Border;
use crate::formats::labelled::{Label, LinkKind, Mark, Named, settle_kinds};
use crate::formats::left_out::LeftOut;
use crate::model::{AnnotationId, Entity, EntityId, EntityKind, KnowledgeId};
use crate::text::Spans;

use super::layer::{is_bookkeeping, is_grammar, is_link, label, label_feature, remarks};
use super::own::own_name;
use super::structure::Numbered;
use super::{Cas, Structure};

/// Stands before the ids of Wikidata in the identifiers of named entities.
pub(in crate::formats) const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// Whom a structure points at, by the name of the feature and of the relation.
const WHOM: [&str; 3] = ["speaker", "addressee", "claimant"];

/// What is understood of the structures that are not ours.
#[derive(Default)]
pub(super) struct Foreign {
    pub(super) marks: Vec<Mark>,
    /// From mark, to mark, name.
    pub(super) relations: Vec<(usize, usize, String)>,
    /// Entities that identifiers name.
    pub(super) entities: Vec<Entity>,
    pub(super) notes: Vec<String>,
}

impl Foreign {
    pub(super) fn of(cas: &Cas, numbered: &Numbered<'_>, border: &Border<'_>) -> Result<Self, ExchangeError> {
        let mut reading = Reading::new(numbered, border);
        let chained = chained(cas, numbered);
        let (mut relations, mut links) = (Vec::new(), Vec::new());
        for structure in cas.structures.iter().filter(|structure| own_name(structure).is_none()) {
            let kind = structure.kind.as_str();
            let has_ends = structure.number("begin").is_some() && structure.number("end").is_some();
            if has_ends && (chained.contains(&structure.id) || is_link(structure)) {
                links.push(structure);
            } else if structure.link("Governor").is_some() && structure.link("Dependent").is_some() {
                relations.push(structure);
            } else if has_ends && !is_grammar(kind) {
                reading.mark(structure)?;
            } else if !is_bookkeeping(kind) && (has_ends || !is_part(structure, numbered)) {
                reading.left_out.add(structure.short_kind());
            }
        }
        for link in &links {
            reading.link(link)?;
        }
        for link in links {
            let next = numbered.linked(link, "next").and_then(|next| reading.place(next));
            let relation = reading.place(link).zip(next).map(|(from, to)| (from, to, "same".to_owned()));
            reading.found.relations.extend(relation);
        }
        for relation in relations {
            reading.relate(relation);
        }
        reading.follow_slots(cas);
        settle_kinds(&mut reading.found.marks, &reading.found.relations, &reading.unsaid);
        reading.join_parts(cas);
        reading.identify(cas);
        let (mut found, left_out) = (reading.found, reading.left_out);
        found.notes.extend(left_out.note());
        Ok(found)
    }
}

/// The structures that a chain, or a link of one, points at.
fn chained(cas: &Cas, numbered: &Numbered<'_>) -> HashSet<usize> {
    let ends = |structure| ["first", "next"].map(|name| numbered.linked(structure, name).map(|next| next.id));
    cas.structures.iter().flat_map(ends).flatten().collect()
}

/// Whether a structure without a place belongs to one that has one: a filled slot, the head of a chain.
fn is_part(structure: &Structure, numbered: &Numbered<'_>) -> bool {
    structure.has("target") || numbered.linked(structure, "first").is_some()
}

struct Reading<'a> {
    numbered: &'a Numbered<'a>,
    border: &'a Border<'a>,
    found: Foreign,
    /// The mark of each structure.
    of_structure: HashMap<usize, usize>,
    /// The first mention at each place.
    mention_at: HashMap<Spans, usize>,
    /// The mentions of which no kind is said.
    unsaid: HashSet<usize>,
    left_out: LeftOut,
}

impl<'a> Reading<'a> {
    fn new(numbered: &'a Numbered<'a>, border: &'a Border<'a>) -> Self {
        Self {
            numbered,
            border,
            found: Foreign::default(),
            of_structure: HashMap::new(),
            mention_at: HashMap::new(),
            unsaid: HashSet::new(),
            left_out: LeftOut::default(),
        }
    }

    /// The mark of a structure.
    fn place(&self, structure: &Structure) -> Option<usize> {
        self.of_structure.get(&structure.id).copied()
    }

    fn spans(&self, structure: &Structure) -> Result<Spans, ExchangeError> {
        let (begin, end) = (structure.number("begin"), structure.number("end"));
        let span = self.border.span(begin.unwrap_or_default(), end.unwrap_or_default());
        span.map(Spans::one).map_err(|why| {
            structure.place.wrong(why, "Its offsets belong to another text: export the file again")
        })
    }

    fn add(&mut self, mark: Mark) -> usize {
        let at = self.found.marks.len();
        if matches!(mark.label, Label::Mention(_)) {
            self.mention_at.entry(mark.spans.clone()).or_insert(at);
        }
        self.found.marks.push(mark);
        at
    }

    fn mark(&mut self, structure: &Structure) -> Result<(), ExchangeError> {
        // Marks of no length are how other tools note a place between words.
        if structure.number("begin") == structure.number("end") {
            self.left_out.add(&format!("{} without a word", structure.short_kind()));
            return Ok(());
        }
        let mut understood: Vec<&str> = self.slots(structure).into_iter().map(|(name, _)| name).collect();
        let (label, label_feature) = label(structure, &understood);
        let mut mark = Mark::new(self.spans(structure)?, label);
        mark.id = structure.text("id").and_then(|id| id.parse::<AnnotationId>().ok());
        understood.extend(label_feature.into_iter().chain(mark.id.map(|_| "id")));
        structure.text("comment").unwrap_or_default().clone_into(&mut mark.comment);
        let attributes: &[&str] = match mark.label {
            Label::Quote(_) => &["check"],
            Label::Claim => &["kind", "priority", "state", "verdict", "disposition"],
            _ => &[],
        };
        if matches!(mark.label, Label::Quote(_) | Label::Claim) {
            understood.extend(WHOM);
        }
        understood.extend(attributes);
        for name in attributes {
            let value = structure.text(name);
            mark.attributes.extend(value.map(|value| ((*name).to_owned(), value.to_owned())));
        }
        if mark.label == Label::Claim {
            understood.push("criticism");
            if structure.truth("criticism") || structure.text("criticism") == Some("yes") {
                mark.attributes.push(("criticism".to_owned(), String::new()));
            }
        }
        for (name, value) in remarks(structure, &understood) {
            mark.remark(name, &value);
        }
        let is_unsaid = label_feature.is_none() && mark.label == Label::Mention(EntityKind::Other);
        let at = self.add(mark);
        if is_unsaid {
            self.unsaid.insert(at);
        }
        self.of_structure.insert(structure.id, at);
        Ok(())
    }

    /// A link of a chain is the mention at its place, a new one where there is none.
    fn link(&mut self, structure: &Structure) -> Result<(), ExchangeError> {
        let spans = self.spans(structure)?;
        let at = self.mention_at.get(&spans).copied().unwrap_or_else(|| {
            let at = self.add(Mark::new(spans, Label::Mention(EntityKind::Other)));
            self.unsaid.insert(at);
            at
        });
        let kind = structure.text("referenceType").unwrap_or_default();
        if let Some(mark) = self.found.marks.get_mut(at).filter(|_| is_pronoun(kind)) {
            mark.attributes.push(("form".to_owned(), "Pronoun".to_owned()));
        }
        self.of_structure.insert(structure.id, at);
        Ok(())
    }

    /// A relation of two annotations, by its label.
    fn relate(&mut self, structure: &Structure) {
        let end = |name| self.numbered.linked(structure, name).and_then(|end| self.place(end));
        match end("Governor").zip(end("Dependent")).filter(|_| !is_grammar(&structure.kind)) {
            Some((from, to)) => {
                let label = label_feature(structure, &[]);
                let others: Vec<&str> = label.map(|(name, _)| name).into_iter().collect();
                for (name, _) in remarks(structure, &others) {
                    self.left_out.add(&format!("{name} of a relation"));
                }
                let name = label.map_or(structure.short_kind(), |(_, label)| label).to_owned();
                self.found.relations.push((from, to, name));
            }
            None => self.left_out.add(structure.short_kind()),
        }
    }

    /// The features that hold filled slots, and the slots: a role and what it points at.
    fn slots<'s>(&self, structure: &'s Structure) -> Vec<(&'s str, Vec<&'a Structure>)> {
        let names = structure.features.iter().map(|(name, _)| name.as_str());
        let names = names.filter(|name| !matches!(*name, "begin" | "end" | "sofa"));
        let filled = names.map(|name| (name, self.numbered.all_linked(structure, name)));
        let is_slot = |slot: &Structure| slot.number("begin").is_none() && slot.has("target");
        filled.filter(|(_, slots)| !slots.is_empty() && slots.iter().all(|slot| is_slot(slot))).collect()
    }

    /// A filled slot is a relation that is called as its role, or as the slot.
    fn follow_slots(&mut self, cas: &Cas) {
        for structure in &cas.structures {
            let Some(from) = self.place(structure) else { continue };
            for (feature, slots) in self.slots(structure) {
                for slot in slots {
                    let target = self.numbered.linked(slot, "target");
                    let Some(to) = target.and_then(|target| self.place(target)) else {
                        self.left_out.add(feature);
                        continue;
                    };
                    let role = slot.text("role").filter(|role| LinkKind::named(role).is_some());
                    self.found.relations.push((from, to, role.unwrap_or(feature).to_owned()));
                }
            }
        }
    }

    /// Annotations of one layer with the same id of ours are parts of one.
    fn join_parts(&mut self, cas: &Cas) {
        let mut first: HashMap<(&str, AnnotationId), usize> = HashMap::new();
        for structure in &cas.structures {
            let Some(at) = self.of_structure.get(&structure.id).copied() else { continue };
            let Some(mark) = self.found.marks.get_mut(at) else { continue };
            let Some(id) = mark.id else { continue };
            let one = *first.entry((structure.kind.as_str(), id)).or_insert(at);
            if one != at {
                mark.id = None;
                self.found.relations.push((at, one, "part_of".to_owned()));
            }
        }
    }

    /// Follows the identifiers: of entities, and of whom our layers point at.
    fn identify(&mut self, cas: &Cas) {
        let mut of_identifier: HashMap<&str, usize> = HashMap::new();
        let mut names: BTreeMap<EntityId, Entity> = BTreeMap::new();
        for structure in &cas.structures {
            let Some(at) = self.of_structure.get(&structure.id).copied() else { continue };
            let Some(mark) = self.found.marks.get_mut(at) else { continue };
            let (Some(identifier), Label::Mention(kind)) = (structure.text("identifier"), &mark.label) else {
                continue;
            };
            of_identifier.entry(identifier).or_insert(at);
            let words = mark.spans.words(self.border.units.text());
            let entity = named(identifier, *kind);
            let id = entity.id;
            let entity = names.entry(id).or_insert(entity);
            if words.chars().count() > entity.name.chars().count() {
                entity.name = words;
            }
            mark.entity = Some(Named { id, kind: *kind, name: String::new() });
        }
        let quotes: HashMap<String, usize> =
            self.found.marks.iter().enumerate().fold(HashMap::new(), |mut quotes, (at, mark)| {
                if let (Some(id), Label::Quote(_)) = (mark.id, &mark.label) {
                    quotes.insert(id.to_string(), at);
                }
                quotes
            });
        for structure in &cas.structures {
            let Some(at) = self.of_structure.get(&structure.id).copied() else { continue };
            let is_later_part = structure.text("id").is_some()
                && self.found.marks.get(at).is_some_and(|mark| mark.id.is_none());
            if is_later_part {
                continue;
            }
            let slots: Vec<&str> = self.slots(structure).into_iter().map(|(name, _)| name).collect();
            let has_whom = self
                .found
                .marks
                .get(at)
                .is_some_and(|mark| matches!(mark.label, Label::Quote(_) | Label::Claim));
            for name in WHOM.into_iter().filter(|name| has_whom && !slots.contains(name)) {
                let whom = structure.text(name);
                let to = whom.and_then(|whom| of_identifier.get(whom).or_else(|| quotes.get(whom)).copied());
                let pointed_at = || self.numbered.linked(structure, name).and_then(|to| self.place(to));
                match (to.or_else(pointed_at), whom, self.found.marks.get_mut(at)) {
                    (Some(to), ..) => self.found.relations.push((at, to, name.to_owned())),
                    // Somebody the file tells by name alone.
                    (None, Some(whom), Some(mark)) => mark.remark(name, whom),
                    _ => {}
                }
            }
            let quote = structure.text("quote").and_then(|quote| quotes.get(quote)).copied();
            let name = match self.found.marks.get(at).map(|mark| &mark.label) {
                Some(Label::Cue) => "cue",
                Some(Label::Source) => "source",
                _ => continue,
            };
            self.found.relations.extend(quote.map(|quote| (quote, at, name.to_owned())));
        }
        self.found.entities = names.into_values().collect();
    }
}

/// Whether a tool's word for the form of a mention means a pronoun.
fn is_pronoun(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind == "pr" || kind.starts_with("pro")
}

/// The entity an identifier names: the same one whenever it is read.
fn named(identifier: &str, kind: EntityKind) -> Entity {
    let own = identifier.strip_prefix("urn:uuid:").and_then(|id| id.parse::<EntityId>().ok());
    if let Some(id) = own {
        return Entity::new(id, kind, "");
    }
    let id = Ids::new("reference", format!("{identifier} {kind:?}").as_bytes()).next();
    let mut entity = Entity::new(EntityId(id), kind, "");
    let link = match identifier.strip_prefix(WIKIDATA) {
        Some(id) => ("wikidata", id),
        None => ("iri", identifier),
    };
    entity.links.push(KnowledgeId { scheme: link.0.to_owned(), id: link.1.to_owned() });
    entity
}
