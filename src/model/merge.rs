//! Two people's work on the same article, made one: a three-way merge by id.
//!
//! What one side changed is taken. What both changed differently is kept as both, the other
//! version as a record of its own with a mark, so that nothing anybody wrote is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use thiserror::Error;
use uuid::Uuid;

use super::{
    Annotation, AnnotationId, Article, ArticleMeta, Body, Claimant, Document, EditError, Entity, EntityId,
    Extra, Past, Rejection, Step,
};

/// Begins the comment of a version that could not be merged.
pub const MARK: &str = "Merge conflict";

/// Why two documents cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MergeError {
    /// Their articles have different texts, so that places in one mean nothing in the other.
    #[error("the articles have different texts, so their annotations cannot be merged by place")]
    OtherText,
    /// Since what both were made from, a draft came or went on a side, or an annotation lost or found
    /// its place. None may be lost.
    #[error(
        "one of them has other earlier drafts, or other annotations without a place, than what both were made from, which cannot be merged"
    )]
    Revised,
    /// The result would break an invariant of documents.
    #[error("the two do not fit each other: {0}")]
    Invalid(#[from] EditError),
}

/// Two documents made one, and what was kept as both, a sentence each.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The document.
    pub document: Document,
    /// What a person should look at.
    pub conflicts: Vec<String>,
}

/// Merges `ours` and `theirs`, both made from `base`.
pub fn merge(base: &Document, ours: &Document, theirs: &Document) -> Result<Merged, MergeError> {
    if ours == theirs || theirs == base {
        return Ok(Merged { document: ours.clone(), conflicts: Vec::new() });
    }
    if ours == base {
        return Ok(Merged { document: theirs.clone(), conflicts: Vec::new() });
    }
    if ours.text() != theirs.text() || ours.text() != base.text() {
        return Err(MergeError::OtherText);
    }
    if [ours, theirs].into_iter().any(|side| !has_the_past_of(side, base)) {
        return Err(MergeError::Revised);
    }
    let mut merging = Merging { taken: taken(base, ours, theirs), conflicts: Vec::new() };
    let article = merging.article(base, ours, theirs);
    let entities = merging.entities(base, ours, theirs);
    let annotations = merging.annotations(base, ours, theirs);
    let (entities, annotations) = restored(entities, annotations, [ours, theirs]);
    let history = history(base, ours, theirs)?;
    let past = Past {
        drafts: base.drafts().iter().map(|draft| draft.as_ref().clone()).collect(),
        orphans: base.orphans().cloned().collect(),
        rejections: rejections(base, ours, theirs),
    };
    let mut document =
        Document::with_past(article, entities.into_values(), annotations.into_values(), history, past)?;
    document.extra = merging.extra(&base.extra, &ours.extra, &theirs.extra);
    Ok(Merged { document, conflicts: merging.conflicts })
}

/// Whether no earlier draft came to `side` or left it, and no annotation lost or found its place.
fn has_the_past_of(side: &Document, base: &Document) -> bool {
    side.drafts() == base.drafts() && side.orphans().eq(base.orphans())
}

/// Every id that is used on any side.
fn taken(base: &Document, ours: &Document, theirs: &Document) -> BTreeSet<Uuid> {
    let of = |document: &Document| {
        let entities: Vec<Uuid> = document.entities().map(|entity| entity.id.0).collect();
        let annotations = document.annotations().map(|annotation| annotation.id.0);
        let orphans = document.orphans().map(|orphan| orphan.annotation.id.0);
        annotations.chain(orphans).chain(entities).collect::<Vec<_>>()
    };
    [base, ours, theirs].into_iter().flat_map(of).collect()
}

/// What became of a record on two sides.
enum Outcome<T> {
    /// It is gone on both, or on one and unchanged on the other.
    Gone,
    /// This is it.
    One(T),
    /// Both changed it, each otherwise.
    Both(T, T),
    /// One side changed what the other took out.
    ChangedAndGone(T),
}

