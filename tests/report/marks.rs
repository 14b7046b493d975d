//! A mark planted in every field that belongs to the desk is in no report for readers.

use copydesk::model::{
    AnnotationId, Approval, Article, Body, Claim, ClaimState, Claimant, Correction, Disposition, Document,
    Evidence, EvidenceKind, Extra, KnowledgeId, Mention, MentionForm, Passage, Priority, Query, Quote,
    QuoteCheck, Reply, Stance, Step, TagId, Verdict,
};
use copydesk::report::{Audience, preview};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::files::{
    annotation, article, claim, document, every_report, evidence, options, parts, person, report, schema,
    span,
};

/// No report may hold this.
pub(crate) const SECRET: &str = "zqxsecret";

fn secret(field: &str) -> String {
    format!("{SECRET}-{field}")
}

/// Evidence with a mark in each of its fields.
fn marked(number: u128) -> Evidence {
    Evidence {
        title: secret("title"),
        url: format!("https://example.org/{SECRET}-url"),
        publisher: secret("publisher"),
        author: secret("author"),
        published: secret("published"),
        archived: format!("https://archive.example/{SECRET}-archived"),
        excerpt: secret("excerpt"),
        locator: secret("locator"),
        kind: EvidenceKind::Interview,
        independent_of: secret("independent_of"),
        extra: [("later".to_owned(), secret("extra"))].into(),
        ..evidence(number, "")
    }
}

/// A claim with a mark in each field of the desk, and sources of every standing.
fn marked_claim(state: ClaimState) -> Claim {
    let date = Date::new(2026, 2, 11).ok();
    Claim {
        assertion: if state == ClaimState::SignedOff { "It lost money".into() } else { secret("assertion") },
        criticism: true,
        priority: Priority::High,
        state,
        verdict: Verdict::Disputed,
        disposition: Disposition::ChangeRequested,
        suggested_text: secret("suggested_text"),
        evidence: vec![
            Evidence { confidential: true, ..marked(1) },
            Evidence { confidential: true, publish: true, stance: Stance::Contradicts, ..marked(2) },
            marked(3),
            Evidence {
                publish: true,
                independent_of: secret("independent_of"),
                ..evidence(4, "Shown to readers")
            },
        ],
        reason: secret("reason"),
        objection: secret("objection"),
        note: secret("note"),
        checked_by: secret("checked_by"),
        checked_words: secret("checked_words"),
        approvals: vec![Approval { by: secret("by"), role: secret("role"), at: Timestamp::UNIX_EPOCH }],
        queries: vec![Query {
            to: secret("to"),
            question: secret("question"),
            answer: secret("answer"),
            ..Query::default()
        }],
        replies: vec![Reply { from: secret("from"), words: secret("words"), ..Reply::default() }],
        corrections: vec![
            Correction { published: None, was: secret("was"), now: secret("now"), notice: secret("notice") },
            Correction {
                published: date,
                was: secret("was"),
                now: secret("now"),
                notice: "It was corrected".into(),
            },
        ],
        ..Claim::default()
    }
}

/// A claim that is signed off for the words it stands on.
fn for_its_words(annotation: &mut copydesk::model::Annotation, words: &str) {
    if let Body::Claim(claim) = &mut annotation.body {
        claim.checked_words = words.into();
    }
}

