//! An article with one of everything a document can hold, each with words of its own.

use copydesk::model::{
    Anchor, Annotation, AnnotationId, AnnotationKind, Approval, Article, ArticleMeta, Block, BlockKind, Body,
    Claim, ClaimKind, ClaimState, Claimant, Correction, Disposition, Document, Draft, DraftStamp, Edit,
    Entity, EntityId, EntityKind, Evidence, EvidenceId, Extra, KnowledgeId, Mention, MentionForm, Orphan,
    Passage, Past, Priority, Provenance, Query, Quote, QuoteCheck, QuoteKind, Rejection, Reply, Review, Step,
    TagId, Verdict,
};
use copydesk::text::{Span, Spans};
use jiff::Timestamp;
use jiff::civil::date;
use uuid::Uuid;

const TEXT: &str = "Harbour Closed\r\n\nMara Lind Berg 😀 said “we lost” to the עיר council “two boats”. \
                    She was right. Ba\u{301}l came too, and so did the mayor and others in Karl and Town.\n\
                    Advertisement\nA last. Line. And more. The end.";

fn extra(name: &str) -> Extra {
    Extra::from_iter([(format!("later_{name}"), "(1, 2)".to_owned())])
}

fn spans(words: &[&str]) -> Spans {
    let span = |words: &&str| {
        let start = TEXT.find(*words).unwrap();
        Span::new(TEXT, start, start + words.len()).unwrap()
    };
    Spans::new(words.iter().map(span).collect()).unwrap()
}

fn block(kind: BlockKind, words: &str, extra: Extra) -> Block {
    Block { kind, span: spans(&[words]).first(), extra }
}

fn article() -> Article {
    let end = TEXT.find("\nAdvert").unwrap();
    let long = &TEXT[TEXT.find("Mara").unwrap()..end];
    let blocks = vec![
        block(BlockKind::Headline, "Harbour Closed", extra("block")),
        block(BlockKind::Paragraph, long, Extra::new()),
        block(BlockKind::Furniture, "Advertisement", Extra::new()),
        block(BlockKind::Paragraph, "A last. Line.", Extra::new()),
        block(BlockKind::Paragraph, "And more. The end.", Extra::new()),
    ];
    let meta = ArticleMeta {
        title: "metatitle".into(),
        byline: "metabyline".into(),
        published: "2026-01-02".into(),
        language: "en-GB".into(),
        site: "metasite".into(),
        url: "https://example.org/metaurl".into(),
        imported_from: "metafile.txt".into(),
        import_notes: vec!["metanote".into()],
    };
    let mut article = Article::new(TEXT, blocks, meta).unwrap();
    article.extra = extra("article");
    article
}

fn entity(number: u128, kind: EntityKind, name: &str) -> Entity {
    Entity::new(EntityId(Uuid::from_u128(number)), kind, name)
}

fn entities() -> Vec<Entity> {
    let mut mara = entity(1, EntityKind::Person, "Dr Mara E Lind");
    mara.aliases = vec!["aliasword".into()];
    mara.role = "roleword".into();
    mara.notes = "entitynote".into();
    mara.links = vec![
        KnowledgeId { scheme: "wikidata".into(), id: "Q424242".into() },
        KnowledgeId { scheme: "viaf".into(), id: "viaf515151".into() },
        KnowledgeId { scheme: "odd scheme".into(), id: "odd 616161".into() },
    ];
    mara.extra = extra("entity");
    vec![
        mara,
        entity(2, EntityKind::Organisation, "The Town Council"),
        entity(3, EntityKind::Person, "Bal Unmentionedspeaker"),
        entity(4, EntityKind::Place, "Unmentionedplace"),
        entity(5, EntityKind::Place, "Karl-and-Town"),
    ]
}

fn annotation(number: u128, words: &[&str], body: Body) -> Annotation {
    Annotation::new(AnnotationId(Uuid::from_u128(number)), spans(words), body)
}

fn mention(number: u128, words: &[&str], entity: u128, form: MentionForm) -> Annotation {
    let entity = EntityId(Uuid::from_u128(entity));
    annotation(number, words, Body::Mention(Mention { entity, form }))
}

fn evidence(number: u128, title: &str, confidential: bool) -> Evidence {
    let mut evidence = Evidence::new(EvidenceId(Uuid::from_u128(number)));
    evidence.title = title.into();
    evidence.url = format!("https://example.org/{title}");
    evidence.excerpt = "a word\u{1}with a control character".into();
    evidence.accessed = Some(date(2026, 3, 4));
    evidence.confidential = confidential;
    evidence
}

