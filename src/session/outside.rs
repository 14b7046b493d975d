//! Stub.
use super::{Effect, Event, Session};
/// x
pub struct Outside {}
impl Outside {
    /// A stand-in.
    pub fn nowhere() -> Self { Self {} }
    /// x
    pub fn wake_with(&self, _wake: impl Fn() + Send + Sync + 'static) {}
    /// x
    pub fn carry_out(&mut self, _effect: Effect, _session: &Session) {}
    /// x
    pub fn next_event(&mut self) -> Option<Event> { None }
    /// x
    pub fn is_quiet(&self) -> bool { true }
}
