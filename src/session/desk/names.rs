//! The names sheet: each entity with every spelling the article uses, and what looks like a slip.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{AnnotationId, AnnotationKind, BlockKind, EntityId, EntityKind};
use crate::session::Session;
use crate::text::near::NearWords;
use crate::text::{Span, segment};

/// At most so many bytes of text are searched for names, and so many mentions read, between two frames.
const BYTES: usize = 24_000;
const MENTIONS: usize = 2500;

/// An entity on the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameLine {
    /// Who or what.
    pub entity: EntityId,
    /// Every spelling in the article with how often it is used, the most used first.
    pub spellings: Vec<(String, usize)>,
    /// What looks like a slip: another entity's name, or words of the text, one letter away.
    pub warnings: Vec<Slip>,
}

/// Two spellings one slip apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The entity's own word.
    pub own: String,
    /// The other one.
    pub other: String,
    /// Where the other one stands in the text; none for a name or alias that the text does not use.
    pub place: Option<Span>,
    /// Whose it is; nobody's where it is not tagged.
    pub whose: Option<EntityId>,
}

/// Where a word was seen.
#[derive(Clone, Copy)]
struct Seen {
    whose: Option<EntityId>,
    place: Option<Span>,
}

/// An entity whose mentions are being read: some at a time, for one may be named all over the article.
struct Reading {
    entity: EntityId,
    mentions: std::vec::IntoIter<AnnotationId>,
    counts: BTreeMap<String, usize>,
}

/// The sheet, and how far the work on the next one has come.
#[derive(Default)]
pub struct NamesSheet {
    text: Option<Arc<str>>,
    n_blocks: usize,
    in_text: Vec<Span>,
    key: Option<u64>,
    waiting: std::vec::IntoIter<EntityId>,
    reading: Option<Reading>,
    untagged: usize,
    making: Vec<NameLine>,
    near: NearWords,
    seen: BTreeMap<String, Vec<Seen>>,
    slips: Vec<(String, String)>,
    lines: Vec<NameLine>,
}

impl NamesSheet {
    /// The lines: what has a warning first, then the most named.
    pub fn lines(&self) -> &[NameLine] {
        &self.lines
    }

    /// Goes on for the session as it is; says whether there is more to do.
    pub fn advance(&mut self, session: &Session) -> bool {
        let document = session.document();
        let article = document.article();
        if self.text.as_ref().is_none_or(|text| !Arc::ptr_eq(text, article.text())) {
            *self = Self { text: Some(Arc::clone(article.text())), ..Self::default() };
        }
        if self.n_blocks < article.blocks().len() {
            self.search(session);
            return true;
        }
        if self.key != Some(session.revision()) {
            let ids: Vec<EntityId> = document.entities().map(|entity| entity.id).collect();
            self.key = Some(session.revision());
            self.waiting = ids.into_iter();
            self.reading = None;
            self.untagged = 0;
            self.making.clear();
            self.near = NearWords::default();
            self.seen.clear();
            self.slips.clear();
        } else if self.is_done() {
            return false;
        }
        let mut left = MENTIONS;
        while left > 0 {
            if self.reading.is_none() {
                let Some(id) = self.waiting.next() else { break };
                self.begin_entity(session, id);
            }
            left = left.saturating_sub(1 + self.read_mentions(session, left));
        }
        while left > 0 && self.reading.is_none() && self.untagged < self.in_text.len() {
            left -= 1;
            self.read_untagged(session, self.untagged);
            self.untagged += 1;
        }
        if self.is_done() {
            self.finish();
        }
        !self.is_done()
    }

    fn is_done(&self) -> bool {
        self.reading.is_none() && self.waiting.len() == 0 && self.untagged >= self.in_text.len()
    }

    fn search(&mut self, session: &Session) {
        let text = session.document().text();
        let mut left = BYTES;
        for block in session.document().article().blocks().iter().skip(self.n_blocks) {
            self.n_blocks += 1;
            left = left.saturating_sub(block.span.len());
            if !matches!(block.kind, BlockKind::Furniture | BlockKind::Headline | BlockKind::Heading) {
                let base = block.span.start();
                let names = segment::names(block.span.of(text)).into_iter();
                self.in_text.extend(
                    names.filter_map(|name| Span::new(text, base + name.start, base + name.end).ok()),
                );
            }
            if left == 0 {
                break;
            }
        }
    }

