//! The real app through its window, by keys and accessible names, without a display.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests"
)]

#[path = "../common/ambient.rs"]
mod ambient;
mod changes;
mod claims;
mod controls;
mod coverage;
mod crowded;
mod deadline;
mod desk;
mod editing;
mod exchange;
mod files;
mod find;
mod inspector;
mod killed;
mod looks;
mod narrow;
mod pane;
mod panes;
mod quotes;
mod reading;
mod record;
mod renderer;
mod report;
mod review;
mod revise;
mod scripts;
mod sheets;
mod story;
mod suggest;
mod tagging;
mod timeline;
mod typing;
mod window;
