//! What an import did, and what of it the reader should look at.

/// Sentences, in the order they came up.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    sentences: Vec<(String, bool)>,
}

impl Notes {
    /// Says what was done.
    pub(super) fn did(&mut self, sentence: String) {
        self.sentences.push((sentence, false));
    }

    /// Says what should be looked at.
    pub(super) fn warn(&mut self, sentence: String) {
        self.sentences.push((sentence, true));
    }

    /// Takes over what `other` says, behind what was said so far.
    pub(super) fn append(&mut self, other: Self) {
        self.sentences.extend(other.sentences);
    }

    /// Everything said.
    pub(super) fn all(&self) -> Vec<String> {
        self.sentences.iter().map(|(sentence, _)| sentence.clone()).collect()
    }

    /// What should be looked at.
    pub(super) fn warnings(&self) -> Vec<String> {
        let warnings = self.sentences.iter().filter(|(_, is_warning)| *is_warning);
        warnings.map(|(sentence, _)| sentence.clone()).collect()
    }
}
