//! The work on a thread: reads what has changed, what is in sight first, then works out the whole.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::{Article, Block, BlockKind};
use crate::session::event::Event;
use crate::suggest::{Engine, Known};

use super::proposals::Proposals;

/// From so many unread bytes on, what is near the caret is suggested before the rest is read.
const LONG: usize = 48_000;
/// So many bytes around the caret are read first.
const NEAR: usize = 12_000;
/// The screen hears of the reading each time so many bytes were read.
const BETWEEN_NEWS: usize = 24_000;

/// How far the reading has come, bytes.
#[derive(Debug, Default)]
pub struct Reading {
    /// Read.
    pub done: AtomicUsize,
    /// To be read in all.
    pub all: AtomicUsize,
}

/// The engine, made by the first job that needs it.
#[derive(Clone, Default)]
pub(super) struct SharedEngine(Arc<Mutex<Option<Engine>>>);

impl std::fmt::Debug for SharedEngine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SharedEngine")
    }
}

/// What is to be suggested for.
#[derive(Clone, Debug)]
pub struct SuggestJob {
    pub(super) article: Article,
    pub(super) known: Vec<Known>,
    /// The caret, bytes.
    pub(super) near: usize,
    pub(super) number: u64,
    pub(super) latest: Arc<AtomicU64>,
    pub(super) reading: Arc<Reading>,
    pub(super) engine: SharedEngine,
}

/// What a job found.
#[derive(Debug)]
pub struct Suggested {
    /// The job's number.
    pub number: u64,
    /// What it proposes.
    pub proposals: Proposals,
    /// Whether the whole article was read.
    pub is_whole: bool,
}

impl SuggestJob {
    fn is_stale(&self) -> bool {
        self.latest.load(Ordering::Relaxed) != self.number
    }

    /// Does it, telling `report` what it finds; gives up when another job was begun since.
    pub(in crate::session) fn run(self, report: &dyn Fn(Event)) {
        let mut engine = self.engine.0.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_stale() {
            return;
        }
        let engine = engine.get_or_insert_with(Engine::default);
        let text = self.article.text();
        let (unread, n_unread) = self.unread(engine);
        self.reading.all.store(n_unread, Ordering::Relaxed);
        self.reading.done.store(0, Ordering::Relaxed);
        if n_unread > LONG && self.suggest_near(engine, report).is_none() {
            return;
        }
        let mut untold = 0;
        for block in unread {
            if self.is_stale() {
                return;
            }
            engine.read_ahead(block.span.of(text));
            self.reading.done.fetch_add(block.span.len(), Ordering::Relaxed);
            untold += block.span.len();
            if untold >= BETWEEN_NEWS {
                untold = 0;
                report(Event::SuggestRead);
            }
        }
        let found = engine.suggest_knowing(&self.article, &self.known);
        engine.keep_only(&self.article);
        if !self.is_stale() {
            let proposals = Proposals::new(text, found);
            let suggested = Suggested { number: self.number, proposals, is_whole: true };
            report(Event::Suggested(Box::new(suggested)));
        }
    }

    /// The blocks the engine has not read, and their length together, bytes.
    fn unread(&self, engine: &Engine) -> (Vec<&Block>, usize) {
        let text = self.article.text();
        let is_unread =
            |block: &&Block| block.kind != BlockKind::Furniture && !engine.has_read(block.span.of(text));
        let unread: Vec<&Block> = self.article.blocks().iter().filter(is_unread).collect();
        let length = unread.iter().map(|block| block.span.len()).sum();
        (unread, length)
    }

    /// Suggests for the blocks near the caret alone; none where the job is stale.
    fn suggest_near(&self, engine: &mut Engine, report: &dyn Fn(Event)) -> Option<()> {
        let is_near =
            |block: &&Block| block.span.start() < self.near + NEAR && self.near < block.span.end() + NEAR / 4;
        let near: Vec<Block> = self.article.blocks().iter().filter(is_near).cloned().collect();
        for block in &near {
            if self.is_stale() {
                return None;
            }
            engine.read_ahead(block.span.of(self.article.text()));
        }
        let part = Article::new(Arc::clone(self.article.text()), near, self.article.meta.clone())?;
        let found = engine.suggest_knowing(&part, &self.known);
        let proposals = Proposals::new(self.article.text(), found);
        report(Event::Suggested(Box::new(Suggested { number: self.number, proposals, is_whole: false })));
        Some(())
    }
}
