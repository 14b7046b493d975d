//! read(write(d)) says what d said, in everything the format claims to carry, on documents with
//! every character a person can type, overlaps and annotations in several parts.

use std::collections::{BTreeMap, BTreeSet};

use copydesk::formats::{Confidential, Exported, Format, Part, export, import};
use copydesk::model::{Annotation, AnnotationId, Body, Claimant, Document, EntityId, EntityKind};
use copydesk::text::Span;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::documents;

/// Writes with everything, and reads what was written.
pub(crate) fn there_and_back(document: &Document, format: Format) -> (Exported, Document) {
    let exported = export(document, format, "story", Confidential::Included).unwrap();
    let again = back(&exported, format);
    (exported, again)
}

/// Reads what was written.
pub(crate) fn back(exported: &Exported, format: Format) -> Document {
    let content = |ending: &str| {
        exported.files.iter().find(|file| file.ending == ending).map(|file| file.content.as_str())
    };
    let main = exported.files.iter().find(|file| format.endings().contains(&file.ending)).unwrap();
    let beside = format.companion().and_then(content);
    let mut read =
        import(&main.content, format, beside).unwrap_or_else(|error| panic!("{error}\n{}", main.content));
    assert_eq!(read.len(), 1, "one document");
    read.remove(0).document
}

type Place = Vec<Span>;

/// What is at the same places, whatever its ids: kind, places and what `say` tells of it.
fn said(
    document: &Document,
    say: impl Fn(&Document, &Annotation) -> Option<String>,
) -> BTreeMap<(Place, String), usize> {
    let mut counted = BTreeMap::new();
    for annotation in document.annotations() {
        if let Some(words) = say(document, annotation) {
            *counted.entry((annotation.spans.as_slice().to_vec(), words)).or_default() += 1;
        }
    }
    counted
}

fn kind_of(document: &Document, entity: EntityId) -> EntityKind {
    document.entity(entity).unwrap().kind
}

/// Kind and places of all annotations, and the words for them in labels.
fn label(document: &Document, annotation: &Annotation) -> String {
    match &annotation.body {
        Body::Mention(mention) => format!("mention of a {:?}", kind_of(document, mention.entity)),
        Body::Quote(quote) => format!("{:?} quote", quote.kind),
        Body::Claim(_) => "claim".to_owned(),
        Body::Passage(passage) => format!("passage {:?}", passage.tag),
    }
}

/// Which mentions name the same: the places of each entity's mentions.
fn clusters(document: &Document) -> BTreeSet<Vec<Place>> {
    let mut of_entity: BTreeMap<EntityId, Vec<Place>> = BTreeMap::new();
    for annotation in document.annotations() {
        if let Some(mention) = annotation.mention() {
            of_entity.entry(mention.entity).or_default().push(annotation.spans.as_slice().to_vec());
        }
    }
    of_entity
        .into_values()
        .map(|mut places| {
            places.sort();
            places
        })
        .collect()
}

fn mentioned(document: &Document, entity: EntityId) -> bool {
    document.index().mentions_of(entity).next().is_some()
}

/// Whom quotes and claims point at, by name; those without a mention are nobody.
fn people(document: &Document, annotation: &Annotation) -> Option<String> {
    let who = |entity: Option<EntityId>| {
        entity
            .filter(|entity| mentioned(document, *entity))
            .map(|entity| document.entity(entity).unwrap().name.clone())
    };
    match &annotation.body {
        Body::Quote(quote) => Some(format!(
            "speaker {:?} addressee {:?} cue {:?} source {:?}",
            who(quote.speaker),
            who(quote.addressee),
            quote.cue,
            quote.source
        )),
        Body::Claim(claim) => Some(match claim.claimant {
            Some(Claimant::Entity(entity)) => format!("claimant {:?}", who(Some(entity))),
            Some(Claimant::Quote(quote)) => {
                // A quote without a place is nobody other tools could be told of.
                match document.annotation(quote) {
                    Some(quote) => format!("claimant {:?}", quote.spans),
                    None => format!("claimant {:?}", who(None)),
                }
            }
            None => format!("claimant {:?}", who(None)),
        }),
        _ => None,
    }
}

fn check_labels(document: &Document, again: &Document) -> Result<(), TestCaseError> {
    prop_assert_eq!(document.text(), again.text());
    let labels =
        |document: &Document| said(document, |document, annotation| Some(label(document, annotation)));
    prop_assert_eq!(labels(document), labels(again));
    Ok(())
}

