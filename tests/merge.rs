//! Two people's work made one: nothing either of them wrote is lost, and the result always loads.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "common/documents.rs"]
mod documents;

use copydesk::formats::ron::{read, write_checked};
use copydesk::model::merge::{MARK, MergeError, merge};
use copydesk::model::{
    Anchor, Annotation, AnnotationId, Article, ArticleMeta, Body, Document, Draft, DraftStamp, Edit, Entity,
    EntityId, EntityKind, Extra, Field, Mention, MentionForm, Orphan, Passage, Past, Review, Rewrite, Step,
    TagId, TextChange, new_draft,
};
use copydesk::text::anchor::Splice;
use copydesk::text::{Span, Spans};
use proptest::prelude::*;
use uuid::Uuid;

const TEXT: &str = "Ada met Bo in Oslo.";

fn passage(number: u128, words: &str) -> Annotation {
    at(TEXT, number, words)
}

fn at(text: &str, number: u128, words: &str) -> Annotation {
    let start = text.find(words).unwrap();
    let spans = Spans::one(Span::new(text, start, start + words.len()).unwrap());
    Annotation::new(
        AnnotationId(Uuid::from_u128(number)),
        spans,
        Body::Passage(Passage { tag: TagId("check".into()) }),
    )
}

fn base() -> Document {
    let article = Article::new(TEXT, Vec::new(), ArticleMeta::default()).unwrap();
    let entity = Entity::new(EntityId(Uuid::from_u128(7)), EntityKind::Person, "Bo");
    Document::from_parts(article, vec![entity], vec![passage(1, "Ada"), passage(2, "Oslo")], Vec::new())
        .unwrap()
}

fn comment(document: &mut Document, number: u128, words: &str) {
    let id = AnnotationId(Uuid::from_u128(number));
    let from = Field::Comment(document.annotation(id).unwrap().comment.clone());
    document.apply(&Edit::Set { id, from, to: Field::Comment(words.into()) }).unwrap();
}

#[test]
fn what_each_side_changed_is_taken() {
    let (mut ours, mut theirs) = (base(), base());
    comment(&mut ours, 1, "ours");
    comment(&mut theirs, 2, "theirs");
    theirs.apply(&Edit::AddAnnotation(Box::new(passage(3, "met")))).unwrap();
    let merged = merge(&base(), &ours, &theirs).unwrap();
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    let comments: Vec<&str> =
        merged.document.annotations().map(|annotation| annotation.comment.as_str()).collect();
    assert_eq!(comments, ["ours", "", "theirs"]);
}

#[test]
fn a_comment_of_one_and_a_tag_of_the_other_are_both_taken() {
    let (mut ours, mut theirs) = (base(), base());
    comment(&mut ours, 1, "ours");
    let id = AnnotationId(Uuid::from_u128(1));
    let (from, to) = (Field::Tag(TagId("check".into())), Field::Tag(TagId("law".into())));
    theirs.apply(&Edit::Set { id, from, to }).unwrap();
    let merged = merge(&base(), &ours, &theirs).unwrap();
    let annotation = merged.document.annotation(id).unwrap();
    assert_eq!((annotation.comment.as_str(), annotation.passage().unwrap().tag.0.as_str()), ("ours", "law"));
    assert!(merged.conflicts.is_empty());
}

#[test]
fn what_both_changed_is_kept_as_both_with_a_mark() {
    let (mut ours, mut theirs) = (base(), base());
    comment(&mut ours, 1, "It is so.");
    comment(&mut theirs, 1, "It is not so.");
    let merged = merge(&base(), &ours, &theirs).unwrap();
    let comments: Vec<&str> =
        merged.document.annotations().map(|annotation| annotation.comment.as_str()).collect();
    assert_eq!(comments.len(), 3);
    assert!(comments.contains(&"It is so."));
    assert!(
        comments.iter().any(|words| words.starts_with(MARK) && words.ends_with("It is not so.")),
        "{comments:?}"
    );
    assert_eq!(merged.conflicts, ["The passage “Ada” was changed on both sides; both versions are kept."]);
}

