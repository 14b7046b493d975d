//! Files as the other tools write them.

use std::fs;
use std::path::Path;

use copydesk::formats::{Format, Imported, import};
use copydesk::model::{Annotation, Body, Claimant, Document, EntityKind, MentionForm, Quote, QuoteKind};

fn case(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(name: &str, format: Format, beside: Option<&str>) -> Vec<Imported> {
    let beside = beside.map(case);
    import(&case(name), format, beside.as_deref()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every annotation in words, in reading order.
fn told(document: &Document) -> Vec<String> {
    let entity = |id| document.entity(id).unwrap().name.clone();
    let tell = |annotation: &Annotation| {
        let words = document.words_of(annotation);
        match &annotation.body {
            Body::Mention(mention) => {
                let kind = document.entity(mention.entity).unwrap().kind;
                format!("[{words}] {kind:?} {}", entity(mention.entity))
            }
            Body::Passage(passage) => format!("[{words}] #{}", passage.tag),
            Body::Quote(quote) => format!("[{words}] quote by {:?}", quote.speaker.map(entity)),
            Body::Claim(_) => format!("[{words}] claim"),
        }
    };
    document.annotations().map(tell).collect()
}

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
fn conll_in_every_way_of_tagging() {
    let read = read("conll/eng.conll", Format::Conll, None);
    assert_eq!(read[0].document.text(), "EU rejects German call\nPeter Blackburn Peter");
    assert_eq!(
        told(&read[0].document),
        [
            "[EU] Organisation EU",
            "[German] Other German",
            "[Peter Blackburn] Person Peter Blackburn",
            "[Peter] Person Peter"
        ]
    );
    assert_eq!(told(&read[1].document), ["[BRUSSELS] Place BRUSSELS"]);
    assert_eq!(
        read[0].notes,
        [
            "The file does not say which white space is between its tokens; one space, or a line break behind a sentence, was put there.",
            "Left out, for Copydesk has no use for it: 2 further column.",
        ]
    );
}

#[test]
fn conll_with_numbered_tokens_and_names_within_names() {
    let read = read("conll/germeval.tsv", Format::Conll, None);
    let document = &read[0].document;
    assert_eq!(document.text(), "Mara Lindqvist von der Osloer Fährgesellschaft #\nJa");
    assert_eq!(
        told(document),
        [
            "[Mara Lindqvist] Person Mara Lindqvist",
            "[Osloer Fährgesellschaft] Organisation Osloer Fährgesellschaft",
            "[Osloer] #LOCderiv",
        ]
    );
    assert_eq!(read[0].notes[1], "Left out, for Copydesk has no use for it: 2 comment.");
}

#[test]
fn conll_with_tabs_middles_and_tags_without_a_label() {
    let read = read("conll/tabs.conll", Format::Conll, None);
    assert_eq!(
        told(&read[0].document),
        ["[New York] Place New York", "[San Marino FC] Organisation San Marino FC", "[Bo] Other Bo"]
    );
}

#[test]
fn conllu_with_nested_mentions_and_words_in_one_token() {
    let read = read("conllu/corefud.conllu", Format::ConllU, None);
    let document = &read[0].document;
    assert_eq!(document.text(), "Mara didn’t meet the man from Oslo. She left.");
    assert_eq!(
        told(document),
        [
            "[Mara] Person Mara",
            "[the man from Oslo] Person the man from Oslo",
            "[Oslo] Place Oslo",
            "[She] Person Mara",
        ]
    );
    assert_eq!(read[0].name.as_deref(), Some("doc1"));
}

#[test]
fn conllu_with_declared_fields_empty_nodes_parts_and_words_within_tokens() {
    let read = read("conllu/harbour.conllu", Format::ConllU, None);
    let document = &read[0].document;
    assert_eq!(
        document.text(),
        "El alcalde de Puerto habló al juez-decano Ruiz, dijo que venía.\n\nDámelo  dijo Ruiz\n\ny tal el juez . fin"
    );
    assert_eq!(
        told(document),
        [
            "[El alcalde de Puerto] Person El alcalde de Puerto",
            "[Puerto] Place Puerto",
            "[al juez-decano Ruiz] Person al juez-decano Ruiz",
            "[dijo] Other dijo",
            "[Dámelo] Person al juez-decano Ruiz",
            "[Dámelo] Other Dámelo",
            "[Ruiz … tal] Person Ruiz … tal",
            "[Ruiz] Person Ruiz",
            "[tal] Person tal",
            "[el juez .] Person el juez .",
            "[juez . fin] Person juez . fin",
        ]
    );
    let entity = |name: &str| document.entities().find(|entity| entity.name == name).unwrap();
    assert_eq!(entity("dijo").notes, "abstract");
    let link = &entity("Puerto").links[0];
    assert_eq!((link.scheme.as_str(), link.id.as_str()), ("wikipedia", "Puerto_%28Oslo-Norte%29"));
    let meta = &document.article().meta;
    assert_eq!(
        (meta.title.as_str(), meta.url.as_str()),
        ("The ferry stays", "https://harbour.example/ferry")
    );
    assert_eq!(
        read[0].notes,
        [
            "Left out, for Copydesk has no use for it: 1 Bridge, 13 infstat, 13 link, 1 mention without a word, 1 meta::genre."
        ]
    );
    assert_eq!(told(&read[1].document), ["[Oslo] Place Oslo"]);
    assert_eq!(read[1].name.as_deref(), Some("harbour-2"));
}

#[test]
fn conllu_with_types_alone() {
    let read = read("conllu/types.conllu", Format::ConllU, None);
    let document = &read[0].document;
    assert_eq!(
        told(document),
        ["[Tulsa] Place Tulsa", "[the Oslo Bears] Organisation the Oslo Bears", "[Oslo] Place Oslo"]
    );
    assert_eq!(document.entities().len(), 3);
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
fn webanno_with_stacked_entities_sub_tokens_a_chain_and_a_relation() {
    let read = read("webanno/inception.tsv", Format::WebAnno, None);
    let document = &read[0].document;
    assert_eq!(document.text(), "Ms. Haag\tmet 😊 Bo_\nin Oslo. She left.");
    assert_eq!(
        told(document),
        [
            "[Ms. Haag] Person Ms. Haag",
            "[Ms.] Other Ms.",
            "[met] #Frame: meeting",
            "[Bo] Person Bo",
            "[Oslo] Place Oslo",
            "[She] Person Ms. Haag",
        ]
    );
    assert_eq!(read[0].notes.len(), 3, "a relation, parts of speech, a gap: {:?}", read[0].notes);
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

/// What the colleagues are told of each annotation.
fn comments(document: &Document) -> Vec<&str> {
    document
        .annotations()
        .map(|annotation| annotation.comment.as_str())
        .filter(|comment| !comment.is_empty())
        .collect()
}

#[test]
fn webanno_as_inception_writes_slots_stacks_chains_and_layers_of_its_own() {
    let read = read("webanno/newsroom.tsv", Format::WebAnno, None);
    let document = &read[0].document;
    assert_eq!(
        document.text(),
        "Mara Lindqvist told Bo Ek 😊 that “the ferry is safe”. She denied\nthe un-safe claim_1."
    );
    assert_eq!(
        told(document),
        [
            "[Mara Lindqvist] Person Mara Lindqvist",
            "[Bo Ek] Person Bo Ek",
            "[Bo] Other Bo",
            "[“the ferry is safe”] quote by Some(\"Mara Lindqvist\")",
            "[safe] #Sentiment: tone|calm->flat",
            "[She] Person Mara Lindqvist",
            "[denied\nthe un-safe claim_1] quote by Some(\"Mara Lindqvist\")",
            "[un] #Unclear",
        ]
    );
    let quotes: Vec<&Quote> = document.annotations().filter_map(Annotation::quote).collect();
    assert_eq!([quotes[0].kind, quotes[1].kind], [QuoteKind::Direct, QuoteKind::Indirect]);
    assert_eq!(document.entity(quotes[0].addressee.unwrap()).unwrap().name, "Bo Ek");
    let she = document.annotations().find(|own| document.words_of(own) == "She").unwrap();
    assert_eq!(she.mention().unwrap().form, MentionForm::Pronoun);
    assert_eq!(comments(document), ["value: PERpart", "Opinion: posi_tive"]);
    assert_eq!(
        read[0].notes,
        [
            "1 relation has a name Copydesk has no use for; left out.",
            "The file does not say which white space is between its sentences; one space, or line breaks, were put there.",
            "Left out, for Copydesk has no use for it: 1 Dependency, 1 Unclear without a word, 1 since of a relation.",
        ]
    );
}

#[test]
fn webanno_of_the_versions_whose_text_is_escaped_as_in_java() {
    let read = read("webanno/version31.tsv", Format::WebAnno, None);
    let document = &read[0].document;
    assert_eq!(document.text(), "Zoë said \"yes\" 😊 in C:\\temp.");
    assert_eq!(told(document), ["[Zoë] Person Zoë", "[C:\\temp] Place C:\\temp"]);
    assert_eq!(read[0].notes, Vec::<String>::new());
}

#[track_caller]
fn refused(text: &str, format: Format, beside: Option<&str>, words: &str) {
    let error = import(text, format, beside).unwrap_err().to_string();
    assert!(error.contains(words), "{error}");
}

#[test]
fn what_would_corrupt_is_refused_by_place() {
    refused(
        "{\"text\": \"a\", \"entities\": [{\"id\": 1, \"label\": \"x\", \"start_offset\": 0, \"end_offset\": 9}]}",
        Format::Doccano,
        None,
        "line 1, $.entities[0]: 0 to 9 lies past its end; the text has 1 code points",
    );
    refused("{\"text\": \"a\"}\n{\"text\": 3}", Format::Doccano, None, "line 2, $.text: this must be a text");
    refused("[{\"text\": \"a\"}, {\"text\": 3}]", Format::Prodigy, None, "$[1].text: this must be a text");
    refused("{\"paragraphs\": []}", Format::Spacy, None, "line 1, $: this is the training format of spaCy 2");
    refused("{\"text\": \"a\"}\n{\"text\": ", Format::Prodigy, None, "line 2, column 9: this is not JSON");
    refused(
        "[{\"data\": {\"text\": \"Bo left\"}, \"annotations\": [{\"result\": [{\"id\": \"a\", \"type\": \"labels\", \"value\": {\"start\": 0, \"end\": 2, \"text\": \"Ada\", \"labels\": [\"PER\"]}}]}]}]",
        Format::LabelStudio,
        None,
        "$[0].annotations[0].result[0].value.text: the region says “Ada”, but the text has “Bo” there",
    );
    refused(
        "T1\tPerson 0 3\tBob\n",
        Format::Brat,
        Some("Ada left"),
        "line 1, column 15: the line says “Bob”, but the text has “Ada” there",
    );
    refused("T1\tPerson 0 3\tAda\n", Format::Brat, None, "the article's text is missing");
    refused("R1\tSame Arg1:T1 Arg2:T2\n", Format::Brat, Some("x"), "line 1, column 14: there is no “T1”");
    refused("E1\tMeet:T9 Who:T1\n", Format::Brat, Some("x"), "line 1, column 9: there is no “T9”");
    refused("E1\tMeet\n", Format::Brat, Some("x"), "line 1, column 4: the type of an event and its trigger");
    refused(
        "T1\tMeet 0 1\tx\n#1\tPlace T1\t0 2\n",
        Format::Brat,
        Some("xy"),
        "line 2, column 13: “0 2” is no place",
    );
    refused("EU B-ORG\nrejects\n", Format::Conll, None, "line 2, column 1: a token and its tag are needed");
    refused("EU X-ORG\n", Format::Conll, None, "line 1, column 4: “X-ORG” is no tag");
    refused("1\tEU\t_\t_\t_\t_\t_\t_\t_\n", Format::ConllU, None, "line 1, column 1: ten columns");
    refused("1\tEU\t_\t_\t_\t_\t_\t_\t_\tEntity=e1)\n", Format::ConllU, None, "closes what is not open");
    refused(
        "{\"target\": {\"selector\": {\"type\": \"TextQuoteSelector\", \"exact\": \"a\"}}}",
        Format::W3c,
        Some("a a"),
        "more than once",
    );
    refused(
        "{\"target\": {\"selector\": {\"type\": \"TextPositionSelector\", \"start\": 1, \"end\": 4}}}",
        Format::W3c,
        Some("abc"),
        "$.target: 1 to 4 is no place in the text, which has 3 code points",
    );
    refused(
        "{\"items\": [{\"body\": \"a\"}]}",
        Format::W3c,
        Some("a"),
        "$.items[0].target: this must be there",
    );
    refused("", Format::Doccano, None, "there is no document in it");
    refused("<a/>", Format::Xmi, None, "this is no XMI: its outermost element is “a”");
    refused("<xmi:XMI>\n <a x=1/>", Format::Xmi, None, "line 2, column 2: this is not XML");
    refused("<!DOCTYPE a [<!ENTITY b \"b\">]><a>&b;</a>", Format::Xmi, None, "a document type");
    let xmi = case("xmi/inception.xmi");
    refused(
        &xmi.replace("begin=\"27\" end=\"31\"", "begin=\"27\" end=\"131\""),
        Format::Xmi,
        None,
        "line 8, column 5: 27 to 131 lies past its end; the text has 53 UTF-16 units",
    );
    refused(
        &xmi.replace("begin=\"27\" end=\"31\"", "begin=\"1\" end=\"31\""),
        Format::Xmi,
        None,
        "line 8, column 5: 1 to 31 lies inside a character",
    );
    refused(&xmi.replace("xmi:id=\"5\"", "xmi:id=\"4\""), Format::Xmi, None, "the number 4 is given twice");
    refused("{}", Format::CasJson, None, "$.%FEATURE_STRUCTURES: this must be there");
    refused(
        &case("casjson/cassis.cas.json").replace("\"end\": 13", "\"end\": 31"),
        Format::CasJson,
        None,
        "$.%FEATURE_STRUCTURES[2]: 9 to 31 lies past its end",
    );
    refused("a\tb", Format::WebAnno, None, "line 1, column 1: this is no WebAnno TSV");
    let tsv = case("webanno/inception.tsv");
    refused(
        &tsv.replace("4-8\tHaag", "4-8\tHaug"),
        Format::WebAnno,
        None,
        "line 12, column 1: the line says “Haug”, but the text has “Haag” there",
    );
    refused(
        &tsv.replace("9-12", "9+12"),
        Format::WebAnno,
        None,
        "line 13, column 5: “9+12” is no place of a token",
    );
    refused(
        &tsv.replace("1-8\t27-28\t.\t.\t_\t_\t_\t_\t_\t_\t_\t_", "1-8\t27-28\t.\t."),
        Format::WebAnno,
        None,
        "the token has 1 column too few",
    );
}
