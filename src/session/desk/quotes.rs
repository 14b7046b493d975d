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

/// Where a quote stands on the sheet: no speaker first, then by name, then by place.
type Place = (bool, String, Option<EntityId>, usize, AnnotationId);

#[derive(Clone, Copy)]
struct Line {
    checked: bool,
    changed: bool,
}

/// The sheet, and how far the work on the next one has come.
#[derive(Default)]
pub struct QuoteSheet {
    key: Option<u64>,
    waiting: std::vec::IntoIter<AnnotationId>,
    drafts: DraftBefore,
    sorting: BTreeMap<Place, Line>,
    making: Vec<QuoteRow>,
    making_versions: BTreeMap<AnnotationId, Versions>,
    /// The row of the speaker whose quotes are being written.
    speaker: usize,
    is_making: bool,
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
            self.sorting.clear();
            self.making.clear();
            self.making_versions.clear();
            self.is_making = true;
            self.key = Some(session.revision());
        } else if !self.is_making {
            return false;
        }
        let mut left = SLICE;
        while left > 0
            && let Some(id) = self.waiting.next()
        {
            left = left.saturating_sub(self.look_at(session, id));
        }
        if self.waiting.len() == 0 {
            self.write_rows();
        }
        if !self.is_making {
            self.rows = std::mem::take(&mut self.making);
            self.versions = std::mem::take(&mut self.making_versions);
        }
        self.is_making
    }

    /// Takes a quote up; says how much work that was.
    fn look_at(&mut self, session: &Session, id: AnnotationId) -> usize {
        let document = session.document();
        let Some(annotation) = document.annotation(id) else { return 1 };
        let Some(quote) = annotation.quote() else { return 1 };
        let now = document.words_of(annotation);
        let before = self.drafts.before(annotation, &now);
        let name = quote.speaker.and_then(|id| document.entity(id)).map(|entity| entity.name.to_lowercase());
        let at = annotation.spans.first().start();
        let place = (quote.speaker.is_some(), name.unwrap_or_default(), quote.speaker, at, id);
        let checked = quote.check != QuoteCheck::NotChecked;
        let changed = before.as_ref().is_some_and(|before| before.version == Version::Checked);
        self.sorting.insert(place, Line { checked, changed });
        let Some(before) = before else { return 1 };
        let (gone, new) = word_diff(&before.words, &now);
        self.making_versions
            .insert(id, Versions { version: before.version, before: before.words, now, gone, new });
        COMPARING
    }

    /// Writes the next rows.
    fn write_rows(&mut self) {
        for _ in 0..2 * SLICE {
            let Some(((_, _, speaker, _, id), line)) = self.sorting.pop_first() else { break };
            let is_open = matches!(
                self.making.get(self.speaker),
                Some(QuoteRow::Speaker { entity, .. }) if *entity == speaker
            );
            if !is_open {
                self.speaker = self.making.len();
                let (entity, n_quotes, n_unchecked, n_changed) = (speaker, 0, 0, 0);
                self.making.push(QuoteRow::Speaker { entity, n_quotes, n_unchecked, n_changed });
            }
            if let Some(QuoteRow::Speaker { n_quotes, n_unchecked, n_changed, .. }) =
                self.making.get_mut(self.speaker)
            {
                *n_quotes += 1;
                *n_unchecked += usize::from(!line.checked);
                *n_changed += usize::from(line.changed);
            }
            self.making.push(QuoteRow::Quote(id));
            if self.making_versions.contains_key(&id) {
                self.making.push(QuoteRow::Before(id));
            }
        }
        self.is_making = !self.sorting.is_empty();
    }
}
