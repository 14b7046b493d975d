//! Evidence that never leaves the desk.

use crate::model::{Document, Edit};

/// The document without its confidential evidence, and how much of that there was.
pub fn without_confidential(document: &Document) -> (Document, usize) {
    let mut open = document.clone();
    let mut count = 0;
    for annotation in document.annotations() {
        let evidence = annotation.claim().map_or(&[][..], |claim| claim.evidence.as_slice());
        for (at, evidence) in evidence.iter().enumerate().rev().filter(|(_, evidence)| evidence.confidential)
        {
            let from = Some(Box::new(evidence.clone()));
            let removed = open.apply(&Edit::Evidence { claim: annotation.id, at, from, to: None });
            debug_assert!(removed.is_ok(), "it was just seen there");
            count += 1;
        }
    }
    (open, count)
}
