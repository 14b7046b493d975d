//! A suggester that is a child process: started, greeted, asked, and ended if it does not answer.
//!
//! It can be slow, wrong, silent or dead: each is told in words and costs nothing else.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::model::Article;
use crate::storage::ExternalSuggester;
use crate::suggest::external::{self, Greeting, Items};
use crate::text::units::UnitIndex;

/// The longest line it may write, bytes.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;
/// Time for its first answer: models are loaded then.
const GREETING: Duration = Duration::from_mins(1);
/// How often a wait looks whether its answer is still wanted.
const LOOK: Duration = Duration::from_millis(50);
/// Time to end by itself.
const FAREWELL: Duration = Duration::from_millis(300);
/// So much of what it last complained of is told, bytes.
const COMPLAINT: usize = 400;

/// What keeps an answer from coming.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody wants it any more.
    NotWanted,
    /// In words, after the suggester's name.
    Said(String),
}

/// A line it wrote, or why there will be none.
type Line = Result<String, String>;

/// See the module.
pub struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<Line>,
    complaint: Arc<Mutex<VecDeque<u8>>>,
    /// Who it is.
    pub greeting: Greeting,
    next_id: u64,
}

impl Running {
    /// Starts and greets it. That goes on where its answer is no longer wanted: the next question
    /// would have it load its models again.
    pub fn start(chosen: &ExternalSuggester) -> Result<Self, Trouble> {
        let mut child = Command::new(&chosen.command)
            .args(&chosen.args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| said(format!("“{}” could not be started: {error}", chosen.command)))?;
        let (sender, lines) = sync_channel(16);
        let complaint = Arc::new(Mutex::new(VecDeque::new()));
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let mut running = Self {
            child,
            stdin,
            lines,
            complaint: Arc::clone(&complaint),
            greeting: Greeting { name: String::new(), version: String::new() },
            next_id: 1,
        };
        let (Some(stdout), Some(stderr)) = (stdout, stderr) else {
            return Err(said("it has no output".to_owned()));
        };
        spawn("suggester output", move || read_lines(stdout, &sender))?;
        spawn("suggester complaints", move || read_complaints(stderr, &complaint))?;
        let id = running.take_id();
        running.send(&external::initialize(id))?;
        let result = running.wait(id, GREETING, &|| true)?;
        running.greeting = external::greeting(&result).map_err(said)?;
        Ok(running)
    }

    /// Asks for suggestions and waits for them for `patience`.
    pub fn suggest(
        &mut self,
        article: &Article,
        revision: u64,
        patience: Duration,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Items, Trouble> {
        let units = UnitIndex::new(Arc::clone(article.text()));
        let id = self.take_id();
        self.send(&external::suggest(id, revision, article, &units))?;
        let result = self.wait(id, patience, is_wanted)?;
        external::items(&result, revision, &units).map_err(said)?.ok_or(Trouble::NotWanted)
    }

    /// Tells it what became of a suggestion.
    pub fn feedback(&mut self, words: &str, what: &str, accepted: bool) -> Result<(), Trouble> {
        self.send(&external::feedback(words, what, accepted))
    }

    fn take_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id - 1
    }

    /// Writes a line on a thread of its own: one that does not read must not hold us up.
    fn send(&mut self, line: &str) -> Result<(), Trouble> {
        let Some(mut stdin) = self.stdin.take() else { return Err(said(self.end_in_words())) };
        let (sender, written) = sync_channel(1);
        let line = format!("{line}\n");
        spawn("suggester input", move || {
            let wrote = stdin.write_all(line.as_bytes()).and_then(|()| stdin.flush());
            // Nobody waits any more where the other end is gone.
            drop(sender.send(wrote.map(|()| stdin)));
        })?;
        match written.recv_timeout(Duration::from_secs(10)) {
            Ok(Ok(stdin)) => {
                self.stdin = Some(stdin);
                Ok(())
            }
            Ok(Err(_)) => Err(said(self.end_in_words())),
            Err(_) => Err(said("it does not read what it is asked".to_owned())),
        }
    }

