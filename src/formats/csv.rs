//! Tables for spreadsheets and data teams: mentions, entities, quotes, claims, evidence.
//!
//! A cell that a spreadsheet would take for a formula begins with `'`. Offsets are given in bytes
//! of UTF-8, code points and UTF-16 units. RFC 4180: fields in quotation marks where needed, lines
//! end in CRLF.

use crate::model::{AnnotationKind, Document};
use crate::text::formula::is_formula;

use super::exchange::{Exported, ExportedFile};
use super::loss::{Loss, Part, counted, losses};
use super::tables::{Cell, Table, tables};

const CARRIES: &[Part] = &[
    Part::EntityNames,
    Part::EntityRecords,
    Part::Links,
    Part::Unmentioned,
    Part::Mentions,
    Part::Forms,
    Part::Quotes,
    Part::CuesAndSources,
    Part::Speakers,
    Part::UnmentionedSpeakers,
    Part::QuoteChecks,
    Part::CheckedWords,
    Part::Claims,
    Part::Claimants,
    Part::Verdicts,
    Part::ClaimTexts,
    Part::Evidence,
    Part::Comments,
    Part::SeveralParts,
    Part::Ids,
    Part::WhoIsWho,
];

/// What the tables have no place for. Passages have no table.
pub(super) fn lost(document: &Document) -> Vec<Loss> {
    let mut lost = losses(document, CARRIES);
    let passages = || document.annotations_of(AnnotationKind::Passage);
    let further = [
        (Part::Comments, passages().filter(|own| !own.comment.is_empty()).count()),
        (Part::SeveralParts, passages().filter(|own| own.spans.as_slice().len() > 1).count()),
        (Part::Ids, passages().count()),
    ];
    lost.extend(counted(further));
    lost
}

/// Writes the five tables of the article called `name`.
pub(super) fn write(document: &Document, name: &str) -> Exported {
    let files = tables(document, name).into_iter();
    let files = files.map(|table| ExportedFile { ending: table.ending, content: page(&table) });
    Exported { files: files.collect(), losses: lost(document) }
}

fn page(table: &Table) -> String {
    let mut page = String::new();
    line(table.columns.iter().map(|column| (*column).to_owned()), &mut page);
    for row in &table.rows {
        line(row.iter().map(cell), &mut page);
    }
    page
}

fn line(cells: impl Iterator<Item = String>, page: &mut String) {
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            page.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            page.push('"');
            page.push_str(&cell.replace('"', "\"\""));
            page.push('"');
        } else {
            page.push_str(&cell);
        }
    }
    page.push_str("\r\n");
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if is_formula(text) || text.starts_with('\'') => format!("'{text}"),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Truth(truth) => truth.to_string(),
        Cell::None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_always_reads_as_one_cell() {
        let text = |text: &str| cell(&Cell::Text(text.to_owned()));
        assert_eq!(text("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(text("-1"), "'-1");
        assert_eq!(text("\u{200b}=1"), "'\u{200b}=1");
        assert_eq!(cell(&Cell::Number(3)), "3");
        let mut page = String::new();
        line(["a,b".to_owned(), "c\"d\ne".to_owned()].into_iter(), &mut page);
        assert_eq!(page, "\"a,b\",\"c\"\"d\ne\"\r\n");
    }
}
