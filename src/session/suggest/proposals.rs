//! What is proposed, each with its spans, ready to be drawn, listed and accepted.

use std::ops::Range;
use std::sync::Arc;

use crate::model::{AnnotationKind, ClaimKind, EntityKind, Provenance, QuoteKind};
use crate::suggest::{SuggestedEntity, Suggester, Suggestions};
use crate::text::{Span, Spans};

/// So many bytes of two texts are compared at once.
const PIECE: usize = 4096;

/// Who proposes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct By {
    /// What it is called in a file.
    pub id: String,
    /// Its name on screen.
    pub label: String,
    /// Its version.
    pub version: String,
}

impl By {
    /// One of our own.
    pub fn own(suggester: Suggester) -> Self {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Self { id: suggester.id().to_owned(), label: suggester.label().to_owned(), version }
    }
}

/// Something proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// What it would be.
    pub what: What,
    /// Where.
    pub spans: Spans,
    /// How sure the suggester is, 0 to 1; for claims how much it is worth checking.
    pub score: f32,
    /// Who proposes it.
    pub by: Arc<By>,
    /// Why, in words.
    pub reason: String,
    /// Its place among those that would be the same on the same words, as others see it.
    pub(super) nth: usize,
}

/// What a proposal would be.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A mention of the entity with this index.
    Mention {
        /// Index of the entity.
        entity: usize,
        /// What the entity is.
        kind: EntityKind,
    },
    /// A quote.
    Quote {
        /// Direct, indirect or mixed.
        kind: QuoteKind,
        /// The words that announce it.
        cue: Option<Span>,
        /// The words that name the speaker.
        source: Option<Span>,
        /// Index of the speaking entity.
        speaker: Option<usize>,
    },
    /// A claim.
    Claim(ClaimKind),
}

impl What {
    /// The kind of annotation it would be.
    pub fn kind(&self) -> AnnotationKind {
        match self {
            Self::Mention { .. } => AnnotationKind::Mention,
            Self::Quote { .. } => AnnotationKind::Quote,
            Self::Claim(_) => AnnotationKind::Claim,
        }
    }

    /// What the entity of a mention is.
    pub(super) fn entity_kind(&self) -> Option<EntityKind> {
        match self {
            Self::Mention { kind, .. } => Some(*kind),
            Self::Quote { .. } | Self::Claim(_) => None,
        }
    }
}

/// What tells a proposal from the others, also from those worked out later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The kind of annotation.
    pub kind: AnnotationKind,
    /// What the entity of a mention is.
    of: Option<EntityKind>,
    /// Where it begins and ends.
    pub hull: Span,
    /// Its place among those of which all this is the same.
    nth: usize,
}

impl Proposal {
    /// What tells it from the others.
    pub fn key(&self) -> Key {
        Key { kind: self.what.kind(), of: self.what.entity_kind(), hull: self.spans.hull(), nth: self.nth }
    }

    /// What is kept on the annotation it becomes.
    pub fn provenance(&self) -> Provenance {
        Provenance {
            suggester: self.by.id.clone(),
            version: self.by.version.clone(),
            score: self.percent(),
            reason: self.reason.clone(),
        }
    }

    /// The score in percent.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a percentage")]
    pub fn percent(&self) -> usize {
        (self.score.clamp(0.0, 1.0) * 100.0).round() as usize
    }
}

/// All that is proposed for a text.
#[derive(Clone, Debug, Default)]
pub struct Proposals {
    /// The text it is about.
    pub text: Option<Arc<str>>,
    /// Who and what is named.
    pub entities: Vec<SuggestedEntity>,
    /// In reading order, what encloses before what is enclosed.
    pub all: Vec<Proposal>,
    /// Length of the longest, bytes.
    longest: usize,
    /// Who proposes any of them, in order.
    suggesters: Vec<Arc<By>>,
}

