//! Documents for property tests, made only as the program makes them: by edits.
//!
//! Texts hold everything a person can type or paste: control characters and NUL, right-to-left
//! text, emoji, combining marks, lone carriage returns, quotation marks and backslashes.
#![allow(dead_code, reason = "each test binary uses a part of it")]
#![allow(clippy::expect_used, reason = "tests")]

use copydesk::model::{
    Anchor, Annotation, AnnotationId, AnnotationKind, Approval, Article, ArticleMeta, Block, BlockKind, Body,
    Claim, ClaimKind, ClaimState, Claimant, Correction, Disposition, Document, DraftStamp, Edit, Entity,
    EntityId, EntityKind, Evidence, EvidenceId, EvidenceKind, Extra, Field, KnowledgeId, Mention,
    MentionForm, Orphan, Passage, Priority, Provenance, Query, Quote, QuoteCheck, QuoteKind, Rejection,
    Reply, Review, Rewrite, Stance, Step, TagId, TextChange, Verdict, new_draft,
};
use copydesk::text::anchor::Splice;
use copydesk::text::{Span, Spans};
use jiff::Timestamp;
use jiff::civil::Date;
use proptest::prelude::*;
use uuid::Uuid;

/// Any text somebody could type or paste.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-zA-Z ,.]{1,12}",
        2 => "\\PC{1,6}",
        2 => prop::sample::select(vec![
            "\n", "\r\n", "\r", "\"", "\\", "'", "\0", "\u{7f}", "\u{1b}[31m", "שלום", "\u{202e}", "\u{200f}", "👩‍👩‍👧",
            "🇪🇺", "e\u{301}", "\u{85}", "\u{2028}", "\u{feff}", "\u{10ffff}", "“", "//", "/*", "\\u{41}", "r#\"", ")", "],",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// The numbers and words one edit is made of.
#[derive(Clone, Debug)]
pub(crate) struct Recipe {
    numbers: Vec<u32>,
    words: Vec<String>,
}

/// What an edit is made of.
pub(crate) fn recipe() -> impl Strategy<Value = Recipe> {
    (prop::collection::vec(any::<u32>(), 1..24), prop::collection::vec(any_text(), 1..4))
        .prop_map(|(numbers, words)| Recipe { numbers, words })
}

/// An article that nobody has said anything about.
pub(crate) fn article() -> impl Strategy<Value = Article> {
    (any_text(), any_text(), recipe()).prop_map(|(head, tail, recipe)| {
        let mut dice = Dice::new(&recipe);
        let text = format!("{head} the minister said on Monday{tail}");
        let blocks = blocks(&text, &mut dice);
        let mut article = Article::new(text, blocks, meta(&mut dice)).expect("blocks made from lines fit");
        article.extra = dice.extra();
        article
    })
}

/// A document with a history.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    (article(), prop::collection::vec(recipe(), 0..14)).prop_map(|(article, recipes)| {
        let mut document = Document::new(article);
        for (number, recipe) in recipes.iter().enumerate() {
            let step = step(&document, number, recipe);
            drop(document.perform(step));
        }
        document.extra = recipes.first().map_or_else(Extra::new, |recipe| Dice::new(recipe).extra());
        document
    })
}

/// The step of this number that `recipe` makes for `document`; it may not apply.
pub(crate) fn step(document: &Document, number: usize, recipe: &Recipe) -> Step {
    let mut dice = Dice::new(recipe);
    let edit = edit(document, number as u128 * 100, &mut dice, 2);
    let second = i64::from(dice.number());
    let at = Timestamp::new(second, (dice.number() % 1_000_000_000).cast_signed()).expect("in range");
    Step { at, by: dice.word(), what: dice.word(), edit, extra: dice.extra() }
}

/// An edit for `document`, about one in six of them wrong.
pub(crate) fn edit_for(document: &Document, number: usize, recipe: &Recipe) -> Edit {
    edit(document, number as u128 * 100, &mut Dice::new(recipe), 2)
}

