//! An article and annotations of any size, the same at every run.

use std::ops::Range;

use uuid::Uuid;

use crate::ingest;
use crate::model::{
    Annotation, AnnotationId, Body, Claim, ClaimState, Claimant, Document, Entity, EntityId, EntityKind,
    Evidence, EvidenceId, Mention, MentionForm, Passage, Query, Quote, QuoteCheck, TagId, Verdict,
};
use crate::text::{Span, Spans};

const FIRST: [&str; 8] = ["Mara", "Jon", "Lin", "Édith", "Óscar", "Priya", "Tomasz", "Ayşe"];
const LAST: [&str; 10] =
    ["Ødegård", "Bakke", "Hoekstra", "Wang", "Okonkwo", "Ferreira", "Brännvik", "Nowak", "O’Brien", "Demir"];
const BODIES: [&str; 8] = [
    "the Harbour Authority",
    "the city council",
    "Port Ellery",
    "the Finance Ministry",
    "the University of Sankt Olaf",
    "Norrland Ferries",
    "the European Commission",
    "the coast guard",
];
const VERBS: [&str; 8] =
    ["postponed", "defended", "audited", "cancelled", "reviewed", "approved", "questioned", "paid for"];
const THINGS: [&str; 8] = [
    "the repair of two piers",
    "a contract for electric ferries",
    "last year’s budget",
    "the report on bridge safety",
    "new rules for night flights",
    "a survey of the seabed",
    "the sale of the old customs house",
    "grants for 41 fishing boats",
];
const TAILS: [&str; 8] = [
    "on Monday",
    "after months of delay",
    "against the advice of its own engineers",
    "for 12.4 million euros",
    "before the vote in March",
    "without a public tender",
    "according to papers seen by this newspaper",
    "as prices rose by 7.3 percent",
];

/// A generator of pseudo-random numbers: xorshift64 (Marsaglia, “Xorshift RNGs”, 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap_or_default()
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(from.len())).cloned()
    }

    fn word(&mut self, from: &[&'static str]) -> &'static str {
        self.pick(from).unwrap_or_default()
    }
}

/// A text and what in it can be annotated.
#[derive(Default)]
struct Story {
    text: String,
    names: Vec<Range<usize>>,
    quotes: Vec<Range<usize>>,
    sentences: Vec<Range<usize>>,
}

impl Story {
    fn name(&mut self, numbers: &mut Numbers) {
        let start = self.text.len();
        if numbers.below(3) > 0 {
            self.text.push_str(numbers.word(&FIRST));
            self.text.push(' ');
        }
        self.text.push_str(numbers.word(&LAST));
        self.names.push(start..self.text.len());
    }

    fn body(&mut self, numbers: &mut Numbers) {
        let start = self.text.len();
        self.text.push_str(numbers.word(&BODIES));
        self.names.push(start..self.text.len());
    }

    fn deed(&mut self, numbers: &mut Numbers) {
        for words in [numbers.word(&VERBS), " ", numbers.word(&THINGS), " ", numbers.word(&TAILS)] {
            self.text.push_str(words);
        }
    }

    fn sentence(&mut self, numbers: &mut Numbers) {
        let start = self.text.len();
        match numbers.below(4) {
            0 => {
                self.text.push_str("“We ");
                self.deed(numbers);
                self.text.push_str(",”");
                self.quotes.push(start..self.text.len());
                self.text.push(' ');
                self.name(numbers);
                self.text.push_str(" told ");
                self.body(numbers);
            }
            1 => {
                self.name(numbers);
                self.text.push_str(" of ");
                self.body(numbers);
                self.text.push_str(" said that the board ");
                self.deed(numbers);
            }
            _ => {
                self.name(numbers);
                self.text.push(' ');
                self.deed(numbers);
                self.text.push_str(", while ");
                self.body(numbers);
                self.text.push_str(" kept silent");
            }
        }
        self.text.push('.');
        self.sentences.push(start..self.text.len());
    }

    /// Of about this many bytes, in paragraphs of one to six sentences.
    fn of_length(n_bytes: usize, numbers: &mut Numbers) -> Self {
        let mut story = Self { text: "Harbour closes two piers\n\n".to_owned(), ..Self::default() };
        while story.text.len() < n_bytes {
            for sentence in 0..=numbers.below(6) {
                if sentence > 0 {
                    story.text.push(' ');
                }
                story.sentence(numbers);
            }
            story.text.push_str("\n\n");
        }
        story
    }
}

/// An article of about this many bytes with this many annotations in three overlapping layers:
/// names, quotes, and sentences as claims or highlights. Nothing only if the importer refuses it.
pub fn made(n_bytes: usize, n_annotations: usize) -> Option<Document> {
    let mut numbers = Numbers(0x5eed);
    let story = Story::of_length(n_bytes, &mut numbers);
    let article = ingest::plain(&story.text, "bench.txt").ok()?;
    let entities: Vec<Entity> = (0..(n_annotations / 50).max(1))
        .map(|n| {
            let kind = EntityKind::ALL.get(n % EntityKind::ALL.len()).copied().unwrap_or(EntityKind::Other);
            Entity::new(EntityId(Uuid::from_u128(1 + n as u128)), kind, format!("Entity {n}"))
        })
        .collect();
    let text = article.text();
    let annotations: Vec<Annotation> = (0..n_annotations)
        .filter_map(|n| {
            let (places, body) = match n % 4 {
                0 | 1 => (&story.names, mention(numbers.pick(&entities)?.id)),
                2 => (&story.sentences, Body::Claim(Box::new(claim(n)))),
                _ if n % 8 == 3 => (&story.quotes, Body::Quote(Quote::default())),
                _ => (&story.sentences, Body::Passage(Passage { tag: TagId("check".into()) })),
            };
            let place = numbers.pick(places)?;
            let span = Span::new(text, place.start, place.end).ok()?;
            let id = AnnotationId(Uuid::from_u128(1_000_000_000 + n as u128));
            Some(Annotation::new(id, Spans::one(span), body))
        })
        .collect();
    Document::from_parts(article, entities, annotations, Vec::new()).ok()
}

/// What an article for the desk is full of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Claims in every state, with sources, claimants and questions.
    Claims,
    /// Mentions of one entity.
    Mentions,
    /// Quotes by many speakers, one in twenty of them changed since it was checked.
    Quotes,
}

