//! brat's standoff and Web Annotations as their tools write them.

use copydesk::formats::{Format, import};
use copydesk::model::EntityKind;

use crate::foreign::{comments, read, told};

#[test]
fn brat_with_events_equivalences_references_and_notes() {
    let read = read("brat/harbour.ann", Format::Brat, Some("brat/harbour.txt"));
    let document = &read[0].document;
    assert_eq!(
        told(document),
        [
            "[Mara Lindqvist] Person Mara Lindqvist",
            "[head … harbour\nboard] Role head … harbour\nboard",
            "[met] #Meet",
            "[Bo] Person Bo",
            "[She] Person Mara Lindqvist",
        ]
    );
    let mara = document.entities().find(|entity| entity.name == "Mara Lindqvist").unwrap();
    assert_eq!(mara.links[0].id, "Q42");
    assert_eq!(comments(document), ["Ask the board\\office.", "Negation"]);
    assert_eq!(read[0].notes, ["2 relations have names Copydesk has no use for; left out."]);
}

#[test]
fn brat_with_fragments_in_lines_arguments_attributes_and_notes_on_anything() {
    let read = read("brat/lines.ann", Format::Brat, Some("brat/lines.txt"));
    let document = &read[0].document;
    assert_eq!(
        told(document),
        [
            "[“We sail at dawn,\ncome what may,”] quote by Some(\"Mara … Lindqvist\")",
            "[Mara … Lindqvist] Person Mara … Lindqvist",
            "[told] #Speech",
            "[Bo Ek] Person Bo Ek",
            "[He] Person Bo Ek",
            "[laughed] #Reaction",
        ]
    );
    assert_eq!(
        comments(document),
        [
            "FrameNet:Statement: Statement",
            "Confidence: L1\nIs he the one from Oslo?\ndone",
            "see line 3",
            "Negation\nSpeculation\nhow loud?",
        ]
    );
    let bo = document.entities().find(|entity| entity.name == "Bo Ek").unwrap();
    assert_eq!((bo.links[0].scheme.as_str(), bo.links[0].id.as_str()), ("Wikipedia", "534366"));
    assert_eq!(
        read[0].notes,
        [
            "1 relation joins what cannot be joined so; left out.",
            "5 relations have names Copydesk has no use for; left out.",
            "A note in brat: not sure",
            "A note in brat: The whole needs a second look",
            "A note in brat: kept from the first round",
            "Left out, for Copydesk has no use for it: 1 Hedged, 1 Near, 1 Place without a word.",
        ]
    );
}

#[test]
fn w3c_by_quote_by_position_and_by_words_where_the_two_disagree() {
    let read = read("w3c/anno.jsonld", Format::W3c, Some("w3c/anno.txt"));
    let document = &read[0].document;
    assert_eq!(told(document), ["[😀] #note", "[Mara] Person Mara", "[Bo] #commenting"]);
    let comments: Vec<&str> = document.annotations().map(|annotation| annotation.comment.as_str()).collect();
    assert_eq!(comments, ["Nice", "", "Is that so?"]);
}

#[test]
fn w3c_with_every_selector_for_text_and_what_is_about_something_else() {
    let read = read("w3c/harbour.jsonld", Format::W3c, Some("w3c/harbour.txt"));
    let document = &read[0].document;
    assert_eq!(
        told(document),
        [
            "[Mara] Place Mara",
            "[Bo] Person Bo",
            "[Mara] Other Mara",
            "[Mara] Other Mara",
            "[said] #highlighting",
            "[“we sail”] #describing",
        ]
    );
    let starts: Vec<usize> = document.annotations().map(|own| own.spans.first().start()).collect();
    assert_eq!(starts[1], "😀 Mara met Bo. ".len(), "the second Bo, though it is counted in UTF-16 units");
    let link = |name: &str, kind| {
        let entity = document.entities().find(|entity| entity.name == name && entity.kind == kind).unwrap();
        (entity.links[0].scheme.clone(), entity.links[0].id.clone())
    };
    assert_eq!(link("Bo", EntityKind::Person), ("wikidata".to_owned(), "Q7".to_owned()));
    assert_eq!(link("Mara", EntityKind::Other), ("wikidata".to_owned(), "Q42".to_owned()));
    assert_eq!(comments(document), ["Which Bo?", "a promise"]);
    assert_eq!(
        read[0].notes,
        [
            "An annotation of the whole: Good news",
            "There are further pages of annotations, which are not in this file.",
            "Left out, for Copydesk has no use for it: 1 Choice, 1 annotation by SvgSelector, 1 created, 1 creator, 1 link between annotations.",
        ]
    );
}

