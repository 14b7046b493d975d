//! What a careful colleague would point out in a document that is otherwise sound.

use super::{AnnotationId, AnnotationKind, ClaimState, Document, EntityId, workflow};

/// Something worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, if it is an annotation.
    pub annotation: Option<AnnotationId>,
    /// Who, if it is an entity.
    pub entity: Option<EntityId>,
    /// What is wrong, a sentence.
    pub words: String,
}

/// Everything worth a look in `document`, in reading order, entities last.
pub fn problems(document: &Document) -> Vec<Problem> {
    let mut found = Vec::new();
    for annotation in document.annotations_of(AnnotationKind::Claim) {
        let Some(claim) = annotation.claim() else { continue };
        let signed_off = claim.state == ClaimState::SignedOff;
        if !signed_off && claim.state != ClaimState::Checked {
            continue;
        }
        let missing = workflow::missing_for_state(claim, ClaimState::Checked, "");
        if let Some(missing) = missing {
            let words = document.words_of(annotation);
            let words = format!(
                "The claim “{words}” is called {}. {}",
                claim.state.label().to_lowercase(),
                missing.words()
            );
            found.push(Problem { annotation: Some(annotation.id), entity: None, words });
        }
    }
    for entity in document.entities().filter(|entity| entity.name.trim().is_empty()) {
        let words = format!("A {} has no name.", entity.kind.label().to_lowercase());
        found.push(Problem { annotation: None, entity: Some(entity.id), words });
    }
    found
}
