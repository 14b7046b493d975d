//! WebAnno TSV 3 as a document.

use std::collections::{BTreeMap, HashMap};

use crate::formats::ExchangeError;
use crate::formats::cas::{Cas, Feature, Place, Structure, to_document};
use crate::formats::exchange::Imported;
use crate::formats::ids::Ids;
use crate::text::counted::counted;
use crate::text::units::UnitIndex;

use super::cell::{Said, stack, text_of};
use super::{CHAINS, FORMAT, RELATIONS, SPANS, TEXT};

const HELP: &str = "Correct the line, or export it again from where it is from";

/// Characters of white space between all sentences, in a file that is smaller than that. A larger
/// file may have as many as it has bytes.
const LONGEST_GAPS: usize = 100_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Spans,
    Chains,
    Relations,
}

/// A layer, and its columns by their features; an empty one for a layer that has none.
struct Layer {
    kind: Kind,
    name: String,
    features: Vec<String>,
}

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
    let mut reading = Reading { gaps_left: text.len().max(LONGEST_GAPS), ..Reading::default() };
    for (at, line) in lines {
        reading.line(line, at + 1)?;
    }
    let cas = reading.end()?;
    to_document(&cas, &mut Ids::new("webanno", text.as_bytes()))
}

#[derive(Default)]
struct Reading {
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
    made: Vec<Structure>,
    /// The structure of a layer with this number, if it is told from others by one.
    numbered: HashMap<(usize, usize), usize>,
    /// The structures of layers at units.
    at_unit: HashMap<(String, String, usize), usize>,
    /// The links of chains, by layer, chain and place in it.
    links: BTreeMap<(usize, usize, usize), usize>,
    relations: Vec<Relation>,
}

struct Relation {
    layer: usize,
    name: Option<String>,
    from: (String, usize),
    to: (String, usize),
    line: usize,
}

