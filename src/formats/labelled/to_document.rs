//! Labelled stretches as a document.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use crate::formats::ExchangeError;
use crate::formats::ids::Ids;
use crate::formats::paragraphs::paragraphs;
use crate::model::{
    Annotation, AnnotationId, Article, Body, Claim, ClaimKind, ClaimState, Claimant, Disposition, Document,
    Entity, EntityId, EntityKind, Mention, MentionForm, Passage, Priority, Quote, QuoteCheck, TagId, Verdict,
};
use crate::text::{Span, Spans};

use super::kinds::root;
use super::{Label, Labelled, LinkKind, Mark, Side};

/// The document that `labelled` and what was carried along with it make, and what there is to know
/// about it, a sentence each.
pub(in crate::formats) fn to_document(
    labelled: &Labelled,
    side: Side,
    ids: &mut Ids,
) -> Result<(Document, Vec<String>), ExchangeError> {
    let blocks = side.blocks.unwrap_or_else(|| paragraphs(&labelled.text));
    let article = Article::new(labelled.text.clone(), blocks, side.meta).ok_or_else(|| {
        ExchangeError::whole(
            "the blocks do not follow the text",
            "Export the file again from where it is from",
        )
    })?;
    let mut entities = Entities::new(labelled, side.entities);
    let of_mark: Vec<Option<EntityId>> = (0..labelled.marks.len()).map(|at| entities.of(at, ids)).collect();
    let mark_ids = mark_ids(labelled, ids);
    let mut made =
        Made { labelled, of_mark, mark_ids, taken: vec![false; labelled.marks.len()], notes: Vec::new() };
    let bodies = made.bodies();
    let annotations: Vec<Annotation> = bodies
        .into_iter()
        .filter_map(|(at, body)| {
            let mark = labelled.marks.get(at)?;
            let mut annotation = Annotation::new(*made.mark_ids.get(at)?, mark.spans.clone(), body);
            annotation.comment.clone_from(&with_odd_words(mark).comment);
            Some(annotation)
        })
        .collect();
    let document = Document::from_parts(article, entities.all.into_values(), annotations, Vec::new());
    let document = document.map_err(|error| {
        ExchangeError::whole(format!("its parts do not fit each other: {error}"), "Export it again")
    })?;
    Ok((document, made.notes))
}

/// An id for each mark: its own where it has one nobody had before it.
fn mark_ids(labelled: &Labelled, ids: &mut Ids) -> Vec<AnnotationId> {
    let mut seen = HashSet::new();
    let mut fresh = |id: &AnnotationId| seen.insert(*id);
    let own = labelled.marks.iter().map(|mark| mark.id.filter(&mut fresh));
    own.map(|id| id.unwrap_or_else(|| AnnotationId(ids.next()))).collect()
}

/// Finds out which marks name the same.
struct Entities<'a> {
    labelled: &'a Labelled,
    all: BTreeMap<EntityId, Entity>,
    /// The first mark of each mark's cluster.
    cluster: Vec<usize>,
    /// Whether some link says whom else the mark names.
    linked: Vec<bool>,
    /// The longest words of each cluster, the earliest of the longest.
    names: HashMap<(usize, EntityKind), String>,
    of_cluster: HashMap<(usize, EntityKind), EntityId>,
    of_words: HashMap<(EntityKind, String), EntityId>,
}

