//! What leaves the desk, and what never does.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::string_slice,
    reason = "tests"
)]

mod report {
    pub(crate) mod files;
    mod golden;
    mod hostile;
    mod marks;
    mod named;
}