#[test]
fn what_one_changed_and_the_other_took_out_is_kept() {
    let (mut ours, mut theirs) = (base(), base());
    ours.apply(&Edit::RemoveAnnotation(Box::new(passage(1, "Ada")))).unwrap();
    comment(&mut theirs, 1, "Who is she?");
    let merged = merge(&base(), &ours, &theirs).unwrap();
    let kept = merged.document.annotation(AnnotationId(Uuid::from_u128(1))).unwrap();
    assert!(kept.comment.ends_with("Who is she?") && kept.comment.starts_with(MARK));
}

#[test]
fn an_entity_that_one_took_out_and_the_other_tagged_comes_back() {
    let (mut ours, mut theirs) = (base(), base());
    let bo = base().entities().next().unwrap().clone();
    let mut mention = passage(3, "Bo");
    mention.body = Body::Mention(Mention { entity: bo.id, form: MentionForm::Full });
    ours.apply(&Edit::RemoveEntity(Box::new(bo.clone()))).unwrap();
    theirs.apply(&Edit::AddAnnotation(Box::new(mention))).unwrap();
    let merged = merge(&base(), &ours, &theirs).unwrap();
    assert_eq!(merged.document.entity(bo.id), Some(&bo));
}

/// The base in its second draft, where one annotation has lost its place.
fn revised() -> Document {
    let (first, base) = ("Ada met Bo in Rome.", base());
    let article = Article::new(first, Vec::new(), ArticleMeta::default()).unwrap();
    let stamp = DraftStamp { at: "2026-01-01T10:00:00Z".parse().unwrap(), by: "Ana".into() };
    let spans = Spans::one(Span::new(first, 14, 18).unwrap());
    let body = Body::Passage(Passage { tag: TagId("check".into()) });
    let annotation = Annotation::new(AnnotationId(Uuid::from_u128(9)), spans, body);
    let past = Past {
        drafts: vec![Draft { article, stamp }],
        orphans: vec![Orphan { annotation, text: first.into(), gone: false }],
        ..Past::default()
    };
    let (entities, annotations) = (base.entities().cloned(), base.annotations().cloned());
    Document::with_past(base.article().clone(), entities, annotations, Vec::new(), past).unwrap()
}

#[test]
fn earlier_drafts_and_annotations_without_a_place_stay_where_neither_side_touched_them() {
    let (mut ours, mut theirs) = (revised(), revised());
    comment(&mut ours, 1, "ours");
    comment(&mut theirs, 2, "theirs");
    let merged = merge(&revised(), &ours, &theirs).unwrap();
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    assert_eq!(merged.document.drafts(), ours.drafts());
    assert!(merged.document.orphans().eq(ours.orphans()));
    let said = writing(&merged.document).join("\n");
    assert!(said.contains("ours") && said.contains("theirs"), "{said}");
    assert!(write_checked(&merged.document).is_ok());
}

#[test]
fn drafts_and_lost_places_of_one_side_alone_are_taken() {
    let (mut ours, theirs) = (base(), revised());
    comment(&mut ours, 1, "ours");
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge(&base(), one, other).unwrap();
        assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
        assert_eq!(merged.document.drafts(), theirs.drafts());
        assert!(merged.document.orphans().eq(theirs.orphans()));
        assert_eq!(writing(&merged.document), ["Bo", "ours"]);
    }
}

#[test]
fn drafts_of_both_sides_are_all_kept() {
    let stamp = |by: &str| DraftStamp { at: jiff::Timestamp::UNIX_EPOCH, by: by.into() };
    let (mut ours, mut theirs) = (revised(), revised());
    ours.apply(&Edit::KeepDraft(Box::new(stamp("Ana")))).unwrap();
    theirs.apply(&Edit::KeepDraft(Box::new(stamp("Bo")))).unwrap();
    let merged = merge(&revised(), &ours, &theirs).unwrap();
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    let by: Vec<&str> = merged.document.drafts().iter().map(|draft| draft.stamp.by.as_str()).collect();
    assert_eq!(by, ["Ana", "Bo", "Ana"], "the shared one, theirs, ours");
}

