//! Lines of JSON as doccano, Label Studio, Prodigy and spaCy write them.

use copydesk::formats::Format;
use copydesk::model::{Annotation, Claimant};

use crate::foreign::{read, told};

#[test]
fn doccano_with_relations() {
    let read = read("doccano/relations.jsonl", Format::Doccano, None);
    assert_eq!(
        told(&read[0].document),
        ["[Ada Byrne] Person Ada Byrne", "[Oslo] Place Oslo", "[she] Person Ada Byrne"]
    );
    assert_eq!(read[0].name.as_deref(), Some("doccano 7"));
    assert_eq!(
        read[0].notes,
        ["1 relation has a name Copydesk has no use for; left out.", "A comment in doccano: Is it she?"]
    );
}

#[test]
fn doccano_with_labels_as_lists() {
    let read = read("doccano/labels.jsonl", Format::Doccano, None);
    assert_eq!(told(&read[0].document), ["[EU] Organisation EU", "[German] Other German"]);
    assert_eq!(told(&read[1].document), ["[Peter Blackburn] Person Peter Blackburn"]);
}

#[test]
fn label_studio_in_full_and_in_short() {
    let full = read("labelstudio/export.json", Format::LabelStudio, None);
    let document = &full[0].document;
    assert_eq!(told(document), ["[Mara] Person Mara", "[Oslo] Place Oslo", "[Mara] Person Mara"]);
    assert_eq!(document.entities().len(), 2);
    assert_eq!(document.annotations().next().unwrap().comment, "Is that her name?");
    assert_eq!(
        full[0].notes,
        ["1 answer of another kind than labels and relations left out (choices, ratings and the like)."]
    );
    let old = &full[1];
    assert_eq!(told(&old.document), ["[Oslo] Place Oslo", "[Oslo] #Capital"], "several labels at one place");
    let short = read("labelstudio/short.json", Format::LabelStudio, None);
    assert_eq!(told(&short[0].document), ["[Mara] Person Mara"]);
}

#[test]
fn prodigy_with_relations_and_a_rejected_text() {
    let read = read("prodigy/relations.jsonl", Format::Prodigy, None);
    assert_eq!(told(&read[0].document), ["[Mara] Person Mara", "[Bo] Person Mara"]);
    assert_eq!(read[1].notes, ["The annotator's answer to this text was “reject”."]);
}

#[test]
fn spacy_docs_and_training_lines() {
    let read = read("spacy/to_json.jsonl", Format::Spacy, None);
    assert_eq!(told(&read[0].document), ["[Mara] Person Mara", "[Bo of the EU] claim", "[Bo] Person Bo"]);
    assert_eq!(told(&read[1].document), ["[EU] Organisation EU"]);
}

#[test]
fn prodigy_with_words_without_a_label_and_texts_that_were_turned_down() {
    let read = read("prodigy/tasks.json", Format::Prodigy, None);
    let document = &read[0].document;
    assert_eq!(document.text(), "Mara 😀 told Bo Ek she would sail.");
    assert_eq!(
        told(document),
        ["[Mara] Person Mara", "[Bo Ek] Person Bo Ek", "[she would sail] claim", "[she] Person Mara",]
    );
    let mara = document.entities().find(|entity| entity.name == "Mara").unwrap().id;
    let claim = document.annotations().find_map(Annotation::claim).unwrap();
    assert_eq!(claim.claimant, Some(Claimant::Entity(mara)));
    assert_eq!(
        read[0].notes,
        ["Left out, for Copydesk has no use for it: 1 accept, 1 meta, 1 options, 1 told-whom.",]
    );
    assert_eq!(told(&read[1].document), Vec::<String>::new());
    assert_eq!(
        read[1].notes,
        [
            "The annotator's answer to this text was “reject”.",
            "So its 1 span was left out.",
            "Left out, for Copydesk has no use for it: 1 label.",
        ]
    );
    assert_eq!(
        read[2].notes,
        ["The annotator's answer to this text was “ignore”.", "So its 2 spans were left out."]
    );
}

#[test]
fn spacy_with_clusters_knowledge_bases_and_texts_with_what_is_said_about_them() {
    let read = read("spacy/documents.jsonl", Format::Spacy, None);
    let document = &read[0].document;
    assert_eq!(
        told(document),
        [
            "[Mara] Person Mara",
            "[Bo Ek of the EU] claim",
            "[Bo Ek] Person Bo Ek",
            "[EU] Organisation EU",
            "[“We won,”] quote by None",
            "[she] Person Mara",
        ]
    );
    let eu = document.entities().find(|entity| entity.name == "EU").unwrap();
    assert_eq!((eu.links[0].scheme.as_str(), eu.links[0].id.as_str()), ("wikidata", "Q458"));
    assert_eq!(
        read[0].notes,
        ["Left out, for Copydesk has no use for it: 1 _, 1 cats, 2 coref_head_clusters_1."]
    );
    let pair = &read[1].document;
    assert_eq!(
        told(pair),
        ["[Laura] Person L. Berg", "[Oslo] Place Oslo", "[L. Berg] Person L. Berg", "[EU] Organisation EU",]
    );
}
