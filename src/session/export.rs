//! The open article in another tool's format: which one, what that loses, where it goes.

use std::path::{Path, PathBuf};

use crate::formats::{Confidential, Format, Loss, export};
use crate::model::Document;
use crate::storage::{SaveError, write_export};

use super::effect::Effect;
use super::event::Event;
use super::flow::{Act, Answer, Choice, LinePurpose, Purpose, Row};
use super::jobs::{explained, would_be_desk_file};
use super::state::Session;

/// A document to be written in another tool's format.
#[derive(Clone, Debug)]
pub struct ExportJob {
    /// The file; where the format takes several, the name they share.
    pub path: PathBuf,
    /// What; shares its records with the session's.
    pub document: Document,
    /// How.
    pub format: Format,
    /// What the article is called.
    pub name: String,
    /// Replace whatever is there.
    pub replace: bool,
}

impl Session {
    pub(super) fn ask_export(&mut self) {
        self.open_picker(Purpose::Export);
    }

    /// The formats that answer to what was typed, each with what it is good for.
    pub(super) fn format_rows(query: &str) -> Vec<Row> {
        let query = query.to_lowercase();
        let written = Format::ALL.into_iter().filter(|format| *format != Format::Ron);
        written
            .filter(|format| {
                let known = format!("{} {} {}", format.title(), format.name(), format.purpose());
                known.to_lowercase().contains(&query)
            })
            .zip(('1'..='9').map(Some).chain(std::iter::repeat(None)))
            .map(|(format, key)| Row {
                label: format.title().to_owned(),
                detail: format.purpose().to_owned(),
                key,
                choice: Choice::Format(format),
            })
            .collect()
    }

    /// The formats that are read, each with what its files are.
    pub(super) fn source_rows(query: &str) -> Vec<Row> {
        let query = query.to_lowercase();
        let any = Row {
            label: "Whatever it is".to_owned(),
            detail: "Told by the file’s name, or by what it holds".to_owned(),
            key: None,
            choice: Choice::AnyFormat,
        };
        let read = Format::ALL.into_iter().filter(|format| *format != Format::Ron);
        let formats = read.filter_map(|format| {
            let (label, detail) = (format.title().to_owned(), format.source()?.to_owned());
            Some(Row { label, detail, key: None, choice: Choice::Format(format) })
        });
        let rows = std::iter::once(any).chain(formats);
        let rows = rows.filter(|row| format!("{} {}", row.label, row.detail).to_lowercase().contains(&query));
        let keys = ('1'..='9').map(Some).chain(std::iter::repeat(None));
        rows.zip(keys).map(|(row, key)| Row { key, ..row }).collect()
    }

    /// Says what the format cannot carry before anything is written.
    pub(super) fn preview_export(&mut self, format: Format) {
        let losses = match export(&self.document, format, &self.file.name, Confidential::Withheld) {
            Ok(exported) => exported.losses,
            Err(error) => return self.complain(format!("Not exported. {}", explained(&error))),
        };
        let answers = vec![
            Answer { label: "Choose where…".to_owned(), act: Act::ExportAs(format) },
            Answer { label: "Do not export".to_owned(), act: Act::Nothing },
        ];
        self.ask(format!("Export as {}?", format.title()), told(&losses, 1), answers);
    }

    pub(super) fn ask_export_path(&mut self, format: Format) {
        let suggested = self.export_path(format);
        self.ask_path(LinePurpose::ExportPath(format), suggested.display().to_string());
        self.effects.push(Effect::AskSavePath(suggested));
    }

    fn export_path(&self, format: Format) -> PathBuf {
        let own = self.suggested_path();
        let name = own.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = name.strip_suffix(super::files::ENDING).unwrap_or(&name);
        let ending = format.written_endings().last().copied().unwrap_or_default();
        own.with_file_name(format!("{stem}{ending}"))
    }

    pub(super) fn export_to(&mut self, path: PathBuf, format: Format, replace: bool) {
        let name = self.file.name.clone();
        let document = self.document.clone();
        self.effects.push(Effect::Export(Box::new(ExportJob { path, document, format, name, replace })));
    }

    /// There are files of the names chosen.
    pub(super) fn export_would_replace(&mut self, path: PathBuf, there: &Path, format: Format) {
        let text = format!("There is a file of this name already: {}.", there.display());
        let answers = vec![
            Answer { label: "Choose another name…".to_owned(), act: Act::ExportAs(format) },
            Answer { label: "Replace it".to_owned(), act: Act::ExportOver(path, format) },
            Answer { label: "Do not export".to_owned(), act: Act::Nothing },
        ];
        self.ask_when_free("Replace the file?", text, answers);
    }
}