#[test]
fn where_both_wrote_in_the_text_one_stands_and_the_other_is_kept_with_a_mark() {
    let text = "The ferry to Oslo stops in March. Ada Berg said so on Monday.\n\n\
                Some 41,000 people sailed on it last year. The harbour stays open.";
    let new = text.replace("last year", "in 2025");
    let other = text.replace("Ada Berg", "Ada Bergh").replace("stays open", "stays open, she said");
    let article = Article::new(text, Vec::new(), ArticleMeta::default()).unwrap();
    let marks = vec![at(text, 1, "41,000 people"), at(text, 2, "Oslo"), at(text, 3, "Ada Berg")];
    let base = Document::from_parts(article, [], marks, Vec::new()).unwrap();
    let (mut ours, mut theirs) = (with_draft(&base, &new), with_draft(&base, &other));
    comment(&mut ours, 2, "Oslo, Norway?");
    comment(&mut theirs, 1, "Who counted?");
    theirs.apply(&Edit::AddAnnotation(Box::new(at(&other, 4, "March")))).unwrap();
    theirs.apply(&Edit::AddAnnotation(Box::new(at(&other, 5, "she said")))).unwrap();
    let merged = merge(&base, &ours, &theirs).unwrap();
    assert_eq!(merged.conflicts.len(), 1, "{:?}", merged.conflicts);
    let document = &merged.document;
    assert_eq!(document.text(), new);
    let drafts: Vec<&str> = document.drafts().iter().map(|draft| &**draft.article.text()).collect();
    assert_eq!(drafts, [&other, text], "the other text, and the one both began with");
    let notes = document.article().meta.import_notes.join("\n");
    assert!(notes.contains(MARK) && notes.contains("The text was changed on both sides"), "{notes}");
    let said: Vec<(String, &str)> =
        document.annotations().map(|own| (document.words_of(own), own.comment.as_str())).collect();
    let said: Vec<(&str, &str)> = said.iter().map(|(words, comment)| (words.as_str(), *comment)).collect();
    let expected =
        [("Oslo", "Oslo, Norway?"), ("March", ""), ("Ada Berg", ""), ("41,000 people", "Who counted?")];
    assert_eq!(said, expected);
    let lost = document.orphan(AnnotationId(Uuid::from_u128(5))).unwrap();
    assert_eq!(lost.words(), "she said", "no place in the text that stands");
    let file = write_checked(document).unwrap();
    assert!(read(&file).unwrap().same_content(document));
}

#[test]
fn two_corrections_in_lines_of_their_own_are_both_taken() {
    let text = "The ferry to Oslo stops in March. Ada Berg said so on Monday.\n\n\
                Some 41,000 people sailed on it last year. The harbour stays open.";
    let (new, other) = (text.replace("last year", "in 2025"), text.replace("Ada Berg", "Ada Bergh"));
    let article = copydesk::ingest::by_extension("", text).unwrap();
    let marks = vec![at(text, 1, "41,000 people"), at(text, 2, "Oslo"), at(text, 3, "Ada Berg")];
    let base = Document::from_parts(article, [], marks, Vec::new()).unwrap();
    let (mut ours, mut theirs) = (with_draft(&base, &new), with_draft(&base, &other));
    comment(&mut ours, 2, "Oslo, Norway?");
    comment(&mut theirs, 1, "Who counted?");
    theirs.apply(&Edit::AddAnnotation(Box::new(at(&other, 4, "March")))).unwrap();
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge(&base, one, other).unwrap();
        assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
        let document = &merged.document;
        assert_eq!(document.text(), new.replace("Ada Berg", "Ada Bergh"));
        let said: Vec<(String, &str)> =
            document.annotations().map(|own| (document.words_of(own), own.comment.as_str())).collect();
        let said: Vec<(&str, &str)> =
            said.iter().map(|(words, comment)| (words.as_str(), *comment)).collect();
        let expected =
            [("Oslo", "Oslo, Norway?"), ("March", ""), ("Ada Bergh", ""), ("41,000 people", "Who counted?")];
        assert_eq!(said, expected);
        let file = write_checked(document).unwrap();
        assert!(read(&file).unwrap().same_content(document));
    }
}