impl Reading {
    fn line(&mut self, line: &str, number: usize) -> Result<(), ExchangeError> {
        for (head, kind) in [(SPANS, Kind::Spans), (CHAINS, Kind::Chains), (RELATIONS, Kind::Relations)] {
            if let Some(layer) = line.strip_prefix(head) {
                let mut fields = layer.split('|').filter(|field| !field.is_empty());
                let name = fields.next().unwrap_or_default().to_owned();
                let mut features: Vec<String> = fields.map(str::to_owned).collect();
                if features.is_empty() {
                    features.push(String::new());
                }
                self.layers.push(Layer { kind, name, features });
                return Ok(());
            }
        }
        if let Some(words) = line.strip_prefix(TEXT) {
            let words = text_of(words);
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
        for layer in 0..self.layers.len() {
            let n_columns = self.layers.get(layer).map_or(0, |layer| layer.features.len());
            let cells: Vec<Vec<Said>> = rest.by_ref().take(n_columns).map(stack).collect();
            if cells.len() < n_columns {
                let columns = counted(n_columns - cells.len(), "column", "columns");
                let message = format!("the token has {columns} too few");
                return Err(ExchangeError::at_line(number, line.chars().count(), message, HELP));
            }
            self.cells(layer, &cells, unit, (start, end), number);
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

    fn cells(&mut self, layer: usize, cells: &[Vec<Said>], unit: &str, place: (usize, usize), line: usize) {
        let Some(own) = self.layers.get(layer) else { return };
        let (kind, name, features) = (own.kind, own.name.clone(), own.features.clone());
        let n_stacked = cells.iter().map(Vec::len).max().unwrap_or_default();
        for nth in 0..n_stacked {
            let said: Vec<Option<&Said>> = cells.iter().map(|cell| cell.get(nth)).collect();
            match kind {
                Kind::Spans => {
                    let number = said.iter().flatten().find_map(|said| said.number);
                    let known = number.and_then(|number| self.numbered.get(&(layer, number)).copied());
                    let id = known.unwrap_or_else(|| {
                        let values = features.iter().zip(&said);
                        let values = values.filter_map(|(feature, said)| {
                            let value = said.as_ref()?.value.clone()?;
                            Some((feature.clone(), Feature::Text(value)))
                        });
                        self.make(&name, place, values.collect(), line)
                    });
                    self.widen(id, place.1);
                    self.numbered.extend(number.map(|number| ((layer, number), id)));
                    let number = number.unwrap_or_default();
                    self.at_unit.insert((name.clone(), unit.to_owned(), number), id);
                }
                Kind::Chains => self.link(layer, &name, &said, place, line),
                Kind::Relations => {
                    let reference = said.last().copied().flatten().and_then(|said| said.value.clone());
                    let Some(reference) = reference else { continue };
                    let (from, numbers) = reference.split_once('[').unwrap_or((&reference, ""));
                    let numbers = numbers.trim_end_matches(']').split_once('_');
                    let number = |digits: &str| digits.parse().unwrap_or_default();
                    let (source, target) =
                        numbers.map_or((0, 0), |(source, target)| (number(source), number(target)));
                    let label = said.iter().rev().skip(1).rev().flatten().find_map(|said| said.value.clone());
                    self.relations.push(Relation {
                        layer,
                        name: label,
                        from: (from.to_owned(), source),
                        to: (unit.to_owned(), target),
                        line,
                    });
                }
            }
        }
    }

    fn make(
        &mut self,
        kind: &str,
        (start, end): (usize, usize),
        mut features: Vec<(String, Feature)>,
        line: usize,
    ) -> usize {
        let id = self.made.len() + 1;
        features.push(("begin".to_owned(), Feature::Number(start)));
        features.push(("end".to_owned(), Feature::Number(end)));
        self.made.push(Structure { id, kind: kind.to_owned(), place: Place::Line(line, 1), features });
        id
    }

    /// An annotation goes on to the end of a further token.
    fn widen(&mut self, id: usize, to: usize) {
        let own = id.checked_sub(1).and_then(|at| self.made.get_mut(at));
        let end = own.and_then(|own| own.features.iter_mut().find(|(name, _)| name == "end"));
        if let Some((_, Feature::Number(end))) = end {
            *end = to.max(*end);
        }
    }

    /// A link of a chain, told by the numbers behind its arrow.
    fn link(&mut self, layer: usize, name: &str, said: &[Option<&Said>], place: (usize, usize), line: usize) {
        let arrow = said.iter().flatten().find_map(|said| said.arrow.as_deref());
        let numbers = arrow.and_then(|arrow| arrow.split_once('-'));
        let numbers = numbers.and_then(|(chain, link)| Some((chain.parse().ok()?, link.parse().ok()?)));
        let Some((chain, link)) = numbers else { return };
        if let Some(id) = self.links.get(&(layer, chain, link)).copied() {
            return self.widen(id, place.1);
        }
        let kind = said.first().copied().flatten().and_then(|said| said.value.clone());
        let kind = Feature::Text(kind.unwrap_or_default());
        let id = self.make(name, place, vec![("referenceType".to_owned(), kind)], line);
        self.links.insert((layer, chain, link), id);
    }

    fn end(mut self) -> Result<Cas, ExchangeError> {
        if self.tokens.is_empty() {
            return Err(ExchangeError::whole(
                "there is no token in it",
                "Export it again from where it is from",
            ));
        }
        let units = UnitIndex::new(self.text.clone());
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
        let links: Vec<((usize, usize), usize)> =
            self.links.iter().map(|((layer, chain, _), id)| ((*layer, *chain), *id)).collect();
        for ((chain, id), (next_chain, next)) in links.iter().zip(links.iter().skip(1)) {
            let own = id.checked_sub(1).and_then(|at| self.made.get_mut(at));
            if let Some(own) = own.filter(|_| chain == next_chain) {
                own.features.push(("next".to_owned(), Feature::Link(*next)));
            }
        }
        for relation in std::mem::take(&mut self.relations) {
            let Some(layer) = self.layers.get(relation.layer) else { continue };
            let base = layer.features.last().and_then(|last| last.strip_prefix("BT_")).unwrap_or_default();
            let (kind, base) = (layer.name.clone(), base.to_owned());
            let end =
                |(unit, number): (String, usize)| self.at_unit.get(&(base.clone(), unit, number)).copied();
            let (Some(from), Some(to)) = (end(relation.from), end(relation.to)) else { continue };
            let mut features = vec![
                ("Governor".to_owned(), Feature::Link(from)),
                ("Dependent".to_owned(), Feature::Link(to)),
            ];
            features.extend(relation.name.map(|name| ("label".to_owned(), Feature::Text(name))));
            let id = self.made.len() + 1;
            self.made.push(Structure { id, kind, place: Place::Line(relation.line, 1), features });
        }
        if self.guessed_gap {
            self.notes.push(
                "The file does not say which white space is between its sentences; one space, or line breaks, were put there."
                    .to_owned(),
            );
        }
        Ok(Cas { text: self.text, structures: self.made, notes: self.notes })
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