#[test]
fn w3c_of_a_page_whose_white_space_and_words_are_not_quite_those_of_the_text() {
    let quoted = |quote: &str, comment: &str| {
        format!(
            r#"{{"type": "Annotation", "bodyValue": "{comment}", "target": {{"source": "http://x.example/", "selector": {{"type": "TextQuoteSelector", {quote}}}}}}}"#
        )
    };
    let text = "Mara sails\u{a0}north.\n\nBo waits. Mara sails south.";
    let file = |annotations: &[String]| format!("[{}]", annotations.join(","));
    let lost = [
        quoted(r#""exact": "Ines waits""#, "Who?"),
        quoted(r#""exact": "Mara sails", "suffix": " off""#, "Where?"),
        quoted(r#""exact": "Mara""#, "Which?"),
    ];
    let mut all = vec![
        quoted(r#""exact": "north.Bo\n waits", "prefix": "Mara sails ""#, "over a paragraph"),
        quoted(r#""exact": "Mara\n  sails", "prefix": "waits.""#, "the second"),
    ];
    all.extend_from_slice(&lost);
    let read = import(&file(&all), Format::W3c, Some(text)).unwrap();
    let document = &read[0].document;
    assert_eq!(told(document), ["[north.\n\nBo waits] #note", "[Mara sails] #note"]);
    assert_eq!(comments(document), ["over a paragraph", "the second"]);
    assert_eq!(
        read[0].notes,
        [
            "An annotation is left out, for the words “Ines waits” are not in the text there: Who?",
            "An annotation is left out, for the words “Mara sails” are not in the text there: Where?",
            "An annotation is left out, for the words “Mara” are in the text more than once, and nothing says which: Which?",
        ]
    );
    let error = import(&file(&lost), Format::W3c, Some(text)).unwrap_err().to_string();
    assert!(error.contains("“Ines waits” are not in the text"), "{error}");
    assert!(error.contains("another draft of it"), "{error}");
}

#[test]
fn w3c_as_hypothesis_answers_a_search() {
    let file = r#"{"total": 2, "rows": [
        {"id": "q1", "created": "2026-02-15T14:30:00.5+00:00", "user": "acct:ines@hypothes.is",
         "uri": "https://harbour.example/story", "text": "Who is she?", "tags": ["Person", "ask Bo"],
         "target": [{"source": "https://harbour.example/story", "selector": [
            {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 0, "endContainer": "/p[1]", "endOffset": 4},
            {"type": "TextPositionSelector", "start": 340, "end": 344},
            {"type": "TextQuoteSelector", "exact": "Mara", "prefix": "", "suffix": " sails"}]}]},
        {"id": "q2", "text": "The captain", "tags": [], "references": ["q1"], "user": "acct:bo@hypothes.is",
         "target": [{"source": "https://harbour.example/story"}]}]}"#;
    let read = import(file, Format::W3c, Some("Mara sails north.")).unwrap();
    let document = &read[0].document;
    assert_eq!(told(document), ["[Mara] Person Mara"]);
    assert_eq!(comments(document), ["Who is she?\nask Bo"]);
    assert_eq!(
        read[0].notes,
        [
            "An annotation of the whole: The captain",
            "Left out, for Copydesk has no use for it: 1 created, 1 references, 1 uri, 2 user.",
        ]
    );
}