#[test]
fn the_same_correction_on_both_sides_is_no_conflict() {
    let new = "On Monday Ada met Bo in Oslo.";
    let (mut ours, mut theirs) = (with_draft(&base(), new), with_draft(&base(), new));
    comment(&mut ours, 2, "Oslo, Norway?");
    comment(&mut theirs, 1, "Who is she?");
    let merged = merge(&base(), &ours, &theirs).unwrap();
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    assert_eq!(merged.document.text(), new);
    assert_eq!(writing(&merged.document), ["Bo", "Oslo, Norway?", "Who is she?"]);
    write_checked(&merged.document).unwrap();
}

/// The base brought to another text, as somebody does it.
fn with_draft(document: &Document, text: &str) -> Document {
    let article = if document.article().blocks().is_empty() {
        Article::new(text, Vec::new(), ArticleMeta::default()).unwrap()
    } else {
        copydesk::ingest::by_extension("", text).unwrap()
    };
    let stamp = DraftStamp { at: jiff::Timestamp::UNIX_EPOCH, by: "Ana".into() };
    let edit = new_draft(document, &article, stamp).edit;
    let mut document = document.clone();
    let (at, by) = (jiff::Timestamp::UNIX_EPOCH, "Ana".into());
    document.perform(Step { at, by, what: "New draft".into(), edit, extra: Extra::new() }).unwrap();
    document
}

#[test]
fn what_is_said_about_the_old_text_is_brought_to_the_other_sides_new_draft() {
    let new = "On Monday Ada met Bo in Oslo.";
    let (ours, mut theirs) = (with_draft(&base(), new), base());
    comment(&mut theirs, 1, "Who is she?");
    let added = Edit::AddAnnotation(Box::new(passage(3, "met")));
    let (at, by) = (jiff::Timestamp::UNIX_EPOCH, "Bo".into());
    theirs.perform(Step { at, by, what: "Tagged".into(), edit: added, extra: Extra::new() }).unwrap();
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge(&base(), one, other).unwrap();
        assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
        let document = merged.document;
        assert_eq!((document.text(), document.drafts()), (new, ours.drafts()));
        let said: Vec<(String, &str)> =
            document.annotations().map(|own| (document.words_of(own), own.comment.as_str())).collect();
        let said: Vec<(&str, &str)> =
            said.iter().map(|(words, comment)| (words.as_str(), *comment)).collect();
        assert_eq!(said, [("Ada", "Who is she?"), ("met", ""), ("Oslo", "")]);
        assert_eq!(document.history().len(), 2);
        write_checked(&document).unwrap();
    }
}

#[test]
fn what_has_no_place_in_the_other_sides_new_draft_is_kept_without_one() {
    let (ours, mut theirs) = (with_draft(&base(), "Ada met Bo."), base());
    comment(&mut theirs, 2, "Why there?");
    let merged = merge(&base(), &ours, &theirs).unwrap().document;
    let lost = merged.orphan(AnnotationId(Uuid::from_u128(2))).unwrap();
    assert_eq!((lost.words().as_str(), lost.annotation.comment.as_str()), ("Oslo", "Why there?"));
    write_checked(&merged).unwrap();
}