fn claim(claimant: Claimant, words: &str) -> Claim {
    let word = |what: &str| format!("{words}{what}");
    let mut open = evidence(30, &word("open"), false);
    open.extra = extra("evidence");
    Claim {
        assertion: word("assertion"),
        claimant: Some(claimant),
        kind: ClaimKind::ALL[1],
        criticism: true,
        priority: *Priority::ALL.iter().find(|own| **own != Priority::default()).unwrap(),
        state: ClaimState::Checked,
        verdict: Verdict::Misleading,
        disposition: *Disposition::ALL.iter().find(|own| **own != Disposition::None).unwrap(),
        suggested_text: word("suggested"),
        evidence: vec![open, evidence(31, &word("secret"), true)],
        reason: word("reason"),
        objection: word("objection"),
        note: word("note"),
        checked_by: word("checkedby"),
        checked_words: word("checkedwords"),
        approvals: vec![Approval { by: word("approver"), role: "editor".into(), at: Timestamp::UNIX_EPOCH }],
        queries: vec![Query {
            question: word("question"),
            asked: Some(date(2026, 1, 1)),
            ..Query::default()
        }],
        replies: vec![Reply { words: word("reply"), ..Reply::default() }],
        corrections: vec![Correction { notice: word("correction"), ..Correction::default() }],
    }
}

fn annotations() -> Vec<Annotation> {
    let quote = Quote {
        kind: QuoteKind::Mixed,
        cue: Some(spans(&["said"]).first()),
        source: Some(spans(&["Lind Berg"]).first()),
        speaker: Some(EntityId(Uuid::from_u128(1))),
        addressee: Some(EntityId(Uuid::from_u128(3))),
        check: QuoteCheck::Transcript,
        checked_words: "“we lost” checkedquote “two boats”".into(),
    };
    let quote_id = AnnotationId(Uuid::from_u128(13));
    let person = Claimant::Entity(EntityId(Uuid::from_u128(2)));
    let mut passage = annotation(
        16,
        &["She was right", "others"],
        Body::Passage(Passage { tag: TagId("housetag".into()) }),
    );
    passage.comment = "passagecomment".into();
    passage.provenance = Some(Box::new(Provenance {
        suggester: "suggesterword".into(),
        version: "1".into(),
        score: 80,
        reason: "reasonword".into(),
    }));
    let was =
        Anchor { text: "It was here.".into(), spans: Spans::one(Span::new("It was here.", 3, 6).unwrap()) };
    passage.review = Some(Box::new(Review { was, score: 60 }));
    passage.extra = extra("annotation");
    let mut pronoun = mention(11, &["She"], 1, MentionForm::Pronoun);
    pronoun.comment = "mentioncomment".into();
    vec![
        mention(10, &["Mara Lind"], 1, MentionForm::Full),
        pronoun,
        // It crosses the first one, of the same entity.
        mention(12, &["Lind Berg 😀"], 1, MentionForm::Title),
        annotation(13, &["“we lost”", "“two boats”"], Body::Quote(quote)),
        mention(14, &["עיר council"], 2, MentionForm::Partial),
        annotation(15, &["we lost"], Body::Claim(Box::new(claim(Claimant::Quote(quote_id), "first")))),
        passage,
        annotation(
            17,
            &["two boats"],
            Body::Claim(Box::new(Claim { claimant: Some(person), ..Claim::default() })),
        ),
        mention(18, &["Karl", "Town."], 5, MentionForm::Abbreviation),
        annotation(
            19,
            &["mayor"],
            Body::Claim(Box::new(Claim {
                claimant: Some(Claimant::Entity(EntityId(Uuid::from_u128(3)))),
                ..Claim::default()
            })),
        ),
        // Of the quote that has lost its place.
        annotation(
            20,
            &["came too"],
            Body::Claim(Box::new(Claim {
                claimant: Some(Claimant::Quote(AnnotationId(Uuid::from_u128(21)))),
                ..Claim::default()
            })),
        ),
    ]
}

/// The document.
pub(crate) fn everything() -> Document {
    let mut lost = annotation(21, &["And more."], Body::Quote(Quote::default()));
    lost.comment = "orphancomment".into();
    let orphan = Orphan::of(&lost, TEXT).unwrap();
    let stamp = DraftStamp { at: Timestamp::UNIX_EPOCH, by: "drafter".into() };
    let draft = Article::new("draftword", Vec::new(), ArticleMeta::default()).unwrap();
    let start = TEXT.find("mayor").unwrap();
    let past = Past {
        drafts: vec![Draft { article: draft, stamp }],
        orphans: vec![orphan],
        rejections: vec![Rejection::of(AnnotationKind::Mention, TEXT, start, start + 5)],
    };
    let added = entity(4, EntityKind::Place, "Unmentionedplace");
    let step = Step {
        at: Timestamp::UNIX_EPOCH,
        by: "historyword".into(),
        what: "Added".into(),
        edit: Edit::AddEntity(Box::new(added)),
        extra: Extra::new(),
    };
    let mut document = Document::with_past(article(), entities(), annotations(), vec![step], past).unwrap();
    document.extra = extra("document");
    document
}
