//! Caret, selection and the way from one thing to the next.

use crate::model::{AnnotationId, AnnotationKind, BlockKind};
use crate::suggest;
use crate::text::{Span, segment};

use super::action::Motion;
use super::filter::Pane;
use super::state::Session;

/// So many paragraphs are searched for the names that a headline in capitals may hold.
const STORY_BLOCKS: usize = 60;

/// What navigation can look for in the text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A run that looks like a name and is no mention yet.
    Name,
    /// A stretch in quotation marks that is no quote yet.
    Quotation,
    /// Words that tell what somebody said and are no quote yet.
    Told,
    /// A sentence.
    Sentence,
}

impl Session {
    pub(super) fn show_top(&mut self) {
        let first = self.document.article().blocks().first().map_or(0, |block| block.span.start());
        self.place_caret(first);
        self.view.reveal += 1;
        self.view.focus_article += 1;
    }

    /// Puts the caret at a grapheme boundary at or before `at`, with nothing selected.
    pub(super) fn place_caret(&mut self, at: usize) {
        let at = self.snap(at);
        self.view.caret = at;
        self.view.anchor = at;
    }

    fn snap(&self, at: usize) -> usize {
        let text = self.document.text();
        let at = text.floor_char_boundary(at);
        let before = segment::previous_grapheme(text, at);
        if segment::next_grapheme(text, before) == at { at } else { before }
    }

    pub(super) fn put_caret(&mut self, at: usize, extend: bool) {
        let at = self.snap(at);
        self.view.caret = at;
        if extend {
            self.view.annotation = None;
        } else {
            self.view.anchor = at;
            self.select_at(at);
        }
    }

    fn select_at(&mut self, at: usize) {
        let smallest = self.document.index().at(at).first().copied();
        self.view.annotation = smallest;
        if let Some(annotation) = smallest.and_then(|id| self.document.annotation(id)) {
            if let Some(mention) = annotation.mention() {
                self.view.entity = Some(mention.entity);
            }
            self.view.pane = Pane::of(annotation.kind());
        }
    }

    pub(super) fn select_span(&mut self, span: Span) {
        if span.fits(self.document.text()) {
            self.view.anchor = span.start();
            self.view.caret = span.end();
            self.view.annotation = None;
        }
    }

    pub(super) fn move_caret(&mut self, motion: Motion, extend: bool) {
        let to = self.destination(self.view.caret, motion);
        if !extend
            && self.view.caret != self.view.anchor
            && matches!(motion, Motion::CharOn | Motion::CharBack)
        {
            let (start, end) = (self.view.caret.min(self.view.anchor), self.view.caret.max(self.view.anchor));
            self.put_caret(if motion == Motion::CharOn { end } else { start }, false);
        } else {
            self.put_caret(to, extend);
        }
        self.view.reveal += 1;
    }

    fn destination(&self, from: usize, motion: Motion) -> usize {
        let text = self.document.text();
        let blocks = self.document.article().blocks();
        let block_idx = self.document.article().block_at(from).unwrap_or_default();
        let start_of = |idx: usize| blocks.get(idx).map_or(from, |block| block.span.start());
        let end_of = |idx: usize| blocks.get(idx).map_or(from, |block| block.span.end());
        match motion {
            Motion::WordOn => segment::next_word_start(text, from),
            Motion::WordBack => segment::previous_word_start(text, from),
            Motion::CharOn | Motion::CharBack if self.editing.is_some() => {
                self.next_to_write(from, motion == Motion::CharOn)
            }
            Motion::CharOn => segment::next_grapheme(text, from),
            Motion::CharBack => segment::previous_grapheme(text, from),
            Motion::BlockStart => start_of(block_idx),
            Motion::BlockOn if block_idx + 1 < blocks.len() => start_of(block_idx + 1),
            Motion::BlockEnd | Motion::BlockOn => end_of(block_idx),
            Motion::BlockBack => {
                start_of(block_idx - usize::from(block_idx > 0 && from <= start_of(block_idx)))
            }
            Motion::Top => start_of(0),
            Motion::Bottom => end_of(blocks.len().saturating_sub(1)),
        }
    }

    /// Selects an annotation and puts the caret at its start.
    pub(super) fn show_annotation(&mut self, id: AnnotationId, reveal: bool) {
        let Some(annotation) = self.document.annotation(id) else { return };
        let (start, kind) = (annotation.spans.first().start(), annotation.kind());
        if let Some(mention) = annotation.mention() {
            self.view.entity = Some(mention.entity);
        }
        self.place_caret(start);
        self.view.annotation = Some(id);
        self.view.pane = Pane::of(kind);
        self.view.reveal += u64::from(reveal);
    }

    pub(super) fn step_annotation(&mut self, back: bool) {
        let index = self.document.index();
        let (at, current) = (self.view.caret, self.selected());
        let found =
            if back { index.previous(at, current, |_| true) } else { index.next(at, current, |_| true) };
        match found {
            Some(id) => self.show_annotation(id, true),
            None => self.say("There is no annotation yet."),
        }
    }

