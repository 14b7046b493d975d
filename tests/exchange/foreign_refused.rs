//! Files that would corrupt an article are refused by place.

use copydesk::formats::{Format, import};

use crate::foreign::case;

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
