//! Another text of the article, with everything that was said about it brought along.

use std::collections::HashMap;

use crate::text::anchor::{Comparison, Outcome, Placement};
use crate::text::{Span, Spans};

use super::revision::{Anchor, DraftStamp, Orphan, Review};
use super::text_change::TextChange;
use super::workflow::words_changed_under;
use super::{
    Annotation, AnnotationId, AnnotationKind, Article, ArticleMeta, Block, BlockKind, Body, Document, Edit,
    Field,
};

/// What became of one span of one annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Whose.
    pub id: AnnotationId,
    /// Where it was.
    pub old: Span,
    /// Where it is.
    pub new: Placement,
}

/// What brings a document to another text.
#[derive(Clone, Debug)]
pub struct NewDraft {
    /// All of it, as one step.
    pub edit: Edit,
    /// What became of each span, in reading order.
    pub carried: Vec<Carried>,
}

impl NewDraft {
    /// How many annotations have this as the worst outcome of their spans.
    pub fn count(&self, outcome: Outcome) -> usize {
        let mut worst: HashMap<AnnotationId, Outcome> = HashMap::new();
        for carried in &self.carried {
            let known = worst.entry(carried.id).or_insert(Outcome::Same);
            *known = (*known).max(carried.new.outcome);
        }
        worst.values().filter(|known| **known == outcome).count()
    }
}

/// What brings `document` to the text of `article`. The text of today is kept as an earlier
/// revision. Blocks with the same words as before keep the part they played. Takes time in
/// proportion to both texts.
pub fn new_draft(document: &Document, article: &Article, stamp: DraftStamp) -> NewDraft {
    let comparison = Comparison::new(document.text(), article.text());
    let change = TextChange {
        splices: comparison.splices(),
        first_block: 0,
        from: document.article().blocks().to_vec(),
        to: blocks(document.article(), article),
    };
    let mut carrier = Carrier {
        old: document.text(),
        new: article.text(),
        comparison,
        change: &change,
        carried: Vec::new(),
        before: Vec::new(),
        after: Vec::new(),
        after_claims: Vec::new(),
        sets: Vec::new(),
    };
    for annotation in document.annotations() {
        carrier.carry(annotation);
    }
    let Carrier { carried, before, after, after_claims, sets, .. } = carrier;
    let mut edits = vec![Edit::KeepDraft(Box::new(stamp))];
    edits.extend(before);
    edits.push(Edit::Text(Box::new(change)));
    let from = document.article().meta.clone();
    let to = told_or_known(&article.meta, &from);
    if from != to {
        edits.push(Edit::Meta { from: Box::new(from), to: Box::new(to) });
    }
    edits.extend(after.into_iter().chain(after_claims).chain(sets));
    NewDraft { edit: Edit::Batch(edits), carried }
}

/// What a draft's file tells of the article, and of what it does not tell, what was known: a text has no
/// day and no language of its own.
fn told_or_known(told: &ArticleMeta, known: &ArticleMeta) -> ArticleMeta {
    let mut meta = told.clone();
    for (own, known) in [
        (&mut meta.title, &known.title),
        (&mut meta.byline, &known.byline),
        (&mut meta.published, &known.published),
        (&mut meta.language, &known.language),
        (&mut meta.site, &known.site),
        (&mut meta.url, &known.url),
    ] {
        if own.trim().is_empty() {
            own.clone_from(known);
        }
    }
    meta
}

/// The blocks of `new`, those with the words of a block of `old` in its part. Of words that stand in
/// several blocks, as a headline that is repeated, each keeps its own part in turn; where their number
/// has changed and their parts differ, they have the part they come with.
fn blocks(old: &Article, new: &Article) -> Vec<Block> {
    let mut known: HashMap<&str, Vec<BlockKind>> = HashMap::new();
    for block in old.blocks() {
        known.entry(block.span.of(old.text())).or_default().push(block.kind);
    }
    let mut n_now: HashMap<&str, usize> = HashMap::new();
    for block in new.blocks() {
        *n_now.entry(block.span.of(new.text())).or_default() += 1;
    }
    let mut n_seen: HashMap<&str, usize> = HashMap::new();
    let mut kind = |block: &Block| {
        let words = block.span.of(new.text());
        let turn = n_seen.entry(words).or_default();
        *turn += 1;
        let kinds = known.get(words)?;
        let is_one = kinds.iter().all(|kind| Some(kind) == kinds.first());
        let in_turn = n_now.get(words) == Some(&kinds.len());
        kinds.get(if is_one { 0 } else { *turn - 1 }).filter(|_| is_one || in_turn).copied()
    };
    new.blocks()
        .iter()
        .map(|block| Block { kind: kind(block).unwrap_or(block.kind), ..block.clone() })
        .collect()
}

struct Carrier<'a> {
    old: &'a str,
    new: &'a str,
    comparison: Comparison<'a>,
    change: &'a TextChange,
    carried: Vec<Carried>,
    /// Annotations taken off the old text.
    before: Vec<Edit>,
    /// And put on the new one: claims last, for they may point at quotes.
    after: Vec<Edit>,
    after_claims: Vec<Edit>,
    sets: Vec<Edit>,
}