fn outcome<T: Clone + PartialEq>(base: Option<&T>, ours: Option<&T>, theirs: Option<&T>) -> Outcome<T> {
    let one = |side: Option<&T>| side.map_or(Outcome::Gone, |side| Outcome::One(side.clone()));
    if ours == theirs || theirs == base {
        return one(ours);
    }
    if ours == base {
        return one(theirs);
    }
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => Outcome::Both(ours.clone(), theirs.clone()),
        (Some(left), None) | (None, Some(left)) => Outcome::ChangedAndGone(left.clone()),
        (None, None) => Outcome::Gone,
    }
}

struct Merging {
    taken: BTreeSet<Uuid>,
    conflicts: Vec<String>,
}

impl Merging {
    /// An id near to `id` that nobody has; the same one each time the same documents are merged.
    fn id_beside(&mut self, id: Uuid) -> Uuid {
        let mut number = id.as_u128();
        loop {
            number = number.wrapping_add(1);
            let beside = Uuid::from_u128(number);
            if self.taken.insert(beside) {
                return beside;
            }
        }
    }

    fn article(&mut self, base: &Document, ours: &Document, theirs: &Document) -> Article {
        let mut article = ours.article().clone();
        article.meta = self.meta(&base.article().meta, &ours.article().meta, &theirs.article().meta);
        let (old, other) = (base.article().blocks(), theirs.article().blocks());
        if old.len() == other.len() && old.len() == article.blocks().len() {
            for (at, (base, theirs)) in old.iter().zip(other).enumerate() {
                let own = article.blocks().get(at).map(|block| block.kind);
                match own {
                    Some(own) if own == base.kind => {
                        article.set_block_kind(at, theirs.kind);
                    }
                    Some(own) if theirs.kind != base.kind && theirs.kind != own => {
                        let (own, other) = (own.label().to_lowercase(), theirs.kind.label().to_lowercase());
                        let words =
                            format!("Block {} is a {own} here and a {other} on the other side.", at + 1);
                        article.meta.import_notes.push(format!("{MARK}: {words}"));
                        self.conflicts.push(words);
                    }
                    _ => {}
                }
            }
        }
        article.extra = self.extra(&base.article().extra, &ours.article().extra, &theirs.article().extra);
        article
    }

    fn meta(&mut self, base: &ArticleMeta, ours: &ArticleMeta, theirs: &ArticleMeta) -> ArticleMeta {
        let mut meta = ours.clone();
        let mut other = Vec::new();
        let mut text = |name: &str, base: &String, own: &mut String, theirs: &String| match outcome(
            Some(base),
            Some(&own.clone()),
            Some(theirs),
        ) {
            Outcome::One(value) => *own = value,
            Outcome::Both(..) => other.push(format!("The {name} is “{theirs}” on the other side.")),
            Outcome::Gone | Outcome::ChangedAndGone(_) => {}
        };
        text("title", &base.title, &mut meta.title, &theirs.title);
        text("byline", &base.byline, &mut meta.byline, &theirs.byline);
        text("date of publication", &base.published, &mut meta.published, &theirs.published);
        text("language", &base.language, &mut meta.language, &theirs.language);
        text("publication", &base.site, &mut meta.site, &theirs.site);
        text("address", &base.url, &mut meta.url, &theirs.url);
        text("source file", &base.imported_from, &mut meta.imported_from, &theirs.imported_from);
        let notes = [base, ours, theirs].map(|side| &side.import_notes);
        match outcome(Some(notes[0]), Some(notes[1]), Some(notes[2])) {
            Outcome::One(notes) => meta.import_notes = notes,
            _ => meta.import_notes.extend(notes[2].iter().filter(|note| !notes[1].contains(note)).cloned()),
        }
        for words in other {
            let note = format!("{MARK}: {words}");
            if !meta.import_notes.contains(&note) {
                meta.import_notes.push(note);
            }
            self.conflicts.push(words);
        }
        meta
    }

