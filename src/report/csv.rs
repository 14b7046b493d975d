//! Tables as comma-separated values (RFC 4180), safe to open in a spreadsheet.
//!
//! Every field is quoted, lines end with CR LF, and the file begins with a byte order mark, without
//! which Excel takes UTF-8 for the code page of the country. Excel, `LibreOffice` and Google Sheets
//! take a cell that begins with `=`, `+`, `-`, `@` (also in full width) for a formula, whatever
//! quotation marks are round it; such a cell gets an apostrophe in front, which they read as "this is
//! text". Spaces and signs nobody sees before it change nothing.

use super::inert;
use crate::text::formula::is_formula;

/// A table being written.
pub(super) struct Table(String);

impl Table {
    /// A table with these columns.
    pub(super) fn new(columns: &[&str]) -> Self {
        let mut table = Self("\u{feff}".to_owned());
        table.row(columns);
        table
    }

    /// Adds a row.
    pub(super) fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        for (number, cell) in cells.iter().enumerate() {
            self.0.push_str(if number > 0 { "," } else { "" });
            self.cell(cell.as_ref());
        }
        self.0.push_str("\r\n");
    }

    fn cell(&mut self, text: &str) {
        self.0.push('"');
        if is_formula(text) {
            self.0.push('\'');
        }
        for c in inert::shown(text).chars() {
            match c {
                '"' => self.0.push_str("\"\""),
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
    }

    /// The file.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        let mut table = Table(String::new());
        table.row(&[cell]);
        assert_eq!(table.finish(), format!("\"{expected}\"\r\n"));
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\u{200b}=1", "＝1"] {
            check(formula, &format!("'{formula}"));
        }
        check("\r=1", "'\n=1");
        check("a=1", "a=1");
    }

    #[test]
    fn quotation_marks_are_doubled_and_lines_stay_in_the_cell() {
        check("She said \"no\", then\nleft", "She said \"\"no\"\", then\nleft");
        check("", "");
        check("a\0b", "a␀b");
    }
}