/// An article with this many annotations of one kind, a hundred bytes of text for each.
pub(super) fn made_of(kind: Kind, n_annotations: usize) -> Option<Document> {
    let mut numbers = Numbers(0x5eed);
    let story = Story::of_length(n_annotations * 100, &mut numbers);
    let article = ingest::plain(&story.text, "bench.txt").ok()?;
    let n_entities = if kind == Kind::Mentions { 1 } else { 500 };
    let entities: Vec<Entity> = (0..n_entities)
        .map(|n| {
            let name = format!("{} {} {n}", numbers.word(&FIRST), numbers.word(&LAST));
            Entity::new(EntityId(Uuid::from_u128(1 + n)), EntityKind::Person, name)
        })
        .collect();
    let text = article.text();
    let annotations: Vec<Annotation> = (0..n_annotations)
        .filter_map(|n| {
            let entity = numbers.pick(&entities)?;
            let (places, body) = match kind {
                Kind::Claims => (&story.sentences, Body::Claim(Box::new(full_claim(n, &entity)))),
                Kind::Mentions => (&story.names, mention(entity.id)),
                Kind::Quotes => (&story.sentences, Body::Quote(quote(n, entity.id))),
            };
            let place = numbers.pick(places)?;
            let span = Span::new(text, place.start, place.end).ok()?;
            let id = AnnotationId(Uuid::from_u128(1_000_000_000 + n as u128));
            Some(Annotation::new(id, Spans::one(span), body))
        })
        .collect();
    Document::from_parts(article, entities, annotations, Vec::new()).ok()
}

fn full_claim(n: usize, by: &Entity) -> Claim {
    let mut claim = claim(n * 4);
    claim.claimant = Some(Claimant::Entity(by.id));
    if claim.verdict == Verdict::Unrated {
        let query = Query { to: by.name.clone(), question: "Is that so?".into(), ..Query::default() };
        claim.queries.push(query);
    } else {
        let mut source = Evidence::new(EvidenceId(Uuid::from_u128(2_000_000_000 + n as u128)));
        source.url = format!("https://example.org/{n}");
        claim.evidence.push(source);
        claim.checked_by = "Robin Vega".into();
    }
    claim
}

fn quote(n: usize, speaker: EntityId) -> Quote {
    let checked = n.is_multiple_of(2);
    Quote {
        speaker: Some(speaker),
        check: if checked { QuoteCheck::Recording } else { QuoteCheck::NotChecked },
        checked_words: if n.is_multiple_of(20) { "We postponed it on Monday".into() } else { String::new() },
        ..Quote::default()
    }
}

fn mention(entity: EntityId) -> Body {
    Body::Mention(Mention { entity, form: MentionForm::Full })
}

fn claim(n: usize) -> Claim {
    let verdict = Verdict::ALL.get(n / 4 % Verdict::ALL.len()).copied().unwrap_or_default();
    let state = if verdict == Verdict::Unrated { ClaimState::Marked } else { ClaimState::Checked };
    Claim { state, verdict, ..Claim::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AnnotationKind;

    #[test]
    fn the_same_size_gives_the_same_document_with_everything_in_it() {
        let (one, other) = (made(10_000, 100), made(10_000, 100));
        assert!(one == other);
        let document = one.map(|one| (one.text().len(), one.n_annotations(), one));
        let Some((len, n_annotations, document)) = document else { panic!("nothing was made") };
        assert!((10_000..12_000).contains(&len) && n_annotations == 100);
        assert!(AnnotationKind::ALL.iter().all(|kind| document.index().count_of_kind(*kind) > 0));
    }
}