    /// Waits for the answer to the request `id`; tells it to stop where nobody wants that any more.
    fn wait(&mut self, id: u64, patience: Duration, is_wanted: &dyn Fn() -> bool) -> Result<Value, Trouble> {
        let until = Instant::now() + patience;
        loop {
            if !is_wanted() {
                self.send(&external::cancel(id))?;
                return Err(Trouble::NotWanted);
            }
            if Instant::now() >= until {
                return Err(said(format!("it did not answer within {} seconds", patience.as_secs())));
            }
            match self.lines.recv_timeout(LOOK) {
                Ok(Ok(line)) => {
                    if let Some(result) = external::answer(&line, id).map_err(said)? {
                        return Ok(result);
                    }
                }
                Ok(Err(words)) => return Err(said(words)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(said(self.end_in_words())),
            }
        }
    }

    /// How it ended, with what it last complained of.
    fn end_in_words(&mut self) -> String {
        let until = Instant::now() + FAREWELL;
        let status = loop {
            match self.child.try_wait() {
                Ok(Some(status)) => break format!("it ended ({status})"),
                Ok(None) if Instant::now() < until => thread::sleep(Duration::from_millis(10)),
                _ => break "it closed its output".to_owned(),
            }
        };
        // Its last words may still be on their way: who reads them has the other copy until they end.
        while Arc::strong_count(&self.complaint) > 1 && Instant::now() < until {
            thread::sleep(Duration::from_millis(5));
        }
        let bytes: Vec<u8> =
            self.complaint.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect();
        let words = String::from_utf8_lossy(&bytes);
        let last = words.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        if last.is_empty() { status } else { format!("{status}: {last}") }
    }
}

impl Drop for Running {
    /// Asks it to end, and ends it where it does not.
    fn drop(&mut self) {
        let id = self.take_id();
        if self.stdin.is_some() {
            // Where it does not hear this it is ended below.
            drop(self.send(&external::shutdown(id)));
        }
        self.stdin = None;
        let until = Instant::now() + FAREWELL;
        while Instant::now() < until {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Running({:?})", self.greeting)
    }
}

fn said(words: String) -> Trouble {
    Trouble::Said(words)
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), Trouble> {
    let spawned = thread::Builder::new().name(name.to_owned()).spawn(work);
    spawned.map(drop).map_err(|error| said(format!("a thread could not be started: {error}")))
}

/// Passes on its lines until its output ends, one is too long, or nobody listens.
fn read_lines(output: impl Read, to: &SyncSender<Line>) {
    let mut output = BufReader::new(output);
    loop {
        let mut bytes = Vec::new();
        let read = output.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes);
        let line = match read {
            Ok(0) => return,
            Ok(_) if !bytes.ends_with(b"\n") && bytes.len() as u64 >= LONGEST_LINE => {
                Err(format!("it wrote a line of more than {} MB", LONGEST_LINE / 1024 / 1024))
            }
            Ok(_) => String::from_utf8(bytes)
                .map_err(|error| format!("it wrote bytes that are not UTF-8 ({})", error.utf8_error())),
            Err(error) => Err(format!("its output could not be read: {error}")),
        };
        let is_last = line.is_err();
        let is_empty = line.as_ref().is_ok_and(|line| line.trim().is_empty());
        if (!is_empty && to.send(line).is_err()) || is_last {
            return;
        }
    }
}

/// Keeps the end of what it complains of.
fn read_complaints(mut output: impl Read, kept: &Mutex<VecDeque<u8>>) {
    let mut bytes = [0; 1024];
    while let Ok(n_read) = output.read(&mut bytes) {
        if n_read == 0 {
            return;
        }
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(bytes.iter().take(n_read));
        while kept.len() > COMPLAINT {
            kept.pop_front();
        }
    }
}
