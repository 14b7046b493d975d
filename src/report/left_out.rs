//! What an edition for readers leaves out, counted and put into words.

/// See the module. Each is how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Sources that never leave the desk.
    pub confidential_sources: usize,
    /// Sources nobody marked for readers.
    pub unmarked_sources: usize,
    /// Claims nobody signed off.
    pub unsigned_claims: usize,
    /// Highlights with the house's tags.
    pub passages: usize,
    /// Comments.
    pub comments: usize,
    /// Notes, reasons, objections, suggested texts.
    pub notes: usize,
    /// Questions to people outside.
    pub queries: usize,
    /// Replies of the criticised.
    pub replies: usize,
    /// Corrections that were not published, or say nothing to readers.
    pub corrections: usize,
    /// Links to somebody whom the words there do not name.
    pub unnamed: usize,
}

impl LeftOut {
    /// A sentence for each thing that is left out.
    pub fn sentences(&self) -> Vec<String> {
        let counted = [
            (self.confidential_sources, "confidential source", "confidential sources"),
            (self.unmarked_sources, "source not marked for readers", "sources not marked for readers"),
            (self.unsigned_claims, "claim not signed off", "claims not signed off"),
            (self.passages, "highlighted passage", "highlighted passages"),
            (self.comments, "comment", "comments"),
            (self.notes, "note, reason or proposal of the desk", "notes, reasons and proposals of the desk"),
            (self.queries, "question to somebody outside", "questions to people outside"),
            (self.replies, "reply of the criticised", "replies of the criticised"),
            (self.corrections, "correction not yet published", "corrections not yet published"),
            (
                self.unnamed,
                "link to somebody the words there do not name",
                "links to people the words there do not name",
            ),
        ];
        let some = counted.into_iter().filter(|(count, ..)| *count > 0);
        some.map(|(count, one, more)| format!("{count} {} left out.", if count == 1 { one } else { more }))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_said_in_words() {
        let left_out = LeftOut { confidential_sources: 3, comments: 1, ..LeftOut::default() };
        assert_eq!(left_out.sentences(), ["3 confidential sources left out.", "1 comment left out."]);
        assert!(LeftOut::default().sentences().is_empty());
    }
}
