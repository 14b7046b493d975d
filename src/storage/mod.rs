//! Everything that is read from or written to disk goes through here, and so do clock and chance.
//!
//! Architecture invariant: nothing else in the library opens a file, and nothing here knows a
//! document: it deals in bytes, text and lines. The session joins the two.
//!
//! - [`read_text`], [`read_bytes`]: whole files, with errors that say what to do.
//! - [`write_atomically`]: a save that a crash cannot halve and that never overwrites the work of
//!   somebody else.
//! - [`journal`]: every step on disk at once, so that a killed program loses nothing.
//! - [`Settings`], [`Folders`]: what a person set, and where it is.
//! - [`now`], [`today`], [`new_id`]: what is different at every run.
//! - [`thread_time`], [`peak_memory`]: what the work has cost so far, for measurements.
#![allow(clippy::disallowed_methods, reason = "here is where the other floors are sent to")]

mod ambient;
mod aside;
mod atomic;
mod export;
mod folders;
pub mod journal;
mod read;
mod save_error;
mod settings;
mod stamp;
mod usage;

pub use ambient::{new_id, now, today};
pub use atomic::{backup_of, write_atomically};
pub use export::{ExportFile, files_below, make_folder, write_export};
pub use folders::{Folders, HOME_VARIABLE, NoHome};
pub use journal::{Journal, JournalWriter, Recovered, journal_beside, recover};
pub use read::{LARGEST_FILE, ReadFileError, read_bytes, read_text};
pub use save_error::SaveError;
pub use settings::{
    ExternalSuggester, Layout, MOST_RECENT_FILES, Settings, SettingsWarning, TEXT_SIZES, Theme,
};
pub use stamp::{Digest, DiskChange, NotADigest, Stamp, Unstamped, change_since, stamp_of};
pub use usage::{peak_memory, resident_memory, thread_time};
