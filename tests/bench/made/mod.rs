//! An article and annotations of any size, the same at every run.

use copydesk::ingest;
use copydesk::model::{
    Annotation, AnnotationId, Body, Claim, ClaimState, Document, Entity, EntityId, EntityKind, Mention,
    MentionForm, Passage, Quote, TagId, Verdict,
};
use copydesk::text::{Span, Spans};
use uuid::Uuid;

const WORDS: [&str; 24] = [
    "the",
    "harbour",
    "council",
    "said",
    "on",
    "Monday",
    "that",
    "repairs",
    "cost",
    "Brännvik",
    "Port",
    "Ellery",
    "more",
    "than",
    "expected",
    "and",
    "divers",
    "found",
    "cracks",
    "in",
    "233",
    "piles",
    "of",
    "Lin",
];

/// A small generator of pseudo-random numbers (xorshift64, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).unwrap()
    }
}

/// Article-like text of about this many bytes: paragraphs of 200 to 700 bytes.
pub(crate) fn text(n_bytes: usize) -> String {
    let mut numbers = Numbers(0x5eed);
    let mut text = String::with_capacity(n_bytes + 800);
    text.push_str("Harbour Closes Two Piers\n\n");
    while text.len() < n_bytes {
        let end = text.len() + 200 + numbers.next(500);
        while text.len() < end {
            text.push_str(WORDS[numbers.next(WORDS.len())]);
            text.push(' ');
        }
        text.pop();
        text.push_str(".\n\n");
    }
    text
}

/// The article with annotations in three overlapping layers.
pub(crate) fn document(text: &str, n_annotations: usize) -> Document {
    let article = ingest::plain(text, "bench.txt").unwrap();
    let mut numbers = Numbers(0xfeed);
    let entities: Vec<Entity> = (0..(n_annotations / 50).max(1))
        .map(|n| {
            let id = EntityId(Uuid::from_u128(1 + n as u128));
            Entity::new(id, EntityKind::ALL[n % EntityKind::ALL.len()], format!("Entity {n}"))
        })
        .collect();
    let boundary = |at: usize| text.ceil_char_boundary(at);
    let annotations: Vec<Annotation> = (0..n_annotations)
        .map(|n| {
            let (len, body) = match n % 4 {
                0 | 1 => {
                    let entity = entities[numbers.next(entities.len())].id;
                    (12, Body::Mention(Mention { entity, form: MentionForm::Full }))
                }
                2 => (90, Body::Claim(Box::new(claim(n)))),
                _ if n % 8 == 3 => (60, Body::Quote(Quote::default())),
                _ => (140, Body::Passage(Passage { tag: TagId("check".into()) })),
            };
            let start = boundary(numbers.next(text.len() - 200));
            let span = Span::new(text, start, boundary(start + len)).unwrap();
            Annotation::new(AnnotationId(Uuid::from_u128(1_000_000_000 + n as u128)), Spans::one(span), body)
        })
        .collect();
    Document::from_parts(article, entities, annotations, Vec::new()).unwrap()
}

fn claim(n: usize) -> Claim {
    let verdict = Verdict::ALL[n / 4 % Verdict::ALL.len()];
    let state = if verdict == Verdict::Unrated { ClaimState::Marked } else { ClaimState::Checked };
    Claim { verdict, state, ..Claim::default() }
}
