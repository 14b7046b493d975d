//! Tables of figures: columns for people, an object a row for programs.

use serde_json::{Map, Value, json};

use super::super::output::{say, say_json};

/// How many characters a column of figures takes.
const COLUMN: usize = 9;

/// How the tables of one run are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tables {
    pub(super) json: bool,
}

/// A table being written, a row at a time.
pub(super) struct Table {
    json: bool,
    name: &'static str,
    columns: &'static [&'static str],
    /// Characters of the first column.
    width: usize,
}

/// A figure of a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Figure {
    Count(usize),
    /// Of a hundred; printed with one digit.
    PerCent(f64),
    /// Of one; printed with three digits.
    Share(f64),
}

impl Tables {
    /// Begins a table whose rows are named in `width` characters.
    pub(super) fn begin(
        self,
        name: &'static str,
        width: usize,
        columns: &'static [&'static str],
    ) -> anyhow::Result<Table> {
        if !self.json {
            let heads =
                columns.iter().map(|column| format!("{column:>COLUMN$}")).collect::<Vec<_>>().concat();
            say(&format!("{name:<width$}{heads}"))?;
        }
        Ok(Table { json: self.json, name, columns, width })
    }

    /// A remark for people; programs are not told.
    pub(super) fn remark(self, words: &str) -> anyhow::Result<()> {
        if !self.json {
            say(words)?;
        }
        Ok(())
    }
}

impl Table {
    /// Writes a row; as many figures as there are columns.
    pub(super) fn row(&self, name: &str, figures: &[Figure]) -> anyhow::Result<()> {
        if self.json {
            let mut object = Map::new();
            object.insert("table".to_owned(), json!(self.name));
            object.insert("row".to_owned(), json!(name));
            let figures = self.columns.iter().zip(figures);
            object.extend(figures.map(|(column, figure)| ((*column).to_owned(), figure.value())));
            say_json(&Value::Object(object))?;
        } else {
            let figures = figures.iter().map(|figure| format!("{:>COLUMN$}", figure.words()));
            let figures = figures.collect::<Vec<_>>().concat();
            say(&format!("{name:<width$}{figures}", width = self.width))?;
        }
        Ok(())
    }
}

impl Figure {
    fn words(self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::PerCent(value) => format!("{value:.1}"),
            Self::Share(value) => format!("{value:.3}"),
        }
    }

    /// The same digits people are shown, as a number.
    fn value(self) -> Value {
        let rounded = |value: f64, by: f64| json!((value * by).round() / by);
        match self {
            Self::Count(count) => json!(count),
            Self::PerCent(value) => rounded(value, 10.0),
            Self::Share(value) => rounded(value, 1000.0),
        }
    }
}