impl<'a> Entities<'a> {
    fn new(labelled: &'a Labelled, known: Vec<Entity>) -> Self {
        let mut cluster: Vec<usize> = (0..labelled.marks.len()).collect();
        let mut linked = vec![false; labelled.marks.len()];
        for link in labelled.links.iter().filter(|link| link.kind == LinkKind::Same) {
            let (one, other) = (root(&mut cluster, link.from), root(&mut cluster, link.to));
            if let Some(slot) = cluster.get_mut(one.max(other)) {
                *slot = one.min(other);
            }
            for end in [link.from, link.to] {
                if let Some(linked) = linked.get_mut(end) {
                    *linked = true;
                }
            }
        }
        let mut of_words = HashMap::new();
        for entity in &known {
            for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                of_words.entry((entity.kind, name.clone())).or_insert(entity.id);
            }
        }
        let all: BTreeMap<EntityId, Entity> = known.into_iter().map(|entity| (entity.id, entity)).collect();
        let names = names(labelled, &mut cluster, &linked);
        let mut entities =
            Self { labelled, all, cluster, linked, names, of_cluster: HashMap::new(), of_words };
        entities.take_the_named();
        entities
    }

    /// Marks that say whom they name decide for their cluster.
    fn take_the_named(&mut self) {
        for (at, mark) in self.labelled.marks.iter().enumerate() {
            let (Some(named), Label::Mention(kind)) = (&mark.entity, &mark.label) else { continue };
            if named.kind != *kind {
                continue;
            }
            self.all.entry(named.id).or_insert_with(|| Entity::new(named.id, named.kind, named.name.clone()));
            let root = root(&mut self.cluster, at);
            self.of_cluster.entry((root, *kind)).or_insert(named.id);
        }
    }

    /// Whom the mark names; `None` where it is no mention.
    fn of(&mut self, at: usize, ids: &mut Ids) -> Option<EntityId> {
        let mark = self.labelled.marks.get(at)?;
        let Label::Mention(kind) = mark.label else { return None };
        if let Some(named) = mark.entity.as_ref().filter(|named| named.kind == kind) {
            return Some(named.id);
        }
        let root = root(&mut self.cluster, at);
        let alone = !self.linked.get(at).copied().unwrap_or_default();
        if let Some(id) = self.of_cluster.get(&(root, kind)) {
            return Some(*id);
        }
        let words = mark.spans.words(&self.labelled.text);
        if alone && let Some(id) = self.of_words.get(&(kind, words.clone())) {
            return Some(*id);
        }
        let id = EntityId(ids.next());
        let name = self.names.get(&(root, kind)).filter(|_| !alone).unwrap_or(&words).clone();
        self.all.insert(id, Entity::new(id, kind, name));
        self.of_cluster.insert((root, kind), id);
        self.of_words.insert((kind, words), id);
        Some(id)
    }
}

/// The longest words of the mentions of each cluster that have the same kind.
fn names(
    labelled: &Labelled,
    cluster: &mut [usize],
    linked: &[bool],
) -> HashMap<(usize, EntityKind), String> {
    let mut longest: HashMap<(usize, EntityKind), (usize, String)> = HashMap::new();
    for (at, mark) in labelled.marks.iter().enumerate() {
        let Label::Mention(kind) = mark.label else { continue };
        if !linked.get(at).copied().unwrap_or_default() {
            continue;
        }
        let words = mark.spans.words(&labelled.text);
        let length = words.chars().count();
        let (known, name) = longest.entry((root(cluster, at), kind)).or_default();
        if length > *known {
            (*known, *name) = (length, words);
        }
    }
    longest.into_iter().map(|(key, (_, name))| (key, name)).collect()
}

/// What the marks become.
struct Made<'a> {
    labelled: &'a Labelled,
    of_mark: Vec<Option<EntityId>>,
    mark_ids: Vec<AnnotationId>,
    /// The marks that became part of a quote.
    taken: Vec<bool>,
    notes: Vec<String>,
}