impl Carrier<'_> {
    fn carry(&mut self, annotation: &Annotation) {
        let mut found = Vec::new();
        let (mut doubtful, mut score) = (false, 100);
        for old in annotation.spans.iter() {
            let new = self.comparison.place(old);
            self.carried.push(Carried { id: annotation.id, old, new });
            doubtful |= matches!(new.outcome, Outcome::Changed | Outcome::Orphan);
            score = score.min(usize::from(new.score));
            found.extend(new.span);
        }
        let mut now = annotation.clone();
        if let Body::Quote(quote) = &mut now.body {
            for part in [&mut quote.cue, &mut quote.source] {
                if let Some(span) = part {
                    let placed = self.comparison.place(*span);
                    doubtful |= matches!(placed.outcome, Outcome::Changed | Outcome::Orphan);
                    *part = placed.span;
                }
            }
        }
        let Some(spans) = joined(found) else { return self.lose(annotation) };
        now.spans = spans;
        let review = if doubtful { self.review(annotation, score) } else { None };
        let recheck = self.recheck(annotation, &now);
        if self.change.carried_annotation(annotation, self.new).as_ref() == Some(&now) {
            if let Some(review) = review {
                let (from, to) = (Field::Review(annotation.review.clone()), Field::Review(Some(review)));
                self.sets.push(Edit::Set { id: annotation.id, from, to });
            }
        } else {
            now.review = review.or(now.review);
            let Some(orphan) = Orphan::of(annotation, self.old) else { return };
            let (orphan, annotation) = (Box::new(orphan), Box::new(annotation.clone()));
            self.before.push(Edit::Lose { annotation, orphan: orphan.clone() });
            let is_claim = now.kind() == AnnotationKind::Claim;
            let edits = if is_claim { &mut self.after_claims } else { &mut self.after };
            edits.push(Edit::Recover { orphan, annotation: Box::new(now) });
        }
        self.sets.extend(recheck);
    }

    fn lose(&mut self, annotation: &Annotation) {
        if let Some(orphan) = Orphan::of(annotation, self.old) {
            let (annotation, orphan) = (Box::new(annotation.clone()), Box::new(orphan));
            self.before.push(Edit::Lose { annotation, orphan });
        }
    }

    /// What somebody is shown who looks at it. What it stood on when it was last sure counts.
    fn review(&self, annotation: &Annotation, score: usize) -> Option<Box<Review>> {
        let was = match &annotation.review {
            Some(review) => review.was.clone(),
            None => Anchor::of(&annotation.spans, self.old)?,
        };
        Some(Box::new(Review { was, score }))
    }

    fn recheck(&self, annotation: &Annotation, now: &Annotation) -> Vec<Edit> {
        if !matches!(annotation.body, Body::Claim(_) | Body::Quote(_)) {
            return Vec::new();
        }
        let (before, after) = (annotation.spans.words(self.old), now.spans.words(self.new));
        let fields = words_changed_under(annotation, &before, &after).into_iter();
        fields.filter_map(|to| annotation.set(to)).collect()
    }
}

