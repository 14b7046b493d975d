//! The whole file, with everything checked that one record cannot know of another.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Display;
use std::hash::Hash;
use std::sync::Arc;

use crate::formats::notation::{Fault, Read, Reader, Value, fill, once};
use crate::model::{
    Annotation, AnnotationId, AnnotationKind, Article, Body, Claimant, Document, Draft, EditError, Entity,
    EntityId, Extra, Hands, OneHand, Orphan, Past, Rejection, Step,
};

use crate::text::units::UnitIndex;

use super::apart::{Found, found};
use super::{article, version};

/// The names of the file's own fields.
pub(super) const FIELDS: &[&str] =
    &["copydesk", "article", "entities", "annotations", "orphans", "drafts", "rejected", "origin", "history"];

#[derive(Default)]
struct Parts {
    article: Option<Article>,
    entities: Option<Vec<Found<Entity>>>,
    annotations: Option<Vec<Found<Arc<Annotation>>>>,
    orphans: Option<Vec<Found<Orphan>>>,
    drafts: Option<Vec<Draft>>,
    rejected: Option<Vec<Found<Rejection>>>,
    origin: Option<Vec<String>>,
    history: Option<Vec<Step>>,
    extra: Extra,
}

/// What becomes of a file's parts as they are read.
trait Parting {
    /// Takes the article; it comes before every part with places in it.
    fn article(&mut self, article: Article, reader: &mut Reader<'_>) -> Read<()>;

    /// Takes the part of this name, which comes next in the text.
    fn part(&mut self, name: &str, reader: &mut Reader<'_>) -> Read<()>;
}

/// Goes through a file's text, part by part.
fn walk(text: &str, parting: &mut impl Parting, hands: &impl Hands) -> Read<()> {
    let mut reader = Reader::new(text);
    version::enter(&mut reader, "copydesk", "a Copydesk file")?;
    // Annotations that stand before the article wait until its text is known.
    let mut waiting: Vec<(&str, usize)> = Vec::new();
    reader.more_fields(&mut |reader, name| match name {
        "article" => {
            let (article, units) = article::read(reader, hands)?;
            parting.article(article, reader)?;
            reader.places = Some(Arc::new(units));
            Ok(())
        }
        "annotations" | "origin" | "history" if reader.places.is_none() => {
            waiting.push((name, reader.at()));
            reader.verbatim().map(drop)
        }
        _ => parting.part(name, reader),
    })?;
    reader.end()?;
    if reader.places.is_none() {
        return Err(no_article());
    }
    for (name, at) in waiting {
        reader.go_to(at);
        parting.part(name, &mut reader)?;
    }
    Ok(())
}

/// Reads a file's text; its annotations by all `hands`.
pub(super) fn document(text: &str, hands: &impl Hands) -> Read<Document> {
    let mut loading = Loading { parts: Parts::default(), hands };
    walk(text, &mut loading, hands)?;
    check_rejected(loading.parts.rejected.as_deref().unwrap_or_default())?;
    loading.parts.join(hands).map_err(|fault| placed(fault, text))
}

/// A document refuses what does not fit together, and does not know where that stands in the file. To
/// find it the text is read once more.
fn placed(fault: Fault, text: &str) -> Fault {
    let mut loading = Loading { parts: Parts::default(), hands: &OneHand };
    let found = walk(text, &mut loading, &OneHand).and_then(|()| loading.parts.check(text));
    found.err().unwrap_or(fault)
}

/// Whether a file's text says what a document does, record by record in the document's order. The
/// annotations are read in parts, which begin where `parts` says, by all `hands`.
pub(super) fn says(text: &str, document: &Document, parts: &[PartStart], hands: &impl Hands) -> Read<bool> {
    let (seen, origin, extra) = (Vec::new(), None, Extra::new());
    let mut likeness = Likeness { document, parts, hands, is_same: true, seen, origin, extra };
    walk(text, &mut likeness, hands)?;
    document.check_orphans().map_err(|error| unfit(&error))?;
    Ok(likeness.is_whole())
}

/// Spans in the history are places in the text of their time: it goes from the text it began with
/// to that of today.
fn in_history(
    reader: &mut Reader<'_>,
    origin: Option<&[String]>,
    read: impl FnOnce(&mut Reader<'_>) -> Read<()>,
) -> Read<()> {
    let at = reader.at();
    let today = reader.places.clone();
    if let Some(origin) = origin {
        reader.places = Some(Arc::new(UnitIndex::new(origin.concat())));
    }
    read(reader)?;
    let led_to = std::mem::replace(&mut reader.places, today);
    let texts = led_to.as_ref().zip(reader.places.as_ref());
    if texts.is_some_and(|(led_to, today)| led_to.text() != today.text()) {
        let message = "the history does not lead to the text of the article";
        return Err(Fault::new(at, message, "Use a backup copy of the file."));
    }
    Ok(())
}

fn no_article() -> Fault {
    Fault::new(0, "the file has no article", "Use a backup copy of it.")
}

fn unfit(error: &EditError) -> Fault {
    let message = format!("the parts of the file do not fit each other: {error}");
    Fault::new(0, message, "Use a backup copy of it.")
}

/// The parts of a file as they are read.
struct Loading<'h, H> {
    parts: Parts,
    hands: &'h H,
}

impl<H: Hands> Parting for Loading<'_, H> {
    fn article(&mut self, article: Article, reader: &mut Reader<'_>) -> Read<()> {
        once(self.parts.article.is_some(), "article", reader)?;
        self.parts.article = Some(article);
        Ok(())
    }

    fn part(&mut self, name: &str, reader: &mut Reader<'_>) -> Read<()> {
        let parts = &mut self.parts;
        match name {
            "copydesk" => once(true, name, reader),
            "entities" => {
                once(parts.entities.is_some(), name, reader)?;
                parts.entities = Some(found(reader, &OneHand, |own| own)?);
                Ok(())
            }
            "annotations" => {
                once(parts.annotations.is_some(), name, reader)?;
                parts.annotations = Some(found(reader, self.hands, Arc::new)?);
                Ok(())
            }
            "orphans" => {
                once(parts.orphans.is_some(), name, reader)?;
                parts.orphans = Some(found(reader, &OneHand, |own| own)?);
                Ok(())
            }
            "drafts" => fill(&mut parts.drafts, name, reader).map(drop),
            "rejected" => {
                once(parts.rejected.is_some(), name, reader)?;
                parts.rejected = Some(found(reader, &OneHand, |own| own)?);
                Ok(())
            }
            "origin" => fill(&mut parts.origin, name, reader).map(drop),
            "history" => {
                let (origin, history) = (parts.origin.as_deref(), &mut parts.history);
                in_history(reader, origin, |reader| fill(history, name, reader).map(drop))
            }
            _ => reader.keep(name, &mut parts.extra),
        }
    }
}

/// A document held against a text that should say the same.
struct Likeness<'a, H> {
    document: &'a Document,
    parts: &'a [PartStart],
    hands: &'a H,
    is_same: bool,
    /// The parts read so far.
    seen: Vec<String>,
    origin: Option<Vec<String>>,
    extra: Extra,
}

