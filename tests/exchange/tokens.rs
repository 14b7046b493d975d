//! The tokens of spaCy's JSON are those `Doc.from_json` makes of them: it takes a document as a whole or
//! not at all.

use copydesk::formats::{Confidential, Format, export};
use copydesk::model::Document;
use proptest::prelude::*;
use serde_json::Value;

use crate::documents;

fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// The tokens spaCy makes of words and a text (`spacy.util.get_words_and_spaces`, from its documentation):
/// a space behind a word is the word's, further white space is one token.
fn as_spacy(words: &[String], text: &[char]) -> Vec<(usize, usize)> {
    let (mut found, mut at) = (Vec::new(), 0);
    for word in words.iter().filter(|word| !word.chars().all(is_space)) {
        let word: Vec<char> = word.chars().collect();
        let start = (at..text.len()).find(|start| text[*start..].starts_with(&word)).unwrap();
        if start > at {
            found.push((at, start));
        }
        at = start + word.len();
        found.push((start, at));
        at += usize::from(text.get(at) == Some(&' '));
    }
    if at < text.len() {
        found.push((at, text.len()));
    }
    found
}

fn place(value: &Value) -> (usize, usize) {
    let number = |name: &str| usize::try_from(value[name].as_u64().unwrap()).unwrap();
    (number("start"), number("end"))
}

#[track_caller]
fn check(document: &Document) {
    let exported = export(document, Format::Spacy, "story", Confidential::Included).unwrap();
    let record: Value = serde_json::from_str(exported.files[0].content.trim_end()).unwrap();
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    let tokens: Vec<(usize, usize)> = record["tokens"].as_array().unwrap().iter().map(place).collect();
    let words: Vec<String> = tokens.iter().map(|(start, end)| text[*start..*end].iter().collect()).collect();
    assert_eq!(tokens, as_spacy(&words, &text), "{:?}", record["text"]);
    let spans = record["ents"].as_array().unwrap().iter().chain(record["spans"]["sc"].as_array().unwrap());
    for (start, end) in spans.map(place) {
        assert!(tokens.iter().any(|token| token.0 == start), "{start} of {tokens:?}");
        assert!(tokens.iter().any(|token| token.1 == end), "{end} of {tokens:?}");
    }
}

proptest! {
    #[test]
    fn spacy_reads_every_document(document in documents::document()) {
        check(&document);
    }
}

#[test]
fn a_sloppy_selection_from_another_tool_is_no_bar_to_spacy() {
    let line = "{\"text\": \"Ada  came \\n\\nto Oslo.\", \"label\": [[3, 10, \"PER\"], [4, 5, \"ORG\"], [0, 4, \"LOC\"]]}";
    let read = copydesk::formats::import(line, Format::Doccano, None).unwrap().remove(0).document;
    check(&read);
    let exported = export(&read, Format::Spacy, "story", Confidential::Included).unwrap();
    assert!(
        exported
            .losses
            .iter()
            .any(|loss| loss.to_string() == "1 annotation without a visible character not carried")
    );
    let again = copydesk::formats::import(&exported.files[0].content, Format::Spacy, None)
        .unwrap()
        .remove(0)
        .document;
    let places = |document: &Document| -> Vec<String> {
        document.annotations().map(|own| own.spans.first().of(document.text()).to_owned()).collect()
    };
    assert_eq!(places(&again), ["Ada ", "  came "], "as they were selected");
}
