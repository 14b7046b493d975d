//! What other tools are given: the article as it is now, with what has a place in it, and without
//! what concerns our suggestions alone.

use std::borrow::Cow;

use crate::model::{Annotation, Body, Claimant, Document};

use super::loss::{Loss, Part, counted};

/// The document without its past: no earlier revisions, no annotations without a place, no places
/// in doubt, nothing of who proposed or rejected what; and what that leaves out.
pub(super) fn placed(document: &Document) -> (Cow<'_, Document>, Vec<Loss>) {
    let in_doubt = document.annotations().filter(|annotation| annotation.review.is_some()).count();
    let proposed = document.annotations().filter(|annotation| annotation.provenance.is_some()).count();
    let claims = document.annotations().filter_map(Annotation::claim);
    let claimed = claims.filter(|claim| quote_without_place(claim.claimant, document)).count();
    let parts = [
        (Part::Drafts, document.drafts().len()),
        (Part::Lost, document.orphans().len()),
        (Part::Claimants, claimed),
        (Part::Doubts, in_doubt),
        (Part::Provenance, proposed),
        (Part::Rejections, document.rejections().len()),
    ];
    let losses: Vec<Loss> = counted(parts).collect();
    if losses.is_empty() {
        return (Cow::Borrowed(document), losses);
    }
    let annotations: Vec<Annotation> =
        document.annotations().map(|annotation| settled(annotation, document)).collect();
    let history = document.history().iter().map(|step| step.as_ref().clone()).collect();
    let entities = document.entities().cloned();
    match Document::from_parts(document.article().clone(), entities, annotations, history) {
        Ok(mut now) => {
            now.extra.clone_from(&document.extra);
            (Cow::Owned(now), losses)
        }
        Err(error) => {
            debug_assert!(false, "a part of a sound document is sound: {error}");
            (Cow::Borrowed(document), losses)
        }
    }
}

/// The annotation as if it were made by hand and its place were sure; a claimant that is a quote without a place is nobody.
fn settled(annotation: &Annotation, document: &Document) -> Annotation {
    let mut settled = annotation.clone();
    settled.review = None;
    settled.provenance = None;
    if let Body::Claim(claim) = &mut settled.body
        && quote_without_place(claim.claimant, document)
    {
        claim.claimant = None;
    }
    settled
}

fn quote_without_place(claimant: Option<Claimant>, document: &Document) -> bool {
    matches!(claimant, Some(Claimant::Quote(quote)) if document.orphan(quote).is_some())
}
