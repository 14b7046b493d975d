//! What other tools are given: the article as it is now, with what has a place in it, and without
//! what concerns our suggestions alone.

use std::borrow::Cow;

use crate::model::{Annotation, Body, Claimant, Document};

use super::loss::{Loss, Part};

/// The document without its past: no earlier revisions, no annotations without a place, no places
/// in doubt, nothing of who proposed or rejected what; and what that leaves out.
pub(super) fn placed(document: &Document) -> (Cow<'_, Document>, Vec<Loss>) {
    let in_doubt = document.annotations().filter(|annotation| annotation.review.is_some()).count();
    let proposed = document.annotations().filter(|annotation| annotation.provenance.is_some()).count();
    let losses: Vec<Loss> = [
        (Part::Drafts, document.drafts().len()),
        (Part::Lost, document.orphans().len()),
        (Part::Doubts, in_doubt),
        (Part::Provenance, proposed),
        (Part::Rejections, document.rejections().len()),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(part, count)| Loss { part, count })
    .collect();
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
        && let Some(Claimant::Quote(quote)) = claim.claimant
        && document.orphan(quote).is_some()
    {
        claim.claimant = None;
    }
    settled
}
