//! What a journal holds after the program that wrote it has died.

use std::path::Path;

use serde::Deserialize;

use super::header::FORMAT;
use super::record::Record;
use super::{Base, Header, JournalError, SaveMark, file};
use crate::storage::read::read_whole;
use crate::storage::{Digest, ReadFileError};

/// What was found in a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// What the steps start from.
    pub header: Header,
    /// Every readable step, oldest first.
    pub lines: Vec<String>,
    /// Whether the last line was cut short, by a kill or a power cut. It is not in `lines`.
    pub torn: bool,
    /// Where the journal is damaged before its last line, if it is.
    pub damage: Option<Damage>,
    marks: Vec<Mark>,
}

/// Damage inside a journal: lines are lost there, and the steps after may not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The first line of the journal file that cannot be read or is missing, from 1.
    pub line: usize,
    /// How many steps were read before it.
    pub n_before: usize,
}

/// The steps to do again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replay<'a> {
    /// Steps that follow each other without a gap.
    pub lines: &'a [String],
    /// Steps from after damage in the journal; try each and report what does not fit.
    pub beyond_damage: &'a [String],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    id: SaveMark,
    n_before: usize,
    content: Option<Digest>,
}

impl Recovered {
    /// Whether there is nothing to recover and nothing to report.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.damage.is_none()
    }

    /// The steps to do on what the journal starts from.
    pub fn replay(&self) -> Replay<'_> {
        self.replay_after(0)
    }

    /// The steps to do on the file of this content, or `None` if it is neither the version the
    /// journal starts from nor one this journal saw being saved: then somebody else changed it.
    ///
    /// A program killed between a save and the new start of its journal leaves steps that are in
    /// the file already; they are not among these.
    pub fn replay_onto(&self, on_disk: &Digest) -> Option<Replay<'_>> {
        let saved = self.marks.iter().rev().find(|mark| mark.content.as_ref() == Some(on_disk));
        if let Some(saved) = saved {
            return Some(self.replay_after(saved.n_before));
        }
        matches!(&self.header.base, Base::File { stamp, .. } if stamp.sha256 == *on_disk)
            .then(|| self.replay())
    }

    /// The steps done since a copy of the document was taken.
    pub(super) fn lines_since(&self, mark: SaveMark) -> Option<&[String]> {
        let mark = self.marks.iter().find(|known| known.id == mark)?;
        self.lines.get(mark.n_before..)
    }

    fn replay_after(&self, first: usize) -> Replay<'_> {
        let gap = self.damage.map_or(self.lines.len(), |damage| damage.n_before).max(first);
        Replay {
            lines: self.lines.get(first..gap).unwrap_or_default(),
            beyond_damage: self.lines.get(gap..).unwrap_or_default(),
        }
    }
}

/// What is in the journal at this path; `None` if there is none. It may be in use: this only reads.
pub fn recover(path: &Path) -> Result<Option<Recovered>, JournalError> {
    match read_whole(path) {
        Ok((bytes, _)) => parse(path, &bytes).map(Some),
        Err(ReadFileError::Missing { .. }) => Ok(None),
        Err(error) => Err(JournalError::Read(error)),
    }
}

/// What is in the journal at this path that a program which died left; `None` if there is none, or
/// if a running Copydesk writes it.
pub fn left_behind(path: &Path) -> Result<Option<Recovered>, JournalError> {
    let Some(file) = file::existing(path)? else { return Ok(None) };
    if file::lock(&file, path)? { recover(path) } else { Ok(None) }
}

/// What these bytes of a journal say.
pub(super) fn parse(path: &Path, bytes: &[u8]) -> Result<Recovered, JournalError> {
    let mut lines = bytes.split(|byte| *byte == b'\n').enumerate().peekable();
    let first = lines.next().and_then(|(_, line)| Record::decode(line));
    let Some((0, Record::Header(text))) = first else {
        return Err(JournalError::NotAJournal { path: path.to_owned() });
    };
    let mut recovered = Recovered {
        header: read_header(path, &text)?,
        lines: Vec::new(),
        torn: false,
        damage: None,
        marks: Vec::new(),
    };
    let mut next_number = 1;
    while let Some((line_idx, line)) = lines.next() {
        let is_last = lines.peek().is_none_or(|(_, rest)| rest.is_empty());
        match Record::decode(line) {
            Some((number, record)) => {
                let is_second_header = matches!(record, Record::Header(_));
                if number != next_number || is_second_header {
                    recovered.note_damage(line_idx);
                }
                recovered.take(record);
                next_number = number.saturating_add(1);
            }
            None if line.is_empty() && is_last => {}
            None if is_last => recovered.torn = true,
            None => recovered.note_damage(line_idx),
        }
    }
    Ok(recovered)
}

impl Recovered {
    fn take(&mut self, record: Record) {
        let n_before = self.lines.len();
        match record {
            Record::Step(line) => self.lines.push(line),
            Record::Mark(mark) => self.marks.push(Mark { id: mark, n_before, content: None }),
            Record::Saving(mark, digest) => {
                if let Some(known) = self.marks.iter_mut().find(|known| known.id == mark) {
                    known.content = Some(digest);
                }
            }
            Record::Header(_) => {}
        }
    }

