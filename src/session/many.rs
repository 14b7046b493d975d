//! Work on the files of a folder: on a thread, one file after the other, telling how far it is, until
//! it is done or told to stop.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::text::counted::counted;

use super::event::Event;
use super::state::Session;

/// Between two events that tell how far the work is.
const EVERY: Duration = Duration::from_millis(100);
/// Of files that went wrong, so many are named.
const NAMED: usize = 5;

/// What is being done with the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// They are only read, to say what will become of them.
    LookingThrough,
    /// They are written for another tool.
    Exporting,
    /// They become Copydesk files.
    Importing,
}

/// Work that is under way.
#[derive(Clone, Debug)]
pub struct Work {
    /// Files that are done.
    pub n_done: usize,
    /// Files there are; 0 while they are looked for.
    pub n_all: usize,
    /// What is being done.
    pub doing: Doing,
    stop: Arc<AtomicBool>,
}

impl Work {
    /// How far it is, in words.
    pub fn words(&self) -> String {
        let what = match self.doing {
            Doing::LookingThrough => "Looking through",
            Doing::Exporting => "Exporting",
            Doing::Importing => "Importing",
        };
        match self.n_all {
            0 => "Looking for files".to_owned(),
            n_all => format!("{what}: {} of {}", self.n_done, counted(n_all, "file", "files")),
        }
    }
}

impl Session {
    /// Whether work is under way already, which is said then.
    pub(super) fn is_busy_with_files(&mut self) -> bool {
        if self.work.is_some() {
            self.say("Work on a folder is under way. Wait for its end, or stop it first.");
        }
        self.work.is_some()
    }

    /// Notes that work begins; what it gives stops it once it is set.
    pub(super) fn begin_work(&mut self, doing: Doing) -> Arc<AtomicBool> {
        let stop = Arc::new(AtomicBool::new(false));
        self.work = Some(Work { n_done: 0, n_all: 0, doing, stop: Arc::clone(&stop) });
        stop
    }

    /// Asks the thread to stop; what it has written stays.
    pub(super) fn stop_work(&mut self) {
        match &self.work {
            Some(work) => work.stop.store(true, Ordering::Relaxed),
            None => self.say("Nothing is under way that could be stopped."),
        }
    }

    pub(super) fn work_went(&mut self, n_done: usize, n_all: usize) {
        if let Some(work) = &mut self.work {
            (work.n_done, work.n_all) = (n_done, n_all);
        }
    }
}

/// Does `one` with each file until it is told to stop; `tell` hears how far it is.
pub(super) fn each(files: &[PathBuf], stop: &AtomicBool, tell: impl Fn(Event), mut one: impl FnMut(&Path)) {
    let mut told = Instant::now();
    tell(Event::WorkWent { n_done: 0, n_all: files.len() });
    for (nth, path) in files.iter().enumerate() {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        one(path);
        if told.elapsed() >= EVERY {
            told = Instant::now();
            tell(Event::WorkWent { n_done: nth + 1, n_all: files.len() });
        }
    }
}

/// Files that went wrong, the first of them by name; nothing where none did.
pub(super) fn left_out(failures: &[String]) -> Option<String> {
    let named: Vec<&str> = failures.iter().take(NAMED).map(String::as_str).collect();
    let more = failures.len() - named.len();
    let more = if more == 0 { String::new() } else { format!("\n… and {more} more") };
    (!named.is_empty()).then(|| format!("Left out: {}{more}", named.join("\n")))
}
