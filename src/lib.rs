//! Copydesk: annotate and fact-check a news article before it runs.

pub mod cli;
pub mod formats;
#[cfg(feature = "gui")]
pub mod gui;
pub mod ingest;
pub mod model;
pub mod session;
pub mod storage;
pub mod text;