#[test]
fn a_place_looked_at_by_one_and_a_comment_of_the_other_are_both_taken() {
    let id = AnnotationId(Uuid::from_u128(9));
    let (mut ours, theirs) = (revised(), revised());
    let orphan = ours.orphan(id).unwrap().clone();
    let found = Annotation { spans: passage(9, "Oslo").spans, ..orphan.annotation.clone() };
    let recover = Edit::Recover { orphan: Box::new(orphan), annotation: Box::new(found) };
    ours.apply(&recover).unwrap();
    let past = |gone: bool, comment: &str| {
        let mut orphan = theirs.orphan(id).unwrap().clone();
        (orphan.gone, orphan.annotation.comment) = (gone, comment.into());
        let drafts = theirs.drafts().iter().map(|draft| draft.as_ref().clone()).collect();
        let past = Past { drafts, orphans: vec![orphan], ..Past::default() };
        let (entities, annotations) = (theirs.entities().cloned(), theirs.annotations().cloned());
        Document::with_past(theirs.article().clone(), entities, annotations, Vec::new(), past).unwrap()
    };
    let merged = merge(&revised(), &ours, &past(false, "theirs")).unwrap();
    let both = merged.document.annotation(id).unwrap();
    assert_eq!((merged.document.words_of(both).as_str(), both.comment.as_str()), ("Oslo", "theirs"));
    assert!(merged.conflicts.is_empty() && merged.document.orphans().len() == 0);

    let met = merge(&revised(), &ours, &past(true, "theirs")).unwrap();
    assert!(met.document.annotation(id).is_some() && met.document.orphans().len() == 1, "both are kept");
    assert_eq!(met.conflicts.len(), 1);
    let lost = met.document.orphans().next().unwrap();
    assert!(lost.gone && lost.annotation.comment.starts_with(MARK), "{lost:?}");
}

#[test]
fn a_place_in_doubt_stays_in_doubt_when_both_sides_change_something_else() {
    let mut base = base();
    let id = AnnotationId(Uuid::from_u128(1));
    let was = Anchor { text: "Eve met".into(), spans: Spans::one(Span::new("Eve met", 0, 3).unwrap()) };
    let doubt = Some(Box::new(Review { was, score: 50 }));
    base.apply(&Edit::Set { id, from: Field::Review(None), to: Field::Review(doubt.clone()) }).unwrap();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    comment(&mut ours, 1, "ours");
    let (from, to) = (Field::Tag(TagId("check".into())), Field::Tag(TagId("law".into())));
    theirs.apply(&Edit::Set { id, from, to }).unwrap();
    let merged = merge(&base, &ours, &theirs).unwrap().document;
    assert_eq!(merged.annotation(id).unwrap().review, doubt);
}

#[test]
fn another_text_is_not_merged() {
    let other = Document::new(Article::new("Another text.", Vec::new(), ArticleMeta::default()).unwrap());
    let mut ours = base();
    comment(&mut ours, 1, "Ask the harbour office.");
    assert_eq!(merge(&base(), &ours, &other), Err(MergeError::OtherText));
}

/// A document and what somebody made of it.
fn changed(base: &Document, recipes: &[documents::Recipe], from: usize) -> Document {
    let mut document = base.clone();
    for (number, recipe) in recipes.iter().enumerate() {
        let step = documents::step(&document, from + number, recipe);
        drop(document.perform(step));
    }
    document
}

/// Everything a person wrote in a document, sorted.
fn writing(document: &Document) -> Vec<String> {
    let all = || document.annotations().chain(document.orphans().map(|orphan| &orphan.annotation));
    let comments = all().map(|annotation| annotation.comment.clone());
    let notes = document.entities().flat_map(|entity| [entity.notes.clone(), entity.name.clone()]);
    let evidence = all()
        .filter_map(Annotation::claim)
        .flat_map(|claim| claim.evidence.iter().map(|evidence| evidence.title.clone()));
    let mut all: Vec<String> =
        comments.chain(notes).chain(evidence).filter(|text| !text.is_empty()).collect();
    all.sort();
    all.dedup();
    all
}

const PARAGRAPHS: &str = "The ferry 🚢 to Oslo stops in March, Ada said.\n\nIt carried 41,000 people in a year, he said.\n\n\
                          עיר is a harbour, and the harbour stays open.\n\nNobody asked the mayor or the council of it.";