/// Takes numbers and words from a recipe, round and round.
struct Dice<'a> {
    recipe: &'a Recipe,
    n_numbers: usize,
    n_words: usize,
}

impl<'a> Dice<'a> {
    fn new(recipe: &'a Recipe) -> Self {
        Self { recipe, n_numbers: 0, n_words: 0 }
    }

    fn number(&mut self) -> u32 {
        let round = self.n_numbers / self.recipe.numbers.len();
        let number = self.recipe.numbers[self.n_numbers % self.recipe.numbers.len()];
        self.n_numbers += 1;
        number.rotate_right(u32::try_from(round).unwrap_or(0) % 32)
    }

    fn below(&mut self, n: usize) -> usize {
        self.number() as usize % n.max(1)
    }

    fn word(&mut self) -> String {
        let word = self.recipe.words[self.n_words % self.recipe.words.len()].clone();
        self.n_words += 1;
        if self.below(3) == 0 { String::new() } else { word }
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| make(self))
    }

    fn extra(&mut self) -> Extra {
        let values = [
            "1",
            "-2.5e3",
            "\"a (b\"",
            "(a: [1, 2], b: {\"x\": None})",
            "Some(Thing(1, 'c'))",
            "[]",
            "r#\"raw \" text\"#",
            "(\n  // why\n  x: 1, /* y */\n)",
            "true",
            "verbatim(\"x\")",
            "b\"bytes\"",
            "()",
            "'\\''",
        ];
        let n = if self.below(3) == 0 { self.below(3) } else { 0 };
        (0..n).map(|n| (format!("later_{n}"), self.of(&values).to_owned())).collect()
    }

    fn span(&mut self, text: &str) -> Span {
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let start = self.below(ends.len() - 1);
        let end = start + 1 + self.below((ends.len() - 1 - start).min(20));
        Span::new(text, ends[start], ends[end.min(ends.len() - 1)])
            .expect("ends are char boundaries in order")
    }

    fn spans(&mut self, text: &str) -> Spans {
        let n = 1 + self.below(3);
        let spans = (0..n).map(|_| self.span(text)).collect();
        Spans::new(spans).unwrap_or_else(|_| Spans::one(self.span(text)))
    }

    fn entity(&mut self, document: &Document) -> EntityId {
        let known: Vec<EntityId> = document.entities().map(|entity| entity.id).collect();
        if known.is_empty() { EntityId(Uuid::nil()) } else { self.of(&known) }
    }

    fn annotation<'d>(&mut self, document: &'d Document) -> Option<&'d Annotation> {
        let n = self.below(document.n_annotations());
        document.annotations().nth(n)
    }
}

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(0x0192_f0c1_2a00_7000_8000_0000_0000_0000 + number)
}

fn blocks(text: &str, dice: &mut Dice<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let whole = line.trim_end_matches(['\n', '\r']);
        let end = start + whole.len();
        // One line in three has two blocks, with a space between them.
        let space = whole.find(' ').filter(|_| dice.below(3) == 0);
        let parts = match space {
            Some(space) => vec![(start, start + space), (start + space + 1, end)],
            None => vec![(start, end)],
        };
        for (start, end) in parts {
            if let Ok(span) = Span::new(text, start, end) {
                blocks.push(Block { kind: dice.of(&BlockKind::ALL), span, extra: dice.extra() });
            }
        }
        start += line.len();
    }
    blocks
}

fn meta(dice: &mut Dice<'_>) -> ArticleMeta {
    ArticleMeta {
        title: dice.word(),
        byline: dice.word(),
        published: dice.word(),
        language: dice.word(),
        site: dice.word(),
        url: dice.word(),
        imported_from: dice.word(),
        import_notes: (0..dice.below(3)).map(|_| dice.word()).collect(),
    }
}

fn entity(id: EntityId, dice: &mut Dice<'_>) -> Entity {
    let mut entity = Entity::new(id, dice.of(&EntityKind::ALL), dice.word());
    entity.aliases = (0..dice.below(3)).map(|_| dice.word()).collect();
    entity.role = dice.word();
    entity.notes = dice.word();
    entity.links = (0..dice.below(3)).map(|_| KnowledgeId { scheme: dice.word(), id: dice.word() }).collect();
    entity.extra = dice.extra();
    entity
}

