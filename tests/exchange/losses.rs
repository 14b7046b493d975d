//! What a format cannot carry is told in the user's words.

use copydesk::formats::{Confidential, Format, export};
use copydesk::model::{Article, ArticleMeta, Document};

use crate::story::story;

fn told(format: Format) -> Vec<String> {
    let exported = export(&story(), format, "story", Confidential::Withheld).unwrap();
    exported.losses.iter().map(ToString::to_string).collect()
}

#[test]
fn a_tool_with_labels_alone_loses_the_fact_check() {
    let told = told(Format::Doccano);
    for words in [
        "1 confidential evidence item not carried",
        "1 evidence item not carried",
        "1 claim's verdict and state not carried",
        "1 comment not carried",
        "4 annotations' ids not carried",
    ] {
        assert!(told.iter().any(|line| line == words), "{words}: {told:?}");
    }
    assert!(!told.iter().any(|line| line.contains("mention ") || line.contains("speaker")), "{told:?}");
}

#[test]
fn confidential_evidence_stays_at_the_desk_unless_told_otherwise() {
    let words = "the secret source";
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Ron) {
        let exported = export(&story(), format, "story", Confidential::Withheld).unwrap();
        assert!(exported.files.iter().all(|file| !file.content.contains(words)), "{format:?}");
        assert_eq!(exported.losses[0].to_string(), "1 confidential evidence item not carried");
    }
    let included = export(&story(), Format::W3c, "story", Confidential::Included).unwrap();
    assert!(included.files[0].content.contains(words));
    assert!(export(&story(), Format::Ron, "story", Confidential::Withheld).is_err(), "ours holds everything");
    assert!(export(&story(), Format::Ron, "story", Confidential::Included).unwrap().losses.is_empty());
}

#[test]
fn tables_have_every_offset_and_no_formula() {
    let exported = export(&story(), Format::Csv, "story", Confidential::Withheld).unwrap();
    let table =
        |ending: &str| exported.files.iter().find(|file| file.ending == ending).unwrap().content.as_str();
    let mentions: Vec<&str> = table(".mentions.csv").split("\r\n").collect();
    assert!(mentions[0].starts_with(
        "article,id,part,byte_start,byte_end,char_start,char_end,utf16_start,utf16_end,line,text"
    ));
    // An emoji of four bytes, one code point and two UTF-16 units stands before it.
    assert!(mentions[1].contains(",1,5,9,2,6,3,7,1,Mara,"), "{}", mentions[1]);
    assert!(table(".claims.csv").contains("'=2+2"), "{}", table(".claims.csv"));
}

#[test]
fn a_news_item_has_an_address_only_where_the_article_has_one() {
    let document = |url: &str| {
        let meta = ArticleMeta { url: url.into(), byline: "Mara Lind".into(), ..ArticleMeta::default() };
        Document::new(Article::new("Ada came.", Vec::new(), meta).unwrap())
    };
    let item = |url: &str| {
        let exported = export(&document(url), Format::Ninjs, "story", Confidential::Withheld).unwrap();
        let told: Vec<String> = exported.losses.iter().map(ToString::to_string).collect();
        (serde_json::from_str::<serde_json::Value>(&exported.files[0].content).unwrap(), told)
    };
    let (with, told) = item("https://gazette.example/ada");
    assert_eq!((&with["uri"], &with["by"]), (&"https://gazette.example/ada".into(), &"Mara Lind".into()));
    assert!(told.is_empty(), "{told:?}");
    let (without, told) = item("to be filled in");
    assert!(without["uri"].as_str().unwrap().starts_with("urn:uuid:"), "{without}");
    assert_eq!(told, ["1 fact about the article not carried"]);
}
