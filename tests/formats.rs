//! The `.desk.ron` file: what comes back, what is refused, and how it is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, clippy::panic, reason = "tests")]

#[path = "common/documents.rs"]
mod documents;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use copydesk::formats::ron::{read, read_step, write, write_checked, write_step};
use copydesk::formats::{WriteError, schema};
use copydesk::model::{Document, Edit};
use copydesk::text::units::UnitIndex;
use proptest::prelude::*;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/desk")
}

fn case(name: &str) -> String {
    fs::read_to_string(cases().join(name)).unwrap()
}

/// What the `ron` crate makes of a text of ours.
fn as_the_ron_crate_reads(text: &str) -> ron::error::SpannedResult<ron::Value> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(text)
}

fn units(document: &Document) -> UnitIndex {
    UnitIndex::new(document.article().text().clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_saved_is_what_comes_back(document in documents::document()) {
        let text = write(&document).unwrap();
        let again = read(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert!(again == document, "another document came back from\n{text}");
        prop_assert_eq!(write(&again).unwrap(), text, "two saves differ");
    }

    #[test]
    fn every_step_is_one_line_of_a_journal_and_comes_back(
        document in documents::document(), recipe in documents::recipe(),
    ) {
        let units = units(&document);
        let wrong = documents::step(&document, 50, &recipe);
        for step in document.history().iter().map(AsRef::as_ref).chain([&wrong]) {
            let line = write_step(step, &units).unwrap();
            prop_assert!(!line.contains(['\n', '\r']), "{}", line);
            prop_assert_eq!(&read_step(&line, &units).unwrap(), step);
        }
    }

    #[test]
    fn the_ron_crate_reads_what_we_write(document in documents::document()) {
        let text = write(&document).unwrap();
        let value = as_the_ron_crate_reads(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        let ron::Value::Map(file) = value else { panic!("a record") };
        let field = |map: &ron::Map, name: &str| map.iter()
            .find(|(key, _)| **key == ron::Value::String(name.into())).map(|(_, value)| value.clone());
        let Some(ron::Value::Map(article)) = field(&file, "article") else { panic!("an article") };
        let Some(ron::Value::Seq(lines)) = field(&article, "text") else { panic!("its text") };
        let joined: String = lines.into_iter()
            .map(|line| line.into_rust::<String>().unwrap()).collect();
        prop_assert_eq!(&joined, document.text());
    }

    #[test]
    fn a_damaged_file_is_read_or_refused_but_never_breaks_us(
        document in documents::document(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..40usize, "[()\\[\\]{}\",:\\\\/*a-zS0-9 \n]{0,6}"), 1..5),
    ) {
        let mut text = write(&document).unwrap();
        for (place, len, instead) in cuts {
            let at = text.floor_char_boundary(place.index(text.len() + 1));
            let end = text.floor_char_boundary((at + len).min(text.len()));
            text.replace_range(at..end.max(at), &instead);
        }
        match read(&text) {
            Ok(document) => prop_assert!(write_checked(&document).is_ok(), "it was read but cannot be saved"),
            Err(error) => {
                prop_assert!(error.line >= 1 && error.line <= text.matches('\n').count() + 1);
                let line = text.split('\n').nth(error.line - 1).unwrap();
                prop_assert!(error.column >= 1 && error.column <= line.chars().count() + 1);
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}", ron in "[()\\[\\]{}\",:\\\\/*a-f0-9 '#r\n]{0,80}") {
        drop(read(&text));
        drop(read(&format!("(copydesk: \"1.0\", {ron}")));
        drop(schema::read(&ron));
    }
}
