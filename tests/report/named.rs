//! Readers learn a name only where the article gives it.

use copydesk::model::{
    Approval, Body, Claim, ClaimState, Claimant, Document, Mention, MentionForm, Quote, Verdict,
};
use copydesk::report::{Audience, Kind};
use jiff::Timestamp;

use super::files::{annotation, article, claim, document, person, span, text};

/// Bakke is named in the first paragraph, and speaks namelessly in the third.
fn leak() -> Document {
    let article = article(&[
        "Jon Bakke runs the harbour.",
        "The council met on Monday.",
        "The loss was four million, an official said.",
    ]);
    let bakke = person(1, "Jon Bakke");
    let (id, official) = (bakke.id, span(&article, "an official"));
    let named = Body::Mention(Mention { entity: id, form: MentionForm::Full });
    let annotations = vec![
        annotation(2, span(&article, "Jon Bakke"), named.clone()),
        annotation(3, official, Body::Mention(Mention { entity: id, form: MentionForm::Full })),
        annotation(
            4,
            span(&article, "The loss was four million"),
            Body::Quote(Quote { source: Some(official), speaker: Some(id), ..Quote::default() }),
        ),
        annotation(
            5,
            span(&article, "four million"),
            claim(Claim {
                claimant: Some(Claimant::Entity(id)),
                state: ClaimState::SignedOff,
                verdict: Verdict::Verified,
                approvals: vec![Approval {
                    by: "Ben".into(),
                    role: String::new(),
                    at: Timestamp::UNIX_EPOCH,
                }],
                ..Claim::default()
            }),
        ),
    ];
    document(article, vec![bakke], annotations)
}

#[test]
fn an_official_is_not_unmasked_because_the_name_stands_elsewhere_in_the_story() {
    let markdown = text(Kind::Markdown, &leak(), Audience::Readers);
    assert!(markdown.contains("Said by: an official"), "{markdown}");
    assert!(!markdown.contains("Claimed by"), "{markdown}");
    let html = text(Kind::Html, &leak(), Audience::Readers);
    assert!(html.contains("named once"), "the describing words are no mention: {html}");
    assert!(!text(Kind::ClaimReview, &leak(), Audience::Readers).contains("ClaimReview"));
}

#[test]
fn the_desk_sees_who_it_was() {
    let markdown = text(Kind::Markdown, &leak(), Audience::Desk);
    assert!(
        markdown.contains("Said by: Jon Bakke") && markdown.contains("Claimed by: Jon Bakke"),
        "{markdown}"
    );
}

/// A source who is only described, and named in the next sentence of the same paragraph as somebody
/// who did not comment.
fn beside() -> Document {
    let article = article(&[
        "A person familiar with the accounts said the loss was four million. Henrik Lund, the treasurer, declined to comment.",
    ]);
    let lund = person(1, "Henrik Lund");
    let id = lund.id;
    let mention = Body::Mention(Mention { entity: id, form: MentionForm::Full });
    let signed = Claim {
        claimant: Some(Claimant::Entity(id)),
        state: ClaimState::SignedOff,
        verdict: Verdict::Verified,
        approvals: vec![Approval { by: "Ben".into(), role: String::new(), at: Timestamp::UNIX_EPOCH }],
        ..Claim::default()
    };
    let annotations = vec![
        annotation(2, span(&article, "Henrik Lund"), mention),
        annotation(
            3,
            span(&article, "the loss was four million"),
            Body::Quote(Quote { speaker: Some(id), ..Quote::default() }),
        ),
        annotation(4, span(&article, "four million"), claim(signed)),
    ];
    document(article, vec![lund], annotations)
}

#[test]
fn a_source_is_not_unmasked_because_the_next_sentence_names_them() {
    let markdown = text(Kind::Markdown, &beside(), Audience::Readers);
    assert!(!markdown.contains("Said by: Henrik Lund"), "{markdown}");
    assert!(!markdown.contains("Claimed by"), "{markdown}");
    assert!(!text(Kind::ClaimReview, &beside(), Audience::Readers).contains("ClaimReview"));
}