fn check_entities(document: &Document, again: &Document) -> Result<(), TestCaseError> {
    prop_assert_eq!(document.entities().collect::<Vec<_>>(), again.entities().collect::<Vec<_>>());
    let named = |document: &Document| {
        said(document, |_, annotation| Some(format!("{:?}", annotation.mention()?.entity)))
    };
    prop_assert_eq!(named(document), named(again));
    prop_assert_eq!(&document.article().meta, &again.article().meta);
    prop_assert_eq!(document.article().blocks(), again.article().blocks());
    Ok(())
}

fn check_people(document: &Document, again: &Document) -> Result<(), TestCaseError> {
    prop_assert_eq!(said(document, people), said(again, people));
    Ok(())
}

/// Annotations cut into their parts.
fn parts(document: &Document) -> BTreeMap<(Span, String), usize> {
    let mut counted = BTreeMap::new();
    for annotation in document.annotations() {
        for span in annotation.spans.iter() {
            *counted.entry((span, label(document, annotation))).or_default() += 1;
        }
    }
    counted
}

/// The places of mentions without the white space at their ends, as words before and the words.
fn trimmed_mentions(document: &Document) -> Vec<(String, EntityKind)> {
    let mut found = Vec::new();
    for annotation in document.annotations() {
        let Some(mention) = annotation.mention() else { continue };
        for span in annotation.spans.iter() {
            let words: String = span.of(document.text()).split_whitespace().collect();
            if !words.is_empty() {
                let before: String = document.text()[..span.start()].split_whitespace().collect();
                found.push((format!("{before}|{words}"), kind_of(document, mention.entity)));
            }
        }
    }
    found.sort();
    found
}

fn lost(exported: &Exported, part: Part) -> usize {
    exported.losses.iter().filter(|loss| loss.part == part).map(|loss| loss.count).sum()
}

/// The document without a word of who proposed or rejected what.
fn made_by_hand(document: &Document) -> Document {
    let annotations = document.annotations().cloned().map(|mut annotation| {
        annotation.provenance = None;
        annotation
    });
    let entities = document.entities().cloned();
    Document::from_parts(document.article().clone(), entities, annotations, Vec::new()).unwrap()
}

/// Everything said in a document, as the most complete of the formats says it, but for the fields of
/// later versions; characters XML cannot write are spaces where they are told to be.
fn everything(document: &Document, spaced: bool) -> Value {
    let exported = export(document, Format::W3c, "story", Confidential::Included).unwrap();
    let whole: Value = serde_json::from_str(&exported.files[0].content).unwrap();
    let items: Vec<Value> = whole["first"]["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            let places: Vec<&Value> =
                item["target"].as_array().unwrap().iter().map(|target| &target["selector"]).collect();
            json!({ "id": item["id"], "places": places, "says": item["copydesk"] })
        })
        .collect();
    let mut everything = json!({ "items": items, "article": whole["copydesk"]["article"], "entities": whole["copydesk"]["entities"] });
    settle(&mut everything, spaced);
    everything
}

fn settle(value: &mut Value, spaced: bool) {
    let writable = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    match value {
        Value::String(text) if spaced => *text = text.replace(|c| !writable(c), " "),
        Value::Array(values) => values.iter_mut().for_each(|value| settle(value, spaced)),
        Value::Object(fields) => {
            fields.remove("extra");
            fields.values_mut().for_each(|value| settle(value, spaced));
        }
        _ => {}
    }
}

/// What is at the same places once white space at the ends is taken away.
fn visible(document: &Document, parts: bool) -> BTreeMap<(Place, String), usize> {
    let mut counted = BTreeMap::new();
    for annotation in document.annotations() {
        let text = document.text();
        let trimmed = annotation.spans.iter().filter_map(|span| {
            let words = span.of(text);
            let start = span.start() + (words.len() - words.trim_start().len());
            Span::new(text, start, start + words.trim().len()).ok()
        });
        let places: Vec<Span> = trimmed.collect();
        let places = if parts && annotation.mention().is_some() {
            places.into_iter().map(|place| vec![place]).collect()
        } else {
            vec![places]
        };
        for place in places {
            let details = match &annotation.body {
                Body::Quote(quote) => format!("{:?} {:?}", quote.check, annotation.comment),
                Body::Claim(claim) => format!(
                    "{:?} {:?} {:?} {:?} {:?} {} {:?}",
                    claim.kind,
                    claim.priority,
                    claim.state,
                    claim.verdict,
                    claim.disposition,
                    claim.criticism,
                    annotation.comment
                ),
                Body::Passage(_) => annotation.comment.clone(),
                Body::Mention(_) => String::new(),
            };
            *counted.entry((place, format!("{} {details}", label(document, annotation)))).or_default() += 1;
        }
    }
    counted
}