impl<H: Hands> Parting for Likeness<'_, H> {
    fn article(&mut self, article: Article, reader: &mut Reader<'_>) -> Read<()> {
        self.see("article", reader)?;
        self.is_same &= article == *self.document.article();
        Ok(())
    }

    fn part(&mut self, name: &str, reader: &mut Reader<'_>) -> Read<()> {
        let document = self.document;
        self.see(name, reader)?;
        match name {
            "copydesk" => return once(true, name, reader),
            "entities" => self.is_same &= are(reader, document.entities())?,
            "annotations" => {
                let sound = |own: &Annotation| document.check(own).map_err(|error| unfit(&error));
                self.is_same &=
                    are_all_in_parts(reader, document.annotations(), (self.parts, self.hands), sound)?;
            }
            "orphans" => self.is_same &= are(reader, document.orphans())?,
            "drafts" => self.is_same &= are(reader, document.drafts().iter().map(AsRef::as_ref))?,
            "rejected" => self.is_same &= are(reader, document.rejections())?,
            "origin" => {
                fill(&mut self.origin, name, reader)?;
            }
            "history" => {
                let (origin, is_same) = (self.origin.as_deref(), &mut self.is_same);
                in_history(reader, origin, |reader| {
                    *is_same &= are(reader, document.history().iter().map(AsRef::as_ref))?;
                    Ok(())
                })?;
            }
            _ => reader.keep(name, &mut self.extra)?,
        }
        Ok(())
    }
}

