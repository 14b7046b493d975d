//! An article and notes that mean harm come out as text.

use copydesk::model::{
    Approval, Body, Claim, ClaimState, Claimant, Document, Evidence, Passage, Query, Quote, QuoteCheck,
    Reply, TagId, Verdict,
};
use copydesk::report::{Audience, Kind, preview};
use jiff::Timestamp;

use super::files::{
    annotation, article, claim, document, every_report, evidence, options, parts, person, report, schema,
    span, text,
};

const ATTACKS: [&str; 16] = [
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)\" x='",
    "=cmd|' /C calc'!A0",
    "+HYPERLINK(\"http://evil.example\")",
    "@SUM(1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "\u{202e}gpj.exe\u{2066}",
    "nul \0 bell \u{7} escape \u{1b}[2J delete \u{7f} c1 \u{9b}31m",
    "]]> <![CDATA[ <!-- --> <?xml ?> &amp; &#0;",
    "[x](javascript:alert(1)) ![y](data:x) <javascript:z> [^1]: taken",
    "\u{ffff}\u{fffe}\u{feff}",
    "line\r\nbreak\rlone\u{2028}separator",
    "# heading\n    code\n- list\n1. one\n| a | b |",
    "emoji 👩‍👩‍👧 and שלום and e\u{301}",
];

/// A document with `attack` in every field a person can fill.
fn attacked(attack: &str) -> Document {
    attacked_with(attack, attack)
}

/// The same with an excerpt of its own.
fn attacked_with(attack: &str, excerpt: &str) -> Document {
    let mut article = article(&[&format!("{attack} said Jon Bakke"), "plain words"]);
    article.meta.title = attack.into();
    article.meta.site = attack.into();
    article.meta.url = attack.into();
    article.meta.language = attack.into();
    article.meta.published = attack.into();
    let mut bakke = person(1, "Jon Bakke");
    bakke.role = attack.into();
    bakke.notes = attack.into();
    bakke.links = vec![copydesk::model::KnowledgeId { scheme: "wikidata".into(), id: attack.into() }];
    let source = Evidence {
        url: attack.into(),
        publisher: attack.into(),
        author: attack.into(),
        published: attack.into(),
        archived: attack.into(),
        excerpt: excerpt.into(),
        locator: attack.into(),
        independent_of: attack.into(),
        publish: true,
        ..evidence(2, attack)
    };
    let record = Claim {
        assertion: attack.into(),
        claimant: Some(Claimant::Entity(bakke.id)),
        state: ClaimState::SignedOff,
        verdict: Verdict::Mixed,
        suggested_text: attack.into(),
        evidence: vec![source],
        reason: attack.into(),
        objection: attack.into(),
        note: attack.into(),
        checked_by: attack.into(),
        checked_words: attack.into(),
        approvals: vec![Approval { by: attack.into(), role: attack.into(), at: Timestamp::UNIX_EPOCH }],
        queries: vec![Query { to: attack.into(), question: attack.into(), ..Query::default() }],
        replies: vec![Reply { from: attack.into(), words: attack.into(), ..Reply::default() }],
        corrections: vec![copydesk::model::Correction {
            published: Some(options(Audience::Desk).date),
            was: attack.into(),
            now: attack.into(),
            notice: attack.into(),
        }],
        ..Claim::default()
    };
    let mut passage =
        annotation(4, span(&article, "plain"), Body::Passage(Passage { tag: TagId(attack.into()) }));
    passage.comment = attack.into();
    let claimed = annotation(3, span(&article, attack), claim(record));
    let quote = Quote { check: QuoteCheck::Recording, checked_words: attack.into(), ..Quote::default() };
    let quoted = annotation(5, span(&article, "plain"), Body::Quote(quote));
    document(article, vec![bakke], vec![claimed, passage, quoted])
}

/// The tags of a page: names and attributes as a browser reads them.
fn tags(page: &str) -> Vec<String> {
    let body = &page[page.find("</style>").unwrap()..];
    body.split('<').skip(1).map(|piece| piece.split('>').next().unwrap().to_owned()).collect()
}

#[test]
fn a_page_holds_no_tag_and_no_attribute_but_ours() {
    let ours = [
        "/style",
        "/head",
        "body",
        "/body",
        "/html",
        "a",
        "/a",
        "header",
        "/header",
        "p",
        "/p",
        "strong",
        "/strong",
        "span",
        "/span",
        "bdi",
        "/bdi",
        "div",
        "/div",
        "main",
        "/main",
        "article",
        "/article",
        "h1",
        "/h1",
        "h2",
        "/h2",
        "h3",
        "/h3",
        "mark",
        "/mark",
        "sup",
        "/sup",
        "section",
        "/section",
        "ul",
        "/ul",
        "ol",
        "/ol",
        "li",
        "/li",
        "aside",
        "/aside",
        "blockquote",
        "/blockquote",
        "dl",
        "/dl",
        "dt",
        "/dt",
        "dd",
        "/dd",
        "small",
        "/small",
        "br",
        "footer",
        "/footer",
    ];
    let attributes =
        ["class=", "href=", "id=", "dir=", "lang=", "aria-label=", "aria-hidden=", "tabindex=", "rel="];
    for attack in ATTACKS {
        for audience in Audience::ALL {
            let page = text(Kind::Html, &attacked(attack), audience);
            assert!(!page.to_lowercase().contains("<script"), "{attack}");
            assert_eq!(page.matches("</style>").count(), 1, "{attack}");
            for tag in tags(&page) {
                let name = tag.split(' ').next().unwrap();
                assert!(ours.contains(&name), "{attack}: <{tag}>");
                let unquoted: String = tag.split('"').step_by(2).collect();
                for attribute in unquoted.split(' ').skip(1).filter(|one| !one.is_empty()) {
                    assert!(attributes.contains(&attribute), "{attack}: {attribute} in <{tag}>");
                }
                if let Some(address) = tag.split("href=\"").nth(1) {
                    let safe = ["#", "https://", "http://"].iter().any(|begins| address.starts_with(begins));
                    assert!(safe, "{attack}: <{tag}>");
                }
            }
        }
    }
}

