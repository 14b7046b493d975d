//! UIMA's XMI and CAS JSON as `INCEpTION` and others write them.

use copydesk::formats::Format;
use copydesk::model::{Annotation, QuoteKind};

use crate::foreign::{comments, read, told};

#[test]
fn xmi_with_named_entities_a_chain_and_layers_of_its_own() {
    let read = read("xmi/inception.xmi", Format::Xmi, None);
    let document = &read[0].document;
    assert_eq!(document.text(), "😀 Mara Lindqvist lives in Oslo.\r\nShe said: “we lost”");
    assert_eq!(
        told(document),
        [
            "[Mara Lindqvist] Person Mara Lindqvist",
            "[Oslo] Place Oslo",
            "[She] Person Mara Lindqvist",
            "[said:] #Tone: flat",
            "[“we lost”] quote by Some(\"Mara Lindqvist\")",
        ]
    );
    let mara = document.entities().find(|entity| entity.name == "Mara Lindqvist").unwrap();
    assert_eq!((mara.links[0].scheme.as_str(), mara.links[0].id.as_str()), ("wikidata", "Q42"));
    assert_eq!(read[0].name.as_deref(), Some("Ferry & harbour"));
    assert_eq!(document.article().meta.language, "en");
    assert_eq!(read[0].notes.len(), 1, "tokens and sentences: {:?}", read[0].notes);
}

#[test]
fn cas_json_with_types_of_its_own() {
    let read = read("casjson/cassis.cas.json", Format::CasJson, None);
    assert_eq!(told(&read[0].document), ["[Mara] Person Mara", "[Bo] Person Bo"]);
    assert_eq!(comments(&read[0].document), ["aliases: M.; Mar\nsure: 0.75", "category: unsure\nsure: NaN"]);
    assert_eq!(read[0].notes, Vec::<String>::new());
}

#[test]
fn xmi_as_inception_writes_it_and_as_its_reference_allows_it() {
    let read = read("xmi/newsroom.xmi", Format::Xmi, None);
    let document = &read[0].document;
    assert_eq!(document.text(), "Mara Lindqvist told Bo’s\u{1}wife they had lost.\nHe ran to the Ferry Co.");
    assert_eq!(
        told(document),
        [
            "[Mara Lindqvist] Person Mara Lindqvist",
            "[Bo’s] Other Bo’s",
            "[wife] #Mood: sour",
            "[they had lost] quote by Some(\"Mara Lindqvist\")",
            "[He ran to the Ferry Co] claim",
            "[He] Person Mara Lindqvist",
            "[ran to the Ferry Co] quote by Some(\"Mara Lindqvist\")",
            "[Ferry Co] Organisation Ferry Co",
        ]
    );
    assert_eq!(document.annotations().find_map(Annotation::quote).unwrap().kind, QuoteKind::Indirect);
    assert!(!document.annotations().find_map(Annotation::claim).unwrap().criticism);
    assert_eq!(
        comments(document),
        [
            "value: PERderiv",
            "agreed: true",
            "evidence: a letter; a map\nclaimant: the harbour board\nstate: open",
        ]
    );
    assert_eq!(read[0].name.as_deref(), Some("ferry.txt"));
    assert_eq!(
        read[0].notes,
        [
            "1 relation has a name Copydesk has no use for; left out.",
            "Left out, for Copydesk has no use for it: 1 Dependency, 1 Desk, 1 NamedEntity without a word, 1 Sentence, 2 Token, 1 said.",
        ]
    );
}

#[test]
fn cas_json_as_its_specification_allows_it() {
    let read = read("casjson/newsroom.cas.json", Format::CasJson, None);
    let document = &read[0].document;
    assert_eq!(told(document), ["[Mara] Person Mara", "[“we sail”] quote by Some(\"Mara\")"]);
    assert_eq!(comments(document), ["years: 4; 2020\nsure: Infinity"]);
    assert_eq!(document.article().meta.language, "en");
    assert_eq!(read[0].notes, Vec::<String>::new());
}
