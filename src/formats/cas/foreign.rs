//! Other tools' feature structures as labelled stretches: named entities, chains of coreference,
//! relations, and spans of any layer with a label. Tokens, parts of speech and the like are left out.

use std::collections::{BTreeMap, HashMap};

use crate::formats::ExchangeError;
use crate::formats::ids::Ids;
use crate::formats::json::Border;
use crate::formats::labelled::{Label, Mark, Named};
use crate::model::{AnnotationId, Entity, EntityId, EntityKind, KnowledgeId, TagId};
use crate::text::Spans;

use super::own::own_name;
use super::structure::Numbered;
use super::{Cas, Structure};

/// The layer for named entities that `INCEpTION` and `WebAnno` have from the start.
pub(in crate::formats) const NAMED_ENTITY: &str = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
/// The package of the layers people add there.
pub(in crate::formats) const CUSTOM: &str = "webanno.custom.";
/// Stands before the ids of Wikidata in the identifiers of named entities.
pub(in crate::formats) const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// Packages of which nothing is said about the news: words, sentences, grammar, bookkeeping.
const GRAMMAR: [&str; 5] = [
    "uima.",
    "de.tudarmstadt.ukp.dkpro.core.api.",
    "org.dkpro.core.api.",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
    "de.tudarmstadt.ukp.inception.",
];

/// Features that hold a layer's label, the first that is there.
const LABELS: [&str; 6] = ["value", "label", "category", "type", "class", "name"];

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
        let mut reading = Reading { border, found: Self::default(), of_structure: HashMap::new() };
        let (mut relations, mut links, mut skipped) = (Vec::new(), Vec::new(), BTreeMap::new());
        for structure in cas.structures.iter().filter(|structure| own_name(structure).is_none()) {
            let kind = structure.kind.as_str();
            let has_ends = structure.number("begin").is_some() && structure.number("end").is_some();
            if is_link(structure) {
                links.push(structure);
            } else if structure.link("Governor").is_some() && structure.link("Dependent").is_some() {
                relations.push(structure);
            } else if kind == NAMED_ENTITY || (has_ends && !is_grammar(kind)) {
                reading.mark(structure)?;
            } else if has_ends && !kind.starts_with("uima.") {
                *skipped.entry(structure.short_kind()).or_insert(0_usize) += 1;
            }
        }
        for link in &links {
            reading.link(link)?;
        }
        let same = links.iter().filter_map(|link| Some((*link, numbered.linked(link, "next")?)));
        let same = same.map(|(link, next)| (link, next, "same".to_owned()));
        let related =
            relations.iter().filter(|relation| !is_grammar(&relation.kind)).filter_map(|relation| {
                let (from, to) =
                    (numbered.linked(relation, "Governor")?, numbered.linked(relation, "Dependent")?);
                Some((from, to, label_of(relation).unwrap_or(relation.short_kind()).to_owned()))
            });
        for (from, to, name) in same.chain(related) {
            let end = |structure: &Structure| reading.of_structure.get(&structure.id).copied();
            if let (Some(from), Some(to)) = (end(from), end(to)) {
                reading.found.relations.push((from, to, name));
            }
        }
        reading.settle_kinds();
        reading.join_parts(cas);
        reading.identify(cas);
        let mut found = reading.found;
        if !skipped.is_empty() {
            let kinds: Vec<String> = skipped.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            found.notes.push(format!("Left out, for Copydesk has no use for it: {}.", kinds.join(", ")));
        }
        Ok(found)
    }
}

fn is_grammar(kind: &str) -> bool {
    kind != NAMED_ENTITY && GRAMMAR.iter().any(|package| kind.starts_with(package))
}

/// Whether it is a link of a chain.
fn is_link(structure: &Structure) -> bool {
    let says = |name| structure.features.iter().any(|(own, _)| own == name);
    structure.short_kind().ends_with("Link")
        && structure.number("begin").is_some()
        && (says("next") || says("referenceType") || says("referenceRelation"))
}

/// The label of a structure: in a feature that is called so, else the first text it has.
fn label_of(structure: &Structure) -> Option<&str> {
    let named = LABELS.iter().find_map(|name| structure.text(name));
    let is_text = |name: &str| {
        !matches!(name, "begin" | "end" | "sofa" | "identifier" | "id" | "comment" | "Governor" | "Dependent")
    };
    named.or_else(|| {
        structure.features.iter().filter(|(name, _)| is_text(name)).find_map(|(name, _)| structure.text(name))
    })
}

struct Reading<'a> {
    border: &'a Border<'a>,
    found: Foreign,
    /// The mark of each structure.
    of_structure: HashMap<usize, usize>,
}

