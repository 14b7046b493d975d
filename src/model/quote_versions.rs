//! The words of a quote in another version than today's: those it was checked for, or those of the
//! draft before.

use std::collections::BTreeMap;

use super::workflow::same_words;
use super::{Annotation, AnnotationId, Document, Edit, Field};

/// Which version the other words are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// The words the quote was checked for.
    Checked,
    /// Its words in the draft before.
    Draft,
}

impl Version {
    /// The words for it on screen and in reports.
    pub fn label(self) -> &'static str {
        match self {
            Self::Checked => "Checked for",
            Self::Draft => "In the draft before",
        }
    }
}

/// The words of a quote in another version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Which.
    pub version: Version,
    /// Its words there.
    pub words: String,
}

/// The words that annotations stood on in the draft before, of those whose words the new draft changed.
#[derive(Clone, Debug, Default)]
pub struct DraftBefore(BTreeMap<AnnotationId, String>);

impl DraftBefore {
    /// Reads them from the history: the step that kept the last draft there is says which words changed,
    /// where it brought another text; one that began to write in the text by hand does not. Takes time in proportion to the history where there is an earlier draft, else none.
    pub fn of(document: &Document) -> Self {
        let mut changed = Self::default();
        let Some(draft) = document.drafts().last() else { return changed };
        let steps = document.history().iter().rev().map(|step| &step.edit);
        let brought = steps.filter_map(|edit| match edit {
            Edit::Batch(edits) => {
                matches!(edits.first(), Some(Edit::KeepDraft(stamp)) if **stamp == draft.stamp)
                    .then_some(edits)
            }
            _ => None,
        });
        for edit in brought.take(1).flatten() {
            let review = match edit {
                Edit::Set { id, to: Field::Review(Some(review)), .. } => Some((*id, review)),
                Edit::Recover { annotation, .. } => {
                    annotation.review.as_ref().map(|review| (annotation.id, review))
                }
                _ => None,
            };
            changed.0.extend(review.map(|(id, review)| (id, review.was.words())));
        }
        changed
    }

    /// The other words of the quote `annotation`, which stands on the words `now`: those it was
    /// checked for, where it was checked; nothing where they are the same word for word.
    pub fn before(&self, annotation: &Annotation, now: &str) -> Option<Before> {
        let quote = annotation.quote()?;
        if quote.is_bound() {
            let words = quote.has_changed(now).then(|| quote.checked_words.clone())?;
            return Some(Before { version: Version::Checked, words });
        }
        let words = self.0.get(&annotation.id).filter(|words| !same_words(words, now))?;
        Some(Before { version: Version::Draft, words: words.clone() })
    }
}
