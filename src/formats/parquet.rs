//! The tables of many articles as Parquet files, a file a table.

use std::io::Write;
use std::sync::Arc;

use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use thiserror::Error;

use crate::model::Document;

use super::csv;
use super::exchange::{Confidential, edition};
use super::loss::{Loss, summed};
use super::tables::{Cell, Column, TABLES, Table, column, tables};

/// Rows of a table that are written at once.
const GROUP: usize = 50_000;

/// Why a table could not be written.
#[derive(Debug, Error)]
#[error("The table “{table}” could not be written as Parquet")]
pub struct TableError {
    table: &'static str,
    source: ParquetError,
}

/// The rows of one article for every table.
#[derive(Debug)]
pub struct Rows(Vec<Table>);

/// The rows of the article called `name`, and what is not in them.
pub fn rows(document: &Document, name: &str, confidential: Confidential) -> (Rows, Vec<Loss>) {
    let (document, withheld, past) = edition(document, confidential);
    let lost = withheld.into_iter().chain(csv::lost(&document)).chain(past);
    (Rows(tables(&document, name)), summed(lost.collect()))
}

/// Tables that are being written, each to an output of its own. Rows wait in memory until there are
/// enough for a group.
pub struct ParquetTables<W: Write + Send> {
    tables: Vec<Writing<W>>,
}

struct Writing<W: Write + Send> {
    name: &'static str,
    columns: &'static [&'static str],
    writer: SerializedFileWriter<W>,
    rows: Vec<Vec<Cell>>,
}

impl<W: Write + Send> ParquetTables<W> {
    /// Begins all tables; `open` gives the output of the one of this name.
    pub fn begin<E: From<TableError>>(mut open: impl FnMut(&'static str) -> Result<W, E>) -> Result<Self, E> {
        let begun = TABLES.into_iter().map(|(name, columns)| {
            let writer =
                begin(name, columns, open(name)?).map_err(|source| TableError { table: name, source })?;
            Ok(Writing { name, columns, writer, rows: Vec::new() })
        });
        Ok(Self { tables: begun.collect::<Result<_, E>>()? })
    }

    /// Adds an article.
    pub fn add(&mut self, rows: Rows) -> Result<(), TableError> {
        for (own, table) in self.tables.iter_mut().zip(rows.0) {
            own.rows.extend(table.rows);
            if own.rows.len() >= GROUP {
                own.flush()?;
            }
        }
        Ok(())
    }

    /// Ends all tables and gives their outputs back.
    pub fn end(self) -> Result<Vec<W>, TableError> {
        let ended = self.tables.into_iter().map(|mut own| {
            own.flush()?;
            own.writer.into_inner().map_err(|source| TableError { table: own.name, source })
        });
        ended.collect()
    }
}

fn begin<W: Write + Send>(
    name: &str,
    columns: &[&str],
    output: W,
) -> Result<SerializedFileWriter<W>, ParquetError> {
    let columns: Vec<String> = columns
        .iter()
        .map(|name| match column(name) {
            Column::Number => format!("optional int64 {name};"),
            Column::Truth => format!("optional boolean {name};"),
            Column::Text => format!("optional binary {name} (string);"),
        })
        .collect();
    let schema = parse_message_type(&format!("message {name} {{ {} }}", columns.join(" ")))?;
    SerializedFileWriter::new(output, Arc::new(schema), Arc::new(WriterProperties::default()))
}

impl<W: Write + Send> Writing<W> {
    fn flush(&mut self) -> Result<(), TableError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let rows = std::mem::take(&mut self.rows);
        group(&mut self.writer, self.columns.len(), &rows)
            .map_err(|source| TableError { table: self.name, source })
    }
}

fn group<W: Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    n_columns: usize,
    rows: &[Vec<Cell>],
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for at in 0..n_columns {
        let Some(mut column) = group.next_column()? else { break };
        let cells = || rows.iter().filter_map(|row| row.get(at));
        // Whether there is a value: the level of what is not nested.
        let there: Vec<i16> = cells().map(|cell| i16::from(*cell != Cell::None)).collect();
        match column.untyped() {
            ColumnWriter::ByteArrayColumnWriter(column) => {
                let texts: Vec<ByteArray> = cells().filter_map(text).collect();
                column.write_batch(&texts, Some(&there), None)?;
            }
            ColumnWriter::Int64ColumnWriter(column) => {
                let numbers: Vec<i64> = cells()
                    .filter_map(|cell| match cell {
                        Cell::Number(number) => Some(i64::try_from(*number).unwrap_or(i64::MAX)),
                        _ => None,
                    })
                    .collect();
                column.write_batch(&numbers, Some(&there), None)?;
            }
            ColumnWriter::BoolColumnWriter(column) => {
                let truths: Vec<bool> = cells()
                    .filter_map(|cell| match cell {
                        Cell::Truth(truth) => Some(*truth),
                        _ => None,
                    })
                    .collect();
                column.write_batch(&truths, Some(&there), None)?;
            }
            _ => {}
        }
        column.close()?;
    }
    group.close()?;
    Ok(())
}

fn text(cell: &Cell) -> Option<ByteArray> {
    match cell {
        Cell::Text(text) => Some(ByteArray::from(text.as_str())),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    use super::*;
    use crate::model::{
        Annotation, AnnotationId, Article, ArticleMeta, Body, Entity, EntityId, EntityKind, Mention,
        MentionForm,
    };
    use crate::text::{Span, Spans};
    use uuid::Uuid;

    #[test]
    fn tables_of_several_articles_are_read_back_with_every_offset() {
        let text = "😀 Mara left.";
        let article = Article::new(text, Vec::new(), ArticleMeta::default()).unwrap();
        let mara = Entity::new(EntityId(Uuid::from_u128(1)), EntityKind::Person, "=Mara");
        let body = Body::Mention(Mention { entity: mara.id, form: MentionForm::Full });
        let spans = Spans::one(Span::new(text, 5, 9).unwrap());
        let mention = Annotation::new(AnnotationId(Uuid::from_u128(2)), spans, body);
        let document = Document::from_parts(article, vec![mara], vec![mention], Vec::new()).unwrap();
        let mut tables =
            ParquetTables::begin(|_| Ok::<_, TableError>(tempfile::tempfile().unwrap())).unwrap();
        for name in ["a", "b"] {
            tables.add(rows(&document, name, Confidential::Withheld).0).unwrap();
        }
        let mut written = tables.end().unwrap();
        assert_eq!(written.len(), 5);
        let reader = SerializedFileReader::new(written.remove(0)).unwrap();
        let read: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(read.len(), 2);
        assert_eq!(read[1].get_string(0).unwrap(), "b");
        let numbers: Vec<i64> = (2..10).map(|at| read[0].get_long(at).unwrap()).collect();
        assert_eq!(numbers, [1, 5, 9, 2, 6, 3, 7, 1]);
        assert_eq!(read[0].get_string(10).unwrap(), "Mara");
        assert_eq!(read[0].get_string(12).unwrap(), "=Mara", "no spreadsheet reads this");
    }
}
