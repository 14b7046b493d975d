//! Two people's work on the same article, made one: a three-way merge by id. Where one of them
//! worked on a newer text, what the other said is brought to it first, as by a new draft; where both
//! did, the text has what both wrote, or, where they met in a line, ours stands and the other's is kept
//! as an earlier draft.
//!
//! What one side changed is taken. What both changed differently is kept as both, the other
//! version as a record of its own with a mark, so that nothing anybody wrote is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use thiserror::Error;
use uuid::Uuid;

use super::merge_place::{Placed, brought_to, leads, parts_without_a_block, placed_ids};
use super::merge_text::{OneText, TWO_TEXTS, drafts, is_two_texts, one_text, only_moved, way_back};
use super::{
    Annotation, AnnotationId, Article, ArticleMeta, Claimant, Document, Draft, EditError, Entity, EntityId,
    Extra, Past, Rejection, Step,
};

/// Begins the comment of a version that could not be merged.
pub const MARK: &str = "Merge conflict";

/// Why two documents cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MergeError {
    /// Nothing tells how a text came to be what it is, so that places in one mean nothing in the other.
    #[error(
        "a text is another than what they were made from, and its history does not tell how it became that"
    )]
    OtherText,
    /// A text was changed on top of another past.
    #[error("they have another history than what they were made from, and a text was changed since")]
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
    let mut history = history(base, ours, theirs)?;
    let one_text = is_two_texts(base, ours, theirs).then(|| one_text(base, ours, theirs)).flatten();
    let drafts = drafts(base, ours, theirs, one_text.is_some());
    let taken = taken(base, ours, theirs);
    let mut merging = Merging { taken, left: Default::default(), conflicts: Vec::new() };
    if let Some(OneText { documents: [base, ours, theirs], step, left }) = one_text {
        history.push(step);
        merging.left = left;
        return merging.merged(&base, [&ours, &theirs], drafts, history);
    }
    match (ours.text() == base.text(), theirs.text() == base.text()) {
        (true, true) => merging.merged(base, [ours, theirs], drafts, history),
        (false, true) => {
            let (base_here, theirs_here) = (brought_to(base, ours)?, brought_to(theirs, ours)?);
            merging.conflicts = parts_without_a_block(base, theirs, ours);
            merging.merged(&base_here, [ours, &theirs_here], drafts, history)
        }
        (true, false) => {
            let (base_here, ours_here) = (brought_to(base, theirs)?, brought_to(ours, theirs)?);
            merging.conflicts = parts_without_a_block(base, ours, theirs);
            merging.merged(&base_here, [&ours_here, theirs], drafts, history)
        }
        (false, false) => {
            let (base_here, theirs_here) = (brought_to(base, ours)?, brought_to(theirs, ours)?);
            merging.left[1] = only_moved(base, theirs)?;
            merging.conflicts = parts_without_a_block(base, theirs, ours);
            if is_two_texts(base, ours, theirs) {
                merging.conflicts.insert(0, TWO_TEXTS.to_owned());
            }
            merging.merged(&base_here, [ours, &theirs_here], drafts, history)
        }
    }
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

#[allow(
    clippy::needless_pass_by_value,
    reason = "what is compared are references, or options of what is given back"
)]
fn outcome<T: PartialEq>(base: Option<T>, ours: Option<T>, theirs: Option<T>) -> Outcome<T> {
    let one = |side: Option<T>| side.map_or(Outcome::Gone, Outcome::One);
    if ours == theirs || theirs == base {
        return one(ours);
    }
    if ours == base {
        return one(theirs);
    }
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => Outcome::Both(ours, theirs),
        (Some(left), None) | (None, Some(left)) => Outcome::ChangedAndGone(left),
        (None, None) => Outcome::Gone,
    }
}

struct Merging {
    taken: BTreeSet<Uuid>,
    /// Annotations each side did no more to than its text did.
    left: [BTreeSet<AnnotationId>; 2],
    conflicts: Vec<String>,
}

