//! WebAnno TSV 3 as a document.

use crate::formats::ExchangeError;
use crate::formats::cas::{Cas, to_document};
use crate::formats::exchange::Imported;
use crate::formats::ids::Ids;
use crate::text::counted::counted;
use crate::text::units::UnitIndex;

use super::annotations::{Annotations, Unit};
use super::cell::{text_of, text_of_old};
use super::layer::Layer;
use super::{FORMAT, HELP, TEXT};

/// Characters of white space between all sentences, in a file that is smaller than that. A larger
/// file may have as many as it has bytes.
const LONGEST_GAPS: usize = 100_000;

/// Reads a document.
pub(in crate::formats) fn read(text: &str) -> Result<Imported, ExchangeError> {
    let mut lines = text.split('\n').map(|line| line.trim_end_matches('\r')).enumerate();
    let first = lines.next().map(|(_, line)| line).unwrap_or_default();
    if !first.starts_with(FORMAT.0) {
        return Err(ExchangeError::at_line(
            1,
            1,
            "this is no WebAnno TSV of version 3: its first line says otherwise",
            "Export it as WebAnno TSV v3.3",
        ));
    }
    let version = first.strip_prefix(FORMAT.0).unwrap_or_default().trim_end();
    let text_of = if matches!(version, "0" | "1") { text_of_old } else { text_of };
    let mut reading = Reading {
        text_of,
        layers: Vec::new(),
        text: String::new(),
        length: 0,
        sentence: None,
        notes: Vec::new(),
        guessed_gap: false,
        gaps_left: text.len().max(LONGEST_GAPS),
        tokens: Vec::new(),
        annotations: Annotations::default(),
    };
    for (at, line) in lines {
        reading.line(line, at + 1)?;
    }
    let cas = reading.end()?;
    to_document(&cas, &mut Ids::new("webanno", text.as_bytes()))
}

struct Reading {
    /// The text behind `#Text=`, as the version of the file escapes it.
    text_of: fn(&str) -> String,
    layers: Vec<Layer>,
    text: String,
    /// UTF-16 units of the text.
    length: usize,
    /// The lines of the sentence that is begun.
    sentence: Option<String>,
    notes: Vec<String>,
    guessed_gap: bool,
    /// How many characters of white space between sentences may still come.
    gaps_left: usize,
    /// Place and words of each token, and its line.
    tokens: Vec<(usize, usize, String, usize)>,
    annotations: Annotations,
}

impl Reading {
    fn line(&mut self, line: &str, number: usize) -> Result<(), ExchangeError> {
        if let Some(layer) = Layer::declared(line) {
            self.layers.push(layer);
            return Ok(());
        }
        if let Some(words) = line.strip_prefix(TEXT) {
            let words = (self.text_of)(words);
            match &mut self.sentence {
                Some(sentence) => sentence.extend(["\n", &words]),
                None => self.sentence = Some(words),
            }
            return Ok(());
        }
        if line.trim().is_empty() || line.starts_with('#') {
            return Ok(());
        }
        self.unit(line, number)
    }

    fn unit(&mut self, line: &str, number: usize) -> Result<(), ExchangeError> {
        let columns: Vec<&str> = line.strip_suffix('\t').unwrap_or(line).split('\t').collect();
        let [unit, place, words, rest @ ..] = columns.as_slice() else {
            return Err(ExchangeError::at_line(
                number,
                1,
                "the number of a token, its place and the token are needed, with tabs between them",
                HELP,
            ));
        };
        let ends =
            place.split_once('-').and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
        let (start, end): (usize, usize) = ends.filter(|(start, end)| start <= end).ok_or_else(|| {
            let message = format!("“{place}” is no place of a token");
            ExchangeError::at_line(number, unit.chars().count() + 2, message, HELP)
        })?;
        if let Some(sentence) = self.sentence.take() {
            self.begin_sentence(&sentence, start, (number, unit.chars().count() + 2))?;
        }
        self.tokens.push((start, end, (*words).to_owned(), number));
        let mut rest = rest.iter().copied();
        let unit = Unit { name: unit, place: (start, end), line: number };
        for (layer_number, layer) in self.layers.iter().enumerate() {
            let n_columns = layer.columns.len();
            let cells: Vec<&str> = rest.by_ref().take(n_columns).collect();
            if cells.len() < n_columns {
                let columns = counted(n_columns - cells.len(), "column", "columns");
                let message = format!("the token has {columns} too few");
                return Err(ExchangeError::at_line(number, line.chars().count(), message, HELP));
            }
            self.annotations.take(layer_number, layer, &cells, unit);
        }
        Ok(())
    }

