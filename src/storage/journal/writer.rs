//! Writes the journal on a thread of its own, so that nobody waits for the disk while typing.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::record::Record;
use super::{Base, Journal, JournalError, SaveMark, file};
use crate::storage::{Digest, new_id};

/// How long a step may wait to be safe from a power cut. (From a kill it is safe in milliseconds.)
pub const SYNC_EVERY: Duration = Duration::from_millis(500);
/// Steps that may wait for the thread; a person does a few in a second.
const MOST_WAITING: usize = 1024;

/// A journal written by a thread. Dropped, it writes what is waiting, and the journal stays.
#[derive(Debug)]
pub struct JournalWriter {
    commands: Option<SyncSender<Command>>,
    thread: Option<JoinHandle<()>>,
}

type Answer = SyncSender<Result<(), JournalError>>;

/// Makes the line of a step.
type Make = Box<dyn FnOnce() -> Result<String, String> + Send>;

enum Command {
    Write(Record),
    Make(Make),
    Saving { mark: SaveMark, content: Digest, answer: Answer },
    Restart { mark: SaveMark, path: Option<PathBuf>, base: Base, answer: Answer },
    Flush { answer: Answer },
    Close { answer: Answer },
}

impl JournalWriter {
    /// Starts the thread. `on_change` is called there with the error when the disk begins to refuse
    /// the journal, and with `Ok` when it takes it again: what it refused is kept and tried again.
    pub fn start(
        journal: Journal,
        on_change: impl Fn(Result<(), JournalError>) + Send + 'static,
    ) -> Result<Self, JournalError> {
        let path = journal.path().to_owned();
        let (commands, waiting) = sync_channel(MOST_WAITING);
        let work = move || Worker::new(journal, on_change).run(&waiting);
        let thread = thread::Builder::new().name("journal".to_owned()).spawn(work);
        let thread = thread.map_err(|error| file::failed(&path, error))?;
        Ok(Self { commands: Some(commands), thread: Some(thread) })
    }

    /// Hands over one step, whose line, or why there is none, the thread makes when its turn has come.
    /// Does not wait for the disk.
    pub fn append(
        &self,
        make: impl FnOnce() -> Result<String, String> + Send + 'static,
    ) -> Result<(), JournalError> {
        self.send(Command::Make(Box::new(make)))
    }

    /// Notes that a copy of the document was taken to be saved. Does not wait for the disk: call it
    /// where the copy is taken, between the same two steps.
    pub fn mark(&self) -> Result<SaveMark, JournalError> {
        let mark = SaveMark(new_id());
        self.send(Command::Write(Record::Mark(mark)))?;
        Ok(mark)
    }

    /// Notes what the file will say once the copy is saved, and waits until that is on disk.
    /// Call it just before the save, from the thread that saves.
    pub fn saving(&self, mark: SaveMark, content: Digest) -> Result<(), JournalError> {
        self.ask(|answer| Command::Saving { mark, content, answer })
    }

    /// Starts anew from the saved file and waits for it; steps done since the copy are carried over.
    pub fn restart(&self, mark: SaveMark, base: Base) -> Result<(), JournalError> {
        self.ask(|answer| Command::Restart { mark, path: None, base, answer })
    }

    /// Like [`JournalWriter::restart`], at another path: the document was saved under another name.
    pub fn restart_at(&self, mark: SaveMark, path: PathBuf, base: Base) -> Result<(), JournalError> {
        self.ask(|answer| Command::Restart { mark, path: Some(path), base, answer })
    }

    /// Waits until everything handed over is on disk.
    pub fn flush(&self) -> Result<(), JournalError> {
        self.ask(|answer| Command::Flush { answer })
    }

    /// Removes the journal and ends the thread: everything is saved, or the person gave it up.
    pub fn close_clean(self) -> Result<(), JournalError> {
        self.ask(|answer| Command::Close { answer })
    }

    fn send(&self, command: Command) -> Result<(), JournalError> {
        let commands = self.commands.as_ref().ok_or(JournalError::Stopped)?;
        commands.send(command).ok().ok_or(JournalError::Stopped)
    }

    fn ask(&self, command: impl FnOnce(Answer) -> Command) -> Result<(), JournalError> {
        let (answer, answered) = sync_channel(1);
        self.send(command(answer))?;
        answered.recv().ok().ok_or(JournalError::Stopped)?
    }
}

impl Drop for JournalWriter {
    fn drop(&mut self) {
        self.commands = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

struct Worker<F> {
    journal: Journal,
    /// What the disk has not taken yet, oldest first.
    waiting: VecDeque<Record>,
    /// When to sync next; nothing is to be synced without.
    due: Option<Instant>,
    refused: bool,
    on_change: F,
}

impl<F: Fn(Result<(), JournalError>)> Worker<F> {
    fn new(journal: Journal, on_change: F) -> Self {
        Self { journal, waiting: VecDeque::new(), due: None, refused: false, on_change }
    }

    fn run(mut self, commands: &Receiver<Command>) {
        loop {
            let command = match self.due {
                None => commands.recv().map_err(|_ended| RecvTimeoutError::Disconnected),
                Some(due) => commands.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match command {
                Ok(command) => {
                    if self.take(command).is_break() {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if self.due.is_some_and(|due| due <= Instant::now()) {
                self.write_and_sync();
            }
        }
        self.write_and_sync();
    }

    /// Breaks when the journal is gone.
    fn take(&mut self, command: Command) -> ControlFlow<()> {
        match command {
            Command::Write(record) => self.write(record),
            Command::Make(make) => match make() {
                Ok(line) if line.contains('\n') => (self.on_change)(Err(JournalError::NotOneLine)),
                Ok(line) => self.write(Record::Step(line)),
                Err(why) => (self.on_change)(Err(JournalError::NoLine(why))),
            },
            Command::Saving { mark, content, answer } => {
                let noted = self.write_waiting().and_then(|()| self.journal.saving(mark, content));
                answer.send(noted).ok();
            }
            Command::Restart { mark, path, base, answer } => {
                let started = self.write_waiting().and_then(|()| match path {
                    None => self.journal.restart(mark, base),
                    Some(path) => self.journal.restart_at(mark, &path, base),
                });
                answer.send(started).ok();
            }
            Command::Flush { answer } => {
                answer.send(self.write_waiting().and_then(|()| self.journal.sync())).ok();
            }
            Command::Close { answer } => {
                answer.send(self.journal.remove()).ok();
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }

    fn write(&mut self, record: Record) {
        self.waiting.push_back(record);
        self.due.get_or_insert_with(|| Instant::now() + SYNC_EVERY);
        // While the disk refuses, each step would only ask again what the timer asks.
        if !self.refused
            && let Err(error) = self.write_waiting()
        {
            self.refuse(error);
        }
    }

    fn write_waiting(&mut self) -> Result<(), JournalError> {
        while let Some(record) = self.waiting.front() {
            self.journal.write(record)?;
            self.waiting.pop_front();
        }
        Ok(())
    }

    fn write_and_sync(&mut self) {
        match self.write_waiting().and_then(|()| self.journal.sync()) {
            Ok(()) => {
                self.due = None;
                if std::mem::take(&mut self.refused) {
                    (self.on_change)(Ok(()));
                }
            }
            Err(error) => self.refuse(error),
        }
    }

    fn refuse(&mut self, error: JournalError) {
        self.due = Some(Instant::now() + SYNC_EVERY);
        if !std::mem::replace(&mut self.refused, true) {
            (self.on_change)(Err(error));
        }
    }
}