fn evidence(id: u128, dice: &mut Dice<'_>) -> Evidence {
    let mut evidence = Evidence::new(EvidenceId(uuid(id)));
    evidence.title = dice.word();
    evidence.url = dice.word();
    evidence.publisher = dice.word();
    evidence.author = dice.word();
    evidence.published = dice.word();
    evidence.accessed = date(dice);
    evidence.archived = dice.word();
    evidence.excerpt = dice.word();
    evidence.locator = dice.word();
    evidence.kind = dice.of(EvidenceKind::ALL);
    evidence.stance = dice.of(Stance::ALL);
    evidence.independent_of = dice.word();
    evidence.confidential = dice.below(2) == 0;
    evidence.publish = dice.below(2) == 0;
    evidence.extra = dice.extra();
    evidence
}

fn date(dice: &mut Dice<'_>) -> Option<Date> {
    dice.maybe(|dice| Date::constant(2026, 1 + i8::try_from(dice.below(12)).unwrap_or(0), 28))
}

fn query(dice: &mut Dice<'_>) -> Query {
    Query {
        to: dice.word(),
        question: dice.word(),
        asked: date(dice),
        due: date(dice),
        answered: date(dice),
        answer: dice.word(),
    }
}

fn reply(dice: &mut Dice<'_>) -> Reply {
    Reply { from: dice.word(), asked: date(dice), received: date(dice), words: dice.word() }
}

fn correction(dice: &mut Dice<'_>) -> Correction {
    Correction { published: date(dice), was: dice.word(), now: dice.word(), notice: dice.word() }
}

fn approval(dice: &mut Dice<'_>) -> Approval {
    let at = Timestamp::new(i64::from(dice.number()), 0).expect("in range");
    Approval { by: dice.word(), role: dice.word(), at }
}

fn claimant(document: &Document, dice: &mut Dice<'_>) -> Claimant {
    let quotes: Vec<AnnotationId> =
        document.annotations_of(AnnotationKind::Quote).map(|quote| quote.id).collect();
    if quotes.is_empty() || dice.below(2) == 0 {
        Claimant::Entity(dice.entity(document))
    } else {
        Claimant::Quote(dice.of(&quotes))
    }
}

fn body(document: &Document, ids: u128, dice: &mut Dice<'_>) -> Body {
    let text = document.text();
    match dice.below(4) {
        0 => Body::Passage(Passage { tag: TagId(dice.word()) }),
        1 => Body::Mention(Mention { entity: dice.entity(document), form: dice.of(&MentionForm::ALL) }),
        2 => Body::Quote(Quote {
            kind: dice.of(&QuoteKind::ALL),
            cue: dice.maybe(|dice| dice.span(text)),
            source: dice.maybe(|dice| dice.span(text)),
            speaker: dice.maybe(|dice| dice.entity(document)),
            addressee: dice.maybe(|dice| dice.entity(document)),
            check: dice.of(&QuoteCheck::ALL),
            checked_words: dice.word(),
        }),
        _ => Body::Claim(Box::new(Claim {
            assertion: dice.word(),
            claimant: dice.maybe(|dice| claimant(document, dice)),
            kind: dice.of(ClaimKind::ALL),
            criticism: dice.below(2) == 0,
            priority: dice.of(Priority::ALL),
            state: dice.of(ClaimState::ALL),
            verdict: dice.of(Verdict::ALL),
            disposition: dice.of(Disposition::ALL),
            suggested_text: dice.word(),
            evidence: (0..dice.below(3)).map(|n| evidence(ids + n as u128, dice)).collect(),
            reason: dice.word(),
            objection: dice.word(),
            note: dice.word(),
            checked_by: dice.word(),
            checked_words: dice.word(),
            approvals: (0..dice.below(3)).map(|_| approval(dice)).collect(),
            queries: (0..dice.below(3)).map(|_| query(dice)).collect(),
            replies: (0..dice.below(3)).map(|_| reply(dice)).collect(),
            corrections: (0..dice.below(3)).map(|_| correction(dice)).collect(),
        })),
    }
}

