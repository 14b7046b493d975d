//! The `.desk.ron` file: what comes back, what is refused, and how it is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, clippy::panic, reason = "tests")]

#[path = "common/documents.rs"]
mod documents;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::formats::ron::{read, read_step, says, write, write_checked, write_step};
use copydesk::formats::{WriteError, schema};
use copydesk::model::{AnnotationKind, Document, Edit};
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

fn units(document: &Document) -> Arc<UnitIndex> {
    Arc::new(UnitIndex::new(document.article().text().clone()))
}

#[test]
fn a_saved_file_reads_well_and_saving_it_again_changes_nothing() {
    let good = case("good.desk.ron");
    let document = read(&good).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(write_checked(&document).unwrap(), good);
    assert_eq!(document.entities().count(), 3);
    let quote = document.annotations_of(AnnotationKind::Quote).next().unwrap();
    assert_eq!(quote.spans.as_slice().len(), 2);
    assert_eq!(quote.quote().unwrap().cue.unwrap().of(document.text()), "said");
    assert!(document.text().ends_with("accounts.\r\n"), "line breaks stay as they were");
}

#[test]
fn every_bad_file_is_refused_at_the_place_and_with_a_way_out() {
    let mut names: Vec<String> = fs::read_dir(cases())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".desk.ron") && !name.starts_with("good") && !name.starts_with("newer"))
        .collect();
    names.sort();
    assert!(names.len() > 40, "the cases are gone");
    let refusals: String = names
        .iter()
        .map(|name| match read(&case(name)) {
            Ok(_) => panic!("{name} was read"),
            Err(error) => format!("{name}\n  {error}\n"),
        })
        .collect();
    let told = case("refusals.txt");
    assert_eq!(refusals, told, "what is said of bad files has changed:\n{refusals}");
}

#[test]
fn a_file_moved_about_by_hand_still_reads() {
    let document = read(&case("good-by-hand.desk.ron")).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(document.text(), "Ada met Bo.\nAda left.\n");
    assert_eq!(document.entities().next().unwrap().name, "Ada");
    assert_eq!(document.annotations().count(), 1);
}

#[test]
fn fields_of_a_newer_minor_version_survive_loading_and_saving() {
    let newer = case("newer-minor.desk.ron");
    let document = read(&newer).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(document.extra.get("queries").unwrap(), "{\"Bo\": \"When did she leave?\"}");
    assert_eq!(document.article().extra.get("embargo").unwrap(), "Some(\"2026-03-01T00:00:00Z\")");
    assert_eq!(document.article().blocks()[0].extra.get("level").unwrap(), "1");
    let saved = write_checked(&document).unwrap();
    assert_eq!(saved, newer.replacen("\"1.4\"", "\"1.3\"", 1), "byte for byte, but for our version");
}

#[test]
fn a_file_that_does_not_know_the_words_a_quote_was_checked_for_reads_and_stays_as_it_is() {
    let older = case("good.desk.ron");
    let document = read(&older).unwrap();
    let quote = document.annotations_of(AnnotationKind::Quote).next().unwrap();
    assert_eq!(quote.quote().unwrap().checked_words, "");
    assert!(!quote.quote().unwrap().has_changed(&document.words_of(quote)), "nothing is made up");
    assert_eq!(write(&document).unwrap(), older);
}

#[test]
fn words_a_quote_was_checked_for_are_kept_also_by_a_reader_that_does_not_know_them() {
    let file = case("good.desk.ron").replacen(
        "check: Recording,",
        "check: Recording,\n      checked_words: \"“Yes”\",",
        1,
    );
    let document = read(&file).unwrap_or_else(|error| panic!("{error}"));
    let quote = document.annotations_of(AnnotationKind::Quote).next().unwrap();
    assert_eq!(quote.quote().unwrap().checked_words, "“Yes”");
    assert_eq!(write(&document).unwrap(), file);
    // A version before the field was there reads it as an annotation reads a field it does not know.
    let unknown = file.replacen("checked_words:", "words_later:", 1);
    let document = read(&unknown).unwrap_or_else(|error| panic!("{error}"));
    let quote = document.annotations_of(AnnotationKind::Quote).next().unwrap();
    assert_eq!(quote.extra["words_later"], "\"“Yes”\"");
    assert!(write(&document).unwrap().contains("words_later: \"“Yes”\""));
}

#[test]
fn a_file_that_lacks_a_part_does_not_say_the_document() {
    let good = case("good.desk.ron");
    let document = read(&good).unwrap();
    assert_eq!(says(&good, &document), Ok(true));
    for part in ["entities", "annotations", "history"] {
        let start = good.find(&format!("\n  {part}: [")).unwrap();
        let end = start + good[start..].find("\n  ],").unwrap() + "\n  ],".len();
        let less = format!("{}{}", &good[..start], &good[end..]);
        assert_ne!(says(&less, &document), Ok(true), "{part}");
        let twice = format!("{}{}{}", &good[..end], &good[start..end], &good[end..]);
        assert!(says(&twice, &document).is_err(), "{part} twice");
    }
    let other = good.replacen("kind: Person", "kind: Organisation", 1);
    assert_eq!(says(&other, &document), Ok(false));
}

