//! Other tools' formats: what goes out comes back, what does not is counted, and no file of
//! anybody's makes a reader fail otherwise than by saying where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice, reason = "tests")]

#[path = "common/documents.rs"]
mod documents;
#[path = "exchange/everything.rs"]
mod everything;
#[path = "exchange/exact.rs"]
mod exact;
#[path = "exchange/foreign.rs"]
mod foreign;
#[path = "exchange/foreign_cas.rs"]
mod foreign_cas;
#[path = "exchange/foreign_labels.rs"]
mod foreign_labels;
#[path = "exchange/foreign_refused.rs"]
mod foreign_refused;
#[path = "exchange/foreign_tables.rs"]
mod foreign_tables;
#[path = "exchange/foreign_web.rs"]
mod foreign_web;
#[path = "exchange/losses.rs"]
mod losses;
#[path = "exchange/mutation.rs"]
mod mutation;
#[path = "exchange/round_trip.rs"]
mod round_trip;
#[path = "exchange/story.rs"]
mod story;
#[path = "exchange/tokens.rs"]
mod tokens;
