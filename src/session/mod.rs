//! The app without a screen: input becomes edits and effects here.
//!
//! [`Session::update`] takes an [`Action`] and returns the [`Effect`]s to be carried out;
//! [`Session::receive`] takes up the [`Event`]s that come back. Nothing here blocks or draws.

pub mod action;
mod asked;
mod change;
mod check;
mod choices;
pub mod command;
pub mod dates;
pub mod desk;
pub mod dialogs;
mod draft;
mod editing;
pub mod effect;
pub mod event;
pub mod export;
mod files;
pub mod filter;
pub mod find;
pub mod flow;
pub mod imported;
mod input;
pub mod jobs;
mod navigate;
mod occurrences;
pub mod outside;
mod picker;
mod quote_check;
mod recent;
pub mod recovery;
mod remove;
pub mod report;
mod review;
mod source;
mod state;
pub mod suggest;
mod tag;
mod update;

pub use action::{Action, Motion, PanelSizes};
pub use command::{Command, Group, Keys, Named};
pub use desk::{Bulk, DeskView};
pub use draft::{DraftJob, MadeDraft, article as article_in};
pub use editing::{Editing, Writing};
pub use effect::{Effect, SaveJob};
pub use event::{Event, Opened};
pub use files::ENDING;
pub use filter::{Filter, Pane, Sieve, StateFilter};
pub use find::{Find, FindInput};
pub use flow::{Flow, FlowInput};
pub use recent::Changes;
pub use recovery::Recovery;
pub use state::{Ambient, FileState, Guest, Notice, Session, View, WantedField};
pub use suggest::{Suggest, SuggestFilter, SuggestInput};