    fn entities(
        &mut self,
        base: &Document,
        ours: &Document,
        theirs: &Document,
    ) -> BTreeMap<EntityId, Entity> {
        let ids: BTreeSet<EntityId> = [ours, theirs]
            .into_iter()
            .flat_map(|side| side.entities().map(|entity| entity.id).collect::<Vec<_>>())
            .collect();
        let mut merged = BTreeMap::new();
        for id in ids {
            match outcome(base.entity(id), ours.entity(id), theirs.entity(id)) {
                Outcome::Gone => {}
                Outcome::One(entity) => {
                    merged.insert(id, entity);
                }
                Outcome::ChangedAndGone(mut entity) => {
                    let words = format!(
                        "“{}” was changed on one side and taken out on the other; it is kept.",
                        entity.name
                    );
                    mark(&mut entity.notes, &words);
                    self.conflicts.push(words);
                    merged.insert(id, entity);
                }
                Outcome::Both(own, mut other) => {
                    let words = format!("“{}” was changed on both sides; both versions are kept.", own.name);
                    other.id = EntityId(self.id_beside(id.0));
                    mark(&mut other.notes, &words);
                    self.conflicts.push(words);
                    merged.insert(id, own);
                    merged.insert(other.id, other);
                }
            }
        }
        merged
    }

    fn annotations(
        &mut self,
        base: &Document,
        ours: &Document,
        theirs: &Document,
    ) -> BTreeMap<AnnotationId, Annotation> {
        let ids: BTreeSet<AnnotationId> = [ours, theirs]
            .into_iter()
            .flat_map(|side| side.annotations().map(|annotation| annotation.id).collect::<Vec<_>>())
            .collect();
        let mut merged = BTreeMap::new();
        for id in ids {
            let sides = [base, ours, theirs].map(|document| document.annotation(id));
            let [old, own, other] = sides;
            match outcome(old, own, other) {
                Outcome::Gone => {}
                Outcome::One(annotation) => {
                    merged.insert(id, annotation);
                }
                Outcome::ChangedAndGone(mut annotation) => {
                    let words = told(
                        ours,
                        &annotation,
                        "was changed on one side and taken out on the other; it is kept",
                    );
                    mark(&mut annotation.comment, &words);
                    self.conflicts.push(words);
                    merged.insert(id, annotation);
                }
                Outcome::Both(own, mut other) => {
                    if let Some(both) = old.and_then(|old| in_parts(old, &own, &other)) {
                        merged.insert(id, both);
                        continue;
                    }
                    let words = told(ours, &own, "was changed on both sides; both versions are kept");
                    other.id = AnnotationId(self.id_beside(id.0));
                    mark(&mut other.comment, &words);
                    self.conflicts.push(words);
                    merged.insert(id, own);
                    merged.insert(other.id, other);
                }
            }
        }
        merged
    }

    /// Fields of a newer version; the other side's value of a field both changed has `_theirs` behind its name.
    fn extra(&mut self, base: &Extra, ours: &Extra, theirs: &Extra) -> Extra {
        let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
        let mut merged = Extra::new();
        for name in names {
            match outcome(base.get(name), ours.get(name), theirs.get(name)) {
                Outcome::Gone => {}
                Outcome::One(value) | Outcome::ChangedAndGone(value) => {
                    merged.insert(name.clone(), value);
                }
                Outcome::Both(own, other) => {
                    self.conflicts
                        .push(format!("The field “{name}” was changed on both sides; both are kept."));
                    merged.insert(name.clone(), own);
                    merged.insert(format!("{name}_theirs"), other);
                }
            }
        }
        merged
    }
}

/// What each side changed in another part of the annotation, put together; `None` where they meet.
fn in_parts(base: &Annotation, ours: &Annotation, theirs: &Annotation) -> Option<Annotation> {
    fn part<T: Clone + PartialEq>(base: &T, ours: &T, theirs: &T) -> Option<T> {
        match outcome(Some(base), Some(ours), Some(theirs)) {
            Outcome::One(value) => Some(value),
            _ => None,
        }
    }
    let mut merged = Annotation::new(
        base.id,
        part(&base.spans, &ours.spans, &theirs.spans)?,
        part(&base.body, &ours.body, &theirs.body)?,
    );
    merged.provenance = part(&base.provenance, &ours.provenance, &theirs.provenance)?;
    merged.comment = part(&base.comment, &ours.comment, &theirs.comment)?;
    merged.extra = part(&base.extra, &ours.extra, &theirs.extra)?;
    Some(merged)
}

