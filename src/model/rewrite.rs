//! A stretch of the article rewritten by hand, letter by letter or at once.
//!
//! However many keys it took, the stretch is held against the text before it was begun. So each
//! annotation on it ends up where [`sticky`] says for the whole of it, a claim
//! whose words are the old ones again is as it was, and what was deleted and typed anew gets its
//! place back.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::text::anchor::Splice;
use crate::text::{Span, Spans, sticky};

use super::rewrite_blocks::{Rewritten, rewritten};
use super::workflow::words_changed_under;
use super::{
    Anchor, Annotation, AnnotationId, Block, Body, Document, Edit, Entity, Field, Orphan, Review, TextChange,
};

/// What was rewritten so far, and what it takes to tell where annotations are.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// The text before.
    text: Arc<str>,
    blocks: Arc<Vec<Block>>,
    /// The stretch.
    splice: Splice,
    /// The annotations that touch it, as they were.
    touched: BTreeMap<AnnotationId, Annotation>,
    /// The entities that only a mention it touches names, by just its words, as they were: they are
    /// called as the mention is.
    named: BTreeMap<AnnotationId, Entity>,
}

/// What comes of rewriting on.
#[derive(Clone, Debug)]
pub struct Rewriting {
    /// All that was rewritten by now.
    pub rewrite: Rewrite,
    /// What leads there from the document as it is.
    pub change: Edit,
    /// What leads there from the document as it was before.
    pub whole: Edit,
}

/// An annotation on the stretch at one moment.
#[derive(Clone, Debug, PartialEq)]
enum Standing {
    Placed(Box<Annotation>),
    Lost(Box<Orphan>),
}

impl Rewrite {
    /// Nothing rewritten yet, at byte `at`.
    pub fn new(document: &Document, at: usize) -> Self {
        let article = document.article();
        Self {
            text: Arc::clone(article.text()),
            blocks: Arc::clone(article.shared_blocks()),
            splice: Splice { at, removed: String::new(), inserted: String::new() },
            touched: BTreeMap::new(),
            named: BTreeMap::new(),
        }
    }

    /// The stretch: where it begins, what stood there and what stands there now.
    pub fn splice(&self) -> &Splice {
        &self.splice
    }

    /// How many annotations it touches.
    pub fn n_touched(&self) -> usize {
        self.touched.len()
    }

    /// Whether the text is what it was.
    pub fn is_empty(&self) -> bool {
        self.splice.removed == self.splice.inserted
    }

    /// Puts `words` in the place of `range` of the article's text as it is. None where that does not
    /// touch the stretch, is no range of the text, or leaves blocks that do not fit.
    pub fn replaced(&self, document: &Document, range: Range<usize>, words: &str) -> Option<Rewriting> {
        let key = Splice {
            at: range.start,
            removed: document.text().get(range.clone())?.to_owned(),
            inserted: words.to_owned(),
        };
        let mut rewrite = self.clone();
        rewrite.splice = joined(&self.splice, &key)?;
        rewrite.take_up(document, &self.splice, &range);
        let after = [document.text().get(..range.start)?, words, document.text().get(range.end..)?].concat();
        let made = rewrite.after(&after);
        let before: BTreeMap<AnnotationId, Standing> =
            rewrite.touched.iter().map(|(id, own)| (*id, Standing::Placed(Box::new(own.clone())))).collect();
        let now = rewrite.touched.keys().filter_map(|id| Some((*id, standing(document, *id)?))).collect();

        let blocks = rewritten(&self.blocks, &rewrite.splice, &after)?;
        let whole = TextChange {
            splices: vec![rewrite.splice.clone()],
            first_block: blocks.old.start,
            from: self.blocks.get(blocks.old.clone())?.to_vec(),
            to: blocks.new.clone(),
        };
        let change = rewrite.change_from(document, key, &blocks)?;
        let mut change = edit(document.text(), &after, change, &now, &made)?;
        let mut whole = edit(&self.text, &after, whole, &before, &made)?;
        for (mention, entity) in &rewrite.named {
            let name = match made.get(mention) {
                Some(Standing::Placed(own)) => own.spans.name_in(&after),
                _ => entity.name.clone(),
            };
            let to = Box::new(Entity { name, ..entity.clone() });
            let now = document.entity(entity.id)?;
            change.push(Edit::ChangeEntity { from: Box::new(now.clone()), to: to.clone() });
            whole.push(Edit::ChangeEntity { from: Box::new(entity.clone()), to });
        }
        let (change, whole) = (as_one(change), as_one(whole));
        Some(Rewriting { rewrite, change, whole })
    }