fn annotation(document: &Document, ids: u128, dice: &mut Dice<'_>) -> Annotation {
    let spans = dice.spans(document.text());
    let mut annotation = Annotation::new(AnnotationId(uuid(ids)), spans, body(document, ids + 1, dice));
    annotation.comment = dice.word();
    annotation.review = review(document.text(), dice);
    annotation.provenance = provenance(dice);
    annotation.extra = dice.extra();
    annotation
}

/// A field of `annotation` as it is, and another value for it.
fn field(document: &Document, annotation: &Annotation, dice: &mut Dice<'_>) -> (Field, Field) {
    let text = document.text();
    match (dice.below(5), &annotation.body) {
        (4, _) => (Field::Review(annotation.review.clone()), Field::Review(review(text, dice))),
        (0, _) => (Field::Spans(annotation.spans.clone()), Field::Spans(dice.spans(text))),
        (1, _) => (Field::Comment(annotation.comment.clone()), Field::Comment(dice.word())),
        (_, Body::Passage(own)) => (Field::Tag(own.tag.clone()), Field::Tag(TagId(dice.word()))),
        (_, Body::Mention(own)) => match dice.below(2) {
            0 => (Field::Entity(own.entity), Field::Entity(dice.entity(document))),
            _ => (Field::Form(own.form), Field::Form(dice.of(&MentionForm::ALL))),
        },
        (_, Body::Quote(own)) => match dice.below(7) {
            0 => (Field::QuoteKind(own.kind), Field::QuoteKind(dice.of(&QuoteKind::ALL))),
            1 => (Field::Cue(own.cue), Field::Cue(dice.maybe(|dice| dice.span(text)))),
            2 => (Field::Source(own.source), Field::Source(dice.maybe(|dice| dice.span(text)))),
            3 => (Field::Speaker(own.speaker), Field::Speaker(dice.maybe(|dice| dice.entity(document)))),
            4 => {
                (Field::Addressee(own.addressee), Field::Addressee(dice.maybe(|dice| dice.entity(document))))
            }
            5 => (Field::CheckedWords(own.checked_words.clone()), Field::CheckedWords(dice.word())),
            _ => (Field::QuoteCheck(own.check), Field::QuoteCheck(dice.of(&QuoteCheck::ALL))),
        },
        (_, Body::Claim(own)) => claim_field(document, own, dice),
    }
}

fn claim_field(document: &Document, own: &Claim, dice: &mut Dice<'_>) -> (Field, Field) {
    match dice.below(18) {
        0 => (Field::Assertion(own.assertion.clone()), Field::Assertion(dice.word())),
        1 => (Field::Claimant(own.claimant), Field::Claimant(dice.maybe(|dice| claimant(document, dice)))),
        2 => (Field::ClaimKind(own.kind), Field::ClaimKind(dice.of(ClaimKind::ALL))),
        3 => (Field::Criticism(own.criticism), Field::Criticism(!own.criticism)),
        4 => (Field::Priority(own.priority), Field::Priority(dice.of(Priority::ALL))),
        5 => (Field::State(own.state), Field::State(dice.of(ClaimState::ALL))),
        6 => (Field::Verdict(own.verdict), Field::Verdict(dice.of(Verdict::ALL))),
        7 => (Field::Disposition(own.disposition), Field::Disposition(dice.of(Disposition::ALL))),
        8 => (Field::SuggestedText(own.suggested_text.clone()), Field::SuggestedText(dice.word())),
        9 => (Field::Reason(own.reason.clone()), Field::Reason(dice.word())),
        10 => (Field::Objection(own.objection.clone()), Field::Objection(dice.word())),
        11 => (Field::Note(own.note.clone()), Field::Note(dice.word())),
        12 => (Field::CheckedBy(own.checked_by.clone()), Field::CheckedBy(dice.word())),
        13 => (Field::CheckedWords(own.checked_words.clone()), Field::CheckedWords(dice.word())),
        14 => {
            let queries = (0..dice.below(3)).map(|_| query(dice)).collect();
            (Field::Queries(own.queries.clone()), Field::Queries(queries))
        }
        15 => {
            let replies = (0..dice.below(3)).map(|_| reply(dice)).collect();
            (Field::Replies(own.replies.clone()), Field::Replies(replies))
        }
        16 => {
            let corrections = (0..dice.below(3)).map(|_| correction(dice)).collect();
            (Field::Corrections(own.corrections.clone()), Field::Corrections(corrections))
        }
        _ => {
            let approvals = (0..dice.below(3)).map(|_| approval(dice)).collect();
            (Field::Approvals(own.approvals.clone()), Field::Approvals(approvals))
        }
    }
}

