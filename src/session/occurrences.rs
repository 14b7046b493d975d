//! Tagging every other place with the same words, previewed, as one step.

use std::collections::BTreeMap;

use crate::model::{Annotation, AnnotationId, AnnotationKind, Body, Edit, EntityId, EntityKind};
use crate::text::{Span, Spans, segment};

use super::flow::{Flow, Occurrence, Occurrences};
use super::state::Session;
use super::tag::short;

/// Characters of context shown on each side of an occurrence.
const CONTEXT: usize = 36;
/// Parts that many names share.
const PARTICLES: [&str; 10] = ["The", "Von", "Van", "Der", "Den", "Del", "Dos", "Los", "Las", "Bin"];
/// A part of a name shorter than this many characters is not looked for on its own.
const SHORTEST_PART: usize = 3;

impl Session {
    pub(super) fn begin_occurrences(&mut self) {
        let Some(annotation) = self.selected() else {
            return self.say("Select a tagged passage first.");
        };
        let rows = match &annotation.body {
            Body::Mention(mention) => self.like_mention(annotation, mention.entity),
            Body::Passage(_) | Body::Claim(_) | Body::Quote(_) => self.like_words(annotation),
        };
        if rows.is_empty() {
            let words = short(&self.document.words_of(annotation));
            return self.say(format!("“{words}” stands nowhere else untagged."));
        }
        let like = annotation.id;
        self.flow = Some(Flow::Occurrences(Occurrences { like, rows, highlighted: 0 }));
    }

    fn like_words(&self, annotation: &Annotation) -> Vec<Occurrence> {
        let words = annotation.spans.first().of(self.document.text());
        let mut found = BTreeMap::new();
        for range in segment::phrase_matches(self.document.text(), words) {
            self.note(&mut found, range.start, range.end, "");
        }
        let taken = |span: Span| self.overlaps_kind(span, annotation.kind());
        found.into_values().filter(|row: &Occurrence| !taken(row.span)).collect()
    }

    /// Places with any name of the entity, and with a part of a person's name.
    fn like_mention(&self, annotation: &Annotation, entity: EntityId) -> Vec<Occurrence> {
        let Some(record) = self.document.entity(entity) else { return Vec::new() };
        let mut found = BTreeMap::new();
        let own = self.name_from(&annotation.spans);
        let mut names: Vec<&str> = vec![own.as_str(), record.name.as_str()];
        names.extend(record.aliases.iter().map(String::as_str));
        for name in &names {
            for range in segment::phrase_matches(self.document.text(), name) {
                self.note(&mut found, range.start, range.end, "");
            }
        }
        if record.kind == EntityKind::Person {
            for part in record.name.split_whitespace().filter(|part| {
                part.chars().count() >= SHORTEST_PART && starts_upper(part) && !PARTICLES.contains(part)
            }) {
                for range in segment::phrase_matches(self.document.text(), part) {
                    self.note(&mut found, range.start, range.end, "part of the name");
                }
            }
        }
        let rows: Vec<Occurrence> = found.into_values().collect();
        rows.iter()
            .filter(|row| {
                !self.overlaps_mention(row.span)
                    && !rows.iter().any(|other| other.span != row.span && other.span.encloses(row.span))
            })
            .cloned()
            .map(|row| self.judged(row, entity))
            .collect()
    }

    /// Leaves a row unchecked where the words may mean somebody else.
    fn judged(&self, mut row: Occurrence, entity: EntityId) -> Occurrence {
        if let Some(longer) = self.longer_name(row.span) {
            row.checked = false;
            row.remark = format!("inside “{}”", short(longer.of(self.document.text())));
        } else if let Some(other) = self.other_bearer(&row.words, entity) {
            row.checked = false;
            row.remark = format!("could be {}", short(&other));
        }
        row
    }

    pub(super) fn longer_name(&self, span: Span) -> Option<Span> {
        let text = self.document.text();
        let article = self.document.article();
        let block = article.blocks().get(article.block_at(span.start())?)?;
        let (base, words) = (block.span.start(), block.span.of(text));
        let own = span.start().checked_sub(base)?..span.end() - base;
        let name = segment::longer_name(words, &segment::names(words), &own)?;
        Span::new(text, base + name.start, base + name.end).ok()
    }

    fn other_bearer(&self, words: &str, entity: EntityId) -> Option<String> {
        let others = self.document.entities().filter(|other| other.id != entity);
        let mut bearers = others.filter(|other| segment::name_parts_match(&other.name, words));
        bearers.next().map(|other| other.name.clone())
    }

    fn overlaps_kind(&self, span: Span, kind: AnnotationKind) -> bool {
        let hits = self.document.index().overlapping(span.start(), span.end());
        hits.iter().any(|(_, _, id)| self.document.annotation(*id).is_some_and(|a| a.kind() == kind))
    }

    fn note(&self, found: &mut BTreeMap<Span, Occurrence>, start: usize, end: usize, remark: &str) {
        let text = self.document.text();
        let Ok(span) = Span::new(text, start, end) else { return };
        found.entry(span).or_insert_with(|| Occurrence {
            span,
            before: tail(text.get(..start).unwrap_or_default(), CONTEXT),
            words: span.of(text).to_owned(),
            after: head(text.get(end..).unwrap_or_default(), CONTEXT),
            checked: true,
            remark: remark.to_owned(),
        });
    }

    /// Tags the checked places like the annotation the list was opened for.
    pub(super) fn tag_occurrences(&mut self, flow: &Occurrences) {
        let Some(like) = self.document.annotation(flow.like).cloned() else { return };
        let rows: Vec<&Occurrence> = flow.rows.iter().filter(|row| row.checked).collect();
        if rows.is_empty() {
            return self.say("Nothing was checked, so nothing was tagged.");
        }
        let edits: Vec<Edit> =
            rows.iter().map(|row| Edit::AddAnnotation(Box::new(self.another(&like, row.span)))).collect();
        let name = match like.mention().and_then(|mention| self.document.entity(mention.entity)) {
            Some(entity) => entity.name.clone(),
            None => self.describe(&like),
        };
        let places =
            if edits.len() == 1 { "1 more place".to_owned() } else { format!("{} more places", edits.len()) };
        if self.perform(format!("Tag {places} as {}", short(&name)), Edit::Batch(edits)) {
            self.view.annotation = Some(like.id);
            self.say(format!("Tagged {places} as {name}."));
        }
    }

    fn another(&self, like: &Annotation, span: Span) -> Annotation {
        let spans = Spans::one(span);
        if let Some(entity) = like.mention().and_then(|mention| self.document.entity(mention.entity)) {
            self.mention(spans, entity.id, &entity.name)
        } else {
            let mut body = like.body.clone();
            if let Body::Claim(claim) = &mut body {
                **claim = crate::model::Claim { kind: claim.kind, ..crate::model::Claim::default() };
            }
            Annotation::new(AnnotationId(self.new_id()), spans, body)
        }
    }
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The last characters of `text`, on one line.
pub(super) fn tail(text: &str, n_chars: usize) -> String {
    let cut = text.char_indices().rev().nth(n_chars).map_or(0, |(at, _)| at);
    text.get(cut..).unwrap_or_default().replace(['\n', '\r'], " ")
}

/// The first characters of `text`, on one line.
pub(super) fn head(text: &str, n_chars: usize) -> String {
    text.chars().take(n_chars).collect::<String>().replace(['\n', '\r'], " ")
}