fn told(document: &Document, annotation: &Annotation, what: &str) -> String {
    let kind = annotation.kind().label().to_lowercase();
    format!("The {kind} “{}” {what}.", annotation.spans.words(document.text()))
}

fn mark(text: &mut String, words: &str) {
    let gap = if text.is_empty() { "" } else { "\n" };
    *text = format!("{MARK}: {words}{gap}{text}");
}

/// Brings back what one side took out and the other points at.
fn restored(
    mut entities: BTreeMap<EntityId, Entity>,
    mut annotations: BTreeMap<AnnotationId, Annotation>,
    sides: [&Document; 2],
) -> (BTreeMap<EntityId, Entity>, BTreeMap<AnnotationId, Annotation>) {
    let quotes: BTreeSet<AnnotationId> = annotations
        .values()
        .filter_map(|annotation| match &annotation.body {
            Body::Claim(claim) => match claim.claimant {
                Some(Claimant::Quote(quote)) => Some(quote),
                _ => None,
            },
            _ => None,
        })
        .collect();
    for id in quotes {
        let known = sides.iter().find_map(|side| side.annotation(id));
        if let Some(quote) = known {
            annotations.entry(id).or_insert_with(|| quote.clone());
        }
    }
    for id in annotations.values().flat_map(Annotation::entities).collect::<BTreeSet<_>>() {
        let known = sides.iter().find_map(|side| side.entity(id));
        if let Some(entity) = known {
            entities.entry(id).or_insert_with(|| entity.clone());
        }
    }
    (entities, annotations)
}

/// What either side rejected, and neither took back.
fn rejections(base: &Document, ours: &Document, theirs: &Document) -> Vec<Rejection> {
    let [base, ours, theirs] =
        [base, ours, theirs].map(|side| side.rejections().collect::<BTreeSet<&Rejection>>());
    let all = ours.union(&theirs).copied();
    let stays = |one: &&Rejection| (ours.contains(*one) && theirs.contains(*one)) || !base.contains(*one);
    all.filter(stays).cloned().collect()
}

/// Both histories: what they share, then each side's own steps in order of time. Where a side wrote in
/// the text and took it back, its steps are places in texts of their own, so that one side follows the other.
fn history(base: &Document, ours: &Document, theirs: &Document) -> Result<Vec<Step>, MergeError> {
    let shared = base.history().len();
    let shared_by = |side: &Document| {
        side.history().iter().zip(base.history().iter()).take_while(|(a, b)| a == b).count() == shared
    };
    let known = if shared_by(ours) && shared_by(theirs) { shared } else { 0 };
    let writes =
        |side: &Document| side.history().iter().skip(known).any(|step| !step.edit.text_changes().is_empty());
    let one_by_one = writes(ours) || writes(theirs);
    if one_by_one && known < shared {
        return Err(MergeError::Revised);
    }
    let mut own = ours.history().iter().skip(known).peekable();
    let mut other = theirs
        .history()
        .iter()
        .skip(known)
        .filter(|step| !ours.history().iter().any(|own| own == *step))
        .peekable();
    let mut merged: Vec<&Arc<Step>> = ours.history().iter().take(known).collect();
    // Each side's steps stay in their own order, whatever its clock said.
    loop {
        let theirs_first = match (own.peek(), other.peek()) {
            (Some(own), Some(other)) => !one_by_one && other.at < own.at,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (None, None) => break,
        };
        merged.extend(if theirs_first { other.next() } else { own.next() });
    }
    Ok(merged.into_iter().map(|step| step.as_ref().clone()).collect())
}
