//! Work that takes time: each job is a function from what it needs to the event it ends with.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::formats::{self, Format, import as read_format};
use crate::ingest::{self, Imported};
use crate::model::{Document, Hands, Step};
use crate::report;
use crate::storage::journal::{
    Base, JournalWriter, Recovered, SaveMark, journal_beside, left_behind, list_unsaved,
};
use crate::storage::{Digest, Folders, SaveError, Stamp, read_bytes, read_text, write_atomically};
use crate::text::counted::counted;
use crate::text::units::UnitIndex;

use super::command::Command;
use super::cores::AllCores;
use super::effect::SaveJob;
use super::event::{Event, Opened};
use super::imported::Import;
use super::recovery::Recovery;
use super::report::ReportRequest;

/// Reads a file; an article in the encoding of this name, where one was chosen.
pub fn load(path: &Path, encoding: Option<&str>) -> Event {
    match read(path, encoding) {
        Ok(opened) => Event::Opened(Box::new(opened)),
        Err(message) => Event::OpenFailed(message),
    }
}

/// Reads a file of another tool, which is in this format.
pub(super) fn load_in(path: &Path, format: Format) -> Event {
    match read_in(&absolute(path), format) {
        Ok(opened) => Event::Opened(Box::new(opened)),
        Err(message) => Event::OpenFailed(message),
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn read_in(path: &Path, format: Format) -> Result<Opened, String> {
    let (document, notes) = first_annotated(path, format)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().map(Path::to_owned);
    Ok(Opened { document, path: None, stamp: None, name, folder, recovery: None, notes, import: None })
}

/// What the name of a file tells about its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Which annotation tool's it is.
    Tool(Format),
    /// That it is JSON, and no more.
    Json,
    /// That no annotation tool wrote it.
    NoTool,
}

/// What the file's name tells.
pub(super) fn told_by_name(path: &Path) -> Told {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match Format::of_file(&name).filter(|format| format.is_read() && *format != Format::Ron) {
        Some(format) => Told::Tool(format),
        None if matches!(ending.as_str(), "json" | "jsonl" | "jsonlines" | "ndjson") => Told::Json,
        None => Told::NoTool,
    }
}

/// The format of a file of another annotation tool: told by its name, or by what it holds.
pub(super) fn tool_format(path: &Path) -> Result<Option<Format>, String> {
    match told_by_name(path) {
        Told::Tool(format) => Ok(Some(format)),
        Told::Json => {
            let (text, _) = read_text(path).map_err(|error| explained(&error))?;
            let format = formats::by_content(&text);
            format.map_err(|error| format!("{}: this is no whole JSON ({error})", path.display()))
        }
        Told::NoTool => Ok(None),
    }
}

fn read(path: &Path, encoding: Option<&str>) -> Result<Opened, String> {
    let path = &absolute(path);
    // What is no JSON may be an article all the same.
    if let Ok(Some(format)) = tool_format(path) {
        return read_in(path, format);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().map(Path::to_owned);
    if path.extension().is_none_or(|extension| extension != "ron") {
        let Imported { article, comments, warnings, doubt } = import(path, encoding)?;
        let notes = Vec::new();
        let document = Document::new(article);
        let import = Some(Box::new(Import { path: path.clone(), comments, warnings, doubt }));
        return Ok(Opened { document, path: None, stamp: None, name, folder, recovery: None, notes, import });
    }
    let (text, unstamped) = read_text(path).map_err(|error| explained(&error))?;
    let (stamp, document) =
        AllCores.both(|| unstamped.stamp(text.as_bytes()), || formats::ron::read_by(&text, &AllCores));
    let document = document.map_err(|error| format!("{}: {error}", path.display()))?;
    let (recovery, note) = recovery_beside(path, &document, &stamp, &name);
    let (path, stamp) = (Some(path.to_owned()), Some(stamp));
    let notes = note.into_iter().collect();
    Ok(Opened { document, path, stamp, name, folder, recovery, notes, import: None })
}

/// The article in a file of another program; the message names the file.
pub fn import(path: &Path, encoding: Option<&str>) -> Result<Imported, String> {
    let (bytes, _) = read_bytes(path).map_err(|error| explained(&error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    ingest::import(&name, &bytes, encoding).map_err(|error| format!("{}: {error}", path.display()))
}

/// The documents in another tool's file with what there is to know about the reading, which they keep
/// too; the message names the file.
pub(super) fn annotated(path: &Path, format: Format) -> Result<Vec<(Document, Vec<String>)>, String> {
    let (text, _) = read_text(path).map_err(|error| explained(&error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = text_beside(path, &name, format);
    let read = read_format(&text, format, beside.as_deref());
    let read = read.map_err(|error| format!("{}: {error}", path.display()))?.into_iter();
    let documents = read.map(|formats::Imported { document, notes, .. }| {
        let what = format!("Imported from {name} as {}.", format.title());
        let kept = std::iter::once(what).chain(notes.iter().cloned());
        (document.with_import_notes(kept), notes)
    });
    Ok(documents.collect())
}

/// The first of them; where there are more, a note says how to have them all.
fn first_annotated(path: &Path, format: Format) -> Result<(Document, Vec<String>), String> {
    let mut read = annotated(path, format)?.into_iter();
    let first = read.next().ok_or_else(|| format!("{}: there is no article in it", path.display()));
    let (document, mut notes) = first?;
    let n_more = read.len();
    if n_more > 0 {
        let articles = counted(n_more, "further article", "further articles");
        let command = Command::ImportFolder.title();
        notes.push(format!(
            "The file holds {articles}; File, “{command}” with its path takes each into a file of its own."
        ));
    }
    Ok((document, notes))
}

/// The article's text where the format keeps it in a file of its own.
pub fn text_beside(path: &Path, name: &str, format: Format) -> Option<String> {
    let ending = format.companion()?;
    let own = format.ending_of(name)?;
    let stem = name.get(..name.len().checked_sub(own.len())?)?;
    // Its absence is only an error where the format needs it, which says so.
    read_text(&path.with_file_name(format!("{stem}{ending}"))).ok().map(|(text, _)| text)
}

/// An error with what caused it, in one line.
pub fn explained(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_words = inner.to_string();
        if !words.contains(&inner_words) {
            words = format!("{words} ({inner_words})");
        }
        cause = inner.source();
    }
    words
}

/// The article in text that was pasted: as the page it was copied from, or as the HTML it is itself.
/// What was copied without a paragraph of its own, such as a line of a program, is the text it is.
pub(super) fn load_pasted(text: &str, page: Option<&str>) -> Event {
    let has_parts = |page: &&str| {
        let page = page.to_lowercase();
        ["<p", "<h1", "<h2", "<li", "<article"].iter().any(|tag| page.contains(tag))
    };
    let is_marked_up = text.trim_start().starts_with('<') && text.contains("</");
    let page = page.filter(has_parts).filter(|_| !is_marked_up);
    let (name, text) = match page {
        Some(page) => ("Pasted page.html", page),
        None if is_marked_up => ("Pasted page.html", text),
        None => ("Pasted text", text),
    };
    match ingest::import_text(name, text) {
        Ok(Imported { article, warnings: notes, .. }) => Event::Opened(Box::new(Opened {
            document: Document::new(article),
            path: None,
            stamp: None,
            name: name.to_owned(),
            folder: None,
            recovery: None,
            notes,
            import: None,
        })),
        Err(error) => Event::OpenFailed(error.to_string()),
    }
}

/// The sample article.
pub(super) fn load_sample() -> Event {
    match sample() {
        Ok(document) => Event::Opened(Box::new(Opened {
            document,
            path: None,
            stamp: None,
            name: ingest::SAMPLE_NAME.to_owned(),
            folder: None,
            recovery: None,
            notes: Vec::new(),
            import: None,
        })),
        Err(error) => Event::OpenFailed(format!("The sample article could not be opened: {error}")),
    }
}

/// The sample article as a document.
pub fn sample() -> Result<Document, ingest::IngestError> {
    ingest::plain(ingest::SAMPLE, ingest::SAMPLE_NAME).map(Document::new)
}

fn recovery_beside(
    path: &Path,
    document: &Document,
    stamp: &Stamp,
    name: &str,
) -> (Option<Recovery>, Option<String>) {
    match left_behind(&journal_beside(path)) {
        Ok(None) => (None, None),
        Ok(Some(found)) if found.is_empty() => (None, None),
        Ok(Some(found)) => {
            let (lines, mut damage) = lines_onto(&found, &stamp.sha256);
            if lines.is_empty() {
                return (None, None);
            }
            let steps = parse(&lines, document, &mut damage);
            (Some(Recovery { title: name.to_owned(), document: None, steps, damage }), None)
        }
        Err(error) => {
            (None, Some(format!("Unsaved work beside {name} could not be read: {}", explained(&error))))
        }
    }
}

/// The journal's lines that are not in the file yet, and what is doubtful about them.
pub(super) fn lines_onto(found: &Recovered, on_disk: &Digest) -> (Vec<String>, Vec<String>) {
    let mut damage = Vec::new();
    let replay = found.replay_onto(on_disk).unwrap_or_else(|| {
        damage
            .push("The file was changed by somebody else since; what does not fit will be named.".to_owned());
        found.replay()
    });
    if let Some(place) = found.damage {
        damage.push(format!("Line {} of the journal cannot be read.", place.line));
    }
    (replay.lines.iter().chain(replay.beyond_damage).cloned().collect(), damage)
}

fn parse(lines: &[String], document: &Document, damage: &mut Vec<String>) -> Vec<Step> {
    let mut units = Arc::new(UnitIndex::new(Arc::clone(document.article().text())));
    let mut steps = Vec::with_capacity(lines.len());
    for line in lines {
        match formats::ron::read_step(line, &mut units) {
            Ok(step) => steps.push(step),
            Err(error) => damage.push(format!("A step cannot be read: {error}")),
        }
    }
    steps
}

/// Unsaved work on articles that never had a file, of this title where one is given; the latest is
/// offered.
pub(super) fn look_for_unsaved(folders: &Folders, wanted: Option<&str>) -> Option<(PathBuf, Recovery)> {
    let work = list_unsaved(folders).ok()?;
    work.found.into_iter().rev().find_map(|unsaved| {
        let Base::Unsaved { title, content } = &unsaved.recovered.header.base else { return None };
        if wanted.is_some_and(|wanted| wanted != title) {
            return None;
        }
        let document = formats::ron::read(content).ok()?;
        let replay = unsaved.recovered.replay();
        let lines: Vec<String> = replay.lines.iter().chain(replay.beyond_damage).cloned().collect();
        if lines.is_empty() {
            return None;
        }
        let mut damage = Vec::new();
        let steps = parse(&lines, &document, &mut damage);
        let recovery = Recovery { title: title.clone(), document: Some(Box::new(document)), steps, damage };
        Some((unsaved.journal, recovery))
    })
}

/// The journal that is being written and where this save is noted in it.
pub(super) type Noted = Option<(Arc<JournalWriter>, SaveMark)>;

/// Writes the document; what is replaced is what was expected there.
pub(super) fn save(job: SaveJob, noted: Noted) -> Event {
    let SaveJob { path, document, expected, overwrite, revision } = job;
    if expected.is_none() && !overwrite && path.exists() {
        return Event::SaveWouldReplace(path);
    }
    let text = match formats::ron::write_checked_by(&document, &AllCores) {
        Ok(text) => text,
        Err(error) => {
            let message = format!(
                "The document could not be written so that it reads back the same: {}",
                explained(&error)
            );
            return Event::SaveFailed { path, message };
        }
    };
    if let Some((journal, mark)) = &noted
        && let Err(error) = journal.saving(*mark, Digest::of(text.as_bytes()))
    {
        return Event::SaveFailed { path, message: explained(&error) };
    }
    match write_atomically(&path, text.as_bytes(), expected.as_ref().filter(|_| !overwrite)) {
        Ok(stamp) => {
            let journal = noted.map(|(journal, mark)| {
                journal.restart_at(mark, journal_beside(&path), Base::file(&path, stamp.clone()))
            });
            let warning = journal.and_then(Result::err).map(|error| explained(&error));
            Event::Saved { path, stamp, revision, warning }
        }
        Err(error @ SaveError::ChangedOnDisk { .. }) => {
            Event::SaveConflict { path, message: error.to_string() }
        }
        Err(error) => Event::SaveFailed { path, message: explained(&error) },
    }
}

/// Works out what will be in a report.
pub(super) fn preview_report(request: &ReportRequest) -> Event {
    let ReportRequest { document, schema, kind, options, revision } = request;
    let preview = report::preview(*kind, document, schema, *options);
    Event::ReportPreviewed { request: (*kind, options.audience, *revision), preview: Box::new(preview) }
}

/// Makes the text of a report for the clipboard.
pub(super) fn copy_report(request: &ReportRequest) -> Event {
    let ReportRequest { document, schema, kind, options, .. } = request;
    match report::write(kind.as_text(), document, schema, *options) {
        Ok(report) => {
            let text = String::from_utf8_lossy(&report.bytes);
            let text = text.trim_start_matches('\u{feff}').to_owned();
            Event::ReportCopied { text, audience: kind.audience(options.audience).unwrap_or_default() }
        }
        Err(error) => {
            let words = format!("The report was not copied. {}", explained(&error));
            Event::Notice { words, is_error: true }
        }
    }
}

/// Writes a report; nothing that is there is replaced unless it may be.
pub(super) fn write_report(request: &ReportRequest, path: PathBuf, overwrite: bool) -> Event {
    let ReportRequest { document, schema, kind, options, .. } = request;
    if !overwrite && path.exists() {
        return Event::ReportWouldReplace { path, kind: *kind, audience: options.audience };
    }
    let written = report::write(*kind, document, schema, *options)
        .map_err(|error| explained(&error))
        .and_then(|report| write_atomically(&path, &report.bytes, None).map_err(|error| explained(&error)));
    match written {
        Ok(_) => {
            let audience = kind.audience(options.audience).unwrap_or_default().label().to_lowercase();
            Event::Notice { words: format!("Report saved {audience}: {}", path.display()), is_error: false }
        }
        Err(message) => {
            Event::Notice { words: format!("The report was not saved. {message}"), is_error: true }
        }
    }
}

/// The name of a file without its folder and ending.
pub fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let own = Format::Ron.ending_of(&name).and_then(|ending| name.get(..name.len() - ending.len()));
    if let Some(stem) = own {
        return stem.to_owned();
    }
    path.file_stem().map_or(name, |stem| stem.to_string_lossy().into_owned())
}

/// Whether the name is one of ours, in small letters or capitals.
pub fn is_desk_file(path: &Path) -> bool {
    Format::Ron.ending_of(&path.to_string_lossy()).is_some()
}

/// Whether what is written to `path` would replace one of ours, also behind a link, or pass for one.
pub fn would_be_desk_file(path: &Path) -> bool {
    is_desk_file(path) || path.canonicalize().is_ok_and(|real| is_desk_file(&real))
}

#[cfg(test)]
#[allow(clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, page: Option<&str>, expected: &str) {
        let Event::Opened(opened) = load_pasted(text, page) else { panic!("it was refused") };
        assert_eq!(opened.document.text().trim(), expected);
    }

    #[test]
    fn what_was_copied_from_a_page_keeps_its_parts() {
        let page = "<meta charset=\"utf-8\"><h1>Ferry stops</h1><p>It <b>stops</b> in March.</p>";
        check("Ferry stops It stops in March.", Some(page), "Ferry stops\n\nIt stops in March.");
        check("let a = 1;", Some("<span>let</span> a = 1;"), "let a = 1;");
        check("Just words.", None, "Just words.");
    }
}
