//! Every Copydesk file of a folder in another tool's format: looked through first, to say what is
//! lost, then written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::formats::{Confidential, Exported, Format, Loss, Part, export, ron};
use crate::storage::{files_below, make_folder, read_text, write_export};
use crate::text::counted::counted;

use super::effect::Effect;
use super::event::Event;
use super::export::told;
use super::flow::{Act, Answer, LinePurpose, Purpose};
use super::jobs::{explained, is_desk_file, stem};
use super::many::{Doing, each, left_out};
use super::state::Session;

/// What is to be done with a folder.
#[derive(Clone, Debug)]
pub struct FolderJob {
    /// Where the files are, in folders within it too.
    pub from: PathBuf,
    /// Where to; only to be looked through where there is none.
    pub to: Option<PathBuf>,
    /// How.
    pub format: Format,
    /// Set when it is to be stopped.
    pub stop: Arc<AtomicBool>,
}

/// What became of it.
#[derive(Debug)]
pub struct FolderDone {
    /// What was to be done.
    pub job: FolderJob,
    /// Files that were read, and written where they were to be.
    pub n_done: usize,
    /// What is not carried, over all of them.
    pub losses: Vec<Loss>,
    /// What went wrong, a sentence with its file each.
    pub failures: Vec<String>,
}

impl Session {
    pub(super) fn ask_folder_export(&mut self) {
        if self.is_busy_with_files() {
            return;
        }
        if self.folder_of_article().is_none() {
            return self.say("Save the article first: its folder is what is exported.");
        }
        self.open_picker(Purpose::ExportFolder);
    }

    fn folder_of_article(&self) -> Option<PathBuf> {
        self.file.path.as_deref().and_then(Path::parent).map(Path::to_owned)
    }

    /// Looks the folder through, to say what the format does not carry.
    pub(super) fn look_through_folder(&mut self, format: Format) {
        if let Some(from) = self.folder_of_article() {
            self.export_folder(from, None, format);
        }
    }

    /// Asks where the files go.
    pub(super) fn ask_folder_path(&mut self, from: PathBuf, format: Format) {
        let suggested = from.join(format!("exported-{}", format.name()));
        self.ask_folder(LinePurpose::ExportFolderPath(from, format), suggested);
    }

    pub(super) fn export_folder_to(&mut self, from: PathBuf, to: PathBuf, format: Format) {
        self.export_folder(from, Some(to), format);
    }

    fn export_folder(&mut self, from: PathBuf, to: Option<PathBuf>, format: Format) {
        let stop = self.begin_work(if to.is_some() { Doing::Exporting } else { Doing::LookingThrough });
        self.effects.push(Effect::ExportFolder(Box::new(FolderJob { from, to, format, stop })));
    }

    pub(super) fn folder_done(&mut self, done: FolderDone) {
        self.work = None;
        let FolderDone { job, n_done, losses, failures } = done;
        let files = counted(n_done, "file", "files");
        let stopped = job.stop.load(Ordering::Relaxed);
        let Some(to) = job.to else {
            if stopped {
                return self.say("Stopped. Nothing was written.");
            }
            if n_done == 0 {
                return self.complain(format!("Nothing to export. {}", failed(&failures)));
            }
            let mut text = told(&losses, n_done);
            if !failures.is_empty() {
                text = format!("{text}\n\n{}", failed(&failures));
            }
            let answers = vec![
                Answer { label: "Choose where…".to_owned(), act: Act::ExportFolder(job.from, job.format) },
                Answer { label: "Do not export".to_owned(), act: Act::Nothing },
            ];
            return self.ask_when_free(&format!("Export {files} as {}?", job.format.title()), text, answers);
        };
        let whole = if stopped { "Stopped. " } else { "" };
        let words = format!("{whole}Exported {files} to {}", to.display());
        if failures.is_empty() {
            self.say(words);
        } else {
            self.complain(format!("{words}. {}", failed(&failures)));
        }
    }
}

/// What went wrong; without a file there was none.
fn failed(failures: &[String]) -> String {
    left_out(failures).unwrap_or_else(|| "There is no Copydesk file in the folder.".to_owned())
}