    /// What is between sentences is not in the file, only how long it is.
    fn begin_sentence(
        &mut self,
        sentence: &str,
        start: usize,
        (line, column): (usize, usize),
    ) -> Result<(), ExchangeError> {
        let Some(gap) = start.checked_sub(self.length) else {
            let message = format!("the sentence begins at {start}, before the end of the one above it");
            return Err(ExchangeError::at_line(line, column, message, HELP));
        };
        self.gaps_left = self.gaps_left.checked_sub(gap).ok_or_else(|| {
            let message = format!(
                "the sentence begins at {start}, {gap} characters behind the one above it, which is more white space than a text of this size has"
            );
            ExchangeError::at_line(line, column, message, HELP)
        })?;
        if !self.text.is_empty() && gap > 0 {
            self.guessed_gap = true;
        }
        let space = if gap > 1 && !self.text.is_empty() { "\n" } else { " " };
        self.text.push_str(&space.repeat(gap));
        self.text.push_str(sentence);
        self.length = start + sentence.encode_utf16().count();
        Ok(())
    }

    fn end(mut self) -> Result<Cas, ExchangeError> {
        if self.tokens.is_empty() {
            return Err(ExchangeError::whole(
                "there is no token in it",
                "Export it again from where it is from",
            ));
        }
        let (units, text_of) = (UnitIndex::new(self.text.clone()), self.text_of);
        for (start, end, words, line) in &self.tokens {
            let ends = units.byte_of_utf16(*start).zip(units.byte_of_utf16(*end));
            let there = ends.and_then(|(start, end)| self.text.get(start..end));
            if there.is_none_or(|there| there != words && there != text_of(words)) {
                let there = there.map_or("nothing whole".to_owned(), |there| format!("“{there}”"));
                return Err(ExchangeError::at_line(
                    *line,
                    1,
                    format!("the line says “{words}”, but the text has {there} there"),
                    "Places are counted in UTF-16 units: correct them, or export it again from where it is from",
                ));
            }
        }
        let structures = self.annotations.end(&self.layers)?;
        if self.guessed_gap {
            self.notes.push(
                "The file does not say which white space is between its sentences; one space, or line breaks, were put there."
                    .to_owned(),
            );
        }
        Ok(Cas { text: self.text, structures, notes: self.notes })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const HEAD: &str = "#FORMAT=WebAnno TSV 3.3\n\n\n#Text=Hi\n1-1\t0-2\tHi\t\n\n";

    #[test]
    fn a_place_far_behind_the_text_is_refused_where_it_is() {
        let far = format!("{HEAD}#Text=on\n2-1\t4000000000-4000000002\ton\t\n");
        let told = read(&far).unwrap_err().to_string();
        assert!(told.contains("line 8, column 5") && told.contains("4000000000"), "{told}");
    }

    #[test]
    fn white_space_between_sentences_grows_with_the_file_and_no_faster() {
        let mut page = HEAD.to_owned();
        for number in 2..2000_usize {
            let start = 90_000 * (number - 1);
            page.extend([format!("#Text=on\n{number}-1\t{start}-{}\ton\t\n\n", start + 2)]);
        }
        let told = read(&page).unwrap_err().to_string();
        assert!(told.contains("line 11, column 5") && told.contains("white space"), "{told}");
        let pause = format!("{HEAD}#Text=on\n2-1\t5000-5002\ton\t\n");
        assert_eq!(read(&pause).unwrap().document.text().len(), 5002);
    }
}
