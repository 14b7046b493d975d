//! The parts of long work done at the same time.

use std::panic::resume_unwind;
use std::thread::{Builder, available_parallelism, scope};

use crate::model::Hands;

/// More parts than this gain nothing.
const MOST: usize = 8;

/// All cores of the machine, a thread for each part. Where the system gives no further thread, the
/// parts are done one after the other.
#[derive(Clone, Copy, Debug)]
pub struct AllCores;

impl Hands for AllCores {
    fn count(&self) -> usize {
        available_parallelism().map_or(1, usize::from).min(MOST)
    }

    fn each<T: Send, Work>(&self, works: impl IntoIterator<Item = Work>) -> Vec<T>
    where
        Work: FnOnce() -> T + Clone + Send,
    {
        scope(|scope| {
            let mut works = works.into_iter();
            let first = works.next();
            let others: Vec<_> = works
                .map(|work| {
                    let again = work.clone();
                    let thread = Builder::new().name("part of a file".into()).spawn_scoped(scope, work);
                    thread.map_or(Err(again), Ok)
                })
                .collect();
            let first = first.map(|work| work());
            let others = others.into_iter().map(|other| match other {
                Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
                Err(work) => work(),
            });
            first.into_iter().chain(others).collect()
        })
    }

    fn both<A: Send, B>(&self, one: impl FnOnce() -> A + Clone + Send, other: impl FnOnce() -> B) -> (A, B) {
        scope(|scope| {
            let again = one.clone();
            let thread = Builder::new().name("part of a file".into()).spawn_scoped(scope, one);
            let other = other();
            let one = match thread {
                Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
                Err(_) => again(),
            };
            (one, other)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_at_the_same_time_comes_in_order() {
        assert_eq!(AllCores.each((0..5).map(|n| move || n * n)), [0, 1, 4, 9, 16]);
        assert!(AllCores.each(std::iter::empty::<fn() -> u8>()).is_empty());
        assert_eq!(AllCores.both(|| 3, || "three"), (3, "three"));
    }
}