/// Does it, and sends events that tell how far it is.
pub(super) fn carry_out(job: FolderJob, tell: impl Fn(Event)) -> Event {
    let mut done = FolderDone { job, n_done: 0, losses: Vec::new(), failures: Vec::new() };
    let files = match files_below(&done.job.from, |name| is_desk_file(Path::new(name))) {
        Ok(files) => files,
        Err(error) => {
            done.failures.push(explained(&error));
            return Event::FolderDone(Box::new(done));
        }
    };
    let mut losses: BTreeMap<Part, usize> = BTreeMap::new();
    let FolderDone { job, n_done, failures, .. } = &mut done;
    each(&files, &job.stop, tell, |path| match one(path, job) {
        Ok(lost) => {
            *n_done += 1;
            for loss in lost {
                *losses.entry(loss.part).or_default() += loss.count;
            }
        }
        Err(why) => {
            let below = path.strip_prefix(&job.from).unwrap_or(path);
            failures.push(format!("{}: {why}", below.display()));
        }
    });
    done.losses = losses.into_iter().map(|(part, count)| Loss { part, count }).collect();
    Event::FolderDone(Box::new(done))
}

/// Writes one file, or only looks what is lost.
fn one(path: &Path, job: &FolderJob) -> Result<Vec<Loss>, String> {
    let place = format!(": {}", path.display());
    let short = |error: &dyn std::error::Error| explained(error).replace(&place, "");
    let (text, _) = read_text(path).map_err(|error| short(&error))?;
    let document = ron::read(&text).map_err(|error| error.to_string())?;
    let name = stem(path);
    let exported = export(&document, job.format, &name, Confidential::Withheld);
    let Exported { files, losses } = exported.map_err(|error| short(&error))?;
    let Some(to) = &job.to else { return Ok(losses) };
    let below = path.strip_prefix(&job.from).ok().and_then(Path::parent).unwrap_or(Path::new(""));
    let folder = to.join(below);
    make_folder(&folder).map_err(|error| short(&error))?;
    for file in files {
        let target = folder.join(format!("{name}{}", file.ending));
        write_export(&target, file.content.as_bytes(), false).map_err(|error| short(&error))?;
    }
    Ok(losses)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests")]
mod tests {
    use std::cell::Cell;
    use std::fs;

    use super::*;

    fn job(from: &Path, to: Option<PathBuf>) -> FolderJob {
        FolderJob { from: from.to_owned(), to, format: Format::W3c, stop: Arc::default() }
    }

    fn done(event: Event) -> FolderDone {
        match event {
            Event::FolderDone(done) => *done,
            other => panic!("{other:?}"),
        }
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let text = ron::write(&super::super::jobs::sample().unwrap()).unwrap();
        fs::create_dir(folder.path().join("older")).unwrap();
        for name in ["a", "b", "older/a"] {
            fs::write(folder.path().join(format!("{name}.desk.ron")), &text).unwrap();
        }
        fs::write(folder.path().join("bad.desk.ron"), "(copydesk: ").unwrap();
        folder
    }

    #[test]
    fn a_folder_is_looked_through_and_then_written_whatever_one_file_is_like() {
        let folder = folder();
        let looked = done(carry_out(job(folder.path(), None), |_| ()));
        assert_eq!((looked.n_done, looked.failures.len()), (3, 1));
        assert!(looked.failures[0].starts_with("bad.desk.ron: line 1"), "{:?}", looked.failures);
        let to = folder.path().join("out");
        let written = done(carry_out(job(folder.path(), Some(to.clone())), |_| ()));
        assert_eq!((written.n_done, written.losses), (3, looked.losses));
        assert!(to.join("older/a.w3c.jsonld").exists() && to.join("b.w3c.jsonld").exists());
        let again = done(carry_out(job(folder.path(), Some(to)), |_| ()));
        assert_eq!((again.n_done, again.failures.len()), (0, 4), "nothing is replaced");
    }

    #[test]
    fn it_stops_when_it_is_told_to() {
        let folder = folder();
        let job = job(folder.path(), None);
        let stop = Arc::clone(&job.stop);
        let n_told = Cell::new(0);
        let stopped = done(carry_out(job, |_| {
            n_told.set(n_told.get() + 1);
            stop.store(true, Ordering::Relaxed);
        }));
        assert_eq!((stopped.n_done, n_told.get()), (0, 1));
    }
}