/// What is lost in so many files, a line each.
pub(super) fn told(losses: &[Loss], n_files: usize) -> String {
    if losses.is_empty() {
        return "This format carries everything.".to_owned();
    }
    let lines: Vec<String> = losses.iter().map(|loss| format!("• {}", loss.counted())).collect();
    let what = if n_files == 1 {
        "The article stays as it is; the exported file leaves out"
    } else {
        "The articles stay as they are; the exported files leave out"
    };
    format!("{what}\n{}", lines.join("\n"))
}

/// Writes the files of an export.
pub(super) fn write(job: ExportJob) -> Event {
    let ExportJob { path, document, format, name, replace } = job;
    let failed = |why: String| Event::Notice { words: format!("Not exported. {why}"), is_error: true };
    let exported = match export(&document, format, &name, Confidential::Withheld) {
        Ok(exported) => exported,
        Err(error) => return failed(explained(&error)),
    };
    let several = exported.files.len() > 1;
    let paths: Vec<PathBuf> = exported
        .files
        .iter()
        .map(|file| if several { sibling(&path, format, file.ending) } else { path.clone() })
        .collect();
    if let Some(own) = paths.iter().find(|path| would_be_desk_file(path)) {
        return failed(format!(
            "{} is the name of a Copydesk file. Export it under another name.",
            own.display()
        ));
    }
    // All or none: what is in the way is noticed before the first is written.
    if !replace && let Some(there) = paths.iter().find(|path| path.exists()) {
        return Event::ExportWouldReplace { path: path.clone(), there: there.clone(), format };
    }
    for (file, path) in exported.files.iter().zip(&paths) {
        match write_export(path, file.content.as_bytes(), replace) {
            Ok(()) => {}
            Err(SaveError::Exists { path: there }) => {
                return Event::ExportWouldReplace { path: path.clone(), there, format };
            }
            Err(error) => return failed(explained(&error)),
        }
    }
    let n_more = paths.len() - 1;
    let more = if n_more == 0 { String::new() } else { format!(" and {n_more} more beside it") };
    let first = paths.first().map(|path| path.display().to_string()).unwrap_or_default();
    Event::Notice { words: format!("Exported {first}{more}"), is_error: false }
}

/// The name that a file of several has, for the one that was chosen.
fn sibling(chosen: &Path, format: Format, ending: &str) -> PathBuf {
    let name = chosen.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let own = format.written_endings().iter().find(|own| name.to_lowercase().ends_with(*own));
    let stem = own.and_then(|own| name.get(..name.len() - own.len())).unwrap_or(&name);
    chosen.with_file_name(format!("{stem}{ending}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn several_files_share_the_name_that_was_chosen() {
        let sibling = |chosen: &str, ending| sibling(Path::new(chosen), Format::Brat, ending);
        assert_eq!(sibling("/a/story.ann", ".txt"), Path::new("/a/story.txt"));
        assert_eq!(sibling("/a/story", ".ann"), Path::new("/a/story.ann"));
    }

    #[test]
    fn an_export_replaces_only_what_it_may() {
        let folder = tempfile::tempdir().unwrap();
        let document = super::super::jobs::sample().unwrap();
        let path = folder.path().join("story.ann");
        let job = ExportJob {
            path: path.clone(),
            document,
            format: Format::Brat,
            name: "story".into(),
            replace: false,
        };
        assert!(matches!(write(job.clone()), Event::Notice { is_error: false, .. }));
        assert!(folder.path().join("story.txt").exists() && path.exists());
        assert!(matches!(write(job.clone()), Event::ExportWouldReplace { .. }));
        assert!(matches!(write(ExportJob { replace: true, ..job }), Event::Notice { is_error: false, .. }));
    }

    #[test]
    fn an_export_never_takes_the_place_of_a_copydesk_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("story.DESK.RON");
        write_export(&path, b"the work", false).unwrap();
        let document = super::super::jobs::sample().unwrap();
        let job = ExportJob {
            path: path.clone(),
            document,
            format: Format::W3c,
            name: "story".into(),
            replace: true,
        };
        let Event::Notice { words, is_error: true } = write(job) else { panic!("it was written") };
        assert!(words.contains("is the name of a Copydesk file"), "{words}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "the work");
    }
}