    pub(super) fn next_unresolved(&mut self) {
        let document = &self.document;
        let open = |id: AnnotationId| {
            document
                .annotation(id)
                .and_then(|annotation| annotation.claim())
                .is_some_and(|claim| !claim.state.is_resolved())
        };
        match document.index().next(self.view.caret, self.selected(), open) {
            Some(id) => self.show_annotation(id, true),
            None if document.index().count_of_kind(AnnotationKind::Claim) == 0 => {
                self.say("There is no claim yet. Select a sentence with J and press C.");
            }
            None => self.say("Every claim is resolved."),
        }
    }

    /// Selects the next or previous target, round the end of the article once.
    pub(super) fn seek(&mut self, target: Target, back: bool) {
        let (start, end) = (self.view.caret.min(self.view.anchor), self.view.caret.max(self.view.anchor));
        let from = if back || (target == Target::Name && start == end) { start } else { end.max(start) };
        let found = if back {
            self.target_before(target, from)
        } else {
            self.target_after(target, from, start == end)
        };
        match found {
            Some(span) => {
                self.select_span(span);
                self.view.reveal += 1;
            }
            None => self.say(match target {
                Target::Name => "Every name found is tagged.",
                Target::Quotation => "Every quotation found is tagged.",
                Target::Told => "Every indirect quote found is tagged.",
                Target::Sentence => "There is no sentence.",
            }),
        }
    }

    fn target_after(&self, target: Target, from: usize, at_included: bool) -> Option<Span> {
        let n_blocks = self.document.article().blocks().len();
        let first = self.document.article().block_at(from)?;
        let later = (first..n_blocks).flat_map(|idx| self.targets_in(target, idx));
        let starts_after = |span: &Span| {
            if at_included { span.start() >= from } else { span.end() > from && span.start() >= from }
        };
        let round = (0..=first).flat_map(|idx| self.targets_in(target, idx));
        later.filter(starts_after).chain(round).next()
    }

    fn target_before(&self, target: Target, from: usize) -> Option<Span> {
        let n_blocks = self.document.article().blocks().len();
        let first = self.document.article().block_at(from)?;
        let earlier = (0..=first).rev().flat_map(|idx| self.targets_in(target, idx).into_iter().rev());
        let round = (first..n_blocks).rev().flat_map(|idx| self.targets_in(target, idx).into_iter().rev());
        earlier.filter(|span| span.start() < from).chain(round).next()
    }

    /// The targets of a block that are not tagged yet, in order.
    fn targets_in(&self, target: Target, block_idx: usize) -> Vec<Span> {
        let text = self.document.text();
        let Some(block) = self.document.article().blocks().get(block_idx) else { return Vec::new() };
        if block.kind == BlockKind::Furniture {
            return Vec::new();
        }
        let words = block.span.of(text);
        let ranges = match target {
            Target::Name if segment::is_title_case(words) => self.known_names_in(words),
            Target::Name => segment::names(words),
            Target::Quotation => segment::quotations(words),
            Target::Told => suggest::told(words),
            Target::Sentence => segment::sentences(words),
        };
        let base = block.span.start();
        let spans =
            ranges.into_iter().filter_map(|range| Span::new(text, base + range.start, base + range.end).ok());
        spans.filter(|span| !self.is_tagged(target, *span)).collect()
    }

    /// In a line where nearly every word has a capital, only names that the story also uses.
    fn known_names_in(&self, words: &str) -> Vec<std::ops::Range<usize>> {
        let text = self.document.text();
        let story =
            self.document.article().blocks().iter().filter(|block| block.kind == BlockKind::Paragraph);
        let mut known: Vec<&str> = story
            .take(STORY_BLOCKS)
            .map(|block| block.span.of(text))
            .flat_map(|block| segment::names(block).into_iter().filter_map(|range| block.get(range)))
            .collect();
        known.sort_by_key(|name| std::cmp::Reverse(name.len()));
        known.dedup();
        let mut found: Vec<std::ops::Range<usize>> = Vec::new();
        for range in known.into_iter().flat_map(|name| segment::phrase_matches(words, name)) {
            if found.iter().all(|own| range.end <= own.start || own.end <= range.start) {
                found.push(range);
            }
        }
        found.sort_by_key(|range| range.start);
        found
    }

    fn is_tagged(&self, target: Target, span: Span) -> bool {
        let kind = match target {
            Target::Name => AnnotationKind::Mention,
            Target::Quotation | Target::Told => AnnotationKind::Quote,
            Target::Sentence => return false,
        };
        let hits = self.document.index().overlapping(span.start(), span.end());
        hits.iter().any(|(_, _, id)| {
            self.document.annotation(*id).is_some_and(|annotation| annotation.kind() == kind)
        })
    }
}
