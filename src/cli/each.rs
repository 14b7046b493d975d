//! The same work on many files: on all processors, results in order, progress where somebody looks.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use super::output;

/// Results that may wait for one before them; more and the workers wait.
const WAITING: usize = 256;
/// What is said of an item at which Copydesk itself failed.
const BROKE_OFF: &str = "Copydesk failed at this file, which is a mistake in Copydesk. The others are done; \
                         please report it with the lines above";
/// Work that ends sooner than this shows no progress.
const SHOWN_AFTER: Duration = Duration::from_millis(500);
/// Between two signs of progress.
const EVERY: Duration = Duration::from_millis(100);

/// What became of an item, or why nothing did.
type Outcome<Done> = Result<Done, String>;

/// Does `work` on each item and gives each result to `take`, in order of the items. `work` runs on
/// several threads, `take` on this one; its first error ends it all. A `work` that panics gives an
/// error for its item, and the others go on.
pub(super) fn each<Item: Sync, Done: Send>(
    items: &[Item],
    work: impl Fn(&Item) -> Outcome<Done> + Sync,
    mut take: impl FnMut(&Item, Outcome<Done>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let work = |item: &Item| {
        // Nothing `work` changes outlives a panic in it: items are only read.
        catch_unwind(AssertUnwindSafe(|| work(item))).unwrap_or_else(|_told| Err(BROKE_OFF.to_owned()))
    };
    let n_threads = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    let mut progress = Progress::new(items.len());
    if n_threads < 2 {
        for item in items {
            take(item, work(item))?;
            progress.step()?;
        }
        return Ok(());
    }
    let next = AtomicUsize::new(0);
    let taken = AtomicUsize::new(0);
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let (send, receive) = sync_channel(n_threads * 4);
        for number in 0..n_threads {
            let (send, work, next, taken, stop) = (send.clone(), &work, &next, &taken, &stop);
            let run = move || {
                while !stop.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    while at > taken.load(Ordering::Acquire) + WAITING && !stop.load(Ordering::Relaxed) {
                        thread::sleep(Duration::from_millis(1));
                    }
                    // Nobody takes it any more after an error.
                    if send.send((at, work(item))).is_err() {
                        return;
                    }
                }
            };
            Builder::new().name(format!("copydesk-files-{number}")).spawn_scoped(scope, run)?;
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut all = || -> anyhow::Result<()> {
            for (at, done) in &receive {
                waiting.insert(at, done);
                let mut now = taken.load(Ordering::Acquire);
                while let Some(done) = waiting.remove(&now) {
                    if let Some(item) = items.get(now) {
                        take(item, done)?;
                    }
                    progress.step()?;
                    now += 1;
                    taken.store(now, Ordering::Release);
                }
            }
            Ok(())
        };
        let result = all();
        stop.store(true, Ordering::Relaxed);
        drop(receive);
        result
    })
}

/// A count on standard error, where that is a terminal.
struct Progress {
    n_items: usize,
    n_done: usize,
    begun: Instant,
    shown: Option<Instant>,
    seen: bool,
}

impl Progress {
    fn new(n_items: usize) -> Self {
        let seen = n_items > 1 && io::stderr().is_terminal();
        Self { n_items, n_done: 0, begun: Instant::now(), shown: None, seen }
    }

    fn step(&mut self) -> io::Result<()> {
        self.n_done += 1;
        if !self.seen {
            return Ok(());
        }
        let at_the_end = self.n_done == self.n_items;
        let due = self.shown.map_or(self.begun.elapsed() > SHOWN_AFTER, |shown| shown.elapsed() > EVERY);
        if at_the_end && self.shown.is_some() {
            // Takes the count away, so that it does not stand among the results.
            return output::hide_count();
        }
        if due {
            self.shown = Some(Instant::now());
            output::show_count(self.n_done, self.n_items)?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_takes_how_long() {
        let items: Vec<u64> = (0..300).collect();
        let mut seen = Vec::new();
        let work = |item: &u64| {
            thread::sleep(Duration::from_micros((item * 7919) % 500));
            Ok(item * 2)
        };
        each(&items, work, |_, done| {
            seen.extend(done);
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, items.iter().map(|item| item * 2).collect::<Vec<_>>());
    }

    #[test]
    #[allow(clippy::panic, reason = "what is tested")]
    fn a_panic_at_one_item_is_its_error_and_the_others_are_done() {
        for n_items in [1, 2000] {
            let items: Vec<usize> = (0..n_items).collect();
            let mut failed = Vec::new();
            let mut n_done = 0;
            let work = |item: &usize| {
                assert!(!item.is_multiple_of(1000), "a mistake in the program");
                Ok(())
            };
            each(&items, work, |item, done| {
                match done {
                    Ok(()) => n_done += 1,
                    Err(words) => failed.push((*item, words)),
                }
                Ok(())
            })
            .unwrap();
            assert_eq!(n_done + failed.len(), n_items);
            assert_eq!(
                failed.iter().map(|(item, _)| *item).collect::<Vec<_>>(),
                (0..n_items).step_by(1000).collect::<Vec<_>>()
            );
            assert!(failed[0].1.contains("a mistake in Copydesk"), "{failed:?}");
        }
    }

    #[test]
    fn an_error_ends_the_work() {
        let items: Vec<usize> = (0..10_000).collect();
        let n_done = AtomicUsize::new(0);
        let work = |item: &usize| {
            n_done.fetch_add(1, Ordering::Relaxed);
            Ok(*item)
        };
        let result = each(&items, work, |item, _| {
            anyhow::ensure!(*item < 10, "enough");
            Ok(())
        });
        assert_eq!(result.unwrap_err().to_string(), "enough");
        assert!(n_done.load(Ordering::Relaxed) < 2000);
    }
}