    /// The change of the text from the document as it is.
    fn change_from(&self, document: &Document, key: Splice, blocks: &Rewritten) -> Option<TextChange> {
        let now = document.article().blocks();
        let behind = self.blocks.len().checked_sub(blocks.old.end)?;
        let from = now.get(blocks.old.start..now.len().checked_sub(behind)?)?.to_vec();
        Some(TextChange { splices: vec![key], first_block: blocks.old.start, from, to: blocks.new.clone() })
    }

    /// Takes up the annotations that touch `range` of the document as it is, `so_far` being what was
    /// rewritten to lead there.
    fn take_up(&mut self, document: &Document, so_far: &Splice, range: &Range<usize>) {
        let written = so_far.at..=so_far.at + so_far.inserted.len();
        let has_begun = !so_far.removed.is_empty() || !so_far.inserted.is_empty();
        if has_begun && written.contains(&range.start) && written.contains(&range.end) {
            return; // What touches what is being written was taken up with its first key.
        }
        let reached = |span: Span| span.start() <= range.end && range.start <= span.end();
        let index = document.index();
        let by_spans = index.overlapping(range.start.saturating_sub(1), range.end + 1).into_iter();
        let mut found: Vec<AnnotationId> = by_spans.map(|(_, _, id)| id).collect();
        found.extend(index.spread().filter(|id| {
            let quote = document.annotation(*id).and_then(Annotation::quote);
            quote.is_some_and(|quote| [quote.cue, quote.source].into_iter().flatten().any(reached))
        }));
        for annotation in found.into_iter().filter_map(|id| document.annotation(id)) {
            if self.touched.contains_key(&annotation.id) {
                continue;
            }
            if let Some(own) = self.before(annotation, so_far) {
                if let Some(entity) = named_by(document, annotation) {
                    self.named.insert(annotation.id, entity.clone());
                }
                self.touched.insert(annotation.id, own);
            }
        }
    }

    /// An annotation that the stretch has not touched so far, in the text before.
    fn before(&self, annotation: &Annotation, so_far: &Splice) -> Option<Annotation> {
        let behind = so_far.at + so_far.inserted.len();
        let by = so_far.removed.len().cast_signed() - so_far.inserted.len().cast_signed();
        let place =
            |span: Span| if span.start() >= behind { span.shifted(by, &self.text) } else { Some(span) };
        let mut own = annotation.clone();
        own.spans = Spans::new(annotation.spans.iter().map(place).collect::<Option<Vec<_>>>()?).ok()?;
        if let Body::Quote(quote) = &mut own.body {
            for span in [&mut quote.cue, &mut quote.source].into_iter().flatten() {
                *span = place(*span)?;
            }
        }
        Some(own)
    }

    /// What becomes of the annotations it touches.
    fn after(&self, after: &str) -> BTreeMap<AnnotationId, Standing> {
        let standing =
            |(id, own): (&AnnotationId, &Annotation)| Some((*id, self.standing_after(own, after)?));
        self.touched.iter().filter_map(standing).collect()
    }

    fn standing_after(&self, own: &Annotation, after: &str) -> Option<Standing> {
        let place = |span: Span| sticky::carried(&self.splice, span, &self.text, after);
        let placed: Vec<Span> = own.spans.iter().filter_map(place).collect();
        let Some(spans) = super::new_draft::joined(placed) else {
            return Orphan::of(own, &self.text).map(|orphan| Standing::Lost(Box::new(orphan)));
        };
        let mut now = own.clone();
        let mut has_lost_part = own.spans.iter().any(|span| place(span).is_none());
        if let Body::Quote(quote) = &mut now.body {
            for part in [&mut quote.cue, &mut quote.source] {
                let found = part.and_then(place);
                has_lost_part |= part.is_some() && found.is_none();
                *part = found;
            }
        }
        if has_lost_part && now.review.is_none() {
            let score = spans.covered() * 100 / own.spans.covered().max(1);
            let was = Anchor::of(&own.spans, &self.text)?;
            now.review = Some(Box::new(Review { was, score: score.min(100) }));
        }
        if matches!(own.body, Body::Claim(_) | Body::Quote(_)) {
            for field in words_changed_under(own, &own.spans.words(&self.text), &spans.words(after)) {
                field.swap_into(&mut now);
            }
        }
        now.spans = spans;
        Some(Standing::Placed(Box::new(now)))
    }
}