#[test]
fn changing_one_annotation_changes_its_lines_alone() {
    let good = case("good.desk.ron");
    let mut document = read(&good).unwrap();
    let passage = document.annotations_of(AnnotationKind::Passage).next().unwrap();
    let (from, to) = (passage.comment.clone(), "Yes, at 10:14 in the recording.".to_owned());
    let edit = Edit::Set {
        id: passage.id,
        from: copydesk::model::Field::Comment(from),
        to: copydesk::model::Field::Comment(to),
    };
    document.apply(&edit).unwrap();
    let saved = write(&document).unwrap();
    let changed: Vec<(&str, &str)> = good.lines().zip(saved.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(good.lines().count(), saved.lines().count());
    assert_eq!(changed[0].1.trim(), "comment: \"Yes, at 10:14 in the recording.\",");
}

#[test]
fn edits_nested_too_deep_are_refused_when_writing_and_never_overflow() {
    let document = read(&case("good.desk.ron")).unwrap();
    let mut step = document.history().get(0).unwrap().as_ref().clone();
    let mut deepest = None;
    for depth in 0..100 {
        match write_step(&step, &mut units(&document)) {
            Ok(line) => assert_eq!(read_step(&line, &mut units(&document)).unwrap(), step),
            Err(error) => {
                assert_eq!(error, WriteError::TooDeep(60));
                deepest.get_or_insert(depth);
            }
        }
        step.edit = Edit::Batch(vec![step.edit]);
    }
    assert!(deepest.unwrap() > 20, "{deepest:?}");
}

#[test]
fn an_unknown_field_that_would_break_the_file_is_not_written() {
    let mut document = read(&case("good.desk.ron")).unwrap();
    for (name, value) in [
        ("a b", "1"),
        ("later", "(1"),
        ("later", "1, x: 2"),
        ("later", " 1"),
        ("history", "[]"),
        ("later", ""),
    ] {
        document.extra = [(name.to_owned(), value.to_owned())].into();
        assert_eq!(write(&document), Err(WriteError::UnknownField(name.to_owned())), "{name}: {value}");
    }
}

#[test]
fn a_journal_line_of_another_text_is_refused() {
    let document = read(&case("good.desk.ron")).unwrap();
    let line = write_step(document.history().get(0).unwrap(), &mut units(&document)).unwrap();
    let mut other = Arc::new(UnitIndex::new(document.text().replace("Jon Bakke", "Jan Bakke")));
    let error = read_step(&line, &mut other).unwrap_err();
    assert!(error.message.contains("“Jan Bakke”") && error.message.contains("“Jon Bakke”"), "{error}");
    assert!(read_step(&line[..line.len() / 2], &mut units(&document)).is_err(), "a torn line");
    assert!(read_step(&format!("{line}{line}"), &mut units(&document)).is_err(), "two in a line");
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
        let changes: Vec<_> = document.history().iter().flat_map(|step| step.edit.text_changes()).collect();
        let origin = changes.into_iter().rev().fold(document.text().to_owned(), |text, change| {
            change.inverse().applied_to(&text).unwrap()
        });
        let mut written_in = Arc::new(UnitIndex::new(origin));
        let mut read_in = Arc::clone(&written_in);
        let wrong = documents::step(&document, 50, &recipe);
        for step in document.history().iter().map(AsRef::as_ref).chain([&wrong]) {
            let line = write_step(step, &mut written_in).unwrap();
            prop_assert!(!line.contains(['\n', '\r']), "{}", line);
            prop_assert_eq!(&read_step(&line, &mut read_in).unwrap(), step);
            prop_assert_eq!(written_in.text(), read_in.text());
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

    /// The check of a save must be as strict as reading the file and comparing the two documents.
    #[test]
    fn a_text_says_a_document_only_if_it_reads_as_that_document(
        document in documents::document(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8, "[a-zA-Z0-9(),\"\n ]"), 1..4),
    ) {
        let text = write(&document).unwrap();
        prop_assert_eq!(says(&text, &document), Ok(true));
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        for (place, how, instead) in changes {
            let at = place.index(lines.len());
            match how {
                0 => drop(lines.remove(at)),
                1 => lines.insert(at, lines[at].clone()),
                _ => {
                    let line = &mut lines[at];
                    let from = line.floor_char_boundary(place.index(line.len()));
                    let to = line.ceil_char_boundary(from + 1);
                    line.replace_range(from..to, &instead);
                }
            }
            if lines.is_empty() { break; }
        }
        let changed = lines.concat();
        let reads_the_same = read(&changed).is_ok_and(|other| other == document);
        prop_assert_eq!(says(&changed, &document) == Ok(true), reads_the_same, "{}", changed);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}", ron in "[()\\[\\]{}\",:\\\\/*a-f0-9 '#r\n]{0,80}") {
        drop(read(&text));
        drop(read(&format!("(copydesk: \"1.0\", {ron}")));
        drop(schema::read(&ron));
    }
}