impl Reading<'_> {
    fn spans(&self, structure: &Structure) -> Result<Spans, ExchangeError> {
        let (begin, end) = (structure.number("begin"), structure.number("end"));
        let span = self.border.span(begin.unwrap_or_default(), end.unwrap_or_default());
        span.map(Spans::one).map_err(|why| {
            structure.place.wrong(why, "Its offsets belong to another text: export the file again")
        })
    }

    fn mark(&mut self, structure: &Structure) -> Result<(), ExchangeError> {
        // Marks of no length are how other tools note a place between words.
        if structure.number("begin") == structure.number("end") {
            let kind = structure.short_kind();
            self.found.notes.push(format!("An annotation without a word was left out ({kind})."));
            return Ok(());
        }
        let mut mark = Mark::new(self.spans(structure)?, label(structure));
        mark.id = structure.text("id").and_then(|id| id.parse::<AnnotationId>().ok());
        structure.text("comment").unwrap_or_default().clone_into(&mut mark.comment);
        if !matches!(mark.label, Label::Mention(_)) {
            for name in ["check", "kind", "priority", "state", "verdict", "disposition"] {
                let value = structure.text(name).map(|value| (name.to_owned(), value.to_owned()));
                mark.attributes.extend(value);
            }
            if structure.text("criticism") == Some("yes") {
                mark.attributes.push(("criticism".to_owned(), String::new()));
            }
        }
        self.of_structure.insert(structure.id, self.found.marks.len());
        self.found.marks.push(mark);
        Ok(())
    }

    /// A link of a chain is the mention at its place, a new one where there is none.
    fn link(&mut self, structure: &Structure) -> Result<(), ExchangeError> {
        let spans = self.spans(structure)?;
        let mut marks = self.found.marks.iter();
        let there = marks.position(|mark| mark.spans == spans && matches!(mark.label, Label::Mention(_)));
        let at = there.unwrap_or_else(|| {
            self.found.marks.push(Mark::new(spans, Label::Mention(EntityKind::Other)));
            self.found.marks.len() - 1
        });
        self.of_structure.insert(structure.id, at);
        Ok(())
    }

    /// Links without a kind of their own are of the kind of what they are linked with.
    fn settle_kinds(&mut self) {
        let kind = |mark: &Mark| match mark.label {
            Label::Mention(kind) if kind != EntityKind::Other => Some(kind),
            _ => None,
        };
        // Along the chains forth and back.
        let same: Vec<(usize, usize)> = self
            .found
            .relations
            .iter()
            .filter(|(.., name)| name == "same")
            .map(|(from, to, _)| (*from, *to))
            .collect();
        let back = same.iter().rev().map(|(from, to)| (*to, *from));
        for (from, to) in same.iter().copied().chain(back.collect::<Vec<_>>()) {
            let known = self.found.marks.get(from).and_then(kind);
            let Some(mark) = self.found.marks.get_mut(to) else { continue };
            if let (Some(known), Label::Mention(EntityKind::Other)) = (known, &mark.label) {
                mark.label = Label::Mention(known);
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
            for name in ["speaker", "addressee", "claimant"] {
                let Some(whom) = structure.text(name) else { continue };
                let to = of_identifier.get(whom).or_else(|| quotes.get(whom)).copied();
                self.found.relations.extend(to.map(|to| (at, to, name.to_owned())));
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

/// What a structure is called here.
fn label(structure: &Structure) -> Label {
    let own = structure.kind.strip_prefix(CUSTOM);
    match own {
        Some("Passage") => {
            // Of ours with no tag the id says that it is ours.
            let bare = if structure.text("id").is_some() { "" } else { "Passage" };
            return Label::Passage(TagId(structure.text("tag").unwrap_or(bare).to_owned()));
        }
        Some("Claim") => return Label::Claim,
        Some("Cue") if structure.text("quote").is_some() => return Label::Cue,
        Some("Source") if structure.text("quote").is_some() => return Label::Source,
        Some("Quote") => return Label::named(structure.text("kind").unwrap_or("Quote")),
        _ => {}
    }
    let said = label_of(structure);
    if structure.kind == NAMED_ENTITY {
        return match Label::named(said.unwrap_or("Other")) {
            Label::Passage(_) => Label::Mention(EntityKind::Other),
            label => label,
        };
    }
    let layer = structure.short_kind();
    match said.map(Label::named) {
        None => Label::named(layer),
        Some(Label::Passage(tag)) => Label::Passage(TagId(format!("{layer}: {tag}"))),
        Some(label) => label,
    }
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