impl Merging {
    /// The three made one, all of which have the same text.
    fn merged(
        mut self,
        base: &Document,
        [ours, theirs]: [&Document; 2],
        drafts: Vec<Draft>,
        history: Vec<Step>,
    ) -> Result<Merged, MergeError> {
        let notes: Vec<String> = self.conflicts.iter().map(|words| format!("{MARK}: {words}")).collect();
        let mut article = self.article(base, ours, theirs);
        article.meta.import_notes.extend(notes);
        let entities = self.entities(base, ours, theirs);
        let placed = self.annotations(base, ours, theirs);
        let (entities, placed) = restored(entities, placed, [ours, theirs]);
        let (mut annotations, mut orphans) = (Vec::new(), Vec::new());
        for own in placed.into_values() {
            match own {
                Placed::Here(annotation) => annotations.push(annotation),
                Placed::Lost(orphan) => orphans.push(orphan),
            }
        }
        let past = Past { drafts, orphans, rejections: rejections(base, ours, theirs) };
        let mut document = Document::with_past(article, entities.into_values(), annotations, history, past)?;
        document.extra = self.extra(&base.extra, &ours.extra, &theirs.extra);
        Ok(Merged { document, conflicts: self.conflicts })
    }

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
        let mut text = |name: &str, base: &String, own: &mut String, theirs: &String| {
            let now = own.clone();
            match outcome(Some(base), Some(&now), Some(theirs)) {
                Outcome::One(value) => own.clone_from(value),
                Outcome::Both(..) => other.push(format!("The {name} is “{theirs}” on the other side.")),
                Outcome::Gone | Outcome::ChangedAndGone(_) => {}
            }
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
            Outcome::One(notes) => meta.import_notes.clone_from(notes),
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
                    merged.insert(id, entity.clone());
                }
                Outcome::ChangedAndGone(entity) => {
                    let mut entity = entity.clone();
                    let words = format!(
                        "“{}” was changed on one side and taken out on the other; it is kept.",
                        entity.name
                    );
                    mark(&mut entity.notes, &words);
                    self.conflicts.push(words);
                    merged.insert(id, entity);
                }
                Outcome::Both(own, other) => {
                    let (own, mut other) = (own.clone(), other.clone());
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
    ) -> BTreeMap<AnnotationId, Placed> {
        let ids: BTreeSet<AnnotationId> = placed_ids(ours).chain(placed_ids(theirs)).collect();
        let mut merged = BTreeMap::new();
        for id in ids {
            let [old, own, other] = [base, ours, theirs].map(|document| Placed::of(document, id));
            let [left_by_us, left_by_them] = &self.left;
            let own = if left_by_us.contains(&id) { old.clone() } else { own };
            let other = if left_by_them.contains(&id) { old.clone() } else { other };
            match outcome(old.as_ref(), own.as_ref(), other.as_ref()) {
                Outcome::Gone => {}
                Outcome::One(placed) => {
                    merged.insert(id, placed.clone());
                }
                Outcome::ChangedAndGone(placed) => {
                    let mut placed = placed.clone();
                    let what = "was changed on one side and taken out on the other; it is kept";
                    let words = told(ours, &placed, what);
                    mark(&mut placed.annotation_mut().comment, &words);
                    self.conflicts.push(words);
                    merged.insert(id, placed);
                }
                Outcome::Both(own, other) => {
                    if let Some(both) = old.as_ref().and_then(|old| in_parts(old, own, other)) {
                        merged.insert(id, both);
                        continue;
                    }
                    let (own, mut other) = (own.clone(), other.clone());
                    let words = told(ours, &own, "was changed on both sides; both versions are kept");
                    let beside = AnnotationId(self.id_beside(id.0));
                    other.annotation_mut().id = beside;
                    mark(&mut other.annotation_mut().comment, &words);
                    self.conflicts.push(words);
                    merged.insert(id, own);
                    merged.insert(beside, other);
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
                    merged.insert(name.clone(), value.clone());
                }
                Outcome::Both(own, other) => {
                    self.conflicts
                        .push(format!("The field “{name}” was changed on both sides; both are kept."));
                    merged.insert(name.clone(), own.clone());
                    merged.insert(format!("{name}_theirs"), other.clone());
                }
            }
        }
        merged
    }
}

