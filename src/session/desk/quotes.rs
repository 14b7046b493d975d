//! The quote sheet: every quote by speaker, with what it was checked against.

use crate::model::{AnnotationId, AnnotationKind, EntityId, QuoteCheck};
use crate::session::Session;

use super::SLICE;

/// A row of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuoteRow {
    /// A speaker.
    Speaker {
        /// Who; nobody for quotes whose speaker is not set.
        entity: Option<EntityId>,
        /// How many quotes follow.
        n_quotes: usize,
        /// How many of them were checked against nothing yet.
        n_unchecked: usize,
    },
    /// A quote.
    Quote(AnnotationId),
}

struct Line {
    speaker: Option<EntityId>,
    name: String,
    at: usize,
    id: AnnotationId,
    checked: bool,
}

/// The sheet, and how far the work on the next one has come.
#[derive(Default)]
pub struct QuoteSheet {
    key: Option<u64>,
    waiting: std::vec::IntoIter<AnnotationId>,
    lines: Vec<Line>,
    rows: Vec<QuoteRow>,
}

impl QuoteSheet {
    /// The rows that were finished last: quotes without a speaker first, then by name.
    pub fn rows(&self) -> &[QuoteRow] {
        &self.rows
    }

    /// Goes on for the session as it is; says whether there is more to do.
    pub fn advance(&mut self, session: &Session) -> bool {
        let document = session.document();
        if self.key != Some(session.revision()) {
            let all: Vec<AnnotationId> = document.index().of_kind(AnnotationKind::Quote).collect();
            self.waiting = all.into_iter();
            self.lines.clear();
            self.key = Some(session.revision());
        } else if self.waiting.len() == 0 {
            return false;
        }
        for id in self.waiting.by_ref().take(SLICE) {
            let Some(annotation) = document.annotation(id) else { continue };
            let Some(quote) = annotation.quote() else { continue };
            let name =
                quote.speaker.and_then(|id| document.entity(id)).map(|entity| entity.name.to_lowercase());
            self.lines.push(Line {
                speaker: quote.speaker,
                name: name.unwrap_or_default(),
                at: annotation.spans.first().start(),
                id,
                checked: quote.check != QuoteCheck::NotChecked,
            });
        }
        if self.waiting.len() == 0 {
            self.rows = rows(std::mem::take(&mut self.lines));
        }
        self.waiting.len() > 0
    }
}

fn rows(mut lines: Vec<Line>) -> Vec<QuoteRow> {
    lines.sort_by(|one, other| {
        (one.speaker.is_some(), &one.name, one.speaker, one.at).cmp(&(
            other.speaker.is_some(),
            &other.name,
            other.speaker,
            other.at,
        ))
    });
    let mut rows = Vec::with_capacity(lines.len());
    for same in lines.chunk_by(|one, other| one.speaker == other.speaker) {
        rows.push(QuoteRow::Speaker {
            entity: same.first().and_then(|line| line.speaker),
            n_quotes: same.len(),
            n_unchecked: same.iter().filter(|line| !line.checked).count(),
        });
        rows.extend(same.iter().map(|line| QuoteRow::Quote(line.id)));
    }
    rows
}