    fn begin_entity(&mut self, session: &Session, id: EntityId) {
        let document = session.document();
        let Some(entity) = document.entity(id) else { return };
        if matches!(entity.kind, EntityKind::Date | EntityKind::Money | EntityKind::Quantity) {
            return;
        }
        let mentions: Vec<AnnotationId> = document.index().mentions_of(id).collect();
        let mentions = mentions.into_iter();
        self.reading = Some(Reading { entity: id, mentions, counts: BTreeMap::new() });
    }

    /// Goes on with the mentions of the entity that is being read, at most so many; says how many.
    fn read_mentions(&mut self, session: &Session, most: usize) -> usize {
        let Some(mut reading) = self.reading.take() else { return 0 };
        let document = session.document();
        let mut n_read = 0;
        for mention in reading.mentions.by_ref().take(most).filter_map(|id| document.annotation(id)) {
            n_read += 1;
            let words = document.words_of(mention).split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(n) = reading.counts.get_mut(&words) {
                *n += 1;
                continue;
            }
            let seen = Seen { whose: Some(reading.entity), place: Some(mention.spans.first()) };
            self.read_words(&words, seen);
            reading.counts.insert(words, 1);
        }
        if reading.mentions.len() > 0 {
            self.reading = Some(reading);
            return n_read;
        }
        let own = document.entity(reading.entity);
        let names = own.into_iter().flat_map(|own| std::iter::once(&own.name).chain(&own.aliases));
        for name in names {
            self.read_words(name, Seen { whose: Some(reading.entity), place: None });
        }
        let mut spellings: Vec<(String, usize)> = reading.counts.into_iter().collect();
        spellings.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        self.making.push(NameLine { entity: reading.entity, spellings, warnings: Vec::new() });
        n_read
    }

    fn read_untagged(&mut self, session: &Session, at: usize) {
        let Some(span) = self.in_text.get(at).copied() else { return };
        let document = session.document();
        let hits = document.index().overlapping(span.start(), span.end());
        let is_mention = |id: &AnnotationId| {
            document.annotation(*id).is_some_and(|found| found.kind() == AnnotationKind::Mention)
        };
        if !hits.iter().any(|(_, _, id)| is_mention(id)) {
            let words = span.of(document.text()).to_owned();
            self.read_words(&words, Seen { whose: None, place: Some(span) });
        }
    }

    fn read_words(&mut self, words: &str, seen: Seen) {
        for range in segment::words(words) {
            let word = words.get(range).unwrap_or_default();
            if !word.starts_with(char::is_uppercase) {
                continue;
            }
            let lower = word.to_lowercase();
            let places = self.seen.entry(lower.clone()).or_default();
            if places.iter().all(|own| own.whose != seen.whose) {
                places.push(seen);
            }
            self.slips.extend(self.near.add(word).into_iter().map(|other| (other, lower.clone())));
        }
    }

    fn finish(&mut self) {
        let mut warnings: BTreeMap<EntityId, Vec<Slip>> = BTreeMap::new();
        for (one, other) in &self.slips {
            for (own, other) in [(one, other), (other, one)] {
                let owners = self.seen.get(own).into_iter().flatten().filter_map(|seen| seen.whose);
                for owner in owners {
                    let list = warnings.entry(owner).or_default();
                    list.extend(self.seen.get(other).into_iter().flatten().map(|seen| Slip {
                        own: own.clone(),
                        other: other.clone(),
                        place: seen.place,
                        whose: seen.whose,
                    }));
                }
            }
        }
        self.lines = std::mem::take(&mut self.making);
        for line in &mut self.lines {
            line.warnings = warnings.remove(&line.entity).unwrap_or_default();
        }
        let n_named = |line: &NameLine| line.spellings.iter().map(|(_, n)| n).sum::<usize>();
        self.lines.sort_by_cached_key(|line| (line.warnings.is_empty(), std::cmp::Reverse(n_named(line))));
    }
}