/// `first` and then `second` as one; none where they do not touch.
fn joined(first: &Splice, second: &Splice) -> Option<Splice> {
    if first.removed.is_empty() && first.inserted.is_empty() {
        return Some(second.clone());
    }
    let (start, end) = (first.at, first.at + first.inserted.len());
    let (from, to) = (second.at, second.at + second.removed.len());
    if to < start || end < from {
        return None;
    }
    let before = second.removed.get(..start.saturating_sub(from).min(second.removed.len()))?;
    let behind = second.removed.get(second.removed.len() - to.saturating_sub(end)..)?;
    let head = first.inserted.get(..from.saturating_sub(start))?;
    let tail = first.inserted.get(to.clamp(start, end) - start..)?;
    Some(Splice {
        at: start.min(from),
        removed: [before, &first.removed, behind].concat(),
        inserted: [head, &second.inserted, tail].concat(),
    })
}

fn standing(document: &Document, id: AnnotationId) -> Option<Standing> {
    let placed = document.annotation(id).map(|own| Standing::Placed(Box::new(own.clone())));
    placed.or_else(|| document.orphan(id).map(|own| Standing::Lost(Box::new(own.clone()))))
}

/// The change of the text `before` to `after`, with what it makes of the annotations on it.
fn edit(
    before: &str,
    after: &str,
    change: TextChange,
    from: &BTreeMap<AnnotationId, Standing>,
    to: &BTreeMap<AnnotationId, Standing>,
) -> Option<Vec<Edit>> {
    let (mut first, mut then) = (Vec::new(), Vec::new());
    let inverse = change.inverse();
    let carried = |own: &Annotation| {
        let carried = change.carried_annotation(own, after)?;
        (inverse.carried_annotation(&carried, before).as_ref() == Some(own)).then_some(carried)
    };
    for (id, now) in to {
        match (from.get(id), now) {
            (Some(Standing::Placed(own)), Standing::Placed(now)) => {
                if let Some(carried) = carried(own) {
                    then.extend(differences(&carried, now));
                } else {
                    let orphan = Box::new(Orphan::of(own, before)?);
                    first.push(Edit::Lose { annotation: own.clone(), orphan: orphan.clone() });
                    then.push(Edit::Recover { orphan, annotation: now.clone() });
                }
            }
            (Some(Standing::Placed(own)), Standing::Lost(orphan)) => {
                first.push(Edit::Lose { annotation: own.clone(), orphan: orphan.clone() });
            }
            (Some(Standing::Lost(orphan)), Standing::Placed(now)) => {
                then.push(Edit::Recover { orphan: orphan.clone(), annotation: now.clone() });
            }
            (Some(Standing::Lost(_)), Standing::Lost(_)) | (None, _) => {}
        }
    }
    first.push(Edit::Text(Box::new(change)));
    first.extend(then);
    Some(first)
}

/// Several edits as one, the text's and those of the others that change something.
fn as_one(mut edits: Vec<Edit>) -> Edit {
    edits.retain(|edit| matches!(edit, Edit::Text(_)) || !edit.is_empty());
    if edits.len() == 1 { edits.remove(0) } else { Edit::Batch(edits) }
}

/// The entity that `annotation` alone names, by just its words.
fn named_by<'d>(document: &'d Document, annotation: &Annotation) -> Option<&'d Entity> {
    let entity = document.entity(annotation.mention()?.entity)?;
    let is_alone = document.index().uses_of(entity.id).nth(1).is_none()
        && !document.orphans().any(|orphan| orphan.annotation.entities().contains(&entity.id));
    (is_alone && entity.name == annotation.spans.name_in(document.text())).then_some(entity)
}

