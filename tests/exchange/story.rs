//! A small article with one of everything.

use copydesk::model::{
    Annotation, AnnotationId, Article, ArticleMeta, Body, Claim, ClaimState, Claimant, Document, Entity,
    EntityId, EntityKind, Evidence, EvidenceId, Mention, MentionForm, Passage, Quote, TagId, Verdict,
};
use copydesk::text::{Span, Spans};
use uuid::Uuid;

/// The words at which each annotation stands are in its text once.
pub(crate) fn story() -> Document {
    let text = "😀 Mara said “we lost” to Bo “two boats”.\r\n";
    let article =
        Article::new(text, Vec::new(), ArticleMeta { title: "Boats".into(), ..ArticleMeta::default() });
    let span = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(text, start, start + words.len()).unwrap()
    };
    let id = |number: u128| AnnotationId(Uuid::from_u128(number));
    let mara = Entity::new(EntityId(Uuid::from_u128(1)), EntityKind::Person, "Mara Lindqvist");
    let mention = |entity| Body::Mention(Mention { entity, form: MentionForm::Partial });
    let quote = Quote {
        cue: Some(span("said")),
        source: Some(span("Mara")),
        speaker: Some(mara.id),
        ..Quote::default()
    };
    let mut confidential = Evidence::new(EvidenceId(Uuid::from_u128(30)));
    confidential.title = "the secret source".into();
    confidential.confidential = true;
    let mut open = Evidence::new(EvidenceId(Uuid::from_u128(31)));
    open.url = "https://example.org/boats".into();
    let claim = Claim {
        assertion: "=2+2".into(),
        claimant: Some(Claimant::Quote(id(11))),
        state: ClaimState::Checked,
        verdict: Verdict::Verified,
        evidence: vec![confidential, open],
        ..Claim::default()
    };
    let mut passage = Annotation::new(
        id(13),
        Spans::one(span("to Bo")),
        Body::Passage(Passage { tag: TagId("check".into()) }),
    );
    passage.comment = "Who is Bo?".into();
    let quoted = Spans::new(vec![span("“we lost”"), span("“two boats”")]).unwrap();
    let annotations = vec![
        Annotation::new(id(10), Spans::one(span("Mara")), mention(mara.id)),
        Annotation::new(id(11), quoted, Body::Quote(quote)),
        Annotation::new(id(12), Spans::one(span("two boats")), Body::Claim(Box::new(claim))),
        passage,
    ];
    Document::from_parts(article.unwrap(), vec![mara], annotations, Vec::new()).unwrap()
}