#[test]
fn no_report_holds_a_character_that_acts() {
    for attack in ATTACKS {
        let document = attacked(attack);
        for (kind, audience) in every_report() {
            let report = report(kind, &document, audience);
            for (part, content) in parts(kind, &report) {
                let content =
                    String::from_utf8(content).unwrap_or_else(|_| panic!("{kind:?} {part} is not UTF-8"));
                let content = content.trim_start_matches('\u{feff}');
                let acts = |c: char| {
                    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
                        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
                };
                assert!(!content.contains(acts), "{kind:?} {part}: {attack:?}");
            }
        }
    }
}

#[test]
fn every_part_of_the_word_document_is_xml_and_only_the_text_is_from_outside() {
    for attack in ATTACKS {
        for audience in Audience::ALL {
            let report = report(Kind::Docx, &attacked(attack), audience);
            for (part, content) in parts(Kind::Docx, &report) {
                let content = String::from_utf8(content).unwrap();
                balanced(&part, &content);
                assert!(!content.contains("]]>") && !content.contains("TargetMode"), "{part}: {attack}");
            }
        }
    }
}

/// Every element that opens closes, in order.
#[track_caller]
pub(crate) fn balanced(part: &str, xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in xml.split('<').skip(1).map(|piece| piece.split('>').next().unwrap()) {
        let name = tag.split([' ', '/']).next().unwrap();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{part}");
        } else if !tag.ends_with('/') && !tag.starts_with('?') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{part}: {open:?}");
}

/// The rows of a table, read as RFC 4180 has it and no other way.
pub(crate) fn rows(table: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut chars = table.trim_start_matches('\u{feff}').chars().peekable();
    while chars.peek().is_some() {
        assert_eq!(chars.next(), Some('"'), "every cell is quoted");
        let mut cell = String::new();
        loop {
            match chars.next().expect("a cell ends") {
                '"' if chars.peek() == Some(&'"') => cell.extend(chars.next()),
                '"' => break,
                c => cell.push(c),
            }
        }
        rows.last_mut().unwrap().push(cell);
        match chars.next() {
            Some(',') => {}
            Some('\r') => {
                assert_eq!(chars.next(), Some('\n'));
                rows.push(Vec::new());
            }
            other => panic!("{other:?} after a cell"),
        }
    }
    assert_eq!(rows.pop(), Some(Vec::new()), "the last row ends too");
    rows
}

#[test]
fn the_log_is_a_table_in_which_no_cell_is_a_formula() {
    for attack in ATTACKS {
        let rows = rows(&text(Kind::Log, &attacked(attack), Audience::Desk));
        assert_eq!(rows.len(), 2, "{attack}");
        assert_eq!(rows[0].len(), rows[1].len());
        for cell in &rows[1] {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\t']), "{attack}: {cell}");
        }
    }
}

#[test]
fn the_data_is_json_that_may_stand_in_a_page() {
    for attack in ATTACKS {
        let data = text(Kind::ClaimReview, &attacked(attack), Audience::Readers);
        assert!(!data.contains(['<', '>', '&']), "{attack}");
        let value: serde_json::Value = serde_json::from_str(&data).unwrap();
        assert_eq!(value[0]["@type"], "ClaimReview", "{attack}");
        assert!(!data.contains("\"url\": \"javascript") && !data.contains("\"url\": \"data"), "{attack}");
    }
}

#[test]
fn markdown_has_no_link_and_no_markup_from_outside() {
    for attack in ATTACKS {
        let page = text(Kind::Markdown, &attacked(attack), Audience::Readers);
        for (at, _) in page.match_indices("](") {
            let escaped = page[..at].ends_with('\\');
            assert!(escaped || page[at + 2..].starts_with("http"), "{attack}: {page}");
        }
        let bare =
            |sign: char| page.match_indices(sign).filter(|(at, _)| !page[..*at].ends_with('\\')).count();
        assert_eq!((bare('<'), bare('`'), bare('|')), (0, 0, 0), "{attack}: {page}");
    }
}

#[test]
fn a_million_characters_in_one_field_are_written_out() {
    let long = format!("<b>{}", "long ".repeat(200_000));
    let document = attacked_with("long", &long);
    for (kind, audience) in every_report() {
        let report = report(kind, &document, audience);
        assert!(!report.bytes.is_empty(), "{kind:?}");
        let preview = preview(kind, &document, &schema(), options(audience)).unwrap();
        assert!(preview.lines.iter().all(|line| line.text.chars().count() <= 430), "{kind:?}");
    }
}
