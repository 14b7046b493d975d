//! What must hold for every document and every edit.
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "common/documents.rs"]
mod documents;

use copydesk::model::index::Index;
use copydesk::model::{
    Annotation, AnnotationId, AnnotationKind, Article, ArticleMeta, Body, Claim, ClaimState, Document, Edit,
    EditError, Evidence, EvidenceId, Verdict,
};
use copydesk::text::{Span, Spans};
use proptest::prelude::*;
use uuid::Uuid;

/// The document's index must answer as one built afresh from its annotations does.
fn check_index(document: &Document) -> Result<(), TestCaseError> {
    let mut fresh = Index::default();
    for annotation in document.annotations() {
        fresh.insert(annotation);
    }
    let own = document.index();
    prop_assert_eq!(own.in_order().count(), document.n_annotations());
    prop_assert_eq!(own.in_order().collect::<Vec<_>>(), fresh.in_order().collect::<Vec<_>>());
    for kind in AnnotationKind::ALL {
        prop_assert_eq!(own.of_kind(kind).collect::<Vec<_>>(), fresh.of_kind(kind).collect::<Vec<_>>());
        prop_assert_eq!(own.count_of_kind(kind), fresh.count_of_kind(kind));
    }
    let middle = document.text().len() / 2;
    for (from, to) in [(0, middle), (middle, usize::MAX)] {
        prop_assert_eq!(
            own.standings_within(from, to).collect::<Vec<_>>(),
            fresh.standings_within(from, to).collect::<Vec<_>>()
        );
    }
    for entity in document.entities().map(|entity| entity.id) {
        prop_assert_eq!(
            own.mentions_of(entity).collect::<Vec<_>>(),
            fresh.mentions_of(entity).collect::<Vec<_>>()
        );
        prop_assert_eq!(own.uses_of(entity).collect::<Vec<_>>(), fresh.uses_of(entity).collect::<Vec<_>>());
    }
    for annotation in document.annotations() {
        let claims = own.claims_of_quote(annotation.id).collect::<Vec<_>>();
        prop_assert_eq!(claims, fresh.claims_of_quote(annotation.id).collect::<Vec<_>>());
    }
    for state in ClaimState::ALL {
        prop_assert_eq!(own.claims_in(*state), fresh.claims_in(*state));
    }
    for verdict in Verdict::ALL {
        prop_assert_eq!(own.claims_rated(*verdict), fresh.claims_rated(*verdict));
    }
    for at in 0..document.text().len() {
        prop_assert_eq!(own.at(at), fresh.at(at));
    }
    Ok(())
}

#[test]
fn a_claim_cannot_come_in_with_the_same_evidence_twice() {
    let text = "The line lost two million.";
    let mut document = Document::new(Article::new(text, Vec::new(), ArticleMeta::default()).unwrap());
    let evidence = Evidence::new(EvidenceId(Uuid::from_u128(7)));
    let claim = Claim { evidence: vec![evidence.clone(), evidence.clone()], ..Claim::default() };
    let spans = Spans::one(Span::whole(text).unwrap());
    let annotation = Annotation::new(AnnotationId(Uuid::from_u128(1)), spans, Body::Claim(Box::new(claim)));
    let refused = document.apply(&Edit::AddAnnotation(Box::new(annotation)));
    assert_eq!(refused, Err(EditError::DuplicateEvidence(evidence.id)));
    assert_eq!(document.n_annotations(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn undo_takes_all_back_and_redo_does_it_again(
        article in documents::article(), recipes in prop::collection::vec(documents::recipe(), 0..30),
    ) {
        let start = Document::new(article);
        let mut document = start.clone();
        let mut done: Vec<Edit> = Vec::new();
        for (number, recipe) in recipes.iter().enumerate() {
            let edit = documents::edit_for(&document, number, recipe);
            let before = document.clone();
            if document.apply(&edit).is_ok() {
                done.push(edit);
            } else {
                prop_assert!(document == before, "a refused edit changed the document");
                check_index(&document)?;
            }
        }
        check_index(&document)?;
        let end = document.clone();
        for edit in done.iter().rev() {
            prop_assert_eq!(document.apply(&edit.inverse()), Ok(()));
        }
        prop_assert!(document == start, "undo did not lead back");
        check_index(&document)?;
        for edit in &done {
            prop_assert_eq!(document.apply(edit), Ok(()));
        }
        prop_assert!(document == end, "redo did not lead to the end");
        check_index(&document)?;
    }

    #[test]
    fn an_edit_taken_back_twice_is_the_edit(document in documents::document(), recipe in documents::recipe()) {
        let edit = documents::edit_for(&document, 99, &recipe);
        prop_assert_eq!(edit.inverse().inverse(), edit);
    }
}