/// What makes the one annotation the other, in the fields that a rewritten text changes.
fn differences(from: &Annotation, to: &Annotation) -> Vec<Edit> {
    let mut fields = vec![Field::Spans(to.spans.clone()), Field::Review(to.review.clone())];
    match &to.body {
        Body::Quote(quote) => {
            fields.extend([Field::Cue(quote.cue), Field::Source(quote.source)]);
            fields.push(Field::CheckedWords(quote.checked_words.clone()));
        }
        Body::Claim(claim) => {
            fields.extend([Field::CheckedWords(claim.checked_words.clone()), Field::State(claim.state)]);
        }
        Body::Passage(_) | Body::Mention(_) => {}
    }
    fields.into_iter().filter_map(|field| from.set(field)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::string_slice, reason = "tests")]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::model::{
        Article, ArticleMeta, BlockKind, Claim, ClaimState, Extra, Passage, Quote, QuoteCheck, TagId, Verdict,
    };

    fn article(text: &str) -> Article {
        let mut at = 0;
        let mut blocks = Vec::new();
        for line in text.split_inclusive('\n') {
            let end = at + line.trim_end_matches('\n').len();
            if let Ok(span) = Span::new(text, at, end) {
                let kind = if blocks.is_empty() { BlockKind::Headline } else { BlockKind::List };
                blocks.push(Block { kind, span, extra: Extra::new() });
            }
            at += line.len();
        }
        Article::new(text, blocks, ArticleMeta::default()).unwrap()
    }

    fn id(number: usize) -> AnnotationId {
        AnnotationId(Uuid::from_u128(number as u128))
    }

    /// An article with a claim, a quote or a passage on each of these spans.
    fn document(text: &str, spans: &[(usize, usize)]) -> Document {
        let mut document = Document::new(article(text));
        for (number, (start, end)) in spans.iter().enumerate() {
            let (start, end) = (text.floor_char_boundary(*start), text.floor_char_boundary(*end));
            let Ok(span) = Span::new(text, start, end) else { continue };
            let body = match number % 3 {
                0 => Body::Claim(Box::new(Claim {
                    state: ClaimState::Checked,
                    verdict: Verdict::Verified,
                    ..Claim::default()
                })),
                1 => Body::Quote(Quote { cue: Some(span), check: QuoteCheck::Recording, ..Quote::default() }),
                _ => Body::Passage(Passage { tag: TagId("risk".into()) }),
            };
            let annotation = Annotation::new(id(number), Spans::one(span), body);
            document.apply(&Edit::AddAnnotation(Box::new(annotation))).unwrap();
        }
        document
    }

    /// Does one key and holds it against everything it promises.
    fn key(
        start: &Document,
        now: &mut Document,
        rewrite: &Rewrite,
        range: Range<usize>,
        words: &str,
    ) -> Option<Rewrite> {
        let done = rewrite.replaced(now, range.clone(), words)?;
        let before = now.clone();
        let text = [&before.text()[..range.start], words, &before.text()[range.end..]].concat();
        now.apply(&done.change).unwrap();
        assert_eq!(now.text(), text);
        let mut at_once = start.clone();
        at_once.apply(&done.whole).unwrap();
        assert!(at_once.same_content(now), "one step does what the keys did");
        at_once.apply(&done.whole.inverse()).unwrap();
        assert!(at_once.same_content(start), "and is taken back exactly");
        let mut back = now.clone();
        back.apply(&done.change.inverse()).unwrap();
        assert!(back.same_content(&before), "so is each key");
        let count = |document: &Document| document.n_annotations() + document.orphans().len();
        assert_eq!(count(now), count(start), "no annotation is dropped");
        let again: Vec<(usize, usize)> = index_of(now);
        assert_eq!(again, index_of(&rebuilt(now)), "the index says what the annotations say");
        Some(done.rewrite)
    }

    fn index_of(document: &Document) -> Vec<(usize, usize)> {
        let index = document.index();
        let mut all: Vec<_> =
            index.overlapping(0, usize::MAX / 2).into_iter().map(|hit| (hit.0, hit.1)).collect();
        all.sort_unstable();
        let in_order = document.annotations().map(|own| (own.spans.first().start(), own.spans.last().end()));
        all.extend(in_order);
        all
    }

    fn rebuilt(document: &Document) -> Document {
        let annotations = document.annotations().cloned().collect::<Vec<_>>();
        Document::from_parts(document.article().clone(), [], annotations, Vec::new()).unwrap()
    }

    #[test]
    fn a_name_deleted_and_typed_anew_keeps_its_place() {
        let start = document("Told Ada so\nEnd", &[(0, 0), (0, 0), (5, 8)]);
        let mut now = start.clone();
        let mut rewrite = Rewrite::new(&now, 8);
        for at in (5..8).rev() {
            rewrite = key(&start, &mut now, &rewrite, at..at + 1, "").unwrap();
        }
        assert_eq!((now.n_annotations(), now.orphans().next().unwrap().words().as_str()), (0, "Ada"));
        for (at, letter) in "Grace".char_indices() {
            rewrite = key(&start, &mut now, &rewrite, 5 + at..5 + at, &letter.to_string()).unwrap();
        }
        assert_eq!(now.words_of(now.annotation(id(2)).unwrap()), "Grace");
        assert_eq!(now.orphans().len(), 0);
    }

    #[test]
    fn a_claim_needs_a_recheck_until_its_words_are_the_old_ones_again() {
        let start = document("Two piers are shut\nEnd", &[(0, 18)]);
        let mut now = start.clone();
        let state = |document: &Document| document.annotation(id(0)).unwrap().claim().unwrap().state;
        let rewrite = key(&start, &mut now, &Rewrite::new(&start, 3), 3..3, "x").unwrap();
        assert_eq!(state(&now), ClaimState::NeedsRecheck);
        let rewrite = key(&start, &mut now, &rewrite, 3..4, "").unwrap();
        assert_eq!(state(&now), ClaimState::Checked);
        assert!(rewrite.is_empty() && now.same_content(&start));
    }

    #[test]
    fn a_checked_quote_remembers_the_words_it_was_checked_for() {
        let start = document("He said “yes”\nEnd", &[(0, 0), (8, 17)]);
        let mut now = start.clone();
        key(&start, &mut now, &Rewrite::new(&start, 11), 11..11, "o").unwrap();
        let quote = now.annotation(id(1)).unwrap();
        assert_eq!(
            (now.words_of(quote).as_str(), quote.quote().unwrap().checked_words.as_str()),
            ("“oyes”", "“yes”")
        );
    }

    #[test]
    fn breaks_divide_blocks_and_gaps_taken_out_join_them() {
        let kinds = |document: &Document| -> Vec<(BlockKind, String)> {
            let blocks = document.article().blocks().iter();
            blocks.map(|block| (block.kind, block.span.of(document.text()).to_owned())).collect()
        };
        let start = document("Title\none two\nthree", &[]);
        let mut now = start.clone();
        let rewrite = key(&start, &mut now, &Rewrite::new(&start, 9), 9..9, "\n").unwrap();
        let (head, list) = (BlockKind::Headline, BlockKind::List);
        let divided = [(head, "Title"), (list, "one"), (list, " two"), (list, "three")];
        assert_eq!(kinds(&now), divided.map(|(kind, words)| (kind, words.to_owned())));
        key(&start, &mut now, &rewrite, 9..10, "").unwrap();
        assert!(now.same_content(&start));
        key(&start, &mut now, &Rewrite::new(&start, 5), 5..5, "\nBy Ada").unwrap();
        assert_eq!(kinds(&now)[1], (BlockKind::Paragraph, "By Ada".to_owned()), "behind a headline");
        let mut now = start.clone();
        key(&start, &mut now, &Rewrite::new(&start, 10), 10..16, "").unwrap();
        assert_eq!(kinds(&now)[1], (list, "one ree".to_owned()));
    }

    #[test]
    fn a_key_that_changes_nothing_leaves_a_blank_block_alone() {
        let start = document("aé\n  \nz", &[]);
        let mut now = start.clone();
        let rewrite = key(&start, &mut now, &Rewrite::new(&start, 6), 6..6, "").unwrap();
        assert!(now.same_content(&start));
        key(&start, &mut now, &rewrite, 0..0, "b").unwrap();
    }

    proptest! {
        #[test]
        fn any_keys_are_exact_and_lose_nothing(
            text in "[ab é\n]{4,40}",
            spans in prop::collection::vec((0..40_usize, 0..40_usize), 0..6),
            keys in prop::collection::vec((0..60_usize, 0..6_usize, "[xy \n]{0,3}"), 1..8),
        ) {
            let text = format!("a{text}z");
            let start = document(&text, &spans);
            let mut now = start.clone();
            let mut rewrite: Option<Rewrite> = None;
            for (at, len, words) in keys {
                let at = now.text().floor_char_boundary(at.min(now.text().len()));
                let end = now.text().ceil_char_boundary((at + len).min(now.text().len()));
                let own = rewrite.unwrap_or_else(|| Rewrite::new(&now, at));
                rewrite = Some(key(&start, &mut now, &own, at..end, &words).unwrap_or(own));
            }
        }

        #[test]
        fn typing_leads_where_pasting_does(
            text in "[ab]{2,20}", spans in prop::collection::vec((0..24_usize, 0..24_usize), 1..6),
            at in 0..24_usize, len in 0..6_usize, words in "[xy ]{1,6}",
        ) {
            let start = document(&text, &spans);
            let (from, to) = (at.min(text.len()), (at + len).min(text.len()));
            let mut pasted = start.clone();
            key(&start, &mut pasted, &Rewrite::new(&start, from), from..to, &words).unwrap();
            let mut typed = start.clone();
            let (mut rewrite, mut range) = (Rewrite::new(&start, from), from..to);
            for letter in words.chars() {
                rewrite = key(&start, &mut typed, &rewrite, range.clone(), &letter.to_string()).unwrap();
                range = range.start + letter.len_utf8()..range.start + letter.len_utf8();
            }
            prop_assert!(typed.same_content(&pasted));
        }
    }
}
