//! Tables of tokens as WebAnno, `INCEpTION`, CoNLL and CorefUD write them.

use copydesk::formats::Format;
use copydesk::model::{Annotation, MentionForm, Quote, QuoteKind};

use crate::foreign::{comments, read, told};

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