impl<H> Likeness<'_, H> {
    fn see(&mut self, name: &str, reader: &Reader<'_>) -> Read<()> {
        once(self.seen.iter().any(|seen| seen == name), name, reader)?;
        self.seen.push(name.to_owned());
        Ok(())
    }

    /// Whether all of the document was there, and nothing else.
    fn is_whole(&self) -> bool {
        let document = self.document;
        let missing =
            |name: &str, n_records: usize| n_records > 0 && !self.seen.iter().any(|seen| seen == name);
        self.is_same
            && self.extra == document.extra
            && !missing("entities", document.entities().len())
            && !missing("annotations", document.n_annotations())
            && !missing("orphans", document.orphans().len())
            && !missing("drafts", document.drafts().len())
            && !missing("rejected", document.rejections().len())
            && !missing("history", document.history().len())
    }
}

/// Where a part of a list begins: the number of its first record, and the byte offset that stands at.
pub(super) type PartStart = (usize, usize);

/// Whether the records of a list are these, in this order, and sound; the parts of the list are read
/// by all `hands`, and each ends where the next begins.
fn are_all_in_parts<'a, T: Value + PartialEq + Sync + 'a>(
    reader: &mut Reader<'_>,
    records: impl Iterator<Item = &'a T>,
    (parts, hands): (&[PartStart], &impl Hands),
    sound: impl Fn(&T) -> Read<()> + Sync,
) -> Read<bool> {
    if parts.len() < 2 {
        return are_all(reader, records, sound);
    }
    let records: Vec<&T> = records.collect();
    reader.bracket(b'[')?;
    let ends = parts.iter().skip(1).map(|part| Some(*part)).chain([None]);
    let (here, records, sound) = (&*reader, &records, &sound);
    let works = parts.iter().zip(ends).map(|((first, at), end)| {
        let end_record = end.map_or(records.len(), |(record, _)| record);
        let mut left = records.get(*first..end_record).unwrap_or_default().iter();
        move || {
            let mut own = here.moved_to(*at);
            let mut all = true;
            let meets = own.elements(end.map(|(_, at)| at), |reader| {
                let read = T::read(reader)?;
                sound(&read)?;
                all &= left.next().is_some_and(|own| **own == read);
                Ok(())
            })?;
            Ok((all && meets && left.next().is_none(), own.at()))
        }
    });
    // What stands before the first of them is nobody's else to read.
    let begins = parts.first().is_some_and(|first| *first == (0, reader.at()));
    let read: Vec<Read<(bool, usize)>> = hands.each(works);
    let mut all = begins;
    for part in read {
        let (is_same, at) = part?;
        all &= is_same;
        reader.go_to(at);
    }
    reader.close(b']')?;
    Ok(all)
}

/// Whether the records of a list are these, in this order.
fn are<'a, T: Value + PartialEq + 'a>(
    reader: &mut Reader<'_>,
    records: impl Iterator<Item = &'a T>,
) -> Read<bool> {
    are_all(reader, records, |_| Ok(()))
}

/// The same, where each record read must be sound. None is kept longer than that takes.
fn are_all<'a, T: Value + PartialEq + 'a>(
    reader: &mut Reader<'_>,
    mut records: impl Iterator<Item = &'a T>,
    sound: impl Fn(&T) -> Read<()>,
) -> Read<bool> {
    let mut all = true;
    reader.list(|reader| {
        let read = T::read(reader)?;
        sound(&read)?;
        all &= records.next().is_some_and(|own| *own == read);
        Ok(())
    })?;
    Ok(all && records.next().is_none())
}

impl Parts {
    fn check(&self, text: &str) -> Read<()> {
        let entities = self.entities.as_deref().unwrap_or_default();
        let annotations = self.annotations.as_deref().unwrap_or_default();
        let known_entities = distinct(entities, text, "entities", |entity| entity.id)?;
        let known = distinct(annotations, text, "annotations", |annotation| annotation.id)?;
        for annotation in annotations {
            for entity in annotation.value.entities() {
                if !known_entities.contains_key(&entity) {
                    return Err(no_entity(annotation, text, entity));
                }
            }
            if let Some(claim) = annotation.value.claim() {
                check_evidence(annotation, text)?;
                if let Some(Claimant::Quote(quote)) = claim.claimant {
                    let claimant = known.get(&quote).map(|found| found.value.kind());
                    let claimant = claimant.or_else(|| self.kind_of_orphan(quote));
                    check_claimant(annotation, text, quote, claimant)?;
                }
            }
        }
        Ok(())
    }

