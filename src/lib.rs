//! Copydesk: annotate and fact-check a news article before it runs.

pub mod model;
pub mod text;
