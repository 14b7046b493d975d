//! Whatever a document holds, every report of it is made, and is what it says it is.

use copydesk::report::{Kind, preview};
use proptest::prelude::*;

use super::files::{every_report, options, parts, report, schema};
use super::hostile::{balanced, rows};
use crate::documents::document;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_report_of_any_document_is_well_formed(document in document()) {
        for (kind, audience) in every_report() {
            let report = report(kind, &document, audience);
            for (part, content) in parts(kind, &report) {
                let content = String::from_utf8(content).unwrap();
                match kind {
                    Kind::Docx => balanced(&part, &content),
                    Kind::Html => balanced_page(&content),
                    Kind::Log => prop_assert!(!rows(&content).is_empty()),
                    Kind::ClaimReview => prop_assert!(serde_json::from_str::<serde_json::Value>(&content).is_ok()),
                    Kind::Markdown | Kind::Sources | Kind::Questions | Kind::Changes | Kind::Quotes => {}
                }
            }
            prop_assert!(preview(kind, &document, &schema(), options(audience)).is_ok());
        }
    }
}

/// Every element that must be closed is, in order; ids are given once and every inner link finds one.
#[track_caller]
fn balanced_page(page: &str) {
    let page = &page[page.find("<body>").unwrap()..];
    let mut open: Vec<&str> = Vec::new();
    for tag in page.split('<').skip(1).map(|piece| piece.split('>').next().unwrap()) {
        let name = tag.split(' ').next().unwrap();
        match tag.strip_prefix('/') {
            Some("html") | None if name == "br" || name == "/html" => {}
            Some(closed) => assert_eq!(open.pop(), Some(closed)),
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
    let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|piece| piece.split('"').next().unwrap()).collect();
    let once: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(once.len(), ids.len());
    for link in page.split("href=\"#").skip(1).map(|piece| piece.split('"').next().unwrap()) {
        assert!(once.contains(link), "#{link} leads nowhere");
    }
}