impl Made<'_> {
    fn bodies(&mut self) -> Vec<(usize, Body)> {
        let mut bodies: Vec<Option<Body>> =
            self.labelled.marks.iter().enumerate().map(|(at, mark)| self.body(at, mark)).collect();
        let mut astray = 0;
        for link in &self.labelled.links {
            astray += usize::from(!self.follow(link.from, link.to, link.kind, &mut bodies));
        }
        if astray > 0 {
            let are = if astray == 1 { "relation joins" } else { "relations join" };
            self.notes.push(format!("{astray} {are} what cannot be joined so; left out."));
        }
        let all = bodies.into_iter().enumerate();
        all.filter(|(at, _)| !self.taken.get(*at).copied().unwrap_or_default())
            .filter_map(|(at, body)| Some((at, body?)))
            .collect()
    }

    fn body(&self, at: usize, mark: &Mark) -> Option<Body> {
        let said = |name: &str| {
            mark.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
        };
        Some(match &mark.label {
            Label::Mention(_) => {
                let entity = self.of_mark.get(at).copied().flatten()?;
                Body::Mention(Mention { entity, form: word(said("form")) })
            }
            Label::Quote(kind) => {
                Body::Quote(Quote { kind: *kind, check: word(said("check")), ..Quote::default() })
            }
            Label::Claim => Body::Claim(Box::new(Claim {
                kind: word(said("kind")),
                priority: word(said("priority")),
                state: word(said("state")),
                verdict: word(said("verdict")),
                disposition: word(said("disposition")),
                criticism: said("criticism").is_some(),
                ..Claim::default()
            })),
            Label::Passage(tag) => Body::Passage(Passage { tag: tag.clone() }),
            // What belongs to no quote is kept as a passage.
            Label::Cue => Body::Passage(Passage { tag: TagId("Cue".to_owned()) }),
            Label::Source => Body::Passage(Passage { tag: TagId("Source".to_owned()) }),
        })
    }

    /// Does what a link says; whether that could be done.
    fn follow(&mut self, from: usize, to: usize, kind: LinkKind, bodies: &mut [Option<Body>]) -> bool {
        let entity = self.of_mark.get(to).copied().flatten();
        let target = self.labelled.marks.get(to);
        let quote_id = target
            .filter(|mark| matches!(mark.label, Label::Quote(_)))
            .and_then(|_| self.mark_ids.get(to).copied());
        let part = target.and_then(|mark| only_span(&mark.spans));
        match (bodies.get_mut(from).and_then(Option::as_mut), kind) {
            (Some(Body::Mention(_)), LinkKind::Same) => entity.is_some(),
            (Some(Body::Quote(quote)), LinkKind::Speaker) => set(&mut quote.speaker, entity),
            (Some(Body::Quote(quote)), LinkKind::Addressee) => set(&mut quote.addressee, entity),
            (Some(Body::Quote(quote)), LinkKind::Cue) => {
                self.take(to, &Label::Cue);
                set(&mut quote.cue, part)
            }
            (Some(Body::Quote(quote)), LinkKind::Source) => {
                self.take(to, &Label::Source);
                set(&mut quote.source, part)
            }
            (Some(Body::Claim(claim)), LinkKind::Claimant) => {
                set(&mut claim.claimant, entity.map(Claimant::Entity).or(quote_id.map(Claimant::Quote)))
            }
            _ => false,
        }
    }

    fn take(&mut self, at: usize, label: &Label) {
        let is_part = self.labelled.marks.get(at).is_some_and(|mark| mark.label == *label);
        if let Some(taken) = self.taken.get_mut(at) {
            *taken |= is_part;
        }
    }
}

fn only_span(spans: &Spans) -> Option<Span> {
    (spans.as_slice().len() == 1).then(|| spans.first())
}

/// Fills what is still empty; whether it did.
fn set<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    let sets = slot.is_none() && value.is_some();
    if sets {
        *slot = value;
    }
    sets
}

/// The mark with what is said of it in words that are none of ours as remarks.
fn with_odd_words(mark: &Mark) -> Cow<'_, Mark> {
    let mut told = Cow::Borrowed(mark);
    for (name, value) in mark.attributes.iter().filter(|(name, value)| !is_known(&mark.label, name, value)) {
        told.to_mut().remark(name, value);
    }
    told
}

/// Whether an attribute is one that such a mark has, and its word one of that vocabulary.
fn is_known(label: &Label, name: &str, value: &str) -> bool {
    let value = value.into_deserializer();
    let known: Result<(), Error> = match (label, name) {
        (Label::Mention(_), "form") => MentionForm::deserialize(value).map(drop),
        (Label::Quote(_), "check") => QuoteCheck::deserialize(value).map(drop),
        (Label::Claim, "kind") => ClaimKind::deserialize(value).map(drop),
        (Label::Claim, "priority") => Priority::deserialize(value).map(drop),
        (Label::Claim, "state") => ClaimState::deserialize(value).map(drop),
        (Label::Claim, "verdict") => Verdict::deserialize(value).map(drop),
        (Label::Claim, "disposition") => Disposition::deserialize(value).map(drop),
        (Label::Claim, "criticism") => Ok(()),
        _ => return false,
    };
    known.is_ok()
}

/// A word of one of our vocabularies; the default where it is none.
fn word<T: for<'de> Deserialize<'de> + Default>(said: Option<&str>) -> T {
    let deserializer: Option<StrDeserializer<'_, Error>> = said.map(IntoDeserializer::into_deserializer);
    deserializer.and_then(|word| T::deserialize(word).ok()).unwrap_or_default()
}
