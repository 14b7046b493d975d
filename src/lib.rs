//! Copydesk: annotate and fact-check a news article before it runs.
//!
//! # The floors
//!
//! Imports run downward only; `tests/architecture.rs` reads them and fails on a breach.
//!
//! | floor | module | what it does | what it never does |
//! |---|---|---|---|
//! | 6 | [`cli`] | the command line; without a subcommand it opens the window | |
//! | 5 | `gui` (feature `gui`) | draws the session, turns input into actions | change anything itself; files, clock |
//! | 4 | [`session`] | the app without a screen: action → edit and effects; threads for what takes time | draw, block |
//! | 3 | [`storage`] | the only file I/O: atomic saves, journal, settings; clock and ids | know a document |
//! | 3 | [`formats`] | text ↔ [`model::Document`] and house schema, pure | I/O |
//! | 3 | [`report`] | document → annotated article, lists and data for the desk or for readers, pure | I/O, let a writer see what its audience may not |
//! | 3 | [`ingest`] | text of an article → [`model::Article`], pure | I/O, fail on content |
//! | 3 | [`suggest`] | what is proposed for an article: names, quotes, claims, with reasons; pure | I/O, change a document |
//! | 2 | [`model`] | the document, every change to it, what a claim needs | I/O, clock, threads, screen |
//! | 1 | [`text`] | strings: spans, units, words, sentences, names, quotations, invisible characters, spans moved by a rewritten stretch, or found again in a later text | know an article |
//!
//! # How a change flows
//!
//! ```text
//! key, click ─ gui::shortcuts, panels ─▶ session::Action ─▶ Session::update
//!     ─▶ model::Edit ─▶ Document (its inverse on the undo stack, a Step in history and journal)
//!     ─▶ session::Effect ─▶ session::outside (save, load, dialogs, journal) ─▶ session::Event
//! Document ─▶ gui::rows, gui::article ─▶ pixels
//! ```
//!
//! # Invariants
//!
//! - A [`text::Span`] is never empty, never out of its text, never inside a character. Inside the
//!   program positions are bytes; files say code points and convert at the border ([`text::units`]).
//! - Only [`model::Document::apply`] changes a document, and it leaves it untouched on an error. An
//!   [`model::Edit`] carries what it replaces: its inverse is exact, and a stale one is refused.
//! - No annotation is dropped by a change of the text. Rewritten by hand, spans move by the rule of
//!   [`text::sticky`] alone ([`model::Rewrite`]); brought to another draft, they are found again by
//!   [`text::anchor`], which has no answer where two are possible. What has no place is kept as an
//!   orphan with its words.
//! - What was done is with the journal's thread before the next frame, and on disk milliseconds later; a
//!   save writes beside, syncs, renames.
//! - The frame lays out only what is in sight (`gui::article`); reading, saving, dialogs and the
//!   writing of the journal run on threads. Only a journal's opening and closing, a file's creation
//!   or removal, happens between two frames.
//! - Colours come from `assets/theme`; no state or verdict is told by colour alone (`gui::signs`).
//!
//! # Where to add what
//!
//! - A command: a line in the table of [`session::command`]; it then does not compile until
//!   `session::update` does it, and menu, palette, keys and help have it.
//! - A field of an annotation: its struct in [`model`], a variant of [`model::Field`], its record in
//!   `formats::ron`.
//! - A way of finding words: `text::search`; what is done with the hits: `session::find`.
//! - Work on the files of a folder, with progress and *Stop*: `session::many`, as the import and the export
//!   of a folder do.
//! - A list beside the article: `gui::panels::lists`, with its rows in `gui::rows`.
//! - A report: a file in [`report`] and a row in its table of kinds; menu, command line and the test
//!   that nothing confidential leaves have it then.
//! - A suggester: a file in [`suggest`]; `copydesk eval` measures it on corpora. What the window does with
//!   suggestions is in [`session::suggest`]; programs outside speak the protocol of
//!   [`suggest::external`].
//! - A file format: a file in [`formats`], a variant of [`formats::Format`], its lines in
//!   `formats::exchange`, and the parts it carries; `tests/exchange` holds it to them.
//! - Something else `copydesk convert` and `export` write: a variant of `cli::destination`.
//! - An article source: a file in [`ingest`].

pub mod cli;
pub mod formats;
#[cfg(feature = "gui")]
pub mod gui;
pub mod ingest;
pub mod model;
pub mod report;
pub mod session;
pub mod storage;
pub mod suggest;
pub mod text;