impl Proposals {
    /// What an engine found in `text`. What has no place in it is left out.
    pub fn new(text: &Arc<str>, found: Suggestions) -> Self {
        let own: Vec<Arc<By>> = Suggester::ALL.iter().map(|own| Arc::new(By::own(*own))).collect();
        let by = |suggester: Suggester| {
            let place = Suggester::ALL.iter().position(|own| *own == suggester).unwrap_or_default();
            Arc::clone(&own[place])
        };
        let span = |range: &Range<usize>| Span::new(text, range.start, range.end).ok();
        let kinds: Vec<EntityKind> = found.entities.iter().map(|entity| entity.kind).collect();
        let mut all: Vec<Proposal> = Vec::new();
        for mention in found.mentions {
            let (Some(span), Some(kind)) = (span(&mention.range), kinds.get(mention.entity)) else {
                continue;
            };
            let what = What::Mention { entity: mention.entity, kind: *kind };
            let (score, reason) = (mention.score, mention.reason);
            all.push(Proposal { what, spans: Spans::one(span), score, by: by(mention.by), reason, nth: 0 });
        }
        for quote in found.quotes {
            let content: Option<Vec<Span>> = quote.content.iter().map(span).collect();
            let Some(spans) = content.and_then(|content| Spans::new(content).ok()) else { continue };
            let what = What::Quote {
                kind: quote.kind,
                cue: quote.cue.as_ref().and_then(span),
                source: quote.source.as_ref().and_then(span),
                speaker: quote.speaker,
            };
            let reason = reason_of_quote(quote.cue.as_ref().and_then(span), quote.kind, text);
            let by = by(Suggester::Attribution);
            all.push(Proposal { what, spans, score: quote.score, by, reason, nth: 0 });
        }
        for claim in found.claims {
            let Some(span) = span(&claim.range) else { continue };
            let (what, reason) = (What::Claim(claim.kind), claim.reason);
            let by = by(Suggester::Claims);
            all.push(Proposal { what, spans: Spans::one(span), score: claim.score, by, reason, nth: 0 });
        }
        let (text, entities) = (Some(Arc::clone(text)), found.entities);
        let mut proposals = Self { text, entities, all, longest: 0, suggesters: Vec::new() };
        proposals.arrange();
        proposals
    }

    /// Puts everything in order.
    pub(super) fn arrange(&mut self) {
        let place = |own: &Proposal| {
            let hull = own.spans.hull();
            (hull.start(), std::cmp::Reverse(hull.end()), own.what.kind(), own.what.entity_kind())
        };
        self.all.sort_by_key(place);
        let mut alike = None;
        let mut nth = 0;
        for own in &mut self.all {
            nth = if alike.replace(place(own)) == Some(place(own)) { nth + 1 } else { 0 };
            own.nth = nth;
        }
        self.suggesters.clear();
        for own in &self.all {
            if !self.suggesters.iter().any(|by| Arc::ptr_eq(by, &own.by) || by.id == own.by.id) {
                self.suggesters.push(Arc::clone(&own.by));
            }
        }
        self.suggesters.sort();
        self.longest = self.all.iter().map(|own| own.spans.hull().len()).max().unwrap_or_default();
    }

    /// Who proposes any of them.
    pub fn suggesters(&self) -> &[Arc<By>] {
        &self.suggesters
    }

    /// Indices of those that may touch `start..end`.
    pub fn near(&self, start: usize, end: usize) -> Range<usize> {
        let from = start.saturating_sub(self.longest);
        let first = self.all.partition_point(|own| own.spans.hull().start() < from);
        let behind = self.all.partition_point(|own| own.spans.hull().start() < end);
        first..behind.max(first)
    }

    /// The same for `after`, a text that differs from theirs in one stretch: what stands in other
    /// paragraphs has moved with its words, what stands in the rewritten ones is left out. Gives the
    /// indices they had. Their order stays, so nothing is put in order anew.
    pub(super) fn carried(mut self, after: &Arc<str>) -> (Self, Vec<usize>) {
        let mut kept = Vec::with_capacity(self.all.len());
        let Some(before) = self.text.replace(Arc::clone(after)) else { return (Self::default(), kept) };
        let (from, to) = rewritten(&before, after);
        let by = after.len().cast_signed() - before.len().cast_signed();
        let moved = |span: Span| match span {
            span if span.end() <= from => Some(span),
            span if span.start() >= to => span.shifted(by, after),
            _ => None,
        };
        let mut idx = 0..self.all.len();
        self.all.retain_mut(|own| {
            let idx = idx.next();
            let hull = own.spans.hull();
            if hull.start() >= to {
                own.spans.move_along(by);
            } else if hull.end() > from {
                return false;
            }
            if let What::Quote { cue, source, .. } = &mut own.what {
                *cue = cue.and_then(moved);
                *source = source.and_then(moved);
            }
            kept.extend(idx);
            true
        });
        (self, kept)
    }

    /// The index of the proposal with this key.
    pub fn find(&self, key: Key) -> Option<usize> {
        let start = key.hull.start();
        let first = self.all.partition_point(|own| own.spans.hull().start() < start);
        let here = self.all.iter().enumerate().skip(first);
        let mut here = here.take_while(|(_, own)| own.spans.hull().start() == start);
        here.find(|(_, own)| own.key() == key).map(|(idx, _)| idx)
    }
}