/// Documents that go through each format that is read back.
const CASES: u32 = 120;

/// Something a format may stumble over, and whether a document has it.
type Feature = (&'static str, fn(&Document) -> bool);

fn features() -> [Feature; 10] {
    fn has(document: &Document, any: impl Fn(char) -> bool) -> bool {
        document.text().chars().any(any)
    }
    fn blocks_on_a_line(document: &Document) -> bool {
        let blocks = document.article().blocks();
        let pairs = blocks.iter().zip(blocks.iter().skip(1));
        let mut gaps = pairs.filter_map(|(one, next)| document.text().get(one.span.end()..next.span.start()));
        gaps.any(|gap| !gap.contains('\n'))
    }
    [
        ("a character of two UTF-16 units", |document| has(document, |c| c.len_utf16() == 2)),
        ("an emoji of several characters", |document| document.text().contains("👩‍👩‍👧")),
        ("a combining mark", |document| document.text().contains("e\u{301}")),
        ("right-to-left letters", |document| has(document, |c| ('\u{590}'..'\u{5ff}').contains(&c))),
        ("a line end of two characters", |document| document.text().contains("\r\n")),
        ("a control character", |document| has(document, |c| c == '\u{1b}' || c == '\0')),
        ("annotations that overlap", |document| {
            let all: Vec<&Annotation> = document.annotations().collect();
            all.iter().enumerate().any(|(at, own)| {
                all[at + 1..].iter().any(|other| other.spans.iter().any(|span| own.spans.overlaps(span)))
            })
        }),
        ("annotations that cross", |document| {
            let all: Vec<Span> = document.annotations().map(|own| own.spans.hull()).collect();
            all.iter().any(|own| {
                all.iter().any(|other| own.overlaps(*other) && !own.encloses(*other) && !other.encloses(*own))
            })
        }),
        ("an annotation in several parts", |document| {
            document.annotations().any(|own| own.spans.as_slice().len() > 1)
        }),
        ("several blocks on a line", blocks_on_a_line),
    ]
}

#[test]
fn the_documents_that_go_through_a_format_have_everything_it_may_stumble_over() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let documents: Vec<Document> =
        (0..CASES).map(|_| documents::document().new_tree(&mut runner).unwrap().current()).collect();
    let told: Vec<(&str, usize)> = features()
        .into_iter()
        .map(|(name, has)| (name, documents.iter().filter(|document| has(document)).count()))
        .collect();
    println!("of {CASES} documents: {told:?}");
    assert!(told.iter().all(|(_, n_documents)| *n_documents >= 3), "{told:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn uima_carries_everything_but_the_past_and_the_future(document in documents::document()) {
        for format in [Format::Xmi, Format::CasJson] {
            let (exported, again) = there_and_back(&document, format);
            let spaced = lost(&exported, Part::ControlCharacters) > 0;
            prop_assert!(format == Format::Xmi || !spaced);
            prop_assert_eq!(everything(&document, spaced), everything(&again, spaced));
            let known = [Part::History, Part::LaterFields, Part::LaterFieldsOfEntities, Part::Claimants, Part::Drafts, Part::Lost, Part::Doubts, Part::Provenance, Part::Rejections, Part::ControlCharacters];
            prop_assert!(exported.losses.iter().all(|loss| known.contains(&loss.part)), "{:?}", exported.losses);
        }
    }

    #[test]
    fn webanno_carries_visible_labels_details_people_and_who_is_who(document in documents::document()) {
        let (exported, again) = there_and_back(&document, Format::WebAnno);
        if lost(&exported, Part::Spacing) > 0 {
            let bare = |document: &Document| document.text().split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&document), bare(&again), "the words are the same");
            prop_assert_eq!(trimmed_mentions(&document), trimmed_mentions(&again));
            return Ok(());
        }
        prop_assert_eq!(document.text(), again.text());
        prop_assert_eq!(trimmed_mentions(&document), trimmed_mentions(&again));
        if lost(&exported, Part::Invisible) > 0 {
            return Ok(());
        }
        prop_assert_eq!(visible(&document, true), visible(&again, true));
        let ids = |document: &Document| -> BTreeSet<AnnotationId> {
            let others = document.annotations().filter(|annotation| annotation.mention().is_none());
            others.map(|annotation| annotation.id).collect()
        };
        prop_assert_eq!(ids(&document), ids(&again));
        // Entities have no names there: they are told by the first place where they are mentioned.
        let place = |document: &Document, entity: EntityId| -> Option<(usize, String)> {
            let text = document.text();
            let starts = document.annotations().filter(|own| own.mention().is_some_and(|own| own.entity == entity));
            let first = starts.flat_map(|own| own.spans.iter().collect::<Vec<_>>()).map(|span| {
                span.end() - span.of(text).trim_start().len()
            });
            Some((first.min()?, format!("{:?}", kind_of(document, entity))))
        };
        let whom = |document: &Document| -> BTreeMap<AnnotationId, String> {
            let all = document.annotations().filter_map(|own| Some((own.id, match &own.body {
                Body::Quote(quote) => format!(
                    "{:?} {:?} {:?} {:?}",
                    quote.speaker.and_then(|who| place(document, who)), quote.addressee.and_then(|who| place(document, who)),
                    quote.cue.map(|cue| cue.of(document.text()).trim()), quote.source.map(|source| source.of(document.text()).trim()),
                ),
                Body::Claim(claim) => format!("{:?}", match claim.claimant {
                    Some(Claimant::Entity(who)) => place(document, who).map(|place| format!("{place:?}")),
                    Some(Claimant::Quote(quote)) => document.annotation(quote).map(|quote| quote.id.to_string()),
                    None => None,
                }),
                _ => return None,
            })));
            all.collect()
        };
        prop_assert_eq!(whom(&document), whom(&again));
    }

    #[test]
    fn w3c_carries_everything_but_the_history(document in documents::document()) {
        let (exported, again) = there_and_back(&document, Format::W3c);
        let proposals = [Part::Provenance, Part::Rejections];
        let past = [Part::History, Part::Drafts, Part::Lost, Part::Doubts, Part::Claimants];
        let past = [&proposals[..], &past[..]].concat();
        let only_past = exported.losses.iter().all(|loss| past.contains(&loss.part));
        prop_assert!(only_past, "{:?}", exported.losses);
        prop_assert_eq!(lost(&exported, Part::Drafts), document.drafts().len());
        prop_assert_eq!(lost(&exported, Part::Lost), document.orphans().len());
        prop_assert_eq!(lost(&exported, Part::Rejections), document.rejections().len());
        let is_present = |part: Part| part == Part::History || proposals.contains(&part);
        if exported.losses.iter().all(|loss| is_present(loss.part)) {
            prop_assert!(made_by_hand(&document).same_content(&again));
        } else {
            prop_assert_eq!(again.n_annotations(), document.n_annotations());
            check_labels(&document, &again)?;
            check_entities(&document, &again)?;
            check_people(&document, &again)?;
        }
        prop_assert_eq!(&document.extra, &again.extra);
        prop_assert_eq!(lost(&exported, Part::History), document.history().len());
    }

    #[test]
    fn doccano_carries_labels_relations_and_entities(document in documents::document()) {
        let (_, again) = there_and_back(&document, Format::Doccano);
        check_labels(&document, &again)?;
        check_entities(&document, &again)?;
        check_people(&document, &again)?;
    }

    #[test]
    fn label_studio_carries_labels_relations_entities_comments_and_ids(document in documents::document()) {
        let (_, again) = there_and_back(&document, Format::LabelStudio);
        check_labels(&document, &again)?;
        check_entities(&document, &again)?;
        check_people(&document, &again)?;
        let comments = |document: &Document| -> BTreeMap<AnnotationId, String> {
            document.annotations().map(|annotation| (annotation.id, annotation.comment.clone())).collect()
        };
        prop_assert_eq!(comments(&document), comments(&again));
    }

    #[test]
    fn prodigy_carries_labels_relations_and_entities(document in documents::document()) {
        let (_, again) = there_and_back(&document, Format::Prodigy);
        check_labels(&document, &again)?;
        check_entities(&document, &again)?;
        check_people(&document, &again)?;
    }

    #[test]
    fn spacy_carries_labels_and_entities_part_by_part(document in documents::document()) {
        let (exported, again) = there_and_back(&document, Format::Spacy);
        prop_assert_eq!(document.text(), again.text());
        // No span of spaCy's is of white space alone.
        let is_blank = |span: &Span| span.of(document.text()).chars().all(|c| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c));
        let mut carried = parts(&document);
        carried.retain(|(span, _), _| !is_blank(span));
        prop_assert_eq!(carried, parts(&again));
        let blank = document.annotations().filter(|annotation| annotation.spans.iter().any(|span| is_blank(&span)));
        prop_assert_eq!(lost(&exported, Part::Invisible), blank.count());
        prop_assert_eq!(document.entities().collect::<Vec<_>>(), again.entities().collect::<Vec<_>>());
        let several = document.annotations().filter(|annotation| annotation.spans.as_slice().len() > 1).count();
        prop_assert_eq!(lost(&exported, Part::SeveralParts), several);
    }

    #[test]
    fn brat_carries_labels_names_relations_attributes_and_notes(document in documents::document()) {
        let (_, again) = there_and_back(&document, Format::Brat);
        check_labels(&document, &again)?;
        check_people(&document, &again)?;
        prop_assert_eq!(clusters(&document), clusters(&again));
        let details = |document: &Document, annotation: &Annotation| Some(match &annotation.body {
            Body::Mention(mention) => {
                let entity = document.entity(mention.entity).unwrap();
                format!("{:?} {} {:?}", mention.form, entity.name, annotation.comment)
            }
            Body::Quote(quote) => format!("{:?} {:?}", quote.check, annotation.comment),
            Body::Claim(claim) => format!(
                "{:?} {:?} {:?} {:?} {:?} {} {:?}",
                claim.kind, claim.priority, claim.state, claim.verdict, claim.disposition, claim.criticism, annotation.comment
            ),
            Body::Passage(_) => format!("{:?}", annotation.comment),
        });
        prop_assert_eq!(said(&document, details), said(&again, details));
    }

    #[test]
    fn conllu_carries_text_mentions_and_who_is_who(document in documents::document()) {
        let (exported, again) = there_and_back(&document, Format::ConllU);
        prop_assert_eq!(document.text(), again.text());
        let kept = trimmed_mentions(&again);
        if lost(&exported, Part::Overlapping) == 0 {
            prop_assert_eq!(trimmed_mentions(&document), kept);
        } else {
            let all = trimmed_mentions(&document);
            prop_assert!(kept.iter().all(|mention| all.contains(mention)));
        }
        let carried = document.index().count_of_kind(copydesk::model::AnnotationKind::Mention)
            - lost(&exported, Part::Overlapping) - lost(&exported, Part::Invisible);
        prop_assert_eq!(again.n_annotations(), carried);
        if carried == document.n_annotations() {
            prop_assert_eq!(clusters(&document).len(), clusters(&again).len());
        }
    }

    #[test]
    fn conll_carries_mentions_that_do_not_overlap(document in documents::document()) {
        let (exported, again) = there_and_back(&document, Format::Conll);
        let bare = |document: &Document| document.text().split_whitespace().collect::<String>();
        prop_assert_eq!(bare(&document), bare(&again), "the words are the same");
        let (all, kept) = (trimmed_mentions(&document), trimmed_mentions(&again));
        prop_assert_eq!(all.len(), kept.len() + lost(&exported, Part::Overlapping));
        if lost(&exported, Part::Overlapping) == 0 {
            prop_assert_eq!(all, kept);
        } else {
            prop_assert!(kept.iter().all(|mention| all.contains(mention)));
        }
    }

    #[test]
    fn what_was_read_can_be_written_and_read_again_without_a_further_loss(document in documents::document()) {
        for format in Format::ALL.into_iter().filter(|format| format.is_read()) {
            let (_, once) = there_and_back(&document, format);
            let (_, twice) = there_and_back(&once, format);
            if format == Format::Conll {
                // Each time it is written, words are cut anew.
                prop_assert_eq!(trimmed_mentions(&once), trimmed_mentions(&twice));
                continue;
            }
            prop_assert_eq!(once.text(), twice.text());
            prop_assert_eq!(said(&once, |document, annotation| Some(label(document, annotation))),
                said(&twice, |document, annotation| Some(label(document, annotation))), "{:?}", format);
        }
    }
}