/// A later draft: parts of the text left out, told twice, or in other words.
fn new_text(document: &Document, dice: &mut Dice<'_>) -> Edit {
    let mut pieces: Vec<String> = document.text().split_inclusive(' ').map(str::to_owned).collect();
    for _ in 0..=dice.below(3) {
        let at = dice.below(pieces.len());
        match dice.below(4) {
            0 => drop(pieces.remove(at)),
            1 => pieces.insert(at, dice.word()),
            2 => pieces.swap(at, 0),
            _ => pieces[at] = dice.word(),
        }
        if pieces.is_empty() {
            pieces.push("x".to_owned());
        }
    }
    let text = pieces.concat() + "x";
    let blocks = blocks(&text, dice);
    let article = Article::new(text, blocks, meta(dice)).expect("blocks made from lines fit");
    let stamp =
        DraftStamp { at: Timestamp::new(i64::from(dice.number()), 0).expect("in range"), by: dice.word() };
    new_draft(document, &article, stamp).edit
}

/// A stretch of the text replaced by hand; refused where it cuts an annotation.
fn text_change(document: &Document, dice: &mut Dice<'_>) -> Edit {
    let span = dice.span(document.text());
    let removed = span.of(document.text()).to_owned();
    let mut splices = vec![Splice { at: span.start(), removed, inserted: dice.word() + "y" }];
    if dice.below(2) == 0 {
        splices[0].removed.clear();
    }
    let mut change =
        TextChange { splices, first_block: 0, from: document.article().blocks().to_vec(), to: Vec::new() };
    let after = change.applied_to(document.text()).expect("it was made for this text");
    change.to = blocks(&after, dice);
    Edit::Text(Box::new(change))
}

/// A stretch of the text rewritten by hand.
fn rewritten(document: &Document, dice: &mut Dice<'_>) -> Edit {
    let span = dice.span(document.text());
    let start = if dice.below(3) == 0 { span.end() } else { span.start() };
    let words = dice.word() + ["", "\n\n", "z\n"][dice.below(3)];
    let begun = Rewrite::new(document, start).replaced(document, start..span.end(), &words);
    begun.expect("it touches itself").change
}

fn recover(document: &Document, dice: &mut Dice<'_>) -> Edit {
    let n = dice.below(document.orphans().len());
    let orphan = document.orphans().nth(n).expect("n is below their number");
    let (from, mut annotation) = (Box::new(orphan.clone()), Box::new(orphan.annotation.clone()));
    if dice.below(2) == 0 {
        return Edit::ChangeOrphan { to: Box::new(Orphan { gone: !from.gone, ..orphan.clone() }), from };
    }
    annotation.spans = dice.spans(document.text());
    annotation.review = None;
    if let Body::Quote(quote) = &mut annotation.body {
        quote.cue = None;
        quote.source = None;
    }
    Edit::Recover { orphan: from, annotation }
}

fn review(text: &str, dice: &mut Dice<'_>) -> Option<Box<Review>> {
    let was = Anchor::of(&dice.spans(text), text).expect("these are places in this text");
    dice.maybe(|dice| Box::new(Review { was, score: dice.below(101) }))
}

