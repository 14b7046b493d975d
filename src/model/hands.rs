//! Who does work whose parts do not need each other.

/// Somebody who can do several things at a time, or seems to.
pub trait Hands {
    /// How many things at a time are worth while.
    fn count(&self) -> usize;

    /// What each work gives, in their order.
    fn each<T: Send, Work>(&self, works: impl IntoIterator<Item = Work>) -> Vec<T>
    where
        Work: FnOnce() -> T + Clone + Send;

    /// What two works give that have nothing in common.
    fn both<A: Send, B>(&self, one: impl FnOnce() -> A + Clone + Send, other: impl FnOnce() -> B) -> (A, B);
}

/// One thing after the other.
#[derive(Clone, Copy, Debug)]
pub struct OneHand;

impl Hands for OneHand {
    fn count(&self) -> usize {
        1
    }

    fn each<T: Send, Work>(&self, works: impl IntoIterator<Item = Work>) -> Vec<T>
    where
        Work: FnOnce() -> T + Clone + Send,
    {
        works.into_iter().map(|work| work()).collect()
    }

    fn both<A: Send, B>(&self, one: impl FnOnce() -> A + Clone + Send, other: impl FnOnce() -> B) -> (A, B) {
        (one(), other())
    }
}