/// The spans as those of one annotation; those that met are one.
pub(super) fn joined(mut spans: Vec<Span>) -> Option<Spans> {
    spans.sort_unstable();
    let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match apart.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.hull(span),
            _ => apart.push(span),
        }
    }
    Spans::new(apart).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::{Claim, ClaimState, Evidence, EvidenceId, Quote, Verdict};

    const OLD: &str = "The ferry carried 41,000 people last year, the harbour master said. \
        Jon Bakke told the council on Monday that two piers were unsafe. Nobody had asked him before.\n";

    fn article(text: &str) -> Article {
        let block = Block {
            kind: BlockKind::Caption,
            span: Span::whole(text.trim_end()).unwrap(),
            extra: crate::model::Extra::new(),
        };
        Article::new(text, vec![block], ArticleMeta::default()).unwrap()
    }

    fn on(words: &str, number: u128, body: Body) -> Annotation {
        let at = OLD.find(words).unwrap();
        let span = Span::new(OLD, at, at + words.len()).unwrap();
        Annotation::new(AnnotationId(Uuid::from_u128(number)), Spans::one(span), body)
    }

    fn document() -> Document {
        let mut document = Document::new(article(OLD));
        let claim = Claim {
            state: ClaimState::Checked,
            verdict: Verdict::Verified,
            evidence: vec![Evidence::new(EvidenceId(Uuid::from_u128(9)))],
            ..Claim::default()
        };
        for annotation in [
            on("The ferry carried 41,000 people last year", 1, Body::Claim(Box::new(claim.clone()))),
            on("two piers were unsafe", 2, Body::Claim(Box::new(claim))),
            on("Nobody had asked him before", 3, Body::Quote(Quote::default())),
        ] {
            document.apply(&Edit::AddAnnotation(Box::new(annotation))).unwrap();
        }
        document
    }

    fn stamp() -> DraftStamp {
        DraftStamp { at: jiff::Timestamp::UNIX_EPOCH, by: "Ana".into() }
    }

    fn lines(text: &str, kinds: &[BlockKind]) -> Article {
        let mut at = 0;
        let blocks = text.split_inclusive('\n').zip(kinds).map(|(line, kind)| {
            let span = Span::new(text, at, at + line.trim_end().len()).unwrap();
            at += line.len();
            Block { kind: *kind, span, extra: crate::model::Extra::new() }
        });
        let blocks = blocks.collect();
        Article::new(text, blocks, ArticleMeta::default()).unwrap()
    }

    #[test]
    fn a_headline_that_is_repeated_stays_the_headline_in_a_new_draft() {
        use BlockKind::{Furniture, Headline, List, Paragraph};
        let kinds = |old: &Article, new: &Article| -> Vec<BlockKind> {
            blocks(old, new).iter().map(|block| block.kind).collect()
        };
        let old = lines("Piers shut\nPiers shut\nOne\nOne\n", &[Headline, Furniture, List, List]);
        let new = lines("Piers shut\nNew\nPiers shut\nOne\n", &[Paragraph; 4]);
        assert_eq!(kinds(&old, &new), [Headline, Paragraph, Furniture, List]);
        let fewer = lines("Piers shut\nNew\n", &[Headline, Paragraph]);
        assert_eq!(kinds(&old, &fewer), [Headline, Paragraph], "as it comes, where nobody can tell");
    }

    #[track_caller]
    fn brought_to(text: &str) -> Document {
        let mut new = document();
        let draft = new_draft(&new, &article(text), stamp());
        new.apply(&draft.edit).unwrap();
        assert_eq!(new.text(), text);
        assert_eq!(new.n_annotations() + new.orphans().len(), 3, "nothing is dropped");
        let mut back = new.clone();
        back.apply(&draft.edit.inverse()).unwrap();
        assert!(back.same_content(&document()), "it is taken back exactly");
        new
    }

    #[test]
    fn a_claim_whose_words_changed_needs_a_recheck_and_a_look() {
        let new = brought_to(&OLD.replace("41,000", "14,000"));
        let (changed, same) = (AnnotationId(Uuid::from_u128(1)), AnnotationId(Uuid::from_u128(2)));
        let changed = new.annotation(changed).unwrap();
        assert_eq!(changed.claim().unwrap().state, ClaimState::NeedsRecheck);
        assert_eq!(changed.review.as_ref().unwrap().was.words(), "The ferry carried 41,000 people last year");
        let same = new.annotation(same).unwrap();
        assert_eq!((same.claim().unwrap().state, &same.review), (ClaimState::Checked, &None));
        assert_eq!(new.drafts()[0].article.text().as_ref(), OLD);
        assert_eq!(new.article().blocks().len(), 1);
    }

    #[test]
    fn what_was_taken_out_stays_as_an_orphan_with_its_words() {
        let new = brought_to(&OLD.replace(" Nobody had asked him before.", ""));
        let orphan = new.orphans().next().unwrap();
        assert_eq!(orphan.words(), "Nobody had asked him before");
        assert!(orphan.text.contains("unsafe"), "with what stood around it: {}", orphan.text);
    }

    #[test]
    fn a_sentence_that_moved_takes_its_claim_along() {
        let sentence = "Jon Bakke told the council on Monday that two piers were unsafe. ";
        let new = brought_to(&format!("{sentence}{}", OLD.replace(sentence, "")));
        let claim = new.annotation(AnnotationId(Uuid::from_u128(2))).unwrap();
        assert_eq!(new.words_of(claim), "two piers were unsafe");
        assert_eq!(claim.claim().unwrap().state, ClaimState::Checked);
    }

    #[test]
    fn what_a_plain_text_does_not_tell_of_the_article_stays_known() {
        let mut old = article(OLD);
        old.meta = ArticleMeta {
            title: "Ferry".into(),
            published: "2026-02-10".into(),
            language: "en".into(),
            url: "https://example.org/ferry".into(),
            import_notes: vec!["From a page.".into()],
            ..ArticleMeta::default()
        };
        let mut document = Document::new(old);
        let mut new = article("The ferry carried fewer people.\n");
        new.meta = ArticleMeta {
            title: "The ferry".into(),
            imported_from: "ferry.txt".into(),
            ..ArticleMeta::default()
        };
        let stamp = DraftStamp { at: jiff::Timestamp::UNIX_EPOCH, by: "Ana".into() };
        document.apply(&new_draft(&document, &new, stamp).edit).unwrap();
        let meta = &document.article().meta;
        assert_eq!((meta.title.as_str(), meta.imported_from.as_str()), ("The ferry", "ferry.txt"));
        assert_eq!((meta.published.as_str(), meta.language.as_str()), ("2026-02-10", "en"));
        assert_eq!(meta.url, "https://example.org/ferry");
        assert!(meta.import_notes.is_empty(), "notes are about this import");
    }
}