fn provenance(dice: &mut Dice<'_>) -> Option<Box<Provenance>> {
    dice.maybe(|dice| {
        let (suggester, version, reason) = (dice.word(), dice.word(), dice.word());
        Box::new(Provenance { suggester, version, score: dice.below(101), reason })
    })
}

/// Something rejected, or a rejection taken back.
fn rejection(document: &Document, dice: &mut Dice<'_>) -> Edit {
    let known = document.rejections().nth(dice.below(3));
    if let Some(known) = known {
        return Edit::TakeBackRejection(Box::new(known.clone()));
    }
    let span = dice.span(document.text());
    let kind = dice.of(&AnnotationKind::ALL);
    Edit::Reject(Box::new(Rejection::of(kind, document.text(), span.start(), span.end())))
}

fn evidence_edit(claim: &Annotation, ids: u128, dice: &mut Dice<'_>) -> Edit {
    let own = claim.claim().map_or(&[][..], |claim| claim.evidence.as_slice());
    let at = dice.below(own.len() + 1);
    let from = own.get(at).filter(|_| dice.below(3) > 0).cloned().map(Box::new);
    let to = dice.maybe(|dice| Box::new(evidence(ids, dice)));
    Edit::Evidence { claim: claim.id, at, from, to }
}

fn edit(document: &Document, ids: u128, dice: &mut Dice<'_>, depth: usize) -> Edit {
    let existing = dice.annotation(document);
    match (dice.below(21), existing) {
        (20, _) => rejection(document, dice),
        (0, _) => Edit::AddEntity(Box::new(entity(EntityId(uuid(ids)), dice))),
        (1, _) => {
            let id = dice.entity(document);
            let from = document.entity(id).cloned().unwrap_or_else(|| entity(id, dice));
            let to = entity(id, dice);
            Edit::ChangeEntity { from: Box::new(from), to: Box::new(to) }
        }
        (2, _) => {
            let id = dice.entity(document);
            Edit::RemoveEntity(Box::new(document.entity(id).cloned().unwrap_or_else(|| entity(id, dice))))
        }
        (3, _) => Edit::Meta { from: Box::new(document.article().meta.clone()), to: Box::new(meta(dice)) },
        (4, _) => {
            let block = dice.below(document.article().blocks().len());
            let from = document.article().blocks().get(block).map_or(BlockKind::List, |block| block.kind);
            Edit::BlockKind { block, from, to: dice.of(&BlockKind::ALL) }
        }
        (5, _) if depth > 0 => {
            // Each is made for the document as the ones before it leave it.
            let mut after = document.clone();
            let edits = (0..dice.below(4)).map(|n| {
                let edit = edit(&after, ids + 10 + n as u128 * 20, dice, depth - 1);
                // A change of the text that is refused would leave those behind it in another text.
                let refused = after.apply(&edit).is_err() && !edit.text_changes().is_empty();
                if refused { Edit::Batch(Vec::new()) } else { edit }
            });
            Edit::Batch(edits.collect())
        }
        (6, Some(existing)) => Edit::RemoveAnnotation(Box::new(existing.clone())),
        (7 | 8, Some(existing)) => {
            let (from, to) = field(document, existing, dice);
            Edit::Set { id: existing.id, from, to }
        }
        (9 | 10, Some(existing)) => evidence_edit(existing, ids, dice),
        (12 | 13, _) => new_text(document, dice),
        (14, _) if dice.below(2) == 0 => text_change(document, dice),
        (14, _) => rewritten(document, dice),
        (15, Some(existing)) => {
            let orphan = Orphan::of(existing, document.text()).expect("it has its place in this text");
            Edit::Lose { annotation: Box::new(existing.clone()), orphan: Box::new(orphan) }
        }
        (16 | 17, _) if document.orphans().len() > 0 => recover(document, dice),
        (11, Some(existing)) => {
            // Stale: as if somebody else had changed it meanwhile.
            let from = Field::Comment(format!("{} (before)", existing.comment));
            Edit::Set { id: existing.id, from, to: Field::Comment(dice.word()) }
        }
        _ => Edit::AddAnnotation(Box::new(annotation(document, ids, dice))),
    }
}