    fn kind_of_orphan(&self, id: AnnotationId) -> Option<AnnotationKind> {
        let orphans = self.orphans.as_deref().unwrap_or_default().iter();
        let mut annotations = orphans.map(|found| &found.value.annotation);
        annotations.find(|annotation| annotation.id == id).map(Annotation::kind)
    }

    fn join(self, hands: &impl Hands) -> Read<Document> {
        let article = self.article.ok_or_else(no_article)?;
        let entities = self.entities.into_iter().flatten().map(|found| found.value);
        let annotations = self.annotations.into_iter().flatten().map(|found| found.value).collect();
        let orphans = self.orphans.into_iter().flatten().map(|found| found.value).collect();
        let rejections = self.rejected.into_iter().flatten().map(|found| found.value).collect();
        let past = Past { drafts: self.drafts.unwrap_or_default(), orphans, rejections };
        let history = self.history.unwrap_or_default();
        let document = Document::of_records((article, entities, annotations), history, past, hands);
        let mut document = document.map_err(|error| unfit(&error))?;
        document.extra = self.extra;
        Ok(document)
    }
}

/// All records by id, if no two share one.
fn distinct<'a, T, Id: Copy + Eq + Hash + Display>(
    records: &'a [Found<T>],
    text: &str,
    what: &str,
    id: impl Fn(&T) -> Id,
) -> Read<HashMap<Id, &'a Found<T>>> {
    let mut known: HashMap<Id, &Found<T>> = HashMap::with_capacity(records.len());
    for record in records {
        let id = id(&record.value);
        if let Some(first) = known.insert(id, record) {
            let line = text.bytes().take(first.at).filter(|byte| *byte == b'\n').count() + 1;
            let message = format!("two {what} have the id {id}; the first begins in line {line}");
            return Err(Fault::new(
                within(record, text, &id),
                message,
                "Take one of them out, or give it another id.",
            ));
        }
    }
    Ok(known)
}

fn check_rejected(rejected: &[Found<Rejection>]) -> Read<()> {
    let mut known = BTreeSet::new();
    match rejected.iter().find(|found| !known.insert(&found.value)) {
        Some(twice) => {
            Err(Fault::new(twice.at, "the same rejection stands here twice", "Take one of the two out."))
        }
        None => Ok(()),
    }
}

fn no_entity(annotation: &Found<Arc<Annotation>>, text: &str, entity: EntityId) -> Fault {
    let role = match &annotation.value.body {
        Body::Mention(_) => "this mention is of",
        Body::Quote(quote) if quote.speaker == Some(entity) => "the speaker of this quote is",
        Body::Quote(_) => "this quote is addressed to",
        Body::Claim(_) | Body::Passage(_) => "the claimant is",
    };
    let message = format!("{role} the entity {entity}, which is not among the entities");
    let help = "Add the entity, or write the id of one that is there.";
    Fault::new(within(annotation, text, &entity), message, help)
}

fn check_claimant(
    claim: &Found<Arc<Annotation>>,
    text: &str,
    quote: AnnotationId,
    kind: Option<AnnotationKind>,
) -> Read<()> {
    let message = match kind {
        Some(AnnotationKind::Quote) => return Ok(()),
        Some(other) => format!("the claimant {quote} is a {}, not a quote", other.label().to_lowercase()),
        None => format!("the claimant is the quote {quote}, which is not among the annotations"),
    };
    Err(Fault::new(
        within(claim, text, &quote),
        message,
        "Write the id of a quote, or take the claimant out.",
    ))
}

fn check_evidence(claim: &Found<Arc<Annotation>>, text: &str) -> Read<()> {
    let evidence = claim.value.claim().map_or(&[][..], |claim| claim.evidence.as_slice());
    let mut ids: Vec<_> = evidence.iter().map(|evidence| evidence.id).collect();
    ids.sort_unstable();
    let Some(id) = ids.iter().zip(ids.iter().skip(1)).find(|(a, b)| a == b).map(|(id, _)| id) else {
        return Ok(());
    };
    let message = format!("two pieces of evidence of this claim have the id {id}");
    Err(Fault::new(within(claim, text, id), message, "Take one of them out, or give it another id."))
}

/// Where `id` stands last in a record's own text; its beginning where it is spelt otherwise.
fn within<T>(record: &Found<T>, text: &str, id: &impl Display) -> usize {
    let own = text.get(record.at..record.end).unwrap_or_default();
    own.rfind(&id.to_string()).map_or(record.at, |at| record.at + at)
}