    fn note_damage(&mut self, line_idx: usize) {
        let n_before = self.lines.len();
        self.damage.get_or_insert(Damage { line: line_idx + 1, n_before });
    }
}

fn read_header(path: &Path, text: &str) -> Result<Header, JournalError> {
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let path = || path.to_owned();
    match ron::from_str::<Format>(text) {
        Ok(Format { format }) if format > FORMAT => Err(JournalError::Newer { path: path(), format }),
        _ => ron::from_str(text).ok().ok_or_else(|| JournalError::NotAJournal { path: path() }),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::string_slice, clippy::panic, reason = "tests")]
mod tests {
    use super::*;
    use crate::storage::Stamp;
    use uuid::Uuid;

    fn header() -> Header {
        let stamp = Stamp { len: 3, modified: None, sha256: Digest::of(b"old") };
        Header::new(Base::file(Path::new("/news/flood.desk.ron"), stamp))
    }

    fn journal(records: &[Record]) -> String {
        let first = Record::Header(ron::to_string(&header()).unwrap());
        let records = std::iter::once(&first).chain(records);
        (0..).zip(records).map(|(number, record)| record.encode(number)).collect()
    }

    fn steps(words: &[&str]) -> Vec<Record> {
        words.iter().map(|word| Record::Step((*word).to_owned())).collect()
    }

    fn read(text: &str) -> Recovered {
        parse(Path::new("j"), text.as_bytes()).unwrap()
    }

    #[test]
    fn a_torn_last_line_is_dropped_and_told() {
        let text = journal(&steps(&["one", "two", "three"]));
        let recovered = read(&text[..text.len() - 3]);
        assert_eq!(
            (recovered.lines.as_slice(), recovered.torn),
            (["one", "two"].map(String::from).as_slice(), true)
        );
        assert_eq!(recovered.damage, None);
    }

    #[test]
    fn a_last_line_that_lacks_only_its_end_is_whole() {
        let text = journal(&steps(&["one", "two"]));
        let recovered = read(text.trim_end());
        assert_eq!((recovered.lines.len(), recovered.torn), (2, false));
    }

    #[test]
    fn zeros_after_a_power_cut_are_a_torn_line() {
        let text = journal(&steps(&["one", "two"])) + &"\0".repeat(4096);
        let recovered = read(&text);
        assert_eq!((recovered.lines.len(), recovered.torn, recovered.damage), (2, true, None));
    }

    #[test]
    fn a_broken_line_in_the_middle_is_reported_and_what_follows_kept_apart() {
        let text = journal(&steps(&["one", "two", "three", "four"])).replace("step two", "step tvo");
        let recovered = read(&text);
        assert_eq!(recovered.damage, Some(Damage { line: 3, n_before: 1 }));
        let replay = recovered.replay();
        assert_eq!(
            (replay.lines, replay.beyond_damage),
            (["one".to_owned()].as_slice(), ["three", "four"].map(String::from).as_slice())
        );
        assert!(!recovered.torn);
    }

    #[test]
    fn a_missing_line_in_the_middle_is_reported() {
        let text = journal(&steps(&["one", "two", "three"]));
        let without: String = text.split_inclusive('\n').filter(|line| !line.contains("step two")).collect();
        assert_eq!(read(&without).damage, Some(Damage { line: 3, n_before: 1 }));
    }

    #[test]
    fn steps_that_are_in_the_saved_file_already_are_not_done_again() {
        let (first, second) = (SaveMark(Uuid::from_u128(1)), SaveMark(Uuid::from_u128(2)));
        let mut records = steps(&["one"]);
        records.extend([Record::Mark(first), Record::Saving(first, Digest::of(b"new"))]);
        records.extend(steps(&["two"]));
        records.push(Record::Mark(second));
        records.extend(steps(&["three"]));
        let recovered = read(&journal(&records));
        let words =
            |on_disk: &[u8]| recovered.replay_onto(&Digest::of(on_disk)).map(|replay| replay.lines.join(" "));
        assert_eq!(words(b"old").as_deref(), Some("one two three"));
        assert_eq!(words(b"new").as_deref(), Some("two three"));
        assert_eq!(words(b"theirs"), None);
        assert_eq!(recovered.lines_since(second).unwrap(), ["three"]);
    }

    #[test]
    fn a_journal_of_a_newer_copydesk_is_left_to_it() {
        let text = Record::Header("(format: 9, moon: Full)".to_owned()).encode(0);
        let error = parse(Path::new("/a/.x.journal"), text.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with("A newer Copydesk left unsaved work here (journal format 9)"), "{error}");
    }

    #[test]
    fn another_file_of_that_name_is_not_a_journal() {
        for text in ["", "\n", "The mayor resigned.\n", &journal(&[])[..40]] {
            let error = parse(Path::new("j"), text.as_bytes()).unwrap_err();
            assert!(matches!(error, JournalError::NotAJournal { .. }), "{text}");
        }
    }
}