/// What somebody made of a document but in its text.
fn without_writing(base: &Document, recipes: &[documents::Recipe], from: usize) -> Document {
    let mut document = base.clone();
    for (number, recipe) in recipes.iter().enumerate() {
        let mut next = document.clone();
        let step = documents::step(&document, from + number, recipe);
        if next.perform(step).is_ok() && next.text() == document.text() && next.drafts() == document.drafts()
        {
            document = next;
        }
    }
    document
}

/// A document with words put into a paragraph by hand, in the place of so many characters.
fn with_words(document: &Document, wrote: &(usize, usize, usize, String)) -> Option<Document> {
    let (paragraph, start, length, words) = wrote;
    let block = document.article().blocks().get(*paragraph)?.span;
    let bytes: Vec<usize> =
        block.of(document.text()).char_indices().map(|(at, _)| block.start() + at).collect();
    let (start, end) = (*bytes.get(*start)?, *bytes.get(start + length)?);
    let made = Rewrite::new(document, start).replaced(document, start..end, words)?;
    let mut document = document.clone();
    let (at, by) = (jiff::Timestamp::UNIX_EPOCH, "Ana".into());
    document.perform(Step { at, by, what: "Wrote".into(), edit: made.whole, extra: Extra::new() }).ok()?;
    Some(document)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn merging_with_oneself_or_with_who_did_nothing_changes_nothing(
        base in documents::document(), recipes in prop::collection::vec(documents::recipe(), 0..10),
    ) {
        let ours = changed(&base, &recipes, 100);
        for (left, right) in [(&ours, &ours), (&ours, &base), (&base, &ours)] {
            let merged = merge(&base, left, right).unwrap();
            prop_assert!(merged.document.same_content(&ours));
            prop_assert_eq!(merged.document.history(), ours.history());
            prop_assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
        }
    }

    #[test]
    fn the_result_loads_and_holds_what_both_wrote(
        base in documents::document(),
        our_recipes in prop::collection::vec(documents::recipe(), 0..10),
        their_recipes in prop::collection::vec(documents::recipe(), 0..10),
    ) {
        let ours = changed(&base, &our_recipes, 100);
        let theirs = changed(&base, &their_recipes, 200);
        let merged = merge(&base, &ours, &theirs).unwrap();
        prop_assert!(write_checked(&merged.document).is_ok());
        let all = writing(&merged.document).join("\n");
        let old = writing(&base);
        for words in writing(&ours).iter().chain(&writing(&theirs)).filter(|words| !old.contains(words)) {
            prop_assert!(all.contains(words.as_str()), "lost: {words:?}");
        }
        let wrote = |side: &Document| side.text() != base.text();
        // Between the steps in two texts there is one that leads from one to the other, and one may merge them.
        let between = usize::from(wrote(&ours) && wrote(&theirs));
        let steps = ours.history().len() + theirs.history().len() - base.history().len() + 2 * between;
        if wrote(&theirs) {
            // Both are in the text, or the other one is an earlier draft.
            let texts = merged.document.drafts().iter().map(|draft| draft.article.text());
            let is_kept = texts.chain([merged.document.article().text()]).any(|text| text == theirs.article().text());
            let is_merged = wrote(&ours) && merged.document.text() != ours.text();
            prop_assert!(is_kept || is_merged);
        }
        prop_assert!(merged.document.history().len() <= steps && merged.document.history().len() >= ours.history().len());
    }

    #[test]
    fn what_both_wrote_in_lines_of_their_own_is_in_the_text(
        recipes in prop::collection::vec(documents::recipe(), 0..12),
        our_recipes in prop::collection::vec(documents::recipe(), 0..6),
        their_recipes in prop::collection::vec(documents::recipe(), 0..6),
        ours_wrote in (0_usize..2, 0_usize..40, 0_usize..12, "[a-z 😀\u{5d0}]{0,9}"),
        they_wrote in (2_usize..4, 0_usize..40, 0_usize..12, "[a-z 😀\u{5d0}]{0,9}"),
    ) {
        let base = copydesk::ingest::by_extension("", PARAGRAPHS).unwrap();
        let base = without_writing(&Document::new(base), &recipes, 0);
        let one = without_writing(&base, &our_recipes, 100);
        let other = without_writing(&base, &their_recipes, 200);
        let (Some(ours), Some(theirs)) = (with_words(&one, &ours_wrote), with_words(&other, &they_wrote)) else {
            return Ok(());
        };
        let both = with_words(&ours, &they_wrote).unwrap();
        prop_assume!(ours.text() != base.text() && theirs.text() != base.text());
        let merged = merge(&base, &ours, &theirs).unwrap();
        prop_assert_eq!(merged.document.text(), both.text());
        prop_assert!(!merged.conflicts.iter().any(|words| words.starts_with("The text")), "{:?}", merged.conflicts);
        let file = write_checked(&merged.document).unwrap();
        prop_assert!(read(&file).unwrap().same_content(&merged.document));
        let (all, old) = (writing(&merged.document).join("\n"), writing(&base));
        for words in writing(&ours).iter().chain(&writing(&theirs)).filter(|words| !old.contains(words)) {
            prop_assert!(all.contains(words.as_str()), "lost: {words:?}");
        }
        let again = merge(&base, &theirs, &ours).unwrap();
        let notes = |document: &Document| document.article().meta.import_notes.clone();
        if merged.conflicts.is_empty() && again.conflicts.is_empty() && notes(&ours) == notes(&base) {
            prop_assert!(again.document.same_content(&merged.document));
        }
    }

    #[test]
    fn edits_that_do_not_meet_commute(
        base in documents::document(),
        our_recipes in prop::collection::vec(documents::recipe(), 0..10),
        their_recipes in prop::collection::vec(documents::recipe(), 0..10),
    ) {
        let ours = changed(&base, &our_recipes, 100);
        let theirs = changed(&base, &their_recipes, 200);
        let one = merge(&base, &ours, &theirs).unwrap();
        let other = merge(&base, &theirs, &ours).unwrap();
        let notes = |document: &Document| document.article().meta.import_notes.clone();
        // Notes of both are put behind each other, ours first.
        let in_order = notes(&base) == notes(&ours) || notes(&base) == notes(&theirs);
        if one.conflicts.is_empty() && in_order {
            prop_assert!(other.conflicts.is_empty());
            prop_assert!(one.document.same_content(&other.document));
        }
    }
}

