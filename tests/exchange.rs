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
