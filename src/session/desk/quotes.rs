//! The quote sheet: every quote by speaker, with what it was checked against and what changed since.

use std::collections::BTreeMap;

use crate::model::quote_versions::{DraftBefore, Version};
use crate::model::{AnnotationId, AnnotationKind, EntityId, QuoteCheck};
use crate::session::Session;
use crate::text::word_diff::{Stretch, word_diff};

use super::SLICE;

/// To compare two versions of a quote takes as long as looking at so many.
const COMPARING: usize = 50;

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
        /// How many of them were checked for other words.
        n_changed: usize,
    },
    /// A quote.
    Quote(AnnotationId),
    /// The other version of the quote in the row above.
    Before(AnnotationId),
}

impl QuoteRow {
    /// The quote it is about.
    pub fn quote(&self) -> Option<AnnotationId> {
        match self {
            Self::Speaker { .. } => None,
            Self::Quote(id) | Self::Before(id) => Some(*id),
        }
    }
}

/// Two versions of a quote and which words differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// Which version the other one is.
    pub version: Version,
    /// The words of the other one.
    pub before: String,
    /// The words of today.
    pub now: String,
    /// What differs in the words of the other one.
    pub gone: Vec<Stretch>,
    /// What differs in the words of today.
    pub new: Vec<Stretch>,
}

struct Line {
    speaker: Option<EntityId>,
    name: String,
    at: usize,
    id: AnnotationId,
    checked: bool,
    changed: bool,
}

/// The sheet, and how far the work on the next one has come.
#[derive(Default)]
pub struct QuoteSheet {
    key: Option<u64>,
    waiting: std::vec::IntoIter<AnnotationId>,
    drafts: DraftBefore,
    lines: Vec<Line>,
    making: BTreeMap<AnnotationId, Versions>,
    rows: Vec<QuoteRow>,
    versions: BTreeMap<AnnotationId, Versions>,
}

impl QuoteSheet {
    /// The rows that were finished last: quotes without a speaker first, then by name.
    pub fn rows(&self) -> &[QuoteRow] {
        &self.rows
    }

    /// The two versions of a quote, where there are two.
    pub fn versions(&self, quote: AnnotationId) -> Option<&Versions> {
        self.versions.get(&quote)
    }

    /// Goes on for the session as it is; says whether there is more to do.
    pub fn advance(&mut self, session: &Session) -> bool {
        let document = session.document();
        if self.key != Some(session.revision()) {
            let all: Vec<AnnotationId> = document.index().of_kind(AnnotationKind::Quote).collect();
            self.waiting = all.into_iter();
            self.drafts = DraftBefore::of(document);
            self.lines.clear();
            self.making.clear();
            self.key = Some(session.revision());
        } else if self.waiting.len() == 0 {
            return false;
        }
        let mut left = SLICE;
        while left > 0
            && let Some(id) = self.waiting.next()
        {
            left = left.saturating_sub(self.look_at(session, id));
        }
        if self.waiting.len() == 0 {
            self.rows = rows(std::mem::take(&mut self.lines), &self.making);
            self.versions = std::mem::take(&mut self.making);
        }
        self.waiting.len() > 0
    }

    /// Takes a quote up; says how much work that was.
    fn look_at(&mut self, session: &Session, id: AnnotationId) -> usize {
        let document = session.document();
        let Some(annotation) = document.annotation(id) else { return 1 };
        let Some(quote) = annotation.quote() else { return 1 };
        let now = document.words_of(annotation);
        let before = self.drafts.before(annotation, &now);
        let name = quote.speaker.and_then(|id| document.entity(id)).map(|entity| entity.name.to_lowercase());
        self.lines.push(Line {
            speaker: quote.speaker,
            name: name.unwrap_or_default(),
            at: annotation.spans.first().start(),
            id,
            checked: quote.check != QuoteCheck::NotChecked,
            changed: before.as_ref().is_some_and(|before| before.version == Version::Checked),
        });
        let Some(before) = before else { return 1 };
        let (gone, new) = word_diff(&before.words, &now);
        self.making.insert(id, Versions { version: before.version, before: before.words, now, gone, new });
        COMPARING
    }
}

fn rows(mut lines: Vec<Line>, versions: &BTreeMap<AnnotationId, Versions>) -> Vec<QuoteRow> {
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
            n_changed: same.iter().filter(|line| line.changed).count(),
        });
        for line in same {
            rows.push(QuoteRow::Quote(line.id));
            if versions.contains_key(&line.id) {
                rows.push(QuoteRow::Before(line.id));
            }
        }
    }
    rows
}