/// What each side changed in another part of the annotation, put together; `None` where they meet.
fn in_parts(base: &Placed, ours: &Placed, theirs: &Placed) -> Option<Placed> {
    fn part<T: PartialEq>(base: T, ours: T, theirs: T) -> Option<T> {
        match outcome(Some(base), Some(ours), Some(theirs)) {
            Outcome::One(value) => Some(value),
            _ => None,
        }
    }
    let place = part(base.place(), ours.place(), theirs.place())?;
    let sides = [base, ours, theirs];
    let texts = sides.map(|side| side.place().2.map(|(text, _)| text));
    if texts.iter().any(|text| *text != texts[0]) && sides.iter().any(|side| side.has_inner_places()) {
        return None;
    }
    let [old, own, other] = sides.map(Placed::annotation);
    let annotation = Annotation {
        provenance: part(&old.provenance, &own.provenance, &other.provenance)?.clone(),
        comment: part(&old.comment, &own.comment, &other.comment)?.clone(),
        extra: part(&old.extra, &own.extra, &other.extra)?.clone(),
        ..Annotation::new(
            base.annotation().id,
            old.spans.clone(),
            part(&old.body, &own.body, &other.body)?.clone(),
        )
    };
    sides.into_iter().find(|side| side.place() == place).map(|side| side.with(annotation))
}

fn told(document: &Document, placed: &Placed, what: &str) -> String {
    let kind = placed.annotation().kind().label().to_lowercase();
    format!("The {kind} “{}” {what}.", placed.words(document))
}

fn mark(text: &mut String, words: &str) {
    let gap = if text.is_empty() { "" } else { "\n" };
    *text = format!("{MARK}: {words}{gap}{text}");
}

/// Brings back what one side took out and the other points at.
fn restored(
    mut entities: BTreeMap<EntityId, Entity>,
    mut placed: BTreeMap<AnnotationId, Placed>,
    sides: [&Document; 2],
) -> (BTreeMap<EntityId, Entity>, BTreeMap<AnnotationId, Placed>) {
    let claimants = placed.values().filter_map(|own| own.annotation().claim()?.claimant);
    let quotes: BTreeSet<AnnotationId> = claimants
        .filter_map(|claimant| match claimant {
            Claimant::Quote(quote) => Some(quote),
            Claimant::Entity(_) => None,
        })
        .collect();
    for id in quotes {
        let known = sides.iter().find_map(|side| Placed::of(side, id));
        if let Some(quote) = known {
            placed.entry(id).or_insert(quote);
        }
    }
    let named = placed.values().flat_map(|own| own.annotation().entities()).collect::<BTreeSet<_>>();
    for id in named {
        let known = sides.iter().find_map(|side| side.entity(id));
        if let Some(entity) = known {
            entities.entry(id).or_insert_with(|| entity.clone());
        }
    }
    (entities, placed)
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
/// the text, its steps are places in texts of their own, so that it follows the other.
fn history(base: &Document, ours: &Document, theirs: &Document) -> Result<Vec<Step>, MergeError> {
    let shared = base.history().len();
    let shared_by = |side: &Document| {
        side.history().iter().zip(base.history().iter()).take_while(|(a, b)| a == b).count() == shared
    };
    let known = if shared_by(ours) && shared_by(theirs) { shared } else { 0 };
    let is_revised = |side: &Document| {
        let steps = side.history().iter().skip(known).map(AsRef::as_ref);
        (side.text() != base.text(), leads(steps, base.text(), side.text()))
    };
    let revised = [ours, theirs].map(is_revised);
    if revised.iter().any(|(is_other, leads)| *is_other && (known < shared || !leads)) {
        return Err(MergeError::OtherText);
    }
    let writes =
        |side: &Document| side.history().iter().skip(known).any(|step| !step.edit.text_changes().is_empty());
    let (ours_writes, theirs_writes) = (writes(ours), writes(theirs));
    if (ours_writes || theirs_writes) && known < shared {
        return Err(MergeError::Revised);
    }
    if revised.iter().all(|(is_other, _)| *is_other) {
        let [own, other] = [ours, theirs].map(|side| side.history().iter().skip(known));
        let before = ours.history().iter().take(known).chain(other).map(|step| step.as_ref().clone());
        let after = own.map(|step| step.as_ref().clone());
        return Ok(before.chain([way_back(base, theirs)]).chain(after).collect());
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
            (Some(_), Some(_)) if ours_writes && theirs_writes => ours.text() != base.text(),
            (Some(_), Some(_)) if ours_writes || theirs_writes => ours_writes,
            (Some(own), Some(other)) => other.at < own.at,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (None, None) => break,
        };
        merged.extend(if theirs_first { other.next() } else { own.next() });
    }
    Ok(merged.into_iter().map(|step| step.as_ref().clone()).collect())
}