/// The whole paragraphs of `before` that are otherwise in `after`: where they begin and end.
fn rewritten(before: &str, after: &str) -> (usize, usize) {
    let (old, new) = (before.as_bytes(), after.as_bytes());
    // By the piece first: an article is long, and what is rewritten is short.
    let same = |(a, b): &(&[u8], &[u8])| a == b;
    let pieces = old.chunks(PIECE).zip(new.chunks(PIECE)).take_while(same).count() * PIECE;
    let pieces = pieces.min(old.len()).min(new.len());
    let head = pieces + old[pieces..].iter().zip(&new[pieces..]).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let pieces =
        old_rest.rchunks_exact(PIECE).zip(new_rest.rchunks_exact(PIECE)).take_while(same).count() * PIECE;
    let (old_rest, new_rest) = (&old_rest[..old_rest.len() - pieces], &new_rest[..new_rest.len() - pieces]);
    let tail = pieces + old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let is_break = |byte: &u8| *byte == b'\n';
    let ends = |text: &[u8], at: usize| text.get(at).is_none_or(is_break);
    let begins = |text: &[u8], at: usize| at == 0 || ends(text, at - 1);
    let behind = old.len() - tail;
    let from = if ends(old, head) && ends(new, head) {
        head
    } else {
        old[..head].iter().rposition(is_break).map_or(0, |at| at + 1)
    };
    let to = if begins(old, behind) && begins(new, new.len() - tail) {
        behind
    } else {
        old[behind..].iter().position(is_break).map_or(old.len(), |at| behind + at)
    };
    (from, to)
}

fn reason_of_quote(cue: Option<Span>, kind: QuoteKind, text: &str) -> String {
    let marks = if kind == QuoteKind::Indirect { "told in other words" } else { "in quotation marks" };
    match cue {
        Some(cue) => format!("{marks}, announced by “{}”", cue.of(text)),
        None => format!("{marks}, no word announces it"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::ingest::plain;
    use crate::suggest::Engine;

    #[track_caller]
    fn check(before: &str, after: &str, gone: &[&str]) {
        let article = plain(before, "a.txt").unwrap();
        let proposals = Proposals::new(article.text(), Engine::default().suggest(&article));
        let words = |proposals: &Proposals, text: &str| -> Vec<String> {
            let mentions = proposals.all.iter().filter(|own| own.what.kind() == AnnotationKind::Mention);
            mentions.map(|own| own.spans.words(text)).collect()
        };
        let mut expected = words(&proposals, before);
        expected.retain(|own| !gone.contains(&own.as_str()));
        let all = proposals.all.clone();
        let (carried, kept) = proposals.carried(&Arc::from(after));
        assert_eq!(words(&carried, after), expected);
        let mut arranged = carried.clone();
        arranged.arrange();
        assert_eq!(arranged.all, carried.all, "they are in order as they are");
        let words_before = |idx: &usize| all[*idx].spans.words(before);
        let words_after = |own: &Proposal| own.spans.words(after);
        assert!(kept.iter().map(words_before).eq(carried.all.iter().map(words_after)));
        assert_eq!(carried.text.as_deref(), Some(after));
    }

    const TEXT: &str = "Ana Lind laughed.\n\nJon Bakke left for Oslo.\n\nMary Hill stayed in Paris.";

    #[test]
    fn what_stands_in_other_paragraphs_moves_with_its_words() {
        let both = ["Jon Bakke", "Oslo"];
        check(TEXT, &TEXT.replace("left", "has left"), &both);
        check(TEXT, &TEXT.replace("left for Oslo", "left"), &both);
        check(TEXT, &TEXT.replace("Jon", "«Jon»"), &both);
    }

    #[test]
    fn two_paragraphs_that_are_joined_are_both_rewritten() {
        check(TEXT, &TEXT.replace("laughed.\n\nJon", "laughed. Jon"), &["Ana Lind", "Jon Bakke", "Oslo"]);
    }

    #[test]
    fn a_paragraph_put_between_two_leaves_both() {
        check(TEXT, &TEXT.replace("laughed.\n\n", "laughed.\n\nNew.\n\n"), &[]);
        check(TEXT, &format!("{TEXT}\n\nNew."), &[]);
        check(TEXT, &format!("New.\n\n{TEXT}"), &[]);
        check(TEXT, TEXT, &[]);
    }
}