pub(crate) fn marked_document() -> Document {
    let mut article: Article = article(&[
        "The line lost money, Jon Bakke said.",
        "It will lose more, a person close to the board said.",
        "Tickets cost 18 euros.",
        "zqxsecret-furniture: subscribe now to read more.",
    ]);
    let mut blocks = article.blocks().to_vec();
    blocks[3].kind = copydesk::model::BlockKind::Furniture;
    article = Article::new(article.text().clone(), blocks, article.meta.clone()).unwrap();
    article.meta.imported_from = secret("imported_from");
    article.meta.import_notes = vec![secret("import_notes")];
    article.extra = [("later".to_owned(), secret("article-extra"))].into();

    let mut bakke = person(10, "Jon Bakke");
    bakke.role = secret("entity-role");
    bakke.notes = secret("entity-notes");
    bakke.aliases = vec![secret("alias")];
    bakke.extra = [("later".to_owned(), secret("entity-extra"))].into();
    let mut hidden = person(11, &secret("name-of-the-anonymous-source"));
    hidden.links = vec![KnowledgeId { scheme: "wikidata".into(), id: secret("knowledge-id") }];
    let unused = person(12, &secret("name-nobody-uses"));
    let (bakke_id, hidden_id) = (bakke.id, hidden.id);

    let person_close = span(&article, "a person close to the board");
    let mut quoted = annotation(
        20,
        span(&article, "It will lose more"),
        Body::Quote(Quote {
            source: Some(person_close),
            speaker: Some(hidden_id),
            addressee: Some(hidden_id),
            check: QuoteCheck::Recording,
            checked_words: secret("quote-checked-words"),
            ..Quote::default()
        }),
    );
    quoted.comment = secret("comment");
    let mut passage =
        annotation(21, span(&article, "Tickets cost"), Body::Passage(Passage { tag: TagId(secret("tag")) }));
    passage.comment = secret("comment");
    let mut named = annotation(
        22,
        span(&article, "Jon Bakke"),
        Body::Mention(Mention { entity: bakke_id, form: MentionForm::Full }),
    );
    named.comment = secret("comment");
    named.extra = [("later".to_owned(), secret("annotation-extra"))].into();
    let describing =
        annotation(23, person_close, Body::Mention(Mention { entity: hidden_id, form: MentionForm::Title }));
    let with_claimant = |claimant| Claim { claimant: Some(claimant), ..marked_claim(ClaimState::SignedOff) };
    let mut signed = annotation(
        24,
        span(&article, "The line lost money"),
        claim(with_claimant(Claimant::Entity(bakke_id))),
    );
    signed.comment = secret("comment");
    let mut changed = signed.clone();
    changed.id = AnnotationId(Uuid::from_u128(28));
    if let Body::Claim(claim) = &mut changed.body {
        claim.assertion = secret("signed off for other words");
    }
    for_its_words(&mut signed, "The line lost money");
    let mut by_hidden = annotation(
        25,
        span(&article, "lose more"),
        claim(with_claimant(Claimant::Quote(AnnotationId(Uuid::from_u128(20))))),
    );
    for_its_words(&mut by_hidden, "lose more");
    let open = annotation(26, span(&article, "18 euros"), claim(marked_claim(ClaimState::Checked)));
    let in_furniture = annotation(
        27,
        span(&article, "subscribe now"),
        claim(Claim { assertion: secret("furniture"), ..marked_claim(ClaimState::SignedOff) }),
    );

    let annotations =
        vec![quoted, passage, named, describing, signed, changed, by_hidden, open, in_furniture];
    let mut document = document(article, vec![bakke, hidden, unused], annotations);
    let added = person(30, &secret("history"));
    let edit = copydesk::model::Edit::AddEntity(Box::new(added));
    let step = Step {
        at: Timestamp::UNIX_EPOCH,
        by: secret("history-by"),
        what: secret("history-what"),
        edit,
        extra: Extra::new(),
    };
    document.perform(step).unwrap();
    document.extra = [("later".to_owned(), secret("document-extra"))].into();
    document
}

fn holds(content: &[u8], word: &str) -> bool {
    content.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

#[test]
fn nothing_of_the_desk_is_in_any_report_for_readers() {
    let document = marked_document();
    let mut n_looked_at = 0;
    for (kind, audience) in every_report() {
        if audience != Audience::Readers {
            continue;
        }
        let report = report(kind, &document, audience);
        for (part, content) in parts(kind, &report) {
            n_looked_at += 1;
            if holds(&content, SECRET) {
                let text = String::from_utf8_lossy(&content);
                let at = text.find(SECRET).unwrap();
                panic!("{kind:?} {part}: {}", text[at..].chars().take(60).collect::<String>());
            }
        }
        assert!(!holds(report.remarks.join("\n").as_bytes(), SECRET), "{kind:?}: {:?}", report.remarks);
        let preview = preview(kind, &document, &schema(), options(audience)).unwrap();
        assert!(!format!("{preview:?}").contains(SECRET), "{kind:?}");
    }
    assert!(n_looked_at >= 4);
}

#[test]
fn what_is_for_readers_is_there() {
    let document = marked_document();
    for (kind, audience) in every_report() {
        if audience == Audience::Readers {
            let report = report(kind, &document, audience);
            let found = parts(kind, &report).iter().any(|(_, content)| holds(content, "Shown to readers"));
            assert!(found, "{kind:?}");
        }
    }
}

#[test]
fn the_desk_sees_its_confidential_sources_marked_as_such() {
    let document = marked_document();
    for kind in [copydesk::report::Kind::Html, copydesk::report::Kind::Sources, copydesk::report::Kind::Log] {
        let text = super::files::text(kind, &document, Audience::Desk);
        assert!(text.contains(&secret("excerpt")), "{kind:?}");
        assert!(text.contains("Confidential: never to leave the desk"), "{kind:?}");
    }
}