#[test]
fn what_one_side_wrote_and_took_back_does_not_stand_between_the_others_steps() {
    let at = |minute: i64| jiff::Timestamp::from_second(60 * minute).unwrap();
    let step = |edit: Edit, minute: i64| Step {
        at: at(minute),
        by: "Ana".into(),
        what: "work".into(),
        edit,
        extra: Extra::new(),
    };
    let (mut ours, mut theirs) = (base(), base());
    let change = TextChange {
        splices: vec![Splice {
            at: TEXT.find(" in Oslo").unwrap(),
            removed: " in Oslo".into(),
            inserted: String::new(),
        }],
        first_block: 0,
        from: Vec::new(),
        to: Vec::new(),
    };
    // The annotation on “Oslo” goes first, as it has no words then.
    let gone = Edit::RemoveAnnotation(Box::new(passage(2, "Oslo")));
    let cut = Edit::Batch(vec![gone, Edit::Text(Box::new(change))]);
    ours.perform(step(cut.clone(), 1)).unwrap();
    ours.perform(step(cut.inverse(), 3)).unwrap();
    theirs.perform(step(Edit::AddAnnotation(Box::new(passage(3, "in Oslo"))), 2)).unwrap();
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge(&base(), one, other).unwrap().document;
        assert_eq!(merged.n_annotations(), 3);
        assert_eq!(merged.history().len(), 3);
        write_checked(&merged).unwrap();
    }
}
